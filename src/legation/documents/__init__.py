"""Bytes to Document: readers per format, blocks, copies."""
