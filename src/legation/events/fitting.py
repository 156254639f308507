"""How well an entry of the lexicon fits a word: its places filled, its classes and flags held.

Takes a Tree with the arguments of a word and a Frame; gives a Fit, or None.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from legation.events.arguments import Arguments
from legation.events.forms import verb_forms
from legation.events.lexicon import Frame, Slot, lexicon
from legation.events.phrases import can_act, is_class, is_named, is_somebody, members
from legation.events.tree import VERBAL, Tree

MODALS = frozenset("will would can could shall ca wo".split())
_JOINT = frozenset("joint jointly together bilateral trilateral multinational combined".split())


@dataclass(slots=True)
class Fit:
    """How well an entry fits, and which word fills each of its places."""

    score: float
    filled: dict[str, tuple[Slot, int]]


def fit(tree: Tree, args: Arguments, frame: Frame, n: int) -> Fit | None:
    """Return how well an entry fits the word `n` with its arguments; None: it does not."""
    score = 4.0 * len(frame.particles)
    if any(word not in args.particles for word in frame.particles):
        return None
    if frame.subject is not None:
        if args.subject is None or not is_class(tree, args.subject, frame.subject):
            return None
        score += 3
    filled: dict[str, tuple[Slot, int]] = {}
    for slot in frame.slots:
        at = _at(tree, args, slot)
        if at is not None:
            filled[slot.place] = (slot, at)
            score += _worth(args, slot, at)
        elif slot.needed:
            return None
    if args.places.get("obj") and not any(slot.place == "obj" for slot in frame.slots):
        score -= 3  # an object that the entry knows nothing of
        if score < 1:
            return None
    return Fit(score, filled) if _flags_hold(tree, args, frame, n) else None


def _worth(args: Arguments, slot: Slot, at: int) -> float:
    """Return what a filled place adds to a fit: the more it demands, the more."""
    worth = 1.0
    if slot.needed:
        worth = 4.0 if slot.nouns else 3.0 if slot.place != "obj" else 1.0
    if slot.place == "inf" and at in args.places.get("purpose", ()):
        worth -= 0.5
    return worth + (1.0 if slot.role == "W" else 0.0)


def _at(tree: Tree, args: Arguments, slot: Slot) -> int | None:
    """Return the word that fills a place."""
    there = list(args.places.get(slot.place, ()))
    if slot.place == "inf":
        there += args.places.get("purpose", [])
    if slot.needed and slot.place in ("to", "with") and slot.role in ("R", "W") and not there:
        there = _far(tree, args, slot.place)
    for m in there:
        if slot.role == "W" and not is_somebody(tree, m):
            continue
        if slot.nouns is None or _is_of(tree, m, slot.nouns):
            return m
    return None


def _far(tree: Tree, args: Arguments, place: str) -> list[int]:
    """Return what the parser hangs deep under the object: "returned a bust of Ovid to Rome"."""
    return [
        k
        for m in args.places.get("obj", ())
        for k in sorted(tree.subtree(m))
        if tree.base(k) == "nmod" and tree.case_of(k)[:1] == (place,)
    ]


def _is_of(tree: Tree, m: int, nouns: frozenset[str]) -> bool:
    if tree.parts[m] in VERBAL:
        return tree.forms[m] in _forms_of(nouns) or tree.forms[m] in nouns
    return is_class(tree, m, nouns) or any(
        is_class(tree, k, nouns) for k in tree.children(m, "conj")
    )


@cache
def _forms_of(lemmas: frozenset[str]) -> frozenset[str]:
    return frozenset(form for lemma in lemmas for form in verb_forms(lemma))


def _flags_hold(tree: Tree, args: Arguments, frame: Frame, n: int) -> bool:
    if "neg" in frame.flags:
        return negation(tree, n) is not None
    if "refuses" in frame.flags:
        return negation(tree, n) is not None and _modal(tree, n)
    if "goods" in frame.flags and any(is_class(tree, m, lexicon().classes["abstract"]) for m in args.places.get("obj", ())):  # fmt: skip
        return False
    if "joint" in frame.flags and not _is_joint(tree, args, n):
        return False
    if frame.lemma == "tell" and frame.kind == "THREATEN" and not _is_harsh(tree, args):
        return False
    return _clause_holds(tree, args, frame)


def _clause_holds(tree: Tree, args: Arguments, frame: Frame) -> bool:
    """Tell whether what is said is a demand, a warning or a threat, where the entry wants one."""
    if "victim" in frame.flags:
        return _has_victim(tree, args)
    if "none" in frame.flags:
        return any(tree.forms[k] in ("no", "little") for m in args.places.get("obj", ()) for k in tree.children(m))  # fmt: skip
    if "deontic" in frame.flags:
        return any(_is_wanted(tree, m) for m in args.places.get("that", ()))
    return "warn" not in frame.flags or _warns(tree, args)


def _has_victim(tree: Tree, args: Arguments) -> bool:
    """Tell whether what is vowed is to be done to somebody: "to fight the rebels", not "crime"."""
    objects = [k for m in args.places.get("inf", ()) for k in tree.children(m, "obj")]
    return not objects or any(can_act(tree, k) or is_named(tree, k) for k in objects)


_WANTED = frozenset("must should ought has have had needs need be".split())
_FINITE = frozenset("is are was were has had did does will would can could may might".split())


def _is_wanted(tree: Tree, n: int) -> bool:
    """Tell whether a clause says what is to be, not what is: "must leave", "that Oslo remove"."""
    aux = [tree.forms[m] for m in tree.children(n, "aux", "aux:pass", "cop")]
    if any(form in _WANTED for form in aux):
        return not any(form in _FINITE for form in aux if form not in _WANTED)
    ends = tree.forms[n].endswith(("s", "ed", "ing"))
    return not ends and not any(form in _FINITE for form in aux)


def _modal(tree: Tree, n: int) -> bool:
    return any(tree.forms[m] in MODALS for m in tree.children(n, "aux"))


def _is_joint(tree: Tree, args: Arguments, n: int) -> bool:
    nearby = [n, *args.places.get("obj", ())]
    if any(tree.forms[k] in _JOINT for m in nearby for k in tree.children(m)):
        return True
    return bool(args.places.get("with")) or (
        args.subject is not None and len(members(tree, args.subject)) > 1
    )


_HARSH = frozenset(
    """
    consequence consequences retaliate retaliation respond response price war attack strike force
    sanctions punish punished arrested arrest jailed killed kill shot destroy destroyed die dead
    expelled prosecuted closed close cut suffer pay face reprisal reprisals weapons severe serious
    """.split()
)  # fmt: skip
_OWN = frozenset("it they we i he she".split())


def _is_harsh(tree: Tree, args: Arguments) -> bool:
    under = {k for m in args.places.get("that", ()) for k in tree.subtree(m)}
    return any(tree.forms[k] in _HARSH for k in under)


def _warns(tree: Tree, args: Arguments) -> bool:
    """A warning threatens where it tells what its speaker, or somebody, will do in return."""
    for m in args.places.get("that", ()):
        under = tree.subtree(m)
        subjects = tree.children(m, "nsubj", "nsubj:pass")
        own = any(tree.forms[k] in _OWN for k in subjects)
        ahead = any(tree.forms[k] in ("will", "would", "could", "may", "might", "'ll", "’ll", "shall") for k in under)  # fmt: skip
        if ahead and (own or args.places.get("obj") or any(tree.forms[k] in _HARSH for k in under)):
            return True
    return False


def negation(tree: Tree, n: int) -> int | None:
    """Return the word that denies the verb `n` itself."""
    for m in tree.children(n):
        if (
            m < n + 2
            and tree.forms[m] in ("not", "n't", "n’t", "never")
            and tree.base(m) == "advmod"
        ):
            return m
    return None
