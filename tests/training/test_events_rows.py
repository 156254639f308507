from __future__ import annotations

import random

from training.events.cases import cases
from training.events.folds import folds, groups
from training.events.markup import parse_line
from training.events.rows import KINDS, marked_row, tag_spans, token_spans
from training.events.scores import bootstrap, macro_f1, span_f1


def test_sentences_that_share_six_words_stay_together() -> None:
    texts = [f"Minister number {n} left the old town early today" for n in range(20)]
    texts += [f"{text}, sources said" for text in texts]
    found = groups(texts)
    assert found[:20] == found[20:]
    fold = folds(texts, ["a"] * 40, count=5, seed=1)
    assert fold[:20] == fold[20:]


def test_folds_share_out_every_label() -> None:
    texts = [f"alpha{n} beta{n} gamma{n} delta{n} epsilon{n} zeta{n}" for n in range(50)]
    labels = ["often"] * 40 + ["rare"] * 10
    fold = folds(texts, labels, count=5, seed=3)
    assert [fold[40:].count(one) for one in range(5)] == [2] * 5
    assert [fold.count(one) for one in range(5)] == [10] * 5


def test_tokens_are_found_where_a_mark_was_dropped() -> None:
    text = "\"South Africa's government said it would pay."
    tokens = ["South", "Africa", "'", "s", "government", "said", "it", "would", "pay", "."]
    spans = token_spans(text, tokens)
    assert [text[a:b] for a, b in spans] == tokens
    tags = ["B-S", "I-S", "I-S", "I-S", "I-S", "O", "O", "O", "O", "O"]
    ((role, start, end),) = tag_spans(tags, spans)
    assert (role, text[start:end]) == ("S", "South Africa's government")


def test_marks_become_ranges_of_words() -> None:
    row = marked_row(parse_line("[Ghana's navy|A] [did not|negated] [attack|ASSAULT] [Togo|R]."))
    (told,) = row.events
    assert [row.words[a:b] for a, b in (*told.actor, *told.words, *told.recipient)] == [
        ("Ghana", "'s", "navy"),
        ("attack",),
        ("Togo",),
    ]
    assert told.kinds == (KINDS.index("ASSAULT"),)


def test_negatives_never_mark_the_words_that_tell_the_event() -> None:
    row = marked_row(parse_line("[Ghana|A] loudly [condemned|ACCUSE] [Togo|R] yesterday."))
    rng = random.Random(5)
    found = [case for _ in range(80) for case in cases([row], [0], rng, {"own": 1.0})]
    none = [case for case in found if case.kinds == (0,)]
    assert none
    assert {len(case.rows) for case in found} == {1, 2}
    for case in none:
        words = row.words * len(case.rows)
        marked = [
            [words[n] for a, b in part for n in range(a, b)] for part in (case.actor, case.told)
        ]
        assert marked[0] == ["Togo"] or marked[1] in (["loudly"], ["yesterday"])


def test_scores() -> None:
    assert macro_f1(["a", "a", "b"], ["a", "b", "b"]) == (2 / 3 + 2 / 3) / 2
    assert span_f1([(1, 2, 1), (0, 0, 1)]) == 0.5
    figure = bootstrap([(1, 1, 1)] * 9, span_f1)
    assert (figure["value"], figure["interval"], figure["rows"]) == (1.0, [1.0, 1.0], 9)
