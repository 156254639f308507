"""Quotations in languages that are read by marks and verbs of saying only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.language import analyse
from legation.language.analyse import QUOTED_LANGUAGES
from legation.statements import read_statements
from legation.statements.foreign import read_quoted
from legation.vocabulary import Block, BlockKind, Document, Origin, Span


@pytest.mark.parametrize(
    ("language", "text", "source", "cue", "content", "act"),
    [
        ("de", "„Wir warten auf eine Antwort“, sagte Ministerin Anna Roth am Freitag in Wien.", "Ministerin Anna Roth", "sagte", ["Wir warten auf eine Antwort"], "asserts"),
        ("de", "Der norwegische Botschafter forderte: „Die Schiffe müssen abziehen.“", "Der norwegische Botschafter", "forderte", ["Die Schiffe müssen abziehen."], "demands"),
        ("fr", "« La frontière reste ouverte », a-t-elle ajouté jeudi.", "elle", "ajouté", ["La frontière reste ouverte"], "asserts"),
        ("fr", "« Le port », a dit le ministre danois, Jens Holm, lundi, « reste ouvert ».", "le ministre danois, Jens Holm", "dit", ["Le port", "reste ouvert"], "asserts"),
        ("es", "«No habrá más reuniones», advirtió el embajador de Noruega durante la cumbre.", "el embajador de Noruega", "advirtió", ["No habrá más reuniones"], "threatens"),
        ("es", 'La ministra Ana Ruiz dijo: "El puente está abierto".', "La ministra Ana Ruiz", "dijo", ["El puente está abierto"], "asserts"),
        ("uk", "«Ми чекаємо на відповідь, — сказав посол Норвегії, — і будемо чекати».", "посол Норвегії", "сказав", ["Ми чекаємо на відповідь", "і будемо чекати"], "asserts"),
        ("pl", "„Czekamy na odpowiedź sąsiadów” – powiedział ambasador Norwegii w piątek.", "ambasador Norwegii", "powiedział", ["Czekamy na odpowiedź sąsiadów"], "asserts"),
        ("it", "«Il ponte resta aperto», ha detto il ministro Carlo Neri a Vienna.", "il ministro Carlo Neri", "detto", ["Il ponte resta aperto"], "asserts"),
        ("pt", "“A ponte continua aberta”, disse a ministra Rita Lopes em Viena.", "a ministra Rita Lopes", "disse", ["A ponte continua aberta"], "asserts"),
    ],
)  # fmt: skip
def test_who_is_quoted(
    language: str, text: str, source: str, cue: str, content: list[str], act: str
) -> None:
    block = Block(Span("d", 0, len(text)), BlockKind.TEXT, "given", 1.0)
    document = Document("d", text, Origin("s"), "given/1", (block,), language=language)
    analysis = analyse(document)
    assert analysis.level == "quotes"
    (one,) = read_statements(document, analysis)
    assert one.source
    assert one.cue
    assert one.source.words(text) == source
    assert one.cue.words(text) == cue
    assert [c.words(text) for c in one.content] == content
    assert one.act == act
    assert one.confidence is None
    assert one.hedging == () or language == "uk"


def test_a_quotation_alone_has_no_source() -> None:
    (found,) = read_quoted("Die Losung hieß „Wir bleiben alle hier“.", "de")
    assert found[0].source is None
    assert read_quoted("Er nannte es „Unsinn“ und ging.", "de") == []


@given(
    st.lists(st.sampled_from('« » “ ” " , . — : sagte dijo dit a-t-il el ministro Anna Roth am \n dass'.split(" ")), max_size=40),
    st.sampled_from(sorted(QUOTED_LANGUAGES)),
)  # fmt: skip
def test_spans_lie_in_the_paragraph(words: list[str], language: str) -> None:
    text = " ".join(words)
    for said, _ in read_quoted(text, language):
        for stretch in (*said.content, said.source, said.cue):
            assert stretch is None or 0 <= stretch[0] < stretch[1] <= len(text)
