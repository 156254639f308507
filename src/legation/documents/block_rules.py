"""Rules over a document's lines: what a model of single pages cannot see.

Each rule looks at all marks and changes some; they run in the order of RULES.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from legation.documents.layout import Line
from legation.documents.lines import CUE_PATTERNS, END_MARKS, is_prose, runs_on
from legation.vocabulary import MAIN, BlockKind


@dataclass(slots=True)
class Mark:
    """A line on its way to a block."""

    line: Line
    words: str
    score: float
    kind: BlockKind
    reason: str

    def set(self, kind: BlockKind, reason: str) -> None:
        """Say what the line is and why."""
        self.kind, self.reason = kind, reason

    @property
    def main(self) -> bool:
        """Whether the line is main text."""
        return self.kind in MAIN


def squeeze(words: str) -> str:
    """Return the letters and digits alone, in lower case: what two copies of a line share."""
    return re.sub(r"\W+", "", words).lower()


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


def _drop_furniture(marks: list[Mark]) -> None:
    for mark in marks:
        if mark.line.tag == "furniture":
            mark.set(BlockKind.OTHER, mark.line.hints)


def _drop_pitch(marks: list[Mark]) -> None:
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


def _is_pitch(marks: list[Mark], at: int, step: int) -> bool:
    words = marks[at].words
    if _QUOTED.match(words):
        return False
    if _PITCH.search(words) and (
        _YOU.search(words) or re.search(r"\b(?:we|our|us)\b", words, re.IGNORECASE)
    ):
        return True
    if len(words) < 60 and (re.match(r"^\s*\d{1,2}[.)]\s", words) or _PITCH.search(words)):
        return True
    after = at + step
    return (
        0 <= after < len(marks)
        and len(words) < 400
        and bool(re.search(r"\b(?:we|our|us)\b", words, re.IGNORECASE))
        and bool(_STRONG_PITCH.search(marks[after].words) or _PITCH.search(marks[after].words))
    )


MOST_NOTICE = 1500
"""A longer line is an article without line breaks, whatever stands somewhere in it."""


def _drop_notices(marks: list[Mark]) -> None:
    """Legal notices, and the lines to the reader right after them, at either end of the page."""
    main = [n for n, mark in enumerate(marks) if mark.main]
    if not main:
        return
    for n in main:
        mark = marks[n]
        short = len(mark.words) <= MOST_NOTICE
        if short and _NOTICE.search(mark.words) and not _QUOTED.match(mark.words):
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


def _drop_captions(marks: list[Mark]) -> None:
    """Captions by their credit line, and lines that stand twice in a row."""
    for mark in marks:
        if len(mark.words) < 400 and _CAPTION.search(mark.words) and not _QUOTED.match(mark.words):
            mark.set(BlockKind.CAPTION, "names a picture's source")
    _drop_doubled(marks)


def _drop_doubled(marks: list[Mark]) -> None:
    """Drop both of two equal lines in a row; where no running text is left, the first stays."""
    doubled = {
        n + step
        for n, (first, second) in enumerate(itertools.pairwise(marks))
        if len(first.words) > 20 and squeeze(first.words) == squeeze(second.words)
        for step in (0, 1)
    }
    alone = not any(m.main and runs_on(m.words) for n, m in enumerate(marks) if n not in doubled)
    kept: set[str] = set()
    for n in sorted(doubled):
        mark, key = marks[n], squeeze(marks[n].words)
        if alone and runs_on(mark.words) and (mark.main or key in kept):
            if key in kept:
                mark.set(BlockKind.REPEAT, "repeats an earlier line")
            kept.add(key)
        else:
            mark.set(BlockKind.CAPTION, "stands twice in a row")


def _drop_repeats(marks: list[Mark]) -> None:
    """A later line that repeats an earlier one word for word."""
    counts = Counter(squeeze(mark.words) for mark in marks if len(mark.words) > 25)
    seen: set[str] = set()
    for mark in marks:
        key = squeeze(mark.words)
        if counts[key] > 1 and mark.kind is BlockKind.TEXT:
            if key in seen:
                mark.set(BlockKind.REPEAT, "repeats an earlier line")
            seen.add(key)


def _join_article(marks: list[Mark]) -> None:
    """Take back lines of running text between main lines, and headings between paragraphs."""
    main = [n for n, mark in enumerate(marks) if mark.main]
    if not main:
        return
    for before, after in itertools.pairwise(main):
        gap = range(before + 1, after)
        if not gap or len(gap) > 3:
            continue
        for n in gap:
            mark = marks[n]
            if mark.kind is not BlockKind.OTHER or mark.line.tag == "furniture" or is_cued(mark):
                continue
            running = len(mark.words) > 60 and mark.words.rstrip()[-1] in '.!?"”»'
            heading = len(gap) == 1 and 4 <= len(mark.words) < 90 and mark.words[-1] not in ".:;,"
            if running or (heading and mark.score > 0.08 and mark.line.links == 0):
                mark.set(
                    BlockKind.TEXT, f"between lines of main text (line model {mark.score:.2f})"
                )


def _join_over_gaps(marks: list[Mark]) -> None:
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


LIKELY = 0.2
"""Running text beside the article is of it from this score of the line model on."""


def _is_about(mark: Mark, names: set[str]) -> bool:
    own = _names([mark.words])
    return (
        len(mark.words) > 80
        and mark.words.rstrip()[-1] in END_MARKS
        and mark.line.links < 0.3 * len(mark.words)
        and (
            mark.score > LIKELY or (mark.score > 0.15 and len(own & names) >= max(1, len(own) // 2))
        )
    )


def is_cued(mark: Mark) -> bool:
    """Tell whether a line has words that only page furniture has."""
    names = ("subscribe", "share", "legal", "nav", "also", "photo", "comment", "ad")
    return any(CUE_PATTERNS[name].search(mark.words[:200]) for name in names)


def _drop_islands(marks: list[Mark]) -> None:
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


def _runs(marks: list[Mark]) -> list[list[int]]:
    """Return the runs of main lines, broken by two or more lines of furniture."""
    runs: list[list[int]] = []
    for n, mark in enumerate(marks):
        if mark.main:
            if runs and n - runs[-1][-1] <= 2:
                runs[-1].append(n)
            else:
                runs.append([n])
    return runs


def _names(lines: Iterable[str]) -> set[str]:
    words = " ".join(lines)
    return set(re.findall(r"(?<![.!?]\s)(?<!^)\b[A-ZА-Я]\w{2,}", words))


_TALK_HEAD = re.compile(
    r"^\W*(?:\d[\d,.]* |top rated |view all |all |show |reader )*(?:comments?|responses?|repl(?:y|ies))\b(?!.{60})|"
    r"^\W*(?:leave a (?:reply|comment)|join the (?:conversation|discussion)|post a comment)",
    re.IGNORECASE,
)
_TALK = re.compile(
    r"\b(?:says|said|wrote|writes):\s*$|\b\d+ (?:minutes?|hours?|days?|weeks?|months?|years?) ago\b|"
    r"\b\d+ (?:votes?|likes?|replies)\b|^\W*reply\b|\breport abuse|\b\d{1,2}:\d\d\s*[ap]\.?m\b|^\W*(?:permalink|quote)\W*$",
    re.IGNORECASE,
)


def _drop_comments(marks: list[Mark]) -> None:
    """Drop what readers wrote: from a heading of comments on, if marks of talk follow it."""
    text = [n for n, mark in enumerate(marks) if mark.main and len(mark.words) > 80]
    if not text:
        return
    for n in range(text[0] + 1, len(marks)):
        if not _TALK_HEAD.match(marks[n].words):
            continue
        talk = sum(bool(_TALK.search(mark.words[-160:])) for mark in marks[n + 1 :])
        if talk >= 2:
            for mark in marks[n:]:
                mark.set(BlockKind.COMMENT, "after a heading of readers' comments")
            return


_NUMBERED = re.compile(r"^\s*(?:[*•+\-–]\s*)?(?:\d{1,2}[.)]\s+)?")
MOST_HEADLINE = 160
MOST_TEASER = 400


def _drop_listed(marks: list[Mark]) -> None:
    """Drop teasers of other articles: a headline that stands again in one of the page's lists.

    The page's own title stands before the text, so only headlines after the first half of the
    main text are looked at; with one go the paragraph under it and the label over it.
    """
    headlines = {n: squeeze(_NUMBERED.sub("", mark.words)) for n, mark in enumerate(marks)}
    counts = Counter(key for key in headlines.values() if len(key) > 15)
    main = [n for n, mark in enumerate(marks) if mark.main]
    size = sum(len(marks[n].words) for n in main)
    done = 0
    for n in main:
        done += len(words := marks[n].words)
        headline = len(words) <= MOST_HEADLINE and words[-1] not in ".;,:" and not is_prose(words)
        if done < size / 2 or not headline or counts[headlines[n]] < 2:
            continue
        marks[n].set(BlockKind.TEASER, "a headline that stands again on the page")
        under, over = n + 1, n - 1
        if under < len(marks) and marks[under].main and len(marks[under].words) <= MOST_TEASER:
            marks[under].set(BlockKind.TEASER, "under a headline that stands again on the page")
        if over >= 0 and marks[over].main and len(marks[over].words.split()) <= 3:
            marks[over].set(BlockKind.TEASER, "a label over a headline of another article")


LEAST_CORE = 800
MOST_TAIL = 0.45
DOUBT = 0.12
"""How much less sure the line model is of a teaser than of the article's middling line."""


