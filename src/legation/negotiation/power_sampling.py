"""Voting power by sampling, with its standard error: for games too large to count exactly."""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.typing import NDArray

from legation.errors import UsageError
from legation.negotiation.power import Game, Power

BATCH = 1 << 20
Flags = NDArray[np.bool_]


def sample_power(given: Game, *, samples: int, seed: int) -> Power:
    """Return estimates of voting power from random coalitions and random orders.

    Penrose-Banzhaf and Coleman: coalitions in which each takes part with chance 1/2.
    Shapley-Shubik: coalitions in which each takes part with chance p, p uniform on [0, 1] (Owen).
    `standard_error` holds those of `banzhaf` and of `shapley_shubik`. The same seed gives the same
    figures. Errors: `UsageError` for fewer than two samples.

    >>> from legation.negotiation.power import game
    >>> sample_power(game("abc", [1, 1, 1], 2), samples=2000, seed=1).method
    'sampling, 2000 samples, seed 1'
    """
    if samples < 2:
        raise UsageError("samples", found=f"{samples}", expected="at least 2")
    players = len(given.players)
    draws = np.random.default_rng(seed)
    decides, pivotal = np.zeros(players), np.zeros(players)
    wins = 0
    batch = max(1, BATCH // players)
    for start in range(0, samples, batch):
        count = min(batch, samples - start)
        fair = draws.random((count, players)) < 0.5
        leaning = draws.random((count, players)) < draws.random((count, 1))
        wins += int(_wins(given, fair).sum())
        decides += _swings(given, fair)
        pivotal += _swings(given, leaning)
    chance, order = decides / samples, pivotal / samples
    collectivity = wins / samples

    def error(values: NDArray[np.float64]) -> tuple[float, ...]:
        return tuple(sqrt(value * (1.0 - value) / (samples - 1)) for value in values.tolist())

    def over(whole: float) -> tuple[float, ...]:
        return tuple((chance / whole).tolist()) if whole > 0.0 else (0.0,) * players

    return Power(
        players=given.players,
        swings=None,
        winning=None,
        banzhaf=tuple(chance.tolist()),
        banzhaf_normalised=over(float(chance.sum())),
        shapley_shubik=tuple(order.tolist()),
        prevent=over(2.0 * collectivity),
        initiate=over(2.0 * (1.0 - collectivity)),
        collectivity=collectivity,
        method=f"sampling, {samples} samples, seed {seed}",
        standard_error=(error(chance), error(order)),
    )


def _wins(given: Game, members: Flags) -> Flags:
    """Return which coalitions [..., players] win."""
    won = np.zeros(members.shape[:-1], dtype=np.bool_)
    for alternative in given.rule:
        met = np.ones(members.shape[:-1], dtype=np.bool_)
        for criterion in alternative:
            exact = sum(criterion.votes) < 2**62
            votes = np.array(criterion.votes, dtype=np.int64 if exact else object)
            met &= (members @ votes if exact else members.astype(object) @ votes) >= criterion.quota
        won |= met
    return won


def _swings(given: Game, members: Flags) -> NDArray[np.float64]:
    """Return how often each player turns the coalition of the others from losing to winning."""
    won_with, won_without = np.zeros((2, *members.shape), dtype=np.bool_)
    for alternative in given.rule:
        met_with, met_without = np.ones((2, *members.shape), dtype=np.bool_)
        for criterion in alternative:
            exact = sum(criterion.votes) < 2**62
            votes = np.array(criterion.votes, dtype=np.int64 if exact else object)
            mine = members * votes
            without = mine.sum(axis=1, keepdims=True) - mine
            met_without &= without >= criterion.quota
            met_with &= without + votes >= criterion.quota
        won_with |= met_with
        won_without |= met_without
    result: NDArray[np.float64] = (won_with & ~won_without).sum(axis=0).astype(np.float64)
    return result
