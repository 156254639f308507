"""Exact indices against plain enumeration of every coalition."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bench.harness import Scores
from legation.negotiation.power import Criterion, Game, shapley_shubik, voting_power


def enumerate_swings(one: Game) -> tuple[list[list[int]], int]:
    """Return swings by size for each player, and the winning coalitions, from all 2^n."""
    players = len(one.players)
    wins = np.zeros(1 << players, dtype=np.bool_)
    for alternative in one.rule:
        met = np.ones(1 << players, dtype=np.bool_)
        for criterion in alternative:
            met &= _sums(criterion.votes) >= criterion.quota
        wins |= met
    sizes = _sums((1,) * players).astype(np.int8)
    swings = []
    for player in range(players):
        pairs = wins.reshape(-1, 2, 1 << player)
        turned = pairs[:, 1] & ~pairs[:, 0]
        without = sizes.reshape(-1, 2, 1 << player)[:, 0]
        swings.append(np.bincount(without[turned], minlength=players).tolist())
    return swings, int(wins.sum())


def _sums(votes: tuple[int, ...]) -> NDArray[np.int64]:
    sums = np.zeros(1, dtype=np.int64)
    for count in votes:
        sums = np.concatenate([sums, sums + count])
    return sums


def score_brute_force(*, small: bool) -> Scores:
    """The largest difference over games with one, two and three criteria and two alternatives."""
    draws = np.random.default_rng(24)
    swings_off, index_error, checked = 0, 0.0, 0
    for players in (12, 16) if small else (12, 16, 20, 24):
        for criteria, alternatives in ((1, 1), (2, 1), (3, 1), (2, 2)):
            names = tuple(map(str, range(players)))
            rule = tuple(
                tuple(_criterion(draws, players) for _ in range(criteria))
                for _ in range(alternatives)
            )
            one = Game(names, rule)
            power = voting_power(one)
            swings, winning = enumerate_swings(one)
            checked += 1
            swings_off += abs(winning - (power.winning or 0))
            for at, counts in enumerate(swings):
                swings_off += abs(sum(counts) - (power.swings or ())[at])
                error = abs(shapley_shubik(counts) - power.shapley_shubik[at])
                index_error = max(index_error, error)
    return {
        "brute_force_games": checked,
        "brute_force_swings_off": swings_off,
        "brute_force_index_error": index_error,
    }


def _criterion(draws: np.random.Generator, players: int) -> Criterion:
    votes = draws.integers(1, 100, players).tolist()
    return Criterion(tuple(votes), int(sum(votes) * draws.uniform(0.5, 0.8)))
