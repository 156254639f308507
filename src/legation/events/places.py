"""When and where a deed was: the time expressions and places that hang on its words.

Takes a Tree and a Candidate with the times of the sentence; gives a When with its reason, a place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from legation.events.arguments import arguments
from legation.events.candidate import Candidate
from legation.events.lexicon import lexicon
from legation.events.phrases import is_class, is_named, phrase
from legation.events.tree import NOMINAL, VERBAL, Tree
from legation.vocabulary import MentionKind, Reason, Span, Status, TimeExpression, When

_IN = ("towards", "toward", "opposite", "before", "in", "at", "near", "off", "along", "around", "outside", "over", "on", "across", "inside", "within", "through")  # fmt: skip
_YEAR = 365


@dataclass(frozen=True, slots=True)
class Timed:
    """A time expression, and the words of the sentence that it covers."""

    time: TimeExpression
    words: tuple[int, ...]


def times_of(tree: Tree, times: Sequence[TimeExpression]) -> list[Timed]:
    """Return the time expressions of a sentence with their words."""
    found = []
    for time in times:
        words = tuple(n for n, token in enumerate(tree.tokens) if token.overlaps(time.span))
        if words:
            found.append(Timed(time, words))
    return found


def time_of(tree: Tree, one: Candidate, others: set[int], times: Sequence[Timed]) -> Timed | None:
    """Return the time that hangs on a deed's words, and on no other deed or saying before it."""
    own = {*one.words, *_happening(tree, one)}
    for timed in times:
        if _of_a_thing(tree, timed, own):
            continue
        for n in timed.words:
            path = [n, *tree.above(n)]
            owner = next((m for m in path if m in own or _owns(tree, m, one, others)), None)
            ahead = owner is not None and n < owner and owner == tree.first_of(one.at)
            if owner in own or ahead:  # "In 1956 Cairo took the canal and London attacked"
                return timed
    return None


def _of_a_thing(tree: Tree, timed: Timed, own: set[int]) -> bool:
    """Tell whether a time says which thing is meant: "the 2008 decision", "a plan for 2010"."""
    top = next(n for n in timed.words if tree.heads[n] not in timed.words)
    if tree.case_of(top)[:1] == ("for",):  # "a plan for 2010", "closed for two weeks"
        return True
    thing = tree.heads[top]
    if thing < 0 or thing in own or tree.parts[thing] not in NOMINAL:
        return False
    inside = tree.base(top) in ("nmod", "amod", "nummod", "compound")
    return inside and (top < thing or tree.case_of(top)[:1] == ("of",))


def _happening(tree: Tree, one: Candidate) -> list[int]:
    """Return the verb that a noun of a deed is the subject of ("the siege began in May")."""
    head = tree.heads[one.at]
    is_subject = one.nominal and tree.base(one.at) == "nsubj" and head >= 0
    return [head] if is_subject and tree.parts[head] in VERBAL else []


def _owns(tree: Tree, m: int, one: Candidate, others: set[int]) -> bool:
    """Tell whether what hangs on a word is told of that word: a deed, or any other verb.

    A verb that only adds how the deed is meant ("began withdrawing") owns nothing.
    """
    if m in one.words or m in others:
        return True
    return tree.parts[m] in VERBAL and not (tree.base(one.at) == "xcomp" and tree.heads[one.at] == m)  # fmt: skip


def when_of(timed: Timed | None, published: When, status: Status) -> When:
    """Return when a deed was: as its time says, else what the publication alone allows."""
    if timed is not None and timed.time.when.known:
        return timed.time.when
    if status is Status.PLANNED and published.earliest:
        says = "told as still to come"
        return When(published.earliest, None, (Reason("publication", says, earliest=published.earliest),))  # fmt: skip
    if status in (Status.OCCURRED, Status.ALLEGED) and published.latest:
        says = "told as done when published"
        return When(None, published.latest, (Reason("publication", says, latest=published.latest),))
    return When()


def since_of(tree: Tree, timed: Timed | None) -> int | None:
    """Return the word "since" of a time from which a deed goes on."""
    if timed is None or timed.words[0] == 0:
        return None
    before = timed.words[0] - 1
    return before if tree.forms[before] == "since" else None


def is_past(timed: Timed | None, published: When) -> bool:
    """Tell whether a time lies more than a year before the document's own day.

    Without such a day a bare year or decade is taken as looking back.
    """
    if timed is None or timed.time.when.latest is None:
        return False
    latest: date = timed.time.when.latest
    if published.earliest is None:
        return timed.time.kind in ("year", "decade", "month", "day")
    return (published.earliest - latest).days > _YEAR


def place_of(tree: Tree, one: Candidate) -> Span | None:
    """Return where a deed was: a place named beside its words that is no recipient."""
    if one.place is not None and (is_named(tree, one.place) or _is_place(tree, one.place)):
        return phrase(tree, one.place)
    taken = {*one.actors, *one.recipients}
    for n in one.words:
        near = list(tree.children(n, "obl", "nmod"))
        near += [m for k in _happening(tree, one) for m in tree.children(k, "obl")]
        if tree.parts[n] in VERBAL:
            near += arguments(tree, n).near
        for m in near:
            case = tree.case_of(m)
            if case and case[-1] in _IN and m not in taken and tree.parts[m] in NOMINAL and _is_place(tree, m):  # fmt: skip
                return phrase(tree, m)
    return None


def _is_place(tree: Tree, m: int) -> bool:
    named = tree.named.get(m) is MentionKind.PLACE and is_named(tree, m)
    return named or is_class(tree, m, lexicon().classes["sites"])
