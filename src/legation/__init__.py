"""Legation: who said or did what to whom, cited."""

__version__ = "0.1.0"
