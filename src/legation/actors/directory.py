"""The dated tables by name: from words to actors and persons, on a day.

Built once from the reference tables, or from tables of one's own; every answer says why.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from legation import reference
from legation.actors.roles import office_of
from legation.actors.spelling import base_form, fold, is_spelling, spelling_key
from legation.errors import TableError
from legation.reference.own import COLUMNS, own_tables
from legation.reference.rows import Country, Name, Organisation, Person
from legation.vocabulary import Membership, Tenure, identify

EASTERN = frozenset("CHN KOR PRK TWN VNM KHM HKG".split())
"""States whose people put the family name first."""
WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_]+(?:['’ʼ](?!s\b|S\b)[^\W\d_]+)*|\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Holder:
    """A person of the tables with all tenures, in order of time."""

    id: str
    name: str
    names: tuple[str, ...]
    tenures: tuple[Tenure, ...]

    def on(self, first: date | None, last: date | None) -> tuple[Tenure, ...]:
        """Return the tenures that hold on some day from `first` to `last` (None: open)."""
        return tuple(t for t in self.tenures if holds(t, first, last))


def holds(row: Tenure | Membership, first: date | None, last: date | None) -> bool:
    """Tell whether a row holds on some day of a stretch, as far as the tables know."""
    end = row.until or row.known_until or date.max
    return (row.since or date.min) <= (last or date.max) and end >= (first or date.min)


def person_id(name: str, wikidata: str | None) -> str:
    """Return a stable id: the Wikidata item where the tables know it, else the folded name."""
    plain = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")
    return wikidata or f"person:{plain or identify(name)[:12]}"


def name_words(form: str) -> tuple[str, ...]:
    """Return a form's words in small plain letters, as names are compared."""
    return tuple(fold(word) for word in WORD.findall(form))


