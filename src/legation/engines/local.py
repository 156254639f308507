"""Engines of one machine: in this process, or in worker processes on all cores."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from legation.engines.shards import Engine, Shard, Tell, make_shard, write_shard_file
from legation.engines.worker import run_shard
from legation.errors import LegationError
from legation.record import failure_row

FEW_TASKS = 24
SECONDS_PER_TASK = 300.0
SECONDS_PER_MEGABYTE = 1200.0
"""A worker that is silent for longer is ended: a megabyte of prose takes about 300 s of one busy core."""
SERVE = "from legation.engines.worker import main; main()"


class WorkerDiedError(Exception):
    """A worker process ended, or was ended, before it answered."""


class Serial:
    """Runs shards one after the other in this process."""

    name = "serial"

    def run(self, shards: Sequence[Shard], work: Path, tell: Tell | None = None) -> Iterator[Path]:
        """Yield the file of each shard in turn."""
        for shard in shards:
            yield run_shard(shard, work, tell)


class Processes:
    """Runs shards in `workers` processes. A document that kills its worker is a failure row.

    The workers are plain `python -m` processes, so a script needs no main guard, and a worker
    that is silent for longer than documents of that size take is ended and replaced.
    """

    name = "processes"

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        self._all: list[_Worker] = []
        self._stopped = False

    def run(self, shards: Sequence[Shard], work: Path, tell: Tell | None = None) -> Iterator[Path]:
        """Yield the file of each shard in the order in which they end.

        When the caller is interrupted or asks no more, the workers end at once, and what they
        were at is left to be read the next time.
        """
        self._idle, self._all, self._stopped = SimpleQueue(), [], False
        with ThreadPoolExecutor(self.workers) as threads:
            try:
                running: set[Future[list[Path]]] = set()
                for shard in shards:
                    running.add(threads.submit(self._run_shard, shard, work, tell))
                    if len(running) >= self.workers + 1:
                        done, running = wait(running, return_when=FIRST_COMPLETED)
                        yield from (path for future in done for path in future.result())
                while running:
                    done, running = wait(running, return_when=FIRST_COMPLETED)
                    yield from (path for future in done for path in future.result())
            finally:
                self._stop()

    def _run_shard(self, shard: Shard, work: Path, tell: Tell | None) -> list[Path]:
        if self._stopped:
            return []
        try:
            return [self._ask(shard, work, tell)]
        except WorkerDiedError as error:
            if self._stopped:  # it was ended by us, not by what it read
                return []
            if len(shard.tasks) == 1:
                return [_note_death(shard, work, error)]
        alone = [make_shard([task], shard.name) for task in shard.tasks]
        return [path for single in alone for path in self._run_shard(single, work, tell)]

    def _ask(self, shard: Shard, work: Path, tell: Tell | None) -> Path:
        try:
            worker = self._idle.get_nowait()
        except Empty:
            worker = _Worker(work)
            self._all.append(worker)
            if self._stopped:
                worker.stop()
        path = worker.run(shard, tell)
        self._idle.put(worker)
        return path

    def _stop(self) -> None:
        self._stopped = True
        for worker in self._all:
            worker.stop()


class _Worker:
    """One worker process and the pipe to it."""

    def __init__(self, work: Path) -> None:
        command = [sys.executable, "-c", SERVE, str(work)]
        threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONUTF8": "1"}
        self.process = subprocess.Popen(  # noqa: S603 - our own module, run by this Python
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, **threads},
        )

    def run(self, shard: Shard, tell: Tell | None) -> Path:
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(shard.to_json() + "\n")
            self.process.stdin.flush()
            while isinstance(answer := self._hear(_patience(shard)), list):
                if tell:
                    tell(*answer)
        except (OSError, ValueError):  # a pipe that is broken, or that we closed
            answer = None
        if not isinstance(answer, str):
            self.stop()
            raise WorkerDiedError(
                f"the reading process ended with status {self.process.returncode}"
            )
        return Path(answer)

    def _hear(self, patience: float) -> Any:  # noqa: ANN401 - a path, [document, share], or None
        """Return the next line; a worker that says nothing for too long is ended."""
        assert self.process.stdout is not None
        limit = threading.Timer(patience, self.process.kill)
        limit.start()
        try:
            line = self.process.stdout.readline()
        finally:
            limit.cancel()
        return json.loads(line) if line else None

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what was still to be written has no reader any more
                    pipe.close()


def _patience(shard: Shard) -> float:
    """Return how many seconds a shard may take by its number of documents and their sizes."""
    files = {task.source for task in shard.tasks}
    size = sum(file.stat().st_size for file in files if file.exists())
    return SECONDS_PER_TASK * len(shard.tasks) + SECONDS_PER_MEGABYTE * size / 1e6


def _note_death(shard: Shard, work: Path, error: WorkerDiedError) -> Path:
    """Write the file of a document that cannot be read without killing its process."""
    task = shard.tasks[0]
    row = failure_row(
        task.document,
        LegationError(
            task.origin.path or task.document,
            found=str(error),
            expected=f"an answer within {_patience(shard):.0f} s",
            do="the document is left out; legation build --failed tries it again",
        ),
    )
    path = work / f"{shard.name}.jsonl"
    write_shard_file(path, [row], {})
    return path


def choose_engine(tasks: int, workers: int | None = None) -> Engine:
    """Return the engine for so many tasks: a few are read here, many on all cores."""
    count = workers or os.cpu_count() or 1
    return Serial() if count == 1 or tasks <= FEW_TASKS else Processes(count)
