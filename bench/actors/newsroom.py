"""Who is meant in short news texts of many regions and years, marked by hand.

A text marks each mention as {words|actor|office|for}; see README.md for what each part may say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bench.harness import Scores
from legation.actors import directory, resolve_actors
from legation.actors.spelling import fold, spelling_key
from legation.language import analyse
from legation.statements import read_statements
from legation.vocabulary import Block, BlockKind, Document, Origin, Resolution, Span, When

HERE = Path(__file__).resolve().parent / "texts"
_MARK = re.compile(r"\{([^{}|]+)\|([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Marked:
    """A mention: its place and what it means; parts that the text leaves open are ''."""

    start: int
    end: int
    actor: str
    office: str
    behalf: str


def read_marked(file: Path) -> tuple[str, date, tuple[Marked, ...]]:
    """Return the plain text of a marked file, its day, and its mentions."""
    head, body = file.read_text(encoding="utf-8").split("\n", 1)
    parts, mentions, at, size = [], [], 0, 0
    for found in _MARK.finditer(body):
        parts += [body[at : found.start()], found[1]]
        size += found.start() - at
        actor, office, behalf = [*found[2].split("|"), "", ""][:3]
        mentions.append(Marked(size, size + len(found[1]), actor, office, behalf))
        size += len(found[1])
        at = found.end()
    return "".join([*parts, body[at:]]), date.fromisoformat(head.split(": ")[1]), tuple(mentions)


def document_of(text: str, day: date) -> Document:
    """Return a document of paragraphs, published that day."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(Span("d", at, at + len(line)), BlockKind.TEXT, "given", 1.0))
        at += len(line) + 1
    return Document("d", text, Origin("s"), "given/1", tuple(blocks), published=When(day, day), language="en")  # fmt: skip


def is_actor(wanted: str, found: Resolution | None) -> bool:
    """Tell whether a resolution is one of the actors that a mark allows."""
    return any(_are_these(one.split(";"), found) for one in wanted.split("/"))


def _are_these(wanted: list[str], found: Resolution | None) -> bool:
    """Tell whether a resolution is an actor, or several and no others ("A;B")."""
    if len(wanted) == 1:
        return _is_one(wanted[0], found)
    actors = (found.actor or "").split(";") if found else []
    names = (found.name or "").split(" and ") if found else []
    each = [replace(found, actor=a, name=n) for a, n in zip(actors, names, strict=False) if found]
    return len(actors) == len(wanted) and all(any(_is_one(w, e) for e in each) for w in wanted)


def _is_one(wanted: str, found: Resolution | None) -> bool:
    tables = directory()
    actor = found.actor if found else None
    if wanted == "-":
        return not (_is_body(actor) or actor in tables.holders)
    if wanted == "@":
        return found is None or found.place
    if found is None or actor is None or found.place:
        return False
    body, sign, rest = wanted.removeprefix("~").partition(":")
    if wanted.startswith("~"):
        return actor.startswith(body + ":")
    if sign:
        counted = not rest or len(found.members) == int(rest.removeprefix("#"))
        return actor.split(":")[0] == body and counted
    return actor == wanted if _is_body(wanted) else _is_called(wanted, actor, found.name)


def _is_called(wanted: str, actor: str, name: str) -> bool:
    """Tell whether a person is of that name, in any of his spellings."""
    holder = directory().holders.get(actor)
    words = {spelling_key(word) for word in wanted.split()}
    return not _is_body(actor) and any(
        fold(wanted) in fold(form) or words <= {spelling_key(word) for word in form.split()}
        for form in (holder.names if holder else (name,))
    )


def _is_body(actor: str | None) -> bool:
    return actor in directory().countries or actor in directory().organisations


def newsroom_scores() -> Scores:
    """Score the marked texts: looked at while writing rules, looked at later, never looked at."""
    scores: Scores = {}
    for half in ("dev", "later", "regions", "held", "unseen"):
        total: Counter[str] = Counter()
        for file in sorted((HERE / half).glob("*.txt")):
            for mark, words, found in _resolved(file):
                said = _count(total, mark, found)
                if said and half not in ("held", "unseen"):
                    print(f"  {half} {file.stem}: {words!r} {said}")
        scores[f"news_{half}_mentions"] = total["mentions"]
        for part in ("actor", "office", "behalf"):
            scores[f"news_{half}_{part}_right"] = total[f"{part}_right"] / max(1, total[part])
        scores[f"news_{half}_actor_wrong"] = total["wrong"] / max(1, total["actor"])
    return scores


def _resolved(file: Path) -> Iterator[tuple[Marked, str, Resolution | None]]:
    text, day, marks = read_marked(file)
    document = document_of(text, day)
    analysis = analyse(document)
    cast = resolve_actors(document, analysis, read_statements(document, analysis))
    for mark in marks:
        yield mark, text[mark.start : mark.end], cast.of(Span("d", mark.start, mark.end))


def _count(total: Counter[str], mark: Marked, found: Resolution | None) -> str:
    """Count one mention; return how it differs from its mark, '' if it does not."""
    right = is_actor(mark.actor, found)
    total["mentions"] += 1
    total["actor"] += 1
    total["actor_right"] += right
    total["wrong"] += not right and found is not None and found.actor is not None
    office = not mark.office or (found is not None and (found.office or "").startswith(mark.office))
    behalf = not mark.behalf or (found is not None and found.on_behalf_of == mark.behalf)
    total["office"] += bool(mark.office)
    total["office_right"] += bool(mark.office) and office
    total["behalf"] += bool(mark.behalf)
    total["behalf_right"] += bool(mark.behalf) and behalf
    said = (found.actor, found.office, found.on_behalf_of, found.place) if found else None
    fits = right and office and behalf
    return "" if fits else f"{mark.actor} {mark.office} {mark.behalf} -> {said}"
