"""Statements and events as read from sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from legation.vocabulary.base import Reason, Span, When, identify
from legation.vocabulary.plover import PLOVER, Auxiliary

CARRIED = "speaker goes on"
"""The rule of the reason whose span is the source of the statement that a sourceless one goes on from."""


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
    def voice(self) -> Span | None:
        """The source; without one, that of the statement before whose speaker goes on."""
        if self.source:
            return self.source
        return next((r.span for r in self.reasons if r.rule == CARRIED), None)

    @property
    def id(self) -> str:
        """The content id: where it stands and what its parts are."""
        spans = (self.source, self.cue, *self.content)
        where = [f"{span.start}-{span.end}" if span else "" for span in spans]
        return identify("statement", self.document, self.manner, *where)


class Status(StrEnum):
    """How real an event is: the first that holds of negated, alleged, hypothetical, planned, ongoing.

    PLANNED is what a cue puts into the future; OCCURRED is what remains, historical or not.
    """

    OCCURRED = "occurred"
    PLANNED = "planned"
    ONGOING = "ongoing"
    ALLEGED = "alleged"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"

    @classmethod
    def of(cls, modes: Iterable[Auxiliary]) -> Status:
        """Return the status that an event with these auxiliary modes has.

        Example:
            >>> Status.of([Auxiliary.FUTURE, Auxiliary.ALLEGED]).value
            'alleged'
        """
        found = set(modes)
        order = {
            Auxiliary.NEGATED: cls.NEGATED,
            Auxiliary.ALLEGED: cls.ALLEGED,
            Auxiliary.HYPOTHETICAL: cls.HYPOTHETICAL,
            Auxiliary.FUTURE: cls.PLANNED,
            Auxiliary.ONGOING: cls.ONGOING,
        }
        return next((status for mode, status in order.items() if mode in found), cls.OCCURRED)


@dataclass(frozen=True, slots=True)
class AuxiliaryCue:
    """The word that shows an auxiliary mode: "will" for future, "reportedly" for alleged."""

    mode: Auxiliary
    span: Span


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, as in PLOVER 2021: kind, mode, context, actor, recipient.

    `words` name the deed, without auxiliaries or article ("signed", "attack"). `actor` and
    `recipient` are whole noun phrases, each of a coordination its own; where the event is
    `reciprocal` every participant acts on the others and stands in both. `issue` is what is asked,
    refused, praised or promised. `cues` are the words that show the auxiliary modes from which
    `status` follows. `statement` is the id of the statement in which the event is told.
    `actors` and `recipients` are the ids of states, organisations and groups behind the phrases
    (a person's is that on whose behalf he acts, where known), or of whom the text around speaks:
    then a reason says so. `confidence` is a calibrated
    probability in [0, 1], or None where the method gives none. `method` names the reader and its
    version; `reasons` say what led to the reading.

    Raises:
        ValueError: if no words name the deed, or `kind` is none of PLOVER's.
    """

    document: str
    kind: str
    words: tuple[Span, ...]
    status: Status
    method: str
    actor: tuple[Span, ...] = ()
    recipient: tuple[Span, ...] = ()
    reciprocal: bool = False
    issue: Span | None = None
    mode: str | None = None
    context: tuple[str, ...] = ()
    cues: tuple[AuxiliaryCue, ...] = ()
    when: When = When()
    where: Span | None = None
    statement: str | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    confidence: float | None = None
    reasons: tuple[Reason, ...] = ()

    def __post_init__(self) -> None:
        if not self.words:
            raise ValueError(f"event {self.kind} of {self.document}: want the words that name it")
        if self.kind not in PLOVER:
            raise ValueError(f"event of {self.document}: {self.kind!r} is no type of PLOVER")

    @property
    def span(self) -> Span:
        """The smallest stretch that holds the words, the actor, the recipient and the issue."""
        issue = (self.issue,) if self.issue else ()
        spans = (*self.words, *self.actor, *self.recipient, *issue)
        return Span(self.document, min(s.start for s in spans), max(s.end for s in spans))

    @property
    def id(self) -> str:
        """The content id: what it is, where its words, actor and recipient stand."""
        parts = (self.words, self.actor, self.recipient)
        where = [" ".join(f"{span.start}-{span.end}" for span in spans) for spans in parts]
        return identify("event", self.document, self.kind, *where)
