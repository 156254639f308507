"""Events of a document: from the words of deeds to who did what to whom, when, where, how really.

Takes a Document with its Analysis, statements and Cast; gives the events and why others were left
out. Example: `read_events(document, analysis, statements, cast).events`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from legation.actors import Cast
from legation.events.around import complete
from legation.events.candidate import Candidate
from legation.events.choosing import choose
from legation.events.contexts import contexts_of
from legation.events.joined import judge_events, judge_shipped, see
from legation.events.marks import marks
from legation.events.matching import candidates
from legation.events.modes import read_modes
from legation.events.once import once
from legation.events.participants import participants
from legation.events.parties import Parties
from legation.events.phrases import OWNERS, phrase
from legation.events.places import Timed, is_past, place_of, since_of, time_of, times_of, when_of
from legation.events.sayings import Sayings
from legation.events.tagged import Sighting, add_tagged
from legation.events.told import Holding, add_sayings, tell
from legation.events.tree import Tree, tree_of
from legation.vocabulary import (
    Analysis,
    AuxiliaryCue,
    Document,
    Event,
    Reason,
    Span,
    Statement,
    Status,
)
from legation.vocabulary.placed import Placed
from legation.vocabulary.plover import Auxiliary

EVENTS_VERSION = "15"
METHOD = f"rules/{EVENTS_VERSION}"


@dataclass(frozen=True, slots=True)
class ReadEvents:
    """The events of a document in text order, and the candidates that are none, with why."""

    events: tuple[Event, ...]
    rejected: tuple[Reason, ...] = ()


def read_events(
    document: Document, analysis: Analysis, statements: Sequence[Statement], cast: Cast
) -> ReadEvents:
    """Return the events of the main text; none where the language has no grammar yet but English."""
    if analysis.level != "full" or not analysis.syntax:
        return ReadEvents(())
    reader = _Reader(document, analysis, Holding(tuple(statements)), cast)
    model = judge_shipped()
    shown = (marks(tree, found) for tree, found in zip(reader.trees, reader.deeds, strict=True))
    seen = see(document, analysis, model, shown)
    for number in range(len(analysis.sentences)):
        reader.read(number, seen[number] if seen else None)
    judged = judge_events(document, analysis, reader.events, model)
    sayings = Sayings(document, reader.parties, reader.placed)
    told = add_sayings(judged.events, statements, sayings, reader.denied, METHOD)
    said = judge_events(document, analysis, told.doubtful, model)
    each = once((*told.events, *said.events), [sentence.span for sentence in analysis.sentences])
    found = {event.id: event for event in each.events}
    ordered = sorted(found.values(), key=lambda event: (event.words[0], event.kind))
    whole = complete(ordered, analysis, statements, reader.parties, reader.told)
    rejected = (*reader.rejected, *judged.rejected, *told.rejected, *said.rejected, *each.rejected)
    return ReadEvents(whole, rejected)


def read_sentences(document: Document, analysis: Analysis) -> list[Tree]:
    """Return the trees of a document's sentences."""
    mentions = Placed(analysis.mentions, lambda mention: mention.span)
    return [
        tree_of(document, sentence, syntax, mentions.inside(sentence.span))
        for sentence, syntax in zip(analysis.sentences, analysis.syntax, strict=True)
    ]


def deeds(tree: Tree) -> list[Candidate]:
    """Return the candidates of a sentence as the rules have them, those turned down with why."""
    found = candidates(tree)
    choose(tree, found)
    return found


