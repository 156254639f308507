"""A record that an earlier version made opens, is proven and is read again."""

from __future__ import annotations

import json
from pathlib import Path

import apsw
import pytest

from legation.api import Record
from legation.record.schema import VERSION, digest, schema, sealed_columns

SCHEMAS = {n: Path(__file__).parent / f"schema_{n}.sql" for n in (1, 2, 3)}


def columns(connection: apsw.Connection, table: str) -> tuple[str, ...]:
    found = connection.execute("select name from pragma_table_info(?)", (table,))
    return tuple(str(row[0]) for row in found)


def seal(connection: apsw.Connection) -> None:
    """Write the digests as the older version did: over the tables and columns it had."""
    tables = [row[0] for row in connection.execute("select name from sqlite_schema")]
    connection.execute(
        'delete from digests where "table" not in (select value from json_each(?))',
        (json.dumps(tables),),
    )
    for document, table in list(connection.execute('select document, "table" from digests')):
        names = ", ".join(
            f'"{c}"' for c in sealed_columns(table) if c in columns(connection, table)
        )
        key = "id" if table == "documents" else "document"
        rows = connection.execute(f'select {names} from "{table}" where "{key}" = ?', (document,))
        connection.execute(
            'update digests set rows = ?, digest = ? where document = ? and "table" = ?',
            (*digest(rows), document, table),
        )


def make_old(record: Record, version: int) -> Path:
    """Rewrite a record's database with the schema of an older version, and close it."""
    database = record.folder / "legation.db"
    record.close()
    new = database.with_name("new.db")
    database.rename(new)
    for file in record.folder.glob("legation.db-*"):
        file.unlink()
    connection = apsw.Connection(str(database))
    connection.execute(SCHEMAS[version].read_text(encoding="utf-8"))
    had = {table: columns(connection, table) for table in schema().columns}
    connection.execute("attach ? as new", (str(new),))
    for table in (table for table, there in had.items() if there):
        names = ", ".join(f'"{name}"' for name in had[table])
        connection.execute(
            f'insert into main."{table}" ({names}) select {names} from new."{table}"'
        )
    connection.execute("detach new")
    seal(connection)
    connection.close()
    new.unlink()
    settings = record.folder / "legation.toml"
    settings.write_text(settings.read_text().replace(f"schema = {VERSION}", f"schema = {version}"))
    return database


@pytest.mark.parametrize("version", SCHEMAS)
def test_an_upgraded_record_has_every_column_and_is_whole(record: Record, version: int) -> None:
    make_old(record, version)
    with Record.open(record.folder) as upgraded:
        assert upgraded.verify().whole
        assert (record.folder / f"legation.schema-{version}.db").exists()
        for table, names in schema().columns.items():
            assert set(columns(upgraded.store.connection, table)) == set(names), table
        upgraded.store.connection.execute("delete from ledger")
        assert upgraded.build().read == 1
        assert upgraded.store.one("select count(*) from mentions where actor = 'RUS'")
        assert upgraded.verify().whole


@pytest.mark.parametrize("version", SCHEMAS)
def test_what_was_changed_before_the_upgrade_is_still_found(record: Record, version: int) -> None:
    connection = apsw.Connection(str(make_old(record, version)))
    connection.execute("update statements set confidence = 0.123")
    connection.close()
    with Record.open(record.folder) as upgraded:
        assert any(f.where.startswith("statements") for f in upgraded.verify().findings)
