from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.errors import UsageError
from legation.negotiation.core import (
    binding_vetoes,
    find_core,
    find_win_set,
    is_absorbed,
    propose,
    reach_of_utility,
    slanted_reach,
    sweep_quotas,
    win_set_of_reach,
)
from legation.negotiation.decision import (
    DecisionRule,
    Majority,
    consensus,
    decides,
    qualified_majority,
    rule_of_game,
    simple_majority,
)
from legation.negotiation.formats import Bloc, MeetingFormat, blocs, compare_formats, meet, plenary
from legation.negotiation.median import median_interval
from legation.negotiation.power import Criterion, Game, blocking_alternative


@st.composite
def tables(draw: st.DrawFn) -> tuple[np.ndarray, DecisionRule]:
    """Positions on a grid and a rule: weighted, double, with an alternative or a veto."""
    actors = draw(st.integers(1, 7))
    seed = np.random.default_rng(draw(st.integers(0, 100_000)))
    place = 10.0 * seed.integers(0, 11, actors)
    votes = seed.integers(1, 6, actors).astype(float)
    one = Majority(tuple(votes), share=float(seed.choice([0.5, 0.6, 0.75, 1.0])))
    heads = Majority((1.0,) * actors, share=0.55, name="members")
    kinds: list[tuple[tuple[Majority, ...], ...]] = [
        ((one,),),
        ((one, heads),),
        ((one,), (heads,)),
        ((Majority(tuple(votes), share=0.5, more=True),),),
    ]
    vetoes = (int(seed.integers(actors)),) if draw(st.booleans()) else ()
    return place, DecisionRule(kinds[draw(st.integers(0, 3))], vetoes)


def beats(place: np.ndarray, one: float, other: float, rule: DecisionRule) -> bool:
    """Whether those who like `one` better than `other` can decide, by the definition."""
    return decides(np.abs(place - one) < np.abs(place - other), rule)


@given(tables(), st.sampled_from([-5.0, 0.0, 20.0, 37.0, 60.0, 100.0, 111.0]))
@settings(max_examples=120, deadline=None)
def test_win_sets_are_those_of_every_pairwise_vote(
    table: tuple[np.ndarray, DecisionRule], start: float
) -> None:
    place, rule = table
    won = find_win_set(place, start, rule)
    for point in np.arange(-120.0, 240.0, 1.3):
        inside = any(
            bool(side.low < point < side.high) for side in (won.left, won.right) if not side.empty
        )
        assert inside == beats(place, float(point), start, rule), (point, won)


@given(tables())
@settings(max_examples=120, deadline=None)
def test_a_point_is_in_the_core_if_nothing_beats_it_and_its_win_set_is_empty(
    table: tuple[np.ndarray, DecisionRule],
) -> None:
    place, rule = table
    core = find_core(place, rule)
    low, high = place.min(), place.max()
    for point in np.unique(np.concatenate([place, np.linspace(low, high, 23).round(3)])):
        stands = not any(
            beats(place, float(point + step), float(point), rule) for step in (-1e-6, 1e-6)
        )
        inside = not core.empty and bool(core.low <= point <= core.high)
        assert inside == stands
        assert bool(find_win_set(place, point, rule).empty) == stands


@given(tables(), st.floats(0, 100))
@settings(max_examples=60, deadline=None)
def test_a_further_veto_never_enlarges_the_win_set(
    table: tuple[np.ndarray, DecisionRule], start: float
) -> None:
    place, rule = table
    before = find_win_set(place, start, rule)
    for veto in range(len(place)):
        after = find_win_set(place, start, rule.with_vetoes(veto))
        for small, large in ((after.left, before.left), (after.right, before.right)):
            if not small.empty:
                assert not large.empty
                assert large.low <= small.low
                assert small.high <= large.high


@given(tables(), st.floats(0.1, 9), st.floats(-50, 50))
@settings(max_examples=60, deadline=None)
def test_core_and_win_set_move_with_the_unit_and_not_with_the_order(
    table: tuple[np.ndarray, DecisionRule], factor: float, shift: float
) -> None:
    place, rule = table
    order = np.random.default_rng(1).permutation(len(place))
    again = DecisionRule(
        tuple(
            tuple(
                Majority(tuple(np.asarray(m.votes)[order]), m.quota, m.share, more=m.more)
                for m in either
            )
            for either in rule.alternatives
        ),
        tuple(int(np.flatnonzero(order == veto)[0]) for veto in rule.vetoes),
    )
    moved = (factor * place + shift)[order]
    ends = [*find_core(place, rule), *find_win_set(place, 20.0, rule).right]
    start = factor * 20.0 + shift
    others = [*find_core(moved, again), *find_win_set(moved, start, again).right]
    np.testing.assert_allclose(others, factor * np.array(ends) + shift, atol=1e-9)


