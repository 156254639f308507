"""Whom an office without a name means: "the French president", "an envoy", "the two ministers"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from legation.actors.directory import Directory
from legation.actors.offices import offices_meant, written_office
from legation.actors.passage import Passage
from legation.actors.phrase import Phrase
from legation.actors.roles import GATHERED, HOME_RANKS, STATE_OFFICES, STATE_RANKS, Role, singular
from legation.actors.scene import Figure, Scene, plain_words
from legation.actors.tokens import Token
from legation.vocabulary import MentionKind, Reason, Resolution, Span

_INDEFINITE = frozenset({"a", "an", "one", "another"})


@dataclass(frozen=True, slots=True)
class Found:
    """A figure that a description means, why, and how sure; members where it is several."""

    figure: Figure
    reasons: tuple[Reason, ...]
    sure: float
    members: tuple[str, ...] = ()

    def because(self, reason: Reason | None, sure: float) -> Found:
        """Return the same with one more reason, no surer than that."""
        if reason is None:
            return self
        return replace(self, reasons=(reason, *self.reasons), sure=min(sure, self.sure))


class Describer:
    """Resolves descriptions, with the scene and the passage as its memory."""

    def __init__(self, tables: Directory, scene: Scene, passage: Passage, first: date | None, last: date | None) -> None:  # fmt: skip
        self.tables = tables
        self.scene = scene
        self.passage = passage
        self.first, self.last = first, last
        self.sentence = 0

    def find(
        self, phrase: Phrase, of: str | None, start: Token, span: Span, others: tuple[str, ...] = ()
    ) -> Found | Resolution | None:
        """Return whom a description means, of a state or body if one is said; None if nobody.

        `others` are the states before it: "French, British and German ministers".
        """
        role = phrase.role
        assert role is not None
        if phrase.many:
            return self._of_each(phrase, role, (*others, of or "")) if others else self._several(phrase, role, of)  # fmt: skip
        if not phrase.definite and start.low in _INDEFINITE:
            return self._unnamed(phrase, role, of)
        if phrase.whose is None and not phrase.definite and not phrase.at:
            return None
        if of is None and role.home:  # "the opposition": of the state spoken of, or nobody's
            spoken = self.passage.state()
            return self._unnamed(phrase, role, spoken[0]).because(*spoken[1:]) if spoken else None
        return self._antecedent(phrase, role, of) or self._holder(phrase, role, of, span)

    def _antecedent(self, phrase: Phrase, role: Role, of: str | None) -> Found | None:
        """Return who was named before and is called so."""
        figure = self.scene.described(role, phrase.head, of)
        if figure is None or (phrase.former and figure.offices):
            return None
        why = Reason("description of an antecedent", f"{phrase.head}: {figure.name}", figure.last)
        return Found(figure, (why,), 0.85)

    def _holder(self, phrase: Phrase, role: Role, of: str | None, span: Span) -> Found | Resolution | None:  # fmt: skip
        """Return who holds the office, else somebody unnamed who does."""
        reason, sure = None, 1.0
        if of is None:
            of, reason, sure = self._serving(role, phrase)
        found = self._from_office(phrase, role, of, span)
        if isinstance(found, Resolution):
            self._note_unknown(phrase, role, of, span)
            reasons = (reason, *found.reasons) if reason else found.reasons
            return replace(found, reasons=reasons, confidence=min(sure, found.confidence))
        if found is None and of is None and not phrase.definite:
            return None
        return (found or self._unnamed(phrase, role, of)).because(reason, sure)

    def _note_unknown(self, phrase: Phrase, role: Role, of: str | None, span: Span) -> None:
        """Keep whoever holds an office in mind, though nobody knows who: for "he" after it."""
        figure = self._unnamed(phrase, role, of).figure
        self.scene.note(figure, span, self.sentence, subject=1.0, quoted=False)

    def _unnamed(self, phrase: Phrase, role: Role, of: str | None) -> Found:
        """Return somebody without a name, of the rank that the words tell."""
        senior = "senior_" if phrase.words & {"senior", "top", "high"} and role.rank == "official" else ""  # fmt: skip
        office = written_office(self.tables, role, of, phrase.at) if role.rank == "ambassador" else f"{senior}{role.rank}:{of or ''}"  # fmt: skip
        figure = Figure(
            f"{of or 'unnamed'}:{senior}{role.rank}", f"{phrase.head} of {of}" if of else phrase.head,
            offices=[office] if office else [], of=of, own=role.own, heads={phrase.head}, named=False,
        )  # fmt: skip
        figure.many = role.home  # the opposition is no "he"
        figure.learn(phrase.words | {singular(phrase.head)}, ())
        why = Reason("unnamed", f"{senior}{role.rank} of {of or 'unknown'}")
        return Found(figure, (why,), 0.7 if of else 0.4)

    def _from_office(self, phrase: Phrase, role: Role, of: str | None, span: Span) -> Found | Resolution | None:  # fmt: skip
        """Return the one holder that day of the office that the words mean."""
        offices = offices_meant(role, of, phrase.at)
        if of is None or phrase.former or not offices or self.first is None:
            return None
        for office in offices:
            holders = {h.id: h for h, _ in self.tables.holders_of(office, self.first, self.last)}
            if len(holders) == 1:
                holder = next(iter(holders.values()))
                known = next((f for f in self.scene.figures if f.id == holder.id), None)
                figure = known or Figure(holder.id, holder.name, plain_words(holder.name), holder, [office], of)  # fmt: skip
                figure.heads.add(phrase.head)
                why = Reason("office window", f"{holder.name} held {office} on {self.first}")
                return Found(figure, (why,), 0.8)
        until = max((d for o in offices if (d := self.tables.known_until(o))), default=None)
        kind = next((o for o in offices if o in self.tables.by_office), offices[0])
        said = "nobody is known" if until is None or until >= self.first else f"unknown as of {self.first}: known until {until}"  # fmt: skip
        why = Reason("unknown as of", f"{kind}: {said}")
        return Resolution(span, MentionKind.ROLE, None, phrase.head, kind, of, known_until=until, confidence=0.6, reasons=(why,))  # fmt: skip

    def _of_each(self, phrase: Phrase, role: Role, states: tuple[str, ...]) -> Found:
        """Return several of each of some states."""
        ids = [f"{state}:{role.rank}s" for state in states]
        figure = Figure(";".join(ids), f"{phrase.head} of {' and '.join(states)}", of=";".join(states), own=role.own, heads={phrase.head}, named=False, many=True)  # fmt: skip
        why = Reason("several unnamed", f"{phrase.head} of {', '.join(states)}")
        return Found(figure, (why,), 0.7, tuple(ids))

    def _several(self, phrase: Phrase, role: Role, of: str | None) -> Found | None:
        of = of or self._state_here(role)
        if of is None and not phrase.definite:
            return None
        rank = role.rank + "s"
        members = self.tables.members_on(of, self.first) if of and (rank in GATHERED or role.one) else ()  # fmt: skip
        figure = Figure(f"{of or 'unnamed'}:{rank}", phrase.head, of=of, own=role.own, heads={phrase.head}, named=False, many=True)  # fmt: skip
        why = Reason("several unnamed", f"{phrase.head} of {of or 'unknown'}")
        return Found(figure, (why,), 0.7 if of else 0.4, members)

    def _state_here(self, role: Role) -> str | None:
        """Return whose "senior lawmakers" are: of the state for which the sentence's first person acts."""
        if role.rank not in HOME_RANKS:
            return None
        here = [
            f for f in self.scene.figures if f.sentence == self.sentence and f.times and f.subject
        ]
        return next((f.of for f in here if f.of in self.tables.countries), None)

    def _serving(self, role: Role, phrase: Phrase) -> tuple[str | None, Reason | None, float]:
        """Return whose "the president" or "the Secretary-General" is, why, and how sure.

        The state that the passage speaks of, else the body last named that has such an office.
        """
        if phrase.owner:
            return None, None, 1.0
        of_states = bool(STATE_OFFICES & set(role.kinds)) or role.rank in STATE_RANKS
        spoken = self.passage.state() if of_states else None
        if spoken is not None:
            return spoken
        for actor, _, _ in reversed(self.scene.last_bodies):
            if of_states and actor in self.tables.countries:
                continue
            for body in (actor, self.tables.parent(actor)):
                if any(f"{kind}:{body}" in self.tables.by_office for kind in role.kinds):  # fmt: skip
                    return body, None, 1.0
        return (self.tables.only_body(role.kinds) if role.one else None), None, 1.0
