"""One row of the record with its words in context, and how to cite it.

Takes an id or the beginning of one; gives what the row says, where it stands, and the text
around it with its spans.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from legation.errors import NotFoundError
from legation.record.store import Store

SHOWN = ("statements", "events", "sentences", "documents")
CONTEXT = 200


@dataclass(frozen=True, slots=True)
class Shown:
    """A row, its document, its spans, its reasons, and the words before, in and after it."""

    table: str
    row: dict[str, Any]
    document: dict[str, Any]
    spans: tuple[dict[str, Any], ...]
    reasons: tuple[dict[str, Any], ...]
    before: str
    words: str
    after: str


def show(store: Store, given: str, *, context: int = CONTEXT) -> Shown:
    """Return a row with `context` characters of main text on either side.

    Raises:
        NotFoundError: if no row's id, or more than one, begins with `given`.
    """
    table, row = find_row(store, given)
    owner = row["id"] if table == "documents" else row["document"]
    document = next(store.query("select * from documents where id = ?", (owner,)))
    text = store.one("select text from texts where id = ?", (row.get("text") or document["text"],))
    start, end = row.get("start", 0), row.get("end", 0)
    keys = [f"published:{owner}", f"read:{owner}"] if table == "documents" else [row["id"]]
    spans = store.query('select * from spans where "row" = ? order by "start"', (row["id"],))
    why = store.query(
        'select * from reasons where "row" in (?, ?) order by kept desc, weight desc',
        (keys[0], keys[-1]),
    )
    text = text or ""
    if table == "statements":
        row |= next(store.query("select support, documents from support where statement = ?", (row["id"],)))  # fmt: skip
    return Shown(
        table, row, document, tuple(spans), tuple(why),
        text[max(0, start - context) : start], text[start:end], text[end : end + context],
    )  # fmt: skip


def find_row(store: Store, given: str) -> tuple[str, dict[str, Any]]:
    """Return the table and the row whose id is, or alone begins with, `given`.

    Raises:
        NotFoundError: if there is none, or more than one.
    """
    found: list[tuple[str, dict[str, Any]]] = []
    for table in SHOWN:
        sql = f'select * from "{table}" where id >= ? and id < ? limit 2'  # noqa: S608 - names of our own schema
        found += [(table, row) for row in store.query(sql, (given, given + "g"))]
    whole = [(table, row) for table, row in found if row["id"] == given]
    if len(found) == 1 or whole:
        return (whole or found)[0]
    some = ", ".join(f"{row['id'][:12]} in {table}" for table, row in found[:3])
    raise NotFoundError(
        given,
        found=f"several rows ({some})" if found else "no row with this id",
        expected="an id, or a beginning that only one id has",
        do="ids stand in what find and export print",
    )


def cite(shown: Shown) -> str:
    """Return one line that cites a row: who, the words, where and when, and the exact place.

    Example:
        >>> cite(Shown("sentences", {"id": "ab", "start": 3, "end": 9}, {"id": "d1", "title": "T",
        ...     "author": None, "outlet": "O", "url": None, "path": "t.txt", "published":
        ...     "2009-04-01"}, (), (), "", "so  be it", ""))
        '“so be it” O, “T”, 2009-04-01, t.txt, characters 3–9 of text of d1.'
    """
    document, row = shown.document, shown.row
    said_by = f"{row['source']}: " if row.get("source") else ""
    words = " ".join((row.get("content") or shown.words).split())
    parts = [
        document["author"],
        document["outlet"],
        f"“{document['title']}”" if document["title"] else None,
        document["published"] or "undated",
        document["url"] or document["path"],
    ]
    place = ", ".join(part for part in parts if part)
    if shown.table == "documents":
        return f"{place}, document {document['id'][:16]}."
    span = f"characters {row['start']}–{row['end']} of text of {document['id'][:16]}"
    return f"{said_by}“{words}” {place}, {span}."
