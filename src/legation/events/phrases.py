"""Noun phrases of a tree: where they begin and end, who is joined with whom, who can act.

A phrase holds title, modifiers and what "of", "in" and the like add to it, without relative
clause, apposition after a comma, or possessive ending; coordinated ones are phrases of their own.
"""

from __future__ import annotations

import re

from legation.events.forms import noun_lemmas
from legation.events.lexicon import lexicon
from legation.events.subjects import TIMES
from legation.events.tree import NOMINAL, Tree
from legation.vocabulary import MentionKind, Span

_OUT = frozenset(
    "acl acl:relcl advcl advcl:relcl parataxis conj cc cc:preconj list dep discourse orphan reparandum cop nsubj nsubj:pass aux mark dislocated expl".split()
)
_NAMES = frozenset({MentionKind.PERSON, MentionKind.ORGANISATION, MentionKind.PLACE})
_LOOSE = frozenset("to with against after before during over on at by about as through amid despite since until than".split())  # fmt: skip
_EDGES = frozenset(", ; : . - – — ( ) \" “ ” ' ’ ‘ 's ’s".split())


def members(tree: Tree, n: int) -> list[int]:
    """Return the heads of all phrases joined with phrase `n`, itself first."""
    found = [n]
    for m in tree.children(n, "conj"):
        left_out = any(tree.forms[k] == "not" for k in tree.children(m))  # "by A but not by B"
        if (
            tree.parts[m] in NOMINAL
            and not left_out
            and not tree.children(m, "nsubj", "aux", "cop")
        ):
            found += members(tree, m)
    return sorted(found)


def phrase(tree: Tree, n: int, *, whole: bool = False) -> Span:
    """Return the stretch of the phrase with head `n`; `whole` keeps what "to", "on" … add."""
    words = _words(tree, n, whole=whole)
    low = high = n
    while low - 1 in words:
        low -= 1
    while high + 1 in words:
        high += 1
    if n in tree.whole and tree.whole[n][0] >= low:  # a name is kept whole: "Committee on Trade"
        high = max(high, tree.whole[n][1])
    for m in tree.children(tree.heads[n], "nsubj") if tree.base(n) == "nsubj" else ():
        words = tree.subtree(m)  # "White House adviser" + "Jared Kushner", read as two subjects
        if m < n and max(words) == low - 1 and tree.parts[low - 1] != "PUNCT":
            low = min(words)
    while low < n and (tree.forms[low] in _EDGES or (tree.relations[low] in ("case", "advmod") and low in tree.children(n))):  # fmt: skip
        low += 1
    while high > n and tree.forms[high] in _EDGES:
        high -= 1
    return Span(tree.document, tree.tokens[low].start, tree.tokens[high].end)


def _words(tree: Tree, n: int, *, whole: bool) -> set[int]:
    found, waiting = {n}, [n]
    while waiting:
        head = waiting.pop()
        for m in tree.children(head):
            if tree.relations[m] in _OUT and not _inside(tree, m, n):
                continue
            if tree.relations[m] == "appos" and _after_comma(tree, head, m):
                continue
            if tree.base(m) in ("nmod", "obl") and m > n and not whole and _loose(tree, m):
                continue
            if head == n and tree.relations[m] == "case" and m < n:
                continue
            found.add(m)
            waiting.append(m)
    return found


def _inside(tree: Tree, m: int, n: int) -> bool:
    """Tell whether a joined word stands before the head: "the foreign and defence ministers"."""
    head = tree.heads[m]
    return m < n and tree.base(m) in ("conj", "cc") and head != n


def _after_comma(tree: Tree, head: int, m: int) -> bool:
    return any(tree.forms[k] in (",", "(", "–", "—", "-") for k in range(head + 1, m))


def _loose(tree: Tree, m: int) -> bool:
    case = tree.case_of(m)
    return bool(case) and case[0] in _LOOSE