def _drop_tail(marks: list[Mark]) -> None:
    """Drop what follows the article and is about something else: teasers with whole sentences.

    Walks back from the end; the first paragraph that speaks of the article's own subject stops.
    """
    main = [n for n, mark in enumerate(marks) if mark.main]
    size = sum(len(marks[n].words) for n in main)
    core, done = [], 0
    for n in main:
        if done < size / 2:
            core.append(marks[n].words)
        done += len(marks[n].words)
    if size < LEAST_CORE:
        return
    names, vocabulary = _names(core), _content(" ".join(core))
    sure = sorted(marks[n].score for n in main)[len(main) // 2] - DOUBT
    tail: list[int] = []
    for n in reversed(main):
        foreign = _is_foreign(marks[n].words, names, vocabulary)
        begun = (
            sum(len(marks[m].words) > 80 for m in tail) >= 2
        )  # among teasers one may touch the subject
        if marks[n].score > sure or not (foreign or begun):
            break
        tail.append(n)
    paragraphs = [n for n in tail if len(marks[n].words) > 80]
    labels = [n for n in tail if len(marks[n].words) <= 80]
    dropped = sum(len(marks[n].words) for n in tail)
    if labels and paragraphs and dropped < MOST_TAIL * size:
        for n in tail:
            marks[n].set(BlockKind.TEASER, "after the article, about something else")


def _content(words: str) -> set[str]:
    return {token.lower() for token in re.findall(r"[^\W\d_]{5,}", words)}


def _is_foreign(words: str, names: set[str], vocabulary: set[str]) -> bool:
    """Tell whether a line shares little with the article: few of its names, few of its words."""
    own = _names([words])
    content = _content(words)
    return len(own & names) <= 0.5 * len(own) and len(content & vocabulary) <= 0.45 * len(content)


RULES = (
    _drop_furniture,
    _drop_comments,
    _drop_captions,
    _drop_pitch,
    _drop_notices,
    _drop_repeats,
    _join_article,
    _join_over_gaps,
    _drop_listed,
    _drop_islands,
    _drop_tail,
)
