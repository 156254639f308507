"""Dynamic models beside the headline, each labelled as a what-if: exchange, spatial, challenge.

They show where trades or pressure could lead. Their errors on past issues were no smaller than
those of the weighted mean, so that they never stand alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from legation.errors import UsageError
from legation.negotiation.challenge import READINGS
from legation.negotiation.challenge_rounds import run_challenge
from legation.negotiation.exchange_rounds import run_exchange
from legation.negotiation.headline import CHALLENGE_ERRORS, ErrorBand, error_bands
from legation.negotiation.mean import weighted_mean
from legation.negotiation.median import median_interval
from legation.negotiation.spatial_turns import fit_salience, run_spatial
from legation.negotiation.table import NegotiationTable

Array = NDArray[np.float64]
MODELS = ("exchange", "spatial", *(f"challenge:{name}" for name in READINGS))
CHALLENGE_ROUNDS = 10


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Where a dynamic model ends on one issue.

    Args:
        model: its name; the challenge model with its reading.
        issue: the id of the issue.
        mean: the weighted mean of where actors end.
        median: the lower weighted median of where they end.
        positions: where each actor ends, in the table's order; None for one who takes no part.
        stopped: why the run ended, in words.
        note: what had to be changed or left out for the model to run.
        error_bands: of the challenge model around its median; none is known for the others.
    """

    model: str
    issue: str
    mean: float
    median: float
    positions: tuple[float | None, ...]
    stopped: str
    note: str = ""
    error_bands: tuple[ErrorBand, ...] = ()


def run_what_if(table: NegotiationTable, model: str) -> tuple[WhatIf, ...]:
    """Return one dynamic model on every issue of a table.

    Args:
        table: the table.
        model: "exchange" (one round, at least two issues), "spatial" (actors with a stake on all
            issues), or "challenge:READING", ten rounds an issue.

    Errors: `UsageError` for another name, or a table that the model cannot use.
    """
    if model == "exchange":
        return _exchange(table)
    if model == "spatial":
        return _spatial(table)
    kind, _, reading = model.partition(":")
    if kind == "challenge" and reading in READINGS:
        return tuple(_challenge(table, issue.id, reading) for issue in table.issues)
    raise UsageError("what-if model", found=repr(model), expected=", ".join(MODELS))


def _ended(
    table: NegotiationTable,
    model: str,
    column: int,
    places: Array,
    told: tuple[str, str],
) -> WhatIf:
    """Return the account of one issue from where all end, [actors] in its unit, NaN for absent."""
    weight = table.weights[:, column]
    weight = np.where(np.isnan(places), 0.0, weight)
    median = float(median_interval(places, weight).low)
    issue = table.issues[column]
    bands = error_bands(median, issue, CHALLENGE_ERRORS) if model.startswith("chal") else ()
    return WhatIf(
        model,
        issue.id,
        float(weighted_mean(places, weight)),
        median,
        tuple(None if np.isnan(x) else float(x) for x in places),
        *told,
        bands,
    )


def _exchange(table: NegotiationTable) -> tuple[WhatIf, ...]:
    if len(table.issues) < 2:
        do = "leave exchange out, or give a table with more issues"
        raise UsageError("exchange", found="one issue", expected="at least two", do=do)
    made = run_exchange(table.scaled(100.0), table.salience, table.capability)[0]
    ended = []
    for column, issue in enumerate(table.issues):
        places = issue.low + made.voting[:, column] * issue.span / 100.0
        deals = sum(column in (deal.p, deal.q) for deal in made.deals)
        told = f"one round; {deals} of its {len(made.deals)} deals touch this issue"
        ended.append(_ended(table, "exchange", column, places, (told, "")))
    return tuple(ended)


def _spatial(table: NegotiationTable) -> tuple[WhatIf, ...]:
    place = table.scaled()
    whole = ~np.isnan(place).any(axis=1)
    if whole.sum() < 1:
        expected = "at least one actor with a stake on every issue"
        raise UsageError("spatial", found="none", expected=expected)
    care, factor = fit_salience(table.salience[whole], scale=1.0)
    clout = table.capability[whole].mean(axis=1)
    run = run_spatial(place[whole], care, clout)
    notes = []
    if not whole.all():
        notes.append(f"{int((~whole).sum())} actors without a stake on every issue left out")
    if factor < 1.0:
        notes.append(f"salience times {factor:.3g}, to sum to at most 1")
    final = np.full(place.shape, np.nan)
    final[whole] = run.turns[-1].positions
    told = (f"{run.stopped} after {len(run.turns) - 1} turns", "; ".join(notes))
    return tuple(
        _ended(table, "spatial", column, issue.low + final[:, column] * issue.span, told)
        for column, issue in enumerate(table.issues)
    )


def _challenge(table: NegotiationTable, issue: str, reading: str) -> WhatIf:
    column = [one.id for one in table.issues].index(issue)
    here = ~np.isnan(table.positions[:, column])
    run = run_challenge(
        table.positions[here, column],
        table.salience[here, column],
        table.capability[here, column],
        reading=reading,
        rounds=CHALLENGE_ROUNDS,
    )
    places = np.full(len(here), np.nan)
    places[here] = run.rounds[-1].positions
    told = f"{run.stopped} after {len(run.rounds) - 1} rounds"
    return _ended(table, f"challenge:{reading}", column, places, (told, ""))
