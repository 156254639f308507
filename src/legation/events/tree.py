"""One sentence as a tree of words, with what is asked of it: forms, children, subtrees, verbs.

Takes a Document, a Sentence with its Syntax and the mentions found; gives a Tree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from legation.events.forms import participles
from legation.events.lexicon import is_known
from legation.vocabulary import Document, Mention, MentionKind, Sentence, Span, Syntax

VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X", "SYM", "DET"})
_PARTICLES = frozenset("compound:prt advmod case mark".split())


@dataclass(frozen=True, slots=True)
class Tree:
    """One sentence: places of its words, lower-case forms, UPOS, heads (-1: root), relations.

    `named` and `whole` tell of each word in a name what it names and from where to where it goes.
    """

    document: str
    tokens: tuple[Span, ...]
    forms: tuple[str, ...]
    parts: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    named: dict[int, MentionKind]
    whole: dict[int, tuple[int, int]]
    kids: dict[int, list[int]] = field(default_factory=dict)

    def children(self, n: int, *relations: str) -> list[int]:
        """Return the words that hang on word `n`, of some relations (subtypes included)."""
        found = self.kids.get(n, [])
        if not relations:
            return found
        return [m for m in found if self.relations[m] in relations or self.base(m) in relations]

    def base(self, n: int) -> str:
        """Return the relation of a word without its subtype."""
        return self.relations[n].partition(":")[0]

    def subtree(self, n: int, *, without: frozenset[str] = frozenset()) -> set[int]:
        """Return word `n` and all under it, but for branches of some relations."""
        found, waiting = {n}, [n]
        while waiting:
            for m in self.kids.get(waiting.pop(), ()):
                if self.relations[m] not in without and m not in found:
                    found.add(m)
                    waiting.append(m)
        return found

    def above(self, n: int) -> list[int]:
        """Return the words over word `n`, the nearest first."""
        path = []
        while (n := self.heads[n]) >= 0 and n not in path:
            path.append(n)
        return path

    def case_of(self, n: int) -> tuple[str, ...]:
        """Return the prepositions of a word, in order."""
        return tuple(self.forms[m] for m in self.children(n, "case") if m < n)

    def passive(self, n: int) -> bool:
        """Tell whether a verb is passive; a joined verb is so if the first is and it can be."""
        if self.children(n, "aux:pass", "nsubj:pass", "csubj:pass"):
            return True
        if self.children(n, "obj", "aux", "nsubj") or not self.participle(n):
            return False
        if self.relations[n] == "acl":
            return True
        if self.relations[n] == "advcl" and not self.children(n, "mark"):
            return not self.children(n, "xcomp", "ccomp")
        head = self.heads[n]
        return self.relations[n] == "conj" and self.parts[head] in VERBAL and self.passive(head)

    def participle(self, n: int) -> bool:
        """Tell whether a word can be a past participle by its form."""
        return self.forms[n].endswith(("ed", "en")) or self.forms[n] in participles()

    def progressive(self, n: int) -> bool:
        """Tell whether a word is a verb's form in -ing."""
        return self.forms[n].endswith("ing")

    def first_of(self, n: int) -> int:
        """Return the first of the words joined with word `n`."""
        while self.relations[n] == "conj" and self.heads[n] >= 0:
            n = self.heads[n]
        return n

    def span(self, words: Sequence[int]) -> Span:
        """Return the stretch from the first to the last of some words."""
        return Span(self.document, self.tokens[min(words)].start, self.tokens[max(words)].end)


def _put_right(syntax: Syntax) -> tuple[int, ...]:
    """Hang on the verb what the parser hung on its object: "jets are bombing villages"."""
    heads = list(syntax.heads)
    for n, head in enumerate(syntax.heads):
        if head < 0 or syntax.relations[n].partition(":")[0] not in ("nsubj", "aux"):
            continue
        verb = syntax.heads[head]
        moved = verb >= 0 and n < verb < head and syntax.parts[verb] == "VERB"
        if moved and syntax.relations[head] in ("obj", "obl") and syntax.parts[head] != "VERB":
            heads[n] = verb
    return tuple(heads)


def _joined(sentence: Sentence, forms: list[str]) -> tuple[str, ...]:
    """Give the last part of a word with a hyphen the whole of it: "cease-fire", "re-open"."""
    whole = list(forms)
    for n in range(2, len(forms)):
        a, hyphen, b = sentence.tokens[n - 2 : n + 1]
        if forms[n - 1] == "-" and a.end == hyphen.start and hyphen.end == b.start:
            for word in (f"{forms[n - 2]}-{forms[n]}", forms[n - 2] + forms[n]):
                if is_known(word):
                    whole[n] = word
    return tuple(whole)


def tree_of(document: Document, sentence: Sentence, syntax: Syntax, mentions: Sequence[Mention]) -> Tree:  # fmt: skip
    """Return the tree of a sentence."""
    heads = _put_right(syntax)
    kids: dict[int, list[int]] = {}
    for n, head in enumerate(heads):
        kids.setdefault(head, []).append(n)
    text = document.text
    named = {
        n: mention.kind
        for mention in mentions
        for n, token in enumerate(sentence.tokens)
        if mention.span.start <= token.start < mention.span.end
    }
    shouts = sum(token.words(text).isupper() for token in sentence.tokens) * 2 > len(
        sentence.tokens
    )
    for n, token in enumerate(sentence.tokens):
        words = token.words(text)
        if words.isupper() and words.isalpha() and len(words) > 1 and not shouts:
            named.setdefault(n, MentionKind.ORGANISATION)  # "ICE", "MEP": no name by chance
    forms = _joined(sentence, [token.words(text).lower() for token in sentence.tokens])
    whole: dict[int, tuple[int, int]] = {}
    for mention in mentions:
        inside = [n for n, token in enumerate(sentence.tokens) if mention.span.contains(token)]
        if inside:
            whole |= dict.fromkeys(inside, (inside[0], inside[-1]))
    return Tree(
        document.id,
        sentence.tokens,
        forms,
        syntax.parts,
        heads,
        syntax.relations,
        named,
        whole,
        kids,
    )
