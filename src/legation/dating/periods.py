"""Months, seasons, quarters and years, whole or in part, and stretches told from the writing.

Takes the words of a sentence and when the document was published; gives places with the days that
are meant. Example:
    >>> from legation.vocabulary import When
    >>> [(start, kind, str(days[0])) for start, _, kind, days in periods("Held in mid-2007.", When())]
    [(8, 'year', '2007-05-02')]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from legation.dating.grammar import (
    COUNTS,
    FIRST_YEAR,
    LAST_YEAR,
    LONG_MONTH,
    MONTH_NAME,
    YEAR_DIGITS,
    is_planned,
    month_of,
    month_span,
)
from legation.vocabulary import When

Days = tuple[date, date]
Found = tuple[int, int, str, Days | None]

_PART = (
    r"(?:(?:the\s+)?(?P<part>early|mid|late|beginning\s+of|start\s+of|middle\s+of|end\s+of|close\s+of|"
    r"first\s+half\s+of|second\s+half\s+of)(?:\s+in)?[\s-]+)"
)
_YEAR = rf"(?P<y>{YEAR_DIGITS}|last\s+year|this\s+year|next\s+year)"
_JOIN = r"(?:\s?[-–/]\s?|\s+(?:and|to)\s+)"
_UNITS = r"(?![-/]?\d|%|\s?(?:km|miles|troops|people|dollars|soldiers|percent|pages|feet|euros))"
_NUMBER = "|".join(COUNTS)
_SEASON = "spring|summer|autumn|fall|winter"

MONTH_YEAR = re.compile(rf"\b{_PART}?(?P<m>{MONTH_NAME})(?:{_JOIN}(?P<n>{MONTH_NAME}))?,?\s+(?:of\s+)?{_YEAR}\b", re.IGNORECASE)  # fmt: skip
MONTH_ALONE = re.compile(
    rf"\b(?:(?P<lead>in|since|until|till|during|through|throughout|by|from|before|after)\s+|(?P<which>last|next|this)\s+)?"
    rf"{_PART}?(?P<m>{LONG_MONTH}|May)(?:{_JOIN}(?P<n>{LONG_MONTH}|May))?\b(?P<own>['’]s\b)?(?!\s+\d|['’])",
    re.IGNORECASE,
)
SEASON = re.compile(
    rf"\b{_PART}?(?:the\s+)?(?P<season>{_SEASON})(?:\s+of)?\s+{_YEAR}(?:[-–/]"
    rf"(?P<e>{YEAR_DIGITS}|\d\d))?\b",
    re.IGNORECASE,
)
QUARTER = re.compile(
    rf"\b(?:the\s+)?(?:(?P<q>first|second|third|fourth|last)\s+quarter(?:\s+of)?|Q"
    rf"(?P<n>[1-4]))\s+{_YEAR}\b",
    re.IGNORECASE,
)
PART_OF_YEAR = re.compile(rf"\b{_PART}(?P<y>{YEAR_DIGITS}|last\s+year|this\s+year|next\s+year|the\s+year)\b(?!s)", re.IGNORECASE)  # fmt: skip
YEARS = re.compile(
    rf"(?<![\d.,/$€£-])(?:\b(?P<lead>between|from)\s+)?\b(?P<y>{YEAR_DIGITS})(?:\s?[-–—]\s?|\s+"
    rf"(?P<word>and|to|until|through)\s+)(?P<e>{YEAR_DIGITS}|\d\d)\b{_UNITS}",
    re.IGNORECASE,
)
STRETCH = re.compile(
    rf"\b(?:the\s+)?(?P<way>last|past|previous|next|coming|recent)\s+(?:"
    rf"(?P<count>few|several|couple\s+of|{_NUMBER}|\d{{1,3}})\s+)?(?P<of>day|week|month|year|decade)s\b",
    re.IGNORECASE,
)
AGO = re.compile(
    rf"\b(?P<count>a\s+few|several|a\s+couple\s+of|{_NUMBER}|\d{{1,3}})\s+"
    rf"(?P<of>day|week|month|year|decade)s?\s+(?P<way>ago|from\s+now)\b",
    re.IGNORECASE,
)
NIGHT = re.compile(r"\b(?:last\s+night|overnight)\b", re.IGNORECASE)
WEEKEND = re.compile(r"\b(?:over|at|during)\s+(?P<the>the\s+weekend)\b", re.IGNORECASE)

_LENGTH = {"day": 1, "week": 7, "month": 30, "year": 365, "decade": 3652}
_SLACK = {"day": 0, "week": 3, "month": 15, "year": 182, "decade": 1826}
_VAGUE = {"few": (2, 6), "several": (3, 9), "couple of": (2, 3), "": (1, 8)}
_MONTHS_OF = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
_NAME_AFTER = ("by", "from", "before", "after", "until", "till")
"""After these words a bare "May" may be a person."""


def periods(words: str, published: When) -> Iterator[Found]:
    """Yield [start, end), kind and days of each, the longest kinds first; None: not known."""
    readers: tuple[tuple[re.Pattern[str], str, _Reader], ...] = (
        (SEASON, "month", _season), (QUARTER, "month", _quarter), (MONTH_YEAR, "month", _month),
        (PART_OF_YEAR, "year", _part_of_year), (YEARS, "year", _years),
    )  # fmt: skip
    for pattern, kind, read in readers:
        for found in pattern.finditer(words):
            days = [read(found, seen) for seen in _seen(published)] or [_undated(found, read)]
            known = _around(days)
            if not _is_verb(found) and (known or not found["y"].isdigit()):
                yield found.start(), found.end(), kind, known
    for found in MONTH_ALONE.finditer(words):
        if _is_bare_month(found):
            days = [_alone(found, words, seen) for seen in _seen(published)]
            start = found.end("lead") + 1 if found["lead"] else found.start()
            yield start, found.end("n") if found["n"] else found.end("m"), "month", _around(days)
    told: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str, date], Days | None]], ...] = (
        (STRETCH, _stretch), (AGO, _ago), (NIGHT, _night), (WEEKEND, _weekend),
    )  # fmt: skip
    for pattern, tell in told:
        for found in pattern.finditer(words):
            start = found.start("the") if pattern is WEEKEND else found.start()
            days = [tell(found, words, seen) for seen in _seen(published)]
            yield start, found.end(), "relative", _around(days)


_Reader = Callable[[re.Match[str], date], Days | None]


def _seen(published: When) -> list[date]:
    """Return the days from which an expression is seen: the first and the last possible one."""
    known = published.earliest is not None and published.latest is not None
    return [d for d in (published.earliest, published.latest) if d] if known else []


def _undated(found: re.Match[str], read: _Reader) -> Days | None:
    """Read what names its own year, which needs no day of writing."""
    return read(found, date.min) if found["y"].isdigit() else None


def _around(several: list[Days | None]) -> Days | None:
    days = [day for pair in several if pair for day in pair]
    return (min(days), max(days)) if days else None


def _is_verb(found: re.Match[str]) -> bool:
    """Leave out "may last year" and "march this year" as verbs: such a month is capitalised."""
    month = found.groupdict().get("m") or ""
    return month.lower() in ("may", "march", "mar") and month[0].islower()


def _is_bare_month(found: re.Match[str]) -> bool:
    """Tell whether a month without year or day is one: capitalised, with a word that leads to it."""
    month, lead = found["m"], (found["lead"] or "").lower()
    if not month[0].isupper() or not (lead or found["which"] or found["part"] or found["own"]):
        return False
    person = month.lower() == "may" and (lead in _NAME_AFTER or found["own"]) and not found["part"]
    return not person


def _year(word: str, seen: date) -> int:
    shift = {"last": -1, "this": 0, "next": 1, "the": 0}
    return int(word) if word.isdigit() else seen.year + shift[word.lower().split()[0]]


def _within(year: int) -> bool:
    return FIRST_YEAR <= year <= LAST_YEAR


def _part(days: Days, part: str | None) -> Days:
    """Return a third or a half of a period, as "early", "mid", "late" and their like say."""
    word = (part or "").lower().split()[0] if part else ""
    low, high = days
    third, half = (high - low) // 3, (high - low) // 2
    if word in ("early", "beginning", "start"):
        return low, low + third
    if word in ("mid", "middle"):
        return low + third, high - third
    if word in ("late", "end", "close"):
        return high - third, high
    return (low, low + half) if word == "first" else (high - half, high) if word else days


def _season(found: re.Match[str], seen: date) -> Days | None:
    """Return a season's months; a winter of one year may be the one before or after."""
    year, name = _year(found["y"], seen), found["season"].lower()
    if not _within(year):
        return None
    if name != "winter":
        first, last = _MONTHS_OF[name]
        return _part((month_span(year, first)[0], month_span(year, last)[1]), found["part"])
    low = date(year, 12 if found["e"] else 1, 1)
    return _part((low, month_span(year + 1, 2)[1]), found["part"])


