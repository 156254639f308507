"""Run with: python -m bench.negotiation [--data DIR] [--json] [--small]."""

from __future__ import annotations

from pathlib import Path

from bench.harness import Scores, run
from bench.negotiation.brute import score_brute_force
from bench.negotiation.speed import score_speed
from bench.negotiation.tables import score_tables


def measure(data: Path | None, small: bool) -> Scores:
    scores: Scores = score_tables(data) if data else {}
    scores |= score_brute_force(small=small)
    scores |= score_speed(small=small)
    return scores


if __name__ == "__main__":
    run("negotiation", measure)
