"""Monte Carlo over a table's uncertain cells: quantiles, model chances and what stays the same.

The band says what the stated uncertainty of the inputs does to each model, and nothing of whether
the model is right: that is the reference-class error, reported apart. Draws are worked on in blocks
of a fixed size, each draw from its own seed sequence, so that results are byte for byte the
same for a seed, whatever the number of workers.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from legation.errors import UsageError
from legation.negotiation.core import find_core, find_win_set
from legation.negotiation.draws import Drawn, Readings, Sampler, make_sampler
from legation.negotiation.formats import FormatOutcome, MeetingFormat, meet, seat
from legation.negotiation.headline import FIGURE_NAMES, Option, headline, options_of
from legation.negotiation.median import median_interval
from legation.negotiation.table import NegotiationTable

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

BLOCK = 256
"""Draws in one piece of work, whatever the number of workers."""
MOST_DRAWS = 1_000_000
MOST_OPTIONS = 200
"""Options up to which elections are drawn: every pair of them is a contest in every draw."""
SHARES = (0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975)
BINS = 20
"""Bars of a histogram, from one end of the scale to the other."""


@dataclass(frozen=True, slots=True)
class Band:
    """What the uncertain inputs do to one figure.

    Args:
        model: its name.
        quantiles: share of draws and the figure below which they lie.
        histogram: the share of draws in each of 20 equal parts of the scale.
    """

    model: str
    quantiles: tuple[tuple[float, float], ...]
    histogram: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class OptionDraws:
    """An option over all draws.

    Args:
        option: the point and its name.
        leads: the share of draws in which it has the largest chance in the conditional election.
        nearest_mean: the share of draws in which it is the option nearest to the weighted mean.
        chance: its mean model probability in the conditional election.
        incentive: the same in the Markov election with incentives.
    """

    option: Option
    leads: float
    nearest_mean: float
    chance: float
    incentive: float


@dataclass(frozen=True, slots=True)
class FormatStability:
    """In what share of draws a format leaves the same open.

    Args:
        format: its name.
        core_empty: the share of draws in which its core is empty.
        same_core: the share in which that is as in the table.
        gridlock: the share in which nothing beats the status quo; None without one.
        same_gridlock: the share in which that is as in the table.
    """

    format: str
    core_empty: float
    same_core: float
    gridlock: float | None
    same_gridlock: float | None


@dataclass(frozen=True, slots=True)
class IssueDraws:
    """All draws of one issue.

    Args:
        issue: its id.
        bands: of the four headline figures.
        options: the stated options over the draws.
        same_pivot: the share of draws in which the actors at the median are those of the table.
        pivots: each actor who was ever at the median, and in what share of draws.
        formats: what stays the same under each format.
    """

    issue: str
    bands: tuple[Band, ...]
    options: tuple[OptionDraws, ...]
    same_pivot: float
    pivots: tuple[tuple[str, float], ...]
    formats: tuple[FormatStability, ...]


@dataclass(frozen=True, slots=True)
class Simulation:
    """A Monte Carlo run: how many draws, their seed, how many cells were uncertain, and issues."""

    draws: int
    seed: int
    common: float
    cells: int
    issues: tuple[IssueDraws, ...]


class _Block(NamedTuple):
    """One issue of a block: figures [4, draws], chances [2, draws, options], flags."""

    figures: Array
    chances: Array
    pivots: Flags
    core_empty: Flags
    gridlock: Flags


def simulate(
    table: NegotiationTable,
    *,
    draws: int,
    seed: int,
    formats: Sequence[tuple[MeetingFormat, ...]],
    common: float = 0.0,
    readings: Readings | None = None,
    workers: int = 1,
) -> Simulation:
    """Return what the uncertain cells of a table do to every headline model.

    Args:
        table: the table.
        draws: 2 to 1,000,000.
        seed: 0 or more.
        formats: those to watch, for each issue.
        common: correlation of one actor's errors in position, 0 to 1.
        readings: what the sentences of extracted positions say, by sentence id.
        workers: threads that share the blocks.

    Errors: `UsageError` for a number that cannot be.
    """
    if not 2 <= draws <= MOST_DRAWS:
        raise UsageError("draws", found=f"{draws}", expected=f"2 to {MOST_DRAWS:,}")
    if workers < 1:
        raise UsageError("workers", found=f"{workers}", expected="at least 1")
    for column, issue in enumerate(table.issues):
        options, _ = _values(table, column)
        if len(options) > MOST_OPTIONS:
            raise UsageError(
                f"issue {issue.id}",
                found=f"{len(options)} options to elect in every draw",
                expected=f"at most {MOST_OPTIONS}",
                do="label the points of the scale that stand for election, or leave draws out",
            )
    sampler = make_sampler(table, seed=seed, common=common, readings=readings)
    starts = range(0, draws, BLOCK)

    def work(start: int) -> list[_Block]:
        return _solve_block(sampler, start, min(start + BLOCK, draws), formats)

    if workers == 1:
        blocks = [work(start) for start in starts]
    else:
        with ThreadPoolExecutor(workers) as pool:
            blocks = list(pool.map(work, starts))
    issues = []
    for column in range(len(table.issues)):
        parts = [block[column] for block in blocks]
        whole = _Block(
            np.concatenate([part.figures for part in parts], axis=1),
            np.concatenate([part.chances for part in parts], axis=1),
            *(np.concatenate([part[at] for part in parts]) for at in (2, 3, 4)),
        )
        issues.append(_summary(table, column, formats[column], whole))
    return Simulation(draws, seed, common, len(sampler.plans), tuple(issues))


def _solve_block(
    sampler: Sampler, start: int, stop: int, formats: Sequence[tuple[MeetingFormat, ...]]
) -> list[_Block]:
    drawn = sampler.draw(start, stop)
    return [
        _solve_issue(sampler.table, column, drawn, formats[column])
        for column in range(len(sampler.table.issues))
    ]


def _values(table: NegotiationTable, column: int) -> tuple[tuple[Option, ...], Array]:
    options = options_of(table.issues[column], table.positions[:, column], table.actors)
    return options, np.array([option.value for option in options])


def _solve_issue(
    table: NegotiationTable, column: int, drawn: Drawn, formats: tuple[MeetingFormat, ...]
) -> _Block:
    issue = table.issues[column]
    place = np.ascontiguousarray(drawn.positions[:, :, column])
    weight = np.ascontiguousarray((drawn.salience * drawn.capability)[:, :, column])
    _, values = _values(table, column)
    found = headline(place, weight, values, issue.span)
    median = median_interval(place, weight)
    at_median = (place == median.low[:, None]) | (place == median.high[:, None])
    empty = np.zeros((len(place), len(formats)), dtype=np.bool_)
    stuck = np.zeros_like(empty)
    for at, chosen in enumerate(formats):
        points, rule = seat(place, weight, chosen, votes=np.ones(place.shape[1]))
        empty[:, at] = find_core(points, rule).empty
        if issue.status_quo is not None:
            start = np.full(len(place), issue.status_quo)
            stuck[:, at] = find_win_set(points, start, rule).empty
    chances = np.stack([found.conditional, found.incentive])
    return _Block(found.figures(values), chances, at_median, empty, stuck)


def _summary(
    table: NegotiationTable, column: int, formats: tuple[MeetingFormat, ...], whole: _Block
) -> IssueDraws:
    issue, place = table.issues[column], table.positions[:, column]
    weight = table.weights[:, column]
    options, values = _values(table, column)
    median = median_interval(place, weight)
    now = (place == median.low) | (place == median.high)
    often = whole.pivots.mean(axis=0)
    held = sorted(
        ((actor, float(share)) for actor, share in zip(table.actors, often, strict=True) if share),
        key=lambda pair: (-pair[1], pair[0]),
    )
    outcomes = [meet(place, weight, one, status_quo=issue.status_quo) for one in formats]
    return IssueDraws(
        issue.id,
        tuple(
            _band(name, figures, issue.low, issue.high)
            for name, figures in zip(FIGURE_NAMES, whole.figures, strict=True)
        ),
        _option_draws(options, values, whole),
        float((whole.pivots == now).all(axis=1).mean()),
        tuple(held),
        tuple(
            _stability(outcome, whole.core_empty[:, at], whole.gridlock[:, at])
            for at, outcome in enumerate(outcomes)
        ),
    )


def _band(name: str, figures: Array, low: float, high: float) -> Band:
    cut = np.quantile(figures, SHARES)
    counts, _ = np.histogram(figures, bins=BINS, range=(low, high))
    return Band(
        name,
        tuple(zip(SHARES, cut.tolist(), strict=True)),
        tuple((counts / len(figures)).tolist()),
    )


def _option_draws(
    options: tuple[Option, ...], values: Array, whole: _Block
) -> tuple[OptionDraws, ...]:
    draws = whole.figures.shape[1]
    leads = np.bincount(whole.chances[0].argmax(axis=1), minlength=len(options)) / draws
    near = np.abs(whole.figures[0][:, None] - values).argmin(axis=1)
    nearest = np.bincount(near, minlength=len(options)) / draws
    chance = whole.chances.mean(axis=1)
    return tuple(
        OptionDraws(option, float(leads[at]), float(nearest[at]), *map(float, chance[:, at]))
        for at, option in enumerate(options)
    )


def _stability(outcome: FormatOutcome, empty: Flags, stuck: Flags) -> FormatStability:
    known = outcome.gridlock is not None
    return FormatStability(
        outcome.name,
        float(empty.mean()),
        float((empty == (outcome.core is None)).mean()),
        float(stuck.mean()) if known else None,
        float((stuck == outcome.gridlock).mean()) if known else None,
    )
