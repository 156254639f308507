"""Which person of the tables a name means: by spelling, office, state and day.

Two people of one surname are kept apart by given name, by the office that the words say, and by
who held an office that day. What stays open stays open.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from legation.actors.directory import Directory, Holder, holds
from legation.actors.roles import Role, office_of
from legation.vocabulary import Tenure

_BY_MATCH = {"name": 3.0, "spelling": 2.3, "surname": 1.0, "surname, other spelling": 0.2}
ENOUGH = 2.0
MARGIN = 0.75
SLACK = timedelta(45)
"""Days by which a report may lag behind a change of office, or run ahead of it."""
RANKING = (
    "head_of_state", "head_of_government", "commission_president", "foreign_policy_chief",
    "secretary_general", "foreign_minister", "defence_minister",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chosen:
    """A person of the tables, how sure (0 to 1), and how the choice was made."""

    holder: Holder
    confidence: float
    how: tuple[str, ...]


def choose_holder(
    tables: Directory,
    name: str,
    *,
    role: Role | None,
    of: str | None,
    first: date | None,
    last: date | None,
    former: bool = False,
) -> Chosen | None:
    """Return whom of the tables a name means between two days, None if that is not clear."""
    found = []
    for holder, match in tables.match(name):
        score, why = _score(holder, match, role, of, first, last, former=former)
        found.append((score, holder, (match, *why)))
    found.sort(key=lambda row: (-row[0], row[1].id))
    if not found or found[0][0] < ENOUGH:
        return None if role is None or former else _by_office(tables, name, role, of, first, last)
    score, holder, how = found[0]
    if len(found) > 1 and score - found[1][0] < MARGIN:
        return None
    return Chosen(holder, min(0.98, 0.55 + 0.07 * score), how)


def _by_office(
    tables: Directory, name: str, role: Role, of: str | None, first: date | None, last: date | None
) -> Chosen | None:
    """Return who of that surname held the office that day: "George" Papandreou is Giorgos."""
    surname = name.rsplit(maxsplit=1)[-1]
    served = {
        holder.id: holder
        for holder, how in tables.match(surname)
        if role.one and first and how == "surname"
        for tenure in holder.on(first, last)
        if role.fits(office_of(tenure.office).kind) and of in (None, office_of(tenure.office).of)
    }
    if len(served) != 1 or len(name.split()) < 2:
        return None
    return Chosen(next(iter(served.values())), 0.7, ("surname", "title", "office window"))


def _score(
    holder: Holder, how: str, role: Role | None, of: str | None,
    first: date | None, last: date | None, *, former: bool,
) -> tuple[float, list[str]]:  # fmt: skip
    score = _BY_MATCH[how]
    why = []
    serving = held(holder, first, last)
    if serving and first:
        score += 1.2
        why.append("office window")
    elif first and all((t.since or date.min) > (last or date.max) for t in holder.tenures):
        score -= 0.4  # not in any office yet
    if of is not None:
        states = {office_of(t.office).of for t in holder.tenures}
        at = {office_of(t.office).at for t in holder.tenures} | states
        score += 0.6 if of in at else -1.2
    if role is not None and not role.own:
        rows = holder.tenures if former or not first else serving
        if any(role.fits(office_of(t.office).kind) for t in rows):
            score += 1.5
            why.append("title + state" if of else "title")
        elif any(role.fits(office_of(t.office).kind) for t in holder.tenures):
            score += 0.4
        else:
            score -= 0.5 if of else 1.0
    elif role is not None:
        score -= 1.5
    return score, why


def held(holder: Holder, first: date | None, last: date | None) -> tuple[Tenure, ...]:
    """Return the tenures that hold between two days, with some days' slack for news."""
    exact = holder.on(first, last)
    if exact or first is None:
        return exact
    return tuple(t for t in holder.tenures if holds(t, first - SLACK, (last or first) + SLACK))


def office_now(
    holder: Holder, role: Role | None, of: str | None, first: date | None, last: date | None
) -> Tenure | None:
    """Return the tenure in which somebody acts: that which the words say, else the highest."""
    if first is None and role is None:
        return None
    rows = [
        t for t in held(holder, first, last)
        if (role is None or role.fits(office_of(t.office).kind))
        and (of is None or of in (office_of(t.office).of, office_of(t.office).at))
    ]  # fmt: skip
    if role is not None and not rows:
        return None
    kinds = {kind: n for n, kind in enumerate(RANKING)}
    rows.sort(key=lambda t: (kinds.get(office_of(t.office).kind, len(kinds)), t.office))
    return rows[0] if rows else None


MATCH_RULES = {
    "name": "alias", "spelling": "alias: another spelling", "surname": "alias: surname",
    "surname, other spelling": "alias: surname, another spelling",
}  # fmt: skip
"""What a reason calls each way in which a name was matched."""
