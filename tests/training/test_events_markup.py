from __future__ import annotations

import pytest

from legation.errors import InputError
from legation.vocabulary.plover import PLOVER, Quad
from training.events.markup import MarkedSentence, count, parse_line, read_sentences


@pytest.fixture(scope="module")
def sentences() -> list[MarkedSentence]:
    return read_sentences()


def test_nested_marks_give_exact_offsets() -> None:
    line = (
        "[The [Georgian|A2] army|A1] [fired|ASSAULT1/firearms] on [Ergneti|R1] and [left|RETREAT2]."
    )
    sentence = parse_line(line)
    assert sentence.text == "The Georgian army fired on Ergneti and left."
    first, second = sentence.events
    assert [m.words for m in first.roles["A"]] == ["The Georgian army"]
    assert [m.words for m in second.roles["A"]] == ["Georgian"]
    assert sentence.text[first.told.start : first.told.end] == "fired"
    assert (first.mode, second.mode) == ("firearms", None)


def test_a_status_is_shown_by_its_cue_or_by_the_telling_words() -> None:
    cue = parse_line("[Oslo|A] [will|future] [sign|SUPPORT:economic,diplomatic] [it|I].").events[0]
    assert cue.statuses == ("future",)
    assert cue.contexts == ("economic", "diplomatic")
    assert [m.words for m in cue.cues["future"]] == ["will"]
    own = parse_line("[Oslo|A] [is massing|MOBILIZE/troops+ongoing] troops.").events[0]
    assert [m.words for m in own.cues["ongoing"]] == ["is massing"]


def test_a_line_without_brackets_has_no_event_and_a_backslash_keeps_a_sign() -> None:
    assert parse_line("The river is long.").events == ()
    assert parse_line(r"He wrote \[sic\].").text == "He wrote [sic]."


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("[Oslo|A] [met|CONSULT [Rome|R].", "label"),
        ("[Oslo|A] [met|CONSULT] [Rome", "not closed"),
        ("[Oslo] met.", "without |labels"),
        ("Oslo|A met.", "bar outside"),
        ("[Oslo |A] [met|CONSULT].", "blank"),
        ("[Oslo|A] [met|MEET] [Rome|R].", "type MEET"),
        ("[Oslo|A] [met|CONSULT/lunch] [Rome|R].", "mode lunch"),
        ("[Oslo|A] [met|CONSULT:weather] [Rome|R].", "context weather"),
        ("[Oslo|A] [met|CONSULT+maybe] [Rome|R].", "status maybe"),
        ("[Oslo|A] [met|CONSULT1] and [left|RETREAT2].", "without a number"),
        ("[Oslo|A1] [met|CONSULT1] and [left|RETREAT1].", "one number"),
        ("[Oslo|A2] [met|CONSULT].", "no event 2"),
        ("[Oslo|who] [met|CONSULT].", "label 'who'"),
        ("They [met|CONSULT].", "no actor"),
    ],
)
def test_a_wrong_line_is_refused_and_says_why(line: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_line(line, where="x.txt, line 3")
    assert says in str(caught.value)
    assert "x.txt, line 3" in str(caught.value)


def test_there_are_enough_sentences_of_every_kind(sentences: list[MarkedSentence]) -> None:
    counts = count(sentences)
    assert counts["sentences"] >= 1500
    assert counts["none"] >= 250
    assert counts["several"] >= 80
    assert {kind: counts[kind] for kind in PLOVER if counts[kind] < 80} == {}
    for status in ("historical", "future", "hypothetical", "negated", "ongoing", "alleged"):
        assert counts[status] >= 40, status


def test_every_mark_is_where_it_says(sentences: list[MarkedSentence]) -> None:
    for sentence in sentences:
        for event in sentence.events:
            marks = [event.told, *sum((*event.roles.values(), *event.cues.values()), ())]
            assert all(sentence.text[m.start : m.end] == m.words for m in marks), sentence.where


def test_the_types_are_those_of_the_codebook() -> None:
    assert len(PLOVER) == 16
    assert {event.quad for event in PLOVER.values()} == set(Quad)
    assert all((event.weight > 0) == ("cooperation" in event.quad) for event in PLOVER.values())
