"""The event heads: which words tell events, who takes part, and what a candidate is.

Two forks: the reader goes on from the shared encoder's lower layers, which know grammar and names;
the judge from those of the sentence vectors, which know meanings. A sentence goes through a fork
alone and unpadded, and a candidate is judged alone, so an answer depends on no other candidate.
Example: `EventModel().read(words, shipped()).told.shape`.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from legation.errors import ModelError
from legation.events.chances import best_spans
from legation.events.features import buckets
from legation.events.marks import MARKS
from legation.language import encoder as shared
from legation.language.encoder import MIDDLE, WIDTH, Encoder, Floats
from legation.language.labels import allowed, best_labels, log_softmax, spans
from legation.language.windows import Words, in_parts, make_windows
from legation.vocabulary.pulse import beat, part

MODEL = shared.MODEL.with_name("events.onnx")
"""The judge; the reader stands beside it in `events_read.onnx`."""
LONGEST = 120
"""Words that are read together; a longer sentence is cut."""
LIKELY = 0.35
"""Probability from which a stretch of words is a participant of a sentence's main event."""
MOST_PIECES = 400
"""Pieces that are read together."""
Range = tuple[int, int]
Half = NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible event in words of the document, [first, last): any part may be empty."""

    words: tuple[Range, ...] = ()
    actor: tuple[Range, ...] = ()
    recipient: tuple[Range, ...] = ()


@dataclass(frozen=True, slots=True)
class Tagged:
    """A stretch of words [start, end): a role, or the type that it tells; its probability."""

    kind: str
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Scores:
    """What was read of a document's words.

    `told` (words, kinds) are probabilities that a word tells an event; `roles` (words, labels)
    are logarithms of probabilities of role labels of all events of a sentence, `main` the scores
    of those of its main event alone, to which `follow` (labels, labels) adds what may follow what.
    `segments` are the stretches of words read together.
    """

    kinds: tuple[str, ...]
    labels: tuple[str, ...]
    told: Floats
    roles: Floats
    main: Floats
    follow: Floats
    segments: tuple[Range, ...]

    def main_participants(self, least: float = LIKELY) -> list[Tagged]:
        """Return those of one event a sentence, its main one, by the habits of news sets.

        Args:
            least: probability of a whole span.
        """
        return [
            Tagged(kind, start + a, start + b, sure)
            for start, end in self.segments
            for kind, a, b, sure in best_spans(
                self.main[start:end], self.follow, self.labels, least
            )
        ]

    def participants(self) -> list[Tagged]:
        """Return the spans of actors, recipients and those who are both, of all events, in order."""
        found: list[Tagged] = []
        for start, end in self.segments:
            here = self.roles[start:end]
            path = best_labels(here, allowed(self.labels))
            chosen = np.exp(here[np.arange(len(path)), path])
            for kind, a, b in spans([self.labels[label] for label in path]):
                sure = float(chosen[a:b].mean())
                found.append(Tagged(kind, start + a, start + b, sure))
        return found

    def telling(self, least: float = 0.5) -> list[Tagged]:
        """Return the stretches of words that tell an event, as (likeliest type, words, probability).

        Which type it is, `judge` says better: it sees who did it to whom.

        Args:
            least: probability that a word tells an event of any type.
        """
        found: list[Tagged] = []
        best = self.told[:, 1:].argmax(axis=1) + 1
        sure = 1 - self.told[:, 0]
        for start, end in self.segments:
            for word in range(start, end):
                if sure[word] < least:
                    continue
                kind, last = self.kinds[best[word]], found[-1] if found else None
                if last and last.kind == kind and last.end == word and last.start >= start:
                    high = max(last.confidence, float(sure[word]))
                    found[-1] = Tagged(kind, last.start, word + 1, high)
                else:
                    found.append(Tagged(kind, word, word + 1, float(sure[word])))
        return found


class EventModel:
    """Sessions on the judge's file and, when it is first asked for, on the reader's beside it.

    Args:
        path: the judge's ONNX file; each file's hash stands in `<name>.sha256` beside it.
        threads: of this session.

    Attributes:
        version: name of what it was made of, for the record.
        kinds: "none" and the 16 types, in the order of the scores.

    Raises:
        ModelError: if the file is missing, is not what its hash says, or cannot be loaded.
    """

    def __init__(self, path: Path = MODEL, threads: int = 1) -> None:
        self._path, self._threads = path, threads
        self._judging = shared.open_session(path, threads, "the event heads")
        try:
            known: dict[str, str] = self._judging.get_modelmeta().custom_metadata_map
            self.kinds = tuple(json.loads(known["kinds"]))
            self.labels = tuple(json.loads(known["roles"]))
            self.version = known["version"]
            self._heat = float(known["heat"])
        except Exception as error:
            raise ModelError(
                str(path), found=f"no model of events ({error})", do=shared.REINSTALL
            ) from error

    def read(self, words: Words, encoder: Encoder, marks: Floats) -> Scores:
        """Read a document's words: one pass over each sentence; a long one in parts.

        Args:
            words: the document's.
            encoder: the shared one, whose states it goes on from.
            marks: (words, MARKS), what rules and grammar say of each word.

        Raises:
            ModelError: if the reader's file is missing or damaged, or the encoder's gives no
                states to go on from.
        """
        read = []
        for start, own in in_parts(words):
            with part(start / len(words.texts), (start + len(own.texts)) / len(words.texts)):
                here = marks[start : start + len(own.texts)]
                read.append((start, self._read_part(own, encoder, here)))
        told, roles, main = (
            np.concatenate([getattr(scores, name) for _, scores in read])
            if read
            else np.zeros((0, len(self.kinds if name == "told" else self.labels)), np.float32)
            for name in ("told", "roles", "main")
        )
        segments = tuple((a + start, b + start) for start, s in read for a, b in s.segments)
        return Scores(self.kinds, self.labels, told, roles, main, self.follow, segments)

    def _read_part(self, words: Words, encoder: Encoder, marks: Floats) -> Scores:
        counts = [len(encoder.pieces.of_word(text)) for text in words.texts]
        states, pieces = _states(words, counts, encoder)
        segments = tuple(_segments(words.sentences, counts))
        parts: list[tuple[Floats, Floats, Floats]] = []
        for start, end in segments:
            low, high = pieces[start], pieces[end]
            inputs = {
                "states": states[low:high].astype(np.float32),
                "first": pieces[start:end] - low,
                "marks": np.repeat(marks[start:end], counts[start:end], axis=0),
            }
            found = self._reading.run(["told", "roles", "main"], inputs)
            parts.append((found[0], found[1], found[2]))
        told, roles, main = (np.concatenate([one[n] for one in parts]) for n in range(3))
        return Scores(
            self.kinds, self.labels, np.exp(log_softmax(told)), log_softmax(roles),
            main, self.follow, segments,
        )  # fmt: skip

    def judge(self, words: Words, candidates: Sequence[Candidate]) -> Floats:
        """Return (candidates, kinds): the probability of none and of each type.

        A candidate is judged in the sentence of its telling words (of its actor, of its
        recipient, where it has none); parts of it elsewhere are left out. One that has no part
        at all is none.

        Args:
            words: the document's, or of any text: `sentences` tells where one ends.
            candidates: with ranges of these words.
        """
        out = np.zeros((len(candidates), len(self.kinds)), np.float32)
        out[:, 0] = 1.0
        known = shared.shipped().pieces
        counts = [len(known.of_word(text)) for text in words.texts]
        segments = list(_segments(words.sentences, counts))
        starts = [start for start, _ in segments]
        inside: dict[int, list[int]] = {}
        for row, candidate in enumerate(candidates):
            named = [*candidate.words, *candidate.actor, *candidate.recipient]
            if named:
                place = bisect_right(starts, named[0][0]) - 1
                inside.setdefault(place, []).append(row)
        for place, rows in inside.items():
            start, end = segments[place]
            sentence = _Sentence(words.texts[start:end], start)
            for row in rows:
                out[row] = self._judge(sentence, candidates[row])
        return out

    def _judge(self, sentence: _Sentence, candidate: Candidate) -> Floats:
        parts = [
            sentence.within(part)
            for part in (candidate.actor, candidate.recipient, candidate.words)
        ]
        inputs = {
            "states": sentence.states,
            "marks": sentence.marks(parts),
            "buckets": np.array(buckets(sentence.words, *parts), np.int64),
        }
        found: Floats = self._judging.run(["kinds"], inputs)[0]
        chances: Floats = np.exp(log_softmax(found[None] / self._heat))[0]
        return chances

    @cached_property
    def _reading(self) -> Any:  # noqa: ANN401 - onnxruntime ships no types
        return shared.open_session(self._reader_file, self._threads, "the event heads")

    @cached_property
    def follow(self) -> Floats:
        """What is added to the scores of the main event's roles where one follows another."""
        known: dict[str, str] = self._reading.get_modelmeta().custom_metadata_map
        if json.loads(known.get("marks", "[]")) != list(MARKS):
            raise ModelError(
                str(self._reader_file), found="a reader of other marks",
                expected="the one of this version", do=shared.REINSTALL,
            )  # fmt: skip
        return np.array(json.loads(known["follow"]), np.float32)

    @property
    def _reader_file(self) -> Path:
        return self._path.with_name("events_read.onnx")


