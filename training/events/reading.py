"""Teach the reader on the rows of given numbers: telling words, participants of all, of the main event.

The main event's participants are scored as whole ways through the labels (a chain), so that what
is likeliest is a span, not a label; each set of sentences has its own habit of marking them.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own habit
from torch import Tensor

from legation.events.marks import MARKS
from legation.language.labels import allowed
from training.events.model import HABITS, Reader
from training.events.rows import ROLES, Row
from training.events.shown import Shown
from training.events.states import Frozen
from training.events.train import Settings, Step, chosen, gather, optimise

IGNORED = -100
_WEIGHT = {"coped": 1.0, "plv": 0.5, "own": 0.3}
CHAIN = 0.3
LABELS = 0.5
"""Weights of the two losses of the main event's participants: of whole ways, of each label."""
ALLOWED = torch.from_numpy(allowed(ROLES))


@dataclass(frozen=True, slots=True)
class Text:
    """What the reader is taught on: rows, their states, their marks."""

    rows: Sequence[Row]
    states: Frozen
    shown: Shown


@dataclass(frozen=True, slots=True)
class Read:
    """Padded rows: states (batch, length, WIDTH), marks of each piece, first pieces, mask, habits."""

    states: Tensor
    marks: Tensor
    first: Tensor
    mask: Tensor | None
    habit: Tensor
    words: list[int]


def read(text: Text, numbers: Sequence[int], habit: str | None = None) -> Read:
    """Pad rows; they follow the habit of their own sets where none is given."""
    batch, pieces = gather(text.states, [(n,) for n in numbers])
    marks = np.zeros((*batch.states.shape[:2], len(MARKS)), np.float32)
    for place, (number, words) in enumerate(zip(numbers, pieces, strict=True)):
        marks[place, : len(words)] = text.shown[number][words]
    habits = [HABITS.index(habit or text.rows[n].set) for n in numbers]
    return Read(
        batch.states, torch.from_numpy(marks), batch.first, batch.mask, torch.tensor(habits),
        batch.words,
    )  # fmt: skip


def fit_reader(
    text: Text, numbers: Sequence[int], start: Reader, settings: Settings, seed: int
) -> Reader:
    """Return a reader taught on these rows, from this one on."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    reader = copy.deepcopy(start)
    rows = text.rows

    def epoch() -> tuple[list[int], Step]:
        mine = [n for n in chosen(rows, numbers, rng, settings.own_epoch) if rows[n].tagged]

        def loss(group: list[int]) -> Tensor:
            return reader_loss(reader, text, [mine[n] for n in group])

        return [len(text.states[n].states) for n in mine], loss

    optimise(reader, epoch, settings, rng, "reader")
    return reader


def reader_loss(reader: Reader, text: Text, numbers: Sequence[int]) -> Tensor:
    """Return the sum of the losses of telling words, of all roles and of the main event's roles."""
    batch = read(text, numbers)
    rows = [text.rows[n] for n in numbers]
    told, roles, main = (one.float() for one in reader(batch))
    gold = [torch.full(tuple(batch.first.shape), IGNORED) for _ in range(3)]
    for place, row in enumerate(rows):
        size = len(row.words)
        if row.set == "own":
            gold[0][place, :size] = torch.from_numpy(told_labels(row))
            gold[1][place, :size] = torch.from_numpy(role_labels(row))
        if row.set != "own" or len(row.events) == 1:
            gold[2][place, :size] = torch.from_numpy(role_labels(row))
    weight = torch.tensor([_WEIGHT[row.set] for row in rows]) * (gold[2] != IGNORED).any(1)
    parts = [
        _labels(told, gold[0]),
        _labels(roles, gold[1]),
        CHAIN * (chain(main, gold[2], batch.words, reader.follows(batch.habit)) * weight).sum() / weight.sum().clamp(min=1),
        LABELS * _weighed(main, gold[2], weight),
        0.2 * _somewhere(told, rows),
    ]  # fmt: skip
    return torch.stack(parts).sum()


def chain(scores: Tensor, gold: Tensor, words: Sequence[int], follow: Tensor) -> Tensor:
    """Return of each row the negative logarithm of the probability of its labels.

    Args:
        scores: (rows, words, labels).
        gold: (rows, words); a word that is IGNORED may have any label.
        words: how many words each row has.
        follow: (rows, labels, labels), what is added where one label follows another.
    """
    right = F.one_hot(gold.clamp(min=0), scores.shape[2]).bool() | (gold == IGNORED)[..., None]
    both = torch.cat([scores, scores.masked_fill(~right, -1e4)])
    follow, lengths = torch.cat([follow, follow]), torch.tensor([*words, *words])
    ahead = both[:, 0] + follow[:, 0]
    for n in range(1, scores.shape[1]):
        ways = (ahead[:, :, None] + follow).logsumexp(1) + both[:, n]
        ahead = torch.where((n < lengths)[:, None], ways, ahead)
    total, told = ahead.logsumexp(1).chunk(2)
    return total - told


def _weighed(scores: Tensor, gold: Tensor, weight: Tensor) -> Tensor:
    losses = F.cross_entropy(
        scores.transpose(1, 2), gold, ignore_index=IGNORED, reduction="none"
    )  # fmt: skip
    weights = weight[:, None].expand_as(losses)
    return (losses * weights).sum() / weights[gold != IGNORED].sum().clamp(min=1)


def _labels(scores: Tensor, gold: Tensor) -> Tensor:
    if not bool((gold != IGNORED).any()):
        return scores.sum() * 0
    return F.cross_entropy(
        scores.reshape(-1, scores.shape[-1]), gold.reshape(-1), ignore_index=IGNORED
    )


def _somewhere(scores: Tensor, rows: Sequence[Row]) -> Tensor:
    """A news sentence's type is told by some word that we do not know: one at least must say it."""
    losses = [scores.sum() * 0]
    for n, row in enumerate(rows):
        if row.set == "own" or not row.events[0].kinds or row.events[0].kinds == (0,):
            continue
        sure = scores[n, : len(row.words)].softmax(-1)[:, list(row.events[0].kinds)].sum(-1)
        losses.append(-torch.log1p(-torch.prod(1 - sure.clamp(max=0.999))).clamp(max=-1e-6))
    return torch.stack(losses).mean()


def told_labels(row: Row) -> np.ndarray:
    """Return each word's type, or none; words that two events share are ignored."""
    out = np.zeros(len(row.words), np.int64)
    for event in row.events:
        for start, end in event.words:
            for n in range(start, end):
                out[n] = event.kinds[0] if out[n] in {0, event.kinds[0]} else IGNORED
    return out


def role_labels(row: Row) -> np.ndarray:
    """Return each word's role label; words that have two roles are ignored."""
    out = np.zeros(len(row.words), np.int64)
    given: dict[tuple[int, int], set[str]] = {}
    for event in row.events:
        for kind in ("actor", "recipient", "both"):
            for span in getattr(event, kind):
                given.setdefault(span, set()).add(kind)
    for (start, end), kinds in sorted(given.items(), key=lambda item: item[0][0] - item[0][1]):
        if len(kinds) > 1 or (out[start:end] != 0).any():
            out[start:end] = IGNORED
            continue
        kind = next(iter(kinds))
        out[start] = ROLES.index(f"B-{kind}")
        out[start + 1 : end] = ROLES.index(f"I-{kind}")
    return out
