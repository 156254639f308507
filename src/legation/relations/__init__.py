"""Record to relations: cooperation and conflict over time.

Takes events, own ones from the record and foreign ones from files in PLOVER, ICEWS or GDELT
columns; gives series of a pair, breaks in them with their uncertainty, the network of a period,
and the same events in those columns. Counts events, never reports of them.

Example:
    >>> from datetime import date
    >>> day = date(2009, 4, 1)
    >>> row = EventRow("1", "own", "POL", "RUS", "SUPPORT", day, day)
    >>> pair_series([row], "RUS", "POL")[0].cooperation
    4.6
"""

from legation.relations.breaks import find_breaks
from legation.relations.events import EventRow, choose, when_told
from legation.relations.foreign import read_foreign, write_foreign
from legation.relations.network import network, write_network
from legation.relations.own import own_events
from legation.relations.series import agreement, pair_series

__all__ = [
    "EventRow",
    "agreement",
    "choose",
    "find_breaks",
    "network",
    "own_events",
    "pair_series",
    "read_foreign",
    "when_told",
    "write_foreign",
    "write_network",
]
