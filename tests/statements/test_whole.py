"""From roles to statements: conventions, repairs, turns, nesting, Russian."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.language import analyse
from legation.language.russian import is_available
from legation.statements import read_statements
from legation.statements.conventions import cue_core, source_core
from legation.statements.marks import find_marks
from legation.vocabulary import (
    Analysis,
    Block,
    BlockKind,
    Document,
    Manner,
    Origin,
    RoleSpan,
    Span,
    Statement,
)


def document(*paragraphs: str, language: str = "en") -> Document:
    text = "\n\n".join(paragraphs)
    blocks, at = [], 0
    for words in paragraphs:
        blocks.append(Block(Span("d", at, at + len(words)), BlockKind.TEXT, "given", 1.0))
        at += len(words) + 2
    return Document("d", text, Origin("s"), "given/1", tuple(blocks), language=language)


def plain(found: Document) -> Analysis:
    """The analysis without a model's roles."""
    return replace(analyse(found), roles=())


def with_roles(found: Document, *groups: tuple[str | None, str, list[str]]) -> tuple[Statement, ...]:  # fmt: skip
    """Statements of a document whose roles are (source, cue, contents), given as words."""
    roles: list[RoleSpan] = []

    def span(words: str) -> Span:
        at = found.text.index(words)
        return Span("d", at, at + len(words))

    for source, cue, contents in groups:
        number = len(roles)
        roles.append(RoleSpan("cue", span(cue), 0.9))
        if source:
            roles.append(RoleSpan("source", span(source), 0.9, number, 0.9))
        roles += [RoleSpan("content", span(c), 0.9, number, 0.9) for c in contents]
    return read_statements(found, replace(analyse(found), roles=tuple(roles)))


def test_content_leaves_out_marks_comma_and_that() -> None:
    found = document('"We go," Ms Aas has also said, adding that "nobody" stays.')
    one, two = with_roles(
        found,
        ("Ms Aas", "has also said", ['"We go,"']),
        (None, "adding", ['that "nobody" stays']),
    )
    assert [c.words(found.text) for c in one.content] == ["We go"]
    assert (one.manner, two.manner) == (Manner.DIRECT, Manner.MIXED)
    assert one.cue
    assert one.cue.words(found.text) == "said"
    assert [c.words(found.text) for c in two.content] == ['"nobody" stays']
    assert two.source == one.source, "a participle goes on from the statement beside it"


def test_a_content_does_not_cross_a_paragraph_without_a_quotation() -> None:
    found = document("Mr Berg said the strait is open", "Read more about ships here.")
    (one,) = with_roles(found, ("Mr Berg", "said", ["the strait is open\n\nRead more about ships here"]))  # fmt: skip
    assert [c.words(found.text) for c in one.content] == ["the strait is open"]


def test_a_relative_pronoun_gives_way_to_its_noun() -> None:
    found = document("Envoy Maria Lund, who said the talks had failed, left at noon.")
    (one,) = with_roles(found, ("who", "said", ["the talks had failed"]))
    assert one.source
    assert one.source.words(found.text) == "Envoy Maria Lund"


def test_an_outlet_beside_another_source_is_a_relay() -> None:
    found = document("Mr Berg said the strait is open, according to the Dagbladet daily.")
    (one,) = with_roles(
        found,
        ("the Dagbladet daily", "according to", ["Mr Berg said the strait is open"]),
        ("Mr Berg", "said", ["the strait is open"]),
    )
    assert one.relay
    assert one.relay.words(found.text) == "the Dagbladet daily"


def test_addressee_and_venue() -> None:
    found = document("The envoy told reporters at a press conference in Oslo that talks go on.")
    (one,) = with_roles(found, ("The envoy", "told", ["that talks go on"]))
    assert one.addressee
    assert one.addressee.words(found.text) == "reporters"
    assert one.venue
    assert one.venue.words(found.text) == "at a press conference in Oslo"


def test_a_statement_inside_a_statement_names_it() -> None:
    found = document("Mr Berg said that Oslo had promised that it would send more ships.")
    analysis = plain(found)
    outer, inner = read_statements(found, analysis)
    assert inner.nested_in == outer.id
    assert inner.act == "promises"


