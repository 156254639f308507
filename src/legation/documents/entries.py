"""What every container of documents shares: an entry, the protocol, the limits."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from legation.errors import InputError, PassedOverError, TooLargeError, UnreadableError
from legation.vocabulary import Origin

MOST_INFLATED = 2_000_000_000
MOST_RATIO = 200
MOST_ENTRY = 256_000_000
DEFAULT_LIMIT = 64
"""Megabytes that one document may have; LEGATION_MAX_MB sets another."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its segment, a readable name, its bytes, and what the container says of it.

    `kind` is set where the container knows it; else it is found from the bytes.
    """

    segment: str
    name: str
    content: bytes
    kind: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    dates: tuple[tuple[str, str], ...] = ()


class Container(Protocol):
    """How to list a container's entries and fetch one of them again."""

    def entries(
        self, stream: BinaryIO, origin: Origin, column: str | None
    ) -> Iterator[Entry | InputError]:
        """Yield the entries in order; one that is broken comes as its error."""
        ...

    def fetch(self, stream: BinaryIO, segment: str, where: str) -> bytes:
        """Return the bytes of one entry."""
        ...


def limit_bytes() -> int:
    """Return how many bytes one document may have."""
    given = os.environ.get("LEGATION_MAX_MB", "")
    return (int(given) if given.isdigit() else DEFAULT_LIMIT) * 1_000_000


def is_hidden(name: str) -> bool:
    """Tell whether the last part of a file's name hides it, or is the system's own.

    Example:
        >>> is_hidden("letters/.draft.txt"), is_hidden("letters/draft.txt")
        (True, False)
    """
    last = re.split(r"[/\\]", name.rstrip("/"))[-1]
    return last.startswith(".") or last in ("__MACOSX", "Thumbs.db", "desktop.ini")


def pass_over(where: str) -> PassedOverError:
    """Return the note that a hidden file was left out."""
    return PassedOverError(
        where, found="a hidden name", expected="none that begins with a dot",
        do="rename it to have it read",
    )  # fmt: skip


def leads_outside(name: str) -> bool:
    r"""Tell whether a name in an archive, taken as a path, would leave the folder it is put in.

    Example:
        >>> [leads_outside(name) for name in ("a/b.txt", "../b.txt", "..\\b.txt", "C:\\b.txt", "/b")]
        [False, True, True, True, True]
    """
    return bool(re.match(r"[/\\]|[A-Za-z]:[/\\]", name)) or ".." in re.split(r"[/\\]", name)


def check_size(size: int, packed: int, where: str, *, most: int = MOST_ENTRY) -> None:
    """Refuse what an archive says of an entry before it is inflated.

    Raises:
        TooLargeError: if it is over `most` bytes, or packed tighter than text is.
    """
    ratio = size / max(1, packed)
    if size > most or (ratio > MOST_RATIO and size > 1e6):
        raise TooLargeError(
            where, found=f"{size / 1e6:.0f} MB packed {ratio:.0f} to 1",
            expected=f"at most {most / 1e6:.0f} MB an entry, {MOST_RATIO} to 1",
            do="unpack it yourself if you trust it",
        )  # fmt: skip


def slice_bytes(stream: BinaryIO, segment: str, where: str) -> bytes:
    """Return the bytes that a segment such as "row@123+45" names."""
    found = re.search(r"@(\d+)\+(\d+)$", segment)
    if not found:
        raise UnreadableError(where, found=f"locator {segment!r}", expected="name@start+length")
    stream.seek(int(found[1]))
    return stream.read(int(found[2]))
