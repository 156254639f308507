"""Questions asked of the record, as SQL with parameters.

Example:
    >>> sql, parameters = select_statements(manner="direct")
    >>> parameters
    ['direct']
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import apsw

from legation.dating import parse_stated

SUPPORT = """
(select max(1, count(distinct coalesce(o.copy_of, o.id)))
 from statements t join documents o on o.id = t.document
 where t.said = s.said
   and coalesce(t.speaker, s.speaker, '') = coalesce(s.speaker, t.speaker, '')) as support
"""
"""As in the view of that name, but of the one row `s`: the view would be counted as a whole."""

STATEMENTS = f"""
select s.id, s.document, s.source, s.cue, s.content, s.manner, s.speaker, a.name as speaker_name, s.on_behalf_of, s.relay, s.addressee,
       s.venue, s.act, s."when", s."start", s."end", s.confidence, s.method,
       d.published, d.published_earliest, d.published_latest, d.title, d.outlet, d.url, d.path,
       d.copy_of, {SUPPORT}
from statements s join documents d on d.id = s.document left join actors a on a.id = s.speaker
"""  # noqa: S608 - SQL of our own


def first_day(after: str) -> str:
    """Return the first day of what `after` names: a day, month or year, as ISO text.

    Raises:
        UsageError: if it is no date.

    Example:
        >>> first_day("2009-04"), last_day("2009-04")
        ('2009-04-01', '2009-04-30')
    """
    return str(parse_stated(after, where="after").earliest)


def last_day(before: str) -> str:
    """Return the last day of what `before` names; see `first_day`."""
    return str(parse_stated(before, where="before").latest)


def select_statements(
    *,
    speaker: str | None = None,
    actors: Sequence[str] | None = None,
    manner: str | None = None,
    after: str | None = None,
    before: str | None = None,
    document: str | None = None,
    distinct: bool = False,
) -> tuple[str, list[Any]]:
    """Return the query for statements in order of publication, and its parameters."""
    tests: list[tuple[str, Any]] = []  # (condition, its parameter or list of parameters)
    if speaker is not None:
        tests.append(
            (
                "instr(lower(coalesce(s.source, '') || ' ' || coalesce(a.name, s.speaker, '')), lower(?)) > 0",
                speaker,
            )
        )
    if actors is not None:
        marks = ", ".join("?" * len(actors))
        both = f"s.speaker in ({marks}) or s.on_behalf_of in ({marks})"
        tests.append((f"({both})", [*actors, *actors]))
    if manner is not None:
        tests.append(("s.manner = ?", manner))
    if after is not None:
        tests.append(("d.published_latest >= ?", first_day(after)))
    if before is not None:
        tests.append(("d.published_earliest <= ?", last_day(before)))
    if document is not None:
        tests.append(("s.document = ?", document))
    clauses = [test for test, _ in tests] + (["d.copy_of is null"] if distinct else [])
    where = f"where {' and '.join(clauses)}" if clauses else ""
    order = 'order by d.published_earliest, s.document, s."start"'
    parameters = [v for _, value in tests for v in (value if isinstance(value, list) else [value])]
    return f"{STATEMENTS} {where} {order}", parameters


def only_reading(action: int, *_: object) -> int:
    """Deny a query all but reading, so that what it says cannot change anything anywhere."""
    allowed = (
        apsw.SQLITE_SELECT, apsw.SQLITE_READ, apsw.SQLITE_FUNCTION, apsw.SQLITE_RECURSIVE,
    )  # fmt: skip
    return apsw.SQLITE_OK if action in allowed else apsw.SQLITE_DENY
