"""Backtest: how far every model was from outcomes that are known, beside constant and status quo.

A folder of cases holds tables (`NAME.csv`, as `read_table` reads them), their issue files where
there are any (`NAME.issues.toml`), and what happened: `NAME.outcomes.csv` with the columns
issue and outcome, in the issue's unit. One CSV file holds many cases: a tidy table whose
column `outcome` says what happened, and `case` (where there is one) tells cases apart.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isfinite, sqrt
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from legation.errors import TableError, UsageError
from legation.negotiation.challenge_rounds import run_challenge
from legation.negotiation.headline import headline, options_of
from legation.negotiation.read import parse_table, read_table
from legation.negotiation.table import NegotiationTable

Array = NDArray[np.float64]
TOP = 100.0
BASELINES = ("constant", "middle of the scale", "status quo")


@dataclass(frozen=True, slots=True)
class Case:
    """A table and what happened on some or all of its issues, in their units."""

    name: str
    table: NegotiationTable
    outcomes: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class ModelScore:
    """How one model did, on scales of 100.

    Args:
        model: its name.
        issues: how many it answered.
        error: mean absolute error.
        within_5: share of issues with an error of at most 5.
        within_10: and of at most 10.
        worse: mean of its error less that of the weighted mean on the same issues; above 0 is worse.
        worse_low: the low end of the 95 % interval of that difference (normal approximation).
        worse_high: its high end.
    """

    model: str
    issues: int
    error: float
    within_5: float
    within_10: float
    worse: float
    worse_low: float
    worse_high: float


@dataclass(frozen=True, slots=True)
class IssueErrors:
    """Each model's absolute error on one issue, on a scale of 100; absent where it has no answer."""

    case: str
    issue: str
    outcome: float
    errors: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Backtest:
    """All models over all cases, the best first, and every issue's errors."""

    models: tuple[ModelScore, ...]
    issues: tuple[IssueErrors, ...]


def backtest(cases: Iterable[Case], *, reading: str | None = None) -> Backtest:
    """Return how every headline model did, beside baselines.

    Args:
        cases: at least two issues in all.
        reading: of the challenge model, to score it too; left out without one.

    The constant is the mean of the outcomes of all OTHER issues. Errors: `UsageError` for too few.
    """
    answers = [
        (case, column, _answers(case.table, column, reading))
        for case in cases
        for column in range(len(case.table.issues))
        if case.table.issues[column].id in case.outcomes
    ]
    if len(answers) < 2:
        raise UsageError("backtest", found=f"{len(answers)} issues", expected="at least two")
    outcomes = np.array([_unit(case, column) for case, column, _ in answers])
    rows = []
    for at, (case, column, given) in enumerate(answers):
        given["constant"] = float(np.delete(outcomes, at).mean())
        errors = {model: abs(value - float(outcomes[at])) for model, value in given.items()}
        issue = case.table.issues[column].id
        rows.append(
            IssueErrors(case.name, issue, case.outcomes[issue], tuple(sorted(errors.items())))
        )
    return Backtest(_scores(rows), tuple(rows))


def _unit(case: Case, column: int) -> float:
    issue = case.table.issues[column]
    outcome = case.outcomes[issue.id]
    if not issue.low <= outcome <= issue.high:
        where = f"{case.name}: outcome of {issue.id}"
        scale = f"a point of the scale, {issue.low:g} to {issue.high:g}"
        raise TableError(where, found=f"{outcome:g}", expected=scale)
    return (outcome - issue.low) / issue.span * TOP


def _answers(table: NegotiationTable, column: int, reading: str | None) -> dict[str, float]:
    """Return each model's answer on one issue, on a scale of 100."""
    issue = table.issues[column]
    here = ~np.isnan(table.positions[:, column])
    place = table.scaled(TOP)[here, column]
    care, clout = table.salience[here, column], table.capability[here, column]
    actors = tuple(actor for actor, kept in zip(table.actors, here, strict=True) if kept)
    options = options_of(issue, table.positions[here, column], actors)
    values = np.array([(option.value - issue.low) / issue.span * TOP for option in options])
    found = headline(place, care * clout, values, TOP)
    figures = found.figures(values)
    answers = {
        "mean": float(figures[0]),
        "median": float(figures[1]),
        "election (conditional)": float(figures[2]),
        "election (Markov incentive)": float(figures[3]),
        "unweighted mean": float(place.mean()),
        "salience-weighted mean": float((care * place).sum() / care.sum()),
        "middle of the scale": TOP / 2.0,
    }
    if issue.status_quo is not None:
        answers["status quo"] = (issue.status_quo - issue.low) / issue.span * TOP
    if reading is not None:
        run = run_challenge(place, care, clout, reading=reading)
        answers[f"challenge:{reading}"] = run.rounds[-1].median
    return answers


