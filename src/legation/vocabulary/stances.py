"""Where actors stand: readings, tracks, shifts, contradictions, commitments."""

from __future__ import annotations

from dataclasses import dataclass

from legation.vocabulary.base import When, identify


@dataclass(frozen=True, slots=True)
class Stance:
    """One reading of where a statement or event stands on an issue: value on its scale."""

    basis: str
    actor: str
    issue: str
    value: float
    scale: str
    method: str
    when: When = When()
    confidence: float | None = None

    @property
    def id(self) -> str:
        """The content id."""
        return identify("stance", self.basis, self.actor, self.issue, self.value, self.scale)


@dataclass(frozen=True, slots=True)
class Position:
    """Where an actor stands on an issue over `when`: value with its band and its basis rows."""

    actor: str
    issue: str
    when: When
    value: float
    low: float
    high: float
    basis: tuple[str, ...]
    method: str
    confidence: float | None = None

    @property
    def id(self) -> str:
        """The content id."""
        return identify(
            "position", self.actor, self.issue, self.when.edtf(), self.value, *self.basis
        )


@dataclass(frozen=True, slots=True)
class Shift:
    """A change between two positions of one actor on one issue."""

    before: str
    after: str
    size: float
    method: str
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two rows of one actor that cannot both be meant."""

    one: str
    other: str
    says: str
    method: str
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """What an actor bound himself to, offered, demanded or refused, and the rows it rests on."""

    actor: str
    kind: str
    basis: tuple[str, ...]
    method: str
    towards: str | None = None
    when: When = When()
    confidence: float | None = None
