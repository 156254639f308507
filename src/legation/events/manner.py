"""The PLOVER mode of a deed by its words: what is demanded, refused or threatened, who met, with what.

Takes a Candidate with its Tree, or a type and words; gives a mode or None: what cannot be told from
the words stays open. Example: a demand to
withdraw is REQUEST/yield.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from legation.events.candidate import Candidate
from legation.events.forms import noun_lemmas, verb_forms
from legation.events.lexicon import lexicon
from legation.events.tree import Tree

_ASKED = (("meet", "meet"), ("yield", "yield"), ("assist", "assist"), ("change", "change"))
_THREATENED = (
    ("arrest", "arrested"), ("expel", "expelled"), ("territory", "territory"), ("ban", "banned"),
    ("restrict", "restrict"), ("relations", "relations"), ("violence", "violence"), ("political", "political"),
)  # fmt: skip
_MODES = {
    "REQUEST": _ASKED, "REJECT": _ASKED, "THREATEN": _THREATENED,
    "CONSULT": (("phone", "telephoned"), ("visit", "visited"), ("multilateral", "multilateral")),
    "MOBILIZE": (("troops", "men"), ("weapons", "arms"), ("police", "police")),
    "ASSAULT": (("heavy-weapons", "heavy"), ("explosives", "explosive"), ("firearms", "shot")),
}  # fmt: skip
_BY_ISSUE = frozenset({"REQUEST", "REJECT", "THREATEN"})
_OWN = frozenset({None, "troops"})
"""Modes of the lexicon's entry that the words may better: none, or troops for what is a weapon."""


def mode_of(tree: Tree, one: Candidate) -> str | None:
    """Return the mode that the words of a deed or of its issue show; None: that of its entry."""
    kind = one.frame.kind
    if kind not in _MODES or one.frame.mode not in _OWN:
        return None
    if kind in _BY_ISSUE:
        if one.issue is None:
            return None
        words = [one.issue, *sorted(tree.subtree(one.issue) - {one.issue, *one.words})]
    else:
        words = sorted({*one.words, *one.actors, *one.recipients, *_beside(tree, one)})
    return mode_of_words(kind, [tree.forms[n] for n in words])


def _beside(tree: Tree, one: Candidate) -> set[int]:
    """Return what stands with a deed and its nouns: "exchanged artillery fire", "with rockets"."""
    nouns = [n for n in one.words if tree.parts[n] == "NOUN"]
    found = {m for n in nouns for m in tree.children(n, "amod", "compound", "nmod")}
    return found | set(tree.children(one.at, "obj", "nsubj:pass", "obl"))


def mode_of_words(kind: str, words: Iterable[str]) -> str | None:
    """Return the mode that the first telling word of what is asked or threatened shows.

    Example:
        >>> mode_of_words("REQUEST", ["the", "release", "of", "two", "sailors"])
        'yield'
    """
    modes = _MODES.get(kind, ())
    found = (mode for word in words for mode, name in modes if _is_of(word, name))
    return next(found, None)


def _is_of(word: str, name: str) -> bool:
    return word in _forms(name) or any(lemma in _forms(name) for lemma in noun_lemmas(word))


@cache
def _forms(name: str) -> frozenset[str]:
    words = lexicon().group("manner", name)
    return words | {form for word in words for form in verb_forms(word)}
