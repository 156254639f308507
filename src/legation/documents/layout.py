r"""What a format's reader hands on: the text as read, its lines, and what the file says of itself.

Example:
    >>> [line.end for line in plain_layout("One.\n\nTwo.").lines]
    [4, 10]
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of text that stands on its own: a line, or one block element of a page.

    `tag` is the element, `hints` the class and id words around it, `links` how many of its
    characters are links, `voted` whether an extractor takes it for main text (None: not asked).
    """

    start: int
    end: int
    tag: str = ""
    hints: str = ""
    links: int = 0
    voted: bool | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The untouched text with its lines in order, and the facts found in the file.

    `notes` say what is odd about its encoding.
    """

    text: str
    lines: tuple[Line, ...]
    facts: dict[str, str] = field(default_factory=dict)
    dates: tuple[tuple[str, str], ...] = ()
    encoding: str | None = None
    notes: tuple[str, ...] = ()


def plain_lines(text: str) -> tuple[Line, ...]:
    """Return the lines of plain text, without their outer white space; blank ones are left out.

    Hard-wrapped text (lines broken in mid-sentence at one width) is joined to paragraphs.
    """
    spans = []
    for match in _LINE.finditer(text):
        words = match.group()
        start = match.start() + len(words) - len(words.lstrip())
        end = match.start() + len(words.rstrip())
        if start < end:
            spans.append((start, end))
    if _is_wrapped(text, spans):
        spans = _paragraphs(text, spans)
    return tuple(Line(start, end) for start, end in spans)


def plain_layout(text: str, **facts: str) -> Layout:
    """Return the layout of plain text."""
    return Layout(text, plain_lines(text), dict(facts))


def _is_wrapped(text: str, spans: list[tuple[int, int]]) -> bool:
    """Tell whether most neighbouring lines are broken at one width in mid-sentence."""
    lengths = sorted(end - start for start, end in spans if end - start > 40)
    if len(lengths) < 5 or lengths[int(len(lengths) * 0.95)] > 110:
        return False
    pairs = [
        (first, second)
        for first, second in itertools.pairwise(spans)
        if text[first[1] : second[0]].count("\n") == 1
    ]
    broken = [
        1 for (start, end), _ in pairs if end - start > 40 and text[end - 1] not in '.!?:;"”»'
    ]
    return len(pairs) >= 4 and len(broken) > 0.5 * len(pairs)


def _paragraphs(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    longest = max(end - start for start, end in spans)
    open_ = False
    for start, end in spans:
        close = joined and text[joined[-1][1] : start].count("\n") == 1
        if joined and close and open_:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
        # a line that stops short of the width and ends a sentence ends its paragraph
        open_ = end - start > 0.6 * longest or text[end - 1] not in '.!?"”»'
    return joined
