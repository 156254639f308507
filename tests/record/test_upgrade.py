"""A record that the first version made opens, is proven and is read again."""

from __future__ import annotations

from pathlib import Path

import apsw

from legation.api import Record
from legation.record.schema import VERSION, digest, schema, sealed_columns

SCHEMA_1 = (Path(__file__).parent / "schema_1.sql").read_text(encoding="utf-8")


def columns(connection: apsw.Connection, table: str) -> tuple[str, ...]:
    found = connection.execute("select name from pragma_table_info(?)", (table,))
    return tuple(str(row[0]) for row in found)


def seal(connection: apsw.Connection) -> None:
    """Write the digests as the first version did: over the columns it had."""
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


def make_old(record: Record) -> Path:
    """Rewrite a record's database with the schema of the first version, and close it."""
    database = record.folder / "legation.db"
    record.close()
    new = database.with_name("new.db")
    database.rename(new)
    for file in record.folder.glob("legation.db-*"):
        file.unlink()
    connection = apsw.Connection(str(database))
    connection.execute(SCHEMA_1)
    connection.execute("attach ? as new", (str(new),))
    for table in schema().columns:
        names = ", ".join(f'"{name}"' for name in columns(connection, table))
        connection.execute(
            f'insert into main."{table}" ({names}) select {names} from new."{table}"'
        )
    connection.execute("detach new")
    seal(connection)
    connection.close()
    new.unlink()
    settings = record.folder / "legation.toml"
    settings.write_text(settings.read_text().replace(f"schema = {VERSION}", "schema = 1"))
    return database


def test_an_upgraded_record_has_every_column_and_is_whole(record: Record) -> None:
    make_old(record)
    with Record.open(record.folder) as upgraded:
        assert upgraded.verify().whole
        for table, names in schema().columns.items():
            assert set(columns(upgraded.store.connection, table)) == set(names), table
        upgraded.store.connection.execute("delete from ledger")
        assert upgraded.build().read == 1
        assert upgraded.verify().whole


def test_what_was_changed_before_the_upgrade_is_still_found(record: Record) -> None:
    connection = apsw.Connection(str(make_old(record)))
    connection.execute("update statements set confidence = 0.123")
    connection.close()
    with Record.open(record.folder) as upgraded:
        assert any(f.where.startswith("statements") for f in upgraded.verify().findings)
