"""Document and Analysis to When: publication date and time expressions, with reasons."""
