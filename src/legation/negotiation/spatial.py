"""Spatial bargaining on several dimensions at once, compatible with KTAB's SMP.

Actors with positions in [0, 1]^D, salience for each dimension (summing to at most 1) and
capability look for the one they could best press, strike bargains, and each takes the bargain
that a probabilistic Condorcet election over its offers favours. Equations: KTAB (KAPSARC)
`smp.cpp`, `smpbcn.cpp`, `kmodel.cpp`. A what-if: never the only figure shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from legation.errors import UsageError
from legation.negotiation.condorcet import (
    Array,
    Election,
    VictoryRule,
    VoteRule,
    coalitions,
    elect,
    vote,
)

RiskRange = Literal["min", "mid", "max"]
RiskEstimate = Literal["none", "one-third", "half", "two-thirds", "full"]
ThirdParty = Literal["no-commit", "semi-commit", "full-commit"]
Interpolation = Literal["s1p1", "s2p2", "s2pmax"]
Bargaining = Literal["init-only", "init-rcvr", "pw-comp"]
Selection = Literal["deterministic", "stochastic"]

SMALLEST_SUPPORT = 1e-10
"""What each side of a contest has before anybody helps it."""
WORTHWHILE = 1e-5
"""A target is taken only when the expected gain is above this."""
SMALLEST_WEIGHT = 1e-6
_SHARES: dict[str, float] = {
    "none": 0.0,
    "one-third": 1.0 / 3.0,
    "half": 0.5,
    "two-thirds": 2.0 / 3.0,
    "full": 1.0,
}


@dataclass(frozen=True, slots=True)
class SpatialOptions:
    """All that KTAB lets a user choose; the defaults are KTAB's.

    Args:
        victory: how two coalitions become a probability of victory.
        votes: how a gain of utility becomes votes.
        election: which election is held over positions and bargains.
        selection: take the likeliest bargain, or draw one (needs a seed).
        risk_range: which risk the least and most favoured actors have.
        risk_estimate: how far h corrects its own risk towards i's when it thinks about i.
        third_party: what a helper stakes: nothing, or its position, on losing or on both.
        interpolation: weights of a bargain: salience and probability, their squares, or s2pmax.
        bargaining: whose view makes the bargain: the initiator's, both, or the weighted mean.
    """

    victory: VictoryRule = "linear"
    votes: VoteRule = "prop"
    election: Election = "conditional"
    selection: Selection = "deterministic"
    risk_range: RiskRange = "mid"
    risk_estimate: RiskEstimate = "one-third"
    third_party: ThirdParty = "semi-commit"
    interpolation: Interpolation = "s2p2"
    bargaining: Bargaining = "init-only"


@dataclass(frozen=True, slots=True)
class Bargain:
    """A bargain of `initiator` and `receiver`, as `view` sees it, with both new positions [D]."""

    initiator: int
    receiver: int
    view: int
    to_initiator: Array
    to_receiver: Array


def distances(ideals: Array, positions: Array, salience: Array) -> Array:
    """Return d[i, j] = sqrt(sum_k (s_ik (I_ik - t_jk))² / sum_k s_ik²), i's ideal to j's position.

    Args:
        ideals: [actors, D].
        positions: [places, D].
        salience: [actors, D].

    >>> distances(np.array([[0.0]]), np.array([[0.25]]), np.array([[0.5]])).tolist()
    [[0.25]]
    """
    apart = ideals[:, None, :] - positions[None, :, :]
    squares = (salience[:, None, :] * apart) ** 2
    result: Array = np.sqrt(squares.sum(axis=2) / (salience**2).sum(axis=1)[:, None])
    return result


def utility(distance: Array, risk: Array) -> Array:
    """Return u = (1 - d)(1 + d r); beyond d = 1 it is (1 - d)(1 + r). r in [-1, 1].

    >>> utility(np.array([0.0, 0.5]), np.array(1.0)).tolist()
    [1.0, 0.75]
    """
    result: Array = (1.0 - distance) * (1.0 + np.minimum(distance, 1.0) * risk)
    return result


def risk_attitudes(chances: Array, risk_range: RiskRange) -> Array:
    """Return r [actors] from the chances of their positions; all 0 when the chances are equal.

    min (p - pmin)/(pmax - pmin); mid (3p - pmax - 2 pmin)/(2(pmax - pmin));
    max (2p - pmax - pmin)/(pmax - pmin).
    """
    low, top = chances.min(), chances.max()
    spread = top - low
    if spread <= 1e-12:
        return np.zeros_like(chances)
    result: Array
    if risk_range == "min":
        result = (chances - low) / spread
    elif risk_range == "mid":
        result = (3.0 * chances - top - 2.0 * low) / (2.0 * spread)
    elif risk_range == "max":
        result = (2.0 * chances - top - low) / spread
    else:
        raise UsageError("risk range", found=repr(risk_range), expected="min, mid or max")
    return result


def estimated_risk(risk: Array, estimate: RiskEstimate) -> Array:
    """Return r[h, i], h's estimate of i's risk: its own, moved towards i's by the share named."""
    if estimate not in _SHARES:
        raise UsageError("risk estimate", found=repr(estimate), expected=", ".join(_SHARES))
    share = _SHARES[estimate]
    result: Array = (1.0 - share) * risk[:, None] + share * risk[None, :]
    return result


def position_chances(utilities: Array, capability: Array, options: SpatialOptions) -> Array:
    """Return the election over positions: utilities [actors, places], weights capability."""
    table = coalitions(utilities, capability, rule=options.votes)
    return elect(table, election=options.election, victory=options.victory)


