"""What stands beside a verb, noun or adjective: subject, objects, prepositions, clauses.

Passives, relative clauses, participles, joined verbs and verbs under others ("agreed to withdraw")
are undone, so that a frame of the lexicon finds its places. Example: `arguments(tree, 3)`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from legation.events.subjects import RELATIVE, TIMES, has_to, subject_of
from legation.events.tree import NOMINAL, VERBAL, Tree

_MOVED = frozenset("out off up down back away in over on aside apart home together jointly no ahead around".split())  # fmt: skip


@dataclass(slots=True)
class Arguments:
    """The heads of what stands beside a word, by place; prepositions in `places`."""

    subject: int | None = None
    places: dict[str, list[int]] = field(default_factory=dict)
    particles: dict[str, int] = field(default_factory=dict)
    passive: bool = False
    near: set[int] = field(default_factory=set)

    def add(self, place: str, n: int) -> None:
        """Note a word in a place."""
        if n not in self.places.setdefault(place, []):
            self.places[place].append(n)

    def first(self, place: str) -> int | None:
        """Return the first word in a place."""
        found = self.places.get(place)
        return found[0] if found else None


def arguments(tree: Tree, n: int) -> Arguments:
    """Return what stands beside the verb or adjective `n`."""
    found = Arguments(passive=tree.passive(n))
    found.subject = subject_of(tree, n)
    for m in tree.children(n):
        _place(tree, found, m)
    objects = found.places.get("obj", [])
    if not objects and not found.passive and found.places.get("iobj"):
        found.places["obj"] = found.places.pop("iobj")
    elif len(objects) > 1 and "iobj" not in found.places:  # "granted the firm permission"
        found.places["iobj"] = [objects.pop(0)]
    if found.passive:
        _undo_passive(tree, found, n)
    elif tree.relations[n] == "acl:relcl" and not found.first("obj"):
        _relative_object(tree, found, n)
    _shared_object(tree, found, n)
    for m in list(found.places.get("obj", ())):
        _behind_object(tree, found, m)
    return found


def _place(tree: Tree, found: Arguments, m: int) -> None:
    relation, base, form = tree.relations[m], tree.base(m), tree.forms[m]
    if base in ("obj", "iobj"):
        found.add(base, m)
    elif base in ("obl", "nmod"):
        _preposition(tree, found, m)
    elif base == "xcomp":
        _complement(tree, found, m)
    elif base in ("ccomp", "csubj"):
        if not _misread(tree, found, m):
            found.add("inf" if has_to(tree, m) else "that", m)
    elif base in ("advcl", "acl"):
        marks = [tree.forms[k] for k in tree.children(m, "mark", "case")]
        if "to" in marks and not any(
            tree.forms[k] in ("in", "so") for k in tree.children(m, "mark")
        ):
            found.add("purpose", m)
        elif marks and tree.progressive(m):
            found.add(marks[0], m)
    if relation in ("compound:prt", "advmod", "discourse") or (form in _MOVED and base in ("obl", "case", "mark", "obj", "det")):  # fmt: skip
        found.particles.setdefault(form, m)


def _misread(tree: Tree, found: Arguments, m: int) -> bool:
    """Put right "accused Delhi of a raid" read as a clause: its subject is the object."""
    subject = tree.children(m, "nsubj")
    marks = [*tree.case_of(m), *(tree.forms[k] for k in tree.children(m, "mark"))]
    if not subject or not set(marks) & {"of", "for", "with", "to"}:
        return False
    found.add("obj", subject[0])
    found.add("inf" if "to" in marks else marks[-1], m)
    return True


def _preposition(tree: Tree, found: Arguments, m: int) -> None:
    if tree.forms[m] in TIMES or tree.forms[m].isdigit():
        return
    case = [k for k in tree.children(m, "case") if k < m]
    words = [tree.forms[k] for k in case]
    words += [tree.forms[j] for k in case for j in tree.children(k, "fixed")]
    if not words:
        if tree.relations[m] == "obl:agent":
            found.add("by", m)
        return
    for k in case:  # "out of", whether taken as one preposition or as two
        if tree.forms[k] in _MOVED and (k != case[-1] or tree.children(k, "fixed")):
            found.particles.setdefault(tree.forms[k], k)
    for word in dict.fromkeys((words[-1], words[0])):
        found.add(word, m)
    if len(words) == 1 and words[0] in _ONLY_MOVED:  # "called off the strike"
        found.particles.setdefault(words[0], case[0])
        found.add("obj", m)
    _hung_low(tree, found, m, words[-1])


_ONLY_MOVED = frozenset("off out up down back away aside".split())
_LOW = (("by",), ("with",), ("against",), ("from",))


def _hung_low(tree: Tree, found: Arguments, m: int, word: str) -> None:
    """Note what the parser hangs on a noun: "given to the rebels by Bonn", "with A and with B"."""
    for k in tree.children(m, "nmod"):
        if k > m and tree.case_of(k)[:1] in _LOW:
            found.add(tree.case_of(k)[0], k)
    for k in tree.children(m, "conj"):
        own = tree.case_of(k)
        if own and own[-1] != word:
            found.add(own[-1], k)


def _complement(tree: Tree, found: Arguments, m: int) -> None:
    if tree.parts[m] in VERBAL:
        place = "inf" if has_to(tree, m) else "ing" if tree.progressive(m) else "comp"
        found.add(place, m)
        if place == "comp" and not tree.participle(m):
            found.add("inf", m)
    else:
        found.add("inf" if has_to(tree, m) else "comp", m)
        case = tree.case_of(m)
        if case:
            found.add(case[-1], m)


def _undo_passive(tree: Tree, found: Arguments, n: int) -> None:
    """Put the passive's subject where it belongs, and the agent in the subject's place."""
    patient = found.subject
    objects = found.places.get("obj", [])
    if patient is not None:
        place = "iobj" if objects else "obj"
        found.places.setdefault(place, []).insert(0, patient)
    by = [m for m in found.places.get("by", ()) if tree.parts[m] in NOMINAL]
    found.subject = by[0] if by else None
    found.places.pop("by", None)
    if not by and tree.relations[n] == "conj":
        found.subject = _agent_before(tree, n)


def _agent_before(tree: Tree, n: int) -> int | None:
    """Return the agent of a passive that this one is joined with."""
    for m in tree.children(tree.first_of(n), "obl"):
        if tree.case_of(m)[:1] == ("by",) and tree.parts[m] in NOMINAL:
            return m
    return None


def _relative_object(tree: Tree, found: Arguments, n: int) -> None:
    """The noun that a relative clause hangs on can be its object: "the jets that Taipei bought"."""
    head = tree.heads[n]
    own = tree.children(n, "nsubj", "nsubj:pass")
    if (
        own
        and tree.forms[own[0]] not in RELATIVE
        and head >= 0
        and not any(
            tree.forms[m] in RELATIVE and tree.base(m) in ("obl", "iobj") for m in tree.children(n)
        )
    ):
        found.add("obj", head)


def _shared_object(tree: Tree, found: Arguments, n: int) -> None:
    """A verb without an object may share that of the verb joined after it."""
    if found.passive or found.first("obj") is not None or found.places.get("inf"):
        return
    for m in tree.children(n, "conj"):
        after = tree.parts[m] in VERBAL and not tree.children(m, "nsubj", "nsubj:pass")
        if after and m - n <= 2:
            for k in tree.children(m, "obj"):
                found.add("obj", k)


def _behind_object(tree: Tree, found: Arguments, m: int) -> None:
    """Note what hangs on the object and may belong to the verb: "lodged a protest with Tokyo"."""
    for k in tree.children(m):
        base, marks = tree.base(k), [tree.forms[j] for j in tree.children(k, "mark", "case")]
        if base in ("amod", "compound"):
            found.add("mod", k)
        elif base == "nmod" and k > m:
            _behind_noun(tree, found, k)
        elif tree.relations[k] == "acl" and "to" in marks:
            found.add("purpose", k)
        elif base in ("advcl", "acl") and tree.progressive(k):
            for word in marks:
                found.add(word, k)
        elif base in ("ccomp", "acl") and marks:
            found.add("that", k)


def _behind_noun(tree: Tree, found: Arguments, k: int) -> None:
    """Note a preposition on the object, and those on it: "a suspension of aid to Chad"."""
    if tree.forms[k] in TIMES or tree.forms[k].isdigit():
        return
    found.near.add(k)
    case = tree.case_of(k)
    for word in dict.fromkeys((*case[:1], *case[-1:])):
        found.add(word, k)
    for j in tree.children(k, "nmod"):
        low = tree.case_of(j)
        if j > k and low and low[0] != "of":
            found.add(low[0], j)
