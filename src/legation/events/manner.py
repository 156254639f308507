"""The PLOVER mode of a demand, refusal or threat, by what is demanded, refused or threatened.

Takes a Candidate of one of these types with the others of its sentence; gives a mode or None: what
cannot be told from the words stays open. Example: a demand to withdraw is REQUEST/yield.
"""

from __future__ import annotations

from legation.events.candidate import Candidate
from legation.events.lexicon import lexicon
from legation.events.phrases import is_class
from legation.events.tree import Tree

_ASKED = {
    "AID": "assist", "COOPERATE": "assist", "MOBILIZE": "assist", "CONSULT": "meet",
    "RETREAT": "yield", "CONCEDE": "yield", "SUPPORT": "change", "COERCE": "change",
    "SANCTION": "change",
}  # fmt: skip
_THREATENED = {
    "ASSAULT": "violence", "MOBILIZE": "violence", "SANCTION": "relations", "REJECT": "relations",
    "PROTEST": "political",
}  # fmt: skip
_COERCED = {"arrest": "arrest", "ban": "ban", "deport": "expel", "seize": "territory"}
_ASKED_FOR = (("assist", "helped"), ("meet", "met"), ("yield", "yielded"))
_THREATENED_WITH = (("violence", "war"), ("restrict", "sanctions"), ("arrest", "arrests"))


def mode_of(tree: Tree, one: Candidate, found: list[Candidate]) -> str | None:
    """Return the mode of a REQUEST, REJECT or THREATEN; None for other types or if unclear."""
    kind, issue = one.frame.kind, one.issue
    if kind not in ("REQUEST", "REJECT", "THREATEN") or issue is None:
        return None
    inside = [other for other in found if other is not one and other.at in one.content]
    first = min(inside, key=lambda other: abs(other.at - issue), default=None)
    told = None
    if first is not None:
        told = _threat(first) if kind == "THREATEN" else _ASKED.get(first.frame.kind)
    words = [issue, *tree.children(issue, "obj", "nmod", "obl")]
    pairs = _THREATENED_WITH if kind == "THREATEN" else _ASKED_FOR
    classes = lexicon().classes
    named = (mode for mode, name in pairs if any(is_class(tree, m, classes[name]) for m in words))
    return told or next(named, None)


def _threat(first: Candidate) -> str | None:
    if first.frame.kind == "COERCE":
        return _COERCED.get(first.frame.mode or "", "restrict")
    if first.frame.kind == "SANCTION" and first.frame.mode == "expel":
        return "expel"
    return _THREATENED.get(first.frame.kind)
