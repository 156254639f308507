"""The stages of the system as one table."""
