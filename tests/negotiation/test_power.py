from __future__ import annotations

from itertools import pairwise, permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.errors import UsageError
from legation.negotiation import power_polynomial
from legation.negotiation.power import (
    Criterion,
    Game,
    blocking_alternative,
    game,
    share_quota,
    voting_power,
)
from legation.negotiation.power_sampling import sample_power


def wins(given_game: Game, coalition: set[int]) -> bool:
    return any(
        all(sum(c.votes[k] for k in coalition) >= c.quota for c in alternative)
        for alternative in given_game.rule
    )


def count(given_game: Game) -> tuple[list[int], int]:
    players = range(len(given_game.players))
    swings, winning = [0] * len(players), 0
    for chosen in product((False, True), repeat=len(players)):
        coalition = {k for k in players if chosen[k]}
        if wins(given_game, coalition):
            winning += 1
            for player in coalition:
                swings[player] += not wins(given_game, coalition - {player})
    return swings, winning


def pivots(given_game: Game) -> list[float]:
    players = len(given_game.players)
    pivotal = [0] * players
    orders = list(permutations(range(players)))
    for order in orders:
        coalition: set[int] = set()
        for player in order:
            coalition.add(player)
            if wins(given_game, coalition):
                pivotal[player] += 1
                break
    return [times / len(orders) for times in pivotal]


@st.composite
def games(draw: st.DrawFn, criteria: int, alternatives: int, most: int) -> Game:
    players = draw(st.integers(1, most))

    def criterion() -> Criterion:
        votes = draw(st.lists(st.integers(0, 9), min_size=players, max_size=players).filter(any))
        return Criterion(tuple(votes), draw(st.integers(1, sum(votes))))

    rule = tuple(tuple(criterion() for _ in range(criteria)) for _ in range(alternatives))
    return Game(tuple(map(str, range(players))), rule)


@pytest.mark.parametrize(("criteria", "alternatives"), [(1, 1), (2, 1), (3, 1), (2, 2), (1, 3)])
def test_indices_are_those_of_brute_force(criteria: int, alternatives: int) -> None:
    @given(games(criteria, alternatives, 6))
    @settings(max_examples=25, deadline=None)
    def check(one: Game) -> None:
        power = voting_power(one)
        assert (list(power.swings or ()), power.winning) == count(one)
        np.testing.assert_allclose(power.shapley_shubik, pivots(one), atol=1e-12)
        assert sum(power.shapley_shubik) == pytest.approx(1.0, abs=1e-12)
        assert all(value <= 1.0 for value in power.banzhaf)

    check()


@pytest.mark.parametrize("criteria", [1, 2, 3])
def test_twelve_players_are_counted_as_by_brute_force(criteria: int) -> None:
    draws = np.random.default_rng(criteria)
    rule = []
    for _ in range(criteria):
        votes = tuple(draws.integers(1, 40, 12))
        rule.append(Criterion(votes, int(sum(votes) * 0.6)))
    one = Game(tuple("abcdefghijkl"), (tuple(rule),))
    power = voting_power(one)
    assert (list(power.swings or ()), power.winning) == count(one)


@given(games(1, 1, 12))
@settings(max_examples=40, deadline=None)
def test_quadrature_halves_and_polynomial_agree_and_order_follows_votes(one: Game) -> None:
    power = voting_power(one)
    criterion = one.rule[0][0]
    np.testing.assert_allclose(
        power_polynomial.integrate(criterion.votes, criterion.quota),
        power.shapley_shubik,
        atol=1e-12,
    )
    twice = voting_power(Game(one.players, ((criterion, criterion),)))
    assert twice.swings == power.swings
    np.testing.assert_allclose(twice.shapley_shubik, power.shapley_shubik, atol=1e-12)
    by_votes = sorted(range(len(criterion.votes)), key=lambda k: criterion.votes[k])
    ordered = [power.shapley_shubik[k] for k in by_votes]
    assert all(a <= b + 1e-12 for a, b in pairwise(ordered))
    for player, votes in enumerate(criterion.votes):
        assert votes or power.shapley_shubik[player] == 0.0


