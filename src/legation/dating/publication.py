"""When a document was published: evidence weighed day by day, an interval with its reasons.

Each day gets the weight of the evidence that allows it; the best days are the answer. What
speaks against them is kept among the reasons as lost, with why. A day is only given where a
piece of evidence names it; otherwise the honest interval, and nothing gives unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from legation.dating.evidence import gather, yearless
from legation.dating.grammar import DAY, match_days, read_date
from legation.dating.pieces import FIRST, LAST, Evidence, Interval
from legation.errors import UsageError
from legation.vocabulary import Document, Reason, When

DAYS = (LAST - FIRST).days + 1
STRONG = ("meta:", "table:", "mail:", "feed:published", "html:published", "url")
WEAK = ("pdf:", "docx:", "html:modified", "feed:modified")
CAPTURE = ("warc:",)

RECENT_DAY = "day without year"
FEW_DAYS = 500

Weights = NDArray[np.float64]


def parse_stated(written: str, *, where: str = "--published") -> When:
    """Read what a person states: a day, month, year or an interval of them.

    Raises:
        UsageError: if it is no date.

    Example:
        >>> parse_stated("2009-04").edtf()
        '2009-04-01/2009-04-30'
    """
    ends = [read_date(part) for part in written.split("/")]
    if not ends or any(end is None for end in ends) or len(ends) > 2:
        raise UsageError(
            f"{where} {written!r}", found="no date",
            expected="2009-04-01, 2009-04, 2009, or two of them with / between",
        )  # fmt: skip
    days = [day for end in ends if end for day in end]
    return When(min(days), max(days))


def date_document(document: Document) -> Document:
    """Return the document with `published` and `captured` set, each with its reasons."""
    captured = _captured(document)
    if document.origin.stated:
        stated = parse_stated(document.origin.stated)
        reason = Reason("stated", "stated by a person", None, stated.earliest, stated.latest, 100)
        lost = [_lost(e, "a person stated another date") for e in _claims(document)]
        return replace(
            document, captured=captured, published=replace(stated, reasons=(reason, *lost))
        )
    evidence = _claims(document) + gather(document)
    if captured.latest:
        says = "not after it was captured"
        evidence.append(Evidence("captured", says, ((FIRST, captured.latest),), 50))
    return replace(document, captured=captured, published=_weigh(document, evidence))


def _captured(document: Document) -> When:
    """The day a page was fetched, where its container says so."""
    days = [
        (where, found)
        for where, written in document.origin.dates
        if where.startswith(CAPTURE) and (found := read_date(written))
    ]
    if not days:
        return When()
    where, (low, high) = days[0]
    return When(low, high, (Reason(where, "the archive's record", None, low, high),))


def _claims(document: Document) -> list[Evidence]:
    """What metadata claims. A date of making a file or changing it is no more than a hint."""
    claims = []
    url = document.origin.url or ""
    found = DAY.search(url.replace("/", "-"))
    dates = [
        *document.origin.dates,
        *([("url", found.group())] if found and match_days(found) else []),
    ]
    for where, written in dates:
        if where.startswith(CAPTURE):
            continue
        days = read_date(written)
        if not days or not FIRST <= days[0] <= days[1] <= LAST:
            claims.append(Evidence(where, f"{written!r} is no usable date", (), 0))
        elif where.startswith(STRONG):
            weight = 30 if where.startswith(("meta:", "table:")) else 20
            claims.append(Evidence(where, f"says {written}", (days,), weight, None, tight=True))
        elif where.startswith(WEAK):
            claims.append(Evidence(where, f"not after {written}, when the file was made or changed", ((FIRST, days[1]),), 1.5))  # fmt: skip
    return claims


def _weigh(document: Document, evidence: Sequence[Evidence]) -> When:
    usable = [e for e in evidence if e.intervals]
    if not usable:
        return When(reasons=tuple(_lost(e, e.says) for e in evidence))
    days = _best([e for e in usable if e.rule != RECENT_DAY])
    if len(days) <= FEW_DAYS:  # days told without a year help once the year is all but known
        days = _best(usable)
    low, high = FIRST + timedelta(int(days[0])), FIRST + timedelta(int(days[-1]))
    low, high = _sharpen(document, usable, low, high)
    earliest, latest = (low if low > FIRST else None), (high if high < LAST else None)
    return When(earliest, latest, tuple(_judge(e, low, high) for e in evidence))


def _best(evidence: Sequence[Evidence]) -> NDArray[np.int64]:
    """Return the days (counted from FIRST) that the most weight allows."""
    weights = np.zeros(DAYS)
    for piece in _capped(evidence):
        weights += piece.weight * _mask(piece.intervals)
    return np.flatnonzero(weights >= weights.max() - 1e-9)


def _capped(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Ten mentions of one kind are not ten times the evidence: later ones count less and less."""
    counts: dict[str, int] = {}
    result = []
    for piece in evidence:
        n = counts.get(piece.rule, 0)
        counts[piece.rule] = n + 1
        result.append(replace(piece, weight=piece.weight * 0.7**n))
    return result


def _mask(intervals: Sequence[Interval]) -> Weights:
    mask = np.zeros(DAYS)
    for low, high in intervals:
        start, end = max(0, (low - FIRST).days), min(DAYS, (high - FIRST).days + 1)
        if start < end:
            mask[start:end] = 1
    return mask


def _sharpen(document: Document, evidence: Sequence[Evidence], low: date, high: date) -> Interval:
    """Narrow a short interval by days told without a year, and by "today" beside them."""
    if any(e.tight and low <= e.intervals[0][0] and e.intervals[0][1] <= high for e in evidence):
        return low, high
    if (high - low).days > 800:
        return low, high
    main = [(b.span.start, b.span.words(document.text)) for b in document.blocks if b.main]
    told = [
        day
        for month, number in yearless(main)
        for year in range(low.year, high.year + 1)
        if (day := _day(year, month, number)) and low <= day <= high
    ]
    if told and (high - low).days <= 45 and max(told) > low:
        low = max(told)
    return low, high


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _judge(piece: Evidence, low: date, high: date) -> Reason:
    fits = [(a, b) for a, b in piece.intervals if a <= high and low <= b]
    if fits:
        a, b = fits[0]
        return Reason(
            piece.rule, piece.says, piece.span, a if a > FIRST else None, b if b < LAST else None,
            piece.weight,
        )  # fmt: skip
    return _lost(
        piece,
        f"{piece.says}, but more speaks for {low} to {high}" if piece.intervals else piece.says,
    )


def _lost(piece: Evidence, says: str) -> Reason:
    a, b = piece.intervals[0] if piece.intervals else (None, None)
    return Reason(piece.rule, says, piece.span, a, b, piece.weight, kept=False)
