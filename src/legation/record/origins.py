"""A document's origin as a row of the record, and back.

Example:
    >>> origin_row("d1", Origin(source="s1", path="a.txt"), "2026-01-01")["path"]
    'a.txt'
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from legation.vocabulary import Origin


def origin_row(document: str, origin: Origin, now: str) -> dict[str, Any]:
    """Return the documents row of a document that is not read yet."""
    given = asdict(origin)
    return {
        "id": document,
        **given,
        "dates": json.dumps(origin.dates, ensure_ascii=False),
        "given": json.dumps(given, ensure_ascii=False, sort_keys=True),
        "added": now,
    }


def origin_of(row: Mapping[str, Any]) -> Origin:
    """Return the origin with which a documents row was added."""
    given = json.loads(row["given"])
    return Origin(**given | {"dates": tuple((where, what) for where, what in given["dates"])})


FACTS = ("encoding", "url", "title", "author", "outlet", "outlet_country", "dates", "stated")


def adds_facts(known: dict[str, Any], origin: Origin) -> bool:
    """Tell whether an origin says something about a known document that was not said before."""
    new = json.loads(json.dumps(asdict(origin)))
    return any(new[fact] and new[fact] != known[fact] for fact in FACTS)


def merge_facts(known: dict[str, Any], origin: Origin) -> str:
    """Return the given origin with the later word on each fact."""
    new = asdict(origin)
    merged = known | {fact: new[fact] for fact in FACTS if new[fact]}
    return json.dumps(merged, ensure_ascii=False, sort_keys=True)
