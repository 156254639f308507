"""What the language layer finds: sentences, tokens, mentions, times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from legation.vocabulary.base import Reason, Span, When


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
class Resolution:
    """Whom a mention means as of the document's day, and why.

    `actor` is an id: a state or organisation ("RUS", "NATO"), a person ("Q58217",
    "person:gareth-evans"), somebody unnamed ("USA:official") or the members of a body
    ("NATO:members"); None if it cannot be known. `office` is "kind:of" or "kind:of:at" as held
    that day, or as the document says. `place` is True where the words name a place, no actor.
    `members` are those of a collective as of the day, or the persons of "A and B".
    `known_until` is set where the answer is "unknown as of": the tables end there.
    """

    span: Span
    kind: MentionKind
    actor: str | None
    name: str | None = None
    office: str | None = None
    on_behalf_of: str | None = None
    members: tuple[str, ...] = ()
    antecedent: Span | None = None
    place: bool = False
    known_until: date | None = None
    confidence: float = 1.0
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that tell a time, and the interval they mean as seen from the publication."""

    span: Span
    when: When
    kind: str


@dataclass(frozen=True, slots=True)
class Syntax:
    """The grammar of one sentence: one entry a token of the sentence, in its order.

    `parts` are universal parts of speech (UPOS), `heads` the index of each token's head within
    the sentence (-1 for a root), `relations` its Universal Dependencies relation.
    """

    parts: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleSpan:
    """A stretch that plays a part in an attribution: "source", "cue" or "content".

    `cue` is the index, in the analysis' roles, of the cue that a source or content belongs to.
    `confidence` and `link_confidence` are probabilities in [0, 1] as the model gives them.
    """

    role: str
    span: Span
    confidence: float
    cue: int | None = None
    link_confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the language layer found in one document's main text, in text order.

    `level` says how much was read: "full", "syntax" (names, grammar, and statements by grammar),
    "quotes" (quotation marks beside verbs of saying), "none", by what the language is supported;
    or "long" (too long for the encoder: statements by rules, no grammar, no events). `syntax` is
    empty, or has one entry a sentence. `roles` are what the encoder found of attributions,
    and after them those that it found inside the contents of the first.
    """

    document: str
    language: str | None
    level: str
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    syntax: tuple[Syntax, ...] = ()
    roles: tuple[RoleSpan, ...] = ()