def _quarter(found: re.Match[str], seen: date) -> Days | None:
    year = _year(found["y"], seen)
    quarter = int(found["n"]) if found["n"] else _QUARTERS[found["q"].lower()]
    both = month_span(year, 3 * quarter - 2)[0], month_span(year, 3 * quarter)[1]
    return both if _within(year) else None


def _month(found: re.Match[str], seen: date) -> Days | None:
    year = _year(found["y"], seen)
    first, last = month_of(found["m"]), month_of(found["n"] or found["m"])
    both = month_span(year, first)[0], month_span(year, max(first, last))[1]
    return _part(both, found["part"]) if _within(year) else None


def _part_of_year(found: re.Match[str], seen: date) -> Days | None:
    year = _year(found["y"], seen)
    return _part((date(year, 1, 1), date(year, 12, 31)), found["part"]) if _within(year) else None


def _years(found: re.Match[str], _: date) -> Days | None:
    """Read "1994-96", "between 1994 and 1996"; None where it is no such range."""
    first, end = int(found["y"]), found["e"]
    last = int(end) if len(end) == len(found["y"]) else first // 100 * 100 + int(end)
    led = bool(found["lead"]) or not found["word"]
    dashed = not (found["word"] and len(end) < len(found["y"]))
    return (date(first, 1, 1), date(last, 12, 31)) if led and dashed and first < last else None


