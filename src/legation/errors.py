"""The error tree. Every error says where, what was found, what was expected, what to do.

    LegationError
    ├── InputError            a document or table given by the user
    │   ├── UnreadableError     no reader can make text of it
    │   ├── EncodingError       the bytes are not text in any encoding we can tell
    │   ├── EncryptedError      it needs a password
    │   ├── EmptyError          there is no text in it
    │   ├── TooLargeError       it is over a limit (size, ratio, count)
    │   ├── PassedOverError     it was left out on purpose (hidden, removed before); no failure
    │   └── TableError          a row or column of a table is wrong
    ├── RecordError           a record folder
    │   ├── NotARecordError     the folder is not a record
    │   ├── NewerRecordError    it was written by a newer Legation
    │   ├── BusyError           another process is writing
    │   ├── FullError           the disk is full
    │   ├── DamagedError        stored bytes are not what they were
    │   └── NotFoundError       no row has this id
    ├── CoderError            a coder of the user's (an endpoint, a pipeline) failed
    ├── UnknownError          a reference table has no answer
    ├── ModelError            a model file of ours is missing or damaged
    └── UsageError            a call or command that makes no sense

Example:
    >>> print(EmptyError("a.txt", found="0 bytes", expected="text", do="remove the file"))
    a.txt: found 0 bytes; expected text; remove the file
"""

from __future__ import annotations

from collections.abc import Sequence


class LegationError(Exception):
    """Anything that Legation reports. Subclasses tell the kind.

    Args:
        where: file, member, line and column, row or id.
        found: what stands there.
        expected: what should.
        do: what the user can do about it.
    """

    def __init__(self, where: str, *, found: str, expected: str = "", do: str = "") -> None:
        self.where = where
        self.found = found
        self.expected = expected
        self.do = do
        super().__init__(where, found, expected, do)

    def __str__(self) -> str:
        parts = [f"found {self.found}"]
        if self.expected:
            parts.append(f"expected {self.expected}")
        if self.do:
            parts.append(self.do)
        return f"{self.where}: " + "; ".join(parts)

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.where, self.found, self.expected, self.do))


def _rebuild(
    kind: type[LegationError], where: str, found: str, expected: str, do: str
) -> LegationError:
    """Make an error again on the other side of a process boundary."""
    return kind(where, found=found, expected=expected, do=do)


class InputError(LegationError):
    """A document or table given by the user cannot be used."""


class MissingError(InputError):
    """There is no such file or folder. Told, but not kept: there is nothing to come back to."""


class UnreadableError(InputError):
    """No reader can make text of it."""


class EncodingError(InputError):
    """The bytes are not text in any encoding that can be told."""


class EncryptedError(InputError):
    """It needs a password."""


class EmptyError(InputError):
    """There is no text in it."""


class TooLargeError(InputError):
    """It is over a limit: size, compression ratio or count."""


class PassedOverError(InputError):
    """It was left out on purpose: its name is hidden, or it was removed before. No failure."""


class TableError(InputError):
    """A row or column of a table is wrong; `problems` are all that were found, one or more."""

    @property
    def problems(self) -> tuple[TableError, ...]:
        """All problems, each with its own place; the error itself where it is the only one."""
        return self.several or (self,)

    several: tuple[TableError, ...] = ()

    @classmethod
    def of(cls, where: str, problems: Sequence[TableError]) -> TableError:
        """Return one error that tells all of `problems`, at least one, found in the table `where`."""
        if len(problems) == 1:
            return problems[0]
        lines = "".join(f"\n  {problem}" for problem in problems)
        error = cls(where, found=f"{len(problems)} problems{lines}")
        error.several = tuple(problems)
        return error

    def __reduce__(self) -> tuple[object, ...]:
        rebuild, parts = super().__reduce__()
        return (rebuild, parts, {"several": self.several})


class RecordError(LegationError):
    """A record folder cannot be used as asked."""


class NotARecordError(RecordError):
    """The folder is not a record."""


class NewerRecordError(RecordError):
    """The record was written by a newer Legation."""


class BusyError(RecordError):
    """Another process is writing to the record."""


class FullError(RecordError):
    """The disk is full."""


class DamagedError(RecordError):
    """Stored bytes are not what they were."""


class NotFoundError(RecordError):
    """No row has this id."""


class CoderError(LegationError):
    """A coder that the user chose (an endpoint, a pipeline) cannot be used or gave nonsense."""


class UnknownError(LegationError):
    """A reference table has no answer to the question."""


class ModelError(LegationError):
    """A model file that belongs to Legation is missing, damaged or of another version."""


class UsageError(LegationError):
    """A call or command that makes no sense."""
