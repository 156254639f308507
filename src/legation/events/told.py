"""Statements and events: where a deed is told, whether it is contested, which sayings are deeds.

Takes the events of a document and its statements. A deed told by somebody else as another's
hostile act is alleged; a demand, refusal, threat … is an event though its verb is only "said".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from operator import itemgetter

from legation.vocabulary import AuxiliaryCue, Event, Reason, Span, Statement, Status
from legation.vocabulary.placed import Placed
from legation.vocabulary.plover import PLOVER, Auxiliary, Quad

DEEDS = {
    "demands": "REQUEST", "requests": "REQUEST", "offers": "AGREE", "promises": "AGREE",
    "refuses": "REJECT", "rejects": "REJECT", "threatens": "THREATEN", "praises": "SUPPORT",
    "accuses": "ACCUSE", "accepts": "AGREE",
}  # fmt: skip
"""What a statement's act is as an event, where the saying itself is the deed."""
CLAIMS = frozenset(
    "claim claims claimed claiming allege alleges alleged alleging accuse accuses accused accusing charge charges charged insist insists insisted assert asserts asserted".split()
)
_HOSTILE = frozenset({Quad.VERBAL_CONFLICT, Quad.MATERIAL_CONFLICT})


class Holding:
    """The statements of a document, to find the one in which a place lies."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self.statements = tuple(statements)
        pieces = [(piece, statement) for statement in statements for piece in statement.content]
        self._pieces = Placed(pieces, itemgetter(0))

    def of(self, words: Span) -> Statement | None:
        """Return the statement with the shortest content that holds `words`, if any does."""
        found = self._pieces.holding(words)
        return min(found, key=lambda one: one[0].end - one[0].start)[1] if found else None


def tell(event: Event, holding: Holding, text: str) -> Event:
    """Return an event with its statement, and alleged where somebody else tells it of another."""
    statement = holding.of(event.words[0])
    if statement is None or (statement.cue and statement.cue.overlaps(event.words[0])):
        return event
    event = replace(event, statement=statement.id)
    cue = statement.cue
    if cue is None or statement.source is None or not _contested(event, statement, text):
        return event
    cues = (*event.cues, AuxiliaryCue(Auxiliary.ALLEGED, cue))
    says = f"told by {' '.join(statement.source.words(text).split())} of another"
    return replace(
        event, cues=cues, status=Status.of(c.mode for c in cues),
        reasons=(*event.reasons, Reason("told by another", says, cue)),
    )  # fmt: skip


def _contested(event: Event, statement: Statement, text: str) -> bool:
    """Tell whether the source speaks of what another did, and it is hostile or a claim."""
    if any(cue.mode in (Auxiliary.ALLEGED, Auxiliary.FUTURE, Auxiliary.NEGATED) for cue in event.cues):  # fmt: skip
        return False
    source = statement.source
    if source is None or any(source.overlaps(actor) for actor in event.actor):
        return False
    claims = bool(statement.cue and statement.cue.words(text).lower().split()[-1] in CLAIMS)
    if not event.actor or PLOVER[event.kind].quad not in _HOSTILE:
        return claims
    own = set((statement.on_behalf_of or statement.speaker or "").split(";")) - {""}
    if own & set(event.actors):
        return False
    disowned = bool(statement.cue and statement.cue.words(text).lower().startswith("according"))
    material = PLOVER[event.kind].quad is Quad.MATERIAL_CONFLICT
    return claims or bool(own and event.actors) or (disowned and material)


_PROPOSES = ("propos", "suggest", "recommend")


def act_event(
    statement: Statement, recipient: tuple[Span, ...], issue: Span | None, method: str, text: str
) -> Event | None:
    """Return the event that a statement is by its act, if it is one.

    Who proposes asks the other side to act: REQUEST, not AGREE.
    """
    kind = DEEDS.get(statement.act or "")
    if statement.cue and statement.cue.words(text).lower().startswith(_PROPOSES):
        kind = "REQUEST"
    if kind is None or statement.source is None or statement.cue is None:
        return None
    reason = Reason("act of a statement", f"it {statement.act}", statement.cue)
    return Event(
        statement.document, kind, (statement.cue,), Status.OCCURRED, method,
        actor=(statement.source,), recipient=recipient, issue=issue, reasons=(reason,),
    )  # fmt: skip
