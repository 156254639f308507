"""The analytical copy: statements as Parquet segments, counted by DuckDB in memory.

Derived, in `lake/`: it follows the change log by a watermark, catches up when it is asked, and
can be deleted. New documents make a new segment; a changed or removed one has the segments it
stands in written again. One row is one statement on one issue (or on none that is known).

Example:
    >>> sorted(DIMENSIONS)[:3]
    ['actor', 'issue', 'manner']
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from legation.errors import UsageError
from legation.record.export import arrow_batches
from legation.record.select import first_day, last_day
from legation.record.space import saying_full
from legation.record.store import Store

if TYPE_CHECKING:
    import duckdb
    from arro3.core import Table

VERSION = 1
MOST_ROWS = 1_000_000
"""Rows of a segment: what one changed document can make us write again."""
SMALL_SEGMENTS = 16
"""More segments under a tenth of MOST_ROWS than this are joined."""
DIMENSIONS = {
    "actor": ("actor", "actor"),
    "issue": ("issue", "issue"),
    "manner": ("manner", "manner"),
    "outlet": ("outlet", "outlet"),
    "month": (
        "month",
        "case when month is null then null else printf('%04d-%02d', month // 12, month % 12 + 1) end",
    ),
    "year": ("month // 12", "year"),
}
"""What statements are counted by: SQL over a segment, and over the groups, so that it is written
once a group. `month` is year × 12 + month − 1."""

_ROWS = """
select s.document, coalesce(s.speaker, s.source) as actor, st.issue as issue, s.manner, d.outlet,
       cast(substr(d.published_earliest, 1, 4) as integer) * 12
         + cast(substr(d.published_earliest, 6, 2) as integer) - 1 as month_number,
       d.copy_of is not null as copied, st.value as stance
