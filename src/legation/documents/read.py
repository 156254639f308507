"""Read one document: fetch its bytes, make text of them, mark its blocks."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from legation.documents.blocks import mark_blocks
from legation.documents.decode import Decoded, decode
from legation.documents.html import flatten_html
from legation.documents.layout import Layout, plain_layout
from legation.documents.members import fetch
from legation.documents.office import read_docx, read_mail, read_pdf
from legation.errors import EmptyError, UnreadableError
from legation.vocabulary import Document, Origin, Reason

READERS_VERSION = "6"
"""Goes up when any reader makes another text out of the same bytes."""

_FACTS = ("title", "author", "outlet", "url")


def read_document(file: Path, origin: Origin) -> Document:
    """Return the document at `origin` in a stored file, with its blocks marked.

    The same bytes give the same text with the same READERS_VERSION. Facts that the origin
    already holds (from the user's table) stand; those in the file fill what is missing.

    Raises:
        InputError: if it cannot be read.
    """
    content = fetch(file, origin)
    kind = origin.media_type
    reader = READERS.get(kind.split(":")[0])
    if reader is None:
        raise UnreadableError(origin.path, found=f"kind {kind!r}", expected=" or ".join(READERS))
    layout = reader(content, origin)
    if not layout.text.strip():
        raise EmptyError(origin.path, found="no text", expected="words to read")
    identity = hashlib.sha256(content).hexdigest()
    return Document(
        id=identity,
        text=layout.text,
        origin=_complete(origin, layout),
        reader=f"{kind.split(':')[0]}/{READERS_VERSION}",
        blocks=mark_blocks(layout.text, identity, layout=layout, title=layout.facts.get("title")),
        notes=tuple(Reason("encoding", note) for note in layout.notes),
    )


def _complete(origin: Origin, layout: Layout) -> Origin:
    missing = {f: layout.facts[f] for f in _FACTS if not getattr(origin, f) and layout.facts.get(f)}
    dates = tuple(dict.fromkeys((*origin.dates, *layout.dates)))
    return replace(origin, **missing, dates=dates, encoding=origin.encoding or layout.encoding)


def _read_text(content: bytes, origin: Origin) -> Layout:
    found = decode(content, origin.path, origin.encoding, declared=origin.declared)
    return _said(plain_layout(found.text), found)


def _read_html(content: bytes, origin: Origin) -> Layout:
    found = decode(
        content, origin.path, origin.encoding, declared=origin.declared, declared_in_head=True
    )
    return _said(flatten_html(found.text), found)


def _said(layout: Layout, found: Decoded) -> Layout:
    notes = (found.note,) if found.note else ()
    return replace(layout, encoding=found.encoding, notes=notes)


def _read_json_row(content: bytes, origin: Origin) -> Layout:
    row: dict[str, Any] = json.loads(content)
    value = row[origin.media_type.split(":", 1)[1]]
    # JSON can spell half a character; text cannot hold one
    words = str(value or "").encode("utf-8", "replace").decode("utf-8")
    return replace(plain_layout(words), encoding="utf-8")


READERS: dict[str, Callable[[bytes, Origin], Layout]] = {
    "text": _read_text,
    "html": _read_html,
    "pdf": read_pdf,
    "docx": read_docx,
    "eml": read_mail,
    "json-row": _read_json_row,
}
