"""Dated tables that every layer may read: who is who, since when, until when, says whom.

Takes nothing; gives frozen rows with since, until and origin (`reference.rows`). `names` is the
one table from words to states, organisations and formats; `tenures` and `people` are the one
place for persons. Example: `members_on("NATO", date(2009, 4, 1))`.
"""

from legation.reference.actors import countries, names, organisations, people
from legation.reference.dated import event_anchors, members_on, memberships, tenures
from legation.reference.files import reference_version
from legation.reference.sittings import format_on

__all__ = [
    "countries", "event_anchors", "format_on", "members_on", "memberships", "names",
    "organisations", "people", "reference_version", "tenures",
]  # fmt: skip
