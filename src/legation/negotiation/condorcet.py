"""Probabilistic Condorcet elections over stated options: who would prevail if every pair met.

Each pair of options is a contest. Actors vote for the option they like better, a coalition is
the sum of the votes for one against the other, and the ratio of two coalitions is a probability
of victory. Three ways turn the contests into one distribution over the options. The equations
are those of KTAB (KAPSARC, kmodel); every array may carry leading axes of draws.

Example:
    Two actors of equal weight who want opposite ends leave both ends equally likely.

    >>> utilities = linear_utilities(np.array([0.0, 100.0]), np.array([0.0, 100.0]), span=100.0)
    >>> condorcet_election(utilities, np.array([1.0, 1.0])).tolist()
    [0.5, 0.5]
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from legation.errors import UsageError

Array = NDArray[np.float64]
VoteRule = Literal["prop", "binary", "prop-bin", "cubic", "prop-cbc", "asym-prosp"]
VictoryRule = Literal["linear", "square", "quartic", "octic", "binary"]
Election = Literal["conditional", "markov-uniform", "markov-incentive"]

SMALLEST_COALITION = 1e-8
"""What every coalition has before any vote, so that no ratio is 0 / 0."""
FULL_BINARY = 1e-8
"""The difference of utility from which a binary vote is cast in full."""
CERTAIN_RATIO = 1.1
"""The ratio of two coalitions from which the binary victory rule is certain."""
UNIFORM_TOLERANCE = 1e-6
INCENTIVE_TOLERANCE = 1e-8
OWN_CHALLENGE = 1e-10
MOST_ITERATIONS = 100_000
BLOCK = 1 << 17
"""Elements worked on at once: a block that fits the second-level cache."""

_EXPONENTS: dict[str, int] = {"linear": 1, "square": 2, "quartic": 4, "octic": 8}


def _clipped(gain: Array) -> Array:
    return np.clip(gain / FULL_BINARY, -1.0, 1.0)


_VOTES: dict[str, Callable[[Array], Array]] = {
    "prop": lambda gain: gain,
    "binary": _clipped,
    "prop-bin": lambda gain: 0.8 * gain + 0.2 * _clipped(gain),
    "cubic": lambda gain: gain**3,
    "prop-cbc": lambda gain: 0.5 * gain + 0.5 * gain**3,
    "asym-prosp": lambda gain: np.where(gain < 0.0, gain, 2.0 * gain / 3.0),
}


def vote(rule: VoteRule, weight: ArrayLike, gain: ArrayLike) -> Array:
    """Return the votes cast for a gain of utility, negative when the actor would lose by it.

    Source: KTAB `Model::vote`; with d the gain and w the weight: prop w·d; binary w·clip(d/1e-8);
    prop-bin w(.8 d + .2 bin); cubic w·d³; prop-cbc w(.5 d + .5 d³); asym-prosp w·d, gains by 2/3.

    >>> vote("cubic", 2.0, 0.5).item()
    0.25
    """
    cast = _VOTES.get(rule)
    if cast is None:
        raise UsageError("vote rule", found=repr(rule), expected=", ".join(_VOTES))
    return np.asarray(weight, dtype=np.float64) * cast(np.asarray(gain, dtype=np.float64))


def linear_utilities(positions: ArrayLike, options: ArrayLike, *, span: float) -> Array:
    """Return u = 1 - |x - o| / span for positions [..., actors] and options [..., options]."""
    place = np.asarray(positions, dtype=np.float64)
    stated = np.asarray(options, dtype=np.float64)
    if not span > 0.0:
        raise UsageError("span", found=f"{span}", expected="a length above 0")
    return 1.0 - np.abs(place[..., :, None] - stated[..., None, :]) / span


def coalitions(utilities: ArrayLike, weights: ArrayLike, *, rule: VoteRule = "prop") -> Array:
    """Return S[..., i, j], the votes for option i against option j.

    Args:
        utilities: [..., actors, options].
        weights: [..., actors], capability times salience.
        rule: how a gain of utility becomes votes.

    The diagonal is `SMALLEST_COALITION`, as is every pair that nobody votes on.

    >>> coalitions([[1.0, 0.0]], [3.0]).round(6).tolist()
    [[0.0, 3.0], [0.0, 0.0]]
    """
    liked = np.asarray(utilities, dtype=np.float64)
    weight = np.asarray(weights, dtype=np.float64)
    lead = np.broadcast_shapes(liked.shape[:-2], weight.shape[:-1])
    actors, options = liked.shape[-2:]
    liked = np.broadcast_to(liked, (*lead, actors, options)).reshape(-1, actors, options)
    weight = np.broadcast_to(weight, (*lead, actors)).reshape(-1, actors, 1)
    strength = np.empty((len(liked), options, options))
    step = max(1, BLOCK // max(1, actors * options))
    for start in range(0, len(liked), step):
        part = slice(start, start + step)
        _add_votes(strength[part], liked[part], weight[part], rule)
    strength += SMALLEST_COALITION
    return strength.reshape(*lead, options, options)


def _add_votes(out: Array, liked: Array, weight: Array, rule: VoteRule) -> None:
    """Fill out[draw, i, j] with sum max(0, votes of i over j)."""
    if rule == "prop":  # the weight distributes over the difference: one product in place of m
        weighted = np.ascontiguousarray((liked * weight).transpose(1, 0, 2))
        gain = np.empty(weighted.shape[1:])
        out[:] = 0.0
        for mine in weighted:
            for option in range(mine.shape[1]):
                np.subtract(mine[:, option, None], mine, out=gain)
                np.maximum(gain, 0.0, out=gain)
                out[:, option] += gain
        return
    for option in range(liked.shape[2]):
        votes = vote(rule, weight, liked[:, :, option, None] - liked)
        np.maximum(votes, 0.0).sum(axis=1, out=out[:, option])


def victories(strength: ArrayLike, *, rule: VictoryRule = "linear") -> Array:
    """Return V[..., i, j], the probability that i prevails over j; V_ii = 1/2, V_ij + V_ji = 1.

    Source: KTAB `Model::vProb`: S_ij^e / (S_ij^e + S_ji^e) with e = 1, 2, 4, 8; binary is certain
    from a ratio of 1.1 and linear in the share between.

    >>> victories([[0.0, 3.0], [1.0, 0.0]], rule="square").round(3).tolist()
    [[0.5, 0.9], [0.1, 0.5]]
    """
    ahead = np.asarray(strength, dtype=np.float64)
    behind = np.swapaxes(ahead, -1, -2)
    if rule == "binary":
        share = _share(ahead, behind)
        won = np.clip((share * (CERTAIN_RATIO + 1.0) - 1.0) / (CERTAIN_RATIO - 1.0), 0.0, 1.0)
    elif rule in _EXPONENTS:
        largest = np.maximum(ahead, behind)  # the ratio is kept in range before it is raised
        scale = np.where(largest > 0.0, largest, 1.0)
        power = _EXPONENTS[rule]
        won = _share((ahead / scale) ** power, (behind / scale) ** power)
    else:
        raise UsageError("victory rule", found=repr(rule), expected="linear … octic or binary")
    own = np.arange(ahead.shape[-1])
    won[..., own, own] = 0.5
    return won


def _share(one: Array, other: Array) -> Array:
    """Return one / (one + other), and 1/2 where both are 0."""
    both = one + other
    return np.where(both > 0.0, one / np.where(both > 0.0, both, 1.0), 0.5)


def conditional(won: ArrayLike) -> Array:
    """Return p_i ∝ Π_j V_ij, the probability of beating all others given that one does."""
    with np.errstate(divide="ignore"):
        logs = np.log(np.asarray(won, dtype=np.float64)).sum(axis=-1)
    best = logs.max(axis=-1, keepdims=True)
    none_beats_all = ~np.isfinite(best)
    chances = np.exp(np.where(none_beats_all, 0.0, logs) - np.where(none_beats_all, 0.0, best))
    result: Array = chances / chances.sum(axis=-1, keepdims=True)
    return result


def markov_uniform(won: ArrayLike) -> Array:
    """Return the resting distribution when every option challenges every other equally often.

    q_i = sum_j V_ij (p_i + p_j) / n, and p moves half-way to q until it moves by at most 1e-6.
    """
    chance = np.asarray(won, dtype=np.float64)
    count = chance.shape[-1]

    def follow(table: Array, p: Array) -> Array:
        met = (table @ p[..., None])[..., 0]
        result: Array = (table.sum(axis=-1) * p + met) / count
        return result

    return _rest(chance, follow, tolerance=UNIFORM_TOLERANCE)


def markov_incentive(strength: ArrayLike, won: ArrayLike) -> Array:
    """Return the resting distribution when an option is challenged as others gain by it.

    N_ij = S_ij V_ij, H_ij = N_ij / sum_k N_kj, C_ij = p_i H_ji, q_i = sum_j V_ij (C_ij + C_ji).
    Source: KTAB, doc/markov-incentives.
    """
    chance = np.asarray(won, dtype=np.float64)
    incentive = np.asarray(strength, dtype=np.float64) * chance
    own = np.arange(chance.shape[-1])
    incentive[..., own, own] += OWN_CHALLENGE
    challenge = incentive / incentive.sum(axis=-2, keepdims=True)
    stays = (chance * np.swapaxes(challenge, -1, -2)).sum(axis=-1)
    takes = chance * challenge
    own_part = np.zeros_like(takes)
    own_part[..., own, own] = stays
    step = takes + own_part

    def follow(table: Array, p: Array) -> Array:
        result: Array = (table @ p[..., None])[..., 0]
        return result

    return _rest(step, follow, tolerance=INCENTIVE_TOLERANCE)


def _rest(table: Array, follow: Callable[[Array, Array], Array], *, tolerance: float) -> Array:
    """Iterate p ← (p + q) / 2 from uniform; each draw stops by itself, whatever its neighbours."""
    count = table.shape[-1]
    flat = table.reshape(-1, count, count)
    p = np.full((len(flat), count), 1.0 / count)
    moving = np.arange(len(flat))
    active = flat
    for _ in range(MOST_ITERATIONS):
        before = p[moving]
        after = (before + follow(active, before)) / 2.0
        after /= after.sum(axis=-1, keepdims=True)
        p[moving] = after
        still = np.abs(after - before).max(axis=-1) > tolerance
        if not still.all():
            moving, active = moving[still], active[still]
        if not len(moving):
            break
    return p.reshape(table.shape[:-1])


def elect(
    strength: ArrayLike, *, election: Election = "conditional", victory: VictoryRule = "linear"
) -> Array:
    """Return the distribution over options from a table of coalitions [..., options, options].

    >>> strength = [[0, 12.099, 54.921], [10.333, 0, 27.079], [5.007, 55.047, 0]]
    >>> elect(strength, victory="square").round(4).tolist()
    [0.8659, 0.1241, 0.01]
    """
    won = victories(strength, rule=victory)
    if election == "conditional":
        return conditional(won)
    if election == "markov-uniform":
        return markov_uniform(won)
    if election == "markov-incentive":
        return markov_incentive(strength, won)
    raise UsageError(
        "election", found=repr(election), expected="conditional, markov-uniform, markov-incentive"
    )


def condorcet_election(
    utilities: ArrayLike,
    weights: ArrayLike,
    *,
    election: Election = "conditional",
    votes: VoteRule = "prop",
    victory: VictoryRule = "linear",
) -> Array:
    """Return p[..., options]: the model probability that each option would prevail.

    Args:
        utilities: [..., actors, options], in any unit that all actors share.
        weights: [..., actors], capability times salience, above 0.
        election: conditional, markov-uniform or markov-incentive.
        votes: how a gain of utility becomes votes.
        victory: how two coalitions become a probability of victory.

    The probabilities sum to 1. Errors: `UsageError` for a rule of another name.
    """
    return elect(coalitions(utilities, weights, rule=votes), election=election, victory=victory)
