"""Who takes part in one deed, by ids: its phrases, possessives and pronouns read with their sentence.

Takes a Tree, a Candidate and the Parties of the document; gives Participants. In a deed of one
party to another "its" in the recipient is not the doer: "said Quito's raid on its posts".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from legation.events.candidate import Candidate
from legation.events.forms import noun_lemmas
from legation.events.lexicon import lexicon
from legation.events.parties import Parties
from legation.events.phrases import is_class, is_named, is_somebody
from legation.events.subjects import subject_of
from legation.events.tree import VERBAL, Tree
from legation.vocabulary import Reason, Span
from legation.vocabulary.plover import PLOVER, Quad

_OWN = frozenset("its their his her our my your".split())
_OBJECTS = frozenset("it him her us me".split())
_THINGS = frozenset("it its".split())
"""Words for a state or body, never for a person."""
_SPEAKER = frozenset("our us my me".split())
RELATIONAL = frozenset(
    "counterpart neighbour neighbor ally partner rival enemy foe adversary opponent colleague host guest".split()
)
"""Nouns for somebody else than whose they are: "its neighbour"."""
_AUDIENCE = frozenset(
    "reporter journalist correspondent interviewer newspaper daily magazine broadcaster press media audience crowd".split()
)
_TELLING = frozenset("tell inform brief assure".split())
_AT_HOME = frozenset(
    "people citizen population opposition critic dissident opponent minority civilian national parliament press".split()
)
_BETWEEN = frozenset({"SANCTION", "COOPERATE", "CONSULT", "AID"})
"""Types of deeds between one and another."""
_CONFLICT = frozenset({Quad.VERBAL_CONFLICT, Quad.MATERIAL_CONFLICT})


@dataclass(frozen=True, slots=True)
class Participants:
    """The ids of those who act and of those acted upon; `mutual` where all act on one another.

    `told` says that the words name whom the deed concerns, known by an id or not.
    """

    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    mutual: bool = False
    told: bool = True
    reasons: tuple[Reason, ...] = ()


def participants(tree: Tree, one: Candidate, parties: Parties) -> Participants:
    """Return who takes part in a deed, as far as its own sentence tells."""
    actors = parties.of_words(tree, one.actors) or _of_the_clause_above(tree, one, parties)
    if one.reciprocal:
        return Participants(actors, actors)
    recipients, reasons = _recipients(tree, one, parties, set(actors))
    if not actors and recipients and _speaks(tree, one):
        actors = _one_named(tree, parties, set(recipients))
    there = all(tree.case_of(m)[:1] in (("in",), ("at",)) for m in one.recipients)
    joint = len(actors) > 1 and "rec" in one.frame.flags and (there or not recipients)
    if joint and (
        one.nominal or not one.issue or one.frame.kind in ("AGREE", "SUPPORT", "CONSULT")
    ):
        return Participants(actors, actors, mutual=True)
    told = any(
        _is_told(tree, m, parties, actors) and not _only_listens(tree, one, m)
        for m in one.recipients
    )
    return Participants(actors, recipients, told=told, reasons=reasons)


def _is_told(tree: Tree, m: int, parties: Parties, doers: tuple[str, ...]) -> bool:
    """Tell whether a phrase names somebody else than the doer, known by an id or not."""
    if not is_somebody(tree, m) or _whose(tree, m) is not None:
        return False
    ids = parties.of_word(tree, m)
    return not ids or not set(ids) <= set(doers)


def _of_the_clause_above(tree: Tree, one: Candidate, parties: Parties) -> tuple[str, ...]:
    """Return whom "they" or "it" means below another clause: its subject."""
    if [tree.forms[m] for m in one.actors] not in (["they"], ["it"]):
        return ()
    mine = {subject_of(tree, one.at), *one.actors}
    for below, m in pairwise((one.at, *tree.above(one.at))):
        if tree.base(below) in ("ccomp", "parataxis"):
            return ()
        subject = subject_of(tree, m) if tree.parts[m] in VERBAL else None
        if subject is not None and subject not in mine:
            return parties.of_word(tree, subject)
    return ()


def _recipients(
    tree: Tree, one: Candidate, parties: Parties, doers: set[str]
) -> tuple[tuple[str, ...], tuple[Reason, ...]]:
    found: list[str] = []
    reasons: list[Reason] = []
    listed = [m for m in one.recipients if not _only_listens(tree, one, m)]
    for m in listed or _struck(one):
        ids = parties.of_word(tree, m) if listed else ()
        others = [i for i in ids if i not in doers]
        if not others and one.frame.kind not in _BETWEEN and _stays_at_home(tree, m, ids):
            others = list(ids)
        if not others and _is_anothers(tree, one, m):
            others = list(other_party(tree, one.at, parties, doers))
            if _whose(tree, m) in _THINGS:
                others = [i for i in others if not i.startswith("person:")]
            if others:
                says = f"not the doer's own: {', '.join(others)}"
                reasons.append(Reason("the other party", says, tree.tokens[m]))
        found += others
    return tuple(dict.fromkeys(found)), tuple(reasons)


def _only_listens(tree: Tree, one: Candidate, m: int) -> bool:
    """Tell whether a phrase is only to whom something is told: "told reporters"."""
    return one.frame.lemma in _TELLING and is_class(tree, m, _AUDIENCE)


def _struck(one: Candidate) -> list[int]:
    """Return the thing that a hostile deed struck, for whose it is: "attacked its posts"."""
    hostile = PLOVER[one.frame.kind].quad is Quad.MATERIAL_CONFLICT
    return [one.issue] if hostile and one.issue is not None and not one.clause else []


def _whose(tree: Tree, m: int) -> str | None:
    """Return the possessive or pronoun by which a phrase is tied to somebody."""
    if tree.forms[m] in _OBJECTS:
        return tree.forms[m]
    owners = (tree.forms[k] for k in tree.children(m, "nmod:poss"))
    return next((form for form in owners if form in _OWN), None)


def _stays_at_home(tree: Tree, m: int, ids: Iterable[str]) -> bool:
    """Tell whether a deed upon one's own is told as such: "police arrested two monks"."""
    if not ids or not is_somebody(tree, m) or is_named(tree, m) or _is_relational(tree, m):
        return False
    if _whose(tree, m) is None:
        return True
    own = any(tree.forms[k] == "own" for k in tree.children(m, "amod"))
    return own or is_class(tree, m, _AT_HOME)


