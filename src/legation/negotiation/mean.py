"""The compromise: the mean of positions weighted by capability times salience.

O = Σ w_i x_i / W with w = c·s. It maximises Σ w_i·(-(x_i - y)²), is the usual approximation of the
asymmetric Nash bargaining solution (Van den Bos's compromise model; Achen 2006), and the most
accurate of the simple models in the best public evidence. Everything about it is exact: how it
answers to every input, and where it would be without an actor.

Arrays are [..., actors], with leading axes of draws; an actor whose position is NaN takes no part.

Example:
    >>> effect = mean_effects([0.0, 100.0], [0.5, 1.0], [2.0, 1.0])
    >>> effect.outcome.item(), effect.by_position.tolist(), effect.without.tolist()
    (50.0, [0.5, 0.5], [100.0, 0.0])
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from legation.errors import UsageError

Array = NDArray[np.float64]


class MeanEffects(NamedTuple):
    """The mean and how it answers to its inputs; absent actors have 0 (and `without` the mean).

    Args:
        outcome: O [...].
        by_position: ∂O/∂x_i = w_i / W [..., actors].
        by_salience: ∂O/∂s_i = c_i (x_i - O) / W.
        by_capability: ∂O/∂c_i = s_i (x_i - O) / W.
        without: O without the actor, (W·O - w_i x_i) / (W - w_i); NaN where nobody else is left.
    """

    outcome: Array
    by_position: Array
    by_salience: Array
    by_capability: Array
    without: Array


def present(positions: ArrayLike, weights: ArrayLike, name: str = "weight") -> tuple[Array, Array]:
    """Return positions and weights [..., actors] of equal shape, absent actors at 0 with weight 0.

    Errors: `UsageError` when there is no actor, a weight is negative, NaN or infinite where a
    position is stated, a position is infinite, or all weights of a draw are 0.

    >>> [part.tolist() for part in present([1.0, float("nan")], [2.0, 3.0])]
    [[1.0, 0.0], [2.0, 0.0]]
    """
    place = np.asarray(positions, dtype=np.float64)
    weight = np.asarray(weights, dtype=np.float64)
    if place.ndim == 0 or place.shape[-1] == 0:
        raise UsageError("actors", found="none", expected="at least one")
    if weight.ndim == 0 or weight.shape[-1] != place.shape[-1]:
        count = weight.shape[-1] if weight.ndim else 0
        raise UsageError(f"{name}s", found=f"{count}", expected=f"{place.shape[-1]}, one an actor")
    shape = np.broadcast_shapes(place.shape, weight.shape)
    place, weight = np.broadcast_to(place, shape), np.broadcast_to(weight, shape)
    here = ~np.isnan(place)
    for what, bad, figures, wanted in (
        ("position", here & np.isinf(place), place, "a finite number"),
        (name, here & ~(np.isfinite(weight) & (weight >= 0.0)), weight, "a number, 0 or more"),
    ):
        if bad.any():
            at = tuple(np.argwhere(bad)[0])
            raise UsageError(f"{what} of actor {at[-1]}", found=f"{figures[at]}", expected=wanted)
    place, weight = np.where(here, place, 0.0), np.where(here, weight, 0.0)
    if not (weight.max(axis=-1) > 0.0).all():
        raise UsageError(
            f"{name}s",
            found="0 for every actor",
            expected=f"at least one actor with a {name} above 0",
        )
    return place, weight


def weighted_mean(positions: ArrayLike, weights: ArrayLike) -> Array:
    """Return O = Σ w_i x_i / W [...], within the least and the largest position.

    Args:
        positions: [..., actors]; NaN where an actor takes no part.
        weights: [..., actors], 0 or more, capability times salience.

    Errors: `UsageError` as `present`.

    >>> weighted_mean([0.0, 50.0, 100.0], [1.0, 1.0, 2.0]).item()
    62.5
    """
    place, weight = present(positions, weights)
    return _mean(place, weight)


def _mean(place: Array, weight: Array) -> Array:
    share = weight / weight.max(axis=-1, keepdims=True)  # in range, whatever the unit of capability
    mean = (share * place).sum(axis=-1) / share.sum(axis=-1)
    counts = weight > 0.0
    low = np.where(counts, place, np.inf).min(axis=-1)
    high = np.where(counts, place, -np.inf).max(axis=-1)
    result: Array = np.clip(mean, low, high)  # rounding may not leave the range
    return result


def mean_effects(positions: ArrayLike, salience: ArrayLike, capability: ArrayLike) -> MeanEffects:
    """Return the mean with its exact derivatives and its value without each actor.

    Args:
        positions: [..., actors]; NaN where an actor takes no part.
        salience: [..., actors], 0 or more.
        capability: [..., actors], 0 or more.

    Errors: `UsageError` as `present`.
    """
    place, care = present(positions, salience, "salience")
    _, clout = present(positions, capability, "capability")
    place, care, clout = np.broadcast_arrays(place, care, clout)
    weight = care * clout
    _, weight = present(np.where(np.isnan(positions), np.nan, place), weight)
    total = weight.sum(axis=-1, keepdims=True)
    outcome = _mean(place, weight)
    away = np.where(np.isnan(positions), 0.0, place - outcome[..., None])
    rest = total - weight
    alone = ~((weight > 0.0).sum(axis=-1, keepdims=True) - (weight > 0.0) > 0)
    without = outcome[..., None] - weight * away / np.where(alone, 1.0, rest)
    return MeanEffects(
        outcome,
        weight / total,
        clout * away / total,
        care * away / total,
        np.where(alone, np.nan, without),
    )


def mean_variance(
    positions: ArrayLike,
    salience: ArrayLike,
    capability: ArrayLike,
    *,
    position_sd: ArrayLike = 0.0,
    salience_sd: ArrayLike = 0.0,
    capability_sd: ArrayLike = 0.0,
) -> Array:
    """Return the variance of the mean [...] by the delta method, inputs taken as independent.

    Each standard deviation is [..., actors] (or one figure for all) in the unit of its input.
    First order: exact in positions, an approximation in salience and capability.

    >>> round(mean_variance([0.0, 100.0], [1.0, 1.0], [1.0, 1.0], position_sd=10.0).item(), 6)
    50.0
    """
    effect = mean_effects(positions, salience, capability)
    total = np.zeros(effect.outcome.shape)
    for slope, spread in (
        (effect.by_position, position_sd),
        (effect.by_salience, salience_sd),
        (effect.by_capability, capability_sd),
    ):
        total = total + ((slope * np.asarray(spread, dtype=np.float64)) ** 2).sum(axis=-1)
    return total
