"""Swings of a game with several criteria, by meeting in the middle.

The players are split in two halves. For a coalition L of one half and all coalitions R of a size
of the other, those R that reach a quota together with L are the tail of R sorted by that
criterion: one bit each. The tails of several criteria are joined with "and" and their bits
counted. Counts stay below 2^34, exact in 64 bits; they leave as Python integers.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import comb

import numpy as np
from numpy.typing import NDArray

from legation.errors import UsageError

Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]
Words = NDArray[np.uint64]
Rule = Sequence[tuple[Sequence[int], int]]

MOST_PLAYERS = 34
LARGEST_TOTAL = 2**62
WORDS_AT_ONCE = 1 << 20


def count_swings_by_size(criteria: Rule) -> tuple[tuple[tuple[int, ...], ...], int]:
    """Return each player's swings by the size of the coalition joined, and all winning coalitions.

    Args:
        criteria: (votes of each player, quota); a coalition wins when all are met.

    Errors: `UsageError` for more than 34 players, naming sampling.

    >>> count_swings_by_size([([2, 1, 1], 3), ([1, 1, 1], 3)])
    (((0, 0, 1), (0, 0, 1), (0, 0, 1)), 1)
    """
    players = len(criteria[0][0])
    _check(criteria, players)
    half = players // 2
    left, right = range(half), range(half, players)
    wins = [0] * (players + 1)
    wins_with = [[0] * (players + 1) for _ in range(players)]
    for mine, other in ((left, right), (right, left)):
        table, sizes, members = _wins(criteria, mine, other)
        for size in range(len(mine) + 1):
            rows = sizes == size
            if mine is left:
                for extra, count in enumerate(table[rows].sum(axis=0).tolist()):
                    wins[size + extra] += count
            for at, player in enumerate(mine):
                with_player = table[rows & members[:, at]].sum(axis=0).tolist()
                for extra, count in enumerate(with_player):
                    wins_with[player][size + extra] += count
    swings = tuple(
        tuple(own[size + 1] - (wins[size] - own[size]) for size in range(players))
        for own in wins_with
    )
    return swings, sum(wins)


def _check(criteria: Rule, players: int) -> None:
    if players > MOST_PLAYERS:
        raise UsageError(
            "exact voting power with several criteria",
            found=f"{players} players",
            expected=f"at most {MOST_PLAYERS}",
            do="use sample_power",
        )
    for votes, _quota in criteria:
        if sum(votes) >= LARGEST_TOTAL:
            raise UsageError(
                "votes of a criterion",
                found=f"a total of {sum(votes)}",
                expected=f"below {LARGEST_TOTAL}",
                do="divide them by a common factor",
            )


def _subsets(players: range) -> Flags:
    """Return members [coalitions, players] of all coalitions of some players."""
    masks = np.arange(1 << len(players))[:, None]
    result: Flags = ((masks >> np.arange(len(players))) & 1).astype(np.bool_)
    return result


def _wins(criteria: Rule, mine: range, other: range) -> tuple[Counts, Counts, Flags]:
    """Return wins [coalitions of mine, size in other], the sizes of mine, and their members."""
    members, partners = _subsets(mine), _subsets(other)
    sizes, partner_sizes = members.sum(axis=1), partners.sum(axis=1)
    have = [_sums(members, [votes[player] for player in mine]) for votes, _ in criteria]
    give = [_sums(partners, [votes[player] for player in other]) for votes, _ in criteria]
    table = np.zeros((len(members), len(other) + 1), dtype=np.int64)
    for size in range(len(other) + 1):
        group = partner_sizes == size
        needed = [quota - sums for (_, quota), sums in zip(criteria, have, strict=True)]
        offered = [sums[group] for sums in give]
        table[:, size] = _reach(needed, offered)
    return table, sizes, members


def _sums(members: Flags, votes: Sequence[int]) -> Counts:
    result: Counts = members.astype(np.int64) @ np.array(votes, dtype=np.int64)
    return result


def _reach(needed: Sequence[Counts], offered: Sequence[Counts]) -> Counts:
    """Return how many of the offered reach all that is needed, for each row of needed."""
    rows, partners = len(needed[0]), len(offered[0])
    tails, starts = [], []
    everything: Flags = np.ones(rows, dtype=np.bool_)
    for need, offer in zip(needed, offered, strict=True):
        if offer.min() == offer.max():  # such as one vote each: no need to sort
            everything = everything & np.less_equal(need, int(offer[0]))
            continue
        order = np.argsort(offer, kind="stable")
        start = np.searchsorted(offer[order], need, side="left")
        tails.append(order)
        starts.append(start)
    if not tails:
        return np.where(everything, partners, 0).astype(np.int64)
    if len(tails) == 1:
        return np.where(everything, partners - starts[0], 0).astype(np.int64)
    return np.where(everything, _common(tails, starts, partners), 0).astype(np.int64)


def _common(tails: Sequence[Counts], starts: Sequence[Counts], partners: int) -> Counts:
    """Return the size of the intersection of tails [order from start], for each row of starts."""
    packed = [_tail_bits(order, partners) for order in tails]
    rows, words = len(starts[0]), packed[0].shape[1]
    result = np.empty(rows, dtype=np.int64)
    step = max(1, WORDS_AT_ONCE // words)
    for at in range(0, rows, step):
        part = slice(at, at + step)
        joint = packed[0][starts[0][part]]
        for bits, start in zip(packed[1:], starts[1:], strict=True):
            joint &= bits[start[part]]
        result[part] = np.bitwise_count(joint).sum(axis=1)
    return result


def _tail_bits(order: Counts, partners: int) -> Words:
    """Return bits [start, words]: which partners stand at `start` or later in the order."""
    words = -(-partners // 64)
    bits = np.zeros((partners + 1, words), dtype=np.uint64)
    for start in range(partners - 1, -1, -1):
        word, bit = divmod(int(order[start]), 64)
        bits[start] = bits[start + 1]
        bits[start, word] |= np.uint64(1 << bit)
    return bits


def half_memory(players: int) -> int:
    """Return the bytes that the largest table of tails takes, for a game of this many players.

    >>> half_memory(28) < 2_000_000
    True
    """
    other = players - players // 2
    largest = comb(other, other // 2)
    return (largest + 1) * -(-largest // 64) * 8
