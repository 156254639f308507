"""Who sits at the table as of a day: the formats of standing bodies, from the reference tables.

Example:
    >>> from datetime import date
    >>> [len(party) for party in find_format("26+1", date(2009, 3, 31)).parties]
    [26, 1]
    >>> len(find_format("nrc", date(2009, 12, 4)).parties)
    29
"""

from __future__ import annotations

import re
from datetime import date

from legation.errors import UnknownError, UsageError
from legation.reference import members_on
from legation.vocabulary import Format

COUNCIL, ALLIANCE, OTHER = "NRC", "NATO", "RUS"
CONSENSUS = ("NATO", "NRC", "OSCE")
"""Bodies that decide by consensus; for others the rule must be given."""
_NAME = re.compile(r"(?:(?P<body>[A-Za-z]+)-?)?(?P<seats>\d+)?(?:\+(?P<others>\d+))?")


def find_format(name: str, day: date, *, rule: str | None = None) -> Format:
    """Return a format as it was on a day.

    Args:
        name: "26+1" (the alliance as a bloc, and Russia), "27" or "nrc-27" (the same states, each
            for itself), "nrc" (however many they were), or a body of the membership tables, each
            member for itself: "nato", "osce", "eu".
        day: as of when.
        rule: how they decide; consensus for bodies that are known to.

    Errors: `UnknownError` when the count is not that of the day, or nobody is known; `UsageError`
    for a name that is none.
    """
    found = _NAME.fullmatch(name.strip())
    if not found or not (found["body"] or found["seats"]):
        raise UsageError("format", found=repr(name), expected="26+1, 27, nrc, nrc-27 or a body")
    body = (found["body"] or COUNCIL).upper()
    members = sorted(members_on(body, day))
    if not members:
        expected = "a body of the membership tables with members on that day"
        raise UnknownError(f"format {name} on {day}", found=f"nobody in {body}", expected=expected)
    if found["others"]:
        return _bloc(name, found, members, day, rule)
    if found["seats"] and int(found["seats"]) != len(members):
        raise _miscounted(name, day, f"{len(members)} in {body}")
    return Format(name, body, tuple((member,) for member in members), _rule(body, rule))


def _bloc(
    name: str, found: re.Match[str], members: list[str], day: date, rule: str | None
) -> Format:
    bloc = tuple(sorted(members_on(ALLIANCE, day) & set(members)))
    rest = tuple(member for member in members if member not in bloc)
    sizes = (len(bloc), len(rest))
    if sizes != (int(found["seats"] or len(bloc)), int(found["others"])):
        raise _miscounted(name, day, f"{sizes[0]}+{sizes[1]}")
    return Format(name, COUNCIL, (bloc, rest), _rule(COUNCIL, rule))


def _rule(body: str, rule: str | None) -> str:
    if rule:
        return rule
    if body not in CONSENSUS:
        expected = "how it decides"
        raise UsageError(f"rule of {body}", found="none", expected=expected, do="name a rule")
    return "consensus"


def _miscounted(name: str, day: date, there: str) -> UnknownError:
    return UnknownError(f"format {name} on {day}", found=there, expected="the count of that day")
