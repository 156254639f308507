"""Mark each line of a document: main text or page furniture, of which kind and why.

Nothing is cut: a block says what a stretch of the untouched text is. The line model's
probability comes first; rules then settle what a model of single pages cannot see (a pitch in
mid-article, a caption that repeats the text) and name the kinds.

Example:
    >>> blocks = mark_blocks("Menu\\n\\nShare on Facebook\\n", "d1")
    >>> [block.main for block in blocks]
    [False, False]
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from legation.documents.layout import Layout, Line, plain_layout
from legation.documents.lines import CUE_PATTERNS, DATE_PATTERN, END_MARKS, score_lines
from legation.vocabulary import MAIN, Block, BlockKind, Span

THRESHOLD = 0.5
Scorer = Callable[[str, Sequence[Line]], list[float]]


@dataclass(slots=True)
class _Mark:
    """A line on its way to a block."""

    line: Line
    words: str
    score: float
    kind: BlockKind
    reason: str

    def set(self, kind: BlockKind, reason: str) -> None:
        self.kind, self.reason = kind, reason

    @property
    def main(self) -> bool:
        return self.kind in MAIN


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
            _Mark(line, text[line.start : line.end], score, kind, f"line model {score:.2f}")
        )
    for rule in RULES:
        rule(marks)
    _mark_title(marks, title)
    _name_furniture(marks)
    _name_main(marks)
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

_PITCH = re.compile(
    r"\bsubscri(?:be|ption|ber)|free trial|\b(?:per|a) (?:month|year)\b|already have an account|"
    r"\bclick here\b|\blog ?in\b|cancel any ?time|terms of (?:use|service)|sign up|"
    r"(?:corporate|student|group) subscription|become a member|\bdonat(?:e|ion)|independent journalism|"
    r"not-for-profit|fund(?:ed|ing) by|advertising|thank you for reading|support (?:our|us)\b|newsletter",
    re.IGNORECASE,
)
_STRONG_PITCH = re.compile(
    r"thank you for reading|subscribe (?:now|today|to)|already have an account|cancel any ?time|free trial|"
    r"sign up for (?:our|the|a)|support (?:our|independent) journalism|log ?in (?:here|to)|"
    r"(?:per|a) month\b.{0,20}$|become a (?:member|subscriber)",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"undesirable organi[sz]ation|you could face|all rights reserved|©|copyright \(?c?\)?|"
    r"views expressed|opinions expressed|does not necessarily (?:reflect|represent)|terms of use|"
    r"to find out more,? click|may not be (?:published|reproduced|republished)|cookies? (?:policy|to)|"
    r"unknown error|reload the page|privacy policy|this (?:article|text|post) (?:was|is) (?:first|originally|also) "
    r"(?:published|available|appeared)|(?:also )?available in:|javascript",
    re.IGNORECASE,
)
_YOU = re.compile(r"\b(?:you|your)\b", re.IGNORECASE)
_QUOTED = re.compile("^[\"“”«„'‘]")


def _drop_furniture(marks: list[_Mark]) -> None:
    for mark in marks:
        if mark.line.tag == "furniture":
            mark.set(BlockKind.OTHER, mark.line.hints)


def _drop_pitch(marks: list[_Mark]) -> None:
    """A run of lines that offers the outlet itself, begun or ended by words only an offer has."""
    for n, mark in enumerate(marks):
        if (
            not _STRONG_PITCH.search(mark.words)
            or _QUOTED.match(mark.words)
            or len(mark.words) > 400
        ):
            continue
        mark.set(BlockKind.SUBSCRIPTION, "offers a subscription")
        for step in (1, -1):
            at = n + step
            while 0 <= at < len(marks) and _is_pitch(marks, at, step):
                marks[at].set(BlockKind.SUBSCRIPTION, "beside an offer of a subscription")
                at += step


def _is_pitch(marks: list[_Mark], at: int, step: int) -> bool:
    words = marks[at].words
    if _QUOTED.match(words):
        return False
    if _PITCH.search(words) and (
        _YOU.search(words) or re.search(r"\b(?:we|our|us)\b", words, re.I)
    ):
        return True
    if len(words) < 60 and (re.match(r"^\s*\d{1,2}[.)]\s", words) or _PITCH.search(words)):
        return True
    after = at + step
    return (
        0 <= after < len(marks)
        and len(words) < 400
        and bool(re.search(r"\b(?:we|our|us)\b", words, re.I))
        and bool(_STRONG_PITCH.search(marks[after].words) or _PITCH.search(marks[after].words))
    )


def _drop_notices(marks: list[_Mark]) -> None:
    """Legal notices, and the lines to the reader right after them, at either end of the page."""
    main = [n for n, mark in enumerate(marks) if mark.main]
    if not main:
        return
    for n in main:
        mark = marks[n]
        if _NOTICE.search(mark.words) and not _QUOTED.match(mark.words):
            later = [m for m in main if m > n]
            rest = sum(len(marks[m].words) for m in later)
            whole = sum(len(marks[m].words) for m in main)
            to_reader = _YOU.search(mark.words) or len(mark.words) < 200
            if to_reader and (rest < 0.2 * whole or n < main[0] + 1):
                mark.set(BlockKind.NOTICE, "a notice of the publisher")
                for m in later:
                    if _YOU.search(marks[m].words) or len(marks[m].words) < 60:
                        marks[m].set(BlockKind.NOTICE, "after a notice of the publisher")
                    else:
                        break


_CAPTION = re.compile(
    r"\((?:photo|image|picture|source|credit)s?\s*:|^(?:photo|image|picture|above|credit)s?\s*:|"
    r"(?:photo|image|picture)s? (?:by|credit|courtesy)|file photo|getty images\)?$|/(?:afp|reuters|ap|epa)\)?$",
    re.IGNORECASE,
)


def _drop_captions(marks: list[_Mark]) -> None:
    """Captions by their credit line, and lines that stand twice in a row."""
    for mark in marks:
        if len(mark.words) < 400 and _CAPTION.search(mark.words) and not _QUOTED.match(mark.words):
            mark.set(BlockKind.CAPTION, "names a picture's source")
    for first, second in zip(marks, marks[1:], strict=False):
        if len(first.words) > 20 and _squeeze(first.words) == _squeeze(second.words):
            first.set(BlockKind.CAPTION, "stands twice in a row")
            second.set(BlockKind.CAPTION, "stands twice in a row")


def _drop_repeats(marks: list[_Mark]) -> None:
    """A later line that repeats an earlier one word for word."""
    counts = Counter(_squeeze(mark.words) for mark in marks if len(mark.words) > 25)
    seen: set[str] = set()
    for mark in marks:
        key = _squeeze(mark.words)
        if counts[key] > 1 and mark.kind is BlockKind.TEXT:
            if key in seen:
                mark.set(BlockKind.REPEAT, "repeats an earlier line")
            seen.add(key)


def _join_article(marks: list[_Mark]) -> None:
    """Take back lines of running text between main lines, and headings between paragraphs."""
    main = [n for n, mark in enumerate(marks) if mark.main]
    if not main:
        return
    for before, after in zip(main, main[1:], strict=False):
        gap = range(before + 1, after)
        if not gap or len(gap) > 3:
            continue
        for n in gap:
            mark = marks[n]
            if mark.kind is not BlockKind.OTHER or mark.line.tag == "furniture" or _is_cued(mark):
                continue
            running = len(mark.words) > 60 and mark.words.rstrip()[-1] in '.!?"”»'
            heading = len(gap) == 1 and 4 <= len(mark.words) < 90 and mark.words[-1] not in ".:;,"
            if running or (heading and mark.score > 0.08 and mark.line.links == 0):
                mark.set(
                    BlockKind.TEXT, f"between lines of main text (line model {mark.score:.2f})"
                )


def _join_over_gaps(marks: list[_Mark]) -> None:
    """Take back running text that a pitch or a caption parts from the article it is about."""
    main = [n for n, mark in enumerate(marks) if mark.main]
    if not main:
        return
    names = _names(marks[n].words for n in main)
    passable = (BlockKind.SUBSCRIPTION, BlockKind.CAPTION, BlockKind.NOTICE)
    for order in (range(len(marks) - 1, -1, -1), range(len(marks))):
        near = False
        for n in order:
            mark = marks[n]
            if mark.main:
                near = True
            elif near and mark.kind is BlockKind.OTHER and _is_about(mark, names):
                mark.set(
                    BlockKind.TEXT, f"of the article, parted from it (line model {mark.score:.2f})"
                )
            elif mark.kind not in passable:
                near = False


def _is_about(mark: _Mark, names: set[str]) -> bool:
    own = _names([mark.words])
    return (
        len(mark.words) > 80
        and mark.words.rstrip()[-1] in END_MARKS
        and mark.score > 0.15
        and mark.line.links < 0.3 * len(mark.words)
        and len(own & names) >= max(1, len(own) // 2)
    )


def _is_cued(mark: _Mark) -> bool:
    names = ("subscribe", "share", "legal", "nav", "also", "photo", "comment", "ad")
    return any(CUE_PATTERNS[name].search(mark.words[:200]) for name in names)


def _drop_islands(marks: list[_Mark]) -> None:
    """Drop short runs of main text far behind the article's own run: teasers with sentences."""
    runs = _runs(marks)
    if len(runs) < 2:
        return
    best = max(runs, key=lambda run: sum(len(marks[n].words) for n in run))
    size = sum(len(marks[n].words) for n in best)
    names = _names(marks[n].words for n in best)
    for run in runs:
        own = sum(len(marks[n].words) for n in run)
        gap = run[0] - best[-1] if run[0] > best[-1] else best[0] - run[-1]
        shared = len(_names(marks[n].words for n in run) & names)
        if run is not best and own < 0.25 * size and gap > 1 and run[0] > best[-1] and shared < 3:
            for n in run:
                marks[n].set(BlockKind.TEASER, "a short run of text after the article")


