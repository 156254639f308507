"""Do the membership tables count right? Against counts written apart from the tables."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

from bench.harness import Scores
from legation.reference import members_on

HERE = Path(__file__).resolve().parent
ASKED = ("NATO", "EU", "OSCE", "UN", "UNSC", "NRC")


def months(first: int, last: int, *, to_month: int = 12) -> list[date]:
    """Return the first of each month from January of `first` to `to_month` of `last`."""
    every = [date(y, m, 1) for y in range(first, last + 1) for m in range(1, 13)]
    return [day for day in every if day <= date(last, to_month, 1)]


def count_scores() -> Scores:
    """Compare every first of the month from 1990 to 2026."""
    steps = defaultdict(list)
    with (HERE / "expected_counts.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            steps[row["organisation"], row["role"]].append(
                (date.fromisoformat(row["from"]), int(row["count"]))
            )
    right = {True: 0, False: 0}
    total = {True: 0, False: 0}
    for (organisation, role), known in steps.items():
        for day in months(1990, 2026):
            expected = max((step for step in known if step[0] <= day), default=(day, 0))[1]
            found = len(members_on(organisation, day, role=role))
            total[organisation in ASKED] += 1
            right[organisation in ASKED] += found == expected
            if found != expected:
                print(f"  {organisation} {role} {day}: {found}, expected {expected}")
    return {
        "counts_asked": total[True],
        "counts_asked_right": right[True] / total[True],
        "counts_other": total[False],
        "counts_other_right": right[False] / total[False],
    }
