"""Statements by rule: quotations and plain indirect speech, with source, cue and content.

The first coder: direct and mixed quotations beside a cue, quotations that run on, and "X said
(that) …". Every statement says which rule read it. Example: `read_statements(document,
analyse(document))`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate, islice

from legation.statements.coder import Coded
from legation.statements.cues import Cue, Said, Stretch, clause_after, find_cues, sentence_end
from legation.statements.draft import Draft, span_of
from legation.statements.finish import finish
from legation.statements.foreign import read_quoted
from legation.statements.indirect import read_according, read_indirect
from legation.statements.marks import find_marks, straighten
from legation.statements.phrases import looks_like_source, source_after, source_before
from legation.statements.quotes import find_quotes, is_left_open
from legation.statements.stretches import Cover, Quotes
from legation.vocabulary import Analysis, BlockKind, Document, Manner, Reason, Span

CONFIDENCE = {
    "quote+cue": 0.9,
    "indirect": 0.75,
    "according to": 0.8,
    "run-on": 0.7,
    "quote alone": 0.5,
}
"""Share right of each rule on the training articles that have it, rounded; see bench/statements."""


class RuleCoder:
    """The coder that needs no model: quotation marks, cues and plain frames."""

    name = "rules"
    version = "5"

    def read(self, document: Document, analysis: Analysis) -> Coded:
        """Return the statements of the main text, in order."""
        if analysis.level == "none":
            return Coded(())
        marks = find_marks(document)
        drafts = rule_drafts(document, analysis)
        return Coded(finish(document, marks, drafts, f"{self.name}/{self.version}"))


def rule_drafts(document: Document, analysis: Analysis) -> list[Draft]:
    """Return the drafts that the rules find in the main text, in order."""
    found: list[Draft] = []
    running: Draft | None = None
    for block in document.blocks:
        if block.kind is not BlockKind.TEXT:
            continue
        words = block.span.words(document.text)
        made = _paragraph(document, block.span, analysis.language or "en")
        if running and made and made[0].source is None and words.lstrip()[:1] in '"“„«':
            _run_on(document, made[0], running)
        found += made
        running = made[-1] if made and is_left_open(words) else None
    return found


def _paragraph(document: Document, block: Span, language: str) -> list[Draft]:
    words = straighten(block.words(document.text))
    if language == "en":
        return [_draft(document, block.start, item) for item in read_paragraph(words, language)]
    drafts = []
    for item, act in read_quoted(words, language):
        draft = _draft(document, block.start, item)
        draft.act, draft.score = act, None  # no share right was measured in these languages
        draft.hedged = language in ("ru", "uk")
        drafts.append(draft)
    return drafts


def read_paragraph(words: str, language: str) -> list[Said]:
    """Return the statements of one paragraph, in order of their content."""
    quotes = Quotes(find_quotes(words))
    cues = find_cues(words, language, quotes.all)
    said: list[Said] = []
    read = Cover()
    taken: set[Stretch] = set()
    for cue in cues:
        item = _with_quotes(words, cue, quotes, taken) or (
            read_indirect(words, cue, quotes, taken) if language == "en" else None
        )
        if item and not any(read.meets(piece) for piece in item.content):
            said.append(item)
            for piece in item.content:
                read.add(piece)
    said += [
        item
        for item in read_according(words, quotes, taken)
        if not any(read.meets(piece) for piece in item.content)
    ]
    said += _alone(words, quotes, taken, said)
    return sorted(said, key=lambda item: item.content[0])


def _is_scare(words: str, quote: Stretch) -> bool:
    return len(words[slice(*quote)].split()) <= 3 and words[quote[1] - 1] not in ",.!?"


# --- quotations beside a cue --------------------------------------------------------------------


def _with_quotes(words: str, cue: Cue, quotes: Quotes, taken: set[Stretch]) -> Said | None:
    """A cue right after or right before a quotation, in its sentence."""
    before = quotes.before(cue.start)
    after = next(quotes.after(cue.end), None)
    if before and before not in taken and _joins_back(words, before, cue):
        source = _source_between(words, before[1] + 1, cue)
        if source:
            pieces = _pieces_before(words, before, quotes, taken)
            if after and after not in taken and _continues(words, cue, after, before):
                pieces += [after, *_following(words, after, quotes)]
            taken.update(pieces)
            return Said(
                [_trim(words, p) for p in pieces],
                Manner.DIRECT,
                "quote+cue",
                source,
                (cue.start, cue.end),
            )
    if after and after not in taken and not _ENDED.search(words, cue.end, after[0] - 1):
        return _before_quote(words, cue, after, quotes, taken)
    return None


_ENDED = re.compile(r"[.!?]\s")
_ENDS = re.compile(r"[.!?](?:\s|$)")


def _joins_back(words: str, quote: Stretch, cue: Cue) -> bool:
    if cue.start - quote[1] > 160:
        return False
    between = words[quote[1] + 1 : cue.start]
    ended = words[quote[1] - 1] in ".!?" and not re.match(
        r"\s*[a-z(]|\s*(?:[A-Z][\w.'’-]*\s*){1,6},?\s*$|\s*The\b|\s*$", between
    )
    return not ended and not re.search(r"[.!?;]\s+[A-Z\"“]", between)


def _source_between(words: str, start: int, cue: Cue) -> Stretch | None:
    """The source between a quotation and its cue, or after the cue."""
    found = source_before(words, cue.start)
    if found and found[0] >= start and looks_like_source(words[slice(*found)]):
        return found
    if re.fullmatch(r"[\s,.–—-]*", words[start : cue.start]):
        found = source_after(words, cue.end)
        if found and looks_like_source(words[slice(*found)]):
            return found
    return None


def _pieces_before(
    words: str, quote: Stretch, quotes: Quotes, taken: set[Stretch]
) -> list[Stretch]:
    """The quotation, and earlier ones that only white space parts from it."""
    pieces = [quote]
    for kind, ended in quotes.ended(quote[0]):
        for earlier in ended:
            if words[earlier[1] + 1 : pieces[0][0] - 1].strip():
                if quotes.is_free(kind, earlier, taken):
                    return pieces
                break
            if earlier not in taken:
                pieces.insert(0, earlier)
    return pieces


def _continues(words: str, cue: Cue, after: Stretch, before: Stretch) -> bool:
    """Tell whether the next quotation goes on with the one before the cue."""
    if len(list(islice(_ENDS.finditer(words, cue.end, after[0] - 1), 2))) > 1:
        return False
    rest = re.sub(r"[.!?,:\s]+$", "", words[cue.end : after[0] - 1])
    return len(rest) < 150 and not find_cues(rest, "en", []) and bool(before)


def _following(words: str, quote: Stretch, quotes: Quotes) -> list[Stretch]:
    pieces, last = [], quote
    for later in quotes.after(quote[1] + 1):
        if words[last[1] + 1 : later[0] - 1].strip():
            break
        pieces.append(later)
        last = later
    return pieces


def _before_quote(
    words: str, cue: Cue, quote: Stretch, quotes: Quotes, taken: set[Stretch]
) -> Said | None:
    source = source_before(words, cue.start)
    if not source or not looks_like_source(words[slice(*source)]):
        return None
    between = words[cue.end : quote[0] - 1]
    place = (cue.start, cue.end)
    if re.fullmatch(r"\s*(?:that|:|,|reporters:?|as saying:?,?|\w+ \w+:|\w+:)?\s*,?\s*", between):
        pieces = [quote, *_following(words, quote, quotes)]
        rest = words[pieces[-1][1] + 1 : sentence_end(words, pieces[-1][1])].strip(" .,;")
        if not rest or words[pieces[-1][1] - 1] in ".!?":
            taken.update(pieces)
            return Said(
                [_trim(words, p) for p in pieces], Manner.DIRECT, "quote+cue", source, place
            )
    if len(between) > 300:
        return None
    content = clause_after(words, cue)
    if content is None:
        return None
    taken.update(quotes.within(content))
    return Said([content], Manner.MIXED, "quote+cue", source, place)


def _trim(words: str, piece: Stretch) -> Stretch:
    """Leave out the comma before the closing mark, and white space."""
    start, end = piece
    text = words[start:end]
    start += len(text) - len(text.lstrip())
    return start, max(start + 1, start + len(words[start:end].rstrip().rstrip(",").rstrip()))


# --- quotations without a cue -------------------------------------------------------------------


def _alone(words: str, quotes: Quotes, taken: set[Stretch], said: list[Said]) -> list[Said]:
    """Whole sentences in quotation marks that no cue took: the speaker before goes on, if any."""
    result = []
    read = Cover(piece for item in said for piece in item.content)
    sourced = sorted((item.content[-1][1], n) for n, item in enumerate(said) if item.source)
    latest = list(accumulate((n for _, n in sourced), max))
    for quote in quotes.all:
        whole = len(words[slice(*quote)].split()) >= 5 and (
            words[quote[0]].isupper() or words[quote[1] - 1] in ".!?"
        )
        if quote in taken or read.holds(quote[0]) or _is_scare(words, quote) or not whole:
            continue
        before = bisect_left(sourced, (quote[0],))
        source = said[latest[before - 1]].source if before else None
        rule = "run-on" if before else "quote alone"
        result.append(Said([_trim(words, quote)], Manner.DIRECT, rule, source))
    return result


def _run_on(document: Document, draft: Draft, before: Draft) -> None:
    """Give a quotation that a new paragraph takes up its speaker."""
    draft.source = before.source
    words = "the quotation runs on from the paragraph before"
    draft.reasons.append(Reason("run-on", words, span_of(document, before.source)))


def _draft(document: Document, offset: int, item: Said) -> Draft:
    def shift(stretch: Stretch | None) -> Stretch | None:
        return (offset + stretch[0], offset + stretch[1]) if stretch else None

    content = [(offset + a, offset + b) for a, b in item.content]
    place = span_of(document, shift(item.cue) or content[0])
    return Draft(
        content, item.rule, shift(item.source), shift(item.cue), item.manner,
        score=CONFIDENCE[item.rule], reasons=[Reason(item.rule, f"read by the rule {item.rule!r}", place)],
    )  # fmt: skip
