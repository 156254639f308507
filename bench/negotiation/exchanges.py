"""Reference tables of exchange rounds: the same deals, in the same order, at the same gain."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from bench.harness import Scores
from bench.negotiation.files import Array, Row, beside, grid, having, read
from legation.negotiation.exchange import ExchangeOptions
from legation.negotiation.exchange_rounds import Deal, ExchangeRound, run_exchange

EXCHANGES = ("i_actor", "i_supply_issue", "j_actor", "j_supply_issue", "gain")


def keep(scores: Scores, name: str, value: float, *, least: bool) -> None:
    old = scores.get(name)
    scores[name] = value if old is None else (min if least else max)(old, value)


def score_exchanges(folder: Path, scores: Scores) -> None:
    for file in having(folder, "actor", "issue", "position", "salience", "capability"):
        rows = read(file)
        actors, issues, place = grid(rows, "issue", "position")
        care, clout = grid(rows, "issue", "salience")[2], grid(rows, "issue", "capability")[2]
        if np.nanmax(care) > 1.0:
            care = care / 100.0
        for reference in beside(file, "_positions", *EXCHANGES):
            wanted = read(reference)
            # the decide program shortens moves that overshoot, the equal-gain script does not
            overshoot = "decide" in reference.stem
            scaled = on_scale_of(wanted, actors, issues, place)
            options = ExchangeOptions(overshoot=overshoot)
            made = run_exchange(scaled, care, clout, options=options)[0]
            name = "overshoot" if overshoot else "exchange"
            _compare(made.deals, wanted, (actors, issues), name, scores)
            if overshoot:
                _compare_outcomes(file, made, issues, scores)


def on_scale_of(wanted: list[Row], actors: list[str], issues: list[str], place: Array) -> Array:
    """Return positions on the scale of the reference, whose own columns tell where actors began.

    The bounds of an issue are not in the tables; two positions stated in both give them.
    """
    scaled = place.copy()
    for at, issue in enumerate(issues):
        first: dict[float, float] = {}
        for row in wanted:
            for side in ("i", "j"):
                if row[f"{side}_supply_issue"] == issue:
                    actor = actors.index(row[f"{side}_actor"])
                    first.setdefault(actor, float(row[f"{side}_x"]))
        pairs = sorted((place[int(actor), at], stated) for actor, stated in first.items())
        if not pairs and np.nanmax(np.abs(place[:, at] - 50.0)) > 50.0:
            low, high = np.nanmin(place[:, at]), np.nanmax(place[:, at])
            scaled[:, at] = (place[:, at] - low) / (high - low) * 100.0
            continue
        if not pairs or np.allclose([a for a, _ in pairs], [b for _, b in pairs], atol=1e-4):
            continue
        (low, low_to), (high, high_to) = pairs[0], pairs[-1]
        if high > low:
            scaled[:, at] = low_to + (place[:, at] - low) * (high_to - low_to) / (high - low)
    return np.clip(scaled, 0.0, 100.0)


def _key(row: Row) -> frozenset[tuple[str, str]]:
    return frozenset(
        {(row["i_actor"], row["i_supply_issue"]), (row["j_actor"], row["j_supply_issue"])}
    )


def _compare(
    deals: tuple[Deal, ...],
    wanted: list[Row],
    names: tuple[list[str], list[str]],
    name: str,
    scores: Scores,
) -> None:
    """Rows in order (rows of equal gain may stand in any order), rows at all, and their gains."""
    actors, issues = names
    keys = [frozenset({(actors[d.i], issues[d.q]), (actors[d.j], issues[d.p])}) for d in deals]
    gains = dict(zip(keys, (deal.gain for deal in deals), strict=True))
    in_order, found, errors = 0, 0, [0.0]
    for at, row in enumerate(wanted):
        key, gain = _key(row), float(row["gain"])
        if key not in gains:
            continue
        found += 1
        errors.append(abs(gains[key] - gain))
        same_gain = at < len(deals) and abs(deals[at].gain - gain) < 1e-9
        in_order += at < len(keys) and (keys[at] == key or same_gain)
    most = max(len(wanted), len(deals))
    keep(scores, f"{name}_rows_in_order", in_order / most, least=True)
    keep(scores, f"{name}_rows_found", found / most, least=True)
    if name == "exchange":
        keep(scores, "exchange_gain_error", max(errors), least=False)


def _compare_outcomes(file: Path, made: ExchangeRound, issues: list[str], scores: Scores) -> None:
    before, after = [], []
    for other in beside(file, "_positions", "round", "issue", "nbs_before", "nbs_after_exchange"):
        for row in read(other):
            if row["round"] == "1":
                at = issues.index(row["issue"])
                before.append(abs(made.before[at] - float(row["nbs_before"])))
                after.append(abs(made.after[at] - float(row["nbs_after_exchange"])))
    if before:
        keep(scores, "overshoot_outcome_before_error", max(before), least=False)
        right = sum(error <= 1e-5 for error in after) / len(after)
        keep(scores, "overshoot_outcomes_right", right, least=True)
