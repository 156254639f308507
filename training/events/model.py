"""The fork: copies of the encoder's upper layers, taught events; the lower ones stay as they are.

`Reader` goes over a sentence once: the words that tell events, and the participants by two habits
(of every event, as our sentences are marked; of the main event alone, as news sets are). `Judge`
looks at one candidate, whose words are marked by vectors added where the fork begins.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import torch
import torch.nn.functional as F  # noqa: N812 - torch's own habit
from torch import Tensor, nn

from legation.events.features import BUCKETS
from legation.events.marks import MARKS as SHOWN
from legation.language.labels import allowed
from training.encoder.model import WIDTH, Encoder
from training.events.rows import KINDS, ROLES

if TYPE_CHECKING:
    from training.events.reading import Read

HABITS = ("coped", "plv", "own")
"""Sets of sentences, each with its own habit of marking participants; the first one ships."""
MARKS = 3
"""Actor, recipient, words that tell the event."""


def upper(encoder: Encoder, layers: int) -> nn.ModuleList:
    """Return copies of the layers above the fork."""
    return copy.deepcopy(nn.ModuleList(encoder.layers[layers:]))


class Reader(nn.Module):
    """Scores of each word: none or a type; roles of every event; roles of the main event.

    Beside the states it sees the marks of rules and grammar, where the fork begins and again
    before the last layers. The main event's roles follow the habit of one of HABITS.
    """

    def __init__(self, layers: nn.ModuleList, late: int = 64, width: int = 256) -> None:
        super().__init__()
        self.layers = layers
        self.drop = nn.Dropout(0.25)
        self.marks = nn.Linear(len(SHOWN), WIDTH, bias=False)
        nn.init.normal_(self.marks.weight, std=0.02)
        self.late = nn.Linear(len(SHOWN), late)
        self.habit = nn.Parameter(torch.zeros(len(HABITS), WIDTH))
        self.told = _head(WIDTH + late, width, len(KINDS))
        self.roles = _head(WIDTH + late, width, len(ROLES))
        self.main = nn.Sequential(nn.Linear(WIDTH + late, width), nn.GELU(), nn.Dropout(0.1))
        self.label = nn.Linear(width, len(ROLES))
        self.apart = nn.Parameter(torch.zeros(len(HABITS), width, len(ROLES)))
        self.follow = nn.Parameter(torch.zeros(1 + len(HABITS), len(ROLES), len(ROLES)))

    def follows(self, habit: Tensor) -> Tensor:
        """Return what is added where one label follows another: (rows, labels, labels)."""
        return torch.from_numpy(allowed(ROLES)) + self.follow[0] + self.follow[1:][habit]

    def forward(self, batch: Read) -> tuple[Tensor, ...]:
        """Three of (batch, words, labels)."""
        shown = F.dropout(batch.marks, 0.15, self.training)
        states = F.dropout1d(batch.states, 0.1, self.training)
        states = states + self.marks(shown) + self.habit[batch.habit][:, None]
        for layer in self.layers:
            states = layer(states, batch.mask)
        return self.heads(
            _of_words(states, batch.first), _of_words(shown, batch.first), batch.habit
        )

    def heads(self, words: Tensor, shown: Tensor, habit: Tensor) -> tuple[Tensor, ...]:
        """Scores from states and marks of words."""
        seen = torch.cat([self.drop(words), self.late(shown)], 2)
        main = self.main(seen)
        return self.told(seen), self.roles(seen), self.label(main) + main @ self.apart[habit]


def _of_words(pieces: Tensor, first: Tensor) -> Tensor:
    return pieces.gather(1, first[:, :, None].expand(-1, -1, pieces.shape[2]))


def _head(given: int, width: int, out: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(given, width), nn.GELU(), nn.Linear(width, out))


class Pool(nn.Module):
    """One vector of a candidate: the means of its marked stretches, and what they ask for."""

    def __init__(self, asked: int = 2, width: int = 128) -> None:
        super().__init__()
        self.asked, self.width = asked, width
        self.absent = nn.Parameter(torch.zeros(MARKS, WIDTH))
        self.query = nn.Linear(MARKS * WIDTH, asked * width)
        self.key = nn.Linear(WIDTH, width)
        self.out = (MARKS + asked + 1) * WIDTH

    def forward(self, states: Tensor, marks: Tensor, padding: Tensor | None) -> Tensor:
        """`marks` (batch, length, MARKS) of 0 and 1 -> (batch, 1, out)."""
        count = marks.sum(1)
        means = (marks.transpose(1, 2) @ states) / count.clamp(min=1)[:, :, None]
        present = (count > 0).to(states.dtype)[:, :, None]
        means = means * present + self.absent * (1 - present)
        known = means.reshape(means.shape[0], 1, MARKS * WIDTH)
        query = self.query(known).reshape(-1, self.asked, self.width)
        scores = query @ self.key(states).transpose(1, 2) * self.width**-0.5
        if padding is None:
            whole = states.mean(1, keepdim=True)
        else:
            scores = scores.masked_fill(padding[:, None, :], -1e4)
            kept = (~padding).to(states.dtype)[:, :, None]
            whole = (states * kept).sum(1, keepdim=True) / kept.sum(1, keepdim=True)
        asked = (scores.softmax(-1) @ states).reshape(-1, 1, self.asked * WIDTH)
        return torch.cat([known, asked, whole], 2)


class Judge(nn.Module):
    """Scores (none and 16 types) of candidates."""

    def __init__(self, layers: nn.ModuleList, width: int = 256) -> None:
        super().__init__()
        self.marks = nn.Linear(MARKS, WIDTH, bias=False)
        nn.init.normal_(self.marks.weight, std=0.3)
        self.layers = layers
        self.pool = Pool()
        self.drop = nn.Dropout(0.3)
        self.score = nn.Sequential(
            nn.Linear(self.pool.out, width), nn.GELU(), nn.Dropout(0.3), nn.Linear(width, len(KINDS))
        )  # fmt: skip
        self.table = nn.EmbeddingBag(BUCKETS, len(KINDS), mode="sum")
        nn.init.zeros_(self.table.weight)

    def states(self, states: Tensor, marks: Tensor, mask: Tensor | None) -> Tensor:
        """Return the states after the judge's own layers."""
        x = states + self.marks(marks)
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def forward(self, states: Tensor, marks: Tensor, mask: Tensor | None) -> Tensor:
        """Scores without the table of words: (batch, kinds)."""
        padding = None if mask is None else ~mask[:, 0, 0, :]
        return self.score(self.drop(self.pool(self.states(states, marks, mask), marks, padding)))[
            :, 0
        ]

    def words(self, buckets: Tensor, offsets: Tensor) -> Tensor:
        """Scores of the table: the sum of the rows over the root of their number."""
        sizes = torch.diff(offsets, append=torch.tensor([len(buckets)])).clamp(min=1)
        return self.table(buckets, offsets) * sizes[:, None] ** -0.5
