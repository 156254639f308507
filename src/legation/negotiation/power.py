"""Voting power: how often each player's vote decides, exactly, for one or several criteria.

A game is a set of players and a rule. A rule is one or more alternatives; an alternative is one or
more criteria that must all be met. The Council of the EU under Lisbon is two alternatives: 55 % of
members and 65 % of population, or fewer than four members against.

With s_i the number of coalitions that player i's vote turns from losing to winning (swings), w the
number of winning coalitions and n players: Penrose-Banzhaf s_i / 2^(n-1); normalised s_i / sum s;
Shapley-Shubik = sum over sizes k of k! (n-1-k)! / n! times the swings at that size; Coleman:
collectivity w / 2^n, preventive s_i / w, initiative s_i / (2^n - w).

Counts are Python integers, which cannot overflow.

Example:
    >>> six = game(["DE", "FR", "IT", "NL", "BE", "LU"], [4, 4, 4, 2, 2, 1], 12)
    >>> [f"{value:.4f}" for value in voting_power(six).shapley_shubik]
    ['0.2333', '0.2333', '0.2333', '0.1500', '0.1500', '0.0000']
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import ceil, factorial
from operator import index

from legation.errors import UsageError
from legation.negotiation import power_halves, power_polynomial


@dataclass(frozen=True, slots=True)
class Criterion:
    """A quota on one kind of votes: met when the votes of a coalition reach it.

    Args:
        votes: one whole number a player, 0 or more.
        quota: a whole number from 1 to the total.
        name: what is counted: votes, members, population.
    """

    votes: tuple[int, ...]
    quota: int
    name: str = "votes"

    def __post_init__(self) -> None:
        votes = tuple(
            _whole(count, f"{self.name} of player {player}")
            for player, count in enumerate(self.votes)
        )
        if not votes:
            raise UsageError("game", found="no players", expected="at least one")
        where = f"quota of {self.name}"
        quota = _whole(self.quota, where)
        if not 0 < quota <= sum(votes):
            raise UsageError(
                where,
                found=f"{quota}",
                expected=f"a whole number from 1 to the total, {sum(votes)}",
            )
        object.__setattr__(self, "votes", votes)
        object.__setattr__(self, "quota", quota)


def _whole(number: object, where: str) -> int:
    """Return a number as a Python integer, also one of numpy's, which would overflow."""
    expected = "a whole number, 0 or more"
    try:
        whole = index(number)  # type: ignore[arg-type]  # what has no __index__ is caught below
    except TypeError as error:
        do = "scale fractions up to whole numbers"
        raise UsageError(where, found=repr(number), expected=expected, do=do) from error
    if whole < 0:
        raise UsageError(where, found=f"{whole}", expected=expected)
    return whole


@dataclass(frozen=True, slots=True)
class Game:
    """Players and a rule: any alternative suffices; all criteria of an alternative must be met."""

    players: tuple[str, ...]
    rule: tuple[tuple[Criterion, ...], ...]

    def __post_init__(self) -> None:
        if not self.players:
            raise UsageError("game", found="no players", expected="at least one")
        if not self.rule or not all(self.rule):
            raise UsageError("rule", found="no criterion", expected="at least one")
        for criterion in (c for alternative in self.rule for c in alternative):
            if len(criterion.votes) != len(self.players):
                raise UsageError(
                    f"{criterion.name} of the game",
                    found=f"{len(criterion.votes)} figures",
                    expected=f"{len(self.players)}, one a player",
                )


@dataclass(frozen=True, slots=True)
class Power:
    """Voting power of all players, in their order, exact unless `standard_error` is given.

    Args:
        players: the names.
        swings: exact counts; None where they were sampled.
        winning: how many coalitions win; None where sampled.
        banzhaf: Penrose-Banzhaf, the chance of deciding when all others vote at random.
        banzhaf_normalised: the same as shares that sum to 1.
        shapley_shubik: the chance of being pivotal in a random order; sums to 1.
        prevent: Coleman's power to prevent action.
        initiate: Coleman's power to initiate action; None when every coalition wins.
        collectivity: Coleman's power of the collectivity to act.
        method: polynomial, polynomial and quadrature, halves, or sampling.
        standard_error: of banzhaf and of shapley_shubik, where sampled.
    """

    players: tuple[str, ...]
    swings: tuple[int, ...] | None
    winning: int | None
    banzhaf: tuple[float, ...]
    banzhaf_normalised: tuple[float, ...]
    shapley_shubik: tuple[float, ...]
    prevent: tuple[float, ...]
    initiate: tuple[float, ...]
    collectivity: float
    method: str
    standard_error: tuple[tuple[float, ...], tuple[float, ...]] | None = None


