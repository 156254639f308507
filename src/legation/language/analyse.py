"""The language layer's one function: what is found in a document's main text."""

from __future__ import annotations

from legation.language.identify import identify_language
from legation.language.russian import is_available, read_russian
from legation.language.sentences import find_sentences
from legation.vocabulary import Analysis, Document

LANGUAGE_VERSION = "1"
QUOTED_LANGUAGES = frozenset({"ru", "uk", "de", "fr", "es", "pl"})
"""Languages read by quotation marks and speech verbs only."""


def analyse(document: Document) -> Analysis:
    """Return the language, the level at which it is supported, and the sentences."""
    main = "\n".join(block.span.words(document.text) for block in document.blocks if block.main)
    language = document.language or identify_language(main or document.text)
    if language == "ru" and is_available():
        sentences, syntax, names = read_russian(document)
        return Analysis(document.id, language, "syntax", sentences, names, syntax=syntax)
    level = "full" if language == "en" else "quotes" if language in QUOTED_LANGUAGES else "none"
    return Analysis(document.id, language, level, find_sentences(document))
