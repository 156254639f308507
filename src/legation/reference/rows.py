"""The rows of the reference tables that the vocabulary has no noun for, as frozen dataclasses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from legation.vocabulary import Format


@dataclass(frozen=True, slots=True)
class Anchor:
    """A dated event that texts refer to. `phrases` is a pattern; `kind` groups its likes."""

    event: str
    since: date
    until: date
    kind: str
    phrases: str


@dataclass(frozen=True, slots=True)
class Country:
    """A state, territory or de facto state, now or in the past.

    `id` is its ISO 3166 alpha-3 code (withdrawn ones too); "X-" and a short form where it has
    none. `kind` is state, de_facto, territory or historic. `since` is left open where it
    existed before 1990. `name` is a neutral English display name; `note` says who disputes what.
    """

    id: str
    kind: str
    iso2: str | None
    since: date | None
    until: date | None
    capital: str | None
    wikidata: str | None
    name: str
    note: str
    origin: str
    known_until: date | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """Words that stand for an actor, in one language, from `since` to `until` included.

    `kind` is name, short, official, adjective, people, capital, metonym, seat, acronym, alias,
    members (the members of `actor`, not its bodies) or group (no fixed membership). `reading`
    tells one reading from another where `ambiguous` words have several ("executive",
    "the place"); `note` says what else the words may mean.
    """

    actor: str
    form: str
    language: str
    kind: str
    since: date | None
    until: date | None
    reading: str
    ambiguous: bool
    note: str
    origin: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation, one of its organs, a forum or a named group of states.

    `rule` is how it decides; `successor` the id of what took its place.
    """

    id: str
    name: str
    kind: str
    seat: str | None
    founded: date | None
    dissolved: date | None
    rule: str
    successor: str | None
    wikidata: str | None
    note: str
    origin: str
    known_until: date | None = None


@dataclass(frozen=True, slots=True)
class Sitting:
    """A format as of a day: who sat at the table, and the short forms it then went by.

    `labels` are the counts that texts write: "27", "26+1". `since` and `until` bound the row.
    """

    id: str
    format: Format
    labels: tuple[str, ...]
    since: date | None
    until: date | None
    note: str
    origin: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who holds or held an office: `name` is the holder's name in the tenures.

    `spellings` are other ways to write it, in Latin and native letters.
    """

    name: str
    wikidata: str | None
    spellings: tuple[str, ...]
