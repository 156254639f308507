"""Statements and events as read from sentences."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from legation.vocabulary.base import Reason, Span, When, identify


class Manner(StrEnum):
    """How the words are given: all in quotation marks, partly, or not at all."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what: source, cue and content spans, and what follows from them.

    `content` is a tuple because a quotation broken by its attribution has several pieces; it
    leaves out the outer quotation marks. `source` is the source as written, `speaker` the actor
    it resolves to, once resolved. `relay` is the outlet the text itself names. `nested_in` is
    the id of the statement this one stands inside. `act` is what the statement does ("demands")
    and `hedging` how: negated, conditional, possible, necessary, wished. `confidence` is a
    calibrated probability in [0, 1] or None where the method gives none. `method` names the extractor and its version.
    """

    document: str
    content: tuple[Span, ...]
    manner: Manner
    method: str
    source: Span | None = None
    cue: Span | None = None
    relay: Span | None = None
    speaker: str | None = None
    on_behalf_of: str | None = None
    addressee: Span | None = None
    act: str | None = None
    hedging: tuple[str, ...] = ()
    when: When = When()
    venue: Span | None = None
    nested_in: str | None = None
    confidence: float | None = None
    reasons: tuple[Reason, ...] = ()

    @property
    def id(self) -> str:
        """The content id: where it stands and what its parts are."""
        spans = (self.source, self.cue, *self.content)
        where = [f"{span.start}-{span.end}" if span else "" for span in spans]
        return identify("statement", self.document, self.manner, *where)


class Status(StrEnum):
    """How real an event is."""

    OCCURRED = "occurred"
    PLANNED = "planned"
    ONGOING = "ongoing"
    ALLEGED = "alleged"


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, as in PLOVER 2021: kind, mode, context, actor, recipient."""

    document: str
    span: Span
    kind: str
    actor: Span | None
    recipient: Span | None
    status: Status
    method: str
    mode: str | None = None
    context: str | None = None
    when: When = When()
    where: Span | None = None
    statement: str | None = None
    confidence: float | None = None

    @property
    def id(self) -> str:
        """The content id: where it stands and what its parts are."""
        return identify("event", self.document, self.kind, self.span, self.actor, self.recipient)
