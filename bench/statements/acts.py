"""What statements do and how they are hedged, on sentences labelled for this bench.

The set is split by turns within each act: the first, third, … statement of an act is for
development, the second, fourth, … is held out: rules were never changed with its errors in
sight. The same hand wrote sentences and rules, though; what stands after the line `fresh` was
written when the rules stood and is the better guide. `python -m bench.statements.acts` prints the development half's errors, never the other's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.harness import Scores
from legation.statements.acts import Act, read_act, read_hedging

SET = Path(__file__).parent / "data" / "acts.txt"
HALVES = ("dev", "held")
PARTS = (*HALVES, "fresh")
ACTS = tuple("asserts demands requests offers promises refuses rejects accepts threatens denies praises accuses doubts".split())  # fmt: skip
HEDGES = ("negated", "conditional", "possible", "necessary")
"""Scored kinds; `wished` stands in too few of the set to be a figure."""
_MARKS = {"{": "source", "[": "cue", "‹": "content"}
_ENDS = {"}", "]", "›"}
Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One statement with its parts; `shown` are the words that show the act, in lower case."""

    text: str
    source: Stretch | None
    cue: Stretch | None
    content: list[Stretch]
    act: str
    hedges: frozenset[str]
    shown: str | None
    half: str

    def read(self) -> tuple[Act, tuple[Act, ...]]:
        """Return what the rules say of it."""
        act = read_act(self.text, self.cue, self.content, self.source)
        return act, read_hedging(self.text, self.content)

    def shows(self, words: Stretch) -> bool:
        """Tell whether `words` share a word with those that show the act."""
        assert self.shown is not None
        at = [m.span() for m in re.finditer(re.escape(self.shown), self.text, re.IGNORECASE)]
        return any(a < words[1] and words[0] < b for a, b in at)


def labelled() -> Iterator[Labelled]:
    """Yield the statements of the set in order."""
    turns: Counter[str] = Counter()
    part = ""
    for line in SET.read_text(encoding="utf-8").splitlines():
        part = {"fresh": "fresh", "more": "dev"}.get(line, part)
        if "|" in line and not line.startswith("#"):
            act, hedges, shown, marked = (part.strip() for part in line.split("|", 3))
            text, places = _unmark(marked)
            one = {name: places[name][0] if places[name] else None for name in ("source", "cue")}
            yield Labelled(
                text, one["source"], one["cue"], places["content"], act,
                frozenset(hedges.split()), None if shown == "-" else shown.lower(),
                part or HALVES[turns[act] % 2],
            )  # fmt: skip
            turns[act] += 1


def _unmark(marked: str) -> tuple[str, dict[str, list[Stretch]]]:
    """Return the text without marks, and where each part stands in it."""
    text, opened = "", [("", 0)]
    places: dict[str, list[Stretch]] = {name: [] for name in _MARKS.values()}
    for sign in marked:
        if sign in _MARKS:
            opened.append((_MARKS[sign], len(text)))
        elif sign in _ENDS:
            name, start = opened.pop()
            places[name].append((start, len(text)))
        else:
            text += sign
    return text, places


def act_scores() -> Scores:
    """Return, for each half, accuracy, macro F1, hedging and how often the words are right."""
    result: Scores = {}
    for half in PARTS:
        items = [item for item in labelled() if item.half == half]
        readings = [item.read() for item in items]
        pairs = [(item.act, act.name) for item, (act, _) in zip(items, readings, strict=True)]
        each = {act: _f1(act, pairs) for act in ACTS}
        shown = [
            item.shows(act.words)
            for item, (act, _) in zip(items, readings, strict=True)
            if item.shown and act.name == item.act
        ]
        hedges = [(i.hedges, {h.name for h in found}) for i, (_, found) in zip(items, readings, strict=True)]  # fmt: skip
        result |= {
            f"acts_{half}": len(items),
            f"acts_{half}_accuracy": sum(gold == found for gold, found in pairs) / len(items),
            f"acts_{half}_macro": sum(each.values()) / len(each),
            f"acts_{half}_words": sum(shown) / len(shown),
            **{f"hedging_{half}_{kind}": _kind_f1(kind, hedges) for kind in HEDGES},
        }
        result |= {f"acts_{half}_{act}": value for act, value in each.items() if half != "dev"}
    return result


def _f1(act: str, pairs: list[tuple[str, str]]) -> float:
    right = sum(gold == found == act for gold, found in pairs)
    return 2 * right / max(1, sum((gold == act) + (found == act) for gold, found in pairs))


def _kind_f1(kind: str, hedges: Iterable[tuple[frozenset[str], set[str]]]) -> float:
    pairs = [(kind in gold, kind in found) for gold, found in hedges]
    return 2 * sum(a and b for a, b in pairs) / max(1, sum(a + b for a, b in pairs))


def errors() -> Iterator[str]:
    """Yield a line for each error in the development half."""
    for item in labelled():
        if item.half == "dev":
            act, hedges = item.read()
            wrong = f"act {act.name}, not {item.act}" if act.name != item.act else ""
            if not wrong and item.shown and not item.shows(act.words):
                wrong = f"shown by {item.text[slice(*act.words)]!r}, not {item.shown!r}"
            found = {h.name for h in hedges}
            if found != item.hedges:
                wrong += f" hedged {sorted(found)}, not {sorted(item.hedges)}"
            if wrong:
                yield f"{wrong}: {item.text}"


if __name__ == "__main__":
    print(*errors(), sep="\n")
