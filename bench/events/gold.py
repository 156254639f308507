"""Events of the gold readings: type, who, to whom, by the ids of states, bodies and groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from bench.events.scoring import (
    Counts,
    Place,
    Reading,
    add,
    f1,
    overlap,
    pair_up,
    pooled,
    share,
    summed,
    with_interval,
)
from bench.gold import gold_documents
from bench.harness import Scores
from legation.actors import directory
from legation.vocabulary.plover import PLOVER

STATUS = {"standing": "ongoing"}
Gold = dict[str, Any]


def known_ids(gold: Gold, given: Iterable[str]) -> frozenset[str]:
    """Return those ids that the tables know; members of a body are `BODY:members`.

    A group that stands in no table ("terrorists", "eastern European countries") can have no id.
    """
    tables = directory()
    groups = {g["id"]: f"{g['entity']}:members" for g in gold["actors"].get("groups", []) if g.get("entity")}  # fmt: skip
    ids = (groups.get(one, one) for one in given)
    return frozenset(one for one in ids if tables.display_name(one) != one or one.endswith(":members"))  # fmt: skip


def same_actors(wanted: frozenset[str], found: frozenset[str]) -> bool:
    """Tell whether two sets of ids are the same; a body may stand for its members and back."""
    bare = [frozenset(i.removesuffix(":members") for i in ids) for ids in (wanted, found)]
    return bare[0] == bare[1]


def place_of(event: Gold) -> Place:
    """Return where the words of a gold event stand."""
    return event["start"], event["end"]


def count_document(gold: Gold, found: Sequence[Reading]) -> Counts:
    """Compare a document's events with its gold ones; optional ones may be found or missing."""
    counts: Counts = Counter()
    wanted = gold["events"]
    ids = [(known_ids(gold, e["actors"]), known_ids(gold, e["recipients"])) for e in wanted]

    def meet(n: int, reading: Reading) -> bool:
        return overlap(place_of(wanted[n]), reading.span)

    def who(n: int, reading: Reading) -> bool:
        fits = same_actors(ids[n][0], reading.actors) and same_actors(ids[n][1], reading.recipients)
        return meet(n, reading) and fits

    def kind(n: int, reading: Reading) -> bool:
        return meet(n, reading) and wanted[n]["type"] == reading.kind

    def quad(n: int, reading: Reading) -> bool:
        return meet(n, reading) and PLOVER[wanted[n]["type"]].quad is PLOVER[reading.kind].quad

    tests: dict[str, Callable[[int, Reading], bool]] = {
        "event": lambda n, r: who(n, r) and kind(n, r),
        "quad": lambda n, r: who(n, r) and quad(n, r),
        "participants": who,
        "type": kind,
        "place": meet,
    }
    for name, test in tests.items():
        pairs = pair_up(list(range(len(wanted))), found, partial(_worth, wanted, test))
        _count(counts, name, wanted, found, pairs)
        if name == "event":
            _count_status(counts, wanted, found, pairs)
    return counts


def _worth(wanted: Sequence[Gold], test: Callable[[int, Reading], bool], n: int, found: Reading) -> float:  # fmt: skip
    return test(n, found) * (1 + _shared(place_of(wanted[n]), found.span))


def _shared(one: Place, other: Place) -> float:
    return (min(one[1], other[1]) - max(one[0], other[0])) / (max(one[1], other[1]) - min(one[0], other[0]))  # fmt: skip


def _count(counts: Counts, name: str, wanted: Sequence[Gold], found: Sequence[Reading], pairs: dict[int, int]) -> None:  # fmt: skip
    optional = {n for n, event in enumerate(wanted) if event["optional"]}
    add(
        counts, name,
        right=sum(n not in optional for n in pairs),
        found=len(found) - sum(n in optional for n in pairs),
        gold=len(wanted) - len(optional),
    )  # fmt: skip


def _count_status(counts: Counts, wanted: Sequence[Gold], found: Sequence[Reading], pairs: dict[int, int]) -> None:  # fmt: skip
    for n, m in pairs.items():
        status = STATUS.get(wanted[n]["status"], wanted[n]["status"])
        add(counts, "status", right=status == found[m].status, found=1, gold=1)


def gold_scores(data: Path | None, read: Callable[[str, Path], list[Reading]]) -> Scores:
    """Read each gold document from its bytes and compare; `read` takes its name and its file."""
    found = gold_documents(data)
    return scores_of([count_document(gold, read(gold["file"], file)) for gold, file in found])


def scores_of(units: Sequence[Counts]) -> Scores:
    """Return the scores of some documents; intervals are over documents."""
    if not units:
        return {"gold_documents": None}
    total = summed(units)
    scores: Scores = {"gold_documents": len(units), "gold_events": total["event:gold"]}
    scores |= with_interval("gold_event_f1", units, partial(pooled, name="event"))
    scores |= with_interval("gold_quad_f1", units, partial(pooled, name="quad"))
    return scores | {
        "gold_event_precision": share(total, "event", "found"),
        "gold_event_recall": share(total, "event"),
        "gold_quad_recall": share(total, "quad"),
        "gold_participants_f1": f1(total, "participants"),
        "gold_type_f1": f1(total, "type"),
        "gold_place_f1": f1(total, "place"),
        "gold_status_right": share(total, "status"),
    }
