"""Who said what: statements against attributions and gold readings. See README.md."""

from __future__ import annotations

import gzip
import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.harness import Scores, run
from bench.statements.acts import act_scores
from bench.statements.calibration import calibration
from bench.statements.gold import gold_scores
from bench.statements.mapping import Tokens, repeats, to_attribution
from bench.statements.scoring import count, from_row, intervals, pair, scores_of
from legation.language import analyse
from legation.statements import read_statements
from legation.vocabulary import Block, BlockKind, Document, Origin, Span

SMALL = 12
SHOWN = ("attribution_half", "attribution_exact", "source_exact", "cue_exact", "content_exact", "recall_indirect")  # fmt: skip


def articles(data: Path | None, *, small: bool) -> Iterator[dict[str, Any]]:
    """Yield each article of every split that is not named train."""
    folder = data / "data" / "attribution" if data else None
    for file in sorted(folder.glob("*.jsonl*")) if folder and folder.is_dir() else []:
        if file.name.startswith("train"):
            continue
        opened = gzip.open if file.suffix == ".gz" else open
        with opened(file, "rt", encoding="utf-8") as lines:
            for n, line in enumerate(lines):
                if not small or n < SMALL:
                    yield json.loads(line)


def as_document(row: dict[str, Any]) -> Document:
    """Return the article's untouched text with its paragraphs as main text."""
    edges: dict[int, list[int]] = {}
    for (start, end), number in zip(row["tokens"], row["paragraph"], strict=True):
        edges.setdefault(number, [start, end])[1] = end
    blocks = tuple(
        Block(Span(row["doc"], start, end), BlockKind.TEXT, "given", 1.0)
        for start, end in edges.values()
    )
    return Document(row["doc"], row["text"], Origin("s"), "given/1", blocks)


def attribution_scores(data: Path | None, *, small: bool) -> Scores:
    """Read each article as a user's document and score what comes out."""
    documents: list[Counter[str]] = []
    sure: list[tuple[float, bool]] = []
    sentences, spent = 0, 0.0
    for row in articles(data, small=small):
        document = as_document(row)
        began = time.perf_counter()
        analysis = analyse(document)
        statements = read_statements(document, analysis)
        spent += time.perf_counter() - began if documents else 0.0
        sentences += len(analysis.sentences) if documents else 0
        tokens = Tokens(row["text"], row["tokens"])
        words = [row["text"][a:b] for a, b in row["tokens"]]
        gold = [from_row(a) for a in row["attributions"]]
        kept = [s for s in statements if s.nested_in is None]
        found = [to_attribution(tokens, s) for s in kept]
        found += [again for s in kept for again in repeats(tokens, s)]
        documents.append(count(gold, found, words))
        right = {m: level >= 2 for m, level in pair(gold, found).values()}
        sure += [
            (s.confidence, right.get(m, False))
            for m, s in enumerate(kept)
            if s.confidence is not None and s.source
        ]
    if not documents:
        return {}
    totals: Counter[str] = sum(documents, Counter())
    result: Scores = {"articles": len(documents), **scores_of(totals)}
    for name, (low, high) in intervals(documents).items():
        if name in SHOWN:
            result |= {f"{name}_low": low, f"{name}_high": high}
    return result | calibration(sure) | {"sentences_a_second": sentences / spent if spent else None}


def measure(data: Path | None, small: bool) -> Scores:
    gold = {} if small else gold_scores(data)
    return attribution_scores(data, small=small) | gold | act_scores()


if __name__ == "__main__":
    run("statements", measure)
