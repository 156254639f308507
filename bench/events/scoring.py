"""How events are scored: one definition of a match, of F1 and of its interval.

Takes events as plain `Reading` rows (offsets in one text), so that made-up readings can be scored
as well as the product's. Counters hold `name:right`, `name:found`, `name:gold`; scores are taken
from their sums, intervals by drawing their units again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

G = TypeVar("G")
F = TypeVar("F")
U = TypeVar("U")
Place = tuple[int, int]
Counts = Counter[str]
PHRASE = 60
"""Characters of the longest stretch that passes for a phrase."""
EMPTY = frozenset(
    "a an and are as at be been but by for from had has have he her his i in into is it its me my "
    "no not of on or our she so some than that the their them they this those to two us was we "
    "were which who whom whose will with you your mr mrs ms s".split()
)
"""Words that make no two phrases alike."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One event as read: type, offsets of its deed and of its phrases, modes, status, surety."""

    kind: str
    words: tuple[Place, ...]
    actor: tuple[Place, ...] = ()
    recipient: tuple[Place, ...] = ()
    reciprocal: bool = False
    status: str = "occurred"
    cues: frozenset[str] = frozenset()
    mode: str | None = None
    actors: frozenset[str] = frozenset()
    recipients: frozenset[str] = frozenset()
    confidence: float = 0.0
    issue: tuple[Place, ...] = ()

    @property
    def target(self) -> tuple[Place, ...]:
        """What others' sets call the target: the recipient, without one the issue.

        They have no slot for what is asked, refused or praised: "rejected the proposal". An issue
        longer than a phrase (a whole clause) is no target.
        """
        return self.recipient or tuple(p for p in self.issue if p[1] - p[0] <= PHRASE)

    @property
    def span(self) -> Place:
        """The smallest stretch that holds words and participants."""
        places = (*self.words, *self.actor, *self.recipient)
        return min(a for a, _ in places), max(b for _, b in places)


def content(text: str, places: Iterable[Place] = ()) -> frozenset[str]:
    """Return the words of a text, or of stretches of it, that can make two phrases alike.

    Example:
        >>> sorted(content("the Prime Minister of Peru"))
        ['minister', 'peru', 'prime']
    """
    parts = [text[a:b] for a, b in places] if places else [text]
    words = {word for part in parts for word in re.findall(r"\w+", part.casefold())}
    return frozenset(words - EMPTY or words)


def overlap(one: Place, other: Place) -> bool:
    """Tell whether two stretches share a character."""
    return one[0] < other[1] and other[0] < one[1]


def touches(one: Sequence[Place], other: Sequence[Place]) -> bool:
    """Tell whether any stretch of one meets any of the other."""
    return any(overlap(a, b) for a in one for b in other)


def same_phrases(text: str, gold: Sequence[Place], found: Sequence[Place]) -> bool:
    """Tell whether the phrases are the same ones: each shares a content word with one over there.

    No phrase on one side and some on the other are not the same; none on both sides are.
    """

    def matched(one: Place, others: Sequence[Place]) -> bool:
        return any(
            overlap(one, other) and content(text, [one]) & content(text, [other])
            for other in others
        )

    return all(matched(one, found) for one in gold) and all(matched(one, gold) for one in found)


def pair_up(gold: Sequence[G], found: Sequence[F], worth: Callable[[G, F], float]) -> dict[int, int]:  # fmt: skip
    """Pair gold with found one to one, the worthiest pair first; worth 0 is no pair."""
    edges = sorted(
        ((worth(g, f), -n, -m) for n, g in enumerate(gold) for m, f in enumerate(found)),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for value, n, m in edges:
        if value > 0 and -n not in pairs and -m not in pairs.values():
            pairs[-n] = -m
    return pairs


def add(counts: Counts, name: str, *, right: int, found: int, gold: int) -> None:
    """Add what one unit gives to a score."""
    counts.update({f"{name}:right": right, f"{name}:found": found, f"{name}:gold": gold})


def f1(counts: Counts, name: str) -> float | None:
    """Return F1, None where there is no gold."""
    right, found, gold = (counts[f"{name}:{part}"] for part in ("right", "found", "gold"))
    return 2 * right / (found + gold) if gold else None


def share(counts: Counts, name: str, of: str = "gold") -> float | None:
    """Return right of gold (recall, accuracy) or of found (precision)."""
    whole = counts[f"{name}:{of}"]
    return counts[f"{name}:right"] / whole if whole else None


def macro_f1(pairs: Iterable[tuple[str, str | None]]) -> float | None:
    """Return the mean F1 over the gold classes; a prediction outside them helps none of them.

    Example:
        >>> macro_f1([("A", "A"), ("A", "B"), ("B", "B")]) == (2 / 3 + 2 / 3) / 2
        True
    """
    counts: Counts = Counter()
    for gold, found in pairs:
        add(counts, gold, right=gold == found, found=0, gold=1)
        if found is not None:
            counts[f"{found}:found"] += 1
    names = {name.removesuffix(":gold") for name, n in counts.items() if name.endswith(":gold") and n}  # fmt: skip
    values = [value for name in names if (value := f1(counts, name)) is not None]
    return sum(values) / len(values) if values else None


def interval(units: Sequence[U], score: Callable[[Sequence[U]], float | None], draws: int = 300) -> tuple[float | None, float | None]:  # fmt: skip
    """Return the 95 % interval of a score by drawing its units again, with a fixed seed."""
    import numpy as np

    if not units:
        return None, None
    picks = np.random.default_rng(7).integers(0, len(units), (draws, len(units)))
    values = [v for pick in picks if (v := score([units[n] for n in pick])) is not None]
    if not values:
        return None, None
    low, high = np.quantile(values, [0.025, 0.975])
    return float(low), float(high)


def summed(units: Iterable[Counts]) -> Counts:
    """Return the sum of some counters."""
    total: Counts = Counter()
    for unit in units:
        total.update(unit)
    return total


def pooled(units: Iterable[Counts], name: str) -> float | None:
    """Return F1 over the sums of some counters."""
    return f1(summed(units), name)


def with_interval(name: str, units: Sequence[U], score: Callable[[Sequence[U]], float | None]) -> dict[str, float | int | None]:  # fmt: skip
    """Return a score under `name` with `name_low` and `name_high`."""
    low, high = interval(units, score)
    return {name: score(units), f"{name}_low": low, f"{name}_high": high}
