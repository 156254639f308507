"""Dated tables that every layer may read: who is who, since when, until when, says whom.

Takes nothing; gives frozen rows with since, until and origin. `names` is the one table from
words to states, organisations and formats; `tenures` and `people` are the one place for persons.
Example: `members_on("NATO", date(2009, 4, 1))`.
"""

from legation.reference.actors import countries, names, organisations, people
from legation.reference.dated import (
    event_anchors,
    members_on,
    memberships,
    tenures,
    titles,
)
from legation.reference.files import reference_version
from legation.reference.rows import Anchor, Country, Name, Organisation, Person, Sitting
from legation.reference.sittings import format_ids, format_on

__all__ = [
    "Anchor",
    "Country",
    "Name",
    "Organisation",
    "Person",
    "Sitting",
    "countries",
    "event_anchors",
    "format_ids",
    "format_on",
    "members_on",
    "memberships",
    "names",
    "organisations",
    "people",
    "reference_version",
    "tenures",
    "titles",
]
