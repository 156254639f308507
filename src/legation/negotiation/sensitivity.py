"""What would change a result: derivatives, one input at a time, each actor, each sentence gone.

Example:
    >>> from legation.negotiation.table import Cell, Issue, NegotiationTable, Stake
    >>> table = NegotiationTable((Issue("toll", 0.0, 100.0, status_quo=0.0),), (
    ...     Stake("A", "toll", Cell(20.0), Cell(0.8), Cell(1.0)),
    ...     Stake("B", "toll", Cell(90.0), Cell(0.4), Cell(2.0))))
    >>> [(gone.actor, gone.mean) for gone in without_actors(table, "toll")]
    [('A', 90.0), ('B', 20.0)]
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from legation.negotiation.draws import Readings, known_readings
from legation.negotiation.headline import FIGURE_NAMES, headline, options_of
from legation.negotiation.mean import mean_effects
from legation.negotiation.median import median_interval
from legation.negotiation.seats import formats_of
from legation.negotiation.table import FIGURES, Cell, Figure, NegotiationTable, Stake
from legation.negotiation.turning import Turn, turn_gridlock, turn_median, turn_option

Array = NDArray[np.float64]

SWING = 0.1
"""How far a figure without a band is swung in a tornado: a share of the scale, or of itself."""


@dataclass(frozen=True, slots=True)
class Slope:
    """How the weighted mean answers to one actor's inputs, exactly: ∂O/∂x, ∂O/∂s, ∂O/∂c."""

    actor: str
    by_position: float
    by_salience: float
    by_capability: float


@dataclass(frozen=True, slots=True)
class Swing:
    """One bar of a tornado: a figure at its low and high end, all else as it is.

    Args:
        actor: whose figure.
        figure: which.
        low: the figure's low end.
        high: its high end.
        stated: whether the ends come from the table; else they are a tenth either way.
        at_low: each headline figure with the figure at its low end, in the order of
            `headline.FIGURE_NAMES`.
        at_high: the same at its high end.
    """

    actor: str
    figure: Figure
    low: float
    high: float
    stated: bool
    at_low: tuple[float, ...]
    at_high: tuple[float, ...]

    def width(self, model: str = "mean") -> float:
        """Return how far this figure moves a model."""
        at = FIGURE_NAMES.index(model)
        return abs(self.at_high[at] - self.at_low[at])


