"""The event heads: which words tell events, who takes part, and what a candidate is.

A fork of the shared encoder: its lower layers' states go through layers of the heads' own. A
sentence is read alone and unpadded, and a candidate is judged alone, so an answer depends on
nothing beside it. Example: `EventModel().read(words, shipped()).told.shape`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from legation.errors import ModelError
from legation.events.features import buckets
from legation.language import encoder as shared
from legation.language.encoder import MIDDLE, WIDTH, Encoder, Floats
from legation.language.labels import allowed, best_labels, log_softmax, spans
from legation.language.windows import Words, make_windows

MODEL = shared.MODEL.with_name("events.onnx")
LONGEST = 160
"""Words that are read together; a longer sentence is cut."""
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

    `told` (words, kinds) are probabilities that a word tells an event; `roles` and `main`
    (words, labels) are logarithms of probabilities of role labels: of all events of a sentence,
    and of its main event alone. `segments` are the stretches read together; `states` and `pieces`
    (number of the first piece of each word, and the end) are what `judge` goes on from.
    """

    kinds: tuple[str, ...]
    labels: tuple[str, ...]
    told: Floats
    roles: Floats
    main: Floats
    words: Words
    segments: tuple[Range, ...]
    states: Half
    pieces: NDArray[np.int64]

    def participants(self, *, main: bool = False) -> list[Tagged]:
        """Return the spans of actors, recipients and those who are both, in order.

        Args:
            main: of one event a sentence, its main one, by the habits of news sets.
        """
        logs = self.main if main else self.roles
        found: list[Tagged] = []
        for start, end in self.segments:
            here = logs[start:end]
            path = best_labels(here, allowed(self.labels))
            chosen = np.exp(here[np.arange(len(path)), path])
            for kind, a, b in spans([self.labels[label] for label in path]):
                sure = float(chosen[a:b].mean())
                found.append(Tagged(kind, start + a, start + b, sure))
        return found

    def telling(self, least: float = 0.5) -> list[Tagged]:
        """Return the stretches of words of one type whose probability of telling it is enough.

        Args:
            least: probability of a word's best type.
        """
        found: list[Tagged] = []
        best = self.told[:, 1:].argmax(axis=1) + 1
        sure = self.told[np.arange(len(best)), best]
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
    """A session on the events file.

    Args:
        path: the ONNX file; its hash stands in `<name>.sha256` beside it.
        threads: of this session.

    Attributes:
        version: name of what it was made of, for the record.
        kinds: "none" and the 16 types, in the order of the scores.

    Raises:
        ModelError: if the file is missing, is not what its hash says, or cannot be loaded.
    """

    def __init__(self, path: Path = MODEL, threads: int = 1) -> None:
        self._session = shared.open_session(path, threads, "the event heads")
        try:
            known: dict[str, str] = self._session.get_modelmeta().custom_metadata_map
            self.kinds = tuple(json.loads(known["kinds"]))
            self.labels = tuple(json.loads(known["roles"]))
            self.version = known["version"]
            self._heat = float(known["heat"])
        except Exception as error:
            raise ModelError(
                str(path), found=f"no model of events ({error})", do=shared.REINSTALL
            ) from error
        self._options: Any = _partly()

    def read(self, words: Words, encoder: Encoder) -> Scores:
        """Read a document's words: one pass over each sentence.

        Raises:
            ModelError: if the encoder's file gives no states to go on from.
        """
        states, pieces = _states(words, encoder)
        segments = tuple(_segments(words.sentences))
        parts: list[tuple[Floats, Floats, Floats]] = []
        for start, end in segments:
            low, high = pieces[start], pieces[end]
            found = self._run(
                ["told", "roles", "main"],
                states=states[low:high].astype(np.float32),
                first=pieces[start:end] - low,
            )
            parts.append((found[0], found[1], found[2]))
        told, roles, main = (
            np.concatenate([part[n] for part in parts])
            if parts
            else np.zeros((0, len(self.kinds if n == 0 else self.labels)), np.float32)
            for n in range(3)
        )
        return Scores(
            self.kinds, self.labels, np.exp(log_softmax(told)), log_softmax(roles),
            log_softmax(main), words, segments, states, pieces,
        )  # fmt: skip

    def judge(self, scores: Scores, candidates: Sequence[Candidate]) -> Floats:
        """Return (candidates, kinds): the probability of none and of each type.

        A candidate is judged in the sentence of its telling words (of its actor, of its
        recipient, where it has none); parts of it elsewhere are left out. One that has no part
        at all is none.
        """
        out = np.zeros((len(candidates), len(self.kinds)), np.float32)
        out[:, 0] = 1.0
        starts = np.array([start for start, _ in scores.segments])
        for row, candidate in enumerate(candidates):
            named = [*candidate.words, *candidate.actor, *candidate.recipient]
            if named:
                place = int(np.searchsorted(starts, named[0][0], side="right")) - 1
                out[row] = self._judge(scores, scores.segments[place], candidate)
        return out

    def _judge(self, scores: Scores, segment: Range, candidate: Candidate) -> Floats:
        start, end = segment
        low, high = scores.pieces[start], scores.pieces[end]
        marks = np.zeros((int(high - low), 3), np.float32)
        parts = [
            _within(part, segment)
            for part in (candidate.actor, candidate.recipient, candidate.words)
        ]
        for kind, ranges in enumerate(parts):
            for a, b in ranges:
                first, last = scores.pieces[start + a] - low, scores.pieces[start + b] - low
                marks[first:last, kind] = 1
        found = self._run(
            ["kinds"],
            states=scores.states[low:high].astype(np.float32),
            marks=marks,
            buckets=np.array(buckets(scores.words.texts[start:end], *parts), np.int64),
        )
        chances: Floats = np.exp(log_softmax(found[0][None] / self._heat))[0]
        return chances

    def _run(self, outputs: list[str], **given: NDArray[Any]) -> list[Floats]:
        """Run one half of the graph; what the other half takes is fed with nothing."""
        nothing = {
            "first": np.zeros(1, np.int64),
            "marks": np.zeros((1, 3), np.float32),
            "buckets": np.zeros(1, np.int64),
        }
        found: list[Floats] = self._session.run(outputs, nothing | given, self._options)
        return found


