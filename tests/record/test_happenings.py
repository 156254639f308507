"""Happenings in the record: derived, written once, right again when a document goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from legation.api import Record
from legation.record.happenings import note_happenings
from legation.record.schema import schema
from legation.relations import own_events, pair_series

TEXT = "The ministers of the alliance met their Russian colleague in Brussels. " * 12


def tell(record: Record, event: str, document: str, **more: object) -> None:
    """Write an event into the record as a reader of events would leave it."""
    row: dict[str, object] = {
        "id": event, "document": document, "text": "t", "start": 0, "end": 9, "span": "they met",
        "kind": "CONSULT", "actors": "NATO;RUS", "recipients": "NATO;RUS", "reciprocal": 1,
        "status": "occurred", "when": "2009-12-04", "earliest": "2009-12-04",
        "latest": "2009-12-04", "words": "met", "method": "test",
    }  # fmt: skip
    sql = schema().insert("events")
    record.store.connection.execute(sql, schema().values("events", row | more))


@pytest.fixture
def told(tmp_path: Path) -> tuple[Record, dict[str, str]]:
    """Three documents, the second a copy of the first; each tells of one meeting."""
    record = Record.open(tmp_path / "record", create=True)
    for name, text in (("a", TEXT), ("b", "WIRE. " + TEXT), ("c", "They sat down in Brussels.")):
        file = tmp_path / f"{name}.txt"
        file.write_text(text, encoding="utf-8")
        record.add(file, published="2009-12-04")
    record.build()
    paths = record.store.query("select id, path from documents")
    ids = {Path(row["path"]).stem: row["id"] for row in paths}
    record.store.connection.execute("delete from events")
    for name, document in ids.items():
        tell(record, f"met-{name}", document)
    tell(record, "threat", ids["c"], kind="THREATEN", reciprocal=0, actors="RUS", recipients="NATO")
    note_happenings(record.store)
    return record, ids


def test_one_deed_in_three_documents_is_one_row_with_two_supports(
    told: tuple[Record, dict[str, str]],
) -> None:
    record, _ = told
    rows = {row.kind: row for row in own_events(record.store)}
    assert (rows["CONSULT"].mentions, rows["CONSULT"].support) == (3, 2)
    assert rows["THREATEN"].support == 1
    assert len(list(own_events(record.store, mentions=True))) == 4
    points = pair_series(own_events(record.store), "NATO", "RUS")
    assert [(p.events, round(p.cooperation, 1)) for p in points] == [(2, 2.1)]


def test_a_second_look_changes_nothing_and_a_new_mention_only_its_own(
    told: tuple[Record, dict[str, str]],
) -> None:
    record, ids = told
    assert note_happenings(record.store) == 0
    tell(record, "other", ids["c"], earliest="2010-01-26", latest="2010-01-26")
    assert note_happenings(record.store) == 1
    assert record.build().read == 0
    assert len(list(own_events(record.store))) == 3


def test_a_removed_document_leaves_the_rest_right(told: tuple[Record, dict[str, str]]) -> None:
    record, ids = told
    original = record.store.one("select copy_of from documents where copy_of is not null")
    record.remove(original)  # its copy stands alone now
    rows = [row for row in own_events(record.store) if row.kind == "CONSULT"]
    assert [(row.mentions, row.support) for row in rows] == [(2, 2)]
    assert note_happenings(record.store) == 0
    record.remove(ids["c"])
    assert [(row.mentions, row.support) for row in own_events(record.store)] == [(1, 1)]


def test_an_event_without_a_happening_gets_one_at_the_next_build(
    told: tuple[Record, dict[str, str]],
) -> None:
    record, _ = told
    record.store.connection.execute("update events set happening = null")
    record.build()
    assert record.store.one("select count(*) from events where happening is null") == 0
    assert record.store.one("select count(distinct happening) from events") == 2


def test_a_joint_council_s_meeting_is_one_of_its_two_sides(
    told: tuple[Record, dict[str, str]],
) -> None:
    record, ids = told
    alone: dict[str, object] = {"actors": "NRC", "recipients": None, "reciprocal": 0}
    tell(record, "council", ids["c"], earliest="2016-07-13", latest="2016-07-13", **alone)
    tell(record, "early", ids["c"], earliest="1999-07-13", latest="1999-07-13", **alone)
    tell(record, "blame", ids["c"], kind="ACCUSE", earliest="2016-07-13", **alone)
    pairs = {row.id: (row.actor, row.recipient) for row in own_events(record.store)}
    assert pairs["council"] == ("NATO", "RUS")
    assert pairs["early"] == pairs["blame"] == ("NRC", None)
