"""States, organisations, their metonyms and their members, as actors or as places."""

from __future__ import annotations

from datetime import date

from legation.actors.directory import Directory, name_words
from legation.actors.grammar import Grammar
from legation.actors.phrases import ANAPHORS, Phrase, PhraseReader
from legation.actors.places import is_american_state, is_place
from legation.actors.roles import word_set
from legation.actors.scene import Figure, Scene
from legation.actors.tokens import Named
from legation.reference.rows import Name
from legation.vocabulary import Document, MentionKind, Reason, Resolution, Span

_COUNTED = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
).split()
_ANY_BODY = frozenset("bloc organisation organization grouping group forum body".split())
_STATE_WORDS = frozenset({"country", "republic", "nation"})
SPEAKS = frozenset({"name", "short", "official", "acronym", "metonym", "alias", "capital", "seat"})


class BodyResolver:
    """Resolves phrases that name states and organisations."""

    def __init__(self, document: Document, tables: Directory, scene: Scene) -> None:
        self.document = document
        self.tables = tables
        self.scene = scene
        self.day: date | None = document.published.earliest or document.published.latest
        self.sentence = 0
        self.reader: PhraseReader
        self.grammar = Grammar()

    def begin(self, sentence: int, reader: PhraseReader, grammar: Grammar) -> None:
        """Begin a sentence."""
        self.sentence, self.reader, self.grammar = sentence, reader, grammar

    def resolve(self, phrase: Phrase, span: Span) -> Resolution | None:
        """Return what state, body or group a phrase means; None if none."""
        if phrase.whose is None:
            return self._members(phrase, span) if phrase.many else self._anaphor(phrase, span)
        if phrase.head in ANAPHORS and phrase.role is None:
            named = self._anaphor(phrase, span)
            if named is not None:
                return named
        kinds = frozenset(name.kind for name in phrase.whose.names)
        if phrase.many or kinds == {"members"}:
            return self._members(phrase, span)
        if phrase.role is not None:  # "the Russian government", "the administration in Washington"
            actor = self.choose(phrase.whose, place=False)
            return self._told(actor, span, MentionKind.ROLE, Reason("organ of", phrase.head), 0.9)
        if is_american_state(self.reader.tokens, phrase.whose.start) or self._is_person(phrase):
            return None
        place = is_place(self.reader.tokens, phrase, kinds, self.grammar.relations)
        actor = self.choose(phrase.whose, place=place)
        kind = next(n.kind for n in phrase.whose.names if n.actor == actor)
        rule = "place" if place else "metonym" if kind in ("metonym", "capital", "seat") else kind
        sort = MentionKind.ORGANISATION if actor in self.tables.organisations else MentionKind.PLACE
        return self._told(
            actor, span, MentionKind.OTHER if kind in ("adjective", "people") else sort,
            Reason(rule, f"{span.words(self.document.text)}: {self.tables.display_name(actor)}"),
            0.7 if place or rule == "metonym" else 0.95, place=place,
        )  # fmt: skip

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
        count = _number(next(iter(phrase.words), ""))
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
        forms = [self.tables.display_name(actor), *(n.form for n in self.tables.names_of(actor))]
        return any(noun in name_words(form) for form in forms)

    def pronoun(self, word: str, span: Span, *, speaking: bool) -> Resolution | None:
        """Return whom "it" or "they" means as a source, and "its" anywhere near its owner."""
        group = self.scene.many() if word == "they" and speaking else None
        if group is not None:
            why = Reason("nearest antecedent", group.name, group.last)
            return Resolution(span, MentionKind.PRONOUN, group.id, group.name, None, group.of, antecedent=group.last, confidence=0.6, reasons=(why,))  # fmt: skip
        found = self._owner_of(span, speaking=speaking)
        if found is None:
            return None
        actor, where = found
        why = Reason("nearest antecedent", self.tables.display_name(actor), where)
        return Resolution(span, MentionKind.PRONOUN, actor, self.tables.display_name(actor), None, actor, antecedent=where, confidence=0.5, reasons=(why,))  # fmt: skip

    def _owner_of(self, span: Span, *, speaking: bool) -> tuple[str, Span] | None:
        """Return the body that "its" belongs to: of this sentence the last, else the one before's first."""
        here = [(a, w) for a, w, n in self.scene.last_bodies if n == self.sentence]
        possessive = span.words(self.document.text).lower() == "its"
        if here and (possessive or speaking):
            return here[-1]
        if not speaking:
            return None
        before = [(a, w) for a, w, n in self.scene.last_bodies if n == self.sentence - 1]
        subject = next((pair for pair in before if self._was_subject(pair[1])), None)
        last = [(a, w) for a, w, _ in self.scene.last_bodies[-1:]]
        return subject or next(iter(last), None)

    def _was_subject(self, where: Span) -> bool:
        """Tell whether a body began its sentence, as subjects do."""
        before = self.document.text[max(0, where.start - 6) : where.start].rstrip()
        return before in ("", "The") or before.endswith((".", "\n", ". The", "”", '"'))

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


def _number(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    return _COUNTED.index(word) + 2 if word in _COUNTED else None
