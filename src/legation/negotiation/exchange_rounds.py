"""Rounds of exchange: the deals in the order they are made, and what they do to third parties.

Example:
    >>> made = run_exchange([[0.0, 100.0], [100.0, 0.0]], [[0.9, 0.3], [0.3, 0.9]], [1.0, 1.0])
    >>> [(deal.i, deal.q, deal.j, deal.p, round(deal.gain, 2)) for deal in made[0].deals]
    [(0, 1, 1, 0, 15.0)]
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from legation.errors import UsageError
from legation.negotiation.exchange import (
    Array,
    ExchangeOptions,
    Market,
    Offers,
    Terms,
    find_offers,
    find_terms,
    open_market,
)

TIE = 1e-12
"""Gains that differ by less than this share are a tie; the first (actor, issue) is taken."""


@dataclass(frozen=True, slots=True)
class Deal:
    """An exchange: actor i moves on issue q, actor j on issue p, both gain the same.

    Args:
        i: the actor who demands p and supplies q.
        q: the issue on which i moves.
        j: the actor who demands q and supplies p.
        p: the issue on which j moves.
        gain: of each of the two.
        i_before: where i voted on q.
        i_after: where i now votes on q.
        j_before: where j voted on p.
        j_after: where j now votes on p.
        ties: how many other offers had the same gain.
        externalities: what each actor gains or loses by it; for i and j their gain.
    """

    i: int
    q: int
    j: int
    p: int
    gain: float
    i_before: float
    i_after: float
    j_before: float
    j_after: float
    ties: int
    externalities: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ExchangeRound:
    """A round: its deals in order, outcomes before and after, and all positions.

    `positions` are those declared at its start, `voting` those after its deals, `following` those
    with which the next round starts; NaN where an actor takes no part.
    """

    number: int
    deals: tuple[Deal, ...]
    before: tuple[float, ...]
    after: tuple[float, ...]
    positions: NDArray[np.float64]
    voting: NDArray[np.float64]
    following: NDArray[np.float64]


def run_exchange(
    positions: ArrayLike,
    salience: ArrayLike,
    capability: ArrayLike,
    *,
    rounds: int = 1,
    options: ExchangeOptions | None = None,
) -> tuple[ExchangeRound, ...]:
    """Run rounds of exchange; a round without any deal ends the run.

    Args:
        positions: [actors, issues], 0 to 100, NaN where an actor takes no part.
        salience: [actors, issues] in (0, 1]; 0 or NaN where an actor takes no part.
        capability: [actors] or [actors, issues], above 0.
        rounds: the most rounds, at least 1.
        options: the rules.

    Errors: `UsageError` names actor and issue.
    """
    if rounds < 1:
        raise UsageError("rounds", found=f"{rounds}", expected="at least 1")
    chosen = options or ExchangeOptions()
    place = np.array(positions, dtype=np.float64)
    history: list[ExchangeRound] = []
    for number in range(1, rounds + 1):
        market = open_market(place, salience, capability)
        before = market.outcomes()
        deals = trade(market, chosen)
        place = following(market)
        history.append(
            ExchangeRound(
                number,
                deals,
                tuple(before.tolist()),
                tuple(market.outcomes().tolist()),
                market.declared,
                market.voting,
                place,
            )
        )
        if not deals:
            break
    return tuple(history)


def following(market: Market) -> Array:
    """Return x' = (1 - e) x + e y with e = .4 (1 - s) + .1, where the next round starts."""
    ease = (1.0 - market.salience) * 0.4 + 0.1
    result: Array = (1.0 - ease) * market.declared + ease * market.voting
    return result


def trade(market: Market, options: ExchangeOptions) -> tuple[Deal, ...]:
    """Make deals, the largest gain first, until none is left; changes the market.

    After each deal every offer that supplies one of the two (actor, issue) is worked out anew.
    """
    offers = find_offers(market)
    terms = find_terms(market, offers, options)
    gain, i_to, j_to = terms.gain.copy(), terms.i_to.copy(), terms.j_to.copy()
    issues = market.declared.shape[1]
    supply_i, supply_j = offers.i * issues + offers.q, offers.j * issues + offers.p
    open_offers = np.ones(len(gain), dtype=np.bool_)
    deals = []
    while len(gain) and gain.max() > 0.0:
        best = int((gain >= gain.max() * (1.0 - TIE)).argmax())
        ties = int((gain >= gain.max() * (1.0 - TIE)).sum()) - 1
        current = Terms(i_to[best : best + 1], j_to[best : best + 1], gain[best : best + 1])
        deals.append(_make(market, Offers(*(part[best] for part in offers)), current, ties))
        open_offers[best] = False
        gain[best] = 0.0
        mine, theirs = supply_i[best], supply_j[best]
        touched = (supply_i == mine) | (supply_j == mine)
        touched |= (supply_i == theirs) | (supply_j == theirs)
        again = np.flatnonzero(touched & open_offers)
        renewed = find_terms(market, Offers(*(part[again] for part in offers)), options)
        gain[again], i_to[again], j_to[again] = renewed.gain, renewed.i_to, renewed.j_to
    return tuple(deals)


def _make(market: Market, offer: Offers, terms: Terms, ties: int) -> Deal:
    """Make one deal: move both and account for everybody's gain or loss."""
    i, q, j, p = (int(part) for part in offer)
    before = market.outcomes()
    i_before, j_before = float(market.voting[i, q]), float(market.voting[j, p])
    i_after, j_after = float(terms.i_to[0]), float(terms.j_to[0])
    market.voting[i, q], market.voting[j, p] = i_after, j_after
    market.direction[i, q] = np.sign(i_after - i_before)
    market.direction[j, p] = np.sign(j_after - j_before)
    return Deal(
        i,
        q,
        j,
        p,
        float(terms.gain[0]),
        i_before,
        i_after,
        j_before,
        j_after,
        ties,
        tuple(_externalities(market, before, market.outcomes(), (p, q)).tolist()),
    )


def _externalities(market: Market, before: Array, after: Array, moved: tuple[int, int]) -> Array:
    """Return sum over the two issues of s_k (|O - x_k| - |O' - x_k|) for each actor k."""
    at = list(moved)
    declared = market.declared[:, at]
    change = np.abs(before[at] - declared) - np.abs(after[at] - declared)
    result: Array = np.nansum(market.salience[:, at] * change, axis=1)
    return result
