"""Teach the judge on the rows of given numbers; what it shares with teaching the reader."""

from __future__ import annotations

import copy
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own habit
from torch import Tensor, nn

from legation.events.features import buckets
from training.events.cases import Case, cases
from training.events.model import MARKS, Judge
from training.events.rows import KINDS, Row, Told
from training.events.states import Frozen


@dataclass(frozen=True, slots=True)
class Settings:
    """How the heads are taught."""

    epochs: int = 8
    rate: float = 3e-4
    head_rate: float = 1e-3
    table_rate: float = 0.02
    batch: int = 400
    smooth: float = 0.05
    share: float = 0.5
    weights: dict[str, float] = field(
        default_factory=lambda: {"plv": 1.0, "coped": 0.5, "own": 0.6}
    )
    decay: float = 0.9
    own_epoch: int = 1742
    verbose: bool = field(default=False, repr=False)


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded states, attention mask, first pieces, the rows' numbers of words."""

    states: Tensor
    mask: Tensor
    first: Tensor
    words: list[int]


def gather(frozen: Frozen, texts: Sequence[Sequence[int]]) -> tuple[Batch, list[np.ndarray]]:
    """Pad texts (the rows that each is made of) to one length; return each piece's word beside."""
    found = [frozen.joined(text) for text in texts]
    length = max(len(one.states) for one in found)
    count = max(len(one.first) for one in found)
    states = np.zeros((len(found), length, found[0].states.shape[1]), np.float32)
    first = np.zeros((len(found), count), np.int64)
    for n, one in enumerate(found):
        states[n, : len(one.states)] = one.states
        first[n, : len(one.first)] = one.first
    lengths = torch.tensor([len(one.states) for one in found])
    mask = (torch.arange(length) < lengths[:, None])[:, None, None, :]
    batch = Batch(
        torch.from_numpy(states), mask, torch.from_numpy(first), [len(one.first) for one in found]
    )
    return batch, [one.word for one in found]


def marks_of(batch: Batch, pieces: Sequence[np.ndarray], found: Sequence[Case]) -> Tensor:
    """Return (cases, length, MARKS) of 0 and 1."""
    marks = np.zeros((len(found), batch.states.shape[1], MARKS), np.float32)
    for n, case in enumerate(found):
        for kind, ranges in enumerate((case.actor, case.recipient, case.told)):
            for start, end in ranges:
                marks[n, : len(pieces[n]), kind][(pieces[n] >= start) & (pieces[n] < end)] = 1
    return torch.from_numpy(marks)


def bags(
    rows: Sequence[Row], found: Sequence[Case], rng: random.Random | None
) -> tuple[Tensor, Tensor]:
    """Return the candidates' buckets end to end, and where each begins; a third is left out in training."""
    ids: list[int] = []
    offsets = []
    for case in found:
        offsets.append(len(ids))
        words = [word for n in case.rows for word in rows[n].words]
        mine = buckets(words, case.actor, case.recipient, case.told)
        ids += [one for one in mine if rng is None or rng.random() > 0.3]
    return torch.tensor(ids, dtype=torch.long), torch.tensor(offsets)


def batches(sizes: Sequence[int], most: int, rng: random.Random) -> Iterator[list[int]]:
    """Yield places of like size, at most so many pieces together, in random order."""
    order = sorted(range(len(sizes)), key=lambda n: sizes[n] + rng.random() * 6)
    groups: list[list[int]] = []
    for n in order:
        if not groups or (len(groups[-1]) + 1) * sizes[n] > most:
            groups.append([])
        groups[-1].append(n)
    rng.shuffle(groups)
    yield from groups


def chosen(rows: Sequence[Row], numbers: Sequence[int], rng: random.Random, own: int) -> list[int]:
    """Return one epoch's rows: all of the news sets, of our own one variant a family."""
    families: dict[str, list[int]] = {}
    out = []
    for n in numbers:
        if rows[n].set == "own":
            families.setdefault(rows[n].family, []).append(n)
        else:
            out.append(n)
    picked = [rng.choice(family) for family in families.values()]
    rng.shuffle(picked)
    return out + picked[:own]


Step = Callable[[list[int]], Tensor]


