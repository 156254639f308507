"""Time expressions of the main text as intervals, seen from the document's publication.

An interval as publication widens what is told relative to it; an unknown publication leaves it
unknown. Example: `find_times(document, analysis.sentences)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from legation.dating.after import AFTER, days_after
from legation.dating.grammar import (
    DAY,
    DECADE,
    RELATIVE,
    WEEKDAY_DAY,
    WEEKDAYS,
    YEAR,
    day_or_none,
    is_planned,
    match_days,
    match_parts,
    month_span,
)
from legation.dating.periods import Days, periods
from legation.vocabulary import Document, Reason, Sentence, Span, TimeExpression, When

Reading = tuple[int, int, str, Days | None]
_NO_YEAR = re.compile(r"(?:Resolution|resolution|Article|No\.|Section|Regulation|Directive)\s*$")


def find_times(document: Document, sentences: Sequence[Sentence]) -> tuple[TimeExpression, ...]:
    """Return the time expressions of each sentence, in order, without overlaps."""
    result: list[TimeExpression] = []
    told: tuple[Days | None, int] = (None, -1)
    for number, sentence in enumerate(sentences):
        words = sentence.span.words(document.text)
        for start, end, kind, given in _chosen(words, document.published):
            days = given
            if kind == "after":  # counts from what was told in this sentence or the one before
                found = AFTER.match(words, start)
                days = days_after(found, told[0]) if found and number - told[1] <= 1 else None
            if days:
                told = days, number
            span = Span(document.id, sentence.span.start + start, sentence.span.start + end)
            result.append(_expression(span, words[start:end], kind, days))
    return tuple(sorted(result, key=lambda time: time.span))


def _chosen(words: str, published: When) -> list[Reading]:
    """Return the readings that overlap none of a longer kind, in order."""
    chosen: list[Reading] = []
    for one in _readings(words, published):
        if not any(one[0] < end and start < one[1] for start, end, _, _ in chosen):
            chosen.append(one)
    return sorted(chosen, key=lambda one: one[0])


def _expression(span: Span, words: str, kind: str, days: Days | None) -> TimeExpression:
    when = When(days[0], days[1]) if days else When()
    says = f"{words!r} is {when.edtf() or 'unknown'}"
    reason = Reason(kind, says, span, when.earliest, when.latest)
    return TimeExpression(span, When(when.earliest, when.latest, (reason,)), kind)


def _readings(words: str, published: When) -> Iterator[Reading]:
    """Yield [start, end), kind and days of each expression, the longest kinds first."""
    for found in WEEKDAY_DAY.finditer(words):
        inner = DAY.search(words, found.start("rest"), found.end("rest"))
        if inner:
            yield found.start(), found.end(), "day", _day(inner, words, published)
    for found in DAY.finditer(words):
        if _is_day(found):
            yield *_bounds(found), "day", _day(found, words, published)
    yield from periods(words, published)
    for found in DECADE.finditer(words):
        start = int(found["y"])
        low, high = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(
            (found["part"] or "").lower(), (0, 9)
        )
        yield *_bounds(found), "decade", (date(start + low, 1, 1), date(start + high, 12, 31))
    for found in AFTER.finditer(words):
        yield found.start(), found.end(), "after", None
    for found in RELATIVE.finditer(words):
        yield *_bounds(found), "relative", _relative(found, words, published)
    for found in YEAR.finditer(words):
        if not _NO_YEAR.search(words[: found.start()]):
            year = int(found["y"])
            yield *_bounds(found), "year", (date(year, 1, 1), date(year, 12, 31))


def _bounds(found: re.Match[str]) -> tuple[int, int]:
    words = found.group()
    start = found.start() + len(words) - len(words.lstrip())
    return start, found.start() + len(words.rstrip(" ,"))


def _is_day(found: re.Match[str]) -> bool:
    """Leave out "may 5" and "march 10" as verbs: such a month without a year is capitalised."""
    _, month, *_ = match_parts(found)
    word = next((found[f"m{n}"] for n in "12" if found[f"m{n}"]), "")
    return not word or word[0].isupper() or month not in (3, 5) or bool(found["y1"] or found["y2"])


def _day(found: re.Match[str], words: str, published: When) -> Days | None:
    year, month, first, last, _ = match_parts(found)
    if year:
        return match_days(found)
    if published.earliest is None or published.latest is None:
        return None
    ahead = is_planned(words, *found.span())
    ends = [
        _nearest(month, first, last, seen, ahead=ahead)
        for seen in (published.earliest, published.latest)
    ]
    days = [day for pair in ends if pair for day in pair]
    return (min(days), max(days)) if days else None


def _nearest(month: int, first: int, last: int, seen: date, *, ahead: bool) -> Days | None:
    """Return the last such days up to `seen`, or the next from it on if the words look ahead."""
    years = (seen.year, seen.year + 1) if ahead else (seen.year, seen.year - 1)
    for year in years:
        start, end = day_or_none(year, month, first), day_or_none(year, month, last)
        if start and end and (start >= seen if ahead else start <= seen):
            return start, end
    return None


def _relative(found: re.Match[str], words: str, published: When) -> Days | None:
    if published.earliest is None or published.latest is None:
        return None
    ends = [relative_days(found, words, seen) for seen in (published.earliest, published.latest)]
    days = [day for pair in ends if pair for day in pair]
    return (min(days), max(days)) if days else None


def relative_days(found: re.Match[str], words: str, seen: date) -> Days | None:
    """Return the days that a RELATIVE match means as seen from one day."""
    day = timedelta(days=1)
    if found["today"]:
        return seen, seen
    if found["yesterday"]:
        return seen - day, seen - day
    if found["tomorrow"]:
        return seen + day, seen + day
    if found["bare"]:
        return _weekday(found, words, seen)
    if found["unit"]:
        return _unit(found["weekpart"].lower(), found["unit"].lower(), seen)
    return None


def _weekday(found: re.Match[str], words: str, seen: date) -> Days:
    """The nearest such day: before the writing, or after it if the words look ahead."""
    wanted = WEEKDAYS[found["bare"].lower()]
    back = (seen.weekday() - wanted) % 7
    limit = (found["when"] or "").lower() in ("next", "by", "until")
    ahead = limit or is_planned(words, *found.span())
    if ahead:
        forward = (wanted - seen.weekday()) % 7 or 7
        return seen + timedelta(forward), seen + timedelta(forward)
    return seen - timedelta(back), seen - timedelta(back)


_SEASONS = {
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
    "fall": (9, 11),
    "winter": (12, 2),
}


def _unit(part: str, unit: str, seen: date) -> Days | None:
    shift = -1 if part in ("last", "the past", "the previous") else 1 if part == "next" else 0
    if unit in ("week", "weekend"):
        monday = seen - timedelta(seen.weekday()) + timedelta(7 * shift)
        low, high = (
            (monday + timedelta(5), monday + timedelta(6))
            if unit == "weekend"
            else (monday, monday + timedelta(6))
        )
    elif unit == "month":
        index = seen.year * 12 + seen.month - 1 + shift
        low, high = month_span(index // 12, index % 12 + 1)
    elif unit in _SEASONS:
        first, last = _SEASONS[unit]
        year = seen.year + shift
        low, high = date(year, first, 1), month_span(year + (last < first), last)[1]
    else:
        size = {"year": 1, "decade": 10, "century": 100}[unit]
        start = seen.year // size * size + shift * size
        low, high = date(start, 1, 1), date(start + size - 1, 12, 31)
    if part == "earlier this":
        high = min(high, seen)
    if part == "later this":
        low = max(low, seen)
    return (low, high) if low <= high else None
