"""Names in Russian: every case of a name is one person, the one that English text names."""

from __future__ import annotations

from datetime import date

import pytest

from legation.actors.cast import Cast, resolve_actors
from legation.language import analyse
from legation.language.russian import is_available
from legation.statements import read_statements
from legation.vocabulary import Block, BlockKind, Document, Origin, Span, When

pytestmark = pytest.mark.skipif(
    not is_available(), reason="the extra legation[ru] is not installed"
)
DAY = When(date(2010, 5, 3), date(2010, 5, 3))


def cast_of(text: str, language: str, when: When = DAY) -> tuple[Cast, list[str | None]]:
    block = Block(Span("d", 0, len(text)), BlockKind.TEXT, "given", 1.0)
    document = Document("d", text, Origin("s"), "given/1", (block,), when, language=language)
    analysis = analyse(document)
    statements = read_statements(document, analysis)
    cast = resolve_actors(document, analysis, statements)
    speakers = [
        found.actor if (found := cast.of(s.source)) else None for s in statements if s.source
    ]
    return cast, speakers


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        ("Министр иностранных дел России Сергей Лавров заявил, что договор готов.", "Russian Foreign Minister Sergei Lavrov said that the treaty was ready."),
        ("По словам Сергея Лаврова, договор готов.", "Russian Foreign Minister Sergei Lavrov said that the treaty was ready."),
        ("Канцлер Германии Ангела Меркель сказала, что договор готов.", "German Chancellor Angela Merkel said that the treaty was ready."),
        ("Глава МИД Франции Бернар Кушнер сказал, что договор готов.", "French Foreign Minister Bernard Kouchner said that the treaty was ready."),
        ("Генсек ООН Пан Ги Мун сообщил, что договор готов.", "UN Secretary-General Ban Ki-moon said that the treaty was ready."),
        ("Президент России заявил, что договор готов.", "The Russian president said that the treaty was ready."),
        ("В Кремле заявили, что договор готов.", "The Kremlin said that the treaty was ready."),
    ],
)  # fmt: skip
def test_a_speaker_has_the_id_that_english_gives(russian: str, english: str) -> None:
    _, here = cast_of(russian, "ru")
    _, there = cast_of(english, "en")
    assert here
    assert here[:1] == there[:1]


def test_cases_and_pronouns_mean_who_was_named() -> None:
    text = (
        "Лавров прибыл в Грузию. Посол передал Лаврову письмо. «Мы согласны», — сказал он. "
        "Наталья Лунина возразила Лаврову. «Мы против», — сказала она. Позже с Луниной встретился посол."
    )
    cast, speakers = cast_of(text, "ru")
    names = {r.span.words(text): r.actor for r in cast.resolutions}
    assert names["Лавров"] == names["Лаврову"] == names["он"]
    assert names["Наталья Лунина"] == names["Луниной"] == names["она"] == "person:natalya-lunina"
    assert names["Грузию"] == "GEO"
    assert names["он"] in speakers


def test_a_deputy_does_not_hold_the_office_of_his_minister() -> None:
    text = "Заместитель министра иностранных дел России Павел Орехов сообщил, что договор готов."
    cast, speakers = cast_of(text, "ru")
    assert speakers == ["person:pavel-orekhov"]
    (person,) = (r for r in cast.resolutions if r.actor == "person:pavel-orekhov")
    assert (person.office, person.on_behalf_of) == (None, "RUS")


def test_without_a_day_nobody_is_taken_for_the_holder_of_an_office() -> None:
    _, speakers = cast_of("Президент России заявил, что договор готов.", "ru", When())
    assert speakers == ["RUS:official"]
