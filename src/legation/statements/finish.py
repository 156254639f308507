"""The last steps that every coder's drafts take: repeats, surroundings, acts, hedging, ids.

Takes drafts of one document; gives Statements in text order, nested ones naming the statement
they stand in. A pull quote or heading that repeats words of the text counts once.
"""

from __future__ import annotations

import re

from legation.statements.acts import Act, read_act, read_hedging
from legation.statements.draft import Draft, span_of
from legation.statements.marks import Marks
from legation.statements.surroundings import add_surroundings
from legation.vocabulary import Document, Reason, Statement

FEWEST = 5
"""Words that a statement must have to count as a repeat of another."""


def finish(document: Document, marks: Marks, drafts: list[Draft], method: str) -> tuple[Statement, ...]:  # fmt: skip
    """Return the statements that the drafts become."""
    drafts = [draft for draft in _once(document, drafts) if draft.content]
    drafts = add_surroundings(marks, drafts)
    drafts.sort(key=lambda draft: (draft.whole, draft.inside is not None))
    ids: dict[int, str] = {}
    made: dict[str, Statement] = {}
    for draft in sorted(drafts, key=_depth):
        parent = ids.get(id(draft.inside)) if draft.inside else None
        statement = _statement(document, draft, parent, method)
        ids[id(draft)] = statement.id
        made.setdefault(statement.id, statement)
    return tuple(sorted(made.values(), key=_place))


def _depth(draft: Draft) -> int:
    return 0 if draft.inside is None else 1 + _depth(draft.inside)


def _place(statement: Statement) -> tuple[int, int]:
    spans = (*statement.content, *(s for s in (statement.source, statement.cue) if s))
    return min(s.start for s in spans), max(s.end for s in spans)


def _statement(document: Document, draft: Draft, parent: str | None, method: str) -> Statement:
    text = document.text
    act = read_act(text, draft.cue, draft.content, draft.source)
    hedges = read_hedging(text, draft.content) if draft.hedged else ()
    if draft.act:  # what read it knows its language
        act = Act(draft.act, draft.cue or draft.content[0])
    reasons = [*draft.reasons, Reason("act", act.name, span_of(document, act.words))]
    reasons += [Reason("hedging", h.name, span_of(document, h.words)) for h in hedges]
    return Statement(
        document.id, tuple(s for c in draft.content if (s := span_of(document, c))), draft.manner, method,
        source=span_of(document, draft.source), cue=span_of(document, draft.cue),
        relay=span_of(document, draft.relay), addressee=span_of(document, draft.addressee),
        venue=span_of(document, draft.venue), act=act.name,
        hedging=tuple(h.name for h in hedges), nested_in=parent,
        confidence=draft.score, reasons=tuple(reasons),
    )  # fmt: skip


def _once(document: Document, drafts: list[Draft]) -> list[Draft]:
    """Leave out a statement whose words an other one holds too, in another paragraph."""
    bags = [_plain(" ".join(document.text[a:b] for a, b in d.content)) for d in drafts]
    alike = _alike(drafts, bags)
    kept = []
    for n, draft in enumerate(drafts):
        others = alike.get(_key(draft, bags[n]), ()) if _can_repeat(draft, bags[n]) else ()
        better = next((m for m in others if m != n and _repeats(drafts, bags, n, m)), None)
        if better is None:
            kept.append(draft)
            continue
        span = span_of(document, draft.content[0])
        drafts[better].reasons.append(
            Reason("repeated", "the same words stand here too", span, kept=False)
        )
    return kept


def _key(draft: Draft, bag: str) -> str:
    """Return words that every draft holds which this one can repeat.

    One with a source and a cue gives way to equal words only. The first and the last word of
    others may be the end and the beginning of a word there; those between are whole ones.
    """
    return bag if draft.source and draft.cue else f" {' '.join(bag.split(' ', 4)[1:4])} "


def _alike(drafts: list[Draft], bags: list[str]) -> dict[str, list[int]]:
    """Return for each key the drafts that hold its words, in order."""
    found: dict[str, list[int]] = {_key(d, bag): [] for d, bag in zip(drafts, bags, strict=True)}
    for n, bag in enumerate(bags):
        words = bag.split(" ")
        threes = {f" {' '.join(words[k : k + 3])} " for k in range(1, len(words) - 3)}
        for key in {bag, *threes} & found.keys():
            found[key].append(n)
    return found


def _can_repeat(draft: Draft, bag: str) -> bool:
    """Tell whether a draft has the words to repeat another: fewer than five are nobody's own."""
    return not draft.inside and len(bag.split()) >= FEWEST


def _repeats(drafts: list[Draft], bags: list[str], n: int, m: int) -> bool:
    """Tell whether `n` only repeats `m`: the one with fewer parts, or the earlier one, goes."""
    if bags[n] not in bags[m] or drafts[m].inside:
        return False
    if drafts[m].whole[0] <= drafts[n].content[0][0] < drafts[m].whole[1]:
        return False
    parts = [(d.source is not None) + (d.cue is not None) for d in (drafts[n], drafts[m])]
    if bags[n] == bags[m] and parts[0] == parts[1]:
        return n > m
    return parts[0] < parts[1] or (parts[0] == parts[1] and len(bags[n]) < len(bags[m]) and parts[0] < 2)  # fmt: skip


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.lower()))
