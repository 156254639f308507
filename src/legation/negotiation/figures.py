"""Which values go into which figure: from a table and its report to a specification."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np

from legation.errors import UsageError
from legation.negotiation.challenge_rounds import run_challenge
from legation.negotiation.exchange_rounds import run_exchange
from legation.negotiation.headline import FIGURE_NAMES
from legation.negotiation.plot_network import plot_exchanges
from legation.negotiation.plots import Spec, name_all, plot_rounds, plot_scale, plot_tornado
from legation.negotiation.sensitivity import find_sensitivity
from legation.negotiation.solve import Report, solve
from legation.negotiation.spatial_turns import fit_salience, run_spatial
from legation.negotiation.table import NegotiationTable

Kind = Literal["scale", "tornado", "network", "spatial", "challenge"]
SHARE = 0.8
"""Of draws, and of past issues, that the bands of a figure hold."""
ROUNDS = 10


def draw(table: NegotiationTable, issue: str, figure: str, *, report: Report | None = None) -> Spec:
    """Return a figure of one issue.

    Args:
        table: the table.
        issue: the issue's id; the network is of all issues.
        figure: scale, tornado, network, spatial, or challenge:READING.
        report: of the table, with draws where a band of the inputs is wanted; made without it.

    Errors: `UsageError` for another figure, or a table that it cannot be made of.
    """
    kind, _, reading = figure.partition(":")
    if kind not in get_args(Kind):
        expected = ", ".join(get_args(Kind)) + ":READING"
        raise UsageError("figure", found=repr(figure), expected=expected)
    found = report or solve(table)
    if kind == "scale":
        return _scale(table, issue, found)
    if kind == "tornado":
        swings = find_sensitivity(table, issue).tornado
        at = FIGURE_NAMES.index("mean")
        same: dict[tuple[str, float, float], list[str]] = {}
        for s in swings:
            same.setdefault((s.figure, s.at_low[at], s.at_high[at]), []).append(s.actor)
        bars = [
            (f"{name_all(actors)}: {figure}{', each' if len(actors) > 1 else ''}", low, high)
            for (figure, low, high), actors in same.items()
        ]
        return plot_tornado(table.issue(issue), found.issue(issue).mean, bars)
    if kind == "network":
        if len(table.issues) < 2:
            raise UsageError("network", found="one issue", expected="at least two to trade")
        made = run_exchange(table.scaled(100.0), table.salience, table.capability)[0]
        return plot_exchanges(table, made.deals)
    return _spatial(table, issue) if kind == "spatial" else _challenge(table, issue, reading)


def _scale(table: NegotiationTable, issue: str, report: Report) -> Spec:
    found = report.issue(issue)
    bands = {}
    if report.simulation is not None and report.simulation.cells:
        drawn = next(one for one in report.simulation.issues if one.issue == issue)
        mean = next(band for band in drawn.bands if band.model == "mean")
        quantiles = {round(share, 6): value for share, value in mean.quantiles}
        ends = (quantiles[round(0.5 - SHARE / 2, 6)], quantiles[round(0.5 + SHARE / 2, 6)])
        bands[f"inputs: {SHARE:.0%} of {report.simulation.draws:,} draws"] = ends
    for band in found.error_bands:
        if band.share == SHARE:
            bands[f"past errors: {SHARE:.0%} of 351 EU issues"] = (band.low, band.high)
    return plot_scale(table, issue, found.figures, bands)


def _spatial(table: NegotiationTable, issue: str) -> Spec:
    column = [one.id for one in table.issues].index(table.issue(issue).id)
    whole = np.array([bool(np.isfinite(row).all()) for row in table.positions])
    care, _ = fit_salience(table.salience[whole], scale=1.0)
    run = run_spatial(table.scaled()[whole], care, table.capability[whole].mean(axis=1))
    about = table.issues[column]
    states = [[about.low + p[column] * about.span for p in turn.positions] for turn in run.turns]
    actors = [actor for actor, kept in zip(table.actors, whole.tolist(), strict=True) if kept]
    return plot_rounds(about, actors, states, f"Spatial bargaining ({run.stopped})")


def _challenge(table: NegotiationTable, issue: str, reading: str) -> Spec:
    stakes = table.on(issue)
    run = run_challenge(
        [stake.position.value for stake in stakes],
        [stake.salience.value for stake in stakes],
        [stake.capability.value for stake in stakes],
        reading=reading,
        rounds=ROUNDS,
    )
    label = f"Challenge model, reading {run.reading} (stopped: {run.stopped})"
    states = [state.positions for state in run.rounds]
    return plot_rounds(table.issue(issue), [s.actor for s in stakes], states, label)