def is_class(tree: Tree, n: int, nouns: frozenset[str]) -> bool:
    """Tell whether the head of a phrase, or a word just before it, is of a class of nouns."""
    form = tree.forms[n]
    if "self" in nouns and form.endswith(("self", "selves")):
        return True
    if any(lemma in nouns for lemma in noun_lemmas(form)):
        return True
    if form in lexicon().group("agents", "general") and any(
        _lemma_in(tree, m, nouns) for m in tree.children(n, "compound")
    ):
        return True
    return form in lexicon().group("agents", "measures") and any(
        is_class(tree, m, nouns) for m in tree.children(n, "nmod") if tree.case_of(m)[:1] == ("of",)
    )


def _lemma_in(tree: Tree, n: int, nouns: frozenset[str]) -> bool:
    return any(lemma in nouns for lemma in noun_lemmas(tree.forms[n]))


def is_pronoun(tree: Tree, n: int) -> bool:
    """Tell whether a phrase is a personal pronoun."""
    return tree.forms[n] in lexicon().group("agents", "pronouns")


def is_named(tree: Tree, n: int) -> bool:
    """Tell whether the head of a phrase is a name of a person, body or place."""
    return tree.named.get(n) in _NAMES or (tree.parts[n] == "PROPN" and tree.forms[n] not in TIMES)


OWNERS = frozenset("its their his her our my".split())
_POSSESSIVES = OWNERS | {"your", "whose"}


def can_act(tree: Tree, n: int) -> bool:
    """Tell whether a phrase names somebody who can act: a name, a body, people, a pronoun."""
    if is_pronoun(tree, n) or is_named(tree, n):
        return True
    agents = lexicon().groups["agents"]
    known = agents["bodies"] | agents["people"]
    classes = lexicon().classes
    lemmas = noun_lemmas(tree.forms[n])
    if any(lemma in known or lemma in classes["troops"] or lemma in classes["civilians"] for lemma in lemmas):  # fmt: skip
        return True
    of = [m for m in tree.children(n, "nmod") if tree.case_of(m)[:1] == ("of",)]
    return tree.forms[n] in lexicon().group("agents", "measures") and any(
        can_act(tree, m) for m in of
    )


_PEOPLE = re.compile(r"(?:[^tp]er|or|ist|ian|eer|ant|ary|ee|man|ese)s?$|men$")


def is_somebody(tree: Tree, n: int) -> bool:
    """Tell whether a phrase names somebody: who can act, or people by the form of the noun."""
    form = tree.forms[n]
    if can_act(tree, n):
        return True
    lemma = form.removesuffix("s")
    return (
        tree.parts[n] == "NOUN"
        and lemma not in lexicon().group("agents", "things")
        and bool(_PEOPLE.search(form))
    )


def owner(tree: Tree, n: int) -> int | None:
    """Return who can act among the possessor, the "of" and the names before a noun, if any.

    In "the killing of villagers" the "of" names who suffers, not whose it is.
    """
    for m in tree.children(n, "nmod:poss"):
        if can_act(tree, m) and not (is_pronoun(tree, m) or tree.forms[m] in _POSSESSIVES):
            return m
    frames = lexicon().noun_frames(tree.forms[n])
    suffers = any(slot.place == "of" and slot.role == "R" for f in frames for slot in f.slots)
    places = (("by",), ("from",)) if suffers else (("of",), ("by",), ("from",))
    for m in tree.children(n, "nmod"):
        if tree.case_of(m)[:1] in places and can_act(tree, m):
            return m
    for m in tree.children(n, "compound", "amod", "nmod"):
        if m < n and (tree.named.get(m) in _NAMES):
            return m
    return None


def anybody_named(tree: Tree) -> bool:
    """Tell whether a name stands in the sentence."""
    return bool(tree.named) or any(part == "PROPN" and form not in TIMES for part, form in zip(tree.parts, tree.forms, strict=True))  # fmt: skip