def _alone(found: re.Match[str], words: str, seen: date) -> Days | None:
    """Return the last such month up to the writing, or the next if the words look ahead."""
    first, last = month_of(found["m"]), month_of(found["n"] or found["m"])
    which = (found["which"] or "").lower()
    start = found.end("lead") + 1 if found["lead"] else found.start()
    ahead = which == "next" or (which != "last" and is_planned(words, start, found.end()))
    for year in (seen.year, seen.year + 1) if ahead else (seen.year, seen.year - 1):
        low, high = month_span(year, first)[0], month_span(year, max(first, last))[1]
        begun = low <= seen if which != "last" else high < seen
        if which == "this" or (high >= seen if ahead else begun):
            return _part((low, high), found["part"])
    return None


def counted(count: str, of: str) -> tuple[timedelta, timedelta]:
    """Return the least and the most that a number of units can be."""
    word = " ".join(count.lower().split()).removeprefix("a ")
    unit, slack = timedelta(_LENGTH[of]), timedelta(_SLACK[of])
    if word in _VAGUE:
        return _VAGUE[word][0] * unit, _VAGUE[word][1] * unit
    number = int(word) if word.isdigit() else COUNTS.get(word, 1)
    return number * unit - slack, number * unit + slack


def _stretch(found: re.Match[str], _: str, seen: date) -> Days | None:
    way, count = found["way"].lower(), found["count"] or ""
    if not count and way != "recent":
        return None
    try:
        _least, most = counted(count, found["of"].lower())
        return (seen, seen + most) if way in ("next", "coming") else (seen - most, seen)
    except OverflowError:
        return None


def _ago(found: re.Match[str], _: str, seen: date) -> Days | None:
    try:
        least, most = counted(found["count"], found["of"].lower())
        ago = found["way"].lower() == "ago"
        return (seen - most, seen - least) if ago else (seen + least, seen + most)
    except OverflowError:
        return None


def _night(_found: re.Match[str], _words: str, seen: date) -> Days:
    return seen - timedelta(1), seen


def _weekend(found: re.Match[str], words: str, seen: date) -> Days:
    """Return the last weekend that has begun, or the next if the words look ahead."""
    saturday = seen - timedelta((seen.weekday() - 5) % 7)
    if is_planned(words, *found.span()) and seen.weekday() < 5:
        saturday += timedelta(7)
    return saturday, saturday + timedelta(1)
