"""Opening a record's database, and saying in our own terms what SQLite found.

Write-ahead log, every commit synced, no memory map. Example: `connect(folder.database)`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from legation.errors import BusyError, DamagedError, NotARecordError
from legation.record.folder import Folder
from legation.record.space import full, is_full

PATIENCE = 60.0
"""Seconds to wait for another process's lock on the database."""
CACHE_MB = 64
"""With SQLite's own 2 MB, the pages of one long document's rows go to the disk many times over."""


def connect(database: Path) -> apsw.Connection:
    """Open a database to write; on a disk without room, to read only."""
    fresh = not database.exists()
    connection = apsw.Connection(str(database))
    connection.set_busy_timeout(int(1000 * PATIENCE))
    try:
        _log_ahead(connection)
        for pragma in ("synchronous = full", "mmap_size = 0", f"cache_size = {-1024 * CACHE_MB}"):
            connection.execute(f"pragma {pragma}")
    except (apsw.IOError, apsw.FullError, apsw.CantOpenError):
        connection.close()
        if fresh:
            raise
        return connect_to_read(database)
    return connection


def _log_ahead(connection: apsw.Connection) -> None:
    """Turn the write-ahead log on; SQLite itself does not wait where two do so at once."""
    last = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("pragma journal_mode = wal")
        except apsw.BusyError:
            if time.monotonic() > last:
                raise
            time.sleep(0.02)
        else:
            return


def connect_to_read(database: Path) -> apsw.Connection:
    """Open the database to be read only, on a full disk and a write-protected one too.

    There, what readers share has no room; with an empty log beside it the file alone is whole.
    """
    try:
        connection = apsw.Connection(str(database), flags=apsw.SQLITE_OPEN_READONLY)
        connection.set_busy_timeout(int(1000 * PATIENCE))
        connection.execute("select count(*) from sqlite_schema").fetchall()
    except (apsw.IOError, apsw.FullError, apsw.CantOpenError, apsw.ReadOnlyError):
        log = database.with_name(f"{database.name}-wal")
        if log.exists() and log.stat().st_size:
            raise
        flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
        connection = apsw.Connection(f"{database.resolve().as_uri()}?immutable=1", flags=flags)
    return connection


@contextmanager
def said(folder: Folder) -> Iterator[None]:
    """Say what SQLite found in our own terms."""
    try:
        yield
    except apsw.FullError as error:
        raise full(folder.root, "the rows") from error
    except apsw.BusyError as error:
        raise BusyError(
            str(folder.database), found=f"{error} for more than {PATIENCE:.0f} s",
            expected="one writer at a time", do="wait for the other process, or end it",
        ) from error  # fmt: skip
    except (apsw.NotADBError, apsw.CorruptError) as error:
        raise DamagedError(
            str(folder.database), found=str(error), expected="an SQLite database",
            do="restore it from a copy; sources/ holds the original bytes",
        ) from error  # fmt: skip
    except (apsw.IOError, apsw.CantOpenError, apsw.ReadOnlyError, apsw.PermissionsError) as error:
        if is_full(folder.root):
            raise full(folder.root, "the rows") from error
        raise NotARecordError(
            str(folder.database), found=str(error), expected="a database that can be opened",
            do="check the folder's permissions",
        ) from error  # fmt: skip
