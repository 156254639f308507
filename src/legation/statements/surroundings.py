"""Relay, addressee and venue: through whom, to whom and where something was said.

Read from the words between and beside the parts of a statement in its sentence: "told X that",
"said to X", "in an interview with X", "as quoted by X", "according to X" beside another source.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from functools import cache
from importlib.resources import files

from legation.statements.cues import sentence_end
from legation.statements.draft import Draft, Stretch, overlap, relayed
from legation.statements.marks import Marks, trim

NAME = r"(?:[A-Z][\w.’'-]*|[A-Z]{2,})"
_NAMES = rf"{NAME}(?: (?:(?:of|and|the|de|al|for) )?{NAME}){{0,5}}"
_DET = r"(?:the|a|an|his|her|its|their|our|some|several|both|all)"
_PLACE = r"(?:,? (?:in|on|at|for|via|by) [^,.\"“]{2,60}?)?"
REACH = 220


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    file = files("legation.statements").joinpath("lexicon", "surroundings.toml")
    found = tomllib.loads(file.read_text(encoding="utf-8"))
    listeners, venues, outlets, speech = ("|".join(found[k].split()) for k in ("listeners", "venues", "outlets", "speech"))  # fmt: skip
    group = rf"(?:(?:{_DET} )?(?:[\w’'-]+ ){{0,3}}?(?:{listeners})\b(?: (?:of|from) {_NAMES})?|(?:the )?{_NAMES}|him|her|them|me|us|you)"
    outlet = rf"(?:(?:the |a )?(?:[\w’'-]+ ){{0,3}}?(?:{outlets}) {_NAMES}|(?:the )?{_NAMES}(?: (?:{outlets}))*)"
    return {
        "told": re.compile(rf"\s*(?P<who>{group})(?=[\s,.:;]|$)"),
        "to": re.compile(rf"\s+to (?P<who>{group})(?=[\s,.:;]|$)"),
        "venue": re.compile(
            rf"\b(?P<where>(?:in|at|during|on|after|via|following) (?:(?:{_DET}|this|that) )?(?:[\w’'-]+ ){{0,4}}?(?:{venues})s?\b"
            rf"(?: (?:with|to|of|in|at|on|between) (?:{_DET} )?[\w’'-]+(?: [\w’'-]+){{0,3}}?(?=[,.;\"“”]| (?:on|in|at|that|and|by|as)\b|\s*$))?)"
        ),
        "medium": re.compile(rf"\b(?:interview|statement|letter|remarks|speech|message) (?:with|to|for|in) (?P<who>{group})"),
        "relay": re.compile(
            rf"(?:[Aa]ccording to|as (?:quoted|reported|cited|relayed|carried) by|(?:was|were|is|are) (?:quoted|cited) (?:as saying )?by|"
            rf"quoted by|cited by) (?P<who>{outlet})"
        ),
        "reported": re.compile(rf", (?P<who>{outlet}) (?:reported|reports|wrote|writes|has reported)\b"),
        "speech": re.compile(rf"(?:{speech})$", re.IGNORECASE),
        "outlet": re.compile(rf"\b(?:{outlets})\b|\b(?:[A-Z]{{2,}}(?:-[A-Z]{{2,}})?)\b|News|Reuters", re.IGNORECASE),
    }  # fmt: skip


def add_surroundings(marks: Marks, drafts: list[Draft]) -> list[Draft]:
    """Fill relay, addressee and venue; a mere relay of another statement stands no more alone."""
    for draft in drafts:
        if draft.cue:
            _fill(marks, draft)
    return _fold_relays(marks, drafts)


def _fill(marks: Marks, draft: Draft) -> None:
    assert draft.cue is not None
    text, patterns = marks.text, _patterns()
    start, end = _sentence(text, draft)
    after = draft.cue[1]
    last = min([end, *(a for a, _ in draft.content if a >= after)])
    if patterns["speech"].search(text[slice(*draft.cue)]):
        form = (
            "told"
            if re.match(r"told|tell|ask|inform|assur|remind|warn", text[slice(*draft.cue)].lower())
            else "to"
        )
        found = patterns[form].match(text, after, min(last + 1, len(text)))
        if found and found.end("who") <= last + 1 and not _hits(draft, found.span("who")):
            draft.addressee = trim(text, found.span("who"), " \n.,")
    found = patterns["venue"].search(text, after, last) or (
        patterns["venue"].search(text, start, draft.cue[0]) if draft.source else None
    )
    if found and not _hits(draft, found.span("where")):
        draft.venue = trim(text, found.span("where"), " \n,.")
        medium = patterns["medium"].search(text, *draft.venue)
        if medium and draft.addressee is None:
            draft.addressee = trim(text, medium.span("who"), " \n.,")
    if draft.rule != "according to" and text[slice(*draft.cue)].lower() != "according to":
        _relay(marks, draft, start, end)


def _relay(marks: Marks, draft: Draft, start: int, end: int) -> None:
    for name in ("relay", "reported"):
        for found in _patterns()[name].finditer(marks.text, start, end):
            who = trim(marks.text, found.span("who"), " \n.,")
            if not (draft.source and overlap(who, draft.source)) and not marks.holding(who):
                draft.relay = who
                return


def _hits(draft: Draft, stretch: Stretch) -> bool:
    return any(overlap(stretch, piece) for piece in draft.content)


def _sentence(text: str, draft: Draft) -> Stretch:
    """Return the stretch around the attribution that its sentence covers."""
    assert draft.cue is not None
    places = [draft.cue, *([draft.source] if draft.source else [])]
    low, high = min(a for a, _ in places), max(b for _, b in places)
    before = text[max(0, low - REACH) : low]
    cut = max(before.rfind("\n"), before.rfind(". "), before.rfind('" '), before.rfind("” "))
    start = low - len(before) + cut + 1
    last = min(len(text), high + REACH)
    paragraph = text.find("\n\n", high, last)
    return max(0, start), min(sentence_end(text, high, last), paragraph if paragraph > 0 else last)


def _fold_relays(marks: Marks, drafts: list[Draft]) -> list[Draft]:
    """Turn "X said Y, according to OUTLET" read as two statements into one with a relay."""
    kept: list[Draft] = []
    cues = sorted((d.cue, n) for n, d in enumerate(drafts) if d.source and d.cue)
    for draft in drafts:
        words = marks.text[slice(*draft.cue)].lower() if draft.cue else ""
        host = (
            _host(draft, drafts, cues)
            if draft.source and words in ("according to", "reported", "reports")
            else None
        )
        if host and draft.source and (host.relay is None or overlap(host.relay, draft.source)):
            host.relay = draft.source
            host.reasons += relayed(draft.reasons)
            continue
        kept.append(draft)
    return kept


def _host(relay: Draft, drafts: list[Draft], cues: list[tuple[Stretch, int]]) -> Draft | None:
    """Return the first statement whose cue the relay's content holds."""
    held = [
        n
        for a, b in relay.content
        for (_, end), n in cues[bisect_left(cues, ((a,),)) : bisect_left(cues, ((b + 1,),))]
        if end <= b and drafts[n] is not relay and drafts[n].source != relay.source
    ]
    return drafts[min(held)] if held else None