def test_splitting_an_actor_with_its_votes_changes_neither_core_nor_win_set() -> None:
    place, votes = np.array([0.0, 30.0, 80.0]), np.array([4.0, 2.0, 3.0])
    twice, halves = np.append(place, 0.0), np.append(votes, 2.0)
    halves[0] = 2.0
    for share in (0.5, 0.7, 1.0):
        one, two = qualified_majority(votes, share), qualified_majority(halves, share)
        np.testing.assert_array_equal(find_core(place, one), find_core(twice, two))
        left, right = find_win_set(place, 10.0, one), find_win_set(twice, 10.0, two)
        np.testing.assert_array_equal(left.right, right.right)
        np.testing.assert_array_equal(left.left, right.left)


def test_the_majority_core_is_the_median_and_the_consensus_core_the_whole_range() -> None:
    draws = np.random.default_rng(2)
    place, votes = draws.uniform(0, 100, (200, 9)), draws.uniform(0.1, 1, 9)
    core = find_core(place, simple_majority(votes))
    median = median_interval(place, votes)
    np.testing.assert_array_equal(core.low, median.low)
    np.testing.assert_array_equal(core.high, median.high)
    everybody = find_core(place, consensus(9))
    np.testing.assert_array_equal(everybody.low, place.min(axis=1))
    np.testing.assert_array_equal(everybody.high, place.max(axis=1))


def test_consensus_moves_only_a_status_quo_beyond_all_positions() -> None:
    won = find_win_set([20.0, 50.0], 10.0, consensus(2))
    assert [float(end) for end in won.right] == [10.0, 30.0]
    assert won.left.empty
    assert find_win_set([20.0, 50.0], 20.0, consensus(2)).empty
    assert find_win_set([20.0, 50.0], 30.0, consensus(2)).empty


def test_a_quota_of_half_may_leave_no_core() -> None:
    rule = qualified_majority([1.0, 1.0], 0.5)
    assert find_core([0.0, 100.0], rule).empty
    assert not find_win_set([0.0, 100.0], 50.0, rule).empty


def test_the_setter_proposes_the_nearest_that_passes() -> None:
    rule = simple_majority([1.0, 1.0, 1.0])
    place = [0.0, 40.0, 100.0]
    assert propose(50.0, place, 10.0, rule) == 50.0
    assert propose(0.0, place, 10.0, rule) == 10.0
    assert propose(100.0, place, 40.0, rule) == 40.0


def test_a_veto_inside_the_core_of_the_others_is_absorbed() -> None:
    place = [0.0, 40.0, 100.0, 120.0]
    rule = DecisionRule(((Majority((1.0,) * 4, quota=1.0),),), vetoes=(0, 2))
    assert is_absorbed(place, 1, rule)
    assert not is_absorbed(place, 3, rule)
    assert binding_vetoes(place, 50.0, (0, 2)) == (2, 0)
    assert binding_vetoes([np.nan, 1.0], 0.0, (0,)) == (None, None)