class _Sentence:
    """A sentence that candidates are judged in: its words, states and where its words' pieces are.

    Args:
        words: the sentence's.
        start: number of its first word in the document.
    """

    def __init__(self, words: list[str], start: int) -> None:
        known = shared.shipped().pieces
        pieces = [known.of_word(word) for word in words]
        self.words = words
        self.states = shared.sentence_states([one for word in pieces for one in word])
        self._start = start
        self._places = np.concatenate([[0], np.cumsum([len(word) for word in pieces])])

    def within(self, ranges: Sequence[Range]) -> list[Range]:
        """Return the ranges that begin in the sentence, counted from its first word."""
        start, end = self._start, self._start + len(self.words)
        return [(a - start, min(b, end) - start) for a, b in ranges if start <= a < end and b > a]

    def marks(self, parts: Sequence[Sequence[Range]]) -> Floats:
        """Return (pieces, parts): 1 where a piece belongs to a part."""
        out = np.zeros((len(self.states), len(parts)), np.float32)
        for kind, ranges in enumerate(parts):
            for a, b in ranges:
                out[self._places[a] : self._places[b], kind] = 1
        return out


def _states(
    words: Words, counts: Sequence[int], encoder: Encoder
) -> tuple[Half, NDArray[np.int64]]:
    """Return the states of all words' pieces, and where each word's begin (and the end)."""
    pieces = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]).astype(np.int64)
    states = np.zeros((int(pieces[-1]), WIDTH), np.float16)
    if not encoder.forks:
        raise ModelError(
            "encoder.onnx", found=f"no output {MIDDLE!r}", expected="an encoder of this version",
            do=shared.REINSTALL,
        )  # fmt: skip
    for window in make_windows(words, encoder.pieces):
        beat(window.own_start, len(words.texts))
        middle = encoder.middle(window)
        for word in range(window.own_start, window.own_end):
            at = window.first[word - window.start]
            states[pieces[word] : pieces[word + 1]] = middle[at : at + counts[word]]
    return states, pieces


def _segments(sentences: Sequence[int], counts: Sequence[int]) -> Iterator[Range]:
    """Yield the sentences as [start, end) of words, long ones in stretches.

    Args:
        sentences: the number of each word's sentence.
        counts: how many pieces each word has.
    """
    start, size = 0, 0
    for word, count in enumerate(counts):
        ended = word > start and sentences[word] != sentences[start]
        if ended or word - start == LONGEST or (size and size + count > MOST_PIECES):
            yield start, word
            start, size = word, 0
        size += count
    if counts:
        yield start, len(counts)


@cache
def shipped() -> EventModel:
    """Return this process' event heads; LEGATION_THREADS sets their threads."""
    return EventModel(MODEL, shared.threads())
