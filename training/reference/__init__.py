"""The dated tables."""
