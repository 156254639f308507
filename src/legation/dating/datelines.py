"""The dateline that opens a report: its place, its day and what parts them from the text.

Example:
    >>> find_dateline("OSLO, 3 May 2011 - The envoys left.", []).group()
    '3 May 2011'
    >>> find_dateline("Oslo, 3 May 2011, was a day of talks.", []) is None
    True
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from legation.dating.grammar import DAY, YEAR, match_days, match_parts

_HEAD = 160
_DASH = re.compile(r"\s(?:--|—|–)\s|\)\s*[-–—]")
_TOLD = re.compile(
    r"\b(?:on|of|since|by|until|till|before|after|from|in|the|dated|am|vom|le|du)\s+$",
    re.IGNORECASE,
)
_PLACE = re.compile(r"(?P<place>[^\W\d_][^\d()\n:;!?]{1,40}?)\s*[,(]\s*")
_PARTED = re.compile(
    r"(?:\s*(?:г\.|года))?\)?,?\s*(?:\([^()]{2,30}\)\s*)?(?:\s[-–—]{1,2}\s|\s*[-–—]{1,2}\s|[.:]\s)\s*(?P<next>\S)"
)
_OF_YEAR = re.compile(r"\s*(?:г\.|года)")
_BARE = re.compile(r"(?:\s*(?:[-–—]{1,2}|[.:]))?\s+(?P<next>[^\W\d_])")
_PAPERS = re.compile(
    r"\b(?:treaty|agreement|accord|declaration|resolution|communiqu[eé]|protocol|convention|act|"
    r"charter|pact|summit|statement|speech|interview|report|letter|memorandum|updated?|published)\b",
    re.IGNORECASE,
)
_MOST_PLACE = 4


def find_dateline(words: str, later: Sequence[str]) -> re.Match[str] | None:
    """Return the match of the day in a paragraph's dateline, None if it has none.

    A place in capitals is believed. One written as a name, or none at all, may as well open a
    history or an entry of a chronicle: then no later year and no other dated entry may follow.

    Args:
        words: the paragraph.
        later: the paragraphs of main text after it.
    """
    return _before_dash(words) or _opening(words, later)


def _before_dash(words: str) -> re.Match[str] | None:
    """A day before the dash that opens the report, or in a short line of its own."""
    dash = _DASH.search(words[:_HEAD])
    head = words[: dash.start() + 1] if dash else words if len(words) < 60 else ""
    found = DAY.search(head)
    if not found or _TOLD.search(head[: found.start()]):
        return None
    return found if dash or not _goes_on(words[found.end() :]) else None


def _goes_on(rest: str) -> bool:
    """Tell whether a word in small letters follows: a sentence, not a dateline alone."""
    whole = _OF_YEAR.match(rest)
    return any(
        word[0].islower() for word in re.findall(r"[^\W\d_]+", rest[whole.end() if whole else 0 :])
    )


def _opening(words: str, later: Sequence[str]) -> re.Match[str] | None:
    bare = DAY.match(words)
    if bare:
        after = _BARE.match(words, bare.end())
        sure = bool(after and after["next"].isupper() and _is_calm(bare, words, later))
        return bare if sure else None
    found = DAY.search(words[:_HEAD])
    opening = _PLACE.fullmatch(words, 0, found.start()) if found else None
    after = _PARTED.match(words, found.end()) if found else None
    if not found or not opening or not after or not _is_one_day(found):
        return None
    if opening["place"].isupper():
        return found
    named = _is_named_place(opening["place"]) and not after["next"].islower()
    return found if named and _is_calm(found, words, later) else None


def _is_named_place(words: str) -> bool:
    """Tell whether words are a short name of a place: each of them capitalised."""
    names = re.findall(r"[^\W\d_][\w.'’-]*", words)
    return (
        len(names) <= _MOST_PLACE
        and not _PAPERS.search(words)
        and all(name[0].isupper() for name in names)
    )


def _is_one_day(found: re.Match[str]) -> bool:
    """Tell whether a match is one day with its year, and falls on the weekday that it names."""
    days = match_days(found)
    weekday = match_parts(found)[4]
    if not days or days[0] != days[1]:
        return False
    return weekday is None or weekday == days[0].weekday()


def _is_calm(found: re.Match[str], words: str, later: Sequence[str]) -> bool:
    """Tell whether nothing after a dateline speaks of it as long past or one of several."""
    days = match_days(found)
    if not days or not _is_one_day(found):
        return False
    text = [words[found.end() :], *later]
    years = (int(year["y"]) for part in text for year in YEAR.finditer(part))
    return not any(year > days[0].year for year in years) and not any(
        _is_other_entry(part, days[0]) for part in later
    )


def _is_other_entry(words: str, day: date) -> bool:
    """Tell whether a paragraph begins with another day, as an entry of a chronicle does."""
    found = DAY.search(words[:60])
    if not found or len(words[: found.start()].split()) > _MOST_PLACE:
        return False
    if found.start() and not re.search(r"[,(]\s*$", words[: found.start()]):
        return False
    return match_days(found) not in (None, (day, day))
