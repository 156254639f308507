"""Swings of a game with one criterion, from generating polynomials packed into whole numbers.

The product of (1 + z^v) over all other players counts coalitions by votes; player i swings those
with q - v_i to q - 1 votes. A coefficient takes a fixed number of bits of one Python integer, so
that multiplying by (1 + z^v) is one shift and one addition, exact at any size. The products
without each player come from dividing the players in two again and again and multiplying the
other half in; degrees that can no longer matter are dropped, so that the work is about n times V.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil

import numpy as np
from numpy.typing import NDArray

from legation.errors import UsageError

Array = NDArray[np.float64]

MOST_BITS = 400_000_000
"""Players times total votes up to which exact counts are made (50 MB in one number)."""
MOST_BITS_BY_SIZE = 4_000_000
"""Players squared times total votes up to which counts are made for each coalition size."""
MOST_WORK = 20_000_000_000
"""Players squared times total votes up to which Shapley-Shubik is integrated."""
NODES_AT_ONCE = 4


def check_size(votes: Sequence[int]) -> None:
    """Raise `UsageError` when exact counts would take too much memory or time."""
    players, total = len(votes), sum(votes)
    if players * total > MOST_BITS or players * players * total > MOST_WORK:
        raise UsageError(
            "exact voting power",
            found=f"{players} players with {total} votes",
            expected=f"players x votes up to {MOST_BITS:,}, players^2 x votes to {MOST_WORK:,}",
            do="divide the votes by a common factor, or use sample_power",
        )


def counts_sizes(votes: Sequence[int]) -> bool:
    """Whether the game is small enough to count swings for each coalition size."""
    return len(votes) ** 2 * sum(votes) <= MOST_BITS_BY_SIZE


def count_swings(votes: Sequence[int], quota: int) -> tuple[tuple[int, ...], int]:
    """Return the swings of each player and the number of winning coalitions.

    >>> count_swings([2, 1, 1], 3)
    ((3, 1, 1), 3)
    """
    check_size(votes)
    width = 8 * ceil((len(votes) + 1) / 8)  # whole bytes, so that coefficients can be sliced out
    found: dict[int, int] = {}

    def read(product: int, low: int, player: int) -> None:
        count = votes[player]
        if count not in found:
            found[count] = sum(_slots(product, width // 8, quota - count - low, quota - low))

    def grow(product: int, count: int) -> int:
        return product + (product << (count * width))

    _leave_one_out(votes, quota, width, grow, read)
    product = 1
    for count in votes:
        product = _keep_below(grow(product, count), quota * width)
    losing = sum(_slots(product, width // 8, 0, quota))
    return tuple(found[count] for count in votes), (1 << len(votes)) - losing


def count_swings_by_size(votes: Sequence[int], quota: int) -> tuple[tuple[int, ...], ...]:
    """Return the swings of each player by the size of the coalition that is joined.

    >>> count_swings_by_size([2, 1, 1], 3)
    ((0, 2, 1), (0, 1, 0), (0, 1, 0))
    """
    players = len(votes)
    inner = 8 * ceil((players + 1) / 8)
    width = inner * players
    found: dict[int, tuple[int, ...]] = {}

    def read(product: int, low: int, player: int) -> None:
        count = votes[player]
        if count in found:
            return
        slots = _slots(product, width // 8, quota - count - low, quota - low)
        total = sum(slots)  # no size can carry into the next: each has a bit more than it needs
        found[count] = tuple(_slots(total, inner // 8, 0, players))

    def grow(product: int, count: int) -> int:
        return product + (product << (count * width + inner))

    _leave_one_out(votes, quota, width, grow, read)
    return tuple(found[count] for count in votes)


def _keep_below(product: int, bits: int) -> int:
    return product & ((1 << bits) - 1) if product.bit_length() > bits else product


def _slots(product: int, size: int, start: int, stop: int) -> list[int]:
    """Return the coefficients from `start` to before `stop`, each of `size` bytes."""
    start = max(start, 0)
    if stop <= start:
        return []
    cut = _keep_below(product >> (start * size * 8), (stop - start) * size * 8)
    raw = cut.to_bytes((stop - start) * size, "little")
    return [int.from_bytes(raw[at : at + size], "little") for at in range(0, len(raw), size)]


def _leave_one_out(
    votes: Sequence[int],
    quota: int,
    width: int,
    grow: Callable[[int, int], int],
    read: Callable[[int, int, int], None],
) -> None:
    """Call `read(product, low, player)` with the product of all other players, from degree low.

    Within a block of players only degrees from quota - (votes of the block) to quota - 1 can still
    reach the window of one of its players: the rest is cut off.
    """

    def visit(product: int, low: int, block: list[int]) -> None:
        if votes[block[0]] == votes[block[-1]]:  # equal votes: one of them serves all
            for player in block[1:]:
                product = _keep_below(grow(product, votes[player]), (quota - low) * width)
            read(product, low, block[0])
            return
        half = len(block) // 2
        for kept, other in ((block[:half], block[half:]), (block[half:], block[:half])):
            grown = product
            for player in other:
                grown = _keep_below(grow(grown, votes[player]), (quota - low) * width)
            least = max(low, quota - sum(votes[player] for player in kept))
            visit(grown >> ((least - low) * width), least, kept)

    order = sorted(range(len(votes)), key=lambda player: votes[player])
    visit(1, 0, order)


def integrate(votes: Sequence[int], quota: int) -> tuple[float, ...]:
    """Return Shapley-Shubik by Owen's integral of Pr_p[q - v_i <= v(S) < q] over p from 0 to 1.

    Gauss-Legendre with ceil(n / 2) nodes is exact for the degree n - 1 in p; the products are
    sums and products of numbers that are not negative, so nothing cancels.

    >>> [round(value, 12) for value in integrate([2, 1, 1], 3)]
    [0.666666666667, 0.166666666667, 0.166666666667]
    """
    check_size(votes)
    nodes, weights = np.polynomial.legendre.leggauss(ceil(len(votes) / 2))
    chances, weights = (nodes + 1.0) / 2.0, weights / 2.0
    result = np.zeros(len(votes))
    for start in range(0, len(chances), NODES_AT_ONCE):
        part = slice(start, start + NODES_AT_ONCE)
        _add_pivots(votes, quota, chances[part, None], weights[part], result)
    return tuple(result.tolist())


def _add_pivots(
    votes: Sequence[int], quota: int, chance: Array, weight: Array, result: Array
) -> None:
    """Add the weighted chances of being pivotal, for a few values of p at once, to the result."""

    def grow(product: Array, count: int, length: int) -> Array:
        grown = np.zeros((len(product), min(product.shape[1] + count, length)))
        grown[:, : product.shape[1]] = product[:, :length] * (1.0 - chance)
        if count < length:
            grown[:, count:] += product[:, : grown.shape[1] - count] * chance
        return grown

    def visit(product: Array, low: int, block: list[int]) -> None:
        if votes[block[0]] == votes[block[-1]]:
            for player in block[1:]:
                product = grow(product, votes[player], quota - low)
            from_slot = max(quota - votes[block[0]] - low, 0)
            result[block] += float(weight @ product[:, from_slot : quota - low].sum(axis=1))
            return
        half = len(block) // 2
        for kept, other in ((block[:half], block[half:]), (block[half:], block[:half])):
            grown = product
            for player in other:
                grown = grow(grown, votes[player], quota - low)
            least = max(low, quota - sum(votes[player] for player in kept))
            visit(grown[:, least - low :], least, kept)

    order = sorted(range(len(votes)), key=lambda player: votes[player])
    visit(np.ones((len(chance), 1)), 0, order)
