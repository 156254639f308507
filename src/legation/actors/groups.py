"""Several who are meant together: "they", "the two leaders", "both countries", "their".

What was named as "A and B" is a group; so are the two states or the two persons that a sentence
is about, if there are exactly two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from legation.actors.grammar import Grammar
from legation.actors.phrase import Phrase
from legation.actors.phrase_words import NUMBERS
from legation.actors.roles import word_set
from legation.actors.tokens import Token
from legation.vocabulary import Document, MentionKind, Reason, Resolution, Span

NEAR = 2
"""Sentences back in which several are looked for."""
JOINED = re.compile(r"\s*,?\s*(?:(?:and|&|as well as|together with|along with)\s+)?(?:the\s+)?")
AND = re.compile(r"\b(?:and|as well as|together with|along with)\b|&")


@dataclass(frozen=True, slots=True)
class Seen:
    """One mention as groups see it: who, of which state, where, and what it does there."""

    actor: str
    name: str
    of: str | None
    span: Span
    sentence: int
    person: bool
    many: bool = False
    subject: float = 0.0
    quoted: bool = False

    @property
    def states(self) -> tuple[str, ...]:
        """Return for whom it acts, each once."""
        return tuple(dict.fromkeys((self.of or "").split(";")) if self.of else ())


class Groups:
    """The mentions of the last sentences, and who of them are meant together."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.seen: list[Seen] = []
        self.pair: Seen | None = None
        self.others: set[int] = set()
        self.sentence = 0
        self.grammar = Grammar()

    def begin(self, sentence: int, grammar: Grammar) -> None:
        """Begin a sentence; what lies too far back is forgotten."""
        pairs = [g for g in self._groups(self.sentence, None) if g.actor.count(";") == 1 and len(g.states) == 2]  # fmt: skip
        self.pair = _for(pairs[-1]) if pairs else self.pair
        if self._is_about_others():
            self.others.add(self.sentence)
        self.sentence, self.grammar = sentence, grammar
        self.seen = [one for one in self.seen if one.sentence >= sentence - NEAR]

    def _is_about_others(self) -> bool:
        """Tell whether the subject of the sentence is nobody known: "The farmers met ministers"."""
        main = self.grammar.main_subject()
        return main is not None and self.covering(main, several=False) is None

    def note(self, seen: Seen) -> None:
        """Note a mention; of two at one place the longer counts."""
        if seen.many or not any(o.span.contains(seen.span) for o in self.seen[-3:]):
            self.seen.append(seen)

    def covering(self, place: int, *, several: bool) -> Seen | None:
        """Return the mention of this sentence at a place: the group, where several are meant."""
        groups = self._groups(self.sentence, None) if several else ()
        ones = [s for s in self.seen if s.sentence == self.sentence]
        return next((s for s in [*groups, *ones] if s.span.start <= place < s.span.end), None)

    def they(self, span: Span, *, quoted: bool, acts: bool) -> Seen | None:
        """Return whom "they", "them" or "their" means; a body where its clause is under one.

        `acts` tells that what they do is done by people or bodies only: then whoever was named
        together in the sentence before may be meant, else only who was its subject.
        """
        here = list(self._groups(self.sentence, quoted))
        governing = self.grammar.governing_subject(span.start)
        body = self.covering(governing, several=False) if governing is not None else None
        if governing is not None and body is None:
            return None
        under = [g for g in here if governing is not None and g.span.start <= governing < g.span.end]  # fmt: skip
        if under or here:
            return (under or here)[-1]
        if body is not None and acts and not body.person and not body.many:
            return body
        for back in range(1, NEAR + 1):
            found = self._before(self.sentence - back, quoted, acts=acts)
            if found is not None:
                return found
            subjects = (
                s for s in self.seen if s.sentence == self.sentence - back and s.subject >= 1.0
            )
            if self.sentence - back in self.others or any(subjects):
                return None
        return None

    def _before(self, sentence: int, quoted: bool, *, acts: bool) -> Seen | None:
        """Return the group that an earlier sentence is about."""
        groups = list(self._groups(sentence, quoted))
        acts = acts and sentence not in self.others
        subjects = [g for g in groups if g.subject >= 1.0 or (g.subject and ";" in g.actor)]
        if subjects or not acts:
            return max(subjects, key=lambda g: ";" in g.actor) if subjects else None
        if groups:
            return groups[-1]
        return self._pair(lambda s: s.sentence == sentence and s.person and s.quoted == quoted)

    def meant_by(self, phrase: Phrase, tokens: Sequence[Token]) -> Seen | None:
        """Return the two or three that "the two leaders", "both countries", "the two" mean."""
        after = tokens[phrase.end : phrase.end + 1]
        both = tokens[phrase.start].low == "both" and after and after[0].low == "and"
        if not phrase.many or phrase.count is None or both:  # "both envoys and generals"
            return None
        bare = phrase.head in NUMBERS  # "the two", "both"
        if bare and not self.grammar.stands_alone(tokens[phrase.end - 1].start):
            return None
        role = phrase.role
        people = not role.body if role else phrase.head in word_set("people") or bare
        found = self.counted(phrase.count, people=people)
        return found or (self.counted(phrase.count, people=False) if bare else None)

    def counted(self, count: int, *, people: bool) -> Seen | None:
        """Return the so many persons, or states, that are meant: "the two ministers", "both sides"."""
        for back in range(NEAR + 1):
            at = self.sentence - back
            groups = [g for g in self._groups(at, None) if g.actor.count(";") == count - 1]
            fits = [g for g in groups if people == g.person]
            if fits:
                return fits[-1]
            states = [g for g in groups if not people and len(g.states) == count]
            if states:
                return _for(states[-1])
            if count == 2:
                pair = self._pair_in(at, people=people)
                if pair is not None:
                    return pair
        return None if people or count != 2 else self.pair or self._two_states()

    def _pair_in(self, at: int, *, people: bool) -> Seen | None:
        """Return the two persons, or the two others, of one sentence."""
        return self._pair(lambda s: s.sentence == at and s.person == people)

    def _two_states(self) -> Seen | None:
        """Return the two states for which all who were named lately act, if they are two."""
        by_state = {state: s for s in self.seen for state in s.states if not s.many}
        if len(by_state) != 2:
            return None
        return _join([_for(one, state) for state, one in by_state.items()])

    def _pair(self, wanted: Callable[[Seen], bool]) -> Seen | None:
        """Return two of the mentions together, if there are exactly two."""
        found = {s.actor: s for s in self.seen if wanted(s) and not s.many}
        return _join(list(found.values())) if len(found) == 2 else None

    def _groups(self, sentence: int, quoted: bool | None) -> Iterator[Seen]:
        """Return the groups of a sentence in text order: "A and B", and those who are many."""
        here = [s for s in self.seen if s.sentence == sentence and quoted in (None, s.quoted)]
        run: list[Seen] = []
        for one in sorted(here, key=lambda s: s.span):
            if one.many:
                yield from _closed(run, self.document.text)
                run = []
                yield one
            elif run and self._joined(run[-1], one):
                run.append(one)
            else:
                yield from _closed(run, self.document.text)
                run = [one]
        yield from _closed(run, self.document.text)

    def _joined(self, one: Seen, other: Seen) -> bool:
        between = self.document.text[one.span.end : other.span.start]
        return one.person == other.person and bool(JOINED.fullmatch(between)) and bool(between.strip())  # fmt: skip


