"""Breaks in a series: where its level changes, and how sure that is.

Optimal partitioning: the segmentation with the least squared error plus a penalty for each break
(the objective of PELT; Killick, Fearnhead and Eckley 2012), found exactly by dynamic programming.
The penalty is `3 v log n`. `v` is first the variance of neighbours' differences, so that breaks do
not inflate it, then the long-run variance of what is left around the levels, taken as AR(1): in a
series whose months resemble their neighbours a swing is no break. Each break gets an interval by
residual bootstrap of the two segments around it and a p-value from shuffling them; both take
periods as independent given the level, so with strong persistence the p-value is a lower bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
DRAWS = 500
ROUNDS = 4
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Break:
    """A change of level: the index at which the new level begins, its interval, both levels.

    `low` and `high` bound the index with 90 per cent; `p` is how often shuffled values give as
    large a change.
    """

    at: int
    low: int
    high: int
    before: float
    after: float
    p: float


def find_breaks(
    values: Sequence[float], *, least: int = 4, seed: int = 0, counts: Sequence[int] | None = None
) -> list[Break]:
    """Return the breaks of a series of equally spaced values, in order.

    Args:
        values: one a period. Fewer than `2 * least`: no breaks can be found.
        least: periods that a segment has at least, ≥ 2.
        seed: of the bootstrap; the same seed gives the same intervals.
        counts: how many events made each value. A level that is not nought must rest on FEWEST of
            them: one deed in years of silence is a deed, no change of level.

    Example:
        >>> [b.at for b in find_breaks([0.0, 1, 0, 1, 0, 1, 9, 8, 9, 8, 9, 8])]
        [6]
    """
    series = np.asarray(values, dtype=np.float64)
    if len(series) < 2 * least or np.ptp(series) == 0:
        return []
    noise = _noise(series) ** 2
    edges = [0, *_partition(series, 3 * noise * np.log(len(series)), least), len(series)]
    for _ in range(ROUNDS):
        noise = max(noise, _long_run(series, edges))
        edges = [0, *_partition(series, 3 * noise * np.log(len(series)), least), len(series)]
    if counts is not None:
        edges = _carried(series, edges, counts)
    rng = np.random.default_rng(seed)
    return [
        _break(series[edges[n - 1] : edges[n + 1]], edges[n - 1], edges[n], least, rng)
        for n in range(1, len(edges) - 1)
    ]


def _carried(series: Floats, edges: list[int], counts: Sequence[int]) -> list[int]:
    """Return the edges without those at which the larger level rests on too few events."""
    kept = edges[:1]
    for n in range(1, len(edges) - 1):
        parts = [slice(kept[-1], edges[n]), slice(edges[n], edges[n + 1])]
        larger = max(parts, key=lambda part: abs(float(series[part].mean())))
        if sum(counts[larger]) >= FEWEST:
            kept.append(edges[n])
    return [*kept, edges[-1]]


def _noise(series: Floats) -> float:
    steps = np.diff(series)
    robust = float(np.median(np.abs(steps - np.median(steps)))) * 1.4826 / np.sqrt(2)
    plain = float(np.std(steps)) / np.sqrt(2)
    # a series of mostly empty periods has no robust spread: take the plain one
    return float(robust if robust > 0.3 * plain else plain)


def _long_run(series: Floats, edges: list[int]) -> float:
    """Return the variance that a mean has of neighbours that go together, as AR(1)."""
    rest = np.concatenate([series[a:b] - series[a:b].mean() for a, b in pairwise(edges)])
    spread = float(rest @ rest) / max(1, len(rest) - len(edges) + 1)
    if spread == 0:
        return 0.0
    # levels taken from the data pull the correlation down by about one part in each segment
    together = float(rest[1:] @ rest[:-1]) / float(rest @ rest) + len(edges[1:]) / len(rest)
    together = min(max(together, 0.0), 0.9)
    return spread * (1 + together) / (1 - together)


def _partition(series: Floats, penalty: float, least: int) -> list[int]:
    sums = np.concatenate([[0.0], np.cumsum(series)])
    squares = np.concatenate([[0.0], np.cumsum(series**2)])
    count = len(series)
    best = np.full(count + 1, np.inf)
    best[0] = -penalty
    last = np.zeros(count + 1, dtype=int)
    for end in range(least, count + 1):
        starts = np.arange(end - least + 1)
        length = end - starts
        error = squares[end] - squares[starts] - (sums[end] - sums[starts]) ** 2 / length
        total = best[starts] + error + penalty
        last[end] = int(np.argmin(total))
        best[end] = total[last[end]]
    edges, end = [], count
    while last[end] > 0:
        end = int(last[end])
        edges.append(end)
    return edges[::-1]


def _gains(rows: Floats, least: int) -> Floats:
    """Return for each row and each split how much squared error the split saves."""
    count = rows.shape[1]
    splits = np.arange(least, count - least + 1)
    left = np.cumsum(rows, axis=1)[:, splits - 1] / splits
    whole = rows.sum(axis=1, keepdims=True)
    right = (whole - left * splits) / (count - splits)
    return np.asarray((left - right) ** 2 * splits * (count - splits) / count)


def _break(part: Floats, offset: int, at: int, least: int, rng: np.random.Generator) -> Break:
    split = at - offset
    before, after = float(part[:split].mean()), float(part[split:].mean())
    level = np.where(np.arange(len(part)) < split, before, after)
    rest = part - level
    drawn = np.concatenate(
        [
            rng.choice(rest[:split], (DRAWS, split)),
            rng.choice(rest[split:], (DRAWS, len(part) - split)),
        ],
        axis=1,
    )
    found = np.argmax(_gains(level + drawn, least), axis=1) + least + offset
    low, high = np.quantile(found, [0.05, 0.95])
    shuffled = rng.permuted(np.tile(part, (DRAWS, 1)), axis=1)
    observed = float(_gains(part[None, :], least).max())
    p = (1 + int((_gains(shuffled, least).max(axis=1) >= observed).sum())) / (DRAWS + 1)
    return Break(at, min(int(np.floor(low)), at), max(int(np.ceil(high)), at), before, after, p)
