"""Which statements are deeds: a demand, refusal, accusation, threat … made by saying so.

Takes a Statement with the trees of its document and its Parties; gives a Saying: the type, the words
that show it, whom it concerns. The words of saying decide where they name a deed ("pledged"); else
what is said does, if its source speaks for a state or body: "must withdraw" asks, "is ready for
talks" agrees, "out of the question" refuses. Example: `Sayings(document, parties, trees).of(said)`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from legation.events.choosing import CONTENT_KINDS
from legation.events.parties import Parties, is_public
from legation.events.phrases import (
    anybody_named,
    can_act,
    is_pronoun,
    is_somebody,
    members,
    owner,
    phrase,
)
from legation.events.subjects import subject_of
from legation.events.tree import NOMINAL, Tree
from legation.vocabulary import Document, Span, Statement
from legation.vocabulary.placed import Placed

ACTS = {
    "demands": "REQUEST", "requests": "REQUEST", "offers": "AGREE", "promises": "AGREE",
    "refuses": "REJECT", "rejects": "REJECT", "threatens": "THREATEN", "praises": "SUPPORT",
    "accuses": "ACCUSE", "accepts": "AGREE",
}  # fmt: skip
"""What the act of a statement is as an event, where the words of saying name it."""
FIRST = 2
"""Sentences of what is said that can show its deed."""
_DENIED = re.compile(r"\b(?:not|never|no longer|nor|hardly|no)\b|n[’']t\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,;:.—]|\b(?:and|but|after|because|since|while)\b")
_FELT = re.compile(r"(?:deeply )?(?:disappoint|anger|outrag|dismay|appall)", re.IGNORECASE)
_SHORT = 4
"""Words of a source that may be one named before: "the foreign ministry"."""
_DEONTIC = frozenset("must should ought".split())
_BOUND = frozenset("has have had need needs needed".split())


Parts = Sequence[tuple[Tree, Span]]


@dataclass(frozen=True, slots=True)
class Saying:
    """A deed done by saying: its type, the words beside the cue that show it, whom it concerns.

    `content` is what is only asked, promised, refused or threatened after those words.
    """

    kind: str
    shown: Span | None
    recipients: tuple[Span, ...]
    content: Span | None = None


class Sayings:
    """What the statements of one document are as deeds."""

    def __init__(self, document: Document, parties: Parties, trees: Placed[Tree]) -> None:
        self.document = document
        self.text = document.text
        self.parties = parties
        self.trees = trees
        self._called: dict[str, frozenset[str]] = {}

    def of(self, said: Statement) -> Saying | None:
        """Return the deed that a statement is by itself, None if it only tells something."""
        if not self._acts(said):
            return None
        by_cue = self._by_cue(said)
        if by_cue == "none":
            return None
        own = self._speaks_for(said)
        first = self._first(said.content)
        if by_cue is not None:
            asked = self._asked(said, first, own) if by_cue == "REQUEST" else ()
            return Saying(by_cue, None, asked or self._parties(said, first, own, by_cue))
        return self._by_content(said, first, own) if own else None

    def _acts(self, said: Statement) -> bool:
        """Tell whether a source can act: it speaks for a state or body, or is somebody among names."""
        if said.voice is None or said.on_behalf_of:
            return said.voice is not None
        first = Span(said.document, said.voice.start, said.voice.start + 1)
        tree = next(iter(self.trees.overlapping(first)), None)
        if said.cue is None or tree is None or not anybody_named(tree):
            return False
        words = [n for n, token in enumerate(tree.tokens) if said.voice.contains(token)]
        return any(tree.heads[n] not in words and is_somebody(tree, n) for n in words)

    def _speaks_for(self, said: Statement) -> frozenset[str]:
        """Return the states and bodies that a source speaks for: "the ministry" that was named before."""
        ids = frozenset(filter(is_public, (said.on_behalf_of or "").split(";")))
        words = said.voice.words(self.text).lower().split() if said.voice else []
        if ids:
            self._called.update(dict.fromkeys(words, ids))
        elif 1 < len(words) <= _SHORT and words[0] == "the":
            return self._called.get(words[-1], ids)
        return ids

    def _by_cue(self, said: Statement) -> str | None:
        """Return the type that the words of saying name; "none" where they name no deed."""
        if said.cue is None:
            return None
        cue = said.cue.words(self.text)
        for kind, patterns in _patterns("cues"):
            if any(pattern.search(cue) for pattern in patterns):
                return None if kind == "plain" else kind
        acted = next((r.span for r in said.reasons if r.rule == "act"), None)
        named = acted is not None and acted.overlaps(said.cue)
        return ACTS.get(said.act or "") if named else None

    def _first(self, content: Sequence[Span]) -> Parts:
        """Return the first sentences of what is said with their parts of it."""
        found = [
            (tree, Span(piece.document, max(piece.start, place.start), min(piece.end, place.end)))
            for piece in content
            for tree in self.trees.overlapping(piece)
            for place in (_span_of(tree),)
        ]
        return found[:FIRST]

    def _by_content(self, said: Statement, first: Parts, own: frozenset[str]) -> Saying | None:
        """Return the first deed shown by what is said."""
        for tree, part in first:
            found = [(shown.start, kind, shown) for kind, shown in self._shown(part)]
            bound = {must.start: (must, subject) for must, subject in _obliged(tree, part)}
            found += [(at, "REQUEST", must) for at, (must, _) in bound.items()]
            for at, kind, shown in sorted(found):
                if at in bound and kind == "REQUEST":
                    asked = self._bound(tree, part, *bound[at], own)
                    if asked is not None:
                        return Saying(kind, shown, asked, self._clause(shown, part))
                elif self._fits(tree, kind, shown, own):
                    content = self._clause(shown, part) if kind in CONTENT_KINDS else None
                    return Saying(kind, shown, self._parties(said, first, own, kind), content)
        return None

    def _clause(self, shown: Span, part: Span) -> Span | None:
        """Return what follows the words of a deed in its clause."""
        end = _CLAUSE_END.search(self.text, shown.end, part.end)
        stop = end.start() if end else part.end
        return Span(part.document, shown.end, stop) if stop > shown.end else None

    def _bound(
        self, tree: Tree, part: Span, must: Span, subject: int | None, own: frozenset[str]
    ) -> tuple[Span, ...] | None:
        """Return who "must" or "should" do something; None: the speaker's own side, or nobody."""
        low = next((n for n, token in enumerate(tree.tokens) if token.start >= part.start), 0)
        at = next(n for n, token in enumerate(tree.tokens) if token.start == must.start)
        clause = range(max([low, *(n + 1 for n in range(low, at) if tree.forms[n] in _ENDS)]), at)
        heads = ([subject] if subject is not None else []) + [n for n in clause if n in tree.named]
        for n in heads:
            if self._ids(tree, n) & own or tree.forms[n] in _SPEAKERS:
                return None
            found = self._recipients(tree, n, own)
            if found:
                return found
        if subject is not None and tree.forms[subject] in _MANY:
            return (phrase(tree, subject),)
        return None

    def _shown(self, part: Span) -> Iterator[tuple[str, Span]]:
        """Yield the first words of each type in a part of what is said, unless they are denied."""
        for kind, patterns in _patterns("said"):
            for pattern in patterns:
                match = pattern.search(self.text, part.start, part.end)
                if match and not _DENIED.search(self.text, max(part.start, match.start() - 18), match.start()):  # fmt: skip
                    yield kind, Span(part.document, *match.span())

    def _fits(self, tree: Tree, kind: str, shown: Span, own: frozenset[str]) -> bool:
        """Tell whether who is told to act is the right side: others are accused, own ones agree."""
        words = [n for n, token in enumerate(tree.tokens) if token.overlaps(shown)]
        subjects = [s for n in words for s in [subject_of(tree, n)] if s is not None and s not in words]  # fmt: skip
        if not subjects:
            return True
        if kind == "ACCUSE" and not _FELT.match(shown.words(self.text)):
            mine = bool(self._ids(tree, subjects[0]) & own)
            return not mine and tree.forms[subjects[0]] not in _WE
        return kind != "AGREE" or can_act(tree, subjects[0])

    def _asked(self, said: Statement, first: Parts, own: frozenset[str]) -> tuple[Span, ...]:
        """Return who is to act: who is addressed, else whom what is said names as subject."""
        if said.addressee and self._known(said.addressee) - own:
            return (said.addressee,)
        for tree, part in first:
            for n, token in enumerate(tree.tokens):
                if tree.base(n) == "nsubj" and part.contains(token) and tree.parts[n] in NOMINAL:
                    found = self._recipients(tree, n, own)
                    if found:
                        return found
        return ()

    def _parties(
        self, said: Statement, first: Parts, own: frozenset[str], kind: str
    ) -> tuple[Span, ...]:
        """Return whom what is said concerns: the first state, body or people named in it.

        Who is told to act is blamed or praised; who promises or refuses acts for the speaker.
        """
        if said.addressee and self._known(said.addressee) - own:
            return (said.addressee,)
        for tree, part in first:
            heads = [n for n, token in enumerate(tree.tokens) if part.contains(token)]
            subjects = [n for n in heads if tree.base(n) == "nsubj"]
            ordered = [*subjects, *heads]
            if kind in _OWN_DEEDS:
                ordered = [n for n in heads if n not in subjects]
            for n in ordered:
                if tree.parts[n] in NOMINAL or n in tree.named:
                    found = self._recipients(tree, n, own)
                    if found:
                        return found
        return ()

    def _recipients(self, tree: Tree, n: int, own: frozenset[str]) -> tuple[Span, ...]:
        """Return a phrase and those joined with it if they can act and are not the speaker's side."""
        if is_pronoun(tree, n):
            return ()
        if not self._ids(tree, n):
            whose = owner(tree, n)
            return self._recipients(tree, whose, own) if whose is not None else ()
        heads = [m for m in members(tree, n) if can_act(tree, m)]
        return tuple(phrase(tree, m) for m in heads if not self._ids(tree, m) & own)

    def _ids(self, tree: Tree, n: int) -> frozenset[str]:
        return frozenset(self.parties.of_word(tree, n)) if can_act(tree, n) else frozenset()

    def _known(self, span: Span) -> frozenset[str]:
        return frozenset(self.parties.behind(span))


