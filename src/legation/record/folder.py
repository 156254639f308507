"""A record's folder: where things lie in it, its settings file, and who may write.

Example:
    >>> from pathlib import Path
    >>> Folder(Path("r")).source("ab12").parts
    ('r', 'sources', 'ab', 'ab12')
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from legation.errors import BusyError, NewerRecordError, NotARecordError
from legation.record.schema import VERSION
from legation.statements import CoderSettings

SETTINGS = """\
# A record made by Legation. Delete lake/ and text/ at will: they are rebuilt from legation.db.
[record]
schema = {version}
"""
_OWN = frozenset(
    "legation.db legation.db-wal legation.db-shm legation.tmp sources work .lock .lock.pid".split()
)
"""What may lie in a folder that is being made a record."""
PATIENCE = 600.0
"""Seconds that a second writer waits for the first."""


@dataclass(frozen=True, slots=True)
class Folder:
    """The paths of a record."""

    root: Path

    @property
    def settings(self) -> Path:
        """The settings file, which makes a folder a record."""
        return self.root / "legation.toml"

    @property
    def database(self) -> Path:
        """The record itself."""
        return self.root / "legation.db"

    @property
    def text(self) -> Path:
        """The full-text index (derived)."""
        return self.root / "text"

    @property
    def lake(self) -> Path:
        """The Parquet segments (derived)."""
        return self.root / "lake"

    @property
    def work(self) -> Path:
        """Shard files on their way into the record."""
        return self.root / "work"

    def source(self, sha: str) -> Path:
        """Where the original bytes of that hash lie."""
        return self.root / "sources" / sha[:2] / sha

    def create(self) -> None:
        """Make an empty record here, unless another process just did.

        The settings file comes last, whole, and makes it one.

        Raises:
            NotARecordError: if the folder holds something else.
        """
        if self.root.exists() and not self.root.is_dir():
            raise NotARecordError(str(self.root), found="a file", expected="a folder")
        strangers = [p.name for p in self.root.iterdir()] if self.root.exists() else []
        if self.settings.name in strangers:
            return
        strangers = [name for name in strangers if name not in _OWN]
        if strangers:
            raise NotARecordError(
                str(self.root),
                found=f"a folder with other things in it ({strangers[0]})",
                expected="a record, or a folder that is empty or not there",
                do="choose another --record folder",
            )
        (self.root / "sources").mkdir(parents=True, exist_ok=True)
        with self.writing():
            if not self.settings.exists():
                self._write_settings(SETTINGS.format(version=VERSION))

    def _write_settings(self, text: str) -> None:
        """Write the settings file, whole or not at all."""
        temporary = self.settings.with_suffix(".tmp")
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(self.settings)

    def schema_version(self) -> int:
        """Return the version of the schema here.

        Raises:
            NotARecordError: if this is no record, or its settings cannot be read.
            NewerRecordError: if a newer Legation wrote it.
        """
        if not self.settings.is_file():
            raise NotARecordError(
                str(self.root),
                found="no legation.toml" if self.root.is_dir() else "no such folder",
                expected="a record",
                do="make one: legation add PATH --record FOLDER, or legation init FOLDER",
            )
        try:
            settings = tomllib.loads(self.settings.read_text(encoding="utf-8"))
            version = int(settings["record"]["schema"])
        except (KeyError, TypeError, ValueError, tomllib.TOMLDecodeError) as error:
            raise NotARecordError(
                str(self.settings), found=str(error), expected="[record] with schema = NUMBER"
            ) from error
        if version > VERSION:
            raise NewerRecordError(
                str(self.root),
                found=f"schema {version}",
                expected=f"at most {VERSION}",
                do="upgrade Legation: pip install --upgrade legation",
            )
        return version

    def coder(self) -> CoderSettings:
        """Return which coder reads this record's statements ([statements] in legation.toml).

        Raises:
            UsageError: if the settings name no coder that there is.
        """
        table = tomllib.loads(self.settings.read_text(encoding="utf-8")).get("statements", {})
        return CoderSettings.read(table)

    def set_coder(self, given: str) -> None:
        """Write the coder that reads this record from now on: NAME or NAME:VALUE.

        Raises:
            UsageError: if there is no such coder.
        """
        CoderSettings.parse(given)
        text = self.settings.read_text(encoding="utf-8")
        line = f"coder = {json.dumps(given)}"
        if re.search(r"(?m)^coder\s*=", text):
            text = re.sub(r"(?m)^coder\s*=.*$", lambda _: line, text, count=1)
        elif re.search(r"(?m)^\[statements\]\s*$", text):
            text = re.sub(
                r"(?m)^\[statements\]\s*$", lambda _: f"[statements]\n{line}", text, count=1
            )
        else:
            text = f"{text.rstrip()}\n\n[statements]\n{line}\n"
        self._write_settings(text)

    def put_source(self, file: Path) -> str:
        """Copy a file's bytes under their hash, whole or not at all; return the hash."""
        with file.open("rb") as stream:
            sha = hashlib.file_digest(stream, "sha256").hexdigest()
        target = self.source(sha)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            temporary = target.with_suffix(f".{os.getpid()}.tmp")
            try:
                with file.open("rb") as stream, temporary.open("wb") as out:
                    shutil.copyfileobj(stream, out, 1 << 20)
                    out.flush()
                    os.fsync(out.fileno())
                temporary.replace(target)
            finally:
                temporary.unlink(missing_ok=True)
        return sha

    @contextmanager
    def writing(self, *, patience: float = PATIENCE) -> Iterator[None]:
        """Hold the right to write; a second writer waits.

        Raises:
            BusyError: if another process still writes after `patience` seconds.
        """
        lock = FileLock(self.root / ".lock")
        holder = self.root / ".lock.pid"
        try:
            lock.acquire(timeout=patience, poll_interval=0.05)
        except Timeout as error:
            pid = holder.read_text(encoding="utf-8") if holder.exists() else "unknown"
            raise BusyError(
                str(self.root),
                found=f"process {pid} writing for more than {patience:.0f} s",
                expected="one writer at a time",
                do="wait for it, or end it; reading works meanwhile",
            ) from error
        try:
            holder.write_text(str(os.getpid()), encoding="utf-8")
            yield
        finally:
            holder.unlink(missing_ok=True)
            lock.release()
