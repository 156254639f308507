"""Which states, bodies and groups stand behind the phrases of a deed.

Takes phrases of one document with its Cast; gives ids. "Chilean and Peruvian envoys", "EU-Japan"
and "the NATO-Ukraine Commission" are two parties; a body's envoy stands for the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from legation.actors import Cast, directory
from legation.actors.tokens import Named, Token, find_named, tokens_of
from legation.events.phrases import phrase
from legation.events.tree import Tree
from legation.reference.sittings import sides_on
from legation.vocabulary import Document, MentionKind, Resolution, Span
from legation.vocabulary.placed import Placed

_AND = re.compile(r"\s*(?:,|,?\sand|,?\sor)\s+(?:the\s+)?")
_FROM = (("of",), ("from",))
_HYPHENS = frozenset("-–‑")
_COMBINING = {
    "anglo": "GBR", "austro": "AUT", "euro": "EU", "franco": "FRA", "greco": "GRC", "hispano": "ESP", "indo": "IND",
    "italo": "ITA", "luso": "PRT", "russo": "RUS", "serbo": "SRB", "sino": "CHN", "turco": "TUR",
}  # fmt: skip
"""First parts of words for two peoples: "Franco-German"."""


class Parties:
    """Who stands behind the phrases of one document."""

    def __init__(self, document: Document, cast: Cast) -> None:
        self.text = document.text
        self.cast = cast
        self.day: date | None = document.published.earliest or document.published.latest
        self._placed = Placed(cast.resolutions, lambda found: found.span)

    def of_word(self, tree: Tree, n: int) -> tuple[str, ...]:
        """Return the ids behind the phrase with head `n`, each once."""
        span, low = phrase(tree, n), n
        under = tree.subtree(n)
        while low - 1 in under:
            low -= 1
        start = min(span.start, tree.tokens[low].start)
        wide = Span(span.document, start, self._row_end(tree, n, span))
        several = self._pair(tree, wide) or self._joined(wide, tree.tokens[n])
        if len(several) > 1:
            return several
        inner = Span(span.document, span.start, wide.end)
        return self.behind(span) or self.row(inner)

    def _row_end(self, tree: Tree, n: int, span: Span) -> int:
        """Return where a phrase ends with what is joined to a noun in it: "leaders of A and B"."""
        of = [m for m in tree.children(n, "nmod") if m > n and tree.case_of(m)[:1] in _FROM]
        joined = [tree.tokens[k].end for m in of for k in tree.children(m, "conj")]
        return max([span.end, *joined])

    def behind(self, span: Span) -> tuple[str, ...]:
        """Return the ids behind a stretch that names one party."""
        found = self.cast.of(span)
        return self.ids_of(found) if found is not None else ()

    def of_spans(self, spans: Iterable[Span]) -> tuple[str, ...]:
        """Return the ids behind some stretches, each once."""
        return self._each(self.behind(span) for span in spans)

    def of_words(self, tree: Tree, heads: Iterable[int]) -> tuple[str, ...]:
        """Return the ids behind some phrases, each once."""
        return self._each(self.of_word(tree, n) for n in heads)

    def ids_of(self, found: Resolution) -> tuple[str, ...]:
        """Return for whom somebody stands; a format that is no organisation stands for its sides."""
        ids = (found.on_behalf_of or found.actor or "").split(";")
        known = [i.removesuffix(":person") for i in ids if i and not i.startswith("unnamed:")]
        return tuple(side for one in known for side in self._sides(one) or (one,))

    def named_in(self, span: Span) -> list[Resolution]:
        """Return who is named in a stretch, in order, each name as long as it is."""
        kept: list[Resolution] = []
        for one in sorted(
            self._placed.overlapping(span), key=lambda r: (r.span.start, -r.span.end)
        ):
            if not kept or one.span.start >= kept[-1].span.end:
                kept.append(one)
        return kept

    def _sides(self, one: str) -> tuple[str, ...]:
        if one in directory().organisations:
            return ()
        return sides_on(one, self.day) or sides_on(one, None)

    def row(self, span: Span) -> tuple[str, ...]:
        """Return the parties of the first row of names in a stretch: "Chile, Peru and Bolivia"."""
        return self._each(self.ids_of(one) for one in next(iter(self._rows(span)), ()))

    def _joined(self, span: Span, head: Span) -> tuple[str, ...]:
        """Return the parties named side by side up to a head: "Chilean and Peruvian envoys"."""
        rows = self._rows(span)
        ends = (row for row in rows if any(one.span.overlaps(head) for one in row))
        row = next(ends, rows[0] if rows else [])
        return self._each(self.ids_of(one) for one in row)

    def _rows(self, span: Span) -> list[list[Resolution]]:
        """Return who is named in a stretch, those joined by "and" or a comma together."""
        rows: list[list[Resolution]] = []
        for one in self.named_in(span):
            if one.kind is MentionKind.PRONOUN or not self.ids_of(one):
                continue
            before = rows[-1][-1].span.end if rows else None
            if before is not None and _AND.fullmatch(self.text[before : one.span.start]):
                rows[-1].append(one)
            else:
                rows.append([one])
        return rows

    def _pair(self, tree: Tree, span: Span) -> tuple[str, ...]:
        """Return two parties joined by a hyphen in a phrase, or around its head: "EU-Japan"."""
        if not _HYPHENS & set(tree.forms):
            return ()
        tokens = tokens_of(self.text, tree.tokens[0].start, tree.tokens[-1].end)
        for at in range(1, len(tokens) - 1):
            before, hyphen, behind = tokens[at - 1 : at + 2]
            tight = before.end == hyphen.start and hyphen.end == behind.start
            if hyphen.text not in _HYPHENS or not tight:
                continue
            one = self._before(tokens, at)
            other = find_named(tokens, at + 1, directory(), self.day, "en")
            if one and other and one[0] < span.end and span.start < tokens[other.end - 1].end:
                return self._each((one[1], (_first(other),)))
        return ()

    def _before(self, tokens: Sequence[Token], at: int) -> tuple[int, tuple[str, ...]] | None:
        """Return the party whose name ends before a hyphen, and where the name begins."""
        if tokens[at - 1].low in _COMBINING:
            return tokens[at - 1].start, (_COMBINING[tokens[at - 1].low],)
        for start in range(max(0, at - 4), at):
            found = find_named(tokens, start, directory(), self.day, "en")
            if found is not None and found.end == at:
                return tokens[start].start, (_first(found),)
        return None

    @staticmethod
    def _each(ids: Iterable[Iterable[str]]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one for some in ids for one in some))


def _first(named: Named) -> str:
    return named.names[0].actor


def is_public(one: str) -> bool:
    """Tell whether an id is that of a state or body of the tables, or of a body's members."""
    tables, bare = directory(), one.removesuffix(":members")
    return bare in tables.countries or bare in tables.organisations
