from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.errors import UsageError
from legation.negotiation.condorcet import Array
from legation.negotiation.spatial import (
    Interpolation,
    SpatialOptions,
    risk_attitudes,
    strike,
    utility,
)
from legation.negotiation.spatial_turns import fit_salience, run_spatial

HOW: tuple[Interpolation, ...] = ("s1p1", "s2p2", "s2pmax")
VARIANTS = [
    SpatialOptions(),
    SpatialOptions(victory="octic", votes="cubic", risk_range="min"),
    SpatialOptions(election="markov-uniform", bargaining="init-rcvr", risk_estimate="none"),
    SpatialOptions(election="markov-incentive", bargaining="pw-comp", risk_estimate="full"),
    SpatialOptions(votes="prop-bin", interpolation="s1p1", third_party="no-commit"),
    SpatialOptions(votes="binary", interpolation="s2pmax", risk_range="max", risk_estimate="half"),
]


def table(seed: int, actors: int, dimensions: int) -> tuple[Array, Array, Array]:
    draws = np.random.default_rng(seed)
    return (
        draws.uniform(0, 100, (actors, dimensions)),
        draws.uniform(5, 100 / dimensions, (actors, dimensions)),
        draws.uniform(1, 100, actors),
    )


@pytest.mark.parametrize("options", VARIANTS)
def test_every_option_runs_stays_on_the_scale_and_sums_to_one(options: SpatialOptions) -> None:
    run = run_spatial(*table(2, 6, 2), scale=100.0, options=options, turns=4)
    for turn in run.turns:
        place = np.array(turn.positions)
        assert place.min() >= 0.0
        assert place.max() <= 100.0
        assert all(0.0 <= chance <= 1.0 for chance in turn.chances)
        assert sum(turn.chances) >= 1.0 - 1e-9  # actors at one place share its chance


@given(st.integers(0, 9999), st.integers(2, 6), st.integers(1, 3))
@settings(max_examples=25, deadline=None)
def test_order_of_actors_and_scale_of_capability_do_not_matter(
    seed: int, actors: int, dimensions: int
) -> None:
    place, care, clout = table(seed, actors, dimensions)
    one = run_spatial(place, care, clout, scale=100.0, turns=3)
    other = run_spatial(place[::-1], care[::-1], 3.0 * clout[::-1], scale=100.0, turns=3)
    for before, after in zip(one.turns, other.turns, strict=True):
        np.testing.assert_allclose(after.positions[::-1], before.positions, atol=1e-2)


def test_a_unanimous_position_does_not_move() -> None:
    place = np.full((4, 2), 30.0)
    run = run_spatial(place, np.full((4, 2), 40.0), [1.0, 2.0, 3.0, 4.0], scale=100.0)
    np.testing.assert_allclose(run.turns[-1].positions, place, atol=1e-9)
    assert run.stopped == "settled"


def test_a_run_settles_or_says_that_its_turns_ended() -> None:
    assert run_spatial(*table(1, 5, 2), scale=100.0, turns=1).stopped == "turns"
    assert run_spatial(*table(1, 5, 2), scale=100.0).stopped in {"settled", "turns"}


def test_a_seed_repeats_a_stochastic_run_and_none_is_refused() -> None:
    options = SpatialOptions(selection="stochastic")
    runs = [
        run_spatial(*table(4, 6, 2), scale=100.0, options=options, turns=5, seed=9) for _ in "ab"
    ]
    assert runs[0] == runs[1]
    with pytest.raises(UsageError, match="seed"):
        run_spatial(*table(4, 6, 2), scale=100.0, options=options)


def test_full_and_no_commitment_of_third_parties_are_the_same() -> None:
    runs = [
        run_spatial(*table(6, 6, 2), scale=100.0, options=SpatialOptions(third_party=kind), turns=4)
        for kind in ("no-commit", "full-commit")
    ]
    assert runs[0].turns == runs[1].turns


def test_salience_over_the_whole_names_the_actor_and_can_be_fitted() -> None:
    place, care, clout = table(1, 4, 2)
    care[2] = 90.0
    with pytest.raises(UsageError, match=r"actor 2: salience.*fit_salience"):
        run_spatial(place, care, clout, scale=100.0)
    fitted, factor = fit_salience(care, scale=100.0)
    assert factor == pytest.approx(100.0 / 180.0)
    assert run_spatial(place, fitted, clout, scale=100.0, turns=2).turns


@pytest.mark.parametrize("bad", [float("nan"), -1.0, 101.0])
def test_a_position_off_the_scale_names_the_actor(bad: float) -> None:
    place, care, clout = table(1, 4, 2)
    place[1, 0] = bad
    with pytest.raises(UsageError, match="actor 1: positions"):
        run_spatial(place, care, clout, scale=100.0)


def test_inputs_are_not_changed() -> None:
    given_table = table(1, 4, 2)
    copies = [part.copy() for part in given_table]
    run_spatial(*given_table, scale=100.0, turns=3)
    for now, then in zip(given_table, copies, strict=True):
        np.testing.assert_array_equal(now, then)


def test_accommodation_draws_the_ideal_after_the_position() -> None:
    place, care, clout = table(3, 5, 2)
    fixed = run_spatial(place, care, clout, scale=100.0, turns=3, accommodation=np.zeros((5, 5)))
    moving = run_spatial(place, care, clout, scale=100.0, turns=3, accommodation=np.eye(5))
    plain = run_spatial(place, care, clout, scale=100.0, turns=3)
    np.testing.assert_allclose(moving.turns[-1].positions, plain.turns[-1].positions)
    assert fixed.turns[-1].positions != plain.turns[-1].positions


def test_equal_chances_are_no_risk_and_beyond_one_utility_is_linear() -> None:
    assert risk_attitudes(np.full(3, 1 / 3), "mid").tolist() == [0.0, 0.0, 0.0]
    assert utility(np.array([1.5]), np.array([0.5])).tolist() == [-0.75]


def test_a_certain_winner_gives_nothing() -> None:
    place, care = np.array([[0.2], [0.8]]), np.array([[0.5], [0.5]])
    for how in HOW:
        mine, theirs = strike(place, care, (0, 1), 1.0, how)
        assert mine.item() == pytest.approx(0.2)
        assert theirs.item() == pytest.approx(0.2, abs=1e-4)
