"""Turns of spatial bargaining: who struck what with whom, until the movement dies down.

Example:
    >>> run = run_spatial([[0.0], [90.0], [100.0]], [[50.0]] * 3, [1.0, 1.0, 3.0], scale=100.0)
    >>> run.stopped, run.turns[0].positions[0] < run.turns[-1].positions[0]
    ('settled', True)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from legation.errors import UsageError
from legation.negotiation.condorcet import Array, coalitions, elect
from legation.negotiation.spatial import (
    WORTHWHILE,
    Bargain,
    SpatialOptions,
    contest,
    distances,
    estimated_risk,
    expected_gain,
    position_chances,
    risk_attitudes,
    strike,
    utility,
)

SAME_POSITION = 1e-3
"""Positions closer than this, on the unit scale, count as one when chances are reported."""
QUIET = 0.02
"""A turn whose movement is below this share of the first turn's ends the run."""
MOST_TURNS = 100
MOST_ACTORS = 200
"""Actors up to which a turn is worked out: each judges every pair as it sees it."""


@dataclass(frozen=True, slots=True)
class Deal:
    """The bargain that an actor took: with whom, who opened it, and the chance it had."""

    actor: int
    initiator: int
    receiver: int
    chance: float


@dataclass(frozen=True, slots=True)
class Turn:
    """The state at a turn: positions in the input's unit, chances and risks of all actors.

    `deals` are those taken in this turn, leading to the next state.
    """

    number: int
    positions: tuple[tuple[float, ...], ...]
    chances: tuple[float, ...]
    risk: tuple[float, ...]
    deals: tuple[Deal, ...] = ()


@dataclass(frozen=True, slots=True)
class SpatialRun:
    """All turns and why the run stopped: `settled`, or `turns` when the most were made."""

    options: SpatialOptions
    turns: tuple[Turn, ...]
    stopped: str


@dataclass(frozen=True, slots=True)
class _Table:
    """What stays the same: ideals and salience [actors, D] on the unit scale, capability."""

    ideals: Array
    salience: Array
    capability: Array
    accommodation: Array | None
    options: SpatialOptions

    @property
    def weights(self) -> Array:
        """Capability times total salience [actors]."""
        result: Array = self.capability * self.salience.sum(axis=1)
        return result


def fit_salience(salience: ArrayLike, *, scale: float) -> tuple[Array, float]:
    """Return salience whose largest sum over dimensions is at most `scale`, and the factor used.

    KTAB refuses an actor whose salience sums to more than the whole; tables that state salience
    for each issue alone often do. One factor for all keeps who cares more than whom.

    >>> fit_salience([[60.0, 60.0], [30.0, 30.0]], scale=100.0)[0].round(1).tolist()
    [[50.0, 50.0], [25.0, 25.0]]
    """
    stated = np.array(salience, dtype=np.float64)
    largest = stated.sum(axis=-1).max()
    factor = 1.0 if largest <= scale else float(scale / largest)
    return stated * factor, factor


def run_spatial(
    positions: ArrayLike,
    salience: ArrayLike,
    capability: ArrayLike,
    *,
    scale: float = 1.0,
    options: SpatialOptions | None = None,
    turns: int = MOST_TURNS,
    stop_when_quiet: bool = True,
    accommodation: ArrayLike | None = None,
    seed: int | None = None,
) -> SpatialRun:
    """Run spatial bargaining.

    Args:
        positions: [actors, D] in [0, scale].
        salience: [actors, D] in [0, scale], summing over D to above 0 and at most `scale`.
        capability: [actors] above 0.
        scale: the top of the scale of positions and salience, 1 or 100.
        options: the rules; KTAB's defaults without them.
        turns: the most turns made.
        stop_when_quiet: stop when all together move less than 2 % of the first turn's movement.
        accommodation: [actors, actors], how far ideals follow positions; none without it.
        seed: of the draws; needed for (and only used by) stochastic selection.

    Errors: `UsageError` names the actor whose figures cannot be used.
    """
    chosen = options or SpatialOptions()
    place, table = _checked(positions, salience, capability, scale, accommodation, chosen)
    if not 0 <= turns <= MOST_TURNS:
        raise UsageError("turns", found=f"{turns}", expected=f"0 to {MOST_TURNS}")
    if chosen.selection == "stochastic" and seed is None:
        raise UsageError("seed", found="none", expected="a number", do="give seed=")
    draws = np.random.default_rng(seed)
    history: list[Turn] = []
    first = 0.0
    stopped = "turns"
    for number in range(turns):
        risk, seen = _views(place, table)
        after, deals = _turn(place, table, risk, seen, draws)
        history.append(_report(number, place, table, (risk, seen), scale, deals))
        moved = float(np.linalg.norm(after - place, axis=1).sum())
        place = after
        first = moved if number == 0 else first
        if stop_when_quiet and number >= 1 and moved < QUIET * (first + 1e-4):
            stopped = "settled"
            break
    history.append(_report(len(history), place, table, _views(place, table), scale, ()))
    return SpatialRun(chosen, tuple(history), stopped)


