"""Which capitalised words of a document stand alone, as surnames do after a whole name.

Example:
    >>> from legation.vocabulary import Document, Origin
    >>> text = "Ann Lund came. By noon Lund left, and Lund was glad."
    >>> sorted(lone_words(Document("d", text, Origin("s"), "given/1")))
    ['lund']
"""

from __future__ import annotations

import re
from collections import Counter

from legation.actors.spelling import fold
from legation.vocabulary import Document

_LONE = re.compile(r"(?<![\w.’'-])(?<![A-Z]\w )([A-Z][a-z]\w{2,})(?! [A-Z])(?![\w-])")
_BEFORE = re.compile(r"(?:[A-Z][\w’'-]*|[Tt]he|[Aa]n?)[ -]$")


def lone_words(document: Document) -> frozenset[str]:
    """Return capitalised words that stand alone more than once: surnames do, parts of titles do not."""
    found: Counter[str] = Counter()
    for match in _LONE.finditer(document.text):
        if not _BEFORE.search(document.text[max(0, match.start() - 25) : match.start()]):
            found[fold(match[1])] += 1
    return frozenset(word for word, times in found.items() if times > 1)
