"""Parts of speech: the encoder's scores beside what a word's form and its relation allow.

The encoder's word pieces have no case and its heads answer apart from each other; counts of the
treebanks it was taught on (which parts a form had, which parts stand in a relation) settle what
is nearly even. Example:
    >>> counts = PartCounts(["NOUN", "VERB"], np.array([[9.0, 1.0]]), {"talks": {"NOUN": 30}})
    >>> even = np.zeros((1, 2), np.float32)
    >>> counts.add(even, np.zeros((1, 1), np.float32), ["talks"]).argmax(axis=1).tolist()
    [0]
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from legation.language.labels import log_softmax

Floats = NDArray[np.float32]
FORM, RELATION = 0.3, 0.15
"""Weights of both beside the encoder's own, chosen on the development part of GUM."""
_UNSEEN = 0.3
"""What is added to each count of a form."""


class PartCounts:
    """How often each part was seen: in each relation, and of each form (as written).

    Args:
        labels: the parts, in the order of the scores.
        relations: counts (relations, parts).
        words: counts by form and part.
    """

    def __init__(
        self, labels: Sequence[str], relations: Floats, words: Mapping[str, Mapping[str, int]]
    ) -> None:
        self._labels = list(labels)
        held = np.asarray(relations, np.float32) + 0.5
        self._relations = held / held.sum(axis=1, keepdims=True)
        self._words = words
        self._rows: dict[str, Floats] = {}

    def add(self, parts: Floats, relations: Floats, words: Sequence[str]) -> Floats:
        """Return logarithms (words, parts): the scores with what form and relation say.

        Args:
            parts: scores (words, parts).
            relations: scores (words, relations) of the relation to each word's head.
            words: the forms.
        """
        allowed = np.log(np.exp(log_softmax(relations)) @ self._relations)
        forms = np.stack([self._form(word) for word in words]) if words else 0.0
        out: Floats = log_softmax(parts) + RELATION * allowed + FORM * forms
        return out

    def _form(self, word: str) -> Floats:
        if word not in self._rows:
            known = self._words.get(word)
            row = np.zeros(len(self._labels), np.float32)
            if known:
                row += _UNSEEN
                for part, count in known.items():
                    row[self._labels.index(part)] += count
                row = np.log(row / row.sum())
            self._rows[word] = row
        return self._rows[word]
