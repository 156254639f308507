from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.language import analyse
from legation.statements.quotes import find_quotes
from legation.statements.rules import RuleCoder
from legation.vocabulary import Block, BlockKind, Document, Manner, Origin, Span, Statement


def document(*paragraphs: str) -> Document:
    text = "\n\n".join(paragraphs)
    blocks, at = [], 0
    for words in paragraphs:
        if words.strip():
            blocks.append(Block(Span("d", at, at + len(words)), BlockKind.TEXT, "given", 1.0))
        at += len(words) + 2
    return Document("d", text, Origin("s"), "given/1", tuple(blocks), language="en")


def said(*paragraphs: str) -> list[tuple[str | None, str | None, list[str], Manner]]:
    found = document(*paragraphs)

    def words(span: Span | None) -> str | None:
        return span.words(found.text) if span else None

    return [
        (words(s.source), words(s.cue), [c.words(found.text) for c in s.content], s.manner)
        for s in RuleCoder().read(found, analyse(found)).statements
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '"We will never sign such a paper," the Norwegian envoy said in Oslo.',
            ("the Norwegian envoy", "said", ["We will never sign such a paper"], Manner.DIRECT),
        ),
        (
            "“The border stays closed for now,” said Maria Lund, head of the customs office.",
            (
                "Maria Lund, head of the customs office",
                "said",
                ["The border stays closed for now"],
                Manner.DIRECT,
            ),
        ),
        (
            '"It is late," Ms Aas added, "but it is not too late to talk about it."',
            (
                "Ms Aas",
                "added",
                ["It is late", "but it is not too late to talk about it."],
                Manner.DIRECT,
            ),
        ),
        (
            "Finnish President Tarja Halonen said that the talks would go on in May.",
            (
                "Finnish President Tarja Halonen",
                "said",
                ["the talks would go on in May"],
                Manner.INDIRECT,
            ),
        ),
        (
            'The prime minister insisted that the plan was "a bad joke" and nothing more.',
            (
                "The prime minister",
                "insisted",
                ['the plan was "a bad joke" and nothing more'],
                Manner.MIXED,
            ),
        ),
        (
            "The ships will leave on Friday, according to the Danish navy.",
            (
                "the Danish navy",
                "according to",
                ["The ships will leave on Friday"],
                Manner.INDIRECT,
            ),
        ),
    ],
)
def test_who_said_what(text: str, expected: tuple[str, str, list[str], Manner]) -> None:
    assert said(text) == [expected]


def test_a_quotation_runs_on_over_paragraphs() -> None:
    found = said(
        'Mr Berg said: "We came here to talk about the treaty and its future.',
        '"And we shall talk about it until it is done."',
    )
    assert [source for source, *_ in found] == ["Mr Berg", "Mr Berg"]


def test_scare_quotes_and_titles_are_no_statements() -> None:
    assert said('The so-called "peace train" reached the border town of Narva at noon.') == []


def test_a_quotation_without_a_speaker_is_kept_without_one() -> None:
    (found,) = said('"Nobody in this town has seen a doctor for the last three weeks."')
    assert found[0] is None


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('a "b c" d', ["b c"]), ("a “b c” d", ["b c"]), ("a «b c» d", ["b c"]), ("a „b c“ d", ["b c"]),
        ('a "b c” d', ["b c"]), ("don't say 'no' to it's end", []), ('"one" and "two"', ["one", "two"]), ('he said "left open', ["left open"]),
    ],
)  # fmt: skip
def test_quotation_marks_of_every_kind(text: str, inside: list[str]) -> None:
    assert [text[a:b] for a, b in find_quotes(text)] == inside


@given(st.text(alphabet=st.sampled_from("abc ABC.,\"“”'’«»said heMr\n"), max_size=200))
def test_spans_lie_inside_the_text_and_ids_are_unique(text: str) -> None:
    found = document(text.replace("\n", " "))
    statements = RuleCoder().read(found, analyse(found)).statements
    for statement in statements:
        assert isinstance(statement, Statement)
        for span in (statement.source, statement.cue, *statement.content):
            assert span is None or span.end <= len(found.text)
    assert len({statement.id for statement in statements}) == len(statements)


def test_a_language_that_is_not_read_gives_nothing() -> None:
    words = "საგარეო საქმეთა მინისტრმა განაცხადა: „მოლაპარაკებები გაგრძელდება“."
    text = document(words)
    from dataclasses import replace

    assert RuleCoder().read(text, replace(analyse(text), level="none")).statements == ()
