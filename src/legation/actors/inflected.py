"""Who is meant in a language of cases: names as the models of the language found them, undeclined.

For texts whose level is "syntax". A name is compared by its dictionary forms, so "Лаврову" is
Lavrov and "Грузии" is Georgia: ids are those that the English text gives. Takes a Document, its
Analysis and statements; gives resolutions. Example: `resolve_inflected(document, analysis, (),
directory())`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files

from legation.actors.directory import WORD, Directory, Holder, name_words, person_id
from legation.actors.persons import choose_holder, office_now
from legation.actors.roles import office_of
from legation.actors.spelling import base_form, fold, is_spelling, spelling_key
from legation.language.russian import dictionary_forms, is_animate, lemma, nominative, sex_of
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

LANGUAGE = "ru"
BEFORE = 6
"""Words before a name that may tell its office and whose it is."""
_PRONOUNS = {"он": "man", "она": "woman"}
_HIS = {"его": "man", "её": "woman", "ее": "woman"}
_LONGEST = 6


@dataclass(slots=True)
class _Figure:
    """A person of the document: its id and name, the surname's forms, where it stood last."""

    id: str
    name: str
    keys: frozenset[str]
    sex: str | None
    holder: Holder | None = None
    office: str | None = None
    of: str | None = None
    last: Span | None = None


@cache
def _other_posts() -> frozenset[str]:
    """Return the words that make another post of an office."""
    file = files("legation.actors").joinpath("inflected.toml")
    words: str = tomllib.loads(file.read_text(encoding="utf-8"))[LANGUAGE]["other"]["words"]
    return frozenset(words.split())


@cache
def _offices() -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return (dictionary forms of the words, kinds of office), the longest first."""
    file = files("legation.actors").joinpath("inflected.toml")
    found = tomllib.loads(file.read_text(encoding="utf-8"))[LANGUAGE]
    above = found.pop("above")
    found.pop("other")
    rows = [
        (tuple(form.split()), tuple(kind.split()))
        for table in (found, above)
        for kind, forms in table.items()
        for form in forms
    ]
    return sorted(rows, key=lambda row: -len(row[0]))


_FORMS: dict[int, tuple[Directory, dict[tuple[str, ...], list[str]]]] = {}


def _forms(tables: Directory) -> dict[tuple[str, ...], list[str]]:
    """Return the actors that each name of the tables means, by its words' dictionary forms."""
    if id(tables) not in _FORMS:
        found: dict[tuple[str, ...], list[str]] = {}
        for name in tables.names:
            if name.language in (LANGUAGE, "") and any("а" <= c.lower() <= "я" for c in name.form):
                words = tuple(fold(lemma(word)) for word in WORD.findall(name.form))
                for key in {words, name_words(name.form)}:
                    found.setdefault(key, [])
                    if name.actor not in found[key]:
                        found[key].append(name.actor)
        _FORMS[id(tables)] = tables, found
    return _FORMS[id(tables)][1]


def resolve_inflected(
    document: Document, analysis: Analysis, statements: Sequence[Statement], tables: Directory
) -> tuple[Resolution, ...]:
    """Return who is meant by each name, and by each office or pronoun that is a source."""
    walk = _Walk(document, analysis, statements, tables)
    for number, sentence in enumerate(analysis.sentences):
        walk.read(number, sentence)
    return tuple(sorted(walk.found, key=lambda r: r.span))


