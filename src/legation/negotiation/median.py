"""The weighted median: the interval that no majority of weight would leave (Black 1948).

{y : Σ_{x_i<y} w ≤ W/2 and Σ_{x_i>y} w ≤ W/2} = [low, high]; low < high only where a group of actors
has exactly half of the weight. It minimises Σ w_i |x_i - y| and beats every other point in pairwise
votes, whether actors vote with all their weight or in proportion to what they gain.

Arrays are [..., actors], with leading axes of draws; an actor whose position is NaN takes no part.

Example:
    >>> median_interval([0.0, 40.0, 100.0], [1.0, 1.0, 1.0])
    MedianInterval(low=array(40.), high=array(40.))
    >>> find_pivot([0.0, 40.0, 100.0], [1.0, 1.0, 1.0])
    Pivot(low=40.0, high=40.0, actors=(1,), left=1.0, own=1.0, right=1.0, to_left=1.0, to_right=1.0)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from legation.errors import UsageError
from legation.negotiation.mean import present

Array = NDArray[np.float64]
Choice = Literal["middle", "lower", "upper"]

EXACT_HALF = 1e-12
"""Weight this near to half, as a share of the total, is half."""


class MedianInterval(NamedTuple):
    """The ends of the median interval, each [...]; equal where one position is the median."""

    low: Array
    high: Array

    def scalar(self, choice: Choice = "middle") -> Array:
        """Return one figure: the middle, or the lower or upper end (others' programs: lower)."""
        ends = {"lower": self.low, "upper": self.high, "middle": (self.low + self.high) / 2.0}
        if choice not in ends:
            raise UsageError("median", found=repr(choice), expected=", ".join(ends))
        return ends[choice]


@dataclass(frozen=True, slots=True)
class Pivot:
    """Who holds the median and how much weight would have to change to move it.

    Args:
        low: the lower end of the median interval.
        high: the upper end.
        actors: those who stand at an end of the interval, in input order.
        left: weight strictly below the interval.
        own: weight on the interval.
        right: weight strictly above.
        to_left: weight that must be added below the interval (or twice what must cross over)
            before the median moves down; any more moves it. 0 where the interval has two ends.
        to_right: the same above.
    """

    low: float
    high: float
    actors: tuple[int, ...]
    left: float
    own: float
    right: float
    to_left: float
    to_right: float


def median_interval(positions: ArrayLike, weights: ArrayLike) -> MedianInterval:
    """Return the median interval.

    Args:
        positions: [..., actors]; NaN where an actor takes no part.
        weights: [..., actors], 0 or more.

    Who comes first in the input never matters. Errors: `UsageError` as `mean.present`.
    """
    place, weight = present(positions, weights)
    place = np.where(
        weight > 0.0, place, np.inf
    )  # those without weight stand last and hold nothing
    order = np.argsort(place, axis=-1)
    place = np.take_along_axis(place, order, axis=-1)
    behind = np.take_along_axis(weight, order, axis=-1).cumsum(axis=-1)
    total = behind[..., -1:]
    slack = EXACT_HALF * total
    low = (behind >= total / 2.0 - slack).argmax(axis=-1)[..., None]
    high = (behind > total / 2.0 + slack).argmax(axis=-1)[..., None]
    return MedianInterval(
        np.take_along_axis(place, low, axis=-1)[..., 0],
        np.take_along_axis(place, high, axis=-1)[..., 0],
    )


def find_pivot(positions: ArrayLike, weights: ArrayLike) -> Pivot:
    """Return who holds the median of one set of positions [actors], and how firmly."""
    place, weight = present(positions, weights)
    if place.ndim != 1:
        raise UsageError("positions", found=f"shape {place.shape}", expected="[actors]")
    interval = median_interval(positions, weights)
    low, high = float(interval.low), float(interval.high)
    here = weight > 0.0
    left = float(weight[here & (place < low)].sum())
    right = float(weight[here & (place > high)].sum())
    own = float(weight[here & (place >= low) & (place <= high)].sum())
    actors = np.flatnonzero(here & ((place == low) | (place == high)))
    whole = left + own + right
    if low < high:
        to_left = to_right = 0.0
    else:
        to_left, to_right = own + right - left, left + own - right
    firm = EXACT_HALF * whole
    return Pivot(
        low,
        high,
        tuple(actors.tolist()),
        left,
        own,
        right,
        max(0.0, to_left) if to_left > firm else 0.0,
        max(0.0, to_right) if to_right > firm else 0.0,
    )
