"""From what was read in one document to the rows of the record.

Takes a Document, its Analysis, statements and copy signature; gives (table, row) pairs, the
row a plain dict that JSON can hold.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any

from legation.errors import LegationError
from legation.record.cells import JOINT, Row, reason_rows, same_words, span_rows, when_cells
from legation.record.event_rows import event_rows
from legation.vocabulary import (
    Analysis,
    Document,
    Event,
    Reason,
    Resolution,
    Span,
    Statement,
    identify,
)


def rows_of(
    document: Document,
    analysis: Analysis,
    statements: Sequence[Statement],
    signature: bytes,
    notes: Sequence[Reason] = (),
    resolutions: Sequence[Resolution] = (),
    events: Sequence[Event] = (),
    rejected: Sequence[Reason] = (),
) -> Iterator[Row]:
    """Yield every row that rests on one document, the document's own first.

    `notes` say what the reader of statements left out, `rejected` the reader of events.
    """
    yield "documents", _document_row(document, analysis)
    yield "texts", _text_row(document)
    yield from _place_rows(document, analysis)
    yield from _mention_rows(document, analysis, resolutions)
    yield from reason_rows(document, f"published:{document.id}", document.published.reasons)
    yield from reason_rows(document, f"captured:{document.id}", document.captured.reasons)
    yield from reason_rows(document, f"read:{document.id}", document.notes)
    yield from reason_rows(document, f"statements:{document.id}", notes)
    yield from reason_rows(document, f"events:{document.id}", rejected)
    for statement in statements:
        yield from _statement_rows(document, statement)
    for event in events:
        yield from event_rows(document, event)
    yield "signatures", {"document": document.id, "signature": signature.hex()}


def failure_row(document: str, error: LegationError) -> Row:
    """Return the row that says why a document could not be read."""
    return "failures", {
        "document": document,
        "path": error.where,
        "error": type(error).__name__,
        "where": error.where,
        "found": error.found,
        "expected": error.expected,
        "do": error.do,
    }


def _document_row(document: Document, analysis: Analysis) -> dict[str, Any]:
    origin = document.origin
    return {
        "id": document.id,
        "source": origin.source,
        "member": origin.member,
        "path": origin.path,
        "media_type": origin.media_type,
        "encoding": origin.encoding,
        "url": origin.url,
        "title": document.title,
        "author": origin.author,
        "outlet": origin.outlet,
        "outlet_country": origin.outlet_country,
        "dates": json.dumps(origin.dates, ensure_ascii=False),
        "stated": origin.stated,
        "text": document.text_id,
        "reader": document.reader,
        "language": document.language or analysis.language,
        "level": analysis.level,
        **when_cells(document.published, "published", "published_"),
        **when_cells(document.captured, "captured", "captured_"),
    }


def _text_row(document: Document) -> dict[str, Any]:
    return {
        "id": document.text_id,
        "document": document.id,
        "reader": document.reader,
        "text": document.text,
        "sha256": hash_text(document.text),
        "chars": len(document.text),
    }


def hash_text(text: str) -> str:
    """Return the SHA-256 of a text; lone surrogates count as themselves."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _place_rows(document: Document, analysis: Analysis) -> Iterator[Row]:
    for position, block in enumerate(document.blocks):
        own = {"kind": block.kind, "reason": block.reason, "score": block.score}
        yield "blocks", _place(document, "block", position, block.span) | own
    for position, sentence in enumerate(analysis.sentences):
        own = {"block": sentence.block}
        yield "sentences", _place(document, "sentence", position, sentence.span) | own
    for position, time in enumerate(analysis.times):
        own = {"kind": time.kind, **when_cells(time.when, "when", "")}
        row = _place(document, "time", position, time.span) | own
        yield "times", row
        yield from reason_rows(document, row["id"], time.when.reasons)


def _mention_rows(
    document: Document, analysis: Analysis, resolutions: Sequence[Resolution]
) -> Iterator[Row]:
    """Yield what was resolved, and mentions of the encoder that nothing resolved."""
    taken = {n for r in resolutions for n in range(r.span.start, r.span.end)}
    rest = [m for m in analysis.mentions if not taken & set(range(m.span.start, m.span.end))]
    whole = [Resolution(m.span, m.kind, None, m.name, confidence=m.confidence) for m in rest]
    for position, found in enumerate(sorted((*resolutions, *whole), key=lambda r: r.span)):
        row = _place(document, "mention", position, found.span) | {
            "kind": found.kind,
            "name": found.name,
            "confidence": found.confidence,
            "actor": found.actor,
            "office": found.office,
            "on_behalf_of": found.on_behalf_of,
            "members": ";".join(found.members) or None,
            "antecedent": f"{found.antecedent.start}:{found.antecedent.end}" if found.antecedent else None,
            "place": int(found.place),
            "known_until": found.known_until.isoformat() if found.known_until else None,
            "reason": ", ".join(dict.fromkeys(reason.rule for reason in found.reasons)) or None,
        }  # fmt: skip
        yield "mentions", row
        yield from reason_rows(document, row["id"], found.reasons)


def _place(document: Document, noun: str, position: int, span: Span) -> dict[str, Any]:
    return {
        "id": identify(noun, document.id, span.start, span.end),
        "document": document.id,
        "position": position,
        "start": span.start,
        "end": span.end,
        "words": span.words(document.text),
    }


def _statement_rows(document: Document, statement: Statement) -> Iterator[Row]:
    text = document.text
    pieces = _pieces(statement)
    spans = [span for _, _, span in pieces]
    content = JOINT.join(span.words(text) for span in statement.content)

    def words(span: Span | None) -> str | None:
        return span.words(text) if span else None

    yield (
        "statements",
        {
            "id": statement.id,
            "document": document.id,
            "text": document.text_id,
            "start": min(span.start for span in spans),
            "end": max(span.end for span in spans),
            "source": words(statement.source),
            "cue": words(statement.cue),
            "content": content,
            "manner": statement.manner,
            "relay": words(statement.relay),
            "speaker": statement.speaker,
            "on_behalf_of": statement.on_behalf_of,
            "addressee": words(statement.addressee),
            "act": statement.act,
            "hedging": " ".join(statement.hedging) or None,
            **when_cells(statement.when, "when", ""),
            "venue": words(statement.venue),
            "nested_in": statement.nested_in,
            "confidence": statement.confidence,
            "method": statement.method,
            "said": same_words(content),
        },
    )
    yield from span_rows(document, statement.id, pieces)
    yield from reason_rows(document, statement.id, (*statement.reasons, *statement.when.reasons))


def _pieces(statement: Statement) -> list[tuple[str, int, Span]]:
    single = (
        ("source", statement.source),
        ("cue", statement.cue),
        ("relay", statement.relay),
        ("addressee", statement.addressee),
        ("venue", statement.venue),
    )
    pieces = [(role, 0, span) for role, span in single if span is not None]
    return pieces + [("content", n, span) for n, span in enumerate(statement.content)]