def _checked(
    positions: ArrayLike,
    salience: ArrayLike,
    capability: ArrayLike,
    scale: float,
    accommodation: ArrayLike | None,
    options: SpatialOptions,
) -> tuple[Array, _Table]:
    """Return positions and the table on the unit scale, or say whose figures cannot be used."""
    place = np.array(positions, dtype=np.float64) / scale
    care = np.array(salience, dtype=np.float64) / scale
    clout = np.array(capability, dtype=np.float64)
    if place.ndim != 2 or place.size == 0 or care.shape != place.shape:
        raise UsageError(
            "positions and salience",
            found=f"shapes {place.shape} and {care.shape}",
            expected="two equal tables [actors, dimensions]",
        )
    if len(place) > MOST_ACTORS:
        found, do = f"{len(place)}", "merge actors who stand together into groups"
        raise UsageError("actors", found=found, expected=f"at most {MOST_ACTORS}", do=do)
    if clout.shape != place.shape[:1]:
        raise UsageError("capability", found=f"{clout.shape}", expected=f"{place.shape[:1]}")
    inside = (place >= 0.0) & (place <= 1.0)
    total = care.sum(axis=1)
    cares = (care >= 0.0).all(axis=1) & (total > 0.0) & (total <= 1.0 + 1e-9)
    strong = np.isfinite(clout) & (clout > 0.0)
    for name, good, figures, wanted in (
        ("positions", inside.all(axis=1), place * scale, f"0 to {scale:g}"),
        ("salience", cares, care * scale, f"each from 0, a sum above 0 and at most {scale:g}"),
        ("capability", strong, clout, "above 0"),
    ):
        if not good.all():
            actor = int(np.argmin(good))
            raise UsageError(
                f"actor {actor}: {name}",
                found=f"{figures[actor]}",
                expected=wanted,
                do="scale salience with fit_salience" if name == "salience" else "",
            )
    follow = None if accommodation is None else np.array(accommodation, dtype=np.float64)
    return place, _Table(place.copy(), care, clout, follow, options)


def _views(place: Array, table: _Table) -> tuple[Array, Array]:
    """Return the risks [actors] and U[h, i, j], the utility of j's position to i as h sees it."""
    apart = distances(_ideals(place, table), place, table.salience)
    neutral = utility(apart, np.zeros(1))
    chances = position_chances(neutral, table.capability, table.options)
    risk = risk_attitudes(chances, table.options.risk_range)
    estimate = estimated_risk(risk, table.options.risk_estimate)
    return risk, utility(apart[None], estimate[:, :, None])


def _turn(
    place: Array, table: _Table, risk: Array, seen: Array, draws: np.random.Generator
) -> tuple[Array, tuple[Deal, ...]]:
    """Return the positions after one turn and the deals that led there."""
    bargains = [
        bargain
        for initiator in range(len(place))
        for bargain in _offers(place, table, seen, initiator)
    ]
    after = place.copy()
    deals = []
    for actor in range(len(place)):
        touching = [b for b in bargains if actor in (b.initiator, b.receiver)]
        if not touching:
            continue
        chances = _election(place, table, risk, touching)
        if table.options.selection == "stochastic":
            pick = int(np.searchsorted(chances.cumsum(), draws.random() * chances.sum()))
        else:
            pick = int(chances.argmax())
        if pick:
            taken = touching[pick - 1]
            mine = taken.to_initiator if actor == taken.initiator else taken.to_receiver
            after[actor] = mine
            deals.append(Deal(actor, taken.initiator, taken.receiver, float(chances[pick])))
    return after, tuple(deals)


