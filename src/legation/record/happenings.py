"""Which events of the record are one happening: derived from all documents together.

Reads the events with their documents' copies, clusters them (`events.happenings`), and writes the
column `happening` of those whose cluster is another one now. The whole is worked out anew, which
takes a fraction of the time of reading one document; only what changed is written.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from legation.events.happenings import Mention, cluster_mentions, words_of
from legation.record.cells import JOINT
from legation.record.store import Store

_OF = re.compile(r"\b(?:of|from|in|at|for|to|with|who|that)\b")

EVENTS = """
select e.id, e.document, coalesce(d.copy_of, e.document) as original, e.kind, e.status, e.actor,
       e.recipient, e.actors, e.recipients, e.reciprocal, e.earliest, e.latest, e.words, e.issue,
       e."where", e.span, e.happening
from events e join documents d on d.id = e.document
"""


def note_happenings(store: Store) -> int:
    """Bring the happenings up to what the record holds; return how many events changed theirs."""
    known, mentions = {}, []
    for row in store.query(EVENTS):
        known[row["id"]] = row["happening"]
        mentions.append(as_mention(row))
    found = {
        mention.id: happening.id
        for happening in cluster_mentions(mentions)
        for mention in happening.mentions
    }
    changed = {event: happening for event, happening in found.items() if known[event] != happening}
    if changed:
        store.set_happenings(changed)
    return len(changed)


def as_mention(row: dict[str, Any]) -> Mention:
    """Return a row of events (and its document's original) as a mention.

    Where no table knows who takes part, the words before a preposition are taken: "~eleven miners".
    """
    return Mention(
        row["id"], row["document"], row["original"], row["kind"], row["status"],
        _parties(row["actors"], row["actor"]), _parties(row["recipients"], row["recipient"]),
        bool(row["reciprocal"]), _day(row["earliest"]), _day(row["latest"]),
        words_of(row["words"], row["issue"], row["where"]), row["span"],
    )  # fmt: skip


def _parties(ids: str | None, words: str | None) -> frozenset[str]:
    if ids:
        return frozenset(ids.split(";"))
    phrases = (words or "").split(JOINT)
    named = (" ".join(sorted(words_of(_OF.split(phrase)[0]))) for phrase in phrases)
    return frozenset(f"~{name}" for name in named if name)


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
