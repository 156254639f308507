"""What people ask by: a day, month or year, and a name with or without a title before it.

Example:
    >>> read_days("2009-04")
    (datetime.date(2009, 4, 1), datetime.date(2009, 4, 30))
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from legation.actors.directory import Directory, Holder
from legation.actors.offices import offices_meant
from legation.actors.phrases import PhraseReader
from legation.actors.roles import office_of
from legation.actors.spelling import fold, spelling_key
from legation.actors.tokens import tokens_of
from legation.errors import UnknownError, UsageError
from legation.reference.files import first_day, last_day


def read_days(written: str | date) -> tuple[date, date]:
    """Return the first and last day of a day, month or year in ISO form.

    Raises:
        UsageError: if it is none of them.
    """
    if isinstance(written, date):
        return written, written
    try:
        first, last = first_day(written), last_day(written)
    except ValueError:
        first = last = None
    if first is None or last is None:
        raise UsageError(f"day {written!r}", found="no day", expected="a day, month or year, as 2009-04-01, 2009-04 or 2009")  # fmt: skip
    return first, last


def find_people(tables: Directory, name: str, first: date, last: date) -> list[tuple[Holder, str]]:
    """Return whom a name may mean, with or without a title, each with how it was matched.

    "President Bush" leaves out who never was one; "the French president" is who was that then.
    Where a name is somebody's as written, those whom only another spelling fits are left out.
    """
    people = list(tables.match(name)) or _titled(tables, name, first, last)
    as_written = [pair for pair in people if not pair[1].endswith("other spelling")]
    return as_written or people


def _titled(tables: Directory, name: str, first: date, last: date) -> list[tuple[Holder, str]]:
    tokens = tokens_of(name, 0, len(name))
    phrase = PhraseReader(tokens, tables, first).read(0) if tokens else None
    if phrase is None or (phrase.role is None and phrase.name is None):
        return []
    states = {n.actor for n in phrase.whose.names} if phrase.whose else set()
    role = phrase.role
    if phrase.name is None:
        offices = [o for state in states if role for o in offices_meant(role, state, phrase.at)]
        found = [(h, f"held {o}") for o in offices for h, _ in tables.holders_of(o, first, last)]
        if not found and any(office in tables.by_office for office in offices):
            raise _nobody(tables, name, [o for o in offices if o in tables.by_office], first)
        return found
    begin, end = phrase.name
    people = tables.match(name[tokens[begin].start : tokens[end - 1].end])
    if role is None:
        return list(people)
    return [
        (holder, f"{how}, {phrase.head}")
        for holder, how in people
        if any(
            role.fits(office_of(t.office).kind) and (not states or office_of(t.office).of in states)
            for t in holder.tenures
        )
    ]


def _nobody(tables: Directory, name: str, offices: list[str], day: date) -> UnknownError:
    until = max((d for o in offices if (d := tables.known_until(o))), default=None)
    said = f"unknown as of {day}" + (f": known until {until}" if until and until < day else "")
    return UnknownError(name, found=said, expected="a day for which the tables name the holder", do="add later rows to the record's tenures.csv")  # fmt: skip


def near_names(name: str, known: Iterable[str], most: int) -> list[str]:
    """Return known names that a mistyped one may have meant, the nearest first.

    Example:
        >>> near_names("Putn", ["Vladimir Putin", "NATO", "Peru"], 5)
        ['Vladimir Putin']
    """
    wanted = fold(name)
    scored = []
    for form in dict.fromkeys(known):
        words = fold(form).split()
        parts = {" ".join(words), *(w for w in words if len(w) > 2)}
        near = max((_nearness(wanted, part) for part in parts), default=0.0)
        if near >= NEAR:
            scored.append((-near, not form.isascii(), len(form), form))
    return [form for *_, form in sorted(scored)[:most]]


NEAR = 0.75


def _nearness(wanted: str, word: str) -> float:
    """Tell how near two words are, 0 to 1: by letters changed, or by what they share as spelt."""
    if abs(len(wanted) - len(word)) > max(2, len(wanted) // 3) or not word:
        return 0.0
    if wanted == word or (len(wanted) > 3 and spelling_key(wanted) == spelling_key(word)):
        return 1.0
    return 1 - _edits(wanted, word) / max(len(wanted), len(word))


def _edits(one: str, other: str) -> int:
    """Return the fewest letters put in, left out or changed that make one word of the other."""
    row = list(range(len(other) + 1))
    for n, letter in enumerate(one, 1):
        before, row[0] = row[0], n
        for m, sign in enumerate(other, 1):
            before, row[m] = row[m], min(row[m] + 1, row[m - 1] + 1, before + (letter != sign))
    return row[-1]
