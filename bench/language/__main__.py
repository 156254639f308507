"""How well are grammar, names and roles read, and how fast? See README.md."""

from __future__ import annotations

import os
import re
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

from bench import attribution
from bench.gold import gold_documents
from bench.harness import Scores, run
from bench.language.parts import Counts, grammar, named
from legation.actors import settle_names
from legation.documents import list_members, read_document
from legation.language import analyse
from legation.language.encoder import MODEL, shipped
from legation.vocabulary import MentionKind

NAMED = (MentionKind.PERSON, MentionKind.ORGANISATION, MentionKind.PLACE)


def pooled(each: list[Counts]) -> dict[str, float]:
    return attribution.scores(attribution.add(each))


def interval(each: list[Counts], name: str, draws: int = 500) -> tuple[float, float]:
    """95 % interval of a pooled score, by resampling documents with a fixed seed."""
    found = np.array([one.get(name, [0, 0, 0]) for one in each], float)
    picks = np.random.default_rng(7).integers(0, len(found), (draws, len(found)))
    right, mine, want = found[picks].sum(axis=1).T
    values = right / want if name == "indirect" else 2 * right / (mine + want)
    low, high = np.quantile(values, [0.025, 0.975])
    return float(low), float(high)


def told(title: str, each: list[Counts], wanted: tuple[str, ...]) -> Scores:
    """Print pooled scores with their intervals; return them by name."""
    found = pooled(each)
    out: Scores = {}
    for name in wanted:
        key = "indirect_recall" if name == "indirect" else name
        low, high = interval(each, name)
        out[f"{title}_{key}"] = found[key]
        print(f"  {title} {key}: {found[key]:.4f} [{low:.4f}, {high:.4f}] of {len(each)}")
    return out


def held_out(data: Path, kind: str) -> list[Path]:
    """Every part of a set that is not for training."""
    return [p for p in sorted(data.glob(kind)) if "train" not in p.name] if data.is_dir() else []


def quality(data: Path) -> Scores:
    encoder = shipped()
    out: Scores = {}
    for path in held_out(data, "ud/*.jsonl.gz"):
        title = path.name.split(".")[0]
        out |= told(title, grammar(path, encoder), ("upos", "uas", "las"))
    names = ("names_main", "names", "names_per", "names_org", "names_loc")
    for path in held_out(data, "ner/crossner*.jsonl.gz") + held_out(data, "ner/uner*.jsonl.gz"):
        out |= told(path.name.split(".")[0], named(path, encoder), names)
    measures = (
        "source_exact", "cue_exact", "content_exact", "content_tokens", "attribution_overlap",
        "attribution_half", "attribution_half_both", "attribution_exact", "indirect",
    )  # fmt: skip
    for path in held_out(data, "attribution/*.jsonl.gz"):
        title = f"attribution_{path.name.split('.')[0]}"
        out |= told(title, attribution.measure(path, encoder), measures)
        out |= told(
            f"{title}_gold_words", attribution.measure(path, encoder, gold_words=True), measures
        )
    return out


HONORIFIC = re.compile(r"^(?:Mr|Mrs|Ms|Dr|Prof|Sir|Lord|Gen)\.?\s+")
GOLD_KINDS = {
    "persons": MentionKind.PERSON,
    "organisations": MentionKind.ORGANISATION,
    "countries_and_territories": MentionKind.PLACE,
}


def seeds(data: Path) -> Scores:
    """Names of the gold readings found with their exact span, without honorifics, with the tables."""
    right = right_kind = want = 0
    for gold, file in gold_documents(data):
        document = read_document(file, next(iter(list_members(file, path=file.name))).origin)
        found: dict[tuple[int, int], MentionKind] = {}
        for mention in settle_names(document, analyse(document)).mentions:
            words = mention.span.words(document.text)
            lead = len(words) - len(HONORIFIC.sub("", words))
            found[mention.span.start + lead, mention.span.end] = mention.kind
        for group, kind in GOLD_KINDS.items():
            for one in (m for actor in gold["actors"].get(group, []) for m in actor["mentions"]):
                bare = HONORIFIC.sub("", one["text"])
                if not bare[:1].isupper():
                    continue  # "the alliance" is no name
                want += 1
                at = found.get((one["end"] - len(bare), one["end"]))
                right += at in NAMED
                right_kind += at is kind
    return {
        "gold_names": want or None,
        "gold_names_recall": right / want if want else None,
        "gold_names_and_kind_recall": right_kind / want if want else None,
    }


def speed(data: Path) -> Scores:
    """Sentences a second of the whole language stage, two processes of one thread each."""
    paths = held_out(data, "attribution/*.jsonl.gz")
    if not paths:
        return {"sentences_a_second": None}
    documents: list[Any] = [attribution.document_of(row) for row in attribution.rows(paths[0])[:60]]
    os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # as the engine's workers
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        list(pool.map(analyse, documents[:2]))  # both load the model
        began = time.perf_counter()
        read = sum(len(one.sentences) for one in pool.map(analyse, documents[2:], chunksize=4))
        wall = time.perf_counter() - began
    return {"sentences_a_second": read / wall}


def measure(data: Path | None, small: bool) -> Scores:
    del small
    if data is None:
        return {}
    sets = data / "data" if (data / "data").is_dir() else data
    shipped_files = (*MODEL.parent.glob("*.onnx"), *MODEL.parent.glob("*.npy"))
    size = sum(file.stat().st_size for file in shipped_files) / 1e6
    return quality(sets) | seeds(data) | speed(sets) | {"model_mb": size}


if __name__ == "__main__":
    run("language", measure)
