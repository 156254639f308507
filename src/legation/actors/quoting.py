"""Which parts of a block stand inside quotation marks: parity over the whole block."""

from __future__ import annotations

import re
from bisect import bisect_right

from legation.vocabulary import Document

_QUOTED = re.compile(r"[\"“”«„]([^\"“”«»„]{2,3000}?)(?:[\"“”»]|$)")


class Quoted:
    """Tells whether a place of a document lies inside a quotation."""

    def __init__(self, document: Document) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for block in document.blocks:
            if not block.main:
                continue
            words = block.span.words(document.text)
            for found in _QUOTED.finditer(words):
                self.starts.append(block.span.start + found.start())
                self.ends.append(block.span.start + found.end())

    def holds(self, place: int) -> bool:
        """Tell whether a place lies inside a quotation."""
        n = bisect_right(self.starts, place) - 1
        return n >= 0 and place < self.ends[n]
