"""The words that tell a time: patterns, month and weekday names, and plain readings of dates.

Example:
    >>> read_date("1 April 2009")
    (datetime.date(2009, 4, 1), datetime.date(2009, 4, 1))
    >>> read_date("2009-04")
    (datetime.date(2009, 4, 1), datetime.date(2009, 4, 30))
"""

from __future__ import annotations

import calendar
import re
from datetime import date

_MONTH_WORDS = (
    "january jan январь января januar janvier", "february feb февраль февраля februar février fevrier",
    "march mar март марта märz maerz mars", "april apr апрель апреля avril", "may май мая mai",
    "june jun июнь июня juni juin", "july jul июль июля juli juillet",
    "august aug август августа août aout", "september sep sept сентябрь сентября septembre",
    "october oct октябрь октября oktober octobre", "november nov ноябрь ноября novembre",
    "december dec декабрь декабря dezember décembre decembre",
)  # fmt: skip
MONTHS = {word: n for n, words in enumerate(_MONTH_WORDS, 1) for word in words.split()}
WEEKDAYS = {
    word: n
    for n, words in enumerate(
        ("monday mon", "tuesday tue tues", "wednesday wed", "thursday thu thur thurs", "friday fri",
         "saturday sat", "sunday sun")
    )
    for word in words.split()
}  # fmt: skip
FIRST_YEAR, LAST_YEAR = 1900, 2099

MONTH_NAME = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
LONG_MONTH = (
    "(?:" + "|".join(sorted((w for w in MONTHS if len(w) > 3), key=len, reverse=True)) + ")"
)
YEAR_DIGITS = r"(?:19|20)\d\d"
_D = r"(?:0?[1-9]|[12]\d|3[01])"
_WD = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_WD_ANY = rf"(?:{_WD}|mon|tues?|wed|thurs?|fri|sat|sun)\.?"
_ORD = r"(?:st|nd|rd|th|-?го|er|\.)?"
_RANGE = r"\s?(?:-|–|—|to|and|bis)\s?"

