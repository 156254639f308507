"""Shards: the unit of work, its file, and the contract that every engine keeps.

A shard file is JSON lines: one object {"table", "row"} a line, then {"rows": count, ...}. It
appears by an atomic rename and a file whose count is wrong is not used, so whoever reads one
reads a whole one. Only the driver commits what is in it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from sys import intern
from typing import Any, Protocol

from legation.pipeline import Task
from legation.statements import CoderSettings
from legation.vocabulary import Origin, identify

Tell = Callable[[str, float], None]
MOST_TASKS = 32
MOST_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class Shard:
    """Some tasks read together. The name covers the tasks and the code's fingerprint."""

    name: str
    tasks: tuple[Task, ...]

    def to_json(self) -> str:
        """Return the shard as one line of JSON."""
        tasks = [
            {
                "document": t.document,
                "source": str(t.source),
                "origin": asdict(t.origin),
                "coder": asdict(t.coder),
                "tables": str(t.tables) if t.tables else None,
            }
            for t in self.tasks
        ]
        return json.dumps({"name": self.name, "tasks": tasks}, ensure_ascii=False)

    @staticmethod
    def from_json(line: str) -> Shard:
        """Return the shard that `to_json` wrote."""
        found = json.loads(line)
        return Shard(found["name"], tuple(_task(task) for task in found["tasks"]))


@dataclass(frozen=True, slots=True)
class ShardFile:
    """What came of a shard: its rows by table, and process seconds by stage."""

    shard: Shard
    path: Path
    rows: dict[str, list[dict[str, Any]]]
    seconds: dict[str, float]

    @property
    def documents(self) -> list[str]:
        """The ids of the documents in it, read or failed."""
        read = [row["id"] for row in self.rows.get("documents", ())]
        return read + [row["document"] for row in self.rows.get("failures", ())]


class Engine(Protocol):
    """Runs shards in any order and yields their files as they are done."""

    name: str

    def run(self, shards: Sequence[Shard], work: Path, tell: Tell | None = None) -> Iterator[Path]:
        """Yield the file of each shard, below `work`, in the order in which they end.

        `tell` is called with a document's id and the share of it that is read, now and then.
        """
        ...


def plan(tasks: Iterable[Task], *, fingerprint: str) -> list[Shard]:
    """Cut tasks into shards of at most MOST_TASKS documents and about MOST_BYTES of input."""
    shards: list[Shard] = []
    pending: list[Task] = []
    size = 0
    for task in tasks:
        pending.append(task)
        size += task.source.stat().st_size if task.source.exists() and not task.origin.member else 0
        if len(pending) >= MOST_TASKS or size >= MOST_BYTES:
            shards.append(make_shard(pending, fingerprint))
            pending, size = [], 0
    if pending:
        shards.append(make_shard(pending, fingerprint))
    return shards


def make_shard(tasks: Sequence[Task], fingerprint: str) -> Shard:
    """Name a shard for what goes in and the code that reads it."""
    return Shard(identify(fingerprint, *((t.document, t.origin) for t in tasks)), tuple(tasks))


def write_shard_file(
    path: Path, rows: Iterable[tuple[str, dict[str, Any]]], seconds: dict[str, float]
) -> None:
    """Write a shard file whole: a temporary file, then one rename."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(f".{os.getpid()}.tmp")
    count = 0
    with temporary.open("w", encoding="utf-8", errors="surrogatepass", newline="\n") as file:
        for table, row in rows:
            file.write(json.dumps({"table": table, "row": row}) + "\n")
            count += 1
        file.write(json.dumps({"rows": count, "seconds": seconds}) + "\n")
    temporary.replace(path)


def read_shard_file(shard: Shard, path: Path) -> ShardFile | None:
    """Read a shard file; None if it is absent, broken off or miscounted.

    The names of columns are shared, else they would be half of what a long document's rows take.
    """
    rows: dict[str, list[dict[str, Any]]] = {}
    last: dict[str, Any] = {}
    count = 0
    try:
        with path.open(encoding="utf-8", newline="\n") as file:
            for line in file:
                last = json.loads(line)
                if "table" in last:
                    row = {intern(column): cell for column, cell in last["row"].items()}
                    rows.setdefault(last["table"], []).append(row)
                    count += 1
    except (OSError, ValueError):
        return None
    if last.get("rows") != count:
        return None
    return ShardFile(shard, path, rows, last["seconds"])


def _task(found: dict[str, Any]) -> Task:
    origin = dict(found["origin"])
    origin["dates"] = tuple((where, written) for where, written in origin["dates"])
    coder = found.get("coder", {"name": "encoder", "options": ()})
    options = tuple((name, value) for name, value in coder["options"])
    tables = Path(found["tables"]) if found.get("tables") else None
    settings = CoderSettings(coder["name"], options)
    return Task(found["document"], Path(found["source"]), Origin(**origin), settings, tables)