@dataclass(slots=True)
class _Walk:
    """One pass over the sentences of a document."""

    document: Document
    analysis: Analysis
    statements: Sequence[Statement]
    tables: Directory
    found: list[Resolution] = field(default_factory=list)
    figures: list[_Figure] = field(default_factory=list)
    last_bodies: list[str] = field(default_factory=list)

    def read(self, number: int, sentence: Sentence) -> None:
        inside = [m for m in self.analysis.mentions if sentence.span.start <= m.span.start < sentence.span.end]  # fmt: skip
        people = [m.span for m in inside if m.kind is MentionKind.PERSON]
        bodies = list(self._bodies(number, sentence, people))
        for span in people:
            self.found.append(self._person(span, sentence, bodies))
        self.found += bodies
        for source in self._sources(sentence):
            if not any(r.span.overlaps(source) and not self._lesser(r, source) for r in self.found):
                one = self._unnamed(source, bodies)
                self.found += [one] if one else []

    def _lesser(self, one: Resolution, source: Span) -> bool:
        """Tell whether a resolution is only the state in "the president of Russia"."""
        return one.span.start > source.start and one.kind is not MentionKind.PERSON

    def _sources(self, sentence: Sentence) -> list[Span]:
        spans = {s.source for s in self.statements if s.source}
        return sorted(s for s in spans if sentence.span.start <= s.start < sentence.span.end)

    # --- states and bodies -------------------------------------------------------------------

    def _bodies(self, number: int, sentence: Sentence, people: list[Span]) -> Iterator[Resolution]:
        forms = _forms(self.tables)
        tokens = list(sentence.tokens)
        words = [token.words(self.document.text) for token in tokens]
        plain = [(fold(word), fold(lemma(word))) for word in words]
        n = 0
        while n < len(tokens):
            end, actors = n + 1, list[str]()
            if words[n][:1].isupper() and not any(p.overlaps(tokens[n]) for p in people):
                end, actors = self._longest(forms, plain, words, n)
            actor = next((a for a in actors if self.tables.exists(a, self._day())), None)
            if actor:
                yield self._body(number, tokens, n, end, actor)
            n = end

    def _longest(self, forms: dict[tuple[str, ...], list[str]], plain: list[tuple[str, str]], words: list[str], n: int) -> tuple[int, list[str]]:  # fmt: skip
        for end in range(min(len(words), n + _LONGEST), n, -1):
            kept = [pair for pair, word in zip(plain[n:end], words[n:end], strict=True) if word[:1].isalnum()]  # fmt: skip
            for k in (1, 0):
                found = forms.get(tuple(pair[k] for pair in kept))
                if found and words[end - 1][:1].isalnum():
                    return end, found
        return n + 1, []

    def _body(self, number: int, tokens: list[Span], n: int, end: int, actor: str) -> Resolution:
        span = Span(self.document.id, tokens[n].start, tokens[end - 1].end)
        organisation = actor in self.tables.organisations
        acts = organisation or self._acts(number, range(n, end)) or self._is_source(span)
        name = self.tables.display_name(actor)
        why = Reason("name" if acts else "place", f"{span.words(self.document.text)}: {name}")
        self.last_bodies.append(actor)
        kind = MentionKind.ORGANISATION if organisation else MentionKind.PLACE
        return Resolution(
            span, kind, actor, name, None, actor if acts else None, place=not acts,
            confidence=0.9 if acts else 0.7, reasons=(why,),
        )  # fmt: skip

    def _acts(self, number: int, places: range) -> bool:
        """Tell whether some words are a subject: they name who acts, not where."""
        relations = self.analysis.syntax[number].relations
        return any(relations[n].startswith("nsubj") for n in places if n < len(relations))

    def _is_source(self, span: Span) -> bool:
        return any(s.source and s.source.start == span.start for s in self.statements)

    # --- persons -----------------------------------------------------------------------------

    def _person(self, span: Span, sentence: Sentence, bodies: list[Resolution]) -> Resolution:
        words = WORD.findall(span.words(self.document.text))
        kinds, of = self._title(span, sentence, bodies)
        figure, rule = self._known(words), "surname"
        if figure is None:
            figure, rule = self._new(words, kinds, of)
            self.figures.append(figure)
        before = figure.last
        figure.last = span
        figure.of = figure.of or of
        reasons = [Reason(rule, f"{span.words(self.document.text)}: {figure.name}", before)]
        if figure.office:
            reasons.append(Reason("office window", f"{figure.name} held {figure.office}"))
        return Resolution(
            span, MentionKind.PERSON, figure.id, figure.name, figure.office, figure.of,
            antecedent=before, confidence=0.9 if figure.holder else 0.7, reasons=tuple(reasons),
        )  # fmt: skip

    def _title(self, span: Span, sentence: Sentence, bodies: list[Resolution]) -> tuple[tuple[str, ...], str | None]:  # fmt: skip
        """Return the kinds of office, and whose, that the words before a name tell."""
        before = [t for t in sentence.tokens if t.end <= span.start][-BEFORE:]
        words = [t.words(self.document.text) for t in before]
        cut = max((n for n, word in enumerate(words) if not word[0].isalnum() and word not in "-–"), default=-1)  # fmt: skip
        kept = before[cut + 1 :]
        kinds = _kinds(words[cut + 1 :])
        posted = bool(kinds) or any(lemma(word) in _other_posts() for word in words[cut + 1 :])
        start = kept[0].start if kept else span.start
        of = next((b.actor for b in bodies if start <= b.span.start < span.start), None)
        return kinds, of if posted else None

    def _known(self, words: list[str]) -> _Figure | None:
        """Return the person named above whose surname these words have in some case."""
        keys = _keys(words[-1])
        return next((f for f in reversed(self.figures) if keys & f.keys), None)

    def _new(self, words: list[str], kinds: tuple[str, ...], of: str | None) -> tuple[_Figure, str]:
        first, last = self._day(), self.document.published.latest
        plain = " ".join(nominative(word) for word in words)
        spelt = dict.fromkeys([plain, " ".join(words), " ".join([*words[:-1], base_form(words[-1])])])  # fmt: skip
        for name in spelt:
            chosen = choose_holder(self.tables, name, role=None, of=of, first=first, last=last)
            if chosen:
                holder = chosen.holder
                tenure = office_now(holder, None, of, first, last) or office_now(holder, None, None, first, last)  # fmt: skip
                state = of or (office_of(tenure.office).of if tenure else None)
                return _Figure(
                    holder.id, holder.name, _keys(words[-1]), sex_of(words), holder,
                    tenure.office if tenure else None, state,
                ), "alias"  # fmt: skip
        office = f"{kinds[0]}:{of}" if kinds and of else None
        serving = self._serving(words, kinds, of)
        if serving:
            return serving, "office window"
        own = _Figure(person_id(plain, None), plain, _keys(words[-1]), sex_of(words), None, office, of)  # fmt: skip
        return own, "new name"

    def _serving(self, words: list[str], kinds: tuple[str, ...], of: str | None) -> _Figure | None:
        """Return who alone held the office that is told, if a part of his name is spelt alike."""
        first, last = self._day(), self.document.published.latest
        for office in [f"{kind}:{of}" for kind in kinds] if of and first else []:
            holders = {h.id: h for h, _ in self.tables.holders_of(office, first, last)}
            for holder in holders.values() if len(holders) == 1 else ():
                parts = [part for name in holder.names for part in WORD.findall(name)]
                if any(len(p) > 2 and is_spelling(nominative(w), p) for w in words for p in parts):
                    return _Figure(holder.id, holder.name, _keys(words[-1]), sex_of(words), holder, office, of)  # fmt: skip
        return None

    # --- sources without a name --------------------------------------------------------------

    def _unnamed(self, source: Span, bodies: list[Resolution]) -> Resolution | None:
        words = WORD.findall(source.words(self.document.text))
        if not words:
            return None
        sex = _PRONOUNS.get(words[0].lower())
        if words[0].lower() in _HIS:
            sex = _HIS[words[0].lower()]
        if sex and len(words) == 1:
            return self._pronoun(source, sex)
        kinds = _kinds(words)
        of = next((b.actor for b in bodies if b.span.overlaps(source)), None)
        return (self._holder(source, kinds, of) if kinds else None) or self._somebody(
            source, words, of
        )

    def _somebody(self, source: Span, words: list[str], of: str | None) -> Resolution | None:
        """Return "Ukraine's ambassador" as somebody of Ukraine, "the Kremlin's press office" as it."""
        if of is None:
            return None
        animate = is_animate(words[0])
        actor = f"{of}:official" if animate else of
        why = Reason("unnamed" if animate else "organ of", f"{words[0]} of {of}")
        return Resolution(source, MentionKind.ROLE, actor, self.tables.display_name(of), None, of, confidence=0.6, reasons=(why,))  # fmt: skip

    def _pronoun(self, source: Span, sex: str) -> Resolution | None:
        fits = [f for f in self.figures if f.last and f.last.end <= source.start and f.sex in (sex, None)]  # fmt: skip
        figure = max(fits, key=lambda f: f.last.start if f.last else 0, default=None)
        if figure is None:
            return None
        why = Reason("nearest antecedent", figure.name, figure.last)
        return Resolution(
            source, MentionKind.PRONOUN, figure.id, figure.name, figure.office, figure.of,
            antecedent=figure.last, confidence=0.6, reasons=(why,),
        )  # fmt: skip

    def _holder(self, source: Span, kinds: tuple[str, ...], of: str | None) -> Resolution | None:
        """Return who held the office that a source names, by the tables or as named above."""
        for figure in reversed(self.figures):
            if figure.office and office_of(figure.office).kind in kinds and of in (None, figure.of):
                why = Reason("description of an antecedent", figure.name, figure.last)
                return Resolution(source, MentionKind.ROLE, figure.id, figure.name, figure.office, figure.of, antecedent=figure.last, confidence=0.8, reasons=(why,))  # fmt: skip
        first, last = self._day(), self.document.published.latest
        for kind in kinds if of and first else ():
            office = f"{kind}:{of}"
            holders = {h.id: h for h, _ in self.tables.holders_of(office, first, last)}
            if len(holders) == 1:
                holder = next(iter(holders.values()))
                why = Reason("office window", f"{holder.name} held {office} on {first}")
                return Resolution(source, MentionKind.ROLE, holder.id, holder.name, office, of, confidence=0.8, reasons=(why,))  # fmt: skip
        return None

    def _day(self) -> date | None:
        return self.document.published.earliest or self.document.published.latest


def _kinds(words: Sequence[str]) -> tuple[str, ...]:
    """Return the kinds of office that some words tell."""
    forms = [lemma(word) for word in words]
    if _other_posts() & set(forms):
        return ()
    for form, kinds in _offices():
        for n in range(len(forms) - len(form) + 1):
            if tuple(forms[n : n + len(form)]) == form:
                return kinds
    return ()


def _keys(surname: str) -> frozenset[str]:
    """Return keys that the cases of a surname share."""
    return frozenset(spelling_key(form) for form in dictionary_forms(surname))