@given(st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_a_quota_sweep_holds_at_every_quota(seed: int) -> None:
    draws = np.random.default_rng(seed)
    place, votes = 10.0 * draws.integers(0, 9, 5), draws.integers(1, 5, 5).astype(float)
    steps = sweep_quotas(place, votes)
    assert steps[-1].quota == votes.sum()
    for quota in np.arange(0.5, votes.sum() + 0.25, 0.5):
        step = next(step for step in steps if step.above < quota <= step.quota)
        core = find_core(place, DecisionRule(((Majority(tuple(votes), quota=float(quota)),),)))
        found = None if core.empty else (float(core.low), float(core.high))
        assert found == step.core


def test_slanted_utilities_have_their_own_points_of_indifference() -> None:
    place, start = np.array([30.0, 60.0, 80.0]), 50.0
    reach = slanted_reach(place, start, below=[1.0, 2.0, 1.0], above=[3.0, 1.0, 1.0])
    for x, below, above, point in zip(place, [1, 2, 1], [3, 1, 1], reach, strict=True):

        def utility(y: float, x: float = x, below: int = below, above: int = above) -> float:
            return float(-(below * max(x - y, 0.0) + above * max(y - x, 0.0)))

        assert utility(point) == pytest.approx(utility(start))
        found = reach_of_utility(utility, float(x), start, low=-200.0, high=300.0)
        assert found == pytest.approx(point)
    won = win_set_of_reach(reach, start, simple_majority([1.0, 1.0, 1.0]))
    assert won.right.high == 80.0
    assert won.left.empty
    assert reach_of_utility(lambda y: -abs(y - 60.0), 60.0, 0.0, low=0.0, high=100.0) == 100.0
    assert reach_of_utility(lambda y: -abs(y - 60.0), 60.0, 60.0, low=0.0, high=100.0) == 60.0


def test_double_majorities_with_a_blocking_minority_follow_the_game() -> None:
    population = (80, 60, 60, 40, 10, 5, 3, 2)
    game = Game(
        tuple("abcdefgh"),
        (
            (Criterion((1,) * 8, 5, "members"), Criterion(population, 169, "population")),
            blocking_alternative(8, 3),
        ),
    )
    place = np.array([0.0, 10.0, 25.0, 40.0, 55.0, 70.0, 85.0, 100.0])
    rule = rule_of_game(game)
    core = find_core(place, rule)
    winning = [
        set(some)
        for size in range(9)
        for some in combinations(range(8), size)
        if decides(np.isin(np.arange(8), some), rule)
    ]
    assert float(core.low) == max(place[min(some)] for some in winning)
    assert float(core.high) == min(place[max(some)] for some in winning)


def test_26_plus_1_and_27_leave_different_room() -> None:
    place = np.append(np.linspace(10.0, 60.0, 26), 95.0)
    bloc = MeetingFormat("26+1", (Bloc("allies", tuple(range(26))), Bloc("other", (26,))))
    room, alone = compare_formats(
        place, np.ones(27), formats=[bloc, plenary("27", 27)], status_quo=50.0
    )
    assert room.core == pytest.approx((35.0, 95.0))
    assert room.blocs[0].core == (10.0, 60.0)
    assert room.blocs[0].held is True
    assert alone.core == (10.0, 95.0)
    assert room.gridlock is True
    assert alone.gridlock is True
    assert room.binding == ("other", "allies")
    at_30 = compare_formats(place, np.ones(27), formats=[bloc, plenary("27", 27)], status_quo=30.0)
    assert at_30[0].win_set is not None
    assert at_30[0].win_set[0] is None
    assert at_30[0].win_set[1] == pytest.approx((30.0, 40.0))
    assert at_30[1].win_set == (None, None)
    assert at_30[1].binding == ("26", "0")


def test_blocs_need_each_actor_once_and_rules_that_exist() -> None:
    place = [0.0, 50.0, 100.0]
    for chosen, message in (
        (blocs("2", [[0, 1]]), "actor 2 in no bloc"),
        (blocs("2", [[0, 1], [1, 2]]), "actor 1, who is in bloc 1 too"),
        (blocs("2", [[0, 1], [2, 3]]), "actor 3"),
        (blocs("2", [[0, 1], [2]], inner="half"), "'half'"),
        (plenary("3", 3, vetoes=("9",)), "'9'"),
    ):
        with pytest.raises(UsageError, match=message):
            meet(place, [1.0] * 3, chosen)


def test_a_bloc_may_stand_at_its_median_or_an_end_of_its_core() -> None:
    place = [0.0, 10.0, 80.0, 100.0]
    points = [
        meet(place, [1.0] * 4, blocs("b", [[0, 1, 2], [3]], inner="majority", point=point))
        for point in ("median", "core-low", "core-high", "mean")
    ]
    assert [outcome.blocs[0].point for outcome in points] == [10.0, 10.0, 10.0, 30.0]
    absent = meet([np.nan, 5.0], [1.0, 1.0], plenary("2", ["a", "b"]))
    assert absent.blocs[0].point is None
    assert absent.core == (5.0, 5.0)
    assert absent.win_set is None


@pytest.mark.parametrize(
    ("votes", "quota", "message"),
    [
        ((1.0, 1.0), 3.0, "quota of votes: found 3.0"),
        ((1.0, 1.0), 0.0, "quota of votes: found 0.0"),
        ((0.0, 0.0), 1.0, "0 for every actor"),
        ((1.0, float("nan")), 1.0, "votes of actor 1: found nan"),
        ((), 1.0, "no actor"),
    ],
)
def test_a_majority_that_cannot_be_is_refused(
    votes: tuple[float, ...], quota: float, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        Majority(votes, quota)


def test_rules_say_what_does_not_fit() -> None:
    with pytest.raises(UsageError, match="one of quota and share"):
        Majority((1.0,))
    with pytest.raises(UsageError, match="no majority"):
        DecisionRule(())
    with pytest.raises(UsageError, match="majorities over 1 and 2 actors"):
        DecisionRule(((Majority((1.0,), 1.0), Majority((1.0, 1.0), 1.0)),))
    with pytest.raises(UsageError, match="veto of consensus: found 5"):
        consensus(2).with_vetoes(5)
    with pytest.raises(UsageError, match="found 3 actors; expected 2"):
        find_core([1.0, 2.0, 3.0], consensus(2))
    with pytest.raises(UsageError, match="nobody who takes part"):
        find_core([np.nan, np.nan], consensus(2))
    with pytest.raises(UsageError, match="status quo"):
        find_win_set([1.0, 2.0], np.nan, consensus(2))


def test_a_draw_does_not_depend_on_the_draws_beside_it() -> None:
    draws = np.random.default_rng(8)
    place, votes = draws.uniform(0, 100, (50, 7)), draws.uniform(0.2, 1, (50, 7))
    together = find_core(place, DecisionRule(((Majority(votes, share=0.7),),)))
    alone = [
        find_core(one, DecisionRule(((Majority(v, share=0.7),),)))
        for one, v in zip(place, votes, strict=True)
    ]
    np.testing.assert_array_equal(together.low, [core.low for core in alone])
    np.testing.assert_array_equal(together.high, [core.high for core in alone])
