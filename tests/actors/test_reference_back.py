"""Words that point back: owners, counterparts, "the agency", "his country", numbers with a the."""

from __future__ import annotations

from datetime import date

import pytest

from legation.actors import resolve_actors
from legation.actors.cast import Cast
from legation.actors.spelling import fold
from legation.language import analyse
from legation.statements import read_statements
from legation.vocabulary import Block, BlockKind, Document, Origin, Resolution, Span, When


def cast(words: str, day: str) -> Cast:
    on = date.fromisoformat(day)
    block = Block(Span("d", 0, len(words)), BlockKind.TEXT, "given", 1.0)
    document = Document("d", words, Origin("s"), "given/1", (block,), published=When(on, on), language="en")  # fmt: skip
    analysis = analyse(document)
    return resolve_actors(document, analysis, read_statements(document, analysis))


def meant(words: str, day: str, phrase: str, *, nth: int = 0) -> Resolution:
    start = -1
    for _ in range(nth + 1):
        start = words.index(phrase, start + 1)
    found = cast(words, day).of(Span("d", start, start + len(phrase)))
    assert found is not None
    return found


def test_a_counterpart_holds_the_same_office_of_his_own_state() -> None:
    words = "Norwegian Foreign Minister Jonas Gahr Støre flew home. He had met his Swedish counterpart, Carl Bildt, at noon."
    found = meant(words, "2009-05-04", "his Swedish counterpart, Carl Bildt")
    assert (found.name, found.office) == ("Carl Bildt", "foreign_minister:SWE")
    owner = meant(words, "2009-05-04", "his")
    assert owner.on_behalf_of == "NOR"
    unnamed = meant(words.replace(", Carl Bildt,", ""), "2009-05-04", "his Swedish counterpart")
    assert unnamed.name == "Carl Bildt"


@pytest.mark.parametrize(
    ("words", "phrase", "expected"),
    [
        ("The World Health Organization sent a team. The European Union paid. The organization thanked donors.", "The organization", "EU"),
        ("The International Atomic Energy Agency met in May. The European Union asked for a report. The agency said no.", "The agency", "IAEA"),
        ("The African Union met on Monday. Inspectors came. The bloc said it would wait.", "The bloc", "AU"),
        ("Kenyan President Uhuru Kenyatta arrived. Kenyatta said his country was calm.", "his country", "KEN"),
        ("Japan said on Friday that Tokyo would keep its word.", "its", "JPN"),
    ],
)  # fmt: skip
def test_a_body_or_state_is_the_one_last_called_so(words: str, phrase: str, expected: str) -> None:
    assert meant(words, "2016-03-02", phrase).actor == expected


def test_a_number_with_an_article_is_the_members_of_that_day() -> None:
    assert len(meant("Ministers of the Fifteen met.", "2000-03-01", "the Fifteen").members) == 15
    assert len(meant("The Baltic states sent a note.", "2000-03-01", "The Baltic states").members) == 3  # fmt: skip


def test_an_object_is_not_its_own_subject() -> None:
    words = "Peruvian President Alan García greeted Brazilian President Luiz Inácio Lula da Silva. Lula thanked him."
    assert meant(words, "2008-05-16", "him").office == "head_of_state:PER"


def test_a_dash_parts_the_place_of_writing_from_the_title() -> None:
    found = meant("KUWAIT CITY, Kuwait -- President George W. Bush praised the emir.", "2008-01-12", "President George W. Bush")  # fmt: skip
    assert found.office == "head_of_state:USA"


def test_the_title_before_the_name_goes_over_the_word_before_it() -> None:
    found = meant("His twin brother, President Lech Kaczynski, disagreed.", "2007-06-01", "President Lech Kaczynski")  # fmt: skip
    assert (found.office, found.on_behalf_of) == ("head_of_state:POL", "POL")


def test_a_diplomat_in_a_capital_is_not_of_it() -> None:
    words = "A European diplomat in Harare said the vote was fair. Zimbabwe's Robert Mugabe thanked observers."
    found = cast(words, "2013-08-01").of(Span("d", 0, len("A European diplomat")))
    assert found is None or found.on_behalf_of != "ZWE"
    assert meant(words, "2013-08-01", "Zimbabwe's Robert Mugabe").on_behalf_of == "ZWE"


@pytest.mark.parametrize(
    ("words", "phrase", "place"),
    [
        ("The envoy will leave for Ankara on Monday.", "Ankara", True),
        ("The envoy left Ankara at noon.", "Ankara", True),
        ("Oman has sided with Ankara in the dispute.", "Ankara", False),
    ],
)
def test_going_there_is_a_place_and_siding_with_it_is_not(words: str, phrase: str, place: bool) -> None:  # fmt: skip
    assert meant(words, "2013-05-04", phrase).place is place


def test_somebody_of_the_same_family_name_and_another_given_name_is_another() -> None:
    words = "North Korean negotiator Kim Kye-gwan left. South Korean negotiator Kim Sook stayed."
    assert len({r.actor for r in cast(words, "2008-07-12").resolutions if r.kind.value == "person"}) == 2  # fmt: skip


def test_an_arabic_surname_alone_means_whom_the_text_named() -> None:
    words = "Iraqi Foreign Minister Hoshyar al-Zubeidi spoke first. Later al-Zubeidi left."
    ids = {r.actor for r in cast(words, "2009-07-12").resolutions if r.kind.value == "person"}
    assert len(ids) == 1


def test_a_pronoun_may_go_before_its_name_in_a_sentence() -> None:
    words = (
        "In her first speech, Norwegian Foreign Minister Ine Eriksen Søreide thanked the envoys."
    )
    assert meant(words, "2017-11-02", "her").office == "foreign_minister:NOR"


def test_another_form_of_the_given_name_is_the_holder_of_that_office() -> None:
    found = meant("Foreign Minister George Papandreou spoke first.", "2000-03-02", "Foreign Minister George Papandreou")  # fmt: skip
    assert (found.name, found.on_behalf_of) == ("Giorgos Papandreou", "GRC")


def test_somebodys_aide_is_one_person_of_the_same_state() -> None:
    words = "Erdogan's aide Ibrahim Kalin said the talks went on."
    found = meant(words, "2019-10-10", "Erdogan's aide Ibrahim Kalin")
    assert (fold(found.name or ""), found.on_behalf_of) == ("ibrahim kalin", "TUR")


@pytest.mark.parametrize(
    ("words", "day", "phrase", "office"),
    [
        ("The Security Council met at ten. The secretary-general spoke.", "2009-03-02", "The secretary-general", "secretary_general:UN"),
        ("The orders went to SACEUR, General Clark, at noon.", "1999-03-24", "General Clark", "saceur:NATO"),
        ("Javier Solana flew to Tehran.", "2008-06-14", "Javier Solana", "foreign_policy_chief:EU"),
    ],
)  # fmt: skip
def test_an_office_of_one_body_needs_no_body_said(words: str, day: str, phrase: str, office: str) -> None:  # fmt: skip
    assert meant(words, day, phrase).office == office


def test_its_members_are_counted() -> None:
    words = "The OSCE meets in Vienna. Its 57 states must agree."
    assert len(meant(words, "2019-12-05", "Its 57 states").members) == 57


def test_a_town_that_somebody_travels_to_is_no_person() -> None:
    words = "Kenyan President Uhuru Kenyatta did not travel on to Garissa."
    found = [r.name for r in cast(words, "2015-04-10").resolutions if r.kind.value == "person"]
    assert "Garissa" not in found
