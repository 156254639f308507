"""Which entry of the lexicon a word of a tree stands for, and who fills its places.

Takes a Tree; gives Candidates: for each verb, noun or adjective of the lexicon the entry that fits
best, with the heads of actor, recipient and issue. Example: `candidates(tree)`.
"""

from __future__ import annotations

from collections.abc import Sequence

from legation.events.arguments import Arguments, arguments
from legation.events.candidate import Candidate
from legation.events.fitting import Fit, fit, negation
from legation.events.lexicon import Frame, lexicon
from legation.events.nouns import nominal
from legation.events.phrases import members
from legation.events.roles import fill, reciprocate
from legation.events.tree import NOMINAL, VERBAL, Tree


def candidates(tree: Tree) -> list[Candidate]:
    """Return every deed of a sentence that an entry of the lexicon fits, in order."""
    known = lexicon()
    found = []
    for n, part in enumerate(tree.parts):
        made = None
        if part in VERBAL or (part == "ADJ" and tree.passive(n)):
            frames = [f for lemma in known.verb_lemmas.get(tree.forms[n], ()) for f in known.verbs.get(lemma, ())]  # fmt: skip
            made = _verbal(tree, n, frames)
        if made is None and part in ("ADJ", "VERB") and tree.forms[n] in known.adjectives:
            made = _verbal(tree, n, list(known.adjectives[tree.forms[n]]))
        if part == "NOUN":
            made = nominal(tree, n)
        if made:
            found.append(made)
    return [one for one in found if not _is_told_beside(tree, one, found)]


def _is_told_beside(tree: Tree, one: Candidate, found: Sequence[Candidate]) -> bool:
    """Tell whether a noun's deed is told by its participle: "the agreement signed by Mali"."""
    beside = (o for o in found if not o.nominal and tree.heads[o.at] == one.at and tree.base(o.at) == "acl")  # fmt: skip
    return one.nominal and any(set(one.actors) <= set(o.actors) for o in beside)


def _verbal(tree: Tree, n: int, frames: list[Frame]) -> Candidate | None:
    if not frames or tree.base(n) in ("amod", "compound", "case", "mark", "fixed"):
        return None
    args = arguments(tree, n)
    fits = [(found, frame) for frame in frames if (found := fit(tree, args, frame, n))]
    if not fits:
        return None
    best, frame = max(fits, key=lambda pair: pair[0].score)
    made = Candidate(n, frame, (n,), passive=args.passive, score=best.score)
    _name_words(tree, made, best, args)
    if args.subject is not None:
        made.actors = _after_dateline(tree, made.at, members(tree, args.subject))
    fill(tree, made, best)
    _refuse(tree, made, n)
    reciprocate(tree, made)
    return _refused(tree, made)


_DASHES = frozenset({"-", "--", "–", "—"})
_DATELINE = 12
_SHORT = 7


def _after_dateline(tree: Tree, n: int, heads: list[int]) -> list[int]:
    """Leave out what stands before the dash of a dateline: "ROME, 3 May -- The minister said"."""
    dash = next((k for k in range(1, min(_DATELINE, n)) if _is_dash(tree, k)), None)
    if dash is None or all(m > dash for m in heads):
        return heads
    after = [m for m in heads if m > dash]
    under = [k for m in (n, *heads) for k in tree.children(m, "nsubj", "appos", "parataxis", "conj", "dep", "list", "nmod")]  # fmt: skip
    found = [k for k in under if dash < k < n and tree.parts[k] in NOMINAL]
    return after or (members(tree, min(found)) if found else heads)


def _is_dash(tree: Tree, k: int) -> bool:
    """Tell whether a word is a dash with a blank on either side."""
    if k + 1 >= len(tree.tokens):
        return False
    if tree.forms[k] == ":" and k < _SHORT:
        return True
    if tree.forms[k] not in _DASHES:
        return False
    return tree.tokens[k - 1].end < tree.tokens[k].start and tree.tokens[k].end < tree.tokens[k + 1].start  # fmt: skip


_GIVEN = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
REFUSAL = Frame(
    "not", "verbs", "REJECT", None, None, (), frozenset(), None, frozenset(), "will not"
)


def _refused(tree: Tree, made: Candidate) -> Candidate:
    """What somebody "will not" or "would not" do for another is refused, not left undone."""
    at = negation(tree, made.at)
    willed = any(tree.forms[m] in _WILLED for m in tree.children(made.at, "aux"))
    if at is None or not willed or made.passive or made.frame.kind not in _GIVEN:
        return made
    if any(tree.forms[m] in ("if", "unless") for m in tree.children(made.at, "mark")):
        return made
    made.frame, made.refused, made.reciprocal = REFUSAL, at, False
    made.content = tree.subtree(made.at) - {made.at}
    if made.recipients == made.actors:
        made.recipients = []
    return made


_WILLED = frozenset("will would wo 'll ’ll 'd".split())


def _name_words(tree: Tree, made: Candidate, best: Fit, args: Arguments) -> None:
    """Add particles and nouns without a role of their own to the words that name the deed."""
    extra = [args.particles[word] for word in made.frame.particles]
    extra += [at for slot, at in best.filled.values() if slot.role is None and slot.nouns and slot.needed and tree.parts[at] in NOMINAL]  # fmt: skip
    made.words = tuple(sorted({made.at, *extra}))


def _refuse(tree: Tree, made: Candidate, n: int) -> None:
    if made.frame.flags & {"neg", "refuses"}:
        made.refused = negation(tree, n)
