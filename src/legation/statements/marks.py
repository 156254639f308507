"""Which stretches of a document stand between quotation marks, over paragraph ends too.

A quotation that a paragraph leaves open runs on: either the next paragraph takes it up with a
new opening mark, or its first mark is a closing one. Marks of every kind, also two single ones
(''so''), mixed and unbalanced ones. Example: `find_marks(document).manner([(3, 9)])`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from legation.statements.cues import lexicon
from legation.statements.draft import Stretch, overlap
from legation.statements.quotes import CLOSERS, STRAIGHT, find_quotes, is_left_open
from legation.vocabulary import MAIN, Document, Manner

OUTER = "\"“”„«»‟「」『』＂‘’'`"
"""Signs that can be an outer mark of a quotation."""
DASHED = ("ru", "uk", "pl", "es")
"""Languages that set an attribution between dashes inside the marks."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The insides of the quotations of a document, in order, and those that run on."""

    text: str
    quotes: tuple[Stretch, ...]
    running: frozenset[int]
    """Starts of quotations that go on from the paragraph before."""

    def holding(self, stretch: Stretch) -> Stretch | None:
        """Return the quotation that the whole stretch lies in, but for its outer marks."""
        start, end = trim(self.text, stretch, OUTER + " \n\t,.;!?…")
        n = bisect_right(self.quotes, (start, len(self.text)))
        for quote in reversed(self.quotes[max(0, n - 3) : n]):
            if quote[0] <= start and end <= quote[1]:
                return quote
        return None

    def touching(self, stretch: Stretch) -> list[Stretch]:
        """Return the quotations that share words with a stretch."""
        n = bisect_right(self.quotes, (stretch[0], len(self.text)))
        last = bisect_left(self.quotes, (stretch[1],))
        return [q for q in self.quotes[max(0, n - 3) : last] if overlap(q, stretch)]

    def manner(self, content: list[Stretch]) -> Manner:
        """Tell whether the content is quoted wholly, partly or not at all."""
        if content and all(self.holding(piece) for piece in content):
            return Manner.DIRECT
        return Manner.MIXED if any(self.touching(p) for p in content) else Manner.INDIRECT


def find_marks(document: Document) -> Marks:
    """Return the quotations of the main text."""
    found: list[Stretch] = []
    running: set[int] = set()
    is_open = False
    for block in document.blocks:
        if block.kind not in MAIN:
            continue
        words, offset = block.span.words(document.text), block.span.start
        inside = straighten(words)
        if is_open and _closes_first(inside):
            inside = '"' + inside
            quotes = [(max(0, a - 1), b - 1) for a, b in find_quotes(inside)]
            running.add(offset + quotes[0][0] if quotes else offset)
        else:
            quotes = find_quotes(inside)
            if is_open and quotes and not words[: quotes[0][0]].strip(OUTER + " \t\n"):
                running.add(offset + quotes[0][0])
        whole = [_past_marks(words, q) for q in quotes]
        found += [(offset + a, offset + b) for q in whole for a, b in parted(words, q) if a < b]
        is_open = is_left_open(inside)
    return Marks(document.text, tuple(sorted(found)), frozenset(running))


def straighten(words: str) -> str:
    """Return the words with two single marks as two double ones, of the same length."""
    return words.replace("''", '""').replace("``", '""').replace("’’", "””").replace("‘‘", "““")


_BREAK = re.compile(r"(?P<open>[,.!?…]) [–—-] (?P<said>[^–—«»]{3,120}?)(?P<close>[,.:]) [–—-] ")


def parted(words: str, quote: Stretch) -> list[Stretch]:
    """Cut a quotation at an attribution set between dashes inside its marks («…, — said X, — …»)."""
    pieces, start = [], quote[0]
    for found in _BREAK.finditer(words, *quote):
        if any(word in lexicon(code) for code in DASHED for word in found["said"].lower().split()):
            pieces.append((start, found.start("open") + (found["open"] in ".!?…")))
            start = found.end()
    return [*pieces, (start, quote[1])]


def _past_marks(words: str, quote: Stretch) -> Stretch:
    start, end = quote
    while start < end and words[start] in OUTER and words[start - 1 : start] in OUTER:
        start += 1
    return start, end


def _closes_first(words: str) -> bool:
    """Tell whether the first mark of a paragraph can only close a quotation."""
    for n, sign in enumerate(words):
        if sign in "“„«‟「『":
            return False
        if sign in CLOSERS + STRAIGHT:
            return n > 0 and not words[n - 1].isspace() and not words[n + 1 : n + 2].isalnum()
    return False


def trim(text: str, stretch: Stretch, signs: str = " \n\t\r\u00a0") -> Stretch:
    """Return the stretch without the signs at either end; at least one character stays."""
    start, end = stretch
    while start < end - 1 and text[start] in signs:
        start += 1
    while end - 1 > start and text[end - 1] in signs:
        end -= 1
    return start, end
