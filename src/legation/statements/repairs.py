"""Repairs of single statements as the encoder reads them: "quoted X as saying", "…, but added that".

Example: in "Interfax quoted the minister as saying that tests go on" the minister says it and
Interfax relays it. `repair(document, analysis, marks, drafts)` changes and adds drafts in place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise

from legation.statements.conventions import content_piece, source_core
from legation.statements.cues import tells
from legation.statements.draft import Draft, Stretch, overlap, span_of
from legation.statements.marks import Marks
from legation.statements.parsed import parse_at, subject_of
from legation.statements.sources import RELATIVE, whole_source
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

_ADDING = re.compile(
    r"(?<=[\"”»])\s*,?\s*(?:while |also |and )?(?P<cue>(?:adding|saying|stressing|arguing|noting|warning|claiming|insisting|"
    r"recalling|suggesting|pointing (?:at|to|out)|referring to|calling (?:for|on)|accusing|blaming|urging|demanding)(?:\s+that\b)?)\s+(?=\S)"
)


def repair(document: Document, analysis: Analysis, marks: Marks, drafts: list[Draft]) -> None:
    """Repair drafts in place; those of a second verb of saying are added."""
    for draft in drafts:
        if draft.rule == "encoder":
            _whole_phrase(document, analysis, marks, draft)
            if draft.source and draft.cue:
                draft.source = whole_source(document.text, analysis, draft.source, draft.cue)
        _as_saying(document, marks, draft)
        _said_inside(document, marks, draft)
        before = document.text[max(0, draft.cue[0] - 20) : draft.cue[0]] if draft.cue else ""
        quoted = re.search(r"\b(?:quot|cit)ed (?:as )?$", before)
        elsewhere = any(reason.rule == "other source" for reason in draft.reasons)
        if draft.cue and draft.source is None and (quoted or elsewhere):
            found = _subject(document, analysis, draft.cue[0])
            inside = found and any(overlap(found, piece) for piece in draft.content)
            draft.source = None if inside and not quoted else found
    _join(document, analysis, marks, drafts)
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


_SAID = re.compile(
    r"[\"”»’',\s]{1,4}(?P<who>[^.;:\"“”]{2,100}?)\s+(?:had |has |have )?(?:also )?(?P<cue>[a-z]+)\s*,?$"
)
_RELAYED = re.compile(r"according to|as \w+ed\b|(?:quot|cit|report)ed\b|reports?\b", re.IGNORECASE)


def _said_inside(document: Document, marks: Marks, draft: Draft) -> None:
    """Read "“…,” X had said, as quoted by Y", taken whole for what Y quotes: X says it."""
    text = document.text
    quotes = marks.touching(draft.content[-1])
    if draft.cue is None or not quotes or not _RELAYED.match(text[slice(*draft.cue)]):
        return
    start, end = draft.content[-1]
    found = _SAID.match(text, quotes[-1][1], end)
    if found and tells(found["cue"]):
        source = source_core(text, found.span("who"))
        draft.relay, draft.source, draft.cue = draft.source, source, found.span("cue")
        draft.content[-1] = content_piece(marks, (start, quotes[-1][1] + 1))
        draft.manner = marks.manner(draft.content)
        reason = Reason("quoted as saying", "who is quoted speaks", span_of(document, draft.cue))
        draft.reasons.append(reason)


def _join(document: Document, analysis: Analysis, marks: Marks, drafts: list[Draft]) -> None:
    """Join what the parse hangs on a verb of a content, though the encoder read it as said anew.

    In "She said that Oslo had agreed and called on others to follow" Oslo calls on them, in what
    she said: her content goes on, and the call is nested in it.
    """
    order = sorted((d for d in drafts if d.rule == "encoder" and d.cue), key=lambda d: d.whole)
    for first, second in pairwise(order):
        start, end = first.content[-1]
        assert first.cue is not None
        assert second.cue is not None
        place = min(second.cue[0], second.content[0][0])
        own = second.source and second.source != first.source
        place = min(place, second.source[0]) if own and second.source else place
        between = document.text[end:place]
        if first.cue[0] > start or not end <= place or len(between) > 30 or re.search(r"[.;:\"“”]", between):  # fmt: skip
            continue
        who = document.text[slice(*second.source)].lower() if own and second.source else ""
        if who not in ("", "it", "he", "she", "they") or not _hangs_in(analysis, second.cue[0], first):  # fmt: skip
            continue
        first.content[-1] = content_piece(marks, (start, second.content[-1][1]))
        first.manner = marks.manner(first.content)
        first.reasons.append(Reason("encoder content", "goes on by the parse", span_of(document, first.content[-1])))  # fmt: skip
        second.rule = "nested"
        second.source = _subject(document, analysis, second.cue[0])


def _subject(document: Document, analysis: Analysis, place: int) -> Stretch | None:
    """Return the subject of the verb at a place by the parse; a relative pronoun is none."""
    parsed = parse_at(analysis, place)
    at = parsed.at(place) if parsed else None
    if parsed is None or at is None:
        return None
    if parsed.relations[at] in ("advcl", "xcomp") and parsed.heads[at] >= 0:
        at = parsed.heads[at]  # "has been quoted as saying"
    if parsed.parts[at] != "VERB":
        return None
    passive = any(parsed.relations[m] == "nsubj:pass" for m in parsed.children(at))
    if passive and not _QUOTED.search(document.text[slice(*parsed.places[at])].lower()):
        return None
    found = subject_of(document, parsed, at)
    return found if found and document.text[slice(*found)].lower() not in RELATIVE else None


def _hangs_in(analysis: Analysis, place: int, first: Draft) -> bool:
    """Tell whether the parse joins the verb at a place to one inside a content."""
    a, b = first.content[-1]
    return _hangs_on(analysis, place, (a, b))


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
    for found in (*_GOES_ON.finditer(text, *piece), *_ADDING.finditer(text, *piece)):
        cue = found.start("cue"), found.end("cue")
        cue = cue[0], cue[0] + len(re.sub(r"\s+that$", "", text[slice(*cue)]))
        first = (piece[0], found.start())
        link = found.groupdict().get("link", "but")
        own = link == "but" or _hangs_on(analysis, cue[0], draft.cue)
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
    parsed = parse_at(analysis, place)
    at = parsed.at(place) if parsed else None
    if parsed is None or at is None or parsed.relations[at] != "conj" or parsed.heads[at] < 0:
        return False
    return cue[0] <= parsed.places[parsed.heads[at]][0] < cue[1]
