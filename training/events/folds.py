"""Folds that keep near copies together: sentences that share six words in a row are one group.

The groups are made over all sets at once, so that no near copy of a held-out row, in whichever
set, is trained on. Example:

    >>> groups(["a b c d e f g", "x a b c d e f", "other words stand here in this row"])
    [0, 0, 2]
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence

RUN = 6


def groups(texts: Sequence[str]) -> list[int]:
    """Return for each text the number of the first text of its group."""
    parent = list(range(len(texts)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    first: dict[tuple[str, ...], int] = {}
    for number, text in enumerate(texts):
        words = re.findall(r"[^\W_]+", text.lower())
        for start in range(max(1, len(words) - RUN + 1)):
            other = root(first.setdefault(tuple(words[start : start + RUN]), number))
            mine = root(number)
            parent[max(mine, other)] = min(mine, other)
    return [root(n) for n in range(len(texts))]


def folds(texts: Sequence[str], labels: Sequence[str], *, count: int, seed: int) -> list[int]:
    """Return a fold for each text: whole groups, labels spread evenly.

    Args:
        texts: the sentences of all sets.
        labels: of each its set and class; each fold gets its share of every label.
        count: how many folds.
        seed: the same seed gives the same folds.
    """
    members: dict[int, list[int]] = {}
    for number, group in enumerate(groups(texts)):
        members.setdefault(group, []).append(number)
    order = list(members.values())
    random.Random(seed).shuffle(order)
    order.sort(key=len, reverse=True)
    filled = [Counter[str]() for _ in range(count)]
    size = [0] * count
    out = [0] * len(texts)
    for numbers in order:
        mine = Counter(labels[n] for n in numbers)
        best = min(
            range(count),
            key=lambda f: (sum(filled[f][one] * k for one, k in mine.items()), size[f]),
        )
        filled[best].update(mine)
        size[best] += len(numbers)
        for n in numbers:
            out[n] = best
    return out
