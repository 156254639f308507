"""Is the main text found? See README.md."""

from __future__ import annotations

import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from bench.gold import bootstrap, gold_documents
from bench.harness import Scores, run
from legation.documents import list_members, read_document
from legation.documents.blocks import mark_blocks
from legation.documents.layout import Layout, Line
from legation.documents.lines import line_features
from legation.vocabulary import Block
from training.blocks.train import SEED, Example, examples_of, layouts, read_pages, train

FOLDS = 5
Scorer = Callable[[str, Sequence[Line]], list[float]]


def main_text(text: str, blocks: Sequence[Block]) -> str:
    return "\n".join(block.span.words(text) for block in blocks if block.main)


def gold_scores(data: Path | None) -> Scores:
    """Character F1 against the gold segments, titles not counted either way."""
    f1s, right_all, found_all, want_all, kept, blocks_in_all = [], 0, 0, 0, 0, 0
    for gold, file in gold_documents(data):
        member = next(iter(list_members(file, path=file.name)))
        document = read_document(file, member.origin)
        text = document.text
        solid = {n for n, sign in enumerate(text) if not sign.isspace()}
        title = gold.get("title") or {}
        solid -= set(range(title.get("start", 0), title.get("end", 0)))
        want = {
            n for start, end in gold["main_text"]["segments"] for n in range(start, end)
        } & solid
        found = {
            n for b in document.blocks if b.main for n in range(b.span.start, b.span.end)
        } & solid
        right = len(want & found)
        f1s.append(2 * right / (len(want) + len(found)))
        right_all, found_all, want_all = (
            right_all + right,
            found_all + len(found),
            want_all + len(want),
        )
        for block in gold["main_text"]["boilerplate"]:
            inside = set(range(block["start"], block["end"])) & solid
            blocks_in_all += 1
            if inside and len(inside & found) > len(inside) / 2:
                kept += 1
                print("  kept:", gold["file"], repr(text[block["start"] : block["start"] + 60]))
        print(f"  {gold['file']}: F1 {f1s[-1]:.4f}")
    if not f1s:
        return {}
    return {
        "gold_documents": len(f1s),
        "gold_f1_least": min(f1s),
        "gold_f1_pooled": 2 * right_all / (found_all + want_all),
        "gold_boilerplate_blocks": blocks_in_all,
        "gold_boilerplate_kept": kept,
    }


def shingle_f1(found: str, want: str) -> float:
    """F1 of the multisets of four-word shingles, as the article extraction benchmark has it."""

    def shingles(words: str) -> Counter[tuple[str, ...]]:
        tokens = re.findall(r"\w+", words)
        return Counter(tuple(tokens[n : n + 4]) for n in range(max(1, len(tokens) - 3)))

    a, b = shingles(found), shingles(want)
    right = sum((a & b).values())
    return 2 * right / max(1, sum(a.values()) + sum(b.values()))


def cleaning_scores(data: Path | None, *, small: bool) -> Scores:
    """Cross-validated over folds of sites: no site is both trained on and scored."""
    pages = read_pages(data) if data and (data / "data" / "cleaning").is_dir() else []
    if small:
        pages = pages[:40]
    if len(pages) < FOLDS:
        return {}
    sites = sorted({urlsplit(page["url"]).netloc for page in pages})
    fold = {site: n % FOLDS for n, site in enumerate(sites)}
    seen = [(layouts(page), page["article"], fold[urlsplit(page["url"]).netloc]) for page in pages]
    f1s: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for held in range(FOLDS):
            scorers = train_fold([s for s in seen if s[2] != held], Path(folder))
            for found, article, where in seen:
                if where == held:
                    for name, layout in found.items():
                        scorer = scorers["html" if name == "html" else "flat"]
                        blocks = mark_blocks(layout.text, "d", layout=layout, title=layout.facts.get("title"), scorer=scorer)  # fmt: skip
                        f1s.setdefault(name, []).append(
                            shingle_f1(main_text(layout.text, blocks), article)
                        )
    scores: Scores = {"cleaning_pages": len(pages)}
    for name, values in f1s.items():
        low, high = bootstrap(values)
        scores[f"cleaning_f1_{name}"] = sum(values) / len(values)
        scores[f"cleaning_f1_{name}_low"], scores[f"cleaning_f1_{name}_high"] = low, high
    return scores


def train_fold(rows: list[tuple[dict[str, Layout], str, int]], folder: Path) -> dict[str, Scorer]:
    import pycrfsuite

    rng = random.Random(SEED)
    examples: dict[str, list[Example]] = {"html": [], "flat": []}
    for found, article, _ in rows:
        for name, pairs in examples_of(found, article, rng).items():
            examples[name].extend(pairs)
    scorers: dict[str, Scorer] = {}
    for name, pairs in examples.items():
        train(pairs, folder / f"{name}.crfsuite")
        tagger = pycrfsuite.Tagger()
        tagger.open(str(folder / f"{name}.crfsuite"))

        def score(
            text: str, lines: Sequence[Line], tagger: pycrfsuite.Tagger = tagger
        ) -> list[float]:
            if not lines:
                return []
            tagger.set(line_features(text, lines))
            return [tagger.marginal("main", n) for n in range(len(lines))]

        scorers[name] = score
    return scorers


def measure(data: Path | None, small: bool) -> Scores:
    began = time.process_time()
    scores = gold_scores(data) | cleaning_scores(data, small=small)
    return scores | {"seconds": time.process_time() - began} if scores else {}


if __name__ == "__main__":
    run("reading", measure)
