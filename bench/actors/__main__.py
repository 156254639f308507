"""Who is who on that day? See README.md."""

from __future__ import annotations

from pathlib import Path

from bench.actors.resolution import resolution_scores
from bench.actors.tables import table_scores
from bench.harness import Scores, run


def measure(data: Path | None, small: bool) -> Scores:
    """Score the tables, then resolution."""
    return table_scores(data) | resolution_scores(data, small=small)


if __name__ == "__main__":
    run("actors", measure)
