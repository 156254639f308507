"""What every command shares: tables on a terminal, JSON lines in a pipe, errors in one line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

DONE, FINDINGS, USAGE, INTERRUPTED = 0, 1, 2, 130


def is_terminal() -> bool:
    """Whether a person reads the output."""
    return sys.stdout.isatty()


def say(line: str = "") -> None:
    """Write one line of plain output."""
    sys.stdout.write(line + "\n")


def note(line: str) -> None:
    """Write one line for the person, beside the output."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def emit(
    rows: Iterable[Mapping[str, Any]], columns: Sequence[str], *, as_json: bool | None = None
) -> int:
    """Write rows as a table on a terminal, else as JSON lines; return how many there were.

    `columns` are those of the table; JSON lines hold every field.
    """
    if as_json or (as_json is None and not is_terminal()):
        count = 0
        for row in rows:
            say(json.dumps(row, ensure_ascii=False, default=str))
            count += 1
        return count
    return _table(list(rows), columns)


def _table(rows: list[Mapping[str, Any]], columns: Sequence[str]) -> int:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if not rows:
        note("nothing found")
        return 0
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_cell(row.get(column))) for column in columns))
    Console(highlight=False).print(table)
    return len(rows)


def _cell(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:.3g}"
    return " ".join(str(value).split())
