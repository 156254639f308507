"""Raw sets to windows: consecutive words of one document with the labels that the set has."""

from __future__ import annotations

import gzip
import json
import random
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from legation.language.pieces import APART, CLOSE, UNKNOWN, WordPieces, case_of, quote_states

NONE = -100
WINDOW = 256
ROLES = ("SOURCE", "CUE", "CONTENT")
TAGS = ("O", "B-SOURCE", "I-SOURCE", "B-CUE", "I-CUE", "B-CONTENT", "I-CONTENT")
PARTS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT",
    "SCONJ", "SYM", "VERB", "X",
)  # fmt: skip
RELATIONS = (
    "acl", "acl:relcl", "advcl", "advcl:relcl", "advmod", "amod", "appos", "aux", "aux:pass", "case", "cc",
    "cc:preconj", "ccomp", "compound", "compound:prt", "conj", "cop", "csubj", "csubj:outer", "csubj:pass",
    "dep", "det", "det:predet", "discourse", "dislocated", "expl", "fixed", "flat", "goeswith", "iobj",
    "list", "mark", "nmod", "nmod:desc", "nmod:poss", "nmod:unmarked", "nsubj", "nsubj:outer", "nsubj:pass",
    "nummod", "obj", "obl", "obl:agent", "obl:unmarked", "orphan", "parataxis", "punct", "reparandum",
    "root", "vocative", "xcomp",
)  # fmt: skip
NAMES = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-OTH", "I-OTH")
GUIDELINES = ("crossner", "wikigold", "silver", "gum", "re3d")
"""Each set of names follows its own; the shipped model speaks the first."""
_KIND = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "MISC": "OTH", "EVT": "OTH"}
_SILVER = {"PERSON": "PER", "ORGANIZATION": "ORG", "LOCATION": "LOC", "MISC": "OTH"}


@dataclass
class Text:
    """A document as words, with what is known of each."""

    words: list[str]
    spacing: list[int]
    paragraphs: list[int]
    sentences: list[int]
    tags: list[int] | None = None
    cue_source: dict[int, int] = field(default_factory=dict)
    content_cue: dict[int, int] = field(default_factory=dict)
    parts: list[int] | None = None
    heads: list[int] | None = None
    relations: list[int] | None = None
    names: list[int] | None = None
    guideline: int = 0
    vectors: dict[int, int] = field(default_factory=dict)


@dataclass
class Window:
    """One input: arrays by piece and by word."""

    pieces: np.ndarray
    first: np.ndarray
    sentence: np.ndarray
    labels: dict[str, np.ndarray]
    guideline: int
    vectors: list[tuple[int, int, int]]
    """Pieces [start, end) of a sentence and its row in the teacher's vectors."""

    def __len__(self) -> int:
        return int(self.pieces.shape[1])


