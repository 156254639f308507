"""Commands on events: events, relations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from legation.cli.options import JsonOption, RecordOption, open_record
from legation.cli.output import FINDINGS, emit, is_terminal, note

if TYPE_CHECKING:
    from legation.actors.directory import Directory
    from legation.api import Record
    from legation.relations.events import EventRow
    from legation.relations.series import Point

BesideOption = Annotated[
    list[Path] | None,
    typer.Option("--beside", help="A file of foreign events; they stand beside the record's own."),
]
AfterOption = Annotated[str | None, typer.Option(help="On this day, month or year, or later.")]
BeforeOption = Annotated[str | None, typer.Option(help="On this day, month or year, or earlier.")]
PlotOption = Annotated[
    Path | None,
    typer.Option("--plot", help="Draw the pair's months: .png, .svg (extra plots) or .json."),
]
ToldOption = Annotated[
    bool,
    typer.Option(
        "--told", help="Count an event without a time of its own on the day its document appeared."
    ),
]


class Form(StrEnum):
    """Columns of event files."""

    PLOVER = "plover"
    ICEWS = "icews"
    GDELT = "gdelt"


class By(StrEnum):
    """The period of a series."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


SHOWN = ["when", "actor", "kind", "recipient", "status", "support", "words", "origin"]

