"""Macro-F1 and span F1 with bootstrap 95 % intervals.

Example:
    >>> macro_f1(["a", "b"], ["a", "b"])
    1.0
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
Figure = dict[str, float | int | list[float]]
RESAMPLES = 1000


def macro_f1(gold: Sequence[str], found: Sequence[str]) -> float:
    """Mean F1 over the labels that stand in the gold."""
    scores = []
    for label in sorted(set(gold)):
        hit = sum(g == f == label for g, f in zip(gold, found, strict=True))
        scores.append(2 * hit / (gold.count(label) + list(found).count(label)))
    return sum(scores) / len(scores)


def span_f1(counts: Sequence[tuple[int, int, int]]) -> float:
    """F1 of rows of (right, found, gold)."""
    right = sum(count[0] for count in counts)
    return 2 * right / max(1, sum(count[1] + count[2] for count in counts))


def bootstrap(rows: Sequence[T], score: Callable[[Sequence[T]], float], *, seed: int = 1) -> Figure:
    """Return the score, its 95 % interval by resampling rows, and their number."""
    rng = random.Random(seed)
    drawn = sorted(score(rng.choices(rows, k=len(rows))) for _ in range(RESAMPLES))
    low, high = drawn[int(0.025 * RESAMPLES)], drawn[int(0.975 * RESAMPLES) - 1]
    return {
        "value": round(score(rows), 4),
        "interval": [round(low, 4), round(high, 4)],
        "rows": len(rows),
    }