from statements s join documents d on d.id = s.document left join stances st on st.basis = s.id
where s.document in (select value from json_each(?))
"""
_COLUMNS = """
document, actor, issue, manner, outlet, cast(month_number as integer) as month,
cast(copied as tinyint) as copied, stance
"""


@dataclass(frozen=True, slots=True)
class Segment:
    """One Parquet file of the lake and how many rows it has."""

    name: str
    rows: int


class Lake:
    """The analytical copy of one record."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.folder = store.folder.lake

    def count(
        self,
        by: Sequence[str],
        *,
        after: str | None = None,
        before: str | None = None,
        actor: str | None = None,
        issue: str | None = None,
        distinct: bool = True,
        limit: int | None = None,
    ) -> Table:
        """Count statements by one or more of DIMENSIONS, most first; an Arrow table.

        `limit` keeps the groups with the most statements.

        A statement in a document without a date has no month. `distinct` leaves out those in
        copies of another document. `after` and `before` name a day, month or
        year; the months they lie in are included.

        Raises:
            UsageError: if `by` names something else, or nothing, or a bound is no date.
        """
        unknown = [name for name in by if name not in DIMENSIONS]
        if unknown or not by:
            raise UsageError(
                "by", found=", ".join(map(repr, unknown)) or "nothing",
                expected=f"some of {', '.join(DIMENSIONS)}",
            )  # fmt: skip
        tests = [
            ("month >= ?", _month(first_day(after)) if after else None),
            ("month <= ?", _month(last_day(before)) if before else None),
            ("contains(lower(actor), lower(?))", actor), ("issue = ?", issue),
        ]  # fmt: skip
        kept = [(test, value) for test, value in tests if value is not None]
        clauses = [test for test, _ in kept] + (["copied = 0"] if distinct else [])
        where = f"where {' and '.join(clauses)}" if clauses else ""
        groups = ", ".join(f"{DIMENSIONS[name][0]} as {name}" for name in by)
        names = ", ".join(f"{DIMENSIONS[name][1]} as {name}" for name in by)
        inner = f"select {groups}, count(*) as statements from statements {where} group by all"  # noqa: S608 - names of our own
        most = "" if limit is None else f"limit {int(limit)}"
        ranked = f"{inner} order by statements desc, {', '.join(by)} {most}"
        sql = f"select {names}, statements from ({ranked})"  # noqa: S608 - as above
        return self.query(sql, [value for _, value in kept])

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> Table:
        """Return the rows of a DuckDB query over the view `statements` as an Arrow table."""
        from arro3.core import Table

        segments = self.catch_up()
        with _duckdb() as connection:
            _view(connection, "statements", [str(self.folder / s.name) for s in segments])
            return Table.from_arrow(connection.sql(sql, params=list(parameters)))

    # --- keeping up with the record ----------------------------------------------------------

    def catch_up(self) -> list[Segment]:
        """Bring the segments up to the record's last change and return them."""
        mark, segments = self._read()
        newest = self.store.one("select coalesce(max(seq), 0) from changes")
        if mark == newest and (segments or not newest):
            return segments
        changed = [
            row["document"]
            for row in self.store.query(
                "select distinct document from changes where seq > ?", (mark,)
            )
        ]
        with saying_full(self.store.folder.root, "the lake"):
            return self._follow(changed, segments, newest)

    def _follow(self, changed: list[str], old: list[Segment], newest: int) -> list[Segment]:
        """Write the segments again in which some documents stand."""
        self.folder.mkdir(parents=True, exist_ok=True)
        segments = old
        with _duckdb() as connection:
            segments = [s for one in segments for s in self._without(connection, one, changed)]
            segments += self._make(connection, changed, newest)
            segments = self._joined(connection, segments, newest)
        self._write(newest, segments)
        for gone in {s.name for s in old} - {s.name for s in segments}:
            (self.folder / gone).unlink(missing_ok=True)
        return segments

    def _make(
        self, connection: duckdb.DuckDBPyConnection, documents: list[str], seq: int
    ) -> list[Segment]:
        """Write segments of the rows of some documents."""
        made = []
        for first in range(0, len(documents), PER_BATCH):
            batch = json.dumps(documents[first : first + PER_BATCH])
            connection.register("found", arrow_batches(self.store, _ROWS, (batch,)))
            rows = f"select {_COLUMNS} from found"  # noqa: S608 - columns of our own
            made.append(self._copy(connection, rows, f"{seq}-{first}.parquet"))
            connection.unregister("found")
        return [segment for segment in made if segment.rows or len(made) == 1]

    def _without(
        self, connection: duckdb.DuckDBPyConnection, segment: Segment, changed: list[str]
    ) -> list[Segment]:
        """Write a segment again without the rows of some documents, if it has any."""
        _view(connection, "old", [str(self.folder / segment.name)])
        connection.execute(
            "create or replace temp table gone as select unnest(?) as document", [changed]
        )
        hit = "select 1 from old semi join gone using (document) limit 1"
        if connection.execute(hit).fetchone() is None:
            return [segment]
        rest = "select * from old anti join gone using (document)"
        made = self._copy(connection, rest, f"{segment.name.removesuffix('.parquet')}x.parquet")
        return [made] if made.rows else []

    def _joined(
        self, connection: duckdb.DuckDBPyConnection, segments: list[Segment], seq: int
    ) -> list[Segment]:
        """Join small segments once there are many: each query opens every file."""
        small = [s for s in segments if s.rows < MOST_ROWS / 10]
        if len(small) <= SMALL_SEGMENTS:
            return segments
        _view(connection, "old", [str(self.folder / s.name) for s in small])
        made = self._copy(connection, "select * from old", f"{seq}-joined.parquet")
        return [s for s in segments if s not in small] + [made]

    def _copy(self, connection: duckdb.DuckDBPyConnection, sql: str, name: str) -> Segment:
        """Write the rows of a query to a segment, whole or not at all."""
        temporary = self.folder / f"{name}.tmp"
        path = str(temporary).replace("'", "''")
        done = connection.execute(
            f"copy ({sql}) to '{path}' (format parquet, compression zstd)"
        ).fetchone()
        temporary.replace(self.folder / name)
        return Segment(name, int((done or (0,))[0]))

    def _read(self) -> tuple[int, list[Segment]]:
        """Return the watermark and the segments; nothing of either where a file is missing."""
        try:
            kept = json.loads((self.folder / "legation.json").read_text(encoding="utf-8"))
            segments = [Segment(**one) for one in kept["segments"]]
        except (OSError, ValueError, KeyError, TypeError):
            return 0, []
        whole = all((self.folder / s.name).is_file() for s in segments)
        return (int(kept["seq"]), segments) if whole and kept["version"] == VERSION else (0, [])

    def _write(self, seq: int, segments: list[Segment]) -> None:
        kept = {"version": VERSION, "seq": seq, "segments": [asdict(s) for s in segments]}
        temporary = self.folder / "legation.json.tmp"
        temporary.write_text(json.dumps(kept), encoding="utf-8")
        temporary.replace(self.folder / "legation.json")


def rows_of(table: Table) -> Iterator[dict[str, Any]]:
    """Yield the rows of an Arrow table as dicts."""
    for batch in table.to_batches():
        columns = [batch.column(name).to_pylist() for name in batch.schema.names]
        for values in zip(*columns, strict=True):
            yield dict(zip(batch.schema.names, values, strict=True))


PER_BATCH = 20_000
"""Documents of a segment: at about fifty statements a document, MOST_ROWS."""


def _duckdb() -> duckdb.DuckDBPyConnection:
    import duckdb

    return duckdb.connect()


def _view(connection: duckdb.DuckDBPyConnection, name: str, files: list[str]) -> None:
    """Name the rows of some segments; without any, an empty table of the same columns."""
    if not files:
        connection.execute(
            f"create or replace view {name} as select null::varchar as document, null::varchar as actor, "
            "null::varchar as issue, null::varchar as manner, null::varchar as outlet, "
            "null::integer as month, null::tinyint as copied, null::double as stance where false"
        )
        return
    listed = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
    rows = f"select * from read_parquet([{listed}])"  # noqa: S608 - our own files, quoted
    connection.execute(f"create or replace view {name} as {rows}")


def _month(day: str) -> int:
    """Return an ISO day's month as year × 12 + month − 1."""
    return int(day[:4]) * 12 + int(day[5:7]) - 1
