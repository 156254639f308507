from __future__ import annotations

import random

import pytest

from training.events.markup import MarkedSentence, count, parse_line, read_sentences
from training.events.widen import swap_names, vary, widen


@pytest.fixture(scope="module")
def written() -> list[MarkedSentence]:
    return read_sentences()


@pytest.fixture(scope="module")
def widened(written: list[MarkedSentence]) -> list[MarkedSentence]:
    return widen(written, want=6000, seed=1)


def test_there_are_six_thousand_different_ones(
    written: list[MarkedSentence], widened: list[MarkedSentence]
) -> None:
    assert len(widened) >= 6000
    assert len({s.text for s in widened}) == len(widened)
    assert widened[: len(written)] == written
    assert count(widened)["none"] == count(written)["none"]


def test_all_marks_move_with_their_words(widened: list[MarkedSentence]) -> None:
    for sentence in widened:
        for event in sentence.events:
            marks = [event.told, *sum((*event.roles.values(), *event.cues.values()), ())]
            assert all(sentence.text[m.start : m.end] == m.words for m in marks), sentence.text


def test_the_seed_decides(written: list[MarkedSentence]) -> None:
    some = written[:60]
    assert widen(some, want=150, seed=3) == widen(some, want=150, seed=3)
    assert widen(some, want=150, seed=3) != widen(some, want=150, seed=4)


def test_names_are_swapped_within_their_class_everywhere_at_once() -> None:
    sentence = parse_line("[Ghana|A] [met|CONSULT] a Turkish envoy; [Ghana|A]'s mood was good.")
    for seed in range(30):
        made = swap_names(sentence, random.Random(seed))
        one, two = (mark.words for mark in made.events[0].roles["A"])
        assert one == two != "Ghana"
        article, word = made.text.split(" met ")[1].split()[:2]
        assert article == ("an" if word[0] in "AEIOU" and not word.startswith(("Ug", "Uk", "Ur", "Uz")) else "a") or word.startswith("U")  # fmt: skip


def test_a_part_of_a_longer_name_stays() -> None:
    sentence = parse_line("[South Sudan|A] [met|CONSULT] [envoys|R] in [Port Sudan|P].")
    assert swap_names(sentence, random.Random(0)).text == sentence.text


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Ghanaians will expel ten diplomats.", "future"),
        ("Ghanaians may expel ten diplomats.", "hypothetical"),
        ("Ghanaians did not expel ten diplomats.", "negated"),
        ("Ghanaians never expelled ten diplomats.", "negated"),
        ("Ghanaians allegedly expelled ten diplomats.", "alleged"),
    ],
)
def test_a_past_becomes_another_status_with_its_cue(text: str, status: str) -> None:
    sentence = parse_line("[Ghanaians|A] [expelled|SANCTION/expel] [ten diplomats|R].")
    made = {v.text: v for v in (vary(sentence, random.Random(seed)) for seed in range(200))}
    event = made[text].events[0]
    assert event.statuses == (status,)
    assert event.kind == "SANCTION"
    assert event.cues[status][0].words in text


def test_active_becomes_passive_with_the_same_doer() -> None:
    sentence = parse_line("[The elders|A] [condemned|ACCUSE] [Togo|R] on [Monday|T].")
    made = [vary(sentence, random.Random(seed)) for seed in range(200)]
    passive = next(v for v in made if " was condemned by " in v.text)
    event = passive.events[0]
    assert passive.text.endswith("was condemned by the elders on Monday.")
    assert [m.words for m in event.roles["A"]] == ["the elders"]
    assert event.roles["R"][0].start == 0
    assert event.roles["T"][0].words == "Monday"


def test_a_sentence_with_a_second_clause_keeps_its_tense() -> None:
    sentence = parse_line("[The elders|A] [condemned|ACCUSE] [the raid|I] and the crowd left.")
    assert {vary(sentence, random.Random(seed)).text for seed in range(50)} == {sentence.text}
