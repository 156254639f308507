"""People by posts below minister: under-secretaries, commissioners, prosecutors, envoys, spokespersons."""

from __future__ import annotations

from datetime import date

import pytest

from legation.actors import resolve_actors
from legation.language import analyse
from legation.statements import read_statements
from legation.vocabulary import Block, BlockKind, Document, Origin, Resolution, Span, When


def said(words: str, day: str) -> list[Resolution]:
    on = date.fromisoformat(day)
    blocks = (Block(Span("d", 0, len(words)), BlockKind.TEXT, "given", 1.0),)
    read = Document(
        "d", words, Origin("s"), "given/1", blocks, published=When(on, on), language="en"
    )
    analysis = analyse(read)
    found = resolve_actors(read, analysis, read_statements(read, analysis))
    return list(found.resolutions)


@pytest.mark.parametrize(
    ("words", "day", "office", "behalf"),
    [
        ("US Assistant Secretary of State Victoria Nuland said the talks went well.", "2014-03-14", "senior_official:USA", "USA"),
        ("US Under Secretary of State Wendy Sherman said the talks went well.", "2014-03-14", "senior_official:USA", "USA"),
        ("EU Enlargement Commissioner Stefan Fuele said the talks went well.", "2014-03-14", "commissioner:EU", "EU"),
        ("ICC Prosecutor Fatou Bensouda said the inquiry went on.", "2014-03-14", "prosecutor:ICC", "ICC"),
        ("IMF Managing Director Christine Lagarde said the talks went well.", "2014-03-14", "managing_director:IMF", "IMF"),
        ("NATO spokeswoman Oana Lungescu said the talks went well.", "2014-03-14", "spokesperson:NATO", "NATO"),
        ("Ukraine's envoy to NATO, Ihor Dolhov, said the talks went well.", "2014-03-14", "permrep_nato:UKR", "UKR"),
    ],
)  # fmt: skip
def test_a_post_and_a_name_give_the_office_of_the_day(
    words: str, day: str, office: str, behalf: str
) -> None:
    found = {(r.office, r.on_behalf_of) for r in said(words, day)}
    assert (office, behalf) in found


def test_an_assistant_secretary_of_state_is_not_the_secretary_of_state() -> None:
    found = said("The US Assistant Secretary of State said the talks went well.", "2014-03-14")
    assert {r.actor for r in found if r.office} == {"USA:senior_official"}
