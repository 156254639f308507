"""Read and write event sets in others' columns: PLOVER, ICEWS, GDELT.

Example:
    >>> from datetime import date
    >>> row = EventRow("1", "own", "GHA", "TGO", "CONSULT", date(2009, 4, 1), date(2009, 4, 1))
    >>> cells(row, "icews")["CAMEO Code"]
    '04'
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain, dropwhile
from pathlib import Path
from typing import Any

from legation.actors.directory import Directory
from legation.errors import TableError, UsageError
from legation.relations.events import EventRow, foreign_event
from legation.relations.layouts import GDELT, GDELT_FIRST, LAYOUTS, Layout
from legation.vocabulary.plover import PLOVER

QUADS = {"verbal cooperation": 1, "material cooperation": 2, "verbal conflict": 3, "material conflict": 4}  # fmt: skip
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")


class _Tabs(csv.excel_tab):
    lineterminator = "\n"


class _Bare(_Tabs):
    """GDELT's lines know no quotation marks."""

    quoting = csv.QUOTE_NONE
    quotechar = None


def read_foreign(file: Path, form: str, *, origin: str | None = None) -> Iterator[EventRow]:
    """Yield the events of a file in `form` ("plover", "icews" or "gdelt").

    `origin` names the set (default: the file's name). Rows without a doer or recipient keep
    None there; nothing is filled in.

    Raises:
        UsageError: if there is no such form.
        TableError: with line and column, if columns are missing or stand in the wrong order, or a
            date or type cannot be read.
        UnknownError: if a CAMEO code does not exist.
    """
    layout = _layout(form)
    with file.open(encoding="utf-8-sig", newline="") as opened:
        try:
            yield from _rows(opened, file, form, layout, origin or file.stem)
        except (UnicodeDecodeError, csv.Error) as error:
            raise TableError(
                file.name, found=f"bytes that are no table ({error})",
                expected="lines of UTF-8 text with columns", do="check that this is the right file",
            ) from None  # fmt: skip


def with_ids(rows: Iterable[EventRow], tables: Directory) -> Iterator[EventRow]:
    """Yield foreign rows with ids where a name means one actor only ("Russian Federation": RUS).

    Other names stay as they are written.
    """
    known: dict[str | None, str | None] = {None: None}

    def actor(name: str | None) -> str | None:
        if name not in known:
            found = tables.ids_of(name or "")
            known[name] = found[0] if len(found) == 1 else name
        return known[name]

    for row in rows:
        yield replace(row, actor=actor(row.actor), recipient=actor(row.recipient))


def _layout(form: str) -> Layout:
    if form not in LAYOUTS:
        raise UsageError(f"form {form!r}", found="no such form", expected=" or ".join(LAYOUTS))
    return LAYOUTS[form]


def _rows(
    lines: Iterator[str], file: Path, form: str, layout: Layout, origin: str
) -> Iterator[EventRow]:
    columns: tuple[str, ...] = ()
    lines = dropwhile(lambda line: not line.strip(), lines)
    first = next(lines, "")
    if not first:
        raise TableError(file.name, found="an empty file", expected=f"rows of the form {form}")
    reader = csv.reader(
        chain([first], lines), delimiter="\t" if "\t" in first else ",",
        quoting=csv.QUOTE_NONE if form == "gdelt" else csv.QUOTE_MINIMAL,
    )  # fmt: skip
    for fields in reader:
        where = f"{file.name}, line {reader.line_num}"
        if not any(fields):
            continue
        if not columns:
            columns = _columns(fields, form, layout, where)
            if form != "gdelt":
                continue
        if len(fields) != len(columns):
            raise TableError(where, found=f"{len(fields)} columns", expected=f"{len(columns)}")
        yield _event(dict(zip(columns, fields, strict=True)), layout, form, where, origin)


def _columns(fields: list[str], form: str, layout: Layout, where: str) -> tuple[str, ...]:
    if form == "gdelt":
        if len(fields) not in (len(GDELT), len(GDELT_FIRST)):
            raise TableError(
                where,
                found=f"{len(fields)} columns",
                expected="58 or 61, separated by tabs, no header",
            )
        return GDELT if len(fields) == len(GDELT) else GDELT_FIRST
    needed = (layout.day, layout.kind, layout.actor[-1], layout.recipient[-1])
    if missing := [name for name in needed if name not in fields]:
        raise TableError(
            where, found=f"no column {missing[0]!r}", expected=", ".join(layout.columns)
        )
    return tuple(fields)


