"""The command that brings in tables of actors: import."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from legation.cli.options import RecordOption, open_record, record_folder
from legation.cli.output import FINDINGS, note, say


def register(app: typer.Typer) -> None:
    """Add the command of this file to the command line."""
    app.command(name="import", rich_help_panel="Build it")(import_tables)


def import_tables(
    files: Annotated[
        list[Path] | None, typer.Argument(help="CSV or JSON files.", exists=True, dir_okay=False)
    ] = None,
    record: RecordOption = None,
    known_until: Annotated[
        str | None,
        typer.Option(help="The day the source was asked; else the day the file was written."),
    ] = None,
    queries: Annotated[
        bool, typer.Option("--queries", help="Print the Wikidata queries whose results fit.")
    ] = False,
) -> None:
    r"""Import who held what and who belonged to what: Wikidata results, Factbook pages, own CSV.

    Rows go to actors.csv, tenures.csv and memberships.csv in the record's folder and override
    the tables that ship; every contradiction is listed, every row left out is told with its line.

    \b
    Examples:
      legation import --queries > queries.sparql
      legation import heads.csv ministers.json --record nato-russia
      legation import rs.json --known-until 2026-05-17
    """
    from legation.reference.importing import queries as sparql
    from legation.reference.importing import read_import, write_own
    from legation.reference.own import own_tables

    if queries:
        say(sparql())
        return
    folder = record_folder(record)
    open_record(folder).close()
    problems = []
    for file in files or []:
        day = _day(known_until, file)
        found = read_import(_text(file), file.name, known_until=day)
        problems += found.problems
        counts, gone = write_own(folder, found)
        said = ", ".join(f"{len(rows)} rows for {table}.csv ({counts[table]} there now)" for table, rows in found.rows.items())  # fmt: skip
        say(f"{file.name}: {said or 'nothing'}")
        for line in gone:
            say(f"replaced: {line}")
    own = own_tables(folder)
    for conflict in own.conflicts:
        say(f"conflict: {conflict}")
    for problem in [*problems, *own.problems]:
        note(str(problem))
    if problems or own.problems:
        raise typer.Exit(FINDINGS)


def _day(written: str | None, file: Path) -> date:
    from legation.errors import UsageError

    if written is None:
        return datetime.fromtimestamp(file.stat().st_mtime, UTC).date()
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise UsageError("--known-until", found=written, expected="a day, such as 2026-05-17") from error  # fmt: skip


def _text(file: Path) -> str:
    from legation.errors import EncodingError

    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise EncodingError(str(file), found=f"a byte that is no UTF-8 at {error.start}", expected="UTF-8", do="save it as UTF-8") from error  # fmt: skip
