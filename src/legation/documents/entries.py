"""What every container of documents shares: an entry, the protocol, the limits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from legation.errors import InputError, UnreadableError
from legation.vocabulary import Origin

MOST_INFLATED = 2_000_000_000
MOST_RATIO = 200
MOST_ENTRY = 256_000_000


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


def slice_bytes(stream: BinaryIO, segment: str, where: str) -> bytes:
    """Return the bytes that a segment such as "row@123+45" names."""
    found = re.search(r"@(\d+)\+(\d+)$", segment)
    if not found:
        raise UnreadableError(where, found=f"locator {segment!r}", expected="name@start+length")
    stream.seek(int(found[1]))
    return stream.read(int(found[2]))
