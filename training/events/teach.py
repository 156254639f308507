"""From rows to taught heads: first on our own sentences, then on the news sets with some of ours."""

from __future__ import annotations

import copy
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn

from legation.language.pieces import WordPieces
from training.encoder.model import FORK
from training.events.markup import read_sentences
from training.events.model import Judge, Reader, upper
from training.events.reading import Text, fit_reader
from training.events.rows import Row, coped, own, plv
from training.events.shown import Shown
from training.events.states import Frozen, load_encoder
from training.events.train import Settings, fit_judge

WIDENED = 6120
SEED = 1
OWN_JUDGE = Settings(epochs=6, batch=320)
NEWS_JUDGE = Settings(epochs=4, own_epoch=300, batch=480, head_rate=8e-4)
OWN_READER = Settings(epochs=4, batch=400)
NEWS_READER = Settings(epochs=4, own_epoch=500, batch=480, head_rate=8e-4)


@dataclass(frozen=True, slots=True)
class Fork:
    """Frozen states, and the layers above them to begin with."""

    states: Frozen
    layers: nn.ModuleList


@dataclass(frozen=True, slots=True)
class Bench:
    """Everything that a run needs: rows, the forks of judge and reader, hashes."""

    rows: list[Row]
    judge: Fork
    reader: Fork
    shown: Shown
    encoder: str
    data: str

    def numbers(self, *sets: str) -> list[int]:
        """Return the numbers of the rows of these sets."""
        return [n for n, row in enumerate(self.rows) if row.set in sets]

    @property
    def text(self) -> Text:
        """What the reader is taught on: the news sets, and our sentences as they are written."""
        return Text(self.rows[: len(self.shown)], self.reader.states, self.shown)


def prepare(data: Path, checkpoint: Path, minilm: Path, out: Path) -> Bench:
    """Read all rows and make (or take up) their states."""
    made = own(WIDENED, SEED)
    rows = [*plv(data / "events"), *coped(data / "events"), *made]
    pieces = WordPieces((minilm / "vocab.txt").read_text(encoding="utf-8").splitlines())
    forks = []
    for source in (None, checkpoint):
        encoder = load_encoder(source, minilm)
        states = Frozen(
            rows, encoder, pieces, layers=FORK, cache=out, packed=source is not None, seed=SEED
        )
        forks.append(Fork(states, upper(encoder, FORK)))
    return Bench(
        rows, forks[0], forks[1], Shown(rows[: len(rows) - len(made) + len(read_sentences())], out),
        encoder=hashlib.sha256(checkpoint.read_bytes()).hexdigest(),
        data=digest(data),
    )  # fmt: skip


def digest(data: Path) -> str:
    """Return one hash over the sets' files."""
    total = hashlib.sha256()
    for name in ("plv_train", "coped_train"):
        total.update((data / "events" / f"{name}.jsonl").read_bytes())
    return total.hexdigest()


def own_judge(bench: Bench, out: Path, *, seed: int = SEED) -> Judge:
    """Return the judge taught on our own sentences alone (kept on disk by what made it)."""
    torch.manual_seed(seed)
    start, numbers = Judge(copy.deepcopy(bench.judge.layers)), bench.numbers("own")
    file = out / f"judge-{_key(bench, OWN_JUDGE, seed)}.pt"
    if not _taken_up(start, file):
        start = fit_judge(bench.rows, bench.judge.states, numbers, start, OWN_JUDGE, seed)
        torch.save(start.state_dict(), file)
    return start


def own_reader(bench: Bench, out: Path, *, seed: int = SEED) -> Reader:
    """Return the reader taught on our own sentences alone (kept on disk by what made it)."""
    torch.manual_seed(seed)
    start, text = Reader(copy.deepcopy(bench.reader.layers)), bench.text
    numbers = [n for n, row in enumerate(text.rows) if row.set == "own"]
    file = out / f"reader-{bench.encoder[:8]}-{_key(bench, OWN_READER, seed)}.pt"
    if not _taken_up(start, file):
        start = fit_reader(text, numbers, start, OWN_READER, seed)
        torch.save(start.state_dict(), file)
    return start


def _key(bench: Bench, settings: Settings, seed: int) -> str:
    texts = "\n".join(bench.rows[n].text for n in bench.numbers("own"))
    return hashlib.sha256(f"{settings} {seed} {texts}".encode()).hexdigest()[:16]


def _taken_up(start: nn.Module, file: Path) -> bool:
    if file.is_file():
        start.load_state_dict(torch.load(file, weights_only=True))
        start.eval()
    return file.is_file()


def news_judge(bench: Bench, base: Judge, news: Sequence[int], *, seed: int = SEED) -> Judge:
    """Teach a judge further on these news rows.

    Where both sets hold a sentence, PLV's finer type teaches it.
    """
    known = {_plain(bench.rows[n].text) for n in news if bench.rows[n].set == "plv"}
    mine = [
        n for n in news if bench.rows[n].set == "plv" or _plain(bench.rows[n].text) not in known
    ]
    numbers = [*mine, *bench.numbers("own")]
    return fit_judge(bench.rows, bench.judge.states, numbers, base, NEWS_JUDGE, seed)


def news_reader(bench: Bench, base: Reader, news: Sequence[int], *, seed: int = SEED) -> Reader:
    """Teach a reader further on these news rows."""
    text = bench.text
    numbers = [*news, *(n for n, row in enumerate(text.rows) if row.set == "own")]
    return fit_reader(text, numbers, base, NEWS_READER, seed)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())
