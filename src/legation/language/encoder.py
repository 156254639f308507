"""The shipped encoder: its file, checked by its hash, and what it says of a window.

One session a process. A window is read alone and unpadded, so what it says depends on nothing
else: neither on what is read beside it nor on the number of threads. Example:
`vectors(["Talks failed."]).shape` is (1, 384).
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from legation.errors import ModelError
from legation.language.parts import PartCounts
from legation.language.pieces import WordPieces
from legation.language.windows import Window

_MODELS = Path(__file__).parent / "models"
MODEL = _MODELS / "encoder.onnx"
SENTENCES = _MODELS / "sentences.onnx"
WORDS = _MODELS / "words.npy"
"""The table of word pieces, int8 (pieces, WIDTH): one for both files."""
THREADS = "LEGATION_THREADS"
"""Environment variable: threads of one session (1 where it is not set)."""
WIDTH = 384
MIDDLE = "middle"
"""The output that other models branch off: a state a piece, after the encoder's lower layers."""
MOST = 256
"""Pieces of a sentence that its vector is made of."""
REINSTALL = "install legation again (pip install --force-reinstall --no-deps legation)"
"""What to do about a file that is missing or damaged."""
Floats = NDArray[np.float32]


class Encoder:
    """A session on the model file, with its vocabulary and labels.

    Args:
        path: the ONNX file; its hash stands in `<name>.sha256` beside it.
        threads: of this session.

    Attributes:
        forks: whether the file gives the states that other models branch off (`middle`).

    Raises:
        ModelError: if the file is missing, is not what its hash says, or cannot be loaded.
    """

    def __init__(self, path: Path = MODEL, threads: int = 1) -> None:
        self._session = open_session(path, threads)
        try:
            known: dict[str, str] = self._session.get_modelmeta().custom_metadata_map
            self.labels: dict[str, list[str]] = json.loads(known["labels"])
            self.transitions = np.array(json.loads(known["transitions"]), np.float32)
            self.pieces = WordPieces(known["vocabulary"].splitlines())
            counted = np.array(json.loads(known["relation_parts"]), np.float32)
            self.parts = PartCounts(self.labels["parts"], counted, json.loads(known["word_parts"]))
        except Exception as error:
            raise ModelError(
                str(path), found=f"no model of ours ({error})", do=REINSTALL
            ) from error
        outputs = [output.name for output in self._session.get_outputs()]
        self._outputs = [name for name in outputs if name != MIDDLE]
        self.forks = MIDDLE in outputs
        relations = len(self.labels["relations"])
        self._cross_bias = _weights(known, "cross_bias").reshape(relations, -1)
        width = self._cross_bias.shape[1]
        cross = _weights(known, "cross_weight").reshape(relations * width, width)
        self._cross = np.ascontiguousarray(cross.T)
        self._alone = _weights(known, "alone_weight").reshape(relations, -1).T
        self._alone_bias = _weights(known, "alone_bias")

    def read(self, window: Window) -> dict[str, Floats]:
        """Return every head's scores for a window, by name; rows are its words (or pieces)."""
        found = _run(self._session, self._outputs, pieces=window.pieces, first=window.first)
        return dict(zip(self._outputs, found, strict=True))

    def middle(self, window: Window) -> Floats:
        """Return the states (pieces, WIDTH) at the fork."""
        return _run(self._session, [MIDDLE], pieces=window.pieces, first=window.first)[0]

    def relation_scores(self, dependent: Floats, governor: Floats) -> Floats:
        """Scores (rows, relations) of pairs of features (rows, width)."""
        rows, width = dependent.shape
        cross = (dependent @ self._cross).reshape(rows, -1, width) + self._cross_bias
        alone = np.concatenate([dependent, governor], axis=1) @ self._alone + self._alone_bias
        scores: Floats = np.matmul(cross, governor[:, :, None])[:, :, 0] + alone
        return scores


def open_session(path: Path, threads: int, what: str = "the encoder") -> Any:  # noqa: ANN401 - onnxruntime ships no types
    """Open a session on a file of ours.

    Args:
        path: the ONNX file, its hash beside it.
        threads: of the session.
        what: the file's name in messages.

    Raises:
        ModelError: if the file is missing, is not what its hash says, or cannot be loaded.
    """
    content = _checked(path, what)
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # its errors have no common class
        raise ModelError(str(path), found=f"no model ({error})", do=REINSTALL) from error


def _run(session: Any, outputs: list[str], **given: NDArray[Any]) -> list[Floats]:  # noqa: ANN401 - onnxruntime ships no types
    """Run a session; one without a table of its own is given the shared one."""
    if any(one.name == "words" for one in session.get_inputs()):
        given["words"] = word_table()
    found: list[Floats] = session.run(outputs, given)
    return found


@cache
def word_table() -> NDArray[np.int8]:
    """Return the table of word pieces (pieces, WIDTH), int8.

    Raises:
        ModelError: if its file is missing or is not what its hash says.
    """
    table: NDArray[np.int8] = np.load(io.BytesIO(_checked(WORDS, "the table of word pieces")))
    return table


def _checked(path: Path, what: str) -> bytes:
    """Return the file's bytes if they have the hash that stands beside it."""
    beside = path.with_suffix(".sha256")
    if not path.is_file() or not beside.is_file():
        missing = beside if path.is_file() else path
        raise ModelError(str(missing), found="no file", expected=what, do=REINSTALL)
    content = path.read_bytes()
    want = beside.read_text(encoding="ascii").split()[0]
    digest = hashlib.sha256(content).hexdigest()
    if digest != want:
        raise ModelError(
            str(path), found=f"sha256 {digest}", expected=f"sha256 {want}", do=REINSTALL
        )
    return content


def _weights(known: dict[str, str], name: str) -> Floats:
    return np.frombuffer(base64.b64decode(known[name]), "<f2").astype(np.float32)


@cache
def shipped() -> Encoder:
    """Return this process' encoder; LEGATION_THREADS sets its threads."""
    return Encoder(MODEL, threads())


def threads() -> int:
    """Return the threads of a session: LEGATION_THREADS, or 1."""
    return max(1, int(os.environ.get(THREADS, "1") or 1))


@cache
def _sentence_session() -> Any:  # noqa: ANN401 - onnxruntime ships no types
    return open_session(SENTENCES, threads(), "the sentence vectors")


def sentence_states(pieces: Sequence[int]) -> Floats:
    """Return MiniLM's states (pieces, WIDTH) at the fork, of one sentence read alone.

    Args:
        pieces: of the sentence's words, at most 510.
    """
    known = shipped().pieces
    row = np.array([known.start, *pieces, known.end], np.int64)
    return _run(_sentence_session(), [MIDDLE], pieces=row)[0][1:-1]


def vectors(sentences: Sequence[str]) -> Floats:
    """Return one vector of length 1 a sentence, float32 (n, 384); zeros where there are no words.

    The cosine of two vectors tells how near the sentences are in meaning. They are MiniLM's:
    the mean of the states of a sentence's first 256 pieces.
    """
    out = np.zeros((len(sentences), WIDTH), np.float32)
    pieces = shipped().pieces
    for index, sentence in enumerate(sentences):
        words = sentence.split()
        if not words:
            continue
        found = [one for word in words[:MOST] for one in pieces.of_word(word)][: MOST - 2]
        row = np.array([pieces.start, *found, pieces.end], np.int64)
        mean = _run(_sentence_session(), ["states"], pieces=row)[0].mean(axis=0)
        out[index] = mean / np.linalg.norm(mean)
    return out
