"""Five folds, near copies together: python -m training.events.crossvalidate --data DIR.

Writes bench/events/crossvalidation.json: figures with bootstrap 95 % intervals, the data's hash,
the command. The encoder below the fork never saw PLV or CoPED, so a held-out row is new to all.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import torch

from legation.events.chances import best_spans
from legation.events.model import LIKELY
from legation.language.labels import log_softmax
from legation.vocabulary.plover import PLOVER
from training.encoder.__main__ import minilm
from training.events import teach
from training.events.cases import Case, given
from training.events.folds import folds
from training.events.model import HABITS, Judge, Reader
from training.events.reading import read
from training.events.rows import KINDS, PENTA, ROLES, Row
from training.events.scores import Figure, bootstrap, macro_f1, span_f1
from training.events.train import batches, judge_scores

FOLDS = 5
HEADS = ("judge", "reader")
FIFTEEN = ("YIELD", *(kind for kind in PLOVER if kind not in {"CONCEDE", "RETREAT"}))
"""PLV's types."""
_QUAD = {kind: str(PLOVER["CONCEDE" if kind == "YIELD" else kind].quad) for kind in FIFTEEN}
Spans = list[tuple[str, int, int]]


def chances(scores: np.ndarray, groups: Sequence[Sequence[str]]) -> np.ndarray:
    """Return (rows, groups): the probability of each group of types together."""
    sure = np.exp(log_softmax(scores))
    return np.stack([sure[:, [KINDS.index(k) for k in group]].sum(1) for group in groups], 1)


def fifteen(scores: np.ndarray) -> list[str]:
    """Return PLV's type with the highest probability."""
    groups = [("CONCEDE", "RETREAT") if kind == "YIELD" else (kind,) for kind in FIFTEEN]
    return [FIFTEEN[n] for n in chances(scores, groups).argmax(1)]


@torch.no_grad()
def read_main(reader: Reader, bench: teach.Bench, numbers: Sequence[int]) -> dict[int, Spans]:
    """Return the main event's participants in each row: (role, first word, end)."""
    found: dict[int, Spans] = {}
    sizes = [bench.reader.states.size((n,)) for n in numbers]
    follow = reader.follows(torch.zeros(1, dtype=torch.long))[0].numpy()
    for group in batches(sizes, 4096, random.Random(0)):
        mine = [numbers[n] for n in group]
        batch = read(bench.text, mine, HABITS[0])
        main = reader(batch)[2].float().numpy()
        for place, number in enumerate(mine):
            scores = main[place, : batch.words[place]]
            best = best_spans(scores, follow, ROLES, LIKELY)
            found[number] = [(kind, a, b) for kind, a, b, _ in best]
    return found


def characters(row: Row, kind: str) -> set[tuple[int, int]]:
    """Return the characters [start, end) of the gold spans of a role."""
    return {
        (row.spans[a][0], row.spans[b - 1][1])
        for event in row.events
        for a, b in getattr(event, kind)
    }


def span_counts(row: Row, found: Spans, kind: str) -> tuple[int, int, int]:
    """Return (right, found, gold) exact spans of a role."""
    gold = characters(row, kind)
    mine = {(row.spans[a][0], row.spans[b - 1][1]) for k, a, b in found if k == kind}
    return len(gold & mine), len(mine), len(gold)


def type_figures(gold: Sequence[str], found: Sequence[str]) -> dict[str, Figure]:
    """Return macro-F1 over 15 types, four and two classes, and accuracy."""
    pairs = list(zip(gold, found, strict=True))
    out = {}
    for name, of in (
        ("types", dict(zip(FIFTEEN, FIFTEEN, strict=True))),
        ("quad", _QUAD),
        ("binary", {kind: quad.split()[-1] for kind, quad in _QUAD.items()}),
    ):
        mapped = [(of[g], of[f]) for g, f in pairs]
        out[name] = bootstrap(
            mapped, lambda rows: macro_f1([g for g, _ in rows], [f for _, f in rows])
        )
    out["accuracy"] = bootstrap(pairs, lambda rows: sum(g == f for g, f in rows) / len(rows))
    return out


def case_of_spans(number: int, found: Spans) -> Case:
    """Return the candidate that the reader's participants make."""
    both = [(a, b) for k, a, b in found if k == "both"]
    actor = [(a, b) for k, a, b in found if k == "actor"] + both
    recipient = [(a, b) for k, a, b in found if k == "recipient"] + both
    return Case((number,), tuple(actor), tuple(recipient), (), ())


