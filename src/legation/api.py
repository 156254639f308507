"""The public face of a record: open, add, build, ask."""
