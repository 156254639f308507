"""Benchmarks: each folder one question, with its data, floors and peers."""
