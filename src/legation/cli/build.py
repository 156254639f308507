"""Commands that change a record: init, add, build, remove, status."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from legation.cli.options import JsonOption, QuietOption, RecordOption, open_record, record_folder
from legation.cli.output import FINDINGS, LEVELS, emit, is_terminal, note, say, tell_alike
from legation.cli.progress import watching

if TYPE_CHECKING:
    from legation.api import Record
    from legation.engines.reports import Added, Built

WorkersOption = Annotated[
    int | None, typer.Option("--workers", min=1, help="Processes. Default: one a core.")
]
CoderOption = Annotated[
    str | None,
    typer.Option(
        "--coder",
        help="What reads statements from now on: encoder, rules, spacy:PIPELINE, endpoint:MODEL, or a plug-in's name.",
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands of this file to the command line."""
    app.command(rich_help_panel="Make a record")(init)
    app.command(rich_help_panel="Make a record")(add)
    app.command(rich_help_panel="Make a record")(build)
    app.command(rich_help_panel="Make a record")(remove)
    app.command(rich_help_panel="Make a record")(status)


def init(folder: Annotated[Path, typer.Argument(help="The folder to make.")]) -> None:
    r"""Make an empty record.

    \b
    Example:
      legation init nato-russia
    """
    from legation.api import Record

    Record.open(folder, create=True).close()
    note(f"made a record in {folder}; next: legation add PATH --record {folder}")


def add(
    paths: Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.")],
    record: RecordOption = None,
    meta: Annotated[
        Path | None,
        typer.Option(help="CSV of facts about the files: file or url, title, date, outlet, …"),
    ] = None,
    published: Annotated[
        str | None, typer.Option(help="When all of these were published: 2009-04-01, 2009-04, …")
    ] = None,
    encoding: Annotated[str | None, typer.Option(help="Read text in this encoding.")] = None,
    column: Annotated[
        str | None, typer.Option(help="The text column of CSV and JSON lines.")
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Bring back documents that were removed.")
    ] = False,
    no_build: Annotated[bool, typer.Option("--no-build", help="Only copy; build later.")] = False,
    coder: CoderOption = None,
    workers: WorkersOption = None,
    quiet: QuietOption = False,
) -> None:
    r"""Copy documents into the record and read them. What is already there is not read again.

    \b
    Examples:
      legation add articles/ --record nato-russia
      legation add page.html report.pdf --published 2009-04-01
      legation add archive.warc.gz --meta facts.csv --no-build
      curl -s URL | legation add - --record nato-russia
    """
    from legation.documents.decode import known_encoding

    known_encoding(encoding)  # before a record is made for it
    with open_record(record, create=True) as rec, watching(quiet=quiet) as watch:
        _choose(rec, coder)
        added = rec.add(
            *paths, meta=meta, published=published, encoding=encoding, column=column,
            again=again, build=not no_build, workers=workers, watch=watch,
        )  # fmt: skip
    _tell_added(added)
    if added.failures or (added.built and added.built.failures):
        raise typer.Exit(FINDINGS)


def build(
    record: RecordOption = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be read.")
    ] = False,
    failed: Annotated[
        bool, typer.Option("--failed", help="Read again what could not be read before, too.")
    ] = False,
    coder: CoderOption = None,
    workers: WorkersOption = None,
    quiet: QuietOption = False,
) -> None:
    r"""Read what is new, and read again what a changed document, rule or model made stale.

    Interrupted, it keeps what was committed and goes on from there the next time.

    \b
    Examples:
      legation build
      legation build --dry-run
      legation build --failed
      legation build --coder rules
    """
    with open_record(record) as rec:
        _choose(rec, coder)
        if dry_run:
            stale = rec.stale()
            emit(stale, ["id", "path", "why"])
            note(f"{len(stale)} documents to read")
            return
        with watching(quiet=quiet) as watch:
            built = rec.build(failed=failed, workers=workers, watch=watch)
    _tell_built(built)
    if built.failures:
        raise typer.Exit(FINDINGS)


def remove(
    documents: Annotated[
        list[str], typer.Argument(help="Document ids (a unique beginning will do).")
    ],
    record: RecordOption = None,
    why: Annotated[str | None, typer.Option(help="The reason, kept with the tombstone.")] = None,
) -> None:
    r"""Remove documents and all that rests on them. A tombstone says so.

    \b
    Example:
      legation remove 3f9c2a --why "not ours to keep"
    """
    with open_record(record) as rec:
        for document in documents:
            removed = rec.remove(document, why=why)
            rows = ", ".join(f"{n} {table}" for table, n in removed.rows.items() if n)
            say(
                f"removed {removed.document[:12]} {removed.path} ({rows or 'nothing rested on it'})"
            )


def status(
    record: RecordOption = None,
    clear: Annotated[
        bool,
        typer.Option("--clear", help="Forget failures of inputs that never came in."),
    ] = False,
    as_json: JsonOption = None,
) -> None:
    r"""Tell what is in the record, what failed and why, and what is still to be read.

    \b
    Examples:
      legation status
      legation status --json | jq .documents
      legation status --clear
    """
    folder = record_folder(record)
    with open_record(folder) as rec:
        if clear:
            note(f"{rec.clear_failures()} failures of inputs forgotten")
        found = rec.status()
    if as_json or (as_json is None and not is_terminal()):
        emit([found], [], as_json=True)
    else:
        _tell_status(found)
    if found["failures"]:
        raise typer.Exit(FINDINGS)


def _choose(rec: Record, coder: str | None) -> None:
    """Write a chosen coder to the record's settings."""
    if coder:
        rec.choose_coder(coder)


def _tell_status(found: dict[str, object]) -> None:
    failures = found["failures"]
    assert isinstance(failures, list)
    for name, value in found.items():
        if name != "failures":
            say(f"{name:20} {value}")
    if failures:
        say(f"{'failures':20} {len(failures)}")
        emit(failures, ["path", "found", "expected", "do"], as_json=False)
        say("what never came in: legation status --clear; documents: legation build --failed")


def _tell_added(added: Added) -> None:
    note(f"{added.new} new, {added.known} already there, {len(added.failures)} refused")
    tell_alike("refused", added.failures)
    tell_alike("passed over", added.passed_over)
    if added.built:
        _tell_built(added.built)


def _tell_built(built: Built) -> None:
    note(f"{built.read} read, {built.statements} statements, {len(built.failures)} failed")
    for (language, level), documents in sorted(built.levels.items(), key=lambda one: -one[1]):
        if level != "full":
            note(f"  language {language}: {documents} documents, {LEVELS[level]}")
    if built.left_out:
        note(
            f"  left out: {built.left_out} quotations that do not stand in their text (see legation status)"
        )
    tell_alike("failed", built.failures)
