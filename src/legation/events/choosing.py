"""Which candidates are events: who acts, what is only content of another, what is no deed at all.

Takes the candidates of a sentence; marks each that is none with the reason (`why`). Example:
`choose(tree, candidates(tree))`.
"""

from __future__ import annotations

from legation.events.candidate import Candidate
from legation.events.lexicon import lexicon
from legation.events.phrases import anybody_named, can_act, is_class, is_named, is_pronoun, members
from legation.events.subjects import subject_of
from legation.events.tree import Tree

CONTENT_KINDS = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN"})
"""Types whose issue is told as not done: what is asked, promised, refused, threatened."""
_RELATIVE = frozenset({"acl:relcl", "advcl:relcl"})


def choose(tree: Tree, found: list[Candidate]) -> None:
    """Set `why` of each candidate that is no event."""
    for one in found:
        _note_content(tree, one)
    for one in found:
        one.why = _no_deed(tree, one) or _nobody(tree, one)
    for one in found:
        if one.why is None:
            one.why = _within(tree, one, found)
    _one_a_word(found)


def _note_content(tree: Tree, one: Candidate) -> None:
    """Note the words of what is only asked, promised, refused or threatened."""
    if one.issue is None:
        return
    permits = one.clause and one.frame.kind in ("CONCEDE", "RETREAT") and tree.forms[one.at] != "admitted"  # fmt: skip
    if one.frame.kind in CONTENT_KINDS or permits:
        one.content = tree.subtree(one.issue, without=_RELATIVE) - {one.at}


def _no_deed(tree: Tree, one: Candidate) -> str | None:
    """Return why a candidate tells no deed: a rule, a general truth, a plan that is none."""
    n = one.at
    if tree.base(n) in ("vocative", "reparandum"):
        return "no part of the sentence"
    if not one.nominal and (must := _demanded(tree, n)) is not None:
        return f"only demanded: {tree.forms[must]}"
    heads = [*one.actors, *one.recipients, *([one.issue] if one.issue is not None else [])]
    if not anybody_named(tree, heads) and not one.nominal and _timeless(tree, n) and not any(is_pronoun(tree, m) for m in one.actors):  # fmt: skip
        return "a general truth: nobody named, no time"
    return None


_MUST = frozenset("must should ought".split())


def _demanded(tree: Tree, n: int) -> int | None:
    """Return the word that makes a deed a demand: "must leave", "needs to", "has to"."""
    for at in dict.fromkeys((n, tree.first_of(n))):
        for m in tree.children(at, "aux"):
            if tree.forms[m] in _MUST and not any(tree.forms[k] == "have" for k in tree.children(at, "aux")):  # fmt: skip
                return m
        head = tree.heads[at]
        if head >= 0 and tree.base(at) == "xcomp" and tree.forms[head] in ("need", "needs", "has", "have", "ought"):  # fmt: skip
            if any(tree.forms[k] == "yet" for k in tree.children(head)):
                return None
            return head
    return None


def _timeless(tree: Tree, n: int) -> bool:
    """Tell whether a verb is a plain present or under "may", "can" …, in a whole sentence."""
    aux = [tree.forms[m] for m in tree.children(n, "aux", "aux:pass", "cop")]
    if any(word in ("may", "can", "must", "should", "might", "would") for word in aux):
        return True
    ends = tree.forms[-1] in (".", "!", "?")
    if aux:
        return all(word in ("is", "are", "be", "do", "does") for word in aux) and not tree.progressive(n)  # fmt: skip
    past = tree.participle(n) or _is_past(tree, n)
    return ends and not past and not tree.progressive(n)


def _is_past(tree: Tree, n: int) -> bool:
    form = tree.forms[n]
    return form not in lexicon().verbs and not form.endswith("s")


def _nobody(tree: Tree, one: Candidate) -> str | None:
    """Return why a candidate has nobody in it who can act."""
    acts = [m for m in one.actors if _acts(tree, one, m)]
    if one.actors and not acts:
        return "the one that acts is nobody: " + tree.forms[one.actors[0]]
    if acts:
        one.actors = acts
        return None
    if one.frame.kind == "MOBILIZE" and one.passive and not one.nominal:
        return _those_sent(tree, one)
    return "no doer"


def _those_sent(tree: Tree, one: Candidate) -> str | None:
    """Take those who are sent, posted or moved as the doers where nobody is told to send them."""
    sent = subject_of(tree, one.at)
    if sent is None:
        return "no doer"
    one.actors, one.recipients, one.issue = members(tree, sent), [], None
    one.words = (one.at,)
    return None


def _acts(tree: Tree, one: Candidate, m: int) -> bool:
    if can_act(tree, m):
        return True
    classes = lexicon().classes
    if one.frame.kind == "ASSAULT" and not one.nominal:
        return is_class(tree, m, classes["blows"]) or is_class(tree, m, classes["weapons"])
    return False


def _within(tree: Tree, one: Candidate, found: list[Candidate]) -> str | None:
    """Return of which other event a candidate is only the content, or a word."""
    for other in found:
        if other is one or other.why is not None:
            continue
        if one.at in other.words and one.nominal:
            return f"a word of {tree.forms[other.at]}"
        if one.at in other.content and not _stands_alone(tree, one, other):
            return f"only the content of {tree.forms[other.at]}"
    return None


def _stands_alone(tree: Tree, one: Candidate, other: Candidate) -> bool:
    """A noun with a doer of its own is a deed even where it is refused: "rejected X's request"."""
    if not one.nominal or other.clause or other.frame.kind != "REJECT":
        return False
    return any(is_named(tree, m) or can_act(tree, m) for m in one.actors) and not set(one.actors) & set(other.actors)  # fmt: skip


def _one_a_word(found: list[Candidate]) -> None:
    taken: dict[int, Candidate] = {}
    for one in found:
        if one.why is None and one.at in taken:
            one.why = "the same word"
        taken.setdefault(one.at, one)
