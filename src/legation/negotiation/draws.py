"""Draws of a table's uncertain cells: the input side of a Monte Carlo run.

Each draw has its own random numbers, SeedSequence(seed, draw), so that the same seed gives the same
bytes whatever the number of draws, blocks or workers. What a cell is drawn from:

- its readings, resampled with replacement, where it is extracted and their values are known;
- a triangle from `low` over `value` to `high`, where both ends are given;
- a normal with standard deviation `sd`, kept on the scale, where that is given;
- nothing: a cell without a band stays as it is, and the report says how much of the weight that is.

With `common` above 0 the positions of one actor err together: it is the correlation of their
normal scores, as when one expert sees an actor as softer than it is on every issue.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import erfc, sqrt
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from legation.errors import UsageError
from legation.negotiation.table import FIGURES, Cell, Figure, NegotiationTable

Array = NDArray[np.float64]
Readings = Mapping[str, float]
"""What each sentence that a cell rests on says: sentence id to a value in the issue's unit."""

LEAST = 1e-9
"""Salience and capability are drawn at least this share of their value above 0."""
_NORMAL = NormalDist()
_phi = np.frompyfunc(lambda z: 0.5 * erfc(-z / sqrt(2.0)), 1, 1)
_inverse = np.frompyfunc(_NORMAL.inv_cdf, 1, 1)


class Drawn(NamedTuple):
    """Positions, salience and capability, each [draws, actors, issues]; NaN without a stake."""

    positions: Array
    salience: Array
    capability: Array


@dataclass(frozen=True, slots=True)
class _Plan:
    """One uncertain cell: where it stands, what it is, and the bounds it stays within."""

    actor: int
    issue: int
    figure: Figure
    cell: Cell
    bounds: tuple[float, float]
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Sampler:
    """Draws any block of draws of a table.

    Args:
        table: the table.
        seed: of all draws.
        common: correlation of one actor's errors in position, 0 to 1.
        plans: the uncertain cells.
    """

    table: NegotiationTable
    seed: int
    common: float
    plans: tuple[_Plan, ...]

    def draw(self, start: int, stop: int) -> Drawn:
        """Return draws `start` to `stop` (excluded) of this seed."""
        table, count = self.table, stop - start
        whole = [np.repeat(table.figures(figure)[None], count, axis=0) for figure in FIGURES]
        actors = len(table.actors)
        scores = np.empty((count, actors + len(self.plans)))
        picks = sum(len(plan.values) for plan in self.plans)
        uniforms = np.empty((count, picks))
        for row in range(count):
            sequence = np.random.SeedSequence(self.seed, spawn_key=(start + row,))
            draws = np.random.Generator(np.random.PCG64(sequence))
            scores[row] = draws.standard_normal(scores.shape[1])
            uniforms[row] = draws.random(picks)
        own, shared = sqrt(1.0 - self.common), sqrt(self.common)
        at = 0
        for column, plan in enumerate(self.plans, actors):
            if plan.values:
                part = uniforms[:, at : at + len(plan.values)]
                at += len(plan.values)
                drawn = _resample(plan, part)
            else:
                score = scores[:, column]
                if plan.figure == "position":
                    score = own * score + shared * scores[:, plan.actor]
                drawn = _band(plan, np.asarray(_phi(score), dtype=np.float64))
            whole[FIGURES.index(plan.figure)][:, plan.actor, plan.issue] = drawn
        return Drawn(*whole)


def _resample(plan: _Plan, uniforms: Array) -> Array:
    """Return means of the readings resampled with replacement, shifted to the cell's value."""
    values = np.array(plan.values)
    picked = values[(uniforms * len(values)).astype(np.int64)]
    means = picked.mean(axis=1) - values.mean() + plan.cell.value
    return np.asarray(np.clip(means, *plan.bounds))


def _band(plan: _Plan, uniform: Array) -> Array:
    """Return the cell's distribution at these shares, by its inverse."""
    cell = plan.cell
    if cell.low is not None and cell.high is not None:
        return np.asarray(np.clip(triangle(uniform, cell.low, cell.value, cell.high), *plan.bounds))
    low, high = plan.bounds
    spread = cell.sd or 0.0
    first = _NORMAL.cdf((low - cell.value) / spread)
    last = _NORMAL.cdf((high - cell.value) / spread)
    share = np.clip(first + uniform * (last - first), 1e-300, 1.0 - 1e-16)
    drawn = cell.value + spread * np.asarray(_inverse(share), dtype=np.float64)
    return np.asarray(np.clip(drawn, low, high))


def triangle(uniform: Array, low: float, mode: float, high: float) -> Array:
    """Return the triangular distribution at these shares.

    >>> triangle(np.array([0.0, 0.5, 1.0]), 0.0, 5.0, 10.0).tolist()
    [0.0, 5.0, 10.0]
    """
    if high <= low:
        return np.full_like(uniform, mode)
    peak = (mode - low) / (high - low)
    rising = low + np.sqrt(uniform * (high - low) * (mode - low))
    falling = high - np.sqrt((1.0 - uniform) * (high - low) * (high - mode))
    return np.where(uniform < peak, rising, falling)


def has_band(cell: Cell, readings: Readings | None = None) -> bool:
    """Return whether anything is known of how far off a cell may be."""
    return (
        (cell.low is not None and cell.high is not None)
        or bool(cell.sd)
        or len(known_readings(cell, readings)) > 1
    )


def known_readings(cell: Cell, readings: Readings | None) -> dict[str, float]:
    """Return what the cell's own sentences say, those whose values are known."""
    known = readings or {}
    return {sentence: known[sentence] for sentence in cell.sentences if sentence in known}


def make_sampler(
    table: NegotiationTable, *, seed: int, common: float = 0.0, readings: Readings | None = None
) -> Sampler:
    """Return the sampler of a table.

    Args:
        table: with bands, standard deviations or sentences on its cells.
        seed: 0 or more.
        common: 0 (each cell errs alone) to 1 (an actor errs alike on every issue).
        readings: what the sentences of extracted positions say, in the issue's unit.

    Errors: `UsageError` for a seed or correlation that cannot be.
    """
    if seed < 0:
        raise UsageError("seed", found=f"{seed}", expected="a whole number, 0 or more")
    if not 0.0 <= common <= 1.0:
        raise UsageError("common", found=f"{common}", expected="0 to 1")
    actors = {actor: row for row, actor in enumerate(table.actors)}
    issues = {issue.id: column for column, issue in enumerate(table.issues)}
    plans = []
    for stake in table.stakes:
        issue = table.issues[issues[stake.issue]]
        for figure in FIGURES:
            cell = stake.cell(figure)
            values = tuple(known_readings(cell, readings).values())
            values = values if figure == "position" and len(values) > 1 else ()
            if not values and not has_band(cell):
                continue
            bounds = {
                "position": (issue.low, issue.high),
                "salience": (LEAST * cell.value, 1.0),
                "capability": (LEAST * cell.value, float("inf")),
            }[figure]
            place = (actors[stake.actor], issues[stake.issue])
            plans.append(_Plan(*place, figure, cell, bounds, values))
    return Sampler(table, seed, common, tuple(plans))
