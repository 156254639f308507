"""The diplomatic set: events by type, actor and recipient, their modes, and those invented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from bench.events.diplomatic import AUXILIARY, Labelled, Sentence, sentences
from bench.events.scoring import (
    Counts,
    Reading,
    add,
    content,
    f1,
    overlap,
    pair_up,
    pooled,
    same_phrases,
    share,
    summed,
    touches,
    with_interval,
)
from bench.harness import Scores

SMALL = 60
STATUS = {"future": "planned", "historical": "occurred"}
"""The set's names of a status where the vocabulary has another."""


def told_of(gold: Labelled, found: Reading) -> float:
    """Return how surely both tell of one deed: of one type, or by the same words; 0: they do not.

    Their words must meet; those of one type, then those with like participants come first.
    """
    if not touches(gold.words, found.words):
        return 0.0
    same = 2.0 * (gold.kind == found.kind) + touches(gold.actor, found.actor)
    return 1.0 + same + touches(gold.recipient, found.recipient)


def count_sentence(row: Sentence, found: Sequence[Reading]) -> Counts:
    """Count one sentence: events, their parts, the modes of those that were found."""
    counts: Counts = Counter()
    pairs = pair_up(row.events, found, told_of)
    gold_found = {n: (row.events[n], found[m]) for n, m in pairs.items()}
    right: Counter[str] = Counter()
    for gold, have in gold_found.values():
        actor = same_phrases(row.text, gold.actor, have.actor)
        recipient = same_phrases(row.text, gold.recipient, have.recipient)
        right.update({
            "deed": 1,
            "type": gold.kind == have.kind,
            "type_actor": gold.kind == have.kind and actor,
            "event": gold.kind == have.kind and actor and recipient,
            "exact": gold.kind == have.kind and set(gold.actor) == set(have.actor)
            and set(gold.recipient) == set(have.recipient),
        })  # fmt: skip
        if gold.kind == have.kind:
            _count_modes(counts, gold, have)
    for name in ("deed", "type", "type_actor", "event", "exact"):
        add(counts, name, right=right[name], found=len(found), gold=len(row.events))
    _count_phrases(counts, row, found, pairs)
    counts["sentences"] += 1
    if not row.events:
        counts["quiet"] += 1
        counts["false_events"] += len(found)
        counts["quiet_wrong"] += bool(found)
    return counts


def _count_phrases(counts: Counts, row: Sentence, found: Sequence[Reading], pairs: dict[int, int]) -> None:  # fmt: skip
    """Count phrases of actor and recipient: right if they meet and share a content word."""
    for name in ("actor", "recipient"):
        right = exact = 0
        for n, m in pairs.items():
            want, have = getattr(row.events[n], name), getattr(found[m], name)
            exact += len(set(want) & set(have))
            right += sum(
                any(overlap(w, h) and content(row.text, [w]) & content(row.text, [h]) for h in have)
                for w in want
            )
        total = sum(len(getattr(r, name)) for r in found)
        gold = sum(len(getattr(event, name)) for event in row.events)
        add(counts, name, right=right, found=total, gold=gold)
        add(counts, f"{name}_exact", right=exact, found=total, gold=gold)


def _count_modes(counts: Counts, gold: Labelled, have: Reading) -> None:
    """Count auxiliary modes, the status, and PLOVER's mode where the set gives one."""
    want = {cue.mode for cue in gold.cues}
    for mode in AUXILIARY.values():
        both = mode in want and mode in have.cues
        add(counts, f"mode_{mode}", right=both, found=mode in have.cues, gold=mode in want)
    add(counts, "modes", right=want == have.cues, found=1, gold=1)
    status = STATUS.get(gold.status, gold.status)
    add(counts, "status", right=status == have.status, found=1, gold=1)
    if gold.mode:
        add(counts, "plover_mode", right=gold.mode == have.mode, found=1, gold=1)
    add(counts, "reciprocal", right=gold.reciprocal and have.reciprocal, found=have.reciprocal, gold=gold.reciprocal)  # fmt: skip


def scores_of(units: Sequence[Counts]) -> Scores:
    """Return the scores of some sentences with their intervals."""
    total = summed(units)
    scores: Scores = {"prose_sentences": total["sentences"], "prose_events": total["event:gold"]}
    scores |= with_interval("prose_event_f1", units, partial(pooled, name="event"))
    scores |= {
        "prose_event_precision": share(total, "event", "found"),
        "prose_event_recall": share(total, "event"),
        "prose_event_exact_f1": f1(total, "exact"),
        "prose_type_actor_f1": f1(total, "type_actor"),
        "prose_type_f1": f1(total, "type"),
        "prose_deed_f1": f1(total, "deed"),
        "prose_actor_f1": f1(total, "actor"),
        "prose_actor_exact_f1": f1(total, "actor_exact"),
    }
    scores |= with_interval("prose_recipient_f1", units, partial(pooled, name="recipient"))
    scores |= {
        "prose_recipient_exact_f1": f1(total, "recipient_exact"),
        "prose_reciprocal_f1": f1(total, "reciprocal"),
    }
    scores |= with_interval("prose_modes_right", units, _modes)
    scores |= {f"prose_{m}_f1": f1(total, f"mode_{m}") for m in AUXILIARY.values()}
    scores |= {
        "prose_status_right": share(total, "status"),
        "prose_plover_mode_right": share(total, "plover_mode"),
        "prose_quiet_sentences": total["quiet"],
    }
    return scores | with_interval("prose_false_per_100", units, _false)


def _modes(units: Sequence[Counts]) -> float | None:
    return share(summed(units), "modes")


def _false(units: Sequence[Counts]) -> float | None:
    total = summed(units)
    return 100 * total["false_events"] / total["quiet"] if total["quiet"] else None


def prose_scores(read: Callable[[str, date], list[Reading]], *, small: bool) -> Scores:
    """Read the set's sentences one by one, each on the day on which it is taken to be written."""
    rows = sentences()
    if small:
        rows = rows[:: len(rows) // SMALL]
    return scores_of([count_sentence(r, read(r.text, date.fromisoformat(r.written))) for r in rows])
