"""The diplomatic-prose test set: sentences with their events, read from a marked text.

Takes `data/diplomatic.txt` (see README.md for the marks); gives `Sentence` rows whose spans are
half-open offsets in Unicode code points of the sentence. `python -m bench.events.diplomatic`
prints them as JSON lines.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from legation.vocabulary.plover import CONTEXTS, PLOVER

FILE = Path(__file__).resolve().parent / "data" / "diplomatic.txt"
AUXILIARY = {
    "H": "historical",
    "F": "future",
    "Y": "hypothetical",
    "N": "negated",
    "O": "ongoing",
    "L": "alleged",
}
ROLES = {"E": "words", "A": "actor", "R": "recipient", "I": "issue", "T": "when", "P": "where"}
FLAGS = {"n": "nominal", "p": "passive"}
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cue:
    """A mode that the grammar shows (historical, future, ...) and the words that show it."""

    mode: str
    span: Place


@dataclass(frozen=True, slots=True)
class Labelled:
    """One event of a sentence; a role with several spans is a coordination.

    `words` are the words that name the deed. `reciprocal` tells that every participant acts on
    the others: all of them then stand in both `actor` and `recipient`. `mode` and `context` are
    None where PLOVER defines none or the sentence does not settle it.
    """

    kind: str
    mode: str | None
    context: str | None
    words: tuple[Place, ...]
    actor: tuple[Place, ...]
    recipient: tuple[Place, ...]
    issue: tuple[Place, ...]
    when: tuple[Place, ...]
    where: tuple[Place, ...]
    cues: tuple[Cue, ...]
    reciprocal: bool
    nominal: bool
    passive: bool

    @property
    def status(self) -> str:
        """How real the event is: the first that holds of the list in the README."""
        shown = {cue.mode for cue in self.cues}
        for mode in ("negated", "alleged", "hypothetical", "future", "ongoing", "historical"):
            if mode in shown:
                return mode
        return "occurred"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the set: its text, what kind of prose it is, and its events."""

    id: str
    genre: str
    region: str
    written: str
    text: str
    events: tuple[Labelled, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch of the bare text and its labels such as `A1`."""

    labels: tuple[str, ...]
    span: Place


def unmark(marked: str) -> tuple[str, list[Mark]]:
    """Return the bare text and its marks; nested marks are allowed.

    Raises:
        ValueError: if braces do not match, or a label is not letters and digits.

    Example:
        >>> unmark("{A Kenya} {E,O2 met} envoys.")[1][1]
        Mark(labels=('E1', 'O2'), span=(6, 9))
    """
    bare: list[str] = []
    marks: list[Mark] = []
    opened: list[tuple[tuple[str, ...], int]] = []
    length = 0
    for piece in re.split(r"(\{[^ {}]+ |\})", marked):
        if piece == "}":
            if not opened:
                raise ValueError(f"closing brace without an opening one: {marked}")
            labels, start = opened.pop()
            marks.append(Mark(labels, (start, length)))
        elif piece.startswith("{"):
            opened.append((read_labels(piece[1:-1]), length))
        else:
            bare.append(piece)
            length += len(piece)
    text = "".join(bare)
    if opened or "{" in text:
        raise ValueError(f"opening brace without a closing one: {marked}")
    return text, sorted(marks, key=lambda mark: mark.span)


def read_labels(written: str) -> tuple[str, ...]:
    """Return `A12,R3` as ('A1', 'A2', 'R3'); no digit means the first event."""
    labels: list[str] = []
    for part in written.split(","):
        if not (found := re.fullmatch(r"([A-Z]+)([1-9]*)", part)):
            raise ValueError(f"label {part!r}: want letters, then digits")
        labels += [letter + digit for letter in found[1] for digit in found[2] or "1"]
    return tuple(labels)


def read_event(written: str, number: int, marks: list[Mark]) -> Labelled:
    """Return event `number` from its tail `TYPE.mode/context flags` and the marks.

    Raises:
        ValueError: if type, mode, context or flag is unknown, or no words name the deed.
    """
    head, *flags = written.split()
    named, _, context = head.partition("/")
    kind, _, mode = named.partition(".")
    if kind not in PLOVER or (mode and mode not in PLOVER[kind].modes):
        raise ValueError(f"unknown type or mode: {written}")
    if (context and context not in CONTEXTS) or set(flags) - set(FLAGS):
        raise ValueError(f"unknown context or flag: {written}")

    def spans(letters: str) -> tuple[Place, ...]:
        wanted = {f"{letter}{number}" for letter in letters}
        return tuple(mark.span for mark in marks if wanted & set(mark.labels))

    if not spans("E"):
        raise ValueError(f"no words name event {number}: {written}")
    return Labelled(
        kind=kind,
        mode=mode or None,
        context=context or None,
        words=spans("E"),
        actor=spans("AB"),
        recipient=spans("RB"),
        issue=spans("I"),
        when=spans("T"),
        where=spans("P"),
        cues=tuple(Cue(name, span) for letter, name in AUXILIARY.items() for span in spans(letter)),
        reciprocal=bool(spans("B")),
        nominal="n" in flags,
        passive="p" in flags,
    )


def read_line(line: str, identifier: str, header: list[str]) -> Sentence:
    """Return the sentence of one line `marked text || event ; event`.

    Raises:
        ValueError: if marks and events do not fit each other.
    """
    marked, parted, tail = line.partition("||")
    text, marks = unmark(marked.strip())
    written = [part.strip() for part in tail.split(";") if part.strip()]
    used = {label[1] for mark in marks for label in mark.labels}
    letters = {label[0] for mark in marks for label in mark.labels}
    if not parted or used != {str(number) for number in range(1, len(written) + 1)}:
        raise ValueError(f"marks and events do not fit: {line}")
    if letters - set(ROLES) - set(AUXILIARY) - {"B"}:
        raise ValueError(f"unknown role: {line}")
    events = tuple(read_event(part, number, marks) for number, part in enumerate(written, 1))
    genre, region, day = header
    return Sentence(identifier, genre, region, day, text, events)


def sentences(file: Path = FILE) -> list[Sentence]:
    """Return every sentence of the set in the order of the file."""
    rows: list[Sentence] = []
    header: list[str] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            header = line[1:].split()
        elif line.strip() and not line.startswith("#"):
            rows.append(read_line(line, f"dp-{len(rows) + 1:03d}", header))
    return rows


def main() -> None:
    """Print the set as JSON lines, with the words of each span left to the reader's slicing."""
    for row in sentences():
        found = asdict(row)
        for event, kept in zip(found["events"], row.events, strict=True):
            event["status"] = kept.status
        print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
