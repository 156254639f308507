from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.errors import UsageError
from legation.negotiation.mean import mean_effects, mean_variance, weighted_mean
from legation.negotiation.median import find_pivot, median_interval
from legation.negotiation.nash import nash_solution

Stakes = tuple[np.ndarray, np.ndarray, np.ndarray]


@st.composite
def stakes(draw: st.DrawFn) -> Stakes:
    """Positions on a grid, so that ties occur, with salience and capability."""
    actors = draw(st.integers(1, 8))
    seed = np.random.default_rng(draw(st.integers(0, 100_000)))
    return (
        5.0 * seed.integers(0, 21, actors),
        seed.uniform(0.05, 1, actors),
        seed.integers(1, 5, actors).astype(float),
    )


@given(stakes())
@settings(max_examples=60, deadline=None)
def test_derivatives_and_removals_are_those_of_small_changes_and_of_leaving_out(
    given_stakes: Stakes,
) -> None:
    place, care, clout = given_stakes
    effect = mean_effects(place, care, clout)
    assert place.min() <= effect.outcome <= place.max()
    step = 1e-5
    for at in range(len(place)):
        bump = step * np.eye(len(place))[at]
        slopes = [
            (weighted_mean(place + bump, care * clout), weighted_mean(place - bump, care * clout)),
            (
                weighted_mean(place, (care + bump) * clout),
                weighted_mean(place, (care - bump) * clout),
            ),
            (
                weighted_mean(place, care * (clout + bump)),
                weighted_mean(place, care * (clout - bump)),
            ),
        ]
        for (up, down), exact in zip(slopes, effect[1:4], strict=True):
            assert (up - down) / (2 * step) == pytest.approx(exact[at], abs=1e-5)
        if len(place) > 1:
            rest = np.arange(len(place)) != at
            assert effect.without[at] == pytest.approx(
                weighted_mean(place[rest], (care * clout)[rest]), abs=1e-9
            )
        else:
            assert np.isnan(effect.without[at])


@given(stakes())
@settings(max_examples=60, deadline=None)
def test_the_median_beats_every_other_point_and_is_least_far_from_all(given_stakes: Stakes) -> None:
    place, care, clout = given_stakes
    weight = care * clout
    low, high = (float(end) for end in median_interval(place, weight))
    points = np.unique(np.concatenate([np.linspace(0, 100, 81), place]))

    def far(y: float) -> float:
        return float(weight @ np.abs(place - y))

    assert far(low) == pytest.approx(min(map(far, points)))
    assert far(high) == pytest.approx(far(low))
    for median in (low, high):
        for other in points:
            nearer = weight[np.abs(place - other) < np.abs(place - median)].sum()
            back = weight[np.abs(place - median) < np.abs(place - other)].sum()
            assert nearer <= back + 1e-12 * weight.sum()
            gain = weight @ (np.abs(place - median) - np.abs(place - other))
            assert gain <= 1e-9


@given(stakes(), st.floats(0.1, 50), st.floats(-1000, 1000))
@settings(max_examples=60, deadline=None)
def test_unit_order_scale_of_capability_and_splitting_do_not_matter(
    given_stakes: Stakes, factor: float, shift: float
) -> None:
    place, care, clout = given_stakes
    weight = care * clout
    mean, (low, high) = weighted_mean(place, weight), median_interval(place, weight)
    order = np.random.default_rng(0).permutation(len(place))
    split = np.concatenate([weight, weight[:1] / 2])
    split[0] /= 2
    for again, heavy in (
        (factor * place + shift, weight),
        ((factor * place + shift)[order], weight[order]),
        (factor * place + shift, 9.0 * weight),
        (factor * np.concatenate([place, place[:1]]) + shift, split),
    ):
        assert weighted_mean(again, heavy) == pytest.approx(factor * mean + shift, abs=1e-7)
        found = median_interval(again, heavy)
        assert found.low == pytest.approx(factor * low + shift, abs=1e-7)
        assert found.high == pytest.approx(factor * high + shift, abs=1e-7)


@given(stakes(), st.sampled_from([-1, 1]))
@settings(max_examples=60, deadline=None)
def test_the_distance_to_flip_is_exact(given_stakes: Stakes, side: int) -> None:
    place, care, clout = given_stakes
    pivot = find_pivot(place, care * clout)
    if pivot.low < pivot.high:
        assert pivot.to_left == pivot.to_right == 0.0
        return
    need = pivot.to_right if side > 0 else pivot.to_left
    far = np.append(place, 1000.0 * side)
    for share, moves in ((0.999, False), (1.001, True)):
        after = median_interval(far, np.append(care * clout, need * share))
        assert bool(after.scalar() != pivot.low) is moves


