"""Fields of a table as they were written, with their place, so that every error can name it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import isfinite

from legation.errors import TableError

MISSING = frozenset({"", "-", "–", "na", "n/a", "none", "null", "?"})
DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its text, its line in the file (from 1) and the header of its column as written."""

    text: str
    line: int
    column: str

    @property
    def missing(self) -> bool:
        """Whether nothing is stated."""
        return self.text.lower() in MISSING

    def wrong(self, name: str, expected: str, do: str = "") -> TableError:
        """Return the error that this field, of the table `name`, is not what was expected."""
        where = f"{name}, line {self.line}, column {self.column}"
        found = "an empty cell" if not self.text else repr(self.text)
        return TableError(where, found=found, expected=expected, do=do)


@dataclass(frozen=True, slots=True)
class RawStake:
    """One actor on one issue, as written: `fields` by canonical name, such as salience_lo."""

    line: int
    actor: str
    issue: str
    fields: dict[str, Field] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lines:
    """A file split into rows: (line, fields) each, without empty rows."""

    rows: list[tuple[int, list[str]]]
    delimiter: str


def decode(data: bytes) -> str:
    """Return the text of a table's bytes: UTF-8, with or without a mark, else Windows-1252."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def split(text: str, name: str) -> Lines:
    """Split a table at the delimiter its first line uses: comma, semicolon or tab.

    Errors: `TableError` if there is nothing in it.
    """
    first = next((line for line in text.splitlines() if line.strip()), "")
    if not first:
        expected = "a header and rows"
        raise TableError(name, found="an empty file", expected=expected)
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=delimiter)
    rows = []
    try:
        for fields in reader:
            stripped = [part.strip() for part in fields]
            if any(stripped):
                rows.append((reader.line_num, stripped))
    except csv.Error as error:
        where = f"{name}, line {reader.line_num}"
        raise TableError(where, found=str(error), expected="a table of text") from error
    return Lines(rows, delimiter)


def parse_number(text: str) -> float | None:
    """Return a number, also with a decimal comma; None for what is none, or not finite.

    >>> parse_number("0,75"), parse_number("1e3"), parse_number("nan"), parse_number("high")
    (0.75, 1000.0, None, None)
    """
    try:
        value = float(text.replace(",", ".") if text.count(",") == 1 else text)
    except ValueError:
        return None
    return value if isfinite(value) else None


def show_number(value: float) -> str:
    """Return the shortest text that reads back as this number.

    >>> show_number(20.0), show_number(0.1)
    ('20', '0.1')
    """
    return repr(float(value)).removesuffix(".0")


def join_rows(rows: Iterable[Iterable[str]], delimiter: str = ",") -> str:
    """Return rows as delimited text, quoted where needed, with a newline at each end."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return out.getvalue()
