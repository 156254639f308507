"""Commands that ask who is who on a day: actor, members, format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from legation.cli.options import JsonOption, RecordOption, open_record
from legation.cli.output import emit, is_terminal, note, say

if TYPE_CHECKING:
    from legation.actors import ActorAsOf, AsOf

OnOption = Annotated[
    str,
    typer.Option("--on", help="The day, month or year: 2009-04-01, 2009-04, 2009.", metavar="DATE"),
]


def register(app: typer.Typer) -> None:
    """Add the commands of this file to the command line."""
    for command in (actor, members, format_):
        name = command.__name__.rstrip("_")
        app.command(name=name, rich_help_panel="Who is who")(command)


def day(record: Path | None, on: str) -> AsOf:
    """Return the answers about a day: of a record's tables if one is named, else those that ship."""
    from legation.actors import AsOf

    if record is None:
        return AsOf(on)
    with open_record(record) as rec:
        return rec.as_of(on)


def actor(
    name: Annotated[str, typer.Argument(help="A name in any spelling or script, or an id.")],
    on: OnOption,
    record: RecordOption = None,
    as_json: JsonOption = None,
) -> None:
    r"""Tell who a name means on a day: offices, memberships, other names, how it was matched.

    \b
    Examples:
      legation actor Lawrow --on 2009-12-04
      legation actor Kremlin --on 1991-06-01
      legation actor "President Bush" --on 1990-05
      legation actor "the French foreign minister" --on 2012-06-01
    """
    from dataclasses import asdict

    found = day(record, on).actor(name)
    if as_json or (as_json is None and not is_terminal()):
        emit(map(asdict, found), [], as_json=True)
        return
    for one in found:
        say(f"{one.name} ({one.id}, {one.kind}) on {on}; matched by {one.matched}")
        for row in _rows(one):
            say(f"  {row}")


def _rows(one: ActorAsOf) -> list[str]:
    lines = [f"note: {one.note}"] if one.note else []
    for held in one.offices:
        until = held.until or (f"open, known until {held.known_until}" if held.known_until else "open")  # fmt: skip
        lines.append(f"office: {held.office} ({held.title or held.kind}), {held.since} to {until}; {held.origin}")  # fmt: skip
    lines += [f"{office}: {holder}" for office, holder in one.holders]
    lines += [
        f"{office}: unknown as of {one.on}" + (f", known until {until}" if until else "")
        for office, until in one.unknown
    ]
    lines += [f"{b.role} of {b.name} ({b.organisation}) since {b.since}" for b in one.memberships]
    if one.aliases:
        lines.append("also: " + ", ".join(one.aliases))
    return lines


def members(
    name: Annotated[str, typer.Argument(help="An organisation, forum or group.")],
    on: OnOption,
    role: Annotated[str, typer.Option(help="member, observer, partner, candidate …")] = "member",
    record: RecordOption = None,
    as_json: JsonOption = None,
) -> None:
    r"""List the members of an organisation on a day, or in a month or year without a change.

    \b
    Examples:
      legation members NATO --on 2009-04-01
      legation members "Security Council" --on 2011-03 --role elected
    """
    asked = day(record, on)
    found = asked.members(name, role=role)
    names = asked.tables.display_name
    emit(({"id": i, "name": names(i)} for i in found), ["id", "name"], as_json=as_json)
    if is_terminal():
        note(f"{len(found)} with the role {role} on {on}")


def format_(
    name: Annotated[str, typer.Argument(help="A format: NRC, NATO-Russia Council, G8 …")],
    on: OnOption,
    record: RecordOption = None,
    as_json: JsonOption = None,
) -> None:
    r"""Tell who sat at the table of a format on a day, as one or as many, and by what rule.

    \b
    Example:
      legation format "NATO-Russia Council" --on 2009-04-01
    """
    sitting = day(record, on).format(name)
    row: dict[str, Any] = {
        "id": sitting.id,
        "name": sitting.format.name,
        "organisation": sitting.format.organisation,
        "labels": list(sitting.labels),
        "parties": [list(party) for party in sitting.format.parties],
        "rule": sitting.format.rule,
        "since": sitting.since,
        "until": sitting.until,
    }
    if as_json or (as_json is None and not is_terminal()):
        emit([row], [], as_json=True)
        return
    say(f"{row['name']} ({row['id']}) on {on}: {len(row['parties'])} parties")
    for key in ("organisation", "rule", "since", "until"):
        say(f"  {key}: {row[key] or 'not set'}")
    say(f"  labels: {', '.join(row['labels'])}")
    say(f"  parties: {', '.join('+'.join(party) for party in row['parties'])}")
