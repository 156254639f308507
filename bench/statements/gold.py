"""Statements of the gold readings: found, and their parts right."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

from bench.gold import gold_documents
from bench.harness import Scores
from legation.documents import list_members
from legation.pipeline import Task, read_task
from legation.statements.phrases import AUXILIARIES
from legation.vocabulary import Statement

LEAST = 0.8
_WORD = re.compile(r"\w+")
Words = frozenset[int]


def words_in(text: str, places: list[tuple[int, int]]) -> Words:
    """Return the places of the words in some stretches of a text."""
    return frozenset(start + m.start() for start, end in places for m in _WORD.finditer(text[start:end]))  # fmt: skip


def f1(one: Words, other: Words) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _gold_words(text: str, parts: list[dict[str, Any]]) -> Words:
    return words_in(text, [(p["start"], p["end"]) for p in parts])


def pairs_of(text: str, gold: list[dict[str, Any]], found: list[Statement]) -> dict[int, int]:
    """Pair gold statements with found ones of content token F1 of at least LEAST, best first."""
    want = [_gold_words(text, g["content"]) for g in gold]
    have = [words_in(text, [(c.start, c.end) for c in s.content]) for s in found]
    edges = sorted(((f1(w, h), -n, -m) for n, w in enumerate(want) for m, h in enumerate(have)), reverse=True)  # fmt: skip
    pairs: dict[int, int] = {}
    for value, n, m in edges:
        if value >= LEAST and -n not in pairs and -m not in pairs.values():
            pairs[-n] = -m
    return pairs


def _cue_words(text: str, place: tuple[int, int] | None) -> list[str]:
    words = _WORD.findall(text[slice(*place)].lower()) if place else []
    while len(words) > 1 and words[0] in AUXILIARIES:
        words.pop(0)
    return words


def count_document(text: str, gold: list[dict[str, Any]], found: list[Statement]) -> Counter[str]:
    counts: Counter[str] = Counter()
    pairs = pairs_of(text, gold, found)
    optional = {n for n, g in enumerate(gold) if g["optional"]}
    counts["gold"] = len(gold) - len(optional)
    counts["found"] = len(found) - sum(n in optional for n in pairs)
    counts["right"] = sum(n not in optional for n in pairs)
    for n, m in pairs.items():
        want, have = gold[n], found[m]
        cue, source = want["cue"], want["speaker_text"]
        counts["matched"] += 1
        counts["manner"] += want["type"] == have.manner
        counts["cue"] += _cue_words(
            text, (cue["start"], cue["end"]) if cue else None
        ) == _cue_words(text, (have.cue.start, have.cue.end) if have.cue else None)
        counts["source"] += _gold_words(text, [source] if source else []) == words_in(
            text, [(have.source.start, have.source.end)] if have.source else []
        )
        parent = next((k for k, g in enumerate(gold) if g["id"] == want["nested_in"]), None)
        if parent is not None:
            counts["nested_gold"] += 1
            counts["nested"] += have.nested_in is not None
    return counts


def gold_scores(data: Path | None) -> Scores:
    """Read each gold document from its bytes and compare."""
    total: Counter[str] = Counter()
    for gold, file in gold_documents(data):
        member = next(iter(list_members(file, path=file.name)))
        reading = read_task(Task(gold["file"], file, member.origin))
        total += count_document(reading.document.text, gold["statements"], list(reading.statements))
        total["documents"] += 1
    if not total["documents"]:
        return {}
    matched = total["matched"] or 1
    return {
        "gold_documents": total["documents"],
        "gold_recall": total["right"] / total["gold"] if total["gold"] else None,
        "gold_precision": total["right"] / total["found"] if total["found"] else None,
        "gold_manner_right": total["manner"] / matched,
        "gold_cue_right": total["cue"] / matched,
        "gold_source_right": total["source"] / matched,
    }
