r"""Read the marked sentences: `[words|labels]` in running text, one sentence a line.

Labels stand after the bar, separated by blanks; brackets may nest; `\` takes the next sign as it
is; a line that begins with `#` is a remark, an empty line nothing, a line without brackets a
sentence without an event.

    TYPE[n][/mode][:context,context][+status+status]   the words that tell the event
    A R AR   actor, recipient, both at once (those who meet, trade, agree)
    I P T    issue (what is asked, refused, praised), place, time
    S        who alleges it
    future historical hypothetical negated ongoing alleged   the word that shows it

A role or status names its event by number (`A1`, `R23`, `future2`); in a sentence with one event
no number is needed. `+status` after a type says that the telling words show it themselves.

Example:
    >>> s = parse_line("[Ghana|A] [will|future] [sign|SUPPORT] [the treaty|I].")
    >>> s.text, s.events[0].kind, s.events[0].statuses
    ('Ghana will sign the treaty.', 'SUPPORT', ('future',))
    >>> [mark.words for mark in s.events[0].roles["A"]]
    ['Ghana']
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from legation.errors import InputError
from legation.vocabulary.plover import CONTEXTS, PLOVER, Auxiliary

FOLDER = Path(__file__).resolve().parent / "sentences"
ROLES = ("A", "R", "AR", "I", "P", "T", "S")
STATUSES = tuple(str(status) for status in Auxiliary)

_EVENT = re.compile(r"([A-Z]+)(\d?)(?:/([a-z-]+))?(?::([a-z_,]+))?((?:\+[a-z]+)*)")
_ROLE = re.compile(rf"({'|'.join(ROLES)})(\d*)")
_STATUS = re.compile(rf"({'|'.join(STATUSES)})(\d*)")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the sentence: half-open code points, and the words there."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class MarkedEvent:
    """One event: its type, the words that tell it, its roles by letter, its cues by status."""

    number: int
    kind: str
    mode: str | None
    contexts: tuple[str, ...]
    told: Mark
    roles: dict[str, tuple[Mark, ...]]
    cues: dict[str, tuple[Mark, ...]]

    @property
    def statuses(self) -> tuple[str, ...]:
        """The statuses in the vocabulary's order; empty: it happened."""
        return tuple(status for status in STATUSES if status in self.cues)


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """A sentence without its marks, its events in order of their numbers, where it stands."""

    text: str
    events: tuple[MarkedEvent, ...]
    where: str = ""


@dataclass(frozen=True, slots=True)
class _Label:
    """A label as read: what it says and where its words are."""

    label: str
    mark: Mark


def parse_line(line: str, *, where: str = "line") -> MarkedSentence:
    """Read one marked sentence.

    Raises:
        InputError: with the place, if brackets do not match, a label, type, mode or context is
            unknown, a role belongs to no event, or an event has neither actor nor recipient
            nor issue.
    """
    text, labels = _strip(line, where)
    told = [item for item in labels if _is_event(item.label)]
    numbers = [_number(item.label) for item in told]
    for item in labels:
        if not _is_event(item.label):
            _check_label(item, numbers, where)
    events = [_event(item, labels, several=len(told) > 1, where=where) for item in told]
    if len(set(numbers)) != len(numbers):
        raise InputError(where, found="two events with one number", expected="1, 2, 3 …")
    return MarkedSentence(text, tuple(sorted(events, key=lambda event: event.number)), where)


def _strip(line: str, where: str) -> tuple[str, list[_Label]]:
    text: list[str] = []
    opened: list[int] = []
    labels: list[_Label] = []
    at = 0
    while at < len(line):
        sign = line[at]
        if sign == "\\" and at + 1 < len(line):
            at += 1
            text.append(line[at])
        elif sign == "[":
            opened.append(len(text))
        elif sign == "|":
            close = line.find("]", at)
            if not opened or close < 0:
                raise InputError(f"{where}, column {at + 1}", found="a bar outside brackets")
            start = opened.pop()
            words = "".join(text[start:])
            if not words or words != words.strip():
                raise InputError(
                    f"{where}, column {at + 1}", found=f"{words!r} in brackets",
                    expected="words without a blank at either end",
                )  # fmt: skip
            mark = Mark(start, len(text), words)
            labels += [_Label(label, mark) for label in line[at + 1 : close].split()]
            at = close
        elif sign == "]":
            raise InputError(f"{where}, column {at + 1}", found="] without |labels")
        else:
            text.append(sign)
        at += 1
    if opened:
        raise InputError(where, found="[ that is not closed", expected="[words|labels]")
    return "".join(text), labels


