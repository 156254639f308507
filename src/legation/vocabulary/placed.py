"""Things that stand somewhere in a document, found by place without looking at each.

Example:
    >>> spans = Placed([Span("d", 0, 4), Span("d", 2, 9), Span("d", 12, 14)], lambda span: span)
    >>> [span.start for span in spans.overlapping(Span("d", 3, 5))]
    [0, 2]
    >>> spans.inside(Span("d", 10, 20))
    [Span(document='d', start=12, end=14)]
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import Generic, TypeVar

from legation.vocabulary.base import Span

T = TypeVar("T")


class Placed(Generic[T]):
    """Items by their spans. What is found comes in the order in which it was given."""

    def __init__(self, items: Iterable[T], span_of: Callable[[T], Span]) -> None:
        self._span_of = span_of
        self._items: list[tuple[int, int, Span, T]] = []
        self._longest = 0
        self._count = 0
        for item in items:
            self._append(item)
        self._items.sort(key=itemgetter(0, 1))

    def add(self, item: T) -> None:
        """Put in one more, after all others in the order of what is found."""
        self._append(item)
        insort(self._items, self._items.pop(), key=itemgetter(0, 1))

    def _append(self, item: T) -> None:
        span = self._span_of(item)
        self._items.append((span.start, self._count, span, item))
        self._longest = max(self._longest, span.end - span.start)
        self._count += 1

    def overlapping(self, span: Span) -> list[T]:
        """Return the items that share at least one code point with a span."""
        return self._among(span.start - self._longest + 1, span.end, lambda own: own.overlaps(span))

    def inside(self, span: Span) -> list[T]:
        """Return the items that lie wholly in a span."""
        return self._among(span.start, span.end, span.contains)

    def holding(self, span: Span) -> list[T]:
        """Return the items in which a span lies wholly."""
        first = span.end - self._longest
        return self._among(first, span.start + 1, lambda own: own.contains(span))

    def _among(self, start: int, end: int, wanted: Callable[[Span], bool]) -> list[T]:
        first = bisect_left(self._items, start, key=itemgetter(0))
        last = bisect_left(self._items, end, key=itemgetter(0))
        near = sorted(self._items[first:last], key=itemgetter(1))
        return [item for _, _, span, item in near if wanted(span)]
