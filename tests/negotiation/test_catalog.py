from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import pytest

from legation.errors import UnknownError, UsageError
from legation.negotiation.cases import list_cases, open_case
from legation.negotiation.check import check_case
from legation.negotiation.seating import find_format
from legation.negotiation.table import FIGURES, CellOrigin

CITED = re.compile(r"(?P<file>\S+) \[(?P<start>\d+), (?P<end>\d+)\): (?P<words>.+)", re.DOTALL)


@pytest.mark.parametrize("name", list_cases())
def test_every_solver_gives_the_published_numbers(name: str) -> None:
    case = open_case(name)
    assert case.source
    assert case.page
    wrong = [check for check in check_case(case) if not check.right]
    assert not wrong
    assert case.expected or case.departures, "nothing to compare with must be declared"


def test_a_changed_number_is_found() -> None:
    from dataclasses import replace

    case = open_case("eec-1958")
    first = replace(case.expected[0], values=(11, *case.expected[0].values[1:]))
    assert not check_case(replace(case, expected=(first,)))[0].right
    shorter = replace(case.expected[0], values=case.expected[0].values[1:])
    assert not check_case(replace(case, expected=(shorter,)))[0].right


def test_cases_are_named_and_kinds_told_apart() -> None:
    with pytest.raises(UsageError, match="scholz-2011"):
        open_case("scholz")
    with pytest.raises(UsageError, match="a voting game"):
        _ = open_case("eec-1958").table


@pytest.mark.parametrize(
    ("name", "seats", "actors"),
    [
        ("nato-russia-2009", (26, 1), 27),
        ("nato-russia-2009-december", (28, 1), 29),
        ("nato-russia-2022", (30, 1), 31),
    ],
)
def test_cases_of_the_alliance_sit_as_of_their_day(
    name: str, seats: tuple[int, int], actors: int
) -> None:
    table = open_case(name).table
    assert table.format is not None
    assert tuple(map(len, table.format.parties)) == seats
    assert len(table.actors) == actors
    assert {member for party in table.format.parties for member in party} == set(table.actors)


def test_extracted_cells_cite_words_that_stand_there_and_nothing_else_is_passed_off() -> None:
    beside = Path(__file__).resolve().parents[3] / "shared"
    seeds = Path(os.environ.get("LEGATION_SHARED", beside)) / "seeds"
    texts = {f.name: f.read_text(encoding="utf-8") for f in seeds.glob("*.txt")}
    found = 0
    for name in (name for name in list_cases() if name.startswith("nato")):
        for stake in open_case(name).table.stakes:
            for figure in FIGURES:
                cell = stake.cell(figure)
                assert cell.origin is not CellOrigin.ELICITED
                for sentence in cell.sentences:
                    cited = CITED.fullmatch(sentence)
                    assert cited, sentence
                    found += 1
                    if texts:
                        text = texts[cited["file"]]
                        span = slice(int(cited["start"]), int(cited["end"]))
                        assert text[span] == cited["words"]
    assert found > 100


def test_formats_follow_the_day() -> None:
    before, after = date(2009, 3, 31), date(2009, 4, 1)
    assert len(find_format("27", before).parties) == 27
    assert len(find_format("nrc-29", after).parties) == 29
    assert find_format("28+1", after).parties[1] == ("RUS",)
    with pytest.raises(UnknownError, match=r"found 28\+1"):
        find_format("26+1", after)
    with pytest.raises(UnknownError, match="29 in NRC"):
        find_format("27", after)
    with pytest.raises(UnknownError, match="nobody in XYZ"):
        find_format("xyz", after)
    with pytest.raises(UsageError, match="rule of EU"):
        find_format("eu", after)
    assert find_format("eu", after, rule="55 %").rule == "55 %"
    with pytest.raises(UsageError, match="expected 26"):
        find_format("the table", after)
