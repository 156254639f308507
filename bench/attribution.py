"""Attributions of the PolNeAR development part: what is predicted, and how right it is.

Scores count tokens of the gold set. A document is read from its raw text, with our own sentences
and words (`read_text`), or with the gold set's words (`read_gold_words`). Both give `Attribution`s
as sets of token numbers. Used by bench/language, bench/statements and the training's curves.
"""

from __future__ import annotations

import bisect
import gzip
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from legation.language.encoder import Encoder
from legation.language.reader import Role, read_words
from legation.language.sentences import find_sentences
from legation.language.windows import Words, words_of
from legation.vocabulary import Block, BlockKind, Document, Origin, Span

Row = dict[str, Any]
Tokens = tuple[int, ...]
KINDS = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution by token numbers: source and content may be empty."""

    source: Tokens
    cue: Tokens
    content: Tokens


@dataclass(frozen=True, slots=True)
class Found:
    """What stands in a document: spans [start, end) by kind, and the attributions."""

    spans: dict[str, frozenset[tuple[int, int]]]
    attributions: tuple[Attribution, ...]


def rows(path: Path) -> list[Row]:
    """Return the documents of a part (JSON lines, gzip)."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def gold(row: Row) -> Found:
    """Return what the annotators marked."""
    spans: dict[str, set[tuple[int, int]]] = {kind: set() for kind in KINDS}
    attributions = []
    for one in row["attributions"]:
        sides = [one.get(kind.upper(), []) for kind in KINDS]
        for kind, side in zip(KINDS, sides, strict=True):
            spans[kind] |= {(start, end) for start, end in side}
        tokens = [tuple(i for a, b in sorted(side) for i in range(a, b)) for side in sides]
        attributions.append(Attribution(*tokens))
    return Found({kind: frozenset(some) for kind, some in spans.items()}, tuple(attributions))


def read_gold_words(row: Row, encoder: Encoder) -> Found:
    """Read a document with the gold set's own words, sentences and paragraphs."""
    text, tokens = row["text"], row["tokens"]
    spacing = [2 if not i or a > tokens[i - 1][1] else 1 for i, (a, _) in enumerate(tokens)]
    words = Words([text[a:b] for a, b in tokens], spacing, row["paragraph"], row["sentence"])
    return _found(read_words(words, encoder).roles, lambda start, end: (start, end))


def document_of(row: Row) -> Document:
    """Return a document whose paragraphs are the raw text's lines."""
    blocks, start = [], 0
    for line in row["text"].split("\n"):
        if line.strip():
            blocks.append(Block(Span("d", start, start + len(line)), BlockKind.TEXT, "gold", 1.0))
        start += len(line) + 1
    return Document("d", row["text"], Origin("d"), "gold/1", tuple(blocks), language="en")


def read_text(row: Row, encoder: Encoder) -> Found:
    """Read a document from its raw text; spans are put on the gold set's tokens they touch."""
    document = document_of(row)
    sentences = find_sentences(document)
    pieces = [token for sentence in sentences for token in sentence.tokens]
    roles = read_words(words_of(document.text, sentences), encoder).roles
    starts, ends = [a for a, _ in row["tokens"]], [b for _, b in row["tokens"]]

    def place(start: int, end: int) -> tuple[int, int]:
        first = bisect.bisect_right(ends, pieces[start].start)
        return first, max(first + 1, bisect.bisect_left(starts, pieces[end - 1].end))

    return _found(roles, place)


def _found(roles: Sequence[Role], place: Callable[[int, int], tuple[int, int]]) -> Found:
    spans = {
        kind: frozenset(place(r.start, r.end) for r in roles if r.kind == kind) for kind in KINDS
    }
    attributions = []
    for cue in (role for role in roles if role.kind == "cue"):
        sides = []
        for kind in ("source", "content"):
            linked = [
                place(role.start, role.end)
                for role in roles
                if role.kind == kind and any(start == cue.start for start, _ in role.cues)
            ]
            sides.append(tuple(i for a, b in sorted(linked) for i in range(a, b)))
        attributions.append(
            Attribution(sides[0], tuple(range(*place(cue.start, cue.end))), sides[1])
        )
    return Found(spans, tuple(attributions))


