"""What a text says about the day on which it was published: each piece an interval or a set of days.

Rules are those of a careful reader: a dateline, dates near the title, weekdays that fit only
some years, who held which office, how many members a body had, which events are past or to
come. Only main text counts, and the lines around the title; page furniture tells at most when
a page was fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from legation.dating.datelines import find_dateline
from legation.dating.events import count_evidence, event_evidence
from legation.dating.grammar import (
    DAY,
    MONTH,
    RELATIVE,
    WEEKDAYS,
    YEAR,
    day_or_none,
    is_future,
    match_days,
    match_parts,
    month_of,
    month_span,
)
from legation.dating.offices import office_evidence
from legation.dating.pieces import FIRST, LAST, Evidence, Main, place
from legation.vocabulary import BlockKind, Document

MOST_HEAD, MOST_TAIL = 200_000, 100_000
"""Characters of main text at either end that are asked; all of it up to some hundred pages."""
WEEK = timedelta(6)
PLANNED_AHEAD = timedelta(60)
"""How long before a day that is told with its year a report may name it as if it were past."""


def gather(document: Document) -> list[Evidence]:
    """Return all evidence of a document's main text and of the lines about its title."""
    main = _asked(document)
    found: list[Evidence] = []
    for rule in (
        _dateline,
        _written_days,
        _weekday_days,
        _yearless_days,
        _years,
        office_evidence,
        count_evidence,
        event_evidence,
    ):
        found.extend(rule(document, main))
    found.extend(_near_title(document))
    return found


def _asked(document: Document) -> Main:
    """Return the main text by blocks; of one too long for one report only what it begins and ends with."""
    places = [(block.span.start, block.span.end) for block in document.blocks if block.main]
    if sum(end - start for start, end in places) > MOST_HEAD + MOST_TAIL:
        head, tail = places[0][0] + MOST_HEAD, places[-1][1] - MOST_TAIL
        cut = [(start, min(end, head)) for start, end in places]
        cut += [(max(start, tail), end) for start, end in places]
        places = [(start, end) for start, end in cut if start < end]
    return [(start, document.text[start:end]) for start, end in places]


# --- the day itself ---------------------------------------------------------------------------


def _dateline(document: Document, main: Main) -> Iterator[Evidence]:
    """A full date in the dateline that opens the report."""
    for n, (offset, words) in enumerate(main[:2]):
        found = find_dateline(words, [text for _, text in main[n + 1 :]])
        days = match_days(found) if found else None
        if found and days:
            span = place(document, offset + found.start(), offset + found.end())
            yield Evidence("dateline", f"written on {days[0]}", (days,), 12, span, tight=True)
            return


_SAYS_PUBLISHED = re.compile(
    r"publish|posted|updated|date:|\bon:|issued|released|last modified", re.IGNORECASE
)


def _near_title(document: Document) -> Iterator[Evidence]:
    """Dates in lines of their own near the title.

    Before the title, and without a word that says so, such a date may be the day the page was
    fetched: then it is only a latest day.
    """
    blocks = document.blocks
    title = next((n for n, block in enumerate(blocks) if block.kind is BlockKind.TITLE), None)
    first = next((n for n, block in enumerate(blocks) if block.main), len(blocks))
    for n, block in enumerate(blocks[: first + 1]):
        words = block.span.words(document.text)
        if len(words) > 200 or (block.main and len(words) > 80):
            continue
        found = DAY.search(words)
        days = match_days(found) if found else None
        if not found or not days:
            continue
        span = place(document, block.span.start + found.start(), block.span.start + found.end())
        beside = title is not None and title < n
        said = bool(_SAYS_PUBLISHED.search(words)) or block.kind is BlockKind.BYLINE
        if said or beside:
            yield Evidence(
                "date near the title", f"published on {days[0]}", (days,), 5, span, tight=True
            )
        yield Evidence(
            "date at the top",
            f"not after {days[1]}: published or fetched then",
            ((FIRST, days[1]),),
            1,
            span,
        )


# --- bounds from what is told -----------------------------------------------------------------


def _written_days(document: Document, main: Main) -> Iterator[Evidence]:
    """Full dates: past ones are a lower bound, planned ones an upper bound."""
    for offset, words in main:
        for found in DAY.finditer(words):
            days = match_days(found)
            if not days or not FIRST <= days[0] <= LAST:
                continue
            span = place(document, offset + found.start(), offset + found.end())
            if re.search(
                r"\bto be (?:held|signed|opened)\b",
                words[max(0, found.start() - 60) : found.start()],
            ):
                before = days[0] - timedelta(1)
                yield Evidence(
                    "planned day",
                    f"before {days[0]}",
                    ((before - timedelta(550), before),),
                    3,
                    span,
                )
            elif not is_future(words, *found.span()):
                low = days[0] - PLANNED_AHEAD
                yield Evidence("day told", f"not long before {days[0]}", ((low, LAST),), 2, span)


def _weekday_days(document: Document, main: Main) -> Iterator[Evidence]:
    """A weekday with its day: only some years fit, and a report of it follows within days."""
    for offset, words in main:
        for found in _weekday_matches(words):
            start, end, weekday, month, day = found
            fits = [
                d for y in range(FIRST.year, LAST.year + 1)
                if (d := day_or_none(y, month, day)) and d.weekday() == weekday
            ]  # fmt: skip
            if not fits:
                continue
            ahead = is_future(words, start, end)
            span = place(document, offset + start, offset + end)
            near = tuple(
                (d - timedelta(60), d) if ahead else (d, _latest_after(words, end, d)) for d in fits
            )
            says = f"that weekday falls on that day in {', '.join(str(d.year) for d in fits)}"
            yield Evidence("weekday and day", says, near, 5, span)
            if not ahead:
                yield from _other_weekdays(document, main, fits)


