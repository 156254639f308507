"""The grammar of one sentence by the places of its tokens, where the sentence has been parsed."""

from __future__ import annotations

from dataclasses import dataclass, field

from legation.vocabulary import Sentence, Span, Syntax

SUBORDINATE = 0.6
"""What the subject of a subordinate clause weighs beside that of the sentence."""


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
