"""The default coder: statements from the encoder's roles, by rule where there are none.

Example: `EncoderCoder().read(document, analyse(document)).statements`.
"""

from __future__ import annotations

from legation.statements.assemble import assemble
from legation.statements.coder import Coded
from legation.statements.confidence import calibrate
from legation.statements.finish import finish
from legation.statements.marks import find_marks
from legation.statements.nested import nested_drafts
from legation.statements.rules import rule_drafts
from legation.statements.turns import turn_drafts
from legation.vocabulary import Analysis, Document


class EncoderCoder:
    """Roles where the encoder found any, turns of transcripts, else the rules."""

    name = "encoder"
    version = "1"

    def read(self, document: Document, analysis: Analysis) -> Coded:
        """Return the statements of the main text, in order."""
        if analysis.level == "none":
            return Coded(())
        marks = find_marks(document)
        drafts = assemble(document, analysis, marks) if analysis.roles else rule_drafts(document, analysis)  # fmt: skip
        drafts += turn_drafts(document, analysis, drafts)
        drafts += nested_drafts(document, analysis, marks, drafts)
        calibrate(drafts)
        return Coded(finish(document, marks, drafts, f"{self.name}/{self.version}"))
