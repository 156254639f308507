"""Who did what to whom: PLOVER events from words of deeds and the grammar around them.

Takes a Document with its Analysis, statements and Cast; gives events with exact spans. Example:
`read_events(document, analysis, statements, cast).events`.
"""

from legation.events.read import EVENTS_VERSION, ReadEvents, read_events

__all__ = ["EVENTS_VERSION", "ReadEvents", "read_events"]
