"""Probabilities of whole spans under a chain of labels, and the best spans that do not overlap.

Labels one by one say little of a span: where its end is in doubt, no single way through the
labels need be likely, and yet some span is. Here the probability of a span is that of all ways
that hold it. Example:

    >>> from legation.language.labels import allowed
    >>> labels, scores = ("O", "B-x", "I-x"), np.log([[0.2, 0.8, 0.0001], [0.5, 0.1, 0.4]])
    >>> [(kind, start, end) for kind, start, end, _ in best_spans(scores, allowed(labels), labels, 0.3)]
    [('x', 0, 1)]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Chance = tuple[str, int, int, float]
Floats = NDArray[np.floating]


def best_spans(scores: Floats, follow: Floats, labels: Sequence[str], least: float) -> list[Chance]:
    """Return the likeliest spans that do not overlap, in order, as (kind, start, end, probability).

    Args:
        scores: (words, labels), logarithms up to a constant a word.
        follow: (labels, labels): what is added where one label follows another; the sequence
            begins as if after label 0.
        labels: "O", then "B-" and "I-" of each kind.
        least: probability below which a span is none.
    """
    found: list[Chance] = []
    for one in sorted(span_chances(scores, follow, labels, least), key=lambda one: -one[3]):
        if all(one[2] <= start or one[1] >= end for _, start, end, _ in found):
            found.append(one)
    return sorted(found, key=lambda one: one[1])


def span_chances(
    scores: Floats, follow: Floats, labels: Sequence[str], least: float
) -> Iterator[Chance]:
    """Yield every span with at least this probability."""
    if not len(scores):
        return
    ahead, behind = _ahead(scores, follow), _behind(scores, follow)
    total, floor = _sum(ahead[-1], 0), np.log(least)
    for first in (n for n, label in enumerate(labels) if label.startswith("B-")):
        kind = labels[first][2:]
        inside = labels.index(f"I-{kind}")
        others = [n for n in range(len(labels)) if n != inside]
        for start in np.flatnonzero(ahead[:, first] + behind[:, first] - total >= floor):
            so_far, last = ahead[start, first] - total, first
            for end in range(int(start) + 1, len(scores) + 1):
                if so_far + behind[end - 1, last] < floor:
                    break
                if end == len(scores):
                    yield kind, int(start), end, float(np.exp(so_far))
                    break
                ways = follow[last] + scores[end]
                ended = so_far + _sum(ways[others] + behind[end, others], 0)
                if ended >= floor:
                    yield kind, int(start), end, float(np.exp(ended))
                so_far, last = so_far + ways[inside], inside


def _ahead(scores: Floats, follow: Floats) -> Floats:
    """Return the logarithm of all ways up to each word's label."""
    out = np.empty(scores.shape)
    out[0] = scores[0] + follow[0]
    for n in range(1, len(scores)):
        out[n] = _sum(out[n - 1][:, None] + follow, 0) + scores[n]
    return out


def _behind(scores: Floats, follow: Floats) -> Floats:
    """Return the logarithm of all ways from each word's label on."""
    out = np.zeros(scores.shape)
    for n in range(len(scores) - 2, -1, -1):
        out[n] = _sum(follow + scores[n + 1] + out[n + 1], 1)
    return out


def _sum(logs: Floats, axis: int) -> Floats:
    high = logs.max(axis=axis, keepdims=True)
    total: Floats = (high + np.log(np.exp(logs - high).sum(axis=axis, keepdims=True))).squeeze(axis)
    return total