def test_words_repeated_in_a_pull_quote_count_once() -> None:
    words = "We shall not leave this table without a treaty"
    found = document(f'"{words}," Mr Berg said.', f"“{words}”", "The talks go on in May.")
    (one,) = read_statements(found, plain(found))
    assert one.source
    assert any(reason.rule == "repeated" for reason in one.reasons)


def test_why_names_spans_scores_and_the_act() -> None:
    found = document("Mr Berg said the strait must open.")
    (one,) = with_roles(found, ("Mr Berg", "said", ["the strait must open"]))
    why = {reason.rule: reason for reason in one.reasons}
    assert {"encoder source", "encoder cue", "encoder content", "act", "hedging"} <= set(why)
    assert why["encoder source"].weight == pytest.approx(0.81)


def test_a_speaker_tag_opens_a_turn() -> None:
    found = document(
        "MODERATOR: Welcome to this briefing.", "MS. LUND: We will sign in May.",
        "I also want to thank the hosts.", "QUESTION: Will others join?", "MS. LUND: Not this year.",
    )  # fmt: skip
    made = [s for s in read_statements(found, plain(found)) if s.nested_in is None]
    sources = [s.source.words(found.text) if s.source else None for s in made]
    assert sources == ["MODERATOR", "MS. LUND", "MS. LUND", "QUESTION", "MS. LUND"]
    assert {s.manner for s in made} == {Manner.DIRECT}


def test_in_its_own_text_an_institution_speaks() -> None:
    found = document(
        "Joint communiqué of the Council of Northern Ministers",
        "We reaffirm our support for open seas. We condemn the attack on the port of Vardo.",
        "We call on all states to respect the convention.",
    )
    made = read_statements(found, plain(found))
    assert [s.act for s in made] == ["asserts", "accuses", "demands"]
    assert {s.source.words(found.text) for s in made if s.source} == {"We"}


@pytest.mark.parametrize(
    ("paragraphs", "inside"),
    [
        (("He said: “We go on.", "“And on.” It was late."), ["We go on.", "And on."]),
        (("He said: “We go on.", "And on,” he added."), ["We go on.", "And on,"]),
        (("''So be it,'' he said.",), ["So be it,"]),
        (('He said "no” and „yes".',), ["no", "yes"]),
    ],
)
def test_quotations_run_over_paragraphs_and_mixed_marks(paragraphs: tuple[str, ...], inside: list[str]) -> None:  # fmt: skip
    marks = find_marks(document(*paragraphs))
    assert [marks.text[a:b] for a, b in marks.quotes] == inside


@pytest.mark.parametrize(
    ("words", "core"),
    [
        ("has also said", "said"), ("said in a statement", "said"), ("called on", "called on"), ("played down", "played down"),
        ("made it clear", "made it clear"), ("a pledge", "pledge"), ("pointing at", "pointing at"), ("strongly criticised", "criticised"),
    ],
)  # fmt: skip
def test_a_cue_without_its_helpers(words: str, core: str) -> None:
    assert words[slice(*cue_core(words, (0, len(words))))] == core


@pytest.mark.parametrize(
    ("words", "core"),
    [("Moscow's", "Moscow"), ("Mr Berg today", "Mr Berg"), ("However, she", "she"), ("Ann Lee, the envoy,", "Ann Lee, the envoy")],
)  # fmt: skip
def test_a_source_without_what_is_around_it(words: str, core: str) -> None:
    assert words[slice(*source_core(words, (0, len(words))))] == core


