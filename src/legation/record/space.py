"""What a full disk looks like from here, whoever meets it first: SQLite, DuckDB, the index, Python.

Example:
    >>> from pathlib import Path
    >>> with saying_full(Path(), "the index"):
    ...     raise ValueError("An IO error occurred: No space left on device")
    Traceback (most recent call last):
    legation.errors.FullError: .: found no space left; expected room for the index; free some space and repeat; what was committed is kept
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from legation.errors import FullError, LegationError

ROOM = 65_536
"""Bytes below which SQLite cannot even lay out what its readers share."""
_NUMBERS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def is_full(folder: Path) -> bool:
    """Tell whether the disk of a folder has no room left."""
    try:
        return shutil.disk_usage(folder).free < ROOM
    except OSError:
        return False


def full(folder: Path, what: str) -> FullError:
    """Return the error that says so: `what` needed the room."""
    return FullError(
        str(folder), found="no space left", expected=f"room for {what}",
        do="free some space and repeat; what was committed is kept",
    )  # fmt: skip


@contextmanager
def saying_full(folder: Path, what: str) -> Iterator[None]:
    """Say in our own terms that the disk is full, in whatever words the error comes.

    Raises:
        FullError: if what went wrong inside is that.
    """
    try:
        yield
    except LegationError:
        raise
    except Exception as error:
        numbered = isinstance(error, OSError) and error.errno in _NUMBERS
        worded = any(os.strerror(number) in str(error) for number in _NUMBERS)
        if numbered or worded or is_full(folder):
            raise full(folder, what) from error
        raise
