"""Files that hold many documents: zip, mbox, mail with attachments, WARC, tables, feeds.

Each container knows how to list its entries and how to fetch one again by its segment. Names
inside an archive are never used as paths on disk.
"""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from email import message_from_bytes, policy
from typing import Any, BinaryIO

from legation.documents.entries import (
    MOST_ENTRY,
    MOST_INFLATED,
    Container,
    Entry,
    check_size,
    is_hidden,
    leads_outside,
    pass_over,
    slice_bytes,
)
from legation.documents.tables import Csv, JsonLines
from legation.errors import InputError, TooLargeError, UnreadableError
from legation.vocabulary import Origin


class Zip:
    """Zip archives. Sizes are checked before anything is inflated."""

    def entries(
        self, stream: BinaryIO, origin: Origin, column: str | None
    ) -> Iterator[Entry | InputError]:
        """Yield the files in the archive; folders are left out, hidden files told."""
        del column
        archive = _open_zip(stream, origin.path)
        total = 0
        for info in archive.infolist():
            name = info.filename
            where = f"{origin.path}!/{name}"
            if info.is_dir():
                continue
            if leads_outside(name):
                yield UnreadableError(
                    where, found="a name that leads outside the archive", expected="a plain name",
                    do="nothing was written; rename it and add it by itself",
                )  # fmt: skip
                continue
            if any(map(is_hidden, name.split("/"))):
                yield pass_over(where)
                continue
            try:
                content = _inflate(archive, info, where, total + info.file_size)
            except InputError as error:
                yield error
                continue
            total += len(content)
            yield Entry(name, name, content)

    def fetch(self, stream: BinaryIO, segment: str, where: str) -> bytes:
        """Return one file of the archive."""
        archive = _open_zip(stream, where)
        return _inflate(archive, archive.getinfo(segment), where, 0)


