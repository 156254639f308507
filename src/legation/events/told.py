"""Statements and events: where a deed is told, whether it is contested, which sayings are deeds.

Takes the events of a document and its statements. A deed told by somebody else as another's
hostile act is alleged; a demand, refusal, threat … is an event though its verb is only "said".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from legation.events.contexts import contexts_of
from legation.events.manner import mode_of_words
from legation.events.places import when_of
from legation.events.sayings import Saying, Sayings
from legation.vocabulary import AuxiliaryCue, Event, Reason, Span, Statement, Status
from legation.vocabulary.placed import Placed
from legation.vocabulary.plover import PLOVER, Auxiliary, Quad

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
SAID = "act of a statement"
SURE = 0.6
"""Share of such events that are right where a state or body speaks, on news articles read by hand."""
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


@dataclass(frozen=True, slots=True)
class Told:
    """The events that stand, those made by saying among them; doubtful ones; what fell away."""

    events: tuple[Event, ...]
    doubtful: tuple[Event, ...]
    rejected: tuple[Reason, ...]


def add_sayings(
    events: Sequence[Event], statements: Sequence[Statement], sayings: Sayings,
    denied: Placed[Span], method: str,
) -> Told:  # fmt: skip
    """Add the statements that are deeds by being made, where no deed is read at their words.

    What they only ask for, refuse or threaten is no deed of its own; a charge stands before what
    its words tell by themselves ("sided with the rebels"). Doubtful: no state or body speaks.
    """
    told = Placed(events, lambda event: event.words[0])
    found: list[Event] = []
    fallen: dict[str, Reason] = {}
    for statement in statements:
        saying = sayings.of(statement)
        if saying is None or _is_denied(statement, saying, denied):
            continue
        over = (
            [e for e in told.overlapping(saying.shown) if _gives_way(e, saying)]
            if saying.shown
            else []
        )
        if any(event not in over for event in _read_at(statement, saying, told)):
            continue
        event = _event_of(statement, saying, sayings, method)
        found.append(event)
        told.add(event)
        inside = told.inside(saying.content) if saying.content else []
        for other in (*over, *inside):
            says = f"{other.kind}: only told in {event.words[0].words(sayings.text)}"
            fallen[other.id] = Reason(SAID, says, other.words[0], kept=False)
    kept = [event for event in (*events, *found) if event.id not in fallen]
    return Told(
        tuple(e for e in kept if e.confidence is not None or e not in found),
        tuple(e for e in kept if e.confidence is None and e in found),
        tuple(fallen.values()),
    )


def _event_of(statement: Statement, saying: Saying, sayings: Sayings, method: str) -> Event:
    at = [span for span in (statement.cue, saying.shown) if span]
    says = saying.shown.words(sayings.text) if saying.shown else f"it {statement.act}"
    actor = tuple(filter(None, (statement.voice,)))
    told = _WORD.findall(statement.content[0].words(sayings.text).lower())
    asked = saying.content or statement.content[0]
    return Event(
        statement.document, saying.kind, tuple(sorted(at)), Status.OCCURRED, method,
        actor=actor, recipient=saying.recipients, issue=statement.content[0],
        mode=mode_of_words(saying.kind, _WORD.findall(asked.words(sayings.text).lower())),
        context=contexts_of(saying.kind, told),
        actors=sayings.parties.of_spans(actor), recipients=sayings.parties.of_spans(saying.recipients),
        when=when_of(None, sayings.document.published, Status.OCCURRED),
        confidence=SURE if statement.on_behalf_of else None,
        reasons=(Reason(SAID, " ".join(says.split()), at[0]),),
    )  # fmt: skip


def _is_denied(statement: Statement, saying: Saying, denied: Placed[Span]) -> bool:
    """Tell whether the words of saying were held to be no deed, and nothing else shows one."""
    cue = statement.cue if saying.shown is None else None
    return cue is not None and bool(denied.overlapping(cue))


def _gives_way(event: Event, saying: Saying) -> bool:
    """Tell whether what the words of a demand or charge tell by themselves is no deed beside it."""
    material = PLOVER[event.kind].quad is Quad.MATERIAL_CONFLICT
    return saying.kind == "REQUEST" or (saying.kind == "ACCUSE" and not material)


def _read_at(statement: Statement, saying: Saying, told: Placed[Event]) -> list[Event]:
    """Return the events at the words that make a deed, and those of its type in what is said."""
    at = [span for span in (statement.cue, saying.shown) if span]
    found = [event for span in at for event in told.overlapping(span)]
    inside = (event for span in statement.content for event in told.overlapping(span))
    return found + [event for event in inside if event.kind == saying.kind]
