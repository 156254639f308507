"""Tables that hold documents: JSON lines and CSV, one document a row."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, BinaryIO

from legation.documents.decode import decode
from legation.documents.entries import MOST_ENTRY, Entry, slice_bytes
from legation.errors import InputError, TableError, UnreadableError
from legation.vocabulary import Origin

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
                row = dict(json.loads(line))
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
        return slice_bytes(stream, segment, where)


class Csv:
    """CSV and TSV: the delimiter is found from the header; a segment is one row's bytes."""

    def entries(
        self, stream: BinaryIO, origin: Origin, column: str | None
    ) -> Iterator[Entry | InputError]:
        """Yield the rows that have text."""
        content = stream.read()
        text, encoding, _ = decode(content, origin.path, origin.encoding)
        csv.field_size_limit(MOST_ENTRY)
        rows = _csv_rows(text, origin.path)
        header = next(rows, None)
        if header is None:
            return
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
            if encoding != "utf-8":  # which is what is tried first in any case
                segment += f"@{encoding}"
            yield Entry(
                segment, f"line {row.line}", raw, "text", facts | {"encoding": "utf-8"}, dates
            )

    def fetch(self, stream: BinaryIO, segment: str, where: str) -> bytes:
        """Return the text cell of one row."""
        name, place = segment.rsplit("#", 1)
        number, _, encoding = place.partition("@")
        names, rows = _table(stream.read(), where, encoding or None)
        if int(number) not in rows:
            raise UnreadableError(
                where, found=f"no row {number}", expected="the row that was added"
            )
        return rows[int(number)][names.index(name)].encode("utf-8", "surrogatepass")


@lru_cache(maxsize=1)
def _table(
    content: bytes, where: str, encoding: str | None
) -> tuple[list[str], dict[int, list[str]]]:
    """Parse a table once for all the rows that are fetched from it one after the other."""
    csv.field_size_limit(MOST_ENTRY)
    text = decode(content, where, encoding).text
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