def _runs(marks: list[_Mark]) -> list[list[int]]:
    """Return the runs of main lines, broken by two or more lines of furniture."""
    runs: list[list[int]] = []
    for n, mark in enumerate(marks):
        if mark.main:
            if runs and n - runs[-1][-1] <= 2:
                runs[-1].append(n)
            else:
                runs.append([n])
    return runs


def _names(lines: object) -> set[str]:
    words = " ".join(lines)  # type: ignore[call-overload]
    return set(re.findall(r"(?<![.!?]\s)(?<!^)\b[A-ZА-Я]\w{2,}", words))


RULES = (_drop_furniture, _drop_captions, _drop_pitch, _drop_notices, _drop_repeats, _join_article, _join_over_gaps, _drop_islands)  # fmt: skip


# --- names of the kinds ----------------------------------------------------------------------

_DATELINE = re.compile(
    r"^[A-Z][\w .,'-]{1,60}?(?:\((?:[A-Z]{2,}[\w/ .]*)\)\s*)?\s*(?:--|—|–)\s|^[A-Z][\w ]+, \d{1,2} \w+ \d{4}"
)
MOST_TITLE = 220


def _mark_title(marks: list[_Mark], title: str | None) -> None:
    """Name the title: what the file's facts say, a page's h1, else the first line like one."""
    main = [n for n, mark in enumerate(marks) if mark.main]
    first = next((n for n in main if len(marks[n].words) > 100), main[0] if main else len(marks))
    candidates = [
        mark
        for n, mark in enumerate(marks[: first + 1])
        if n <= first and len(mark.words) <= MOST_TITLE and _is_titular(mark)
    ]
    known = _squeeze(title or "")
    named = [
        m for m in candidates if known and len(_squeeze(m.words)) > 8 and _squeeze(m.words) in known
    ]
    heads = [m for m in candidates if m.line.tag == "h1"]
    chosen = (
        named or heads or (_best_title(candidates) if marks and not marks[0].line.tag else [])
    )[:1]
    if not chosen:
        return
    key = _squeeze(chosen[0].words)
    for mark in marks:
        if mark is chosen[0]:
            mark.set(BlockKind.TITLE, "the title")
        elif _squeeze(mark.words) == key:
            mark.set(BlockKind.REPEAT, "repeats the title")


