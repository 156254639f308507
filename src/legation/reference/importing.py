"""Rows from elsewhere: Wikidata query results, a CIA World Factbook page, any CSV of our columns.

Takes the text of a file; gives rows of tenures, memberships or actors, and an error for every
row that could not be taken. The queries that fit are in `queries.sparql`.
"""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from legation.errors import TableError
from legation.reference.actors import countries, names, organisations
from legation.reference.own import (
    COLUMNS,
    Numbered,
    Row,
    check,
    contradicts,
    read_rows,
    resolve_aliases,
    table_of,
)

KINDS = {
    "deputy_foreign_minister": r"(?:deputy|vice).*(?:foreign|external)",
    "foreign_minister": r"foreign (?:affairs )?(?:minister|secretary)|minister (?:of|for) (?:foreign|external)|secretary of state$|external affairs",
    "defence_minister": r"defen[cs]e (?:minister|secretary)|(?:minister|secretary) (?:of|for) (?:national )?defen[cs]e",
    "permrep_nato": r"(?:representative|ambassador).* to (?:the )?nato|north atlantic",
    "permrep_un": r"(?:representative|ambassador).* to the united nations",
    "permrep_eu": r"(?:representative|ambassador).* to the european union",
    "vice_president": r"vice[- ]president",
    "head_of_government": r"prime minister|chancellor|premier|head of government|taoiseach",
    "head_of_state": r"president|monarch|king|queen|emir|sultan|head of state|pope",
    "secretary_general": r"secretary[- ]general",
}  # fmt: skip


