"""Speakers in headlines, and sentences that point back to what was said."""

from __future__ import annotations

import pytest

from legation.language import analyse
from legation.statements import read_statements
from legation.vocabulary import Block, BlockKind, Document, Origin, Span, Statement


def headline(text: str) -> tuple[Statement, ...]:
    block = Block(Span("d", 0, len(text)), BlockKind.HEADING, "given", 1.0)
    found = Document("d", text, Origin("s"), "given/1", (block,), language="en")
    return read_statements(found, analyse(found))


def parts(text: str, made: tuple[Statement, ...]) -> list[tuple[str | None, str | None, str]]:
    return [
        (
            s.source.words(text) if s.source else None, s.cue.words(text) if s.cue else None,
            " … ".join(c.words(text) for c in s.content),
        )
        for s in made
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Milk price will rise in autumn - minister", ("minister", None, "Milk price will rise in autumn")),
        ("Three drowned in ferry sinking: coast police", ("coast police", None, "Three drowned in ferry sinking")),
        ("Exclusive: Chile to close two mines – sources", ("sources", None, "Chile to close two mines")),
        ("Lusaka: debt talks 'finished' after bank leaves", ("Lusaka", ":", "debt talks 'finished' after bank leaves")),
        ("Brunei's trade minister: 'We can wait'", ("Brunei's trade minister", ":", "We can wait")),
        ("Mongolian premier 'shocked' by fire at school", ("Mongolian premier", None, "'shocked' by fire at school")),
        ("Truce 'collapsing' in Hodeida, say observers", ("observers", "say", "Truce 'collapsing' in Hodeida")),
    ],
)  # fmt: skip
def test_who_speaks_in_a_headline(text: str, expected: tuple[str, str | None, str]) -> None:
    assert parts(text, headline(text)) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Island trio wins regatta - Harbour Times", "Ukraine: what the grain deal means",
        "Photo essay: Donkeys of Lesotho", "Edited by: Maria Santos", "Fiji 'peacekeepers' return home",
    ],
)  # fmt: skip
def test_labels_outlets_and_names_in_marks_say_nothing(text: str) -> None:
    assert headline(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The mine will open again in May. That is what the Bolivian envoy told reporters in Oruro.",
            ("the Bolivian envoy", "told", "The mine will open again in May"),
        ),
        (
            '"The reef is ours." Those were the words of the Tongan premier.',
            ("the Tongan premier", "the words", "The reef is ours."),
        ),
    ],
)
def test_a_sentence_points_back_to_what_was_said(text: str, expected: tuple[str, str, str]) -> None:
    assert parts(text, headline(text)) == [expected]
