"""From one phrase to one resolution: who it means here, in what office, for whom, and why."""

from __future__ import annotations

from dataclasses import replace

from legation.actors.backward import BackReader
from legation.actors.bodies import BodyResolver
from legation.actors.described import Describer, Found
from legation.actors.directory import Directory, person_id
from legation.actors.grammar import Grammar
from legation.actors.groups import Groups, resolution_of, seen_of
from legation.actors.heads import ends_there, is_modifier
from legation.actors.nationalities import sex_of_nationality, states_before
from legation.actors.offices import told_office, unlisted_body, written_office
from legation.actors.owners import Owners
from legation.actors.passage import Passage
from legation.actors.persons import MATCH_RULES, choose_holder, held, office_now
from legation.actors.phrase import Phrase
from legation.actors.phrases import PhraseReader
from legation.actors.places import goes_there
from legation.actors.roles import STATE_OFFICES, STATE_RANKS, office_of, roles, singular, word_set
from legation.actors.scene import Figure, Scene, plain_words
from legation.actors.spelling import is_spelling
from legation.actors.surnames import lone_words
from legation.vocabulary import Document, MentionKind, Reason, Resolution, Span


class Namer:
    """Resolves phrases in text order, with the scene as its memory."""

    def __init__(self, document: Document, tables: Directory, scene: Scene) -> None:
        self.document = document
        self.tables = tables
        self.scene = scene
        self.first = document.published.earliest or document.published.latest
        self.last = document.published.latest or document.published.earliest
        self.sentence = 0
        self.passage = Passage()
        self.bodies = BodyResolver(document, tables, scene, self.passage)
        self.reader: PhraseReader
        self.subject_seen = False
        self.lone = lone_words(document)
        self.groups = Groups(document)
        self.back = BackReader(document, tables, scene, self.groups)
        self.owners = Owners(document, tables, scene, self.bodies, self.back)
        self.describer = Describer(tables, scene, self.passage, self.first, self.last)

    def begin(self, sentence: int, block: int, reader: PhraseReader, grammar: Grammar) -> None:
        """Begin a sentence of a paragraph."""
        self.sentence = sentence
        self.reader = reader
        self.grammar = grammar
        self.subject_seen = False
        self.bodies.begin(sentence, reader, grammar)
        self.owners.begin(sentence, reader.tokens[0].start, grammar)
        self.groups.begin(sentence, grammar)
        self.back.begin(sentence, grammar)
        self.passage.begin(sentence, block)
        self.describer.sentence = sentence

    def resolve(
        self, phrase: Phrase, *, quoted: bool, speaking: bool, person: bool, speaker: str | None
    ) -> Resolution | None:
        """Return whom a phrase means; None if it names nobody."""
        found = self._resolve(phrase, quoted=quoted, speaking=speaking, person=person, speaker=speaker)  # fmt: skip
        if found is not None:
            self._note(found, quoted=quoted)
        return found

    def _note(self, found: Resolution, *, quoted: bool) -> None:
        """Note a mention for the words that point back to it: "they", "the government"."""
        subject = self.grammar.is_subject(found.span)
        if subject is None:
            subject = float(found.span.start == self.reader.tokens[0].start)
        state = found.on_behalf_of or found.actor
        if state and state in self.tables.countries:
            self.passage.note(state, found, subject=subject, dateline=found.place and found.span.start == self.reader.tokens[0].start)  # fmt: skip
        if (found.office or "").startswith(("foreign_minister:", "defence_minister:")) and state:
            self.bodies.organs["ministry"] = state, found.span
        if (
            found.actor
            and not found.place
            and not any(r.rule == "adjective" for r in found.reasons)
        ):
            body = found.actor == found.on_behalf_of and ";" not in found.actor
            self.groups.note(seen_of(found, self.sentence, subject, body=body, quoted=quoted))

    def _resolve(
        self, phrase: Phrase, *, quoted: bool, speaking: bool, person: bool, speaker: str | None
    ) -> Resolution | None:
        span = self._span(phrase.start, phrase.end)
        if phrase.pronoun:
            return self._pronoun(phrase, span, quoted=quoted, speaker=speaker, speaking=speaking)
        self.owners.possessor(phrase, self.reader.tokens)
        if phrase.owner in ("his", "her", "its"):
            token = self.reader.tokens[phrase.start]
            self.owners.find(phrase, Span(self.document.id, token.start, token.end), quoted=quoted, speaker=speaker)  # fmt: skip
        self.owners.share_office(phrase)
        if phrase.owner in ("his", "her") and phrase.role is None and not phrase.many:
            return self.owners.homeland(span)
        return self._named(phrase, span, quoted=quoted, certain=speaking or person, tagged=person)

    def _named(self, phrase: Phrase, span: Span, *, quoted: bool, certain: bool, tagged: bool) -> Resolution | None:  # fmt: skip
        """Return whom a phrase with a name, an office or a body means."""
        if phrase.name:
            figure, reasons, sure = self._person(phrase, certain=certain, tagged=tagged)
            if figure is not None:
                return self._told(figure, span, MentionKind.PERSON, reasons, sure, quoted=quoted)
            if phrase.role is None and not phrase.owned:
                return None
            if phrase.owned:
                self.reader.only_body(phrase)
                span = self._span(phrase.start, phrase.end)
        if is_modifier(phrase, self.reader.tokens, self.grammar):
            return None
        if phrase.role is not None and not phrase.role.body:
            return self._described(phrase, span, quoted=quoted)
        figure = self._surname_not_state(phrase)
        if figure is not None:
            why = (Reason("surname", f"{figure.name}, named above", figure.last),)
            return self._told(figure, span, MentionKind.PERSON, why, 0.85, quoted=quoted)
        return self._body(phrase, span, quoted=quoted)

    def _body(self, phrase: Phrase, span: Span, *, quoted: bool) -> Resolution | None:
        """Return what a phrase without a person's name or office means."""
        if phrase.national:
            return self._national(phrase, span, quoted=quoted)
        several = self.groups.meant_by(phrase, self.reader.tokens) if phrase.whose is None else None
        if several is not None:
            return resolution_of(several, span, MentionKind.ROLE, 0.6)
        return self.bodies.resolve(phrase, span, owner=self._owner_of(phrase))

    def _owner_of(self, phrase: Phrase) -> str | None:
        """Return the state or body that "her ministry" or "its army" is an organ of."""
        if phrase.owner in ("his", "her", "'s"):
            return self.owners.figure.of if self.owners.figure else None
        return self.owners.body if phrase.owner == "its" else None

    def _pronoun(self, phrase: Phrase, span: Span, *, quoted: bool, speaker: str | None, speaking: bool) -> Resolution | None:  # fmt: skip
        if phrase.pronoun in ("they", "it"):
            return self.back.find(span, quoted=quoted, speaking=speaking)
        figure = self.owners.antecedent(phrase.pronoun, span, quoted=quoted, speaker=speaker)
        if figure is None:
            return None
        sure = 0.8 if figure.sentence >= self.sentence - 1 else 0.6
        why = Reason("nearest antecedent", f"{figure.name}", figure.last, weight=sure)
        figure.sex = figure.sex or phrase.pronoun
        return self._told(figure, span, MentionKind.PRONOUN, (why,), sure, quoted=quoted)

    def _person(self, phrase: Phrase, *, certain: bool, tagged: bool) -> tuple[Figure | None, tuple[Reason, ...], float]:  # fmt: skip
        assert phrase.name is not None
        begin, end = self._without_lead(*phrase.name)
        name = self._words(begin, end)
        words = plain_words(name)
        if name.lower() in roles():
            return None, (), 0.0  # "Mr. President"
        of = self._whose_of(phrase, name)
        known = self._known(phrase, words, of)
        if known is not None:
            rule = "same name" if known.words == words else "surname"
            above = Reason(rule, f"{known.name}, named above", known.last)
            if len(words) > len(known.words):
                known.words, known.name = words, name
            self._add_office(known, phrase, of)
            known.learn(phrase.words | {singular(phrase.head)}, words)
            return known, (above, *told_office(phrase, known)), 0.95
        chosen = choose_holder(
            self.tables, name, role=phrase.role, of=of, first=self.first, last=self.last, former=phrase.former
        )  # fmt: skip
        titled = phrase.role is not None or bool(phrase.words & word_set("honorifics"))
        if len(words) == 1 and not tagged:
            certain = False  # one word that nothing knows: "Following", "Politifact"
        certain = certain or self._looks_like_person(words, begin, end)
        there = len(words) == 1 and not titled and goes_there(self.reader.tokens, begin)
        if chosen is None and (there or not (titled or certain)):
            return None, (), 0.0
        if chosen is None:
            figure = Figure(person_id(name, None), name, words)
            of = of or self._state_of_title(phrase)
            why: tuple[Reason, ...] = (Reason("new name", f"{name} is not in the tables"),)
            sure = 0.8 if phrase.role else 0.6
        else:
            figure = Figure(chosen.holder.id, chosen.holder.name, words, chosen.holder)
            why = tuple(Reason(MATCH_RULES.get(how, how), chosen.holder.name) for how in chosen.how)
            sure = chosen.confidence
            if len(words) == 1:
                figure.words = plain_words(chosen.holder.name)
        self._add_office(figure, phrase, of)
        figure.learn(phrase.words | {singular(phrase.head)}, words)
        return figure, (*why, *told_office(phrase, figure)), sure

    def _state_of_title(self, phrase: Phrase) -> str | None:
        """Return whose "President X" is where neither the words nor the tables tell: the passage's."""
        role = phrase.role
        if role is None or phrase.owner or phrase.body_words or phrase.at:
            return None
        spoken = self.passage.state() if role.rank in STATE_RANKS or STATE_OFFICES & set(role.kinds) else None  # fmt: skip
        return spoken[0] if spoken else None

    def _whose_of(self, phrase: Phrase, name: str) -> str | None:
        """Return whose somebody is; "Congo's Denis Sassou Nguesso": of the Congo that he leads."""
        of = self._whose(phrase)
        states = {n.actor for n in phrase.whose.names} - {of} if phrase.whose else set()
        if of is None or not states:
            return of
        served = [
            office_of(tenure.office).of
            for holder, _ in self.tables.match(name)
            for tenure in held(holder, self.first, self.last)
        ]  # fmt: skip
        return of if of in served else next((s for s in served if s in states), of)

    def _without_lead(self, start: int, end: int) -> tuple[int, int]:
        """Return a name without a word before it that only begins the sentence: "Rival Ann Lee"."""
        tokens = self.reader.tokens
        given = word_set("her") | word_set("his")
        if start > 0 or end - start < 2 or tokens[start].low in given:
            return start, end
        rest = plain_words(self._words(start + 1, end))
        known = any(len(f.words) > 1 and f.words[0] != tokens[start].low for f in self.scene.called(rest))  # fmt: skip
        return (start + 1, end) if known or (len(rest) > 1 and rest[0] in given) else (start, end)

    def _looks_like_person(self, words: tuple[str, ...], start: int, end: int) -> bool:
        """Tell whether several capitalised words are a person's name: a given name leads them.

        Or the last of them comes again alone, as a surname does.
        """
        if len(words) not in (2, 3):
            return False
        if words[0] in word_set("her") | word_set("his"):
            return True
        return words[-1] in self.lone and not any(n in self.reader.named for n in range(start, end))

    def _known(self, phrase: Phrase, words: tuple[str, ...], of: str | None) -> Figure | None:
        whole = self.scene.whole(words)
        if whole is not None and len(words) > 1:
            return whole
        for figure in self.scene.called(words):
            if phrase.role is not None and figure.never_held(phrase.role):
                continue
            if phrase.role is None or (of in (None, figure.of) and (not figure.offices or figure.fits(phrase.role, of))):  # fmt: skip
                return figure
        if len(words) == 1 and phrase.role is None:  # Thais and Icelanders go by their given names
            given = [f for f in self.scene.figures if f.named and len(f.words) > 1 and f.words[0] == words[0]]  # fmt: skip
            if len(given) == 1 and not self.tables.match(words[0]):
                return given[0]
        if len(words) > 1:  # "S. Ivanov" or another spelling of somebody named before
            for figure in self.scene.called(words[-1:]):
                if len(figure.words) == 1 or is_spelling(words[0], figure.words[0]):
                    return figure
        return None

    def _add_office(self, figure: Figure, phrase: Phrase, of: str | None) -> None:
        """Give a figure the office that the words say, else that of the tables on the day."""
        role = phrase.role
        tenure = None
        if figure.holder is not None and not phrase.former:
            tenure = office_now(figure.holder, role, of, self.first, self.last)
        if role is not None and not phrase.former:
            body = of or (
                unlisted_body(self.tables, self._text_of(phrase.body_words))
                if phrase.body_words
                else None
            )
            office = tenure.office if tenure else written_office(self.tables, role, body, phrase.at)
            if office and office not in figure.offices:
                figure.offices.insert(0, office)
            figure.heads.add(phrase.head)
            figure.own = figure.own or role.own
        elif tenure is not None and tenure.office not in figure.offices:
            figure.offices.append(tenure.office)
        elif figure.holder and not figure.offices and phrase.former:
            now = office_now(figure.holder, None, None, self.first, self.last)
            figure.offices += [now.office] if now else []
        if figure.offices:
            figure.of = office_of(figure.offices[0]).of or None
        figure.of = figure.of or of

    def somebody(self, span: Span, *, quoted: bool) -> Resolution:
        """Return the resolution of a person that only the encoder found."""
        words = plain_words(span.words(self.document.text))
        known = self.scene.whole(words) or next(iter(self.scene.called(words)), None)
        name = span.words(self.document.text)
        named = name[:1].isupper() and words[0] not in ("the", "a", "an")
        figure = known or Figure(person_id(name, None) if named else f"unnamed:{name}", name, words, named=named)  # fmt: skip
        figure.learn(frozenset(words), words)
        why = Reason("same name" if known else "found by the encoder", name, figure.last)
        found = self._told(figure, span, MentionKind.PERSON, (why,), 0.6, quoted=quoted)
        self._note(found, quoted=quoted)
        return found

    def some_body(self, span: Span, *, quoted: bool) -> Resolution:
        """Return the resolution of a body that only the encoder found: a company, a party."""
        found = self.bodies.unlisted(span)
        self._note(found, quoted=quoted)
        return found

    def _described(self, phrase: Phrase, span: Span, *, quoted: bool) -> Resolution | None:
        of = self._whose(phrase)
        several = self.groups.meant_by(phrase, self.reader.tokens) if of is None else None
        if several is not None:
            return resolution_of(several, span, MentionKind.ROLE, 0.6)
        reader = self.reader
        before = (
            states_before(reader.tokens, reader.named, phrase.start) if phrase.many and of else []
        )
        others = tuple(self.bodies.choose(named, place=False) for named in before)
        if before:
            span = self._span(before[0].start, phrase.end)
        found = self.describer.find(phrase, of, self.reader.tokens[phrase.start], span, others)
        if not isinstance(found, Found):
            return found
        told = self._told(found.figure, span, MentionKind.ROLE, found.reasons, found.sure, quoted=quoted)  # fmt: skip
        return replace(told, members=found.members or told.members)

    def _national(self, phrase: Phrase, span: Span, *, quoted: bool) -> Resolution | None:
        """Return whom "the Latvian" means: who of that state was named, else somebody of it."""
        assert phrase.whose is not None
        head = self.reader.tokens[phrase.whose.end - 1]
        if not ends_there(phrase, self.reader, self.grammar) or self.grammar.is_state_of(
            head.start
        ):
            return None
        of = self.bodies.choose(phrase.whose, place=False)
        known = self.scene.national(of, self.sentence) if phrase.definite else None
        figure = known or Figure(f"{of}:person", f"person of {of}", of=of, own=True, heads={head.low}, named=False)  # fmt: skip
        figure.sex = figure.sex or sex_of_nationality(head.low)
        why = Reason("nationality", f"{figure.name}, of {of}", figure.last)
        return self._told(figure, span, MentionKind.ROLE, (why,), 0.7 if known else 0.6, quoted=quoted)  # fmt: skip

    def _whose(self, phrase: Phrase) -> str | None:
        """Return the state or body that a phrase's office belongs to."""
        if phrase.whose is not None and self._owns(phrase):
            of = self.bodies.choose(phrase.whose, place=False)
            if of in self.tables.organisations:
                self.scene.note_body(of, self._span(phrase.whose.start, phrase.whose.end), self.sentence)  # fmt: skip
            return of
        if self._owner_of(phrase):
            return self._owner_of(phrase)
        return (
            unlisted_body(self.tables, self._text_of(phrase.body_words))
            if phrase.body_words and phrase.name
            else None
        )

    def _owns(self, phrase: Phrase) -> bool:
        """Tell whether the state or body before a role governs it; a city only as "Moscow's"."""
        assert phrase.whose is not None
        if not all(n.kind == "seat" for n in phrase.whose.names):
            return True
        after = self.reader.tokens[phrase.whose.end : phrase.whose.end + 1]
        return bool(after) and after[0].text in ("'s", "’s")

    def _text_of(self, place: str) -> str:
        start, end = (int(part) for part in place.split(":"))
        return self.document.text[start:end]

    def _surname_not_state(self, phrase: Phrase) -> Figure | None:
        """Return the person of this document whose surname is also the name of a state."""
        if phrase.whose is None or phrase.role or phrase.many or phrase.end - phrase.start != 1:
            return None
        token = self.reader.tokens[phrase.start]
        if not any(x.kind in ("name", "short") for x in phrase.whose.names):
            return None
        return next((f for f in reversed(self.scene.figures) if len(f.words) > 1 and f.words[-1] == token.low), None)  # fmt: skip

    def named_after(self) -> list[Resolution]:
        """Return what pronouns mean that waited for a name after them in their sentence."""
        return [*self.owners.named_after(), *self.back.named_after()]

    def _told(self, figure: Figure, span: Span, kind: MentionKind, reasons: tuple[Reason, ...], sure: float, *, quoted: bool) -> Resolution:  # fmt: skip
        antecedent = figure.last
        subject = self._is_subject(span, quoted=quoted)
        self.scene.note(figure, span, self.sentence, subject=subject, quoted=quoted)
        behalf = None if figure.own else figure.of
        office = figure.offices[0] if figure.offices else None
        return Resolution(
            span, kind, figure.id, figure.name, office, behalf,
            antecedent=antecedent, confidence=sure, reasons=reasons,
        )  # fmt: skip

    def _is_subject(self, span: Span, *, quoted: bool) -> float:
        """Tell whether a mention is its sentence's subject: by its grammar, else the first one."""
        first, self.subject_seen = not self.subject_seen and not quoted, True
        told = self.grammar.is_subject(span)
        return float(first) if told is None else told

    def _span(self, start: int, end: int) -> Span:
        tokens = self.reader.tokens
        return Span(self.document.id, tokens[start].start, tokens[end - 1].end)

    def _words(self, start: int, end: int) -> str:
        tokens = self.reader.tokens
        return self.document.text[tokens[start].start : tokens[end - 1].end]
