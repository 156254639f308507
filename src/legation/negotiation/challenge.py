"""The challenge model in its named readings: who presses whom, who gives way, round by round.

Bueno de Mesquita's group decision model as Scholz, Calbert and Smith (2011, "Unravelling Bueno de
Mesquita's group decision model", [S11]) describe it. The printed formula is not what produced
the published results, so a reading is always named and never chosen silently. It is a what-if:
on 351 issues its error was larger than that of a plain mean.

Arrays may carry leading axes of draws: positions [..., actors].
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from legation.errors import UsageError

Array = NDArray[np.float64]
Choice = Literal["code", "least-move", "most-enforceable"]

CONFRONTATION, COMPROMISE, CAPITULATION = 1, 2, 3
KINDS = ("none", "confrontation", "compromise", "capitulation")
SAME_PLACE = 1e-12
"""Two positions closer than this share of the initial range are one position."""
TIE = 1e-9
"""Keys closer than this, lengths as shares of the initial range, are a tie."""
BLOCK = 1 << 16
"""Elements of [draws, actors, actors, actors] worked on at once, to stay in cache."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the model's equations.

    Args:
        name: what results are labelled with.
        everywhere: divide votes by those of all pairs (True) or by those of the dyad ([S11] 31).
        curved_votes: votes use each voter's own risk exponent.
        choice: which offer an actor accepts: "code" (any confrontation, else any compromise by
            its mid-point key, else capitulation), "least-move", or "most-enforceable".
        capitulation: whether an actor who expects more from pressing than the other gives in.
        status_quo: Q, the chance that things stay as they are when nobody acts ([S11]: 1.0).
        source: where the reading is from.
    """

    name: str
    everywhere: bool
    curved_votes: bool
    choice: Choice
    capitulation: bool
    status_quo: float
    source: str


READINGS: dict[str, Reading] = {
    reading.name: reading
    for reading in (
        Reading(
            "S11-figures",
            everywhere=True,
            curved_votes=True,
            choice="code",
            capitulation=False,
            status_quo=1.0,
            source="Scholz et al. 2011, Fig. 7 and Table 2 as reproduced, not as printed",
        ),
        Reading(
            "S11-printed",
            everywhere=False,
            curved_votes=False,
            choice="least-move",
            capitulation=True,
            status_quo=1.0,
            source="Scholz et al. 2011, eq. 15-36 and the prose on selection",
        ),
        Reading(
            "BDM-1997",
            everywhere=False,
            curved_votes=False,
            choice="most-enforceable",
            capitulation=True,
            status_quo=1.0,
            source="Bueno de Mesquita 1997 as told by Scholz et al. 2011: most enforceable first",
        ),
    )
}


def find_reading(name: str) -> Reading:
    """Return the reading of this name; `UsageError` names those there are."""
    if name not in READINGS:
        raise UsageError("reading", found=repr(name), expected=" or ".join(READINGS))
    return READINGS[name]


class Expectations(NamedTuple):
    """What each view expects: `own[..., h, j]` of h pressing j, `other[..., h, j]` of j pressing h.

    `risk[..., h]` is the exponent r of [S11] eq. 34, in [1/2, 2]; 1 is neutral.
    """

    risk: Array
    own: Array
    other: Array


class Step(NamedTuple):
    """One round: where all move, at whose offer (-1: nobody's), and of which kind (`KINDS`)."""

    positions: Array
    partner: NDArray[np.int64]
    kind: NDArray[np.int64]


def lower_median(positions: ArrayLike, weights: ArrayLike) -> Array:
    """Return the lower weighted median [...]: the first position with half of the weight behind.

    >>> lower_median([3.0, 1.0, 2.0], [1.0, 1.0, 1.0]).item()
    2.0
    """
    place = np.asarray(positions, dtype=np.float64)
    weight = np.broadcast_to(np.asarray(weights, dtype=np.float64), place.shape)
    order = np.argsort(place, axis=-1, kind="stable")
    behind = np.take_along_axis(weight, order, axis=-1).cumsum(axis=-1)
    half = behind[..., -1:] * (0.5 - 1e-12)
    first = (behind >= half).argmax(axis=-1)[..., None]
    at = np.take_along_axis(order, first, axis=-1)
    return np.take_along_axis(place, at, axis=-1)[..., 0]


def _victory(distance: Array, weights: Array, risk: Array, reading: Reading) -> Array:
    """Return P[..., i, j], the chance that i prevails over j.

    v_k(i, j) = w_k (d_kj^{r_k} - d_ki^{r_k}); P_ij = Σ_k max(0, v_k(i, j)) / D.
    """
    if reading.curved_votes:
        distance = distance ** risk[..., :, None]
    cost = weights[..., :, None] * distance
    votes = cost[..., :, None, :] - cost[..., :, :, None]
    np.maximum(votes, 0.0, out=votes)
    ahead = votes.sum(axis=-3)
    if reading.everywhere:
        total = 2.0 * ahead.sum(axis=(-1, -2), keepdims=True)  # v is antisymmetric
    else:
        total = ahead + np.swapaxes(ahead, -1, -2)
    return np.where(total > 0.0, ahead / np.where(total > 0.0, total, 1.0), 0.0)


class _Stage(NamedTuple):
    """What stays the same for both passes of a round. `distance` is [..., i, j], over R0."""

    distance: Array
    salience: Array
    weights: Array
    to_median: Array


def _expected(stage: _Stage, chance: Array, risk: Array, reading: Reading, view: str) -> Array:
    """Return E^h(i → j) [..., i, j] with h = i ("row") or h = j ("column") ([S11] eq. 15-24).

    E = s_j (P U_s + (1 - P) U_f) + (1 - s_j) U_s - Q U_sq - (1 - Q)(T U_b + (1 - T) U_w).
    """
    distance = stage.distance
    exponent = risk[..., :, None] if view == "row" else risk[..., None, :]
    win = 2.0 - 4.0 * (0.5 - 0.5 * distance) ** exponent
    lose = 2.0 - 4.0 * (0.5 + 0.5 * distance) ** exponent
    stay = 2.0 - 4.0 * 0.5**exponent
    responder = stage.salience[..., None, :]
    value = responder * (chance * win + (1.0 - chance) * lose) + (1.0 - responder) * win
    value -= reading.status_quo * stay
    if reading.status_quo < 1.0:
        away = stage.to_median[..., :, None]
        better = 2.0 - 4.0 * np.clip(0.5 - 0.25 * (away + distance), 0.0, None) ** exponent
        worse = 2.0 - 4.0 * (0.5 + 0.25 * (away + distance)) ** exponent
        value -= (1.0 - reading.status_quo) * np.where(away < distance, better, worse)
    return value


def _risk(expected: Array) -> Array:
    """Return r [..., actors] from security, Sec_i = Σ_{j≠i} E(j → i) ([S11] eq. 32-34)."""
    security = expected.sum(axis=-2) - np.diagonal(expected, axis1=-2, axis2=-1)
    top = security.max(axis=-1, keepdims=True)
    low = security.min(axis=-1, keepdims=True)
    spread = top - low
    flat = spread <= 1e-12 * np.maximum(1.0, np.abs(top))
    attitude = (2.0 * security - top - low) / np.where(flat, 1.0, spread)
    attitude = np.where(flat, 0.0, attitude)
    result: Array = np.clip((1.0 - attitude / 3.0) / (1.0 + attitude / 3.0), 0.5, 2.0)
    return result


def expect(
    positions: Array, salience: Array, capability: Array, reach: Array, reading: Reading
) -> Expectations:
    """Return what every view expects in this round.

    Args:
        positions: [..., actors].
        salience: [..., actors] in (0, 1].
        capability: [..., actors] above 0, any unit.
        reach: [..., 1], R0: the range of the INITIAL positions, above 0.
        reading: how to read the equations.
    """
    weights = salience * capability
    weights = weights / weights.sum(axis=-1, keepdims=True)
    distance = np.abs(positions[..., :, None] - positions[..., None, :]) / reach[..., None]
    distance[distance < SAME_PLACE] = 0.0
    np.minimum(distance, 1.0, out=distance)  # rounding must not take the root of less than 0
    median = lower_median(positions, weights)[..., None]
    stage = _Stage(distance, salience, weights, np.abs(positions - median) / reach)
    neutral = np.ones_like(positions)
    chance = _victory(distance, weights, neutral, reading)
    risk = _risk(_expected(stage, chance, neutral, reading, "row"))
    if reading.curved_votes:
        chance = _victory(distance, weights, risk, reading)
    own = _expected(stage, chance, risk, reading, "row")
    other = np.swapaxes(_expected(stage, chance, risk, reading, "column"), -1, -2)
    return Expectations(risk, own, other)


def step(positions: Array, expected: Expectations, reach: Array, reading: Reading) -> Step:
    """Return where all move at once, given what they expect ([S11] §5).

    Towards h from j, with a = E^h(h → j) and b = E^h(j → h): confrontation when b > a > 0 (h goes
    to x_j); compromise when a < 0 < b and b > |a| (h goes |a| / b of the way); capitulation when
    a < 0 < b and b < |a|. Of equal offers the least move is taken, then the lower position, so
    that the order of actors never matters.
    """
    own, other = expected.own, expected.other
    mine, theirs = positions[..., :, None], positions[..., None, :]
    apart = np.abs(theirs - mine) > SAME_PLACE * reach[..., None]
    split = apart & (own < 0.0) & (other > 0.0)
    kind = np.zeros(own.shape, dtype=np.int64)
    kind[apart & (other > own) & (own > 0.0)] = CONFRONTATION
    kind[split & (other > -own)] = COMPROMISE
    if reading.capitulation:
        kind[split & (other < -own)] = CAPITULATION
    share = np.where(kind == COMPROMISE, np.abs(own) / np.where(other > 0.0, other, 1.0), 1.0)
    target = mine + (theirs - mine) * share
    key = _preference(kind, target, mine, theirs, expected, reading)
    length = reach[..., None]
    unit = np.ones_like(length) if reading.choice == "most-enforceable" else length
    moves = np.abs(target - mine) / length
    chosen = _first_choice(key / unit, moves, target / length)[..., None]
    accepted = np.take_along_axis(kind, chosen, axis=-1)[..., 0]
    moved = np.take_along_axis(target, chosen, axis=-1)[..., 0]
    partner = np.where(accepted > 0, chosen[..., 0], -1)
    return Step(np.where(accepted > 0, moved, positions), partner, accepted)


def _preference(
    kind: NDArray[np.int64],
    target: Array,
    mine: Array,
    theirs: Array,
    expected: Expectations,
    reading: Reading,
) -> Array:
    """Return the key [..., h, j] whose smallest value names the offer that h accepts."""
    if reading.choice == "most-enforceable":
        key = -expected.other
    elif reading.choice == "least-move":
        key = np.abs(target - mine)
    else:
        size, pressure = np.abs(expected.own), np.abs(expected.other)
        total = np.where(size + pressure > 0.0, size + pressure, 1.0)
        middle = (size * mine + pressure * theirs) / total
        key = np.where(kind == COMPROMISE, middle, np.abs(theirs - mine))
        best = np.where(kind > 0, kind, 9).min(axis=-1, keepdims=True)
        kind = np.where(kind == best, kind, 0)
    result: Array = np.where(kind > 0, key, np.inf)
    return result


def _first_choice(key: Array, move: Array, target: Array) -> NDArray[np.int64]:
    """Return j [..., h] of the smallest key; ties by the least move, then the lower target."""
    left = key <= key.min(axis=-1, keepdims=True) + TIE
    for further in (move, target):
        kept = np.where(left, further, np.inf)
        left &= kept <= kept.min(axis=-1, keepdims=True) + TIE
    result: NDArray[np.int64] = left.argmax(axis=-1)
    return result
