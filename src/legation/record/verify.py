"""Prove that every row's words are where it says: re-read from the original bytes.

For each document: the source file's bytes have the hash they are stored under; the reader
makes the stored text out of them again (where the same reader version is installed); the text
has its own hash; each span of each row holds the words that the row keeps; each table's rows
have the digest that was sealed when they were committed; the chain of corrections is whole.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from legation.documents import READERS_VERSION, read_document
from legation.errors import LegationError
from legation.record.origins import origin_of
from legation.record.rows import hash_text
from legation.record.store import Store
from legation.vocabulary import identify

PLACED = ("blocks", "sentences", "mentions", "times", "spans", "reasons")
FIRST_LINK = "0" * 64
"""What the first correction is chained to."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not what it was: where, what is found, what was expected."""

    where: str
    found: str
    expected: str

    def __str__(self) -> str:
        return f"{self.where}: found {self.found}; expected {self.expected}"


@dataclass(slots=True)
class Verified:
    """What was checked, by kind, and what was found. `whole` if nothing was."""

    checked: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


def verify(
    store: Store, *, watch: Callable[[str, int, int | None], None] | None = None
) -> Verified:
    """Check every source, text, span, row and correction of a record."""
    result = Verified()
    for row in store.query("select id from sources"):
        result.checked["sources"] += 1
        result.findings.extend(_check_source(store, row["id"]))
    documents = list(store.query("select * from documents"))
    for done, document in enumerate(documents):
        result.checked["documents"] += 1
        result.findings.extend(_check_document(store, document, result.checked))
        if watch:
            watch(f"verifying {done + 1}/{len(documents)}", done + 1, len(documents))
    result.findings.extend(_check_strays(store))
    result.findings.extend(_check_corrections(store, result.checked))
    return result


def _is_original(file: Path, sha: str) -> bool:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest() == sha


def _check_source(store: Store, sha: str) -> Iterator[Finding]:
    file = store.folder.source(sha)
    where = f"sources/{sha[:2]}/{sha}"
    if not file.is_file():
        yield Finding(where, "no file", "the original bytes")
        return
    with file.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != sha:
        yield Finding(where, f"bytes with SHA-256 {found}", "the bytes that were added")


def _check_document(store: Store, row: dict[str, Any], checked: Counter[str]) -> Iterator[Finding]:
    yield from _check_digests(store, row)
    texts = list(store.query("select * from texts where document = ?", (row["id"],)))
    if row["text"] is not None and row["text"] not in {text["id"] for text in texts}:
        yield Finding(f"documents {row['id']}", "a text that is not there", "its text")
    for text in texts:
        checked["texts"] += 1
        yield from _check_text(text)
        if text["id"] == row["text"]:
            yield from _check_reading(store, row, text, checked)
            yield from _check_spans(store, row["id"], text["text"], checked)


def _check_text(text: dict[str, Any]) -> Iterator[Finding]:
    where = f"texts {text['id']}"
    if hash_text(text["text"]) != text["sha256"] or len(text["text"]) != text["chars"]:
        yield Finding(where, "another text than was stored", f"SHA-256 {text['sha256']}")
    elif text["id"] != identify("text", text["document"], text["reader"], text["text"]):
        yield Finding(
            where, "an id that is not of this text", "the id of document, reader and text"
        )


def _check_reading(
    store: Store, row: dict[str, Any], text: dict[str, Any], checked: Counter[str]
) -> Iterator[Finding]:
    """Read the original bytes again; only the reader version that made a text can remake it."""
    versions = store.one(
        "select count(*) from ledger where document = ? and stage = 'read'", (row["id"],)
    )
    if not versions or not text["reader"].endswith(f"/{READERS_VERSION}"):
        checked["texts of another reader version, not re-read"] += 1
        return
    file = store.folder.source(row["source"])
    if not file.is_file():
        return  # said for the source itself
    try:
        again = read_document(file, origin_of(row))
    except LegationError as error:
        yield Finding(f"documents {row['id']}", f"bytes that cannot be read ({error})", "the text")
        return
    checked["texts re-read from original bytes"] += 1
    if again.text != text["text"]:
        at = next(
            (n for n, (a, b) in enumerate(zip(again.text, text["text"], strict=False)) if a != b),
            min(len(again.text), len(text["text"])),
        )
        around = slice(max(0, at - 20), at + 20)
        stored, read = (repr(one[around]) for one in (text["text"], again.text))
        where = f"texts {text['id']}, character {at}"
        if hash_text(text["text"]) == text["sha256"] and not _is_original(file, row["source"]):
            yield Finding(where, f"{read} in the changed source", f"{stored} as was read from it")
        else:
            yield Finding(where, stored, f"{read} as in the original bytes")


def _check_spans(
    store: Store, document: str, text: str, checked: Counter[str]
) -> Iterator[Finding]:
    for table in PLACED:
        for row in store.query(f'select * from "{table}" where document = ?', (document,)):  # noqa: S608 - names of our own schema
            if row["start"] is None:
                continue
            checked["spans"] += 1
            found = text[row["start"] : row["end"]]
            if found != row["words"]:
                name = row.get("id") or f"{row['row']} {row.get('role', row.get('rule'))}"
                yield Finding(
                    f"{table} {name} [{row['start']}, {row['end']})",
                    repr(found),
                    repr(row["words"]),
                )


def _check_digests(store: Store, row: dict[str, Any]) -> Iterator[Finding]:
    sealed = {
        found["table"]: (found["rows"], found["digest"])
        for found in store.query("select * from digests where document = ?", (row["id"],))
    }
    if not sealed:
        return
    for table, now in store.digests(row["id"]).items():
        if now != sealed.get(table):
            count = sealed.get(table, (0, ""))[0]
            yield Finding(
                f"{table} of document {row['id']}",
                f"{now[0]} rows that are not those that were committed",
                f"{count} rows as committed",
            )


def _check_strays(store: Store) -> Iterator[Finding]:
    for table in ("texts", *PLACED, "statements", "events", "parties"):
        sql = f'select distinct document from "{table}" where document not in (select id from documents)'  # noqa: S608 - as above
        for row in store.query(sql):
            yield Finding(
                f"{table}", f"rows of document {row['document']}", "a document in the record"
            )


def _check_corrections(store: Store, checked: Counter[str]) -> Iterator[Finding]:
    previous = FIRST_LINK
    for row in store.query("select * from corrections order by seq"):
        checked["corrections"] += 1
        if row["previous"] != previous or row["hash"] != link(row):
            yield Finding(
                f"corrections {row['seq']}", "a broken chain", "the link that was written"
            )
        previous = row["hash"]


def link(row: dict[str, Any]) -> str:
    """Return the hash of a correction and the one before it."""
    fields = ("row", "field", "value", "who", "made", "why", "previous")
    joined = "\x1f".join("" if row[name] is None else str(row[name]) for name in fields)
    return hashlib.sha256(joined.encode()).hexdigest()
