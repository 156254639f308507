"""Statements in languages read by quotation marks only: a quotation, a verb of saying, who speaks.

Takes one paragraph and its language; gives what is quoted, with the verb beside it and the words
that name the speaker: after the verb ("sagte Minister Roth am Freitag": "Minister Roth"), else
before it. Words of time and place end a name; lists stand in `lexicon/others.toml`. Example:
`read_quoted("« Oui », a dit Mme Roy.", "fr")`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from legation.statements.cues import Said, Stretch
from legation.statements.marks import parted
from legation.statements.quotes import find_quotes
from legation.vocabulary import Manner

FEWEST = 2
"""Words of a quotation that is a statement; fewer are a name or a term."""
REACH = 160
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ.-][^\W\d_]+)*")
_END = re.compile(r"[.!?…](?=\s|$)|\n")
_STOP = re.compile(r"[,;:()\[\]«»„“”\"—–]|\s-\s|[.!?…](?=\s|$)")
_CLITIC = re.compile(r"-t?-?(il|elle|ils|elles)\b", re.IGNORECASE)
_BLANK = ' \t\n,;:—–-«»„“”"'


@dataclass(frozen=True, slots=True)
class _Words:
    """The lists of one language: verb forms with their act, and small words by use."""

    verbs: dict[str, str]
    ends: frozenset[str]
    before: frozenset[str]
    pronouns: frozenset[str]


@cache
def _words(language: str) -> _Words:
    file = files("legation.statements").joinpath("lexicon", "others.toml")
    found = dict(tomllib.loads(file.read_text(encoding="utf-8")).get(language, {}))
    small = [frozenset(found.pop(name, "").split()) for name in ("ends", "before", "pronouns")]
    verbs = {form: act for act, forms in found.items() for form in forms.split()}
    return _Words(verbs, *small)


def read_quoted(words: str, language: str) -> list[tuple[Said, str]]:
    """Return what a paragraph quotes, each with its act, in order.

    A quotation goes on after the verb where the sentence does; one with no verb beside it has
    no source.

    Example:
        >>> text = "« Le traité est prêt », a déclaré le ministre Paul Roy, vendredi."
        >>> [(said, act)] = read_quoted(text, "fr")
        >>> text[slice(*said.source)], text[slice(*said.cue)], act
        ('le ministre Paul Roy', 'déclaré', 'asserts')
    """
    known = _words(language)
    whole = [q for q in find_quotes(words) if len(words[slice(*q)].split()) >= FEWEST]
    cut = [parted(words, quote) for quote in whole]
    quotes = [piece for pieces in cut for piece in pieces]
    same = {piece: pieces for pieces in cut for piece in pieces}
    found: list[tuple[Said, str]] = []
    used: set[int] = set()
    for n, quote in enumerate(quotes):
        if n in used:
            continue
        cue = _cue_after(words, quote, known) or _cue_before(words, quote, known)
        pieces = [_inside(words, quote)]
        if cue and cue.start() > quote[1] and n + 1 < len(quotes) and _goes_on(words, cue.end(), quotes[n + 1]):  # fmt: skip
            pieces.append(_inside(words, quotes[n + 1]))
            used.add(n + 1)
        for m in range(n + 1, n + len(same[quote])):  # one pair of marks, one speaker
            if m not in used and quotes[m] in same[quote]:
                pieces.append(_inside(words, quotes[m]))
                used.add(m)
        if cue is None:
            found.append((Said(pieces, Manner.DIRECT, "quote alone"), "asserts"))
            continue
        source = _source(words, cue, quote, known)
        said = Said(pieces, Manner.DIRECT, "quote+cue", source, cue.span())
        found.append((said, known.verbs[cue.group().lower()]))
    return found


def _inside(words: str, quote: Stretch) -> Stretch:
    start, end = quote
    while start < end - 1 and words[start].isspace():
        start += 1
    while end - 1 > start and (words[end - 1].isspace() or words[end - 1] == ","):
        end -= 1
    return start, end


def _cue_after(words: str, quote: Stretch, known: _Words) -> re.Match[str] | None:
    """Return the verb after a quotation, in its sentence and before another quotation."""
    start = quote[1] + 1
    stop = _first(_END, words, start, min(len(words), start + REACH))
    marks = re.search(r"[«„“\"]", words[start:stop])
    return _first_verb(words, start, start + marks.start() if marks else stop, known)


def _cue_before(words: str, quote: Stretch, known: _Words) -> re.Match[str] | None:
    """Return the verb before a quotation that a colon or comma leads up to."""
    lead = words[max(0, quote[0] - 1 - REACH) : quote[0] - 1].rstrip()
    if not lead.endswith((":", ",", "—", "–")):
        return None
    end = quote[0] - 1
    return _first_verb(words, _clause_start(words, end), end, known)


def _first_verb(words: str, start: int, end: int, known: _Words) -> re.Match[str] | None:
    for found in _WORD.finditer(words, start, end):
        plain = re.sub(r"-t?-?(?:il|elle)s?$", "", found.group().lower())
        if plain in known.verbs:
            return re.compile(re.escape(found.group()[: len(plain)])).match(words, found.start())
    return None


def _clause_start(words: str, end: int) -> int:
    low = max(0, end - REACH)
    ends = [m.end() for m in re.finditer(r"[.!?…]\s|[»”\"]\s|\n", words[low:end])]
    return low + (ends[-1] if ends else 0)


def _first(pattern: re.Pattern[str], words: str, start: int, stop: int) -> int:
    found = pattern.search(words, start, stop)
    return found.start() if found else stop


def _goes_on(words: str, start: int, quote: Stretch) -> bool:
    """Tell whether the sentence of a verb goes on with a quotation."""
    between = words[start : quote[0] - 1]
    return len(between) < REACH and not _END.search(between) and between.rstrip().endswith((",", "—", "–", "-", ":"))  # fmt: skip


def _source(words: str, cue: re.Match[str], quote: Stretch, known: _Words) -> Stretch | None:
    clitic = _CLITIC.match(words, cue.end())
    if clitic:
        return clitic.span(1)
    inverted = re.search(r"-t?-?(il|elle)s?\s$", words[: cue.start()], re.IGNORECASE)
    if inverted:
        return inverted.start(1), inverted.end() - 1
    follows = cue.start() > quote[1]
    low = quote[1] + 1 if follows else _clause_start(words, cue.start())
    before = _name(words, low, cue.start(), known)
    after = _name(words, cue.end(), len(words) if follows else quote[0] - 1, known)
    return after or before if follows else before or after


def _name(words: str, start: int, stop: int, known: _Words) -> Stretch | None:
    """Return the words that name somebody, from `start` to the first word or sign that ends them."""
    stop = min(stop, start + REACH)
    kept: list[re.Match[str]] = []
    for token in _WORD.finditer(words, start, stop):
        between = words[(kept[-1].end() if kept else start) : token.start()]
        plain = token.group().lower()
        if _STOP.search(between) and not _apposition(words, kept, between, token, known):
            break
        if plain in known.ends or plain in known.verbs:
            break
        if plain in known.before and not kept:
            continue
        kept.append(token)
        if plain in known.pronouns and len(kept) == 1:
            break
    while kept and kept[-1].group().lower() in known.before | known.pronouns and len(kept) > 1:
        kept.pop()
    named = kept and (kept[0].group().lower() in known.pronouns or any(k.group()[0].isupper() for k in kept) or len(kept) > 1)  # fmt: skip
    return (kept[0].start(), kept[-1].end()) if named else None


def _apposition(words: str, kept: list[re.Match[str]], between: str, token: re.Match[str], known: _Words) -> bool:  # fmt: skip
    """Tell whether a comma parts a post from its name: "le ministre russe, Sergueï Lavrov"."""
    after = _WORD.match(words, token.end() + 1)
    named = token.group()[0].isupper() and after is not None and after.group()[0].isupper()
    if not kept:
        return not between.strip(_BLANK)
    return between.strip() == "," and named and token.group().lower() not in known.ends
