"""From the encoder's roles to statements in the making: source + cue + content, repaired.

Takes the roles of an Analysis; gives drafts by the record's conventions. Repairs are general:
no part crosses into another paragraph unless a quotation runs on, lists of links are no speech,
a relative pronoun stands for the noun before it, a cue without a source of its own takes that
of the statement it continues. Example: `assemble(document, analysis, find_marks(document))`.
"""

from __future__ import annotations

from bisect import bisect_right

from legation.statements.conventions import content_piece, cue_core, source_core
from legation.statements.draft import Draft, Stretch, overlap, span_of
from legation.statements.marks import OUTER, Marks
from legation.statements.sources import RELATIVE, antecedent
from legation.statements.stretches import Cover
from legation.vocabulary import MAIN, Analysis, Document, Reason, RoleSpan

WEAKEST = 0.6
"""How sure a further content must be, as a share of the surest of the same cue."""


def inner_roles(analysis: Analysis) -> frozenset[int]:
    """Return the numbers of the roles that stand inside the content of another."""
    said, inner = Cover(), set()
    for n, role in enumerate(analysis.roles):
        place = role.span.start, role.span.end
        if said.meets(place):
            inner.add(n)
        elif role.role == "content":
            said.add(place)
    return frozenset(inner)


def assemble(document: Document, analysis: Analysis, marks: Marks) -> list[Draft]:
    """Return the drafts that the roles make, in text order; those inside others are "nested"."""
    inner = inner_roles(analysis)
    grouped: dict[int, list[RoleSpan]] = {}
    for role in analysis.roles:
        if role.cue is not None and role.role != "cue":
            grouped.setdefault(role.cue, []).append(role)
    places = _Places(document, analysis)
    drafts: list[Draft] = []
    for number, cue in enumerate(analysis.roles):
        told = cue.role == "cue" and not set(cue.span.words(document.text)) <= set(OUTER)
        if told and places.block(cue.span.start) is not None:
            draft = _one(
                document, analysis, marks, places, cue, grouped.get(number, []), number in inner
            )
            if draft:
                drafts.append(draft)
    drafts.sort(key=lambda draft: draft.whole)
    _lend(analysis, places, inner, drafts, document)
    _inherit(document, marks, places, drafts)
    return drafts


class _Places:
    """Finds the block and the sentence of an offset."""

    def __init__(self, document: Document, analysis: Analysis) -> None:
        self._blocks = [b.span for b in document.blocks if b.kind in MAIN]
        self._sentences = [s.span for s in analysis.sentences]

    def block(self, offset: int) -> int | None:
        """Return the number of the block of main text at an offset; None outside."""
        n = bisect_right(self._blocks, offset, key=lambda s: s.start) - 1
        return n if n >= 0 and offset < self._blocks[n].end else None

    def edges(self, offset: int) -> Stretch | None:
        """Return where the block at an offset starts and ends."""
        n = self.block(offset)
        return None if n is None else (self._blocks[n].start, self._blocks[n].end)

    def sentence(self, offset: int) -> int:
        """Return the number of the sentence at an offset."""
        return bisect_right(self._sentences, offset, key=lambda s: s.start) - 1


def _one(document: Document, analysis: Analysis, marks: Marks, places: _Places, cue: RoleSpan, linked: list[RoleSpan], nested: bool) -> Draft | None:  # fmt: skip
    text = document.text
    home = places.block(cue.span.start)
    near = (r for r in linked if r.role == "source" and places.block(r.span.start) == home)
    sources = sorted(near, key=_sureness, reverse=True)
    contents = sorted((r for r in linked if r.role == "content"), key=lambda r: r.span.start)
    contents, content = _contents(marks, places, cue, contents, nested)
    if not content:
        return None
    source = _source(text, analysis, sources[0]) if sources else None
    used = [*sources[:1], cue, *contents]
    scores = [r.confidence for r in used] + [r.link_confidence for r in used if r.link_confidence is not None]  # fmt: skip
    reasons = [
        Reason(f"encoder {r.role}", _says(r), r.span, weight=round(_sureness(r), 4))
        for r in used
        if r.role != "content"
    ]
    says = _says(contents[0])
    reasons += [
        Reason(
            "encoder content", says, span_of(document, p), weight=round(_sureness(contents[0]), 4)
        )
        for p in content
    ]
    reasons += [
        Reason(f"other {r.role}", _says(r), r.span, weight=round(_sureness(r), 4), kept=False)
        for r in linked
        if r not in used
    ]
    kept = _telling(text, _joined(text, [content_piece(marks, p) for p in content]))
    score = 1.0
    for value in scores:
        score *= value
    return Draft(
        kept, "nested" if nested else "encoder", source, cue_core(text, (cue.span.start, cue.span.end)),
        marks.manner(kept), score=score ** (1 / len(scores)), reasons=reasons,
    )  # fmt: skip


_EMPTY = frozenset(
    "what that which who this it the a an and or but of to in on for as by with is was".split()
)


def _telling(text: str, pieces: list[Stretch]) -> list[Stretch]:
    """Leave out pieces of small words only, where another one tells something."""
    told = [p for p in pieces if not set(text[slice(*p)].lower().split()) <= _EMPTY]
    return told or pieces


