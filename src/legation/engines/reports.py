"""What an add, a build and a removal tell."""

from __future__ import annotations

from dataclasses import dataclass, field

from legation.errors import InputError, LegationError, PassedOverError


@dataclass(slots=True)
class Built:
    """What a build did: documents read, statements in them, failures, seconds by stage.

    `left_out` counts what a coder gave that does not stand in the text; `levels` the documents by
    (language, level of support).
    """

    read: int = 0
    statements: int = 0
    failures: list[LegationError] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    left_out: int = 0
    levels: dict[tuple[str, str], int] = field(default_factory=dict)


@dataclass(slots=True)
class Added:
    """What an add did: new documents, known ones, inputs refused and why, and the build.

    `passed_over` are those left out on purpose: hidden names, and documents removed before.
    """

    new: int = 0
    known: int = 0
    failures: list[InputError] = field(default_factory=list)
    passed_over: list[PassedOverError] = field(default_factory=list)
    built: Built | None = None


@dataclass(frozen=True, slots=True)
class Removed:
    """What was removed with a document: how many rows of each table."""

    document: str
    path: str
    rows: dict[str, int]