def _scores(rows: list[IssueErrors]) -> tuple[ModelScore, ...]:
    tables = [dict(row.errors) for row in rows]
    scores = []
    for model in dict.fromkeys(model for table in tables for model in table):
        known = [table for table in tables if model in table]
        errors = np.array([table[model] for table in known])
        apart = errors - np.array([table["mean"] for table in known])
        half = 1.96 * float(apart.std(ddof=1)) / sqrt(len(apart)) if len(apart) > 1 else np.inf
        middle = float(apart.mean())
        scores.append(
            ModelScore(
                model,
                len(known),
                float(errors.mean()),
                float((errors <= 5.0).mean()),
                float((errors <= 10.0).mean()),
                middle,
                middle - half,
                middle + half,
            )
        )
    return tuple(sorted(scores, key=lambda score: (-score.issues, score.error, score.model)))


def read_cases(path: str | Path) -> tuple[Case, ...]:
    """Return the cases of a folder, or of one CSV file with outcomes in it.

    Errors: `TableError` names file, line and column, and a folder without any case.
    """
    place = Path(path)
    if place.is_file():
        return _of_file(place)
    cases = []
    for outcomes in sorted(place.glob("*.outcomes.csv")):
        name = outcomes.name.removesuffix(".outcomes.csv")
        file, issues = outcomes.with_name(f"{name}.csv"), outcomes.with_name(f"{name}.issues.toml")
        table = read_table(file, issues=issues if issues.exists() else None)
        cases.append(Case(name, table, _outcomes(outcomes, table)))
    if not cases:
        expected = "tables NAME.csv, each with NAME.outcomes.csv"
        raise TableError(str(place), found="no case", expected=expected)
    return tuple(cases)


def _outcomes(file: Path, table: NegotiationTable) -> dict[str, float]:
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    found: dict[str, float] = {}
    for line, row in enumerate(rows, 2):
        where = f"{file.name}, line {line}"
        if row.get("issue") is None or row.get("outcome") is None:
            raise TableError(where, found="other columns", expected="issue and outcome")
        found[table.issue(row["issue"].strip()).id] = _number(row["outcome"], where)
    return found


def _number(text: str, where: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not isfinite(value):
        raise TableError(f"{where}, column outcome", found=repr(text), expected="a number")
    return value


def _of_file(file: Path) -> tuple[Case, ...]:
    """Return the cases of one tidy file: each case's rows are a table of their own."""
    reader = csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig")))
    rows = [row for row in reader if any(field.strip() for field in row)]
    header = [name.strip().lower() for name in rows[0]] if rows else []
    if "outcome" not in header or "issue" not in header:
        found = ", ".join(header) or "nothing"
        raise TableError(file.name, found=found, expected="columns issue and outcome")
    outcome, issue = header.index("outcome"), header.index("issue")
    case = header.index("case") if "case" in header else None
    groups: dict[str, list[list[str]]] = {}
    for row in rows[1:]:
        groups.setdefault(row[case] if case is not None else file.stem, []).append(row)
    cases = []
    drop = {outcome, case}
    for name, part in groups.items():
        text = io.StringIO()
        csv.writer(text).writerows(
            [field for at, field in enumerate(row) if at not in drop] for row in [rows[0], *part]
        )
        table = parse_table(text.getvalue(), name=f"{file.name}, case {name}")
        happened = {
            row[issue].strip(): _number(row[outcome], f"{file.name}, case {name}")
            for row in part
            if row[outcome].strip()
        }
        cases.append(Case(name, table, happened))
    return tuple(cases)
