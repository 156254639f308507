"""Sentences and tokens of the main text, with exact spans in the untouched text.

syntok finds where sentences end; where it changes a word, the span is found again in the source.
The tokens are then cut as the encoder knows them (`words`). Example:
`split_block("One. Two.", 0)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from legation.language.words import words as split_words
from legation.vocabulary import Block, Document, Sentence, Span

LONGEST = 20_000
"""Characters that are split at a time: a paragraph without an end costs no more than this."""
_FOOTNOTE = re.compile(r"(?<=[.!?][\"”»’])(\d{1,3})(?=\s+[A-ZА-ЯÀ-Þ\"“«]|\s*$)")
_WORD = re.compile(r"\S+")
Piece = tuple[int, int]


def find_sentences(document: Document) -> tuple[Sentence, ...]:
    """Return the sentences of every block of main text, in order."""
    return tuple(
        sentence
        for number, block in enumerate(document.blocks)
        if block.main
        for sentence in _block_sentences(document, block, number)
    )


def _block_sentences(document: Document, block: Block, number: int) -> Iterator[Sentence]:
    words = block.span.words(document.text)
    for tokens in split_block(words, block.span.start):
        spans = tuple(Span(document.id, start, end) for start, end in tokens)
        yield Sentence(Span(document.id, tokens[0][0], tokens[-1][1]), spans, number)


def split_block(words: str, offset: int) -> Iterator[list[Piece]]:
    """Yield the tokens of each sentence of a block as [start, end) shifted by `offset`.

    Every non-space character lies in exactly one token.

    Example:
        >>> [len(tokens) for tokens in split_block("He said no. She left.", 0)]
        [4, 3]
    """
    for start, end in _chunks(words):
        for tokens in _split(words[start:end]):
            first, last = start + tokens[0][0], start + tokens[-1][1]
            yield split_words(words[first:last], offset + first)


def _chunks(words: str) -> Iterator[Piece]:
    start = 0
    while len(words) - start > LONGEST:
        cut = words.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = cut if cut > 0 else start + LONGEST
        yield start, cut
        start = cut
    yield start, len(words)


def _split(words: str) -> Iterator[list[Piece]]:
    """Split a chunk: a footnote's number after a closing quotation mark ends its sentence."""
    start = 0
    for mark in [*_FOOTNOTE.finditer(words), None]:
        end = mark.end() if mark else len(words)
        yield from _split_plain(words[start:end], start)
        start = end


def _split_plain(words: str, offset: int) -> Iterator[list[Piece]]:
    from syntok import segmenter

    tokens = list(_tokenizer().tokenize(words))
    cursor = 0
    for sentence in segmenter.split(iter(tokens)):
        pieces: list[Piece] = []
        for token in sentence:
            start = words.find(token.value, cursor) if token.value else -1
            if start < 0 or words[cursor:start].strip():
                continue  # a word that was changed: it is taken up with the next one below
            pieces += _gap(words, cursor, start)
            pieces.append((start, start + len(token.value)))
            cursor = start + len(token.value)
        last = sentence[-1] if sentence else None
        end = min(len(words), last.offset + len(last.value)) if last else cursor
        pieces += _gap(words, cursor, end)
        cursor = max(cursor, end)
        if pieces:
            yield [(offset + a, offset + b) for a, b in pieces]
    rest = _gap(words, cursor, len(words))
    if rest:
        yield [(offset + a, offset + b) for a, b in rest]


def _gap(words: str, start: int, end: int) -> list[Piece]:
    """Return the words that no token took, split at white space."""
    return [(start + m.start(), start + m.end()) for m in _WORD.finditer(words[start:end])]


@cache
def _tokenizer() -> Any:  # noqa: ANN401 - syntok ships no types
    from syntok.tokenizer import Tokenizer

    return Tokenizer(emit_hyphen_or_underscore_sep=True, replace_not_contraction=False)
