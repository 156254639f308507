"""A user's own rows over the tables that ship: later rows win, and what they contradict is told.

A record's folder may hold `actors.csv` (columns of names.csv), `tenures.csv` and
`memberships.csv`. Every row is checked; one that cannot be right is left out with a message
that names its line and column.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

from legation.errors import TableError
from legation.reference.actors import countries, names, organisations
from legation.reference.dated import memberships, tenures
from legation.reference.files import first_day, last_day
from legation.reference.rows import Name
from legation.reference.sittings import format_ids
from legation.vocabulary import Membership, Tenure

TENURE_COLUMNS = ("holder", "kind", "of", "at", "title", "since", "until", "precision", "origin", "known_until")  # fmt: skip
MEMBERSHIP_COLUMNS = ("member", "organisation", "role", "since", "until", "precision", "origin", "known_until")  # fmt: skip
NAME_COLUMNS = ("actor", "form", "language", "kind", "since", "until", "reading", "ambiguous", "note", "origin")  # fmt: skip
COLUMNS = {"tenures": TENURE_COLUMNS, "memberships": MEMBERSHIP_COLUMNS, "actors": NAME_COLUMNS}
NEEDED = {"tenures": ("holder", "kind", "of"), "memberships": ("member", "organisation"), "actors": ("actor", "form")}  # fmt: skip
EXCLUSIVE = frozenset([
    "head_of_state", "head_of_government", "foreign_minister", "defence_minister", "supreme_leader",
    "secretary_general", "director_general", "executive_secretary", "managing_director",
    "commission_president", "commission_chair", "council_president", "foreign_policy_chief",
    "permrep_nato", "permrep_un", "permrep_eu", "permrep_osce",
])  # fmt: skip
"""The kinds of office that one person holds at a time."""
HAND_OVER = timedelta(days=45)
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A row as written, with the file and line it came from."""

    row: Row
    where: str

    def wrong(self, column: str, expected: str, do: str = "") -> TableError:
        """Return the error of a cell."""
        found = f'"{self.row.get(column, "")}"'
        return TableError(f"{self.where}, column {column}", found=found, expected=expected, do=do)


@dataclass(frozen=True, slots=True)
class OwnTables:
    """The shipped tables with a user's rows laid over them.

    `conflicts` tell where his rows contradict what ships (his win); `problems` are the rows that
    were left out, each as an error with line and column.
    """

    names: tuple[Name, ...]
    tenures: tuple[Tenure, ...]
    memberships: tuple[Membership, ...]
    conflicts: tuple[str, ...] = ()
    problems: tuple[TableError, ...] = ()


def read_rows(text: str, file: str) -> list[Numbered]:
    """Read a CSV with a header; the first row is on line 2."""
    reader = csv.DictReader(text.splitlines())
    return [
        Numbered({k: (v or "").strip() for k, v in row.items() if k}, f"{file}, line {reader.line_num}")
        for row in reader
    ]  # fmt: skip


def table_of(columns: Iterable[str]) -> str | None:
    """Tell which table a header belongs to: tenures, memberships or actors."""
    found = set(columns)
    return next((table for table, needed in NEEDED.items() if found >= set(needed)), None)


def check(table: str, rows: Iterable[Numbered]) -> tuple[list[Numbered], list[TableError]]:
    """Part the rows that can be right from the errors of those that cannot.

    Example:
        >>> row = Numbered({"member": "FRA", "organisation": "NATO", "since": "2009-04-04",
        ...                 "until": "1949-08-24"}, "mine.csv, line 2")
        >>> print(check("memberships", [row])[1][0])
        mine.csv, line 2, column until: found "1949-08-24"; expected a day after since, 2009-04-04
    """
    kept, problems = [], []
    for numbered in rows:
        error = next(_errors(table, numbered), None)
        if error is None:
            kept.append(numbered)
        else:
            problems.append(error)
    if table == "tenures":
        clashing = list(_clashes(kept))
        problems += [error for _, error in clashing]
        bad = {id(numbered) for numbered, _ in clashing}
        kept = [numbered for numbered in kept if id(numbered) not in bad]
    return kept, problems


def _errors(table: str, numbered: Numbered) -> Iterator[TableError]:
    row = numbered.row
    for column in NEEDED[table]:
        if not row.get(column):
            yield numbered.wrong(column, "something written there")
    for column in ("since", "until", "known_until"):
        try:
            first_day(row.get(column, ""))
        except ValueError:
            yield numbered.wrong(column, "a day (2009-04-01), month (2009-04), year, or nothing")
            return
    since, until = first_day(row.get("since", "")), last_day(row.get("until", ""))
    if since and until and until < since:
        yield numbered.wrong("until", f"a day after since, {row['since']}")
    if table == "memberships" and row.get("organisation") not in _known():
        yield numbered.wrong("organisation", "the id of an organisation or format that is known", "see: legation members --help")  # fmt: skip
    subject = {"memberships": "member", "tenures": "of"}.get(table, "")
    if subject and row.get(subject) not in _known():
        yield numbered.wrong(subject, "the id of a state or organisation, such as RUS or NATO")