def split(bench: teach.Bench) -> dict[int, int]:
    """Return the fold of every news row, by the row's number."""
    rows, news = bench.rows, bench.numbers("plv", "coped")
    found = folds(
        [rows[n].text for n in news],
        [f"{rows[n].set} {rows[n].label} {rows[n].tagged}" for n in news],
        count=FOLDS, seed=teach.SEED,
    )  # fmt: skip
    return dict(zip(news, found, strict=True))


def teach_fold(paths: tuple[Path, Path, Path], held: int, head: str) -> Path:
    """Teach one head on four fifths and keep it; a process of its own, one thread."""
    torch.set_num_threads(1)
    data, checkpoint, out = paths
    bench = teach.prepare(data, checkpoint, minilm(), out)
    train = [n for n, fold in split(bench).items() if fold != held]
    file = out / f"fold-{head}-{held}.pt"
    begun = time.monotonic()
    if head == "judge":
        taught = teach.news_judge(bench, teach.own_judge(bench, out), train)
    else:
        taught = teach.news_reader(bench, teach.own_reader(bench, out), train)
    torch.save(taught.state_dict(), file)
    print(f"fold {held + 1}, {head}: {time.monotonic() - begun:.0f} s", flush=True)
    return file


def teach_folds(paths: tuple[Path, Path, Path], workers: int, heads: Sequence[str]) -> None:
    """Teach these heads five times; those that are kept already are not taught again."""
    data, checkpoint, out = paths
    bench = teach.prepare(data, checkpoint, minilm(), out)
    if "judge" in heads:
        teach.own_judge(bench, out)
    if "reader" in heads:
        teach.own_reader(bench, out)
    tasks = [
        (paths, held, head)
        for held in range(FOLDS)
        for head in heads
        if not (out / f"fold-{head}-{held}.pt").is_file()
    ]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        list(pool.map(teach_fold, *zip(*tasks, strict=True)))


def crossvalidate(paths: tuple[Path, Path, Path]) -> tuple[teach.Bench, dict[str, Any]]:
    """Return every figure of the heads that were taught, pooled over the held-out parts."""
    data, checkpoint, out = paths
    bench = teach.prepare(data, checkpoint, minilm(), out)
    fold = split(bench)
    figures, roles = {}, {}
    if (out / "fold-reader-0.pt").is_file():
        figures, roles = read_folds(bench, fold, out)
    if (out / "fold-judge-0.pt").is_file():
        figures |= judge_folds(bench, fold, out, roles)
    return bench, figures


def read_folds(
    bench: teach.Bench, fold: dict[int, int], out: Path
) -> tuple[dict[str, Any], dict[int, Spans]]:
    """Return the reader's figures, and what it read in held-out rows."""
    rows, reader = bench.rows, teach.own_reader(bench, out)
    tagged = [n for n, row in enumerate(rows) if row.set == "coped" and row.tagged]
    own = read_main(reader, bench, tagged)
    roles: dict[int, Spans] = {}
    for held in range(FOLDS):
        if _taken_up(reader, out / f"fold-reader-{held}.pt"):
            roles |= read_main(reader, bench, [n for n in fold if fold[n] == held])
    figures = {
        "coped, exact spans": _span_figures(rows, [n for n in tagged if n in roles], roles),
        "coped, exact spans, own sentences alone": _span_figures(rows, tagged, own),
    }
    return figures, roles


def judge_folds(
    bench: teach.Bench, fold: dict[int, int], out: Path, roles: dict[int, Spans]
) -> dict[str, Any]:
    """Return the judge's figures; CoPED's classes are told from the participants read."""
    rows, plv, judge = bench.rows, bench.numbers("plv"), teach.own_judge(bench, out)
    own = judge_scores(judge, rows, bench.judge.states, _as_given(rows, plv))
    scores: dict[int, np.ndarray] = {}
    penta: dict[int, np.ndarray] = {}
    for held in range(FOLDS):
        if not _taken_up(judge, out / f"fold-judge-{held}.pt"):
            continue
        test = [n for n in fold if fold[n] == held]
        typed = [n for n in test if rows[n].set == "plv"]
        found = judge_scores(judge, rows, bench.judge.states, _as_given(rows, typed))
        scores |= dict(zip(typed, found, strict=True))
        classed = [n for n in test if n in roles and rows[n].set == "coped" and rows[n].label]
        cases = [case_of_spans(n, roles[n]) for n in classed]
        found = judge_scores(judge, rows, bench.judge.states, cases)
        penta |= dict(zip(classed, found, strict=True))
    return _judge_figures(rows, plv, own, scores, penta)


def _taken_up(head: Judge | Reader, file: Path) -> bool:
    if file.is_file():
        head.load_state_dict(torch.load(file, weights_only=True))
    return file.is_file()


