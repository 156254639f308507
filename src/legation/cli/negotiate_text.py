"""A report of a negotiation as tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from legation.cli.output import emit, say

if TYPE_CHECKING:
    from legation.negotiation.formats import FormatOutcome
    from legation.negotiation.sensitivity import Sensitivity
    from legation.negotiation.solve import IssueReport, Report
    from legation.negotiation.table import NegotiationTable
    from legation.negotiation.turning import Turn

TURNS = 5
"""How many smallest changes are shown; JSON holds all."""


def tell_issue(table: NegotiationTable, report: Report, changes: Sensitivity) -> None:
    """Print one issue: headline, bands, options, formats, what would change it."""
    about, found = table.issue(changes.issue), report.issue(changes.issue)
    quo = "unknown" if about.status_quo is None else about.place(about.status_quo)
    say(
        f"\n{about.title or about.id} [{about.id}]: {about.low:g} to {about.high:g}, status quo {quo}"
    )
    _headline(table, report, found)
    say("\nWhat each format leaves open")
    _show(map(_format, found.formats), ["format", "rule", "core", "win set", "gridlock", "binding"])
    rows = [
        {"option": c.option.name, "value": c.option.value, "conditional": f"{c.conditional:.1%}", "incentive": f"{c.incentive:.1%}"}
        for c in found.chances
    ]  # fmt: skip
    say("\nModel probability of each option (of the elections, not of the world)")
    _show(rows, ["value", "option", "conditional", "incentive"])
    say("\nWhat would change this: the smallest change of one input that …")
    _changes(table, changes)


def _headline(table: NegotiationTable, report: Report, found: IssueReport) -> None:
    about = table.issue(found.issue)
    drawn = {}
    if report.simulation is not None and report.simulation.cells:
        issue = next(one for one in report.simulation.issues if one.issue == found.issue)
        drawn = {band.model: dict(band.quantiles) for band in issue.bands}
    rows = []
    for model, value in found.figures.items():
        ends = drawn.get(model, {})
        band = f"{ends[0.1]:.4g} to {ends[0.9]:.4g}" if ends else None
        rows.append({"model": model, "outcome": about.place(value), "inputs (80 %)": band})
    _show(rows, ["model", "outcome", "inputs (80 %)"])
    say(f"spread between the models {found.spread:.4g}, {found.spread_share:.0%} of the scale")
    shown = ", ".join(f"{b.share:.0%} {b.low:.4g} to {b.high:.4g}" for b in found.error_bands)
    say(f"past errors of the mean ({found.error_bands[0].source}): {shown}")
    low, high = (f"{end:.4g}" for end in found.median)
    shown = low if low == high else f"{low} to {high}"
    below, above = (f"{flip:.4g}" for flip in found.to_flip)
    say(f"median {shown}, held by {_some(found.pivot)}; moves with {below} more weight below or {above} above")  # fmt: skip
    say(f"{found.assumed:.0%} of the weight rests on assumed figures")


def _some(names: Iterable[str]) -> str:
    from legation.negotiation.plots import name_all

    return name_all(list(names))


def _format(found: FormatOutcome) -> dict[str, str | None]:
    win = None
    if found.win_set is not None:
        parts = [f"{low:.4g} to {high:.4g}" for low, high in filter(None, found.win_set)]
        win = " and ".join(parts) or "empty"
    binding = [f"{way}: {who}" for way, who in zip(("down", "up"), found.binding, strict=True) if who]  # fmt: skip
    return {
        "format": found.name,
        "rule": found.rule,
        "core": "empty" if found.core is None else f"{found.core[0]:.4g} to {found.core[1]:.4g}",
        "win set": win,
        "gridlock": None if found.gridlock is None else "yes" if found.gridlock else "no",
        "binding": "; ".join(binding) or None,
    }


def _changes(table: NegotiationTable, changes: Sensitivity) -> None:
    sets = [("moves the median", changes.median_turns)]
    sets += [("opens or empties a win set", turns) for turns in changes.gridlock_turns]
    sets += [("takes the mean past an option", turns) for turns in changes.option_turns]
    rows = [_turn(table, what, turn) for what, turns in sets for turn in turns[:TURNS]]
    _show(rows, ["… change", "of", "from", "to", "size"])
    gone = [
        {"without": w.actor if w.sentence is None else f"“{w.sentence}” ({w.actor})", "mean": w.mean, "median": w.median}
        for w in (*changes.without[:TURNS], *changes.without_sentences[:TURNS])
    ]  # fmt: skip
    if gone:
        say("\nWithout an actor, or a sentence")
        _show(gone, ["without", "mean", "median"])


def _turn(table: NegotiationTable, what: str, turn: Turn) -> dict[str, object]:
    who = "" if turn.actor is None else f"{table.actors[turn.actor]}: "
    return {
        "… change": turn.target or what,
        "of": f"{who}{turn.figure}",
        "from": f"{turn.now:.4g}",
        "to": f"{turn.at:.4g}",
        "size": f"{turn.size:.1%}",
    }


def tell_report(report: Report) -> None:
    """Print what-ifs and notes, which belong to the whole table."""
    if report.what_ifs:
        say(
            "\nWhat-ifs: dynamic models; their errors on past issues were no smaller than the mean's"
        )
        rows = [
            {"model": w.model, "issue": w.issue, "mean": w.mean, "median": w.median, "ended": w.stopped, "note": w.note or None}
            for w in report.what_ifs
        ]  # fmt: skip
        _show(rows, ["model", "issue", "mean", "median", "ended", "note"])
    if report.simulation is not None:
        drawn = report.simulation
        say(f"\n{drawn.draws:,} draws of {drawn.cells} uncertain inputs, seed {drawn.seed}")
    for note in report.notes:
        say(f"note: {note}")


def _show(rows: Iterable[Mapping[str, object]], columns: list[str]) -> None:
    emit(rows, columns, as_json=False)
