"""Sealed forecasts: a file that holds inputs, settings, seed, version and result, and its own hash.

What was said beforehand can later be opened, checked and scored: a changed byte breaks the seal, the
same inputs and seed give the same result again, and each model's error is told beside the bands.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

from legation.errors import DamagedError, TableError
from legation.negotiation.formats import Point
from legation.negotiation.solve import Report, solve
from legation.negotiation.table import Cell, CellOrigin, Issue, NegotiationTable, Stake
from legation.vocabulary import Format

KIND = "legation forecast 1"


@dataclass(frozen=True, slots=True)
class Settings:
    """All that enters a solution beside the table; arguments as of `solve.solve`.

    `readings` are pairs of a sentence id and what it says.
    """

    rule: str | None = None
    point: Point = "mean"
    what_if: tuple[str, ...] = ()
    draws: int = 1000
    seed: int = 0
    common: float = 0.0
    readings: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Forecast:
    """An opened forecast file.

    Args:
        table: the inputs.
        settings: how they were solved.
        report: the result, as plain data.
        made: the day it was made.
        version: of Legation.
        digest: the hash of the inputs.
        seal: the hash of the whole content.
    """

    table: NegotiationTable
    settings: Settings
    report: dict[str, Any]
    made: date
    version: str
    digest: str
    seal: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What does not hold about a forecast file: seal, inputs, result or version, and how."""

    kind: Literal["seal", "inputs", "result", "version"]
    detail: str


@dataclass(frozen=True, slots=True)
class Error:
    """How far one model of a forecast was from what happened, in the issue's unit.

    `inside` holds for each share of the reference-class error whether the outcome lay in its band;
    only the weighted mean has one.
    """

    issue: str
    model: str
    value: float
    outcome: float
    error: float
    inside: tuple[tuple[float, bool], ...] = ()


def run(table: NegotiationTable, settings: Settings) -> Report:
    """Return the report of a table under settings."""
    return solve(
        table,
        rule=settings.rule,
        point=settings.point,
        what_if=settings.what_if,
        draws=settings.draws,
        seed=settings.seed,
        common=settings.common,
        readings=dict(settings.readings),
    )


