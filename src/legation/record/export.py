"""Take rows out: CSV, Parquet, JSON lines; tables that anything reading Arrow reads.

No cap: exactly the rows that the query selects, streamed. A file appears whole or not at all.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from legation.errors import UsageError
from legation.record.schema import PUBLIC_TABLES, schema
from legation.record.space import saying_full
from legation.record.store import Store

if TYPE_CHECKING:
    from arro3.core import RecordBatchReader, Table

BATCH = 20_000
FORMATS = ("csv", "jsonl", "parquet")
_ARROW = {"text": "utf8", "integer": "int64", "real": "float64", "blob": "binary"}


def columns_of(store: Store, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[str, str]]:
    """Return the columns of a query with their declared types ("text" if it has none)."""
    cursor = store.connection.cursor()
    found: list[tuple[str, str]] = []

    def keep(cursor: Any, *_: object) -> bool:  # noqa: ANN401 - apsw hands its own cursor in
        found.extend(
            (name, (kind or "").lower() or "text") for name, kind in cursor.get_description()
        )
        return False

    cursor.exec_trace = keep
    try:
        cursor.execute(sql, tuple(parameters))
    except Exception as error:
        if type(error).__name__ != "ExecTraceAbort":
            raise
    return found


def select_table(name: str) -> str:
    """Return the query for a whole table of the record.

    Raises:
        UsageError: if there is no such table.
    """
    if name not in PUBLIC_TABLES:
        raise UsageError(
            f"table {name!r}", found="no such table", expected=f"one of {', '.join(PUBLIC_TABLES)}"
        )
    names = ", ".join(f'"{column}"' for column in schema().columns[name])
    return f'select {names} from "{name}"'  # noqa: S608 - names of our own schema


def query_for(what: str) -> str:
    """Return the query for what a user names: a table, or a select of his own."""
    is_query = what.lstrip().lower().startswith(("select", "with"))
    return what if is_query else select_table(what)


def arrow_batches(store: Store, sql: str, parameters: Sequence[Any] = ()) -> RecordBatchReader:
    """Return a query's rows as a stream of Arrow record batches."""
    from arro3.core import Array, DataType, Field, RecordBatch, RecordBatchReader, Schema

    columns = columns_of(store, sql, parameters)
    kinds = [getattr(DataType, _ARROW.get(kind, "utf8"))() for _, kind in columns]
    arrow = Schema([Field(name, kind) for (name, _), kind in zip(columns, kinds, strict=True)])

    def batches() -> Iterator[RecordBatch]:
        rows = store.connection.execute(sql, tuple(parameters))
        while chunk := list(islice(rows, BATCH)):
            arrays = [
                Array([_as(kind, row[n]) for row in chunk], type=arrow_kind)
                for n, ((_, kind), arrow_kind) in enumerate(zip(columns, kinds, strict=True))
            ]
            yield RecordBatch.from_arrays(arrays, schema=arrow)

    return RecordBatchReader.from_batches(arrow, batches())


def arrow_table(store: Store, sql: str, parameters: Sequence[Any] = ()) -> Table:
    """Return a query's rows as one Arrow table (`__arrow_c_stream__`)."""
    return arrow_batches(store, sql, parameters).read_all()


def export_rows(store: Store, sql: str, target: Path, form: str) -> int:
    """Write a query's rows to a file, whole or not at all; return how many there were.

    Raises:
        UsageError: if the format is none of csv, jsonl, parquet.
    """
    if form not in FORMATS:
        raise UsageError(f"format {form!r}", found="no such format", expected=" or ".join(FORMATS))
    temporary = target.with_name(f"{target.name}.tmp")
    with saying_full(target.parent, target.name):
        return _write_whole(store, sql, target, temporary, form)


def _write_whole(store: Store, sql: str, target: Path, temporary: Path, form: str) -> int:
    try:
        if form == "parquet":
            count = _write_parquet(store, sql, temporary)
        else:
            with temporary.open("w", encoding="utf-8", newline="") as out:
                count = write_text(store.query(sql), out, form, columns_of(store, sql))
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    return count


def write_text(
    rows: Iterable[dict[str, Any]], out: TextIO, form: str, columns: Sequence[tuple[str, str]]
) -> int:
    """Write rows as CSV (with a header, also when there are none) or JSON lines; count them."""
    count = 0
    if form == "csv":
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([name for name, _ in columns])
        for row in rows:
            writer.writerow([_plain(value) for value in row.values()])
            count += 1
        return count
    for row in rows:
        out.write(json.dumps(row, ensure_ascii=False, default=_plain) + "\n")
        count += 1
    return count


def _write_parquet(store: Store, sql: str, target: Path) -> int:
    import duckdb

    with duckdb.connect() as connection:
        connection.register("rows", arrow_batches(store, sql))
        path = str(target).replace("'", "''")
        done = connection.execute(f"copy rows to '{path}' (format parquet, compression zstd)")
        return int((done.fetchone() or (0,))[0])


def _as(kind: str, value: Any) -> Any:  # noqa: ANN401 - a cell holds what it holds
    if value is None:
        return None
    if kind == "real":
        return float(value)
    return value if kind in ("integer", "blob") else str(value)


def _plain(value: object) -> object:
    return value.hex() if isinstance(value, bytes) else value
