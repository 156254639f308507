"""Loaders of the dated tables that ship. Each row has since, until, origin, known_until."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from legation.vocabulary import Membership, Tenure

TABLES = ("tenures", "memberships", "event_anchors")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A dated event that texts refer to. `phrases` is a pattern; `kind` groups its likes."""

    event: str
    since: date
    until: date
    kind: str
    phrases: str


@cache
def reference_version() -> str:
    """Return a hash of the tables: what rests on them is stale when they change."""
    found = hashlib.sha256()
    for name in TABLES:
        found.update(_file(name).encode())
    return found.hexdigest()[:12]


@cache
def tenures() -> tuple[Tenure, ...]:
    """Return who held which office when; `office` is "kind:of" or "kind:of:at".

    Example:
        >>> from datetime import date
        >>> [t.holder for t in tenures() if t.office == "secretary_general:NATO"
        ...  and t.since and t.since <= date(2010, 1, 1) and (t.until or date.max) >= date(2010, 1, 1)]
        ['Anders Fogh Rasmussen']
    """
    return tuple(
        Tenure(
            row["holder"], ":".join(filter(None, (row["kind"], row["of"], row["at"]))),
            _day(row["since"]), _day(row["until"]), row["origin"], _day(row["known_until"]),
            row["precision"],
        )
        for row in _rows("tenures")
    )  # fmt: skip


@cache
def memberships() -> tuple[Membership, ...]:
    """Return who belonged to what, in which role, and when."""
    return tuple(
        Membership(
            row["member"], row["organisation"], row["role"], _day(row["since"]), _day(row["until"]),
            row["origin"], _day(row["known_until"]), row["precision"],
        )
        for row in _rows("memberships")
    )  # fmt: skip


@cache
def event_anchors() -> tuple[Anchor, ...]:
    """Return dated events in order of time."""
    return tuple(
        Anchor(row["event"], date.fromisoformat(row["since"]), date.fromisoformat(row["until"]), row["kind"], row["phrases"])
        for row in _rows("event_anchors")
    )  # fmt: skip


def members_on(organisation: str, day: date, *, role: str = "member") -> frozenset[str]:
    """Return the members of an organisation on a day.

    Example:
        >>> from datetime import date
        >>> len(members_on("NATO", date(2009, 3, 31))), len(members_on("NATO", date(2009, 4, 1)))
        (26, 28)
    """
    return frozenset(
        m.member
        for m in memberships()
        if m.organisation == organisation
        and m.role == role
        and (m.since or date.min) <= day <= (m.until or date.max)
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(_file(name).splitlines())


def _file(name: str) -> str:
    return files("legation.reference").joinpath("tables", f"{name}.csv").read_text(encoding="utf-8")


def _day(written: str) -> date | None:
    """Read a day; a month or year stands for its first day."""
    if not written:
        return None
    return date.fromisoformat((written + "-01-01")[:10] if len(written) < 10 else written)
