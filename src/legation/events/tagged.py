"""Deeds and recipients that the event heads find where the lexicon has no entry for them.

Takes a Tree, the candidates of its sentence and what the heads tagged there; adds recipients that
are missing, and a candidate for a doer of whom nothing was read. The judge decides on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from legation.events.candidate import Candidate
from legation.events.lexicon import Frame
from legation.events.model import Scores, Tagged
from legation.events.phrases import is_somebody
from legation.events.tree import VERBAL, Tree

HEADS = "event heads"
SURE = 0.5
"""Probability from which a tagged participant counts."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """What the heads tagged in one sentence, in words of the sentence."""

    actors: tuple[range, ...] = ()
    recipients: tuple[range, ...] = ()
    telling: tuple[tuple[range, str], ...] = ()


def sightings(scores: Scores, sizes: Sequence[int]) -> list[Sighting]:
    """Return what was tagged in each sentence; `sizes` are their numbers of words."""
    firsts = [sum(sizes[:n]) for n in range(len(sizes))]
    participants, telling = scores.main_participants(), scores.telling(SURE)
    return [
        Sighting(
            _inside(participants, first, size, ("actor", "both")),
            _inside(participants, first, size, ("recipient", "both")),
            tuple(
                (range(tag.start - first, tag.end - first), tag.kind)
                for tag in telling
                if first <= tag.start < first + size
            ),
        )
        for first, size in zip(firsts, sizes, strict=True)
    ]


def _inside(
    tags: Sequence[Tagged], first: int, size: int, kinds: tuple[str, ...]
) -> tuple[range, ...]:
    return tuple(
        range(tag.start - first, tag.end - first)
        for tag in tags
        if first <= tag.start < first + size and tag.kind in kinds and tag.confidence >= SURE
    )


def add_tagged(tree: Tree, found: list[Candidate], seen: Sighting) -> None:
    """Add to the candidates of a sentence what only the heads saw."""
    kept = [one for one in found if one.why is None]
    actors, recipients = _heads(tree, seen.actors), _heads(tree, seen.recipients)
    acting = [one for one in kept if any(m in words for m in one.actors for words in seen.actors)]
    for one in acting:
        if not one.recipients and not one.reciprocal:
            taken = {*one.words, *one.actors}
            one.recipients = [m for m in recipients if m not in taken and is_somebody(tree, m)]
    if acting or not actors or not recipients:
        return
    at, kind = _told(tree, seen, actors[0])
    if at is None or any(at in one.content or at in one.words for one in kept):
        return
    frame = Frame("", "verbs", kind, None, None, (), frozenset(), None, frozenset(), HEADS)
    found.append(
        Candidate(
            at,
            frame,
            (at,),
            actors=actors,
            recipients=recipients,
            reciprocal=actors == recipients,
            passive=tree.passive(at),
        )
    )


def _heads(tree: Tree, stretches: Sequence[range]) -> list[int]:
    """Return the head of each stretch: the first word that hangs on none of its own."""
    return [next((m for m in words if tree.heads[m] not in words), words[0]) for words in stretches]


def _told(tree: Tree, seen: Sighting, actor: int) -> tuple[int | None, str]:
    """Return the word that tells the deed, and its type as far as known before judging."""
    if seen.telling:
        words, kind = seen.telling[0]
        return words[0], kind
    verb = next((m for m in tree.above(actor) if tree.parts[m] in VERBAL), None)
    return verb, "CONSULT"
