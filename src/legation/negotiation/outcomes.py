"""Read what happened: a CSV of tables, issues and their outcomes, for a backtest."""

from __future__ import annotations

from pathlib import Path

from legation.errors import TableError
from legation.negotiation.backtest import Case
from legation.negotiation.cases import list_cases, open_case
from legation.negotiation.raw import Field, decode, parse_number, split
from legation.negotiation.read import read_table

NEEDED = ("table", "issue", "outcome")


def read_outcomes(path: str | Path) -> tuple[Case, ...]:
    """Return tables with their outcomes, from a CSV table,issue,outcome[,issues].

    `table` is a file beside this one, or the name of a published case; `issues` its issue file.
    Errors: `TableError` tells every problem.
    """
    file = Path(path)
    if not file.is_file():
        raise TableError(str(file), found="no such file", expected="a CSV of outcomes")
    (line, header), *rows = split(decode(file.read_bytes()), file.name).rows
    columns = [title.lower() for title in header]
    if not set(NEEDED) <= set(columns):
        where, found = f"{file.name}, line {line}", f"the columns {', '.join(header)}"
        raise TableError(where, found=found, expected=", ".join(NEEDED))
    problems: list[TableError] = []
    outcomes: dict[tuple[str, str], dict[str, float]] = {}
    for number, row in rows:
        cells = dict(zip(columns, row, strict=False))
        value = parse_number(cells.get("outcome", ""))
        if value is None:
            place = Field(cells.get("outcome", ""), number, "outcome")
            problems.append(place.wrong(file.name, "a number"))
            continue
        key = (cells["table"], cells.get("issues", ""))
        outcomes.setdefault(key, {})[cells["issue"]] = value
    if problems:
        raise TableError.of(file.name, problems)
    return tuple(_case(file.parent, *key, happened) for key, happened in outcomes.items())


def _case(folder: Path, name: str, issues: str, happened: dict[str, float]) -> Case:
    if name in list_cases():
        table = open_case(name).table
    else:
        table = read_table(folder / name, issues=folder / issues if issues else None)
    for issue in happened:
        table.issue(issue)
    return Case(name, table, happened)
