"""Calibrated confidence of a draft: the share of such drafts that are right.

The encoder's roles and links come with scores; their product is no probability. A table made
by isotonic regression on development articles maps it to one. Example: `calibrate(drafts)`.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from functools import cache
from importlib.resources import files

from legation.statements.cues import tells
from legation.statements.draft import Draft
from legation.vocabulary import Manner, Reason

LEAST = 0.7
"""Probability below which a statement read from the encoder's roles is left out where it has no
source, is not quoted, and its cue is no word of saying. Leaving out others costs more content
than it gains (development articles: content tokens .909 with a limit of .45 for all, .912 so)."""


def calibrate(drafts: list[Draft]) -> None:
    """Replace raw scores by probabilities where the table knows the rule."""
    table = _table()
    for draft in drafts:
        steps = table.get(draft.rule)
        if steps and draft.score is not None:
            sure = look_up(steps, draft.score)
            says = f"{sure:.0%} of the development articles' statements with a score of {draft.score:.2f} are right"
            draft.reasons.append(Reason("calibrated", says, weight=round(sure, 4)))
            draft.score = sure


def likely(text: str, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts that are likely enough, and what stands inside those only."""
    kept = [draft for draft in drafts if _is_likely(text, draft)]
    alive = {id(draft) for draft in kept}
    return [d for d in kept if d.inside is None or id(d.inside) in alive]


def _is_likely(text: str, draft: Draft) -> bool:
    if draft.rule != "encoder" or draft.score is None or draft.cue is None:
        return True
    told = draft.source is not None or draft.manner is Manner.DIRECT
    return told or draft.score >= LEAST or tells(text[slice(*draft.cue)])


@cache
def _table() -> dict[str, list[tuple[float, float]]]:
    file = files("legation.statements").joinpath("lexicon", "confidence.json")
    found: dict[str, list[tuple[float, float]]] = json.loads(file.read_text(encoding="utf-8"))
    return found


def look_up(steps: list[tuple[float, float]], score: float) -> float:
    """Return the probability at a score, between steps by a straight line.

    Example:
        >>> look_up([(0.0, 0.2), (1.0, 0.8)], 0.5)
        0.5
    """
    n = bisect_right([at for at, _ in steps], score)
    if n == 0:
        return steps[0][1]
    if n == len(steps):
        return steps[-1][1]
    (a, low), (b, high) = steps[n - 1], steps[n]
    return low + (high - low) * (score - a) / (b - a) if b > a else high
