"""Bring an older record to the schema of this version, in place.

One file `sql/upgrade_N.sql` leads from schema N to N + 1. A copy of the database stays beside
it. What was whole before is sealed again over the new columns; what was not stays a finding.
"""

from __future__ import annotations

import logging
import shutil
from typing import TYPE_CHECKING

from legation.record.schema import SEALED_TABLES, VERSION, read_sql

if TYPE_CHECKING:
    from legation.record.store import Store

log = logging.getLogger(__name__)


def upgrade(store: Store, version: int) -> None:
    """Bring the record from schema `version` to VERSION; everything of it, or nothing."""
    folder = store.folder
    with folder.writing():
        kept = folder.database.with_suffix(f".schema-{version}.db")
        store.connection.execute("pragma wal_checkpoint(truncate)")
        shutil.copyfile(folder.database, kept)
        with store.transaction():
            whole = _whole(store)
            # a kill between this transaction and the settings leaves the number in the file ahead
            for step in range(max(version, store.one("pragma user_version")), VERSION):
                store.connection.execute(read_sql(f"upgrade_{step}"))
            store.connection.execute(f"pragma user_version = {VERSION}")
            _seal_again(store, whole)
        settings = folder.settings.read_text(encoding="utf-8")
        new = settings.replace(f"schema = {version}", f"schema = {VERSION}")
        folder.settings.write_text(new, encoding="utf-8")
    log.info("upgraded %s from schema %s to %s; copy: %s", folder.root, version, VERSION, kept)


def _whole(store: Store) -> list[tuple[str, str]]:
    """Return the documents and tables whose rows are those that were committed."""
    columns = {
        table: [
            row["name"] for row in store.query("select name from pragma_table_info(?)", (table,))
        ]
        for table in SEALED_TABLES
    }
    sealed = {
        (row["document"], row["table"]): (row["rows"], row["digest"])
        for row in store.query("select * from digests")
    }
    return [
        (document, table)
        for document in dict.fromkeys(document for document, _ in sealed)
        for table, now in store.digests(document, columns).items()
        if sealed.get((document, table)) == now
    ]


def _seal_again(store: Store, whole: list[tuple[str, str]]) -> None:
    found = {document: store.digests(document) for document, _ in whole}
    store.connection.executemany(  # tables that are new have no digest yet
        "insert or ignore into digests values (?, ?, ?, ?)",
        [
            (document, table, *now)
            for document, tables in found.items()
            for table, now in tables.items()
        ],
    )
    store.connection.executemany(
        'update digests set digest = ? where document = ? and "table" = ?',
        [(found[document][table][1], document, table) for document, table in whole],
    )