def test_a_dummy_has_no_power_and_a_dictator_all() -> None:
    power = voting_power(game("abc", [5, 1, 1], 5))
    assert power.shapley_shubik == (1.0, 0.0, 0.0)
    assert power.banzhaf == (1.0, 0.0, 0.0)


def test_a_hundred_equal_players_do_not_overflow() -> None:
    power = voting_power(game(map(str, range(100)), [1] * 100, 51))
    assert power.banzhaf[0] == pytest.approx(0.0795892373871787, rel=1e-12)
    assert power.shapley_shubik[0] == pytest.approx(0.01, rel=1e-12)
    assert power.winning == 2**99 - _middle(100) // 2


def _middle(players: int) -> int:
    total = 1
    for k in range(players // 2):
        total = total * (players - k) // (k + 1)
    return total


def test_numbers_of_numpy_are_taken_as_whole_numbers() -> None:
    votes = np.array([2**61, 2**61, 2**61])
    criterion = Criterion(tuple(votes), 2**62)
    assert sum(criterion.votes) == 3 * 2**61
    sampled = sample_power(Game(("a", "b", "c"), ((criterion,),)), samples=400, seed=1)
    assert sampled.collectivity == pytest.approx(0.5, abs=0.1)


def test_the_lisbon_rule_is_two_alternatives_and_three_cannot_block() -> None:
    population = [83, 68, 59, 48, 38, 1]
    members = Criterion((1,) * 6, share_quota("0.55", [1] * 6), "members")
    people = Criterion(tuple(population), share_quota("0.65", population), "population")
    bare = Game(tuple("abcdef"), ((members, people),))
    lisbon = Game(tuple("abcdef"), ((members, people), blocking_alternative(6, 4)))
    assert not wins(bare, {2, 3, 4, 5})
    assert wins(lisbon, {2, 3, 4, 5})
    assert voting_power(lisbon).collectivity > voting_power(bare).collectivity


def test_sampling_is_within_its_standard_error_and_repeats() -> None:
    one = game("abcdefg", [9, 8, 5, 4, 3, 2, 1], 20)
    exact = voting_power(one)
    sampled = sample_power(one, samples=20_000, seed=4)
    assert sampled == sample_power(one, samples=20_000, seed=4)
    assert sampled.standard_error is not None
    for values, errors, true in (
        (sampled.banzhaf, sampled.standard_error[0], exact.banzhaf),
        (sampled.shapley_shubik, sampled.standard_error[1], exact.shapley_shubik),
    ):
        for value, error, figure in zip(values, errors, true, strict=True):
            assert abs(value - figure) < 5 * error + 1e-9


@pytest.mark.parametrize(
    ("votes", "quota", "found"),
    [
        ([1, 2], 4, "found 4"),
        ([1, 2], 0, "found 0"),
        ([0, 0], 1, "found 1"),
        ([1, -2], 1, "found -2"),
        ([1.5, 2], 1, "found 1.5"),
        ([float("nan"), 2], 1, "found nan"),
        ([], 1, "no players"),
    ],
)
def test_a_game_that_cannot_be_is_refused(votes: list[int], quota: int, found: str) -> None:
    with pytest.raises(UsageError, match=found):
        game(map(str, range(len(votes))), votes, quota)


def test_a_game_too_large_says_what_can_be_done_and_names_sampling() -> None:
    thousand = [10**6] * 1000
    with pytest.raises(UsageError, match=r"up to .*sample_power"):
        voting_power(game(map(str, range(1000)), thousand, 6 * 10**8))
    several = Criterion((1,) * 40, 20)
    with pytest.raises(UsageError, match=r"at most 34.*sample_power"):
        voting_power(Game(tuple(map(str, range(40))), ((several, several),)))
