"""What a sentence like "That is what X said" points back to.

Example: in "The mine will open in May. That is what the envoy said." he says the sentence before.
`point_back(document, analysis, marks, drafts)` changes and adds drafts in place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import itemgetter

from legation.statements.conventions import content_piece, cue_core, source_core
from legation.statements.draft import Draft, Stretch, overlap, span_of
from legation.statements.marks import Marks
from legation.statements.stretches import Cover
from legation.vocabulary import Analysis, Document, Reason, RoleSpan

_BACK = re.compile(r"(?:(?:And|But) )?(?:(?:that|this)(?: is|['’]s| was)(?: also)? (?:what|how)|so)\b", re.IGNORECASE)  # fmt: skip
_WORDS_OF = re.compile(
    r"(?:Those|These) (?:are|were)(?: also)? (?P<cue>the words) of (?P<who>[^.;:,\n]{2,80})[.,;]"
)
Said = tuple[Stretch, Stretch]
"""A cue and its source."""


def point_back(document: Document, analysis: Analysis, marks: Marks, drafts: list[Draft]) -> None:
    """Read "That is what X said": what he said is the sentence before."""
    text = document.text
    bare = _bare(analysis)
    cues = Cover(draft.cue for draft in drafts if draft.cue)
    read = Cover(piece for draft in drafts for piece in draft.content)
    for before, here in zip(analysis.sentences, analysis.sentences[1:], strict=False):
        found = _points(text, bare, (here.span.start, here.span.end)) if before.block == here.block else None  # fmt: skip
        if found is None or cues.meets(found[0]):
            continue
        cue, source = found
        said = content_piece(marks, (before.span.start, before.span.end))
        reason = Reason("points back", "what is said stands in the sentence before", span_of(document, cue))  # fmt: skip
        if not read.meets(said):
            drafts.append(Draft([said], "points back", source, cue, marks.manner([said]), reasons=[reason]))  # fmt: skip
            continue
        for same in drafts:
            if same.source is same.cue is None and any(overlap(said, p) for p in same.content):
                same.source, same.cue, same.rule, same.score = source, cue, "points back", None
                same.reasons.append(reason)


def _bare(analysis: Analysis) -> list[tuple[int, RoleSpan, RoleSpan]]:
    """Return where each cue begins that has a source and no content, with both, in order."""
    full = {role.cue for role in analysis.roles if role.role == "content"}
    cues = {
        n: role for n, role in enumerate(analysis.roles) if role.role == "cue" and n not in full
    }
    found = [
        (cues[role.cue].span.start, cues[role.cue], role)
        for role in analysis.roles
        if role.role == "source" and role.cue in cues
    ]
    return sorted(found, key=itemgetter(0))


def _points(
    text: str, bare: list[tuple[int, RoleSpan, RoleSpan]], sentence: Stretch
) -> Said | None:
    """Return the cue and the source of a sentence that points to the one before."""
    found = _WORDS_OF.match(text, *sentence)
    if found:
        return found.span("cue"), source_core(text, found.span("who"))
    n = bisect_left(bare, sentence[0], key=itemgetter(0))
    if n == len(bare) or bare[n][0] >= sentence[1] or not _BACK.match(text, *sentence):
        return None
    _, cue, source = bare[n]
    return (
        cue_core(text, (cue.span.start, cue.span.end)),
        source_core(text, (source.span.start, source.span.end)),
    )
