"""The demo: a record from the documents that ship, and its digest."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from legation.cli.output import FINDINGS, note, say


def register(app: typer.Typer) -> None:
    """Add the command of this file to the command line."""
    app.command(rich_help_panel="Start here")(demo)


def demo(
    folder: Annotated[
        Path | None, typer.Argument(help="Where to keep the record. Default: nowhere.")
    ] = None,
    phrase: Annotated[str, typer.Option(help="The phrase to search.")] = "NATO-Russia Council",
) -> None:
    r"""Build a record from the documents that ship, and print its digest.

    \b
    Examples:
      legation demo
      legation demo my-demo --phrase enlargement
    """
    import tempfile

    from legation.api import Record
    from legation.cli.progress import watching
    from legation.demo import demo_files

    with tempfile.TemporaryDirectory() as scratch, demo_files() as files:
        place = folder or Path(scratch) / "demo"
        with Record.open(place, create=True) as rec, watching(quiet=False) as watch:
            added = rec.add(files, workers=1, watch=watch)
            _digest(rec, phrase)
            result = rec.verify()
            note(f"verified {result.checked['spans']} spans in {result.checked['documents']} documents: {len(result.findings)} findings")  # fmt: skip
    failed = [*added.failures, *(added.built.failures if added.built else [])]
    for failure in failed:
        note(f"failed: {failure}")
    if folder:
        note(f"kept in {folder}; go on with: legation find Georgia --record {folder}")
    if failed:
        raise typer.Exit(FINDINGS)


def _digest(rec: Any, phrase: str) -> None:  # noqa: ANN401 - a Record, imported late
    documents = list(rec.sql(
        "select d.*, (select count(*) from statements s where s.document = d.id) as said, "
        "(select rule || ': ' || says from reasons r where r.\"row\" = 'published:' || d.id and kept "
        "order by weight desc limit 1) as why from documents d order by published_earliest, path"
    ))  # fmt: skip
    say(f"{len(documents)} documents\n")
    for row in documents:
        say(row["title"] or "(no title)")
        say(f"    {row['outlet'] or '–'} · {row['path'].rsplit('/', 1)[-1]}")
        say(
            f"    published {row['published'] or 'unknown'}{' because of ' + row['why'] if row['why'] else ''}"
        )
        copy = f" · a copy of {row['copy_of'][:12]}" if row["copy_of"] else ""
        say(f"    {row['said']} statements{copy}\n")
    found = rec.find(f'"{phrase}"', kind="statement", limit=200)
    seen: dict[str, tuple[str, str]] = {}
    for hit in found.hits:
        for said in hit["statements"]:
            line = f"{said['source'] or 'unattributed'} {said['cue'] or ''}: “{_short(said['content'])}”  [{said['id'][:12]}]"
            seen.setdefault(said["id"], (hit["published"] or "undated", line))
    say(f"What was said where “{phrase}” stands\n")
    for day, line in sorted(seen.values()):
        say(f"  {day:24}  {line}")


def _short(words: str) -> str:
    whole = " ".join(words.split())
    return whole if len(whole) <= 110 else whole[:109] + "…"
