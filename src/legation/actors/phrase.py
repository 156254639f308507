"""One noun phrase that names somebody: whose, which office, which name."""

from __future__ import annotations

from dataclasses import dataclass, field

from legation.actors.phrase_words import number_of
from legation.actors.roles import Role
from legation.actors.tokens import Named


@dataclass(slots=True)
class Phrase:
    """A noun phrase read: tokens [start, end) and its parts. Token places where not said."""

    start: int
    end: int
    whose: Named | None = None
    role: Role | None = None
    head: str = ""
    many: bool = False
    at: Named | None = None
    name: tuple[int, int] | None = None
    pronoun: str = ""
    owner: str = ""
    definite: bool = False
    former: bool = False
    words: frozenset[str] = field(default_factory=frozenset)
    body_words: str = ""
    owned: bool = False
    national: bool = False
    ethnic: bool = False

    @property
    def count(self) -> int | None:
        """Return how many are said to be meant: 2 of "the two ministers", "both sides"."""
        return next((n for word in self.words if (n := number_of(word)) is not None), None)