class _Reader:
    """One pass over the sentences of a document."""

    def __init__(
        self, document: Document, analysis: Analysis, holding: Holding, cast: Cast
    ) -> None:
        self.document = document
        self.analysis = analysis
        self.holding = holding
        self.parties = Parties(document, cast)
        self.told: set[tuple[Span, ...]] = set()
        self.events: list[Event] = []
        self.rejected: list[Reason] = []
        self.trees = read_sentences(document, analysis)
        self.deeds = [deeds(tree) for tree in self.trees]
        self.placed = Placed(self.trees, _span_of)
        self.denied: Placed[Span] = Placed([], lambda span: span)
        self.times = Placed(analysis.times, lambda time: time.span)

    def read(self, number: int, seen: Sighting | None = None) -> None:
        """Read the events of one sentence, and what the event heads saw there."""
        sentence = self.analysis.sentences[number]
        tree, found = self.trees[number], self.deeds[number]
        if seen is not None:
            add_tagged(tree, found, seen)
        times = times_of(tree, self.times.inside(sentence.span))
        kept = [one for one in found if one.why is None]
        words = {n for one in kept for n in one.words}
        for one in found:
            if one.why is None:
                timed = time_of(tree, one, words - set(one.words), times)
                event = self._event(tree, one, timed)
                if self._is_nobody(event):
                    says = f"{event.kind}: nobody known acts"
                    self.rejected.append(Reason(one.frame.entry, says, event.words[0], kept=False))
                    self.denied.add(event.words[0])
                else:
                    self.events.append(event)
            elif one.actors or one.recipients:
                self.denied.add(tree.tokens[one.at])
                says = f"{one.frame.kind}: {one.why}"
                self.rejected.append(Reason(one.frame.entry, says, tree.tokens[one.at], kept=False))

    def _is_nobody(self, event: Event) -> bool:
        """Tell whether only "we", "you" or an "it" that nobody is known by acts, in no statement."""
        words = {span.words(self.document.text).lower() for span in event.actor}
        alone = words <= OWNERS or (event.statement is None and words <= _NOBODY)
        return bool(words) and not event.actors and alone

    def _event(self, tree: Tree, one: Candidate, timed: Timed | None) -> Event:
        frame = one.frame
        cues = [AuxiliaryCue(mode, tree.tokens[word]) for mode, word in read_modes(tree, one)]
        cues += self._timed(tree, timed, {cue.mode for cue in cues})
        status = Status.of(cue.mode for cue in cues)
        who = participants(tree, one, self.parties)
        words = _pieces(tree, one.words)
        if who.told:
            self.told.add(words)
        actor = tuple(phrase(tree, n) for n in one.actors)
        recipient = actor if who.mutual else tuple(phrase(tree, n) for n in one.recipients)
        event = Event(
            self.document.id, frame.kind, words, status, METHOD,
            actor=actor, recipient=recipient, reciprocal=one.reciprocal or who.mutual,
            issue=_issue(tree, one), mode=one.mode or frame.mode,
            context=contexts_of(frame.kind, _about(tree, one), frame.context), cues=tuple(cues),
            when=when_of(timed, self.document.published, status), where=place_of(tree, one),
            actors=who.actors, recipients=who.recipients,
            reasons=(Reason(f"lexicon, {frame.part}", frame.entry, tree.tokens[one.at]), *who.reasons),
        )  # fmt: skip
        return tell(event, self.holding, self.document.text)

    def _timed(
        self, tree: Tree, timed: Timed | None, modes: set[Auxiliary]
    ) -> Iterator[AuxiliaryCue]:
        """Yield what a deed's time says of it: long past, or going on since then."""
        since = since_of(tree, timed)
        if since is not None and Auxiliary.ONGOING not in modes:
            yield AuxiliaryCue(Auxiliary.ONGOING, tree.tokens[since])
        ahead = modes & {Auxiliary.FUTURE, Auxiliary.HYPOTHETICAL}
        if since is None and timed and not ahead and is_past(timed, self.document.published):
            yield AuxiliaryCue(Auxiliary.HISTORICAL, timed.time.span)


_NOBODY = frozenset("we i you it one us this that".split())


def _span_of(tree: Tree) -> Span:
    return Span(tree.document, tree.tokens[0].start, tree.tokens[-1].end)


def _pieces(tree: Tree, words: Sequence[int]) -> tuple[Span, ...]:
    """Return the words as stretches, those that stand together as one."""
    groups: list[list[int]] = []
    for n in words:
        if groups and n == groups[-1][-1] + 1:
            groups[-1].append(n)
        else:
            groups.append([n])
    return tuple(tree.span(group) for group in groups)


def _about(tree: Tree, one: Candidate) -> list[str]:
    """Return the words of a deed, of those who take part and of what it is about."""
    heads = [*one.recipients, *([one.issue] if one.issue is not None else [])]
    words = set(one.words) | {k for n in heads for k in tree.subtree(n, without=_ASIDE)}
    return [tree.forms[n] for n in sorted(words)]


_ASIDE = frozenset({"acl:relcl", "advcl:relcl", "parataxis", "appos"})


def _issue(tree: Tree, one: Candidate) -> Span | None:
    if one.issue is None:
        return None
    if not one.clause:
        return phrase(tree, one.issue)
    words = [n for n in sorted(tree.subtree(one.issue)) if n not in one.words]
    low = one.issue
    while low - 1 in words and low - 1 not in one.words:
        low -= 1
    words = [n for n in words if n >= low]
    return tree.span(list(_trimmed(tree, words, one.issue)))


def _trimmed(tree: Tree, words: list[int], head: int) -> Iterator[int]:
    """Leave out the clause's first "that", "to", "of" and marks at its ends."""
    marks = {m for m in tree.children(head, "mark", "case") if m == words[0]}
    kept = [n for n in words if n not in marks]
    while len(kept) > 1 and tree.parts[kept[-1]] == "PUNCT":
        kept.pop()
    while len(kept) > 1 and tree.parts[kept[0]] == "PUNCT":
        kept.pop(0)
    yield from kept
