"""The auxiliary modes of a deed with the words that show them.

Takes a Tree and a Candidate; gives (mode, word) pairs: what the verb's own auxiliaries say, the
verbs it hangs under ("plans to", "began", "is said to"), conditions, adverbs, and for a noun what
stands with it. Example: `read_modes(tree, candidate)`.
"""

from __future__ import annotations

from collections.abc import Iterator

from legation.events.candidate import Candidate
from legation.events.lexicon import lexicon
from legation.events.tree import VERBAL, Tree
from legation.vocabulary.plover import Auxiliary

Cue = tuple[Auxiliary, int]
_BE = frozenset("is are was were be been being 's 're ’s ’re 'm am".split())
_UNDER = frozenset({"xcomp", "acl", "advcl", "ccomp"})
_HAPPENS = frozenset(
    """
    take took taken takes taking begin began begun begins beginning start started starts continue continued continues
    continuing happen happened occur occurred follow followed resume resumed resumes
    end ended fail failed collapse collapsed hold held open opened
    """.split()
)  # fmt: skip


def read_modes(tree: Tree, one: Candidate) -> list[Cue]:
    """Return the modes of a candidate, each with the first word that shows it."""
    found: dict[Auxiliary, int] = {}
    for mode, word in _all(tree, one):
        willed = one.refused is not None and tree.base(word) == "aux"
        if word != one.refused and not willed:
            found.setdefault(mode, word)
    ahead = found.keys() & {Auxiliary.FUTURE, Auxiliary.HYPOTHETICAL}
    going_on = found.get(Auxiliary.ONGOING)
    if ahead and going_on is not None and tree.heads[going_on] != one.at:
        del found[Auxiliary.ONGOING]  # "is preparing to expel": it is the preparing that goes on
    return sorted(found.items(), key=lambda cue: cue[1])


def _all(tree: Tree, one: Candidate) -> Iterator[Cue]:
    verb = _verb_of(tree, one)
    if one.nominal:
        yield from _of_noun(tree, one.at)
    if verb is not None:
        yield from _of_verb(tree, verb, nominal=one.nominal)
        yield from _of_governors(tree, verb)
    if one.actors:
        yield from _no_one(tree, one)
    if tree.forms[0] in lexicon().group("cues", "alleged"):
        yield Auxiliary.ALLEGED, 0


def _verb_of(tree: Tree, one: Candidate) -> int | None:
    """Return the verb whose modes are the deed's: its own, or the one that carries the noun."""
    if not one.nominal:
        return one.at
    carried = [n for n in one.words if tree.parts[n] in VERBAL]
    if carried:
        return carried[0]
    head = tree.heads[one.at]
    if tree.base(one.at) == "nsubj" and head >= 0 and tree.forms[head] in _HAPPENS:
        return head
    return None


def _of_verb(tree: Tree, n: int, *, nominal: bool = False) -> Iterator[Cue]:
    """Yield what the auxiliaries, adverbs and marks of a verb say."""
    first = tree.first_of(n)
    shared = [first] if first != n and not tree.children(n, "aux", "nsubj", "nsubj:pass") else []
    for at in (n, *shared):
        for m in tree.children(at, "aux", "aux:pass", "cop"):
            yield from _auxiliary(tree, at, m)
        yield from _adverbs(tree, n, at)
    for at in dict.fromkeys((n, first)):
        for m in tree.children(at, "mark"):
            if tree.forms[m] in lexicon().group("cues", "condition"):
                yield Auxiliary.HYPOTHETICAL, m
            elif tree.forms[m] == "without":
                yield Auxiliary.NEGATED, m
    if nominal:
        yield from _carried(tree, n)


def _carried(tree: Tree, n: int) -> Iterator[Cue]:
    """Yield what the verb says that carries a noun: "plans a march", "is considering a pledge"."""
    lemmas = set(lexicon().verb_lemmas.get(tree.forms[n], ()))
    modes = (
        ("future", Auxiliary.FUTURE), ("ongoing", Auxiliary.ONGOING),
        ("hypothetical", Auxiliary.HYPOTHETICAL), ("negated", Auxiliary.NEGATED),
    )  # fmt: skip
    for name, mode in modes:
        if lemmas & lexicon().group("control", name) and not tree.passive(n):
            yield mode, n


_ADVERBS = (
    ("negated", Auxiliary.NEGATED), ("alleged", Auxiliary.ALLEGED),
    ("ongoing_adverbs", Auxiliary.ONGOING), ("historical", Auxiliary.HISTORICAL),
)  # fmt: skip


def _adverbs(tree: Tree, n: int, at: int) -> Iterator[Cue]:
    groups = lexicon().groups["cues"]
    for m in tree.children(at, "advmod"):
        for name, mode in _ADVERBS:
            own = mode is not Auxiliary.NEGATED or at == n or m < at
            if tree.forms[m] in groups[name] and own:
                yield mode, m