def _event(row: dict[str, str], layout: Layout, form: str, where: str, origin: str) -> EventRow:
    day = _day(row[layout.day], f"{where}, {layout.day}")
    kind = row[layout.kind].strip()
    parts: dict[str, Any] = {
        "id": row.get(layout.id) or where,
        "origin": origin,
        "actor": _first(row, layout.actor),
        "recipient": _first(row, layout.recipient),
        "earliest": day,
        "latest": day,
        "place": row.get(layout.place) or None,
        "mentions": _count(row, layout.mentions, where),
    }
    if form != "plover":
        return foreign_event(code=kind, where=f"{where}, {layout.kind}", **parts)
    if kind not in PLOVER:
        raise TableError(
            f"{where}, {layout.kind}", found=f"{kind!r}", expected=f"one of {', '.join(PLOVER)}",
            do="check that the columns are in order",
        )  # fmt: skip
    mode, context = row.get("Event Mode") or None, row.get("Contexts") or None
    return foreign_event(where=where, kind=kind, mode=mode, context=context, **parts)


def _first(row: dict[str, str], columns: tuple[str, ...]) -> str | None:
    filled = (row[name].strip() for name in columns if row.get(name, "").strip())
    return next(filled, None)


def _count(row: dict[str, str], column: str | None, where: str) -> int:
    value = row.get(column or "", "") or "1"
    if not value.isdigit():
        raise TableError(f"{where}, {column}", found=repr(value), expected="a count")
    return max(1, int(value))


def _day(value: str, where: str) -> date:
    found = _DAY.match(value.strip())
    parts = found.groups() if found else ("0", "0", "0")  # no day: refused below
    try:
        return date(*(int(part) for part in parts))
    except ValueError:
        raise TableError(
            where, found=repr(value), expected="a day, as 2009-04-01 or 20090401",
            do="check that the columns are in order",
        ) from None  # fmt: skip


def write_foreign(rows: Iterable[EventRow], target: Path, form: str) -> tuple[int, int]:
    """Write events in `form`, tab-separated; return how many were written and how many left out.

    Left out is what these forms cannot hold: an event without a day, without a type (for PLOVER),
    or one that did not happen (planned, alleged, denied).

    Raises:
        UsageError: if there is no such form.
    """
    layout = _layout(form)
    written = left = 0
    temporary = target.with_name(f"{target.name}.tmp")
    with temporary.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, _Bare if form == "gdelt" else _Tabs)
        if form != "gdelt":
            writer.writerow(layout.columns)
        for row in rows:
            is_kept = row.earliest and row.status in ("occurred", "ongoing") and (row.kind or form != "plover")  # fmt: skip
            if not is_kept:
                left += 1
                continue
            filled = cells(row, form)
            writer.writerow([" ".join(filled.get(name, "").split()) for name in layout.columns])
            written += 1
    temporary.replace(target)
    return written, left


def cells(row: EventRow, form: str) -> dict[str, str]:
    """Return the filled cells of an event in `form`, by column."""
    layout = _layout(form)
    day = row.earliest.isoformat() if row.earliest else ""
    weight = "" if row.weight is None else f"{row.weight:g}"
    quad = str(QUADS[row.quad]) if row.quad else ""
    filled = {
        layout.id: row.id,
        layout.day: day.replace("-", "") if form == "gdelt" else day,
        layout.actor[0]: row.actor or "",
        layout.recipient[0]: row.recipient or "",
        layout.place: row.place or "",
    }
    if form == "plover":
        own = {"Event Type": row.kind or "", "Event Mode": row.mode or "", "Contexts": row.context or ""}  # fmt: skip
        return filled | own | {"Intensity": weight, "Quad Code": row.quad or ""}
    if form == "icews":
        return filled | {"CAMEO Code": row.code, "Intensity": weight, "Event Text": row.words or ""}
    return filled | {
        "MonthYear": day[:7].replace("-", ""), "Year": day[:4],
        "EventCode": row.code, "EventBaseCode": row.code[:3], "EventRootCode": row.code[:2],
        "QuadClass": quad, "GoldsteinScale": weight, "NumMentions": str(row.mentions),
        "Actor1Name": row.actor or "", "Actor2Name": row.recipient or "", "IsRootEvent": "1",
    }  # fmt: skip
