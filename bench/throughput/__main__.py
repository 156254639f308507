"""How many documents and sentences a second from bytes to record? See README.md."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.harness import Scores, run
from bench.pages import page
from legation.api import Record

PAGES, FEW = 600, 40


def measure(data: Path | None, small: bool) -> Scores:
    del data  # the pages are generated
    count = FEW if small else PAGES
    with tempfile.TemporaryDirectory() as folder:
        inbox = Path(folder) / "in"
        inbox.mkdir()
        for n in range(count):
            (inbox / f"{n}.html").write_text(page(n), encoding="utf-8")
        with Record.open(Path(folder) / "record", create=True) as rec:
            began = time.perf_counter()
            rec.add(inbox, build=False)
            added = time.perf_counter()
            built = rec.build()
            done = time.perf_counter()
            status = rec.status()
            again = time.perf_counter()
            rec.add(inbox)
            known = time.perf_counter()
    spent = sum(built.seconds.values())
    peak = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return {
        "documents": built.read,
        "sentences": status["sentences"],
        "statements": status["statements"],
        "documents_a_second": count / (done - began),
        "sentences_a_second": status["sentences"] / (done - began),
        "copy_seconds": added - began,
        "build_seconds": done - added,
        "cpu_seconds_a_document": spent / count,
        "add_again_seconds": known - again,
        "peak_mb": peak / 1024,
        "help_seconds": help_seconds(),
        **{f"share_{stage}": seconds / spent for stage, seconds in built.seconds.items()},
    }


def help_seconds() -> float:
    """The best of five: what the program takes when the machine does nothing else."""
    times = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "legation", "--help"], capture_output=True, check=True
        )
        times.append(time.perf_counter() - began)
    return min(times)


if __name__ == "__main__":
    run("throughput", measure)
