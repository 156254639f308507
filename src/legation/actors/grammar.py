"""The grammar of one sentence by the places of its tokens, where the sentence has been parsed."""

from __future__ import annotations

from dataclasses import dataclass, field

from legation.vocabulary import Sentence, Span, Syntax

SUBORDINATE = 0.6
"""What the subject of a subordinate clause weighs beside that of the sentence."""
_CLAUSES = ("ccomp", "csubj", "advcl", "xcomp", "acl")


@dataclass(slots=True)
class Grammar:
    """`relations` and `heads` of tokens, by where each begins; empty without a parse."""

    relations: dict[int, str] = field(default_factory=dict)
    heads: dict[int, int] = field(default_factory=dict)

    def relation(self, place: int) -> str:
        """Return the relation of the token that begins at a place; '' if it is not known."""
        return self.relations.get(place, "")

    def is_subject(self, span: Span) -> float | None:
        """Tell whether a stretch holds a subject, 1.0 for the main one; None without a grammar."""
        inside = [place for place in self.relations if span.start <= place < span.end]
        subjects = [place for place in inside if self.relations[place].startswith("nsubj")]
        if not subjects:
            return 0.0 if inside else None
        main = any(self.relation(self.heads.get(place, -1)) == "root" for place in subjects)
        return 1.0 if main else SUBORDINATE

    def same_clause(self, one: Span, pronoun: Span) -> bool:
        """Tell whether a pronoun is the object of the verb whose subject a stretch is.

        Such a pronoun is somebody else: "Cem thanked him".
        """
        if self.relation(pronoun.start) not in ("obj", "iobj"):
            return False
        verb = self.heads.get(pronoun.start)
        return any(
            relation.startswith("nsubj") and self.heads.get(place) == verb
            for place, relation in self.relations.items()
            if one.start <= place < one.end
        )

    def governing_subject(self, place: int) -> int | None:
        """Return the nearest subject of the clauses that a pronoun stands in, not itself.

        Of "it" in "Peru said it would wait" that is "Peru"; of "it" in "Before it joined, Peru
        waited" too, which stands after it.
        """
        at, above = place, {place}
        while at in self.heads and self.heads[at] not in above:
            at = self.heads[at]
            above.add(at)
            for other in self._below(at):
                if other not in above and self.relations[other].startswith("nsubj"):
                    return other
        return None

    def main_subject(self) -> int | None:
        """Return the subject of the sentence's main verb."""
        subjects = (p for p, r in self.relations.items() if r.startswith("nsubj"))
        return next((p for p in subjects if self.relation(self.heads.get(p, -1)) == "root"), None)

    def stands_alone(self, place: int) -> bool:
        """Tell whether a word is the head of its phrase: "the Dane left", not "the Danish ship"."""
        return self.relation(place).split(":")[0] not in ("", "amod", "compound", "flat", "nummod", "det", "cc", "advmod")  # fmt: skip

    def verb_of(self, place: int) -> int | None:
        """Return the word that a subject is the subject of.

        An "it" that was taken for nobody is a subject if its verb has an object and no clause.
        """
        verb = self.heads.get(place)
        if verb is None or self.relation(place).startswith("nsubj"):
            return verb
        acts = any(self.relations[other] == "obj" for other in self._below(verb))
        return (
            verb if self.relation(place) == "expl" and acts and not self.has_clause(verb) else None
        )

    def is_state_of(self, verb: int) -> bool:
        """Tell whether a predicate is told with "be": "is ready", "was a mistake"."""
        return any(self.relations[place] == "cop" for place in self._below(verb))

    def has_clause(self, verb: int) -> bool:
        """Tell whether a clause hangs on a predicate: "it is clear that", "it was agreed to"."""
        return any(self.relations[p].split(":")[0] in _CLAUSES and p > verb for p in self._below(verb))  # fmt: skip

    def _below(self, place: int) -> list[int]:
        return [other for other, head in self.heads.items() if head == place]


def verbs_of(sentence: Sentence, syntax: Syntax | None) -> frozenset[int]:
    """Return the places where the verbs of a sentence begin that are no part of a noun phrase."""
    if syntax is None:
        return frozenset()
    told = zip(sentence.tokens, syntax.parts, syntax.relations, strict=False)
    return frozenset(
        token.start
        for token, part, relation in told
        if part == "VERB" and relation not in ("amod", "compound", "case", "fixed", "flat")
    )


def grammar_of(sentence: Sentence, syntax: Syntax | None) -> Grammar:
    """Return the grammar of a sentence."""
    if syntax is None:
        return Grammar()
    starts = [token.start for token in sentence.tokens]
    relations = dict(zip(starts, syntax.relations, strict=False))
    heads = {place: starts[head] for place, head in zip(starts, syntax.heads, strict=False) if 0 <= head < len(starts)}  # fmt: skip
    return Grammar(relations, heads)
