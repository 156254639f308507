"""Deeds named by nouns: "Russia's invasion", "talks between", "carried out an attack".

Takes a Tree and one of its nouns; gives a Candidate, or None.
"""

from __future__ import annotations

from legation.actors.directory import directory, name_words
from legation.events.arguments import Arguments, arguments
from legation.events.candidate import Candidate
from legation.events.fitting import fit
from legation.events.lexicon import lexicon
from legation.events.phrases import OWNERS, can_act, is_somebody, members
from legation.events.roles import fill, reciprocate
from legation.events.subjects import TIMES, subject_of
from legation.events.tree import VERBAL, Tree
from legation.vocabulary import MentionKind


def nominal(tree: Tree, n: int) -> Candidate | None:
    """Return the deed that a noun names, with those who stand beside it; None: it names none."""
    frames = lexicon().noun_frames(tree.forms[n])
    if not frames or tree.base(n) in ("compound", "flat", "fixed") or tree.named.get(n) is not None:
        return None
    args = _noun_arguments(tree, n)
    fits = [(found, frame) for frame in frames if (found := fit(tree, args, frame, n))]
    if not fits:
        return None
    best, frame = max(fits, key=lambda pair: pair[0].score)
    made = Candidate(n, frame, (n,), score=best.score)
    light = _light_verb(tree, n)
    fill(tree, made, best)
    _possess(tree, made, args)
    if light is not None:
        _carry(tree, made, light)
    if not made.actors and "patient" not in frame.flags:
        made.actors = [m for m in args.places.get("poss", ()) if tree.forms[m] in OWNERS][:1]
    if "joint" in frame.flags and made.actors:
        made.recipients, made.reciprocal = list(made.actors), len(made.actors) > 1
    reciprocate(tree, made)
    if made.frame.kind == "CONSULT" and made.recipients and not made.actors:
        made.actors = _attending(tree, made)
    return made


def _attending(tree: Tree, made: Candidate) -> list[int]:
    """Return who is told of beside a meeting with somebody: "after talks with X, the envoy said"."""
    for m in tree.above(made.at):
        if tree.parts[m] in VERBAL and tree.base(m) not in ("acl", "csubj"):
            subject = subject_of(tree, m)
            if subject is not None and is_somebody(tree, subject):
                return [k for k in members(tree, subject) if k not in made.recipients]
    return []


def _noun_arguments(tree: Tree, n: int) -> Arguments:
    found = Arguments()
    for m in tree.children(n):
        _beside_noun(tree, found, n, m)
    verb = tree.heads[n]
    joins = tree.base(n) == "obj" or tree.relations[n] == "nsubj:pass"
    if joins and verb >= 0 and tree.parts[verb] in VERBAL:
        for m in tree.children(verb, "obl"):
            if tree.case_of(m)[:1] != ("by",) or _light_verb(tree, n) is not None:
                _add_case(tree, found, m)
    return found


def _add_case(tree: Tree, found: Arguments, m: int) -> None:
    if tree.forms[m] in TIMES:
        return
    case = tree.case_of(m)
    for word in dict.fromkeys((*case[:1], *case[-1:])):
        found.add(word, m)


def _beside_noun(tree: Tree, found: Arguments, n: int, m: int) -> None:
    base, marks = tree.base(m), [tree.forms[k] for k in tree.children(m, "mark")]
    if tree.relations[m] == "nmod:poss":
        found.add("poss", m)
    elif base == "nmod" and m > n:
        _add_case(tree, found, m)
        for k in tree.subtree(m):  # "aid to Kabul by Delhi", with "by" hung too low
            low = k > m and tree.base(k) == "nmod" and tree.case_of(k)[:1] != ("of",)
            if low and (tree.heads[k] == m or tree.case_of(k)[:1] == ("by",)):
                _add_case(tree, found, k)
    elif base in ("acl", "ccomp") and marks:
        found.add("inf" if "to" in marks else "that", m)
    elif base in ("amod", "compound") and m < n:
        found.add("name" if _is_name(tree, m) else "mod", m)
    elif tree.relations[m] == "acl" and tree.passive(m):  # "an attack carried out by"
        for k in tree.children(m, "obl"):
            _add_case(tree, found, k)


def _is_name(tree: Tree, m: int) -> bool:
    """Tell whether a word before a noun names a people or body: "Russian", "NATO"."""
    return tree.named.get(m) is not None or tree.parts[m] == "PROPN"


_OF_A_PEOPLE = frozenset({"genocide", "holocaust"})
"""Deeds named for the people who suffer them: "the Herero genocide"."""


def _possess(tree: Tree, made: Candidate, args: Arguments) -> None:
    """Give the possessor, or the people named before the noun, its role."""
    for place in ("poss", "name"):
        for at in args.places.get(place, ()):
            if not (can_act(tree, at) or place == "name"):
                continue
            if place == "name" and made.frame.kind in _STRUCK and _is_where(tree, at):
                made.place = made.place or at
                continue
            if (
                "patient" in made.frame.flags
                and not made.recipients
                and (place == "poss" or made.frame.lemma in _OF_A_PEOPLE)
            ):
                made.recipients = members(tree, at)
            elif not made.actors:
                made.actors = members(tree, at)


_STRUCK = frozenset({"ASSAULT", "PROTEST"})
"""Types before whose nouns a place tells where: "the Beirut bombing", but "the Georgian attack"."""


def _is_where(tree: Tree, at: int) -> bool:
    """Tell whether a name before a noun is a place that is no state."""
    if tree.parts[at] != "PROPN" or tree.named.get(at) is not MentionKind.PLACE:
        return False
    low, high = tree.whole.get(at, (at, at))
    names = directory().forms.get(name_words(" ".join(tree.forms[low : high + 1])), ())
    return all(name.kind in ("capital", "seat") for name in names)


def _light_verb(tree: Tree, n: int) -> int | None:
    """Return the verb that only carries the noun ("carried out an attack"), if there is one."""
    verb = tree.heads[n]
    if verb < 0 or tree.parts[verb] not in VERBAL:
        return None
    control = lexicon().groups["control"]
    light = control["light"] | control["negated"] | control["ongoing"] | control["begin"]
    light |= control["future"] | control["hypothetical"]
    carries = any(lemma in light for lemma in lexicon().verb_lemmas.get(tree.forms[verb], ()))
    if tree.base(n) == "obj" or tree.relations[n] == "nsubj:pass":
        return verb if carries else None
    return None


_SUFFERED = frozenset("suffer suffered suffers suffering face faced faces facing".split())


def _carry(tree: Tree, made: Candidate, verb: int) -> None:
    """Take the subject of the light verb as the one who acts, or who suffers it."""
    subject = arguments(tree, verb).subject
    made.words = tuple(sorted({verb, made.at}))
    if subject is None or made.reciprocal:
        return
    if tree.forms[verb] in _SUFFERED:
        made.recipients = made.recipients or members(tree, subject)
    elif not made.actors:
        made.actors = members(tree, subject)
