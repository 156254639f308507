"""Results of the Wikidata query service, as CSV or JSON: who held what, who belonged to what.

Columns that are read: country, office, officeLabel or kind, person, personLabel, start, end, and
where they are there replaces, startPrecision and endPrecision (9 year, 10 month, 11 day);
or org, member, start, end.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import cache

from legation.errors import TableError
from legation.reference.actors import countries, organisations
from legation.reference.imported import Imported, office_kind
from legation.reference.own import EXCLUSIVE, Numbered

UNKNOWN = ".well-known/genid/"
"""What the service writes for a value that is there but that nobody knows."""
NAMELESS = 'ask with SERVICE wikibase:label { bd:serviceParam wikibase:language "en,mul,fr,de" }'
SIZES = {"9": (4, "year"), "10": (7, "month"), "11": (10, "day")}


def read_wikidata(rows: list[Numbered], imported: Imported) -> None:
    """Turn results into rows: items to our ids, offices to kinds, times to days.

    Of an office of one, a tenure without an end ends where the next begins; its origin says so.
    One whose end is there but unknown does so only if the next says whom he replaces.

    Raises:
        TableError: if the columns do not tell whose office it is, or which.
    """
    if not rows:
        return
    columns = {column for numbered in rows for column in numbered.row}
    _complete(columns, rows[0].where)
    taken: dict[str, list[Numbered]] = defaultdict(list)
    for numbered in rows:
        found = _membership(numbered) if "org" in columns else _tenure(numbered)
        if isinstance(found, TableError):
            imported.problems.append(found)
        else:
            taken["memberships" if "org" in columns else "tenures"].append(found)
    for table, found_rows in taken.items():
        closed = _closed(found_rows) if table == "tenures" else found_rows
        kept = []
        for numbered in closed:
            if numbered.row["until"] == UNKNOWN:
                imported.problems.append(numbered.wrong("until", "a day: Wikidata says that it ended, but not when", "write the end, or leave the row out"))  # fmt: skip
                continue
            open_end = "" if numbered.row["until"] else imported.known_until
            told = {k: v for k, v in numbered.row.items() if k not in ("person", "replaces")}
            kept.append(replace(numbered, row=told | {"known_until": open_end}))
        imported.add(table, kept)


def _complete(columns: set[str], where: str) -> None:
    if "org" in columns:
        return
    missing = [] if "country" in columns else ["country"]
    if not columns & {"kind", "officeLabel"}:
        missing.append("kind (such as foreign_minister) or officeLabel")
    if missing:
        raise TableError(
            where, found=f"no column {' and no column '.join(missing)}",
            expected="country, kind or officeLabel, person, personLabel, start, end",
            do="ask with the queries of: legation import --queries",
        )  # fmt: skip


def _tenure(numbered: Numbered) -> Numbered | TableError:
    row = numbered.row
    kind = row.get("kind") or office_kind(row.get("officeLabel", ""))
    if kind is None:
        return numbered.wrong("officeLabel", "the title of an office that is known", "add a column kind, such as foreign_minister")  # fmt: skip
    of = _ours(row.get("country", ""))
    if not of:
        return numbered.wrong("country", "the item of a state or organisation that is known")
    name = row.get("personLabel", "")
    if not name or re.fullmatch(r"Q\d+", name):
        return numbered.wrong("personLabel", "a name: the item has none in the language asked for", NAMELESS)  # fmt: skip
    given = {"holder": name, "kind": kind, "of": of, "at": "", "title": row.get("officeLabel", "")}
    told = {"person": _item(row.get("person", "")), "replaces": _item(row.get("replaces", ""))}
    return Numbered(given | _times(row) | _origin(row.get("person", "")) | told, numbered.where)


def _membership(numbered: Numbered) -> Numbered | TableError:
    row = numbered.row
    given = {"member": _ours(row.get("member", "")), "organisation": _ours(row["org"])}
    for column, ours in (("member", "member"), ("org", "organisation")):
        if not given[ours]:
            return numbered.wrong(column, "the item of a state or organisation that is known")
    return Numbered(given | {"role": "member"} | _times(row) | _origin(row["member"]), numbered.where)  # fmt: skip


def _times(row: dict[str, str]) -> dict[str, str]:
    """Return since, until and the coarser precision of the two."""
    start, since = _time(row.get("start", ""), row.get("startPrecision", ""))
    end, until = _time(row.get("end", ""), row.get("endPrecision", ""))
    return {"since": start, "until": end, "precision": min((since, until), key=["year", "month", "day"].index)}  # fmt: skip


def _time(written: str, precision: str) -> tuple[str, str]:
    if not written or UNKNOWN in written or re.fullmatch(r"(?:_:)?t\d+", written):
        return (UNKNOWN if written else ""), "day"
    size, grain = SIZES.get(precision, SIZES["11"])
    return written.removeprefix("+")[:size], grain


def _origin(uri: str) -> dict[str, str]:
    item = _item(uri)
    return {"origin": f"Wikidata {item}" if item else "Wikidata"}


def _closed(rows: list[Numbered]) -> list[Numbered]:
    """End what has no end, of an office of one, where the next holder starts or says he replaces him."""
    by_office: dict[tuple[str, str], list[Numbered]] = defaultdict(list)
    for numbered in rows:
        by_office[numbered.row["kind"], numbered.row["of"]].append(numbered)
    result = []
    for numbered in rows:
        row = numbered.row
        if row["until"] not in ("", UNKNOWN) or row["kind"] not in EXCLUSIVE:
            result.append(numbered)
            continue
        later = sorted(
            (n.row["replaces"] != row["person"], n.row["since"])
            for n in by_office[row["kind"], row["of"]]
            if n.row["since"] > row["since"] and n.row["holder"] != row["holder"]
            and (not row["until"] or n.row["replaces"] == row["person"] != "")
        )  # fmt: skip
        end = {"until": later[0][1], "origin": f"{row['origin']}, end inferred"} if later else {}
        result.append(replace(numbered, row=row | end))
    return result


@cache
def _by_item() -> dict[str, str]:
    items = {row.wikidata: row.id for row in organisations().values() if row.wikidata}
    return items | {row.wikidata: row.id for row in countries().values() if row.wikidata}


def _item(uri: str) -> str:
    found = re.search(r"Q\d+$", uri)
    return found[0] if found else ""


def _ours(uri: str) -> str:
    """Return our id of a Wikidata item, or of an id that is ours already."""
    if uri in countries() or uri in organisations():
        return uri
    return _by_item().get(_item(uri), "")
