"""The events bench scores what it says: made-up readings against made-up gold."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.events import gold, prose, quiet, sets
from bench.events.diplomatic import Sentence, read_line, sentences
from bench.events.heads import kind_given, participants
from bench.events.scoring import Place, Reading, f1, interval, macro_f1, pair_up, same_phrases
from legation.vocabulary.plover import PLOVER

HEADER = ["news", "africa", "2009-04-01"]
PLV: dict[str, Any] = {
    "id": "x", "text": "Peru thanked Chile for its help.",
    "events": [{"type": "SUPPORT", "source_span": [0, 4], "target_span": [13, 18]}],
}  # fmt: skip
COPED: dict[str, Any] = {
    "text": "Peru thanked Chile .", "tokens": ["Peru", "thanked", "Chile", "."],
    "tags": ["B-S", "O", "B-T", "O"],
    "events": [{"type": "VERBCOOP", "ontology": "PENTA", "penta": "1"}],
}  # fmt: skip
THANKS = Reading("SUPPORT", ((5, 12),), ((0, 4),), ((13, 18),), confidence=0.9)


def always(found: list[Reading]) -> Callable[[str], list[Reading]]:
    """Return a reader that finds the same in every text."""
    return lambda _: found


def named(kind: str | None) -> Callable[[str, Place | None, Place | None], str | None]:
    """Return a namer that gives every deed one type."""
    return lambda *_: kind


def as_told(row: Sentence) -> list[Reading]:
    """Read a sentence of the set as its labels say."""
    return [
        Reading(
            e.kind, e.words, e.actor, e.recipient, e.reciprocal,
            prose.STATUS.get(e.status, e.status), frozenset(c.mode for c in e.cues), e.mode,
        )
        for e in row.events
    ]  # fmt: skip


def test_labels_read_as_they_are_score_one_and_invent_nothing() -> None:
    rows = sentences()
    scores = prose.scores_of([prose.count_sentence(row, as_told(row)) for row in rows])
    for name in ("event_f1", "recipient_f1", "modes_right", "status_right", "event_exact_f1"):
        assert scores[f"prose_{name}"] == 1
    assert scores["prose_false_per_100"] == 0
    assert scores["prose_quiet_sentences"] == sum(not row.events for row in rows)


def test_another_type_or_recipient_is_no_event_and_a_second_one_is_too_much() -> None:
    row = read_line("{A Peru} {E thanked} {R Chile}. || SUPPORT", "dp-1", HEADER)
    for found, right in (
        ([THANKS], {"event": 1, "recipient": 1}),
        ([Reading("ACCUSE", ((5, 12),), ((0, 4),), ((13, 18),))], {"event": 0, "recipient": 1}),
        ([Reading("SUPPORT", ((5, 12),), ((0, 4),))], {"event": 0, "type_actor": 1}),
        ([THANKS, THANKS], {"event": 1}),
    ):
        counts = prose.count_sentence(row, found)
        assert {name: counts[f"{name}:right"] for name in right} == right
        assert counts["event:found"] == len(found)


def test_an_event_in_a_sentence_without_one_is_false() -> None:
    row = read_line("The road is passable. ||", "dp-1", HEADER)
    scores = prose.scores_of([prose.count_sentence(row, [THANKS])])
    assert scores["prose_false_per_100"] == 100
    assert scores["prose_event_f1"] is None


def test_phrases_are_the_same_if_each_has_its_like() -> None:
    text = "Britain, France and the government of Israel attacked."
    britain, france, israel = (0, 7), (9, 15), (20, 44)
    assert same_phrases(text, [britain, israel], [(38, 44), britain])
    assert not same_phrases(text, [britain, france], [britain])
    assert not same_phrases(text, [britain], [])
    assert same_phrases(text, [], [])


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from("ABC") | st.none()), max_size=20))
def test_macro_f1_lies_between_nought_and_one_and_its_interval_around_it(
    pairs: list[tuple[str, str | None]],
) -> None:
    value = macro_f1(pairs)
    low, high = interval(pairs, macro_f1, draws=20)
    if value is None or low is None or high is None:
        assert not pairs
    else:
        assert 0 <= low <= high <= 1
        assert 0 <= value <= 1
        assert (value == 1) == all(gold == found for gold, found in pairs)


def test_pairs_are_one_to_one_and_the_worthiest_first() -> None:
    assert pair_up([1, 2], [2, 1, 1], lambda g, f: 1.0 if g == f else 0.5) == {0: 1, 1: 0}
    assert pair_up([1], [2], lambda *_: 0.0) == {}


def test_plv_counts_the_type_given_and_what_is_found_open() -> None:
    assert sets.is_plv(PLV)
    told = sets.tell(PLV, always([THANKS]), named("SUPPORT"))
    assert (told.named, told.open, told.open_source) == ("SUPPORT", True, True)
    other = Reading("SUPPORT", ((5, 12),), ((0, 4),), ((23, 31),))
    told = sets.tell(PLV, always([other]), named(None))
    assert (told.named, told.open, told.open_source) == (None, False, True)
    scores = sets.plv_scores([told])
    assert scores["plv_given_macro_f1"] == 0
    assert scores["plv_open_type_and_source"] == 1


def test_giving_way_is_one_type_in_plv() -> None:
    row = PLV | {"events": [PLV["events"][0] | {"type": "YIELD", "target_span": None}]}
    read = [Reading("RETREAT", ((5, 12),), ((0, 4),))]
    assert sets.tell(row, always(read), named("CONCEDE")).open
    assert set(sets.PENTA) == set(PLOVER) - sets.YIELD | {"YIELD"}


def test_coped_compares_the_surest_event_with_the_tags() -> None:
    assert sets.is_coped(COPED)
    less = Reading("ACCUSE", ((5, 12),), ((13, 18),), ((0, 4),), confidence=0.2)
    scores = sets.coped_scores([(COPED, [less, THANKS], None)])
    assert scores["coped_source_exact_f1"] == scores["coped_target_exact_f1"] == 1
    assert scores["coped_penta_macro_f1"] == 1
    assert sets.coped_scores([(COPED, [], None)])["coped_target_exact_f1"] == 0
    tags = {"S": {(0, 4)}, "T": set(), "R": set()}
    scores = sets.coped_scores([(COPED, [THANKS], tags)])
    assert (scores["coped_target_exact_f1"], scores["coped_event_target_exact_f1"]) == (0, 1)


def test_tags_give_stretches_of_the_text() -> None:
    text = "Fiji and Tonga met in Suva."
    tags = ["B-R", "O", "B-R", "O", "O", "B-S", "I-S"]
    found = sets.tagged(text, ["Fiji", "and", "Tonga", "met", "in", "Suva", "."], tags)
    assert found == {"S": {(22, 27)}, "T": set(), "R": {(0, 4), (9, 14)}}


def test_splits_named_train_are_left_unless_asked_for(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "events"
    folder.mkdir(parents=True)
    for name in ("plv_train.jsonl", "plv_test.jsonl"):
        (folder / name).write_text(json.dumps(PLV), encoding="utf-8")
    assert [f.name for f in sets.files(tmp_path)] == ["plv_test.jsonl"]
    assert [f.name for f in sets.files(tmp_path, train=True)] == ["plv_train.jsonl"]
    assert sets.files(None) == []


def gold_reading(parts: dict[str, Any]) -> dict[str, Any]:
    event = {
        "type": "CONSULT", "actors": ["NATO", "RUS"], "recipients": ["NATO", "RUS"], "start": 10,
        "end": 30, "optional": False, "status": "occurred",
    }  # fmt: skip
    return {"actors": {"groups": [{"id": "G-ALLIES", "entity": "NATO"}]}, "events": [event | parts]}


def reading(parts: dict[str, Any]) -> Reading:
    both = frozenset({"NATO", "RUS"})
    whole: dict[str, Any] = {
        "kind": "CONSULT",
        "words": ((12, 20),),
        "actors": both,
        "recipients": both,
    } | parts
    return Reading(**whole)


@pytest.mark.parametrize(
    ("gold_parts", "found_parts", "right"),
    [
        ({}, {}, {"event": 1, "quad": 1}),
        ({}, {"kind": "AGREE"}, {"event": 0, "quad": 1}),
        ({}, {"kind": "ACCUSE"}, {"event": 0, "quad": 0, "participants": 1}),
        ({}, {"recipients": frozenset({"RUS"})}, {"event": 0, "type": 1}),
        ({}, {"words": ((40, 44),)}, {"event": 0, "place": 0}),
        ({"actors": ["G-ALLIES", "RUS"]}, {}, {"event": 1}),  # a body for its members
        ({"recipients": ["G-TERR"]}, {"recipients": frozenset()}, {"event": 1}),  # in no table
    ],
)
def test_a_gold_event_needs_type_and_both_sets_of_ids(
    gold_parts: dict[str, Any], found_parts: dict[str, Any], right: dict[str, int]
) -> None:
    counts = gold.count_document(gold_reading(gold_parts), [reading(found_parts)])
    assert {name: counts[f"{name}:right"] for name in right} == right


def test_an_optional_event_found_or_missing_changes_nothing() -> None:
    for found in ([], [reading({})]):
        counts = gold.count_document(gold_reading({"optional": True}), found)
        assert counts["event:found"] == counts["event:gold"] == counts["event:right"] == 0
    counts = gold.count_document(gold_reading({"optional": True}), [reading({"kind": "AID"})])
    assert counts["event:found"] == 1
    assert f1(Counter({"event:found": 1}), "event") is None


def test_only_what_is_not_truly_an_event_counts_as_false() -> None:
    laid = quiet.lay_out([
        {"doc": "GUM_textbook_x", "w": ["Chad", "left", "."], "sp": [1, 0, 0]},
        {"doc": "GUM_textbook_x", "w": ["States", "trade", "."], "sp": [1, 0, 1]},
    ])  # fmt: skip
    assert laid.text == "Chad left.\n\nStates trade."
    left = Reading("RETREAT", ((5, 9),))
    trade = Reading("COOPERATE", ((19, 24),))
    units = quiet.count_document(laid, [left, trade], {"1": ["RETREAT"]})
    assert [(u["false_events"], u["true_events"]) for u in units] == [(0, 1), (1, 0)]
    assert quiet.per_hundred(units) == 50


def test_the_list_of_true_events_names_sentences_and_types() -> None:
    for name, rows in quiet.true_events().items():
        assert name.split("_")[1] in quiet.GENRES
        assert all(number.isdigit() and set(kinds) <= set(PLOVER) for number, kinds in rows.items())


def test_the_heads_are_asked_for_given_phrases_and_for_the_main_participants() -> None:
    text = "The government of Peru thanked Chile for its help."
    assert kind_given(text, (0, 22), (31, 36)) == "SUPPORT"
    assert kind_given(text, None, None) in {*PLOVER, None}
    found = participants(text)
    assert found is None or {tag: {text[a:b] for a, b in places} for tag, places in found.items()} == {
        "S": {"The government of Peru"}, "T": {"Chile"}, "R": set(),
    }  # fmt: skip