@dataclass(slots=True)
class Imported:
    """What a file gave: rows by table, and the errors of what was left out."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    problems: list[TableError] = field(default_factory=list)
    known_until: str = ""

    def add(self, table: str, found: list[Numbered]) -> None:
        """Check rows and keep those that can be right."""
        kept, problems = check(table, found)
        if table == "actors":
            kept, more = resolve_aliases(kept)
            problems += more
        self.rows[table] += [numbered.row for numbered in kept]
        self.problems += problems


def queries() -> str:
    """Return the SPARQL queries whose results `read_import` takes."""
    return files("legation.reference").joinpath("queries.sparql").read_text(encoding="utf-8")


def read_import(text: str, file: str, *, known_until: date | None = None) -> Imported:
    r"""Read a file of any of the three shapes; its content tells which.

    `known_until` is the day on which the source was asked: an open end is good to that day.

    Raises:
        TableError: if it is none of them.

    Example:
        >>> found = read_import("member,organisation\nFRA,NATO\n", "mine.csv")
        >>> found.rows["memberships"][0]["member"], found.problems
        ('FRA', [])
    """
    text = text.removeprefix("\ufeff")
    imported = Imported(known_until=str(known_until or ""))
    if text.lstrip().startswith(("{", "[")):
        _read_json(text, file, imported)
        return imported
    rows = read_rows(text, file)
    columns = set(rows[0].row) if rows else set()
    table = table_of(columns)
    if table:
        imported.add(table, rows)
    elif "person" in columns or {"org", "member"} <= columns:
        _read_wikidata(rows, imported)
    else:
        raise _unknown(file, f"columns {', '.join(sorted(columns)) or '(none)'}")
    return imported


def _unknown(file: str, found: str) -> TableError:
    return TableError(
        f"{file}, line 1", found=found,
        expected="Wikidata results (country, office, person, ...), a Factbook page, or our columns "
        "(holder, kind, of / member, organisation / actor, form)",
    )  # fmt: skip


def _read_json(text: str, file: str, imported: Imported) -> None:
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise TableError(f"{file}, line {error.lineno}, column {error.colno}", found="no JSON", expected=error.msg) from error  # fmt: skip
    if isinstance(found, dict) and isinstance(found.get("Government"), dict):
        _read_factbook(found, file, imported)
        return
    bindings = found.get("results", {}).get("bindings") if isinstance(found, dict) else found
    if not isinstance(bindings, list) or not all(isinstance(row, dict) for row in bindings):
        raise _unknown(file, "JSON of another shape")
    rows = [
        Numbered({k: str(v.get("value", "") if isinstance(v, dict) else v) for k, v in row.items()}, f"{file}, result {number}")
        for number, row in enumerate(bindings, 1)
    ]  # fmt: skip
    _read_wikidata(rows, imported)


def _read_wikidata(rows: list[Numbered], imported: Imported) -> None:
    """Turn results into rows: items to our ids, offices to kinds, times to days."""
    taken: dict[str, list[Numbered]] = defaultdict(list)
    for numbered in rows:
        row = numbered.row
        item = _item(row.get("person", row.get("member", "")))
        common = {
            "since": row.get("start", "")[:10], "until": row.get("end", "")[:10], "precision": "day",
            "origin": f"Wikidata {item}" if item else "Wikidata", "known_until": "" if row.get("end") else imported.known_until,
        }  # fmt: skip
        if "org" in row:
            column, given = "org", {"member": _ours(row["member"]), "organisation": _ours(row["org"]), "role": "member"}  # fmt: skip
            table = "memberships"
        else:
            kind = row.get("kind") or office_kind(row.get("officeLabel", ""))
            if kind is None:
                imported.problems.append(numbered.wrong("officeLabel", "the title of an office that is known", "add a column kind, such as foreign_minister"))  # fmt: skip
                continue
            column, table = "country", "tenures"
            given = {"holder": row.get("personLabel", ""), "kind": kind, "of": _ours(row.get("country", "")), "at": "", "title": row.get("officeLabel", "")}  # fmt: skip
        if "" in (given.get("of", "-"), given.get("organisation", "-"), given.get("member", "-")):
            imported.problems.append(numbered.wrong(column, "the item of a state or organisation that is known"))  # fmt: skip
            continue
        taken[table].append(Numbered(given | common, numbered.where))
    for table, found in taken.items():
        imported.add(table, found)


def office_kind(title: str) -> str | None:
    """Return the kind of an office by its English title; None where the words do not tell.

    Example:
        >>> office_kind("Minister of Foreign Affairs of Norway"), office_kind("harbour master")
        ('foreign_minister', None)
    """
    said = title.lower()
    return next((kind for kind, words in KINDS.items() if re.search(words, said)), None)


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


_SINCE = re.compile(r"(?P<who>[^;()]+?) \(since (?P<when>[^)]+)\)")
_RANKS = "Acting|Interim|Federal|Supreme|Transitional|Vice|Prime|Crown|Grand|Governor|General|First|State"
_POSTS = (
    "President|Minister|Premier|Chancellor|King|Queen|Emperor|Emir|Amir|Sultan|Duke|Prince|Princess|"
    "Leader|Ambassador|Taoiseach|Pope|Chairman|Chairperson|Captain Regent|Governor General"
)
_TITLED = re.compile(rf"^(?P<title>(?:(?:{_RANKS}) )*(?:{_POSTS})(?: of the \w+)?) (?P<name>.+)$")


def _read_factbook(page: dict[str, Any], file: str, imported: Imported) -> None:
    """Read one country's page: who heads state and government, ambassadors, nationality."""
    government = page["Government"]
    name = _said(government, "Country name", "conventional short form") or _said(government, "Country name", "conventional long form")  # fmt: skip
    state = next((n.actor for n in names() if n.form == name and n.actor in countries()), None)
    if state is None:
        raise TableError(f"{file}, Government / Country name", found=f'"{name}"', expected="the name of a state that is known")  # fmt: skip
    posts = (
        ("Executive branch", "chief of state", "head_of_state", state, ""),
        ("Executive branch", "head of government", "head_of_government", state, ""),
        ("Diplomatic representation in the US", "chief of mission", "ambassador", state, "USA"),
        ("Diplomatic representation from the US", "chief of mission", "ambassador", "USA", state),
    )
    for part, entry, kind, of, at in posts:
        said = _said(government, part, entry)
        where = f"{file}, Government / {part} / {entry}"
        found = _SINCE.search(said)
        if found:
            imported.add(
                "tenures",
                [
                    Numbered(
                        _post(found, kind, of, at) | {"known_until": imported.known_until}, where
                    )
                ],
            )
        elif said:
            imported.problems.append(TableError(where, found=f'"{said[:60]}"', expected='a name and "(since DAY)"'))  # fmt: skip
    nationality = page.get("People and Society", {}).get("Nationality", {})
    for entry, kind in (("noun", "people"), ("adjective", "adjective")):
        for form in _forms(nationality.get(entry, {}).get("text", "")):
            row = {"actor": state, "form": form, "language": "en", "kind": kind, "origin": "CIA World Factbook"}  # fmt: skip
            imported.add("actors", [Numbered(row, f"{file}, Nationality / {entry}")])


