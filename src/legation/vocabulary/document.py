"""A document as read: untouched text, blocks, origin."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from legation.vocabulary.base import Reason, Span, When, identify


class BlockKind(StrEnum):
    """What a block of a document is. Only MAIN kinds yield statements, events and dates."""

    TEXT = "text"
    HEADING = "heading"
    DATELINE = "dateline"
    TITLE = "title"
    BYLINE = "byline"
    PAGE_DATE = "page-date"
    CAPTION = "caption"
    TEASER = "teaser"
    NAVIGATION = "navigation"
    SUBSCRIPTION = "subscription"
    NOTICE = "notice"
    SHARE = "share"
    COMMENT = "comment"
    REPEAT = "repeat"
    OTHER = "other"


MAIN = frozenset({BlockKind.TEXT, BlockKind.HEADING, BlockKind.DATELINE})


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text of one kind, with the reason. Blocks are marked, never cut.

    `score` is the probability in [0, 1] that the block is main text.
    """

    span: Span
    kind: BlockKind
    reason: str
    score: float

    @property
    def main(self) -> bool:
        """Whether the block belongs to the main text."""
        return self.kind in MAIN


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document came from: what the file, its container and the user's table say.

    `source` is the SHA-256 of the file that was added; `member` finds the document inside it
    (empty if the file is the document). `path` is the name it was added under. `outlet` is the
    publisher. `dates` are the dates that metadata claims: (where it stands, as written).
    `encoding` is the one to use, `declared` the one that a carrier (an HTTP header) names.
    """

    source: str
    member: str = ""
    path: str = ""
    media_type: str = "text/plain"
    encoding: str | None = None
    url: str | None = None
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    outlet_country: str | None = None
    dates: tuple[tuple[str, str], ...] = ()
    stated: str | None = None
    declared: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One document as read: the untouched text, its blocks, and when it was published.

    `id` is the SHA-256 of the document's own bytes (a container's member has its own).
    `reader` names what made the text out of the bytes and its version, such as "html/1"; a
    newer reader makes a new text version and moves no citation. `published` and `captured`
    are unknown until dated. `language` is an ISO 639-1 code. `notes` say what was odd in reading
    it, such as an encoding that is not the one declared.
    """

    id: str
    text: str
    origin: Origin
    reader: str
    blocks: tuple[Block, ...] = ()
    published: When = When()
    captured: When = When()
    language: str | None = None
    notes: tuple[Reason, ...] = ()

    @property
    def text_id(self) -> str:
        """The id of this version of the text: document, reader and words together."""
        return _text_id(self.id, self.reader, self.text)

    @property
    def title(self) -> str | None:
        """The title as marked in the text, else as metadata gives it."""
        for block in self.blocks:
            if block.kind is BlockKind.TITLE:
                return " ".join(block.span.words(self.text).split())
        return self.origin.title


@lru_cache(maxsize=1)
def _text_id(document: str, reader: str, text: str) -> str:
    """Hash a text once, not once for every row that rests on it."""
    return identify("text", document, reader, text)
