"""Files that hold many documents: zip, mbox, mail with attachments, WARC, tables, feeds.

Each container knows how to list its entries and how to fetch one again by its segment. Names
inside an archive are never used as paths on disk.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from functools import lru_cache
from typing import Any, BinaryIO, Protocol

from legation.documents.decode import decode
from legation.errors import InputError, TableError, TooLargeError, UnreadableError
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


class Zip:
    """Zip archives. Sizes are checked before anything is inflated."""

    def entries(
        self, stream: BinaryIO, origin: Origin, column: str | None
    ) -> Iterator[Entry | InputError]:
        """Yield the files in the archive; folders and hidden files are left out."""
        del column
        archive = _open_zip(stream, origin.path)
        total = 0
        for info in archive.infolist():
            name = info.filename
            if info.is_dir() or name.rsplit("/", 1)[-1].startswith(".") or "__MACOSX" in name:
                continue
            where = f"{origin.path}!/{name}"
            if name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name):
                yield UnreadableError(
                    where, found="a name that leads outside the archive", expected="a plain name",
                    do="nothing was written; rename it and add it by itself",
                )  # fmt: skip
                continue
            total += info.file_size
            try:
                content = _inflate(archive, info, where, total)
            except InputError as error:
                yield error
                if isinstance(error, TooLargeError) and total > MOST_INFLATED:
                    return
                continue
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
    ratio = info.file_size / max(1, info.compress_size)
    if (
        info.file_size > MOST_ENTRY
        or total > MOST_INFLATED
        or (ratio > MOST_RATIO and info.file_size > 1e6)
    ):
        raise TooLargeError(
            where, found=f"{info.file_size / 1e6:.0f} MB packed {ratio:.0f} to 1",
            expected=f"at most {MOST_ENTRY / 1e6:.0f} MB an entry, {MOST_INFLATED / 1e6:.0f} MB in all, {MOST_RATIO} to 1",
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
        position, lines, blank = 0, [], True
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
        return _slice(stream, segment, where)


def _slice(stream: BinaryIO, segment: str, where: str) -> bytes:
    """Return the bytes that a segment such as "row@123+45" names."""
    found = re.search(r"@(\d+)\+(\d+)$", segment)
    if not found:
        raise UnreadableError(where, found=f"locator {segment!r}", expected="name@start+length")
    stream.seek(int(found[1]))
    return stream.read(int(found[2]))


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
                found = self._entry(record, iterator.get_record_offset())
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
    def _entry(record: Any, offset: int) -> Entry | None:  # noqa: ANN401 - warcio ships no types
        headers = record.http_headers
        if headers is not None and headers.get_statuscode() not in ("200", None):
            return None
        content_type = (headers.get_header("Content-Type") if headers else "") or ""
        if content_type and not re.search(r"html|text/plain|pdf|xml|json", content_type):
            return None
        url = record.rec_headers.get_header("WARC-Target-URI") or ""
        day = record.rec_headers.get_header("WARC-Date") or ""
        content = record.content_stream().read(MOST_ENTRY)
        charset = re.search(r"charset=[\"']?([\w-]+)", content_type)
        facts = {"url": url, "encoding": charset[1] if charset else ""}
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


TEXT_COLUMNS = ("text", "body", "content", "article", "full_text", "fulltext", "maintext", "main_text", "article_text", "speech", "statement", "transcript")  # fmt: skip
FACT_COLUMNS = {
    "url": "url", "link": "url", "title": "title", "headline": "title", "author": "author",
    "byline": "author", "outlet": "outlet", "publisher": "outlet", "source": "outlet",
    "publication": "outlet", "outlet_country": "outlet_country", "country": "outlet_country",
}  # fmt: skip
DATE_COLUMNS = (
    "published",
    "date",
    "publication_date",
    "publish_date",
    "pubdate",
    "published_at",
    "datetime",
)


def text_column(columns: list[str], wanted: str | None, where: str) -> str:
    """Return the column that holds the text.

    Raises:
        TableError: if the wanted one, or any usual one, is not there.
    """
    by_name = {column.strip().lower(): column for column in columns}
    for name in [wanted.lower()] if wanted else TEXT_COLUMNS:
        if name in by_name:
            return by_name[name]
    raise TableError(
        f"{where}, line 1", found=f"the columns {', '.join(columns[:12])}",
        expected=f"a column {wanted!r}" if wanted else "a text column such as text, body or content",
        do="name it with --column",
    )  # fmt: skip


def row_facts(row: dict[str, Any]) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """Return the facts and dates that a row's other columns give."""
    facts: dict[str, str] = {}
    dates = []
    for column, value in row.items():
        name = str(column).strip().lower()
        if value in (None, "") or isinstance(value, dict | list):
            continue
        if name in FACT_COLUMNS:
            facts.setdefault(FACT_COLUMNS[name], str(value).strip())
        elif name in DATE_COLUMNS:
            dates.append((f"table:published:{name}", str(value)[:64]))
    return facts, tuple(dates)


