"""The smallest change of one input that turns a result: exact, from where the result can break.

A median, an empty win set, or the side of an option on which a mean lies, changes only at a finite
number of values of any one input: where positions meet, where a group comes to half of the weight,
where a mean passes a point. Between neighbours of these values nothing changes, so that one look
between each two finds the first that matters, with no grid and no search.

Example:
    >>> found = turn_median([0.0, 40.0, 100.0], [0.5, 0.5, 0.25], [1.0, 1.0, 1.0], low=0.0, high=100.0)
    >>> [(turn.actor, turn.figure, turn.at) for turn in found][1:3]
    [(0, 'salience', 0.75), (1, 'salience', 0.25)]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from legation.negotiation.core import find_win_set
from legation.negotiation.formats import MeetingFormat, seat
from legation.negotiation.mean import weighted_mean
from legation.negotiation.median import median_interval
from legation.negotiation.table import FIGURES, Figure

Array = NDArray[np.float64]
Test = Callable[[Array, Array], NDArray[np.bool_]]
"""Of positions and weights [changes, actors]: in which changes the result has turned."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The smallest change of one input that turns a result.

    Args:
        target: what turns, in words.
        actor: the place of the actor; None for the status quo.
        figure: position, salience, capability, or status quo.
        now: the input as it is.
        at: where it turns: at this value or just beyond it.
        size: the change as a share of the scale (position, status quo), of 1 (salience) or of the
            figure itself (capability).
    """

    target: str
    actor: int | None
    figure: Figure | str
    now: float
    at: float
    size: float


@dataclass(frozen=True, slots=True)
class _Stakes:
    """One issue [actors], the ends of its scale, and the groups whose means and medians matter."""

    place: Array
    care: Array
    clout: Array
    low: float
    high: float
    groups: tuple[tuple[int, ...], ...]

    @property
    def weight(self) -> Array:
        result: Array = np.where(np.isnan(self.place), 0.0, self.care * self.clout)
        return result


def turn_median(
    positions: ArrayLike, salience: ArrayLike, capability: ArrayLike, *, low: float, high: float
) -> tuple[Turn, ...]:
    """Return, for each input, the smallest change that moves the weighted median; least first.

    Args:
        positions: [actors]; NaN where an actor takes no part.
        salience: [actors] in (0, 1].
        capability: [actors] above 0.
        low: the low end of the scale.
        high: the high end.

    The position of an actor at the median moves it at once, one for one: its size is 0.
    """
    stakes = _stakes(positions, salience, capability, (low, high))
    before = median_interval(stakes.place, stakes.weight)

    def moved(place: Array, weight: Array) -> NDArray[np.bool_]:
        after = median_interval(place, weight)
        return np.asarray((after.low != before.low) | (after.high != before.high))

    return _all(stakes, "the median moves", moved, ())


def turn_option(
    positions: ArrayLike,
    salience: ArrayLike,
    capability: ArrayLike,
    *,
    low: float,
    high: float,
    option: float,
    model: str = "mean",
) -> tuple[Turn, ...]:
    """Return, for each input, the smallest change by which the outcome passes an option.

    `model` is "mean", or "median" for the middle of the median interval; the rest as `turn_median`.
    """
    stakes = _stakes(positions, salience, capability, (low, high))

    def outcome(place: Array, weight: Array) -> Array:
        if model == "median":
            return median_interval(place, weight).scalar()
        return weighted_mean(place, weight)

    side = np.sign(float(outcome(stakes.place, stakes.weight)) - option)

    def passed(place: Array, weight: Array) -> NDArray[np.bool_]:
        return np.asarray(np.sign(outcome(place, weight) - option) != side)

    return _all(stakes, f"the {model} passes {option:g}", passed, (option,))


def turn_gridlock(
    positions: ArrayLike,
    salience: ArrayLike,
    capability: ArrayLike,
    *,
    low: float,
    high: float,
    status_quo: float,
    chosen: MeetingFormat,
    votes: ArrayLike | None = None,
) -> tuple[Turn, ...]:
    """Return, for each input and the status quo, the smallest change that empties or opens the win set.

    `chosen` is the format; votes are one each without them; the rest as `turn_median`.
    """
    groups = tuple(bloc.members for bloc in chosen.blocs if len(bloc.members) > 1)
    stakes = _stakes(positions, salience, capability, (low, high), groups)
    count = np.ones(len(stakes.place)) if votes is None else np.asarray(votes, dtype=np.float64)

    def stuck(place: Array, weight: Array, start: Array) -> NDArray[np.bool_]:
        points, rule = seat(place, weight, chosen, votes=count)
        return find_win_set(points, start, rule).empty

    begin = np.array([status_quo])
    before = bool(stuck(stakes.place[None], stakes.weight[None], begin)[0])
    target = f"the win set {'opens' if before else 'empties'} ({chosen.name})"

    def turned(place: Array, weight: Array) -> NDArray[np.bool_]:
        return np.asarray(stuck(place, weight, np.full(len(place), status_quo)) != before)

    points, _ = seat(stakes.place, stakes.weight, chosen, votes=count)

    def moved(starts: Array) -> NDArray[np.bool_]:
        many = (len(starts), len(stakes.place))
        place, weight = np.broadcast_to(stakes.place, many), np.broadcast_to(stakes.weight, many)
        return np.asarray(stuck(place, weight, starts) != before)

    found = list(_all(stakes, target, turned, (status_quo,)))
    at = _first(status_quo, points[~np.isnan(points)].tolist(), (low, high), moved)
    if at is not None:
        size = abs(at - status_quo) / (high - low)
        found.append(Turn(target, None, "status quo", status_quo, at, size))
    return _ranked(found)


def _stakes(
    positions: ArrayLike,
    salience: ArrayLike,
    capability: ArrayLike,
    ends: tuple[float, float],
    groups: tuple[tuple[int, ...], ...] = (),
) -> _Stakes:
    place = np.array(positions, dtype=np.float64)
    everyone = tuple(range(len(place)))
    return _Stakes(
        place,
        np.array(salience, dtype=np.float64),
        np.array(capability, dtype=np.float64),
        *ends,
        (everyone, *groups),
    )


def _all(stakes: _Stakes, target: str, turned: Test, points: tuple[float, ...]) -> tuple[Turn, ...]:
    found = []
    for actor in np.flatnonzero(~np.isnan(stakes.place)).tolist():
        for figure in FIGURES:
            turn = _one(stakes, target, turned, points, (actor, figure))
            if turn is not None:
                found.append(turn)
    return _ranked(found)


def _one(
    stakes: _Stakes,
    target: str,
    turned: Test,
    points: tuple[float, ...],
    cell: tuple[int, Figure],
) -> Turn | None:
    """Return the smallest change of one cell that turns the result, if any does."""
    actor, figure = cell
    column = {"position": stakes.place, "salience": stakes.care, "capability": stakes.clout}[figure]
    now = float(column[actor])
    if figure == "position":
        breaks = _breaks_of_position(stakes, actor, points)
        ends = (stakes.low, stakes.high)
    else:
        other = stakes.clout if figure == "salience" else stakes.care
        breaks = [
            weight / float(other[actor]) for weight in _breaks_of_weight(stakes, actor, points)
        ]
        ends = (0.0, 1.0 if figure == "salience" else np.inf)

    def test(values: Array) -> NDArray[np.bool_]:
        place = np.repeat(stakes.place[None], len(values), axis=0)
        weight = np.repeat(stakes.weight[None], len(values), axis=0)
        if figure == "position":
            place[:, actor] = values
        else:
            weight[:, actor] = values * float(other[actor])
        return turned(place, weight)

    at = _first(now, breaks, ends, test)
    if at is None:
        return None
    unit = {"position": stakes.high - stakes.low, "salience": 1.0, "capability": now}[figure]
    return Turn(target, actor, figure, now, at, abs(at - now) / unit)


def _breaks_of_position(stakes: _Stakes, actor: int, points: tuple[float, ...]) -> list[float]:
    """Return where a position meets another or a point, or takes a mean or median to a point."""
    others = [float(x) for k, x in enumerate(stakes.place) if k != actor and not np.isnan(x)]
    breaks = [*others, *points]
    for point in points:
        breaks += [2.0 * point - x for x in others]
        for group in stakes.groups:
            if actor in group:
                rest = [k for k in group if k != actor and not np.isnan(stakes.place[k])]
                mine, weight = stakes.weight[actor], stakes.weight[rest]
                pull = float(weight @ (stakes.place[rest] - point))
                breaks.append(point - pull / float(mine))
    return breaks


def _breaks_of_weight(stakes: _Stakes, actor: int, points: tuple[float, ...]) -> list[float]:
    """Return the weights at which a group comes to half, or a mean to a point."""
    breaks: list[float] = []
    for group in stakes.groups:
        if actor not in group:
            continue
        rest = [k for k in group if k != actor and not np.isnan(stakes.place[k])]
        weight, place = stakes.weight[rest], stakes.place[rest]
        total, mine = float(weight.sum()), float(stakes.place[actor])
        for level in {*place.tolist(), mine}:
            for behind in (weight[place <= level].sum(), weight[place < level].sum()):
                breaks += [total - 2.0 * float(behind), 2.0 * float(behind) - total]
        for point in points:
            pull = float(weight @ (place - point))
            if mine != point:
                breaks.append(pull / (point - mine))
    return breaks


def _first(
    now: float,
    breaks: Iterable[float],
    ends: tuple[float, float],
    turned: Callable[[Array], NDArray[np.bool_]],
) -> float | None:
    """Return the value nearest to `now` at or just beyond which the result turns."""
    low, high = ends
    found: list[float] = []
    for sign in (-1.0, 1.0):
        end = low if sign < 0 else high
        ahead = sorted({float(b) for b in breaks if (b - now) * sign > 0 and low < b < high})
        path = [now, *(ahead if sign > 0 else reversed(ahead))]
        path.append(end if np.isfinite(end) else max(2.0 * abs(path[-1]), 1.0))
        path = [at for k, at in enumerate(path) if k == 0 or _apart(at, path[k - 1], now)]
        if len(path) < 2:
            continue
        middles = (np.array(path[:-1]) + np.array(path[1:])) / 2.0
        flags = turned(middles)
        if flags.any():
            found.append(path[int(flags.argmax())])
    if not found:
        return None
    return min(found, key=lambda at: abs(at - now))


def _apart(one: float, other: float, now: float) -> bool:
    """Whether two breaks are further apart than rounding can tell."""
    return abs(one - other) > 1e-12 * max(1.0, abs(one), abs(now))


def _ranked(turns: Iterable[Turn]) -> tuple[Turn, ...]:
    return tuple(sorted(turns, key=lambda t: (t.size, -1 if t.actor is None else t.actor)))