def contest(seen: Array, weights: Array, initiator: int, options: SpatialOptions) -> Array:
    """Return P[j], the chance that the initiator i prevails over each j, in one view.

    The principals vote what they stake; a third party n expects pin = (C_i + max(v, 0)) /
    (C_i + C_j + |v|) for i's victory if it helps, with v its vote between the two positions, and
    under semi-commitment weighs the outcomes pin (2 U_ni + U_nn) + pjn 3 U_nj against
    pin 3 U_ni + pjn (2 U_nj + U_nn).

    Args:
        seen: U[n, k], the utility of k's position to n, as the view h sees it.
        weights: [actors], capability times total salience.
        initiator: i.
        options: vote rule and third-party commitment.
    """
    everyone = np.arange(len(weights))
    own = seen[everyone, everyone]
    with_i = seen[:, initiator]  # U_ni
    side_i = np.full(len(weights), SMALLEST_SUPPORT)
    side_j = np.full(len(weights), SMALLEST_SUPPORT)
    stakes_i = vote(options.votes, weights[initiator], own[initiator] - seen[initiator])
    stakes_j = vote(options.votes, weights, with_i - own)
    for stake in (stakes_i, stakes_j):
        side_i += np.maximum(stake, 0.0)
        side_j += np.maximum(-stake, 0.0)
    if options.third_party == "semi-commit":
        help_i, help_j = _third_parties(seen, weights, initiator, (side_i, side_j), options)
        side_i, side_j = side_i + help_i, side_j + help_j
    elif options.third_party not in {"no-commit", "full-commit"}:  # both: no influence at all
        raise UsageError("third party", found=repr(options.third_party), expected="semi-commit")
    result: Array = side_i / (side_i + side_j)
    return result


def _third_parties(
    seen: Array,
    weights: Array,
    initiator: int,
    sides: tuple[Array, Array],
    options: SpatialOptions,
) -> tuple[Array, Array]:
    """Return the votes of all third parties for i and for each j ([j] each)."""
    count = len(weights)
    own = np.diagonal(seen)[:, None]
    with_i, with_j = seen[:, initiator, None], seen
    lean = vote(options.votes, weights[:, None], with_i - with_j)
    side_i, side_j = sides
    wins = (side_i + np.maximum(lean, 0.0)) / (side_i + side_j + np.abs(lean))
    loses = 1.0 - wins
    helping_i = wins * (2.0 * with_i + own) + loses * 3.0 * with_j
    helping_j = wins * 3.0 * with_i + loses * (2.0 * with_j + own)
    helped = vote(options.votes, weights[:, None], helping_i - helping_j)
    helped[initiator] = 0.0
    helped[np.arange(count), np.arange(count)] = 0.0
    return np.maximum(helped, 0.0).sum(axis=0), np.maximum(-helped, 0.0).sum(axis=0)


def expected_gain(seen: Array, chance: Array, resolve: Array, initiator: int, k: int) -> Array:
    """Return EDU[j] of i challenging each j, to actor k.

    (1 - S_j) 2 U_ki + S_j (P 2 U_ki + (1 - P) 2 U_kj) - (U_ki + U_kj), S_j the total salience.
    """
    mine, theirs = seen[k, initiator], seen[k]
    fought = chance * 2.0 * mine + (1.0 - chance) * 2.0 * theirs
    result: Array = (1.0 - resolve) * 2.0 * mine + resolve * fought - (mine + theirs)
    return result


def strike(
    positions: Array,
    salience: Array,
    pair: tuple[int, int],
    chance: float,
    how: Interpolation,
) -> tuple[Array, Array]:
    """Return the bargain of a pair (i, j) where i prevails with `chance`: both new positions [D].

    s2p2: a = s_ik² P², b = s_jk² (1 - P)², b_i = ((a + m) t_i + b t_j) / (a + m + b) and likewise
    b_j, with m = 1e-6, rounded half up to 4 digits; s1p1 has first powers; s2pmax moves only the
    likelier loser, by the difference of the two chances.
    """
    i, j = pair
    mine, theirs = positions[i], positions[j]
    if how == "s2pmax":
        gap_i, gap_j = max(0.0, 1.0 - 2.0 * chance), max(0.0, 2.0 * chance - 1.0)
        care_i, care_j = salience[i] ** 2, salience[j] ** 2
        give_i = gap_i * care_j / (gap_i * care_j + SMALLEST_WEIGHT + (1.0 - gap_i) * care_i)
        give_j = gap_j * care_i / (gap_j * care_i + SMALLEST_WEIGHT + (1.0 - gap_j) * care_j)
        return mine + give_i * (theirs - mine), theirs + give_j * (mine - theirs)
    if how not in {"s1p1", "s2p2"}:
        raise UsageError("interpolation", found=repr(how), expected="s1p1, s2p2 or s2pmax")
    power = 1 if how == "s1p1" else 2
    pull_i = (salience[i] * chance) ** power
    pull_j = (salience[j] * (1.0 - chance)) ** power
    total = pull_i + pull_j + SMALLEST_WEIGHT
    to_i = ((pull_i + SMALLEST_WEIGHT) * mine + pull_j * theirs) / total
    to_j = (pull_i * mine + (pull_j + SMALLEST_WEIGHT) * theirs) / total
    return _round_half_up(to_i), _round_half_up(to_j)


def _round_half_up(values: Array) -> NDArray[np.float64]:
    result: NDArray[np.float64] = np.floor(values * 10_000.0 + 0.5) / 10_000.0
    return result
