"""Seconds on generated instances: processor time and wall time, and a peer in the same run."""

from __future__ import annotations

import importlib
import importlib.util
import time
from collections.abc import Callable

import numpy as np

from bench.harness import Scores
from legation.negotiation.challenge_rounds import challenge_draws
from legation.negotiation.condorcet import condorcet_election, linear_utilities
from legation.negotiation.core import find_core, find_win_set
from legation.negotiation.decision import simple_majority
from legation.negotiation.exchange_rounds import run_exchange
from legation.negotiation.mean import weighted_mean
from legation.negotiation.median import median_interval
from legation.negotiation.power import (
    Criterion,
    Game,
    blocking_alternative,
    game,
    share_quota,
    voting_power,
)
from legation.negotiation.spatial_turns import run_spatial


def clock(scores: Scores, name: str, work: Callable[[], object], *, times: int = 1) -> None:
    """Record the best of some runs."""
    cpu, wall = [], []
    for _ in range(times):
        began, began_wall = time.process_time(), time.perf_counter()
        work()
        cpu.append(time.process_time() - began)
        wall.append(time.perf_counter() - began_wall)
    scores[f"{name}_cpu_s"], scores[f"{name}_wall_s"] = min(cpu), min(wall)


def score_speed(*, small: bool) -> Scores:
    scores: Scores = {}
    draws = np.random.default_rng(20)
    count = 500 if small else 10_000
    suffix = "_small" if small else ""
    place, weight = draws.uniform(0, 100, (count, 30)), draws.uniform(0.1, 1, (count, 30))

    def election() -> object:
        return condorcet_election(linear_utilities(place, place, span=100.0), weight)

    clock(scores, f"pce_10k_x_30{suffix}", election)
    votes = weight / weight.sum(axis=1, keepdims=True)
    rule = simple_majority(votes)

    def simple() -> object:
        start = np.full(len(place), 30.0)
        return (
            weighted_mean(place, weight),
            median_interval(place, weight),
            find_core(place, rule),
            find_win_set(place, start, rule),
        )

    clock(scores, f"mean_median_core_win_set_10k_x_30{suffix}", simple, times=3)
    ten, care, clout = (draws.uniform(0.1, 1, (count, 10)) for _ in range(3))

    def challenge() -> object:
        return challenge_draws(ten, care, clout, reading="S11-figures", rounds=10)

    clock(scores, f"challenge_10k_x_10_x_10{suffix}", challenge)
    spread, concern = draws.uniform(0, 100, (30, 2)), draws.uniform(5, 50, (30, 2))
    strength = draws.uniform(1, 100, 30)

    def spatial() -> object:
        return run_spatial(spread, concern, strength, scale=100.0, turns=30, stop_when_quiet=False)

    clock(scores, "spatial_30_x_2_x_30", spatial)
    tables = draws.uniform(0, 100, (20 if small else 1000, 15, 13))
    salience, clout = draws.uniform(0.1, 1, (15, 13)), draws.uniform(0.05, 1, 15)
    clock(scores, "exchange_15_x_13", lambda: run_exchange(tables[0], salience, clout), times=3)

    def exchanges() -> object:
        return [len(run_exchange(table, salience, clout)) for table in tables]

    clock(scores, f"exchange_1k_draws{suffix}", exchanges)
    _score_power(scores, draws, small=small)
    _score_peer(scores)
    return scores


def _score_power(scores: Scores, draws: np.random.Generator, *, small: bool) -> None:
    votes = draws.integers(1, 60, 30).tolist()
    thirty = game(map(str, range(30)), votes, sum(votes) * 2 // 3)
    clock(scores, "power_n30", lambda: voting_power(thirty), times=3)
    population = draws.integers(400_000, 83_000_000, 28).tolist()
    members = Criterion((1,) * 28, share_quota("0.55", [1] * 28), "members")
    people = Criterion(tuple(population), share_quota("0.65", population), "population")
    lisbon = Game(tuple(map(str, range(28))), ((members, people), blocking_alternative(28, 4)))
    clock(scores, "power_lisbon_28", lambda: voting_power(lisbon), times=3)
    if not small:
        votes = draws.integers(1, 610, 190).tolist()
        large = game(map(str, range(190)), votes, sum(votes) * 17 // 20)
        scores["power_n190_votes"] = sum(votes)
        clock(scores, "power_n190", lambda: voting_power(large))
        half = game(map(str, range(190)), votes, sum(votes) // 2 + 1)
        clock(scores, "power_n190_half", lambda: voting_power(half))


def _score_peer(scores: Scores) -> None:
    """The Python package powerindices, where it is installed, on the same games."""
    equal = game(map(str, range(100)), [1] * 100, 51)
    truth = 0.0795892373871787
    scores["power_n100_error"] = abs(voting_power(equal).banzhaf[0] - truth)
    votes = np.random.default_rng(28).integers(1, 30, 28).tolist()
    quota = sum(votes) * 2 // 3
    ours = game(map(str, range(28)), votes, quota)
    clock(scores, "power_n28", lambda: voting_power(ours), times=3)
    if importlib.util.find_spec("powerindices") is None:
        scores["peer_powerindices_n28_cpu_s"] = None
        return
    peer = importlib.import_module("powerindices")

    def both() -> object:
        return peer.compute_pbi(quota, votes), peer.compute_ssi(quota, votes)

    clock(scores, "peer_powerindices_n28", both, times=3)
    with np.errstate(all="ignore"):
        found = peer.compute_pbi(51, [1] * 100)
    scores["peer_powerindices_n100_error"] = abs(float(found[0]) - truth)
