"""Development scores of an exported file: python -m training.encoder.evaluate --data DIR FILE..."""

from __future__ import annotations

import argparse
import hashlib
import time
from pathlib import Path

from bench.attribution import add, measure, scores
from bench.language.parts import grammar, named
from legation.language.encoder import Encoder


def evaluate(path: Path, data: Path) -> dict[str, float]:
    """Return every development score of one file."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    path.with_suffix(".sha256").write_text(f"{digest}  {path.name}\n", encoding="ascii")
    encoder = Encoder(path)
    begun = time.monotonic()
    out = scores(add(measure(data / "attribution/dev.jsonl.gz", encoder, gold_words=True)))
    out["attribution_seconds"] = time.monotonic() - begun
    out |= scores(add(grammar(data / "ud/ewt_dev.jsonl.gz", encoder)))
    out |= scores(add(named(data / "ner/crossner_pol_dev.jsonl.gz", encoder)))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.encoder.evaluate")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("files", type=Path, nargs="+")
    asked = parser.parse_args()
    found = [evaluate(path, asked.data) for path in asked.files]
    for name in found[0]:
        print(f"{name:24}", *(f"{one[name]:8.4f}" for one in found))


if __name__ == "__main__":
    main()