def _offers(place: Array, table: _Table, seen: Array, initiator: int) -> list[Bargain]:
    """Return the bargains that an actor opens with its best target; none when none is worth it."""
    options, weights = table.options, table.weights
    resolve = table.salience.sum(axis=1)
    chance = contest(seen[initiator], weights, initiator, options)
    gain = expected_gain(seen[initiator], chance, resolve, initiator, initiator)
    gain[initiator] = -np.inf
    target = int(gain.argmax())
    if not gain[target] > WORTHWHILE:
        return []

    def bargain(view: int, prevails: float) -> Bargain:
        pair = (initiator, target)
        sides = strike(place, table.salience, pair, prevails, options.interpolation)
        return Bargain(initiator, target, view, *sides)

    mine = bargain(initiator, float(chance[target]))
    if options.bargaining == "init-only":
        return [mine]
    theirs = bargain(target, float(contest(seen[target], weights, initiator, options)[target]))
    if options.bargaining == "init-rcvr":
        return [mine, theirs]
    if options.bargaining != "pw-comp":
        raise UsageError("bargaining", found=repr(options.bargaining), expected="init-only")
    share = float(weights[initiator] / (weights[initiator] + weights[target]))
    return [
        Bargain(
            initiator,
            target,
            initiator,
            share * mine.to_initiator + (1.0 - share) * theirs.to_initiator,
            share * mine.to_receiver + (1.0 - share) * theirs.to_receiver,
        )
    ]


def _election(place: Array, table: _Table, risk: Array, bargains: Sequence[Bargain]) -> Array:
    """Return the chances of the status quo (first) and of each bargain.

    The utility of a bargain to a is the mean of u_a over all positions with the two replaced.
    """
    ideals = _ideals(place, table)
    pairs = np.array([(b.initiator, b.receiver) for b in bargains])
    new = np.array([(b.to_initiator, b.to_receiver) for b in bargains]).reshape(-1, place.shape[1])
    old = utility(distances(ideals, place, table.salience), risk[:, None])
    came = utility(distances(ideals, new, table.salience), risk[:, None])
    total = old.sum(axis=1, keepdims=True)
    changed = total + came[:, 0::2] + came[:, 1::2] - old[:, pairs[:, 0]] - old[:, pairs[:, 1]]
    utilities = np.hstack([total, changed]) / len(place)
    strength = coalitions(utilities, table.capability, rule=table.options.votes)
    options = table.options
    return elect(strength, election=options.election, victory=options.victory)


def _ideals(place: Array, table: _Table) -> Array:
    """Return the ideals that actors judge by: where they stand, or what they accommodate."""
    if table.accommodation is None:
        return place
    follow = table.accommodation
    result: Array = follow @ place + (1.0 - follow.sum(axis=1))[:, None] * table.ideals
    return result


def _report(
    number: int,
    place: Array,
    table: _Table,
    views: tuple[Array, Array],
    scale: float,
    deals: tuple[Deal, ...],
) -> Turn:
    """Return a turn in the input's unit, with chances over positions that are not the same."""
    risk, seen = views
    group = _groups(place)
    kept = np.unique(group)
    own = seen[np.arange(len(place)), np.arange(len(place))]
    chances = position_chances(own[:, kept], table.capability, table.options)
    each = chances[np.searchsorted(kept, group)]
    return Turn(
        number,
        tuple(map(tuple, (place * scale).tolist())),
        tuple(each.tolist()),
        tuple(risk.tolist()),
        deals,
    )


def _groups(place: Array) -> NDArray[np.int64]:
    """Return for each actor the first actor that stands at the same place."""
    near = np.linalg.norm(place[:, None] - place[None], axis=2) < SAME_POSITION
    result: NDArray[np.int64] = near.argmax(axis=1)
    return result
