"""The table of a negotiation: who wants what on which issue, how much, and with what weight.

Every model reads this table and nothing else. Each figure is a `Cell` that says where it comes
from, so that a result can tell how much of it was elicited, extracted from texts or assumed.

Example:
    >>> issue = Issue("toll", 0.0, 100.0, status_quo=0.0, labels=((0.0, "none"), (100.0, "full")))
    >>> table = NegotiationTable((issue,), (
    ...     Stake("A", "toll", Cell(20.0), Cell(0.8), Cell(1.0)),
    ...     Stake("B", "toll", Cell(90.0), Cell(0.4), Cell(2.0))))
    >>> table.actors, table.positions.tolist(), table.weights.tolist()
    (('A', 'B'), [[20.0], [90.0]], [[0.8], [0.8]])
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import isfinite
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from legation.errors import TableError
from legation.negotiation.scale import Label, tell_place
from legation.vocabulary import Format, identify

if TYPE_CHECKING:
    from legation.negotiation.solve import Report

Array = NDArray[np.float64]
Figure = Literal["position", "salience", "capability"]
HEADLINE = frozenset({"mean", "median", "election"})
"""Models that are in every report."""
FIGURES: tuple[Figure, ...] = ("position", "salience", "capability")


class CellOrigin(StrEnum):
    """Where a figure comes from."""

    ELICITED = "elicited"
    """A person who knows, or a published table, stated it."""
    EXTRACTED = "extracted"
    """It was read from sentences, which the cell names."""
    ASSUMED = "assumed"
    """Nobody stated it; it was put in so that a model can run."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of the table, its uncertainty and its origin.

    Args:
        value: the figure: a position in the issue's unit, salience in (0, 1], capability above 0.
        low: the least it may be, in the same unit; None where nobody said.
        high: the most it may be.
        sd: its standard deviation, where that is stated instead.
        origin: where it comes from.
        sentences: what an extracted figure rests on: ids of rows of a record, or, in a table
            written by hand, the place and the quoted words.
    """

    value: float
    low: float | None = None
    high: float | None = None
    sd: float | None = None
    origin: CellOrigin = CellOrigin.ELICITED
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stake:
    """What one actor has at stake on one issue.

    Args:
        actor: its id or name.
        issue: the id of an `Issue`.
        position: where it stands, in the issue's unit.
        salience: how much it cares, in (0, 1].
        capability: what it can bring to bear, above 0, relative to the others.
        veto: whether nothing can be decided against it.
        group: the bloc it belongs to, if any.
        status_quo_of: the issue whose status quo is this actor's position, if it is.
        source: where the row is from.
    """

    actor: str
    issue: str
    position: Cell
    salience: Cell
    capability: Cell
    veto: bool = False
    group: str | None = None
    status_quo_of: str | None = None
    source: str | None = None

    @property
    def weight(self) -> float:
        """Capability times salience."""
        return self.capability.value * self.salience.value

    def cell(self, figure: Figure) -> Cell:
        """Return the cell of this name."""
        return {"position": self.position, "salience": self.salience}.get(figure, self.capability)


@dataclass(frozen=True, slots=True)
class Issue:
    """What is bargained: the ends of its scale, in its own unit, and points that have a meaning.

    Args:
        id: its name in the table.
        low: the low end of the scale.
        high: the high end.
        status_quo: what holds if nothing is agreed; None where that is unknown.
        labels: points of the scale and what they mean, in order of value.
        title: the issue in words.
    """

    id: str
    low: float
    high: float
    status_quo: float | None = None
    labels: tuple[Label, ...] = ()
    title: str | None = None

    @property
    def span(self) -> float:
        """The length of the scale."""
        return self.high - self.low

    def place(self, value: float) -> str:
        """Return where a value lies among the labelled points, in words.

        >>> Issue("a", 0.0, 100.0, labels=((20.0, "one"), (80.0, "all"))).place(57.0)
        "57 → between 'one' (20) and 'all' (80)"
        """
        return tell_place(value, self.labels)


@dataclass(frozen=True, slots=True)
class NegotiationTable:
    """Issues and stakes, checked: every figure finite, on its scale, and told once.

    Args:
        issues: in the order of the columns of all arrays.
        stakes: at most one an actor and issue.
        as_of: the day the table describes.
        format: who sits at the table and how they decide, where that is known.
        name: what results are labelled with.
        notes: what was found out or taken for granted when the table was read.

    Errors: `TableError` lists every problem.
    """

    issues: tuple[Issue, ...]
    stakes: tuple[Stake, ...]
    as_of: date | None = None
    format: Format | None = None
    name: str = "table"
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        problems = [*_of_issues(self.issues, self.name), *_of_stakes(self)]
        if problems:
            raise TableError.of(self.name, problems)

    @property
    def actors(self) -> tuple[str, ...]:
        """The actors, in order of first appearance: the rows of all arrays."""
        return tuple(dict.fromkeys(stake.actor for stake in self.stakes))

    def figures(self, figure: Figure) -> Array:
        """Return one figure of all stakes, [actors, issues]; NaN where there is no stake."""
        actors = {actor: row for row, actor in enumerate(self.actors)}
        issues = {issue.id: column for column, issue in enumerate(self.issues)}
        out = np.full((len(actors), len(issues)), np.nan)
        for stake in self.stakes:
            out[actors[stake.actor], issues[stake.issue]] = stake.cell(figure).value
        return out

    @property
    def positions(self) -> Array:
        """Positions [actors, issues], each in its issue's unit; NaN where there is no stake."""
        return self.figures("position")

    @property
    def salience(self) -> Array:
        """Salience [actors, issues] in (0, 1]; NaN where there is no stake."""
        return self.figures("salience")

    @property
    def capability(self) -> Array:
        """Capability [actors, issues], above 0; NaN where there is no stake."""
        return self.figures("capability")

    @property
    def weights(self) -> Array:
        """Capability times salience [actors, issues]; NaN where there is no stake."""
        return self.capability * self.salience

    def scaled(self, top: float = 1.0) -> Array:
        """Return positions [actors, issues] with each scale's low end at 0 and high end at `top`."""
        low = np.array([issue.low for issue in self.issues])
        span = np.array([issue.span for issue in self.issues])
        result: Array = (self.positions - low) / span * top
        return result

    def issue(self, given: str) -> Issue:
        """Return the issue of this id; `TableError` names those there are."""
        for issue in self.issues:
            if issue.id == given:
                return issue
        known = ", ".join(issue.id for issue in self.issues)
        raise TableError(self.name, found=f"no issue {given!r}", expected=known)

    def on(self, issue: str) -> tuple[Stake, ...]:
        """Return the stakes on one issue, in the actors' order."""
        self.issue(issue)
        order = {actor: row for row, actor in enumerate(self.actors)}
        found = (stake for stake in self.stakes if stake.issue == issue)
        return tuple(sorted(found, key=lambda stake: order[stake.actor]))

    def restrict(self, *issues: str) -> NegotiationTable:
        """Return the table of these issues alone; all else stays."""
        kept = tuple(self.issue(issue) for issue in issues)
        stakes = tuple(stake for stake in self.stakes if stake.issue in issues)
        return NegotiationTable(kept, stakes, self.as_of, self.format, self.name, self.notes)

    def solve(self, *models: str, **options: Any) -> Report:  # noqa: ANN401 - those of `solve`
        """Return the report of this table; see `legation.negotiation.solve`.

        Args:
            models: "mean", "median" and "election" are in every report; others are added as
                what-ifs: "exchange", "spatial", "challenge:READING".
            options: of `legation.negotiation.solve.solve`: rule, draws, seed, …

        >>> issue = Issue("toll", 0.0, 100.0)
        >>> stakes = tuple(Stake(a, "toll", Cell(x), Cell(1.0), Cell(1.0)) for a, x in (("A", 0.0), ("B", 50.0)))
        >>> NegotiationTable((issue,), stakes).solve("mean").issue("toll").mean
        25.0
        """
        from legation.negotiation.solve import solve

        dynamic = [model for model in models if model not in HEADLINE]
        return solve(self, what_if=[*dynamic, *options.pop("what_if", ())], **options)

    @property
    def digest(self) -> str:
        """A hash of all that enters a result: equal inputs, equal digest."""
        return identify(self.issues, self.stakes, self.as_of, self.format)


