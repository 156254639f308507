from __future__ import annotations

from pathlib import Path

import pytest

from legation.api import Record
from legation.errors import UsageError
from legation.record.lake import Lake, rows_of


def counted(record: Record, *by: str, distinct: bool = True) -> dict[object, int]:
    rows = rows_of(record.count(by, distinct=distinct))
    return {tuple(row[name] for name in by): row["statements"] for row in rows}


def said(record: Record) -> dict[object, int]:
    rows = record.sql(
        "select coalesce(s.speaker, s.source) as actor, substr(published_earliest, 1, 7) as month, count(*) as n "
        "from statements s join documents d on d.id = s.document group by 1, 2"
    )
    return {(row["actor"], row["month"]): row["n"] for row in rows}


def add(record: Record, folder: Path, number: int, words: str = "the treaty is dead") -> None:
    file = folder / f"{number}.txt"
    file.write_text(
        f"Talks, round {number}\n\nGENEVA, {number} March 1995 -- Minister Smith said {words} after round {number}.\n",
        encoding="utf-8",
    )
    record.add(file)


def test_counts_are_those_of_the_record_through_additions_and_removals(
    record: Record, tmp_path: Path
) -> None:
    assert counted(record, "actor", "month", distinct=False) == said(record)
    for number in range(1, 20):  # as many segments as are joined
        add(record, tmp_path, number)
        assert counted(record, "actor", "month", distinct=False) == said(record)
    document = str(record.store.one("select id from documents where path like '%/7.txt'"))
    record.remove(document)
    assert counted(record, "actor", "month", distinct=False) == said(record)
    assert len(list((record.folder / "lake").glob("*.parquet"))) < 19


def test_the_copy_can_be_deleted_and_a_lost_segment_is_made_again(record: Record) -> None:
    before = counted(record, "manner")
    assert before
    for file in (record.folder / "lake").glob("*.parquet"):
        file.unlink()
    assert counted(record, "manner") == before


def test_a_copy_counts_once(record: Record, article: Path, tmp_path: Path) -> None:
    once = counted(record, "actor")
    wire = tmp_path / "wire.txt"
    wire.write_text(
        article.read_text(encoding="utf-8") + "\n\nFrom our wire services.\n", encoding="utf-8"
    )
    record.add(wire)
    assert record.status()["copies"] == 1
    assert counted(record, "actor") == once
    assert counted(record, "actor", distinct=False) == {key: 2 * n for key, n in once.items()}


def test_an_empty_record_counts_nothing(tmp_path: Path) -> None:
    with Record.open(tmp_path / "empty", create=True) as rec:
        assert counted(rec, "actor", "month") == {}


def test_a_year_bounds_by_its_first_and_last_month(record: Record) -> None:
    whole = counted(record, "month")
    assert set(whole) == {("2009-12",)}
    for after, before in ((None, "2009"), ("2009", None), ("2009-12-31", None)):
        rows = rows_of(record.count(["month"], after=after, before=before))
        assert {(row["month"],): row["statements"] for row in rows} == whole
    assert record.count(["month"], before="2009-11").num_rows == 0


def test_wrong_questions_are_said(record: Record) -> None:
    with pytest.raises(UsageError, match="'mood'"):
        record.count(["mood"])
    with pytest.raises(UsageError, match="nothing"):
        record.count([])
    with pytest.raises(UsageError, match="2009-13"):
        record.count(["month"], after="2009-13")
    assert Lake(record.store).count(["issue"]).num_rows == 1  # none is known yet