def _is_titular(mark: _Mark) -> bool:
    tokens = mark.words.split()
    return (
        3 <= len(tokens) <= 30
        and mark.words[-1] not in ".;,"
        and mark.kind not in (BlockKind.CAPTION, BlockKind.SUBSCRIPTION, BlockKind.NOTICE)
        and not (
            CUE_PATTERNS["share"].search(mark.words) or CUE_PATTERNS["byline"].search(mark.words)
        )
        and not _is_date_line(mark.words)
    )


def _best_title(candidates: list[_Mark]) -> list[_Mark]:
    """Prefer the last line of title length before the text: menus and labels come earlier."""
    likely = [m for m in candidates if 4 <= len(m.words.split()) <= 25 and not _is_cued(m)]
    return likely[-1:] or candidates[-1:]


def _is_date_line(words: str) -> bool:
    rest = DATE_PATTERN.sub("", words)
    return bool(DATE_PATTERN.search(words)) and len(re.findall(r"[^\W\d_]{3,}", rest)) <= 4


_KINDS = (
    ("share", BlockKind.SHARE), ("subscribe", BlockKind.SUBSCRIPTION), ("legal", BlockKind.NOTICE),
    ("photo", BlockKind.CAPTION), ("also", BlockKind.TEASER), ("comment", BlockKind.COMMENT),
    ("byline", BlockKind.BYLINE), ("nav", BlockKind.NAVIGATION),
)  # fmt: skip


def _name_furniture(marks: list[_Mark]) -> None:
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


def _name_main(marks: list[_Mark]) -> None:
    first = True
    for mark in marks:
        if mark.kind is not BlockKind.TEXT:
            continue
        heading = mark.line.tag in ("h1", "h2", "h3", "h4", "h5", "h6")
        if heading or (len(mark.words) < 90 and mark.words[-1] not in '.!?:;,"”»…'):
            mark.kind = BlockKind.HEADING
        elif first and _DATELINE.match(mark.words) and len(mark.words) < 80:
            mark.kind = BlockKind.DATELINE
        first = False


def _squeeze(words: str) -> str:
    return re.sub(r"\W+", "", words).lower()
