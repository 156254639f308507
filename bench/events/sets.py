"""Event sets of others: PLV (a type for two given phrases) and CoPED (who, to whom, five classes).

PLV rows hold one event each with source and target; CoPED rows tokens with S, T and R tags and one
of five classes. Both are told by their fields, not by the file's name.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from bench.events.scoring import (
    Counts,
    Place,
    Reading,
    add,
    content,
    f1,
    macro_f1,
    pooled,
    summed,
    touches,
    with_interval,
)
from bench.harness import Scores

YIELD = frozenset({"CONCEDE", "RETREAT"})
PENTA = {
    "AGREE": "1", "CONSULT": "1", "SUPPORT": "1", "COOPERATE": "2", "AID": "2", "YIELD": "2",
    "REQUEST": "3", "ACCUSE": "3", "REJECT": "3", "THREATEN": "3", "PROTEST": "4", "SANCTION": "4",
    "MOBILIZE": "4", "COERCE": "4", "ASSAULT": "4",
}  # fmt: skip
"""The five classes of the CAMEO sets; 0, a mere statement, is what has no event."""
Row = dict[str, Any]
Tags = dict[str, set[Place]]
Reader = Callable[[str], list[Reading]]
Given = Callable[[str, Place | None, Place | None], str | None]


def files(data: Path | None, *, train: bool = False) -> list[Path]:
    """Return the files of event sets: every split not named train, or only those that are."""
    folder = data / "data" / "events" if data else None
    found = sorted(folder.glob("*.jsonl")) if folder and folder.is_dir() else []
    return [file for file in found if ("train" in file.stem) == train]


def rows_of(file: Path) -> Iterator[Row]:
    """Yield the rows of one file."""
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def plover15(kind: str | None) -> str | None:
    """Return the type among the 15 of PLV, where giving way in word and deed are one."""
    return "YIELD" if kind in YIELD else kind


# --- PLV -------------------------------------------------------------------------------------------


def is_plv(row: Row) -> bool:
    """Tell whether a row is of the PLV layout: one event with a type and two phrases."""
    return bool(row.get("events")) and "source_span" in row["events"][0] and bool(row["events"][0].get("type"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """One PLV row as scored: the gold type, the type named for its phrases, what was found open."""

    gold: str
    named: str | None
    open: bool
    open_source: bool
    emitted: bool


def tell(row: Row, read: Reader, given: Given) -> Told:
    """Read one PLV row both ways."""
    event, text = row["events"][0], row["text"]
    source, target = (tuple(s) if s else None for s in (event["source_span"], event["target_span"]))
    named = plover15(given(text, source, target))
    found = [reading for reading in read(text) if plover15(reading.kind) == event["type"]]
    doers = [r for r in found if _meets(text, r.actor, source)]
    whole = [r for r in doers if _meets(text, r.target, target)]
    swapped = [r for r in found if r.reciprocal and _meets(text, r.actor, target)]
    return Told(event["type"], named, bool(whole), bool(doers or swapped), bool(found))


def _meets(text: str, found: Sequence[Place], wanted: Place | None) -> bool:
    """Tell whether a phrase shares a content word with the wanted one; none wanted: always."""
    return wanted is None or bool(found and content(text, found) & content(text, [wanted]))


def plv_scores(told: Sequence[Told]) -> Scores:
    """Return the scores of PLV rows with their intervals."""
    if not told:
        return {"plv_rows": None}
    quads = [(PENTA[t.gold], PENTA.get(t.named or "")) for t in told if t.gold in PENTA]
    sides = [(_side(gold) or "", _side(found)) for gold, found in quads]
    pairs = [(t.gold, t.named) for t in told]
    return {
        "plv_rows": len(told),
        **with_interval("plv_given_macro_f1", pairs, macro_f1),
        "plv_given_accuracy": sum(gold == found for gold, found in pairs) / len(pairs),
        "plv_given_quad_macro_f1": macro_f1(quads),
        "plv_given_binary_macro_f1": macro_f1(sides),
        **with_interval("plv_open", [t.open for t in told], _mean),
        "plv_open_type_and_source": sum(t.open_source for t in told) / len(told),
        "plv_open_type": sum(t.emitted for t in told) / len(told),
    }


def _side(penta: str | None) -> str | None:
    return None if penta is None else "for" if penta in ("1", "2") else "against"


def _mean(values: Sequence[bool]) -> float | None:
    return sum(values) / len(values) if values else None


# --- CoPED -----------------------------------------------------------------------------------------


def is_coped(row: Row) -> bool:
    """Tell whether a row is of the CoPED layout: tokens with tags, or one of the five classes."""
    return bool(row.get("tags")) or bool(row.get("events") and row["events"][0].get("ontology") == "PENTA")  # fmt: skip


def token_places(text: str, tokens: Sequence[str]) -> list[Place]:
    """Return where each token stands; tokens come in the text's order.

    Example:
        >>> token_places("Peru 's offer", ["Peru", "'s", "offer"])
        [(0, 4), (5, 7), (8, 13)]
    """
    places, at = [], 0
    for token in tokens:
        start = text.find(token, at)
        start = at if start < 0 else start
        places.append((start, start + len(token)))
        at = start + len(token)
    return places


def tagged(text: str, tokens: Sequence[str], tags: Sequence[str]) -> Tags:
    """Return the stretches of each tag of a BIO row."""
    places = token_places(text, tokens)
    found: Tags = {"S": set(), "T": set(), "R": set()}
    start, kind = None, ""
    for n, tag in enumerate([*tags, "O"]):
        goes_on = tag.startswith("I-") and tag[2:] == kind
        if start is not None and not goes_on:
            found[kind].add((places[start][0], places[n - 1][1]))
            start = None
        if tag[:2] in ("B-", "I-") and start is None:
            start, kind = n, tag[2:]
    return found


def main_event(found: Sequence[Reading]) -> Reading | None:
    """Return the surest event of a sentence, of equals the first."""
    return max(found, key=lambda r: (r.confidence, -r.span[0]), default=None)


def coped_counts(row: Row, have: Tags) -> Counts:
    """Compare phrases with the tags of a row: exact stretches, and those that meet."""
    counts: Counts = Counter()
    gold = tagged(row["text"], row["tokens"], row["tags"])
    for tag, name in (("S", "source"), ("T", "target"), ("R", "reciprocal")):
        want, got = gold[tag], have[tag]
        add(counts, f"{name}_exact", right=len(want & got), found=len(got), gold=len(want))
        near = sum(touches([place], list(got)) for place in want)
        add(counts, f"{name}_overlap", right=near, found=len(got), gold=len(want))
    return counts


def main_tags(found: Sequence[Reading]) -> Tags:
    """Return the phrases of the main event by tag."""
    have: Tags = {"S": set(), "T": set(), "R": set()}
    chosen = main_event(found)
    if chosen and chosen.reciprocal:
        return have | {"R": {*chosen.actor, *chosen.recipient}}
    return have | ({"S": set(chosen.actor), "T": set(chosen.target)} if chosen else {})


def penta_of(found: Sequence[Reading]) -> str:
    """Return the class of a sentence by its main event; "0" where there is none."""
    chosen = main_event(found)
    return PENTA[plover15(chosen.kind) or ""] if chosen else "0"


def coped_scores(rows: Sequence[tuple[Row, list[Reading], Tags | None]]) -> Scores:
    """Return the scores of CoPED rows with their intervals.

    A row comes with its events and with the participants that the heads mark; None: no heads are
    shipped, and the main event's phrases are taken for both.
    """
    told = [(row, found, tags) for row, found, tags in rows if row.get("tags")]
    marked = [coped_counts(row, main_tags(found) if tags is None else tags) for row, found, tags in told]  # fmt: skip
    read = [coped_counts(row, main_tags(found)) for row, found, _ in told]
    classes = [
        (str(row["events"][0]["penta"]), penta_of(found))
        for row, found, _ in rows
        if row.get("events") and row["events"][0].get("penta") is not None
    ]
    scores: Scores = {"coped_tagged": len(told) or None, "coped_classed": len(classes) or None}
    for name in ("source_exact", "target_exact"):
        scores |= with_interval(f"coped_{name}_f1", marked, partial(pooled, name=name))
    total, events = summed(marked), summed(read)
    for name in ("source_overlap", "target_overlap", "reciprocal_exact"):
        scores[f"coped_{name}_f1"] = f1(total, name)
    for name in ("source_exact", "target_exact", "source_overlap", "target_overlap"):
        scores[f"coped_event_{name}_f1"] = f1(events, name)
    return scores | with_interval("coped_penta_macro_f1", classes, macro_f1)
