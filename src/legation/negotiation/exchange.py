"""Exchange of voting positions at equal gain: who can trade what with whom, over all issues.

Stokman and Van Oosten (1994): two actors on opposite sides of the expected outcome of two issues
each move on the one they care less about, so that both gain the same. The expected outcome of an
issue is the capability times salience weighted mean. The only model here that links issues.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from legation.errors import UsageError

Array = NDArray[np.float64]
Index = NDArray[np.int64]

SCALE = 100.0
SMALLEST_GAIN = 1e-10
ROUNDING = 1e-9
"""Positions this near to an end of the scale are at that end."""


@dataclass(frozen=True, slots=True)
class ExchangeOptions:
    """Rules of an exchange round.

    Args:
        overshoot: shorten a move by which the outcome with which the round began would pass the
            position of the one who demands it.
    """

    overshoot: bool = False


class Offers(NamedTuple):
    """All pairs that could trade, one an entry: i supplies q to j, j supplies p to i."""

    i: Index
    q: Index
    j: Index
    p: Index


class Terms(NamedTuple):
    """What each offer would be: the moves of i on q and of j on p, and the gain of both (0: no)."""

    i_to: Array
    j_to: Array
    gain: Array


@dataclass(slots=True)
class Market:
    """The state of a round.

    Args:
        declared: [actors, issues], 0 to 100; NaN where an actor takes no part in an issue.
        salience: [actors, issues], above 0 where a position is declared.
        weights: [actors, issues], capability times salience, 0 where no position is declared.
        voting: [actors, issues], where actors now vote.
        direction: [actors, issues], -1, 0 or 1: the way each has moved in this round.
        total: [issues], T, the sum of weights.
        start: [issues], the outcomes when the round began.
    """

    declared: Array
    salience: Array
    weights: Array
    voting: Array
    direction: Index
    total: Array
    start: Array

    def outcomes(self) -> Array:
        """Return O [issues], the weighted mean of the voting positions."""
        total = np.where(self.weights > 0.0, self.weights * self.voting, 0.0).sum(axis=0)
        result: Array = total / self.total
        return result


def open_market(positions: ArrayLike, salience: ArrayLike, capability: ArrayLike) -> Market:
    """Return the state before any exchange.

    Args:
        positions: [actors, issues], 0 to 100, NaN where an actor takes no part.
        salience: [actors, issues] in (0, 1]; 0 or NaN where an actor takes no part.
        capability: [actors, issues] or [actors], above 0.

    Salience 0 with a position is no part in the issue: nothing divides by it. Inputs are copied.
    Errors: `UsageError` names actor and issue.
    """
    place = np.array(positions, dtype=np.float64)
    care = np.array(salience, dtype=np.float64)
    clout = np.array(capability, dtype=np.float64)
    if place.ndim != 2 or care.shape != place.shape:
        raise UsageError(
            "positions and salience",
            found=f"shapes {place.shape} and {care.shape}",
            expected="two equal tables [actors, issues]",
        )
    clout = np.broadcast_to(clout[:, None] if clout.ndim == 1 else clout, place.shape)
    part = ~np.isnan(place) & (care > 0.0)
    for name, good, figures, wanted in (
        ("position", (place >= 0.0) & (place <= SCALE), place, f"0 to {SCALE:g}"),
        ("salience", care <= 1.0, care, "0 to 1"),
        ("capability", np.isfinite(clout) & (clout > 0.0), clout, "above 0"),
    ):
        if not good[part].all():
            actor, issue = np.argwhere(part & ~good)[0]
            raise UsageError(
                f"actor {actor}, issue {issue}: {name}",
                found=f"{figures[actor, issue]}",
                expected=wanted,
            )
    weights = np.where(part, clout * np.where(part, care, 0.0), 0.0)
    total = weights.sum(axis=0)
    if not (total > 0.0).all():
        issue = int(np.argmin(total))
        raise UsageError(f"issue {issue}", found="no actor", expected="at least one with a weight")
    place = np.where(part, place, np.nan)
    care = np.where(part, care, np.nan)
    still = np.zeros(place.shape, dtype=np.int64)
    market = Market(place, care, weights, place.copy(), still, total, total)
    market.start = market.outcomes()
    return market


def find_offers(market: Market) -> Offers:
    """Return all pairs on opposite sides of the outcome of two issues, in order of (actor, issue).

    i demands p and supplies q when s_ip / s_iq >= s_jp / s_jq, else the other way round (written
    without division); i is the actor who comes first in the input. The terms are the same from
    either end. An actor exactly at the outcome counts as left of it.
    """
    actors, issues = market.declared.shape
    first, second = np.triu_indices(actors, 1)
    left = market.declared <= market.start
    part = market.weights > 0.0
    both = part[first] & part[second]
    opposed = both & (left[first] != left[second])
    p, q = np.triu_indices(issues, 1)
    pair, couple = np.nonzero(opposed[:, p] & opposed[:, q])
    a, b, p, q = first[pair], second[pair], p[couple], q[couple]
    care = market.salience
    demands = care[a, p] * care[b, q] >= care[b, p] * care[a, q]
    a_supplies, b_supplies = np.where(demands, q, p), np.where(demands, p, q)
    order = np.lexsort((b_supplies, b, a_supplies, a))
    return Offers(a[order], a_supplies[order], b[order], b_supplies[order])


def find_terms(market: Market, offers: Offers, options: ExchangeOptions) -> Terms:
    """Return the terms of each offer as things stand; a gain of 0 marks one that cannot be.

    Equal gain: dO_q = k dO_p with k = (s_ip + s_jp) / (s_iq + s_jq). First j moves all the way
    to i's declared position on p; if i would have to move further on q than to j's declared
    position, i moves all the way and j part of it. Gain = dO_p (s_ip s_jq - s_iq s_jp) /
    (s_iq + s_jq). Valid: gain above 1e-10, both move, inside the scale, one direction only.
    """
    i, q, j, p = offers
    care, weights, total = market.salience, market.weights, market.total
    way_j = market.declared[i, p] - market.voting[j, p]
    way_i = market.declared[j, q] - market.voting[i, q]
    kappa = (care[i, p] + care[j, p]) / (care[i, q] + care[j, q])
    pull_j, pull_i = weights[j, p] / total[p], weights[i, q] / total[q]
    limit_p, limit_q = np.abs(way_j) * pull_j, np.abs(way_i) * pull_i
    if options.overshoot:
        limit_p = np.minimum(limit_p, _room(market.declared[i, p] - market.start[p], way_j))
        limit_q = np.minimum(limit_q, _room(market.declared[j, q] - market.start[q], way_i))
    shift_p = np.minimum(limit_p, limit_q / kappa)
    gain = shift_p * (care[i, p] * care[j, q] - care[i, q] * care[j, p])
    gain /= care[i, q] + care[j, q]
    whole_j = limit_p * kappa <= limit_q
    move_j = np.sign(way_j) * np.where(whole_j, limit_p / pull_j, limit_q / kappa / pull_j)
    move_i = np.sign(way_i) * np.where(whole_j, limit_p * kappa / pull_i, limit_q / pull_i)
    i_to, j_to = _tidy(market.voting[i, q] + move_i), _tidy(market.voting[j, p] + move_j)
    valid = (gain > SMALLEST_GAIN) & (move_i != 0.0) & (move_j != 0.0)
    for actor, issue, move, to in ((i, q, move_i, i_to), (j, p, move_j, j_to)):
        valid &= (to >= 0.0) & (to <= SCALE)
        valid &= market.direction[actor, issue] * np.sign(move) >= 0
    return Terms(i_to, j_to, np.where(valid, gain, 0.0))


def _room(distance: Array, way: Array) -> Array:
    """Return how far the outcome may go towards the demander; 0 when it is already past it."""
    return np.maximum(distance * np.sign(way), 0.0)


def _tidy(places: Array) -> Array:
    """Return places with those a rounding error beyond or before an end put at that end."""
    places = np.where(np.abs(places) < ROUNDING, 0.0, places)
    return np.where(np.abs(places - SCALE) < ROUNDING, SCALE, places)
