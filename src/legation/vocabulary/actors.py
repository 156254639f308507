"""Actors, the offices they hold, what they belong to, who sits at which table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Actor:
    """A state, organisation, group or person: a stable code and the names it goes by."""

    id: str
    kind: str
    name: str
    aliases: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """A post: its class ("foreign_minister"), the actor it serves, and where, if accredited."""

    id: str
    kind: str
    of: str
    at: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Tenure:
    """Somebody holding an office from `since` to `until`, both included. None is open.

    An open end is only good to `known_until`: after that the holder is unknown.
    """

    holder: str
    office: str
    since: date | None
    until: date | None
    origin: str
    known_until: date | None = None
    precision: str = "day"


@dataclass(frozen=True, slots=True)
class Membership:
    """An actor in an organisation or format, in a role, from `since` to `until` included."""

    member: str
    organisation: str
    role: str
    since: date | None
    until: date | None
    origin: str
    known_until: date | None = None
    precision: str = "day"


@dataclass(frozen=True, slots=True)
class Format:
    """Who sits at the table and how they decide: "26+1", "27". Parties are actors or blocs."""

    name: str
    organisation: str | None
    parties: tuple[tuple[str, ...], ...]
    rule: str
