"""States, organisations, their metonyms and their members, as actors or as places."""

from __future__ import annotations

from datetime import date

from legation.actors.directory import Directory, name_words
from legation.actors.grammar import Grammar
from legation.actors.offices import unlisted_body
from legation.actors.passage import Passage
from legation.actors.phrase import Phrase
from legation.actors.phrase_words import ANAPHORS
from legation.actors.phrases import PhraseReader
from legation.actors.places import is_american_state, is_place
from legation.actors.roles import word_set
from legation.actors.scene import Figure, Scene
from legation.actors.tokens import Named
from legation.reference.rows import Name
from legation.vocabulary import Document, MentionKind, Reason, Resolution, Span

_ANY_BODY = frozenset("bloc organisation organization grouping group forum body".split())
_STATE_WORDS = frozenset({"country", "republic", "nation"})
SPEAKS = frozenset({"name", "short", "official", "acronym", "metonym", "alias", "capital", "seat"})


class BodyResolver:
    """Resolves phrases that name states and organisations."""

    def __init__(self, document: Document, tables: Directory, scene: Scene, passage: Passage) -> None:  # fmt: skip
        self.document = document
        self.tables = tables
        self.scene = scene
        self.passage = passage
        self.organs: dict[str, tuple[str, Span]] = {}
        self.day: date | None = document.published.earliest or document.published.latest
        self.sentence = 0
        self._nouns: dict[str, frozenset[str]] = {}
        self.reader: PhraseReader
        self.grammar = Grammar()

    def begin(self, sentence: int, reader: PhraseReader, grammar: Grammar) -> None:
        """Begin a sentence."""
        self.sentence, self.reader, self.grammar = sentence, reader, grammar

    def resolve(self, phrase: Phrase, span: Span, *, owner: str | None = None) -> Resolution | None:
        """Return what state, body or group a phrase means; None if none.

        `owner` is the state or body that "her ministry" or "its army" belongs to.
        """
        if phrase.whose is None and phrase.role is not None:
            return self._organ(phrase, span, owner)
        if phrase.whose is None:
            return self._members(phrase, span) if phrase.many else self._anaphor(phrase, span)
        if phrase.ethnic:
            return self._people(span)
        if phrase.head in ANAPHORS and phrase.role is None:
            named = self._anaphor(phrase, span)
            if named is not None:
                return named
        return self._named(phrase, phrase.whose, span)

    def _named(self, phrase: Phrase, whose: Named, span: Span) -> Resolution | None:
        """Return what words with the name of a state or body mean."""
        kinds = frozenset(name.kind for name in whose.names)
        if phrase.many or kinds == {"members"}:
            return self._members(phrase, span)
        if phrase.role is not None:  # "the Russian government", "the administration in Washington"
            actor = self.choose(whose, place=False)
            self._note_organ(phrase.head, actor, span)
            return self._told(actor, span, MentionKind.ROLE, Reason("organ of", phrase.head), 0.9)
        if is_american_state(self.reader.tokens, whose.start) or self._is_person(phrase):
            return None
        place = is_place(self.reader.tokens, phrase, kinds, self.grammar.relations)
        actor = self.choose(whose, place=place)
        kind = next(n.kind for n in whose.names if n.actor == actor)
        rule = "place" if place else "metonym" if kind in ("metonym", "capital", "seat") else kind
        sort = MentionKind.ORGANISATION if actor in self.tables.organisations else MentionKind.PLACE
        return self._told(
            actor, span, MentionKind.OTHER if kind in ("adjective", "people") else sort,
            Reason(rule, f"{span.words(self.document.text)}: {self.tables.display_name(actor)}"),
            0.7 if place or rule == "metonym" else 0.95, place=place,
        )  # fmt: skip

    def unlisted(self, span: Span) -> Resolution:
        """Resolve the name of a body that the tables do not have."""
        name = span.words(self.document.text)
        actor = unlisted_body(self.tables, name)
        self.scene.note_body(actor, span, self.sentence)
        why = Reason("found by the encoder", name)
        return Resolution(span, MentionKind.ORGANISATION, actor, name, None, actor, confidence=0.6, reasons=(why,))  # fmt: skip

    def _people(self, span: Span) -> Resolution:
        """Resolve "the Bosnian Serbs", "ethnic Russians": a people, who speak for no state."""
        name = span.words(self.document.text).removeprefix("the ").removeprefix("The ")
        why = Reason("people", f"{name}: of no state's offices")
        return Resolution(span, MentionKind.ORGANISATION, unlisted_body(self.tables, name), name, confidence=0.6, reasons=(why,))  # fmt: skip

    def _organ(self, phrase: Phrase, span: Span, owner: str | None) -> Resolution | None:
        """Resolve "the ministry", "parliament", "her government": whose is told elsewhere."""
        assert phrase.role is not None
        if owner is not None:
            self._note_organ(phrase.head, owner, span)
            return self._told(owner, span, MentionKind.ROLE, Reason("organ of", phrase.head), 0.75)
        start = self.reader.tokens[phrase.start].low
        if start not in ("the", "this", "that") and start not in word_set("bare"):
            return None
        body = self._anaphor(phrase, span)
        if body is not None or not phrase.role.home:
            return body
        if phrase.head in self.organs:  # "the ministry", named in full above
            actor, where = self.organs[phrase.head]
            why = Reason("nearest antecedent", f"{phrase.head} of {actor}", where)
            return self._told(actor, span, MentionKind.ROLE, why, 0.7, antecedent=where)
        spoken = self.passage.state()
        if spoken is None:
            return None
        actor, why, sure = spoken
        self._note_organ(phrase.head, actor, span)
        return self._told(actor, span, MentionKind.ROLE, why, sure)

    def _note_organ(self, head: str, actor: str, span: Span) -> None:
        """Note whose "the foreign ministry" was, for "the ministry" after it."""
        *kind, noun = head.split()
        if kind:
            self.organs[noun] = actor, span

    def _somebody_elses(self, named: Named) -> bool:
        """Tell whether "allies" are anybody's: in small letters, the alliance not named above."""
        words = self.reader.tokens[named.start : named.end]
        if any(t.capital for t in words):
            return False
        return not any(self.scene.bodies[name.actor] for name in named.names)

    def choose(self, named: Named, *, place: bool) -> str:
        """Return the actor that words with several readings mean here."""
        actors = list(dict.fromkeys(n.actor for n in named.names))
        if len(actors) == 1:
            return actors[0]
        if place:
            return next((n.actor for n in named.names if n.kind in ("capital", "name", "short")), actors[0])  # fmt: skip
        return min(actors, key=lambda actor: self._rank(actor, named.names))

    def _rank(self, actor: str, names: tuple[Name, ...]) -> tuple[bool, int, bool, int]:
        kinds = {n.kind for n in names if n.actor == actor}
        seated = "seat" in kinds and (self.scene.bodies[actor] > 0 or actor == "EU")
        gone = not self.tables.exists(actor, self.day)
        order = list(dict.fromkeys(n.actor for n in names))
        states = any(n.actor in self.tables.organisations for n in names)
        return gone, -self.scene.bodies[actor], states and not seated, order.index(actor)

    def _is_person(self, phrase: Phrase) -> bool:
        """Tell whether a state's name is part of a person's: "Michael Jordan", "Chad Smith"."""
        assert phrase.whose is not None
        tokens, at, end = self.reader.tokens, phrase.whose.start, phrase.whose.end
        if not any(n.kind in ("name", "short") for n in phrase.whose.names) or end - at > 1:
            return False
        before = tokens[at - 1] if at else None
        after = tokens[end] if end < len(tokens) else None
        given = before is not None and before.capital and at - 1 not in self.reader.named and at > 1 and before.low in word_set("her") | word_set("his")  # fmt: skip
        follows = tokens[at].low in word_set("her") | word_set("his") and after is not None and after.capital and after.text.isalpha()  # fmt: skip
        return bool(given or follows)

    def _members(self, phrase: Phrase, span: Span) -> Resolution | None:
        if phrase.whose is not None and self._somebody_elses(phrase.whose):
            return None
        count = phrase.count
        actor = self.choose(phrase.whose, place=False) if phrase.whose else self._counted(count)
        if actor is None:
            return None
        if actor in self.tables.countries:
            return self._told(actor, span, MentionKind.ROLE, Reason("organ of", phrase.head), 0.7)
        members = self.tables.members_on(actor, self.day)
        says = f"{len(members)} members of {actor}" + (f" on {self.day}" if self.day else "")
        reasons = [Reason("members as of", says, kept=bool(members))]
        if count and members and count != len(members):
            reasons.append(Reason("count differs", f"the text says {count}", kept=False))
        identity = f"{actor}:members"
        figure = Figure(identity, span.words(self.document.text), of=actor, named=False, many=True)
        self.scene.note(figure, span, self.sentence, subject=0.0, quoted=False)
        self.scene.bodies[actor] += 1
        return Resolution(
            span, MentionKind.ROLE, identity, f"members of {self.tables.display_name(actor)}", None,
            actor, members, confidence=0.85 if members else 0.6, reasons=tuple(reasons),
        )  # fmt: skip

    def _counted(self, count: int | None) -> str | None:
        """Return the body named above that has so many members that day."""
        if count is None:
            return None
        recent = dict.fromkeys(actor for actor, _, _ in reversed(self.scene.last_bodies))
        fits = [a for a in [*recent, "EU"] if len(self.tables.members_on(a, self.day)) == count]
        return fits[0] if fits else None

    def _anaphor(self, phrase: Phrase, span: Span) -> Resolution | None:
        """Resolve "the alliance", "the country": the last body or state named that is called so."""
        states = phrase.head in _STATE_WORDS
        for actor, where, _ in reversed(self.scene.last_bodies):
            if states == (actor in self.tables.countries) and (states or self._is_called(actor, phrase.head)):  # fmt: skip
                why = Reason("nearest antecedent", self.tables.display_name(actor), where)
                return self._told(actor, span, MentionKind.ROLE, why, 0.65, antecedent=where)
        return None

    def _is_called(self, actor: str, noun: str) -> bool:
        """Tell whether a body may be called "the agency": its name has the word, or any body may."""
        if noun in _ANY_BODY:
            return True
        if actor not in self._nouns:
            forms = [
                self.tables.display_name(actor),
                *(n.form for n in self.tables.names_of(actor)),
            ]
            self._nouns[actor] = frozenset(word for form in forms for word in name_words(form))
        return noun in self._nouns[actor]

    def told_homeland(self, state: str, span: Span, whose: str) -> Resolution:
        """Return the resolution of "his country"."""
        return self._told(state, span, MentionKind.ROLE, Reason("country of", whose), 0.75)

    def _told(
        self, actor: str, span: Span, kind: MentionKind, reason: Reason, sure: float,
        *, place: bool = False, antecedent: Span | None = None,
    ) -> Resolution:  # fmt: skip
        reasons = [reason]
        if not self.tables.exists(actor, self.day):
            reasons.append(Reason("not there that day", f"{self.tables.display_name(actor)} did not exist on {self.day}", kept=False))  # fmt: skip
            sure = min(sure, 0.5)
        if not place:
            self.scene.note_body(actor, span, self.sentence)
        body = self.tables.organisations.get(actor)
        members = (
            self.tables.members_on(actor, self.day)
            if body and body.kind in ("group", "forum")
            else ()
        )
        return Resolution(
            span, kind, actor, self.tables.display_name(actor), None, None if place else actor,
            members, antecedent=antecedent, place=place, confidence=sure, reasons=tuple(reasons),
        )  # fmt: skip
