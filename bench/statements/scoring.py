"""How attributions are scored: one definition for this bench and for training.

An attribution is a source, a cue and a content, each a set of tokens given as ranges. Two
attributions match at *overlap* if source and content both share a token with the gold ones, at
*half* if each covers at least half of the gold one's tokens, at *exact* if both are the same
tokens. Only attributions with a source and a content are paired; spans of all are scored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Range = tuple[int, int]
MARKS = frozenset("\" “ ” „ « » `` '' ‘ ’ '".split())
LEVELS = ("overlap", "half", "exact")
MANNERS = ("direct", "mixed", "indirect")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Token ranges, half-open; empty where a part is not there."""

    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]


def from_row(row: dict[str, list[list[int]]]) -> Attribution:
    """Read one attribution of the data."""

    def part(name: str) -> tuple[Range, ...]:
        return tuple((a, b) for a, b in row.get(name) or ())

    return Attribution(part("SOURCE"), part("CUE"), part("CONTENT"))


def tokens(ranges: Iterable[Range]) -> frozenset[int]:
    return frozenset(n for a, b in ranges for n in range(a, b))


def covered(gold: Sequence[Range], found: Sequence[Range]) -> float:
    """Return the share of the gold tokens that are found."""
    a, b = tokens(gold), tokens(found)
    return len(a & b) / len(a) if a else 0.0


def shared(one: Sequence[Range], other: Sequence[Range]) -> float:
    """Return the share of the longer one's tokens that both have."""
    a, b = tokens(one), tokens(other)
    return len(a & b) / max(len(a), len(b)) if a and b else 0.0


def manner_of(attribution: Attribution, words: Sequence[str]) -> str:
    """Tell how the gold content is quoted: wholly, partly, not at all."""
    inside = [words[n] for n in tokens(attribution.content)]
    if not any(word in MARKS for word in inside):
        return "indirect"
    whole = all(words[a] in MARKS and words[b - 1] in MARKS for a, b in attribution.content)
    return "direct" if whole else "mixed"


def level_of(gold: Attribution, found: Attribution) -> int:
    """Return how many of LEVELS the pair reaches, 0 to 3."""
    half = min(covered(gold.source, found.source), covered(gold.content, found.content))
    same = min(shared(gold.source, found.source), shared(gold.content, found.content))
    return (half > 0) + (half >= 0.5) + (same == 1.0)


def pair(gold: Sequence[Attribution], found: Sequence[Attribution]) -> dict[int, tuple[int, int]]:
    """Pair gold with found one to one, best first: {gold's index: (found's index, level)}."""
    edges = sorted(
        (
            (level_of(g, f), shared(g.source, f.source) + shared(g.content, f.content), -n, -m)
            for n, g in enumerate(gold)
            for m, f in enumerate(found)
            if tokens(g.content) & tokens(f.content)
        ),
        reverse=True,
    )
    pairs: dict[int, tuple[int, int]] = {}
    taken: set[int] = set()
    for level, _, n, m in edges:
        if level and -n not in pairs and -m not in taken:
            pairs[-n] = (-m, level)
            taken.add(-m)
    return pairs


def count(gold: Sequence[Attribution], found: Sequence[Attribution], words: Sequence[str]) -> Counter[str]:  # fmt: skip
    """Count right, found and gold of every score in one document."""
    counts: Counter[str] = Counter()
    for part in ("source", "cue", "content"):
        want = {span for a in gold for span in getattr(a, part)}
        have = {span for a in found for span in getattr(a, part)}
        _add(counts, f"{part}_exact", len(want & have), len(have), len(want))
    want_tokens = frozenset().union(*(tokens(a.content) for a in gold))
    have_tokens = frozenset().union(*(tokens(a.content) for a in found))
    _add(counts, "content_tokens", len(want_tokens & have_tokens), len(have_tokens), len(want_tokens))  # fmt: skip
    whole = [a for a in gold if a.source and a.content]
    made = [a for a in found if a.source and a.content]
    pairs = pair(whole, made)
    for number, level in enumerate(LEVELS, 1):
        right = sum(reached >= number for _, reached in pairs.values())
        _add(counts, f"attribution_{level}", right, len(made), len(whole))
    for n, attribution in enumerate(whole):
        manner = manner_of(attribution, words)
        counts[f"recall_{manner}:gold"] += 1
        counts[f"recall_{manner}:right"] += pairs.get(n, (0, 0))[1] >= 2
    return counts


def _add(counts: Counter[str], name: str, right: int, found: int, gold: int) -> None:
    counts[f"{name}:right"] += right
    counts[f"{name}:found"] += found
    counts[f"{name}:gold"] += gold


def scores_of(counts: Counter[str]) -> dict[str, float | None]:
    """Return F1 (and for attributions precision and recall), and recall by manner."""
    result: dict[str, float | None] = {}
    names = ["source_exact", "cue_exact", "content_exact", "content_tokens"]
    for name in [*names, *(f"attribution_{level}" for level in LEVELS)]:
        right, found, gold = (counts[f"{name}:{k}"] for k in ("right", "found", "gold"))
        result[name] = 2 * right / (found + gold) if gold else None
        if name.startswith("attribution"):
            result[f"{name}_precision"] = right / found if found else None
            result[f"{name}_recall"] = right / gold if gold else None
    for manner in MANNERS:
        gold = counts[f"recall_{manner}:gold"]
        result[f"recall_{manner}"] = counts[f"recall_{manner}:right"] / gold if gold else None
    return result


def intervals(documents: Sequence[Counter[str]], draws: int = 500) -> dict[str, tuple[float, float]]:  # fmt: skip
    """Return the 95 % interval of each score, by resampling documents with a fixed seed."""
    import numpy as np

    names = sorted({name for counts in documents for name in counts})
    table = np.array([[counts[name] for name in names] for counts in documents], float)
    picks = np.random.default_rng(7).integers(0, len(documents), (draws, len(documents)))
    drawn: dict[str, list[float]] = {}
    for pick in picks:
        total = Counter(dict(zip(names, map(int, table[pick].sum(axis=0)), strict=True)))
        for name, value in scores_of(total).items():
            if value is not None:
                drawn.setdefault(name, []).append(value)
    return {
        name: (float(np.quantile(values, 0.025)), float(np.quantile(values, 0.975)))
        for name, values in drawn.items()
    }
