"""Which entry of the lexicon a word of a tree stands for, and who fills its places.

Takes a Tree; gives Candidates: for each verb, noun or adjective of the lexicon the entry that fits
best, with the heads of actor, recipient and issue. Example: `candidates(tree)`.
"""

from __future__ import annotations

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
    return found


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
        made.actors = members(tree, args.subject)
    fill(tree, made, best)
    _refuse(tree, made, n)
    reciprocate(tree, made)
    return made


def _name_words(tree: Tree, made: Candidate, best: Fit, args: Arguments) -> None:
    """Add particles and nouns without a role of their own to the words that name the deed."""
    extra = [args.particles[word] for word in made.frame.particles]
    extra += [at for slot, at in best.filled.values() if slot.role is None and slot.nouns and slot.needed and tree.parts[at] in NOMINAL]  # fmt: skip
    made.words = tuple(sorted({made.at, *extra}))


def _refuse(tree: Tree, made: Candidate, n: int) -> None:
    if made.frame.flags & {"neg", "refuses"}:
        made.refused = negation(tree, n)
