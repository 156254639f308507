"""What a text says about the day on which it was published: each piece an interval or a set of days.

Rules are those of a careful reader: a dateline, dates near the title, weekdays that fit only
some years, who held which office, how many members a body had, which events are past or to
come. Only main text counts, and the lines around the title; page furniture tells at most when
a page was fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from legation.dating.grammar import (
    DAY,
    MONTH,
    RELATIVE,
    WEEKDAYS,
    YEAR,
    day_or_none,
    match_days,
    match_parts,
    month_of,
    month_span,
)
from legation.dating.times import is_future
from legation.reference import event_anchors, members_on, tenures
from legation.vocabulary import BlockKind, Document, Span

FIRST, LAST = date(1985, 1, 1), date(2035, 12, 31)
WEEK = timedelta(6)
PLANNED_AHEAD = timedelta(60)
"""How long before a day that is told with its year a report may name it as if it were past."""
Interval = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece: the days it allows (any of `intervals`), its weight, where it stands."""

    rule: str
    says: str
    intervals: tuple[Interval, ...]
    weight: float
    span: Span | None = None
    tight: bool = False  # names the day itself, not a bound


def gather(document: Document) -> list[Evidence]:
    """Return all evidence of a document's main text and of the lines about its title."""
    main = [
        (block.span.start, block.span.words(document.text))
        for block in document.blocks
        if block.main
    ]
    found: list[Evidence] = []
    for rule in (
        _dateline,
        _written_days,
        _weekday_days,
        _yearless_days,
        _years,
        _offices,
        _counts,
        _anchors,
    ):
        found.extend(rule(document, main))
    found.extend(_near_title(document))
    return found


Main = list[tuple[int, str]]


def _span(document: Document, start: int, end: int) -> Span:
    return Span(document.id, start, end)


# --- the day itself ---------------------------------------------------------------------------

_HEAD = 160


def _dateline(document: Document, main: Main) -> Iterator[Evidence]:
    """A full date in the dateline: before the dash that opens the report."""
    for offset, words in main[:2]:
        dash = re.search(r"\s(?:--|—|–)\s|\)\s*[-–—]", words[:_HEAD])
        head = words[: dash.start() + 1] if dash else words if len(words) < 60 else ""
        found = DAY.search(head)
        days = match_days(found) if found else None
        if found and days:
            span = _span(document, offset + found.start(), offset + found.end())
            yield Evidence("dateline", f"written on {days[0]}", (days,), 12, span, tight=True)
            return


_SAYS_PUBLISHED = re.compile(
    r"publish|posted|updated|date:|\bon:|issued|released|last modified", re.IGNORECASE
)


def _near_title(document: Document) -> Iterator[Evidence]:
    """Dates in lines of their own near the title. Before the title, and without a word that says
    so, such a date may be the day the page was fetched: then it is only a latest day."""
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
        span = _span(document, block.span.start + found.start(), block.span.start + found.end())
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
            span = _span(document, offset + found.start(), offset + found.end())
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
            span = _span(document, offset + start, offset + end)
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


def _other_weekdays(document: Document, main: Main, fits: list[date]) -> Iterator[Evidence]:
    """Bare weekdays around a fixed day: a past one lies before the writing, a planned one after."""
    for offset, words in main:
        for found in RELATIVE.finditer(words):
            if (
                not found["bare"]
                or DAY.match(words[found.start("bare") :])
                or words[found.end() : found.end() + 2] == " ("
            ):
                continue
            weekday = WEEKDAYS[found["bare"].lower()]
            span = _span(document, offset + found.start(), offset + found.end())
            nexts = [d + timedelta((weekday - d.weekday()) % 7 or 7) for d in fits]
            if is_future(words, *found.span()) or re.match(
                r"\s+(?:are|is) set\b", words[found.end() :]
            ):
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
                    span = _span(document, offset + month.start(), offset + month.end())
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
            "latest year", f"not before {low}", ((low, LAST),), 2, _span(document, *told[years[-1]])
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
            span = _span(document, offset + found.start(), offset + found.end())
            yield Evidence(
                "day without year", f"within {RECENT.days} days after {day}.{month}.", near, 1, span
            )


RECENT = timedelta(45)

# --- offices, members, events -----------------------------------------------------------------

