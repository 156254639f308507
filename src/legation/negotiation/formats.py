"""Formats: who sits at the table as one. "26+1" against "27", and any other division into blocs.

In a format of blocs each bloc first agrees inside, by its own rule, on one point; then the blocs
meet as single players under the rule of the table. A table of "27" is a format in which everyone
is a bloc of one. The same positions can leave more or less room in one format than in another.

Example:
    >>> two = compare_formats([0.0, 20.0, 30.0, 90.0], [1.0] * 4, status_quo=95.0, formats=[
    ...     plenary("4", 4), blocs("3+1", [[0, 1, 2], [3]])])
    >>> [(outcome.name, outcome.core, outcome.win_set) for outcome in two]
    [('4', (0.0, 90.0), ((85.0, 95.0), None)), ('3+1', (16.666666666666668, 90.0), ((85.0, 95.0), None))]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from legation.errors import UsageError
from legation.negotiation.core import Interval, binding_vetoes, find_core, find_win_set
from legation.negotiation.decision import (
    DecisionRule,
    consensus,
    qualified_majority,
    simple_majority,
)
from legation.negotiation.mean import weighted_mean
from legation.negotiation.median import median_interval

Array = NDArray[np.float64]
Point = Literal["mean", "median", "core-low", "core-high"]
Ends = tuple[float, float]
RuleMaker = Callable[[Array], DecisionRule]
"""Makes a rule over some players from their votes."""


@dataclass(frozen=True, slots=True)
class Bloc:
    """Actors who speak with one voice.

    Args:
        name: what results are labelled with.
        members: their places among the actors; each actor is in one bloc.
        rule: how they agree inside: "consensus", "majority", or a share of votes such as "0.55".
        point: where the bloc then stands: the weighted mean or median of its members, or an end
            of what its rule leaves open.
    """

    name: str
    members: tuple[int, ...]
    rule: str = "consensus"
    point: Point = "mean"


@dataclass(frozen=True, slots=True)
class MeetingFormat:
    """Blocs and the rule under which they meet, named as in `Bloc`.

    `vetoes` are names of blocs against which nothing is decided, beyond what the rule says.
    """

    name: str
    blocs: tuple[Bloc, ...]
    rule: str = "consensus"
    vetoes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BlocOutcome:
    """What a bloc agreed: its core inside, its point, and whether it would leave the status quo.

    Args:
        name: of the bloc.
        members: places of those who took part.
        point: where it stands when the blocs meet; None when none of its members take part.
        core: what its own rule leaves open; None where that is empty.
        held: the status quo is in this core, so the bloc has no decision to leave it; None
            without a status quo.
        weight: the votes it carries.
    """

    name: str
    members: tuple[int, ...]
    point: float | None
    core: Ends | None
    held: bool | None
    weight: float


@dataclass(frozen=True, slots=True)
class FormatOutcome:
    """What a format leaves open.

    Args:
        name: of the format.
        rule: of the meeting, in words.
        blocs: each bloc's agreement.
        core: the gridlock interval of the meeting; None where it is empty.
        status_quo: z, where known.
        win_set: what beats z, below and above it, as open intervals; None without a status quo.
        gridlock: whether nothing beats z; None without a status quo.
        binding: the veto player who holds up a move down, and a move up; None where there is none.
    """

    name: str
    rule: str
    blocs: tuple[BlocOutcome, ...]
    core: Ends | None
    status_quo: float | None
    win_set: tuple[Ends | None, Ends | None] | None
    gridlock: bool | None
    binding: tuple[str | None, str | None]


def plenary(
    name: str, actors: int | Sequence[str], *, rule: str = "consensus", vetoes: tuple[str, ...] = ()
) -> MeetingFormat:
    """Return the format in which everyone sits alone; `actors` are a count or names."""
    names = tuple(map(str, range(actors))) if isinstance(actors, int) else tuple(actors)
    alone = tuple(Bloc(actor, (place,)) for place, actor in enumerate(names))
    return MeetingFormat(name, alone, rule, vetoes)


def blocs(
    name: str,
    parts: Iterable[Sequence[int]],
    *,
    inner: str = "consensus",
    point: Point = "mean",
    rule: str = "consensus",
) -> MeetingFormat:
    """Return a format of these blocs, all with the same rule inside."""
    made = [Bloc(f"bloc {at}", tuple(part), inner, point) for at, part in enumerate(parts, 1)]
    return MeetingFormat(name, tuple(made), rule)


def make_rule(text: str, votes: ArrayLike) -> DecisionRule:
    """Return the rule that a word names: consensus, majority, or a share of the votes.

    >>> make_rule("0.55", [1, 1, 1]).name
    '0.55 of the votes'
    """
    weight = np.asarray(votes, dtype=np.float64)
    if text == "consensus":
        return consensus(len(weight))
    if text == "majority":
        return simple_majority(weight)
    try:
        share = float(text)
    except ValueError:
        share = 0.0
    if not 0.0 < share <= 1.0:
        expected = "consensus, majority, or a share of the votes above 0 and up to 1"
        raise UsageError("rule", found=repr(text), expected=expected)
    return qualified_majority(weight, share)


def meet(
    positions: ArrayLike,
    weights: ArrayLike,
    chosen: MeetingFormat,
    *,
    status_quo: float | None = None,
    votes: ArrayLike | None = None,
) -> FormatOutcome:
    """Return what a format leaves open for these positions.

    Args:
        positions: [actors]; NaN where an actor takes no part.
        weights: [actors], capability times salience: they place a bloc's mean or median.
        chosen: the format.
        status_quo: z, where known.
        votes: [actors], what rules count; one each without it. A bloc carries the votes of its
            members together.

    Errors: `UsageError` for an actor in no bloc or in two, and for rules that cannot be.
    """
    place = np.asarray(positions, dtype=np.float64)
    weight = np.asarray(weights, dtype=np.float64)
    count = np.ones(len(place)) if votes is None else np.asarray(votes, dtype=np.float64)
    points, rule = seat(place, weight, chosen, votes=count)
    names = [bloc.name for bloc in chosen.blocs]
    agreed = tuple(
        _agree(bloc, place, count, status_quo, float(point))
        for bloc, point in zip(chosen.blocs, points, strict=True)
    )
    core = _ends(find_core(points, rule))
    if status_quo is None:
        return FormatOutcome(chosen.name, chosen.rule, agreed, core, None, None, None, (None, None))
    won = find_win_set(points, status_quo, rule)
    holders = tuple(range(len(agreed))) if chosen.rule == "consensus" else rule.vetoes
    down, up = binding_vetoes(points, status_quo, holders)
    return FormatOutcome(
        chosen.name,
        chosen.rule,
        agreed,
        core,
        status_quo,
        (_ends(won.left), _ends(won.right)),
        bool(won.empty),
        (None if down is None else names[down], None if up is None else names[up]),
    )


def seat(
    positions: ArrayLike, weights: ArrayLike, chosen: MeetingFormat, *, votes: ArrayLike
) -> tuple[Array, DecisionRule]:
    """Return where each bloc stands when blocs meet, [..., blocs], and the rule they meet under.

    Positions and weights are [..., actors], with leading axes of draws; the same actors (NaN) are
    absent in every draw. A bloc nobody of which takes part is NaN. Errors as of `meet`.
    """
    place, weight = np.asarray(positions, np.float64), np.asarray(weights, np.float64)
    count = np.asarray(votes, dtype=np.float64)
    _check(chosen, place.shape[-1])
    points = np.full((*place.shape[:-1], len(chosen.blocs)), np.nan)
    for at, bloc in enumerate(chosen.blocs):
        here = [m for m in bloc.members if not np.isnan(place[..., m]).all()]
        if len(here) == 1:
            points[..., at] = place[..., here[0]]
        elif here:
            points[..., at] = _point(bloc, place[..., here], weight[..., here], count[here])
    names = [bloc.name for bloc in chosen.blocs]
    rule = make_rule(chosen.rule, np.array([count[list(b.members)].sum() for b in chosen.blocs]))
    return points, rule.with_vetoes(*(names.index(veto) for veto in chosen.vetoes))


def _check(chosen: MeetingFormat, actors: int) -> None:
    seen: dict[int, str] = {}
    for bloc in chosen.blocs:
        for member in bloc.members:
            where = f"format {chosen.name}: {bloc.name}"
            if not 0 <= member < actors:
                raise UsageError(where, found=f"actor {member}", expected=f"0 to {actors - 1}")
            if member in seen:
                found = f"actor {member}, who is in {seen[member]} too"
                raise UsageError(where, found=found, expected="each actor in one bloc")
            seen[member] = bloc.name
    names = [bloc.name for bloc in chosen.blocs]
    if len(set(names)) < len(names):
        raise UsageError(f"format {chosen.name}", found="two blocs of one name", expected="one")
    if len(seen) < actors:
        missing = sorted(set(range(actors)) - set(seen))
        found = f"actor {missing[0]} in no bloc"
        raise UsageError(f"format {chosen.name}", found=found, expected="each actor in one bloc")
    for veto in chosen.vetoes:
        if veto not in names:
            where = f"format {chosen.name}: vetoes"
            raise UsageError(where, found=repr(veto), expected=", ".join(names))


def _agree(
    bloc: Bloc, place: Array, votes: Array, status_quo: float | None, point: float
) -> BlocOutcome:
    """Return what a bloc agrees inside."""
    here = tuple(member for member in bloc.members if not np.isnan(place[member]))
    total = float(votes[list(bloc.members)].sum())
    if not here:
        return BlocOutcome(bloc.name, (), None, None, None, total)
    ends = _ends(find_core(place[list(here)], make_rule(bloc.rule, votes[list(here)])))
    held = None
    if status_quo is not None:
        held = ends is not None and ends[0] <= status_quo <= ends[1]
    return BlocOutcome(bloc.name, here, point, ends, held, total)


def _point(bloc: Bloc, place: Array, weight: Array, votes: Array) -> Array:
    """Return where a bloc of more than one stands, [...]."""
    if bloc.point == "mean":
        return weighted_mean(place, weight)
    if bloc.point == "median":
        return median_interval(place, weight).scalar()
    if bloc.point not in {"core-low", "core-high"}:
        expected = "mean, median, core-low, core-high"
        raise UsageError(f"point of {bloc.name}", found=repr(bloc.point), expected=expected)
    core = find_core(place, make_rule(bloc.rule, votes))
    if core.empty.any():
        do = "use the mean or the median"
        raise UsageError(f"point of {bloc.name}", found="an empty core", expected="a core", do=do)
    return core.low if bloc.point == "core-low" else core.high


def _ends(interval: Interval) -> Ends | None:
    return None if bool(interval.empty) else (float(interval.low), float(interval.high))


def compare_formats(
    positions: ArrayLike,
    weights: ArrayLike,
    *,
    formats: Iterable[MeetingFormat],
    status_quo: float | None = None,
    votes: ArrayLike | None = None,
) -> tuple[FormatOutcome, ...]:
    """Return what each format leaves open for the same positions; arguments as of `meet`."""
    return tuple(
        meet(positions, weights, chosen, status_quo=status_quo, votes=votes) for chosen in formats
    )
