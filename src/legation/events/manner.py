"""The PLOVER mode of a demand, refusal or threat, by what is demanded, refused or threatened.

Takes a Candidate of one of these types with the others of its sentence, or the words of what is
asked; gives a mode or None: what cannot be told from the words stays open. Example: a demand to
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
_MODES = {"REQUEST": _ASKED, "REJECT": _ASKED, "THREATEN": _THREATENED}


def mode_of(tree: Tree, one: Candidate) -> str | None:
    """Return the mode of a REQUEST, REJECT or THREATEN; None for other types or if unclear."""
    if one.frame.kind not in _MODES or one.issue is None:
        return None
    under = sorted(tree.subtree(one.issue) - {one.issue, *one.words})
    return mode_of_words(one.frame.kind, [tree.forms[n] for n in (one.issue, *under)])


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
