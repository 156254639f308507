"""The line models."""
