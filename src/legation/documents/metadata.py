"""A table of facts beside the files: url, title, date, outlet, by file name or URL."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from pathlib import Path

from legation.documents.decode import decode
from legation.documents.tables import DATE_COLUMNS, FACT_COLUMNS
from legation.errors import TableError
from legation.vocabulary import Origin

KEYS = ("file", "path", "filename", "url")


@dataclass(frozen=True, slots=True)
class MetadataTable:
    """Rows of facts by what names the document: a path's end, or a URL."""

    rows: dict[str, dict[str, str]]

    def row_for(self, origin: Origin) -> dict[str, str] | None:
        """Return the row of a document: by URL, by path, or by the end of its path."""
        parts = origin.path.replace("\\", "/").split("/")
        ends = ["/".join(parts[n:]) for n in range(len(parts))]
        for key in (origin.url, *ends):
            if key and key in self.rows:
                return self.rows[key]
        return None


def read_metadata_table(file: Path) -> MetadataTable:
    """Read a CSV with a column file (or path, url) and any of title, date, outlet, ….

    Raises:
        TableError: naming line and column, if a row cannot be used.
    """
    try:
        text = decode(file.read_bytes(), str(file), None).text
    except OSError as error:
        raise TableError(str(file), found=str(error.strerror), expected="a CSV file") from error
    reader = csv.DictReader(text.splitlines())
    names = [name.strip().lower() for name in reader.fieldnames or []]
    reader.fieldnames = names
    keys = [key for key in KEYS if key in names]
    if not keys:
        raise TableError(
            f"{file}, line 1", found=f"the columns {', '.join(names)}",
            expected="a column file or url that names the document",
        )  # fmt: skip
    rows: dict[str, dict[str, str]] = {}
    for row in reader:
        where = f"{file}, line {reader.line_num}"
        if None in row or None in row.values():
            raise TableError(
                where, found="another number of columns than the header", expected=str(len(names))
            )
        found = {key: row[key].strip() for key in keys if row[key].strip()}
        if not found:
            raise TableError(
                f"{where}, column {keys[0]}", found="nothing", expected="a file name or URL"
            )
        for value in found.values():
            rows[value.replace("\\", "/")] = row
    return MetadataTable(rows)


def apply_metadata(origin: Origin, row: dict[str, str]) -> Origin:
    """Return the origin with a row's facts; they win over what the file says of itself."""
    facts = {FACT_COLUMNS[k]: v.strip() for k, v in row.items() if k in FACT_COLUMNS and v.strip()}
    dates = [
        (f"meta:published:{k}", v.strip())
        for k, v in row.items()
        if k in DATE_COLUMNS and v.strip()
    ]
    return replace(origin, **facts, dates=(*origin.dates, *dates))
