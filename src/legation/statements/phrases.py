"""Who says it: the noun phrase beside a cue, found without a parser.

Backwards from the cue to the start of the clause, or forwards from it; appositions of a name
belong to it. Example: `source_before("However, Mr Evans ", 18)` is the place of "Mr Evans".
"""

from __future__ import annotations

import re

from legation.statements.stretches import last_end

PRONOUNS = frozenset("he she they it we i you".split())
AUXILIARIES = frozenset(
    "had has have was were is are be been did does do would will could may might also later then earlier "
    "today yesterday repeatedly reportedly publicly recently previously never not only again further simply "
    "just once often always even still now soon briefly strongly immediately quickly".split()
)
_WORD = re.compile(r"[\w][\w.’'&/-]*|[^\w\s]")
_STOP = frozenset(
    "that when while as because since after before although though if but whereas where whether and or so yet than "
    "what how why which with in on at by from for during amid despite under until about into over against".split()
)
_INSIDE = frozenset(
    "of for to the a an and de da di du la le el al von van der bin ben ibn dos y at in with on".split()
)
_LEADS = re.compile(
    r"^(?:however|moreover|meanwhile|instead|still|indeed|furthermore|finally|later|earlier|today|yesterday|"
    r"on (?:the other hand|\w+day)|in (?:addition|contrast|response|turn|\d{4})|but|and|so|yet|for (?:his|her|its|their) part)\b,?\s*",
    re.IGNORECASE,
)
_VERBISH = re.compile(r"(?:ed|ing)$")
Stretch = tuple[int, int]


def source_before(words: str, end: int) -> Stretch | None:
    """Return the noun phrase that ends before `end`, where the cue (or its auxiliary) begins."""
    start = _clause_start(words, end)
    tokens = [(start + m.start(), start + m.end()) for m in _WORD.finditer(words[start:end])]
    while tokens and (
        words[slice(*tokens[-1])].lower() in AUXILIARIES or words[slice(*tokens[-1])].endswith("ly")
    ):
        tokens.pop()
    if not tokens:
        return None
    last = words[slice(*tokens[-1])]
    if last.lower() in PRONOUNS:
        return tokens[-1]
    if last.lower() == "who":
        return source_before(words, tokens[-1][0])
    return _phrase_back(words, tokens)


_CLAUSE = re.compile(r"[\"“”«»„;:()\[\]—]|--|\s–\s|[.!?]\s")


def _clause_start(words: str, end: int) -> int:
    """The clause begins after the last quotation mark, semicolon, colon or dash."""
    start = last_end(_CLAUSE, words, end)
    lead = _LEADS.match(words[start:end].lstrip())
    blank = len(words[start:end]) - len(words[start:end].lstrip())
    return start + blank + (lead.end() if lead else 0)


def _phrase_back(words: str, tokens: list[Stretch]) -> Stretch | None:
    """Walk back over the phrase; a comma is crossed only between a name and its apposition."""
    end = (
        tokens[-1][1]
        if words[slice(*tokens[-1])] != ","
        else tokens[-2][1]
        if len(tokens) > 1
        else None
    )
    if end is None:
        return None
    first = len(tokens)
    while first > 0:
        word = words[slice(*tokens[first - 1])]
        if word == ",":
            if first == len(tokens) or _is_apposition(words, tokens, first):
                first -= 1
                continue
            break
        if not word[0].isalnum():
            break
        if word.lower() in _STOP and not _bridges(words, tokens, first - 1):
            break
        if word.lower() in PRONOUNS:
            break
        first -= 1
    while first < len(tokens) and (
        words[slice(*tokens[first])] == "," or words[slice(*tokens[first])].lower() in _STOP
    ):
        first += 1
    if first >= len(tokens) or tokens[first][0] >= end:
        return None
    return tokens[first][0], end


def _bridges(words: str, tokens: list[Stretch], n: int) -> bool:
    """A small word inside a phrase joins capitalised or common nouns: "minister for Europe"."""
    if words[slice(*tokens[n])].lower() not in _INSIDE or n == 0 or n + 1 >= len(tokens):
        return False
    before, after = words[slice(*tokens[n - 1])], words[slice(*tokens[n + 1])]
    joins = after[0].isupper() or after.lower() in ("the", "a", "an")
    return (
        joins
        and before[0].isalnum()
        and not _VERBISH.search(before)
        and before.lower() not in _STOP
    )


def _is_apposition(words: str, tokens: list[Stretch], first: int) -> bool:
    """Tell whether a name stands right before the comma and no clause of its own after it."""
    before = words[slice(*tokens[first - 2])] if first >= 2 else ""
    after = [words[slice(*t)].lower() for t in tokens[first : first + 3]]
    return bool(before[:1].isupper()) and not any(a in AUXILIARIES for a in after[:1])


_END_FORWARD = frozenset(
    "on in at during after before when while as to that who which by through via with from but because if about "
    "today yesterday monday tuesday wednesday thursday friday saturday sunday earlier later last this".split()
)


def source_after(words: str, start: int) -> Stretch | None:
    """Return the noun phrase that begins after a cue: "said Gareth Evans, President of …"."""
    tokens = [
        (start + m.start(), start + m.end()) for m in _WORD.finditer(words[start : start + 160])
    ]
    if not tokens or not words[slice(*tokens[0])][0].isalnum():
        return None
    first = words[slice(*tokens[0])]
    if first.lower() in PRONOUNS:
        return tokens[0]
    if not (
        first[0].isupper()
        or first.lower() in ("the", "a", "an", "one", "his", "her", "its", "their")
    ):
        return None
    end = _phrase_end(words, tokens, 0)
    if end and end < len(tokens) - 1 and words[slice(*tokens[end])] == "," and first[0].isupper():
        after = words[slice(*tokens[end + 1])]
        names_a_post = words[slice(*tokens[min(end + 2, len(tokens) - 1)])].lower() in (
            "of",
            "at",
            "for",
        )
        if after[0].isupper() or after.lower() in ("the", "a", "an") or names_a_post:
            end = _phrase_end(words, tokens, end + 1) or end
    if not end:
        return None
    last = words[slice(*tokens[end - 1])]
    stop = (
        last.endswith(".") and last.count(".") == 1 and len(last) > 3
    )  # a full stop, no abbreviation
    return tokens[0][0], tokens[end - 1][1] - stop


def _phrase_end(words: str, tokens: list[Stretch], first: int) -> int:
    n = first
    while n < len(tokens):
        word = words[slice(*tokens[n])]
        if not word[0].isalnum():
            break
        if word.lower() in _END_FORWARD and not (
            n > first and word.lower() in ("to", "at", "in") and _bridges(words, tokens, n)
        ):
            break
        n += 1
    return n


def looks_like_source(words: str) -> bool:
    """Tell whether a phrase can speak: a pronoun, a name, or a person or body as a noun phrase."""
    tokens = words.split()
    if not tokens or len(tokens) > 25:
        return False
    if tokens[0].lower() in PRONOUNS - {"it", "i", "you", "we"} and len(tokens) == 1:
        return True
    if tokens[0].lower() == "it" and len(tokens) == 1:
        return False
    return any(token[0].isupper() for token in tokens) or tokens[0].lower() in (
        "the",
        "a",
        "an",
        "one",
        "some",
        "many",
        "officials",
        "experts",
        "critics",
        "sources",
        "analysts",
        "diplomats",
        "authorities",
        "aides",
        "allies",
        "police",
        "his",
        "her",
        "their",
        "its",
    )
