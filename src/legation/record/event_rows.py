"""From an event to its rows: the event, its spans, its parties, its reasons.

Takes a Document and an Event read in it; gives (table, row) pairs. `actor` and `recipient` of a
row are the words, `actors` and `recipients` the ids, as in the noun itself; `parties` holds one row
for each id, so that a query can join on whoever takes part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from legation.record.cells import JOINT, Row, reason_rows, span_rows, when_cells
from legation.vocabulary import Document, Event, Span


def event_rows(document: Document, event: Event) -> Iterator[Row]:
    """Yield the rows of one event, its own first."""
    text = document.text

    def words(spans: Sequence[Span]) -> str | None:
        return JOINT.join(span.words(text) for span in spans) or None

    where, issue = _some(event.where), _some(event.issue)
    yield (
        "events",
        {
            "id": event.id,
            "document": document.id,
            "text": document.text_id,
            "start": event.span.start,
            "end": event.span.end,
            "span": event.span.words(text),
            "words": words(event.words),
            "kind": event.kind,
            "actor": words(event.actor),
            "recipient": words(event.recipient),
            "reciprocal": int(event.reciprocal),
            "issue": words(issue),
            "actors": ";".join(event.actors) or None,
            "recipients": ";".join(event.recipients) or None,
            "status": event.status,
            "mode": event.mode,
            "context": " ".join(event.context) or None,
            "cues": " ".join(dict.fromkeys(cue.mode for cue in event.cues)) or None,
            **when_cells(event.when, "when", ""),
            "where": words(where),
            "statement": event.statement,
            "confidence": event.confidence,
            "method": event.method,
        },
    )
    yield from span_rows(document, event.id, _pieces(event))
    yield from _party_rows(document, event)
    yield from reason_rows(document, event.id, (*event.reasons, *event.when.reasons))


def _some(span: Span | None) -> tuple[Span, ...]:
    return (span,) if span else ()


def _pieces(event: Event) -> list[tuple[str, int, Span]]:
    parts = [
        ("words", event.words), ("actor", event.actor), ("recipient", event.recipient),
        ("issue", _some(event.issue)), ("where", _some(event.where)),
    ]  # fmt: skip
    pieces = [(role, n, span) for role, spans in parts for n, span in enumerate(spans)]
    cues: dict[str, int] = {}
    for cue in event.cues:
        pieces.append((cue.mode, cues.get(cue.mode, 0), cue.span))
        cues[cue.mode] = cues.get(cue.mode, 0) + 1
    return pieces


def _party_rows(document: Document, event: Event) -> Iterator[Row]:
    for role, actors in (("actor", event.actors), ("recipient", event.recipients)):
        for position, actor in enumerate(actors):
            yield (
                "parties",
                {
                    "event": event.id,
                    "role": role,
                    "position": position,
                    "actor": actor,
                    "document": document.id,
                },
            )
