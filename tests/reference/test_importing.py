from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from legation.errors import TableError
from legation.reference.imported import Imported, office_kind
from legation.reference.importing import queries, read_import, write_own
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


HEAD = "country,kind,officeLabel,person,personLabel,start,startPrecision,end,endPrecision,replaces"
ITEM = "http://www.wikidata.org/entity/"


def result(
    person: str, name: str, start: str, end: str = "", replaces: str = "", precision: str = "11"
) -> str:
    """Write one line as the query service gives it."""
    held = f"{ITEM}Q36,foreign_minister,Minister of Foreign Affairs,{ITEM}{person},{name}"
    return f"{held},{start},{precision},{end},{precision if end else ''},{replaces and ITEM + replaces}\n"  # fmt: skip


def test_a_tenure_without_an_end_ends_where_its_successor_begins() -> None:
    found = imported(
        f"{HEAD}\n"
        + result("Q9002", "Jan Lis", "2028-01-10T00:00:00Z", replaces="Q9001")
        + result("Q9001", "Ola Nowak", "2027-01-10T00:00:00Z")
    )
    assert found.problems == []
    held = {r["holder"]: (r["since"], r["until"], r["known_until"], r["origin"]) for r in found.rows["tenures"]}  # fmt: skip
    assert held == {
        "Jan Lis": ("2028-01-10", "", "2026-06-01", "Wikidata Q9002"),
        "Ola Nowak": ("2027-01-10", "2028-01-10", "", "Wikidata Q9001, end inferred"),
    }


def test_a_time_that_is_a_year_is_no_first_of_january() -> None:
    text = f"{HEAD}\n" + result("Q9001", "Ola Nowak", "2001-01-01T00:00:00Z", "2003-01-01T00:00:00Z", precision="9")  # fmt: skip
    (row,) = imported(text).rows["tenures"]
    assert (row["since"], row["until"], row["precision"]) == ("2001", "2003", "year")


def test_an_end_that_nobody_knows_is_not_an_open_end() -> None:
    genid = "http://www.wikidata.org/.well-known/genid/0b4d95c6e0b7b3a9"
    lone = result("Q9001", "Ola Nowak", "1999-01-10T00:00:00Z", genid)
    found = imported(f"{HEAD}\n{lone}")
    assert found.rows["tenures"] == []
    assert "ended, but not when" in str(found.problems[0])
    followed = lone + result("Q9002", "Jan Lis", "2001-05-01T00:00:00Z", "2002-05-01T00:00:00Z", "Q9001")  # fmt: skip
    ends = {r["holder"]: r["until"] for r in imported(f"{HEAD}\n{followed}").rows["tenures"]}
    assert ends == {"Ola Nowak": "2001-05-01", "Jan Lis": "2002-05-01"}


def test_an_item_without_a_name_in_the_language_is_told() -> None:
    found = imported(f"{HEAD}\n" + result("Q9001", "Q9001", "2027-01-10T00:00:00Z"))
    assert not any(found.rows.values())
    assert str(found.problems[0]).startswith('mine.csv, line 2, column personLabel: found "Q9001"')


def test_results_that_do_not_say_whose_office_it_is_are_refused_once() -> None:
    with pytest.raises(TableError, match="no column country"):
        imported(
            "person,personLabel,start,end,replaces\nQ1,A B,2001-01-01T00:00:00Z,,\nQ2,C D,,,\n"
        )


def test_json_results_may_lack_what_is_optional() -> None:
    def binding(**given: str) -> dict[str, dict[str, str]]:
        return {key: {"type": "literal", "value": value} for key, value in given.items()}

    common = {"country": f"{ITEM}Q36", "kind": "defence_minister"}
    bindings = [
        binding(**common, person=f"{ITEM}Q1", personLabel="Ola Nowak", start="2027-01-10T00:00:00Z"),
        binding(**common, person=f"{ITEM}Q2", personLabel="Jan Lis", start="2028-01-10T00:00:00Z", end="2029-01-10T00:00:00Z"),
    ]  # fmt: skip
    found = imported(json.dumps({"head": {}, "results": {"bindings": bindings}}))
    assert [(r["holder"], r["until"]) for r in found.rows["tenures"]] == [("Ola Nowak", "2028-01-10"), ("Jan Lis", "2029-01-10")]  # fmt: skip
    assert imported('{"results": {"bindings": []}}').problems == []


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Deputy Minister of National Defence", "deputy_defence_minister"),
        ("Deputy Prime Minister", "deputy_prime_minister"),
        ("United States Secretary of State", "foreign_minister"),
        (
            "Secretary of State for Foreign, Commonwealth and Development Affairs",
            "foreign_minister",
        ),
        ("Deputy Secretary of State", "deputy_foreign_minister"),
        ("President of the Government of Spain", "head_of_government"),
        ("President of the Federal Republic", "head_of_state"),
        ("President of the Senate of the Czech Republic", None),
        ("Speaker of the Parliament", None),
        ("Shadow Foreign Secretary", None),
        ("Permanent Representative of Norway to NATO", "permrep_nato"),
        ("Permanent Representative to the United Nations", "permrep_un"),
        ("Permanent Representative to the United Nations in Geneva", None),
        ("Spokesperson of the Ministry of Foreign Affairs", "spokesperson"),
        ("Secretary of the Security Council", "security_adviser"),
    ],
)
def test_a_title_tells_the_office_or_nothing(title: str, kind: str | None) -> None:
    assert office_kind(title) == kind


