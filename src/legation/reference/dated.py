"""Who held what, who belonged to what, what happened when."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cache

from legation.reference.files import first_day, last_day, rows
from legation.reference.rows import Anchor
from legation.vocabulary import Membership, Tenure


@cache
def tenures() -> tuple[Tenure, ...]:
    """Return who held which office when; `office` is "kind:of" or "kind:of:at".

    A month or year as `since` stands for its first day, as `until` for its last.

    Example:
        >>> from datetime import date
        >>> [t.holder for t in tenures() if t.office == "secretary_general:NATO"
        ...  and t.since and t.since <= date(2010, 1, 1) and (t.until or date.max) >= date(2010, 1, 1)]
        ['Anders Fogh Rasmussen']
    """
    return tuple(
        Tenure(
            row["holder"], ":".join(filter(None, (row["kind"], row["of"], row["at"]))),
            first_day(row["since"]), last_day(row["until"]), row["origin"],
            last_day(row["known_until"]), row["precision"],
        )
        for row in rows("tenures")
    )  # fmt: skip


@cache
def titles() -> dict[str, tuple[str, ...]]:
    """Return the titles under which each office has been held, by office.

    Example:
        >>> titles()["foreign_minister:USA"]
        ('Secretary of State',)
    """
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows("tenures"):
        office = ":".join(filter(None, (row["kind"], row["of"], row["at"])))
        if row["title"] and row["title"] not in found[office]:
            found[office].append(row["title"])
    return {office: tuple(said) for office, said in found.items()}


@cache
def memberships() -> tuple[Membership, ...]:
    """Return who belonged to what, in which role, and when."""
    return tuple(
        Membership(
            row["member"], row["organisation"], row["role"], first_day(row["since"]),
            last_day(row["until"]), row["origin"], last_day(row["known_until"]), row["precision"],
        )
        for row in rows("memberships")
    )  # fmt: skip


@cache
def event_anchors() -> tuple[Anchor, ...]:
    """Return dated events in order of time."""
    return tuple(
        Anchor(row["event"], date.fromisoformat(row["since"]), date.fromisoformat(row["until"]), row["kind"], row["phrases"])
        for row in rows("event_anchors")
    )  # fmt: skip


def members_on(organisation: str, day: date, *, role: str = "member") -> frozenset[str]:
    """Return the members of an organisation on a day.

    Example:
        >>> from datetime import date
        >>> len(members_on("NATO", date(2009, 3, 31))), len(members_on("NATO", date(2009, 4, 1)))
        (26, 28)
    """
    return frozenset(
        m.member
        for m in _by_organisation().get(organisation, ())
        if m.role == role and (m.since or date.min) <= day <= (m.until or date.max)
    )


@cache
def _by_organisation() -> dict[str, list[Membership]]:
    found: dict[str, list[Membership]] = defaultdict(list)
    for membership in memberships():
        found[membership.organisation].append(membership)
    return found
