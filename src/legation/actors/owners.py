"""Whom pronouns mean: "he", and the owners in "his Turkish counterpart", "her country"."""

from __future__ import annotations

from collections.abc import Sequence

from legation.actors.backward import BackReader
from legation.actors.bodies import BodyResolver
from legation.actors.directory import Directory
from legation.actors.grammar import Grammar
from legation.actors.offices import SINGLE
from legation.actors.phrase import Phrase
from legation.actors.roles import Role, office_of
from legation.actors.scene import Figure, Scene
from legation.actors.tokens import Token
from legation.vocabulary import Document, MentionKind, Reason, Resolution, Span

OPENING = 24
"""Signs of a sentence within which a pronoun may wait for its name: "In her speech, Ms Lund"."""


class Owners:
    """Finds antecedents; of the phrase at hand, `figure` or `body` is whom its "his" or "its" means."""

    def __init__(self, document: Document, tables: Directory, scene: Scene, bodies: BodyResolver, back: BackReader) -> None:  # fmt: skip
        self.document = document
        self.tables = tables
        self.scene = scene
        self.bodies = bodies
        self.back = back
        self.sentence = self.start = 0
        self.grammar = Grammar()
        self.figure: Figure | None = None
        self.body: str | None = None
        self.found: list[Resolution] = []
        self.waiting: list[tuple[str, Span]] = []

    def begin(self, sentence: int, start: int, grammar: Grammar) -> None:
        """Begin a sentence at a place of the text."""
        self.start = start
        self.sentence, self.grammar = sentence, grammar
        self.waiting = []

    def named_after(self) -> list[Resolution]:
        """Return what pronouns that nobody went before mean: who is named first after them.

        "In her speech, Ms Lund …": only within the sentence, and not inside quotation marks.
        """
        found = []
        for sex, span in self.waiting:
            here = [
                f for f in self.scene.figures if f.sentence == self.sentence and f.named and f.last
            ]
            after = [
                f for f in here if f.last and f.last.start > span.start and f.sex in (None, sex)
            ]
            if not after or any(f.last and f.last.start < span.start for f in here):
                continue
            figure = min(after, key=lambda f: f.last.start if f.last else 0)
            why = Reason("named after it", figure.name, figure.last)
            office, behalf = next(iter(figure.offices), None), None if figure.own else figure.of
            found.append(Resolution(span, MentionKind.PRONOUN, figure.id, figure.name, office, behalf, antecedent=figure.last, confidence=0.5, reasons=(why,)))  # fmt: skip
        return found

    def told(self) -> list[Resolution]:
        """Return the resolutions of owners found since the last call."""
        found, self.found = self.found, []
        return found

    def antecedent(self, sex: str, span: Span, *, quoted: bool, speaker: str | None) -> Figure | None:  # fmt: skip
        """Return whom "he" or "she" means; never the subject of the verb whose object it is."""
        said = next((f for f in self.scene.figures if f.id == speaker), None)
        barred = [
            f for f in self.scene.figures
            if f.sentence == self.sentence and f.last and self.grammar.same_clause(f.last, span)
        ]  # fmt: skip
        found = self.scene.pronoun(sex, self.sentence, quoted=quoted, speaker=said, barred=barred)
        if found is None and not quoted and span.start - self.start < OPENING:
            self.waiting.append((sex, span))
        return found

    def find(self, phrase: Phrase, span: Span, *, quoted: bool, speaker: str | None) -> None:
        """Find whom "his", "her" or "its" before an office or a country means, and tell it too."""
        self.figure, self.body = None, None
        if phrase.owner == "its":
            owner = self.back.owner(span, near=True)
            if owner is not None:
                self.body = owner.actor
                self.found.append(owner)
        if phrase.owner not in ("his", "her"):
            return
        sex = "man" if phrase.owner == "his" else "woman"
        figure = self.figure = self.antecedent(sex, span, quoted=quoted, speaker=speaker)
        if figure is not None:
            why = Reason("nearest antecedent", figure.name, figure.last)
            office, behalf = next(iter(figure.offices), None), None if figure.own else figure.of
            self.found.append(Resolution(span, MentionKind.PRONOUN, figure.id, figure.name, office, behalf, antecedent=figure.last, confidence=0.7, reasons=(why,)))  # fmt: skip

    def possessor(self, phrase: Phrase, tokens: Sequence[Token]) -> None:
        """Take the person before "'s" for the owner: "Putin's aide"."""
        before = tokens[phrase.start - 1] if phrase.start else None
        if phrase.role is None or phrase.owner or before is None or before.text not in ("'s", "’s"):
            return
        self.figure = next((f for f in reversed(self.scene.figures) if f.last and f.last.end == before.start), None)  # fmt: skip
        phrase.owner = "'s" if self.figure else ""

    def share_office(self, phrase: Phrase) -> None:
        """Give "his Turkish counterpart" the office of whoever he is, in the state said."""
        if phrase.role is None or phrase.role.rank != "counterpart" or phrase.many:
            return
        others = (f for f in reversed(self.scene.figures) if f.offices and not f.many)
        figure = self.figure if phrase.owner and self.figure and self.figure.offices else next(others, None)  # fmt: skip
        if figure is not None and figure.offices:
            kind = office_of(figure.offices[0]).kind
            phrase.role = Role(kind, (kind,), one=kind in SINGLE)

    def homeland(self, span: Span) -> Resolution | None:
        """Return the state of whoever "his country" speaks of."""
        if self.figure is None or self.figure.of is None or self.figure.of not in self.tables.countries:  # fmt: skip
            return None
        return self.bodies.told_homeland(self.figure.of, span, self.figure.name)
