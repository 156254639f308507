from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.errors import UsageError
from legation.negotiation.challenge import READINGS, Array, lower_median
from legation.negotiation.challenge_rounds import challenge_draws, run_challenge

NAMES = sorted(READINGS)


def table(seed: int, actors: int) -> tuple[Array, Array, Array]:
    draws = np.random.default_rng(seed)
    return (
        draws.uniform(0, 100, actors),
        draws.uniform(0.1, 1, actors),
        draws.uniform(0.1, 5, actors),
    )


@given(st.integers(0, 9999), st.integers(2, 7), st.sampled_from(NAMES), st.floats(0.01, 90))
@settings(max_examples=40, deadline=None)
def test_unit_order_and_scale_of_capability_do_not_matter(
    seed: int, actors: int, reading: str, factor: float
) -> None:
    positions, salience, capability = table(seed, actors)
    one = run_challenge(positions, salience, capability, reading=reading, rounds=3)
    other = run_challenge(
        (factor * positions - 7.0)[::-1],
        salience[::-1],
        3.0 * capability[::-1],
        reading=reading,
        rounds=3,
    )
    for before, after in zip(one.rounds, other.rounds, strict=True):
        back = (np.array(after.positions)[::-1] + 7.0) / factor
        np.testing.assert_allclose(back, before.positions, atol=1e-6)


@given(st.integers(0, 9999), st.integers(2, 7), st.sampled_from(NAMES))
@settings(max_examples=40, deadline=None)
def test_nobody_leaves_the_initial_range_and_moves_say_who_and_why(
    seed: int, actors: int, reading: str
) -> None:
    positions, salience, capability = table(seed, actors)
    run = run_challenge(positions, salience, capability, reading=reading, rounds=5)
    for before, after in zip(run.rounds, run.rounds[1:], strict=False):
        assert min(positions) - 1e-9 <= min(after.positions)
        assert max(after.positions) <= max(positions) + 1e-9
        assert all(0.5 <= risk <= 2.0 for risk in after.risk)
        movers = {move.actor for move in after.moves}
        for move in after.moves:
            assert move.partner != move.actor
            assert move.own < move.other or move.kind == "capitulation"
        for actor in set(range(actors)) - movers:
            assert after.positions[actor] == before.positions[actor]


@pytest.mark.parametrize("reading", NAMES)
def test_unanimous_actors_stay(reading: str) -> None:
    run = run_challenge([4.0] * 3, [0.5] * 3, [1.0, 2.0, 3.0], reading=reading)
    assert run.stopped == "settled"
    assert run.rounds[-1].positions == (4.0, 4.0, 4.0)
    drawn = challenge_draws([[4.0] * 3], [0.5] * 3, [1.0] * 3, reading=reading, rounds=2)
    assert (drawn == 4.0).all()


@pytest.mark.parametrize("reading", NAMES)
def test_draws_equal_single_runs_round_by_round(reading: str) -> None:
    tables = [table(seed, 6) for seed in range(5)]
    stacked = [np.array(part) for part in zip(*tables, strict=True)]
    drawn = challenge_draws(*stacked, reading=reading, rounds=4)
    for at, single in enumerate(tables):
        run = run_challenge(*single, reading=reading, rounds=4)
        for state in run.rounds:
            np.testing.assert_allclose(drawn[state.number, at], state.positions, atol=1e-9)


def test_distances_stay_shares_of_the_initial_range() -> None:
    """Once positions have drawn together, a new start would measure them on a shorter range."""
    shrunk = 0
    for seed in range(40):
        positions, salience, capability = table(seed, 5)
        run = run_challenge(positions, salience, capability, reading="S11-printed", rounds=2)
        if len(run.rounds) < 3 or np.ptp(run.rounds[1].positions) > 0.99 * np.ptp(positions):
            continue
        shrunk += 1
        again = run_challenge(
            run.rounds[1].positions, salience, capability, reading="S11-printed", rounds=1
        )
        assert again.rounds[1].own != run.rounds[2].own
    assert shrunk > 0


def test_the_printed_reading_lets_actors_capitulate_and_the_figures_reading_never() -> None:
    kinds: dict[str, set[str]] = {name: set() for name in NAMES}
    for seed in range(60):
        for name in NAMES:
            run = run_challenge(*table(seed, 5), reading=name, rounds=3)
            kinds[name] |= {move.kind for state in run.rounds for move in state.moves}
    assert "capitulation" not in kinds["S11-figures"]
    assert "capitulation" in kinds["S11-printed"]


def test_a_cycle_is_found_and_said() -> None:
    stops = {
        run_challenge(*table(seed, 4), reading=name, rounds=60).stopped
        for seed in range(40)
        for name in NAMES
    }
    assert "cycle" in stops
    for seed in range(40):
        run = run_challenge(*table(seed, 4), reading="S11-printed", rounds=60)
        if run.stopped == "cycle":
            assert run.cycle_from is not None
            back = run.rounds[run.cycle_from].positions
            np.testing.assert_allclose(run.rounds[-1].positions, back, atol=1e-6)


def test_a_reading_must_be_named() -> None:
    with pytest.raises(UsageError, match="S11-figures"):
        run_challenge([1.0, 2.0], [0.5, 0.5], [1.0, 1.0], reading="default")


@pytest.mark.parametrize(
    ("salience", "capability", "where"),
    [
        ([0.5, 0.0], [1.0, 1.0], r"salience\[1\]"),
        ([0.5, 0.5], [0.0, 1.0], r"capability\[0\]"),
        ([0.5, float("nan")], [1.0, 1.0], r"salience\[1\]"),
        ([0.5, 50.0], [1.0, 1.0], "salience"),
        ([0.5], [1.0, 1.0], "salience"),
    ],
)
def test_a_weight_that_cannot_be_is_named(
    salience: list[float], capability: list[float], where: str
) -> None:
    with pytest.raises(UsageError, match=where):
        run_challenge([1.0, 2.0], salience, capability, reading="S11-figures")


def test_inputs_are_not_changed() -> None:
    positions, salience, capability = table(1, 5)
    copies = positions.copy(), salience.copy(), capability.copy()
    run_challenge(positions, salience, capability, reading="S11-figures")
    for now, then in zip((positions, salience, capability), copies, strict=True):
        np.testing.assert_array_equal(now, then)


def test_the_median_is_no_mean_and_ties_take_the_lower() -> None:
    assert lower_median([0.0, 0.0, 9.0], [1.0, 1.0, 1.0]).item() == 0.0
    assert lower_median([10.0, 20.0], [1.0, 1.0]).item() == 10.0
