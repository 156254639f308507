"""From the record's statements to PolNeAR's conventions, as ranges of its tokens.

PolNeAR keeps the outer quotation marks and the "that" of a content and the auxiliaries and
adverbs of a cue. Where a statement names the spans that it was read from (its reasons), those
are taken; where a rule read it, the marks and auxiliaries beside its spans are taken in. What an
outlet relays ("…, X said, according to the agency") is X's statement in the record and the
outlet's attribution in PolNeAR, where no token has two roles; `repeats` are what it marks twice.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from bench.statements.scoring import Attribution, Range
from legation.statements.phrases import AUXILIARIES
from legation.vocabulary import Span, Statement

OPEN = "\"“„«‘'`"
CLOSE = "\"”“»’'"


class Tokens:
    """The tokens of one article."""

    def __init__(self, text: str, places: Sequence[Sequence[int]]) -> None:
        self.text = text
        self.starts = [start for start, _ in places]
        self.ends = [end for _, end in places]

    def range(self, start: int, end: int) -> Range:
        """Return the tokens that share a character with [start, end)."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)

    def word(self, n: int) -> str:
        """Return token `n`, empty outside the article."""
        return self.text[self.starts[n] : self.ends[n]] if 0 <= n < len(self.starts) else ""


def to_attribution(tokens: Tokens, statement: Statement) -> Attribution:
    read: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
    relayed = any(reason.rule == "relayed content" for reason in statement.reasons)
    for reason in statement.reasons:
        kind, _, part = reason.rule.partition(" ")
        if kind == ("relayed" if relayed else "encoder") and part in read and reason.span:
            read[part].append(reason.span)

    def ranges(part: str, spans: list[Span]) -> tuple[Range, ...]:
        found = [tokens.range(s.start, s.end) for s in read[part] or spans]
        return tuple((a, b) for a, b in found if a < b)

    cue = ranges("cue", [statement.cue] if statement.cue else [])
    content = ranges("content", list(statement.content))
    return Attribution(
        ranges("source", [statement.source] if statement.source else []),
        cue if read["cue"] else tuple(_with_helpers(tokens, r) for r in cue),
        content if read["content"] else tuple(_with_marks(tokens, r) for r in content),
    )


def repeats(tokens: Tokens, statement: Statement) -> list[Attribution]:
    """Return the places where a statement stands again: counted once in the record, marked in PolNeAR."""
    spans = [r.span for r in statement.reasons if r.rule == "repeated" and r.span]
    return [
        Attribution((), (), (_with_marks(tokens, tokens.range(s.start, s.end)),)) for s in spans
    ]


def _with_helpers(tokens: Tokens, cue: Range) -> Range:
    start, end = cue
    while tokens.word(start - 1).lower() in AUXILIARIES:
        start -= 1
    return start, end


def _with_marks(tokens: Tokens, content: Range) -> Range:
    start, end = content
    if tokens.word(start - 1)[:1] in tuple(OPEN):
        start -= 1
        if tokens.word(end) == "," and tokens.word(end + 1)[:1] in tuple(CLOSE):
            end += 2
        elif tokens.word(end)[:1] in tuple(CLOSE):
            end += 1
    if re.fullmatch("that", tokens.word(start - 1), re.IGNORECASE):
        start -= 1
    return start, end
