"""Names as the encoder finds them and the tables put them right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.actors import settle_names
from legation.language.sentences import find_sentences
from legation.vocabulary import (
    Analysis,
    Block,
    BlockKind,
    Document,
    Mention,
    MentionKind,
    Origin,
    Span,
)

PERSON, BODY, PLACE, OTHER = (
    MentionKind.PERSON, MentionKind.ORGANISATION, MentionKind.PLACE, MentionKind.OTHER,
)  # fmt: skip


def settled(text: str, *given: tuple[str, MentionKind]) -> list[tuple[str, MentionKind]]:
    blocks = (Block(Span("d", 0, len(text)), BlockKind.TEXT, "given", 1.0),)
    document = Document("d", text, Origin("s"), "given/1", blocks, language="en")
    mentions = tuple(
        Mention(Span("d", text.index(w), text.index(w) + len(w)), kind, None, 0.9)
        for w, kind in given
    )
    analysis = Analysis("d", "en", "full", find_sentences(document), mentions)
    return [(m.span.words(text), m.kind) for m in settle_names(document, analysis).mentions]


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        ("Officials in Oslo met NATO allies.", [("Oslo", OTHER), ("NATO allies", BODY)], [("Oslo", PLACE), ("NATO", BODY)]),
        ("The Norwegian envoy left.", [("Norwegian", OTHER)], [("Norwegian", PLACE)]),
        ("Polish daily Gazeta Poranna wrote so.", [("Polish daily Gazeta Poranna", BODY)], [("Polish", PLACE), ("Gazeta Poranna", BODY)]),
        ("The Washington Herald wrote so.", [("Washington Herald", BODY)], [("Washington Herald", BODY)]),
        ("Later Jordan Aas left.", [("Jordan Aas", PERSON)], [("Jordan Aas", PERSON)]),
        ("The OSCE met on Friday.", [], [("OSCE", BODY)]),
        ("NATO-Russia talks go on.", [("NATO-Russia", BODY)], [("NATO", BODY), ("Russia", PLACE)]),
    ],
)  # fmt: skip
def test_the_tables_say_what_a_name_is_and_where_it_ends(
    text: str, given: list[tuple[str, MentionKind]], expected: list[tuple[str, MentionKind]]
) -> None:
    assert settled(text, *given) == expected


@given(
    st.lists(st.sampled_from("NATO allies Russia the Oslo of Polish EU summit and, Aas".split()))
)
def test_mentions_come_in_order_and_once(words: list[str]) -> None:
    text = " ".join(["On", *words, "ends."])
    blocks = (Block(Span("d", 0, len(text)), BlockKind.TEXT, "given", 1.0),)
    document = Document("d", text, Origin("s"), "given/1", blocks, language="en")
    found = settle_names(document, Analysis("d", "en", "full", find_sentences(document))).mentions
    spans = [(m.span.start, m.span.end) for m in found]
    assert spans == sorted(set(spans))
