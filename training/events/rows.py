"""Every set of sentences in one form: words, and of each event what that set tells of it.

PLV tells actor, recipient and one of 15 types (YIELD is two of ours); CoPED tells one event's
participants, or one of five classes, or both; our own sentences tell everything. Other systems'
columns (`zsp_*`) are not read. Example: `plv(Path("../shared/data/events"))[0].events[0].kinds`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from legation.language.pieces import APART, CLOSE
from legation.language.windows import Words
from legation.language.words import words as cut
from legation.vocabulary.plover import PLOVER
from training.events.markup import Mark, MarkedEvent, MarkedSentence, read_sentences
from training.events.widen import widen

NONE = "none"
KINDS = (NONE, *PLOVER)
"""What a stretch of words can be: no event, or one of the 16 types."""
ROLES = ("O", "B-actor", "I-actor", "B-recipient", "I-recipient", "B-both", "I-both")
_YIELD = ("CONCEDE", "RETREAT")
PENTA = {
    "0": (NONE,),
    "1": ("AGREE", "CONSULT", "SUPPORT"),
    "2": ("COOPERATE", "AID", "RETREAT", "CONCEDE"),
    "3": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "4": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
"""CoPED's classes in our types: it follows CAMEO, where yielding (08) is material."""
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Told:
    """One event: the types that its set's label allows, and ranges of words.

    `words` is empty where the set does not mark the words that tell it.
    """

    kinds: tuple[int, ...]
    words: tuple[Range, ...] = ()
    actor: tuple[Range, ...] = ()
    recipient: tuple[Range, ...] = ()
    both: tuple[Range, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence.

    `family` is shared by its variants; `spans` are the words' [start, end) in `text`; `tagged` says
    that every participant of its events is marked; `label` is the set's own class.
    """

    set: str
    text: str
    spans: tuple[Range, ...]
    events: tuple[Told, ...]
    family: str
    label: str = ""
    tagged: bool = True
    words: tuple[str, ...] = ()

    def as_words(self) -> Words:
        """Return the words as run time has them: one sentence of one paragraph."""
        last, spacing = -1, []
        for start, end in self.spans:
            spacing.append(CLOSE if start == last else APART)
            last = end
        zeros = [0] * len(self.spans)
        return Words(list(self.words), spacing, zeros, zeros)


def _row(
    kind: str,
    text: str,
    events: Sequence[Told],
    family: str,
    label: str = "",
    *,
    tagged: bool = True,
) -> Row:
    spans = tuple(cut(text, 0))
    words = tuple(text[a:b] for a, b in spans)
    return Row(kind, text, spans, tuple(events), family, label, tagged, words)


def word_range(spans: Sequence[Range], start: int, end: int) -> Range | None:
    """Return the [first, last) words that touch the characters [start, end)."""
    inside = [n for n, (a, b) in enumerate(spans) if a < end and b > start]
    return (inside[0], inside[-1] + 1) if inside else None


def _ranges(spans: Sequence[Range], marks: Sequence[Range]) -> tuple[Range, ...]:
    return tuple(found for mark in marks if (found := word_range(spans, *mark)))


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def plv(folder: Path) -> list[Row]:
    """Return the rows of PLV's training part."""
    rows = []
    for number, line in enumerate(_lines(folder / "plv_train.jsonl")):
        spans = cut(line["text"], 0)
        event = line["events"][0]
        kinds = _YIELD if event["type"] == "YIELD" else (event["type"],)
        marks = [
            [event[f"{role}_span"]] if event[f"{role}_span"] else []
            for role in ("source", "target")
        ]
        told = Told(
            tuple(KINDS.index(kind) for kind in kinds),
            actor=_ranges(spans, marks[0]), recipient=_ranges(spans, marks[1]),
        )  # fmt: skip
        rows.append(_row("plv", line["text"], [told], f"plv {number}", event["type"]))
    return rows


def coped(folder: Path) -> list[Row]:
    """Return the rows of CoPED's training part; those with tags are `tagged`."""
    rows = []
    for number, line in enumerate(_lines(folder / "coped_train.jsonl")):
        spans = cut(line["text"], 0)
        penta = line["events"][0]["penta"] if line["events"] else None
        kinds = tuple(KINDS.index(kind) for kind in PENTA[str(penta)]) if penta is not None else ()
        tagged = "tags" in line
        marks: dict[str, list[Range]] = {"S": [], "T": [], "R": []}
        if tagged:
            for role, start, end in tag_spans(
                line["tags"], token_spans(line["text"], line["tokens"])
            ):
                marks[role].append((start, end))
        actor, recipient, both = (_ranges(spans, marks[role]) for role in "STR")
        told = Told(kinds, actor=actor, recipient=recipient, both=both)
        label = "" if penta is None else str(penta)
        rows.append(_row("coped", line["text"], [told], f"coped {number}", label, tagged=tagged))
    return rows


def token_spans(text: str, tokens: Sequence[str]) -> list[Range]:
    """Return where each token stands in the text, blanks left out of account.

    A token that the text lacks (seven rows differ from their tokens by a mark) stands nowhere: its
    span is empty.
    """
    places = [n for n, sign in enumerate(text) if not sign.isspace()]
    signs = "".join(text[n] for n in places)
    spans, at = [], 0
    for token in tokens:
        bare = re.sub(r"\s", "", token)
        found = signs.find(bare, at, at + len(bare) + 4)
        if found < 0 or not bare:
            spans.append((len(text), len(text)))
            continue
        at = found + len(bare)
        spans.append((places[found], places[at - 1] + 1))
    return spans


def tag_spans(tags: Sequence[str], spans: Sequence[Range]) -> list[tuple[str, int, int]]:
    """Return (role, start, end) in characters of every tagged stretch."""
    found: list[tuple[str, int, int]] = []
    before = "O"
    for tag, (start, end) in zip(tags, spans, strict=True):
        if tag != "O":
            if tag[0] == "I" and before[2:] == tag[2:] and found:
                found[-1] = (found[-1][0], found[-1][1], end)
            else:
                found.append((tag[2:], start, end))
        before = tag
    return found


def own(want: int, seed: int) -> list[Row]:
    """Return our own sentences, widened to `want`."""
    return [marked_row(sentence) for sentence in widen(read_sentences(), want=want, seed=seed)]


def marked_row(sentence: MarkedSentence) -> Row:
    spans = cut(sentence.text, 0)
    events = [_told(event, spans) for event in sentence.events]
    return _row("own", sentence.text, events, f"own {sentence.where}")


def _told(event: MarkedEvent, spans: Sequence[Range]) -> Told:
    def ranges(marks: Sequence[Mark]) -> tuple[Range, ...]:
        return _ranges(spans, [(mark.start, mark.end) for mark in marks])

    return Told(
        (KINDS.index(event.kind),),
        words=ranges((event.told,)),
        actor=ranges(event.roles.get("A", ())),
        recipient=ranges(event.roles.get("R", ())),
        both=ranges(event.roles.get("AR", ())),
    )
