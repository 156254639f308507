from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from legation.api import Record
from legation.errors import UnknownError, UsageError
from legation.negotiation.table import CellOrigin, Issue

DAY = "2009-12-04"
ROWS = [
    ("p1", "RUS", "2008-10-01", "2008-10-31", -0.9, '["s1"]'),
    ("p2", "RUS", "2009-11-29", "2009-12-04", -0.4, '["t2", "s3"]'),
    ("p3", "RUS", "2010-03-01", "2010-03-31", 0.9, '["s4"]'),
    ("p4", "NATO", "2009-12-04", "2009-12-04", 0.8, "s5 s6"),
    ("p5", "POL", "2009-03-30", None, 0.1, '["s7"]'),
    ("p6", "GEO", "2009-06-01", "2009-06-01", 1.0, '["s8"]'),
    ("p7", "DEU", None, None, 0.5, '["s9"]'),
]


@pytest.fixture
def filled(tmp_path: Path) -> Record:
    rec = Record.open(tmp_path / "record", create=True)
    with rec.store.folder.writing():
        for key, actor, earliest, latest, value, basis in ROWS:
            when = f"{earliest or '..'}/{latest or '..'}"
            list(rec.store.query(
                "insert into positions values (?, ?, 'order', ?, ?, ?, ?, ?, ?, ?, 0.9, 'test')",
                (key, actor, when, earliest, latest, value, max(-1, value - 0.1), min(1, value + 0.1), basis),
            ))  # fmt: skip
        list(rec.store.query(
            "insert into stances values ('t2', 's2', 'RUS', 'order', -0.4, 'order', '', null, null, 0.9, 'test')"
        ))  # fmt: skip
    return rec


def test_the_latest_position_by_the_day_with_what_it_rests_on(filled: Record) -> None:
    table = filled.table(["order"], as_of=DAY)
    values = {stake.actor: stake.position.value for stake in table.stakes}
    assert values == {"GEO": 1.0, "NATO": 0.8, "POL": 0.1, "RUS": -0.4}
    russia = next(stake for stake in table.stakes if stake.actor == "RUS")
    assert russia.position.sentences == ("s2", "s3")
    assert russia.position.low == -0.5
    assert russia.position.high == pytest.approx(-0.3)
    assert russia.position.origin is CellOrigin.EXTRACTED
    assert russia.salience.origin is russia.capability.origin is CellOrigin.ASSUMED
    assert table.as_of == date(2009, 12, 4)


def test_a_format_seats_its_members_of_that_day(filled: Record) -> None:
    table = filled.table(["order"], as_of=DAY, format="28+1")
    assert len(table.actors) == 29
    assert "GEO" not in table.actors
    values = {stake.actor: stake.position.value for stake in table.stakes}
    assert (values["POL"], values["DEU"], values["RUS"]) == (0.1, 0.8, -0.4)
    assert any("the position of NATO stands for" in note for note in table.notes)
    assert table.format is not None
    assert [len(party) for party in table.format.parties] == [28, 1]
    alone = filled.table(["order"], as_of=DAY, format="nrc-29")
    assert len(alone.actors) == 29
    assert {stake.group for stake in alone.stakes} == {None}


def test_absent_stays_absent_and_nothing_is_made_up(filled: Record) -> None:
    early = filled.table(["order"], as_of="2009-03-31", format="26+1")
    assert early.actors == ("POL", "RUS")
    assert any("no position of BEL" in note for note in early.notes)
    with pytest.raises(UnknownError, match=r"26\+1 on 2009-12-04: found 28\+1"):
        filled.table(["order"], as_of=DAY, format="26+1")
    with pytest.raises(UnknownError, match="none in this record; expected a position on one of: order"):  # fmt: skip
        filled.table(["toll"], as_of=DAY)
    with pytest.raises(UnknownError, match="positions on order by 1999"):
        filled.table(["order"], as_of="1999-01-01")


def test_an_empty_record_says_so(record: Record) -> None:
    with pytest.raises(UnknownError, match="give a table by hand"):
        record.table(["order"], as_of=DAY)


def test_a_stated_issue_brings_its_labels_and_arrow_tables_are_as_before(filled: Record) -> None:
    issue = Issue("order", -1.0, 1.0, 1.0, ((-1.0, "replace"), (1.0, "keep")))
    assert filled.table((issue,), as_of=DAY).issues == (issue,)
    assert filled.table("positions").num_rows == len(ROWS)
    with pytest.raises(UsageError, match="the day of the negotiation"):
        filled.table(["order"])  # type: ignore[call-overload]  # what a user may forget
