"""Sentence vectors of the original MiniLM, which the vector head learns to give again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own habit

from legation.language.pieces import WordPieces

from .data import Text
from .model import Model, load_minilm

FEWEST, MOST, EVERY = 3, 120, 2


def teach(
    all_texts: list[tuple[Text, tuple[int, int]]], minilm: Path, pieces: WordPieces, out: Path
) -> torch.Tensor:
    """Give every sentence outside the attribution set a row of the teacher's vectors."""
    sentences: dict[tuple[str, ...], int] = {}
    for text, _ in all_texts:
        if text.tags is not None:
            continue
        for number in sorted(set(text.sentences))[::EVERY]:
            words = tuple(w for w, s in zip(text.words, text.sentences, strict=True) if s == number)
            if FEWEST <= len(words) <= MOST:
                text.vectors[number] = sentences.setdefault(words, len(sentences))
    path = out / "teacher.npy"
    if path.exists() and len(kept := np.load(path)) == len(sentences):
        return torch.from_numpy(kept)
    coded = [
        [pieces.start, *[p for w in words for p in pieces.of_word(w)], pieces.end][:256]
        for words in sentences
    ]
    vectors = _vectors(coded, minilm)
    out.mkdir(parents=True, exist_ok=True)
    np.save(path, vectors)
    return torch.from_numpy(vectors)


def _vectors(coded: list[list[int]], minilm: Path) -> np.ndarray:
    model = Model()
    load_minilm(model, minilm / "model.safetensors")
    encoder = model.encoder.eval()
    for added in (encoder.case, encoder.spacing, encoder.quote):
        torch.nn.init.zeros_(added.weight)
    order = sorted(range(len(coded)), key=lambda i: len(coded[i]))
    out = np.zeros((len(coded), 384), np.float32)
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for start in range(0, len(order), 64):
            chosen = order[start : start + 64]
            length = max(len(coded[i]) for i in chosen)
            batch = torch.zeros(len(chosen), 4, length, dtype=torch.long)
            for row, i in enumerate(chosen):
                batch[row, 0, : len(coded[i])] = torch.tensor(coded[i])
            mask = torch.arange(length) < torch.tensor([len(coded[i]) for i in chosen])[:, None]
            states = encoder(batch, mask[:, None, None, :]).float() * mask[:, :, None]
            out[chosen] = F.normalize(states.sum(1) / mask.sum(1, keepdim=True), dim=1).numpy()
    return out
