"""The best sequence of BIO labels under what may follow what, and the spans in it.

Example:
    >>> spans(["O", "B-PER", "I-PER"])
    [('PER', 1, 3)]
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
NEVER = -1e4


def log_softmax(scores: Floats) -> Floats:
    """Logarithms of probabilities by row."""
    high = scores - scores.max(axis=-1, keepdims=True)
    out: Floats = high - np.log(np.exp(high).sum(axis=-1, keepdims=True))
    return out


def allowed(labels: Sequence[str]) -> Floats:
    """Return (labels, labels): 0, or NEVER where an inside label follows another kind."""
    out = np.zeros((len(labels), len(labels)), np.float32)
    for after, label in enumerate(labels):
        if label.startswith("I-"):
            for before, other in enumerate(labels):
                if other[2:] != label[2:]:
                    out[before, after] = NEVER
    return out


def best_labels(logs: Floats, transitions: Floats) -> list[int]:
    """Return the best path (Viterbi) through (words, labels) of logarithms.

    The sequence begins as if after label 0 ("O").
    """
    if not len(logs):
        return []
    score = transitions[0] + logs[0]
    back = np.zeros(logs.shape, np.int64)
    for row in range(1, len(logs)):
        ways = score[:, None] + transitions
        back[row] = ways.argmax(axis=0)
        score = ways.max(axis=0) + logs[row]
    path = [int(score.argmax())]
    for row in range(len(logs) - 1, 0, -1):
        path.append(int(back[row, path[-1]]))
    return path[::-1]


def spans(labels: Sequence[str]) -> list[tuple[str, int, int]]:
    """Return (kind, start, end) of every span."""
    found: list[tuple[str, int, int]] = []
    for place, label in enumerate(labels):
        if label.startswith("I-") and found and found[-1][2] == place and found[-1][0] == label[2:]:
            found[-1] = (label[2:], found[-1][1], place + 1)
        elif label != "O":
            found.append((label[2:], place, place + 1))
    return found