def _is_anothers(tree: Tree, one: Candidate, m: int) -> bool:
    """Tell whether a phrase means another than the doer though it is tied to "its" or "his"."""
    whose = _whose(tree, m)
    if whose is None:
        return False
    return whose in _OBJECTS - _OWN or _is_relational(tree, m) or PLOVER[one.frame.kind].quad in _CONFLICT  # fmt: skip


def _is_relational(tree: Tree, m: int) -> bool:
    return any(lemma in RELATIONAL for lemma in noun_lemmas(tree.forms[m]))


def _speaks(tree: Tree, one: Candidate) -> bool:
    """Tell whether somebody tells what was done to himself by "them"."""
    pronouns = lexicon().group("agents", "pronouns")
    told = any(_whose(tree, m) in _SPEAKER for m in (*one.recipients, *_struck(one)))
    return told and all(tree.forms[m] in pronouns for m in one.actors)


def other_party(tree: Tree, at: int, parties: Parties, doers: set[str]) -> tuple[str, ...]:
    """Return the nearest other party: who acts over the deed, else the only other one named."""
    for m in tree.above(at):
        subject = subject_of(tree, m) if tree.parts[m] in VERBAL else None
        ids = parties.of_word(tree, subject) if subject is not None else ()
        if ids and not set(ids) & doers:
            return ids
    return _one_named(tree, parties, doers)


def _one_named(tree: Tree, parties: Parties, doers: set[str]) -> tuple[str, ...]:
    """Return the only other party named in a sentence, () where there are several."""
    whole = Span(tree.document, tree.tokens[0].start, tree.tokens[-1].end)
    named = [parties.ids_of(r) for r in parties.named_in(whole) if not r.place]
    found = list(dict.fromkeys(i for ids in named for i in ids if i not in doers))
    return tuple(found) if len(found) == 1 else ()