def _contents(marks: Marks, places: _Places, cue: RoleSpan, linked: list[RoleSpan], nested: bool) -> tuple[list[RoleSpan], list[Stretch]]:  # fmt: skip
    """Return the contents that are kept and their pieces, whole quotations made whole.

    The surest stays. Another one stays if it is quoted, or stands in the cue's sentence or beside
    it; and if its own link is not far weaker.
    """
    if not linked:
        return [], []
    best = max(linked, key=_sureness)
    home = places.sentence(cue.span.start)
    kept = []
    for role in linked:
        quoted = bool(marks.holding((role.span.start, role.span.end)))
        near = abs(places.sentence(role.span.start) - home) <= 1
        if role is best or ((quoted or near) and _sureness(role) >= WEAKEST * _sureness(best)):
            kept.append(role)
    pieces = [
        p if nested else _completed(marks, p) for r in kept for p in _within(marks, places, cue, r)
    ]
    return kept, _joined(marks.text, pieces)


def _completed(marks: Marks, piece: Stretch) -> Stretch:
    """Extend a piece that is most of one quotation to all of it, with its marks."""
    quote = marks.holding(piece)
    if not quote or 2 * overlap(piece, quote) < quote[1] - quote[0]:
        return piece
    start, end = min(piece[0], quote[0]), max(piece[1], quote[1])
    if marks.text[start - 1 : start] and marks.text[start - 1] in OUTER and start == quote[0]:
        start -= 1
    if marks.text[end : end + 1] and marks.text[end] in OUTER and end == quote[1]:
        end += 1
    return start, end


def _sureness(role: RoleSpan) -> float:
    return role.confidence * (1.0 if role.link_confidence is None else role.link_confidence)


def _says(role: RoleSpan) -> str:
    link = (
        f", link to the cue {role.link_confidence:.2f}" if role.link_confidence is not None else ""
    )
    return f"score {role.confidence:.2f}{link}"


def _source(text: str, analysis: Analysis, role: RoleSpan) -> Stretch:
    """Return the source by the conventions; a relative pronoun gives way to its noun."""
    stretch = role.span.start, role.span.end
    relative = text[slice(*stretch)].lower() in RELATIVE
    noun = antecedent(text, analysis, stretch) if relative else None
    return noun or source_core(text, stretch)


def _within(marks: Marks, places: _Places, cue: RoleSpan, role: RoleSpan) -> list[Stretch]:
    """Cut a content at paragraph ends; pieces of other paragraphs stay only in quotations."""
    pieces: list[Stretch] = []
    start, end = role.span.start, role.span.end
    home = places.block(cue.span.start)
    while start < end:
        edges = places.edges(start)
        if edges is None:
            start += 1
            continue
        piece = start, min(end, edges[1])
        if places.block(start) == home or marks.touching(piece):
            pieces.append(piece)
        start = piece[1]
    return [p for p in pieces if any(sign.isalnum() for sign in marks.text[slice(*p)])]


def _joined(text: str, pieces: list[Stretch]) -> list[Stretch]:
    """Join pieces that only white space parts, in one paragraph."""
    result: list[Stretch] = []
    for piece in sorted(pieces):
        if result and piece[0] <= result[-1][1]:
            result[-1] = result[-1][0], max(result[-1][1], piece[1])
        elif result and not text[result[-1][1] : piece[0]].strip(" \t\u00a0"):
            result[-1] = result[-1][0], piece[1]
        else:
            result.append(piece)
    return result


def _lend(analysis: Analysis, places: _Places, inner: frozenset[int], drafts: list[Draft], document: Document) -> None:  # fmt: skip
    """Give a cue without a source the one source of its sentence that no cue has."""
    linked = {r.span for r in analysis.roles if r.role == "source" and r.cue is not None}
    free: dict[int, list[RoleSpan]] = {}
    for n, role in enumerate(analysis.roles):
        if role.role == "source" and role.span not in linked and n not in inner:
            free.setdefault(places.sentence(role.span.start), []).append(role)
    for draft in drafts:
        if draft.source or not draft.cue or draft.rule == "nested":
            continue
        near = free.get(places.sentence(draft.cue[0]), [])
        if len(near) == 1 and near[0].span.end <= draft.cue[0]:
            draft.source = _source(document.text, analysis, near[0])
            reason = "the one source of the sentence that no cue has"
            draft.reasons.append(Reason("encoder source", f"{_says(near[0])}, {reason}", near[0].span, weight=near[0].confidence))  # fmt: skip


def _inherit(document: Document, marks: Marks, places: _Places, drafts: list[Draft]) -> None:
    """Give a cue without a source that of the statement which it goes on from, in its sentence."""
    for n, draft in enumerate(drafts):
        if draft.source or not draft.cue or draft.rule == "nested":
            continue
        word = document.text[slice(*draft.cue)].lower()
        for other in reversed([*drafts[max(0, n - 4) : n], *drafts[n + 1 : n + 3]]):
            if not (other.source and other.cue) or other.rule == "nested":
                continue
            near = places.sentence(other.cue[0]) == places.sentence(draft.cue[0])
            inside = any(overlap(piece, draft.cue) for piece in other.content)
            goes_on = word.split(" ")[0].endswith("ing") or other.cue[0] < draft.cue[0]
            if near and goes_on and not inside and not marks.holding(draft.cue):
                draft.source = other.source
                span = span_of(document, other.source)
                draft.reasons.append(
                    Reason("same source", "goes on from the statement beside it", span)
                )
                break
