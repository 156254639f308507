"""Statements inside statements: what the Allies said, in what the Secretary-General said.

Each content is read once more as a text of its own. Example: in "He said that Oslo had promised
to help" the content holds Oslo's promise, which is nested in his statement.
"""

from __future__ import annotations

from legation.statements.draft import Draft, Stretch, span_of
from legation.statements.marks import Marks
from legation.statements.rules import read_paragraph
from legation.statements.stretches import Cover
from legation.vocabulary import Analysis, Document, Manner, Reason

FEWEST_WORDS = 6
_SELF = frozenset("i we".split())


def nested_drafts(document: Document, analysis: Analysis, marks: Marks, drafts: list[Draft]) -> list[Draft]:  # fmt: skip
    """Return the statements that stand inside the contents of others."""
    found: list[Draft] = []
    if analysis.language != "en":
        return found
    cues = Cover(draft.cue for draft in drafts if draft.cue)
    for draft in drafts:
        for piece in draft.content:
            found += _inside(document, marks, draft, piece, cues)
    return found


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
