"""Take files into a record: copy the bytes, find the documents in them, note where they came from."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
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
from legation.documents.decode import known_encoding
from legation.documents.members import JOINT
from legation.engines.reports import Added
from legation.errors import InputError, MissingError, PassedOverError
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
        again: bool = False,
    ) -> None:
        self.store = store
        self.facts = read_metadata_table(Path(meta)) if meta else None
        self.stated = parse_stated(published).edtf() if published else None
        self.encoding = known_encoding(encoding)
        self.again = again
        self._noted = _noted_failures(store)
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
                    watch(f"adding {number + 1}", number + 1, None)
            self._forget_gone(given)
        return added

    def _forget_gone(self, given: Sequence[Path]) -> None:
        """Forget failures of files that lay in one of the given folders and no longer do."""
        for file in list(self._noted):
            path = Path(file)
            if any(path.is_relative_to(folder) for folder in given) and not os.path.lexists(path):
                self.store.forget_failures(self._noted.pop(file))

    def _take_file(self, file: Path, scratch: Path, now: str, added: Added) -> None:
        path = "standard input" if file.parent == scratch else str(file)
        self.store.forget_failures(self._noted.pop(path, []))  # what still fails is noted anew
        try:
            size = file.stat().st_size
            members = list_members(file, path=path, encoding=self.encoding, column=self.column)
            kept = False
            for member in members:
                if not isinstance(member, InputError) and not self.again:
                    member = self._unless_removed(member)  # noqa: PLW2901 - the same one, or why not
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
        else:
            added.known += 1

    def _unless_removed(self, member: Member) -> Member | PassedOverError:
        """A document that was removed stays so until it is asked for again."""
        stone = self.store.tombstone(member.id)
        if stone is None:
            return member
        why = f" ({stone['why']})" if stone["why"] else ""
        return PassedOverError(
            member.origin.path, found=f"a document removed on {stone['removed'][:10]}{why}",
            expected="one that was not", do="bring it back with --again",
        )  # fmt: skip

    def _refuse(self, error: InputError, added: Added) -> None:
        if isinstance(error, PassedOverError):
            added.passed_over.append(error)
            return
        added.failures.append(error)
        if isinstance(error, MissingError):
            return
        key = identify("input", error.where)
        self.store.note_failure(key, failure_row(key, error)[1])


def _noted_failures(store: Store) -> dict[str, list[str]]:
    """Return the keys of the failures of inputs by the file they are of."""
    noted: dict[str, list[str]] = {}
    sql = """select document, "where" from failures where document not in (select id from documents)"""
    for row in store.query(sql):
        file = row["where"].split(JOINT)[0].split(", line ")[0]
        noted.setdefault(file, []).append(row["document"])
    return noted


def _standard_input(scratch: str) -> Path:
    file = Path(scratch) / "standard-input"
    with file.open("wb") as out:
        while chunk := sys.stdin.buffer.read(1 << 20):
            out.write(chunk)
    return file
