"""A text through the product's own path: analysis, statements, actors, events."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bench.events.quiet import Laid, documents, true_events
from bench.events.scoring import Place, Reading, overlap
from bench.harness import Scores, default_data
from legation.documents import Member, list_members
from legation.pipeline import STAGES, Task, read_task
from legation.statements import CoderSettings
from legation.vocabulary import Block, BlockKind, Document, Event, Origin, Span, When

Paragraphs = Sequence[Place]
SMALL = 3
GIVEN = frozenset({"read", "date", "signature"})
"""Stages that a document made here does not need."""


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: the events, how many statements and sentences there are, seconds it took."""

    events: tuple[Event, ...]
    statements: int
    sentences: tuple[Span, ...]
    seconds: float


def as_document(text: str, written: date | None = None, paragraphs: Paragraphs = ()) -> Document:
    """Return a user's English text; without paragraphs it is one."""
    identifier = hashlib.sha256(text.encode()).hexdigest()
    places = paragraphs or [(0, len(text))]
    blocks = tuple(
        Block(Span(identifier, a, b), BlockKind.TEXT, "given", 1.0) for a, b in places
    )  # fmt: skip
    when = When(written, written) if written else When()
    return Document(identifier, text, Origin("s"), "given/1", blocks, published=when, language="en")


def read(document: Document) -> Read:
    """Read one document by the pipeline's own stages, from analysis to events."""
    known: dict[str, Any] = {"document": document, "coder": CoderSettings(), "tables": None}
    began = time.perf_counter()
    for stage in STAGES:
        if stage.name not in GIVEN:
            known[stage.gives] = stage.function(*(known[name] for name in stage.takes))
    spent = time.perf_counter() - began
    sentences = tuple(sentence.span for sentence in known["analysis"].sentences)
    return Read(known["found"].events, len(known["statements"]), sentences, spent)


def as_reading(event: Event) -> Reading:
    """Return an event as a row to be scored."""

    def places(spans: Sequence[Span]) -> tuple[Place, ...]:
        return tuple((span.start, span.end) for span in spans)

    return Reading(
        event.kind, places(event.words), places(event.actor), places(event.recipient),
        event.reciprocal, event.status.value, frozenset(cue.mode.value for cue in event.cues),
        event.mode, frozenset(event.actors), frozenset(event.recipients), event.confidence or 0.0,
        places([event.issue] if event.issue else []),
    )  # fmt: skip


def readings(text: str, written: date | None = None) -> tuple[list[Reading], Read]:
    """Return the events of a text as rows to be scored, and what was read."""
    found = read(as_document(text, written))
    return [as_reading(event) for event in found.events], found


def read_gold(name: str, file: Path) -> list[Reading]:
    """Read a document from its bytes by the whole pipeline."""
    member = next(m for m in list_members(file, path=file.name) if isinstance(m, Member))
    return [as_reading(event) for event in read_task(Task(name, file, member.origin)).events]


def read_laid(laid: Laid) -> Read:
    """Read a laid-out document, each sentence a paragraph."""
    return read(as_document(laid.text, paragraphs=laid.sentences))


def speed_scores(data: Path | None, *, small: bool) -> Scores:
    """Return sentences a second over whole documents, with everything that comes before events."""
    sentences, spent = 0, 0.0
    for number, laid in enumerate(documents(data, None)):
        found = read_laid(laid)
        sentences += len(found.sentences) if number else 0  # the first one loads the models
        spent += found.seconds if number else 0.0
        if small and number == SMALL:
            break
    return {"sentences_a_second": sentences / spent if spent else None}


def show_quiet(data: Path | None) -> None:
    """Print what is found in the quiet documents, to be checked by hand."""
    true = true_events()
    for laid in documents(data):
        found = [as_reading(event) for event in read_laid(laid).events]
        for number, place in enumerate(laid.sentences, 1):
            inside = [r for r in found if overlap(place, r.words[0])]
            if inside:
                print(laid.name, number, "true:", true.get(laid.name, {}).get(str(number), []))
                print("   ", laid.text[slice(*place)])
            for reading in inside:
                parts = (reading.words, reading.actor, reading.recipient)
                print("   ", reading.kind, [[laid.text[a:b] for a, b in part] for part in parts])


if __name__ == "__main__":
    show_quiet(default_data())
