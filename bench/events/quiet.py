"""Events read where there are few: textbook and academic documents of UD-GUM, checked by hand.

`data/gum_events.json` names, by document and sentence number from 1, the events that truly stand
in sentences where the product found some: a list of their types. What it finds beyond them is
false; a sentence without true events is quiet.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.events.scoring import Counts, Place, Reading, overlap, summed, with_interval
from bench.harness import Scores

GENRES = ("textbook", "academic")
TRUE = Path(__file__).resolve().parent / "data" / "gum_events.json"


@dataclass(frozen=True, slots=True)
class Laid:
    """A document's text and where its sentences stand."""

    name: str
    text: str
    sentences: tuple[Place, ...]


def lay_out(rows: Sequence[dict[str, Any]]) -> Laid:
    r"""Return a document's words as running text, a sentence a paragraph.

    Example:
        >>> lay_out([{"doc": "d", "w": ["Bonn", "."], "sp": [0, 0]}, {"doc": "d", "w": ["So"], "sp": [1]}]).text
        'Bonn.\n\nSo'
    """
    text, places = "", []
    for row in rows:
        own = "".join(w + " " * bool(s) for w, s in zip(row["w"], row["sp"], strict=True)).rstrip()
        text += "\n\n" if text else ""
        places.append((len(text), len(text) + len(own)))
        text += own
    return Laid(rows[0]["doc"], text, tuple(places))


def documents(data: Path | None, genres: Sequence[str] | None = GENRES) -> Iterator[Laid]:
    """Yield the documents of these genres (None: all) of every GUM split that is not train."""
    folder = data / "data" / "ud" if data else None
    for file in sorted(folder.glob("gum_*.jsonl.gz")) if folder and folder.is_dir() else []:
        if "train" in file.name:
            continue
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        for name in dict.fromkeys(row["doc"] for row in rows):
            own = [row for row in rows if row["doc"] == name]
            if genres is None or name.split("_")[1] in genres:
                yield lay_out(own)


def true_events() -> dict[str, dict[str, list[str]]]:
    """Return the types of the true events by document and sentence number."""
    found: dict[str, dict[str, list[str]]] = json.loads(TRUE.read_text(encoding="utf-8"))["documents"]  # fmt: skip
    return found


def count_document(laid: Laid, found: Sequence[Reading], true: dict[str, list[str]]) -> list[Counts]:  # fmt: skip
    """Count each sentence: whether it is quiet, and the false events in it."""
    units = []
    for number, place in enumerate(laid.sentences, 1):
        left = Counter(true.get(str(number), []))
        inside = Counter(r.kind for r in found if overlap(place, r.words[0]))
        units.append(Counter({
            "sentences": 1,
            "quiet": not left,
            "false_events": (inside - left).total(),
            "true_events": (inside & left).total(),
        }))  # fmt: skip
    return units


def per_hundred(units: Sequence[Counts]) -> float | None:
    """Return false events per 100 sentences."""
    total = summed(units)
    return 100 * total["false_events"] / total["sentences"] if total["sentences"] else None


def quiet_scores(data: Path | None, read: Callable[[Laid], list[Reading]]) -> Scores:
    """Read the textbook and academic documents and count what is not truly an event."""
    units: list[Counts] = []
    true = true_events()
    for laid in documents(data):
        units += count_document(laid, read(laid), true.get(laid.name, {}))
    if not units:
        return {"gum_sentences": None}
    total = summed(units)
    scores: Scores = {"gum_sentences": total["sentences"], "gum_true_events": total["true_events"]}
    return scores | with_interval("gum_false_per_100", units, per_hundred)
