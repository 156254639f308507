"""The whole system as one table of stages, and the function that runs it on one document.

Takes a Task (a stored source file and the document's origin in it); gives a Reading. A stage
is a pure function of what earlier stages gave, with a version; a stage's fingerprint covers
everything before it, so a changed rule makes stale exactly what rests on it.

Example:
    >>> [stage.name for stage in STAGES]
    ['read', 'date', 'analyse', 'times', 'code', 'statements', 'names', 'actors', 'speakers', 'events', 'signature']
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from legation.actors import (
    ACTORS_VERSION,
    Cast,
    directory_of,
    name_speakers,
    resolve_actors,
    settle_names,
)
from legation.dating import DATING_VERSION, date_document, find_times
from legation.documents import READERS_VERSION, copy_signature, read_document
from legation.events import EVENTS_VERSION, ReadEvents, read_events
from legation.language import LANGUAGE_VERSION, analyse
from legation.statements import Coded, CoderSettings, code_statements
from legation.vocabulary import Analysis, Document, Event, Origin, Reason, Statement, identify
from legation.vocabulary.pulse import Tell, beat, listening, part

STATEMENTS_VERSION = "8"


@dataclass(frozen=True, slots=True)
class Task:
    """One document to read: its id, the stored source file, where it is in it, and the coder.

    `tables` is the folder whose own tables of actors are laid over those that ship.
    """

    document: str
    source: Path
    origin: Origin
    coder: CoderSettings = field(default_factory=CoderSettings)
    tables: Path | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one document. `seconds` is process time by stage.

    `notes` say what the reader of statements left out and why, `rejected` that of events.
    """

    document: Document
    analysis: Analysis
    statements: tuple[Statement, ...]
    signature: bytes
    seconds: dict[str, float]
    cast: Cast
    notes: tuple[Reason, ...] = ()
    events: tuple[Event, ...] = ()
    rejected: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """One row of the table: what it takes and gives by name, its function and its version.

    `share` is about what it takes of a hundred parts of the time.
    """

    name: str
    takes: tuple[str, ...]
    gives: str
    function: Callable[..., Any]
    version: str
    share: int = 1


def _read(task: Task) -> Document:
    return read_document(task.source, task.origin)


def _add_times(document: Document, analysis: Analysis) -> Analysis:
    return replace(analysis, times=find_times(document, analysis.sentences))


def _names(document: Document, analysis: Analysis, tables: Path | None) -> Analysis:
    return settle_names(document, analysis, directory_of(tables))


def _cast(
    document: Document,
    analysis: Analysis,
    statements: tuple[Statement, ...],
    tables: Path | None,
) -> Cast:
    return resolve_actors(document, analysis, statements, tables=directory_of(tables))


def _statements(coded: Coded) -> tuple[Statement, ...]:
    return coded.statements


def _sign(document: Document) -> bytes:
    main = "\n".join(b.span.words(document.text) for b in document.blocks if b.main)
    return copy_signature(main)


STAGES: tuple[Stage, ...] = (
    Stage("read", ("task",), "document", _read, READERS_VERSION),
    Stage("date", ("document",), "document", date_document, DATING_VERSION),
    Stage("analyse", ("document",), "analysis", analyse, LANGUAGE_VERSION, 50),
    Stage("times", ("document", "analysis"), "analysis", _add_times, DATING_VERSION),
    Stage(
        "code", ("document", "analysis", "coder"), "coded", code_statements, STATEMENTS_VERSION, 4
    ),
    Stage("statements", ("coded",), "statements", _statements, STATEMENTS_VERSION),
    Stage("names", ("document", "analysis", "tables"), "analysis", _names, ACTORS_VERSION),
    Stage(
        "actors", ("document", "analysis", "statements", "tables"), "cast", _cast, ACTORS_VERSION, 9
    ),
    Stage("speakers", ("statements", "cast"), "statements", name_speakers, ACTORS_VERSION),
    Stage(
        "events",
        ("document", "analysis", "statements", "cast"),
        "found",
        read_events,
        EVENTS_VERSION,
        30,
    ),
    Stage("signature", ("document",), "signature", _sign, READERS_VERSION),
)


def fingerprints(coder: CoderSettings | None = None, tables: str = "") -> dict[str, str]:
    """Return the fingerprint of each stage: its version and those of all stages before it.

    The stage that reads statements also carries the coder's version and options; that which
    resolves actors, the version of the record's own tables.
    """
    own = {"code": (coder or CoderSettings()).version, "names": tables, "actors": tables}
    result, before = {}, ""
    for stage in STAGES:
        version = " ".join(filter(None, (stage.version, own.get(stage.name))))
        before = identify(before, stage.name, version)
        result[stage.name] = before
    return result


def read_task(task: Task, tell: Tell | None = None) -> Reading:
    """Run every stage on one document; `tell` hears the share that is done, now and then.

    Raises:
        InputError: if the document cannot be read; nothing of it is kept then.
    """
    known: dict[str, Any] = {"task": task, "coder": task.coder, "tables": task.tables}
    seconds = {}
    done, whole = 0.0, sum(stage.share for stage in STAGES)
    with listening(tell):
        for stage in STAGES:
            began = time.process_time()
            with part(done / whole, (done + stage.share) / whole):
                beat(0, 1)
                known[stage.gives] = stage.function(*(known[name] for name in stage.takes))
            done += stage.share
            seconds[stage.name] = time.process_time() - began
    found: ReadEvents = known["found"]
    return Reading(
        known["document"], known["analysis"], known["statements"], known["signature"], seconds,
        known["cast"], known["coded"].notes, found.events, found.rejected,
    )  # fmt: skip
