"""What a line of a page looks like, as features of a conditional random field over lines.

Two models share this: one for text that has lost its HTML, one for pages with their elements.
They are made by `training/blocks`; the cards beside them say from what and how good they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import Any

from legation.documents.layout import Line

STOP = frozenset(
    "the a an of to in and that is was for on with as at by it his her their from be has have had "
    "are were this which not but or its he she they who will would said been after than about".split()
)
END_MARKS = '.!?…"”»。؟:'
CUES = {
    "subscribe": r"subscri|newsletter|sign up|free trial|per month|log ?in\b|your account|register now|donate|support (?:us|our)|become a member",
    "share": r"\bshare\b|\btweet|facebook|twitter|whatsapp|linkedin|\bprint\b|\bemail\b|e-mail|follow us|\bcopy link",
    "legal": r"©|copyright|all rights reserved|terms of (?:use|service)|privacy|cookie|reproduc|trademark",
    "nav": r"^(?:home|menu|search|skip to|back to|next|previous|sections?|archives?|contact|about us|help|login|sitemap|close)\b",
    "also": r"^(?:read (?:also|more|next)|see also|also read|related|more (?:from|on|in|stories)|most (?:read|popular|viewed)|latest|"
    r"trending|recommended|you may|don't miss|popular|up next|editor)",
    "photo": r"\bphoto(?:graph)?s?\b\s*[:(/]|\(photo|\bimage\b.{0,12}credit|\bcredit:|getty images|\bafp/|\breuters/|\bpicture:|caption|file photo",
    "comment": r"\bcomments?\b|\breply\b|\breport abuse|\bpost a\b",
    "byline": r"^(?:by|from|posted by|written by|author:?)\s+\S",
    "you": r"\b(?:you|your|yours)\b",
    "we": r"\b(?:we|our|us)\b",
    "ad": r"advertis|sponsor|promoted|paid content",
    "said": r"\b(?:said|says|told|added|according to|announced|reported|stated|wrote)\b",
    "talk": r"\b(?:says|wrote|writes):\s*$|\b\d+ (?:seconds?|minutes?|hours?|days?|weeks?|months?|years?) ago\b|\b(?:up|down)votes?\b|\b\d+ (?:votes?|likes?|replies)\b|^reply\b",
}
CUE_PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in CUES.items()}
DATE_PATTERN = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d|\d{1,2}:\d\d|\b\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{2,4}",
    re.IGNORECASE,
)
LONG = 80
"""Signs of a line that is mostly no headline."""
CLOSING = "\"'”’»)"
"""What may stand after the mark that ends a sentence."""
_LIST = re.compile(r"^\s*(?:[*•+\-–]|\d{1,2}[.)])\s+\S")
_WORD = re.compile(r"[^\W\d_]+")
_GLUED = re.compile(r"[a-zà-ÿ)’'][A-Z][a-zà-ÿ]+ \w+ \w+")
"""A headline and its summary that lost the break between them."""
DATELINE = re.compile(r"^[A-Z][A-Z .,'’-]{3,40}.{0,40}?(?:\([A-Z][\w/ .]{1,20}\)\s*)?(?:--|—|–)\s")
_QUOTES = re.compile('[“”«»„"]')
_SENTENCE_END = re.compile('[.!?][”"]?\\s')
HINTS = (
    "comment share social nav menu footer header related promo newsletter caption sidebar byline "
    "article body content entry story post advert ad tag author bio widget subscribe main aside "
    "figure recommend popular breadcrumb cookie banner modal teaser summary headline title text"
).split()
NEAR = 2
FURNITURE = "furniture"
"""The tag that a format's reader gives lines it knows to be none of the text."""

Features = list[str]
LONGEST = 10_000


def line_features(text: str, lines: Sequence[Line]) -> list[Features]:
    """Return the features of each line, those of its neighbours included."""
    words = [_seen(text, line) for line in lines]
    counts = Counter(re.sub(r"\W+", "", w).lower() for w in words)
    english = _stop_share(_WORD.findall(text[:20_000])) > 0.12
    long_words = _vocabulary(words)
    own = [
        _own(line, w, counts, n / max(1, len(lines)), english=english, long_words=long_words)
        for n, (line, w) in enumerate(zip(lines, words, strict=True))
    ]
    result = []
    for n, features in enumerate(own):
        near = [
            f"{step:+d}:{feature}"
            for step in range(-NEAR, NEAR + 1)
            if step and 0 <= n + step < len(own)
            for feature in own[n + step][:9]
        ]
        edge = ["first"] if n == 0 else ["last"] if n == len(own) - 1 else []
        result.append(features + near + edge)
    return result


def _seen(text: str, line: Line) -> str:
    """Return a line's words; of one longer than any that was learned from, its two ends."""
    if line.end - line.start <= LONGEST:
        return text[line.start : line.end]
    half = LONGEST // 2
    return f"{text[line.start : line.start + half]} {text[line.end - half : line.end]}"


