"""How the tables lie on disk: one CSV a table, read once."""

from __future__ import annotations

import calendar
import csv
import hashlib
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files

TABLES = (
    "countries",
    "event_anchors",
    "formats",
    "memberships",
    "names",
    "organisations",
    "people",
    "tenures",
)


@cache
def reference_version() -> str:
    """Return a hash of the tables: what rests on them is stale when they change."""
    found = hashlib.sha256()
    for name in TABLES:
        found.update(_file(name).encode())
    return found.hexdigest()[:12]


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table that ships, as they are written."""
    yield from csv.DictReader(_file(name).splitlines())


def first_day(written: str) -> date | None:
    """Read a day; of a month or a year, its first day. Nothing written is None.

    Example:
        >>> first_day("2004-02"), first_day("")
        (datetime.date(2004, 2, 1), None)
    """
    if not written:
        return None
    return date.fromisoformat((written + "-01-01")[:10])


def last_day(written: str) -> date | None:
    """Read a day; of a month or a year, its last day. Nothing written is None.

    Example:
        >>> last_day("2004-02"), last_day("2004")
        (datetime.date(2004, 2, 29), datetime.date(2004, 12, 31))
    """
    if not written or len(written) == len("2004-02-29"):
        return first_day(written)
    year, month = (int(part) for part in (written + "-12").split("-")[:2])
    return date(year, month, calendar.monthrange(year, month)[1])


def _file(name: str) -> str:
    return files("legation.reference").joinpath("tables", f"{name}.csv").read_text(encoding="utf-8")
