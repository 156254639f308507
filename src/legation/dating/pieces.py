"""A piece of evidence about the day of publication, and what every rule shares."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from legation.vocabulary import Document, Span

FIRST, LAST = date(1985, 1, 1), date(2035, 12, 31)
Interval = tuple[date, date]
Main = list[tuple[int, str]]
"""The main text: (where a block begins, its words)."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece: the days it allows (any of `intervals`), its weight, where it stands."""

    rule: str
    says: str
    intervals: tuple[Interval, ...]
    weight: float
    span: Span | None = None
    tight: bool = False  # names the day itself, not a bound


def place(document: Document, start: int, end: int) -> Span:
    """Return a span of the document."""
    return Span(document.id, start, end)


def in_quotation(words: str, at: int) -> bool:
    """Tell whether a place in a paragraph stands inside quotation marks."""
    before = words[:at]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")
