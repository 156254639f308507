"""Gold documents: every `gold/*.json` with its text in `seeds/` or `texts/`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def gold_documents(data: Path | None) -> Iterator[tuple[dict[str, Any], Path]]:
    """Yield each gold reading with the file it is of."""
    for file in sorted((data / "gold").glob("*.json")) if data else []:
        gold = json.loads(file.read_text(encoding="utf-8"))
        if "main_text" not in gold:
            continue
        for folder in ("seeds", "texts"):
            text = data / folder / gold["file"] if data else None
            if text and text.is_file():
                yield gold, text
                break


def bootstrap(values: list[float], draws: int = 1000) -> tuple[float, float]:
    """Return the 95 % interval of the mean, by resampling documents with a fixed seed."""
    import numpy as np

    if not values:
        return float("nan"), float("nan")
    found = np.array(values)
    picks = np.random.default_rng(7).integers(0, len(found), (draws, len(found)))
    low, high = np.quantile(found[picks].mean(axis=1), [0.025, 0.975])
    return float(low), float(high)
