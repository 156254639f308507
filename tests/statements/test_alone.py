"""Quotations without a cue of their own, and statements inside statements."""

from __future__ import annotations

from dataclasses import replace

from legation.language import analyse
from legation.statements import read_statements
from legation.statements.cues import tells
from legation.vocabulary import Manner, RoleSpan, Span
from tests.statements.test_whole import document, with_roles


def test_a_quotation_after_its_attribution_is_a_further_piece() -> None:
    found = document('"We shall not sign," Ms Aas said. "The text is worse than it was in May."')
    (one,) = with_roles(found, ("Ms Aas", "said", ['"We shall not sign,"']))
    words = [c.words(found.text) for c in one.content]
    assert words == ["We shall not sign", "The text is worse than it was in May."]
    assert one.manner is Manner.DIRECT


def test_a_quotation_that_stands_alone_goes_on_from_the_speaker_before() -> None:
    found = document(
        "Ms Aas said the ships would stay.", '"The strait is ours and nobody will close it."'
    )
    one, two = with_roles(found, ("Ms Aas", "said", ["the ships would stay"]))
    assert (two.source, two.cue, two.manner) == (None, None, Manner.DIRECT)
    assert two.voice == one.source
    assert two.content[0].words(found.text) == "The strait is ours and nobody will close it."


def test_a_name_after_a_dash_signs_a_quotation() -> None:
    found = document("“The ferry has never been as late as it was in March.” — Tor Aas")
    roles = (RoleSpan("cue", Span("d", 0, 1), 0.1),)
    made = read_statements(found, replace(analyse(found), roles=roles))
    assert [s.source.words(found.text) for s in made if s.source] == ["Tor Aas"]


def test_words_in_use_are_no_statement() -> None:
    found = document('The so-called "shadow fleet" sails on. Ms Aas said it must stop.')
    made = with_roles(found, ("Ms Aas", "said", ["it must stop"]))
    assert len(made) == 1


def test_the_encoder_reads_a_statement_inside_another() -> None:
    found = document("Mr Berg said that Oslo had promised to send three more ships to the strait.")
    made = read_statements(found, analyse(found))
    outer, inner = made
    assert inner.nested_in == outer.id
    assert inner.source
    assert inner.source.words(found.text) == "Oslo"
    assert inner.content[0].words(found.text).startswith("to send three more ships")


def test_what_somebody_wants_is_not_nested() -> None:
    found = document("Mr Berg said that Oslo wanted to send three more ships to the strait in May.")
    assert len(read_statements(found, analyse(found))) == 1
    assert not tells("wanted")
    assert tells("had promised")


def test_speaker_tags_may_stand_inside_quotation_marks() -> None:
    found = document(
        '"LUND: We will sign in May, all of us.', '"BERG: And what if the others do not?',
        '"LUND: Then we wait for another year."',
    )  # fmt: skip
    made = [s for s in read_statements(found, analyse(found)) if s.nested_in is None]
    assert [s.source.words(found.text) for s in made if s.source] == ["LUND", "BERG", "LUND"]
