"""One worker: takes shards as lines of JSON on standard input, answers a line for each.

Before the answer, the path of the shard's file, come lines with how far a document is.

Its one argument is the folder for shard files. It ignores Ctrl-C (the driver decides)
and ends when its input does, also when the driver was killed.
"""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from legation.engines.shards import Shard, Tell, write_shard_file
from legation.errors import LegationError
from legation.pipeline import Task, read_task
from legation.record import failure_row, rows_of

Row = tuple[str, dict[str, Any]]


def run_shard(shard: Shard, work: Path, tell: Tell | None = None) -> Path:
    """Read every document of a shard and write its file; a document that fails says so in it."""
    seconds: dict[str, float] = {}
    path = work / f"{shard.name}.jsonl"
    write_shard_file(path, _rows(shard, seconds, tell), seconds)
    return path


def _rows(shard: Shard, seconds: dict[str, float], tell: Tell | None) -> Iterator[Row]:
    for task in shard.tasks:
        try:
            reading = read_task(task, partial(tell, task.document) if tell else None)
        except LegationError as error:
            yield failure_row(task.document, error)
            continue
        except Exception as error:  # noqa: BLE001 - one document's defect never stops the rest
            yield failure_row(task.document, _unforeseen(task, error))
            continue
        for stage, spent in reading.seconds.items():
            seconds[stage] = seconds.get(stage, 0.0) + spent
        yield from rows_of(
            reading.document, reading.analysis, reading.statements, reading.signature,
            reading.notes, reading.cast.resolutions, reading.events, reading.rejected,
        )  # fmt: skip


def _unforeseen(task: Task, error: Exception) -> LegationError:
    """Name a defect of ours in words a person can report."""
    return LegationError(
        task.origin.path or task.document,
        found=f"{type(error).__name__} while reading: {error}",
        expected="a document that can be read",
        do="please report it with the document; the others were read",
    )


def main() -> None:
    """Serve shards until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    work = Path(sys.argv[1])
    for line in sys.stdin:
        path = run_shard(Shard.from_json(line), work, _Teller())
        _answer(str(path))


SECONDS_BETWEEN = 0.5
"""Between two lines that tell how far a document is."""


class _Teller:
    """Writes a line with a document and its share, but not for every beat."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def __call__(self, document: str, share: float) -> None:
        now = time.monotonic()
        if now - self._last >= SECONDS_BETWEEN:
            self._last = now
            _answer([document, share])


def _answer(found: str | list[str | float]) -> None:
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()