def _partly() -> Any:  # noqa: ANN401 - onnxruntime ships no types
    import onnxruntime

    options = onnxruntime.RunOptions()
    options.only_execute_path_to_fetches = True
    return options


def _states(words: Words, encoder: Encoder) -> tuple[Half, NDArray[np.int64]]:
    """Return the states of all words' pieces, and where each word's begin (and the end)."""
    counts = [len(encoder.pieces.of_word(text)) for text in words.texts]
    pieces = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]).astype(np.int64)
    states = np.zeros((int(pieces[-1]), WIDTH), np.float16)
    if not encoder.forks:
        raise ModelError(
            "encoder.onnx", found=f"no output {MIDDLE!r}", expected="an encoder of this version",
            do=shared.REINSTALL,
        )  # fmt: skip
    for window in make_windows(words, encoder.pieces):
        middle = encoder.middle(window)
        for word in range(window.own_start, window.own_end):
            at = window.first[word - window.start]
            states[pieces[word] : pieces[word + 1]] = middle[at : at + counts[word]]
    return states, pieces


def _segments(sentences: Sequence[int]) -> Iterator[Range]:
    """Yield the sentences as [start, end) of words, long ones in stretches of LONGEST."""
    start = 0
    for word in range(1, len(sentences) + 1):
        ended = word == len(sentences) or sentences[word] != sentences[start]
        if ended or word - start == LONGEST:
            yield start, word
            start = word


def _within(ranges: Sequence[Range], segment: Range) -> list[Range]:
    """Return the ranges that stand in the segment, counted from its start."""
    start, end = segment
    return [(a - start, min(b, end) - start) for a, b in ranges if start <= a < end and b > a]


@cache
def shipped() -> EventModel:
    """Return this process' event heads; LEGATION_THREADS sets their threads."""
    return EventModel(MODEL, shared.threads())
