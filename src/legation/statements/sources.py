"""A source as one whole noun phrase by the parse: what "who" stands for, what belongs to a name.

Example: in "Envoy Lund, who left at noon, said …" a source "who" gives way to "Envoy Lund";
"U.S." before "President Dole" grows to the president.
"""

from __future__ import annotations

from legation.statements.conventions import source_core
from legation.statements.draft import Stretch
from legation.statements.parsed import MODIFIERS, Parsed, parse_at
from legation.vocabulary import Analysis

RELATIVE = frozenset("who which that whom whose".split())
_BEFORE = frozenset("det amod compound nummod flat".split())
_AFTER = frozenset("nmod flat appos compound".split())
_NOUNS = frozenset("NOUN PROPN PRON NUM DET ADJ".split())
_CLAUSE = frozenset("nsubj nsubj:pass csubj cop aux aux:pass expl obj iobj obl advmod".split())
"""What hangs on a noun as the predicate of a clause, not as part of its phrase."""


def antecedent(text: str, analysis: Analysis, pronoun: Stretch) -> Stretch | None:
    """Return the noun phrase that a relative pronoun stands for, by the parse."""
    parsed = parse_at(analysis, pronoun[0])
    at = parsed.at(pronoun[0]) if parsed else None
    if parsed is None or at is None:
        return None
    noun = _modified(parsed, at)
    if noun is None:
        return None
    case = {m for m in parsed.children(noun) if parsed.relations[m] == "case"}
    phrase = parsed.subtree(noun, without=MODIFIERS | _CLAUSE)
    own = sorted(m for m in phrase - case if m < at)
    return source_core(text, (parsed.places[own[0]][0], parsed.places[own[-1]][1]))


def _modified(parsed: Parsed, pronoun: int) -> int | None:
    """Return the noun that the clause of a relative pronoun hangs on, or else that before it."""
    clause = pronoun
    while clause >= 0 and not parsed.relations[clause].startswith("acl"):
        clause = parsed.heads[clause]
    noun = parsed.heads[clause] if clause >= 0 else -1
    if 0 <= noun < pronoun and parsed.parts[noun] in _NOUNS:
        return noun
    noun = pronoun - 1
    while noun > 0 and parsed.parts[noun] == "PUNCT":
        noun -= 1
    while parsed.relations[noun].split(":")[0] in _AFTER and parsed.parts[noun] in _NOUNS:
        noun = parsed.heads[noun]
    return noun if noun >= 0 and parsed.parts[noun] in _NOUNS else None


def whole_source(text: str, analysis: Analysis, source: Stretch, cue: Stretch) -> Stretch:
    """Return a source that stands before its cue with all that belongs to its noun phrase."""
    parsed = parse_at(analysis, source[0])
    if parsed is None or source[1] > cue[0]:
        return source
    inside = [n for n, (a, b) in enumerate(parsed.places) if source[0] <= a and b <= source[1]]
    if not inside:
        return source
    end = next((n for n, (_, b) in enumerate(parsed.places) if b > cue[0]), len(parsed.places))
    first, last = inside[0], inside[-1]
    last = _to_its_head(parsed, first, last, end)
    last = _to_its_end(parsed, first, last, end)
    if last == inside[-1]:
        return source
    return source_core(text, (source[0], parsed.places[last][1]))


def _to_its_head(parsed: Parsed, first: int, last: int, end: int) -> int:
    """Go on from a title or a first name to the name that it stands before: "U.S." to "President Dole"."""
    while True:
        head = next(n for n in range(first, last + 1) if not first <= parsed.heads[n] <= last)
        kind = parsed.relations[head].split(":")
        name = parsed.heads[head]
        if not (kind[0] in _BEFORE or kind == ["nmod", "desc"]) or not last < name < end:
            return last
        last = name


def _to_its_end(parsed: Parsed, first: int, last: int, end: int) -> int:
    """Go on over what hangs on the phrase behind it: "of …", "at the time", ", envoy to …"."""
    while last + 1 < end:
        n = last + 1
        while n < end and parsed.relations[n] == "punct":
            n += 1
        if n >= end:
            break
        top = n
        while parsed.heads[top] > last:
            top = parsed.heads[top]
        hangs = first <= parsed.heads[top] <= last
        kind = parsed.relations[top].split(":")[0]
        if not hangs or kind not in (_AFTER if n == last + 1 else {"appos"}):
            break
        last = n
    return last
