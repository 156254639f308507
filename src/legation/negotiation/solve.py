"""Solve a table: all headline models together, what formats leave open, and how sure that is.

Every report holds the weighted mean, the weighted median and two elections over the stated
options, with the spread between them; dynamic models only beside them, as what-ifs. How sure it is
comes as two bands that are never merged: what the uncertain inputs do (`simulation`), and how
far such models have been off on past issues (`error_bands`).

Example:
    >>> from legation.negotiation.table import Cell, Issue, NegotiationTable, Stake
    >>> table = NegotiationTable((Issue("toll", 0.0, 100.0, status_quo=0.0),), (
    ...     Stake("A", "toll", Cell(20.0), Cell(0.8), Cell(1.0)),
    ...     Stake("B", "toll", Cell(90.0), Cell(0.4), Cell(2.0))))
    >>> report = solve(table)
    >>> report.issues[0].mean, report.issues[0].median, report.issues[0].pivot
    (55.0, (20.0, 90.0), ('A', 'B'))
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from legation.negotiation.draws import Readings, has_band
from legation.negotiation.formats import FormatOutcome, MeetingFormat, Point, meet
from legation.negotiation.headline import (
    FIGURE_NAMES,
    ErrorBand,
    Option,
    error_bands,
    headline,
    options_of,
)
from legation.negotiation.median import find_pivot
from legation.negotiation.seats import formats_of
from legation.negotiation.simulate import Simulation, simulate
from legation.negotiation.table import FIGURES, CellOrigin, NegotiationTable
from legation.negotiation.what_if import WhatIf, run_what_if


@dataclass(frozen=True, slots=True)
class Chance:
    """The model probability of an option: not a forecast's, the election's alone.

    Args:
        option: the point and its name.
        conditional: under the conditional election.
        incentive: under the Markov election with incentives.
    """

    option: Option
    conditional: float
    incentive: float


@dataclass(frozen=True, slots=True)
class IssueReport:
    """One issue under all headline models.

    Args:
        issue: its id.
        mean: the capability times salience weighted mean.
        mean_place: the same among the labelled points, in words.
        median: the ends of the weighted median interval.
        median_place: its middle in words.
        pivot: the actors who stand at its ends.
        to_flip: weight that must be added below it, and above it, before it moves.
        chances: model probabilities of the options, which sum to 1 in each election.
        expected: the mean of the options under both elections.
        spread: the largest less the smallest of the four point figures.
        spread_share: the same as a share of the scale.
        error_bands: how far off the weighted mean has been on past issues; not about inputs.
        formats: what each format leaves open.
        assumed: the share of the weight that rests on assumed figures.
        unbanded: the share of the weight of whose figures nobody said how far off they may be.
    """

    issue: str
    mean: float
    mean_place: str
    median: tuple[float, float]
    median_place: str
    pivot: tuple[str, ...]
    to_flip: tuple[float, float]
    chances: tuple[Chance, ...]
    expected: tuple[float, float]
    spread: float
    spread_share: float
    error_bands: tuple[ErrorBand, ...]
    formats: tuple[FormatOutcome, ...]
    assumed: float
    unbanded: float

    @property
    def figures(self) -> dict[str, float]:
        """The four point figures by name: mean, middle of the median, two elections."""
        middle = (self.median[0] + self.median[1]) / 2.0
        return dict(zip(FIGURE_NAMES, (self.mean, middle, *self.expected), strict=True))


@dataclass(frozen=True, slots=True)
class Report:
    """All that a run says of a table.

    Args:
        table: its name.
        digest: a hash of all inputs.
        issues: one report an issue, in the table's order.
        what_ifs: dynamic models, beside the headline and never without it.
        simulation: what the uncertain inputs do; None where no draws were asked for.
        notes: of the table, and of anything taken for granted.
    """

    table: str
    digest: str
    issues: tuple[IssueReport, ...]
    what_ifs: tuple[WhatIf, ...] = ()
    simulation: Simulation | None = None
    notes: tuple[str, ...] = ()

    def issue(self, given: str) -> IssueReport:
        """Return the report of one issue; KeyError names no other."""
        return {one.issue: one for one in self.issues}[given]


def solve(
    table: NegotiationTable,
    *,
    rule: str | None = None,
    formats: Iterable[MeetingFormat] | None = None,
    point: Point = "mean",
    what_if: Iterable[str] = (),
    draws: int = 0,
    seed: int = 0,
    common: float = 0.0,
    readings: Readings | None = None,
    workers: int = 1,
) -> Report:
    """Return the report of a table.

    Args:
        table: the table.
        rule: of the plenary: consensus, majority, or a share of votes; both without it.
        formats: to compare in place of those that the table names.
        point: where a bloc that the table names stands when blocs meet.
        what_if: dynamic models to show beside the headline: "exchange", "spatial",
            "challenge:READING".
        draws: how many draws of the uncertain cells; 0 for none.
        seed: of the draws.
        common: correlation of one actor's errors in position, 0 to 1.
        readings: what the sentences of extracted positions say, by sentence id.
        workers: threads that share the draws; never changes a figure.

    Errors: `UsageError` for a rule, format, model or number that cannot be.
    """
    given = None if formats is None else tuple(formats)
    chosen = [
        formats_of(table, column, rule=rule, point=point) if given is None else given
        for column in range(len(table.issues))
    ]
    issues = tuple(
        _issue(table, column, chosen[column], readings) for column in range(len(table.issues))
    )
    simulation = None
    if draws:
        simulation = simulate(
            table,
            draws=draws,
            seed=seed,
            formats=chosen,
            common=common,
            readings=readings,
            workers=workers,
        )
    what_ifs = tuple(found for model in what_if for found in run_what_if(table, model))
    return Report(table.name, table.digest, issues, what_ifs, simulation, table.notes)


def _issue(
    table: NegotiationTable,
    column: int,
    formats: tuple[MeetingFormat, ...],
    readings: Readings | None,
) -> IssueReport:
    issue, actors = table.issues[column], table.actors
    place, weight = table.positions[:, column], table.weights[:, column]
    options = options_of(issue, place, actors)
    values = np.array([option.value for option in options])
    found = headline(place, weight, values, issue.span)
    pivot = find_pivot(place, weight)
    figures = found.figures(values)
    spread = float(np.ptp(figures))
    first, second = found.conditional.tolist(), found.incentive.tolist()
    return IssueReport(
        issue=issue.id,
        mean=float(found.mean),
        mean_place=issue.place(float(found.mean)),
        median=(pivot.low, pivot.high),
        median_place=issue.place((pivot.low + pivot.high) / 2.0),
        pivot=tuple(actors[row] for row in pivot.actors),
        to_flip=(pivot.to_left, pivot.to_right),
        chances=tuple(map(Chance, options, first, second)),
        expected=(float(figures[2]), float(figures[3])),
        spread=spread,
        spread_share=spread / issue.span,
        error_bands=error_bands(float(found.mean), issue),
        formats=tuple(meet(place, weight, one, status_quo=issue.status_quo) for one in formats),
        assumed=assumed_share(table, issue.id),
        unbanded=_unbanded_share(table, issue.id, readings),
    )


def assumed_share(table: NegotiationTable, issue: str) -> float:
    """Return the share of an issue's weight that rests on a figure that was assumed."""
    stakes = table.on(issue)
    total = sum(stake.weight for stake in stakes)
    assumed = sum(
        stake.weight
        for stake in stakes
        if any(stake.cell(figure).origin is CellOrigin.ASSUMED for figure in FIGURES)
    )
    return assumed / total


def _unbanded_share(table: NegotiationTable, issue: str, readings: Readings | None) -> float:
    stakes = table.on(issue)
    total = sum(stake.weight for stake in stakes)
    bare = sum(stake.weight for stake in stakes if not has_band(stake.position, readings))
    return bare / total
