"""Who held what, who belonged to what and who sat at which table on a day.

Takes names as people write them; gives rows that say how each name was matched. Example:
`AsOf("2009-04-01").members("NATO")`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from legation.actors.asked import find_people, near_names, read_days
from legation.actors.directory import Directory, Holder, directory, holds, name_words
from legation.actors.roles import office_of
from legation.actors.spelling import fold
from legation.errors import UnknownError, UsageError
from legation.reference.dated import titles
from legation.reference.rows import Sitting
from legation.reference.sittings import format_ids, format_on
from legation.vocabulary import Membership, Tenure

FEW = 5


@dataclass(frozen=True, slots=True)
class OfficeHeld:
    """An office on the day. `until` is None where no end is known; then see `known_until`."""

    office: str
    kind: str
    of: str
    title: str | None
    since: date | None
    until: date | None
    known_until: date | None
    origin: str


@dataclass(frozen=True, slots=True)
class Belonging:
    """A membership on the day."""

    organisation: str
    name: str
    role: str
    since: date | None
    until: date | None
    origin: str


@dataclass(frozen=True, slots=True)
class ActorAsOf:
    """One actor as of a day. `matched` says how the asked name led here.

    `offices` are those a person held; of a state or organisation, those in it, with holders.
    `unknown` names offices whose holder that day the tables do not know, and until when they do.
    `note` says what else must be told, such as that a state did not exist that day.
    """

    id: str
    name: str
    kind: str
    matched: str
    on: date
    aliases: tuple[str, ...]
    offices: tuple[OfficeHeld, ...]
    holders: tuple[tuple[str, str], ...]
    memberships: tuple[Belonging, ...]
    unknown: tuple[tuple[str, date | None], ...] = ()
    note: str = ""


class AsOf:
    """Answers about a day, month or year, from the tables that ship or from a record's.

    Of a month or year, offices and memberships are those of any of its days; members and
    formats, of which there is one answer a day, are told where all its days have the same.
    """

    def __init__(self, on: str | date, *, tables: Directory | None = None) -> None:
        self.on, self.last = read_days(on)
        self.tables = tables or directory()

    def actor(self, name: str) -> tuple[ActorAsOf, ...]:
        """Return everybody whom a name may mean, those in office that day first.

        Raises:
            UnknownError: if no table knows the name (it suggests near ones), or nobody is known to
                have held the office that it describes.
            UsageError: if there is no name.
        """
        if not name.strip():
            raise UsageError("name", found="nothing", expected="a name or id")
        found = [self._body(actor, how) for actor, how in self._bodies(name)]
        if not found:
            people = [self._person(h, how) for h, how in find_people(self.tables, name, self.on, self.last)]  # fmt: skip
            found = sorted(people, key=lambda row: not row.offices)
        if not found:
            raise self._unknown(name, "a state, organisation or office holder")
        return tuple(found)

    def members(self, name: str, *, role: str = "member") -> tuple[str, ...]:
        """Return the members of an organisation on the day, as ids.

        Raises:
            UnknownError: if there is no such organisation, it did not exist that day, the tables
                end before it, or who belonged changed within the month or year.
        """
        body = next((a for a, _ in self._bodies(name) if a in self.tables.by_organisation), None)
        if body is None:
            raise self._unknown(name, "an organisation with members")
        rows = self.tables.by_organisation[body]
        if not self.tables.exists(body, self.on):
            raise UnknownError(name, found=f"{self.tables.display_name(body)} did not exist on {self.on}", expected="a day on which it did")  # fmt: skip
        until = max((r.known_until or r.until or date.max for r in rows), default=date.max)
        if until < self.on and any(r.until is None for r in rows):
            raise UnknownError(name, found=f"members known until {until} only", expected=f"a day up to {until}", do="add later rows to the record's memberships.csv")  # fmt: skip
        found = self.tables.members_on(body, self.on, role=role)
        days = sorted({d for r in rows for d in (r.since, r.until) if d and self.on < d <= self.last})  # fmt: skip
        changed = [str(d) for d in days if self.tables.members_on(body, d, role=role) != found]
        if changed:
            raise UnknownError(name, found=f"other members from {changed[0]} on", expected="a day")
        return found

    def format(self, name: str) -> Sitting:
        """Return who sat at the table of a format on the day.

        Raises:
            UnknownError: if there is no such format, or it did not exist that day.
        """
        wanted = fold(name).replace("-", " ")
        ids = format_ids()
        found = [i for i, said in ids.items() if wanted in (fold(i), fold(said).replace("-", " "))]
        found += [a for a, _ in self._bodies(name) if a in ids]
        if not found:
            near = [said for said in ids.values() if wanted in fold(said).replace("-", " ")]
            near = near or near_names(name, (*ids, *ids.values()), FEW)
            raise UnknownError(name, found="no such format", expected="one of the tables", do=_did_you_mean(near))  # fmt: skip
        sitting = format_on(found[0], self.on)
        if sitting is None:
            raise UnknownError(name, found=f"{ids[found[0]]} did not sit on {self.on}", expected="a day on which it did")  # fmt: skip
        later = format_on(found[0], self.last)
        if later is None or later.format.parties != sitting.format.parties:
            raise UnknownError(name, found=f"who sat there changed between {self.on} and {self.last}", expected="a day")  # fmt: skip
        return sitting

    # --- inside ------------------------------------------------------------------------------

    def _bodies(self, name: str) -> list[tuple[str, str]]:
        """Return the states and organisations of a name, with how it was matched."""
        if name in self.tables.countries or name in self.tables.organisations:
            return [(name, "id")]
        words = name_words(name)
        words = words[1:] if words[:1] == ("the",) else words
        rows = self.tables.forms.get(words, [])
        now = [r for r in rows if (r.since or date.min) <= self.last and self.on <= (r.until or date.max)]  # fmt: skip
        found: dict[str, str] = {}
        for row in now or rows:
            gone = "" if row in now else f", but not on {self.on}"
            found.setdefault(row.actor, f"{row.kind} ({row.language}): {row.form}{gone}")
        return list(found.items())

    def _body(self, actor: str, how: str) -> ActorAsOf:
        tables = self.tables
        kind = tables.countries[actor].kind if actor in tables.countries else tables.organisations[actor].kind if actor in tables.organisations else "group"  # fmt: skip
        exists = tables.exists(actor, self.on) or tables.exists(actor, self.last)
        holders, unknown = self._offices_of(actor) if exists else ([], [])
        return ActorAsOf(
            actor, tables.display_name(actor), kind, how, self.on,
            tuple(sorted({n.form for n in tables.names_of(actor)})), (), tuple(holders),
            tuple(self._belongings(tables.by_member.get(actor, ()))), tuple(unknown),
            self._called(actor) if exists else f"did not exist on {self.on}",
        )  # fmt: skip

    def _called(self, actor: str) -> str:
        """Return what a state was officially called that day, where its name has changed."""
        rows = [n for n in self.tables.names_of(actor) if n.kind == "official" and n.until]  # fmt: skip
        now = [n.form for n in rows if (n.since or date.min) <= self.on <= (n.until or date.max)]
        return f"then called {now[0]}" if len(now) == 1 else ""

    def _offices_of(self, actor: str) -> tuple[list[tuple[str, str]], list[tuple[str, date | None]]]:  # fmt: skip
        holders, unknown = [], []
        for office in sorted(self.tables.by_office):
            if office_of(office).of != actor:
                continue
            now = self.tables.holders_of(office, self.on, self.last)
            holders += [(office, holder.name) for holder, _ in now]
            if not now:
                unknown.append((office, self.tables.known_until(office)))
        return holders, unknown

    def _person(self, holder: Holder, how: str) -> ActorAsOf:
        now = [t for t in holder.tenures if holds(t, self.on, self.last)]
        ends = [t.known_until for t in holder.tenures if t.until is None and t.known_until and t.known_until < self.on]  # fmt: skip
        return ActorAsOf(
            holder.id, holder.name, "person", f"{how}: {holder.name}", self.on,
            tuple(n for n in holder.names if n != holder.name), tuple(map(_held, now)), (), (),
            tuple((t.office, t.known_until) for t in holder.tenures if t.until is None and t.known_until and t.known_until < self.on),
            f"unknown as of {self.on}: the tables know this holder's office until {max(ends)}" if ends and not now else "",
        )  # fmt: skip

    def _belongings(self, rows: Iterable[Membership]) -> list[Belonging]:
        return [
            Belonging(r.organisation, self.tables.display_name(r.organisation), r.role, r.since, r.until, r.origin)
            for r in rows
            if holds(r, self.on, self.last)
        ]  # fmt: skip

    def _unknown(self, name: str, expected: str) -> UnknownError:
        known = [n.form for n in self.tables.names] + [h.name for h in self.tables.holders.values()]
        near = near_names(name, known, FEW)
        return UnknownError(name, found="no such name in the tables", expected=expected, do=_did_you_mean(near))  # fmt: skip


def _held(tenure: Tenure) -> OfficeHeld:
    office = office_of(tenure.office)
    title = next(iter(titles().get(tenure.office, ())), None)
    return OfficeHeld(tenure.office, office.kind, office.of, title, tenure.since, tenure.until, tenure.known_until, tenure.origin)  # fmt: skip


def _did_you_mean(near: list[str]) -> str:
    return f"did you mean {', '.join(near)}?" if near else "see the tables in docs/reference, or add rows of your own to the record"  # fmt: skip


def as_of(on: str | date) -> AsOf:
    """Return the answers of the tables that ship about a day.

    Example:
        >>> len(as_of("2009-04-01").members("NATO"))
        28
    """
    return AsOf(on)