def _of_issues(issues: tuple[Issue, ...], name: str) -> list[TableError]:
    problems = []
    if not issues:
        problems.append(TableError(name, found="no issue", expected="at least one"))
    seen: set[str] = set()
    for issue in issues:
        where = f"issue {issue.id!r}"
        if issue.id in seen:
            problems.append(TableError(where, found="it twice", expected="each issue once"))
        seen.add(issue.id)
        if not (isfinite(issue.low) and isfinite(issue.high) and issue.low < issue.high):
            found = f"a scale from {issue.low:g} to {issue.high:g}"
            problems.append(TableError(where, found=found, expected="a low end below a high end"))
            continue
        stated = [("status quo", issue.status_quo)] if issue.status_quo is not None else []
        stated += [(f"label {text!r}", at) for at, text in issue.labels]
        for what, value in stated:
            if not issue.low <= value <= issue.high:
                scale = f"a point of the scale, {issue.low:g} to {issue.high:g}"
                problems.append(TableError(where, found=f"{what} at {value:g}", expected=scale))
    return problems


def _of_stakes(table: NegotiationTable) -> list[TableError]:
    problems = []
    known = {issue.id: issue for issue in table.issues}
    if not table.stakes:
        problems.append(TableError(table.name, found="no stake", expected="at least one actor"))
    seen: set[tuple[str, str]] = set()
    for stake in table.stakes:
        where = f"{stake.actor} on {stake.issue}"
        if (stake.actor, stake.issue) in seen:
            expected = "each actor once on an issue"
            problems.append(TableError(where, found="a second stake", expected=expected))
        seen.add((stake.actor, stake.issue))
        if stake.issue not in known:
            expected = ", ".join(known) or "an issue"
            problems.append(TableError(where, found="an unknown issue", expected=expected))
            continue
        problems += of_stake(stake, known[stake.issue])
    for issue in known:
        if table.stakes and all(stake.issue != issue for stake in table.stakes):
            found = "no actor with a stake"
            problems.append(TableError(f"issue {issue!r}", found=found, expected="at least one"))
    return problems


