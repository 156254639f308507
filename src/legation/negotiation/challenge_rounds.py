"""Rounds of the challenge model: positions, median, mean, risk and who moved to whom, and why.

The model does not settle ([S11] §8): a run stops after a fixed number of rounds, when positions
come back (a cycle), or when nobody moves by more than 1/1000 of the initial range, and says which.

Example:
    >>> run = run_challenge([0.0, 50.0, 100.0], [0.5, 0.5, 0.5], [1.0, 1.0, 1.0],
    ...     reading="S11-figures", rounds=3)
    >>> run.reading, len(run.rounds) >= 1
    ('S11-figures', True)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from legation.errors import UsageError
from legation.negotiation.challenge import (
    BLOCK,
    KINDS,
    Array,
    Reading,
    expect,
    find_reading,
    lower_median,
    step,
)

SETTLED = 1e-3
"""A round whose largest move is below this share of the initial range ends the run."""
SAME_STATE = 1e-9
MOST_ROUNDS = 10_000
MOST_ACTORS = 200
"""Actors up to which a round is worked out: it compares all triples."""


@dataclass(frozen=True, slots=True)
class Move:
    """An offer that was accepted: `actor` goes from `before` to `after` at `partner`'s offer.

    `own` (a) is what the actor expects of pressing the partner, `other` (b) what it expects of
    being pressed; `kind` follows from the two.
    """

    actor: int
    partner: int
    kind: str
    before: float
    after: float
    own: float
    other: float


@dataclass(frozen=True, slots=True)
class Round:
    """The state after a round. Round 0 is the input: no risk, no expectations, no moves.

    Args:
        number: from 0.
        positions: one an actor.
        median: the lower weighted median.
        mean: the weighted mean.
        risk: the risk exponents that led here.
        own: a[h][j], what h expects of pressing j.
        other: b[h][j], what h expects of being pressed by j.
        moves: the offers accepted.
    """

    number: int
    positions: tuple[float, ...]
    median: float
    mean: float
    risk: tuple[float, ...] = ()
    own: tuple[tuple[float, ...], ...] = ()
    other: tuple[tuple[float, ...], ...] = ()
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True)
class ChallengeRun:
    """A run: its reading, all rounds and why it stopped (`rounds`, `cycle`, `settled`).

    `cycle_from` is the round to whose positions a cycle came back; None without a cycle.
    """

    reading: str
    rounds: tuple[Round, ...]
    stopped: str
    cycle_from: int | None = None


def check_stakes(positions: Array, salience: Array, capability: Array) -> None:
    """Raise `UsageError` unless there are actors, all finite, s in (0, 1] and c > 0."""
    if positions.size == 0 or positions.shape[-1] == 0:
        raise UsageError("actors", found="none", expected="at least one")
    if positions.shape[-1] > MOST_ACTORS:
        found, do = f"{positions.shape[-1]}", "merge actors who stand together into groups"
        raise UsageError("actors", found=found, expected=f"at most {MOST_ACTORS}", do=do)
    for name, values in (("salience", salience), ("capability", capability)):
        if values.shape[-1] != positions.shape[-1]:
            raise UsageError(
                name, found=f"{values.shape[-1]} values", expected=f"{positions.shape[-1]}"
            )
        bad = ~(np.isfinite(values) & (values > 0.0))
        if bad.any():
            at = np.argwhere(bad)[0]
            raise UsageError(
                f"{name}[{', '.join(map(str, at))}]",
                found=f"{values[tuple(at)]}",
                expected="a number above 0",
                do="leave the actor out, or give it a weight",
            )
    if (salience > 1.0).any():
        raise UsageError("salience", found=f"{salience.max()}", expected="at most 1")
    if not np.isfinite(positions).all():
        raise UsageError("positions", found="NaN or infinity", expected="numbers")


def run_challenge(
    positions: ArrayLike,
    salience: ArrayLike,
    capability: ArrayLike,
    *,
    reading: str,
    rounds: int = 10,
) -> ChallengeRun:
    """Run the challenge model on one issue.

    Args:
        positions: [actors], in the unit of the scale.
        salience: [actors] in (0, 1].
        capability: [actors] above 0, relative.
        reading: a name in `READINGS`; there is no default on purpose.
        rounds: the most rounds that are run.

    Unanimous positions (R0 = 0) return the input. Errors: `UsageError`.
    """
    variant = find_reading(reading)
    place = np.array(positions, dtype=np.float64)
    care = np.array(salience, dtype=np.float64)
    clout = np.array(capability, dtype=np.float64)
    check_stakes(place, care, clout)
    if not 0 <= rounds <= MOST_ROUNDS:
        raise UsageError("rounds", found=f"{rounds}", expected=f"0 to {MOST_ROUNDS}")
    weights = care * clout
    history = [_state(0, place, weights)]
    reach = np.array([np.ptp(place)])
    if reach[0] <= 0.0:
        return ChallengeRun(variant.name, tuple(history), "settled")
    seen = [place]
    for number in range(1, rounds + 1):
        state, after = _round(number, place, (care, clout, weights), reach, variant)
        history.append(state)
        largest = np.abs(after - place).max()
        place = after
        if largest < SETTLED * reach[0]:
            return ChallengeRun(variant.name, tuple(history), "settled")
        back = [k for k, old in enumerate(seen) if _same(old, place, reach)]
        if back:
            return ChallengeRun(variant.name, tuple(history), "cycle", back[0])
        seen.append(place)
    return ChallengeRun(variant.name, tuple(history), "rounds")


def _same(one: Array, other: Array, reach: Array) -> bool:
    return bool(np.abs(one - other).max() <= SAME_STATE * reach[0])


def _state(number: int, place: Array, weights: Array) -> Round:
    mean = float(weights @ place / weights.sum())
    return Round(number, tuple(place.tolist()), float(lower_median(place, weights)), mean)


def _round(
    number: int,
    place: Array,
    stakes: tuple[Array, Array, Array],
    reach: Array,
    reading: Reading,
) -> tuple[Round, Array]:
    """Return one round with its account, and the positions after it."""
    care, clout, weights = stakes
    expected = expect(place, care, clout, reach, reading)
    after = step(place, expected, reach, reading)
    moves = tuple(
        Move(
            actor,
            int(after.partner[actor]),
            KINDS[after.kind[actor]],
            float(place[actor]),
            float(after.positions[actor]),
            float(expected.own[actor, after.partner[actor]]),
            float(expected.other[actor, after.partner[actor]]),
        )
        for actor in np.flatnonzero(after.kind).tolist()
    )
    state = _state(number, after.positions, weights)
    return Round(
        number,
        state.positions,
        state.median,
        state.mean,
        tuple(expected.risk.tolist()),
        tuple(map(tuple, expected.own.tolist())),
        tuple(map(tuple, expected.other.tolist())),
        moves,
    ), after.positions


def challenge_draws(
    positions: ArrayLike,
    salience: ArrayLike,
    capability: ArrayLike,
    *,
    reading: str,
    rounds: int,
) -> NDArray[np.float64]:
    """Return the positions after each round, [rounds + 1, draws, actors], for many inputs at once.

    Args:
        positions: [draws, actors].
        salience: [draws, actors] or [actors], in (0, 1].
        capability: [draws, actors] or [actors], above 0.
        reading: a name in `READINGS`.
        rounds: how many rounds each draw runs; a draw whose actors agree stays where it is.

    A draw's result does not depend on the draws beside it. Errors: `UsageError`.
    """
    variant = find_reading(reading)
    place = np.array(positions, dtype=np.float64)
    care = np.broadcast_to(np.asarray(salience, dtype=np.float64), place.shape)
    clout = np.broadcast_to(np.asarray(capability, dtype=np.float64), place.shape)
    check_stakes(place, care, clout)
    draws, actors = place.shape
    out = np.empty((rounds + 1, draws, actors))
    chunk = max(1, BLOCK // actors**3)
    for start in range(0, draws, chunk):
        part = slice(start, start + chunk)
        now = place[part]
        reach = np.ptp(now, axis=-1, keepdims=True)
        safe = np.where(reach > 0.0, reach, 1.0)
        out[0, part] = now
        for number in range(1, rounds + 1):
            expected = expect(now, care[part], clout[part], safe, variant)
            now = step(now, expected, safe, variant).positions
            out[number, part] = now
    return out
