"""Whom a deed concerns where its own words name nobody: what the text around it tells.

Takes the events of a document in text order with its Parties, sentences and statements; gives them
with the ids that the text around gives, each with its reason, and less sure. Where several are as
likely, nothing is added.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import replace

from legation.actors import directory
from legation.events.lexicon import lexicon
from legation.events.parties import Parties, is_public
from legation.events.told import SAID
from legation.vocabulary import Analysis, Event, Reason, Span, Statement
from legation.vocabulary.placed import Placed
from legation.vocabulary.plover import PLOVER, Quad

LESS = 0.8
"""What the confidence of an event is multiplied by where a side is taken from around it."""
NEAR = 3
"""Sentences within which a deed is answered or a conversation goes on."""
_PAIR = re.compile(
    r"(?:the )?(?:two|both)(?: of)?(?: the)? (?:sides|countries|states|nations|governments|parties|neighbou?rs|leaders"
    r"|presidents|ministers|powers|capitals)",
    re.IGNORECASE,
)
_MEMBERS = re.compile(
    r"(?:the |its |all |other |most )*(?:\w+ )?member[ -](?:states|countries|nations|governments)|(?:the|its) members",
    re.IGNORECASE,
)
_MUTUAL = re.compile(r"\b(?:themselves|each other|one another)\b", re.IGNORECASE)
_SPOKEN = frozenset("REQUEST ACCUSE REJECT THREATEN AGREE SUPPORT CONCEDE".split())
_ANSWERS = frozenset("REJECT SUPPORT ACCUSE AGREE CONCEDE".split())
_TIED = re.compile(r"(?:its|their|his|her|it|them|him)\b", re.IGNORECASE)
_PRONOUNS = frozenset("it this that them".split())
_DEFINITE = frozenset("the this that these those such its their his her".split())
_GENERAL = frozenset(
    "move step decision plan idea suggestion allegation claim claims charge charges remark remarks action ruling measure deal".split()
)
"""Nouns for a deed told before, beside those that name one: "the move"."""
_JOINING = re.compile(r"\b(?:membership|accession|enlargement|summit)\b", re.IGNORECASE)
_OF_ONE = frozenset({"MOBILIZE", "PROTEST"})
"""Types that often concern nobody."""
_CONFLICT = frozenset({Quad.VERBAL_CONFLICT, Quad.MATERIAL_CONFLICT})

Found = tuple[tuple[str, ...], Reason]


def complete(
    events: Sequence[Event],
    analysis: Analysis,
    statements: Sequence[Statement],
    parties: Parties,
    told: Container[tuple[Span, ...]],
) -> tuple[Event, ...]:
    """Return the events with what the text around them tells of who takes part.

    `told` are the words of those deeds that name whom they concern, known by an id or not.
    """
    around = _Around(analysis, statements, parties, told, events)
    for event in events:
        around.read(event)
    return tuple(around.earlier)


class _Around:
    """The events of a document so far, and who is named near."""

    def __init__(
        self,
        analysis: Analysis,
        statements: Sequence[Statement],
        parties: Parties,
        told: Container[tuple[Span, ...]],
        events: Sequence[Event],
    ) -> None:
        self.sentences = [sentence.span for sentence in analysis.sentences]
        self.starts = [span.start for span in self.sentences]
        self.cues = Placed([s for s in statements if s.cue], lambda s: s.cue or s.content[0])
        self.statements = {statement.id: statement for statement in statements}
        self.told = told
        self.events = events
        self.parties = parties
        self.earlier: list[Event] = []

    def read(self, event: Event) -> None:
        """Add one event, with what is told around it."""
        event = self._two_sides(self._members(event))
        found = next(self._concerned(event), None) if self._is_open(event) else None
        if found is not None:
            event = _less_sure(event, found[1], recipients=found[0])
        self.earlier.append(event)

    def _is_open(self, event: Event) -> bool:
        """Tell whether a state's or body's deed concerns somebody whom its own words do not name."""
        if event.recipients or event.reciprocal or not event.actors or event.kind in _OF_ONE:
            return False
        if not all(is_public(one) for one in event.actors):
            return False
        if event.recipient and event.reasons[0].rule == SAID:
            return False
        return event.words not in self.told and not (event.issue and self._is_mutual(event.issue))

    def _is_mutual(self, issue: Span) -> bool:
        return bool(_MUTUAL.search(issue.words(self.parties.text)))

    def _members(self, event: Event) -> Event:
        """Give "the member states" those of the organisation named last."""
        for side, spans in (("actors", event.actor), ("recipients", event.recipient)):
            if len(spans) != 1 or getattr(event, side) or not _MEMBERS.fullmatch(spans[0].words(self.parties.text)):  # fmt: skip
                continue
            body = self._last_body(Span(event.document, 0, spans[0].start + 1))
            if body is not None:
                why = Reason("members of the body named last", body, spans[0])
                event = _less_sure(event, why, **{side: (f"{body}:members",)})
        return event

    def _two_sides(self, event: Event) -> Event:
        """Give "the two countries" the two that acted on one another last."""
        text = self.parties.text
        spoken = [s for s in (*event.actor, *event.recipient) if _PAIR.fullmatch(s.words(text))]
        if not spoken or max(len(event.actors), len(event.recipients)) > 1:
            return event
        doers = set() if event.reciprocal else set(event.actors)
        pair = next((pair for pair in self._pairs(event) if not doers & set(pair)), ())
        if not pair:
            return event
        why = Reason("two parties before", " and ".join(pair), spoken[0])
        if event.reciprocal:
            return _less_sure(event, why, actors=pair, recipients=pair)
        if event.actors:
            return _less_sure(event, why, recipients=pair)
        return _less_sure(event, why, actors=pair)

    def _pairs(self, event: Event) -> Iterator[tuple[str, ...]]:
        """Yield the pairs that may be meant by "the two", the nearest first."""
        for other in self._near(event):
            parties = tuple(dict.fromkeys((*other.actors, *other.recipients)))
            if len(parties) == 2 and all(map(is_public, parties)):
                yield parties
        here = self._sentence(event)
        for first in (here, here - 1):
            if first >= 0:
                span = Span(event.document, self.starts[first], event.words[0].start + 1)
                named = self._named(span)
                if len(named) == 2:
                    yield named

    def _concerned(self, event: Event) -> Iterator[Found]:
        """Yield whom a deed concerns by each rule that finds one, the surest rule first."""
        rules: list[Callable[[Event], Found | None]] = [self._in_issue, self._addressed]
        rules += [self._answered, self._conversed, self._joined]
        rules += [self._struck, self._only_other, self._meant_before, self._elsewhere]
        yield from filter(None, (rule(event) for rule in rules))

    def _in_issue(self, event: Event) -> Found | None:
        """Return the only other party in what is asked, refused, praised …."""
        spans = [*event.recipient, *([event.issue] if event.issue else [])]
        named = tuple(dict.fromkeys(one for span in spans for one in self._named(span)))
        rows = [self.parties.row(span) for span in spans]
        if named and any(set(named) <= set(row) for row in rows):  # "A, B and C" as one
            others = tuple(one for one in named if one not in event.actors)
            return (others, Reason("named in the issue", ", ".join(others), event.issue)) if others else None  # fmt: skip
        return self._one(event, named, "named in the issue", event.issue)

    def _addressed(self, event: Event) -> Found | None:
        """Return who is spoken to where the deed is done by saying it."""
        if event.kind not in _SPOKEN:
            return None
        told = self.statements.get(event.statement or "")
        said = [*self.cues.overlapping(event.words[0]), *([told] if told else [])]
        for statement in said:
            speaker = statement.on_behalf_of or statement.speaker
            spoken = statement is not told or speaker in event.actors
            if statement.addressee and spoken:
                ids = self.parties.behind(statement.addressee)
                found = self._one(event, ids, "spoken to", statement.addressee)
                if found:
                    return found
        return None

    def _answered(self, event: Event) -> Found | None:
        """Return whose deed is refused, praised or condemned: "the accusation", or no issue at all."""
        if event.kind not in _ANSWERS or event.reasons[0].rule.endswith("nouns"):
            return None
        issue = event.issue or next(iter(event.recipient), None)
        if issue is not None and not self._points_back(issue):
            return None
        for other in self._near(event):
            if issue is None and not _replies(event, other):
                continue
            if other.actors and not set(other.actors) & set(event.actors):
                return self._one(event, other.actors, "answers", other.words[0])
        return None

    def _points_back(self, issue: Span) -> bool:
        """Tell whether words mean a deed told before: "it", "this offer", "the withdrawal"."""
        words = issue.words(self.parties.text).lower().split()
        if len(words) == 1:
            return words[0] in _PRONOUNS
        deed = words[1] in _GENERAL or bool(lexicon().noun_frames(words[1]))
        return len(words) == 2 and words[0] in _DEFINITE and deed

    def _conversed(self, event: Event) -> Found | None:
        """Return with whom the doer talks in the sentences before; a talk's own, in this one."""
        if event.kind not in _SPOKEN | {"CONSULT"}:
            return None
        for other in self._near(event):
            if event.kind == "CONSULT" and self._sentence(other) != self._sentence(event):
                return None
            parties = tuple(dict.fromkeys((*other.actors, *other.recipients)))
            if other.kind == "CONSULT" and len(parties) == 2 and set(event.actors) & set(parties):
                return self._one(event, parties, "in conversation", other.words[0])
        return None

    def _joined(self, event: Event) -> Found | None:
        """Return the body named last before its "membership" or "summit"."""
        if event.issue is None or not _JOINING.search(event.issue.words(self.parties.text)):
            return None
        first = max(0, self._sentence(event) - NEAR)
        before = Span(event.document, self.starts[first], event.issue.end)
        body = self._last_body(before)
        return self._one(event, (body,) if body else (), "the body that is meant", event.issue)

    def _only_other(self, event: Event) -> Found | None:
        """Return the only other state or body named in the sentence of a hostile deed or demand."""
        if PLOVER[event.kind].quad not in _CONFLICT:
            return None
        span = self.sentences[self._sentence(event)]
        return self._one(event, self._named(span), "the only other party named", event.words[0])

    def _meant_before(self, event: Event) -> Found | None:
        """Return the only other party of the sentence before, for "its neighbour", "him", "them"."""
        here = self._sentence(event)
        tied = [s for s in event.recipient if _TIED.match(s.words(self.parties.text))]
        if not tied or here == 0:
            return None
        named = self._named(self.sentences[here - 1])
        return self._one(event, named, "the other party before", tied[0])

    def _elsewhere(self, event: Event) -> Found | None:
        """Return whom the same deed concerns where the text tells it in full: "the invasion"."""
        if not event.reasons[0].rule.endswith("nouns"):
            return None
        same = [
            e for e in self.events if e.kind == event.kind and set(e.actors) == set(event.actors)
        ]
        told = {e.recipients: e for e in same if e.recipients and not e.reciprocal}
        if len(told) != 1:
            return None
        recipients, other = next(iter(told.items()))
        return recipients, Reason("told in full elsewhere", ", ".join(recipients), other.words[0])

    def _struck(self, event: Event) -> Found | None:
        """Return the state in which somebody else's attack was."""
        if event.kind != "ASSAULT" or event.where is None:
            return None
        return self._one(event, self.parties.behind(event.where), "struck there", event.where)

    def _one(self, event: Event, ids: Sequence[str], rule: str, span: Span | None) -> Found | None:
        """Return the one party that is no doer, with the reason; None where there are several."""
        others = tuple(dict.fromkeys(one for one in ids if one not in event.actors))
        if len(others) != 1 or not is_public(others[0]):
            return None
        return others, Reason(rule, others[0], span)

    def _near(self, event: Event) -> Iterator[Event]:
        """Yield the events before one, the last first, as far as a few sentences."""
        here = self._sentence(event)
        for other in reversed(self.earlier):
            if here - self._sentence(other) > NEAR:
                return
            yield other

    def _named(self, span: Span) -> tuple[str, ...]:
        """Return the states and bodies named in a stretch, but for mere places."""
        found = (r for r in self.parties.named_in(span) if not r.place)
        return tuple(
            dict.fromkeys(i for r in found for i in self.parties.ids_of(r) if is_public(i))
        )

    def _last_body(self, span: Span) -> str | None:
        """Return the organisation named last in a stretch."""
        named = (i for r in reversed(self.parties.named_in(span)) for i in self.parties.ids_of(r))
        bare = (one.removesuffix(":members") for one in named)
        return next((one for one in bare if one in directory().organisations), None)

    def _sentence(self, event: Event) -> int:
        return max(0, bisect_right(self.starts, event.words[0].start) - 1)


def _replies(event: Event, other: Event) -> bool:
    """Tell whether somebody refuses or grants what he was asked, offered or threatened with."""
    told = event.kind in ("REJECT", "AGREE", "CONCEDE") and other.kind in ("REQUEST", "AGREE", "THREATEN", "ACCUSE")  # fmt: skip
    return told and bool(set(event.actors) & set(other.recipients))


def _less_sure(event: Event, why: Reason, **parties: tuple[str, ...]) -> Event:
    sure = None if event.confidence is None else round(event.confidence * LESS, 4)
    changed = replace(event, actors=parties.get("actors", event.actors), recipients=parties.get("recipients", event.recipients))  # fmt: skip
    return replace(changed, confidence=sure, reasons=(*event.reasons, why))
