"""Events in the record: every part has its place, every party its row, nothing moves unseen."""

from __future__ import annotations

import json
from datetime import date

import pytest

from legation.api import Record
from legation.pipeline import Task, fingerprints, read_task
from legation.record.origins import origin_of
from legation.record.rows import rows_of
from legation.relations.own import own_events
from legation.vocabulary import AuxiliaryCue, Document, Event, Reason, Span, Status, When
from legation.vocabulary.plover import Auxiliary


def place(document: Document, words: str) -> Span:
    start = document.text.index(words)
    return Span(document.id, start, start + len(words))


def meeting(document: Document) -> Event:
    """Return a meeting that the article tells of, with every part filled."""
    ministers = place(document, "The ministers of twenty-eight countries")
    officials = place(document, "officials in Brussels")
    cue = AuxiliaryCue(Auxiliary.FUTURE, place(document, "will"))
    return Event(
        document.id, "CONSULT", (place(document, "meet again"),),
        Status.of([cue.mode]), "test/1",
        actor=(ministers, officials), recipient=(ministers, officials), reciprocal=True,
        issue=place(document, "a legally binding treaty on security"), mode="visit",
        context=("diplomatic", "military"), cues=(cue,),
        when=When(date(2010, 3, 1), date(2010, 5, 31), (Reason("spring", "the season named"),)),
        where=place(document, "Europe"), actors=("NATO", "BEL"), recipients=("NATO", "BEL"),
        confidence=0.5, reasons=(Reason("meet", "a verb of meeting"),),
    )  # fmt: skip


@pytest.fixture
def told(record: Record) -> tuple[Record, Event]:
    """Return a record with one event as a reader of events would leave it."""
    record.build()
    row = next(record.store.query("select * from documents"))
    origin = origin_of(row)
    reading = read_task(Task(row["id"], record.store.folder.source(origin.source), origin))
    event = meeting(reading.document)
    left = [Reason("agreed", "a plan of the speaker's own", kept=False)]
    rows: dict[str, list[dict[str, object]]] = {}
    for table, made in rows_of(
        reading.document, reading.analysis, (), reading.signature, (), (), [event], left
    ):
        rows.setdefault(table, []).append(json.loads(json.dumps(made)))
    record.store.commit(rows, fingerprints())
    return record, event


def test_each_part_of_an_event_is_shown_where_it_stands(told: tuple[Record, Event]) -> None:
    record, event = told
    assert record.verify().whole
    shown = record.show(event.id)
    parts = {(span["role"], span["words"]) for span in shown.spans}
    assert ("future", "will") in parts
    assert ("words", "meet again") in parts
    assert ("issue", "a legally binding treaty on security") in parts
    assert len([role for role, _ in parts if role in ("actor", "recipient")]) == 4
    assert shown.words.startswith("a legally binding treaty")
    assert shown.words.endswith("officials in Brussels")
    assert {reason["rule"] for reason in shown.reasons} == {"meet", "spring"}
    row = shown.row
    assert (row["actors"], row["status"], row["cues"]) == ("NATO;BEL", "planned", "future")
    assert (row["when"], row["context"]) == ("2010-03-01/2010-05-31", "diplomatic military")


def test_a_party_can_be_asked_for_and_a_pair_counts_once(told: tuple[Record, Event]) -> None:
    record, event = told
    asked = "select e.kind from events e join parties p on p.event = e.id where p.actor = ? and p.role = ?"
    assert list(record.store.query(asked, ("BEL", "recipient"))) == [{"kind": "CONSULT"}]
    assert [(r.id, r.actor, r.recipient) for r in own_events(record.store)] == [
        (event.id, "NATO", "BEL")
    ]


@pytest.mark.parametrize(
    "change",
    [
        "update events set issue = 'another'", "update parties set actor = 'RUS'",
        "delete from parties", "update spans set words = 'would' where role = 'future'",
    ],
)  # fmt: skip
def test_a_changed_part_of_an_event_is_found(told: tuple[Record, Event], change: str) -> None:
    record, _ = told
    record.store.connection.execute(change)
    assert not record.verify().whole


def test_what_was_rejected_is_kept_and_goes_with_the_document(told: tuple[Record, Event]) -> None:
    record, event = told
    asked = "select rule, kept from reasons where \"row\" = 'events:' || ?"
    found = list(record.store.query(asked, (event.document,)))
    assert found == [{"rule": "agreed", "kept": 0}]
    record.remove(event.document[:12])
    for table in ("events", "parties", "spans", "reasons"):
        assert record.store.one(f'select count(*) from "{table}"') == 0
