"""A sentence's tree from the scores of its arcs: the best head of each word, one root, no ring.

Greedy heads are right for nearly every sentence; where they form a ring or several roots the
maximum spanning tree is found (Chu and Liu 1965; Edmonds 1967). Example: `best_heads(scores)`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def best_heads(scores: Floats) -> list[int]:
    """Return the head of each word; the root's is itself.

    Args:
        scores: (words, words): row = dependent, column = head, the diagonal = being the root.

    Example:
        >>> best_heads(np.array([[0, 5, 0], [0, 9, 0], [0, 5, 1]], np.float32))
        [1, 1, 1]
    """
    greedy = scores.argmax(axis=1)
    roots = [word for word, head in enumerate(greedy) if word == head]
    if len(roots) == 1 and not _ring(greedy.tolist()):
        return [int(head) for head in greedy]
    logs = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
    candidates = np.argsort(-np.diag(logs), kind="stable")[:3]
    trees = [_tree_with_root(logs, int(root)) for root in candidates]
    return max(trees, key=lambda heads: float(sum(logs[w, h] for w, h in enumerate(heads))))


def _tree_with_root(logs: Floats, root: int) -> list[int]:
    weights = logs.astype(np.float64)
    np.fill_diagonal(weights, -np.inf)
    heads = _edmonds(weights, root)
    heads[root] = root
    return heads


def _ring(heads: list[int]) -> list[int]:
    """Return the words of a ring, or none. A word that is its own head ends its path."""
    state = [0] * len(heads)
    for start in range(len(heads)):
        path, word = [], start
        while state[word] == 0:
            state[word] = 1
            path.append(word)
            word = heads[word]
        if state[word] == 1 and heads[word] != word:
            return path[path.index(word) :] if word in path else []
        for done in path:
            state[done] = 2
    return []


def _edmonds(weights: NDArray[np.float64], root: int) -> list[int]:
    """Maximum spanning tree from `root`; weights[d, h], the diagonal is -inf. Contracts rings."""
    heads = [int(head) for head in weights.argmax(axis=1)]
    heads[root] = root
    ring = _ring(heads)
    if not ring:
        return heads
    inside = set(ring)
    kept = [word for word in range(len(heads)) if word not in inside]
    place = {word: new for new, word in enumerate(kept)}
    size = len(kept) + 1
    smaller = np.full((size, size), -np.inf)
    smaller[:-1, :-1] = weights[np.ix_(kept, kept)]
    ring_weight = np.array([weights[word, heads[word]] for word in ring])
    gain = weights[np.ix_(ring, kept)] - ring_weight[:, None]
    entry = gain.argmax(axis=0)
    smaller[-1, :-1] = gain.max(axis=0)
    leave = weights[np.ix_(kept, ring)]
    exit_ = leave.argmax(axis=1)
    smaller[:-1, -1] = leave.max(axis=1)
    np.fill_diagonal(smaller, -np.inf)
    found = _edmonds(smaller, place[root])
    for new, word in enumerate(kept):
        if word != root:
            head = found[new]
            heads[word] = ring[int(exit_[new])] if head == size - 1 else kept[head]
    into = found[-1]
    word = ring[int(entry[into])]
    heads[word] = kept[into]
    return heads
