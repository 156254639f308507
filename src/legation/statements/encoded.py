"""The default coder: statements from the encoder's roles, by rule where there are none.

Example: `EncoderCoder().read(document, analyse(document)).statements`.
"""

from __future__ import annotations

from legation.statements.alone import add_alone
from legation.statements.assemble import assemble
from legation.statements.coder import Coded
from legation.statements.confidence import calibrate, likely
from legation.statements.draft import Draft
from legation.statements.finish import finish
from legation.statements.headlines import headline_drafts
from legation.statements.marks import Marks, find_marks
from legation.statements.nested import nested_drafts, place_nested
from legation.statements.nominal import nominal_drafts
from legation.statements.parsed import Parsed, parsed_drafts
from legation.statements.pointing import point_back
from legation.statements.repairs import repair
from legation.statements.rules import rule_drafts
from legation.statements.stretches import Cover
from legation.statements.turns import turn_drafts
from legation.vocabulary import Analysis, Document


class EncoderCoder:
    """Roles where the encoder found any, turns of transcripts, else the rules."""

    name = "encoder"
    version = "12"

    def read(self, document: Document, analysis: Analysis) -> Coded:
        """Return the statements of the main text, in order."""
        if analysis.level == "none":
            return Coded(())
        marks = find_marks(document)
        drafts = _drafts(document, analysis, marks)
        calibrate(drafts)
        drafts = place_nested(document, marks, likely(document.text, drafts))
        drafts += turn_drafts(document, analysis, drafts)
        drafts += nested_drafts(document, analysis, marks, drafts)
        drafts += headline_drafts(document, analysis, marks, drafts)
        return Coded(finish(document, marks, drafts, f"{self.name}/{self.version}"))


def _drafts(document: Document, analysis: Analysis, marks: Marks) -> list[Draft]:
    if analysis.roles:
        drafts = assemble(document, analysis, marks)
        repair(document, analysis, marks, drafts)
        add_alone(document, analysis, marks, drafts)
        point_back(document, analysis, marks, drafts)
        return drafts + nominal_drafts(document, analysis, marks, drafts)
    by_rule = rule_drafts(document, analysis)
    if analysis.level != "syntax" or not analysis.syntax:
        return by_rule
    found = [d for parsed in _parses(document, analysis) for d in parsed_drafts(document, marks, parsed, analysis.language)]  # fmt: skip
    read = Cover(piece for draft in found for piece in draft.content)
    by_cue = {draft.cue: draft for draft in found if draft.cue}
    for draft in by_rule:
        new = [piece for piece in draft.content if not read.meets(piece)]
        same = by_cue.get(draft.cue) if draft.cue else None
        if same and new:  # the quotation goes on in another sentence
            same.content = sorted([*same.content, *new])
        elif len(new) == len(draft.content):
            found.append(draft)
        else:
            continue
        for piece in new:
            read.add(piece)
    return found


def _parses(document: Document, analysis: Analysis) -> list[Parsed]:
    """Return the parses with their lemmas."""
    from legation.language.russian import lemma

    text = document.text
    return [
        Parsed(
            tuple((t.start, t.end) for t in sentence.tokens), syntax.parts, syntax.heads,
            syntax.relations, tuple(lemma(t.words(text)) for t in sentence.tokens),
        )
        for sentence, syntax in zip(analysis.sentences, analysis.syntax, strict=True)
    ]  # fmt: skip