def of_stake(stake: Stake, issue: Issue) -> list[TableError]:
    """Return all that is wrong with the figures of one stake; each error's `where` ends in its name."""
    bounds: dict[Figure, tuple[float, float, str]] = {
        "position": (issue.low, issue.high, f"{issue.low:g} to {issue.high:g}, the issue's scale"),
        "salience": (0.0, 1.0, "above 0, at most 1"),
        "capability": (0.0, float("inf"), "above 0"),
    }
    problems = []
    for figure, (low, high, expected) in bounds.items():
        cell = stake.cell(figure)
        where = f"{stake.actor} on {stake.issue}: {figure}"
        good = isfinite(cell.value) and low <= cell.value <= high
        if not good or (figure != "position" and cell.value <= 0.0):
            out = figure != "position" and cell.value == 0.0
            do = "leave the row out if the actor takes no part" if out else ""
            problems.append(TableError(where, found=f"{cell.value:g}", expected=expected, do=do))
            continue
        problems += _of_band(cell, where)
    return problems


def _of_band(cell: Cell, where: str) -> list[TableError]:
    problems = []
    low = cell.value if cell.low is None else cell.low
    high = cell.value if cell.high is None else cell.high
    if not (isfinite(low) and isfinite(high) and low <= cell.value <= high):
        found = f"{cell.value:g} in a band from {low:g} to {high:g}"
        problems.append(TableError(where, found=found, expected="low ≤ value ≤ high"))
    if cell.sd is not None and not (isfinite(cell.sd) and cell.sd >= 0.0):
        found = f"a standard deviation of {cell.sd:g}"
        problems.append(TableError(where, found=found, expected="0 or more"))
    if cell.origin is CellOrigin.EXTRACTED and not cell.sentences:
        expected = "what an extracted figure rests on"
        problems.append(TableError(where, found="no sentence", expected=expected))
    return problems
