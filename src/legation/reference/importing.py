"""Rows from elsewhere: Wikidata query results, a CIA World Factbook page, any CSV of our columns.

Takes the text of a file; gives rows of tenures, memberships or actors, and an error for every
row that could not be taken. The queries that fit are in `queries.sparql`.
"""

from __future__ import annotations

import csv
import json
from datetime import date
from importlib.resources import files
from pathlib import Path

from legation.errors import TableError
from legation.reference.factbook import read_factbook
from legation.reference.imported import Imported
from legation.reference.own import COLUMNS, Numbered, Row, contradicts, read_rows, table_of
from legation.reference.wikidata import read_wikidata


def queries() -> str:
    """Return the SPARQL queries whose results `read_import` takes."""
    return files("legation.reference").joinpath("queries.sparql").read_text(encoding="utf-8")


def read_import(text: str, file: str, *, known_until: date | None = None) -> Imported:
    r"""Read a file of any of the three shapes; its content tells which.

    `known_until` is the day on which the source was asked: an open end is good to that day.

    Raises:
        TableError: if it is none of them.

    Example:
        >>> found = read_import("member,organisation\nFRA,NATO\n", "mine.csv")
        >>> found.rows["memberships"][0]["member"], found.problems
        ('FRA', [])
    """
    text = text.removeprefix("\ufeff")
    imported = Imported(known_until=str(known_until or ""))
    if text.lstrip().startswith(("{", "[")):
        _read_json(text, file, imported)
        return imported
    rows = read_rows(text, file)
    columns = set(rows[0].row) if rows else set()
    table = table_of(columns)
    if table:
        imported.add(table, rows)
    elif "person" in columns or {"org", "member"} <= columns:
        read_wikidata(rows, imported)
    else:
        raise _unknown(file, f"columns {', '.join(sorted(columns)) or '(none)'}")
    return imported


def _unknown(file: str, found: str) -> TableError:
    return TableError(
        f"{file}, line 1", found=found,
        expected="Wikidata results (country, office, person, ...), a Factbook page, or our columns "
        "(holder, kind, of / member, organisation / actor, form)",
    )  # fmt: skip


def _read_json(text: str, file: str, imported: Imported) -> None:
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise TableError(f"{file}, line {error.lineno}, column {error.colno}", found="no JSON", expected=error.msg) from error  # fmt: skip
    if isinstance(found, dict) and isinstance(found.get("Government"), dict):
        read_factbook(found, file, imported)
        return
    bindings = found.get("results", {}).get("bindings") if isinstance(found, dict) else found
    if not isinstance(bindings, list) or not all(isinstance(row, dict) for row in bindings):
        raise _unknown(file, "JSON of another shape")
    rows = [
        Numbered({k: str(v.get("value", "") if isinstance(v, dict) else v) for k, v in row.items()}, f"{file}, result {number}")
        for number, row in enumerate(bindings, 1)
    ]  # fmt: skip
    read_wikidata(rows, imported)


def write_own(folder: Path, imported: Imported) -> tuple[dict[str, int], list[str]]:
    """Add rows to the tables of a record's folder; a later row wins over one that it contradicts.

    Returns how many rows each table now has, and a line for each row that gave way.
    """
    counts, gone = {}, []
    for table, found in imported.rows.items():
        file = folder / f"{table}.csv"
        had = read_rows(file.read_text(encoding="utf-8-sig"), file.name) if file.exists() else []
        kept = []
        for numbered in had:
            row = numbered.row
            rival = next((new for new in found if contradicts(table, row, new)), None)
            if rival is None:
                kept.append(row)
                continue
            if _succeeds(table, rival, row):
                kept.append(row | {"until": rival["since"], "known_until": ""})
                gone.append(f"{numbered.where}: {_brief(row)} ends where {_brief(rival)} begins")
            elif rival != {column: row.get(column, "") for column in rival}:
                gone.append(f"{numbered.where}: {_brief(row)} gave way to {_brief(rival)}")
        rows = [*kept, *found]
        with file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(
                out, COLUMNS[table], restval="", extrasaction="ignore", lineterminator="\n"
            )
            writer.writeheader()
            writer.writerows(rows)
        counts[table] = len(rows)
    return counts, gone


def _succeeds(table: str, new: Row, old: Row) -> bool:
    """Tell whether a new row is of the next holder of an office of one that had no end so far."""
    return (
        table == "tenures"
        and new["holder"] != old["holder"]
        and not old.get("until")
        and old.get("since", "") < new.get("since", "")
    )


def _brief(row: Row) -> str:
    return " ".join(row.get(c, "") for c in ("holder", "member", "form", "organisation", "since", "until") if row.get(c))  # fmt: skip