DAY = re.compile(
    rf"(?P<wd1>{_WD_ANY},?\s+)?(?:the\s+)?\b(?P<d1>{_D}){_ORD}(?:{_RANGE}(?P<e1>{_D}){_ORD})?(?:\s+of)?\s+(?P<m1>{MONTH_NAME}),?(?:\s+(?P<y1>{YEAR_DIGITS}))?\b"
    rf"|(?P<wd2>{_WD_ANY},?\s+)?\b(?P<m2>{MONTH_NAME})\s+(?P<d2>{_D}){_ORD}(?:{_RANGE}(?P<e2>{_D}){_ORD})?\b(?!\s*%|[:.]\d)(?:,?\s+(?P<y2>{YEAR_DIGITS})\b)?"
    rf"|\b(?P<y3>{YEAR_DIGITS})-(?P<m3>\d\d)-(?P<d3>\d\d)\b"
    rf"|\b(?P<d4>{_D})\.(?P<m4>0?[1-9]|1[0-2])\.(?P<y4>{YEAR_DIGITS})\b",
    re.IGNORECASE,
)
WEEKDAY_DAY = re.compile(rf"\b(?P<wd>{_WD})\s*\(\s*(?P<rest>[^()]{{3,24}})\)", re.IGNORECASE)
MONTH = re.compile(
    rf"\b(?P<m>{LONG_MONTH})(?:(?:\s?[-–/]\s?|\s+(?:and|to)\s+)(?P<n>{LONG_MONTH}))?,?\s+(?:of\s+)?"
    rf"(?P<y>{YEAR_DIGITS}|last year|this year|next year)\b",
    re.IGNORECASE,
)
YEAR = re.compile(
    rf"(?<![\d.,/$€£-])\b(?P<y>{YEAR_DIGITS})\b(?![\d,]*\d|[-/]\d|%|\s?(?:km|miles|troops|people|dollars|soldiers|percent|pages|feet|euros))"
)
DECADE = re.compile(
    r"\b(?:(?P<part>early|mid|late)[- ])?(?:the\s+)?(?P<y>(?:19|20)\d0)s\b", re.IGNORECASE
)
RELATIVE = re.compile(
    rf"\b(?:(?P<today>today|tonight|this (?:morning|afternoon|evening))|(?P<yesterday>yesterday)|(?P<tomorrow>tomorrow)"
    rf"|(?P<weekpart>earlier this|later this|this|last|next|the past|the previous) (?P<unit>week|month|year|decade|century|weekend|spring|summer|autumn|fall|winter)"
    rf"|(?P<when>last|next|this|on|since|by|until|late|early)?\s?\b(?P<bare>{_WD})\b)",
    re.IGNORECASE,
)  # fmt: skip
_COUNTED = "one two three four five six seven eight nine ten eleven twelve"
_TENS = {"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}
COUNTS = {w: n for n, w in enumerate(_COUNTED.split(), 1)} | {"a": 1, "an": 1} | _TENS
_PLANS = (
    r"will|shall|set to|going to|to be (?:held|signed|published|discussed)|due (?:to|on|in)|scheduled|"
    r"plan(?:s|ned)? to|is expected|are expected|upcoming|would|next"
)
_PLANNED = re.compile(rf"\b(?:{_PLANS})\b", re.IGNORECASE)
FUTURE = re.compile(rf"\b(?:{_PLANS}|ahead of|before|by|until|from)\b", re.IGNORECASE)
_LIMIT = re.compile(
    r"\b(?:ahead of|before|by|until|till)\s+(?:the\s+|early\s+|late\s+)?$", re.IGNORECASE
)
_PAST = re.compile(r"\b(?:had|was|were|did)\b", re.IGNORECASE)
_AFTER = r"\s+(?:will|are set|is set|are due|is due)\b"
_NUMERIC = re.compile(
    rf"^\s*(?P<y>{YEAR_DIGITS})[-/.]?(?P<m>\d\d)[-/.]?(?P<d>\d\d)(?=\D|$)|^\s*D:(?P<py>{YEAR_DIGITS})(?P<pm>\d\d)(?P<pd>\d\d)"
)
_SLASHED = re.compile(rf"^\s*(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})/(?P<y>{YEAR_DIGITS})\b")
_MAILED = re.compile(
    rf"\b(?P<d>{_D})\s+(?P<m>{MONTH_NAME})\s+(?P<y>{YEAR_DIGITS})\b", re.IGNORECASE
)


def is_future(words: str, start: int, end: int) -> bool:
    """Tell whether the words around an expression may look ahead of the writing."""
    before = words[max(0, start - 45) : start]
    return bool(FUTURE.search(before) or re.match(_AFTER, words[end : end + 20]))


def is_planned(words: str, start: int, end: int) -> bool:
    """Tell whether an expression is told as still to come: by a plan, or as a limit.

    Example:
        >>> is_planned("It must leave by October.", 17, 24), is_planned("It left by car in May.", 18, 21)
        (True, False)
    """
    before = words[max(0, start - 45) : start]
    limit = _LIMIT.search(before) and not _PAST.search(words)
    return bool(limit or _PLANNED.search(before) or re.match(_AFTER, words[end : end + 20]))


def day_or_none(year: int, month: int, day: int) -> date | None:
    """Return a day, None if there is no such one, or it lies outside FIRST_YEAR to LAST_YEAR."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_of(word: str) -> int:
    """Return the number of a month's name."""
    return MONTHS[word.lower().rstrip(".")]


def month_span(year: int, month: int) -> tuple[date, date]:
    """Return the first and last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def read_date(written: str) -> tuple[date, date] | None:  # noqa: PLR0911 - one way of writing a date after the other
    """Read a date that stands by itself, as metadata has it; None if it is none.

    A day that could be read two ways (03/04/2009) gives both as an interval.
    """
    if re.fullmatch(rf"\s*{YEAR_DIGITS}\s*", written):
        year = int(written)
        return date(year, 1, 1), date(year, 12, 31)
    if re.fullmatch(rf"\s*{YEAR_DIGITS}-(?:0[1-9]|1[0-2])\s*", written):
        return month_span(int(written.strip()[:4]), int(written.strip()[5:7]))
    if found := _NUMERIC.search(written):
        parts = found.groupdict()
        year, month, day = (int(parts[k] or parts[f"p{k}"]) for k in "ymd")
        return _single(day_or_none(year, month, day))
    if found := _SLASHED.search(written):
        a, b, year = int(found["a"]), int(found["b"]), int(found["y"])
        both = sorted(d for d in (day_or_none(year, b, a), day_or_none(year, a, b)) if d)
        return (both[0], both[-1]) if both else None
    if found := _MAILED.search(written):
        return _single(day_or_none(int(found["y"]), month_of(found["m"]), int(found["d"])))
    if found := DAY.search(written):
        days = match_days(found)
        return days or None
    if found := MONTH.search(written):
        return month_span(int(found["y"]), month_of(found["m"])) if found["y"].isdigit() else None
    return None


def _single(day: date | None) -> tuple[date, date] | None:
    return (day, day) if day else None


def match_parts(found: re.Match[str]) -> tuple[int | None, int, int, int, int | None]:
    """Return year (if written), month, first day, last day, weekday (if written) of a DAY match."""
    groups = found.groupdict()
    n = next(n for n in "1234" if groups[f"d{n}"])
    month_word = groups[f"m{n}"]
    month = int(month_word) if month_word.isdigit() else month_of(month_word)
    first = int(groups[f"d{n}"])
    last = int(groups.get(f"e{n}") or first)
    year = int(groups[f"y{n}"]) if groups[f"y{n}"] else None
    weekday = (groups.get(f"wd{n}") or "").strip(" ,.\n").lower()
    return year, month, first, max(first, last), WEEKDAYS.get(weekday.removesuffix("."))


def match_days(found: re.Match[str], year: int | None = None) -> tuple[date, date] | None:
    """Return the days of a DAY match that has a year, or is given one."""
    own, month, first, last, _ = match_parts(found)
    year = own or year
    if year is None:
        return None
    start, end = day_or_none(year, month, first), day_or_none(year, month, last)
    return (start, end) if start and end else None
