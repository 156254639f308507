"""Dated tables that every layer may read: tenures, memberships, event anchors.

Takes nothing; gives frozen rows with since, until and origin. Example:
`members_on("NATO", date(2009, 4, 1))`.
"""

from legation.reference.tables import (
    Anchor,
    event_anchors,
    members_on,
    memberships,
    reference_version,
    tenures,
)

__all__ = ["Anchor", "event_anchors", "members_on", "memberships", "reference_version", "tenures"]
