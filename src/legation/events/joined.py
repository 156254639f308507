"""What the judge makes of the rules' candidates: another type, none at all, and how sure.

Takes the events that the rules read with the analysis; gives them as judged, and what was turned
down with its probabilities. The lexicon's entry stays the explanation. Without the model's file
the rules stand alone, which is said once.
"""

from __future__ import annotations

import logging
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from legation.errors import ModelError
from legation.events.model import Candidate, EventModel, shipped
from legation.events.tagged import HEADS, Sighting, sightings
from legation.language import encoder as shared
from legation.language.encoder import Floats
from legation.language.windows import words_of
from legation.vocabulary import Analysis, Document, Event, Reason, Span
from legation.vocabulary.plover import PLOVER

log = logging.getLogger(__name__)
NONE = "none"
TURNED_DOWN = 0.8
"""Probability of no event from which a candidate is none."""
BETWEEN_TWO = 0.97
"""The same where both sides are known states, bodies or groups."""
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


def see(
    document: Document, analysis: Analysis, model: EventModel | None, shown: Iterable[Floats]
) -> list[Sighting]:
    """Return what the event heads tag in each sentence; nothing where there is no model.

    Args:
        document: with its text.
        analysis: its sentences.
        model: the event heads.
        shown: the marks of each sentence's words.
    """
    if model is None:
        return []
    words = words_of(document.text, analysis.sentences)
    scores = model.read(words, shared.shipped(), np.concatenate(list(shown)))
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
        judged = None if _is_plain(event, document.text) else _judged(event, found, model.version)
        if judged is None:
            says = f"{event.kind}: no event by {found[NONE]:.2f}"
            rejected.append(Reason(f"judge {model.version}", says, event.words[0], kept=False))
        else:
            kept.append(judged)
    return Judged(tuple(kept), tuple(rejected))


_SAYS = frozenset(
    "say says said saying tell tells told telling add adds added speak speaks spoke speaking".split()
)


def _is_plain(event: Event, text: str) -> bool:
    """Tell whether only the event heads saw a deed, and that in a plain word of saying."""
    return event.reasons[0].says == HEADS and event.words[0].words(text).lower() in _SAYS


def _judged(event: Event, chances: dict[str, float], version: str) -> Event | None:
    """Return an event with how sure its type is, None if it is none.

    The lexicon's type stands; one that only the event heads saw gets the likeliest.
    """
    alone = event.reasons[0].says == HEADS
    kind = max(PLOVER, key=chances.__getitem__) if alone else event.kind
    weights = {
        name: chances[name] * (1.0 if alone or name != kind else LEXICON) for name in chances
    }
    total = sum(weights.values())
    sure, none = round(weights[kind] / total, 4), weights[NONE] / total
    two = bool(event.actors and set(event.recipients) - set(event.actors)) and not alone
    if none >= (BETWEEN_TWO if two else TURNED_DOWN) or (alone and sure < ALONE):
        return None
    says = f"{kind} {sure:.2f}, none {none:.2f}"
    reasons = (*event.reasons, Reason(f"judge {version}", says, event.words[0], weight=sure))
    return replace(event, kind=kind, confidence=sure, reasons=reasons)


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
