"""Stretches held in order, so that a paragraph of any length is asked in logarithmic time.

`Cover` is the ground that stretches cover; `Quotes` the quotations of a paragraph; `last_end`
the last match of a pattern before a place. Example: `Cover([(2, 5)]).holds(3)` is true.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise

Stretch = tuple[int, int]
NEAR = 256
"""Characters that `last_end` looks at first; it looks at twice as many until it finds a match."""


class Cover:
    """The union of stretches [start, end); those that share a character become one.

    Example:
        >>> cover = Cover([(2, 5), (4, 8)])
        >>> cover.holds(7), cover.meets((8, 9))
        (True, False)
    """

    def __init__(self, stretches: Iterable[Stretch] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for stretch in sorted(stretches):
            self.add(stretch)

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch."""
        start, end = stretch
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        if first < last:
            start, end = min(start, self._starts[first]), max(end, self._ends[last - 1])
        else:
            last = first
        self._starts[first:last] = [start]
        self._ends[first:last] = [end]

    def holds(self, place: int) -> bool:
        """Tell whether a place lies in a stretch."""
        n = bisect_right(self._starts, place) - 1
        return n >= 0 and place < self._ends[n]

    def meets(self, stretch: Stretch) -> bool:
        """Tell whether a stretch shares a character with one that was taken in."""
        n = bisect_left(self._starts, stretch[1]) - 1
        return n >= 0 and stretch[0] < self._ends[n]


class Quotes:
    """The quotations of a paragraph, as `find_quotes` gives them: double ones, then single ones.

    Each of the two kinds is in order and none in it touches another.
    """

    def __init__(self, quotes: list[Stretch]) -> None:
        self.all = quotes
        cuts = [n for n in range(1, len(quotes)) if quotes[n][0] < quotes[n - 1][1]]
        edges = [0, *cuts, len(quotes)]
        self._parts = [quotes[a:b] for a, b in pairwise(edges)]
        self._free = [0] * len(self._parts)
        self.cover = Cover(quotes)

    def before(self, place: int) -> Stretch | None:
        """Return the last quotation that ends at a place or before it."""
        for part in reversed(self._parts):
            n = bisect_right(part, place, key=lambda q: q[1])
            if n:
                return part[n - 1]
        return None

    def after(self, place: int) -> Iterator[Stretch]:
        """Yield the quotations that start at a place or after it."""
        for part in self._parts:
            for n in range(bisect_left(part, place, key=lambda q: q[0]), len(part)):
                yield part[n]

    def ended(self, place: int) -> Iterator[tuple[int, Iterator[Stretch]]]:
        """Yield each kind's number and its quotations that end before a place, the last first."""
        for kind in range(len(self._parts) - 1, -1, -1):
            part = self._parts[kind]
            last = bisect_left(part, place, key=lambda q: q[1])
            yield kind, map(part.__getitem__, range(last - 1, -1, -1))

    def is_free(self, kind: int, last: Stretch, taken: set[Stretch]) -> bool:
        """Tell whether a quotation of a kind, at `last` or before it, is not taken.

        What is taken stays so: where the first free one was last time, the search goes on.
        """
        part, first = self._parts[kind], self._free[kind]
        while first < len(part) and part[first] in taken:
            first += 1
        self._free[kind] = first
        return first < len(part) and part[first] <= last

    def within(self, stretch: Stretch) -> list[Stretch]:
        """Return the quotations that lie in a stretch."""
        found: list[Stretch] = []
        for part in self._parts:
            first = bisect_left(part, stretch[0], key=lambda q: q[0])
            last = bisect_right(part, stretch[1], key=lambda q: q[1])
            found += part[first:last]
        return found


def last_end(pattern: re.Pattern[str], words: str, end: int) -> int:
    """Return where the last match of a pattern in words[:end] ends; 0 if there is none.

    The pattern must match no letter and no digit: only so are the matches found from a place
    after a letter the same as those found from the beginning.

    Example:
        >>> last_end(re.compile("[.]"), "One. Two. Three", 8)
        4
    """
    reach = NEAR
    while True:
        start = max(0, end - reach)
        while 0 < start < end and not words[start - 1].isalnum():
            start += 1
        found = 0
        for match in pattern.finditer(words, start, end):
            found = match.end()
        if found or end <= reach:
            return found
        reach *= 2
