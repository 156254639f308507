"""Who is meant: gold documents, short news texts, pronouns, names a second."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from bench.actors.coreference import coreference_scores
from bench.actors.newsroom import newsroom_scores
from bench.gold import gold_documents
from bench.harness import Scores
from legation.actors import Cast, directory, name_speakers, resolve_actors
from legation.actors.persons import choose_holder
from legation.dating import date_document
from legation.documents import list_members, read_document
from legation.language import analyse
from legation.statements import read_statements
from legation.vocabulary import (
    Analysis,
    Document,
    Manner,
    Resolution,
    Span,
    Statement,
)


def resolution_scores(data: Path | None, *, small: bool) -> Scores:
    return (
        gold_scores(data)
        | newsroom_scores()
        | coreference_scores(data, small=small)
        | speed_scores()
    )


# --- gold documents ------------------------------------------------------------------------------


def gold_scores(data: Path | None) -> Scores:
    """Persons, speakers and on-behalf-of, with gold spans and from our own statements."""
    totals = dict.fromkeys(
        "persons persons_right named named_right speakers speakers_right behalf behalf_right statements found end_right end_behalf".split(), 0
    )  # fmt: skip
    for gold, file in gold_documents(data):
        if "statements" not in gold or "actors" not in gold:
            continue
        member = next(iter(list_members(file, path=file.name)))
        document = date_document(read_document(file, member.origin))
        analysis = analyse(document)
        said = tuple(_gold_statements(gold, document))
        cast = resolve_actors(document, analysis, said)
        _score_persons(gold, document, cast, totals)
        _score_speakers(gold, document, cast, totals)
        _score_end_to_end(gold, document, analysis, totals)
    if not totals["statements"]:
        return {}
    return {
        "gold_persons": totals["persons"],
        "gold_persons_right": totals["persons_right"] / totals["persons"],
        "gold_named_persons_right": totals["named_right"] / max(1, totals["named"]),
        "gold_speakers": totals["speakers"],
        "gold_speaker_right": totals["speakers_right"] / totals["speakers"],
        "gold_behalf_right": totals["behalf_right"] / totals["behalf"],
        "end_to_end_statements": totals["statements"],
        "end_to_end_source_found": totals["found"] / totals["statements"],
        "end_to_end_speaker_right": totals["end_right"] / totals["statements"],
        "end_to_end_behalf_right": totals["end_behalf"] / totals["statements"],
    }


def _gold_statements(gold: dict[str, Any], document: Document) -> Iterator[Statement]:
    for row in gold["statements"]:
        content = tuple(Span(document.id, p["start"], p["end"]) for p in row["content"])
        given = row["speaker_text"]
        source = Span(document.id, given["start"], given["end"]) if given else None
        if content:
            yield Statement(document.id, content, Manner(row["type"]), "gold", source=source)


def _persons(gold: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in gold["actors"]["persons"]}


def _score_persons(
    gold: dict[str, Any], document: Document, cast: Cast, totals: dict[str, int]
) -> None:
    """A person is right if all named mentions are one actor, with office class and state."""
    for row in _persons(gold).values():
        named = not row["name"].startswith("(")
        places = row["mentions"] or _spoken(gold, row["id"])
        if not places:
            continue  # nothing says where the text names this person
        spans = [Span(document.id, m["start"], m["end"]) for m in places]
        found = [r for span in spans if (r := cast.of(span))]
        right = bool(found) and _office_fits(row, found, named=named)
        totals["persons"] += 1
        totals["persons_right"] += right
        totals["named"] += named
        totals["named_right"] += right and named
        if not right:
            print("  person:", row["name"], row["office_class"], row["of"], "->", found and (found[0].actor, found[0].office))  # fmt: skip


def _spoken(gold: dict[str, Any], person: str) -> list[dict[str, int]]:
    return [s["speaker_text"] for s in gold["statements"] if s["speaker"] == person and s["speaker_text"]]  # fmt: skip


def _office_fits(row: dict[str, Any], found: list[Resolution], *, named: bool) -> bool:
    first = found[0]
    kind, _, of = (first.office or first.actor or "").partition(":")
    of = of.split(":")[0]
    if not named:
        return row["of"] in (first.on_behalf_of, of, kind)
    return len({r.actor for r in found}) == 1 and kind == row["office_class"] and of == row["of"]


def _right(gold: dict[str, Any], speaker: object, found: Resolution | None, seen: dict[str, str]) -> bool:  # fmt: skip
    """A person is right if always the same actor and not another's; a body by its id."""
    wanted = speaker if isinstance(speaker, list) else [speaker]
    actors = (found.actor or "").split(";") if found else []
    if len(actors) != len(wanted):
        return False
    return all(_is(gold, w, a, seen) for w, a in zip(wanted, actors, strict=True))


