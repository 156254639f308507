"""Everybody in a document: each mention with its actor, office and reasons.

Takes a Document, its Analysis and, where read, its statements; gives a Cast.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import takewhile
from operator import itemgetter

from legation.actors.directory import Directory, directory, person_id
from legation.actors.grammar import grammar_of, verbs_of
from legation.actors.groups import AND, JOINED
from legation.actors.inflected import resolve_inflected
from legation.actors.naming import Namer
from legation.actors.phrase import Phrase
from legation.actors.phrases import PhraseReader
from legation.actors.places import goes_there
from legation.actors.quoting import Quoted
from legation.actors.scene import Scene, plain_words
from legation.actors.tokens import Token, tokens_of
from legation.vocabulary import (
    Analysis,
    Document,
    MentionKind,
    Reason,
    Resolution,
    Sentence,
    Span,
    Statement,
)
from legation.vocabulary.placed import Placed
from legation.vocabulary.pulse import beat

__all__ = ["Cast", "name_speakers", "person_id", "resolve_actors"]


@dataclass(frozen=True, slots=True)
class Cast:
    """The resolutions of one document in text order."""

    document: str
    resolutions: tuple[Resolution, ...]
    possessives: frozenset[int] = frozenset()
    """Where "'s" follows: "Putin's aide Ushakov" is one person, not two."""
    together: Mapping[int, tuple[Resolution, ...]] = field(default_factory=dict, compare=False)
    """States and bodies named as "A, B and C", by where the first begins."""
    _placed: Placed[Resolution] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_placed", Placed(self.resolutions, lambda r: r.span))

    def of(self, span: Span) -> Resolution | None:
        """Return who a stretch of text names: a person first, else an office, else a body.

        "A and B" gives one resolution with both as members.
        """
        inside = self._placed.overlapping(span)
        if any(r.span == span for r in inside):
            inside = [r for r in inside if r.span == span]
        inside = [r for r in inside if not any(_within(r.span, o.span) for o in inside)]
        people = [
            r for r in inside
            if r.kind in (MentionKind.PERSON, MentionKind.PRONOUN) and r.span.start >= span.start
        ]  # fmt: skip
        named = [r for r in people if r.kind is MentionKind.PERSON and r.actor]
        if len({r.actor for r in named}) > 1 and named[0].span.end < named[1].span.start:
            owned = self.possessives & {r.span.end for r in named}
            free = [r for r in named if r.span.end not in owned]
            if free:
                return _together(free) if len(free) > 1 else free[0]
            inside = [r for r in inside if r not in named] or inside
            named = []
        ranked = sorted(inside, key=lambda r: (r.place, _RANK.get(r.kind, 3), r.span.start))
        if named or not ranked:
            return named[0] if named else None
        run = [r for r in self.together.get(ranked[0].span.start, ()) if span.contains(r.span)]
        return _together(run) if len(run) > 1 else ranked[0]


FAR = 1000
"""Characters before a source in which no mention begins that reaches into it."""
_RANK = {MentionKind.PERSON: 0, MentionKind.PRONOUN: 1, MentionKind.ROLE: 1}


def _within(inner: Span, outer: Span) -> bool:
    """Tell whether one stretch is a part of another: "His" in "His brother"."""
    return inner != outer and outer.start <= inner.start and inner.end <= outer.end


def _bodies_together(found: Sequence[Resolution], text: str) -> dict[int, tuple[Resolution, ...]]:
    """Return the states and bodies that an "and" joins, by where the first begins."""
    bodies = [r for r in found if r.actor and r.actor == r.on_behalf_of and not r.place]
    runs: dict[int, tuple[Resolution, ...]] = {}
    run: list[Resolution] = []
    for body in bodies:
        between = text[run[-1].span.end : body.span.start] if run else ""
        run = [*run, body] if run and JOINED.fullmatch(between) and between.strip() else [body]
        if len({r.actor for r in run}) > 1 and AND.search(between):
            runs[run[0].span.start] = tuple(run)
    return runs


def _together(named: Sequence[Resolution]) -> Resolution:
    """Return one resolution for several who speak as one."""
    first = named[0]
    actors = tuple(dict.fromkeys(r.actor for r in named if r.actor))
    behalf = tuple(dict.fromkeys(r.on_behalf_of for r in named if r.on_behalf_of))
    return replace(
        first, span=Span(first.span.document, first.span.start, named[-1].span.end),
        actor=";".join(actors), members=actors, on_behalf_of=";".join(behalf) or None, office=None,
        confidence=min(r.confidence for r in named),
        reasons=tuple(reason for r in named for reason in r.reasons),
    )  # fmt: skip


def resolve_actors(
    document: Document,
    analysis: Analysis,
    statements: Sequence[Statement] = (),
    *,
    tables: Directory | None = None,
) -> Cast:
    """Return who is meant by every mention in a document's main text.

    The day is the document's publication; without one, only what the document itself says and
    names that need no day are resolved.
    """
    tables = tables or directory()
    if analysis.level == "syntax":
        return Cast(document.id, resolve_inflected(document, analysis, statements, tables))
    walk = _Walk(document, analysis, statements, tables)
    for number, sentence in enumerate(analysis.sentences):
        beat(number, len(analysis.sentences))
        walk.read(number, sentence)
    return walk.finish()


class _Walk:
    """One pass over the sentences of a document."""

    def __init__(self, document: Document, analysis: Analysis, statements: Sequence[Statement], tables: Directory) -> None:  # fmt: skip
        self.document = document
        self.analysis = analysis
        self.tables = tables
        self.quoted = Quoted(document)
        self.sources = {s.source.start for s in statements if s.source}
        self.people = {
            m.span.start: m.span.end for m in analysis.mentions if m.kind is MentionKind.PERSON
        }
        self.bodies = {
            m.span.start: m.span.end
            for m in analysis.mentions
            if m.kind is MentionKind.ORGANISATION
        }
        said = [(piece, s.source) for s in statements if s.source for piece in s.content]
        self.speakers = Placed(said, itemgetter(0))
        self.scene = Scene()
        self.namer = Namer(document, tables, self.scene)
        self.found: list[Resolution] = []
        self.later: list[tuple[Span, str, Span]] = []
        self.language = analysis.language or "en"

    def read(self, number: int, sentence: Sentence) -> None:
        text = self.document.text
        tokens = tokens_of(text, sentence.span.start, sentence.span.end)
        if not tokens:
            return
        syntax = self.analysis.syntax[number] if number < len(self.analysis.syntax) else None
        verbs = verbs_of(sentence, syntax)
        reader = PhraseReader(tokens, self.tables, self._day(), self.language, verbs=verbs)
        self.namer.begin(number, sentence.block, reader, grammar_of(sentence, syntax))
        n = 0
        while n < len(tokens):
            phrase = reader.read(n) if tokens[n].text[0].isalnum() else None
            if phrase is None or self._is_unlisted(tokens, phrase):
                n = self._tagged_alone(tokens, n)
                continue
            start = tokens[phrase.start].start
            if phrase.pronoun in ("I", "we"):
                self._defer(phrase.pronoun, tokens[phrase.start])
                n = phrase.end
                continue
            resolution = self.namer.resolve(
                phrase,
                quoted=self.quoted.holds(start),
                speaking=start in self.sources,
                person=self._tagged(tokens, phrase.name),
                speaker=self._speaker(start),
            )
            self.found += self.namer.owners.told()
            if resolution:
                self.found.append(resolution)
            n = max(phrase.end, n + 1) if resolution else self._tagged_alone(tokens, n)
        self.found += self.namer.named_after()

    def _defer(self, pronoun: str, token: Token) -> None:
        """Note an "I" or "we" in a quotation: who speaks may only be said after it."""
        source = self._source(token.start)
        if source is not None:
            self.later.append((Span(self.document.id, token.start, token.end), pronoun, source))

    def finish(self) -> Cast:
        """Return the cast, with "I" and "we" in quotations resolved to their speakers."""
        owned = frozenset(r.span.end for r in self.found if self.document.text[r.span.end : r.span.end + 2] in ("'s", "’s"))  # fmt: skip
        cast = Cast(self.document.id, tuple(self.found), owned)
        for span, pronoun, source in self.later:
            said = cast.of(source)
            if said is None or said.actor is None:
                continue
            actor = said.on_behalf_of if pronoun == "we" and said.on_behalf_of else said.actor
            why = Reason("speaker of the quotation", f"{pronoun} is {actor}", said.span)
            self.found.append(
                Resolution(
                    span,
                    MentionKind.PRONOUN,
                    actor,
                    self.tables.display_name(actor),
                    None,
                    said.on_behalf_of,
                    antecedent=said.span,
                    confidence=0.7,
                    reasons=(why,),
                )
            )
        found = tuple(sorted(self.found, key=lambda r: r.span))
        return Cast(self.document.id, found, owned, _bodies_together(found, self.document.text))

    def _tagged_alone(self, tokens: Sequence[Token], n: int) -> int:
        """Take up a person or body that only the encoder found; return the token to go on from."""
        start = tokens[n].start
        person = start in self.people
        end = self.people.get(start, self.bodies.get(start))
        if end is None or (end == tokens[n].end and goes_there(tokens, n)):
            return n + 1
        if not person and self._names_somebody(start, end):
            return n + 1
        span = Span(self.document.id, start, end)
        quoted = self.quoted.holds(start)
        self.found.append(self.namer.somebody(span, quoted=quoted) if person else self.namer.some_body(span, quoted=quoted))  # fmt: skip
        return next((m for m in range(n + 1, len(tokens)) if tokens[m].start >= end), len(tokens))

    def _is_unlisted(self, tokens: Sequence[Token], phrase: Phrase) -> bool:
        """Tell whether a phrase is only a part of a body's name that the encoder knows.

        "Danish" in "Danish Refugee Council"; a title or a person's name goes before it.
        """
        own = phrase.role is None or phrase.role.rank == "person"
        if not own or phrase.pronoun or (phrase.name and phrase.name[0] != phrase.start):
            return False
        first = tokens[phrase.start]
        starts = [
            t.start for t in tokens[phrase.start : phrase.start + 1 + (first.low in ("the", "a"))]
        ]
        end = max(self.bodies.get(start, 0) for start in starts)
        if first.start in self.people:
            return False
        return bool(end) if phrase.name else end > tokens[phrase.end - 1].end

    def _names_somebody(self, start: int, end: int) -> bool:
        """Tell whether somebody known by now is part of a name: "the Merkel camp"."""
        words = set(plain_words(self.document.text[start:end]))
        return any(f.named and f.words[-1:] and f.words[-1] in words for f in self.scene.figures)

    def _tagged(self, tokens: Sequence[Token], name: tuple[int, int] | None) -> bool:
        """Tell whether the encoder takes a name for a person's."""
        return bool(name) and any(tokens[n].start in self.people for n in range(*(name or (0, 0))))

    def _speaker(self, place: int) -> str | None:
        """Return the actor in whose quotation a place lies, if he is known by now."""
        source = self._source(place)
        if source is None:
            return None
        near = takewhile(lambda r: r.span.start > source.start - FAR, reversed(self.found))
        said = next((r.actor for r in near if r.span.overlaps(source)), None)
        if said is not None or source.start < place:
            return said
        words = plain_words(source.words(self.document.text))  # named after his words
        ends = (f for f in reversed(self.scene.figures) if f.named and f.words[-1:] and f.words[-1] in words)  # fmt: skip
        return next((f.id for f in ends), None)

    def _source(self, place: int) -> Span | None:
        """Return the source of the statement in whose content a place lies."""
        here = self.speakers.overlapping(Span(self.document.id, place, place + 1))
        return here[0][1] if here else None

    def _day(self) -> date | None:
        return self.document.published.earliest or self.document.published.latest


def name_speakers(statements: Sequence[Statement], cast: Cast) -> tuple[Statement, ...]:
    """Return the statements with `speaker` and `on_behalf_of` resolved, reasons added."""
    result = []
    for statement in statements:
        found = cast.of(statement.source) if statement.source else None
        if found is None or (found.actor is None and found.on_behalf_of is None):
            result.append(statement)
            continue
        why = Reason("speaker", f"{found.actor or 'unknown'}: {'; '.join(r.rule for r in found.reasons)}", found.span, weight=found.confidence)  # fmt: skip
        result.append(replace(statement, speaker=found.actor, on_behalf_of=found.on_behalf_of, reasons=(*statement.reasons, why)))  # fmt: skip
    return tuple(result)
