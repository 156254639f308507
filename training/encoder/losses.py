"""What each head is taught by: a loss for every kind of label that a batch holds."""

from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own habit
from torch import Tensor

from .data import GUIDELINES, NONE, Window
from .model import Model

WEIGHTS = {
    "tags": 1.0,
    "cue_source": 0.2,
    "content_cue": 0.2,
    "parts": 0.3,
    "heads": 0.35,
    "relations": 0.3,
    "names": 0.4,
    "silver": 0.15,
    "vectors": 0.5,
}


def batch_of(windows: list[Window]) -> dict[str, object]:
    """Pad windows to one length."""
    length, words = max(map(len, windows)), max(len(w.first) for w in windows)
    pieces = np.zeros((len(windows), 4, length), np.int64)
    first = np.zeros((len(windows), words), np.int64)
    sentence = np.full((len(windows), words), -1, np.int64)
    for row, window in enumerate(windows):
        pieces[row, :, : len(window)] = window.pieces
        first[row, : len(window.first)] = window.first
        sentence[row, : len(window.first)] = window.sentence
    lengths = torch.tensor([len(window) for window in windows])
    mask = (torch.arange(length) < lengths[:, None])[:, None, None, :]
    return {
        "pieces": torch.from_numpy(pieces),
        "first": torch.from_numpy(first),
        "sentence": torch.from_numpy(sentence),
        "mask": mask,
    }


def _label(windows: list[Window], kind: str, width: int) -> tuple[list[int], Tensor]:
    rows = [row for row, window in enumerate(windows) if kind in window.labels]
    out = np.full((len(rows), width), NONE, np.int64)
    for place, row in enumerate(rows):
        label = windows[row].labels[kind]
        out[place, : len(label)] = label
    return rows, torch.from_numpy(out)


def words_of(states: Tensor, first: Tensor) -> Tensor:
    return states.gather(1, first[:, :, None].expand(-1, -1, states.shape[2]))


def losses(model: Model, windows: list[Window], teacher: Tensor | None) -> dict[str, Tensor]:
    """Return the mean loss of every kind of label in the batch."""
    batch = batch_of(windows)
    states = model.encoder(batch["pieces"], batch["mask"])
    words = F.dropout(words_of(states, batch["first"]), 0.15, model.training)
    width = words.shape[1]
    heads = model.heads
    out: dict[str, Tensor] = {}
    for kind in ("tags", "cue_source", "content_cue", "parts"):
        rows, gold = _label(windows, kind, width)
        if rows and bool((gold != NONE).any()):
            out[kind] = _entropy(heads[kind](words[rows]), gold)
    rows, gold = _label(windows, "heads", width)
    if rows:
        out["heads"], out["relations"] = _syntax(
            model,
            words[rows],
            batch["sentence"][rows],
            gold,
            _label(windows, "relations", width)[1],
        )
    rows, gold = _label(windows, "names", width)
    guideline = torch.tensor([windows[row].guideline for row in rows])
    silver = guideline >= GUIDELINES.index("silver")
    if rows:
        scores = heads["names"](words[rows], guideline)
        for kind, chosen in (("names", ~silver), ("silver", silver)):
            if bool(chosen.any()):
                out[kind] = _entropy(scores[chosen], gold[chosen])
    spans = (
        []
        if teacher is None
        else [(row, *span) for row, window in enumerate(windows) for span in window.vectors]
    )
    if spans:
        sums = F.pad(states.float().cumsum(1), (0, 0, 1, 0))
        row, start, end, target = torch.tensor(spans).T
        means = (sums[row, end] - sums[row, start]) / (end - start)[:, None]
        out["vectors"] = (
            1 - F.cosine_similarity(heads["vector"](means).float(), teacher[target])
        ).mean()
    return out


def _entropy(scores: Tensor, gold: Tensor) -> Tensor:
    return F.cross_entropy(
        scores.float().reshape(-1, scores.shape[-1]), gold.reshape(-1), ignore_index=NONE
    )


def _syntax(
    model: Model, words: Tensor, sentence: Tensor, heads: Tensor, relations: Tensor
) -> tuple[Tensor, Tensor]:
    arcs = model.heads["arcs"](words).float()
    arcs = arcs.masked_fill(sentence[:, :, None] != sentence[:, None, :], -1e4)
    known = heads != NONE
    pairs = heads.clamp(min=0)
    dependent, head = model.heads["relations"].features(words)
    head = head.gather(1, pairs[:, :, None].expand(-1, -1, head.shape[2]))
    scores = model.heads["relations"].score(dependent[known], head[known])
    return _entropy(arcs, heads), F.cross_entropy(scores.float(), relations[known])