def optimise(
    model: nn.Module,
    epoch: Callable[[], tuple[list[int], Step]],
    settings: Settings,
    rng: random.Random,
    name: str,
) -> None:
    """Run the epochs; the model ends with the running average of its weights."""
    body = [p for n, p in model.named_parameters() if n.startswith("layers")]
    table = [p for n, p in model.named_parameters() if n.startswith("table")]
    heads = [p for n, p in model.named_parameters() if not n.startswith(("layers", "table"))]
    groups = [
        {"params": body, "lr": settings.rate, "weight_decay": 0.01},
        {"params": heads, "lr": settings.head_rate, "weight_decay": 0.01},
    ]
    if table:
        groups.append({"params": table, "lr": settings.table_rate, "weight_decay": 0.0})
    tuned = torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)
    rates = [group["lr"] for group in tuned.param_groups]
    average = {n: p.detach().clone() for n, p in model.named_parameters()}
    model.train()
    step, started, total = 0, time.monotonic(), 0
    for number in range(settings.epochs):
        sizes, loss_of = epoch()
        groups_of = list(batches(sizes, settings.batch, rng))
        total = total or len(groups_of) * settings.epochs
        losses = []
        for group in groups_of:
            done = step / total
            scale = min(1.0, (step + 1) / 30) * max(0.02, 1 - done)
            for one, rate in zip(tuned.param_groups, rates, strict=True):
                one["lr"] = rate * scale
            with torch.autocast("cpu", torch.bfloat16):
                loss = loss_of(group)
            tuned.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            tuned.step()
            step += 1
            losses.append(float(loss.detach()))
            if step % 4 == 0:
                with torch.no_grad():
                    for n, p in model.named_parameters():
                        average[n].lerp_(p, 1 - settings.decay)
        if settings.verbose:
            print(
                f"{name} {number + 1}: loss {np.mean(losses):.3f}, {time.monotonic() - started:.0f} s",
                flush=True,
            )
    with torch.no_grad():
        for n, p in model.named_parameters():
            p.copy_(average[n])
    model.eval()


def fit_judge(
    rows: Sequence[Row],
    frozen: Frozen,
    numbers: Sequence[int],
    start: Judge,
    settings: Settings,
    seed: int,
) -> Judge:
    """Return a judge taught on these rows, from this one on."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    judge = copy.deepcopy(start)

    def epoch() -> tuple[list[int], Step]:
        found = cases(rows, chosen(rows, numbers, rng, settings.own_epoch), rng, settings.weights)

        def loss(group: list[int]) -> Tensor:
            return judge_loss(judge, rows, frozen, [found[n] for n in group], settings, rng)

        return [frozen.size(case.rows) for case in found], loss

    optimise(judge, epoch, settings, rng, "judge")
    return judge


def judge_loss(
    judge: Judge,
    rows: Sequence[Row],
    frozen: Frozen,
    found: Sequence[Case],
    settings: Settings,
    rng: random.Random,
) -> Tensor:
    """Return the mean negative logarithm of what each candidate's allowed types get together."""
    batch, pieces = gather(frozen, [case.rows for case in found])
    marks = marks_of(batch, pieces, found)
    states = F.dropout1d(batch.states, 0.1, training=True)
    deep = judge(states, marks, batch.mask).float()
    flat = judge.words(*bags(rows, found, rng)).float()
    right = torch.zeros(len(found), len(KINDS), dtype=torch.bool)
    for n, case in enumerate(found):
        right[n, list(case.kinds)] = True
    weight = torch.tensor([case.weight for case in found])
    out = _marginal(deep + flat, right, weight, settings.smooth)
    # each part alone too, so that neither leans on what the other has learnt by heart
    return out + settings.share * (
        _marginal(deep, right, weight, settings.smooth)
        + _marginal(flat, right, weight, settings.smooth)
    )


def _marginal(scores: Tensor, right: Tensor, weight: Tensor, smooth: float) -> Tensor:
    logs = scores.log_softmax(-1)
    good = logs.masked_fill(~right, -1e4).logsumexp(-1)
    loss = -(1 - smooth) * good - smooth * logs.mean(-1)
    return (loss * weight).sum() / weight.sum()


@torch.no_grad()
def judge_scores(
    judge: Judge, rows: Sequence[Row], frozen: Frozen, found: Sequence[Case]
) -> np.ndarray:
    """Return (cases, kinds) of scores before softmax, in order."""
    out = np.zeros((len(found), len(KINDS)), np.float32)
    sizes = [frozen.size(case.rows) for case in found]
    for group in batches(sizes, 4096, random.Random(0)):
        mine = [found[n] for n in group]
        batch, pieces = gather(frozen, [case.rows for case in mine])
        with torch.autocast("cpu", torch.bfloat16):
            deep = judge(batch.states, marks_of(batch, pieces, mine), batch.mask)
        out[group] = (deep.float() + judge.words(*bags(rows, mine, None))).numpy()
    return out


__all__ = ["Settings", "Told", "fit_judge", "judge_scores", "replace"]
