from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.events.chances import best_spans, span_chances
from legation.language.labels import allowed, spans

LABELS = ("O", "B-actor", "I-actor", "B-recipient", "I-recipient")


@given(st.integers(1, 4), st.integers(0, 10_000))
def test_the_probability_of_a_span_is_that_of_all_ways_that_hold_it(words: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    scores = rng.normal(scale=2, size=(words, len(LABELS)))
    follow = allowed(LABELS) + rng.normal(size=(len(LABELS), len(LABELS)))
    weights: dict[tuple[str, int, int], float] = {}
    total = 0.0
    for path in product(range(len(LABELS)), repeat=words):
        before = (0, *path[:-1])
        weight = np.exp(sum(follow[a, b] + scores[n, b] for n, (a, b) in enumerate(zip(before, path, strict=True))))  # fmt: skip
        total += weight
        for span in spans([LABELS[label] for label in path]):
            weights[span] = weights.get(span, 0.0) + weight
    found = {(k, a, b): p for k, a, b, p in span_chances(scores, follow, LABELS, 1e-9)}
    for span, weight in weights.items():
        assert found.get(span, 0.0) == pytest.approx(weight / total, abs=1e-6)


def test_where_the_end_is_in_doubt_the_likeliest_span_is_still_found() -> None:
    """By single labels "the port of Lagos" would end after "the"."""
    sure = {"O": 0.02, "B-actor": 0.02, "I-actor": 0.02, "B-recipient": 0.92, "I-recipient": 0.02}
    torn = {"O": 0.48, "B-actor": 0.01, "I-actor": 0.01, "B-recipient": 0.05, "I-recipient": 0.45}
    scores = np.log([[row[label] for label in LABELS] for row in (sure, torn, torn, torn)])
    follow = allowed(LABELS)
    follow[4, 4] += 2  # who is inside stays inside
    follow[3, 4] += 2
    best = best_spans(scores, follow, LABELS, 0.3)
    assert [(kind, start, end) for kind, start, end, _ in best] == [("recipient", 0, 4)]


def test_no_words_hold_no_span() -> None:
    assert best_spans(np.zeros((0, 5)), allowed(LABELS), LABELS, 0.1) == []
