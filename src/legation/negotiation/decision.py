"""Rules of decision: which coalitions may decide, by weighted, double or qualified majority, or veto.

A rule is one or more alternatives; an alternative is one or more majorities that must all be
met; a veto player must be part of every coalition that decides. On one dimension all that matters
of a rule is which groups of neighbours win: all from some position up, or all from it down. So
cores and win sets follow from two pivots, for any rule of this form.

Arrays are [..., actors], with leading axes of draws; an actor whose value is NaN takes no part.

Example:
    >>> rule = DecisionRule(((Majority((4.0, 4.0, 4.0, 2.0, 2.0, 1.0), quota=12.0),),))
    >>> pivots([10.0, 20.0, 30.0, 40.0, 50.0, 60.0], rule)
    Pivots(upper=array(20.), lower=array(30.))
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from legation.errors import UsageError
from legation.negotiation.power import Game

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

EQUAL = 1e-12
"""Votes this near to a quota, as a share of the total, meet it."""


@dataclass(frozen=True, slots=True)
class Majority:
    """Votes of which a quota is needed.

    Args:
        votes: one figure an actor, 0 or more; an array [..., actors] may differ from draw to draw.
        quota: votes needed; None where a share is given instead.
        share: the share of the votes of those who take part, in (0, 1].
        more: more than the quota is needed ("more than half"), not just as much.
        name: what is counted: votes, members, population.
    """

    votes: tuple[float, ...] | Array
    quota: float | None = None
    share: float | None = None
    more: bool = False
    name: str = "votes"

    def __post_init__(self) -> None:
        votes = np.asarray(self.votes, dtype=np.float64)
        if votes.ndim == 0 or votes.shape[-1] == 0:
            raise UsageError(self.name, found="no actor", expected="votes of at least one actor")
        bad = ~(np.isfinite(votes) & (votes >= 0.0))
        if bad.any():
            at = tuple(np.argwhere(bad)[0])
            found, where = f"{votes[at]}", f"{self.name} of actor {at[-1]}"
            raise UsageError(where, found=found, expected="a number, 0 or more")
        total = votes.sum(axis=-1)
        if not (total > 0.0).all():
            raise UsageError(self.name, found="0 for every actor", expected="at least one above 0")
        if (self.quota is None) == (self.share is None):
            expected = "one of quota and share"
            raise UsageError(f"quota of {self.name}", found="both or neither", expected=expected)
        need = self.share if self.quota is None else self.quota
        whole = 1.0 if self.quota is None else float(total.max())
        enough = need is not None and (0.0 < need <= whole or (self.more and need == 0.0))
        if not enough or (self.more and need is not None and need >= whole):
            raise UsageError(
                f"quota of {self.name}",
                found=f"{'more than ' if self.more else ''}{need}",
                expected=f"above 0, and {'below' if self.more else 'at most'} the total, {whole:g}",
            )

    def met(self, votes: Array, total: Array) -> Flags:
        """Return whether these votes, of this total of those present, suffice."""
        need = (
            total * (self.share or 0.0) if self.quota is None else np.full_like(total, self.quota)
        )
        slack = EQUAL * np.maximum(total, 0.0)
        if self.more:
            return np.asarray(votes > need + slack)
        return np.asarray(votes >= need - slack)


@dataclass(frozen=True, slots=True)
class DecisionRule:
    """Any alternative suffices; all its majorities must be met, and no veto player be against.

    Args:
        alternatives: at least one, each at least one majority; all over the same actors.
        vetoes: the places of the actors against whom nothing can be decided.
        name: what results are labelled with.
    """

    alternatives: tuple[tuple[Majority, ...], ...]
    vetoes: tuple[int, ...] = ()
    name: str = "rule"

    def __post_init__(self) -> None:
        if not self.alternatives or not all(self.alternatives):
            raise UsageError(self.name, found="no majority", expected="at least one")
        counts = {np.shape(m.votes)[-1] for either in self.alternatives for m in either}
        if len(counts) > 1:
            found = f"majorities over {' and '.join(map(str, sorted(counts)))} actors"
            raise UsageError(self.name, found=found, expected="the same actors in each")
        for veto in self.vetoes:
            if not 0 <= veto < min(counts):
                expected = f"a place from 0 to {min(counts) - 1}"
                raise UsageError(f"veto of {self.name}", found=f"{veto}", expected=expected)

    @property
    def actors(self) -> int:
        """How many actors the rule is about."""
        return int(np.shape(self.alternatives[0][0].votes)[-1])

    def with_vetoes(self, *vetoes: int) -> DecisionRule:
        """Return the rule with these veto players added."""
        merged = tuple(sorted({*self.vetoes, *vetoes}))
        return DecisionRule(self.alternatives, merged, self.name)


def simple_majority(votes: ArrayLike) -> DecisionRule:
    """Return the rule that needs more than half of the votes."""
    return DecisionRule(((Majority(_votes(votes), share=0.5, more=True),),), name="majority")


def qualified_majority(votes: ArrayLike, share: float) -> DecisionRule:
    """Return the rule that needs at least this share of the votes."""
    name = f"{share:.4g} of the votes"
    return DecisionRule(((Majority(_votes(votes), share=share),),), name=name)


def consensus(actors: int) -> DecisionRule:
    """Return the rule that needs everybody who takes part."""
    return DecisionRule(((Majority((1.0,) * max(actors, 0), share=1.0),),), name="consensus")


def rule_of_game(given: Game, *, vetoes: tuple[int, ...] = ()) -> DecisionRule:
    """Return the rule of a voting game: weighted, double or triple majorities and alternatives."""
    alternatives = tuple(
        tuple(Majority(tuple(map(float, c.votes)), float(c.quota), name=c.name) for c in either)
        for either in given.rule
    )
    return DecisionRule(alternatives, vetoes, "game")


def _votes(votes: ArrayLike) -> Array:
    return np.array(votes, dtype=np.float64)


class Pivots(NamedTuple):
    """The two values a rule turns on, each [...]; -inf and +inf where no group can decide.

    Args:
        upper: the largest value such that all from it up can decide.
        lower: the smallest value such that all up to it can decide.
    """

    upper: Array
    lower: Array


def pivots(values: ArrayLike, rule: DecisionRule) -> Pivots:
    """Return the pivots of values [..., actors] (positions, or points of indifference).

    An actor whose value is NaN takes no part: it has no votes, and no veto. Errors: `UsageError`
    when the actors are not those of the rule, or nobody takes part.
    """
    value = np.asarray(values, dtype=np.float64)
    if value.ndim == 0 or value.shape[-1] != rule.actors:
        count = value.shape[-1] if value.ndim else 0
        raise UsageError(rule.name, found=f"{count} actors", expected=f"{rule.actors}")
    here = ~np.isnan(value)
    if not here.any(axis=-1).all():
        raise UsageError(rule.name, found="nobody who takes part", expected="at least one actor")
    low = _first_from_below(np.where(here, value, np.inf), here, rule)
    high = _first_from_below(np.where(here, -value, np.inf), here, rule)
    return Pivots(np.asarray(-high), low)


def _first_from_below(value: Array, here: Flags, rule: DecisionRule) -> Array:
    """Return the smallest value up to which a group decides (inf where none does)."""
    order = np.argsort(value, axis=-1)
    ranked = np.take_along_axis(value, order, axis=-1)
    decides = np.zeros(ranked.shape, dtype=np.bool_)
    for either in rule.alternatives:
        met = np.ones(ranked.shape, dtype=np.bool_)
        for majority in either:
            votes = np.where(here, np.asarray(majority.votes, dtype=np.float64), 0.0)
            behind = np.take_along_axis(votes, order, axis=-1).cumsum(axis=-1)
            met &= majority.met(behind, behind[..., -1:])
        decides |= met
    for veto in rule.vetoes:
        joined = (order == veto).cumsum(axis=-1).astype(np.bool_)
        decides &= joined | ~here[..., veto, None]
    decides &= np.isfinite(ranked)
    first = decides.argmax(axis=-1)[..., None]
    at = np.take_along_axis(ranked, first, axis=-1)[..., 0]
    return np.asarray(np.where(decides.any(axis=-1), at, np.inf))


def decides(members: ArrayLike, rule: DecisionRule) -> bool:
    """Return whether the coalition of these actors [actors] (true or false) can decide.

    >>> decides([True, True, False], simple_majority([1, 1, 1]))
    True
    """
    inside = np.asarray(members, dtype=np.bool_)
    if any(not inside[veto] for veto in rule.vetoes):
        return False
    for either in rule.alternatives:
        votes = [np.asarray(m.votes, dtype=np.float64) for m in either]
        if all(bool(m.met(v[inside].sum(), v.sum())) for m, v in zip(either, votes, strict=True)):
            return True
    return False