def _known() -> frozenset[str]:
    return frozenset([*countries(), *organisations(), *format_ids()])


def contradicts(table: str, one: Row, other: Row) -> bool:
    """Tell whether two rows cannot both stand: the same fact again, or one office with two holders."""

    def alike(*columns: str) -> bool:
        return all(one.get(column, "") == other.get(column, "") for column in columns)

    if table == "actors":
        return alike("actor", "form", "language", "since")
    if table == "memberships":
        return alike("member", "organisation", "role") and _meet(one, other)
    same_office = alike("kind", "of", "at")
    return same_office and (
        (alike("holder") and _meet(one, other))
        or (one["kind"] in EXCLUSIVE and _meet(one, other, HAND_OVER))
    )


def _meet(one: Row, other: Row, slack: timedelta = timedelta()) -> bool:
    (a, b), (c, d) = _window(one), _window(other)
    return min(b, d) - max(a, c) > slack


def _clashes(rows: list[Numbered]) -> Iterator[tuple[Numbered, TableError]]:
    """Yield both of two rows that give one office two holders for longer than a hand-over."""
    by_office: dict[tuple[str, str, str], list[Numbered]] = {}
    for numbered in rows:
        row = numbered.row
        by_office.setdefault((row["kind"], row["of"], row.get("at", "")), []).append(numbered)
    for (kind, _, _), held in by_office.items():
        if kind not in EXCLUSIVE:
            continue
        for one, other in combinations(held, 2):
            differ = one.row["holder"] != other.row["holder"]
            if differ and contradicts("tenures", one.row, other.row):
                for numbered, its in ((one, other), (other, one)):
                    until = its.row.get("until") or "now"
                    days = f"{its.row.get('since', '')} to {until} ({its.where})"
                    expected = f"no second holder: {its.row['holder']} holds it {days}"
                    yield numbered, numbered.wrong("holder", expected, "end one of the two")


def _window(row: Row) -> tuple[date, date]:
    """Return the days a row surely covers: of a month or year as start the last, as end the first."""
    end = row.get("until") or row.get("known_until") or ""
    since = last_day(row.get("since", "")) or date.min
    return since, max(since, first_day(end) or date.max - HAND_OVER)


def resolve_aliases(rows: Iterable[Numbered]) -> tuple[list[Numbered], list[TableError]]:
    """Follow `actor` to an id where it is itself a name: of the rows, or of the tables.

    A chain that comes back to itself, or ends in nothing that is known, is an error.
    """
    rows = list(rows)
    own = {numbered.row["form"]: numbered for numbered in reversed(rows)}
    shipped = {name.form: name.actor for name in reversed(names()) if not name.ambiguous}
    kept, problems = [], []
    for numbered in rows:
        target, seen = numbered.row["actor"], [numbered.row["form"]]
        while target not in _known() and target in own and target not in seen:
            seen.append(target)
            target = own[target].row["actor"]
        target = (
            shipped.get(target, target) if target not in _known() and target not in seen else target
        )
        if target in _known():
            kept.append(replace(numbered, row=numbered.row | {"actor": target}))
        elif target in seen:
            chain = " -> ".join([*seen, target])
            problems.append(numbered.wrong("actor", "a chain of aliases that ends in an id", f"break the cycle {chain}"))  # fmt: skip
        else:
            problems.append(numbered.wrong("actor", "the id or a name of a known state or organisation"))  # fmt: skip
    return kept, problems


def own_tables(folder: Path) -> OwnTables:
    """Return the shipped tables with the rows of `folder` over them; without any, as they ship.

    Raises:
        TableError: if a file lacks a column without which its rows mean nothing.
    """
    read = {table: _file(folder / f"{table}.csv", table) for table in COLUMNS}
    problems = [error for _, errors in read.values() for error in errors]
    called, cycles = resolve_aliases(read["actors"][0])
    held, told = _lay_tenures([_tenure(n.row) for n in read["tenures"][0]])
    belongs, more = _lay_memberships([_membership(n.row) for n in read["memberships"][0]])
    own_names = tuple(_name(numbered.row) for numbered in called)
    return OwnTables(own_names + names(), held, belongs, (*told, *more), (*problems, *cycles))


