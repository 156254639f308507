"""The event heads as shipped, asked apart: a type for two given phrases, a sentence's participants.

The product's reader weighs the heads' answers against grammar and lexicon; the sets of others ask
for less: the type of what one given phrase did to another, the participants of one main event.
Where no heads are shipped both are answered by the reader's events.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from bench.events.reading import as_document, readings
from bench.events.scoring import Place, Reading, overlap, touches
from bench.events.sets import YIELD
from legation.errors import ModelError
from legation.events.marks import marks
from legation.events.model import Candidate, EventModel
from legation.events.model import shipped as shipped_heads
from legation.events.read import deeds, read_sentences
from legation.language.analyse import analyse
from legation.language.encoder import shipped as shipped_encoder
from legation.language.sentences import find_sentences
from legation.language.windows import Words, words_of

ROLES = {"actor": "S", "recipient": "T", "both": "R"}
"""The heads' names of a role, and the tag of others' sets."""


@cache
def heads() -> EventModel | None:
    """Return the shipped heads, None if there are none."""
    try:
        return shipped_heads()
    except ModelError:
        return None


def _words(text: str) -> tuple[Words, list[Place]]:
    """Return a text's words and where they stand."""
    sentences = find_sentences(as_document(text))
    places = [(token.start, token.end) for one in sentences for token in one.tokens]
    return words_of(text, sentences), places


def _range(places: Sequence[Place], wanted: Place | None) -> tuple[tuple[int, int], ...]:
    """Return the words that a stretch of characters covers, as one range."""
    inside = [n for n, place in enumerate(places) if wanted and overlap(place, wanted)]
    return ((inside[0], inside[-1] + 1),) if inside else ()


def kind_given(text: str, source: Place | None, target: Place | None) -> str | None:
    """Return the type of what `source` did to `target`, both given.

    None only where no heads are shipped and no event is read.
    """
    model = heads()
    if model is None:
        return _kind_read(text, source, target)
    words, places = _words(text)
    candidate = Candidate(actor=_range(places, source), recipient=_range(places, target))
    chances = model.judge(words, [candidate])[0]
    sums: dict[str, float] = {}
    for kind, chance in zip(model.kinds[1:], chances[1:], strict=True):
        name = "CONCEDE" if kind in YIELD else kind  # one type in this set
        sums[name] = sums.get(name, 0.0) + float(chance)
    return max(sums, key=lambda name: sums[name])


def _kind_read(text: str, source: Place | None, target: Place | None) -> str | None:
    """Return the type of that event, as read, whose phrases fit the given ones best."""
    found, _ = readings(text)

    def fit(reading: Reading) -> tuple[float, float]:
        parts = [(reading.actor, source, 2.0), (reading.recipient, target, 1.0)]
        shared = sum(w for places, want, w in parts if want and touches(places, [want]))
        return shared, reading.confidence

    best = max(found, key=fit, default=None)
    return best.kind if best else None


def participants(text: str) -> dict[str, set[Place]] | None:
    """Return the main event's participants by tag, as the heads mark them; None without heads."""
    model = heads()
    if model is None:
        return None
    document = as_document(text)
    analysis = analyse(document)
    words = words_of(text, analysis.sentences)
    places = [(token.start, token.end) for one in analysis.sentences for token in one.tokens]
    shown = [marks(tree, deeds(tree)) for tree in read_sentences(document, analysis)]
    if not shown:
        return {tag: set() for tag in ROLES.values()}
    scores = model.read(words, shipped_encoder(), np.concatenate(shown))
    found: dict[str, set[Place]] = {tag: set() for tag in ROLES.values()}
    for tagged in scores.main_participants():
        found[ROLES[tagged.kind]].add((places[tagged.start][0], places[tagged.end - 1][1]))
    return found
