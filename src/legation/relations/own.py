"""The record's own events: one row a happening and pair, or one a mention and pair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import Any

from legation.events.happenings import MUTUAL
from legation.record.store import Store
from legation.reference.sittings import sides_on
from legation.relations.events import EventRow
from legation.vocabulary import Status
from legation.vocabulary.plover import PLOVER

EVENTS = """
select e.id, e.document, e.span, e.kind, e.mode, e.context, e.actors, e.recipients, e.reciprocal, e.status,
       e."when", e.earliest, e.latest, e."where", e.confidence, e.method, e.statement,
       coalesce(e.happening, e.id) as happening, coalesce(d.copy_of, e.document) as original,
       d.published_earliest, d.outlet, d.title
from events e join documents d on d.id = e.document
order by coalesce(e.earliest, d.published_earliest), e.document, e."start"
"""
SUREST = (
    Status.OCCURRED, Status.ONGOING, Status.PLANNED, Status.ALLEGED, Status.HYPOTHETICAL,
    Status.NEGATED,
)  # fmt: skip
"""Of mentions of one deed, the status that counts: told as done by one, it is done."""
Row = dict[str, Any]
Pair = tuple[str | None, str | None]


def own_events(store: Store, *, mentions: bool = False) -> Iterator[EventRow]:
    """Yield the record's events in order of their days: one row for each pair that takes part.

    A deed that is told several times is one row, that of the mention which tells it best, with the
    number of its mentions and of the independent documents behind them; with `mentions`, each
    mention is a row of its own. Who takes part is told by ids; None where nobody known does. A
    reciprocal event gives each pair once, not once in either direction. What a joint council of two
    sides does for itself (a meeting of the NATO-Russia Council) these two do.
    """
    if mentions:
        for row in store.query(EVENTS):
            for pair in _pairs(row):
                yield _event(row, pair, [row])
        return
    told: dict[str, list[Row]] = {}
    for row in store.query(EVENTS):
        told.setdefault(row["happening"], []).append(row)
    for rows in told.values():
        lead = min(rows, key=_worth)
        for pair in _pairs_of(lead, rows):
            yield _event(lead, pair, rows)


def _worth(row: Row) -> tuple[object, ...]:
    """Order mentions: the surest status, both sides told, the narrowest days, the surest reading."""
    first, last = _day(row["earliest"]), _day(row["latest"])
    days = (last - first).days if first and last else 10**6
    whole = bool(row["actors"]) + bool(row["recipients"])
    return SUREST.index(row["status"]), -whole, days, -(row["confidence"] or 0.0), row["id"]


def _event(row: Row, pair: Pair, told: Sequence[Row]) -> EventRow:
    return EventRow(
        id=row["id"], origin="own", actor=pair[0], recipient=pair[1],
        kind=row["kind"], earliest=_day(row["earliest"]), latest=_day(row["latest"]),
        mode=row["mode"], context=row["context"], status=row["status"],
        place=row["where"], confidence=row["confidence"], words=row["span"],
        document=row["document"], mentions=len(told),
        support=len({one["original"] for one in told}), happening=row["happening"],
    )  # fmt: skip


def _pairs_of(lead: Row, rows: Sequence[Row]) -> list[Pair]:
    """Return the lead's pairs and those that other mentions of the same standing add."""
    found = dict.fromkeys(_pairs(lead))
    is_mutual = lead["reciprocal"] or lead["kind"] in MUTUAL
    for row in rows:
        for pair in _pairs(row) if row["status"] == lead["status"] else ():
            turned = (pair[1], pair[0])
            if not (is_mutual and turned in found):
                found.setdefault(pair)
    told = {one for pair in found if None not in pair for one in pair}
    return [pair for pair in found if None not in pair or not told & set(pair)]


def _pairs(row: Row) -> list[Pair]:
    doers, others = (row["actors"] or "").split(";"), (row["recipients"] or "").split(";")
    if sides := _sides(row, {*doers, *others} - {""}):
        return [sides]
    if row["reciprocal"] and len(doers) > 1:
        return list(combinations(doers, 2))
    pairs = [(one or None, other or None) for one in doers for other in others]
    return [pair for pair in pairs if pair[0] != pair[1] or len(pairs) == 1]


def _sides(row: Row, parties: set[str]) -> Pair | None:
    """Return the two sides of a joint council that meets or agrees by itself: NATO and Russia."""
    day = _day(row["earliest"] or row["latest"] or row["published_earliest"])
    if day is None or len(parties) != 1 or not PLOVER[row["kind"]].weight > 0:
        return None
    sides = sides_on(next(iter(parties)), day)
    return (sides[0], sides[1]) if len(sides) == 2 else None


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
