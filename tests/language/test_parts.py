"""Counts of parts of speech settle what is nearly even, and nothing else."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from legation.language.labels import log_softmax
from legation.language.parts import PartCounts

LABELS = ["NOUN", "VERB", "PROPN"]
BY_RELATION = np.array([[90, 5, 5], [2, 95, 3]], np.float32)
COUNTS = PartCounts(LABELS, BY_RELATION, {"march": {"VERB": 40}, "March": {"PROPN": 60}})
SCORES = arrays(np.float32, (4, 3), elements=st.floats(-9, 9, width=32))


def best(parts: list[float], relations: list[float], word: str) -> str:
    found = COUNTS.add(np.array([parts], np.float32), np.array([relations], np.float32), [word])
    return LABELS[int(found.argmax())]


def test_case_tells_a_month_from_a_verb_where_the_scores_are_even() -> None:
    assert best([0, 1, 1], [0, 0], "march") == "VERB"
    assert best([0, 1, 1], [0, 0], "March") == "PROPN"


def test_a_relation_that_verbs_stand_in_speaks_for_a_verb() -> None:
    assert best([0.1, 0, 0], [9, 0], "unseen") == "NOUN"
    assert best([0.1, 0, 0], [0, 9], "unseen") == "VERB"


def test_what_the_encoder_is_sure_of_stays() -> None:
    assert best([9, 0, 0], [0, 9], "march") == "NOUN"


@given(SCORES)
def test_unknown_words_in_an_open_relation_keep_the_encoders_order(parts: np.ndarray) -> None:
    even = PartCounts(LABELS, np.ones((2, 3), np.float32), {})
    found = even.add(parts, np.zeros((4, 2), np.float32), ["a", "b", "c", "d"])
    assert np.allclose(log_softmax(found), log_softmax(parts), atol=1e-4)