@given(st.data())
def test_any_roles_give_spans_inside_the_text(data: st.DataObject) -> None:
    found = document(
        'Mr Berg "said" that, the strait is open.', "“It is”, she added, 'so'. Who said?"
    )
    size = len(found.text)
    roles: list[RoleSpan] = []
    for _ in range(data.draw(st.integers(0, 8))):
        start = data.draw(st.integers(0, size - 1))
        end = data.draw(st.integers(start + 1, size))
        role = data.draw(st.sampled_from(["source", "cue", "content"]))
        link = data.draw(st.integers(0, 7)) if role != "cue" else None
        roles.append(
            RoleSpan(role, Span("d", start, end), 0.5, link, 0.5 if role != "cue" else None)
        )
    for statement in read_statements(found, replace(plain(found), roles=tuple(roles))):
        spans = (*statement.content, statement.source, statement.cue, statement.addressee)
        assert statement.content
        assert all(span is None or 0 <= span.start < span.end <= size for span in spans)


@pytest.mark.parametrize(
    "text",
    ["word " * 10_000, "?!… — “” «» ''", "ALL SHIPS STAY IN PORT, SAID THE ENVOY. HE ADDED: NO.", "said " * 3000],
)  # fmt: skip
def test_odd_text_is_read_without_harm(text: str) -> None:
    found = document(text.strip())
    read_statements(found, plain(found))


needs_russian = pytest.mark.skipif(
    not is_available(), reason="the extra legation[ru] is not installed"
)


@needs_russian
@pytest.mark.parametrize(
    ("text", "source", "content", "act"),
    [
        ("Посол Норвегии заявил, что пролив останется открытым.", "Посол Норвегии", "пролив останется открытым", "asserts"),
        ("«Мы уверены, что договор нужен», — сказал Лавров.", "Лавров", "Мы уверены, что договор нужен", "asserts"),
        ("По словам президента, корабли уйдут в мае.", "президента", "корабли уйдут в мае", "asserts"),
        ("Министр обвинил соседей в нарушении перемирия.", "Министр", "соседей в нарушении перемирия", "accuses"),
        ("Посол Норвегии не согласился с новой картой.", "Посол Норвегии", "с новой картой", "rejects"),
        ("Корабли уйдут в мае, передаёт РИА Новости со ссылкой на порт.", "РИА Новости", "Корабли уйдут в мае", "asserts"),
        ("В Кремле опровергли слухи о новой встрече.", "Кремле", "слухи о новой встрече", "denies"),
        ("По его словам, пролив останется открытым.", "его", "пролив останется открытым", "asserts"),
        ("Посол, отвечая на вопросы, сказал: «Пролив будет открыт».", "Посол", "Пролив будет открыт", "asserts"),
    ],
)  # fmt: skip
def test_russian_by_parse(text: str, source: str, content: str, act: str) -> None:
    found = document(text, language="ru")
    analysis = analyse(found)
    (one,) = read_statements(found, analysis)
    assert analysis.level == "syntax"
    assert one.source
    assert one.source.words(text) == source
    assert [c.words(text) for c in one.content] == [content]
    assert one.act == act


@needs_russian
def test_russian_hedging_and_what_stands_inside() -> None:
    text = "Пролив может закрыться, если переговоры не начнутся, заявил посол Норвегии."
    (one,) = read_statements(document(text, language="ru"), analyse(document(text, language="ru")))
    assert set(one.hedging) == {"possible", "conditional"}
    text = "Посол Норвегии сообщил, что министр Дании обещал открыть пролив."
    found = read_statements(document(text, language="ru"), analyse(document(text, language="ru")))
    outer, inner = sorted(found, key=lambda s: s.nested_in is not None)
    assert inner.nested_in == outer.id
    assert inner.act == "promises"


@needs_russian
def test_a_russian_quotation_goes_on_after_its_verb() -> None:
    text = "«Мы ждём ответа, — сказал посол Норвегии. — Суда стоят у входа в пролив»."
    (one,) = read_statements(document(text, language="ru"), analyse(document(text, language="ru")))
    assert [c.words(text) for c in one.content] == ["Мы ждём ответа", "Суда стоят у входа в пролив"]


@needs_russian
def test_russian_names() -> None:
    found = document("Сергей Лавров прибыл в Брюссель на заседание НАТО.", language="ru")
    names = {m.span.words(found.text): str(m.kind) for m in analyse(found).mentions}
    assert names == {"Сергей Лавров": "person", "Брюссель": "place", "НАТО": "organisation"}
