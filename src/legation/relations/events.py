"""Events as relations count them: own ones from the record, foreign ones beside them.

A row is one event, whatever the number of reports of it. Own events are counted by what happened:
mentions of one deed, in any number of documents, are one row for each pair that takes part. Foreign
ones are counted by what they say (doer, deed, recipient, day), so that a feed's repetitions add
nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from legation.errors import UsageError
from legation.relations.codes import cameo_of, read_cameo
from legation.vocabulary import Status
from legation.vocabulary.plover import PLOVER, Quad

REAL = ("occurred", "ongoing")
"""Statuses that count: what is planned, alleged, supposed or denied is no deed yet."""


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event: its id, whose it is, the days between which it lies, who, what, to whom.

    `kind` is a PLOVER type or None (a CAMEO statement or appeal); `goldstein` is in [-10, 10]
    where a CAMEO code says it; `mentions` is how often it was told, `support` by how many
    independent documents (copies of one count once), where that is known; `origin` is "own" or the
    name of the foreign set. An own row bears the id of the mention that tells it best, and that of
    its `happening`.
    """

    id: str
    origin: str
    actor: str | None
    recipient: str | None
    kind: str | None
    earliest: date | None = None
    latest: date | None = None
    mode: str | None = None
    context: str | None = None
    cameo: str | None = None
    goldstein: float | None = None
    status: str = "occurred"
    place: str | None = None
    mentions: int = 1
    confidence: float | None = None
    words: str | None = None
    document: str | None = None
    support: int | None = None
    happening: str | None = None

    @property
    def weight(self) -> float | None:
        """Goldstein's value where a code is known, else PLOVER's by type, else None."""
        if self.goldstein is not None:
            return self.goldstein
        return PLOVER[self.kind].weight if self.kind else None

    @property
    def quad(self) -> Quad | None:
        """The quad class of the type; None where PLOVER has no type."""
        return PLOVER[self.kind].quad if self.kind else None

    @property
    def when(self) -> str:
        """The days as one word: "2009-04-01", "2009-04-01/2009-04-03", "../2009-04-01"; "" unknown."""
        first, last = (day.isoformat() if day else ".." for day in (self.earliest, self.latest))
        return "" if first == last == ".." else first if first == last else f"{first}/{last}"

    @property
    def code(self) -> str:
        """The CAMEO code as given, else the shortest that means the type and mode."""
        return self.cameo or (cameo_of(self.kind, self.mode) if self.kind else "")


def foreign_event(*, code: str | None = None, where: str, **parts: Any) -> EventRow:  # noqa: ANN401 - the row's own fields
    """Return a foreign row; a CAMEO code gives type, mode and Goldstein value.

    Raises:
        UnknownError: if there is no such code.
    """
    if code is None:
        return EventRow(**parts)
    cameo = read_cameo(code, where=where)
    return EventRow(
        **parts, cameo=cameo.code, kind=cameo.kind, mode=cameo.mode, goldstein=cameo.goldstein
    )


def once_each(rows: Iterable[EventRow]) -> list[EventRow]:
    """Return each event once, in the first row's place, with all its mentions together.

    Two rows are one event if origin, doer and recipient agree, and their happening does; where
    that is not known, deed, status and days.
    """
    found: dict[tuple[object, ...], EventRow] = {}
    for row in rows:
        told = (row.cameo or (row.kind, row.mode), row.status, row.earliest, row.latest)
        key = (row.origin, row.actor, row.recipient, row.happening or told)
        before = found[key].mentions if key in found else 0
        found[key] = replace(found.get(key, row), mentions=before + row.mentions)
    return list(found.values())


def choose(
    rows: Iterable[EventRow],
    *,
    actor: str | Collection[str] | None = None,
    recipient: str | Collection[str] | None = None,
    kind: str | None = None,
    statuses: Iterable[str] = (),
    after: date | None = None,
    before: date | None = None,
) -> Iterator[EventRow]:
    """Yield the rows that fit; a row whose day is unknown fits no period.

    `actor` and `recipient` are an id, or several of which any will do.

    Raises:
        UsageError: if the type is none of PLOVER's, a status unknown, or the period ends before it
            begins.
    """
    check_period(after, before)
    kind = kind.upper() if kind else None
    if kind is not None and kind not in PLOVER:
        raise UsageError(f"type {kind!r}", found="no such type", expected=", ".join(PLOVER))
    wanted = frozenset(statuses)
    if unknown := wanted - set(Status):
        expected = ", ".join(Status)
        raise UsageError(f"status {min(unknown)!r}", found="no such status", expected=expected)
    doers, others = _names(actor), _names(recipient)
    for row in rows:
        fits = (
            (doers is None or (row.actor or "").casefold() in doers)
            and (others is None or (row.recipient or "").casefold() in others)
            and (kind is None or row.kind == kind)
            and (not wanted or row.status in wanted)
            and (after is None or (row.latest is not None and row.latest >= after))
            and (before is None or (row.earliest is not None and row.earliest <= before))
        )
        if fits:
            yield row


def when_told(rows: Iterable[EventRow]) -> Iterator[EventRow]:
    """Give what is only known to have happened by a day that day, as event data sets date events.

    An event without a time of its own is told as done when its document appeared; its series are
    then series of the telling. What is known to lie between two days stays as it is.

    Example:
        >>> row = EventRow("1", "own", "POL", "RUS", "SUPPORT", None, date(2009, 4, 1))
        >>> [str(one.earliest) for one in when_told([row])]
        ['2009-04-01']
    """
    for row in rows:
        is_open = row.earliest is None and row.latest is not None
        yield replace(row, earliest=row.latest) if is_open else row


def check_period(after: date | None, before: date | None) -> None:
    """Refuse a period that ends before it begins.

    Raises:
        UsageError: if it does.
    """
    if after and before and before < after:
        raise UsageError(
            "period",
            found=f"{after} to {before}",
            expected="an end that is not before the beginning",
        )


def check_pair(one: str, other: str) -> None:
    """Refuse a pair of an actor with itself.

    Raises:
        UsageError: if both names are the same.
    """
    if one.casefold().strip() == other.casefold().strip():
        raise UsageError("pair", found=f"{one!r} with itself", expected="two actors")


def as_mapping(row: EventRow) -> Mapping[str, Any]:
    """Return a row as plain values, with its weight and quad class, for JSON lines."""
    names = EventRow.__dataclass_fields__
    more = {"when": row.when, "weight": row.weight, "quad": row.quad}
    return {name: getattr(row, name) for name in names} | more


def _names(wanted: str | Collection[str] | None) -> frozenset[str] | None:
    if wanted is None:
        return None
    return frozenset(n.casefold() for n in ([wanted] if isinstance(wanted, str) else wanted))
