"""The documents that ship with the package."""