def test_half_of_the_weight_makes_an_interval_with_named_ends() -> None:
    interval = median_interval([0.0, 10.0, 30.0, 40.0], [1.0, 1.0, 1.0, 1.0])
    assert interval.scalar() == 20.0
    assert interval.scalar("lower") == 10.0
    assert interval.scalar("upper") == 30.0
    assert find_pivot([0.0, 10.0, 30.0, 40.0], [1.0] * 4).actors == (1, 2)
    tenths = median_interval([0.0, 1.0, 2.0, 3.0], [0.1, 0.2, 0.1 + 0.1, 0.1])
    assert [float(end) for end in tenths] == [1.0, 2.0]  # 0.3 is half of 0.6, rounding or not


def test_the_mean_is_no_median_and_the_median_no_mean() -> None:
    place, weight = [0.0, 0.0, 90.0], [1.0, 1.0, 1.0]
    assert weighted_mean(place, weight) == 30.0
    assert median_interval(place, weight).scalar() == 0.0


def test_order_of_equal_actors_decides_nothing() -> None:
    """A set of positions in any order gives one median; a peer's depends on its set's order."""
    rng = np.random.default_rng(3)
    place, weight = np.array([1.0, 1.0, 2.0, 2.0]), np.array([0.3, 0.2, 0.1, 0.4])
    for _ in range(10):
        order = rng.permutation(4)
        assert median_interval(place[order], weight[order])._asdict() == {"low": 1.0, "high": 2.0}


def test_absent_and_weightless_actors_do_not_count_and_inputs_stay() -> None:
    place, weight = np.array([0.0, np.nan, 80.0, 100.0]), np.array([1.0, 5.0, 1.0, 0.0])
    kept = place.copy(), weight.copy()
    assert weighted_mean(place, weight) == 40.0
    assert median_interval(place, weight)._asdict() == {"low": 0.0, "high": 80.0}
    effect = mean_effects(place, weight, np.ones(4))
    assert effect.by_position.tolist() == [0.5, 0.0, 0.5, 0.0]
    assert effect.without.tolist() == [80.0, 40.0, 0.0, 40.0]
    np.testing.assert_array_equal(place, kept[0])
    np.testing.assert_array_equal(weight, kept[1])


def test_the_variance_by_the_delta_method_is_near_that_of_draws() -> None:
    rng = np.random.default_rng(1)
    place, care, clout = rng.uniform(20, 80, 6), rng.uniform(0.4, 0.8, 6), rng.uniform(1, 3, 6)
    spread = [3.0 * np.ones(6), 0.03 * np.ones(6), 0.1 * np.ones(6)]
    drawn = [
        part + sd * rng.normal(size=(20_000, 6))
        for part, sd in zip((place, care, clout), spread, strict=True)
    ]
    sampled = weighted_mean(drawn[0], drawn[1] * drawn[2]).var()
    exact = mean_variance(place, care, clout, position_sd=3.0, salience_sd=0.03, capability_sd=0.1)
    assert exact == pytest.approx(sampled, rel=0.05)


@pytest.mark.parametrize(
    ("place", "weight", "message"),
    [
        ([], [], "actors: found none"),
        ([1.0, 2.0], [0.0, 0.0], "0 for every actor"),
        ([1.0, np.inf], [1.0, 1.0], "position of actor 1: found inf"),
        ([1.0, 2.0], [1.0, -1.0], "weight of actor 1: found -1.0"),
        ([1.0, 2.0], [np.nan, 1.0], "weight of actor 0: found nan"),
        ([np.nan, np.nan], [1.0, 1.0], "0 for every actor"),
        ([1.0, 2.0], [1.0], "1; expected 2"),
    ],
)
def test_figures_that_cannot_be_are_named(
    place: list[float], weight: list[float], message: str
) -> None:
    for model in (weighted_mean, median_interval):
        with pytest.raises(UsageError, match=message):
            model(place, weight)


@pytest.mark.parametrize("utility", ["linear", "quadratic"])
def test_the_nash_solution_is_the_best_on_a_fine_grid_or_no_agreement(utility: str) -> None:
    place, weight = [40.0, 55.0, 90.0], [1.0, 2.0, 1.5]
    found = nash_solution(place, weight, disagreement=5.0, span=100.0, utility=utility)  # type: ignore[arg-type]  # one of the two
    power = {"linear": 1.0, "quadratic": 2.0}[utility]
    grid = np.linspace(5.0, 75.0, 70_001)[1:-1]
    gains = [np.abs(x - 5.0) ** power - np.abs(x - grid) ** power for x in place]
    with np.errstate(invalid="ignore", divide="ignore"):
        worth = sum(w * np.log(gain) for w, gain in zip(weight, gains, strict=True))
    assert found.agreed
    assert found.value == pytest.approx(grid[np.nanargmax(worth)], abs=2e-3)
    stuck = nash_solution(place, weight, disagreement=60.0, span=100.0)
    assert not stuck.agreed
    assert stuck.value == 60.0