def _open_zip(stream: BinaryIO, where: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UnreadableError(
            where, found=f"a broken zip archive ({error})", expected="a whole one"
        ) from error


def _inflate(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str, total: int) -> bytes:
    check_size(info.file_size, info.compress_size, where)
    if total > MOST_INFLATED:
        raise TooLargeError(
            where, found=f"{total / 1e6:.0f} MB with those before it",
            expected=f"at most {MOST_INFLATED / 1e6:.0f} MB in all",
            do="unpack it yourself if you trust it",
        )  # fmt: skip
    if info.flag_bits & 1:
        raise InputError(
            where,
            found="an encrypted entry",
            expected="one without a password",
            do="unpack it first",
        )
    try:
        with archive.open(info) as file:
            content = file.read(info.file_size + 1)
    # zipfile raises NotImplementedError for a way of compression that it does not know
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise UnreadableError(
            where, found=f"a broken entry ({error})", expected="a whole one"
        ) from error
    if len(content) > info.file_size:
        raise TooLargeError(
            where, found="more bytes than the archive says", expected="an honest archive"
        )
    return content


class Mail:
    """The attachments of one mail message."""

    def entries(
        self, stream: BinaryIO, origin: Origin, column: str | None
    ) -> Iterator[Entry | InputError]:
        """Yield the attachments that a reader may take."""
        del column, origin
        for number, part in enumerate(_attachments(stream.read())):
            name = part.get_filename() or f"attachment {number + 1}"
            content = _payload(part)
            if content and part.get_content_maintype() in ("text", "application"):
                yield Entry(f"attachment {number}", name, content)

    def fetch(self, stream: BinaryIO, segment: str, where: str) -> bytes:
        """Return one attachment."""
        del where
        parts = list(_attachments(stream.read()))
        return _payload(parts[int(segment.rsplit(" ", 1)[1])])


def _attachments(content: bytes) -> Iterator[Any]:
    message: Any = message_from_bytes(content, policy=policy.default)
    yield from message.iter_attachments()


def _payload(part: Any) -> bytes:  # noqa: ANN401 - the email package is typed loosely
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


class Mbox:
    """Mailboxes: a segment is the bytes from one `From ` line to the next."""

    def entries(
        self, stream: BinaryIO, origin: Origin, column: str | None
    ) -> Iterator[Entry | InputError]:
        """Yield the messages."""
        del column, origin
        start: int | None = None
        position, blank = 0, True
        lines: list[bytes] = []
        for line in stream:
            if line.startswith(b"From ") and blank:
                if start is not None:
                    yield self._entry(start, b"".join(lines))
                start, lines = position + len(line), []
            elif start is not None:
                lines.append(line)
            blank = not line.strip()
            position += len(line)
        if start is not None:
            yield self._entry(start, b"".join(lines))

    @staticmethod
    def _entry(start: int, content: bytes) -> Entry:
        return Entry(f"message@{start}+{len(content)}", f"message at byte {start}", content, "eml")

    def fetch(self, stream: BinaryIO, segment: str, where: str) -> bytes:
        """Return one message."""
        return slice_bytes(stream, segment, where)


class Warc:
    """Web archives: response records that hold a page or a paper."""

    def entries(
        self, stream: BinaryIO, origin: Origin, column: str | None
    ) -> Iterator[Entry | InputError]:
        """Yield the responses with status 200 and readable content."""
        del column
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed

        iterator = ArchiveIterator(stream)
        try:
            for record in iterator:
                if record.rec_type not in ("response", "resource"):
                    continue
                found = self._entry(record, iterator)
                if found:
                    yield found
        except (
            ArchiveLoadFailed,
            EOFError,
            OSError,
            zlib.error,
            ValueError,
            gzip.BadGzipFile,
        ) as error:
            yield UnreadableError(
                origin.path, found=f"a broken or cut-off WARC file ({error})", expected="whole records",
                do="the records before the break were taken",
            )  # fmt: skip

    @staticmethod
    def _entry(record: Any, iterator: Any) -> Entry | None:  # noqa: ANN401 - warcio ships no types
        headers = record.http_headers
        if headers is not None and headers.get_statuscode() not in ("200", None):
            return None
        content_type = (headers.get_header("Content-Type") if headers else "") or ""
        if content_type and not re.search(r"html|text/plain|pdf|xml|json", content_type):
            return None
        url = record.rec_headers.get_header("WARC-Target-URI") or ""
        day = record.rec_headers.get_header("WARC-Date") or ""
        content = record.content_stream().read(MOST_ENTRY)
        offset = iterator.get_record_offset()  # asking for it skips what is not read yet
        charset = re.search(r"charset=[\"']?([\w-]+)", content_type)
        facts = {"url": url, "declared": charset[1] if charset else ""}
        kind = "html" if "html" in content_type else ""
        dates = (("warc:captured", day),) if day else ()
        return Entry(
            f"record@{offset}", url or f"record at byte {offset}", content, kind, facts, dates
        )

    def fetch(self, stream: BinaryIO, segment: str, where: str) -> bytes:
        """Return the payload of one record."""
        from warcio.archiveiterator import ArchiveIterator

        stream.seek(int(segment.rsplit("@", 1)[1]))
        record = next(iter(ArchiveIterator(stream)), None)
        if record is None:
            raise UnreadableError(where, found=f"no record at {segment}", expected="a record")
        return bytes(record.content_stream().read(MOST_ENTRY))


class Feed:
    """RSS and Atom: one document an entry, with its own canonical bytes."""

    def entries(
        self, stream: BinaryIO, origin: Origin, column: str | None
    ) -> Iterator[Entry | InputError]:
        """Yield the entries that have words."""
        del column
        parsed = _parse_feed(stream.read())
        outlet = str(parsed.feed.get("title", ""))
        if not parsed.entries:
            yield UnreadableError(
                origin.path, found=f"no entries ({parsed.get('bozo_exception', 'an empty feed')})",
                expected="an RSS or Atom feed",
            )  # fmt: skip
        for number, item in enumerate(parsed.entries):
            facts = {
                "url": str(item.get("link", "")), "title": str(item.get("title", "")),
                "author": str(item.get("author", "")), "outlet": outlet, "encoding": "utf-8",
            }  # fmt: skip
            dates = [
                (f"feed:{'published' if key == 'published' else 'modified'}", str(item[key]))
                for key in ("published", "updated")
                if item.get(key)
            ]
            content = _feed_html(item)
            if content:
                yield Entry(f"entry#{number}", facts["title"] or f"entry {number + 1}", content, "html", facts, tuple(dates))  # fmt: skip

    def fetch(self, stream: BinaryIO, segment: str, where: str) -> bytes:
        """Return one entry's page."""
        entries = _parse_feed(stream.read()).entries
        number = int(segment.rsplit("#", 1)[1])
        if number >= len(entries):
            raise UnreadableError(
                where, found=f"no entry {number}", expected="the entry that was added"
            )
        return _feed_html(entries[number])


def _parse_feed(content: bytes) -> Any:  # noqa: ANN401 - feedparser ships no types
    import feedparser

    return feedparser.parse(io.BytesIO(content), sanitize_html=False, resolve_relative_uris=False)


def _feed_html(item: Any) -> bytes:  # noqa: ANN401 - feedparser ships no types
    bodies = [part.get("value", "") for part in item.get("content", [])]
    body = max([*bodies, item.get("summary", "")], key=len)
    if not body.strip():
        return b""
    title = item.get("title", "")
    return f"<html><body><h1>{title}</h1><article>{body}</article></body></html>".encode()


CONTAINERS: dict[str, Container] = {
    "zip": Zip(), "eml": Mail(), "mbox": Mbox(), "warc": Warc(), "jsonl": JsonLines(),
    "csv": Csv(), "feed": Feed(),
}  # fmt: skip
