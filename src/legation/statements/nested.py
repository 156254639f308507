"""Statements inside statements: what the Allies said, in what the Secretary-General said.

The encoder reads each content once more as a text of its own; where it read nothing, the rules
do. Example: in "He said that Oslo had promised
to help" the content holds Oslo's promise, which is nested in his statement.
"""

from __future__ import annotations

import re
from operator import itemgetter

from legation.statements.cues import tells
from legation.statements.draft import Draft, Stretch, relayed, span_of
from legation.statements.marks import Marks
from legation.statements.rules import read_paragraph
from legation.statements.stretches import Cover
from legation.vocabulary import Analysis, Document, Manner, Reason, Span
from legation.vocabulary.placed import Placed

FEWEST_WORDS = 6
_SELF = frozenset("i we you he she it who which that".split())
"""Words that mostly stand for the speaker, or for nobody, in what somebody says."""


_MODAL = re.compile(
    r"\b(?:should|would|could|must|will|shall|can|cannot|may|might|to|if|not|never)\s+(?:\w+ly\s+)?$"
)


def nested_drafts(document: Document, analysis: Analysis, marks: Marks, drafts: list[Draft]) -> list[Draft]:  # fmt: skip
    """Return the statements that stand inside the contents of others, read by rule."""
    found: list[Draft] = []
    if analysis.language != "en" or analysis.roles:
        return found
    cues = Cover(draft.cue for draft in drafts if draft.cue)
    for draft in drafts:
        for piece in draft.content:
            found += _inside(document, marks, draft, piece, cues)
    return found


def place_nested(document: Document, marks: Marks, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts; those that the encoder read inside others name the one they stand in.

    A nested one must say something of its own: somebody other than the speaker, by a cue of saying that is told as a fact ("had promised", not "should promise").
    """
    kept, outer = [], [d for d in drafts if d.rule not in ("nested", "nominal")]
    cues = Cover(d.cue for d in outer if d.cue)
    gone: list[int] = []
    pieces = Placed(
        [(d, Span(document.id, *piece)) for d in outer for piece in d.content], itemgetter(1)
    )
    for draft in drafts:
        holder = _holder(document, draft, pieces) if draft.rule in ("nested", "nominal") else None
        if draft.rule != "nested" and not holder:
            kept.append(draft)
            continue
        if holder and _relays(document, draft, holder):
            draft.rule, draft.relay, draft.manner = (
                "encoder",
                holder.source,
                marks.manner(draft.content),
            )
            draft.reasons += relayed(holder.reasons)
            gone.append(id(holder))
            kept.append(draft)
        elif (
            holder and draft.cue and not cues.meets(draft.cue) and _says_so(document, draft, holder)
        ):
            draft.inside = holder
            if all(marks.holding(piece) for piece in holder.content):
                draft.manner = Manner.INDIRECT
            kept.append(draft)
    return [draft for draft in kept if id(draft) not in gone]


_RELAYS = re.compile(r"(?:according to|as (?:quoted|cited|reported|relayed|told)|(?:was |were )?(?:quoted|cited) by)\b", re.IGNORECASE)  # fmt: skip


def _relays(document: Document, draft: Draft, holder: Draft) -> bool:
    """Tell whether who says the whole only relays what is said in it ("…, X said, as quoted by Y")."""
    if not (draft.cue and draft.source and holder.cue and holder.source):
        return False
    inner, whole = (sum(b - a for a, b in d.content) for d in (draft, holder))
    named = document.text[slice(*draft.source)].lower() not in _SELF - {"he", "she", "it"}
    passes = _RELAYS.match(document.text, holder.cue[0])
    return bool(passes) and named and 2 * inner >= whole and tells(document.text[slice(*draft.cue)])


def _holder(document: Document, draft: Draft, pieces: Placed[tuple[Draft, Span]]) -> Draft | None:
    """Return the statement whose content holds the cue of another."""
    if draft.cue is None:
        return None
    found = pieces.holding(Span(document.id, *draft.cue))
    return found[0][0] if found else None


def _says_so(document: Document, draft: Draft, holder: Draft) -> bool:
    text = document.text
    if draft.cue is None or draft.source is None:
        return False
    who = text[slice(*draft.source)].lower()
    told = text[max(0, draft.cue[0] - 24) : draft.cue[0]]
    own = who in _SELF or (who == "they" and holder.manner is Manner.DIRECT)
    return not own and tells(text[slice(*draft.cue)]) and not _MODAL.search(told)


def _inside(document: Document, marks: Marks, outer: Draft, piece: Stretch, cues: Cover) -> list[Draft]:  # fmt: skip
    words = document.text[slice(*piece)]
    if len(words.split()) < FEWEST_WORDS:
        return []
    made = []
    for said in read_paragraph(words, "en"):
        if said.source is None or said.cue is None or said.rule == "according to":
            continue
        source, cue = ((piece[0] + a, piece[0] + b) for a, b in (said.source, said.cue))
        content = [(piece[0] + a, piece[0] + b) for a, b in said.content]
        if document.text[slice(*source)].lower() in _SELF or cues.meets(cue):
            continue
        manner = Manner.INDIRECT if marks.holding(piece) else marks.manner(content)
        reason = Reason("nested", "read inside another statement", span_of(document, cue))
        made.append(Draft(content, "nested", source, cue, manner, score=0.5, reasons=[reason], inside=outer))  # fmt: skip
    return made
