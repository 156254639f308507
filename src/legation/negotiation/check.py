"""Run a published case with the solvers it names, and compare with the numbers it expects.

Example:
    >>> from legation.negotiation.cases import open_case
    >>> [check.right for check in check_case(open_case("eec-1958"))]
    [True, True, True, True]
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import get_args

import numpy as np
from numpy.typing import ArrayLike

from legation.errors import UsageError
from legation.negotiation.cases import Case, Expected
from legation.negotiation.challenge_rounds import run_challenge
from legation.negotiation.condorcet import Election, elect
from legation.negotiation.exchange import ExchangeOptions
from legation.negotiation.exchange_rounds import Deal, run_exchange
from legation.negotiation.power import voting_power
from legation.negotiation.spatial_turns import run_spatial
from legation.negotiation.table import NegotiationTable


@dataclass(frozen=True, slots=True)
class Check:
    """A comparison: the largest error of a quantity against its tolerance.

    Args:
        case: its name.
        solver: which solver, with what distinguishes it.
        quantity: what was compared.
        error: the largest absolute difference; infinite where the shapes differ.
        tolerance: what is allowed.
    """

    case: str
    solver: str
    quantity: str
    error: float
    tolerance: float

    @property
    def right(self) -> bool:
        """Whether the error is within the tolerance."""
        return self.error <= self.tolerance


def check_case(case: Case) -> tuple[Check, ...]:
    """Return one comparison for each set of expected numbers."""
    return tuple(_check(case, expected) for expected in case.expected)


def _check(case: Case, expected: Expected) -> Check:
    solvers = {
        "challenge": _challenge,
        "spatial": _spatial,
        "exchange": _exchange,
        "election": _election,
        "power": _power,
    }
    if expected.solver not in solvers:
        where = f"{case.name}: solver"
        raise UsageError(where, found=repr(expected.solver), expected=", ".join(solvers))
    solver: Callable[[Case, Expected], float] = solvers[expected.solver]
    detail = expected.options.get("reading") or expected.options.get("election")
    label = f"{expected.solver}:{detail}" if detail else expected.solver
    return Check(case.name, label, expected.quantity, solver(case, expected), expected.tolerance)


def _apart(found: ArrayLike, wanted: ArrayLike) -> float:
    one, other = np.asarray(found, dtype=np.float64), np.asarray(wanted, dtype=np.float64)
    return float(np.abs(one - other).max()) if one.shape == other.shape else float("inf")


def _challenge(case: Case, expected: Expected) -> float:
    table = case.table
    numbers = expected.options["rounds"]
    run = run_challenge(
        table.positions[:, 0],
        table.salience[:, 0],
        table.capability[:, 0],
        reading=expected.options["reading"],
        rounds=max(numbers),
    )
    return _apart([getattr(run.rounds[n], expected.quantity) for n in numbers], expected.values)


def _spatial(case: Case, expected: Expected) -> float:
    table, turn = case.table, expected.options["turn"]
    capability = table.capability[:, 0]
    run = run_spatial(table.scaled(), table.salience, capability, turns=turn, stop_when_quiet=False)
    state = run.turns[turn]
    if expected.quantity != "positions":
        return _apart(getattr(state, expected.quantity), expected.values)
    low = np.array([issue.low for issue in table.issues])
    span = np.array([issue.span for issue in table.issues])
    return _apart(low + np.array(state.positions) * span, expected.values)


def _exchange(case: Case, expected: Expected) -> float:
    table = case.table
    options = ExchangeOptions(overshoot=expected.options.get("overshoot", False))
    made = run_exchange(table.scaled(100.0), table.salience, table.capability, options=options)[0]
    if expected.quantity != "deals":
        return _apart(getattr(made, expected.quantity), expected.values)
    names = [sorted([(row[0], row[1]), (row[2], row[3])]) for row in expected.values]
    if [_named(deal, table) for deal in made.deals] != names:
        return float("inf")
    return _apart([deal.gain for deal in made.deals], [row[4] for row in expected.values])


def _named(deal: Deal, table: NegotiationTable) -> list[tuple[str, str]]:
    """Return (actor, issue supplied) of both, in an order that does not depend on who is called i."""
    actors, issues = table.actors, [issue.id for issue in table.issues]
    return sorted([(actors[deal.i], issues[deal.q]), (actors[deal.j], issues[deal.p])])


def _election(case: Case, expected: Expected) -> float:
    assert case.coalitions is not None
    rule = expected.options["election"]
    election = next(known for known in get_args(Election) if known == rule)
    victory = expected.options.get("victory", "linear")
    return _apart(elect(case.coalitions, election=election, victory=victory), expected.values)


def _power(case: Case, expected: Expected) -> float:
    assert case.game is not None
    found = getattr(voting_power(case.game), expected.quantity)
    return _apart(np.atleast_1d(found), expected.values)
