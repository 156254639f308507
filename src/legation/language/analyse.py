"""The language layer's one function: what is found in a document's main text."""

from __future__ import annotations

from collections.abc import Sequence

from legation.language.encoder import Encoder, shipped
from legation.language.identify import identify_language
from legation.language.inside import read_inside
from legation.language.reader import Reading, Role, read_words
from legation.language.russian import is_available, read_russian
from legation.language.sentences import find_sentences
from legation.language.windows import words_of
from legation.vocabulary import (
    Analysis,
    Document,
    Mention,
    MentionKind,
    RoleSpan,
    Sentence,
    Span,
    Syntax,
)
from legation.vocabulary.pulse import part

LANGUAGE_VERSION = "9"
QUOTED_LANGUAGES = frozenset({"ru", "uk", "de", "fr", "es", "pl", "it", "pt"})
"""Languages read by quotation marks and speech verbs only."""
MOST_FULL = 2_000_000
"""Characters of main text that are read in full: 330,000 words, a report of 700 pages.

The encoder and all that rests on it take some three minutes of one core a million characters.
What is longer is read by rules, at the level "long", in a tenth of the time.
"""
_KINDS = {
    "PER": MentionKind.PERSON,
    "ORG": MentionKind.ORGANISATION,
    "LOC": MentionKind.PLACE,
    "OTH": MentionKind.OTHER,
}


def analyse(document: Document, encoder: Encoder | None = None) -> Analysis:
    """Return the language, its level, the sentences; in English also grammar, names, roles.

    Raises:
        ModelError: if the text is English and the encoder's file is missing or damaged.
    """
    main = "\n".join(block.span.words(document.text) for block in document.blocks if block.main)
    language = document.language or identify_language(main or document.text)
    if len(main) > MOST_FULL and language in ("en", "ru"):
        return Analysis(document.id, language, "long", find_sentences(document))
    if language == "ru" and is_available():
        found, syntax, names = read_russian(document)
        return Analysis(document.id, language, "syntax", found, names, syntax=syntax)
    level = "full" if language == "en" else "quotes" if language in QUOTED_LANGUAGES else "none"
    sentences = find_sentences(document)
    if level != "full" or not sentences:
        return Analysis(document.id, language, level, sentences)
    return read_sentences(document, language, sentences, encoder or shipped())


def read_sentences(
    document: Document, language: str | None, sentences: tuple[Sentence, ...], encoder: Encoder
) -> Analysis:
    """Return the analysis of English sentences as the encoder reads them."""
    words = words_of(document.text, sentences)
    with part(0.0, 0.7):
        reading = read_words(words, encoder)
    with part(0.7, 1.0):
        inside = read_inside(words, reading.roles, encoder)
    tokens = [token for sentence in sentences for token in sentence.tokens]
    mentions = tuple(
        Mention(_over(tokens, start, end), _KINDS[kind], None, round(sure, 4))
        for kind, start, end, sure in reading.names
    )
    return Analysis(
        document.id,
        language,
        "full",
        sentences,
        mentions=mentions,
        syntax=tuple(_syntax(reading, sentences)),
        roles=(*_roles(reading.roles, tokens, 0), *_roles(inside, tokens, _count(reading.roles))),
    )


def _over(tokens: Sequence[Span], start: int, end: int) -> Span:
    return Span(tokens[start].document, tokens[start].start, tokens[end - 1].end)


def _syntax(reading: Reading, sentences: Sequence[Sentence]) -> list[Syntax]:
    found, start = [], 0
    for sentence in sentences:
        end = start + len(sentence.tokens)
        heads = tuple(head - start if head >= 0 else -1 for head in reading.heads[start:end])
        parts, relations = tuple(reading.parts[start:end]), tuple(reading.relations[start:end])
        found.append(Syntax(parts, heads, relations))
        start = end
    return found


def _count(roles: Sequence[Role]) -> int:
    """Return how many role spans roles become: a source stands once for every cue of it."""
    return sum(max(1, len(role.cues)) for role in roles)


def _roles(roles: Sequence[Role], tokens: Sequence[Span], first: int) -> list[RoleSpan]:
    """Return the role spans of roles, in text order; `first` is the number of the first."""
    places: dict[int, int] = {}
    count = first
    for role in roles:
        if role.kind == "cue":
            places[role.start] = count
        count += max(1, len(role.cues))
    found = []
    for role in roles:
        span = _over(tokens, role.start, role.end)
        for cue, sure in role.cues or ((-1, 0.0),):
            link = (places[cue], round(sure, 4)) if cue >= 0 else (None, None)
            found.append(RoleSpan(role.kind, span, round(role.confidence, 4), *link))
    return found
