"""The words and signs of a text, and the names of the tables found among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from legation.actors.directory import WORD, Directory
from legation.actors.spelling import fold
from legation.reference.rows import Name

TOKEN = re.compile(WORD.pattern + r"|['’][sS]\b|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign with its place, its plain small form, and whether it begins with a capital."""

    start: int
    end: int
    text: str
    low: str
    capital: bool


@dataclass(frozen=True, slots=True)
class Named:
    """Words of the tables found in a text: tokens [start, end) and what they can mean."""

    start: int
    end: int
    names: tuple[Name, ...]


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """Return the words and signs of a stretch of text; hyphens part words."""
    found = []
    for match in TOKEN.finditer(text, start, end):
        word = match[0]
        found.append(Token(match.start(), match.end(), word, fold(word), word[:1].isupper()))
    return found


def find_named(
    tokens: Sequence[Token], at: int, tables: Directory, day: date | None, language: str
) -> Named | None:
    """Return the longest form of the tables that begins at token `at`; hyphens are passed over."""
    most = tables.longest.get(tokens[at].low, 0)
    words: list[str] = []
    best: Named | None = None
    n = at
    while n < len(tokens) and len(words) < most:
        token = tokens[n]
        if token.text in "-–‑" and words:
            n += 1
            continue
        words.append(token.low)
        n += 1
        found = tables.forms.get(tuple(words))
        if found:
            fits = tuple(name for name in found if _cased(tokens[at:n], name, language))
            dated = tuple(x for x in fits if day is None or ((x.since or date.min) <= day <= (x.until or date.max)))  # fmt: skip
            if fits:
                best = Named(at, n, dated or fits)
    return best


def _cased(tokens: Sequence[Token], name: Name, language: str) -> bool:
    """Tell whether the words have the capitals of the form: "US" is no "us", "turkey" no Turkey."""
    form = name.form.removeprefix("the ").removeprefix("The ")
    if form.isupper() and len(form) <= 6:
        return all(t.text.isupper() for t in tokens if t.text[0].isalpha())
    return tokens[0].capital if form[:1].isupper() else name.language in ("", language)
