"""What the judge makes of the rules' candidates: another type, none at all, and how sure.

Takes the events that the rules read with the analysis; gives them as judged, and what was turned
down with its probabilities. The lexicon's entry stays the explanation. Without the model's file
the rules stand alone, which is said once.
"""

from __future__ import annotations

import logging
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from legation.errors import ModelError
from legation.events.model import Candidate, EventModel, shipped
from legation.events.tagged import HEADS, Sighting, sightings
from legation.language import encoder as shared
from legation.language.windows import words_of
from legation.vocabulary import Analysis, Document, Event, Reason, Span
from legation.vocabulary.plover import PLOVER

log = logging.getLogger(__name__)
NONE = "none"
TURNED_DOWN = 0.97
"""Probability of no event from which a candidate is none."""
ALONE = 0.75
"""Probability of its type from which a deed stands that only the event heads saw."""
LEXICON = 20.0
"""How many times likelier the lexicon's own type is than the judge alone holds."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The events that stand, with their confidence, and those turned down."""

    events: tuple[Event, ...]
    rejected: tuple[Reason, ...] = ()


@cache
def judge_shipped() -> EventModel | None:
    """Return the event model, None where its file is missing: the rules then stand alone."""
    try:
        return shipped()
    except ModelError as error:
        log.warning("events are read by rules alone: %s", error)
        return None


def see(document: Document, analysis: Analysis, model: EventModel | None) -> list[Sighting]:
    """Return what the event heads tag in each sentence; nothing where there is no model."""
    if model is None:
        return []
    words = words_of(document.text, analysis.sentences)
    scores = model.read(words, shared.shipped())
    return sightings(scores, [len(sentence.tokens) for sentence in analysis.sentences])


def judge_events(
    document: Document, analysis: Analysis, events: Sequence[Event], model: EventModel | None
) -> Judged:
    """Return the events as the model judges them; as they are where there is no model."""
    if model is None or not events:
        return Judged(tuple(events))
    words = words_of(document.text, analysis.sentences)
    places = _Places([token for sentence in analysis.sentences for token in sentence.tokens])
    cases = [_case(event, places) for event in events]
    kept, rejected = [], []
    for event, chances in zip(events, model.judge(words, cases), strict=True):
        found = dict(zip(model.kinds, (float(chance) for chance in chances), strict=True))
        judged = _judged(event, found, model.version)
        if judged is None:
            says = f"{event.kind}: no event by {found[NONE]:.2f}"
            rejected.append(Reason(f"judge {model.version}", says, event.words[0], kept=False))
        else:
            kept.append(judged)
    return Judged(tuple(kept), tuple(rejected))


def _judged(event: Event, chances: dict[str, float], version: str) -> Event | None:
    """Return an event with the type that lexicon and judge hold likeliest, None if it is none."""
    if chances[NONE] >= TURNED_DOWN:
        return None
    own = LEXICON if event.reasons[0].says != HEADS else 1.0
    weights = {kind: chances[kind] * (own if kind == event.kind else 1.0) for kind in PLOVER}
    total = sum(weights.values()) + chances[NONE]
    kind = max(weights, key=weights.__getitem__)
    sure = round(weights[kind] / total, 4)
    if own == 1.0 and sure < ALONE:
        return None
    says = f"{kind} {sure:.2f}, none {chances[NONE] / total:.2f}"
    reasons = (*event.reasons, Reason(f"judge {version}", says, event.words[0], weight=sure))
    if kind == event.kind:
        return replace(event, confidence=sure, reasons=reasons)
    mode = event.mode if event.mode in PLOVER[kind].modes else None
    return replace(event, kind=kind, mode=mode, confidence=sure, reasons=reasons)


class _Places:
    """Words of a document by their places in its text."""

    def __init__(self, tokens: Sequence[Span]) -> None:
        self.starts = [token.start for token in tokens]
        self.ends = [token.end for token in tokens]

    def of(self, spans: Sequence[Span]) -> tuple[tuple[int, int], ...]:
        """Return the [first, last) words of each stretch."""
        found = ((bisect_right(self.ends, s.start), bisect_left(self.starts, s.end)) for s in spans)
        return tuple((first, last) for first, last in found if first < last)


def _case(event: Event, places: _Places) -> Candidate:
    return Candidate(places.of(event.words), places.of(event.actor), places.of(event.recipient))
