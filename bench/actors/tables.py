"""Are the reference tables right, and how much do they answer?"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from bench.actors.counts import count_scores
from bench.actors.holders import agreement_scores, coverage_scores
from bench.actors.representatives import representative_scores
from bench.harness import Scores


def table_scores(data: Path | None) -> Scores:
    """Return counts, agreement with the extract, and coverage."""
    disagreed: Counter[tuple[str, ...]] = Counter()
    scores = count_scores() | agreement_scores(data, disagreed) | coverage_scores()
    scores |= representative_scores()
    for (kind, of, ours, theirs), found in disagreed.most_common(40):
        print(f"  {kind} {of}: {found} months ours {ours}, the extract's {theirs}")
    return scores
