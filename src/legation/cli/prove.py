"""Commands that prove a record and take rows out of it: verify, export, diff."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from legation.cli.options import JsonOption, QuietOption, RecordOption, open_record
from legation.cli.output import FINDINGS, emit, note, say
from legation.cli.progress import watching


def register(app: typer.Typer) -> None:
    """Add the commands of this file to the command line."""
    app.command(rich_help_panel="Prove it, take it out")(verify)
    app.command(rich_help_panel="Prove it, take it out")(export)
    app.command(rich_help_panel="Prove it, take it out")(diff)


def verify(
    record: RecordOption = None, as_json: JsonOption = None, quiet: QuietOption = False
) -> None:
    r"""Re-read every span of every row from the original bytes; exit code 1 if any is not there.

    \b
    Example:
      legation verify --record nato-russia
    """
    from dataclasses import asdict

    with open_record(record) as rec, watching(quiet=quiet) as watch:
        result = rec.verify(watch=watch)
    if as_json:
        emit(
            [{"checked": dict(result.checked), "findings": [asdict(f) for f in result.findings]}],
            [],
            as_json=True,
        )
    else:
        for finding in result.findings:
            say(str(finding))
        checked = ", ".join(f"{count} {what}" for what, count in result.checked.items())
        note(f"checked {checked or 'nothing'}: {len(result.findings)} findings")
    if not result.whole:
        raise typer.Exit(FINDINGS)


def export(
    what: Annotated[
        str, typer.Argument(help="A table, or a query in SQL that begins with select.")
    ],
    record: RecordOption = None,
    form: Annotated[
        str | None, typer.Option("--format", "-f", help="csv, jsonl or parquet.")
    ] = None,
    to: Annotated[Path | None, typer.Option(help="The file. Default: standard output.")] = None,
) -> None:
    r"""Take out a table, or exactly what a query selects, without a cap.

    \b
    Examples:
      legation export statements --format csv > statements.csv
      legation export documents --to documents.parquet
      legation export "select source, content from statements where manner = 'direct'" -f jsonl
    """
    from legation.errors import UsageError
    from legation.record.export import columns_of, query_for, write_text

    form = form or (to.suffix.lstrip(".") if to else "jsonl")
    with open_record(record) as rec:
        if to is not None:
            note(f"{rec.export(what, to, form=form)} rows to {to}")
            return
        if form not in ("csv", "jsonl"):
            raise UsageError(
                f"format {form!r}", found="standard output", expected="csv or jsonl, or a file",
                do="name one with --to",
            )  # fmt: skip
        sql = query_for(what)
        with rec.store.asked(sql) as store:
            write_text(store.query(sql), sys.stdout, form, columns_of(store, sql))


def diff(
    old: Annotated[Path, typer.Argument(help="The older record.")],
    new: Annotated[Path, typer.Argument(help="The newer record.")],
    as_json: JsonOption = None,
) -> None:
    r"""Tell how two records differ, by content ids; exit code 1 if they do.

    \b
    Example:
      legation diff nato-russia nato-russia-new
    """
    with open_record(old) as before, open_record(new) as after:
        found = before.diff(after)
    rows = [
        {"table": d.table, "change": change, "id": row[0] if isinstance(row, tuple) else row,
         "columns": row[1] if isinstance(row, tuple) else None}
        for d in found
        for change, rows in (("added", d.added), ("removed", d.removed), ("changed", d.changed))
        for row in rows
    ]  # fmt: skip
    if rows:
        emit(rows, ["table", "change", "id", "columns"], as_json=as_json)
        raise typer.Exit(FINDINGS)
    note("the same")
