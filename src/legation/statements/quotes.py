"""Quotations in a paragraph: which stretches stand between quotation marks.

Marks of every kind count, mixed ones too; an apostrophe is no mark. A quotation that a
paragraph leaves open and the next takes up with a new opening mark runs on.

Example:
    >>> find_quotes('He said "no" and “yes”.')
    [(9, 11), (18, 21)]
"""

from __future__ import annotations

from bisect import bisect_right

OPENERS = "“„«‟「『"
CLOSERS = "”»」』"
STRAIGHT = '"＂'
LONGEST = 3000

Stretch = tuple[int, int]


def find_quotes(words: str) -> list[Stretch]:
    """Return the insides of the quotations as [start, end), in order, without their marks."""
    found: list[Stretch] = []
    start: int | None = None
    for n, sign in enumerate(words):
        if start is None:
            if _opens(words, n, sign):
                start = n + 1
        elif _closes(words, n, sign, start):
            if n > start:
                found.append((start, n))
            start = None
        elif n - start > LONGEST:
            start = None
    if start is not None and start < len(words.rstrip()):
        found.append((start, len(words.rstrip())))
    return found + _single(words, found)


def is_left_open(words: str) -> bool:
    """Tell whether a paragraph ends inside a quotation."""
    quotes = find_quotes(words)
    return (
        bool(quotes)
        and quotes[-1][1] == len(words.rstrip())
        and words.rstrip()[-1:] not in CLOSERS + STRAIGHT
    )


def _opens(words: str, n: int, sign: str) -> bool:
    before = words[n - 1] if n else " "
    after = words[n + 1] if n + 1 < len(words) else " "
    if sign in OPENERS:
        return True
    # a straight or a wrongly turned mark opens where a word begins
    return (
        sign in STRAIGHT + CLOSERS
        and not before.isalnum()
        and not after.isspace()
        and before not in ".,!?"
    )


def _closes(words: str, n: int, sign: str, start: int) -> bool:
    after = words[n + 1] if n + 1 < len(words) else " "
    if sign in CLOSERS:
        return True
    if sign == "“":  # closes „…“ and is a second opening mark elsewhere
        return words[start - 1] == "„" or not after.isalnum()
    return sign in STRAIGHT and not after.isalpha()


def _single(words: str, found: list[Stretch]) -> list[Stretch]:
    """Return ‘…’ and '…' quotations of several words that lie in no other."""
    result = []
    start: int | None = None
    mark = ""
    for n, sign in enumerate(words):
        straight = sign == "'" and words[n - 1 : n] != "'" and words[n + 1 : n + 2] != "'"
        opens = n == 0 or not (words[n - 1].isalnum() or words[n - 1] in ".,!?'")
        if (
            start is None
            and opens
            and (sign == "‘" or (straight and words[n + 1 : n + 2].isalpha()))
        ):
            start, mark = n + 1, sign
        elif (
            start is not None
            and sign == ("’" if mark == "‘" else "'")
            and not words[n + 1 : n + 2].isalnum()
            and not words[n - 1].isspace()
        ):
            holder = bisect_right(found, start, key=lambda quote: quote[0]) - 1
            inside = holder >= 0 and n <= found[holder][1]
            if " " in words[start:n] and not inside:
                result.append((start, n))
            start = None
    return result
