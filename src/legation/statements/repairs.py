"""Repairs of single statements as the encoder reads them: "quoted X as saying", "…, but added that".

Example: in "Interfax quoted the minister as saying that tests go on" the minister says it and
Interfax relays it. `repair(document, analysis, marks, drafts)` changes and adds drafts in place.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from legation.statements.conventions import content_piece, source_core
from legation.statements.draft import Draft, span_of
from legation.statements.marks import Marks
from legation.statements.stretches import Cover
from legation.vocabulary import Analysis, Document, Reason

_QUOTED = re.compile(r"\b(?:quot|cit|report)(?:e[sd]?|ing)\b")
_AS_SAYING = re.compile(
    r"(?P<who>[^.;:\"“”]{2,120}?\s+)?(?:as\s+)?(?P<cue>saying|telling|warning|claiming|insisting)\b(?:\s+that\b)?\s*"
)
_TOLD = (
    r"(?:(?:made (?:it )?(?:clear|plain)|added|stressed|insisted|warned|noted|argued|claimed|maintained|acknowledged|"
    r"conceded|admitted|cautioned|emphasi[sz]ed|underlined|underscored|reiterated|said|suggested|hinted|predicted)\s+that\b)"
)
_GOES_ON = re.compile(
    rf"\s*,?\s+(?P<link>but|and|while|yet)\s+(?:(?:he|she|they)\s+)?(?:(?:also|then|later|\w+ly)\s+)?(?P<cue>{_TOLD})\s+(?=\S)"
)


def repair(document: Document, analysis: Analysis, marks: Marks, drafts: list[Draft]) -> None:
    """Repair drafts in place; those of a second verb of saying are added."""
    for draft in drafts:
        if draft.rule == "encoder":
            _whole_phrase(document, analysis, marks, draft)
        _as_saying(document, marks, draft)
    cues = Cover(draft.cue for draft in drafts if draft.cue and draft.rule != "nested")
    drafts += [
        second
        for draft in list(drafts)
        if draft.rule == "encoder" and (second := _second(document, analysis, marks, draft, cues))
    ]


_PARTS = frozenset("obl nmod flat".split())


def _whole_phrase(document: Document, analysis: Analysis, marks: Marks, draft: Draft) -> None:
    """Let a content that stops within a phrase run to that phrase's end by the parse."""
    start, end = draft.content[-1]
    n = bisect_right(analysis.sentences, start, key=lambda s: s.span.start) - 1
    if draft.cue is None or draft.cue[0] > start or not 0 <= n < len(analysis.syntax):
        return
    sentence, syntax = analysis.sentences[n], analysis.syntax[n]
    inside = [k for k, t in enumerate(sentence.tokens) if start <= t.start and t.end <= end]
    if not inside or end >= sentence.span.end or marks.touching((start, sentence.span.end)):
        return
    under: dict[int, list[int]] = {}
    for k in range(inside[-1] + 1, len(sentence.tokens)):
        under.setdefault(syntax.heads[k], []).append(k)
    links = {syntax.relations[k].split(":")[0] for head in inside for k in under.get(head, ())}
    found, waiting = set(inside), list(inside)
    while waiting:
        more = [k for k in under.get(waiting.pop(), ()) if k not in found]
        found.update(more)
        waiting += more
    last = max(found)
    while last > inside[-1] and syntax.parts[last] == "PUNCT":
        last -= 1
    whole = all(k in found for k in range(inside[-1], last + 1))
    if last == inside[-1] or not whole or not links <= _PARTS:
        return
    draft.content[-1] = start, sentence.tokens[last].end
    draft.manner = marks.manner(draft.content)
    read = Reason("encoder content", "run to the end of its phrase by the parse", span_of(document, draft.content[-1]))  # fmt: skip
    draft.reasons = [
        read
        if r.rule == "encoder content" and r.span and r.span.start <= start < r.span.end <= end
        else r
        for r in draft.reasons
    ]


def _as_saying(document: Document, marks: Marks, draft: Draft) -> None:
    """Read "quoted X as saying Y": X says Y, and who quotes him relays it."""
    text = document.text
    if draft.cue is None or not _QUOTED.search(text[slice(*draft.cue)].lower()):
        return
    for n, piece in enumerate(draft.content):
        found = _AS_SAYING.match(text, *piece)
        if not found or not (found["who"] or piece[0] - draft.cue[1] < 40):
            continue
        rest = (found.end(), piece[1])
        kept = [content_piece(marks, rest)] if any(c.isalnum() for c in text[slice(*rest)]) else []
        if not kept and len(draft.content) == 1:
            continue
        if found["who"]:
            draft.relay, draft.source = draft.source, source_core(text, found.span("who"))
        draft.cue = found.span("cue")
        draft.content[n : n + 1] = kept
        draft.manner = marks.manner(draft.content)
        draft.reasons.append(Reason("quoted as saying", "who is quoted speaks", span_of(document, draft.cue)))  # fmt: skip
        return


def _second(document: Document, analysis: Analysis, marks: Marks, draft: Draft, cues: Cover) -> Draft | None:  # fmt: skip
    """Cut "said X, but added that Y" in two."""
    text, piece = document.text, draft.content[-1]
    if draft.cue is None or draft.cue[0] > piece[0] or marks.holding(piece):
        return None
    for found in _GOES_ON.finditer(text, *piece):
        cue = found.start("cue"), found.end("cue")
        cue = cue[0], cue[0] + len(re.sub(r"\s+that$", "", text[slice(*cue)]))
        first = (piece[0], found.start())
        own = found["link"] == "but" or _hangs_on(analysis, cue[0], draft.cue)
        if cues.meets(cue) or not own or any(a < cue[0] < b for a, b in marks.touching(piece)):
            continue
        if len(text[slice(*first)].split()) < 2:
            continue
        draft.content[-1] = content_piece(marks, first)
        draft.manner = marks.manner(draft.content)
        rest = [content_piece(marks, (found.end(), piece[1]))]
        reason = Reason("goes on", "a second verb of the same speaker", span_of(document, cue))
        return Draft(rest, "goes on", draft.source, cue, marks.manner(rest), score=draft.score, reasons=[*draft.reasons, reason])  # fmt: skip
    return None


def _hangs_on(analysis: Analysis, place: int, cue: tuple[int, int]) -> bool:
    """Tell whether the parse joins the verb at a place to a cue."""
    n = bisect_right(analysis.sentences, place, key=lambda s: s.span.start) - 1
    if n < 0 or n >= len(analysis.syntax):
        return False
    tokens, syntax = analysis.sentences[n].tokens, analysis.syntax[n]
    at = next((k for k, t in enumerate(tokens) if t.start == place), None)
    if at is None or syntax.relations[at] != "conj" or syntax.heads[at] < 0:
        return False
    head = tokens[syntax.heads[at]]
    return cue[0] <= head.start < cue[1]
