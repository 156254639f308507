"""Every noun the layers share, as frozen dataclasses. Imports nothing of ours.

Takes nothing; gives the types of documents, statements, events, actors, positions and
negotiations. All offsets are half-open and count Unicode code points of the stored text.

Example:
    >>> span = Span("d1", 4, 8)
    >>> span.words("NATO said so")
    ' sai'
"""

from legation.vocabulary.actors import (
    Actor,
    Format,
    Membership,
    Office,
    Tenure,
)
from legation.vocabulary.analysis import (
    Analysis,
    Mention,
    MentionKind,
    Resolution,
    RoleSpan,
    Sentence,
    Syntax,
    TimeExpression,
)
from legation.vocabulary.base import (
    Reason,
    Span,
    When,
    identify,
)
from legation.vocabulary.coding import (
    CARRIED,
    AuxiliaryCue,
    Event,
    Manner,
    Statement,
    Status,
)
from legation.vocabulary.document import (
    MAIN,
    Block,
    BlockKind,
    Document,
    Origin,
)
from legation.vocabulary.stances import (
    Commitment,
    Contradiction,
    Position,
    Shift,
    Stance,
)

__all__ = [
    "CARRIED",
    "MAIN",
    "Actor",
    "Analysis",
    "AuxiliaryCue",
    "Block",
    "BlockKind",
    "Commitment",
    "Contradiction",
    "Document",
    "Event",
    "Format",
    "Manner",
    "Membership",
    "Mention",
    "MentionKind",
    "Office",
    "Origin",
    "Position",
    "Reason",
    "Resolution",
    "RoleSpan",
    "Sentence",
    "Shift",
    "Span",
    "Stance",
    "Statement",
    "Status",
    "Syntax",
    "Tenure",
    "TimeExpression",
    "When",
    "identify",
]