def _own(
    line: Line,
    words: str,
    counts: Counter[str],
    place: float,
    *,
    english: bool,
    long_words: Counter[str],
) -> Features:
    tokens = _WORD.findall(words)
    squeezed = re.sub(r"\W+", "", words).lower()
    lower = sum(token[0].islower() for token in tokens)
    cased = sum(token[0].lower() != token[0].upper() for token in tokens)
    features = [
        f"length={_bucket(len(words), (8, 20, 40, 70, 110, 180, 300, 500))}",
        f"end={words[-1] in END_MARKS}",
        f"lower={_share(lower, cased)}",
        f"list={bool(_LIST.match(words))}",
        f"repeated={counts[squeezed] > 1}",
        f"links={_share(line.links, len(words)) if line.tag else 'flat'}",
        f"tag={line.tag or 'flat'}",
        f"vote={line.voted}",
        f"stop={_share(_stops(tokens), len(tokens)) if english else 'other'}",
        f"place={int(place * 10)}",
        f"words={_bucket(len(tokens), (1, 3, 6, 12, 25, 50, 90))}",
        f"commas={min(4, words.count(','))}",
        f"quotes={bool(_QUOTES.search(words))}",
        f"digits={_share(sum(c.isdigit() for c in words), len(words))}",
        f"date={bool(DATE_PATTERN.search(words))}",
        f"overlap={_overlap(tokens, long_words)}",
        f"start={words[0].isupper()}",
        f"glued={bool(_GLUED.search(words))}",
        f"dateline={bool(DATELINE.match(words))}",
        f"sentences={min(4, len(_SENTENCE_END.findall(words + ' ')))}",
    ]
    features += [
        f"cue={name}" for name, pattern in CUE_PATTERNS.items() if pattern.search(words[:400])
    ]
    hints = set(line.hints.split())
    features += [f"hint={hint}" for hint in HINTS if hint in hints]
    return features


def _stops(tokens: Sequence[str]) -> int:
    return sum(token.lower() in STOP for token in tokens)


def _stop_share(tokens: Sequence[str]) -> float:
    return _stops(tokens) / max(1, len(tokens))


def _bucket(value: int, edges: Sequence[int]) -> int:
    return sum(value >= edge for edge in edges)


def _share(part: int, whole: int) -> int | str:
    return round(4 * part / whole) if whole else "none"


def _vocabulary(words: Sequence[str]) -> Counter[str]:
    """Return in how many long lines each content word stands: the page's subject, roughly."""
    return Counter(
        token
        for line in words
        if len(line) > 120
        for token in {t.lower() for t in _WORD.findall(line) if len(t) > 4}
    )


def _overlap(tokens: Sequence[str], long_words: Counter[str]) -> int | str:
    content = {token.lower() for token in tokens if len(token) > 4}
    own = 1 if sum(map(len, tokens)) > 100 else 0
    return _share(sum(long_words[token] > own for token in content), len(content))


@cache
def _tagger(name: str) -> Any:  # noqa: ANN401 - pycrfsuite ships no types
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    with as_file(files("legation.documents").joinpath("models", f"{name}.crfsuite")) as file:
        tagger.open(str(file))
    return tagger


def score_lines(text: str, lines: Sequence[Line]) -> list[float]:
    """Return for each line the probability that it is main text."""
    if not lines:
        return []
    tagged = sum(line.tag not in ("", FURNITURE) for line in lines)
    tagger = _tagger("html-lines" if tagged > len(lines) / 2 else "flat-lines")
    tagger.set(line_features(text, lines))
    return [float(tagger.marginal("main", n)) for n in range(len(lines))]


_TWO_SENTENCES = re.compile(r"[^\W\d_]{3}[.!?][\"”»’']?\s+[\"“«‘]?[^\W\d_]")
_OPENING = re.compile('["“«„].')
_ENDS_QUOTED = re.compile('[.,!?]["”»“]$')


def is_prose(words: str) -> bool:
    """Tell whether a line is running text: it ends as a sentence does, or quotes one."""
    words = words.rstrip()
    return words.rstrip(CLOSING)[-1:] in (".", "。") or bool(
        words[-1:]
        and words[-1] in END_MARKS
        and (_TWO_SENTENCES.search(words) or _quotes_at_end(words))
    )


def runs_on(words: str) -> bool:
    """Tell whether a line is running text, or one sentence longer than most headlines."""
    ended = words.rstrip().rstrip(CLOSING)[-1:] in END_MARKS
    return is_prose(words) or (len(words) > LONG and ended)


def _quotes_at_end(words: str) -> bool:
    """Tell whether a line ends with a quotation that begins in it."""
    return bool(_ENDS_QUOTED.search(words[-2:]) and _OPENING.search(words, 0, len(words) - 2))
