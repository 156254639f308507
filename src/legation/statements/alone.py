"""Quotations that the encoder links to no cue: further pieces, signed ones, and ones that stand alone.

"…," he said. "…" is one statement in two pieces. A quotation signed after a dash has the name
there as its source. What is left stands without a source and a cue; a reason names the place of
the speaker who goes on. Example: `add_alone(document, analysis, marks, drafts)`.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from legation.statements.assemble import inner_roles
from legation.statements.conventions import content_piece
from legation.statements.draft import Draft, Stretch, span_of
from legation.statements.marks import OUTER, Marks
from legation.statements.stretches import Cover
from legation.vocabulary import CARRIED, MAIN, Analysis, Document, Manner, Reason

FEWEST = 4
"""Words of a quotation that can stand alone; shorter ones are names and words in use."""
FEWEST_UNREAD = 8
"""The same where the encoder did not take the quotation for what somebody says."""
_SIGNED = re.compile(
    r"[\"”»’'.,\s]{0,4}\s*(?:―|—|–|--|-)\s*(?P<who>(?:[A-Z][\w.’'-]*,? ?(?:of |de |von |the )?){1,8})\s*(?=\n|$)"
)


def add_alone(document: Document, analysis: Analysis, marks: Marks, drafts: list[Draft]) -> None:
    """Add to `drafts` what the quotations that no draft holds become."""
    places = _Sentences(analysis)
    outer = [draft for draft in drafts if draft.rule != "nested"]
    read = Cover(piece for draft in outer for piece in draft.content)
    main = Cover((b.span.start, b.span.end) for b in document.blocks if b.kind in MAIN)
    order = sorted(outer, key=lambda draft: draft.whole)
    for piece, sure in _unread(document, analysis, marks, read):
        if read.meets(piece) or not main.holds(piece[0]):
            continue
        read.add(piece)
        content = content_piece(marks, piece)
        before = _before(order, piece[0])
        if before and _goes_on(marks, places, before, piece):
            before.content = sorted([*before.content, content])
            before.reasons.append(
                Reason("encoder content", f"score {sure:.2f}, a further quotation after its attribution", span_of(document, piece))
            )  # fmt: skip
            if marks.holding(before.content[0]) and before.manner is Manner.INDIRECT:
                before.manner = Manner.MIXED
            continue
        drafts.append(_standing(document, marks, places, before, piece, sure))


def _unread(document: Document, analysis: Analysis, marks: Marks, read: Cover) -> list[tuple[Stretch, float]]:  # fmt: skip
    """Return quoted contents without a cue, and whole sentences between marks, in text order."""
    found: list[tuple[Stretch, float]] = []
    inner = inner_roles(analysis)
    for n, role in enumerate(analysis.roles):
        piece = role.span.start, role.span.end
        unlinked = role.role == "content" and role.cue is None and n not in inner
        long = len(document.text[slice(*piece)].split()) >= FEWEST
        if unlinked and long and marks.holding(piece):
            found.append((piece, role.confidence))
    taken = Cover(piece for piece, _ in found)
    for quote in marks.quotes:
        words = document.text[slice(*quote)]
        whole = words[:1].isupper() and words.rstrip()[-1:] in tuple(".!?,…")
        if whole and len(words.split()) >= FEWEST_UNREAD and not (taken.meets(quote) or read.meets(quote)):  # fmt: skip
            found.append((_with_marks(document.text, quote), 0.5))
    return sorted(found)


def _with_marks(text: str, quote: Stretch) -> Stretch:
    start, end = quote
    return start - (text[start - 1 : start] in tuple(OUTER)), end + (
        text[end : end + 1] in tuple(OUTER)
    )


class _Sentences:
    """Finds the sentence and the paragraph of an offset."""

    def __init__(self, analysis: Analysis) -> None:
        self._spans = [s.span.start for s in analysis.sentences]
        self._blocks = [s.block for s in analysis.sentences]

    def of(self, offset: int) -> int:
        """Return the number of the sentence at an offset."""
        return bisect_right(self._spans, offset) - 1

    def block(self, offset: int) -> int:
        """Return the number of the block at an offset; -1 before the first sentence."""
        n = self.of(offset)
        return self._blocks[n] if n >= 0 else -1


def _before(order: list[Draft], place: int) -> Draft | None:
    """Return the last statement that starts before a place and has a cue or a source."""
    n = bisect_right(order, place, key=lambda draft: draft.whole[0])
    return next((d for d in reversed(order[max(0, n - 4) : n]) if d.cue), None)


def _goes_on(marks: Marks, places: _Sentences, before: Draft, piece: Stretch) -> bool:
    """Tell whether a quotation follows an attribution that stands after, or in, a quotation."""
    assert before.cue is not None
    first = before.content[0]
    last_block = places.block(before.content[-1][0])
    if any(start in marks.running for start in range(piece[0], min(piece[0] + 3, piece[1]))):
        return places.block(piece[0]) - last_block == 1
    if not marks.holding(first) or places.block(piece[0]) != places.block(first[0]):
        return False
    last = max(before.whole[1], before.cue[1])
    rest = marks.text[last : piece[0]]
    near = places.of(piece[0]) - places.of(before.cue[0]) <= 1
    straight = not rest.strip(OUTER + " .,;:\n")
    return first[0] < before.cue[0] and near and (straight or not re.search(r"[.!?]\s+\w", rest))


def _standing(document: Document, marks: Marks, places: _Sentences, before: Draft | None, piece: Stretch, sure: float) -> Draft:  # fmt: skip
    """Return a quotation that has no attribution, or a signature."""
    content = content_piece(marks, piece)
    signed = _SIGNED.match(document.text, content[1])
    source = signed.span("who") if signed else None
    reasons = [Reason("encoder content", f"score {sure:.2f}, no link to a cue", span_of(document, piece), weight=sure)]  # fmt: skip
    if signed:
        reasons.append(Reason("signed", "a name after a dash ends the quotation", span_of(document, source)))  # fmt: skip
    elif before and before.source and places.block(piece[0]) - places.block(before.whole[0]) <= 1:
        reasons.append(Reason(CARRIED, "the speaker before goes on", span_of(document, before.source)))  # fmt: skip
    return Draft([content], "alone", source, None, Manner.DIRECT, score=sure, reasons=reasons)
