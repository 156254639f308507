"""What the language layer finds: sentences, tokens, mentions, times."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from legation.vocabulary.base import Span, When


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the main text: its span, its tokens, and the block it stands in."""

    span: Span
    tokens: tuple[Span, ...]
    block: int


class MentionKind(StrEnum):
    """What a mention names or points at."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    ROLE = "role"
    PRONOUN = "pronoun"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name somebody or something. `name` is the form the tables know, if any."""

    span: Span
    kind: MentionKind
    name: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that tell a time, and the interval they mean as seen from the publication."""

    span: Span
    when: When
    kind: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the language layer found in one document's main text, in text order.

    `level` says how much the language is supported: "full", "quotes" or "none".
    """

    document: str
    language: str | None
    level: str
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeExpression, ...] = ()
