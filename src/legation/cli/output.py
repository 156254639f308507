"""What every command shares: tables on a terminal, JSON lines in a pipe, errors in one line."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from legation.errors import LegationError

MOST_TOLD = 20
"""Lines of errors under one word; the rest is counted."""
FEW_ALIKE = 3
"""So many errors that differ only in their place are told one by one."""
LEVELS = {
    "syntax": "names, grammar and statements by grammar",
    "long": "too long to be read in full: statements by rules, no grammar, no events",
    "quotes": "only quotation marks beside verbs of saying, and names of the tables",
    "none": "only names of the tables; no statements are read",
}
"""What is read at each level below "full"."""
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


def tell_alike(word: str, errors: Sequence[LegationError]) -> None:
    """Note errors: many that differ only in their place in one line, and not more than a page."""
    alike: dict[tuple[str, str, str], list[LegationError]] = {}
    for error in errors:
        alike.setdefault((re.sub(r"\d+", "#", error.found), error.expected, error.do), []).append(
            error
        )
    lines: list[str] = []
    for same in alike.values():
        few = same if len(same) <= FEW_ALIKE else same[:1]
        lines += [f"  {word}: {error}" for error in few]
        if len(same) > len(few):
            lines[-1] += f" (and {len(same) - 1} more like it)"
    for line in lines[:MOST_TOLD]:
        note(line)
    if len(lines) > MOST_TOLD:
        note(f"  {word}: {len(lines) - MOST_TOLD} more lines of this kind")


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
