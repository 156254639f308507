"""Indirect speech with a plain frame: "X said (that) …", "…, X said.", "according to X, …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from legation.statements.cues import Cue, Said, Stretch, clause_after, find_cues, sentence_end
from legation.statements.phrases import looks_like_source, source_after, source_before
from legation.statements.stretches import Quotes, last_end
from legation.vocabulary import Manner


def read_indirect(words: str, cue: Cue, quotes: Quotes, taken: set[Stretch]) -> Said | None:
    """Read "X said (that) …" with a source before it, and ", X said." after what is said."""
    place = (cue.start, cue.end)
    source = source_before(words, cue.start)
    if not source or not looks_like_source(words[slice(*source)]):
        return None
    after = words[cue.end : cue.end + 60]
    if re.match(
        r"\s*(?:,? ?(?:in|on|at|during|to) [^.]{2,80})?[.]|\s*$", words[cue.end : cue.end + 120]
    ):
        return _said_last(words, cue, source)
    that = re.match(r"\s+(?:(?:to )?[\w ]{0,30}\s)?that\b", after)
    if not (
        that
        or (
            cue.kind == "say"
            and re.match(r"\s+(?:[A-Z]\w+\s+|the \w+ |reporters |journalists )?[\w“\"‘]", after)
        )
    ):
        return None
    content = clause_after(words, cue)
    if content is None or re.match(
        r"(?:to|of|for|about|in|on|at|by|with)\b", words[slice(*content)]
    ):
        return None
    inner = quotes.within(content)
    taken.update(inner)
    return Said([content], Manner.MIXED if inner else Manner.INDIRECT, "indirect", source, place)


def _said_last(words: str, cue: Cue, source: Stretch) -> Said | None:
    """What stands before ", X said."."""
    end = source[0]
    while end and words[end - 1].isspace():
        end -= 1
    if words[max(0, end - 1) : end] != ",":
        return None
    start = last_end(_ENDED, words, end)
    end -= 1
    if end - start < 12 or find_cues(words[start:end], "en", []):
        return None
    return Said([(start, end)], Manner.INDIRECT, "indirect", source, (cue.start, cue.end))


_ENDED = re.compile(r"[.!?][\"”»]?\s+")
_COMMA = re.compile(r"\s*,\s*")
_ACCORDING = re.compile(r"\b[Aa]ccording to\b\s*")


def read_according(words: str, quotes: Quotes, taken: set[Stretch]) -> Iterator[Said]:
    """Read "…, according to X." and "According to X, …"."""
    for found in _ACCORDING.finditer(words):
        source = source_after(words, found.end())
        if not source or quotes.cover.holds(found.start()):
            continue
        place = (found.start(), found.start() + len("according to"))
        start = last_end(_ENDED, words, found.start())
        if words[start : found.start()].strip():
            content = (
                start,
                found.start()
                - len(words[start : found.start()])
                + len(words[start : found.start()].rstrip(" ,")),
            )
        else:
            rest = _COMMA.match(words, source[1])
            if not rest:
                continue
            begin = rest.end()
            content = (begin, begin + len(words[begin : sentence_end(words, begin)].rstrip(" .")))
        if content[1] - content[0] < 12:
            continue
        inner = quotes.within(content)
        taken.update(inner)
        manner = Manner.MIXED if inner else Manner.INDIRECT
        yield Said([content], manner, "according to", source, place)
