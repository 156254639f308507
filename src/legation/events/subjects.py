"""Who does what a word tells, undone from relative clauses, participles, joined and governed verbs.

Example: in "Riga agreed to withdraw", `subject_of(tree, 3)` is 0.
"""

from __future__ import annotations

from legation.events.lexicon import lexicon
from legation.events.tree import NOMINAL, VERBAL, Tree

RELATIVE = frozenset("who which that whom whose".split())
_DEEPEST = 6
_SELVES = frozenset("itself himself herself themselves".split())
_GOVERNED = frozenset("xcomp advcl ccomp parataxis advcl:relcl".split())


TIMES = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december today yesterday tomorrow day week month year
    night evening morning afternoon weekend hours days weeks months years spring summer autumn winter
    time period date
    """.split()
)  # fmt: skip
"""Nouns that tell when: they fill no place of actor, recipient or issue."""


def subject_of(tree: Tree, n: int, depth: int = 0) -> int | None:
    """Return who does (in a passive: who undergoes) what the word `n` tells, if the tree says."""
    if depth > _DEEPEST:
        return None
    own = tree.children(n, "nsubj", "nsubj:pass", "nsubj:outer")
    own = [m for m in own if tree.forms[m] not in TIMES] or own
    if own:
        m = max((k for k in own if k < n), default=own[0])  # the first may be a dateline or title
        return _antecedent(tree, n) if tree.forms[m] in ("which", "who", "that") else m
    head, relation = tree.heads[n], tree.relations[n]
    if head < 0:
        return None
    if relation in ("acl", "acl:relcl"):
        return _modified(tree, n, head)
    if relation == "conj":
        return _joined(tree, head, depth)
    return _controller(tree, n, head, depth) if relation in _GOVERNED else None


def _antecedent(tree: Tree, n: int) -> int | None:
    """Return the noun that a relative pronoun stands for."""
    head = tree.heads[tree.first_of(n)]
    return head if head >= 0 and tree.parts[head] in NOMINAL else None


def _modified(tree: Tree, n: int, head: int) -> int | None:
    """Return who does what a clause on a noun tells: the noun, or whose it is ("a plan to attack")."""
    if tree.relations[n] == "acl" and tree.forms[head] in lexicon().group("agents", "documents"):
        return owner_of_deed(tree, head)  # "released a statement criticising": who released it
    if tree.relations[n] == "acl":
        return owner_of_deed(tree, head) if has_to(tree, n) else head
    return head if tree.progressive(n) or tree.children(n, "aux") else None


def _joined(tree: Tree, head: int, depth: int) -> int | None:
    if tree.relations[head] in ("acl", "acl:relcl") and not tree.children(head, "nsubj"):
        return tree.heads[head]
    return subject_of(tree, head, depth + 1) if tree.parts[head] in (*VERBAL, "ADJ") else None


def has_to(tree: Tree, n: int) -> bool:
    """Tell whether a word is an infinitive with "to"."""
    return any(tree.forms[k] == "to" for k in tree.children(n, "mark"))


def _controller(tree: Tree, n: int, head: int, depth: int) -> int | None:
    """Return who does what stands under another verb: its object or its subject."""
    if tree.parts[head] not in (*VERBAL, "ADJ", "NOUN"):
        return None
    relation, marks = tree.relations[n], {tree.forms[m] for m in tree.children(n, "mark", "case")}
    known = lexicon()
    lemmas = known.verb_lemmas.get(tree.forms[head], ())
    frames = [frame for lemma in lemmas for frame in known.verbs.get(lemma, ())]
    told_of = _told_of(tree, n, head, marks, {frame.kind for frame in frames})
    if told_of is not None:
        return told_of
    if any("obj" in frame.flags for frame in frames) and has_to(tree, n):
        asked = [m for m in tree.children(head, "obl") if tree.case_of(m)[:1] in _ASKED and tree.forms[m] not in TIMES]  # fmt: skip
        if asked:
            return asked[0]
    if relation in ("ccomp", "parataxis"):
        return None
    by = [m for m in tree.children(head, "obl") if tree.case_of(m)[:1] == ("by",)]
    raised = set(lemmas) & (known.group("control", "report") | known.group("control", "future"))
    if relation == "advcl" and by and tree.passive(head) and not raised and not marks & _OF:
        return by[0]
    return subject_of(tree, head, depth + 1)


_ASKED = (("on",), ("to",), ("upon",), ("with",))
_OF = frozenset({"of", "for", "with"})


def _told_of(tree: Tree, n: int, head: int, marks: set[str], kinds: set[str]) -> int | None:
    """Return the object of a verb where the deed is its doing: "urged them to", "accused X of"."""
    objects = tree.children(head, "obj", "iobj")
    if not objects or tree.forms[objects[0]] in _SELVES:
        return None
    if tree.relations[n] in ("xcomp", "ccomp"):
        return objects[0]
    return objects[0] if kinds & {"ACCUSE", "SUPPORT", "COERCE"} and marks & _OF else None


def owner_of_deed(tree: Tree, head: int) -> int | None:
    """Return who would do what a noun tells: "Riga's decision to withdraw", "it made an offer to"."""
    owners = tree.children(head, "nmod:poss")
    owners += [m for m in tree.children(head, "nmod") if tree.case_of(m)[:1] in _OWNED]
    if owners:
        return owners[0]
    verb = tree.heads[head]
    carried = tree.base(head) in ("obj", "obl") and verb >= 0 and tree.parts[verb] in VERBAL
    return subject_of(tree, verb, _DEEPEST - 2) if carried else None


_OWNED = (("by",), ("of",), ("from",))
