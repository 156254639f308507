"""What an event is about, by its own words: the codebook's contexts.

Takes the lower-case words that tell a deed and of whom and what; gives the context with
the most words. Example: `contexts_of("SANCTION", ["recalled", "its", "ambassador"])`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

from legation.events.forms import noun_lemmas, verb_forms
from legation.events.lexicon import lexicon
from legation.vocabulary.plover import CONTEXTS


def contexts_of(kind: str, words: Iterable[str], own: str | None = None) -> tuple[str, ...]:
    """Return the context that some words show; `own` is that of the lexicon's entry.

    An army's deployment or attack is military by its type: that is not said again.

    Example:
        >>> contexts_of("SANCTION", ["recalled", "its", "ambassador"])
        ('diplomatic',)
    """
    known = _contexts()
    found = Counter(context for word in words for context in known.get(word, _of_noun(word)))
    if kind in _BY_ARMS:
        del found["military"]
    if own is not None:
        return (own,)
    ranked = sorted(found, key=lambda name: (-found[name], name))
    return tuple(ranked[:1])


_BY_ARMS = frozenset({"MOBILIZE", "ASSAULT"})


@cache
def _of_noun(word: str) -> tuple[str, ...]:
    known = _contexts()
    return next((known[lemma] for lemma in noun_lemmas(word) if lemma in known), ())


@cache
def _contexts() -> dict[str, tuple[str, ...]]:
    """Return the contexts of each word, and of the forms of verbs among them."""
    found: dict[str, tuple[str, ...]] = {}
    for context in sorted(CONTEXTS):
        for word in lexicon().groups["contexts"].get(context, ()):
            found[word] = (*found.get(word, ()), context)
    forms = {form: contexts for word, contexts in found.items() for form in verb_forms(word)}
    return {**forms, **found}