def _is(gold: dict[str, Any], wanted: str, actor: str, seen: dict[str, str]) -> bool:
    person = _persons(gold).get(wanted)
    if person is None:
        groups = {g["id"]: g for g in gold["actors"].get("groups", [])}
        group = groups.get(wanted)
        return actor == (f"{group['entity']}:members" if group else wanted)
    if person["name"].startswith("("):
        return actor.split(":", maxsplit=1)[0] == person["of"] and ":" in actor
    last = person["name"].split()[-1].lower()
    known = seen.setdefault(wanted, actor)
    from legation.actors.spelling import fold

    shown = directory().display_name(actor)
    return actor == known and fold(last) in fold(shown if shown != actor else actor)


def _behalf(gold: dict[str, Any], speaker: object) -> set[str | None]:
    """Return for whom a gold speaker speaks; None where he speaks for himself."""
    wanted = speaker if isinstance(speaker, list) else [speaker]
    result: set[str | None] = set()
    for one in wanted:
        person = _persons(gold).get(one)
        group = next((g for g in gold["actors"].get("groups", []) if g["id"] == one), None)
        if person:
            result.add(None if person["office_class"] == "academic" else person["of"])
        else:
            result.add(group["entity"] if group else one)
    return result


def _score_speakers(
    gold: dict[str, Any], document: Document, cast: Cast, totals: dict[str, int]
) -> None:
    seen: dict[str, str] = {}
    for row in gold["statements"]:
        given = row["speaker_text"]
        if not given:
            continue
        found = cast.of(Span(document.id, given["start"], given["end"]))
        right = _right(gold, row["speaker"], found, seen)
        behalf = set((found.on_behalf_of or "").split(";")) if found else {"nothing"}
        fits = {b or None for b in behalf} == _behalf(gold, row["speaker"])
        totals["speakers"] += 1
        totals["speakers_right"] += right
        totals["behalf"] += 1
        totals["behalf_right"] += fits
        if not (right and fits):
            print("  speaker:", repr(given["text"]), row["speaker"], "->", found and (found.actor, found.on_behalf_of))  # fmt: skip


def _score_end_to_end(
    gold: dict[str, Any], document: Document, analysis: Analysis, totals: dict[str, int]
) -> None:
    """Our own statements: that whose content overlaps most must have the right speaker."""
    said = read_statements(document, analysis)
    cast = resolve_actors(document, analysis, said)
    named = name_speakers(said, cast)
    seen: dict[str, str] = {}
    for row in gold["statements"]:
        if row["optional"]:
            continue
        totals["statements"] += 1
        spans = [(p["start"], p["end"]) for p in row["content"]]
        best = max(named, key=lambda s: (_shared(s, spans), -_size(s)), default=None)
        if best is None or not _shared(best, spans) or best.source is None:
            continue
        totals["found"] += 1
        found = cast.of(best.source)
        totals["end_right"] += _right(gold, row["speaker"], found, seen)
        behalf = set((best.on_behalf_of or "").split(";"))
        totals["end_behalf"] += {b or None for b in behalf} == _behalf(gold, row["speaker"])


def _shared(statement: Statement, spans: list[tuple[int, int]]) -> int:
    return sum(max(0, min(e, s.end) - max(b, s.start)) for b, e in spans for s in statement.content)


def _size(statement: Statement) -> int:
    """Signs of content: of two that hold the gold content, the nested one is meant."""
    return sum(span.end - span.start for span in statement.content)


# --- speed ---------------------------------------------------------------------------------------


def speed_scores() -> Scores:
    """Names of holders and of bodies, each looked up as of many days, on one core."""
    tables = directory()
    holders = [h.name for h in tables.holders.values()]
    days = [date(year, month, 1) for year in range(1995, 2025, 3) for month in (2, 9)]
    count = 0
    began = time.process_time()
    for day in days:
        for name in holders:
            choose_holder(tables, name, role=None, of=None, first=day, last=day)
            count += 1
    return {
        "resolutions_a_second": count / (time.process_time() - began),
    }
