"""The frozen lower layers: their states where a fork begins, made once and kept on disk.

float16, one row a piece, memory-mapped. MiniLM reads every sentence alone; the encoder reads half
of our own beside others in one window, as it reads documents at run time. The states of a window's
edge marks are left out, since a fork sees a sentence alone. Example:
`Frozen(rows, encoder, pieces, layers=4, cache=Path("training/out/events"))[0]`.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from legation.language.pieces import APART, WordPieces
from legation.language.windows import Words, make_windows
from training.encoder.model import WIDTH, Encoder, Model, load_minilm
from training.events.rows import Row

PACK = 120
"""Words of the sentences that stand together in one window at most."""
BATCH = 4096


@dataclass(frozen=True, slots=True)
class Sentence:
    """States (pieces, WIDTH) of a row, the first piece of each word, and each piece's word."""

    states: NDArray[np.float16]
    first: NDArray[np.int64]
    word: NDArray[np.int64]


def load_encoder(checkpoint: Path | None, minilm: Path) -> Encoder:
    """Return the trained encoder, or MiniLM itself where there is no checkpoint."""
    model = Model()
    if checkpoint:
        model.load_state_dict(torch.load(checkpoint, weights_only=True))
    else:
        load_minilm(model, minilm / "model.safetensors")
        for added in (model.encoder.case, model.encoder.spacing, model.encoder.quote):
            torch.nn.init.zeros_(added.weight)
    return model.encoder.eval()


class Frozen:
    """Sentences by number of row.

    Args:
        rows: what to read.
        encoder: the whole encoder; its first `layers` are used.
        pieces: the vocabulary.
        layers: where the fork begins.
        cache: folder of the files, which are told apart by texts, weights and settings.
        packed: whether half of our own sentences are read beside others.
        seed: of the packing.
    """

    def __init__(
        self,
        rows: Sequence[Row],
        encoder: Encoder,
        pieces: WordPieces,
        *,
        layers: int,
        cache: Path,
        packed: bool,
        seed: int = 1,
    ) -> None:
        self._counts = [[len(pieces.of_word(word)) for word in row.words] for row in rows]
        sizes = [sum(counts) for counts in self._counts]
        self._starts = np.concatenate([[0], np.cumsum(sizes)])
        key = hashlib.sha256(f"{layers} {packed} {seed} {_digest(encoder)}".encode())
        for row in rows:
            key.update(row.text.encode() + b"\0")
        cache.mkdir(parents=True, exist_ok=True)
        file = cache / f"states-{key.hexdigest()[:16]}.npy"
        if not file.is_file():
            packs = _packs(rows, seed) if packed else [[n] for n in range(len(rows))]
            self._make(rows, encoder, pieces, layers, file, packs)
        self._states = np.load(file, mmap_mode="r")

    def __len__(self) -> int:
        return len(self._counts)

    def __getitem__(self, number: int) -> Sentence:
        counts = np.array(self._counts[number])
        start, end = self._starts[number : number + 2]
        first = np.cumsum(counts) - counts
        return Sentence(self._states[start:end], first, np.repeat(np.arange(len(counts)), counts))

    def size(self, numbers: Sequence[int]) -> int:
        """Return how many pieces the sentences have together."""
        return sum(int(self._starts[n + 1] - self._starts[n]) for n in numbers)

    def joined(self, numbers: Sequence[int]) -> Sentence:
        """Return the sentences one after another, as one."""
        parts = [self[n] for n in numbers]
        if len(parts) == 1:
            return parts[0]
        pieces = np.cumsum([0, *(len(one.states) for one in parts)])
        words = np.cumsum([0, *(len(one.first) for one in parts)])
        return Sentence(
            np.concatenate([one.states for one in parts]),
            np.concatenate([one.first + at for one, at in zip(parts, pieces[:-1], strict=True)]),
            np.concatenate([one.word + at for one, at in zip(parts, words[:-1], strict=True)]),
        )

    def _make(
        self,
        rows: Sequence[Row],
        encoder: Encoder,
        pieces: WordPieces,
        layers: int,
        file: Path,
        packs: list[list[int]],
    ) -> None:
        partial = file.with_suffix(".part")
        out = np.lib.format.open_memmap(partial, "w+", np.float16, (int(self._starts[-1]), WIDTH))
        windows = []
        for pack in packs:
            window = make_windows(_join([rows[n] for n in pack]), pieces)[0]
            windows.append((pack, window.pieces))
        windows.sort(key=lambda item: item[1].shape[1])
        while windows:
            longest = windows[-1][1].shape[1]
            batch, windows = (
                windows[-max(1, BATCH // longest) :],
                windows[: -max(1, BATCH // longest)],
            )
            states = run(encoder, [one for _, one in batch], layers)
            for (pack, _), found in zip(batch, states, strict=True):
                at = 1
                for n in pack:
                    start, end = self._starts[n : n + 2]
                    out[start:end] = found[at : at + end - start]
                    at += int(end - start)
        out.flush()
        partial.rename(file)


@torch.no_grad()
def run(encoder: Encoder, windows: Sequence[NDArray[np.int64]], layers: int) -> NDArray[np.float32]:
    """Return the states (windows, length, WIDTH) after so many layers."""
    longest = max(one.shape[1] for one in windows)
    batch = np.zeros((len(windows), 4, longest), np.int64)
    for n, one in enumerate(windows):
        batch[n, :, : one.shape[1]] = one
    lengths = torch.tensor([one.shape[1] for one in windows])
    mask = (torch.arange(longest) < lengths[:, None])[:, None, None, :]
    held, encoder.layers = encoder.layers, encoder.layers[:layers]
    try:
        with torch.autocast("cpu", torch.bfloat16):
            states: Tensor = encoder(torch.from_numpy(batch), mask)
    finally:
        encoder.layers = held
    return states.float().numpy()


def _packs(rows: Sequence[Row], seed: int) -> list[list[int]]:
    """Return the rows that are read in one window: half of our own stand with others."""
    rng = random.Random(seed)
    packs: list[list[int]] = []
    open_pack: list[int] = []
    order = list(range(len(rows)))
    rng.shuffle(order)
    for n in order:
        if rows[n].set != "own" or rng.random() < 0.5:
            packs.append([n])
            continue
        if sum(len(rows[m].words) for m in [*open_pack, n]) > PACK or rng.random() < 0.2:
            packs.append(open_pack)
            open_pack = []
        open_pack.append(n)
    return [pack for pack in [*packs, open_pack] if pack]


def _join(rows: Sequence[Row]) -> Words:
    joined = Words([], [], [], [])
    for number, row in enumerate(rows):
        one = row.as_words()
        joined.texts.extend(one.texts)
        joined.spacing.extend([APART, *one.spacing[1:]])
        joined.paragraphs.extend(one.paragraphs)
        joined.sentences.extend([number] * len(one.texts))
    return joined


def _digest(encoder: Encoder) -> str:
    layer = encoder.layers[0].qkv.weight.detach().numpy().tobytes()
    return hashlib.sha256(
        layer + encoder.layers[-1].down.weight.detach().numpy().tobytes()
    ).hexdigest()