Counts = dict[str, list[int]]
"""For each measure: [right, found, wanted]."""


def counts(found: Found, want: Found, *, indirect: Callable[[Attribution], bool]) -> Counts:
    """Count one document. `indirect` tells which gold attributions have no quotation marks."""
    out: Counts = {}
    for kind in KINDS:
        a, b = found.spans[kind], want.spans[kind]
        out[f"{kind}_exact"] = [len(a & b), len(a), len(b)]
    tokens = [{i for a, b in one.spans["content"] for i in range(a, b)} for one in (found, want)]
    out["content_tokens"] = [len(tokens[0] & tokens[1]), len(tokens[0]), len(tokens[1])]
    mine = [one for one in found.attributions if one.source and one.content]
    theirs = [one for one in want.attributions if one.source and one.content]
    for name, right in (
        ("overlap", _overlap),
        ("half", _half),
        ("half_both", _half_both),
        ("exact", _exact),
    ):
        pairs = _match(mine, theirs, right)
        out[f"attribution_{name}"] = [len(pairs), len(mine), len(theirs)]
        if name == "half":
            hard = [indirect(theirs[j]) for _, j in pairs]
            out["indirect"] = [sum(hard), 0, sum(indirect(one) for one in theirs)]
    return out


Right = Callable[[Tokens, Tokens], bool]


def _overlap(a: Tokens, b: Tokens) -> bool:
    return bool(set(a) & set(b))


def _half(a: Tokens, b: Tokens) -> bool:
    return 2 * len(set(a) & set(b)) >= len(set(b))


def _half_both(a: Tokens, b: Tokens) -> bool:
    return 2 * len(set(a) & set(b)) >= max(len(set(a)), len(set(b)))


def _exact(a: Tokens, b: Tokens) -> bool:
    return set(a) == set(b)


def _match(
    mine: Sequence[Attribution], theirs: Sequence[Attribution], right: Right
) -> list[tuple[int, int]]:
    """Pair attributions one to one, those with the most common content first."""
    near = [
        (-len(set(a.content) & set(b.content)), i, j)
        for i, a in enumerate(mine)
        for j, b in enumerate(theirs)
        if a.content[0] <= b.content[-1] and b.content[0] <= a.content[-1]
        if right(a.source, b.source) and right(a.content, b.content)
    ]
    pairs: list[tuple[int, int]] = []
    for _, i, j in sorted(near):
        if all(i != x and j != y for x, y in pairs):
            pairs.append((i, j))
    return pairs


_MARKS = frozenset({'"', "“", "”", "``", "''", "«", "»"})


def indirect_in(row: Row) -> Callable[[Attribution], bool]:
    """Return the test whether an attribution's content touches no quotation mark."""
    words = [row["text"][a:b] for a, b in row["tokens"]]

    def test(one: Attribution) -> bool:
        near = range(max(0, min(one.content) - 1), min(len(words), max(one.content) + 2))
        return not any(words[i] in _MARKS for i in near)

    return test


def add(many: Iterable[Counts]) -> Counts:
    """Add counts over documents."""
    total: Counts = {}
    for one in many:
        for name, values in one.items():
            kept = total.setdefault(name, [0, 0, 0])
            total[name] = [a + b for a, b in zip(kept, values, strict=True)]
    return total


def scores(total: Counts) -> dict[str, float]:
    """F1 of every measure; of "indirect" the recall."""
    out = {}
    for name, (right, found, want) in total.items():
        if name == "indirect":
            out["indirect_recall"] = right / want if want else 0.0
        else:
            out[name] = 2 * right / (found + want) if found + want else 0.0
    return out


def measure(path: Path, encoder: Encoder, *, gold_words: bool = False) -> list[Counts]:
    """Read every document of a part; return the counts of each."""
    read = read_gold_words if gold_words else read_text
    return [counts(read(row, encoder), gold(row), indirect=indirect_in(row)) for row in rows(path)]
