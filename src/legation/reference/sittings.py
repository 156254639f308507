"""Formats as of a day: who sits at the table, as one or as many.

`parties` in formats.csv is a list of parts with ";" between them: an actor ("RUS"), "each X"
(every member of X a party of its own), or "all X" (the members of X as one). "each X/role"
takes another role than member. `labels` are written with {total} for the number of parties and
{members} for the number of states in the first part that is not one actor.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cache

from legation.reference.dated import members_on
from legation.reference.files import first_day, last_day, rows
from legation.reference.rows import Sitting
from legation.vocabulary import Format


@cache
def format_ids() -> dict[str, str]:
    """Return the formats' ids and display names.

    Example:
        >>> format_ids()["NRC"]
        'NATO-Russia Council'
    """
    return {row["id"]: row["name"] for row in rows("formats")}


def format_on(identity: str, day: date) -> Sitting | None:
    """Return a format as it sat on a day; None if it did not exist then, or is unknown.

    Example:
        >>> from datetime import date
        >>> format_on("NRC", date(2009, 3, 31)).labels
        ('27', '26+1')
        >>> format_on("PJC", date(1998, 1, 1)).format.parties[-1]
        ('RUS',)
    """
    for row in _by_format().get(identity, ()):
        since, until = first_day(row["since"]), last_day(row["until"])
        if (since or date.min) <= day <= (until or date.max):
            parties, members = _parties(row["parties"], day)
            labels = tuple(
                label.format(total=len(parties), members=members)
                for label in filter(None, row["labels"].split("|"))
            )
            found = Format(row["name"], row["organisation"] or None, parties, row["rule"])
            return Sitting(identity, found, labels, since, until, row["note"], row["origin"])
    return None


def sides_on(identity: str, day: date | None) -> tuple[str, ...]:
    """Return what a format joins on a day, a body as one; empty if it is no format or was not yet.

    None is any day: what it joined at first.

    Example:
        >>> from datetime import date
        >>> sides_on("NRC", date(2009, 3, 31))
        ('NATO', 'RUS')
    """
    for row in _by_format().get(identity, ()):
        since, until = first_day(row["since"]), last_day(row["until"])
        if day is None or (since or date.min) <= day <= (until or date.max):
            parts = filter(None, (part.strip() for part in row["parties"].split(";")))
            return tuple(part.split(" ")[-1].split("/")[0] for part in parts)
    return ()


def _parties(written: str, day: date) -> tuple[tuple[tuple[str, ...], ...], int]:
    """Return the parties, and how many states sit in the first part that names a body."""
    parties: list[tuple[str, ...]] = []
    bodies = []
    for part in filter(None, (piece.strip() for piece in written.split(";"))):
        how, _, body = part.partition(" ")
        if how not in {"each", "all"}:
            parties.append((part,))
            continue
        organisation, _, role = body.partition("/")
        found = sorted(members_on(organisation, day, role=role or "member"))
        bodies.append(len(found))
        parties += [(member,) for member in found] if how == "each" else [tuple(found)]
    return tuple(parties), bodies[0] if bodies else 0


@cache
def _by_format() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows("formats"):
        found[row["id"]].append(row)
    return found