def _closed(run: Sequence[Seen], text: str) -> Iterator[Seen]:
    """Return a run of mentions as one group if an "and" joins its last two."""
    apart = {s.actor: s for s in run}
    if len(apart) > 1 and AND.search(text[run[-2].span.end : run[-1].span.start]):
        yield _join(list(apart.values()))


def _join(ones: Sequence[Seen]) -> Seen:
    first, last = ones[0], ones[-1]
    span = Span(first.span.document, min(o.span.start for o in ones), max(o.span.end for o in ones))
    states = tuple(dict.fromkeys(o.of for o in ones if o.of))
    return Seen(
        ";".join(o.actor for o in ones), " and ".join(o.name for o in ones),
        ";".join(states) or None, span, last.sentence, person=first.person, many=True,
        subject=max(o.subject for o in ones), quoted=last.quoted,
    )  # fmt: skip


def _for(one: Seen, state: str | None = None) -> Seen:
    """Return the states that persons act for in their place."""
    states = state or ";".join(one.states)
    return Seen(states, states.replace(";", " and "), states, one.span, one.sentence, person=False, many=True, subject=one.subject, quoted=one.quoted)  # fmt: skip


def seen_of(found: Resolution, sentence: int, subject: float, *, body: bool, quoted: bool) -> Seen:
    """Return a mention as groups see it; `body` tells that it is a state or organisation."""
    actor = found.actor or ""
    rank = "" if actor.startswith("person:") else actor.rpartition(":")[2]
    states = ";" in actor and actor == found.on_behalf_of
    many = ";" in actor or (":" in actor and rank.endswith("s"))
    person = not (body or states or rank in ("members", "opposition"))
    return Seen(actor, found.name or actor, found.on_behalf_of, found.span, sentence, person, many, subject, quoted)  # fmt: skip


def resolution_of(found: Seen, span: Span, kind: MentionKind, sure: float, *, rule: str = "") -> Resolution:  # fmt: skip
    """Return the resolution of words that mean what was mentioned, alone or together."""
    why = Reason(rule or "nearest antecedent", found.name, found.span)
    members = tuple(found.actor.split(";")) if ";" in found.actor else ()
    return Resolution(
        span, kind, found.actor, found.name, None, found.of, members,
        antecedent=found.span, confidence=sure, reasons=(why,),
    )  # fmt: skip


def is_act(word: str) -> bool:
    """Tell whether a verb's form tells of what only people and bodies do: "signed", "accuses".

    Example:
        >>> is_act("urged"), is_act("denies"), is_act("rained")
        (True, True, False)
    """
    acts = word_set("acts")
    stems = {word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("d"), word.removesuffix("ed"), word.removesuffix("ing")}  # fmt: skip
    stems |= {word[: -len(end)] + "y" for end in ("ies", "ied") if word.endswith(end)}
    stems |= {stem[:-1] for stem in stems if len(stem) > 3 and stem[-1:] == stem[-2:-1]}
    stems |= {stem + "e" for stem in stems if word.endswith("ing")}
    return bool(stems & acts)
