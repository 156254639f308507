"""Grammar and names on sets whose words are given: UPOS, UAS, LAS, and names by type."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bench.attribution import Row, rows
from legation.language.encoder import Encoder
from legation.language.reader import Reading, read_words
from legation.language.windows import Words

MAIN_KINDS = ("PER", "ORG", "LOC")
SAME = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "MISC": "OTH", "EVT": "OTH"}
Counts = dict[str, list[int]]


def together(some: Sequence[Row]) -> list[list[Row]]:
    """Put the sentences of one document together, in their order."""
    groups: list[list[Row]] = []
    for row in some:
        if groups and groups[-1][0].get("doc") == row.get("doc"):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def words_in(group: Sequence[Row]) -> Words:
    """Return the words of consecutive sentences."""
    found = Words([], [], [], [])
    for number, row in enumerate(group):
        found.texts.extend(row["w"])
        spaces = [1, *row["sp"][:-1]] if "sp" in row else None
        found.spacing.extend([2 if s else 1 for s in spaces] if spaces else [0] * len(row["w"]))
        found.paragraphs.extend([0] * len(row["w"]))
        found.sentences.extend([number] * len(row["w"]))
    return found


def grammar(path: Path, encoder: Encoder, *, alone: bool = False) -> list[Counts]:
    """Count each document: UPOS on all words; UAS and LAS (main labels) without punctuation."""
    some = rows(path)
    groups = [[row] for row in some] if alone else together(some)
    return [_grammar(group, read_words(words_in(group), encoder)) for group in groups]


def _grammar(group: Sequence[Row], reading: Reading) -> Counts:
    parts, arcs, labelled, every, counted = 0, 0, 0, 0, 0
    base = 0
    for row in group:
        for place, (part, head, relation) in enumerate(
            zip(row["upos"], row["head"], row["dep"], strict=True)
        ):
            word = base + place
            every += 1
            parts += reading.parts[word] == part
            if part != "PUNCT":
                counted += 1
                right = reading.heads[word] == (base + head - 1 if head else -1)
                arcs += right
                labelled += (
                    right and reading.relations[word].split(":")[0] == relation.split(":")[0]
                )
        base += len(row["w"])
    return {
        "upos": [parts, every, every],
        "uas": [arcs, counted, counted],
        "las": [labelled, counted, counted],
    }


def named(path: Path, encoder: Encoder) -> list[Counts]:
    """Count names by exact span and type, each sentence alone."""
    return [_named(row, read_words(words_in([row]), encoder)) for row in rows(path)]


def _named(row: Row, reading: Reading) -> Counts:
    want = {(SAME[kind], start, end) for kind, start, end in bio(row["ner"])}
    found = {(kind, start, end) for kind, start, end, _ in reading.names}
    out = {"names": (found, want)}
    for kind in (*MAIN_KINDS, "OTH"):
        out[f"names_{kind.lower()}"] = (
            {x for x in found if x[0] == kind},
            {x for x in want if x[0] == kind},
        )
    main = {x for x in found if x[0] != "OTH"}, {x for x in want if x[0] != "OTH"}
    out["names_main"] = main
    return {name: [len(a & b), len(a), len(b)] for name, (a, b) in out.items()}


def bio(tags: Sequence[str]) -> list[tuple[str, int, int]]:
    """Return (kind, start, end) of BIO tags."""
    found: list[tuple[str, int, int]] = []
    for place, tag in enumerate(tags):
        if tag.startswith("I-") and found and found[-1][2] == place and found[-1][0] == tag[2:]:
            found[-1] = (tag[2:], found[-1][1], place + 1)
        elif tag != "O":
            found.append((tag[2:], place, place + 1))
    return found
