r"""Mark each line of a document: main text or page furniture, of which kind and why.

Nothing is cut: a block says what a stretch of the untouched text is. The line model's
probability comes first; rules then settle what a model of single pages cannot see (a pitch in
mid-article, a caption that repeats the text) and name the kinds.

Example:
    >>> blocks = mark_blocks("Menu\n\nShare on Facebook\n", "d1")
    >>> [block.main for block in blocks]
    [False, False]
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence

from legation.documents.block_rules import RULES, Mark, is_cued, squeeze
from legation.documents.layout import Layout, Line, plain_layout
from legation.documents.lines import CUE_PATTERNS, DATE_PATTERN, FURNITURE, is_prose, score_lines
from legation.vocabulary import Block, BlockKind, Span

THRESHOLD = 0.4
Scorer = Callable[[str, Sequence[Line]], list[float]]


def mark_blocks(
    text: str,
    document: str,
    *,
    layout: Layout | None = None,
    title: str | None = None,
    scorer: Scorer = score_lines,
) -> tuple[Block, ...]:
    """Return one block a line, in order; every non-space character lies in exactly one.

    Args:
        text: the untouched text.
        document: its id, for the spans.
        layout: the lines and what is known of them; plain lines if absent.
        title: the title that the file's own facts give.
        scorer: gives each line's probability of being main text.
    """
    layout = layout or plain_layout(text)
    scores = scorer(text, layout.lines)
    marks = []
    threshold = _threshold(layout.lines, scores)
    for line, score in zip(layout.lines, scores, strict=True):
        kind = BlockKind.TEXT if score >= threshold else BlockKind.OTHER
        marks.append(
            Mark(line, text[line.start : line.end], score, kind, f"line model {score:.2f}")
        )
    for rule in RULES:
        rule(marks)
    _mark_title(marks, title)
    _keep_only_text(marks)
    _name_furniture(marks)
    _name_main(marks)
    _settle_headings(marks)
    return tuple(
        Block(Span(document, m.line.start, m.line.end), m.kind, m.reason, round(m.score, 4))
        for m in marks
    )


LEAST_TEXT = 250


def _threshold(lines: Sequence[Line], scores: Sequence[float]) -> float:
    """A page in which next to nothing reaches THRESHOLD has its best lines taken instead."""
    size = sum(
        x.end - x.start for x, score in zip(lines, scores, strict=True) if score >= THRESHOLD
    )
    return (
        THRESHOLD if size >= LEAST_TEXT else min(THRESHOLD, max(0.05, 0.5 * max(scores, default=1)))
    )


# --- rules: each looks at all lines and changes some ----------------------------------------

# --- names of the kinds ----------------------------------------------------------------------

_DASHED = re.compile(r"[A-Z][\w .,'-]{1,60}?(?:\((?:[A-Z]{2,}[\w/ .]*)\)\s*)?\s*(?:--|—|–)\s*")
_DATED = re.compile(r"[A-Z][\w .'’-]+, (?:\d{1,2} \w+|\w+ \d{1,2},?) \d{4}[\s.,:–—-]*(?:\([\w/ .]+\)[\s–—-]*)?")  # fmt: skip
MOST_TITLE = 220
MOST_HEADING = 90


def _mark_title(marks: list[Mark], title: str | None) -> None:
    """Name the title: what the file's facts say, a page's h1, else the first line like one."""
    main = [n for n, mark in enumerate(marks) if mark.main]
    first = next((n for n in main if len(marks[n].words) > 100), main[0] if main else len(marks))
    candidates = [
        mark
        for n, mark in enumerate(marks[: first + 1])
        if n <= first and len(mark.words) <= MOST_TITLE and _is_titular(mark)
    ]
    known = squeeze(title or "")
    named = [
        m for m in candidates if known and len(squeeze(m.words)) > 8 and squeeze(m.words) in known
    ]
    heads = [m for m in candidates if m.line.tag == "h1"]
    chosen = (
        named or heads or (_best_title(candidates) if marks and not marks[0].line.tag else [])
    )[:1]
    if not chosen:
        return
    key = squeeze(chosen[0].words)
    for mark in marks:
        if mark is chosen[0]:
            mark.set(BlockKind.TITLE, "the title")
        elif squeeze(mark.words) == key:
            mark.set(BlockKind.REPEAT, "repeats the title")


def _keep_only_text(marks: list[Mark]) -> None:
    """Where no main text is left but one line, said once or often, is running text: keep it."""
    if any(mark.main for mark in marks):
        return
    kinds = (BlockKind.TITLE, BlockKind.OTHER, BlockKind.REPEAT)
    prose = [
        mark
        for mark in marks
        if is_prose(mark.words)
        and mark.kind in kinds
        and mark.line.tag != "furniture"
        and not is_cued(mark)
    ]
    alone = len(marks) == 1 and not is_cued(marks[0]) and marks[0].kind in kinds
    chosen = prose or (marks if alone else [])
    if len({squeeze(mark.words) for mark in chosen}) == 1:
        chosen[0].set(BlockKind.TEXT, f"the only text ({chosen[0].reason})")
        for mark in chosen[1:]:
            mark.set(BlockKind.REPEAT, "repeats an earlier line")


def _is_titular(mark: Mark) -> bool:
    tokens = mark.words.split()
    return (
        (1 if mark.line.tag == "h1" else 3) <= len(tokens) <= 30
        and mark.words[-1] not in ".;,。"
        and not (len(mark.words) > MOST_HEADING and is_prose(mark.words))
        and mark.kind not in (BlockKind.CAPTION, BlockKind.SUBSCRIPTION, BlockKind.NOTICE)
        and not (
            CUE_PATTERNS["share"].search(mark.words) or CUE_PATTERNS["byline"].search(mark.words)
        )
        and not _is_date_line(mark.words)
    )


def _best_title(candidates: list[Mark]) -> list[Mark]:
    """Prefer the last line of title length before the text: menus and labels come earlier."""
    likely = [m for m in candidates if 4 <= len(m.words.split()) <= 25 and not is_cued(m)]
    return likely[-1:] or candidates[-1:]


def _is_date_line(words: str) -> bool:
    rest = DATE_PATTERN.sub("", words)
    return bool(DATE_PATTERN.search(words)) and len(re.findall(r"[^\W\d_]{3,}", rest)) <= 4


_KINDS = (
    ("share", BlockKind.SHARE), ("subscribe", BlockKind.SUBSCRIPTION), ("legal", BlockKind.NOTICE),
    ("photo", BlockKind.CAPTION), ("also", BlockKind.TEASER), ("comment", BlockKind.COMMENT),
    ("byline", BlockKind.BYLINE), ("nav", BlockKind.NAVIGATION),
)  # fmt: skip


def _name_furniture(marks: list[Mark]) -> None:
    """Give the lines that are no main text the kind that their words or hints show."""
    for mark in marks:
        if mark.kind is not BlockKind.OTHER:
            continue
        if _is_date_line(mark.words) and len(mark.words) < 80:
            mark.set(BlockKind.PAGE_DATE, f"a date line ({mark.reason})")
            continue
        for cue, kind in _KINDS:
            if CUE_PATTERNS[cue].search(mark.words[:200]):
                mark.set(kind, f"words of its kind ({mark.reason})")
                break
        else:
            if mark.line.tag in ("li", "nav", "ul") or len(mark.words) < 40:
                mark.kind = BlockKind.NAVIGATION
            elif len(mark.words) > 80:
                mark.kind = BlockKind.TEASER


def _name_main(marks: list[Mark]) -> None:
    first = True
    for mark in marks:
        if mark.kind is not BlockKind.TEXT:
            continue
        heading = mark.line.tag in ("h1", "h2", "h3", "h4", "h5", "h6")
        if heading or (len(mark.words) < MOST_HEADING and mark.words[-1] not in '.!?:;,"”»…'):
            mark.kind = BlockKind.HEADING
        elif first and (_DASHED.fullmatch(mark.words) or _DATED.fullmatch(mark.words)):
            mark.kind = BlockKind.DATELINE
        first = False


_NUMBER = re.compile(r"\s*(\d{1,2})[.)]\s+\S")


def _settle_headings(marks: list[Mark]) -> None:
    """Drop headings that head nothing; take in one that the numbers of others ask for.

    Only in text that has lost its HTML: what a page's elements say of its end is better.
    """
    if any(mark.line.tag not in ("", FURNITURE) for mark in marks):
        return
    last = max((n for n, mark in enumerate(marks) if mark.kind is BlockKind.TEXT), default=0)
    apart = False
    for mark in marks[last + 1 :]:
        apart = apart or not mark.main
        if apart and mark.kind is BlockKind.HEADING:
            mark.set(BlockKind.OTHER, "a heading of nothing, after the article's end")
    later: set[int] = set()
    for mark, after in reversed(list(itertools.pairwise(marks))):
        found = _NUMBER.match(mark.words)
        number = int(found[1]) if found else -1
        if not mark.main and after.kind is BlockKind.TEXT and number + 1 in later and len(mark.words) <= MOST_HEADING:  # fmt: skip
            mark.set(BlockKind.HEADING, "numbered before a later heading")
        if mark.kind is BlockKind.HEADING and number >= 0:
            later.add(number)