def plain(value: object) -> Any:  # noqa: ANN401 # JSON is any of its types
    """Return a dataclass as what JSON can hold: dates as ISO, tuples as lists.

    >>> plain(Settings(rule="majority"))["rule"]
    'majority'
    """
    return json.loads(json.dumps(asdict(value), default=_text, ensure_ascii=False))  # type: ignore[call-overload] # a dataclass


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def seal(
    table: NegotiationTable, path: str | Path, *, made: date, settings: Settings | None = None
) -> Forecast:
    """Solve a table and write the forecast to a file, which must not exist yet.

    Args:
        table: the inputs.
        path: the file.
        made: the day of the forecast.
        settings: how to solve; a thousand draws without them.

    Errors: `TableError` when the file exists: a forecast is never overwritten.
    """
    chosen = settings or Settings()
    content = {
        "kind": KIND,
        "version": version("legation"),
        "made": made.isoformat(),
        "inputs_hash": table.digest,
        "inputs": plain(table),
        "settings": plain(chosen),
        "report": plain(run(table, chosen)),
    }
    content["seal"] = _hash(content)
    file = Path(path)
    try:
        with file.open("x", encoding="utf-8") as out:
            out.write(json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    except FileExistsError as error:
        expected, do = "a file that does not exist yet", "name another"
        raise TableError(str(file), found="a file", expected=expected, do=do) from error
    return open_forecast(file)


def _hash(content: Mapping[str, Any]) -> str:
    bare = {key: value for key, value in content.items() if key != "seal"}
    text = json.dumps(bare, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _read(path: str | Path) -> dict[str, Any]:
    file = Path(path)
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise TableError(str(file), found="no such file", expected="a forecast") from error
    except (ValueError, UnicodeDecodeError) as error:
        raise TableError(str(file), found="no JSON", expected="a forecast") from error
    if not isinstance(content, dict) or content.get("kind") != KIND:
        found = f"kind {content.get('kind')!r}" if isinstance(content, dict) else "no object"
        raise TableError(str(file), found=found, expected=f"kind {KIND!r}")
    return content


def open_forecast(path: str | Path) -> Forecast:
    """Return a forecast from its file.

    Errors: `TableError` when it is none; `DamagedError` when its seal is broken.
    """
    content = _read(path)
    if content.get("seal") != _hash(content):
        found, expected = "a content that is not the one sealed", f"seal {content.get('seal')}"
        raise DamagedError(str(path), found=found, expected=expected)
    settings = content["settings"]
    return Forecast(
        table_of(content["inputs"]),
        Settings(
            **settings
            | {
                "what_if": tuple(settings["what_if"]),
                "readings": tuple((key, value) for key, value in settings["readings"]),
            }
        ),
        content["report"],
        date.fromisoformat(content["made"]),
        content["version"],
        content["inputs_hash"],
        content["seal"],
    )


def verify_forecast(path: str | Path) -> tuple[Finding, ...]:
    """Return all that does not hold: a broken seal, other inputs, another result on running again.

    An empty answer means that the file is as it was sealed and that this version gives the same
    result. Another version is a finding only where the result differs.
    """
    content = _read(path)
    if content.get("seal") != _hash(content):
        return (Finding("seal", "the content is not what was sealed"),)
    forecast = open_forecast(path)
    findings = []
    if forecast.table.digest != forecast.digest:
        findings.append(Finding("inputs", "the inputs do not have the hash that is stated"))
    if plain(run(forecast.table, forecast.settings)) != forecast.report:
        findings.append(Finding("result", "running it again gives another result"))
        if forecast.version != version("legation"):
            made = f"made with {forecast.version}, now {version('legation')}"
            findings.append(Finding("version", made))
    return tuple(findings)


def score_forecast(forecast: Forecast, outcomes: Mapping[str, float]) -> tuple[Error, ...]:
    """Return each model's error on each issue whose outcome is given.

    Errors: `TableError` for an issue that the forecast does not have.
    """
    known = {issue["issue"]: issue for issue in forecast.report["issues"]}
    found = []
    for issue, outcome in outcomes.items():
        forecast.table.issue(issue)
        one = known[issue]
        middle = sum(one["median"]) / 2.0
        bands = tuple(
            (band["share"], band["low"] <= outcome <= band["high"]) for band in one["error_bands"]
        )
        figures = {
            "mean": one["mean"],
            "median": middle,
            "election (conditional)": one["expected"][0],
            "election (Markov incentive)": one["expected"][1],
        }
        for model, value in figures.items():
            inside = bands if model == "mean" else ()
            found.append(Error(issue, model, value, outcome, abs(value - outcome), inside))
    return tuple(found)


def table_of(content: Mapping[str, Any]) -> NegotiationTable:
    """Return a table from the plain data that `plain` made of it."""
    stated = content["format"]
    day = content["as_of"]
    return NegotiationTable(
        tuple(
            Issue(**one | {"labels": tuple((at, text) for at, text in one["labels"])})
            for one in content["issues"]
        ),
        tuple(_stake(one) for one in content["stakes"]),
        None if day is None else date.fromisoformat(day),
        None if stated is None else Format(**stated | {"parties": _parties(stated)}),
        content["name"],
        tuple(content["notes"]),
    )


def _parties(stated: Mapping[str, Any]) -> tuple[tuple[str, ...], ...]:
    return tuple(map(tuple, stated["parties"]))


def _stake(content: Mapping[str, Any]) -> Stake:
    cells = {
        figure: Cell(
            **content[figure]
            | {
                "origin": CellOrigin(content[figure]["origin"]),
                "sentences": tuple(content[figure]["sentences"]),
            }
        )
        for figure in ("position", "salience", "capability")
    }
    return Stake(**{**content, **cells})
