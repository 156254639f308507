"""A deed as the lexicon and the tree have it, before it is an event."""

from __future__ import annotations

from dataclasses import dataclass, field

from legation.events.lexicon import Frame


@dataclass(slots=True)
class Candidate:
    """A deed as the lexicon and the tree have it; numbers are words of the sentence.

    `clause` is True where the issue is a clause; `content` are the words of what is only asked,
    promised, refused or threatened; `refused` is the negation that makes a refusal.
    """

    at: int
    frame: Frame
    words: tuple[int, ...]
    actors: list[int] = field(default_factory=list)
    recipients: list[int] = field(default_factory=list)
    issue: int | None = None
    clause: bool = False
    reciprocal: bool = False
    place: int | None = None
    refused: int | None = None
    content: set[int] = field(default_factory=set)
    passive: bool = False
    score: float = 0.0
    why: str | None = None
    mode: str | None = None

    @property
    def nominal(self) -> bool:
        """Whether a noun names the deed."""
        return self.frame.part == "nouns"