def _as_given(rows: Sequence[Row], numbers: Sequence[int]) -> list[Case]:
    return [given(n, rows[n].events[0], words=False) for n in numbers]


def _judge_figures(
    rows: Sequence[Row], plv: Sequence[int], own: np.ndarray, scores: dict[int, np.ndarray],
    penta: dict[int, np.ndarray],
) -> dict[str, Any]:  # fmt: skip
    held = list(scores)
    gold = [rows[n].label for n in held]
    pooled = np.stack([scores[n] for n in held])
    found = fifteen(pooled)
    by_type = {
        kind: round(2 * sum(g == f == kind for g, f in zip(gold, found, strict=True)) / (gold.count(kind) + found.count(kind)), 3)
        for kind in FIFTEEN
    }  # fmt: skip
    figures = {
        "plv, spans given": type_figures(gold, found),
        "plv, spans given, by type": by_type,
        "plv, own sentences alone": type_figures([rows[n].label for n in plv], fifteen(own)),
        "heat": heat(pooled, rows, held),
    }
    if penta:
        best = chances(np.stack(list(penta.values())), list(PENTA.values())).argmax(1)
        pairs = [(rows[n].label, str(b)) for n, b in zip(penta, best, strict=True)]
        figures["coped, five classes from the text"] = bootstrap(
            pairs, lambda drawn: macro_f1([g for g, _ in drawn], [f for _, f in drawn])
        )
    return figures


def _span_figures(
    rows: Sequence[Row], tagged: Sequence[int], found: dict[int, Spans]
) -> dict[str, Figure]:
    names = {"source": "actor", "target": "recipient", "both": "both"}
    return {
        name: bootstrap([span_counts(rows[n], found[n], kind) for n in tagged], span_f1)
        for name, kind in names.items()
    }


def heat(scores: np.ndarray, rows: Sequence[Row], numbers: Sequence[int]) -> float:
    """Return what scores must be divided by so that probabilities are as often right as they say."""
    best = (np.inf, 1.0)
    for step in range(6, 41):
        logs = log_softmax(scores * 10 / step)
        good = [
            np.logaddexp.reduce(logs[n, list(rows[m].events[0].kinds)])
            for n, m in enumerate(numbers)
        ]
        best = min(best, (-float(np.mean(good)), step / 10))
    return best[1]


def flat(figures: dict[str, Any]) -> dict[str, float]:
    """Return the figures that the bench prints, by name."""
    given_spans, own = figures["plv, spans given"], figures["plv, own sentences alone"]
    spans_of = figures["coped, exact spans"]
    return {
        "plv_types_f1": given_spans["types"]["value"],
        "plv_quad_f1": given_spans["quad"]["value"],
        "plv_binary_f1": given_spans["binary"]["value"],
        "plv_own_data_types_f1": own["types"]["value"],
        "coped_source_f1": spans_of["source"]["value"],
        "coped_target_f1": spans_of["target"]["value"],
        "coped_penta_f1": figures["coped, five classes from the text"]["value"],
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m training.events.crossvalidate", description=__doc__
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, default=Path("training/out/encoder/model.pt"))
    parser.add_argument("--out", type=Path, default=Path("training/out/events"))
    parser.add_argument("--to", type=Path, default=Path("bench/events/crossvalidation.json"))
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--heads", nargs="+", choices=HEADS, default=HEADS, help="which to teach")
    parser.add_argument(
        "--figures", action="store_true", help="teach no more, score the folds taught so far"
    )
    asked = parser.parse_args()
    torch.set_num_threads(1)
    paths = (asked.data, asked.checkpoint, asked.out)
    if not asked.figures:
        teach_folds(paths, asked.workers, asked.heads)
    bench, figures = crossvalidate(paths)
    known = json.loads(asked.to.read_text(encoding="utf-8")) if asked.to.is_file() else {}
    before = {k: v for k, v in known.get("figures", {}).items() if k not in figures}
    told = {
        "command": "python -m training.events.crossvalidate --data DIR",
        "data sha256": bench.data, "encoder sha256": bench.encoder, "folds": FOLDS,
        "folds taught": known.get("folds taught", {}) | {
            head: folds for head in HEADS
            if (folds := [n + 1 for n in range(FOLDS) if (asked.out / f"fold-{head}-{n}.pt").is_file()])
        },
        "figures of an earlier run": sorted(before),
        "rows": {name: len(bench.numbers(name)) for name in ("plv", "coped", "own")},
        "scores": flat(before | figures),
        "figures": before | figures,
    }  # fmt: skip
    asked.to.parent.mkdir(parents=True, exist_ok=True)
    asked.to.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
