"""A table from a record: where the parties of a format stood on the issues, as of a day.

Positions are extracted and name the statements and events they rest on. Nothing in texts tells
capability, and salience only vaguely, so both are put in equal and marked as assumed; replace
them before relying on a result (write the table as CSV, edit it, read it again).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from legation.errors import UnknownError, UsageError
from legation.negotiation.seating import find_format
from legation.negotiation.table import Cell, CellOrigin, Issue, NegotiationTable, Stake
from legation.record.store import Store
from legation.vocabulary import Format

LOW, HIGH = -1.0, 1.0
"""The ends of the scale on which positions are read."""
SALIENCE, CAPABILITY = 0.5, 1.0
"""Put in for everybody, marked as assumed."""


@dataclass(frozen=True, slots=True)
class _Seats:
    """Who sits at the table, None for whoever has a position, and the body that speaks for them."""

    parties: tuple[tuple[str, ...], ...] | None
    bodies: tuple[str, ...]

    @property
    def actors(self) -> tuple[str, ...]:
        return tuple(actor for party in self.parties or () for actor in party)


def table_from_record(
    store: Store,
    issues: Sequence[str | Issue],
    *,
    as_of: date,
    format: str | None = None,  # noqa: A002 - the word of the vocabulary
    rule: str | None = None,
) -> NegotiationTable:
    """Return the table of a record's positions as of a day.

    Args:
        store: the record.
        issues: ids, on the scale -1 to 1; or an `Issue`, to add a status quo and labels.
        as_of: the day. Of an actor's positions the latest that had begun by then is taken.
        format: a name for `find_format`; without it, whoever has a position.
        rule: how the format decides, where that is not known.

    An organisation's own position stands for each of its members at the table without one; a note
    says for whom. A party without any position is left out, and a note says which.

    Errors: `UnknownError` when the record holds no position on an issue as of that day.
    """
    if not issues:
        raise UsageError("issues", found="none", expected="at least one")
    stated = tuple(i if isinstance(i, Issue) else Issue(i, LOW, HIGH) for i in issues)
    seats, chosen = _seats(format, as_of, rule)
    stakes: list[Stake] = []
    notes = [f"from a record as of {as_of}", f"salience {SALIENCE:g} and capability {CAPABILITY:g} for everybody are assumed"]  # fmt: skip
    for issue in stated:
        found = _latest(store, issue.id, as_of)
        if not found:
            raise _nothing(store, issue.id, as_of)
        stakes += _stakes(store, issue, found, seats, notes)
    if not stakes:
        where, actors = f"format {format} on {as_of}", ", ".join(seats.actors)
        raise UnknownError(where, found="no party with a position", expected=f"one of {actors}")
    named = chosen if chosen is None else _present(chosen, {stake.actor for stake in stakes})
    return NegotiationTable(stated, tuple(stakes), as_of, named, "record", tuple(notes))


def _seats(name: str | None, day: date, rule: str | None) -> tuple[_Seats, Format | None]:
    if name is None:
        return _Seats(None, ()), None
    chosen = find_format(name, day, rule=rule)
    bodies = tuple(dict.fromkeys(filter(None, (chosen.organisation, "NATO"))))
    return _Seats(chosen.parties, bodies), chosen


def _present(chosen: Format, actors: set[str]) -> Format:
    """Return the format with the parties, and members of parties, that are in the table."""
    kept = (tuple(member for member in party if member in actors) for party in chosen.parties)
    return Format(chosen.name, chosen.organisation, tuple(filter(None, kept)), chosen.rule)


def _latest(store: Store, issue: str, day: date) -> dict[str, dict[str, Any]]:
    """Return each actor's latest position that had begun by the day; undated ones never count."""
    rows = store.query(
        "select * from positions where issue = ? and coalesce(earliest, latest) <= ? "
        "order by coalesce(earliest, latest), coalesce(latest, earliest), id",
        (issue, day.isoformat()),
    )
    return {row["actor"]: row for row in rows}


def _nothing(store: Store, issue: str, day: date) -> UnknownError:
    known = [row["issue"] for row in store.query("select distinct issue from positions order by 1")]
    found = "none" if issue in known else "none in this record"
    expected = f"a position on one of: {', '.join(known)}" if known else "positions"
    do = "give a table by hand: legation negotiate TABLE.csv"
    return UnknownError(f"positions on {issue} by {day}", found=found, expected=expected, do=do)


def _stakes(
    store: Store,
    issue: Issue,
    found: dict[str, dict[str, Any]],
    seats: _Seats,
    notes: list[str],
) -> Iterator[Stake]:
    actors = seats.actors if seats.parties is not None else tuple(sorted(found))
    groups = {a: f"bloc {n}" for n, p in enumerate(seats.parties or (), 1) if len(p) > 1 for a in p}
    spoken = next((body for body in seats.bodies if body in found), None)
    members = _members(spoken, groups, actors) if spoken else frozenset[str]()
    lent: list[str] = []
    absent: list[str] = []
    for actor in actors:
        row = found.get(actor)
        if row is None and spoken and actor in members:
            row, lent = found[spoken], [*lent, actor]
        if row is None:
            absent.append(actor)
            continue
        position = Cell(row["value"], row["low"], row["high"], None, CellOrigin.EXTRACTED, _basis(store, row))  # fmt: skip
        assumed = CellOrigin.ASSUMED
        yield Stake(
            actor, issue.id, position, Cell(SALIENCE, origin=assumed),
            Cell(CAPABILITY, origin=assumed), group=groups.get(actor),
            source=f"record, {row['when'] or 'undated'}",
        )  # fmt: skip
    if lent:
        notes.append(f"{issue.id}: the position of {spoken} stands for {', '.join(lent)}")
    if absent:
        notes.append(f"{issue.id}: no position of {', '.join(absent)}; left out")


def _members(body: str, groups: dict[str, str], actors: tuple[str, ...]) -> frozenset[str]:
    """Return the actors for whom a body speaks: those in a bloc, or all but the one outside it."""
    if groups:
        return frozenset(groups)
    outside = {"RUS"} if body in {"NATO", "NRC"} else set()
    return frozenset(actors) - outside


def _basis(store: Store, row: dict[str, Any]) -> tuple[str, ...]:
    """Return the ids of the statements and events that a position rests on, through its stances."""
    written = str(row["basis"])
    ids = json.loads(written) if written.startswith("[") else written.replace(",", " ").split()
    found: list[str] = []
    for one in ids:
        through = store.one("select basis from stances where id = ?", (one,))
        found.append(str(through) if through else str(one))
    return tuple(dict.fromkeys(found))
