"""Envoys, deputies, advisers, spokespersons and heads of organisations."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import combinations

import pytest

from legation.reference import tenures
from legation.reference.files import first_day, last_day, rows
from legation.vocabulary import Tenure

HAND_OVER_DAYS = 45
ONE_HOLDER = frozenset([
    "permrep_nato", "permrep_un", "permrep_eu", "permrep_osce", "secretary_general",
    "director_general", "executive_secretary", "managing_director", "commission_president",
    "commission_chair", "council_president", "foreign_policy_chief", "high_commissioner",
    "chairperson_in_office", "deputy_secretary_general", "president", "prosecutor", "saceur",
])  # fmt: skip


def surely_overlap(one: dict[str, str], other: dict[str, str]) -> int:
    """Return the days that two tenures share even if each began as late and ended as early as its precision allows."""

    def bounds(row: dict[str, str]) -> tuple[date, date]:
        since, until = last_day(row["since"]), first_day(row["until"] or row["known_until"])
        assert since
        assert until
        return since, until

    (a, b), (c, d) = bounds(one), bounds(other)
    return (min(b, d) - max(a, c)).days


def test_an_office_of_one_has_one_holder_as_far_as_the_precision_tells() -> None:
    held: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in rows("tenures"):
        if row["kind"] in ONE_HOLDER:
            held[row["kind"], row["of"]].append(row)
    clashes = [
        (office, one["holder"], other["holder"])
        for office, found in held.items()
        for one, other in combinations(found, 2)
        if one["holder"] != other["holder"] and surely_overlap(one, other) > HAND_OVER_DAYS
    ]
    assert clashes == []


def test_nobody_holds_the_same_office_twice_at_once() -> None:
    held: dict[tuple[str, ...], list[dict[str, str]]] = defaultdict(list)
    for row in rows("tenures"):
        held[row["holder"], row["kind"], row["of"], row["at"], row["title"]].append(row)
    twice = [
        key
        for key, found in held.items()
        for one, other in combinations(found, 2)
        if surely_overlap(one, other) > HAND_OVER_DAYS
    ]
    assert twice == []


def test_every_tenure_has_a_holder_a_kind_and_a_start() -> None:
    assert [
        r for r in rows("tenures") if not (r["holder"].strip() and r["kind"] and r["since"])
    ] == []


def last(tenure: Tenure) -> date:
    return tenure.until or tenure.known_until or date.max


@pytest.mark.parametrize(
    ("office", "day", "holder"),
    [
        ("permrep_nato:DEU", date(2017, 6, 1), "Hans-Dieter Lucas"),
        ("permrep_nato:RUS", date(2009, 12, 4), "Dmitry Rogozin"),
        ("permrep_nato:UKR", date(2018, 6, 1), "Vadym Prystaiko"),
        ("permrep_un:JPN", date(2017, 6, 1), "Koro Bessho"),
        ("permrep_un:CHN", date(1997, 6, 1), "Qin Huasun"),
        ("permrep_un:GEO", date(2008, 8, 10), "Irakli Alasania"),
        ("permrep_eu:DEU", date(2012, 6, 1), "Peter Tempel"),
        ("deputy_secretary_general:NATO", date(2014, 6, 1), "Alexander Vershbow"),
        ("director_general:OPCW", date(2013, 9, 1), "Ahmet Üzümcü"),
        ("chairperson_in_office:OSCE", date(1998, 6, 1), "Bronisław Geremek"),
        ("president:WB", date(2010, 6, 1), "Robert Zoellick"),
        ("head_of_state:SCG", date(1999, 4, 1), "Slobodan Milošević"),
        ("head_of_state:X-CHE", date(1998, 1, 1), "Aslan Maskhadov"),
        ("foreign_minister:SUN", date(1991, 3, 1), "Alexander Bessmertnykh"),
        ("foreign_minister:TUR", date(1995, 6, 1), "Erdal İnönü"),
        ("foreign_minister:FIN", date(1988, 6, 1), ""),
        ("secretary_general:CSTO", date(2026, 1, 15), "Taalatbek Masadykov"),
    ],
)
def test_who_sat_there(office: str, day: date, holder: str) -> None:
    found = {t.holder for t in tenures() if t.office == office and (t.since or day) <= day <= last(t)}  # fmt: skip
    assert found == ({holder} if holder else set())


def test_a_year_as_precision_leaves_the_year_of_a_hand_over_open() -> None:
    on = date(2016, 7, 1)
    found = {t.holder for t in tenures() if t.office == "permrep_nato:GBR" and (t.since or on) <= on <= last(t)}  # fmt: skip
    assert found == {"Adam Thomson"}
    on = date(2010, 7, 1)
    found = {t.holder for t in tenures() if t.office == "permrep_nato:GBR" and (t.since or on) <= on <= last(t)}  # fmt: skip
    assert found == {"Stewart Eldon", "Mariot Leslie"}
