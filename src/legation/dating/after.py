"""Times told from another time of the text: "two days later", "the same month", "the day before".

Such words count from what was told just before them, not from the writing.

Example:
    >>> found = AFTER.search("He left a week later.")
    >>> [str(day) for day in days_after(found, (date(1999, 5, 3), date(1999, 5, 3)))]
    ['1999-05-07', '1999-05-13']
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from legation.dating.grammar import COUNTS, month_span
from legation.dating.periods import Days, counted

AFTER = re.compile(
    rf"\b(?:(?P<count>a\s+few|several|a\s+couple\s+of|{'|'.join(COUNTS)}|\d{{1,3}})\s+(?P<of>day|week|month|year|decade)s?\s+"
    r"(?P<way>earlier|later|afterwards?|before\s+that|after\s+that)"
    r"|the\s+(?P<which>following|same|previous)\s+(?P<unit>day|week|month|year)"
    r"|(?P<next>the\s+next\s+day)|(?P<eve>the\s+day\s+(?:before|after))(?=\s*(?:[.,;:)]|$)))",
    re.IGNORECASE,
)
_WIDEST = {"day": 1, "week": 7, "month": 31, "year": 366}
"""Days that a time may span if "the same", "the following" such unit is to mean something."""


def days_after(found: re.Match[str], told: Days | None) -> Days | None:
    """Return the days meant, seen from a time told before; None where that does not say."""
    if told is None:
        return None
    if found["count"]:
        return _moved(found, told)
    unit = (found["unit"] or "day").lower()
    if (told[1] - told[0]).days >= _WIDEST[unit]:
        return None
    which = (found["which"] or found["next"] or found["eve"]).lower()
    back = which == "previous" or which.endswith("before")
    return _shifted(told, unit, 0 if which == "same" else -1 if back else 1)


def _moved(found: re.Match[str], told: Days) -> Days | None:
    try:
        least, most = counted(found["count"], found["of"].lower())
        if found["way"].lower().startswith(("earlier", "before")):
            return told[0] - most, told[1] - least
        return told[0] + least, told[1] + most
    except OverflowError:
        return None


def _shifted(told: Days, unit: str, shift: int) -> Days:
    low = told[0]
    if unit == "day":
        return low + timedelta(shift), low + timedelta(shift)
    if unit == "week":
        monday = low - timedelta(low.weekday() - 7 * shift)
        return monday, monday + timedelta(6)
    if unit == "month":
        index = low.year * 12 + low.month - 1 + shift
        return month_span(index // 12, index % 12 + 1)
    return date(low.year + shift, 1, 1), date(low.year + shift, 12, 31)
