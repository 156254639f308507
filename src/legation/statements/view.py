"""A content as rules read it: contractions written out, clause starts marked, the speaker as §.

Takes the pieces of a content; gives plain words that know where each stands in the text. Marks:
`¦` where a main clause starts, `§` for "I", "we" and whatever else stands for who speaks.
Example: "But we won't go" becomes "¦§ will not go".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from legation.reference import names
from legation.statements.draft import Stretch

CLAUSE, SELF = "¦", "§"
MOST = 1000
"""Characters of a sentence that are read."""
_SPELT_OUT = (
    (r"\bwon['’]t\b", "will not"),
    (r"\bshan['’]t\b", "shall not"),
    (r"\b(?:can['’]t|cannot)\b", "can not"),
    (r"n['’]t\b", " not"),
    (r"['’]re\b", " are"),
    (r"['’]ll\b", " will"),
    (r"['’]ve\b", " have"),
    (r"['’]m\b", " am"),
    (r"['’]d\b", " would"),
    (r"\blet['’]s\b", "let us"),
    (r"(?<=\bit)['’]s\b", " is"),
    (r"(?<=\bthat)['’]s\b", " is"),
    (r"(?<=\bthere)['’]s\b", " is"),
)
_SPELLING = re.compile("|".join(f"({pattern})" for pattern, _ in _SPELT_OUT), re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_SENTENCE = re.compile(r"[.!?;][\"”»’']?\s+(?=[\"“«]?[A-ZÀ-Þ0-9])|;\s")
_OPENER = re.compile(
    r"[\s\"“„«‘'(]*(?:(?:but|and|so|that|yet|now|well|then|still|because|therefore|thus|however|again|indeed|also|"
    r"finally|first|today|of course|frankly|clearly|obviously|unfortunately|sadly|in short|in fact)\b,? )*",
    re.IGNORECASE,
)
_BEFORE_MAIN = re.compile(
    r"(?:if|unless|when|once|while|although|though|as|after|before|until|since|should|in|on|at|for|from|with|"
    r"despite|given|instead of|without|under|during)\b[^,;:.!?]{2,140}, ?(?:then )?",
    re.IGNORECASE,
)
_GROUPS = (
    r"country|government|side|party|nation|people|ministry|delegation|alliance|organi[sz]ation|union|bank|company|"
    r"cabinet|administration|council|office|state|army|navy|forces|troops|soldiers|men|staff|members|colleagues"
)
_OURS = re.compile(rf"(?:i|we|(?:my|our) (?:own )?(?:{_GROUPS}))(?= |$)", re.IGNORECASE)
_THEIRS = re.compile(
    rf"(?:he|she|they|it|(?:his|her|their|its) (?:own )?(?:{_GROUPS}))(?= |$)", re.IGNORECASE
)
_FIRST_PERSON = re.compile(r"\b(?:I|we)\b")


@dataclass(frozen=True, slots=True)
class View:
    """Words of one sentence with the place of each sign: `starts` and `ends` in the text."""

    words: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def place(self, start: int, end: int) -> Stretch:
        """Return where some words stand in the text, without the marks around them."""
        while start < end - 1 and self.words[start] in f"{CLAUSE} ":
            start += 1
        while end - 1 > start and self.words[end - 1] in f"{CLAUSE} ,":
            end -= 1
        first, last = self.starts[start], self.ends[end - 1]
        return (first, last) if first < last else (first, first + 1)


def views(text: str, content: list[Stretch], source: Stretch | None) -> Iterator[View]:
    """Yield each sentence of a content, in order."""
    speaker = _names(text[slice(*source)]) if source else []
    for start, end in content:
        quoted = text[start - 1 : start] in tuple("\"“„«‘'") if start else False
        at = start
        for found in [*_SENTENCE.finditer(text, start, end), None]:
            stop = found.end() if found else end
            if text[at:stop].strip():
                yield _view(text, at, min(stop, at + MOST), speaker, quoted=quoted)
            at = stop


def _names(source: str) -> list[str]:
    """Return words that name the speaker, or the state or body spoken for, as patterns."""
    actors, forms = _stand_ins()
    words = re.findall(r"[^\W\d_][\w'’-]*", source)
    found = {word for word in words if word[0].isupper() and len(word) > 2}
    runs = [" ".join(words[n : n + size]) for size in range(1, 5) for n in range(len(words))]
    for actor in {actor for run in runs for actor in actors.get(run, ())}:
        found.update(forms[actor])
    if words and words[-1].islower() and len(words[-1]) > 3:
        found.add(f"the {words[-1]}")
    return [re.escape(name) for name in sorted(found, key=len, reverse=True)]


@cache
def _stand_ins() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Return whom each English name or adjective means, and the names that stand for each."""
    actors: dict[str, set[str]] = {}
    forms: dict[str, set[str]] = {}
    for name in names():
        if name.language == "en":
            actors.setdefault(name.form, set()).add(name.actor)
            stands = forms.setdefault(name.actor, set())
            if name.kind in ("name", "short", "official", "capital", "metonym", "acronym"):
                stands.add(name.form)
    return actors, forms


def _view(text: str, start: int, end: int, speaker: list[str], *, quoted: bool) -> View:
    signs, starts, ends = _spelt_out(text, start, end)
    opener = _OPENER.match(signs)
    main = [opener.end() if opener else 0]
    while (skipped := _BEFORE_MAIN.match(signs, main[-1])) and skipped.end() < len(signs):
        main.append(skipped.end())
    swaps = [(m.start(), m.end(), SELF) for m in _FIRST_PERSON.finditer(signs)]
    named = re.compile(rf"(?:the )?(?:{'|'.join(speaker)})(?= )") if speaker else None
    for place in main:
        found = _OURS.match(signs, place) or (not quoted and _THEIRS.match(signs, place)) or (named and named.match(signs, place))  # fmt: skip
        if found:
            swaps = [s for s in swaps if s[1] <= found.start() or s[0] >= found.end()]
            swaps.append((found.start(), found.end(), SELF))
        swaps.append((place, place, CLAUSE))
    return _swapped(signs, starts, ends, swaps)


def _spelt_out(text: str, start: int, end: int) -> tuple[str, list[int], list[int]]:
    """Return the words with contractions written out and white space plain, and their places."""
    signs, starts, ends, at = "", [], [], start
    pattern = re.compile(f"{_SPELLING.pattern}|(\\s+)", re.IGNORECASE)
    for found in pattern.finditer(text, start, end):
        new = " " if found.lastindex is None or found.lastindex > len(_SPELT_OUT) else _SPELT_OUT[found.lastindex - 1][1]  # fmt: skip
        signs += text[at : found.start()] + new
        starts += [*range(at, found.start()), *([found.start()] * len(new))]
        ends += [*range(at + 1, found.start() + 1), *([found.end()] * len(new))]
        at = found.end()
    return signs + text[at:end], [*starts, *range(at, end)], [*ends, *range(at + 1, end + 1)]


def _swapped(signs: str, starts: list[int], ends: list[int], swaps: list[tuple[int, int, str]]) -> View:  # fmt: skip
    """Put marks in place of stretches; a mark knows the place of what it stands for."""
    words, first, last, at = "", [], [], 0
    for start, end, mark in sorted(set(swaps)):
        words += signs[at:start] + mark
        where = starts[start] if start < len(starts) else (ends[-1] if ends else 0)
        first += [*starts[at:start], where]
        last += [*ends[at:start], ends[end - 1] if end > start else where]
        at = end
    return View(words + signs[at:], (*first, *starts[at:]), (*last, *ends[at:]))
