"""Pronouns of bodies and of several: "it", "its", "they", "them", "their".

A pronoun under a clause means that clause's subject ("Peru said it would wait"), also where it
goes before it ("Before it joined, Peru waited"). One that begins a sentence means the subject of
the sentence before, if what is told of it is done by people and bodies. Weather, clauses and
things are left alone.
"""

from __future__ import annotations

import re

from legation.actors.directory import Directory
from legation.actors.grammar import Grammar
from legation.actors.groups import Groups, Seen, is_act, resolution_of
from legation.actors.roles import word_set
from legation.actors.scene import Scene
from legation.vocabulary import Document, MentionKind, Reason, Resolution, Span

_WORD = re.compile(r"\w+")
_SAYING = re.compile(r",?\s+(?:\w+ly |later |also |again )?(?:said|says|added|announced|insisted|confirmed|warned|denied|hoped|promised)(?: on \w+day)?(?: that)? ")  # fmt: skip
OF_SEVERAL = frozenset("they them their themselves".split())


class BackReader:
    """Resolves the pronouns of bodies and groups, with the scene as its memory."""

    def __init__(self, document: Document, tables: Directory, scene: Scene, groups: Groups) -> None:
        self.document = document
        self.tables = tables
        self.scene = scene
        self.groups = groups
        self.sentence = 0
        self.grammar = Grammar()
        self.waiting: list[Span] = []

    def begin(self, sentence: int, grammar: Grammar) -> None:
        """Begin a sentence."""
        self.sentence, self.grammar, self.waiting = sentence, grammar, []

    def find(self, span: Span, *, quoted: bool, speaking: bool) -> Resolution | None:
        """Return whom a pronoun of a body or of several means."""
        word = self._words(span)
        governing = self.grammar.governing_subject(span.start)
        if governing is not None and (governing > span.start or governing in self._awaited()):
            self.waiting.append(span)
            return None
        if word in OF_SEVERAL:
            return self._several(span, quoted=quoted, speaking=speaking)
        if word == "its":
            return self.owner(span, near=False)
        return self._it(span, governing, quoted=quoted, speaking=speaking)

    def _awaited(self) -> set[int]:
        return {span.start for span in self.waiting}

    def named_after(self) -> list[Resolution]:
        """Return what the pronouns mean that waited for the subject of their sentence."""
        found = []
        for span in self.waiting:
            place = self.grammar.governing_subject(span.start)
            if (
                place is not None and place in self._awaited()
            ):  # "before it asked its allies, Peru …"
                place = self.grammar.governing_subject(place)
            several = self._words(span) in OF_SEVERAL
            named = None if place is None else self.groups.covering(place, several=several)
            if named is not None and not named.person and (several or not named.many):
                found.append(self._told(named, span, 0.55, "named after it"))
        return found

    def _several(self, span: Span, *, quoted: bool, speaking: bool) -> Resolution | None:
        verb = self.grammar.verb_of(span.start)
        acts = speaking or (verb is not None and is_act(self._word_at(verb)))
        found = self.groups.they(span, quoted=quoted, acts=acts)
        if found is None:
            if not speaking or self.grammar.relations:
                before = self._subject_before() if speaking else None
                return self._told(before, span, 0.4) if before else None
            return self._last_body(span)
        return self._told(found, span, 0.6 if found.many else 0.5)

    def _it(self, span: Span, governing: int | None, *, quoted: bool, speaking: bool) -> Resolution | None:  # fmt: skip
        if not self.grammar.relations:
            found = self._after_saying(span)
            return found or (self._last_body(span) if speaking else None)
        if not speaking and (self.grammar.verb_of(span.start) is None or self._is_impersonal(span)):
            return None
        if governing is not None:
            named = self.groups.covering(governing, several=False)
            if named is not None and not named.person and not named.many and named.quoted == quoted:
                return self._told(named, span, 0.7)
            if named is not None and named.person and self._does(span):
                return self._of_his_state(named, span)
        elif not quoted and self._does(span):
            named = self._subject_before()
            if named is not None:
                return self._told(named, span, 0.55)
        return self._last_body(span) if speaking else None

    def _of_his_state(self, person: Seen, span: Span) -> Resolution | None:
        """Read "the government … He said it would": a body of his state named just before."""
        near = [s for s in self.groups.seen if s.sentence >= self.sentence - 1 and not s.person and not s.many]  # fmt: skip
        last = near[-1] if near else None
        return self._told(last, span, 0.5) if last and last.of == person.of else None

    def _is_impersonal(self, span: Span) -> bool:
        """Tell whether "it" is nobody: "it is clear that", "it was agreed", "it seems"."""
        verb = self.grammar.verb_of(span.start)
        assert verb is not None
        word = self._word_at(verb)
        if self.grammar.is_state_of(verb):
            return word not in word_set("moods")
        passive = self.grammar.relation(span.start) == "nsubj:pass"
        return word in word_set("impersonal") or (passive and self.grammar.has_clause(verb))

    def _does(self, span: Span) -> bool:
        """Tell whether what is told of "it" is told of people and bodies only."""
        verb = self.grammar.verb_of(span.start)
        return verb is not None and (is_act(self._word_at(verb)) or self.grammar.is_state_of(verb))

    def _subject_before(self) -> Seen | None:
        """Return the body that is the subject of the sentence before."""
        before = [
            s for s in self.groups.seen if s.sentence == self.sentence - 1 and s.subject >= 1.0
        ]
        bodies = [s for s in before if not s.person and not s.many]
        return bodies[0] if bodies and bodies[0] is before[0] else None

    def _after_saying(self, span: Span) -> Resolution | None:
        """Read "Peru said it" where no grammar is known."""
        body = next((s for s in reversed(self.groups.seen) if s.sentence == self.sentence), None)
        if body is None or body.person or body.many:
            return None
        between = self.document.text[body.span.end : span.start]
        return self._told(body, span, 0.6) if _SAYING.fullmatch(between) else None

    def owner(self, span: Span, *, near: bool) -> Resolution | None:
        """Return the body that "its" belongs to: of this sentence the last named before it.

        Where it names none and `near` bodies will do, as before an office: as of a source.
        """
        here = [(a, w) for a, w, n in self.scene.last_bodies if n == self.sentence]
        if here:
            return self._body(here[-1], span)
        return self._last_body(span) if near else None

    def _last_body(self, span: Span) -> Resolution | None:
        """Return the body that a source means: the last of its sentence, else the subject before."""
        bodies = self.scene.last_bodies
        here = [(a, w) for a, w, n in bodies if n == self.sentence]
        named = self._subject_before()
        before = [(a, w) for a, w, n in bodies if n == self.sentence - 1]
        first = next((pair for pair in before if self._began(pair[1])), None)
        last = here[-1:] or ([(named.actor, named.span)] if named else [first] if first else [(a, w) for a, w, _ in bodies[-1:]])  # fmt: skip
        return self._body(last[0], span) if last else None

    def _began(self, where: Span) -> bool:
        """Tell whether a body began its sentence, as subjects do."""
        before = self.document.text[max(0, where.start - 6) : where.start].rstrip()
        return before in ("", "The") or before.endswith((".", "\n", ". The", "”", '"'))

    def _body(self, pair: tuple[str, Span], span: Span) -> Resolution:
        actor, where = pair
        shown = self.tables.display_name(actor)
        why = Reason("nearest antecedent", shown, where)
        return Resolution(span, MentionKind.PRONOUN, actor, shown, None, actor, antecedent=where, confidence=0.5, reasons=(why,))  # fmt: skip

    def _told(self, named: Seen, span: Span, sure: float, rule: str = "") -> Resolution:
        return resolution_of(named, span, MentionKind.PRONOUN, sure, rule=rule)

    def _word_at(self, place: int) -> str:
        found = _WORD.match(self.document.text, place)
        return found[0].lower() if found else ""

    def _words(self, span: Span) -> str:
        return span.words(self.document.text).lower()
