"""What must hold of the tables that ship, whoever corrects them."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from itertools import combinations

import pytest

from legation.reference import (
    countries,
    format_on,
    members_on,
    memberships,
    names,
    organisations,
    people,
    tenures,
)
from legation.reference.files import rows
from legation.reference.sittings import format_ids
from legation.vocabulary import Tenure

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


EXCLUSIVE = ("head_of_state", "head_of_government", "foreign_minister", "defence_minister")
HAND_OVER_DAYS = 45
# a president suspended and an acting one: both hold the office
TWO_HOLDERS = {("head_of_state:KOR", "Park Geun-hye", "Hwang Kyo-ahn")}


def test_an_office_of_one_has_one_holder_but_for_the_hand_over() -> None:
    held: dict[str, list[Tenure]] = defaultdict(list)
    for tenure in tenures():
        if tenure.office.split(":")[0] in EXCLUSIVE:
            held[tenure.office].append(tenure)
    clashes = [
        (office, one.holder, one.until, other.holder, other.since)
        for office, found in held.items()
        for one, other in combinations(sorted(found, key=lambda t: t.since or date.min), 2)
        if (min(last(one), last(other)) - (other.since or date.min)).days > HAND_OVER_DAYS
        and (office, one.holder, other.holder) not in TWO_HOLDERS
    ]
    assert clashes == []


def last(tenure: Tenure) -> date:
    return tenure.until or tenure.known_until or date.max


def test_an_open_tenure_says_how_far_it_is_known() -> None:
    assert [t for t in tenures() if t.until is None and t.known_until is None] == []


def test_precision_is_that_of_the_coarser_end() -> None:
    grain = {"year": 4, "month": 7, "day": 10}
    wrong = [
        row
        for row in rows("tenures")
        if row["precision"] not in grain
        or grain[row["precision"]] != min(len(d) for d in (row["since"], row["until"]) if d)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("office", "day", "holder"),
    [
        ("foreign_minister:CAN", date(2009, 6, 1), "Lawrence Cannon"),
        ("foreign_minister:AUT", date(2006, 1, 1), "Ursula Plassnik"),
        ("foreign_minister:FRA", date(2024, 6, 1), "Stéphane Séjourné"),
        ("head_of_government:JPN", date(1994, 12, 1), "Tomiichi Murayama"),
        ("head_of_state:BRA", date(1993, 1, 1), "Itamar Franco"),
    ],
)
def test_who_held_an_office(office: str, day: date, holder: str) -> None:
    found = {
        t.holder for t in tenures() if t.office == office and (t.since or day) <= day <= last(t)
    }
    assert found == {holder}
