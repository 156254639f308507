"""Cells and rows that several tables share: intervals of days, spans, reasons."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from legation.vocabulary import Document, Reason, Span, When

Row = tuple[str, dict[str, Any]]
"""A table's name and a row of it, a plain dict that JSON can hold."""
JOINT = " … "
"""Between the pieces of what stands in several places."""
FEWEST_SAME = 4


def when_cells(when: When, whole: str, prefix: str) -> dict[str, Any]:
    """Return the cells of an interval: as EDTF under `whole`, its two days under `prefix`."""
    return {
        whole: when.edtf() if whole == "when" else when.edtf() or None,
        f"{prefix}earliest": when.earliest.isoformat() if when.earliest else None,
        f"{prefix}latest": when.latest.isoformat() if when.latest else None,
    }


def same_words(content: str) -> int | None:
    r"""Return a number that is the same for the same words, whatever their case and marks.

    None where there are fewer than FEWEST_SAME: many say "We agree" who do not say the same.

    Example:
        >>> same_words("We will not re-open it,") == same_words("we will not\nre-open it.")
        True
    """
    words = re.findall(r"\w+", content.casefold())
    if len(words) < FEWEST_SAME:
        return None
    joined = hashlib.sha256(" ".join(words).encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(joined[:8], "big", signed=True)


def span_rows(
    document: Document, row: str, pieces: Iterable[tuple[str, int, Span]]
) -> Iterator[Row]:
    """Yield one row for each piece of a statement or event: (role, number in its role, span)."""
    for role, piece, span in pieces:
        yield (
            "spans",
            {
                "row": row,
                "role": role,
                "piece": piece,
                "document": document.id,
                "text": document.text_id,
                "start": span.start,
                "end": span.end,
                "words": span.words(document.text),
            },
        )


def reason_rows(document: Document, row: str, reasons: Sequence[Reason]) -> Iterator[Row]:
    """Yield one row for each reason why `row` says what it says."""
    for position, reason in enumerate(reasons):
        yield (
            "reasons",
            {
                "row": row,
                "position": position,
                "document": document.id,
                "rule": reason.rule,
                "says": reason.says,
                "start": reason.span.start if reason.span else None,
                "end": reason.span.end if reason.span else None,
                "earliest": reason.earliest.isoformat() if reason.earliest else None,
                "latest": reason.latest.isoformat() if reason.latest else None,
                "weight": reason.weight,
                "kept": int(reason.kept),
                "words": reason.span.words(document.text) if reason.span else None,
            },
        )