@dataclass(slots=True)
class Directory:
    """Names, persons, offices and memberships with their indexes. See `directory()`."""

    countries: Mapping[str, Country]
    organisations: Mapping[str, Organisation]
    names: Sequence[Name]
    people: Mapping[str, Person]
    tenures: Sequence[Tenure]
    memberships: Sequence[Membership]
    shown: Mapping[str, str] = field(default_factory=dict)
    forms: dict[tuple[str, ...], list[Name]] = field(default_factory=lambda: defaultdict(list))
    longest: dict[str, int] = field(default_factory=dict)
    holders: dict[str, Holder] = field(default_factory=dict)
    by_office: dict[str, list[tuple[Holder, Tenure]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    by_surname: dict[str, list[Holder]] = field(default_factory=lambda: defaultdict(list))
    by_organisation: dict[str, list[Membership]] = field(default_factory=lambda: defaultdict(list))
    by_member: dict[str, list[Membership]] = field(default_factory=lambda: defaultdict(list))
    served: set[str] = field(default_factory=set)
    _names_of: dict[str, list[Name]] = field(default_factory=lambda: defaultdict(list))
    _matched: dict[tuple[str, ...], tuple[tuple[Holder, str], ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in self.names:
            self._index_name(name)
        for organisation in self.organisations.values():
            if name_words(organisation.name) not in self.forms:
                self._index_name(_own_name(organisation.id, organisation.name))
        for country in self.countries.values():
            if name_words(country.name) not in self.forms:
                self._index_name(_own_name(country.id, country.name))
        self._index_holders()
        for row in self.memberships:
            self.by_organisation[row.organisation].append(row)
            self.by_member[row.member].append(row)

    def _index_name(self, name: Name) -> None:
        words = name_words(name.form)
        words = words[1:] if words[:1] == ("the",) and len(words) > 1 else words
        if not words:
            return
        self._index_form(words, name)
        one = (*words[:-1], words[-1].removesuffix("s"))  # "Danes" know "Dane"
        if name.kind == "people" and one != words and not one[-1].endswith("s") and one not in self.forms:  # fmt: skip
            self._index_form(one, replace(name, form=name.form[:-1]))

    def _index_form(self, words: tuple[str, ...], name: Name) -> None:
        self.forms[words].append(name)
        self.longest[words[0]] = max(self.longest.get(words[0], 0), len(words))

    def _index_holders(self) -> None:
        rows: dict[str, list[Tenure]] = defaultdict(list)
        for tenure in self.tenures:
            rows[tenure.holder].append(tenure)
        for group in _one_person(rows):
            name = min(group, key=lambda n: (n not in self.people, len(n), n))
            held = [tenure for one in group for tenure in rows[one]]
            person = self.people.get(name)
            spellings = (name, *(person.spellings if person else ()), *sorted(set(group) - {name}))
            wikidata = person.wikidata if person else _item(held)
            holder = Holder(
                person_id(name, wikidata), name, spellings,
                tuple(sorted(held, key=lambda t: t.since or date.min)),
            )  # fmt: skip
            self.holders.setdefault(holder.id, holder)
            for tenure in held:
                self.by_office[tenure.office].append((holder, tenure))
                self.served.add(office_of(tenure.office).of)
            for key in {key for spelling in spellings for key in _surname_keys(spelling, held)}:
                if holder not in self.by_surname[key]:
                    self.by_surname[key].append(holder)

    def match(self, name: str) -> tuple[tuple[Holder, str], ...]:
        """Return persons whom a name may mean, each with how it was matched, best first.

        A surname alone gives everybody of that surname. How: "name", "spelling" (another
        transliteration), "surname" or "surname, other spelling".
        """
        words = tuple(WORD.findall(name))
        if words not in self._matched:
            found = sorted(self._match(words), key=lambda pair: HOW.index(pair[1]))
            if len(self._matched) > 100_000:
                self._matched.clear()
            self._matched[words] = tuple(found)
        return self._matched[words]

    def _match(self, words: tuple[str, ...]) -> Iterable[tuple[Holder, str]]:
        if not words:
            return
        written = tuple(fold(base_form(word)) for word in words)
        last = next((w for w in reversed(words) if fold(w) not in _SUFFIXES), words[0])
        keys = {spelling_key(base_form(last)), spelling_key(words[0])}
        found: dict[str, Holder] = {}
        for key in keys:
            for holder in self.by_surname.get(key, ()):
                found[holder.id] = holder
        for holder in found.values():
            how = min((h for n in holder.names if (h := _how(written, words, n))), key=HOW.index, default=None)  # fmt: skip
            if how:
                yield holder, how

    def holders_of(
        self, office: str, first: date | None, last: date | None
    ) -> list[tuple[Holder, Tenure]]:
        """Return who held an office on some day of a stretch."""
        return [pair for pair in self.by_office.get(office, ()) if holds(pair[1], first, last)]

    def known_until(self, office: str) -> date | None:
        """Return the last day for which the tables know an office's holder."""
        ends = [t.until or t.known_until for _, t in self.by_office.get(office, ())]
        return max((end for end in ends if end), default=None)

    def members_on(self, body: str, day: date | None, *, role: str = "member") -> tuple[str, ...]:
        """Return an organisation's members on a day; those of its last known day if it is None.

        Where nobody's role is "member", as in the Security Council, all who sit there are members.
        """
        rows = self.by_organisation.get(body, ())
        named = {r.role for r in rows}
        sought = named if role == "member" and "member" not in named else {role}
        at = day or max((r.known_until or r.until or date.min for r in rows), default=date.min)
        return tuple(sorted({r.member for r in rows if r.role in sought and (r.since or date.min) <= at <= (r.until or date.max)}))  # fmt: skip

    def parent(self, body: str) -> str | None:
        """Return the body whose organ this one is by its name: of the Security Council the UN."""
        name = self.organisations[body].name if body in self.organisations else ""
        return next((o.id for o in self.organisations.values() if o.id != body and name.startswith(f"{o.name} ")), None)  # fmt: skip

    def only_body(self, kinds: Iterable[str]) -> str | None:
        """Return the one body that has an office of these kinds; None if there are several."""
        found = {office_of(o).of for o in self.by_office if o.partition(":")[0] in kinds}
        return next(iter(found)) if len(found) == 1 else None

    def display_name(self, actor: str) -> str:
        """Return an actor's display name: as the settings say, else its table's, else the id."""
        if actor in self.shown:
            return self.shown[actor]
        found = self.countries.get(actor) or self.organisations.get(actor)
        return found.name if found else self.holders[actor].name if actor in self.holders else actor

    def ids_of(self, name: str) -> tuple[str, ...]:
        """Return everything that a name or id means on any day: bodies, else persons."""
        if name in self.countries or name in self.organisations or name in self.holders:
            return (name,)
        words = name_words(name)
        words = words[1:] if words[:1] == ("the",) else words
        bodies = dict.fromkeys(row.actor for row in self.forms.get(words, ()))
        return tuple(bodies) or tuple(holder.id for holder, _ in self.match(name))

    def names_of(self, actor: str) -> tuple[Name, ...]:
        """Return the words that stand for an actor."""
        if not self._names_of:
            for name in self.names:
                self._names_of[name.actor].append(name)
        return tuple(self._names_of.get(actor, ()))

    def exists(self, actor: str, day: date | None) -> bool:
        """Tell whether a state or organisation was there on a day; unknown days count as yes."""
        if day is None:
            return True
        if actor in self.countries:
            country = self.countries[actor]
            return (country.since or date.min) <= day <= (country.until or date.max)
        if actor in self.organisations:
            body = self.organisations[actor]
            return (body.founded or date.min) <= day <= (body.dissolved or date.max)
        return True


def _one_person(rows: Mapping[str, Sequence[Tenure]]) -> list[list[str]]:
    """Group names of one state that differ only in accents, or in initials that one leaves out.

    "Barack H. Obama" is "Barack Obama"; "George H. W. Bush" is not "George W. Bush".
    """
    groups: dict[tuple[str, ...], list[list[str]]] = {}
    for name, held in rows.items():
        words = tuple(w for w in name_words(name) if len(w) > 1)
        states = sorted({office_of(t.office).of for t in held})
        key = next(((*words, s) for s in states if (*words, s) in groups), (*words, states[0]))
        alike = groups.setdefault(key, [])
        group = next((g for g in alike if all(_initials_fit(name, other) for other in g)), None)
        if group is None:
            alike.append([name])
        else:
            group.append(name)
    return [group for alike in groups.values() for group in alike]


def _initials_fit(one: str, other: str) -> bool:
    mine, yours = ([w for w in name_words(name) if len(w) == 1] for name in (one, other))
    return mine == yours or not mine or not yours


HOW = ("name", "spelling", "surname", "surname, other spelling")
_YOUNGER = frozenset({"jr", "sr"})
_SUFFIXES = _YOUNGER | {"ii", "iii", "iv", "v", "vi"}


def _own_name(actor: str, form: str) -> Name:
    return Name(actor, form, "en", "name", None, None, "", ambiguous=False, note="", origin="")


def _item(held: Iterable[Tenure]) -> str | None:
    found = next((re.search(r"\bQ\d+\b", t.origin) for t in held if "Q" in t.origin), None)
    return found[0] if found else None


def _name_parts(name: str) -> list[str]:
    words = WORD.findall(name)
    while len(words) > 1 and fold(words[-1]) in _SUFFIXES:
        words.pop()
    return words


def _surname_keys(name: str, held: Iterable[Tenure]) -> set[str]:
    words = _name_parts(name)
    if not words:
        return set()
    keys = {spelling_key(words[-1])}
    if len(words) > 2:
        keys.add(spelling_key(words[-2]))
    if any(office_of(t.office).of in EASTERN for t in held):
        keys.add(spelling_key(words[0]))
    return keys


def _how(written: tuple[str, ...], words: Sequence[str], name: str) -> str | None:
    """Tell how the words of a text name somebody; None if they do not."""
    parts = _name_parts(name)
    own = tuple(fold(part) for part in parts)
    if not own:
        return None
    if written[-1] in _SUFFIXES and len(written) > 1:  # "Albert II" is no "Albert I"
        same = written[-1] in _YOUNGER or fold(WORD.findall(name)[-1]) == written[-1]
        return "name" if same and written[:-1] == own else None
    if written == own:
        return "name"
    if written == own[-len(written) :] or (
        len(written) == 1 and written[0] in (own[0], *own[-2:-1])
    ):
        return "surname"  # also one of several words: "Le Drian", "Peña Nieto"
    if len(written) == 1:
        return "surname, other spelling"
    return "spelling" if _same_person(words, parts) else None


def _same_person(words: Sequence[str], parts: Sequence[str]) -> bool:
    """Tell whether a whole name in a text is a spelling of a whole name in the tables."""
    surnames = [spelling_key(part) for part in parts]
    if len(words) == len(parts) > 2 and not all(map(is_spelling, words, parts)):
        return False  # "Kim Kye-gwan" is no "Kim Jong-gwan"
    last, first = spelling_key(base_form(words[-1])), spelling_key(words[0])
    if last in surnames[-2:] and len(parts) > 1:
        return any(is_spelling(words[0], part) for part in parts[:-1] if spelling_key(part) != last)
    return first == surnames[0] and last == surnames[-1]


@cache
def directory() -> Directory:
    """Return the directory of the tables that ship."""
    return Directory(
        reference.countries(), reference.organisations(), reference.names(), reference.people(),
        reference.tenures(), reference.memberships(),
    )  # fmt: skip


def directory_of(folder: Path | None) -> Directory:
    """Return the tables of a record: those that ship, with the rows of its own CSV files over them.

    Without such files, or without a folder, they are those that ship.
    """
    if folder is None or not own_version(folder):
        return directory()
    return _directory_of(folder, own_version(folder))


@lru_cache(maxsize=4)
def _directory_of(folder: Path, version: str) -> Directory:
    del version  # part of the key: a changed file is read again
    own = own_tables(folder)
    return Directory(
        reference.countries(), reference.organisations(), own.names, reference.people(),
        own.tenures, own.memberships, _display_names(folder),
    )  # fmt: skip


def own_version(folder: Path) -> str:
    """Return a hash of a record's own tables; '' where it has none."""
    names = _display_names(folder)
    files = [folder / f"{table}.csv" for table in COLUMNS]
    texts = [
        f"{file.name}:{file.read_text(encoding='utf-8-sig')}" for file in files if file.is_file()
    ]
    return identify(*texts, *sorted(names.items()))[:12] if texts or names else ""


def _display_names(folder: Path) -> dict[str, str]:
    """Return the names to show, by id: [names] in legation.toml. Without it, those of the tables.

    Raises:
        TableError: if a name is no text.
    """
    file = folder / "legation.toml"
    if not file.is_file():
        return {}
    given = tomllib.loads(file.read_text(encoding="utf-8")).get("names", {})
    for actor, name in given.items():
        if not isinstance(name, str):
            raise TableError(f"{file}, [names] {actor}", found=repr(name), expected="a name in quotation marks")  # fmt: skip
    return dict(given)
