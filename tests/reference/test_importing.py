from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from legation.errors import TableError
from legation.reference.importing import Imported, queries, read_import, write_own
from legation.reference.own import own_tables

CLASH = (
    "holder,kind,of,since,until\nA One,head_of_state,POL,2001-01-01,2005-01-01\n"
    "B Two,head_of_state,POL,2003-01-01,2007-01-01\n"
)
DAY = date(2026, 6, 1)
RESULT = (
    "country,kind,office,officeLabel,person,personLabel,start,end\n"
    "http://www.wikidata.org/entity/Q36,foreign_minister,Q1,Minister,http://www.wikidata.org/entity/Q9,"
    "Ola Nowak,2026-02-01T00:00:00Z,\n"
    "http://www.wikidata.org/entity/Q36,,Q2,harbour master,http://www.wikidata.org/entity/Q8,A B,2001-01-01T00:00:00Z,\n"
)


def imported(text: str, file: str = "mine.csv") -> Imported:
    return read_import(text, file, known_until=DAY)


def test_wikidata_results_become_tenures_and_what_cannot_be_told_is_told() -> None:
    found = imported(RESULT)
    (row,) = found.rows["tenures"]
    assert (row["holder"], row["kind"], row["of"]) == ("Ola Nowak", "foreign_minister", "POL")
    assert (row["since"], row["until"], row["known_until"]) == ("2026-02-01", "", "2026-06-01")
    assert row["origin"] == "Wikidata Q9"
    assert [str(p).split(":")[0] for p in found.problems] == [
        "mine.csv, line 3, column officeLabel"
    ]


def test_the_service_s_json_says_the_same_as_its_csv() -> None:
    binding = {
        "org": {"type": "uri", "value": "http://www.wikidata.org/entity/Q7184"},
        "member": {"type": "uri", "value": "http://www.wikidata.org/entity/Q142"},
        "start": {"type": "literal", "value": "1949-08-24T00:00:00Z"},
    }
    text = json.dumps({"head": {"vars": list(binding)}, "results": {"bindings": [binding]}})
    plain = json.dumps([{key: value["value"] for key, value in binding.items()}])
    for written in (text, plain):
        (row,) = imported(written, "m.json").rows["memberships"]
        assert (row["member"], row["organisation"], row["since"]) == ("FRA", "NATO", "1949-08-24")


def test_a_factbook_page_gives_offices_ambassadors_and_names_of_the_people() -> None:
    page = {
        "Government": {
            "Country name": {"conventional short form": {"text": "Norway"}},
            "Executive branch": {
                "chief of state": {"text": "King HARALD V (since 17 January 1991)"},
                "head of government": {"text": "Prime Minister Kari NORDMANN (since 14 May 2026)"},
            },
            "Diplomatic representation in the US": {
                "chief of mission": {"text": "Ambassador Per HANSEN (since 2025)"}
            },
        },
        "People and Society": {
            "Nationality": {"noun": {"text": "Norwegian(s)"}, "adjective": {"text": "Norwegian"}}
        },
    }
    found = imported(json.dumps(page), "no.json")
    held = {
        (r["kind"], r["at"]): (r["holder"], r["since"], r["precision"])
        for r in found.rows["tenures"]
    }
    assert held == {
        ("head_of_state", ""): ("Harald V", "1991-01-17", "day"),
        ("head_of_government", ""): ("Kari Nordmann", "2026-05-14", "day"),
        ("ambassador", "USA"): ("Per Hansen", "2025", "year"),
    }
    forms = {row["form"] for row in found.rows["actors"]}
    assert forms == {"Norwegian", "Norwegians"}
    assert found.problems == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("member,organisation,since,until\nFRA,NATO,2009-04-04,1949-08-24\n", "mine.csv, line 2, column until"),
        ("member,organisation\nFRA,LEAGUE\n", "mine.csv, line 2, column organisation"),
        ("member,organisation\nATL,NATO\n", "mine.csv, line 2, column member"),
        ("member,organisation,since\nFRA,NATO,4.4.2009\n", "mine.csv, line 2, column since"),
        ("actor,form\nBund,Berlin office\nBerlin office,Bund\n", "mine.csv, line 2, column actor"),
        (
            CLASH,
            "mine.csv, line 2, column holder",
        ),
    ],
)  # fmt: skip
def test_rows_that_cannot_be_right_are_left_out_with_line_and_column(text: str, told: str) -> None:
    found = imported(text)
    assert str(found.problems[0]).startswith(told + ":")
    assert not any(found.rows.values())


def test_a_cycle_of_aliases_is_shown() -> None:
    found = imported("actor,form\nB,A\nC,B\nA,C\nGermany,Bund\n")
    assert len(found.problems) == 3
    assert "A -> B -> C" in str(found.problems[0])
    assert [(row["actor"], row["form"]) for row in found.rows["actors"]] == [("DEU", "Bund")]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", '{"a": 1}', "[1, 2]", "{broken"])
def test_a_file_of_another_shape_is_refused(text: str) -> None:
    with pytest.raises(TableError):
        imported(text)


def test_own_rows_win_over_those_that_ship_and_the_conflict_is_told(tmp_path: Path) -> None:
    assert own_tables(tmp_path).conflicts == ()
    text = "holder,kind,of,since,until\nOla Nowak,foreign_minister,POL,2020-01-01,2021-01-01\n"
    write_own(tmp_path, imported(text))
    own = own_tables(tmp_path)
    day = date(2020, 6, 1)
    held = {
        t.holder
        for t in own.tenures
        if t.office == "foreign_minister:POL" and t.since and t.since <= day <= (t.until or day)
    }
    assert held == {"Ola Nowak"}
    assert any("Ola Nowak" in conflict and "Czaputowicz" in conflict for conflict in own.conflicts)


def test_a_later_import_wins_over_an_earlier_one(tmp_path: Path) -> None:
    first = "holder,kind,of,since,until\nOla Nowak,foreign_minister,POL,2020-01-01,2021-01-01\n"
    write_own(tmp_path, imported(first))
    second = first.replace("Ola Nowak", "Jan Lis").replace("2021-01-01", "2022-01-01")
    counts, gone = write_own(tmp_path, imported(second))
    assert counts == {"tenures": 1}
    assert len(gone) == 1
    assert "Ola Nowak" in gone[0]
    assert own_tables(tmp_path).problems == ()


def test_queries_name_the_columns_that_are_read() -> None:
    for column in ("?country", "?kind", "?person", "?org", "?member", "?start", "?end"):
        assert column in queries()
