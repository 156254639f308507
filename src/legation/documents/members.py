"""Documents inside files: what a member is, and finding and fetching them.

A locator is a path of segments joined by "!/", such as "2009/a.zip!/letter.eml". A file that
is itself the document has the empty locator.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from legation.documents.containers import CONTAINERS
from legation.documents.decode import check_encoding
from legation.documents.entries import Entry, is_hidden, limit_bytes, pass_over
from legation.documents.kinds import CONTAINER_KINDS, kind_of
from legation.errors import (
    EmptyError,
    InputError,
    MissingError,
    PassedOverError,
    TooLargeError,
    UnreadableError,
)
from legation.vocabulary import Origin

JOINT = "!/"
DEEPEST = 2


@dataclass(frozen=True, slots=True)
class Member:
    """One document in a file: its id (SHA-256 of its own bytes), its origin, its size in bytes."""

    id: str
    origin: Origin
    size: int


def find_inputs(paths: Iterable[str | Path]) -> Iterator[Path | InputError]:
    """Yield the files that `paths` name, folders with all in them, in order of name.

    A hidden file is told as passed over; a link that leads back into its own folder is said, not followed.
    """
    for path in map(Path, paths):
        if path.is_dir():
            yield from _files_in(path, {path.resolve()})
        elif path.exists() or path.is_symlink():
            yield path
        else:
            yield MissingError(
                str(path), found="no such file", expected="a file or folder", do="check the name"
            )


def _files_in(folder: Path, seen: set[Path]) -> Iterator[Path | InputError]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield InputError(
            str(folder), found=str(error.strerror), expected="a folder that can be read"
        )
        return
    for entry in entries:
        if is_hidden(entry.name):
            yield pass_over(str(entry))
            continue
        try:
            is_folder = entry.is_dir()
        except OSError:  # a chain of links that never ends
            is_folder = False
        if not is_folder:
            yield entry
        elif entry.resolve() in seen:
            yield InputError(
                str(entry), found="a link back to a folder around it", expected="files",
                do="nothing is lost: that folder is read where it stands",
            )  # fmt: skip
        else:
            yield from _files_in(entry, seen | {entry.resolve()})


def list_members(
    file: Path, *, path: str, encoding: str | None = None, column: str | None = None
) -> Iterator[Member | InputError]:
    """Yield the documents in a file; a member that cannot be read comes as its error.

    Raises:
        InputError: if the file itself cannot be used.
    """
    if not file.is_file():
        raise UnreadableError(path, found="no regular file", expected="a file")
    if file.stat().st_size == 0:
        raise EmptyError(path, found="0 bytes", expected="a document")
    with file.open("rb") as stream:
        sha = hashlib.file_digest(stream, "sha256").hexdigest()
    with file.open("rb") as stream:
        origin = Origin(source=sha, path=path, encoding=encoding)
        found, hidden = 0, 0
        for member in _members(stream, file.name, origin, column, 0):
            found += 1
            hidden += isinstance(member, PassedOverError)
            yield member
        if found == hidden:
            beside = f" but {hidden} hidden" if hidden else ""
            yield EmptyError(path, found=f"no document in it{beside}", expected="at least one")


def _members(
    stream: BinaryIO, name: str, origin: Origin, column: str | None, depth: int
) -> Iterator[Member | InputError]:
    kind = kind_of(stream, name, origin.path)
    origin = replace(origin, media_type=kind)
    if kind not in CONTAINER_KINDS:
        yield _leaf(stream, origin)
        if kind != "eml":
            return
    if depth >= DEEPEST:
        yield TooLargeError(
            origin.path, found=f"archives nested more than {DEEPEST} deep", expected="fewer",
            do="unpack the inner one and add it by itself",
        )  # fmt: skip
        return
    for entry in CONTAINERS[kind].entries(stream, origin, column):
        if isinstance(entry, InputError):
            yield entry
            continue
        yield from _entry_members(entry, origin, depth)


def _entry_members(entry: Entry, origin: Origin, depth: int) -> Iterator[Member | InputError]:
    locator = f"{origin.member}{JOINT}{entry.segment}" if origin.member else entry.segment
    path = f"{origin.path}{JOINT}{entry.name}"
    inner = replace(
        origin, **{k: v for k, v in entry.facts.items() if v}, member=locator, path=path,
        dates=(*origin.dates, *entry.dates),
    )  # fmt: skip
    if entry.kind:
        yield _leaf(BytesIO(entry.content), replace(inner, media_type=entry.kind))
        return
    try:
        yield from _members(BytesIO(entry.content), entry.name, inner, None, depth + 1)
    except InputError as error:
        yield error


def _leaf(stream: BinaryIO, origin: Origin) -> Member | InputError:
    stream.seek(0, os.SEEK_END)
    size = stream.tell()
    stream.seek(0)
    if size == 0:
        return EmptyError(origin.path, found="0 bytes", expected="a document")
    if size > limit_bytes():
        return TooLargeError(
            origin.path, found=f"{size / 1e6:.0f} MB", expected=f"at most {limit_bytes() / 1e6:.0f} MB",
            do="split it, or set LEGATION_MAX_MB higher",
        )  # fmt: skip
    digest = hashlib.sha256()
    chunks = iter(lambda: stream.read(1 << 20), b"")
    if origin.encoding and origin.media_type in ("text", "html"):
        chunks = check_encoding(chunks, origin.encoding, origin.path)
    try:
        for chunk in chunks:
            digest.update(chunk)
    except InputError as error:
        return error
    return Member(digest.hexdigest(), origin, size)


def fetch(file: Path, origin: Origin) -> bytes:
    """Return the bytes of one document, read from where its locator says.

    Raises:
        InputError: if the file no longer holds it.
    """
    with file.open("rb") as stream:
        if not origin.member:
            return stream.read()
        content: BinaryIO = stream
        name = origin.path.split(JOINT)[0]
        for segment in origin.member.split(JOINT):
            content = BytesIO(_fetch_segment(content, name, segment, origin))
            name = segment
        return content.read()


def _fetch_segment(stream: BinaryIO, name: str, segment: str, origin: Origin) -> bytes:
    kind = kind_of(stream, name, origin.path)
    take: Callable[[BinaryIO, str, str], bytes] = CONTAINERS[kind].fetch
    return take(stream, segment, origin.path)
