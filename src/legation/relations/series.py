"""Cooperation and conflict of a pair over time, and how far two event sets agree.

Example:
    >>> from datetime import date
    >>> day = date(2009, 4, 1)
    >>> row = EventRow("1", "own", "RUS", "GEO", "SANCTION", day, day)
    >>> [point.conflict for point in pair_series([row], "GEO", "RUS")]
    [5.2]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from legation.errors import UsageError
from legation.relations.events import REAL, EventRow, check_pair, check_period, once_each

PERIODS = ("month", "quarter", "year")


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a pair: sums of weights (both ≥ 0), and how many events made them."""

    start: date
    cooperation: float
    conflict: float
    events: int
    ids: tuple[str, ...]

    @property
    def net(self) -> float:
        """Cooperation less conflict."""
        return round(self.cooperation - self.conflict, 6)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two sets side by side: events both tell, events that only one tells, pair by pair."""

    both: int
    only_first: int
    only_second: int

    @property
    def share(self) -> float | None:
        """Events in both, of all; None where there are none."""
        whole = self.both + self.only_first + self.only_second
        return self.both / whole if whole else None


def pair_series(
    rows: Iterable[EventRow],
    one: str,
    other: str,
    *,
    by: str = "month",
    after: date | None = None,
    before: date | None = None,
) -> list[Point]:
    """Return one point a period from the first to the last event, empty periods as zero events.

    Only events that happened count, in both directions, each once however often it was told, in
    the period in which it wholly lies; one that may lie in two counts in neither.

    Args:
        rows: events.
        one: an actor. `other`: another.
        other: see `one`.
        by: "month", "quarter" or "year".
        after: first day. `before`: last day.
        before: see `after`.

    Raises:
        UsageError: for a pair of one actor with itself, an unknown period, or one that ends
            before it begins.
    """
    check_pair(one, other)
    check_period(after, before)
    if by not in PERIODS:
        raise UsageError(f"period {by!r}", found="no such period", expected=" or ".join(PERIODS))
    wanted = {one.casefold(), other.casefold()}
    found: dict[date, list[EventRow]] = defaultdict(list)
    for row in once_each(rows):
        start = period_of(row, by)
        if not _is_of_pair(row, wanted) or start is None:
            continue
        if (after and row.latest and row.latest < after) or (
            before and row.earliest and row.earliest > before
        ):
            continue
        found[start].append(row)
    return [_point(start, found.get(start, [])) for start in _steps(found, by)]


def count_open(rows: Iterable[EventRow], one: str, other: str, *, by: str = "month") -> int:
    """Count the pair's events that happened and lie in no one period: their days are too open."""
    wanted = {one.casefold(), other.casefold()}
    return sum(_is_of_pair(r, wanted) and period_of(r, by) is None for r in once_each(rows))


def _is_of_pair(row: EventRow, wanted: set[str]) -> bool:
    names = {(row.actor or "").casefold(), (row.recipient or "").casefold()}
    return names == wanted and row.status in REAL and row.weight is not None


def _point(start: date, rows: Sequence[EventRow]) -> Point:
    weights = [row.weight or 0.0 for row in rows]
    return Point(
        start,
        cooperation=round(sum(weight for weight in weights if weight > 0), 6),
        conflict=round(-sum(weight for weight in weights if weight < 0), 6),
        events=len(rows),
        ids=tuple(row.id for row in rows),
    )


def period_of(row: EventRow, by: str) -> date | None:
    """Return the first day of the period in which an event wholly lies, None if that is open."""
    if row.earliest is None or row.latest is None:
        return None
    first, last = start_of(row.earliest, by), start_of(row.latest, by)
    return first if first == last else None


def start_of(day: date, by: str) -> date:
    """Return the first day of the month, quarter or year of a day."""
    month = {"month": day.month, "quarter": day.month - (day.month - 1) % 3, "year": 1}[by]
    return date(day.year, month, 1)


def _steps(found: Iterable[date], by: str) -> Iterator[date]:
    starts = sorted(found)
    if not starts:
        return
    size = {"month": 1, "quarter": 3, "year": 12}[by]
    first = starts[0].year * 12 + starts[0].month - 1
    last = starts[-1].year * 12 + starts[-1].month - 1
    for number in range(first, last + 1, size):
        yield date(number // 12, number % 12 + 1, 1)


def agreement(first: Iterable[EventRow], second: Iterable[EventRow], *, days: int = 3) -> Agreement:
    """Match two sets' events: same doer, recipient and type, at most `days` apart, one to one."""
    left: dict[tuple[str, ...], list[date]] = defaultdict(list)
    right: dict[tuple[str, ...], list[date]] = defaultdict(list)
    for rows, side in ((first, left), (second, right)):
        for row in once_each(rows):
            if row.kind and row.earliest and row.status in REAL:
                key = ((row.actor or "").casefold(), row.kind, (row.recipient or "").casefold())
                side[key].append(row.earliest)
    both = sum(_matched(sorted(days_), sorted(right[key]), days) for key, days_ in left.items())
    totals = [sum(map(len, side.values())) for side in (left, right)]
    return Agreement(both, totals[0] - both, totals[1] - both)


def _matched(left: list[date], right: list[date], days: int) -> int:
    count = i = j = 0
    while i < len(left) and j < len(right):
        apart = (left[i] - right[j]).days
        if abs(apart) <= days:
            count, i, j = count + 1, i + 1, j + 1
        elif apart < 0:
            i += 1
        else:
            j += 1
    return count
