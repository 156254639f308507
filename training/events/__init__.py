"""Sentences with PLOVER events, written one by one: marked text in, exact offsets out."""