FormOption = Annotated[Form, typer.Option("--form", help="The columns of foreign events.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this file to the command line."""
    app.command(rich_help_panel="Ask it")(events)
    app.command(rich_help_panel="Ask it")(relations)


def events(
    record: RecordOption = None,
    actor: Annotated[str | None, typer.Option(help="Who did it: an id or a name.")] = None,
    recipient: Annotated[str | None, typer.Option(help="To whom: an id or a name.")] = None,
    kind: Annotated[str | None, typer.Option(help="A PLOVER type, as SANCTION.")] = None,
    status: Annotated[
        list[str] | None,
        typer.Option(help="occurred, ongoing, planned, alleged, hypothetical, negated."),
    ] = None,
    after: AfterOption = None,
    before: BeforeOption = None,
    mentions: Annotated[
        bool, typer.Option("--mentions", help="Each mention by itself, not each event once.")
    ] = False,
    beside: BesideOption = None,
    form: FormOption = Form.PLOVER,
    to: Annotated[
        Path | None, typer.Option(help="Write them to this file, in the columns of --as.")
    ] = None,
    columns: Annotated[Form, typer.Option("--as", help="The columns of --to.")] = Form.PLOVER,
    plot: PlotOption = None,
    told: ToldOption = False,
    as_json: JsonOption = None,
) -> None:
    r"""List events, who did what to whom; exit code 1 if there are none.

    An event told in several places is listed once, with the number of its mentions and of the
    independent documents behind it (support; copies of one count once).

    \b
    Examples:
      legation events --actor RUS --kind SANCTION --after 2009-01-01
      legation events --beside icews.tab --form icews --to all.tsv --as gdelt
      legation events --actor RUS --recipient GEO --plot pair.png --told
      legation events --after 2009-03 --before 2009-04 --mentions
    """
    from legation.errors import UsageError
    from legation.relations.events import as_mapping, choose
    from legation.relations.foreign import write_foreign

    if plot and (actor is None or recipient is None):
        raise UsageError("--plot", found="no pair", expected="--actor and --recipient")
    rows, named = _events(record, beside, form, [actor, recipient], mentions=mentions)
    chosen = list(
        choose(
            rows, actor=None if plot else named[0].ids, recipient=None if plot else named[1].ids,
            kind=kind, statuses=status or (), after=_first(after), before=_last(before),
        )
    )  # fmt: skip
    if beside:
        _tell_agreement(rows)
    if plot:
        points = _series(chosen, named, By.MONTH, after, before, told=told)
        if points:
            _draw(points, named, plot)
        _nothing(points)
    elif to:
        written, left = write_foreign(chosen, to, columns)
        note(f"{written} events written to {to}; {left} left out that these columns cannot hold")
    else:
        emit(map(as_mapping, chosen), SHOWN, as_json=as_json)
    _nothing(chosen)


def relations(
    actors: Annotated[
        list[str] | None, typer.Argument(metavar="[ACTOR ACTOR]", help="A pair, by ids or names.")
    ] = None,
    record: RecordOption = None,
    by: Annotated[By, typer.Option(help="The period of the series.")] = By.MONTH,
    after: AfterOption = None,
    before: BeforeOption = None,
    beside: BesideOption = None,
    form: FormOption = Form.PLOVER,
    breaks: Annotated[
        bool, typer.Option("--breaks", help="Changes of level, with 90 % intervals.")
    ] = False,
    network: Annotated[
        Path | None, typer.Option(help="Write the period's network: .graphml or .gexf.")
    ] = None,
    plot: PlotOption = None,
    told: ToldOption = False,
    as_json: JsonOption = None,
) -> None:
    r"""Show cooperation and conflict of a pair over time, or the ties of a period.

    Weights are Goldstein's where a CAMEO code is known, PLOVER's by type otherwise. Without a
    pair: who dealt with whom. With foreign events beside own ones, how far they agree is told.

    \b
    Examples:
      legation relations Russia Georgia --by quarter --breaks
      legation relations --after 2008-01-01 --before 2008-12-31 --network 2008.graphml
      legation relations RUS GEO --beside gdelt.tsv --form gdelt --plot pair.svg
    """
    from legation.errors import UsageError

    pair = actors or []
    if len(pair) not in (0, 2):
        raise UsageError("actors", found=f"{len(pair)} of them", expected="two, or none")
    if pair and network:
        raise UsageError("--network", found="a pair", expected="no actors: it is of all of them")
    if (plot or breaks) and not pair:
        raise UsageError("--plot, --breaks", found="no pair", expected="two actors")
    rows, named = _events(record, beside, form, pair)
    if beside:
        _tell_agreement(rows)
    if not pair:
        _ties(rows, after, before, network, as_json=as_json)
        return
    points = _series(rows, named, by, after, before, told=told)
    if plot and points:
        _draw(points, named, plot)
    elif breaks:
        emit(_found(points), ["at", "low", "high", "before", "after", "p"], as_json=as_json)
    else:
        _list(points, as_json=as_json)
    _nothing(points)


@dataclass(frozen=True, slots=True)
class Named:
    """An actor as a person named it: its ids (None: nobody was named) and the name to show."""

    ids: list[str] | None
    name: str = ""


def _events(
    record: Path | None,
    beside: list[Path] | None,
    form: Form,
    names: Sequence[str | None],
    *,
    mentions: bool = False,
) -> tuple[list[EventRow], list[Named]]:
    """Return the record's events, foreign ones beside them, and who is meant by each name."""
    from legation.actors import directory_of
    from legation.relations.foreign import read_foreign, with_ids
    from legation.relations.own import own_events

    with open_record(record) as rec:
        rows = list(own_events(rec.store, mentions=mentions))
        tables = directory_of(rec.folder)
        for file in beside or ():
            rows += with_ids(read_foreign(file, form), tables)
        written = {name.casefold() for row in rows for name in (row.actor, row.recipient) if name}
        named = [_named(rec, tables, name, written) for name in names]
    return rows, named


def _named(rec: Record, tables: Directory, name: str | None, written: set[str]) -> Named:
    if name is None:
        return Named(None)
    ids = [name] if name.casefold() in written else rec.actor_ids(name)
    known = next((one for one in (name.upper(), *ids) if tables.display_name(one) != one), name)
    return Named(ids, tables.display_name(known))


def _series(
    rows: list[EventRow],
    named: list[Named],
    by: By,
    after: str | None,
    before: str | None,
    *,
    told: bool,
) -> list[Point]:
    from legation.relations.events import when_told
    from legation.relations.series import count_open, pair_series

    rows = list(when_told(rows)) if told else rows
    one, other = (actor.ids[0] if actor.ids else "" for actor in named)
    points = pair_series(rows, one, other, by=by, after=_first(after), before=_last(before))
    if left := count_open(rows, one, other, by=by):
        note(
            f"{left} more events of this pair lie in no one {by}: their days are too open"
            + ("" if told else "; --told counts them when they were told")
        )
    return points


def _list(points: list[Point], *, as_json: bool | None) -> None:
    """Print a series; a table leaves empty periods out, JSON lines hold all."""
    shown = [point for point in points if point.events or as_json or not is_terminal()]
    emit(map(_row, shown), ["start", "cooperation", "conflict", "net", "events"], as_json=as_json)
    if left := len(points) - len(shown):
        note(f"{left} of {len(points)} periods have no events and are not listed")


def _row(point: Point) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(point) | {"net": point.net}


def _found(points: list[Point]) -> list[dict[str, Any]]:
    from dataclasses import asdict

    from legation.relations.breaks import find_breaks

    found = find_breaks([p.net for p in points], counts=[p.events for p in points])
    note(f"{len(found)} changes of level in {len(points)} periods")
    starts = {name: [str(point.start) for point in points] for name in ("at", "low", "high")}
    return [
        asdict(one) | {name: starts[name][getattr(one, name)] for name in starts} for one in found
    ]


def _ties(
    rows: list[EventRow],
    after: str | None,
    before: str | None,
    target: Path | None,
    *,
    as_json: bool | None,
) -> None:
    from dataclasses import asdict

    from legation.relations.events import choose
    from legation.relations.network import network, write_network

    ties = network(choose(rows, after=_first(after), before=_last(before)))
    if target:
        write_network(ties, target)
        note(f"{len(ties)} ties written to {target}")
    else:
        columns = ["actor", "recipient", "cooperation", "conflict", "events"]
        emit(map(asdict, ties), columns, as_json=as_json)
    _nothing(ties)


def _tell_agreement(rows: list[EventRow]) -> None:
    from legation.relations.series import agreement

    own = [row for row in rows if row.origin == "own"]
    for origin in dict.fromkeys(row.origin for row in rows if row.origin != "own"):
        found = agreement(own, [row for row in rows if row.origin == origin])
        note(
            f"{origin}: {found.both} events also in the record, {found.only_second} only there, {found.only_first} only in the record"
        )


def _draw(points: list[Point], named: list[Named], target: Path) -> None:
    from legation.relations.breaks import find_breaks
    from legation.relations.plot import figure, write_figure

    found = find_breaks([p.net for p in points], counts=[p.events for p in points])
    title = " and ".join(actor.name for actor in named)
    write_figure(figure(points, title, found), target)
    note(f"{len(points)} periods drawn to {target}")


def _nothing(found: list[Any]) -> None:
    if not found:
        note("no events: none were read from these documents, or none fit")
        raise typer.Exit(FINDINGS)


def _first(given: str | None) -> date | None:
    from legation.record.select import first_day

    return date.fromisoformat(first_day(given)) if given else None


def _last(given: str | None) -> date | None:
    from legation.record.select import last_day

    return date.fromisoformat(last_day(given)) if given else None
