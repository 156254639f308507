"""The command line: a face, no logic."""