def rows(path: Path) -> list[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def attribution(path: Path) -> list[Text]:
    """PolNeAR: roles with links, and the silver names of another system."""
    return [_attribution(row) for row in rows(path)]


def _attribution(row: dict) -> Text:
    text, spans = row["text"], row["tokens"]
    words = [text[a:b] for a, b in spans]
    spacing = [APART if not i or a > spans[i - 1][1] else CLOSE for i, (a, _) in enumerate(spans)]
    found = Text(words, spacing, row["paragraph"], row["sentence"], [0] * len(words), guideline=2)
    for one in row["attributions"]:
        for number, role in enumerate(ROLES):
            for start, end in one.get(role, []):
                found.tags[start:end] = [2 * number + 2] * (end - start)
                found.tags[start] = 2 * number + 1
        if not one.get("CUE"):
            continue
        cue = one["CUE"][0][0]
        found.cue_source[cue] = one["SOURCE"][0][0] if one.get("SOURCE") else -1
        for start, _ in one.get("CONTENT", []):
            found.content_cue[start] = cue
    found.names = _bio([_SILVER.get(label) for label in row["ner_silver"]])
    return found


def _bio(kinds: list[str | None]) -> list[int]:
    """Labels without B and I: a run of one kind is one name."""
    labels, last = [], None
    for kind in kinds:
        labels.append(0 if kind is None else NAMES.index(("I-" if kind == last else "B-") + kind))
        last = kind
    return labels


def treebank(path: Path) -> list[Text]:
    """A treebank's documents; GUM's names come along."""
    texts: list[Text] = []
    last = None
    for row in rows(path):
        if row["doc"] != last:
            texts.append(
                Text([], [], [], [], None, {}, {}, [], [], [], [] if "ner" in row else None, 3)
            )
            last = row["doc"]
        _add_sentence(texts[-1], row)
    return texts


def _add_sentence(text: Text, row: dict) -> None:
    base = len(text.words)
    number = text.sentences[-1] + 1 if text.sentences else 0
    spaces = [1, *row["sp"][:-1]]
    text.words += row["w"]
    text.spacing += [APART if space else CLOSE for space in spaces]
    text.paragraphs += [0] * len(row["w"])
    text.sentences += [number] * len(row["w"])
    text.parts += [PARTS.index(part) for part in row["upos"]]
    text.heads += [base + h - 1 if h else -1 for h in row["head"]]
    text.relations += [RELATIONS.index(relation) for relation in row["dep"]]
    if text.names is not None:
        text.names += name_labels(row["ner"])


def name_labels(tags: list[str]) -> list[int]:
    return [0 if tag == "O" else NAMES.index(tag[:2] + _KIND[tag[2:]]) for tag in tags]


def named(path: Path, guideline: str) -> list[Text]:
    """A set of sentences with names; no document order and no spacing is known."""
    return [
        Text(
            row["w"], [UNKNOWN] * len(row["w"]), [0] * len(row["w"]), [0] * len(row["w"]),
            names=name_labels(row["ner"]), guideline=GUIDELINES.index(guideline),
        )
        for row in rows(path)
    ]  # fmt: skip


def varied(words: list[str], chance: random.Random) -> list[str]:
    """The same words with other typography: straight or curly marks, other case."""
    draw = chance.random()
    if draw < 0.3:
        table = str.maketrans("“”‘’", "\"\"''")
        words = [word.translate(table) for word in words]
    elif draw < 0.4:
        words = _curled(words)
    draw = chance.random()
    if draw < 0.02:
        words = [word.upper() for word in words]
    elif draw < 0.04:
        words = [word.lower() for word in words]
    return words


def _curled(words: list[str]) -> list[str]:
    opened, out = False, []
    for word in words:
        if word == '"':
            opened = not opened
            out.append("“" if opened else "”")
        else:
            out.append(word.replace("'", "’"))
    return out


def windows(
    text: Text,
    pieces: WordPieces,
    chance: random.Random | None,
    *,
    sizes: tuple[int, int] = (WINDOW, WINDOW),
) -> list[Window]:
    """Cut a document into windows at sentence ends; with `chance`, anew in every epoch."""
    words = varied(text.words, chance) if chance else text.words
    states = quote_states(words, text.spacing, text.paragraphs)
    if UNKNOWN in text.spacing:
        states = [UNKNOWN] * len(states)
    coded = [pieces.of_word(word) for word in words]
    starts = [i for i, s in enumerate(text.sentences) if not i or s != text.sentences[i - 1]]
    bounds = list(zip(starts, [*starts[1:], len(words)], strict=True))
    out, first = [], 0
    size = _size(sizes, chance)
    if chance and sizes[0] == WINDOW:
        size = chance.randint(60, WINDOW)  # the first window is short, so that cuts move
    while first < len(bounds):
        last, used = first, 2
        while last < len(bounds):
            start, end = bounds[last]
            cost = sum(len(coded[i]) for i in range(start, end)) + 1
            if last > first and used + cost > size:
                break
            used += cost
            last += 1
        begin, end = bounds[first][0], bounds[last - 1][1]
        out += _pieces(text, words, states, coded, pieces, begin, end)
        first = last
        size = _size(sizes, chance)
    return out


def _size(sizes: tuple[int, int], chance: random.Random | None) -> int:
    return chance.randint(*sizes) if chance else sizes[1]


def _pieces(
    text: Text,
    words: list[str],
    states: list[int],
    coded: list[tuple[int, ...]],
    pieces: WordPieces,
    begin: int,
    end: int,
) -> list[Window]:
    """Make the window [begin, end) of words; cut where one sentence alone is too long."""
    rows_, first, sentence, spans = [(pieces.start, 0, 0, 0)], [], [], {}
    last = end
    for index in range(begin, end):
        if index > begin and text.paragraphs[index] != text.paragraphs[index - 1]:
            rows_.append((pieces.paragraph, 0, 0, 0))
        if len(rows_) + len(coded[index]) > WINDOW - 1:
            last = index
            break
        number = text.sentences[index]
        first.append(len(rows_))
        sentence.append(number)
        case = case_of(words[index])
        rows_ += [(piece, case, text.spacing[index], states[index]) for piece in coded[index]]
        spans[number] = (spans.get(number, (first[-1], 0))[0], len(rows_))
    rows_.append((pieces.end, 0, 0, 0))
    window = Window(
        np.array(rows_, np.int32).T, np.array(first, np.int32), np.array(sentence, np.int32),
        _labels(text, begin, last), text.guideline,
        [(*spans[n], text.vectors[n]) for n in spans if n in text.vectors and last == end],
    )  # fmt: skip
    return (
        [window]
        if last == end
        else [window, *_pieces(text, words, states, coded, pieces, last, end)]
    )


def _labels(text: Text, begin: int, end: int) -> dict[str, np.ndarray]:
    span = slice(begin, end)
    out: dict[str, np.ndarray] = {}
    if text.tags is not None:
        out["tags"] = np.array(text.tags[span], np.int64)
        out["cue_source"] = _links(text.cue_source, begin, end)
        out["content_cue"] = _links(text.content_cue, begin, end)
    if text.parts is not None:
        out["parts"] = np.array(text.parts[span], np.int64)
        heads = [i if h < 0 else h for i, h in enumerate(text.heads[span], begin)]
        whole = [NONE if not begin <= h < end else h - begin for h in heads]
        out["heads"] = np.array(whole, np.int64)  # a root is its own head
        out["relations"] = np.array(text.relations[span], np.int64)
    if text.names is not None:
        out["names"] = np.array(text.names[span], np.int64)
    return out


def _links(links: dict[int, int], begin: int, end: int) -> np.ndarray:
    """Position + 1 of what each linking word points at; 0 for nothing in this window."""
    out = np.full(end - begin, NONE, np.int64)
    for word, target in links.items():
        if begin <= word < end:
            out[word - begin] = target - begin + 1 if begin <= target < end else 0
    return out
