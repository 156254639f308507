"""Numbers of members and known events: windows and bounds for the day of writing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from legation.dating.grammar import DAY, RELATIVE, day_or_none, is_future, match_parts, month_span
from legation.dating.pieces import FIRST, LAST, Evidence, Interval, Main, in_quotation, place
from legation.reference import event_anchors, members_on
from legation.vocabulary import Document

_COUNT = re.compile(
    r"\b(?P<plus>\d\d)\s?\+\s?1\b|\ball (?P<all>\d\d) (?:NATO )?(?:nations|members|allies|countries|member states)"
    r"|\b(?P<nato>\d\d)[- ](?:NATO (?:members|countries|allies|nations)|(?:member|nation)[- ](?:alliance|NATO))"
    r"|\b(?P<eu>\d\d)[- ](?:EU (?:members|countries|states|leaders)|(?:member|nation)[- ](?:EU|European Union|bloc))"
)


def count_evidence(document: Document, main: Main) -> Iterator[Evidence]:
    """How many members NATO, the EU or the NATO-Russia Council had."""
    for offset, words in main:
        for found in _COUNT.finditer(words):
            group, count = next((k, int(v)) for k, v in found.groupdict().items() if v)
            bodies = {
                "plus": ("NATO",),
                "nato": ("NATO",),
                "eu": ("EU",),
                "all": ("NATO", "NRC", "EU"),
            }[group]
            windows = tuple(
                w for body in bodies if _mentions(body, words) for w in _count_windows(body, count)
            )
            if windows:
                span = place(document, offset + found.start(), offset + found.end())
                yield Evidence("number of members", f"{count} members", windows, 2, span)


def _mentions(body: str, words: str) -> bool:
    return bool(
        re.search(
            {"NATO": "NATO|[Aa]lliance", "NRC": "NATO|Russia", "EU": r"EU\b|European Union|bloc"}[
                body
            ],
            words,
        )
    )


@cache
def _count_windows(body: str, count: int) -> tuple[Interval, ...]:
    """Return when a body had so many members, a month wider on either side."""
    windows: list[Interval] = []
    month = timedelta(31)
    for year in range(FIRST.year, LAST.year + 1):
        for number in range(1, 13):
            low, high = month_span(year, number)
            if len(members_on(body, low)) == count or len(members_on(body, high)) == count:
                if windows and windows[-1][1] >= low:
                    windows[-1] = (windows[-1][0], high + month)
                else:
                    windows.append((low - month, high + month))
    return tuple(windows)


@cache
def _phrases() -> list[tuple[re.Pattern[str], str, date, date]]:
    return [
        (re.compile(rf"\b(?:{anchor.phrases})"), anchor.event, anchor.since, anchor.until)
        for anchor in event_anchors()
        if anchor.phrases
    ]


_KIND_WORDS = {
    "nrc": r"NATO[-–/ ]Russia [Cc]ouncil|\bNRC\b",
    "summit": r"\bNATO(?:'s|’s)? (?:\w+ )?summit\b",
}
"""Kinds of events whose every meeting stands in the table: only these can fix a day."""


def event_evidence(document: Document, main: Main) -> Iterator[Evidence]:
    """Known events: past ones bound the writing, one on a named day or today fixes it."""
    for offset, words in main:
        for pattern, event, since, _until in _phrases():
            found = pattern.search(words)
            if found and not re.search(r"\b(?:to be held|will|upcoming|scheduled)\b", words[max(0, found.start() - 60) : found.end() + 40]):  # fmt: skip
                span = place(document, offset + found.start(), offset + found.end())
                yield Evidence("event", f"after: {event}, {since}", ((since, LAST),), 2, span)
        yield from _dated_events(document, offset, words)


def _dated_events(document: Document, offset: int, words: str) -> Iterator[Evidence]:
    """An event of a known kind on a day without a year: the years in which there was one then.

    An event of that kind "today" fixes the day, given what else is known.
    """
    for kind, pattern in _KIND_WORDS.items():
        match = re.search(pattern, words)
        if not match:
            continue
        events = [a for a in event_anchors() if a.kind == kind]
        for found in DAY.finditer(words):
            year, month, day, _, _ = match_parts(found)
            near = abs(found.start() - match.start()) < 90
            hits = [a for a in events if _covers(a.since, a.until, month, day)]
            if year is None and near and hits and not is_future(words, *found.span()):
                span = place(document, offset + found.start(), offset + found.end())
                around = tuple((a.since, a.until + timedelta(30)) for a in hits)
                says = "; ".join(f"{a.event} {a.since}" for a in hits)
                yield Evidence("event on that day", says, around, 3, span)
                if _same_week(document, offset):
                    week = tuple(
                        (a.since, a.until + timedelta(6 - a.until.weekday())) for a in hits
                    )
                    yield Evidence(
                        "event this week", "told in the week of the event", week, 1, span
                    )
        for found in RELATIVE.finditer(words):
            near = abs(found.start() - match.start()) < 60
            if found["today"] and near and events and not in_quotation(words, found.start()):
                span = place(document, offset + found.start(), offset + found.end())
                yield Evidence("event today", f"a day with an event of the kind {kind}", tuple((a.since, a.until) for a in events), 1.5, span)  # fmt: skip


def _same_week(document: Document, offset: int) -> bool:
    """Tell whether the text near a place speaks of the running week."""
    near = document.text[max(0, offset - 400) : offset + 700]
    return bool(re.search(r"\b(?:earlier|later|during) (?:this|the) week\b|\bthis week\b", near))


def _covers(since: date, until: date, month: int, day: int) -> bool:
    named = day_or_none(since.year, month, day)
    return named is not None and since <= named <= until
