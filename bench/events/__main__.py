"""Who did what to whom? See README.md."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from bench.events import sets
from bench.events.clusters import pair_scores, stories
from bench.events.gold import gold_scores
from bench.events.heads import heads, kind_given, participants
from bench.events.prose import prose_scores
from bench.events.quiet import Laid, quiet_scores
from bench.events.reading import (
    as_reading,
    read_gold,
    read_laid,
    readings,
    speed_scores,
)
from bench.events.scoring import Reading
from bench.harness import Scores, run

SMALL = 40
CROSSED = Path(__file__).resolve().parent / "crossvalidation.json"


def measure(data: Path | None, small: bool, *, train: bool = False) -> Scores:
    """Score all sets; with `train`, only the training splits, for development."""
    scores = set_scores(sets.files(data, train=train), small=small)
    if train:
        return scores
    scores |= gold_scores(data, read_gold) | prose_scores(_read_on, small=small)
    if not small:
        scores |= quiet_scores(data, _read_laid)
    scores |= {"heads": int(heads() is not None)} | pair_scores(stories())
    return scores | speed_scores(data, small=small) | crossed_scores()


def set_scores(files: list[Path], *, small: bool) -> Scores:
    """Score the event sets of others; a file of neither layout is counted and left."""
    told, tagged, unknown = [], [], 0
    for file in files:
        rows = list(_some(sets.rows_of(file), small=small))
        if rows and not any(sets.is_plv(row) or sets.is_coped(row) for row in rows):
            unknown += 1
        for row in rows:
            if sets.is_plv(row):
                told.append(sets.tell(row, _read, kind_given))
            elif sets.is_coped(row):
                tagged.append((row, _read(row["text"]), participants(row["text"])))
    found: Scores = {"event_files": len(files), "event_files_of_unknown_layout": unknown}
    if not files:
        return found
    return found | sets.plv_scores(told) | sets.coped_scores(tagged)


def crossed_scores() -> Scores:
    """Return the figures that training/events/crossvalidate.py wrote, under `crossed_`."""
    if not CROSSED.exists():
        return {}
    kept = json.loads(CROSSED.read_text(encoding="utf-8"))["scores"]
    return {f"crossed_{name}": value for name, value in kept.items()}


def _read_laid(laid: Laid) -> list[Reading]:
    return [as_reading(event) for event in read_laid(laid).events]


def _read(text: str) -> list[Reading]:
    return readings(text)[0]


def _read_on(text: str, written: date) -> list[Reading]:
    return readings(text, written)[0]


def _some(rows: Iterator[dict[str, Any]], *, small: bool) -> Iterator[dict[str, Any]]:
    for number, row in enumerate(rows):
        if not small or number < SMALL:
            yield row


if __name__ == "__main__":
    run("events", measure, offers_train=True)