def _is_event(label: str) -> bool:
    found = _EVENT.fullmatch(label)
    return bool(found) and not _ROLE.fullmatch(label)


def _number(label: str) -> int:
    found = _EVENT.fullmatch(label)
    return int(found.group(2) or 1) if found else 0


def _event(item: _Label, labels: list[_Label], *, several: bool, where: str) -> MarkedEvent:
    found = _EVENT.fullmatch(item.label)
    if found is None:
        raise InputError(where, found=item.label, expected="TYPE/mode:context+status")
    kind, digit, mode, contexts, statuses = found.groups()
    if kind not in PLOVER:
        raise InputError(where, found=f"type {kind}", expected=", ".join(PLOVER))
    if mode and mode not in PLOVER[kind].modes:
        raise InputError(
            where, found=f"mode {mode} of {kind}", expected=", ".join(PLOVER[kind].modes) or "none"
        )
    named = tuple(contexts.split(",")) if contexts else ()
    if unknown := [context for context in named if context not in CONTEXTS]:
        raise InputError(where, found=f"context {unknown[0]}", expected=", ".join(sorted(CONTEXTS)))
    if several and not digit:
        raise InputError(where, found=f"{item.label} without a number", expected=f"{kind}1 …")
    number = _number(item.label)
    roles, cues = _parts(number, labels, several=several)
    for status in statuses.split("+")[1:]:
        if status not in STATUSES:
            raise InputError(where, found=f"status {status}", expected=", ".join(STATUSES))
        cues[status] = (*cues.get(status, ()), item.mark)
    if not roles.keys() & {"A", "R", "AR", "I"}:
        raise InputError(where, found=f"{kind} with no actor, recipient or issue")
    return MarkedEvent(number, kind, mode, named, item.mark, roles, cues)


def _parts(
    number: int, labels: list[_Label], *, several: bool
) -> tuple[dict[str, tuple[Mark, ...]], dict[str, tuple[Mark, ...]]]:
    roles: dict[str, tuple[Mark, ...]] = {}
    cues: dict[str, tuple[Mark, ...]] = {}
    for item in labels:
        for pattern, parts in ((_ROLE, roles), (_STATUS, cues)):
            found = pattern.fullmatch(item.label)
            if found is None:
                continue
            name, digits = found.groups()
            if str(number) in digits or (not digits and not several):
                parts[name] = (*parts.get(name, ()), item.mark)
    return roles, cues


def _check_label(item: _Label, numbers: list[int], where: str) -> None:
    found = _ROLE.fullmatch(item.label) or _STATUS.fullmatch(item.label)
    if found is None:
        raise InputError(
            where,
            found=f"label {item.label!r}",
            expected=f"{', '.join((*ROLES, *STATUSES))}, or a type",
        )
    digits = found.group(2)
    if len(numbers) > 1 and not digits:
        raise InputError(where, found=f"{item.label} without a number", expected="A1, R2 …")
    if missing := [digit for digit in digits or "1" if int(digit) not in numbers]:
        raise InputError(where, found=f"{item.label}: there is no event {missing[0]}")


def parse_file(file: Path) -> Iterator[MarkedSentence]:
    """Read the sentences of a file."""
    lines = file.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#"):
            yield parse_line(line.strip(), where=f"{file.name}, line {number}")


def read_sentences(folder: Path = FOLDER) -> list[MarkedSentence]:
    """Read every sentence of the folder, in order of file and line.

    Raises:
        InputError: if a line is wrong (see `parse_line`) or a sentence stands there twice.
    """
    sentences = [s for file in sorted(folder.glob("*.txt")) for s in parse_file(file)]
    seen: dict[str, str] = {}
    for sentence in sentences:
        key = re.sub(r"\W+", " ", sentence.text.lower()).strip()
        if key in seen:
            raise InputError(
                sentence.where, found=f"the same sentence as {seen[key]}", do="remove one"
            )
        seen[key] = sentence.where
    return sentences


def count(sentences: Iterable[MarkedSentence]) -> Counter[str]:
    """Count sentences, those without and with several events, events by type and by status."""
    counts: Counter[str] = Counter()
    for sentence in sentences:
        counts["sentences"] += 1
        counts["none"] += not sentence.events
        counts["several"] += len(sentence.events) > 1
        for event in sentence.events:
            counts[event.kind] += 1
            counts.update(event.statuses)
    return counts


if __name__ == "__main__":
    for name, number in sorted(count(read_sentences()).items()):
        print(f"{name:14}{number:6}")
