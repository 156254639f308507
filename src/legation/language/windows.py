"""A document's sentences to overlapping windows of pieces, each sentence read with context.

A window holds whole sentences, at most WINDOW pieces; the next one begins CONTEXT pieces before
the first sentence that is new. A sentence is answered by the window in which it stands furthest
from an edge. A sentence longer than a window is cut into runs of words first. Example:
`make_windows(words, pieces)`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from legation.language.pieces import APART, CLOSE, WordPieces, case_of, quote_states
from legation.vocabulary import Sentence

WINDOW = 256
CONTEXT = 40
LONGEST = 120
"""Pieces of a run of words that is read whole; longer sentences are cut."""


MOST_WORDS = 20_000
"""Words whose scores are held at once; labels are found in one path through them."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a document, one entry each: text, spacing, paragraph, sentence."""

    texts: list[str]
    spacing: list[int]
    paragraphs: list[int]
    sentences: list[int]


@dataclass(frozen=True, slots=True)
class Window:
    """One input of the encoder.

    `pieces` (4, length): piece, case, spacing, quotation state. `first` (words,): the place of
    each word's first piece. `start` is the number of the first word; [`own_start`, `own_end`)
    are the words that this window answers for. `runs` are the [start, end) of sentences (or of
    runs of long ones), in words of the document.
    """

    pieces: NDArray[np.int64]
    first: NDArray[np.int64]
    start: int
    own_start: int
    own_end: int
    runs: tuple[tuple[int, int], ...]


def words_of(text: str, sentences: Sequence[Sentence]) -> Words:
    """Return the words of sentences; a block is a paragraph."""
    found = Words([], [], [], [])
    last = -1
    for number, sentence in enumerate(sentences):
        for token in sentence.tokens:
            found.texts.append(text[token.start : token.end])
            found.spacing.append(CLOSE if token.start == last else APART)
            found.paragraphs.append(sentence.block)
            found.sentences.append(number)
            last = token.end
    return found


def in_parts(words: Words) -> Iterator[tuple[int, Words]]:
    """Yield the words in parts of about MOST_WORDS, cut between sentences, each with its start."""
    start = 0
    while start < len(words.texts):
        end = min(start + MOST_WORDS, len(words.texts))
        while end < len(words.texts) and words.sentences[end] == words.sentences[end - 1]:
            end += 1
        part = slice(start, end)
        yield (
            start,
            Words(
                words.texts[part], words.spacing[part], words.paragraphs[part], words.sentences[part]
            ),
        )  # fmt: skip
        start = end


def make_windows(words: Words, pieces: WordPieces) -> list[Window]:
    """Cut the words into windows; their owned words cover the document once."""
    coded = [pieces.of_word(text) for text in words.texts]
    states = quote_states(words.texts, words.spacing, words.paragraphs)
    runs = list(_runs(words.sentences, coded))
    sizes = [sum(len(coded[i]) for i in range(*run)) + 1 for run in runs]
    spans = _spans(sizes)
    windows = []
    for place, (first, last) in enumerate(spans):
        own_first = _border(sizes, spans[place - 1], (first, last)) if place else first
        own_last = (
            _border(sizes, (first, last), spans[place + 1]) if place + 1 < len(spans) else last
        )
        inside = tuple(runs[first:last])
        owned = runs[own_first][0], runs[own_last - 1][1]
        windows.append(_fill(words, coded, states, pieces, inside, owned))
    return windows


def _runs(sentences: Sequence[int], coded: Sequence[tuple[int, ...]]) -> Iterator[tuple[int, int]]:
    """Yield sentences as [start, end), a long one in several runs."""
    start, size = 0, 0
    for index in range(len(coded)):
        new = index > start and sentences[index] != sentences[index - 1]
        if index > start and (new or size + len(coded[index]) > LONGEST):
            yield start, index
            start, size = index, 0
        size += len(coded[index])
    if coded:
        yield start, len(coded)


def _spans(sizes: Sequence[int]) -> list[tuple[int, int]]:
    """Return [first, last) runs of each window: new ones, and CONTEXT pieces before them."""
    spans: list[tuple[int, int]] = []
    done = 0
    while done < len(sizes):
        first, used = done, 2
        while first and used + sizes[first - 1] <= CONTEXT:
            first -= 1
            used += sizes[first]
        last = done
        while last < len(sizes) and (last == done or used + sizes[last] <= WINDOW):
            used += sizes[last]
            last += 1
        spans.append((first, last))
        done = last
    return spans


def _border(sizes: Sequence[int], before: tuple[int, int], after: tuple[int, int]) -> int:
    """Return the run at which the later window takes over: the middle of what both hold."""
    first, last = after[0], before[1]
    if first >= last:
        return last
    half, passed = sum(sizes[first:last]) / 2, 0.0
    for run in range(first, last):
        if passed + sizes[run] / 2 >= half:
            return run
        passed += sizes[run]
    return last


def _fill(
    words: Words,
    coded: Sequence[tuple[int, ...]],
    states: Sequence[int],
    pieces: WordPieces,
    runs: tuple[tuple[int, int], ...],
    owned: tuple[int, int],
) -> Window:
    start, end = runs[0][0], runs[-1][1]
    rows: list[tuple[int, int, int, int]] = [(pieces.start, 0, 0, 0)]
    first: list[int] = []
    for index in range(start, end):
        if index > start and words.paragraphs[index] != words.paragraphs[index - 1]:
            rows.append((pieces.paragraph, 0, 0, 0))
        first.append(len(rows))
        case = case_of(words.texts[index])
        rows += [(one, case, words.spacing[index], states[index]) for one in coded[index]]
    rows.append((pieces.end, 0, 0, 0))
    array = np.array(rows, np.int64).T
    return Window(np.ascontiguousarray(array), np.array(first, np.int64), start, *owned, runs)
