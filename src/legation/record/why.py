"""Why a row says what it says: the grounds of each of its parts, and what was turned down.

Takes an id or the beginning of one; gives the grounds in groups, each with its words. Example:
`why(store, "3f9c2a").groups`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from legation.record.show import Shown, show
from legation.record.store import Store

TURNED_DOWN = "considered and not kept"
GROUPS = (
    "how it was read",
    "what it does",
    "who speaks",
    "when",
    "how sure it is",
    "where it stands",
    TURNED_DOWN,
)
"""The groups in the order in which they are told; one without grounds is left out."""
_BY_RULE = {"act": 1, "hedging": 1, "speaker": 2, "calibrated": 4}
UNSURE = "this method gives no probability"
PLAIN = "a share of the rule as a whole; the development articles made no finer table of it"


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason: the rule or model head, what it says, its words and where they stand.

    `part` names what the ground is of: a mention's or a date's; empty for the row itself.
    `weight` is relative within one decision; a head's is its score, with that of its link.
    """

    rule: str
    says: str
    weight: float
    kept: bool
    start: int | None = None
    end: int | None = None
    words: str | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """A row with its grounds: (group, grounds), in the order of GROUPS."""

    shown: Shown
    groups: tuple[tuple[str, tuple[Ground, ...]], ...]


def why(store: Store, given: str, *, context: int = 200) -> Why:
    """Return a row and all that it rests on.

    Raises:
        NotFoundError: if no row's id, or more than one, begins with `given`.
    """
    shown = show(store, given, context=context)
    grouped: dict[str, list[Ground]] = {name: [] for name in GROUPS}
    for group, ground in _grounds(store, shown):
        grouped[group if ground.kept else TURNED_DOWN].append(ground)
    return Why(shown, tuple((name, tuple(found)) for name, found in grouped.items() if found))


def _grounds(store: Store, shown: Shown) -> Iterator[tuple[str, Ground]]:
    row = shown.row
    dated = shown.table == "documents"
    for reason in shown.reasons:
        group = 3 if dated or reason["earliest"] else _BY_RULE.get(reason["rule"], 0)
        yield GROUPS[group], _ground(reason)
    if shown.table == "statements":
        yield GROUPS[0], Ground("method", row["method"], 1.0, kept=True)
        yield from ((GROUPS[2], ground) for ground in _of_mentions(store, shown))
        yield from ((GROUPS[4], ground) for ground in _sureness(shown))
    elif dated:
        yield from _of_document(store, row)
    if "start" in row:
        yield from ((GROUPS[5], ground) for ground in _of_block(store, shown))


def _ground(reason: dict[str, Any], part: str = "") -> Ground:
    return Ground(
        reason["rule"], reason["says"], reason["weight"], bool(reason["kept"]), reason["start"],
        reason["end"], reason["words"], part,
    )  # fmt: skip


def _of_mentions(store: Store, shown: Shown) -> Iterator[Ground]:
    """Yield why each name in the source means whom it means."""
    for source in (s for s in shown.spans if s["role"] == "source"):
        mentions = store.query(
            'select id, words from mentions where document = ? and "start" >= ? and "end" <= ?',
            (source["document"], source["start"], source["end"]),
        )
        for mention in list(mentions):
            for reason in _reasons(store, mention["id"]):
                yield _ground(reason, mention["words"])


def _sureness(shown: Shown) -> Iterator[Ground]:
    sure = shown.row["confidence"]
    if sure is None:
        yield Ground("confidence", UNSURE, 0.0, kept=True)
    elif not any(reason["rule"] == "calibrated" for reason in shown.reasons):
        yield Ground("confidence", f"{sure:.2f}: {PLAIN}", sure, kept=True)


def _of_document(store: Store, row: dict[str, Any]) -> Iterator[tuple[str, Ground]]:
    level = f"{row['language'] or 'no language that could be told'}: level {row['level']}"
    yield GROUPS[0], Ground("language", level, 1.0, kept=True)
    for kind in ("captured", "statements"):
        for reason in _reasons(store, f"{kind}:{row['id']}"):
            yield GROUPS[3 if kind == "captured" else 0], _ground(reason, kind)


def _of_block(store: Store, shown: Shown) -> Iterable[Ground]:
    blocks = store.query(
        'select * from blocks where document = ? and "start" < ? and "end" > ? order by position',
        (shown.row["document"], shown.row["end"], shown.row["start"]),
    )
    for block in blocks:
        says = f"{block['kind']}, because of {block['reason']}"
        yield Ground("paragraph", says, block["score"], kept=True)


def _reasons(store: Store, key: str) -> list[dict[str, Any]]:
    sql = 'select * from reasons where "row" = ? order by kept desc, weight desc, position'
    return list(store.query(sql, (key,)))