def _file(file: Path, table: str) -> tuple[list[Numbered], list[TableError]]:
    if not file.exists():
        return [], []
    rows = read_rows(file.read_text(encoding="utf-8-sig"), file.name)
    missing = [c for c in NEEDED[table] if rows and c not in rows[0].row]
    if missing:
        raise TableError(f"{file.name}, line 1", found=f"no column {', '.join(missing)}", expected=f"the columns {', '.join(COLUMNS[table])}")  # fmt: skip
    return check(table, rows)


def _lay_tenures(own: list[Tenure]) -> tuple[tuple[Tenure, ...], list[str]]:
    """Put own rows over shipped ones: of an office of one, a shipped row that meets one gives way."""
    spelt = {(t.office, _plain(t.holder)): t.holder for t in tenures()}
    own = [replace(t, holder=spelt.get((t.office, _plain(t.holder)), t.holder)) for t in own]
    by_office: dict[str, list[Tenure]] = {}
    for tenure in own:
        by_office.setdefault(tenure.office, []).append(tenure)
    kept, conflicts = [], []
    for shipped in tenures():
        rivals = [t for t in by_office.get(shipped.office, ()) if _overlap(shipped, t)]
        if shipped.office.split(":")[0] not in EXCLUSIVE:
            rivals = [t for t in rivals if t.holder == shipped.holder]
        conflicts += [
            f"{shipped.office}: {t.holder} {_days(t)} ({t.origin}) over {shipped.holder} {_days(shipped)} ({shipped.origin})"
            for t in rivals
            if (t.holder, t.since, t.until) != (shipped.holder, shipped.since, shipped.until)
        ]
        rest = shipped if not rivals else _rest(shipped, rivals)
        if rest:
            kept.append(rest)
    return (*kept, *own), conflicts


def _plain(name: str) -> str:
    """Write a name without accents and case, so that "Store" is "Støre": one person, one name."""
    folded = unicodedata.normalize("NFKD", name.translate(str.maketrans("łŁøØıđĐð", "lLoOidDd")))
    return "".join(sign for sign in folded if not unicodedata.combining(sign)).casefold()


def _rest(shipped: Tenure, rivals: list[Tenure]) -> Tenure | None:
    """Return what is left of a shipped tenure before the first that overrides it."""
    first = min(t.since or date.min for t in rivals)
    if (
        shipped.since
        and shipped.since < first
        and not any(t.holder == shipped.holder for t in rivals)
    ):
        return replace(shipped, until=first)
    return None


def _lay_memberships(own: list[Membership]) -> tuple[tuple[Membership, ...], list[str]]:
    keyed = {(m.member, m.organisation, m.role): m for m in own}
    kept, conflicts = [], []
    for shipped in memberships():
        mine = keyed.get((shipped.member, shipped.organisation, shipped.role))
        if mine is None or not _overlap(shipped, mine):
            kept.append(shipped)
        elif (mine.since, mine.until) != (shipped.since, shipped.until):
            conflicts.append(f"{mine.member} in {mine.organisation} ({mine.role}): {_days(mine)} ({mine.origin}) over {_days(shipped)} ({shipped.origin})")  # fmt: skip
    return (*kept, *own), conflicts


def _overlap(one: Tenure | Membership, other: Tenure | Membership) -> bool:
    """Tell whether two rows share days; a hand-over on one day does not count."""
    return (one.since or date.min) < (other.until or date.max) and (other.since or date.min) < (
        one.until or date.max
    )


def _days(row: Tenure | Membership) -> str:
    return f"{row.since or ''}/{row.until or '..'}"


def _origin(row: Row) -> str:
    return row.get("origin") or "user"


def _tenure(row: Row) -> Tenure:
    office = ":".join(filter(None, (row["kind"], row["of"], row.get("at", ""))))
    return Tenure(
        row["holder"], office, first_day(row.get("since", "")), last_day(row.get("until", "")),
        _origin(row), last_day(row.get("known_until", "")), row.get("precision") or "day",
    )  # fmt: skip


def _membership(row: Row) -> Membership:
    return Membership(
        row["member"], row["organisation"], row.get("role") or "member",
        first_day(row.get("since", "")), last_day(row.get("until", "")), _origin(row),
        last_day(row.get("known_until", "")), row.get("precision") or "day",
    )  # fmt: skip


def _name(row: Row) -> Name:
    return Name(
        row["actor"], row["form"], row.get("language") or "en", row.get("kind") or "alias",
        first_day(row.get("since", "")), last_day(row.get("until", "")), row.get("reading", ""),
        bool(row.get("ambiguous")), row.get("note", ""), _origin(row),
    )  # fmt: skip