def page(**government: dict[str, dict[str, str]]) -> str:
    """Write a page as the Factbook's JSON lays it out."""
    return json.dumps({"Government": {key.replace("_", " "): value for key, value in government.items()}})  # fmt: skip


def named(short: str, long: str = "none") -> dict[str, dict[str, str]]:
    return {"conventional long form": {"text": long}, "conventional short form": {"text": short}}


@pytest.mark.parametrize(
    ("said", "row"),
    [
        ("Chairperson of the Council of Ministers Ana MARIC (since 25 January 2023)", ("Ana Maric", "Chairperson of the Council of Ministers", "2023-01-25")),
        ("Prime Minister XI Ming (since 3 March 2026); note - first term", ("Xi Ming", "Prime Minister", "2026-03-03")),
        ("Prime Minister Sean O'BRIEN-AL-SAID (since March 2026)", ("Sean O'Brien-Al-Said", "Prime Minister", "2026-03")),
        ("President of the Swiss Confederation Eva MUSTER (since 1 January 2027)", ("Eva Muster", "President of the Swiss Confederation", "2027-01-01")),
        ("Acting Prime Minister Jo LEE (acting since 2 May 2026)", ("Jo Lee", "Acting Prime Minister", "2026-05-02")),
    ],
)  # fmt: skip
def test_factbook_titles_and_names_come_apart(said: str, row: tuple[str, str, str]) -> None:
    text = page(Country_name=named("Bosnia and Herzegovina"), Executive_branch={"head of government": {"text": said}})  # fmt: skip
    (found,) = imported(text).rows["tenures"]
    assert (found["holder"], found["title"], found["since"]) == row


def test_the_factbook_s_empty_posts_are_no_errors_and_charges_are_named() -> None:
    text = page(
        Country_name=named("Iran", "Islamic Republic of Iran"),
        Executive_branch={"chief of state": {"text": "Supreme Leader Ali HOSEINI (since 4 June 1989)"}},
        Diplomatic_representation_in_the_US={"chief of mission": {"text": "none"}},
        Diplomatic_representation_from_the_US={"chief of mission": {"text": "Ambassador (vacant); Charg&eacute; d'Affaires Jane DOE (since January 2025)"}},
    )  # fmt: skip
    found = imported(text)
    assert found.problems == []
    assert [(r["holder"], r["kind"], r["title"]) for r in found.rows["tenures"]] == [
        ("Ali Hoseini", "supreme_leader", "Supreme Leader"),
        ("Jane Doe", "ambassador", "Chargé d'Affaires"),
    ]


@pytest.mark.parametrize(
    ("short", "long", "state"),
    [("none", "Kingdom of Atlantis", None), ("none", "Kingdom of Norway", "NOR"), ("Turkey (Turkiye)", "Republic of Turkey", "TUR"), ("The Gambia", "none", "GMB")],
)  # fmt: skip
def test_a_page_finds_its_state_by_either_name(short: str, long: str, state: str | None) -> None:
    text = page(Country_name=named(short, long), Executive_branch={"chief of state": {"text": "President A B (since 2020)"}})  # fmt: skip
    if state is None:
        with pytest.raises(TableError, match="Country name"):
            imported(text)
    else:
        assert imported(text).rows["tenures"][0]["of"] == state


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


def test_a_later_holder_ends_an_earlier_own_row_that_had_no_end(tmp_path: Path) -> None:
    first = "holder,kind,of,since,until\nOla Nowak,foreign_minister,POL,2027-01-01,\n"
    write_own(tmp_path, imported(first))
    second = first.replace("Ola Nowak", "Jan Lis").replace("2027", "2028")
    _, gone = write_own(tmp_path, imported(second))
    assert "ends where Jan Lis 2028-01-01 begins" in gone[0]
    ends = {t.holder: t.until for t in own_tables(tmp_path).tenures if t.holder in ("Ola Nowak", "Jan Lis")}  # fmt: skip
    assert ends == {"Ola Nowak": date(2028, 1, 1), "Jan Lis": None}


def test_the_name_of_a_shipped_holder_without_its_accents_is_no_second_person(
    tmp_path: Path,
) -> None:
    text = "holder,kind,of,since,until\nJonas Gahr Store,head_of_government,NOR,2021-10-14,\n"
    write_own(tmp_path, imported(text))
    own = own_tables(tmp_path)
    assert own.conflicts == ()
    assert "Jonas Gahr Store" not in {t.holder for t in own.tenures}


def test_a_year_of_hand_over_is_no_overlap_but_two_holders_of_a_seat_are() -> None:
    head = "holder,kind,of,since,until\n"
    assert imported(f"{head}A B,permrep_nato,NOR,2015,2018\nC D,permrep_nato,NOR,2018,2022\n").problems == []  # fmt: skip
    found = imported(f"{head}A B,permrep_nato,NOR,2015,2019\nC D,permrep_nato,NOR,2017,2022\n")
    assert len(found.problems) == 2
    assert "no second holder: C D" in str(found.problems[0])


def test_queries_name_the_columns_that_are_read() -> None:
    for column in ("?country", "?kind", "?person", "?org", "?member", "?start", "?end"):
        assert column in queries()