def _said(government: dict[str, Any], part: str, entry: str) -> str:
    text = government.get(part, {}).get(entry, {}).get("text", "")
    return re.sub(r"<[^>]+>|&nbsp;|\s+", " ", text).strip()


def _post(found: re.Match[str], kind: str, of: str, at: str) -> Row:
    who = found["who"].strip(" ,")
    titled = _TITLED.match(who)
    name = " ".join(w.capitalize() if w.isupper() and len(w) > 3 else w for w in (titled["name"] if titled else who).split())  # fmt: skip
    since, precision = _written_day(found["when"])
    title = titled["title"] if titled else ""
    return {"holder": name, "kind": kind, "of": of, "at": at, "title": title, "since": since, "until": "", "precision": precision, "origin": "CIA World Factbook"}  # fmt: skip


def _written_day(written: str) -> tuple[str, str]:
    """Read "14 March 2013", "March 2013" or "2013"; anything else is no day."""
    for shape, size, precision in (("%d %B %Y", 10, "day"), ("%B %Y", 7, "month"), ("%Y", 4, "year")):  # fmt: skip
        try:
            return datetime.strptime(written.strip(), shape).replace(tzinfo=UTC).date().isoformat()[
                :size
            ], precision
        except ValueError:
            continue
    return "", "day"


def _forms(written: str) -> Iterator[str]:
    """Yield the forms of a nationality: "Russian(s)" gives Russian and Russians."""
    for part in re.split(r",| or |;", written):
        word = re.sub(r"\((?!s\))[^)]*\)", "", part).strip()
        if word and word[0].isupper():
            yield word.replace("(s)", "")
            if word.endswith("(s)"):
                yield word.replace("(s)", "s")


def write_own(folder: Path, imported: Imported) -> tuple[dict[str, int], list[str]]:
    """Add rows to the tables of a record's folder; a later row wins over one that it contradicts.

    Returns how many rows each table now has, and a line for each row that gave way.
    """
    counts, gone = {}, []
    for table, found in imported.rows.items():
        file = folder / f"{table}.csv"
        had = read_rows(file.read_text(encoding="utf-8-sig"), file.name) if file.exists() else []
        kept = []
        for numbered in had:
            rival = next((row for row in found if contradicts(table, numbered.row, row)), None)
            if rival is None:
                kept.append(numbered.row)
            elif rival != {column: numbered.row.get(column, "") for column in rival}:
                gone.append(f"{numbered.where}: {_brief(numbered.row)} gave way to {_brief(rival)}")
        rows = [*kept, *found]
        with file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(
                out, COLUMNS[table], restval="", extrasaction="ignore", lineterminator="\n"
            )
            writer.writeheader()
            writer.writerows(rows)
        counts[table] = len(rows)
    return counts, gone


def _brief(row: Row) -> str:
    return " ".join(row.get(c, "") for c in ("holder", "member", "form", "organisation", "since", "until") if row.get(c))  # fmt: skip
