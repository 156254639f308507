"""Commands that ask a record: find, show, cite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from legation.cli.options import JsonOption, RecordOption, open_record
from legation.cli.output import LEVELS, emit, is_terminal, note, say

if TYPE_CHECKING:
    from legation.record.show import Shown
    from legation.record.why import Why


def register(app: typer.Typer) -> None:
    """Add the commands of this file to the command line."""
    app.command(rich_help_panel="Ask it")(find)
    app.command(rich_help_panel="Ask it")(count)
    app.command(rich_help_panel="Ask it")(show)
    app.command(rich_help_panel="Ask it")(cite)


def find(
    query: Annotated[
        str, typer.Argument(help='Words (all must stand in it), "a phrase", OR, NOT.')
    ],
    record: RecordOption = None,
    speaker: Annotated[str | None, typer.Option(help="Said by: words of a name.")] = None,
    actor: Annotated[
        str | None, typer.Option(help="Names or is said for: a name or an id.")
    ] = None,
    kind: Annotated[str | None, typer.Option(help="statement: only sentences with one.")] = None,
    after: Annotated[str | None, typer.Option(help="Published on this day or later.")] = None,
    before: Annotated[str | None, typer.Option(help="Published on this day or earlier.")] = None,
    outlet: Annotated[str | None, typer.Option(help="The publisher, as written.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many hits.")] = 50,
    offset: Annotated[int, typer.Option(min=0, help="How many hits to pass over.")] = 0,
    ranked: Annotated[bool, typer.Option("--ranked", help="Best first, not newest first.")] = False,
    facets: Annotated[
        bool, typer.Option("--facets", help="Count by outlet, actor, speaker, year.")
    ] = False,
    as_json: JsonOption = None,
) -> None:
    r"""Find sentences of main text and the statements in them, newest first.

    \b
    Examples:
      legation find 'missile defence'
      legation find '"open door" OR enlargement' --speaker Lavrov --after 2009-01-01
      legation find Georgia --facets
    """
    from legation.record.search import Filters, Search

    filters = Filters(
        speaker=speaker, actor=actor, kind=kind, after=after, before=before, outlet=outlet
    )
    with open_record(record) as rec:
        search = Search(rec.store)
        if facets:
            counted = search.facets(query, filters)
            emit(
                ({"facet": f, "value": v, "hits": n} for f, values in counted.items() for v, n in values.items()),
                ["facet", "value", "hits"], as_json=as_json,
            )  # fmt: skip
            return
        found = search.find(query, filters, limit=limit, offset=offset, ranked=ranked)
    emit(
        map(_hit, found.hits),
        ["published", "source", "words", "support", "title", "id"],
        as_json=as_json,
    )
    if not found.total and not is_terminal():  # a table says so itself
        note("nothing found")
    if found.total > offset + limit:
        note(f"{found.total} hits; more with --offset {offset + limit}")


def _hit(hit: dict[str, Any]) -> dict[str, Any]:
    sources = [s["speaker_name"] or s["source"] for s in hit["statements"]]
    return hit | {
        "id": hit["id"][:12] if is_terminal() else hit["id"],
        "source": "; ".join(dict.fromkeys(filter(None, sources))) or None,
        "support": max((s["support"] for s in hit["statements"]), default=None),
    }


def count(
    by: Annotated[
        list[str],
        typer.Argument(help="What to count by: actor, issue, manner, outlet, month, year."),
    ],
    record: RecordOption = None,
    actor: Annotated[str | None, typer.Option(help="Words of the actor's name.")] = None,
    issue: Annotated[str | None, typer.Option(help="The issue's id.")] = None,
    after: Annotated[str | None, typer.Option(help="Published in this month or later.")] = None,
    before: Annotated[str | None, typer.Option(help="Published in this month or earlier.")] = None,
    copies: Annotated[
        bool, typer.Option("--copies", help="Count those in copies of a document too.")
    ] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="Only the groups with the most.")] = None,
    as_json: JsonOption = None,
) -> None:
    r"""Count statements by one or more of actor, issue, manner, outlet, month, year.

    \b
    Examples:
      legation count actor
      legation count actor month --after 2009-01 --before 2009-12
    """
    from legation.record.lake import rows_of

    with open_record(record) as rec:
        table = rec.count(
            by, after=after, before=before, actor=actor, issue=issue, distinct=not copies,
            limit=limit,
        )  # fmt: skip
        emit(rows_of(table), [*by, "statements"], as_json=as_json)


def show(
    given: Annotated[str, typer.Argument(metavar="ID", help="An id, or its unique beginning.")],
    record: RecordOption = None,
    context: Annotated[int, typer.Option(min=0, help="Characters on either side.")] = 200,
    why: Annotated[
        bool,
        typer.Option("--why", help="Tell why: scores, rules, links, and what was turned down."),
    ] = False,
    as_json: JsonOption = None,
) -> None:
    r"""Show one row with its words in context and its spans; with --why, what each rests on.

    \b
    Examples:
      legation show 3f9c2a
      legation show 3f9c2a --why
    """
    from dataclasses import asdict

    with open_record(record) as rec:
        shown = rec.show(given, context=context)
        told = rec.why(given) if why else None
    if as_json or (as_json is None and not is_terminal()):
        emit([asdict(shown) | ({"why": _plain_groups(told)} if told else {})], [], as_json=True)
        return
    _tell_row(shown)
    if told:
        _tell_why(told)
    elif shown.reasons:
        say(f"\n{len(shown.reasons)} reasons: legation show {shown.row['id'][:12]} --why")


def _tell_row(shown: Shown) -> None:
    document = shown.document
    say(f"{shown.table} {shown.row['id']}")
    say(
        f"{document['title'] or 'untitled'} · {document['outlet'] or document['path']} · {document['published'] or 'undated'}"
    )
    if shown.words:
        say(f"\n…{shown.before}[[{shown.words}]]{shown.after}…\n")
    for span in shown.spans:
        say(f"  {span['role']:10} [{span['start']}, {span['end']})  {span['words']}")
    if shown.table == "statements":
        say(f"  support: {shown.row['support']} independent, {shown.row['documents']} with copies")
        _tell_statement(shown.row)
    elif shown.table == "documents" and shown.row["level"]:
        language, level = (
            shown.row["language"] or "no language that could be told",
            shown.row["level"],
        )
        read = f", {LEVELS[level]}" if level in LEVELS else ""
        say(f"{language}: level {level}{read} (see docs/statements.md)")


def _tell_statement(row: dict[str, Any]) -> None:
    """Tell what follows from the spans, in one line."""
    hedged = f", {row['hedging'].replace(' ', ', ')}" if row["hedging"] else ""
    speaker = f" · spoken by {row['speaker']}" if row["speaker"] else ""
    sure = "" if row["confidence"] is None else f" · confidence {row['confidence']:.2f}"
    say(f"\n  {row['manner']} · {row['act']}{hedged}{speaker}{sure} · {row['method']}")


def _plain_groups(told: Why) -> dict[str, list[dict[str, Any]]]:
    from dataclasses import asdict

    return {name: [asdict(ground) for ground in grounds] for name, grounds in told.groups}


def _tell_why(told: Why) -> None:
    for name, grounds in told.groups:
        say(f"\n{name}")
        for ground in grounds:
            words = (
                f"  “{_short(ground.words)}” [{ground.start}, {ground.end})" if ground.words else ""
            )
            part = f"“{_short(ground.part)}”, " if ground.part else ""
            say(f"  {part}{ground.rule}: {ground.says}{words}")


def _short(words: str, most: int = 80) -> str:
    whole = " ".join(words.split())
    return whole if len(whole) <= most else f"{whole[: most - 1]}…"


def cite(
    given: Annotated[str, typer.Argument(metavar="ID", help="An id, or its unique beginning.")],
    record: RecordOption = None,
) -> None:
    r"""Print one line that cites a row: who, the words, where, when, the exact place.

    \b
    Example:
      legation cite 3f9c2a
    """
    from legation.record.show import cite as cite_row

    with open_record(record) as rec:
        say(cite_row(rec.show(given)))
