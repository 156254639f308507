"""The reference rows that a record uses, so that SQL joins them "as of" within the record.

Takes the ids that mentions and statements name; gives rows of actors, offices, tenures,
memberships and formats.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from legation.actors import directory_of
from legation.actors.directory import Directory
from legation.errors import UnknownError
from legation.record.store import Store
from legation.reference.dated import titles
from legation.reference.sittings import format_ids, format_on
from legation.vocabulary import Membership, Tenure

_USED = """
select actor as id, max(name) as name from mentions where actor is not null group by actor
union select on_behalf_of, null from mentions where on_behalf_of is not null
"""


def note_reference(store: Store, tables: Directory | None = None) -> None:
    """Write the reference rows of all actors that the record names; earlier ones are replaced."""
    tables = tables or directory_of(store.folder.root)
    rows = [row for row in store.query(_USED) if row["id"]]
    used = {row["id"]: row["name"] for row in rows}
    used |= {one: used.get(one) for row in rows for one in str(row["id"]).split(";")}  # "A;B"
    store.replace_reference(reference_rows(used, tables))


def actor_ids(store: Store, name: str, tables: Directory | None = None) -> list[str]:
    """Return the actor ids that a name means: an id, a name of the tables, or one the texts use.

    Raises:
        UnknownError: if neither the record nor the tables know the name.
    """
    known = store.one("select count(*) from mentions where actor = ?", (name,))
    if known:
        return [name]
    sql = "select distinct actor from mentions where actor is not null and lower(name) = lower(?)"
    written = [str(row["actor"]) for row in store.query(sql, (name,))]
    if written:
        return written
    found = (tables or directory_of(store.folder.root)).ids_of(name)
    if not found:
        raise UnknownError(
            name, found="no actor of this name", expected="one that the record or the tables know",
            do='see: legation export "select distinct actor, name from mentions"',
        )  # fmt: skip
    return list(found)


def reference_rows(
    used: dict[str, str | None], tables: Directory
) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of actors, offices, tenures, memberships and formats for some actor ids."""
    holders = [tables.holders[i] for i in sorted(used) if i in tables.holders]
    bodies = {i for i in used if i in tables.organisations}
    tenures = [(h, t) for h in holders for t in h.tenures]
    memberships = [
        m for m in tables.memberships if m.organisation in bodies or m.member in used
    ]  # so that "was the state on whose behalf he spoke a member?" can be asked
    ids = (
        set(used)
        | {i for m in memberships for i in (m.member, m.organisation)}
        | {t.office.split(":")[1] for _, t in tenures}
    )
    return {
        "actors": [_actor_row(i, used.get(i), tables) for i in sorted(ids) if i],
        "offices": [_office_row(office) for office in sorted({t.office for _, t in tenures})],
        "tenures": [{"holder": h.id, "office": t.office, **_dated(t)} for h, t in tenures],
        "memberships": [
            {"member": m.member, "organisation": m.organisation, "role": m.role, **_dated(m)}
            for m in memberships
        ],
        "formats": list(_format_rows(bodies)),
    }


def _dated(row: Tenure | Membership) -> dict[str, Any]:
    return {
        "since": _day(row.since),
        "until": _day(row.until),
        "origin": row.origin,
        "known_until": _day(row.known_until),
        "precision": row.precision,
    }


def _actor_row(actor: str, name: str | None, tables: Directory) -> dict[str, Any]:
    country, body = tables.countries.get(actor), tables.organisations.get(actor)
    holder = tables.holders.get(actor)
    aliases = [n.form for n in tables.names_of(actor)] if country or body else []
    aliases += [n for n in holder.names if n != holder.name] if holder else []
    since = country.since if country else body.founded if body else None
    until = country.until if country else body.dissolved if body else None
    shown = tables.display_name(actor)
    return {
        "id": actor, "kind": _kind(actor, tables), "name": shown if shown != actor else name or actor,
        "aliases": json.dumps(sorted(set(aliases)), ensure_ascii=False), "since": _day(since), "until": _day(until),
    }  # fmt: skip


def _kind(actor: str, tables: Directory) -> str:
    if actor in tables.countries:
        return tables.countries[actor].kind
    if actor in tables.organisations:
        return tables.organisations[actor].kind
    if actor in tables.holders or actor.startswith("person:"):
        return "person"
    return "unnamed" if ":" in actor else "group"


def _office_row(office: str) -> dict[str, Any]:
    kind, of, *at = office.split(":")
    title = next(iter(titles().get(office, ())), None)
    return {"id": office, "kind": kind, "of": of, "at": at[0] if at else None, "title": title}


def _format_rows(bodies: Iterable[str]) -> Iterable[dict[str, Any]]:
    for body in sorted(bodies):
        if body not in format_ids():
            continue
        days = [date(year, 1, 1) for year in range(1990, 2027)]
        seen = set()
        for sitting in (format_on(body, day) for day in days):
            if sitting and (sitting.since, sitting.until) not in seen:
                seen.add((sitting.since, sitting.until))
                parties = json.dumps(sitting.format.parties)
                yield {"name": sitting.format.name, "organisation": sitting.format.organisation, "parties": parties, "rule": sitting.format.rule}  # fmt: skip


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
