"""What does one very long line cost? `python -m bench.throughput.line [--mb 10] [--sign X]`; see README.md."""

from __future__ import annotations

import argparse
import json
import random
import resource
import tempfile
import time
from pathlib import Path

from bench.pages import sentence
from legation.api import Record


def make_line(size: int, sign: str | None) -> str:
    """Return a line of generated prose with quotations, or of one sign, of so many bytes."""
    if sign:
        return sign * (size // len(sign.encode()))
    draw = random.Random(7)
    parts: list[str] = []
    length = 0
    while length < size:
        parts.append(sentence(draw))
        length += len(parts[-1]) + 1
    return " ".join(parts)


def written() -> float:
    """Return the MB that this process has written so far; 0 where the system does not tell."""
    told = Path("/proc/self/io")
    lines = told.read_text().splitlines() if told.exists() else []
    return sum(int(line.split()[1]) for line in lines if line.startswith("write_bytes")) / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.throughput.line")
    parser.add_argument("--mb", type=float, default=10.0)
    parser.add_argument("--sign", help="one sign repeated instead of prose")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "line.txt"
        file.write_text(make_line(int(options.mb * 1e6), options.sign), encoding="utf-8")
        with Record.open(Path(folder) / "record", create=True) as rec:
            began, before = time.process_time(), written()
            added = rec.add(file)
            spent, wrote = time.process_time() - began, written() - before
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            status = rec.status()
    failed = len(added.failures) + (len(added.built.failures) if added.built else 0)
    found = {
        "mb": options.mb, "sign": options.sign, "cpu_seconds": spent, "peak_mb": peak,
        "written_mb": wrote, "sentences": status["sentences"],
        "statements": status["statements"], "languages": status["languages"], "failed": failed,
    }  # fmt: skip
    print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
