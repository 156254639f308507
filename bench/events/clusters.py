"""Mentions of one deed brought together: pairs right, on the made-up stories of happenings.tsv."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from itertools import combinations
from pathlib import Path

from bench.harness import Scores
from legation.dating import parse_stated
from legation.events.happenings import Mention, cluster_mentions, words_of

FILE = Path(__file__).resolve().parent / "data" / "happenings.tsv"
COLUMNS = "deed document copy_of kind status actors recipients reciprocal days words".split()
Told = tuple[str, Mention]


def stories(file: Path = FILE) -> list[Told]:
    """Return each mention with the deed that it tells of."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [line for line in lines if line.strip() and not line.startswith("#")]
    found = csv.DictReader(rows, COLUMNS, delimiter="\t")
    return [(row["deed"], _mention(n, row)) for n, row in enumerate(found)]


def _mention(number: int, row: dict[str, str]) -> Mention:
    earliest, latest = _days(row["days"])
    return Mention(
        f"m{number:02}", row["document"], row["copy_of"] or row["document"], row["kind"],
        row["status"], _ids(row["actors"]), _ids(row["recipients"]), row["reciprocal"] == "1",
        earliest, latest, words_of(row["words"]), row["words"],
    )  # fmt: skip


def _ids(cell: str) -> frozenset[str]:
    return frozenset(filter(None, cell.split(";")))


def _days(cell: str) -> tuple[date | None, date | None]:
    if not cell:
        return None, None
    ends = [parse_stated(part) for part in cell.split("/")]
    return ends[0].earliest, ends[-1].latest


def pair_scores(told: Sequence[Told]) -> Scores:
    """Return precision and recall over pairs of mentions, and whether support is right."""
    deed = {mention.id: name for name, mention in told}
    found = cluster_mentions(mention for _, mention in told)
    together = {pair for h in found for pair in combinations(sorted(m.id for m in h.mentions), 2)}
    same = {pair for pair in combinations(sorted(deed), 2) if deed[pair[0]] == deed[pair[1]]}
    right = len(together & same)
    return {
        "happenings_mentions": len(told),
        "happenings_pair_precision": right / len(together) if together else None,
        "happenings_pair_recall": right / len(same) if same else None,
        "happenings_found": len(found),
        "happenings_told": len(set(deed.values())),
    }


def main() -> None:
    """Print what is put together, and what should be."""
    told = stories()
    deed = {mention.id: name for name, mention in told}
    for happening in cluster_mentions(mention for _, mention in told):
        print(happening.support, [deed[m.id] for m in happening.mentions])
    print(pair_scores(told))


if __name__ == "__main__":
    main()
