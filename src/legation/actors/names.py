"""The encoder's names put right by the tables: states, capitals, bodies and their adjectives.

The encoder finds names it has never seen; the tables know those of this field. Where both speak,
the tables say what a name is and where it ends ("NATO" in "NATO allies", "Polish" before a
newspaper); a person's name stays the encoder's. Example: `settle_names(document, analysis)`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from legation.actors.directory import Directory, directory
from legation.actors.tokens import Token, find_named, tokens_of
from legation.reference.rows import Name
from legation.vocabulary import Analysis, Document, Mention, MentionKind, Span

NAMED = frozenset({"name", "short", "official", "acronym", "alias", "capital", "seat", "metonym", "adjective", "people"})  # fmt: skip
SURE = 0.95
_WHAT = frozenset(
    """allies ally members member states countries summit summits resolution resolutions diplomats officials forces troops
    soldiers ministers ambassadors envoy envoys leaders chief headquarters membership meeting meetings talks charter treaty
    enlargement expansion partners partner official ambassador spokesman spokeswoman spokesperson delegation secretary general
    foreign defence defense prime minister president deputy chancellor premier and the of in""".split()
)
"""Words after an organisation's name that do not belong to it."""


def settle_names(document: Document, analysis: Analysis, tables: Directory | None = None) -> Analysis:  # fmt: skip
    """Return the analysis with the names of the tables among its mentions, in text order."""
    tables = tables or directory()
    day = document.published.earliest or document.published.latest
    language = analysis.language or "en"
    known: list[Mention] = []
    for sentence in analysis.sentences:
        tokens = tokens_of(document.text, sentence.span.start, sentence.span.end)
        n = 0
        while n < len(tokens):
            found = find_named(tokens, n, tables, day, language) if _may_begin(tokens, n) else None
            kind = _kind(found.names, tables) if found else None
            if found and kind is None:  # "NATO allies" are members: NATO is the name
                found = find_named(tokens[: n + 1], n, tables, day, language)
                kind = _kind(found.names, tables) if found else None
            if found and kind and not _goes_on(tokens, found.end):
                span = Span(document.id, tokens[n].start, tokens[found.end - 1].end)
                known.append(Mention(span, kind, None, SURE))
            n = found.end if found else n + 1
    return replace(analysis, mentions=_merged(document, analysis.mentions, known))


def _may_begin(tokens: list[Token], n: int) -> bool:
    """Tell whether a name can begin here: a capital, and no "New" or hyphened word before it."""
    return tokens[n].capital and not (n > 0 and tokens[n - 1].text == "New")


def _goes_on(tokens: list[Token], end: int) -> bool:
    """Tell whether a prefix only: "Russo-Georgian" and "Anglo-" stand for more than their first part."""
    if end >= len(tokens) or tokens[end].text not in "-–‑":
        return False
    word = tokens[end - 1]
    return word.low.endswith("o") and not word.text.isupper() and tokens[end].start == word.end


def _kind(names: tuple[Name, ...], tables: Directory) -> MentionKind | None:
    """Return what the words name; None where they are only a word for members or a role."""
    told = [name for name in names if name.kind in NAMED]
    if not told:
        return None
    return MentionKind.PLACE if told[0].actor in tables.countries else MentionKind.ORGANISATION


def _merged(document: Document, given: tuple[Mention, ...], known: list[Mention]) -> tuple[Mention, ...]:  # fmt: skip
    """Put the two lists together: no name of the tables is lost but inside a person's name."""
    people = [m for m in given if m.kind is MentionKind.PERSON]
    kept = [k for k in known if not any(_is_in(k, p) for p in people)]
    result: list[Mention] = []
    lost: set[Span] = set()
    for mention in given:
        near = [k for k in kept if k.span.overlaps(mention.span)]
        own = mention if not near else _around(document, mention, near)
        result += [own] if own else []
        if own and mention.kind is not MentionKind.OTHER:
            lost |= {k.span for k in near if k.span.overlaps(own.span)}
    result += [k for k in kept if k.span not in lost]
    unique = {(m.span.start, m.span.end): m for m in result}
    return tuple(unique[key] for key in sorted(unique))


def _is_in(known: Mention, person: Mention) -> bool:
    """Tell whether a name of the tables is only a part of a person's name."""
    inside = person.span.start <= known.span.start and known.span.end <= person.span.end
    return inside and (known.span != person.span or (person.confidence or 0.0) >= SURE)


def _around(document: Document, mention: Mention, near: list[Mention]) -> Mention | None:
    """Return the encoder's name if it is more than the names of the tables inside it."""
    span, text = mention.span, document.text
    first, last = near[0].span, near[-1].span
    inside = span.start <= first.start and last.end <= span.end
    rest = f"{text[span.start : first.start]} {text[first.end : last.start]} {text[last.end : span.end]}"
    words = [w for w in re.split(r"[\s’'/–‑-]+", rest) if w and w != "s"]
    if not inside or all(word.lower() in _WHAT for word in words):
        return None
    if first.start == span.start and words[0][:1].islower():  # "Polish daily Gazeta Wyborcza"
        name = re.search(r"\b[A-ZÀ-Þ]", text[first.end : span.end])
        if name:
            return replace(mention, span=Span(span.document, first.end + name.start(), span.end))
    return mention
