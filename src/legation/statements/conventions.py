"""The record's conventions for the parts of a statement, applied to stretches as found.

Content leaves out its outer quotation marks, the comma before the closing one, and a leading
"that"; a cue its auxiliaries, adverbs and what comes after it; a source its commas, "'s" and
words of time. Example: `cue_core("has also said in a statement", (0, 28))` is (9, 13).
"""

from __future__ import annotations

import re

from legation.statements.cues import tells
from legation.statements.draft import Stretch
from legation.statements.marks import OUTER, Marks, trim
from legation.statements.phrases import AUXILIARIES

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[^\w\s]+")
_BLANK = " \n\t\r\u00a0"
_THAT = re.compile(r"that\b[\s,]*", re.IGNORECASE)
_HELPERS = AUXILIARIES | frozenset(
    "am being having shall should must can cannot couldn't didn't doesn't don't hasn't haven't hadn't wasn't "
    "isn't won't wouldn't n't 's 've 'd 'll who which that and also too first last recently the a an his her its their "
    "our my your this these those such any another".split()
)
_PHASE = re.compile(
    r"(?:continu|beg[ai]n|start|repeat|renew|ke[ep]p?|issu|mad?k?e|deliver|express|went|go|resum|offer|g[ai]ve|appear|seem|tr[yi]|attempt)\w*$"
)
"""Verbs that tell how the saying goes where a word of saying follows them."""
_TAIL = frozenset(
    "it him her them us today yesterday monday tuesday wednesday thursday friday saturday sunday".split()
)
_PHRASE = frozenset(
    "in on at during to by from via through with of about after before as for into over".split()
)
_TIMES = re.compile(
    r"(?:^|(?<!ed)(?<!ing)[\s,]+)(?:today|yesterday|tonight|tomorrow|later|earlier|also|then|now|meanwhile|however|again|once|has|have|had|"
    r"(?:on |last |this )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|afternoon|evening|night))?|"
    r"(?:last|this) (?:week|month|year|night)|(?!(?:daily|weekly|monthly|family|assembly|ally|reply|supply|anomaly|monopoly)\b)[a-z]+ly)$"
)
_LEADS = re.compile(
    r"(?:(?:however|but|and|meanwhile|still|yet|also|then|later|while|as|when|that|because|earlier|today|yesterday)\b[\s,]*)+",
    re.IGNORECASE,
)


_GLOSS = re.compile(
    r"(?<=[\"”’»])\s*(?:,|[-–—]{1,2}|\()\s*(?:in )?(?:(?:an?|the|his|her|their|its) )?(?:\w+ )?"
    r"(?:referring to|alluding to|reference to|allusion to|nod to|euphemism|term|phrase|catchphrase|catchword|expression|"
    r"word|jargon|shorthand|slang|wording|metaphor|code ?word)\b[^\"“”]*$"
)
"""The reporter's own explanation of the words quoted last."""


def content_piece(marks: Marks, piece: Stretch) -> Stretch:
    """Return a content piece by the conventions."""
    text = marks.text
    start, end = trim(text, piece, _BLANK + ",;")
    lead = _THAT.match(text, start, end)
    if lead and lead.end() < end - 1:
        start = lead.end()
    start, end = trim(text, (start, end), _BLANK)
    gloss = _GLOSS.search(text, start, end)
    if gloss and gloss.start() - start > 2:
        end = gloss.start()
    quote = marks.holding((start, end))
    if quote:
        start, end = max(start, quote[0]), min(end, quote[1])
        while end < quote[1] and text[end] in ".!?…" and not text[end - 1].isspace():
            end += 1
        return trim(text, (start, end), _BLANK + ",")
    start, end = _with_marks(marks, (start, end))
    if text[end - 1] in ".;" and not re.search(
        r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Inc|Jr|Sr|Co|St)\.$", text[start:end]
    ):
        start, end = trim(text, (start, end), ".;" + _BLANK)
    return start, end


