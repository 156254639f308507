"""What the encoder says of a document: grammar, names, and the roles of attributions.

Windows overlap, and every word is answered by one of them, so the labels of a document are
found in one path through all its words and no span ends at a window's edge. Example:
`read_words(words, shipped()).parts`.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from legation.language.encoder import Encoder
from legation.language.labels import NEVER, allowed, best_labels, log_softmax, spans
from legation.language.trees import best_heads
from legation.language.windows import Window, Words, in_parts, make_windows
from legation.vocabulary.pulse import beat, part

Floats = NDArray[np.float32]
TRANSITION = 0.15
"""Weight of the counted transitions beside the scores of the words, chosen on the dev part."""
_KEPT = ("names", "tags", "cue_source", "content_cue")


@dataclass(frozen=True, slots=True)
class Role:
    """A span of words [start, end) with its role; `cues` are the links to the cues' starts.

    A source can belong to several cues. A link is (first word of the cue, probability).
    """

    kind: str
    start: int
    end: int
    confidence: float
    cues: tuple[tuple[int, float], ...] = ()


@dataclass(slots=True)
class Reading:
    """What was read of each word: part, head (in words of the document; a root is -1), relation.

    `names` are (kind, start, end, confidence).
    """

    parts: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    names: list[tuple[str, int, int, float]] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)


def read_words(words: Words, encoder: Encoder) -> Reading:
    """Read the words of a document; a long one in parts, so that memory does not grow with it."""
    reading = Reading()
    for start, own in in_parts(words):
        with part(start / len(words.texts), (start + len(own.texts)) / len(words.texts)):
            _append(reading, _read_part(own, encoder), start)
    return reading


def _append(reading: Reading, own: Reading, start: int) -> None:
    reading.parts += own.parts
    reading.heads += [head + start if head >= 0 else -1 for head in own.heads]
    reading.relations += own.relations
    reading.names += [(kind, a + start, b + start, sure) for kind, a, b, sure in own.names]
    reading.roles += [
        Role(
            role.kind, role.start + start, role.end + start, role.confidence,
            tuple((cue + start, sure) for cue, sure in role.cues),
        )
        for role in own.roles
    ]  # fmt: skip


def _read_part(words: Words, encoder: Encoder) -> Reading:
    reading = Reading()
    windows = make_windows(words, encoder.pieces)
    if not windows:
        return reading
    outputs = []
    for window in windows:
        beat(window.own_start, len(words.texts))
        output = encoder.read(window)
        _read_syntax(words, window, output, encoder, reading)
        outputs.append({name: output[name] for name in _KEPT})
    _join_runs(words, reading)
    names = log_softmax(_own(windows, outputs, "names"))
    labels = encoder.labels["names"]
    reading.names = _spans(names, labels, allowed(labels))
    tags = log_softmax(_own(windows, outputs, "tags"))
    labels = encoder.labels["tags"]
    follow = allowed(labels) + TRANSITION * encoder.transitions
    found = _spans(tags, labels, follow)
    reading.roles = _linked(found, windows, outputs)
    return reading


def _own(windows: list[Window], outputs: list[dict[str, Floats]], name: str) -> Floats:
    """Join the rows of the words that each window answers for."""
    parts = [
        output[name][window.own_start - window.start : window.own_end - window.start]
        for window, output in zip(windows, outputs, strict=True)
    ]
    return np.concatenate(parts)


def _spans(logs: Floats, labels: list[str], follow: Floats) -> list[tuple[str, int, int, float]]:
    path = best_labels(logs, follow)
    chosen = logs[np.arange(len(path)), path]
    return [
        (kind, start, end, float(np.exp(chosen[start:end].mean())))
        for kind, start, end in spans([labels[label] for label in path])
    ]


def _read_syntax(
    words: Words, window: Window, output: dict[str, Floats], encoder: Encoder, reading: Reading
) -> None:
    """Add part, head and relation of the words that a window answers for."""
    labels = encoder.labels
    rows: list[int] = []
    heads: list[int] = []
    for start, end in window.runs:
        if window.own_start <= start < window.own_end:
            here = slice(start - window.start, end - window.start)
            best = best_heads(output["arcs"][here, here])
            rows += range(here.start, here.stop)
            heads += [head + here.start for head in best]
    scores = encoder.relation_scores(output["dependent"][rows], output["governor"][heads])
    root = labels["relations"].index("root")
    scores[:, root] = NEVER
    relations = scores.argmax(axis=1)
    scores[np.equal(rows, heads)] = NEVER
    scores[np.equal(rows, heads), root] = 0
    forms = [words.texts[row + window.start] for row in rows]
    parts = encoder.parts.add(output["parts"][rows], scores, forms).argmax(axis=1)
    for place, (row, head) in enumerate(zip(rows, heads, strict=True)):
        at_root = row == head
        reading.parts.append(labels["parts"][parts[place]])
        reading.heads.append(-1 if at_root else head + window.start)
        reading.relations.append("root" if at_root else labels["relations"][relations[place]])


def _join_runs(words: Words, reading: Reading) -> None:
    """Hang the later roots of a long sentence, read in runs, under its first."""
    root, sentence = -1, -1
    for word, number in enumerate(words.sentences):
        if number != sentence:
            root, sentence = -1, number
        if reading.heads[word] < 0:
            if root < 0:
                root = word
            else:
                reading.heads[word], reading.relations[word] = root, "parataxis"


def _linked(
    found: list[tuple[str, int, int, float]],
    windows: list[Window],
    outputs: list[dict[str, Floats]],
) -> list[Role]:
    """Link contents to cues and cues to sources: each cue chooses one source, or none."""
    starts = {kind: [s for k, s, _, _ in found if k == kind] for kind in ("SOURCE", "CUE")}
    links: dict[int, list[tuple[int, float]]] = {}
    owner = _owners(windows)
    for kind, start, _, _ in found:
        if kind == "CONTENT":
            chosen = _choose("content_cue", start, starts["CUE"], owner, windows, outputs)
            if chosen:
                links.setdefault(start, []).append(chosen)
        elif kind == "CUE":
            chosen = _choose("cue_source", start, starts["SOURCE"], owner, windows, outputs)
            if chosen:
                links.setdefault(chosen[0], []).append((start, chosen[1]))
    return [
        Role(kind.lower(), start, end, sure, tuple(links.get(start, ())) if kind != "CUE" else ())
        for kind, start, end, sure in found
    ]


def _owners(windows: list[Window]) -> list[int]:
    return [n for n, w in enumerate(windows) for _ in range(w.own_start, w.own_end)]


def _choose(
    name: str,
    word: int,
    targets: list[int],
    owner: list[int],
    windows: list[Window],
    outputs: list[dict[str, Floats]],
) -> tuple[int, float] | None:
    """Return the target that a word points at and its probability among those in its window."""
    window = windows[owner[word]]
    scores = outputs[owner[word]][name][word - window.start]
    end = window.start + len(window.first)
    near = targets[bisect_left(targets, window.start) : bisect_left(targets, end)]
    if not near:
        return None
    logs = log_softmax(scores[[0, *(target - window.start + 1 for target in near)]])
    best = int(logs.argmax())
    return (near[best - 1], float(np.exp(logs[best]))) if best else None
