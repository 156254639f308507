"""Options that many commands share, and how the record is found."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from legation.cli.output import note

if TYPE_CHECKING:
    from legation.api import Record

RecordOption = Annotated[
    Path | None,
    typer.Option(
        "--record",
        "-r",
        help="The record's folder. Default: $LEGATION_RECORD, else the record around this folder.",
        show_default=False,
    ),
]
JsonOption = Annotated[
    bool | None,
    typer.Option(
        "--json/--table",
        help="JSON lines or a table. Default: a table on a terminal, JSON lines in a pipe.",
        show_default=False,
    ),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")]


def record_folder(given: Path | None) -> Path:
    """Return the record meant: as given, from the environment, or around the current folder.

    Raises:
        UsageError: if none of these names one.
    """
    from legation.errors import UsageError

    if given is not None:
        return given
    if os.environ.get("LEGATION_RECORD"):
        return Path(os.environ["LEGATION_RECORD"])
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "legation.toml").is_file():
            return folder
    raise UsageError(
        str(here),
        found="no record here or above",
        expected="a folder with legation.toml",
        do="name one with --record FOLDER or LEGATION_RECORD",
    )


def open_record(given: Path | None, *, create: bool = False) -> Record:
    """Open the record meant; `create` makes it if the folder is not there yet."""
    from legation.api import Record

    folder = record_folder(given)
    fresh = create and not folder.exists()
    record = Record.open(folder, create=create)
    if fresh:
        note(f"made a new record in {folder}")
    return record
