"""The marks of every row, as run time makes them: parsed by the shipped encoder, read by the rules.

Made once and kept on disk, told apart by texts, encoder and rules. Example:
`Shown(rows, cache=Path("training/out/events"))[0].shape == (len(rows[0].words), len(MARKS))`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from legation.events.marks import MARKS, marks
from legation.events.read import METHOD, deeds, read_sentences
from legation.language.analyse import read_sentences as analyse
from legation.language.encoder import MODEL, shipped
from legation.vocabulary import Block, BlockKind, Document, Origin, Sentence, Span
from training.events.rows import Row

ID = "row"


class Shown:
    """Marks by number of row, uint8."""

    def __init__(self, rows: Sequence[Row], cache: Path) -> None:
        beside = MODEL.with_suffix(".sha256").read_text(encoding="ascii")
        key = hashlib.sha256(f"{METHOD} {MARKS} {beside}".encode())
        for row in rows:
            key.update(row.text.encode() + b"\0")
        file = cache / f"marks-{key.hexdigest()[:16]}.npy"
        if not file.is_file():
            cache.mkdir(parents=True, exist_ok=True)
            np.save(file, np.concatenate([shown(row) for row in rows]).astype(np.uint8))
        self._marks = np.load(file, mmap_mode="r")
        self._starts = np.concatenate([[0], np.cumsum([len(row.words) for row in rows])])

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> NDArray[np.uint8]:
        start, end = self._starts[number : number + 2]
        return self._marks[start:end]


def shown(row: Row) -> NDArray[np.float32]:
    """Return the marks of a row, read as one sentence."""
    whole = Span(ID, 0, len(row.text))
    block = Block(whole, BlockKind.TEXT, "given", 1.0)
    document = Document(ID, row.text, Origin("s"), "given/1", (block,), language="en")
    sentence = Sentence(whole, tuple(Span(ID, a, b) for a, b in row.spans), 0)
    analysis = analyse(document, "en", (sentence,), shipped())
    tree = read_sentences(document, analysis)[0]
    return marks(tree, deeds(tree))
