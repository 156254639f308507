"""What kind of document a file is, by its content first and its name second.

Example:
    >>> from io import BytesIO
    >>> kind_of(BytesIO(b"%PDF-1.7"), "paper.txt", "paper.txt")
    'pdf'
"""

from __future__ import annotations

import os
import re
from pathlib import PurePosixPath
from typing import BinaryIO

from legation.errors import UnreadableError

CONTAINER_KINDS = frozenset({"zip", "mbox", "warc", "csv", "jsonl", "feed"})
BY_SUFFIX = {
    "txt": "text", "text": "text", "md": "text", "html": "html", "htm": "html", "xhtml": "html",
    "pdf": "pdf", "docx": "docx", "eml": "eml", "mbox": "mbox", "warc": "warc", "zip": "zip",
    "csv": "csv", "tsv": "csv", "jsonl": "jsonl", "ndjson": "jsonl", "rss": "feed", "atom": "feed",
}  # fmt: skip
HEAD = 4096
_HTML = re.compile(rb"<!doctype\s+html|<html|<head\b|<body\b|<article\b|<div\b|<p\b", re.IGNORECASE)
_FEED = re.compile(rb"<(rss|feed|rdf:RDF)\b")
_KNOWN_BINARY = (
    (b"\x89PNG", "a PNG picture"), (b"\xff\xd8\xff", "a JPEG picture"), (b"GIF8", "a GIF picture"),
    (b"\x7fELF", "a program"), (b"MZ", "a program"), (b"ID3", "sound"), (b"OggS", "sound"),
    (b"7z\xbc\xaf", "a 7z archive"), (b"Rar!", "a RAR archive"), (b"BZh", "bzip2 data"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (.doc, .xls)"), (b"SQLite format 3", "a database"),
)  # fmt: skip


def kind_of(stream: BinaryIO, name: str, where: str) -> str:
    """Return the kind of a file: one of the values of BY_SUFFIX.

    Raises:
        UnreadableError: if it is binary of a kind that no reader takes.
    """
    stream.seek(0)
    head = stream.read(HEAD)
    stream.seek(0)
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "docx" if _is_word(stream) else "zip"
    if head.startswith(b"WARC/") or (head.startswith(b"\x1f\x8b") and ".warc" in name.lower()):
        return "warc"
    for magic, what in _KNOWN_BINARY:
        if head.startswith(magic):
            raise _refuse(where, what)
    if head.startswith(b"\x1f\x8b"):
        raise _refuse(where, "gzip data that is no WARC file")
    return _text_kind(head, name)


def _text_kind(head: bytes, name: str) -> str:
    suffix = PurePosixPath(name.lower()).suffix.lstrip(".")
    kind = BY_SUFFIX.get(suffix, "")
    if _FEED.search(head[:1024]):
        return "feed"
    if kind in ("pdf", "docx", "zip", "warc"):
        return "text"  # the content is not what the name says; the text reader judges it
    if kind:
        return kind
    if suffix == "xml" or _HTML.search(head):
        return "html"
    if head.startswith(b"From ") and b"\nSubject:" in head:
        return "mbox"
    return "text"


def _is_word(stream: BinaryIO) -> bool:
    stream.seek(0)
    start = stream.read(HEAD)
    stream.seek(0, os.SEEK_END)
    stream.seek(max(0, stream.tell() - 65_536))
    found = b"word/document.xml" in start + stream.read()
    stream.seek(0)
    return found


def _refuse(where: str, what: str) -> UnreadableError:
    return UnreadableError(
        where, found=what, expected="text, HTML, PDF, Word (.docx), mail, WARC, zip, CSV, JSON lines or a feed",
        do="convert it first",
    )  # fmt: skip