def _weekday_matches(words: str) -> Iterator[tuple[int, int, int, int, int]]:
    from legation.dating.grammar import WEEKDAY_DAY

    for found in WEEKDAY_DAY.finditer(words):
        inner = DAY.search(found["rest"])
        if inner and match_parts(inner)[0] is None:
            _, month, day, _, _ = match_parts(inner)
            yield found.start(), found.end(), WEEKDAYS[found["wd"].lower()], month, day
    for found in DAY.finditer(words):
        year, month, day, _, weekday = match_parts(found)
        if weekday is not None and year is None:
            yield found.start(), found.end(), weekday, month, day


def _latest_after(words: str, end: int, day: date) -> date:
    """A report names the day with its weekday within about two weeks; within one in brackets."""
    return day + (WEEK if words[end - 1 : end] == ")" else timedelta(13))


_SET = re.compile(r"\s+(?:are|is) set\b")


def _other_weekdays(document: Document, main: Main, fits: list[date]) -> Iterator[Evidence]:
    """Bare weekdays around a fixed day: a past one lies before the writing, a planned one after."""
    for offset, words in main:
        for found in RELATIVE.finditer(words):
            if (
                not found["bare"]
                or DAY.match(words, found.start("bare"))
                or words[found.end() : found.end() + 2] == " ("
            ):
                continue
            weekday = WEEKDAYS[found["bare"].lower()]
            span = place(document, offset + found.start(), offset + found.end())
            nexts = [d + timedelta((weekday - d.weekday()) % 7 or 7) for d in fits]
            if is_future(words, *found.span()) or _SET.match(words, found.end()):
                near = tuple((n - timedelta(7), n - timedelta(1)) for n in nexts)
                yield Evidence("coming weekday", f"before {found['bare']}", near, 0.6, span)
            elif (found["when"] or "").lower() == "on" and weekday in (
                d.weekday() + 1 for d in fits
            ):
                near = tuple((n, n + WEEK) for n in nexts)
                yield Evidence("past weekday", f"not before {found['bare']}", near, 0.6, span)


def _years(document: Document, main: Main) -> Iterator[Evidence]:
    """The latest year that is no plan is, less one, a lower bound."""
    told: dict[int, tuple[int, int]] = {}
    for offset, words in main:
        for found in YEAR.finditer(words):
            year = int(found["y"])
            if FIRST.year <= year <= LAST.year and not _looks_ahead(words, *found.span()):
                told.setdefault(year, (offset + found.start(), offset + found.end()))
        for month in MONTH.finditer(words):
            if month["y"].isdigit() and not _looks_ahead(words, *month.span()):
                low = month_span(int(month["y"]), month_of(month["m"]))[0]
                if FIRST <= low <= LAST:
                    span = place(document, offset + month.start(), offset + month.end())
                    yield Evidence(
                        "month told",
                        f"not long before {low}",
                        ((low - PLANNED_AHEAD, LAST),),
                        2,
                        span,
                    )
    years = sorted(told)
    while len(years) > 1 and years[-1] - years[-2] > FAR_APART:
        years.pop()  # far beyond all others: more likely a plan than the past
    if years:
        low = date(years[-1] - 1, 1, 1)  # a year is also named when it is about to come
        yield Evidence(
            "latest year", f"not before {low}", ((low, LAST),), 2, place(document, *told[years[-1]])
        )


FAR_APART = 3


_AHEAD = re.compile(
    r"\b(?:will|would|could|should|by|until|through|next|expect\w*|project(?:ed|ion)s?|plan\w*|propos\w*|aims?|goals?|"
    r"targets?|estimate\w*|forecast\w*|schedul\w*|campaign|election|race|presidential|candidates?|bid|run|"
    r"retire\w*|expire\w*|extend\w*|begin\w*|start\w*|set to)\b", re.IGNORECASE
)  # fmt: skip


def _looks_ahead(words: str, start: int, end: int) -> bool:
    """Tell whether the sentence around a year speaks of what is to come."""
    first = max(words.rfind(". ", 0, start), words.rfind("? ", 0, start)) + 1
    last = words.find(". ", end)
    return bool(_AHEAD.search(words[first : last if last > 0 else len(words)]))


def _yearless_days(document: Document, main: Main) -> Iterator[Evidence]:
    """A past day told without its year is mostly of the last weeks."""
    for offset, words in main:
        for found in DAY.finditer(words):
            year, month, day, _, weekday = match_parts(found)
            if year is not None or weekday is not None or is_future(words, *found.span()):
                continue
            near = tuple(
                (d, d + RECENT)
                for y in range(FIRST.year, LAST.year + 1)
                if (d := day_or_none(y, month, day))
            )
            span = place(document, offset + found.start(), offset + found.end())
            yield Evidence(
                "day without year", f"within {RECENT.days} days after {day}.{month}.", near, 1, span
            )


RECENT = timedelta(45)


def yearless(words: Iterable[tuple[int, str]]) -> list[tuple[int, int]]:
    """Return (month, day) of the past days that are told without a year."""
    found = []
    for _, text in words:
        for match in DAY.finditer(text):
            year, month, day, _, _ = match_parts(match)
            if year is None and not is_future(text, *match.span()):
                found.append((month, day))
    return found
