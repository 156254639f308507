from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.errors import UsageError
from legation.negotiation.condorcet import (
    Election,
    VictoryRule,
    VoteRule,
    coalitions,
    condorcet_election,
    elect,
    linear_utilities,
    victories,
    vote,
)

ELECTIONS: tuple[Election, ...] = ("conditional", "markov-uniform", "markov-incentive")
VICTORIES: tuple[VictoryRule, ...] = ("linear", "square", "quartic", "octic", "binary")
VOTES: tuple[VoteRule, ...] = ("prop", "binary", "prop-bin", "cubic", "prop-cbc", "asym-prosp")


@st.composite
def tables(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    actors, options = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    seed = np.random.default_rng(draw(st.integers(0, 10_000)))
    return (
        seed.uniform(0, 100, actors),
        seed.uniform(0.05, 1, actors),
        5.0 * seed.choice(21, options, replace=False),  # apart, so that rounding decides nothing
    )


@given(tables(), st.sampled_from(ELECTIONS), st.sampled_from(VICTORIES), st.sampled_from(VOTES))
@settings(max_examples=60, deadline=None)
def test_probabilities_sum_to_one_under_every_rule(
    table: tuple[np.ndarray, np.ndarray, np.ndarray],
    election: Election,
    victory: VictoryRule,
    votes: VoteRule,
) -> None:
    positions, weights, options = table
    liked = linear_utilities(positions, options, span=100.0)
    chances = condorcet_election(liked, weights, election=election, victory=victory, votes=votes)
    assert chances.sum() == pytest.approx(1.0)
    assert (chances >= 0.0).all()


@given(tables(), st.floats(0.1, 50), st.floats(-100, 100))
@settings(max_examples=40, deadline=None)
def test_neither_unit_nor_order_nor_scale_of_capability_matters(
    table: tuple[np.ndarray, np.ndarray, np.ndarray], factor: float, shift: float
) -> None:
    positions, weights, options = table
    before = condorcet_election(linear_utilities(positions, options, span=100.0), weights)
    moved = linear_utilities(
        factor * positions + shift, factor * options + shift, span=100.0 * factor
    )
    after = condorcet_election(moved[::-1], 7.0 * weights[::-1])
    np.testing.assert_allclose(after, before, atol=1e-5)  # the floor of 1e-8 does not scale


@given(tables())
@settings(max_examples=30, deadline=None)
def test_splitting_an_actor_leaves_every_coalition_as_it_was(
    table: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> None:
    positions, weights, options = table
    split = np.concatenate([weights, weights[:1] / 2])
    split[0] /= 2
    twice = np.concatenate([positions, positions[:1]])
    np.testing.assert_allclose(
        coalitions(linear_utilities(twice, options, span=100.0), split),
        coalitions(linear_utilities(positions, options, span=100.0), weights),
        rtol=1e-12,
    )


def test_mirrored_input_gives_mirrored_chances() -> None:
    options = np.array([0.0, 50.0, 100.0])
    liked = linear_utilities(np.array([0.0, 30.0, 70.0, 100.0]), options, span=100.0)
    for election in ELECTIONS:
        chances = condorcet_election(liked, np.array([1.0, 2.0, 2.0, 1.0]), election=election)
        np.testing.assert_allclose(chances, chances[::-1], atol=1e-9)


def test_a_draw_does_not_depend_on_the_draws_beside_it() -> None:
    seed = np.random.default_rng(5)
    positions, weights = seed.uniform(0, 100, (40, 6)), seed.uniform(0.1, 1, (40, 6))
    liked = linear_utilities(positions, positions, span=100.0)
    for election in ELECTIONS:
        together = condorcet_election(liked, weights, election=election)
        alone = [
            condorcet_election(one, weight, election=election)
            for one, weight in zip(liked, weights, strict=True)
        ]
        np.testing.assert_allclose(together, alone, atol=1e-12)


def test_strengths_far_apart_neither_overflow_nor_vanish() -> None:
    chances = elect([[0.0, 1e60], [1e-60, 0.0]], victory="octic")
    assert chances.tolist() == [1.0, 0.0]
    assert victories([[0.0, 0.0], [0.0, 0.0]])[0, 1] == 0.5


def test_binary_votes_and_victories_are_certain_beyond_their_thresholds() -> None:
    assert vote("binary", 3.0, 1e-7).item() == 3.0
    assert vote("asym-prosp", 3.0, -0.5).item() == -1.5
    assert victories([[0.0, 1.2], [1.0, 0.0]], rule="binary")[0, 1] == 1.0


def test_an_unknown_rule_is_named() -> None:
    with pytest.raises(UsageError, match="'none'"):
        vote("none", 1.0, 1.0)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="'none'"):
        victories([[1.0]], rule="none")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="'none'"):
        elect([[1.0]], election="none")  # type: ignore[arg-type]
