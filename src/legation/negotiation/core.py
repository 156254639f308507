"""What a rule of decision lets happen on one dimension: core, gridlock, win set, agenda setter.

Actors prefer what is nearer (single-peaked, symmetric). With pivots m_R (the largest position such
that all from it up can decide) and m_L (the smallest such that all up to it can), the core is
[m_R, m_L]: the points that no group which can decide would leave. A status quo z inside it is in
gridlock. The win set of z, the points preferred to it by a group that can decide, is
(z, 2m_R - z) where m_R > z, and (2m_L - z, z) where m_L < z. Veto players and several majorities
are part of the rule. Sources: Black 1948; Romer and Rosenthal 1978; Tsebelis 2002.

Arrays are [..., actors], with leading axes of draws; an actor whose position is NaN takes no part.

Example:
    >>> from legation.negotiation.decision import consensus, simple_majority
    >>> find_core([0.0, 40.0, 100.0], consensus(3))
    Interval(low=array(0.), high=array(100.))
    >>> find_win_set([0.0, 40.0, 100.0], 10.0, simple_majority([1, 1, 1])).right
    Interval(low=array(10.), high=array(70.))
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from legation.errors import UsageError
from legation.negotiation.decision import DecisionRule, Majority, pivots

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

HALVINGS = 200
"""Bisections of an interval before a point of indifference is as exact as it can be."""


class Interval(NamedTuple):
    """An interval with both ends [...]; both NaN where it is empty."""

    low: Array
    high: Array

    @property
    def empty(self) -> Flags:
        """Whether there is no point in it."""
        return np.asarray(np.isnan(self.low))


class WinSet(NamedTuple):
    """What beats the status quo: two open intervals beside it, either of which may be empty.

    The status quo and the far ends are not part of it: there the deciding actor is indifferent.
    """

    left: Interval
    right: Interval

    @property
    def empty(self) -> Flags:
        """Whether nothing beats the status quo: gridlock."""
        return np.asarray(self.left.empty & self.right.empty)


def _interval(low: Array, high: Array, nonempty: Flags) -> Interval:
    return Interval(np.where(nonempty, low, np.nan), np.where(nonempty, high, np.nan))


def find_core(positions: ArrayLike, rule: DecisionRule) -> Interval:
    """Return the core, which is also the gridlock interval.

    Within the range of positions; empty where too few can decide at both ends (quota of at most
    half). Errors: `UsageError` as `decision.pivots`.
    """
    upper, lower = pivots(positions, rule)
    least, most = _range(positions)
    low, high = np.maximum(upper, least), np.minimum(lower, most)
    return _interval(low, high, low <= high)


def _range(positions: ArrayLike) -> tuple[Array, Array]:
    place = np.asarray(positions, dtype=np.float64)
    absent = np.isnan(place)
    least: Array = np.where(absent, np.inf, place).min(axis=-1)
    most: Array = np.where(absent, -np.inf, place).max(axis=-1)
    return least, most


def find_win_set(positions: ArrayLike, status_quo: ArrayLike, rule: DecisionRule) -> WinSet:
    """Return what beats the status quo [...] under the rule.

    Errors: `UsageError` as `decision.pivots`, and for a status quo that is no number.
    """
    place = np.asarray(positions, dtype=np.float64)
    start = np.asarray(status_quo, dtype=np.float64)
    if not np.isfinite(start).all():
        raise UsageError("status quo", found=f"{start}", expected="a number")
    return win_set_of_reach(2.0 * place - start[..., None], start, rule)


def win_set_of_reach(reach: ArrayLike, status_quo: ArrayLike, rule: DecisionRule) -> WinSet:
    """Return the win set from each actor's point of indifference to the status quo [..., actors].

    An actor prefers to the status quo what lies strictly between it and this point, so that any
    single-peaked utilities will do; for symmetric ones the point is 2x - z.
    """
    start = np.asarray(status_quo, dtype=np.float64)
    upper, lower = pivots(reach, rule)
    left = _interval(lower, np.broadcast_to(start, lower.shape), lower < start)
    right = _interval(np.broadcast_to(start, upper.shape), upper, upper > start)
    return WinSet(left, right)


def slanted_reach(
    positions: ArrayLike, status_quo: ArrayLike, *, below: ArrayLike, above: ArrayLike
) -> Array:
    """Return points of indifference of actors who mind one side more than the other.

    An outcome costs `below` for each unit under the actor's position and `above` for each unit
    over it (each above 0).

    >>> slanted_reach([50.0], 40.0, below=2.0, above=1.0).tolist()
    [70.0]
    """
    place = np.asarray(positions, dtype=np.float64)
    start = np.asarray(status_quo, dtype=np.float64)[..., None]
    under, over = np.asarray(below, dtype=np.float64), np.asarray(above, dtype=np.float64)
    if not ((under > 0.0).all() and (over > 0.0).all()):
        raise UsageError("cost of a unit", found="0 or less", expected="above 0")
    ratio = np.where(start < place, under / over, over / under)
    result: Array = place + (place - start) * ratio
    return result


def reach_of_utility(
    utility: Callable[[float], float], ideal: float, status_quo: float, *, low: float, high: float
) -> float:
    """Return the point of [low, high] as good as the status quo on the other side of the ideal.

    Args:
        utility: single-peaked at `ideal`, never rising away from it.
        ideal: the best point.
        status_quo: the point compared with.
        low: the low end of the scale.
        high: the high end.

    By bisection; the end of the scale where even that is better than the status quo.

    >>> round(reach_of_utility(lambda y: -(y - 3) ** 2, 3.0, 1.0, low=0.0, high=10.0), 9)
    5.0
    """
    if not low <= ideal <= high:
        raise UsageError("ideal", found=f"{ideal}", expected=f"{low:g} to {high:g}")
    if status_quo == ideal:
        return ideal
    worth = utility(status_quo)
    good, bad = ideal, high if status_quo < ideal else low
    if utility(bad) >= worth:
        return bad
    for _ in range(HALVINGS):
        middle = (good + bad) / 2.0
        if middle in (good, bad):
            break
        good, bad = (middle, bad) if utility(middle) > worth else (good, middle)
    return good


def propose(
    setter: ArrayLike, positions: ArrayLike, status_quo: ArrayLike, rule: DecisionRule
) -> Array:
    """Return what an agenda setter with this ideal [...] proposes: take it or leave it.

    The point nearest to the ideal of all that can pass and the status quo; at a far end those who
    decide are indifferent and taken to accept (Romer and Rosenthal).

    >>> from legation.negotiation.decision import simple_majority
    >>> propose(100.0, [0.0, 40.0, 100.0], 10.0, simple_majority([1, 1, 1])).item()
    70.0
    """
    won = find_win_set(positions, status_quo, rule)
    start = np.asarray(status_quo, dtype=np.float64)
    low = np.where(won.left.empty, start, won.left.low)
    high = np.where(won.right.empty, start, won.right.high)
    return np.clip(np.asarray(setter, dtype=np.float64), low, high)


def binding_vetoes(
    positions: ArrayLike, status_quo: float, vetoes: tuple[int, ...]
) -> tuple[int | None, int | None]:
    """Return which of these veto players [actors] holds up a move down, and a move up.

    It is the one who reaches least far on that side: nearest to the status quo, or beyond it on
    the other side. None where no veto player takes part.
    """
    place = np.asarray(positions, dtype=np.float64)
    if not np.isfinite(status_quo):
        raise UsageError("status quo", found=f"{status_quo}", expected="a number")
    known = [veto for veto in vetoes if not np.isnan(place[veto])]
    if not known:
        return None, None
    down = max(known, key=lambda veto: (float(place[veto]), -veto))
    up = min(known, key=lambda veto: (float(place[veto]), veto))
    return down, up


def is_absorbed(positions: ArrayLike, player: int, rule: DecisionRule) -> bool:
    """Return whether a veto of this player would change nothing (Tsebelis's absorption).

    A veto player inside the unanimity core of the veto players that are there already adds
    nothing. With no veto players yet, the core of the rule must stay the same wherever the
    status quo is, so that both pivots are compared.

    >>> from legation.negotiation.decision import consensus
    >>> is_absorbed([0.0, 40.0, 100.0], 1, consensus(3))
    True
    """
    before, after = pivots(positions, rule), pivots(positions, rule.with_vetoes(player))
    return bool(before.upper == after.upper and before.lower == after.lower)


class QuotaStep(NamedTuple):
    """From which votes on (more than `above`, up to `quota`) the core is this interval.

    `core` is None where it is empty.
    """

    above: float
    quota: float
    core: tuple[float, float] | None


def sweep_quotas(positions: ArrayLike, votes: ArrayLike) -> tuple[QuotaStep, ...]:
    """Return the core for every quota from 0 to all votes, exactly, as steps.

    Args:
        positions: [actors]; NaN where an actor takes no part.
        votes: [actors], 0 or more.

    >>> [step[1:] for step in sweep_quotas([0.0, 40.0, 100.0], [1.0, 1.0, 1.0])]
    [(1.0, None), (2.0, (40.0, 40.0)), (3.0, (0.0, 100.0))]
    """
    place = np.asarray(positions, dtype=np.float64)
    weight = np.where(np.isnan(place), 0.0, np.asarray(votes, dtype=np.float64))
    Majority(weight, share=1.0)  # names votes that cannot be
    levels = np.unique(place[~np.isnan(place)])
    reached = {float(weight[place >= level].sum()) for level in levels}
    reached |= {float(weight[place <= level].sum()) for level in levels}
    steps: list[QuotaStep] = []
    above = 0.0
    for quota in sorted(reached - {0.0}):
        core = find_core(place, DecisionRule(((Majority(weight, quota),),)))
        interval = None if bool(core.empty) else (float(core.low), float(core.high))
        if steps and steps[-1].core == interval:
            steps[-1] = QuotaStep(steps[-1].above, quota, interval)
        else:
            steps.append(QuotaStep(above, quota, interval))
        above = quota
    return tuple(steps)
