"""Train the two line models: python training/blocks/train.py --data DIR [--out DIR].

DIR is laid out like shared/: data/cleaning/pages.jsonl.gz with the page as HTML, as plain text
by two converters, and the article's body. Deterministic; about two minutes on one core.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from pathlib import Path
from typing import Any

import pycrfsuite

from legation.documents.html import flatten_html
from legation.documents.layout import Layout, plain_layout
from legation.documents.lines import line_features

OUT = Path(__file__).resolve().parents[2] / "src" / "legation" / "documents" / "models"
SETTINGS = {"c1": 1.0, "c2": 0.1, "max_iterations": 120, "feature.minfreq": 3}
SURE = 25
SEED = 11
Example = tuple[list[list[str]], list[str]]


def read_pages(data: Path) -> list[dict[str, Any]]:
    """Read every page of the cleaning set under `data`."""
    pages = []
    for file in sorted((data / "data" / "cleaning").glob("*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            pages.extend(json.loads(line) for line in lines)
    return pages


def layouts(page: dict[str, Any]) -> dict[str, Layout]:
    """The page as HTML and as flat text by each converter."""
    flat = {k: plain_layout(page[k]) for k in ("text_inscriptis", "text_html_text")}
    return {"html": flatten_html(page["html"]), **flat}


def sparse(layout: Layout, article: str, rng: random.Random) -> list[tuple[Layout, list[str]]]:
    """The article alone, and with a few of the page's own lines around it.

    Pages carry hundreds of lines of furniture; mail, tables, papers and pages that lost most of
    it carry few or none, and a model that never saw such text takes it for furniture.
    """
    marks = labels(layout, article)
    other = [
        layout.text[x.start : x.end]
        for x, m in zip(layout.lines, marks, strict=True)
        if m == "other"
    ]
    body = [line.strip() for line in article.split("\n") if line.strip()]
    result = []
    for before, after in ((0, 0), (rng.randint(1, 4), rng.randint(2, 12))):
        top, end = other[:before], other[-after:] if after else []
        text = "\n\n".join([*top, *body, *end])
        made = plain_layout(text)
        known = {squeeze(words) for words in body}
        found = ["main" if squeeze(text[x.start : x.end]) in known else "other" for x in made.lines]
        result.append((made, found))
    return result


def examples_of(
    found: dict[str, Layout], article: str, rng: random.Random
) -> dict[str, list[Example]]:
    """Every training example that one page gives, by model."""
    result: dict[str, list[Example]] = {"html": [], "flat": []}
    for name, layout in found.items():
        model = "html" if name == "html" else "flat"
        result[model].append((line_features(layout.text, layout.lines), labels(layout, article)))
    for made, marks in sparse(found["text_html_text"], article, rng):
        result["flat"].append((line_features(made.text, made.lines), marks))
    return result


def squeeze(words: str) -> str:
    return re.sub(r"\W+", "", words).lower()


def labels(layout: Layout, article: str) -> list[str]:
    """Mark a line main where its words stand in the article's body."""
    body = squeeze(article)
    paragraphs = {squeeze(p) for p in article.split("\n") if p.strip()}
    shingles = set(word_shingles(article))
    result = []
    for line in layout.lines:
        words = layout.text[line.start : line.end]
        own = squeeze(words)
        inside = own in paragraphs or (len(own) >= SURE and own in body)
        if not inside and len(own) > 80:
            found = word_shingles(words)
            inside = sum(s in shingles for s in found) > 0.7 * len(found)
        result.append("main" if inside and own else "other")
    return result


def word_shingles(words: str) -> list[str]:
    tokens = re.findall(r"\w+", words.lower())
    return [" ".join(tokens[n : n + 4]) for n in range(max(1, len(tokens) - 3))]


def train(examples: list[tuple[list[list[str]], list[str]]], target: Path) -> None:
    """Fit one model on (features, labels) of documents."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(SETTINGS)
    for features, marks in examples:
        trainer.append(features, marks)
    target.parent.mkdir(parents=True, exist_ok=True)
    trainer.train(str(target))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    rng = random.Random(SEED)
    examples: dict[str, list[Example]] = {"html": [], "flat": []}
    for page in read_pages(options.data):
        for model, rows in examples_of(layouts(page), page["article"], rng).items():
            examples[model].extend(rows)
    for model, rows in examples.items():
        target = options.out / f"{model}-lines.crfsuite"
        train(rows, target)
        print(model, len(rows), "documents", target.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