_OFFICE_WORDS = {
    "head_of_state": r"President|Emir|King|Queen",
    "head_of_government": r"Prime Minister|Premier|Chancellor|Taoiseach",
    "foreign_minister": r"Foreign (?:Minister|Secretary)|Minister (?:of|for) Foreign Affairs|Secretary of State|External Affairs Minister|Russian FM|FM",
    "defence_minister": r"Defen[cs]e (?:Minister|Secretary|Chief)|Minister of Defen[cs]e|Secretary of Defense",
    "deputy_foreign_minister": r"Deputy (?:\w+ )?(?:Foreign Minister|FM)|Deputy Minister of Foreign Affairs",
    "deputy_defence_minister": r"Deputy Defen[cs]e Minister",
    "secretary_general": r"Secretary[- ]General|NATO (?:chief|head)|U\.?N\.? (?:chief|head)",
    "permrep_nato": r"(?:ambassador|envoy|representative) to NATO|NATO (?:ambassador|envoy)",
    "permrep_un": r"(?:ambassador|envoy|representative) to the (?:U\.?N\.?|United Nations)",
    "vice_president": r"Vice[- ]President",
    "saceur": r"Supreme Allied Commander",
    "commission_president": r"Commission(?:'s|’s)? President|President of the (?:European )?Commission",
    "foreign_policy_chief": r"foreign policy chief|High Representative",
    "security_adviser": r"[Nn]ational [Ss]ecurity [Aa]dvis[eo]r",
}  # fmt: skip
_PAST_OFFICE = re.compile(
    r"\b(?:former|then|ex-|late|previous|first|ousted|predecessor|one-time|at the time)\W*(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)


@cache
def _holders() -> dict[str, list[tuple[str, str, date, date]]]:
    """Return tenures by surname: (whole name, kind, since, until)."""
    by_name: dict[str, list[tuple[str, str, date, date]]] = {}
    for tenure in tenures():
        until = tenure.until or tenure.known_until
        words = tenure.holder.replace(",", " ").split()
        if not tenure.since or not until or not words or not tenure.since <= until:
            continue
        open_end = LAST if tenure.until is None else until
        for surname in {
            words[-1],
            "".join(words[-2:-1]) if words[-1] in ("Jr", "Jr.") else words[-1],
        }:
            kind = tenure.office.split(":")[0]
            by_name.setdefault(_plain(surname), []).append(
                (tenure.holder, kind, tenure.since, open_end)
            )
    return by_name


def _plain(name: str) -> str:
    import unicodedata

    folded = unicodedata.normalize("NFKD", name.translate({0x142: "l", 0xF8: "o", 0x131: "i"}))
    return "".join(sign for sign in folded if not unicodedata.combining(sign)).lower()


_TITLES = "|".join(f"(?P<{kind}>{words})" for kind, words in _OFFICE_WORDS.items())
_NAME = r"(?P<name>(?:(?:[A-Z][\w.'’-]*|[a-z]{2,3}|al-\w+) ){0,3}[A-Z][\w'’-]{2,})"
_NAMED_AFTER = re.compile(
    rf"{_NAME}, (?P<title>(?:the )?(?:[A-Z][\w.'’-]+ |of |for |the ){{0,4}}?(?:{_TITLES}))\b"
)
_NAMED = re.compile(
    r"(?P<title>(?:[A-Z][\w.'’-]+ |of |for |the |to ){0,5}?(?:"
    + "|".join(f"(?P<{kind}>{words})" for kind, words in _OFFICE_WORDS.items())
    + r")(?: of (?:the )?[A-Z]\w+)?),? (?P<name>(?:(?:[A-Z][\w.'’-]*|[a-z]{2,3}|al-\w+) ){0,3}[A-Z][\w'’-]{2,})"
)


def _offices(document: Document, main: Main) -> Iterator[Evidence]:
    """A title with a name: the writing lies inside the holder's tenure; "former": after its start."""
    seen: set[tuple[str, str]] = set()
    holders = _holders()
    for offset, words in main:
        for found in (*_NAMED.finditer(words), *_NAMED_AFTER.finditer(words)):
            kind = next(k for k in _OFFICE_WORDS if found[k])
            for size in _name_sizes(found["name"]):
                windows = _windows(holders, kind, size)
                if windows:
                    break
            else:
                continue
            key = (kind, size)
            if key in seen:
                continue
            seen.add(key)
            past = _PAST_OFFICE.search(
                words[max(0, found.start() - 30) : found.start() + 1]
            ) or re.match(r"(?:Former|Then|Ex|Late)\b", found["title"])
            after = re.match(
                r",[^,.]{0,40}\bat the time\b", words[found.start("name") + len(size) :][:60]
            )
            span = _span(document, offset + found.start(), offset + found.end())
            low = min(start for start, _ in windows)
            asked = re.search(
                r"\b(?:an?|if|potential|possible|future|would-be)\s$",
                words[max(0, found.start() - 12) : found.start()],
            )
            if " " in size and not asked:
                yield Evidence(
                    "office held from", f"{size}: from {low}", ((low - SLACK, LAST),), 3, span
                )
            active = _ACTIVE.match(words[found.start("name") + len(size) :][:90])
            if active and not asked and not (past or after or _in_quotation(words, found.start())):
                near = tuple((start - SLACK, min(LAST, end + SLACK)) for start, end in windows)
                spoken = ", ".join(f"{a} to {b if b < LAST else 'open'}" for a, b in windows)
                yield Evidence(
                    "office window", f"{size}: {spoken}", near, 1.6 if " " in size else 0.4, span
                )


SLACK = timedelta(20)
_ACTIVE = re.compile(
    r"(?:,[^,]{3,50},)?\s+(?:\w+ly |today |also |has |have |had |is |was |had not |has not )?(?:decided|said|says|told|tells|announced|reiterated|warned|"
    r"called|urged|added|stressed|insisted|expressed|claimed|appeared|met|meets|speaking|will|plans?|arrived|"
    r"struck|rejected|accused|condemned|demanded|vowed|pledged|denied|welcomed|criticized|criticised|argued|declared|hopes?|wants?)\b"
)


def _in_quotation(words: str, at: int) -> bool:
    before = words[:at]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def _name_sizes(name: str) -> Iterator[str]:
    """Yield the whole name and shorter beginnings: the pattern may run into the next word."""
    parts = name.split()
    for size in range(len(parts), 0, -1):
        yield " ".join(parts[:size])


def _windows(
    holders: dict[str, list[tuple[str, str, date, date]]], kind: str, name: str
) -> list[Interval]:
    """Return the tenures of holders who go by this name in this kind of office."""
    kinds = {kind} | (
        {"head_of_state", "international_post", "president"} if kind == "head_of_state" else set()
    )
    parts = [_plain(part.strip(".'’")) for part in name.split()]
    found = [
        (holder, start, end)
        for holder, office, start, end in holders.get(
            parts[-1].removesuffix("'s").removesuffix("’s"), []
        )
        if office in kinds
    ]
    if len(parts) > 1:
        found = [row for row in found if _given_fits(parts[0], row[0])]
    if len({_plain(row[0]) for row in found}) > 3:
        return []
    return [(start, end) for _, start, end in found]


def _given_fits(given: str, holder: str) -> bool:
    """Tell whether a given name may be the holder's: the same, an initial, or another spelling."""
    names = [_plain(part) for part in holder.split()[:-1]]
    return any(n[:3] == given[:3] or (len(given) <= 2 and n[:1] == given[:1]) for n in names)


_COUNT = re.compile(
    r"\b(?P<plus>\d\d)\s?\+\s?1\b|\ball (?P<all>\d\d) (?:NATO )?(?:nations|members|allies|countries|member states)"
    r"|\b(?P<nato>\d\d)[- ](?:NATO (?:members|countries|allies|nations)|(?:member|nation)[- ](?:alliance|NATO))"
    r"|\b(?P<eu>\d\d)[- ](?:EU (?:members|countries|states|leaders)|(?:member|nation)[- ](?:EU|European Union|bloc))"
)


def _counts(document: Document, main: Main) -> Iterator[Evidence]:
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
                span = _span(document, offset + found.start(), offset + found.end())
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


def _anchors(document: Document, main: Main) -> Iterator[Evidence]:
    """Known events: past ones bound the writing, one on a named day or today fixes it."""
    for offset, words in main:
        for pattern, event, since, _until in _phrases():
            found = pattern.search(words)
            if found and not re.search(r"\b(?:to be held|will|upcoming|scheduled)\b", words[max(0, found.start() - 60) : found.end() + 40]):  # fmt: skip
                span = _span(document, offset + found.start(), offset + found.end())
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
                span = _span(document, offset + found.start(), offset + found.end())
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
            if found["today"] and near and events and not _in_quotation(words, found.start()):
                span = _span(document, offset + found.start(), offset + found.end())
                yield Evidence("event today", f"a day with an event of the kind {kind}", tuple((a.since, a.until) for a in events), 1.5, span)  # fmt: skip


def _same_week(document: Document, offset: int) -> bool:
    """Tell whether the text near a place speaks of the running week."""
    near = document.text[max(0, offset - 400) : offset + 700]
    return bool(re.search(r"\b(?:earlier|later|during) (?:this|the) week\b|\bthis week\b", near))


def _covers(since: date, until: date, month: int, day: int) -> bool:
    named = day_or_none(since.year, month, day)
    return named is not None and since <= named <= until


def yearless(words: Iterable[tuple[int, str]]) -> list[tuple[int, int]]:
    """Return (month, day) of the past days that are told without a year."""
    found = []
    for _, text in words:
        for match in DAY.finditer(text):
            year, month, day, _, _ = match_parts(match)
            if year is None and not is_future(text, *match.span()):
                found.append((month, day))
    return found
