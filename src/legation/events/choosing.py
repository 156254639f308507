"""Which candidates are events: who acts, what is only content of another, what is no deed at all.

Takes the candidates of a sentence; marks each that is none with the reason (`why`). Example:
`choose(tree, candidates(tree))`.
"""

from __future__ import annotations

from legation.events.candidate import Candidate
from legation.events.lexicon import lexicon
from legation.events.manner import mode_of
from legation.events.phrases import (
    OWNERS,
    anybody_named,
    can_act,
    is_class,
    is_named,
    is_pronoun,
    is_somebody,
    members,
)
from legation.events.subjects import TIMES, subject_of
from legation.events.tree import Tree

CONTENT_KINDS = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN"})
"""Types whose issue is told as not done: what is asked, promised, refused, threatened."""
_RELATIVE = frozenset({"acl:relcl", "advcl:relcl"})


def choose(tree: Tree, found: list[Candidate]) -> None:
    """Set `why` of each candidate that is no event."""
    for one in found:
        _note_content(tree, one)
    for one in found:
        _inherit(tree, one, found)
    for one in found:
        one.why = _no_deed(tree, one) or _nobody(tree, one)
    for one in found:
        if one.why is None:
            one.why = _within(tree, one, found)
    _one_a_word(found)
    for one in found:
        if one.why is None:
            one.mode = mode_of(tree, one)


_OTHERS = frozenset("him her them it us me you".split())
_SAID = frozenset({"ACCUSE", "REQUEST", "THREATEN", "REJECT"})


def _inherit(tree: Tree, one: Candidate, found: list[Candidate]) -> None:
    """What is said to nobody is said to whom the deed above was done: "summoned X to complain"."""
    named = any(tree.forms[m] not in _OTHERS for m in one.recipients)
    if named or one.nominal or not (one.recipients or one.frame.kind in _SAID):
        return
    head = tree.heads[one.at]
    if tree.base(one.at) in ("advcl", "xcomp", "acl") and head >= 0:
        for other in found:
            if (
                other.at == head
                and other.recipients
                and other is not one
                and not set(other.recipients) & set(one.actors)
            ):
                one.recipients = list(other.recipients)


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
    if not one.nominal and _is_condition(tree, one):
        return "only a purpose or condition"
    if one.frame.kind in ("REJECT", "REQUEST") and _keeps_silent(tree, one):
        return "only the press and its questions"
    if not anybody_named(tree) and not one.nominal and _timeless(tree, n) and not any(is_pronoun(tree, m) for m in one.actors):  # fmt: skip
        return "a general truth: nobody named, no time"
    return None


_CONDITIONS = frozenset("if unless whether provided".split())


def _is_condition(tree: Tree, one: Candidate) -> bool:
    """Tell whether a deed is only what something else is for, or a condition with nobody named."""
    low = min(tree.subtree(one.at))
    if tree.forms[low : low + 2] == ("in", "order"):
        return True
    marks = {tree.forms[m] for m in tree.children(one.at, "mark")}
    return bool(marks & _CONDITIONS and one.actors) and all(is_pronoun(tree, m) for m in one.actors)


_SILENT = frozenset(
    "comment comments interview interviews say speculate elaborate name identify answer specify confirm disclose reveal named identified quoted".split()
)


def _keeps_silent(tree: Tree, one: Candidate) -> bool:
    """Tell whether the press only asks, or is told nothing: "a request for comment"."""
    return one.issue is not None and tree.forms[one.issue] in _SILENT


_MUST = frozenset("must should ought".split())


def _demanded(tree: Tree, n: int) -> int | None:
    """Return the word that makes a deed a demand: "must leave", "needs to", "has to"."""
    for at in dict.fromkeys((n, tree.first_of(n))):
        for m in tree.children(at, "aux"):
            if tree.forms[m] in _MUST and m > 0 and not any(tree.forms[k] == "have" for k in tree.children(at, "aux")):  # fmt: skip
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
    one.actors = [antecedent(tree, one.at, m) for m in one.actors]
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


_SPEAKING = frozenset("it they he she we i".split())
_OWN = frozenset("his her its their our my".split())


def antecedent(tree: Tree, n: int, m: int) -> int:
    """Return whom a pronoun in what is said stands for, where the sentence tells: the speaker."""
    own = any(tree.forms[k] in _OWN for k in tree.children(m, "nmod:poss"))
    whole = own and is_class(tree, m, _SIDES)
    if (tree.forms[m] not in _SPEAKING and not whole) or _said_of_others(tree, m):
        return m
    for at in (n, *tree.above(n)):
        head = tree.heads[at]
        told = tree.base(at) in ("ccomp", "parataxis") and head >= 0
        if told and tree.parts[head] == "VERB":
            speaker = subject_of(tree, head)
            if speaker is not None and speaker != m and is_somebody(tree, speaker) and not is_pronoun(tree, speaker):  # fmt: skip
                return speaker
    return m


def _said_of_others(tree: Tree, m: int) -> bool:
    """Tell whether a pronoun within quotation marks is somebody else than who speaks there."""
    if tree.forms[m] not in ("it", "they", "he", "she"):
        return False
    opened = sum(form in ("“", "''", "``") for form in tree.forms[:m])
    closed = sum(form == "”" for form in tree.forms[:m])
    return opened > closed or tree.forms[:m].count('"') % 2 == 1


_SIDES = frozenset("country government side nation state party administration army ministry movement group organisation organization bloc alliance".split())  # fmt: skip


def _acts(tree: Tree, one: Candidate, m: int) -> bool:
    if is_class(tree, m, lexicon().group("agents", "writers")) and not is_named(tree, m):
        return False
    whose = one.nominal and tree.forms[m] in OWNERS  # the cast knows who that is
    if whose or is_somebody(tree, m) or tree.forms[m] in ("one", "no-one", "those"):
        return True
    if one.nominal and tree.base(m) in ("amod", "compound") and tree.forms[m] not in TIMES:
        return tree.named.get(m) is not None  # "the Georgian attack"
    if not one.nominal and _of_a_people(tree, m) and tree.forms[m] not in lexicon().classes["abstract"]:  # fmt: skip
        return True
    classes = lexicon().classes
    if one.frame.kind == "ASSAULT" and not one.nominal:
        return is_class(tree, m, classes["blows"]) or is_class(tree, m, classes["weapons"])
    return False


def _of_a_people(tree: Tree, m: int) -> bool:
    """Tell whether a people or body is named before a noun: "Emirati planes", "NATO frigates"."""
    before = [k for k in tree.children(m, "amod", "compound") if k < m]
    return any(tree.named.get(k) is not None for k in before) and tree.forms[m].endswith("s")


def _within(tree: Tree, one: Candidate, found: list[Candidate]) -> str | None:
    """Return of which other event a candidate is only the content, or a word."""
    for other in found:
        if other is one or other.why is not None:
            continue
        if one.at in other.words and one.nominal:
            return f"a word of {tree.forms[other.at]}"
        if one.nominal and tree.heads[one.at] == other.at and _is_own(tree, one, other):
            return f"what is dealt with in {tree.forms[other.at]}"
        if one.at in other.content and not _stands_alone(tree, one, other):
            return f"only the content of {tree.forms[other.at]}"
    return None


def _is_own(tree: Tree, one: Candidate, other: Candidate) -> bool:
    """Tell whether a noun is the doer's own deed, dealt with by another: "withdrew its demand"."""
    same = set(one.actors) <= set(other.actors) or all(tree.forms[m] in OWNERS for m in one.actors)
    return tree.base(one.at) == "obj" and same


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
