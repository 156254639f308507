"""A statement in the making, in offsets of the document, before it becomes a Statement."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from legation.vocabulary import Document, Manner, Reason, Span

Stretch = tuple[int, int]
"""[start, end) in the document's text."""


@dataclass(slots=True)
class Draft:
    """What was found so far. `rule` names what found it; `score` is its raw score in [0, 1].

    `hedged` is False where nothing here knows the language's words of hedging.
    """

    content: list[Stretch]
    rule: str
    source: Stretch | None = None
    cue: Stretch | None = None
    manner: Manner = Manner.INDIRECT
    relay: Stretch | None = None
    addressee: Stretch | None = None
    venue: Stretch | None = None
    act: str | None = None
    hedging: tuple[str, ...] = ()
    score: float | None = None
    reasons: list[Reason] = field(default_factory=list)
    inside: Draft | None = None
    hedged: bool = True

    @property
    def whole(self) -> Stretch:
        """From the first of its spans to the last."""
        spans = [*self.content, *(s for s in (self.source, self.cue) if s)]
        return min(s for s, _ in spans), max(e for _, e in spans)


def overlap(one: Stretch, other: Stretch) -> int:
    """Return how many characters two stretches share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def span_of(document: Document, stretch: Stretch | None) -> Span | None:
    """Return the span of a stretch of a document."""
    return Span(document.id, *stretch) if stretch else None


def relayed(reasons: list[Reason]) -> list[Reason]:
    """Return how a statement was read that only relays another one, for the reasons of that one."""
    return [
        replace(reason, rule=reason.rule.replace("encoder", "relayed", 1))
        for reason in reasons
        if reason.rule.startswith("encoder ")
    ]
