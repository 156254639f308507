"""A deed told in several words of one sentence is one event.

Takes events with the sentences of their document; gives them without the repeated ones, and why
those fell away. Example: in "struck a friendly note, praising the reform" there is one SUPPORT.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from legation.vocabulary import Event, Reason, Span
from legation.vocabulary.placed import Placed
from legation.vocabulary.plover import PLOVER, Quad

_IN_WORDS = frozenset({Quad.VERBAL_COOPERATION, Quad.VERBAL_CONFLICT})


@dataclass(frozen=True, slots=True)
class Once:
    """The events, each once, and the repeated ones with the reason."""

    events: tuple[Event, ...]
    rejected: tuple[Reason, ...]


def once(events: Sequence[Event], sentences: Sequence[Span]) -> Once:
    """Return the events without those that tell again what another of their sentence tells."""
    placed = Placed(sentences, lambda span: span)
    groups: dict[Span | None, list[Event]] = {}
    for event in events:
        sentence = next(iter(placed.overlapping(event.words[0])), None)
        groups.setdefault(sentence, []).append(event)
    kept: list[Event] = []
    fallen: list[Reason] = []
    for sentence, told in groups.items():
        for event in sorted(told, key=_worth, reverse=True):
            other = next(
                (one for one in kept if sentence and _again(one, event) and one in told), None
            )
            if other is None:
                kept.append(event)
            else:
                says = f"{event.kind}: told with the other {event.kind} of the sentence"
                fallen.append(Reason("once", says, event.words[0], kept=False))
    return Once(tuple(kept), tuple(fallen))


def _worth(event: Event) -> tuple[bool, int, bool, float]:
    """Tell which of two that tell the same stays: with a doer, recipient, issue; the surer."""
    return (
        bool(event.actors),
        len(event.recipients),
        event.issue is not None,
        event.confidence or 0.0,
    )


def _again(one: Event, other: Event) -> bool:
    """Tell whether two events of a sentence are one deed: type, doers, status, no other recipient."""
    does = not other.actors and _does(one, other)
    if (one.kind, one.status) != (other.kind, other.status) or not (does or _same(one, other)):
        return False
    elsewhere = set(other.recipients) - set(one.recipients)
    if elsewhere or (other.recipient and not other.recipients):
        return False
    in_words = PLOVER[one.kind].quad in _IN_WORDS and one.kind != "CONSULT"
    return in_words or does or _extent(one).overlaps(_extent(other))


def _does(one: Event, other: Event) -> bool:
    """Tell whether a deed is told as the doer of another: "the attack by Mali killed ten"."""
    return any(phrase.overlaps(word) for phrase in other.actor for word in one.words)


def _same(one: Event, other: Event) -> bool:
    if one.actors or other.actors:
        return set(one.actors) == set(other.actors)
    return one.actor == other.actor


def _extent(event: Event) -> Span:
    """Return the stretch of the words of a deed and of what it is about."""
    places: Iterable[Span] = [*event.words, *([event.issue] if event.issue else [])]
    return Span(event.document, min(p.start for p in places), max(p.end for p in places))
