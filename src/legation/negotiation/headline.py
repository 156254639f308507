"""The headline models of one issue, always together, and the bands of what they have missed.

Weighted mean, weighted median, and a probabilistic Condorcet election over stated options in two
forms. On 351 issues of EU legislation the mean came nearest of all simple and dynamic models, so
it stands first; the spread between the models is part of the answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from legation.negotiation.condorcet import coalitions, elect, linear_utilities
from legation.negotiation.mean import present, weighted_mean
from legation.negotiation.median import median_interval
from legation.negotiation.table import Issue

Array = NDArray[np.float64]

REFERENCE_CLASS = "351 EU legislative issues 1999-2019; not crises"
MEAN_ERRORS: tuple[tuple[float, float], ...] = ((0.5, 17.5), (0.8, 37.0), (0.9, 50.3), (0.95, 59.9))
"""How far the weighted mean was from the outcome on a scale of 100: share of issues, distance."""
CHALLENGE_ERRORS: tuple[tuple[float, float], ...] = (
    (0.5, 20.0),
    (0.8, 50.0),
    (0.9, 67.0),
    (0.95, 93.5),
)
"""The same for the challenge model."""


class Headline(NamedTuple):
    """Figures of the headline models, each [...] in the issue's unit; chances [..., options]."""

    mean: Array
    median_low: Array
    median_high: Array
    conditional: Array
    incentive: Array

    def expected(self, options: Array) -> Array:
        """Return the mean of the options under both elections, [2, ...]."""
        return np.stack([(self.conditional * options).sum(-1), (self.incentive * options).sum(-1)])

    def figures(self, options: Array) -> Array:
        """Return the four point figures [4, ...]: mean, middle of the median, two elections."""
        middle = (self.median_low + self.median_high) / 2.0
        return np.stack([self.mean, middle, *self.expected(options)])


FIGURE_NAMES = ("mean", "median", "election (conditional)", "election (Markov incentive)")


def headline(positions: ArrayLike, weights: ArrayLike, options: ArrayLike, span: float) -> Headline:
    """Return the headline models of one issue.

    Args:
        positions: [..., actors]; NaN where an actor takes no part.
        weights: [..., actors], capability times salience.
        options: [options], the points of the scale that stand for election.
        span: the length of the scale.
    """
    place, weight = present(positions, weights)
    stated = np.asarray(options, dtype=np.float64)
    median = median_interval(positions, weights)
    strength = coalitions(linear_utilities(place, stated, span=span), _shares(weight))
    return Headline(
        weighted_mean(positions, weights),
        median.low,
        median.high,
        elect(strength, election="conditional"),
        elect(strength, election="markov-incentive"),
    )


def _shares(weight: Array) -> Array:
    """Weights as shares of the total, so that the unit of capability never matters."""
    result: Array = weight / weight.sum(axis=-1, keepdims=True)
    return result


@dataclass(frozen=True, slots=True)
class Option:
    """A point that stands for election, with what it means or who holds it."""

    value: float
    name: str


def options_of(issue: Issue, positions: Array, actors: tuple[str, ...]) -> tuple[Option, ...]:
    """Return the labelled points of an issue; where there are fewer than two, the positions held."""
    if len(issue.labels) > 1:
        return tuple(Option(value, text) for value, text in issue.labels)
    held: dict[float, list[str]] = {}
    for actor, value in zip(actors, positions.tolist(), strict=True):
        if not np.isnan(value):
            held.setdefault(value, []).append(actor)
    return tuple(
        Option(value, "position of " + ", ".join(names)) for value, names in sorted(held.items())
    )


@dataclass(frozen=True, slots=True)
class ErrorBand:
    """How far off a model has been on past issues: a band that inputs alone never show.

    Args:
        share: of past issues on which the outcome lay within the band.
        low: in the issue's unit, kept on the scale.
        high: in the issue's unit, kept on the scale.
        source: of the past issues.
    """

    share: float
    low: float
    high: float
    source: str = REFERENCE_CLASS


def error_bands(
    value: float, issue: Issue, errors: tuple[tuple[float, float], ...] = MEAN_ERRORS
) -> tuple[ErrorBand, ...]:
    """Return the reference-class error around a figure of the mean (or of another model).

    >>> [(b.share, b.low, b.high) for b in error_bands(60.0, Issue("a", 0.0, 100.0))][:2]
    [(0.5, 42.5, 77.5), (0.8, 23.0, 97.0)]
    """
    return tuple(
        ErrorBand(
            share,
            max(issue.low, value - distance * issue.span / 100.0),
            min(issue.high, value + distance * issue.span / 100.0),
        )
        for share, distance in errors
    )
