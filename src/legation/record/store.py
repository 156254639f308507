"""The store: the only module that writes to a record's database.

SQLite through apsw, write-ahead log, every commit synced. One process writes at a time
(`Folder.writing`); readers never block and see whole documents only, because all rows of a
document change in one transaction.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path
from typing import Any, Self

import apsw

from legation.errors import (
    DamagedError,
    NotFoundError,
    RecordError,
    UsageError,
)
from legation.record.connect import connect, connect_to_read, said
from legation.record.folder import Folder
from legation.record.origins import adds_facts, merge_facts, origin_row
from legation.record.schema import (
    KEYED,
    LATER_COLUMNS,
    READ_TABLES,
    SEALED_TABLES,
    VERSION,
    digest,
    read_sql,
    schema,
    sealed_columns,
)
from legation.record.select import only_reading
from legation.vocabulary import Origin

log = logging.getLogger(__name__)
OLDEST_SQLITE = 3_051_003
"""Older ones can corrupt a write-ahead log that two connections check at the same time."""

Rows = Mapping[str, Sequence[dict[str, Any]]]


class Store:
    """One record's database. Use `Store.open`; close it, or use it as a context manager."""

    def __init__(self, folder: Folder, connection: apsw.Connection) -> None:
        self.folder = folder
        self.connection = connection

    @classmethod
    def open(cls, root: Path, *, create: bool = False) -> Store:
        """Open the record in `root`; upgrade an older one in place, keeping a copy.

        Raises:
            NotARecordError: if `root` is no record (and `create` is not set).
            NewerRecordError: if a newer Legation wrote it.
            DamagedError: if the database file is not one.
        """
        if apsw.SQLITE_VERSION_NUMBER < OLDEST_SQLITE:
            raise RecordError(
                "apsw", found=f"SQLite {apsw.sqlite_lib_version()}", expected="3.51.3 or newer",
                do="upgrade it: pip install --upgrade apsw",
            )  # fmt: skip
        folder = Folder(root)
        if create and not folder.settings.exists():
            folder.create()
        version = folder.schema_version()
        if not folder.database.exists() and any((root / "sources").glob("*/*")):
            raise DamagedError(
                str(folder.database), found="no database beside the original bytes",
                expected="legation.db", do="restore it from a copy, or add the sources to a new record",
            )  # fmt: skip
        with said(folder):
            connection = connect(folder.database)
            store = cls(folder, connection)
            if not store._has_tables():
                store._make_tables(version)
            elif version < VERSION:
                from legation.record.upgrade import upgrade

                upgrade(store, version)
        return store

    def _has_tables(self) -> bool:
        found = self.connection.execute(
            "select count(*) from sqlite_schema where name = 'documents'"
        )
        return bool(found.get)

    def _make_tables(self, version: int) -> None:
        if self.folder.database.stat().st_size and version != VERSION:
            raise DamagedError(
                str(self.folder.database), found="no tables", expected=f"those of schema {version}"
            )
        with self.folder.writing(), self.connection:
            if not self._has_tables():
                self.connection.execute(read_sql("schema"))

    def close(self) -> None:
        """Close the database."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is committed together, or nothing is."""
        with said(self.folder):
            self.connection.execute("begin immediate")
            try:
                yield
                self.connection.execute("commit")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("rollback")
                raise

    @contextmanager
    def asked(self, sql: str) -> Iterator[Store]:
        """Give a store on which a person's own query can run and change nothing.

        The database is opened to be read only, and attaching another one is denied.

        Raises:
            UsageError: if SQLite cannot read the query, or it would change something.
        """
        with said(self.folder):
            connection = connect_to_read(self.folder.database)
        connection.authorizer = only_reading
        try:
            yield Store(self.folder, connection)
        except (apsw.SQLError, apsw.ReadOnlyError, apsw.AuthError, apsw.BindingsError) as error:
            raise UsageError(
                f"query {' '.join(sql.split())[:80]!r}", found=str(error),
                expected="one select over the record's tables",
                do="docs/reference/schema.md names tables and columns",
            ) from error  # fmt: skip
        finally:
            connection.close()

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[dict[str, Any]]:
        """Yield the rows of a query as dicts."""
        with said(self.folder):
            cursor = self.connection.execute(sql, tuple(parameters))
            names: tuple[str, ...] = ()
            for row in cursor:
                names = names or tuple(name for name, _ in cursor.get_description())
                yield dict(zip(names, row, strict=True))

    def one(self, sql: str, parameters: Sequence[Any] = ()) -> Any:  # noqa: ANN401 - a cell holds what it holds
        """Return the first cell of a query, None if there is none."""
        with said(self.folder):
            row = self.connection.execute(sql, tuple(parameters)).fetchone()
            return row[0] if row else None

    # --- documents come and go -------------------------------------------------------------

    def register(self, document: str, origin: Origin, *, name: str, size: int, now: str) -> bool:
        """Note a document that was added; return False if it was known under this origin.

        A known document whose facts (url, title, dates …) changed is noted again and becomes
        stale. An article under a URL that is already here is linked as its newer version.
        """
        row = origin_row(document, origin, now)
        known = self.one("select given from documents where id = ?", (document,))
        if known is not None and not adds_facts(json.loads(known), origin):
            return False
        replaces = self._earlier_version(document, origin.url)
        with self.transaction():
            source = (origin.source, name, size, now)
            self.connection.execute(schema().insert("sources", replace=True), source)
            if known is None:
                values = schema().values("documents", row | {"replaces": replaces})
                self.connection.execute(schema().insert("documents"), values)
            else:
                self.connection.execute(
                    "update documents set given = ? where id = ?",
                    (merge_facts(json.loads(known), origin), document),
                )
                self.connection.execute("delete from ledger where document = ?", (document,))
        return True

    def _earlier_version(self, document: str, url: str | None) -> str | None:
        if url is None:
            return None
        found = self.one(
            "select id from documents where url = ? and id <> ? order by added desc, id limit 1",
            (url, document),
        )
        return str(found) if found else None

    def commit(self, rows: Rows, fingerprints: Mapping[str, str]) -> None:
        """Commit what was read from some documents: all their rows are replaced at once."""
        with self.transaction():
            for row in rows.get("documents", ()):
                self._clear(row["id"])
                self._note_read(row["id"], fingerprints)
            for row in rows.get("failures", ()):  # what was read of it before stays
                self._note_read(row["document"], fingerprints)
            for row in rows.get("documents", ()):
                self._update_document(row)
            for table, found in rows.items():
                if table != "documents":
                    self._insert(table, found)
            self._seal(rows)

    def _clear(self, document: str) -> None:
        """Take away what was read from a document before. Texts stay: citations rest on them."""
        for table in (*READ_TABLES, "failures", "signatures", "digests"):
            self.connection.execute(f'delete from "{table}" where document = ?', (document,))  # noqa: S608 - as above
        self.connection.execute(
            "insert into changes (document, op) values (?, 'read')", (document,)
        )

    def _note_read(self, document: str, fingerprints: Mapping[str, str]) -> None:
        for stage, version in fingerprints.items():
            values = (document, stage, version, document)
            self.connection.execute(schema().insert("ledger", replace=True), values)

    def _update_document(self, row: dict[str, Any]) -> None:
        changed = {k: v for k, v in row.items() if k not in ("id", "added", *LATER_COLUMNS)}
        pairs = ", ".join(f'"{column}" = ?' for column in changed)
        self.connection.execute(
            f"update documents set {pairs} where id = ?",  # noqa: S608 - names of our own schema
            (*changed.values(), row["id"]),
        )

    def _insert(self, table: str, rows: Sequence[dict[str, Any]]) -> None:
        if table == "signatures":
            rows = [row | {"signature": bytes.fromhex(row["signature"])} for row in rows]
        # a text version is kept for good, so the same one may come again; one statement read
        # twice in a document is one statement
        sql = schema().insert(table, replace=True)
        values = [schema().values(table, row) for row in rows]
        if table in KEYED:  # in the order of the key, so that each page is written once
            values.sort(key=itemgetter(0))
        self.connection.executemany(sql, values)

    def _seal(self, rows: Rows) -> None:
        for row in rows.get("documents", ()):
            for table, (count, sealed) in self.digests(row["id"]).items():
                values = (row["id"], table, count, sealed)
                self.connection.execute(schema().insert("digests", replace=True), values)

    def digests(
        self, document: str, columns: Mapping[str, Sequence[str]] | None = None
    ) -> dict[str, tuple[int, str]]:
        """Return count and digest of a document's rows in each table, as they are now.

        `columns` names those of an older schema, by table.
        """
        result = {}
        for table in SEALED_TABLES:
            key = "id" if table == "documents" else "document"
            there = (columns or schema().columns)[table]
            if not there:  # a table that the older schema did not have
                continue
            names = ", ".join(f'"{c}"' for c in sealed_columns(table) if c in there)
            sql = f'select {names} from "{table}" where "{key}" = ?'  # noqa: S608 - names of our own schema
            result[table] = digest(self.connection.execute(sql, (document,)))
        return result

    def replace_reference(self, rows: Rows) -> None:
        """Replace the reference rows (actors, offices, tenures …) by those given."""
        with self.transaction():
            for table, found in rows.items():
                self.connection.execute(f'delete from "{table}"')  # noqa: S608 - names of our own schema
                self._insert(table, found)

    def note_failure(self, document: str, row: dict[str, Any]) -> None:
        """Note that an input could not be taken at all."""
        with self.transaction():
            values = schema().values("failures", row | {"document": document})
            self.connection.execute(schema().insert("failures", replace=True), values)

    def forget_failures(self, documents: Sequence[str]) -> None:
        """Take away failures that a later try has made good."""
        if not documents:
            return
        with self.transaction():
            self.connection.executemany(
                "delete from failures where document = ?", [(d,) for d in documents]
            )

    def forget_inputs(self) -> int:
        """Take away the failures of inputs that never came in; return how many there were."""
        sql = "delete from failures where document not in (select id from documents)"
        with self.transaction():
            self.connection.execute(sql)
            return self.connection.changes()

    def ask_again(self) -> None:
        """Let the next build read again the documents that could not be read."""
        with self.transaction():
            self.connection.execute(
                "delete from ledger where document in (select document from failures)"
            )

    def tombstone(self, document: str) -> dict[str, Any] | None:
        """Return the last tombstone of a document that was removed and is not here; None if none."""
        if self.one("select 1 from documents where id = ?", (document,)):
            return None
        sql = "select * from tombstones where document = ? order by removed desc limit 1"
        return next(self.query(sql, (document,)), None)

    def remove(self, document: str, *, why: str | None, now: str) -> dict[str, int]:
        """Remove a document and all that rests on it, leaving a tombstone; count the rows."""
        path = self.one("select path from documents where id = ?", (document,))
        source = self.one("select source from documents where id = ?", (document,))
        counts = {}
        with self.transaction():
            for table in READ_TABLES:
                sql = f'select count(*) from "{table}" where document = ?'  # noqa: S608 - as above
                counts[table] = self.one(sql, (document,))
            self._clear(document)
            for table in ("texts", "ledger"):
                self.connection.execute(f'delete from "{table}" where document = ?', (document,))  # noqa: S608 - as above
            self.connection.execute("delete from documents where id = ?", (document,))
            self.connection.execute(
                "update documents set copy_of = null where copy_of = ?", (document,)
            )
            self.connection.execute(
                "update documents set replaces = null where replaces = ?", (document,)
            )
            self.connection.execute(
                "insert into changes (document, op) values (?, 'removed')", (document,)
            )
            values = (document, path, now, why, json.dumps(counts))
            self.connection.execute(schema().insert("tombstones"), values)
        self._drop_source(source)
        return counts

    def _drop_source(self, source: str) -> None:
        """Delete the original bytes once no document lies in them any more."""
        if self.one("select count(*) from documents where source = ?", (source,)):
            return
        with self.transaction():
            self.connection.execute("delete from sources where id = ?", (source,))
        self.folder.source(source).unlink(missing_ok=True)

    def set_copies(self, copies: Mapping[str, str | None]) -> None:
        """Note which documents are copies, and of which; what is derived follows."""
        with self.transaction():
            self.connection.executemany(
                "update documents set copy_of = ? where id = ?",
                [(of, document) for document, of in copies.items()],
            )
            self.connection.executemany(
                "insert into changes (document, op) values (?, 'copy')", [(d,) for d in copies]
            )

    def set_happenings(self, happenings: Mapping[str, str]) -> None:
        """Note which happening each of some events is a mention of."""
        with self.transaction():
            self.connection.executemany(
                "update events set happening = ? where id = ?",
                [(happening, event) for event, happening in happenings.items()],
            )

    def resolve_id(self, table: str, given: str) -> str:
        """Return the whole id that begins with `given`.

        Raises:
            NotFoundError: if no id, or more than one, begins so.
        """
        sql = f'select id from "{table}" where id >= ? and id < ? limit 3'  # noqa: S608 - names of our own schema
        found = [row[0] for row in self.connection.execute(sql, (given, given + "g"))]
        if len(found) == 1 or given in found:
            return given if given in found else str(found[0])
        raise NotFoundError(
            given,
            found="no such id" if not found else f"several ids, such as {', '.join(found)}",
            expected=f"the beginning of one id in {table}",
            do="see legation find, legation status",
        )