def _auxiliary(tree: Tree, n: int, m: int) -> Iterator[Cue]:
    known, form = lexicon(), tree.forms[m]
    if (
        form in known.group("cues", "future")
        or form == "wo"
        or (form in ("would", "'d", "’d") and _told(tree, n))
    ):
        yield Auxiliary.FUTURE, m
    elif form in known.group("cues", "hypothetical") or (m == 0 and form in _INVERTED):
        yield Auxiliary.HYPOTHETICAL, m
    elif form == "used":
        yield Auxiliary.HISTORICAL, m
    elif form in _BE and tree.progressive(n):
        yield Auxiliary.ONGOING, m
    elif form in _BE and any(tree.forms[k] == "to" for k in tree.children(n, "mark")):
        marks = {tree.forms[k] for k in tree.children(n, "mark")}
        yield (Auxiliary.HYPOTHETICAL if "if" in marks else Auxiliary.FUTURE), m


_INVERTED = frozenset({"should", "had", "were"})


def _told(tree: Tree, n: int) -> bool:
    """Tell whether a clause is what somebody said, where "would" is a future seen from the past."""
    first = tree.first_of(n)
    return tree.base(first) == "ccomp" and tree.parts[tree.heads[first]] in VERBAL


def _of_governors(tree: Tree, n: int) -> Iterator[Cue]:
    """Yield what the verbs say under which a deed hangs: "plans to", "continued to", "denied"."""
    known = lexicon()
    at = tree.first_of(n)
    for _ in range(4):
        head, base = tree.heads[at], tree.base(at)
        if head < 0 or base not in _UNDER or tree.relations[at] in ("acl:relcl", "advcl:relcl"):
            return
        to = any(tree.forms[m] == "to" for m in tree.children(at, "mark"))
        lemmas = set(known.verb_lemmas.get(tree.forms[head], ()))
        yield from _governor(tree, at, head, lemmas, to=to)
        if base == "advcl":
            return
        if base in ("xcomp", "acl"):
            yield from _of_verb(tree, head)
        at = tree.first_of(head)


def _governor(  # noqa: C901 - one kind of governing verb after the other
    tree: Tree, at: int, head: int, lemmas: set[str], *, to: bool
) -> Iterator[Cue]:
    known, base = lexicon(), tree.base(at)
    control = known.groups["control"]
    if lemmas & control["negated"] and base in ("xcomp", "ccomp", "advcl"):
        yield Auxiliary.NEGATED, head
    elif base == "ccomp":
        if lemmas & known.group("cues", "claims"):
            yield Auxiliary.ALLEGED, head
    elif lemmas & control["report"] and to and tree.passive(head):
        mode = Auxiliary.FUTURE if "expect" in lemmas else Auxiliary.ALLEGED
        yield mode, head
    elif lemmas & {"accuse", "suspect", "charge"} and not to:
        yield Auxiliary.ALLEGED, head
    elif base == "acl" and to and tree.forms[head] in _COURTESY:
        return
    elif to and tree.forms[head] == "used":
        yield Auxiliary.HISTORICAL, head
    elif base == "acl" and to and tree.parts[head] == "NOUN":
        yield Auxiliary.FUTURE, head
    elif lemmas & control["ongoing"] or (lemmas & control["begin"] and base == "xcomp"):
        yield Auxiliary.ONGOING, head
    elif (
        to and (lemmas & control["future"] or tree.forms[head] in known.group("cues", "going"))
    ) or (to and lemmas & {"go"} and tree.progressive(head)):
        yield Auxiliary.FUTURE, head
    elif lemmas & control["hypothetical"] and base in ("xcomp", "ccomp"):
        yield Auxiliary.HYPOTHETICAL, head
    elif to and "have" in lemmas and any(tree.forms[m] == "yet" for m in tree.children(head)):
        yield Auxiliary.NEGATED, next(m for m in tree.children(head) if tree.forms[m] == "yet")


_COURTESY = frozenset({"honour", "honor", "pleasure", "privilege"})


def _of_noun(tree: Tree, n: int) -> Iterator[Cue]:
    """Yield what stands with a noun: "no talks", "the planned visit", "ahead of the summit"."""
    groups = lexicon().groups["cues"]
    pairs = (
        ("future_adjectives", Auxiliary.FUTURE), ("possible", Auxiliary.HYPOTHETICAL),
        ("ongoing", Auxiliary.ONGOING), ("alleged_adjectives", Auxiliary.ALLEGED),
        ("negated_adjectives", Auxiliary.NEGATED),
    )  # fmt: skip
    for m in tree.children(n):
        if tree.base(m) == "det" and tree.forms[m] in ("no", "neither"):
            yield Auxiliary.NEGATED, m
        elif tree.base(m) == "amod" or tree.parts[m] == "ADJ":
            for name, mode in pairs:
                if tree.forms[m] in groups[name]:
                    yield mode, m
        elif tree.base(m) == "case" and tree.forms[m] == "without":
            yield Auxiliary.NEGATED, m
        elif tree.base(m) == "case" and tree.forms[m] in ("ahead", "pending"):
            yield Auxiliary.FUTURE, m


def _no_one(tree: Tree, one: Candidate) -> Iterator[Cue]:
    for n in (*one.actors, *one.recipients):
        if tree.forms[n] in ("nobody", "none", "neither") and not one.nominal:
            yield Auxiliary.NEGATED, n
        for m in tree.children(n, "det"):
            if tree.forms[m] in ("no", "neither") and not one.nominal:
                yield Auxiliary.NEGATED, m
