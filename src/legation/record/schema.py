"""The record's tables: their SQL, their columns, and which of them are read from documents.

`sql/schema.sql` is the one place where columns are written; everything else asks here.

Example:
    >>> schema().columns["sources"]
    ('id', 'name', 'size', 'added')
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import apsw

VERSION = 4

READ_TABLES = (
    "blocks", "sentences", "mentions", "times", "statements", "events", "parties", "spans",
    "reasons",
)  # fmt: skip
"""Tables whose rows are read from one document: replaced and removed with it."""

KEYED = frozenset({"statements", "events", "parties", "spans", "reasons"})
"""Tables whose key begins with their first column, which is a hash."""

PUBLIC_TABLES = (
    "documents", "texts", *READ_TABLES, "actors", "offices", "tenures", "memberships", "formats",
    "stances", "positions", "shifts", "contradictions", "commitments", "failures", "tombstones",
    "corrections",
)  # fmt: skip
"""Tables that a user may export."""

LATER_COLUMNS = ("copy_of", "replaces", "given", "added")
"""Columns of documents that are not read from the document; no part of its digest."""
JOINED_COLUMNS = ("happening",)
"""Columns of events that follow from all documents together; no part of a digest."""


SEALED_TABLES = ("documents", *READ_TABLES)
"""Tables whose rows of a document are sealed by a digest when they are committed."""


def sealed_columns(table: str) -> tuple[str, ...]:
    """Return the columns of a table that its digest covers, in order."""
    skip = {"documents": LATER_COLUMNS, "events": JOINED_COLUMNS}.get(table, ())
    return tuple(column for column in schema().columns[table] if column not in skip)


@dataclass(frozen=True, slots=True)
class Schema:
    """Columns and declared types by table, in order."""

    columns: dict[str, tuple[str, ...]]
    types: dict[str, tuple[str, ...]]

    def insert(self, table: str, *, replace: bool = False) -> str:
        """Return the statement that inserts one row of `table`."""
        names = ", ".join(f'"{column}"' for column in self.columns[table])
        marks = ", ".join("?" * len(self.columns[table]))
        verb = "insert or replace" if replace else "insert"
        return f'{verb} into "{table}" ({names}) values ({marks})'

    def values(self, table: str, row: Mapping[str, Any]) -> tuple[Any, ...]:
        """Return the values of a row in column order; a column that is absent is null."""
        return tuple(row.get(column) for column in self.columns[table])


def read_sql(name: str) -> str:
    """Return the SQL file of that name."""
    return files("legation.record").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")


@cache
def schema() -> Schema:
    """Return the schema, as SQLite itself understands `schema.sql`."""
    connection = apsw.Connection(":memory:")
    connection.execute(read_sql("schema"))
    tables = [
        row[0]
        for row in connection.execute(
            "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'"
        )
    ]
    columns, types = {}, {}
    for table in tables:
        found = list(connection.execute("select name, type from pragma_table_info(?)", (table,)))
        columns[table] = tuple(name for name, _ in found)
        types[table] = tuple(kind for _, kind in found)
    return Schema(columns, types)


def digest(rows: Iterable[Iterable[Any]]) -> tuple[int, str]:
    """Return how many rows there are and the SHA-256 of their values, whatever their order."""
    lines = sorted(json.dumps(list(row), ensure_ascii=True) for row in rows)
    return len(lines), hashlib.sha256("\n".join(lines).encode()).hexdigest()
