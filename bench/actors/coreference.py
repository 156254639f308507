"""Pronouns of UD-GUM: is each linked to its cluster?"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from bench.harness import Scores
from legation.actors import resolve_actors
from legation.vocabulary import (
    Analysis,
    Block,
    BlockKind,
    Document,
    Mention,
    MentionKind,
    Origin,
    Resolution,
    Sentence,
    Span,
    Syntax,
    When,
)

SINGULAR = frozenset("he she him his her himself herself hers".split())
BODIES = frozenset("they them their themselves it its itself".split())
"""Asked where the cluster is of people, bodies or places; answered wrong wherever it is not."""
KINDS = frozenset({"person", "organization", "place"})


@dataclass(frozen=True, slots=True)
class Marked:
    """A gold mention: its place in the laid-out text, its cluster and kind, and its words."""

    start: int
    end: int
    cluster: str
    kind: str
    words: str


def coreference_scores(data: Path | None, *, small: bool) -> Scores:
    """Third-person pronouns with an antecedent in the text: linked to its cluster?"""
    files = sorted((data / "data" / "ud").glob("gum_*.jsonl.gz")) if data else []
    files = [f for f in files if "train" not in f.name] or files
    return scores_of(files, at_most=100 if small else None)


def scores_of(files: list[Path], *, at_most: int | None = None) -> Scores:
    """Score every document of some files, or as many as hold about so many pronouns."""
    totals = {f"{words}_{how}": [0, 0, 0] for words in ("one", "body") for how in ("text", "given")}
    for rows in (rows for file in files for rows in _gum_documents(file)):
        for how in ("text", "given"):
            text, marked, found = _resolve(rows, given=how == "given")
            for name, told in (
                ("one", _singular(marked, found)),
                ("body", _bodies(text, marked, found)),
            ):
                for n, count in enumerate(told):
                    totals[f"{name}_{how}"][n] += count
        if at_most and totals["one_text"][0] > at_most:
            break
    asked, answered, right = totals["one_text"]
    if not asked:
        return {}
    bodies = totals["body_text"][0]
    return {
        "gum_pronouns": asked,
        "gum_pronouns_right": right / asked,
        "gum_pronouns_precision": right / max(1, answered),
        "gum_pronouns_given_mentions_right": totals["one_given"][2] / asked,
        "gum_they_it": bodies,
        **_shares("gum_they_it", totals["body_text"]),
        **_shares("gum_they_it_given_mentions", totals["body_given"]),
    }


def _shares(name: str, total: list[int]) -> Scores:
    asked, answered, right = total
    return {f"{name}_right": right / max(1, asked), f"{name}_precision": right / max(1, answered)}


def _gum_documents(file: Path) -> Iterator[list[dict[str, Any]]]:
    rows: list[dict[str, Any]] = []
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if rows and row["doc"] != rows[0]["doc"]:
                yield rows
                rows = []
            rows.append(row)
    if rows:
        yield rows


def _resolve(rows: list[dict[str, Any]], *, given: bool) -> tuple[str, list[Marked], list[Resolution]]:  # fmt: skip
    """Resolve a document as plain text, or given the gold mentions of persons and the grammar."""
    text, places, sentences = _lay_out(rows)
    block = Block(Span("d", 0, len(text)), BlockKind.TEXT, "given", 1.0)
    document = Document("d", text, Origin("s"), "gum/1", (block,), published=When(date(2015, 1, 1), date(2015, 1, 1)), language="en")  # fmt: skip
    marked = [
        Marked(places[n][a][0], places[n][b - 1][1], cluster, kind, " ".join(row["w"][a:b]).lower())
        for n, row in enumerate(rows)
        for a, b, kind, cluster, *_ in row["ents"]
    ]
    analysis = Analysis("d", "en", "full", tuple(sentences))
    if given:
        analysis = replace(analysis, mentions=_given(marked), syntax=tuple(map(_syntax, rows)))
    return text, marked, list(resolve_actors(document, analysis).resolutions)


def _singular(marked: list[Marked], found: list[Resolution]) -> tuple[int, int, int]:
    """Count "he" and "she" of persons named before: asked, answered, right."""
    people = [m for m in marked if m.kind == "person"]
    asked = [m for m in people if m.words in SINGULAR and _named(m, people, SINGULAR)]
    by_start = {r.span.start: r for r in found if r.actor}
    answered = [m for m in asked if m.start in by_start]
    right = sum(_links(by_start[m.start], _named(m, people, SINGULAR), found) for m in answered)
    return len(asked), len(answered), right


def _bodies(text: str, marked: list[Marked], found: list[Resolution]) -> tuple[int, int, int]:
    """Count "they" and "it" of people, bodies and places named before: asked, answered, right.

    Answered are all that were resolved: a thing, a deed or the weather taken for an actor is wrong.
    """
    words = BODIES | SINGULAR
    asked = [
        m for m in marked if m.words in BODIES and m.kind in KINDS and _named(m, marked, words)
    ]
    by_start = {r.span.start: r for r in found if r.actor}
    spoken = [r for r in found if r.actor and r.span.words(text).lower() in BODIES]
    right = sum(_links(by_start[m.start], _named(m, marked, words), found) for m in asked if m.start in by_start)  # fmt: skip
    return len(asked), len(spoken), right


def _named(pronoun: Marked, marked: list[Marked], pronouns: frozenset[str]) -> list[Marked]:
    """Return the mentions of a pronoun's cluster before it that are no pronouns."""
    return [m for m in marked if m.cluster == pronoun.cluster and m.words not in pronouns and m.start < pronoun.start]  # fmt: skip


def _links(answer: Resolution, names: list[Marked], found: list[Resolution]) -> bool:
    """Tell whether an answer's antecedent, or an earlier mention of its actor, is of the cluster."""
    same = [r.span for r in found if r.actor == answer.actor and r.span.start < answer.span.start][-12:]  # fmt: skip
    same += [answer.antecedent] if answer.antecedent else []
    return any(s.start < m.end and m.start < s.end for s in same for m in names)


def _given(marked: list[Marked]) -> tuple[Mention, ...]:
    return tuple(
        Mention(Span("d", m.start, m.end), MentionKind.PERSON)
        for m in marked
        if m.kind == "person" and m.words not in SINGULAR | BODIES and m.end - m.start < 60
    )


def _syntax(row: dict[str, Any]) -> Syntax:
    return Syntax(tuple(row["upos"]), tuple(h - 1 for h in row["head"]), tuple(row["dep"]))


def _lay_out(rows: list[dict[str, Any]]) -> tuple[str, list[list[tuple[int, int]]], list[Sentence]]:
    parts: list[str] = []
    at = 0
    places, sentences = [], []
    for row in rows:
        own = []
        for word, space in zip(row["w"], [*row["sp"]], strict=False):
            own.append((at, at + len(word)))
            parts.append(word + (" " if space else ""))
            at += len(parts[-1])
        parts.append("\n")
        at += 1
        places.append(own)
        tokens = tuple(Span("d", a, b) for a, b in own)
        sentences.append(Sentence(Span("d", own[0][0], own[-1][1]), tokens, 0))
    return "".join(parts), places, sentences
