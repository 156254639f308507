"""What must hold of the tables that ship, whoever corrects them."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from legation.reference import (
    countries,
    format_ids,
    format_on,
    members_on,
    memberships,
    names,
    organisations,
    people,
    tenures,
)
from legation.reference.files import rows

KNOWN = {**countries(), **organisations(), **dict.fromkeys(format_ids())}
KINDS = {"name", "official", "adjective", "people", "capital", "metonym", "seat", "acronym", "alias", "members", "group"}  # fmt: skip


def test_ids_are_unique_and_every_row_names_its_origin() -> None:
    ids = [row["id"] for table in ("countries", "organisations") for row in rows(table)]
    assert [i for i, count in Counter(ids).items() if count > 1] == []
    for table in ("countries", "organisations", "formats", "memberships", "names", "tenures"):
        assert [row for row in rows(table) if not row["origin"]] == []


@pytest.mark.parametrize("table", ["countries", "formats", "memberships", "names", "tenures"])
def test_nothing_ends_before_it_starts(table: str) -> None:
    assert [r for r in rows(table) if r["since"] and r["until"] and r["until"] < r["since"]] == []


def test_members_and_names_belong_to_known_actors() -> None:
    assert {m.organisation for m in memberships()} - set(KNOWN) == set()
    assert {m.member for m in memberships()} - set(KNOWN) == set()
    assert {n.actor for n in names()} - set(KNOWN) == set()
    assert {n.kind for n in names()} <= KINDS


def test_people_are_holders() -> None:
    assert set(people()) - {t.holder for t in tenures()} == set()


def test_words_have_windows_and_readings() -> None:
    belgrade = {(n.actor, n.until) for n in names() if n.form == "Belgrade" and n.language == "en"}
    assert belgrade == {
        ("YUG", date(1992, 4, 26)),
        ("SCG", date(2006, 6, 4)),
        ("SRB", None),
    }
    brussels = {n.actor for n in names() if n.form == "Brussels" and n.ambiguous}
    assert brussels == {"BEL", "EU", "NATO"}
    assert all(n.ambiguous for n in names() if n.form in {"Chad", "Jordan", "Turkey"} and n.language == "en")  # fmt: skip


def test_states_have_names_in_other_languages() -> None:
    forms = {(n.form, n.language): n.actor for n in names()}
    assert forms["Deutschland", "de"] == "DEU"
    assert forms["Грузия", "ru"] == "GEO"
    assert forms["Україна", "uk"] == "UKR"
    assert forms["НАТО", "ru"] == "NATO"


def test_formats_know_who_sat_there_on_the_day() -> None:
    council = format_on("NRC", date(2009, 4, 2))
    assert council is not None
    assert council.labels == ("29", "28+1")
    assert ("RUS",) in council.format.parties
    joint = format_on("PJC", date(1998, 1, 1))
    assert joint is not None
    assert [len(party) for party in joint.format.parties] == [16, 1]
    assert joint.labels == ("16+1",)
    assert format_on("NRC", date(2001, 1, 1)) is None
    assert len(members_on("X-BALTIC", date(2009, 1, 1))) == 3
