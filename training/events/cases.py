"""What the judge is taught: candidates of the rows, with marks dropped at random, and hard negatives."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from training.events.rows import Range, Row, Told

NONE = (0,)
BESIDE = 0.4
"""How often one of our sentences is read with another beside it: news sentences are long."""
Ranges = tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A candidate: the rows that its text is made of, its marks, the types that are right, its weight."""

    rows: tuple[int, ...]
    actor: Ranges
    recipient: Ranges
    told: Ranges
    kinds: tuple[int, ...]
    weight: float = 1.0


def given(number: int, told: Told, *, words: bool, weight: float = 1.0) -> Case:
    """Return the candidate as its set marks it."""
    actor = told.actor + told.both
    recipient = told.recipient + told.both
    return Case((number,), actor, recipient, told.words if words else (), told.kinds, weight)


def cases(
    rows: Sequence[Row], numbers: Sequence[int], rng: random.Random, weights: dict[str, float]
) -> list[Case]:
    """Return one epoch's candidates of the rows with these numbers."""
    out: list[Case] = []
    others = [n for n in numbers if rows[n].set == "own"]
    for number in numbers:
        row = rows[number]
        weight = weights[row.set]
        if row.set == "own":
            for case in _own(number, row, rng, weight):
                joined = rng.random() < BESIDE and (case.actor or case.recipient or case.told)
                out.append(_beside(case, rows, rng.choice(others), rng) if joined else case)
        elif row.events[0].kinds:
            case = given(number, row.events[0], words=False, weight=weight)
            out.append(_dropped(case, rng) if row.tagged else case)
    return out


def _dropped(case: Case, rng: random.Random) -> Case:
    """Forget one side now and then, as candidates found by rules lack one."""
    chance = rng.random()
    if chance < 0.06:
        return Case(case.rows, (), case.recipient, case.told, case.kinds, case.weight)
    if chance < 0.12:
        return Case(case.rows, case.actor, (), case.told, case.kinds, case.weight)
    return case


def _beside(case: Case, rows: Sequence[Row], other: int, rng: random.Random) -> Case:
    """Put another sentence, with events of its own, before or after: the marks must tell."""
    if rng.random() < 0.5:
        return replace(case, rows=(*case.rows, other))
    shift = len(rows[other].words)

    def moved(ranges: Ranges) -> Ranges:
        return tuple((start + shift, end + shift) for start, end in ranges)

    return replace(
        case,
        rows=(other, *case.rows),
        actor=moved(case.actor),
        recipient=moved(case.recipient),
        told=moved(case.told),
    )


def _own(number: int, row: Row, rng: random.Random, weight: float) -> Iterator[Case]:
    for told in row.events:
        actor, recipient = told.actor + told.both, told.recipient + told.both
        lone = len(row.events) == 1
        keep = rng.random() < (0.5 if lone or (actor and recipient) else 0.9)
        yield _dropped(given(number, told, words=keep, weight=weight), rng)
        other = _other_words(row, rng)
        if other and rng.random() < 0.25:
            yield Case((number,), actor, recipient, other, NONE, weight)
        if rng.random() < 0.1 and told.actor and told.recipient:
            yield Case((number,), recipient, actor, told.words, NONE, weight)
    if not row.events:
        actor, recipient, words = _random_marks(row, rng)
        yield Case((number,), actor, recipient, words, NONE, weight)


def _plain(row: Row) -> list[int]:
    """Return the words that tell and take part in nothing."""
    busy = {
        n for told in row.events for part in (told.words, told.actor, told.recipient, told.both)
        for start, end in part for n in range(start, end)
    }  # fmt: skip
    return [
        n for n, word in enumerate(row.words) if n not in busy and len(word) > 3 and word.isalpha()
    ]


def _other_words(row: Row, rng: random.Random) -> Ranges:
    free = _plain(row)
    if not free:
        return ()
    start = rng.choice(free)
    return ((start, start + 1),)


def _random_marks(row: Row, rng: random.Random) -> tuple[Ranges, Ranges, Ranges]:
    """Mark words of a sentence without events as rules would: doer, receiver, telling word."""
    free = _plain(row) or [0]
    places = sorted(rng.sample(free, min(3, len(free))))
    marks: list[Ranges] = []
    for place in places:
        longer = rng.random() < 0.3 and place + 1 < len(row.words)
        marks.append(((place, place + 1 + longer),))
    marks += [()] * (3 - len(marks))
    actor, told, recipient = (
        () if rng.random() < chance else mark
        for mark, chance in zip(marks, (0.2, 0.3, 0.3), strict=True)
    )
    return actor, recipient, told
