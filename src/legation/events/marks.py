"""What grammar, names and rules say of each word, as marks that the reader sees beside its states.

Takes a Tree and the candidates of its sentence; gives (words, MARKS) of 0 and 1. A candidate that
the rules turned down marks its words too, apart from those that stand. Example:
`marks(tree, candidates(tree)).shape == (len(tree.tokens), len(MARKS))`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from legation.events.candidate import Candidate
from legation.events.phrases import phrase
from legation.events.tree import NOMINAL, Tree
from legation.vocabulary import MentionKind
from legation.vocabulary.plover import PLOVER

PARTS = tuple("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split())  # fmt: skip
RELATIONS = tuple(
    """acl acl:relcl advcl advmod amod appos aux aux:pass case cc ccomp compound compound:prt conj cop
    csubj det discourse expl fixed flat iobj list mark nmod nmod:poss nsubj nsubj:pass nummod obj obl
    obl:agent obl:unmarked parataxis punct root vocative xcomp""".split()
)
ROLES = ("actor", "recipient", "issue")
PHRASE = ("begins a phrase", "begins two", "ends a phrase", "ends two", "in a phrase")
MARKS = (
    *PARTS, *RELATIONS, *(str(kind) for kind in MentionKind),
    *(f"{role} {place}{why}" for why in ("", ", turned down") for role in ROLES for place in ("first", "in")),
    "tells", "tells, turned down", *PLOVER, "above what tells", "under what tells", *PHRASE,
)  # fmt: skip
_PLACE = {name: place for place, name in enumerate(MARKS)}
Range = tuple[int, int]


def marks(tree: Tree, found: Sequence[Candidate]) -> NDArray[np.float32]:
    """Return the marks of a sentence's words."""
    out = np.zeros((len(tree.tokens), len(MARKS)), np.float32)
    for word, name in (*_grammar(tree), *_deeds(tree, found), *_phrases(tree)):
        if name in _PLACE:
            out[word, _PLACE[name]] = 1
    return out


def _grammar(tree: Tree) -> Iterator[tuple[int, str]]:
    for n, (part, relation) in enumerate(zip(tree.parts, tree.relations, strict=True)):
        yield n, part
        yield n, relation if relation in _PLACE else tree.base(n)
        if n in tree.named:
            yield n, str(tree.named[n])


def _deeds(tree: Tree, found: Sequence[Candidate]) -> Iterator[tuple[int, str]]:
    for one in found:
        why = ", turned down" if one.why else ""
        for n in one.words:
            yield n, f"tells{why}"
            yield n, one.frame.kind
        if tree.heads[one.at] >= 0:
            yield tree.heads[one.at], "above what tells"
        for n in tree.children(one.at):
            yield n, "under what tells"
        roles = [("actor", n) for n in one.actors] + [("recipient", n) for n in one.recipients]
        places = [(role, _range(tree, n)) for role, n in roles]
        if one.issue is not None:
            under = tree.subtree(one.issue)
            whole = (min(under), max(under) + 1) if one.clause else _range(tree, one.issue)
            places.append(("issue", whole))
        for role, (first, end) in places:
            yield first, f"{role} first{why}"
            for n in range(first + 1, end):
                yield n, f"{role} in{why}"


def _phrases(tree: Tree) -> Iterator[tuple[int, str]]:
    ranges = {_range(tree, n) for n, part in enumerate(tree.parts) if part in NOMINAL}
    for words, once, twice in (
        ([first for first, _ in ranges], *PHRASE[:2]),
        ([end - 1 for _, end in ranges], *PHRASE[2:4]),
    ):
        for n in words:
            yield n, twice if words.count(n) > 1 else once
    for first, end in ranges:
        yield from ((n, PHRASE[4]) for n in range(first, end))


def _range(tree: Tree, n: int) -> Range:
    """Return the words [first, end) of the phrase with head `n`."""
    span = phrase(tree, n)
    inside = [k for k, token in enumerate(tree.tokens) if span.contains(token)]
    return inside[0], inside[-1] + 1