_WE = frozenset("we i our us".split())
_SPEAKERS = frozenset("we i he she they it this that there who which you".split())
_OWN_DEEDS = frozenset({"AGREE", "THREATEN"})
_ENDS = frozenset(", ; : that because but while as if when".split())
_MANY = frozenset(
    """
    countries states nations governments leaders sides members allies partners parties powers
    neighbours neighbors parliaments ministers capitals organisations organizations
    """.split()
)  # fmt: skip


def _obliged(tree: Tree, part: Span) -> Iterator[tuple[Span, int | None]]:
    """Yield each "must", "should", "has to" of what is said with its verb and who is bound."""
    for n, token in enumerate(tree.tokens):
        if not part.contains(token):
            continue
        after = tree.forms[n + 1 : n + 3]
        if not (tree.forms[n] in _DEONTIC or (tree.forms[n] in _BOUND and "to" in after)):
            continue
        verb = next((m for m in range(n + 1, min(n + 6, len(tree.forms))) if tree.parts[m] in ("VERB", "ADJ")), None)  # fmt: skip
        if verb is not None and not _is_conditional(tree, n, verb):
            subject = subject_of(tree, verb)
            yield tree.span([n, verb]), subject if subject is not None and subject < n else None


def _is_conditional(tree: Tree, n: int, verb: int) -> bool:
    """Tell whether a clause is under "if", or looks back: "should have warned"."""
    marks = {tree.forms[m] for m in tree.children(verb, "mark")}
    back = tree.forms[n] == "should" and "have" in tree.forms[n + 1 : n + 3]
    return bool(marks & {"if", "unless", "whether"}) or back


@cache
def _patterns(table: str) -> tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]:
    file = files("legation.events").joinpath("lexicon", "sayings.toml")
    found = tomllib.loads(file.read_text(encoding="utf-8"))[table]
    return tuple((kind, tuple(_compiled(patterns))) for kind, patterns in found.items())


def _compiled(patterns: Iterable[str]) -> Iterator[re.Pattern[str]]:
    for pattern in patterns:
        yield re.compile(pattern.replace(" ", r"\s+"), re.IGNORECASE)


def _span_of(tree: Tree) -> Span:
    return Span(tree.document, tree.tokens[0].start, tree.tokens[-1].end)