class JsonLines:
    """JSON lines: a segment is one line; its text column's name stands in the segment."""

    def entries(
        self, stream: BinaryIO, origin: Origin, column: str | None
    ) -> Iterator[Entry | InputError]:
        """Yield the rows that have text."""
        position = 0
        for number, line in enumerate(stream, start=1):
            start, position = position, position + len(line)
            if not line.strip():
                continue
            where = f"{origin.path}, line {number}"
            try:
                row = json.loads(line)
                if not isinstance(row, dict):
                    raise TypeError("no object")
                name = text_column([str(key) for key in row], column, where)
            except InputError as error:
                yield error
            except (ValueError, TypeError, RecursionError) as error:
                yield TableError(
                    where, found=f"no JSON object ({error})", expected="one object a line"
                )
            else:
                facts, dates = row_facts(row)
                segment = f"{name}@{start}+{len(line)}"
                yield Entry(segment, f"line {number}", line, "json-row:" + name, facts, dates)

    def fetch(self, stream: BinaryIO, segment: str, where: str) -> bytes:
        """Return one line."""
        return _slice(stream, segment, where)


class Csv:
    """CSV and TSV: the delimiter is found from the header; a segment is one row's bytes."""

    def entries(
        self, stream: BinaryIO, origin: Origin, column: str | None
    ) -> Iterator[Entry | InputError]:
        """Yield the rows that have text."""
        content = stream.read()
        text, encoding = decode(content, origin.path, origin.encoding)
        csv.field_size_limit(MOST_ENTRY)
        rows = _csv_rows(text, origin.path)
        header = next(rows)
        names = [name.strip().lstrip("\ufeff") for name in header.cells]
        at = names.index(text_column(names, column, origin.path))
        for row in rows:
            where = f"{origin.path}, line {row.line}"
            if len(row.cells) != len(names):
                yield TableError(where, found=f"{len(row.cells)} columns", expected=str(len(names)))
                continue
            if not row.cells[at].strip():
                continue
            facts, dates = row_facts(dict(zip(names, row.cells, strict=True)))
            raw = row.cells[at].encode("utf-8", "surrogatepass")
            segment = f"{names[at]}#{row.number}"
            yield Entry(
                segment, f"line {row.line}", raw, "text", facts | {"encoding": "utf-8"}, dates
            )
        del encoding

    def fetch(self, stream: BinaryIO, segment: str, where: str) -> bytes:
        """Return the text cell of one row."""
        name, number = segment.rsplit("#", 1)
        names, rows = _table(stream.read(), where)
        if int(number) not in rows:
            raise UnreadableError(
                where, found=f"no row {number}", expected="the row that was added"
            )
        return rows[int(number)][names.index(name)].encode("utf-8", "surrogatepass")


@lru_cache(maxsize=1)
def _table(content: bytes, where: str) -> tuple[list[str], dict[int, list[str]]]:
    """Parse a table once for all the rows that are fetched from it one after the other."""
    csv.field_size_limit(MOST_ENTRY)
    text, _ = decode(content, where, None)
    rows = _csv_rows(text, where)
    names = [name.strip().lstrip("\ufeff") for name in next(rows).cells]
    return names, {row.number: row.cells for row in rows}


@dataclass(frozen=True, slots=True)
class _CsvRow:
    cells: list[str]
    line: int
    number: int


def _csv_rows(text: str, where: str) -> Iterator[_CsvRow]:
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t|", key=first.count)
    reader = csv.reader(io.StringIO(text.replace("\x00", "\ufffd")), delimiter=delimiter)
    line = 1
    try:
        for number, cells in enumerate(reader):
            if cells:
                yield _CsvRow(cells, line, number)
            line = reader.line_num + 1
    except csv.Error as error:
        raise TableError(f"{where}, line {line}", found=str(error), expected="CSV") from error


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
