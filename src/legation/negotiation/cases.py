"""The catalog: published cases by name, with their inputs, sources and expected numbers.

Each is a file `catalog/<author-year>.toml`: source, page, inputs, expected numbers, and where
what we compute departs from what was published. Every solver runs them as tests.

Example:
    >>> "scholz-2011" in list_cases()
    True
    >>> open_case("scholz-2011").table.actors[:2]
    ('Netherlands', 'Belgium')
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from legation.errors import UsageError
from legation.negotiation.power import Game, game
from legation.negotiation.read import parse_table
from legation.negotiation.seating import find_format
from legation.negotiation.table import NegotiationTable
from legation.negotiation.tidy import issues_of_toml


@dataclass(frozen=True, slots=True)
class Expected:
    """Numbers that a solver must give for a case.

    Args:
        solver: challenge, spatial, exchange, election or power.
        quantity: what of its result.
        values: the numbers, as the quantity needs them.
        tolerance: how far off they may be.
        options: of the solver: reading, rounds, turn, overshoot.
    """

    solver: str
    quantity: str
    values: tuple[Any, ...]
    tolerance: float
    options: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """A published case. It holds a table, a voting game, or coalitions over options.

    Args:
        name: of its file.
        title: what it is about.
        source: who published it.
        page: where in the source.
        inputs: a table, or None for a game or an election.
        game: a voting game, or None.
        coalitions: S[i][j], votes for option i against j, or None.
        expected: what solvers must give; empty where nothing is published.
        departures: where our numbers are not those of the source, and why.
    """

    name: str
    title: str
    source: str
    page: str
    inputs: NegotiationTable | None
    game: Game | None
    coalitions: tuple[tuple[float, ...], ...] | None
    expected: tuple[Expected, ...]
    departures: tuple[str, ...]

    @property
    def table(self) -> NegotiationTable:
        """The table of stakes; `UsageError` for a case that is a voting game or an election."""
        if self.inputs is None:
            kind = "a voting game" if self.game else "coalitions over options"
            raise UsageError(f"case {self.name}", found=kind, expected="a table of stakes")
        return self.inputs


@cache
def list_cases() -> tuple[str, ...]:
    """Return the names of all cases."""
    folder = files("legation.negotiation").joinpath("catalog")
    names = (file.name for file in folder.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def open_case(name: str) -> Case:
    """Return a case by name; `UsageError` names those there are."""
    if name not in list_cases():
        raise UsageError("case", found=repr(name), expected=", ".join(list_cases()))
    file = files("legation.negotiation").joinpath("catalog", f"{name}.toml")
    given = tomllib.loads(file.read_text(encoding="utf-8"))
    expected = tuple(
        Expected(e["solver"], e["quantity"], tuple(e["values"]), e["tolerance"], e.get("options", {}))
        for e in given.get("expected", [])
    )  # fmt: skip
    return Case(
        name, given["title"], given["source"], given["page"], _table(name, given), _game(given),
        tuple(map(tuple, given["coalitions"])) if "coalitions" in given else None, expected,
        tuple(given.get("departures", [])),
    )  # fmt: skip


def _table(name: str, given: dict[str, Any]) -> NegotiationTable | None:
    if "table" not in given:
        return None
    issues = issues_of_toml(given, name)
    table = parse_table(given["table"].lstrip("\n"), name=name, issues=issues)
    day = given.get("as_of")
    assert day is None or isinstance(day, date)
    seats = find_format(given["format"], day) if day and "format" in given else None
    notes = (*table.notes, *given.get("notes", []))
    return replace(table, as_of=day, format=seats, notes=notes)


def _game(given: dict[str, Any]) -> Game | None:
    if "votes" not in given:
        return None
    return game(given["votes"], given["votes"].values(), given["quota"])
