"""Take files into a record: copy the bytes, find the documents in them, note where they came from."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from legation.dating import parse_stated
from legation.documents import (
    Member,
    apply_metadata,
    find_inputs,
    list_members,
    read_metadata_table,
)
from legation.engines.reports import Added
from legation.errors import InputError
from legation.record import Store, failure_row
from legation.vocabulary import identify

STDIN = "-"
NOTED_EVERY = 200


class Intake:
    """Takes inputs one by one; one that is refused is noted and never stops the others."""

    def __init__(
        self,
        store: Store,
        *,
        meta: str | Path | None = None,
        published: str | None = None,
        encoding: str | None = None,
        column: str | None = None,
    ) -> None:
        self.store = store
        self.facts = read_metadata_table(Path(meta)) if meta else None
        self.stated = parse_stated(published).edtf() if published else None
        self.encoding = encoding
        self.column = column

    def take(
        self,
        paths: Iterable[str | Path],
        *,
        now: str,
        watch: Callable[[str, int, int | None], None] | None = None,
    ) -> Added:
        """Copy and register everything in `paths`; return what was new, known and refused."""
        added = Added()
        with tempfile.TemporaryDirectory() as scratch:
            given = [
                _standard_input(scratch) if str(path) == STDIN else Path(path) for path in paths
            ]
            for number, found in enumerate(find_inputs(given)):
                if isinstance(found, InputError):
                    self._refuse(found, added)
                else:
                    self._take_file(found, Path(scratch), now, added)
                if watch:
                    watch("adding", number + 1, None)
        return added

    def _take_file(self, file: Path, scratch: Path, now: str, added: Added) -> None:
        path = "standard input" if file.parent == scratch else str(file)
        try:
            size = file.stat().st_size
            members = list_members(file, path=path, encoding=self.encoding, column=self.column)
            kept = False
            for member in members:
                if isinstance(member, InputError):
                    self._refuse(member, added)
                    continue
                if not kept:
                    self.store.folder.put_source(file)
                    kept = True
                self._register(member, name=file.name, size=size, now=now, added=added)
        except InputError as error:
            self._refuse(error, added)
        except OSError as error:
            if error.filename is not None and Path(error.filename) != file:
                raise  # the record's own disk, not this input
            found = error.strerror or str(error)
            self._refuse(InputError(path, found=found, expected="a file that can be read"), added)

    def _register(self, member: Member, *, name: str, size: int, now: str, added: Added) -> None:
        origin = member.origin
        if self.facts is not None:
            row = self.facts.row_for(origin)
            origin = apply_metadata(origin, row) if row else origin
        if self.stated:
            origin = replace(origin, stated=self.stated)
        if self.store.register(member.id, origin, name=name, size=size, now=now):
            added.new += 1
            self.store.forget_failures([identify("input", origin.path)])
        else:
            added.known += 1

    def _refuse(self, error: InputError, added: Added) -> None:
        added.failures.append(error)
        key = identify("input", error.where)
        self.store.note_failure(key, failure_row(key, error)[1])


def _standard_input(scratch: str) -> Path:
    file = Path(scratch) / "standard-input"
    with file.open("wb") as out:
        while chunk := sys.stdin.buffer.read(1 << 20):
            out.write(chunk)
    return file