@dataclass(frozen=True, slots=True)
class Without:
    """One issue without an actor or a sentence; None where nobody would be left or it is unknown.

    Args:
        actor: who left; for a sentence, the actors whose figures rest on it, comma between.
        mean: the weighted mean then.
        median: the middle of the median interval then.
        sentence: the sentence that was taken away; None when it was an actor.
        note: why the figures are unknown, or what fell away.
    """

    actor: str
    mean: float | None
    median: float | None
    sentence: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What would change the result on one issue, each list with the strongest first.

    Args:
        issue: its id.
        slopes: of the mean, by actor.
        tornado: one figure at a time.
        median_turns: the smallest change of each input that moves the median.
        gridlock_turns: and that empties or opens the win set, under each format.
        option_turns: and by which the mean passes the labelled options beside it.
        without: each actor gone.
        without_sentences: each sentence gone, for extracted figures.
    """

    issue: str
    slopes: tuple[Slope, ...]
    tornado: tuple[Swing, ...]
    median_turns: tuple[Turn, ...]
    gridlock_turns: tuple[tuple[Turn, ...], ...]
    option_turns: tuple[tuple[Turn, ...], ...]
    without: tuple[Without, ...]
    without_sentences: tuple[Without, ...]


def find_sensitivity(
    table: NegotiationTable,
    issue: str,
    *,
    rule: str | None = None,
    readings: Readings | None = None,
) -> Sensitivity:
    """Return what would change the result on one issue.

    Args:
        table: the table.
        issue: the id of the issue.
        rule: of the plenary, as of `solve`.
        readings: what the sentences of extracted positions say, by sentence id.

    Errors: `TableError` for another issue; `UsageError` for a rule that cannot be.
    """
    one = table.issue(issue)
    column = table.issues.index(one)
    place, care, clout = (table.figures(figure)[:, column] for figure in FIGURES)
    median = turn_median(place, care, clout, low=one.low, high=one.high)
    options = tuple(
        turn_option(place, care, clout, low=one.low, high=one.high, option=value)
        for value in _beside(table, column)
    )
    gridlock: tuple[tuple[Turn, ...], ...] = ()
    if one.status_quo is not None:
        gridlock = tuple(
            turn_gridlock(
                place,
                care,
                clout,
                low=one.low,
                high=one.high,
                status_quo=one.status_quo,
                chosen=chosen,
            )
            for chosen in formats_of(table, column, rule=rule)
        )
    return Sensitivity(
        issue,
        find_slopes(table, issue),
        find_tornado(table, issue, readings=readings),
        median,
        gridlock,
        options,
        without_actors(table, issue),
        without_sentences(table, issue, readings=readings),
    )


def _beside(table: NegotiationTable, column: int) -> list[float]:
    """Return the labelled options next to the mean, below and above."""
    place, weight = table.positions[:, column], table.weights[:, column]
    mean = float(mean_effects(place, weight, np.ones(len(place))).outcome)
    values = sorted(value for value, _ in table.issues[column].labels)
    below = [value for value in values if value < mean]
    above = [value for value in values if value > mean]
    return [*below[-1:], *above[:1]]


def find_slopes(table: NegotiationTable, issue: str) -> tuple[Slope, ...]:
    """Return the exact derivatives of the mean, the largest by position first."""
    column = table.issues.index(table.issue(issue))
    place, care, clout = (table.figures(figure)[:, column] for figure in FIGURES)
    effect = mean_effects(place, care, clout)
    slopes = [
        Slope(actor, *(float(part[row]) for part in effect[1:4]))
        for row, actor in enumerate(table.actors)
        if not np.isnan(place[row])
    ]
    return tuple(sorted(slopes, key=lambda slope: -slope.by_position))


def find_tornado(
    table: NegotiationTable, issue: str, *, readings: Readings | None = None
) -> tuple[Swing, ...]:
    """Return every figure swung from its low to its high end, the widest for the mean first."""
    one = table.issue(issue)
    column = table.issues.index(one)
    rows = {actor: row for row, actor in enumerate(table.actors)}
    cells: list[tuple[Stake, Figure, float, float, bool]] = []
    for stake in table.on(issue):
        for figure in FIGURES:
            ends = _ends(stake.cell(figure), figure, (one.low, one.high), readings)
            cells.append((stake, figure, *ends))
    columns = {figure: table.figures(figure)[:, column] for figure in FIGURES}
    varied = {f: np.repeat(c[None], 2 * len(cells), axis=0) for f, c in columns.items()}
    for at, (stake, figure, low, high, _) in enumerate(cells):
        varied[figure][2 * at : 2 * at + 2, rows[stake.actor]] = (low, high)
    options = options_of(one, columns["position"], table.actors)
    values = np.array([option.value for option in options])
    weight = varied["salience"] * varied["capability"]
    figures = headline(varied["position"], weight, values, one.span).figures(values)
    swings = [
        Swing(
            stake.actor,
            figure,
            low,
            high,
            stated,
            tuple(figures[:, 2 * at].tolist()),
            tuple(figures[:, 2 * at + 1].tolist()),
        )
        for at, (stake, figure, low, high, stated) in enumerate(cells)
    ]
    return tuple(sorted(swings, key=lambda swing: -swing.width()))


def _ends(
    cell: Cell, figure: Figure, scale: tuple[float, float], readings: Readings | None
) -> tuple[float, float, bool]:
    """Return the low and high end of a figure, and whether the table states them."""
    bounds = {"position": scale, "salience": (1e-9, 1.0), "capability": (1e-300, float("inf"))}
    least, most = bounds[figure]
    known = list(known_readings(cell, readings).values()) if figure == "position" else []
    if cell.low is not None and cell.high is not None:
        return max(least, cell.low), min(most, cell.high), True
    if cell.sd:
        return max(least, cell.value - cell.sd), min(most, cell.value + cell.sd), True
    if len(known) > 1:
        return max(least, min(known)), min(most, max(known)), True
    step = SWING * (scale[1] - scale[0] if figure == "position" else cell.value)
    return max(least, cell.value - step), min(most, cell.value + step), False


def without_actors(table: NegotiationTable, issue: str) -> tuple[Without, ...]:
    """Return the issue without each actor, the one who moves the mean most first."""
    stakes = table.on(issue)
    found = [
        _outcome(stake.actor, [other for other in stakes if other is not stake]) for stake in stakes
    ]
    return _ranked(found, stakes)


def _outcome(
    actor: str, stakes: list[Stake], sentence: str | None = None, note: str = ""
) -> Without:
    if not stakes:
        return Without(actor, None, None, sentence, note or "nobody would be left")
    place = np.array([stake.position.value for stake in stakes])
    weight = np.array([stake.weight for stake in stakes])
    mean = float(mean_effects(place, weight, np.ones(len(place))).outcome)
    return Without(actor, mean, float(median_interval(place, weight).scalar()), sentence, note)


def _ranked(found: list[Without], stakes: tuple[Stake, ...]) -> tuple[Without, ...]:
    now = _outcome("", list(stakes)).mean or 0.0
    return tuple(
        sorted(found, key=lambda gone: -1.0 if gone.mean is None else -abs(gone.mean - now))
    )


def without_sentences(
    table: NegotiationTable, issue: str, *, readings: Readings | None = None
) -> tuple[Without, ...]:
    """Return the issue without each sentence that an extracted figure rests on.

    A figure whose only sentence goes takes its stake with it. A position that rests on several
    becomes what the others say, where `readings` give their values; else it is unknown.
    """
    stakes = table.on(issue)
    sentences = dict.fromkeys(
        sentence
        for stake in stakes
        for figure in FIGURES
        for sentence in stake.cell(figure).sentences
    )
    return _ranked([_gone(stakes, sentence, readings) for sentence in sentences], stakes)


def _gone(stakes: tuple[Stake, ...], sentence: str, readings: Readings | None) -> Without:
    kept: list[Stake] = []
    touched, notes, unknown = [], [], False
    for stake in stakes:
        left: Stake | None = stake
        for figure in FIGURES:
            cell = stake.cell(figure)
            if sentence not in cell.sentences or left is None:
                continue
            touched.append(stake.actor)
            if len(set(cell.sentences)) == 1:
                notes.append(f"{stake.actor} has no {figure} left and falls away")
                left = None
            else:
                value = _rest(cell, figure, sentence, readings)
                unknown |= value is None
                if value is not None:
                    left = replace(left, position=replace(cell, value=value, low=None, high=None))
        if left is not None:
            kept.append(left)
    actors = ", ".join(dict.fromkeys(touched))
    if unknown:
        note = "it is not known what each sentence says alone"
        return Without(actors, None, None, sentence, "; ".join([*notes, note]))
    return _outcome(actors, kept, sentence, "; ".join(notes))


def _rest(cell: Cell, figure: Figure, sentence: str, readings: Readings | None) -> float | None:
    """Return a position without one of its sentences; None where that cannot be told."""
    known = known_readings(cell, readings)
    if figure != "position" or len(known) < len(set(cell.sentences)):
        return None
    others = [value for key, value in known.items() if key != sentence]
    return cell.value + sum(others) / len(others) - sum(known.values()) / len(known)