def _with_marks(marks: Marks, piece: Stretch) -> Stretch:
    """Take in a quotation's own mark where only that was left out."""
    start, end = piece
    text = marks.text
    for a, b in marks.touching(piece):
        if a == start and text[a - 1 : a] and text[a - 1] in OUTER:
            start = a - 1
        if b == end and text[b : b + 1] and text[b] in OUTER:
            end = b + 1
    return start, end


def cue_core(text: str, cue: Stretch) -> Stretch:
    """Return the cue's own words: the verb or noun of saying with its particle."""
    words = [(m.start(), m.end()) for m in _WORD.finditer(text, *cue)]
    while len(words) > 1 and _helps(text[slice(*words[0])]):
        words.pop(0)
    if not words:
        return cue
    words = _from_saying(text, words)
    saying = [word for word in words if text[slice(*word)].lower() == "saying"]
    if saying and len(words) > 1:
        return saying[-1]
    kept = 1
    for n in range(1, len(words)):
        word = text[slice(*words[n])].lower()
        last = n == len(words) - 1
        if not word[0].isalnum() or word == "that" or (word in _PHRASE and not last):
            break
        if last and word in ("in", "by", "as", "during", "from") and kept == n:
            break
        kept = n + 1
    while kept > 1 and text[slice(*words[kept - 1])].lower() in _TAIL:
        kept -= 1
    return words[0][0], words[kept - 1][1]


def _from_saying(text: str, words: list[Stretch]) -> list[Stretch]:
    """Leave out a verb that only says how the saying goes: "continued to demand", "renewed its call"."""
    forms = [text[slice(*word)].lower() for word in words]
    if not _PHASE.match(forms[0]):
        return words
    for n in range(1, min(4, len(words))):
        if tells(forms[n]):
            return words[n:]
        if forms[n] not in _HELPERS and forms[n] != "to":
            break
    return words


def _helps(word: str) -> bool:
    return (
        word.lower() in _HELPERS or (word.endswith("ly") and len(word) > 4) or not word[0].isalnum()
    )


_LATE = re.compile(
    r"(?P<who>(?:(?!\b(?:who|which|that|whose)\b)[^\"“”])+?)\s+(?:was|were|is|are|has been|have been)\s"
    r"|(?P<name>[A-Z][^,]+, [^,\d]+), an? [^,]+$"
    r"|(?P<noun>[\s\S]+?)(?:,|\s[–—-]{1,2})\s(?:who|which|whose|whom)\s"
)
"""What comes after a source: its own verb, what its organisation is, or a clause about it aside."""


def source_core(text: str, source: Stretch) -> Stretch:
    """Return a source without commas, "'s", leading connectives and words of time after it."""
    start, end = trim(text, source, _BLANK + ",;:–—-")
    start, end = _without_half(text, (start, end))
    lead = _LEADS.match(text, start, end)
    if lead and lead.end() < end - 1:
        start = lead.end()
    while True:
        found = _TIMES.search(text, start, end)
        if not found or found.start() <= start:
            break
        end = found.start()
    start, end = trim(text, (start, end), _BLANK + ",;:–—")
    late = _LATE.match(text, start, end)
    if late:
        end = late.end(late.lastgroup or 0)
    hanging = re.search(
        r"[\s,]+(?:in|on|at|by|to|with|after|before|during|and|or|who|which|that)$", text[start:end]
    )
    if hanging:
        end = start + hanging.start()
    if re.search(r"\w['’]s$", text[start:end]):
        end -= 2
    return start, end


def _without_half(text: str, source: Stretch) -> Stretch:
    """Leave out quotation marks at the edges whose other half is not in the source."""
    start, end = source
    words = text[start:end]
    if (
        sum(words.count(mark) for mark in '"“”«»') == 2
        and words[-1] in '"”»'
        and words[0] not in '"“«'
    ):
        return source
    return trim(text, source, _BLANK + ",;:–—-" + '"“”«»')
