"""Who fills the roles of a deed: actor, recipient and issue from the places of its entry.

Takes a Candidate and the Fit of its entry; fills the Candidate.
"""

from __future__ import annotations

from legation.events.arguments import arguments
from legation.events.candidate import Candidate
from legation.events.fitting import Fit
from legation.events.phrases import can_act, is_named, is_pronoun, is_somebody, members, owner
from legation.events.subjects import TIMES
from legation.events.tree import NOMINAL, VERBAL, Tree
from legation.vocabulary import MentionKind


def fill(tree: Tree, made: Candidate, fit: Fit) -> None:
    """Give each filled place its role."""
    for place, (slot, at) in fit.filled.items():
        role = slot.role
        clause = tree.parts[at] in VERBAL or place in ("inf", "that", "ing")
        if role == "A":
            _give_actor(tree, made, at)
        elif role == "AR" and made.actors and not made.nominal:
            continue
        elif role == "AR":
            made.actors = made.recipients = members(tree, at)
            made.reciprocal = len(made.actors) > 1 or tree.forms[at].endswith("s")
        elif role == "P":
            made.place = at
        elif role in ("R", "W", "X") and not clause:
            _give_recipient(tree, made, at, sure=role != "X")
        elif role in ("I", "R", "X") and (made.issue is None or (made.clause and not clause)):
            made.issue, made.clause = at, clause
    _look_further(tree, made, fit)


def _look_further(tree: Tree, made: Candidate, fit: Fit) -> None:
    """Without a recipient in its own place: whose the issue is, or whom the asked deed concerns."""
    if made.recipients:
        return
    left = fit.filled.get("obj")
    if made.clause and made.issue is not None:
        who = _concerned(tree, made, made.issue)
    elif made.issue is not None:
        who = owner(tree, made.issue)
    else:
        who = owner(tree, left[1]) if left and left[0].role is None else None
    if who is None and made.frame.kind == "AID" and not made.nominal:
        who = _helped(tree, made)
    if who is None and made.issue is not None and made.frame.kind in _SPOKEN:
        who = _spoken_of(tree, made)
    if who is not None and who not in made.actors:
        made.recipients = members(tree, who)


_SPOKEN = frozenset({"REQUEST", "REJECT", "ACCUSE", "THREATEN", "SUPPORT", "AGREE", "CONCEDE"})


def _spoken_of(tree: Tree, made: Candidate) -> int | None:
    """Return who is named in what is asked, refused, praised …: "a call for sanctions on Minsk"."""
    if made.issue is None:
        return None
    inside = tree.subtree(made.issue, without=frozenset({"acl:relcl", "advcl"}))
    taken = {made.at, *made.actors}
    names = [m for m in sorted(inside - taken) if tree.named.get(m) in _STATES and not _is_time(tree, m)]  # fmt: skip
    names = [m for m in names if tree.heads[m] not in names and tree.case_of(m)[:1] not in _WHERE]
    mine = {tree.forms[m] for m in made.actors}
    return next((m for m in names if tree.forms[m] not in mine), None)


def _is_time(tree: Tree, m: int) -> bool:
    return tree.forms[m] in TIMES


_WHERE = (("in",), ("at",), ("near",), ("around",), ("through",), ("off",))
_STATES = frozenset({MentionKind.ORGANISATION, MentionKind.PLACE, MentionKind.PERSON})


def _helped(tree: Tree, made: Candidate) -> int | None:
    """Return who gains from what is given for a purpose or in a place: "paid to rebuild Mosul"."""
    args = arguments(tree, made.at)
    for m in args.places.get("purpose", ()):
        if (who := _concerned(tree, made, m)) is not None:
            return who
    places = [m for word in ("for", "in", "into", "over", "to") for m in args.places.get(word, ())]
    return next((m for m in places if tree.parts[m] in NOMINAL and is_named_or_body(tree, m)), None)


_TOWARDS = ("to", "with", "against", "from", "on", "for", "into", "by", "between")


def _concerned(tree: Tree, made: Candidate, clause: int) -> int | None:
    """Return whom the deed of a clause concerns: its object, or who is named beside it."""
    if tree.parts[clause] not in (*VERBAL, "ADJ", "NOUN"):
        return None
    args = arguments(tree, clause)
    objects = [*args.places.get("iobj", ()), *args.places.get("obj", ())]
    beside = [m for place in _TOWARDS for m in args.places.get(place, ()) if tree.parts[m] in NOMINAL]  # fmt: skip
    asked = made.frame.kind in ("REQUEST", "ACCUSE", "THREATEN") and args.subject is not None
    first = [args.subject] if asked and args.subject not in made.actors else []
    there: list[int | None] = [*first, *objects, *beside]
    somebody = [m for m in there if m is not None and is_named_or_body(tree, m)]
    named = [m for m in somebody if is_named(tree, m) or m in first]
    if somebody:  # "extradite two suspects to Chile": Chile rather than the suspects
        return (named or somebody)[0]
    owners = (owner(tree, m) for m in objects)
    under = (_concerned(tree, made, m) for m in args.places.get("inf", ()) if m != clause)
    return next((m for m in (*owners, *under) if m is not None), None)


def is_named_or_body(tree: Tree, m: int) -> bool:
    """Tell whether a phrase can act and is no pronoun."""
    return can_act(tree, m) and not is_pronoun(tree, m)


def _give_actor(tree: Tree, made: Candidate, at: int) -> None:
    if "swap" in made.frame.flags and not made.recipients:
        made.recipients = made.actors
    made.actors = members(tree, at)


_MATERIAL = frozenset({"ASSAULT", "COERCE", "PROTEST", "AID", "SANCTION"})
"""Types whose recipient may be a thing: what is struck, taken, occupied."""


def _give_recipient(tree: Tree, made: Candidate, at: int, *, sure: bool) -> None:
    """Name a recipient: who can act, in material conflict also a thing; else an issue and whose."""
    if is_somebody(tree, at) or (sure and made.frame.kind in _MATERIAL):
        if not made.recipients or sure:
            made.recipients = members(tree, at)
        return
    if made.issue is None or made.clause:
        made.issue, made.clause = at, False
    who = owner(tree, at)
    if who is not None and not made.recipients and who not in made.actors:
        made.recipients = members(tree, who)


_PAIRS = frozenset("two both sides countries leaders parties governments presidents ministers nations states neighbours neighbors".split())  # fmt: skip


def reciprocate(tree: Tree, made: Candidate) -> None:
    """Who meet, trade or sign in one phrase act on one another."""
    if "rec" not in made.frame.flags or made.reciprocal or not made.actors:
        return
    if made.recipients and (made.frame.kind != "SUPPORT" or len(made.actors) < 2):
        return
    one = made.actors[0]
    mutual = made.frame.kind in ("CONSULT", "COOPERATE") and tree.parts[one] == "NOUN"
    if mutual and not made.recipients and tree.forms[one].endswith(("s", "men")):
        made.reciprocal, made.recipients = True, list(made.actors)
        return
    several = len(made.actors) > 1 or any(tree.forms[m] in _PAIRS for m in (one, *tree.children(one)))  # fmt: skip
    if several and (len(made.actors) > 1 or tree.forms[one].endswith(("s", "men", "two"))):
        made.reciprocal = True
        made.recipients = list(made.actors)
