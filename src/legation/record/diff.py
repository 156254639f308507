"""How two records differ, by content ids.

Example:
    >>> Difference("statements", ("b",), (), ()).same
    False
"""

from __future__ import annotations

from dataclasses import dataclass

from legation.record.schema import schema
from legation.record.store import Store

COMPARED = ("documents", "texts", "statements", "events", "stances", "positions")
IGNORED = {"added", "given", "replaces"}
"""Columns that differ without the content differing."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Ids of one table that only the new record has, only the old one, or both with changes."""

    table: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[tuple[str, str], ...]  # (id, names of the columns that differ)

    @property
    def same(self) -> bool:
        """Whether the table is the same in both."""
        return not (self.added or self.removed or self.changed)


def compare(old: Store, new: Store) -> list[Difference]:
    """Compare two records table by table."""
    return [_compare_table(old, new, table) for table in COMPARED]


def _compare_table(old: Store, new: Store, table: str) -> Difference:
    columns = [c for c in schema().columns[table] if c not in IGNORED and c != "id"]
    names = ", ".join(f'"{column}"' for column in columns)
    sql = f'select id, {names} from "{table}" order by id'  # noqa: S608 - names of our own schema
    before = {row.pop("id"): row for row in old.query(sql)}
    after = {row.pop("id"): row for row in new.query(sql)}
    changed = [
        (row, ", ".join(c for c in columns if before[row][c] != after[row][c]))
        for row in sorted(before.keys() & after.keys())
        if before[row] != after[row]
    ]
    return Difference(
        table,
        tuple(sorted(after.keys() - before.keys())),
        tuple(sorted(before.keys() - after.keys())),
        tuple(changed),
    )