def game(players: Iterable[str], votes: Iterable[int], quota: int) -> Game:
    """Return a game with one criterion."""
    return Game(tuple(players), ((Criterion(tuple(votes), quota),),))


def share_quota(share: Fraction | str, votes: Sequence[int]) -> int:
    """Return the least whole number of votes that is at least this share of the total.

    >>> share_quota("0.55", [1] * 27), share_quota("13/20", [10, 10, 1])
    (15, 14)
    """
    return ceil(Fraction(share) * sum(votes))


def blocking_alternative(players: int, block: int) -> tuple[Criterion, ...]:
    """Return the alternative that is met when fewer than `block` players are against.

    >>> blocking_alternative(28, 4)[0].quota
    25
    """
    return (Criterion((1,) * players, players - block + 1, "members"),)


def voting_power(given: Game) -> Power:
    """Return the exact voting power of all players of a game.

    One criterion: polynomials, for any number of players as long as players times votes stay
    within `power_polynomial.MOST_BITS`. Several: all coalitions of two halves of the players, up to
    `power_halves.MOST_PLAYERS`. Errors: `UsageError` names the size that can be done and sampling.
    """
    if len(given.rule) == 1 and len(given.rule[0]) == 1:
        return _one_criterion(given)
    return _several_criteria(given)


def _one_criterion(given: Game) -> Power:
    criterion = given.rule[0][0]
    swings, winning = power_polynomial.count_swings(criterion.votes, criterion.quota)
    method = "polynomial"
    if power_polynomial.counts_sizes(criterion.votes):
        by_size = power_polynomial.count_swings_by_size(criterion.votes, criterion.quota)
        pivotal = tuple(shapley_shubik(counts) for counts in by_size)
    else:
        pivotal = power_polynomial.integrate(criterion.votes, criterion.quota)
        method = "polynomial and quadrature"
    return _power(given, swings, winning, pivotal, method)


def _several_criteria(given: Game) -> Power:
    """Count by inclusion and exclusion over the alternatives: swings are linear in the game."""
    players = len(given.players)
    swings = [[0] * players for _ in range(players)]
    winning = 0
    for size in range(1, len(given.rule) + 1):
        sign = 1 if size % 2 else -1
        for chosen in combinations(given.rule, size):
            criteria = [(c.votes, c.quota) for alternative in chosen for c in alternative]
            part, wins = power_halves.count_swings_by_size(criteria)
            winning += sign * wins
            for total, counts in zip(swings, part, strict=True):
                for coalition, count in enumerate(counts):
                    total[coalition] += sign * count
    pivotal = tuple(shapley_shubik(counts) for counts in swings)
    return _power(given, tuple(map(sum, swings)), winning, pivotal, "halves")


def shapley_shubik(swings: Sequence[int]) -> float:
    """Return sum over k of k! (n-1-k)! / n! swings[k]; n entries, sizes without the player.

    >>> shapley_shubik([0, 2, 0])
    0.3333333333333333
    """
    players = len(swings)
    total = sum(
        factorial(size) * factorial(players - 1 - size) * count
        for size, count in enumerate(swings)
        if count
    )
    return float(Fraction(total, factorial(players)))


def _power(
    given: Game,
    swings: tuple[int, ...],
    winning: int,
    pivotal: tuple[float, ...],
    method: str,
) -> Power:
    """Return all indices from exact counts."""
    players = len(given.players)
    coalitions = 1 << players

    def shares(whole: int) -> tuple[float, ...]:
        return tuple(float(Fraction(count, whole)) if whole else 0.0 for count in swings)

    return Power(
        players=given.players,
        swings=swings,
        winning=winning,
        banzhaf=shares(coalitions // 2),
        banzhaf_normalised=shares(sum(swings)),
        shapley_shubik=pivotal,
        prevent=shares(winning),
        initiate=shares(coalitions - winning),
        collectivity=float(Fraction(winning, coalitions)),
        method=method,
    )
