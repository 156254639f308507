"""Document to Analysis: sentences, tokens, mentions."""
