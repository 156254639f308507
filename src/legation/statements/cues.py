"""Cues of saying, the clause after one, and a statement in the making."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from legation.statements.acts import is_act_word
from legation.statements.stretches import Cover
from legation.vocabulary import Manner

Stretch = tuple[int, int]
"""[start, end) in a paragraph."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a paragraph: where it stands and of which class it is."""

    start: int
    end: int
    kind: str


@dataclass(slots=True)
class Said:
    """A statement in the making, in offsets of its paragraph."""

    content: list[Stretch]
    manner: Manner
    rule: str
    source: Stretch | None = None
    cue: Stretch | None = None


@cache
def _attitudes() -> tuple[frozenset[str], frozenset[str]]:
    file = files("legation.statements").joinpath("lexicon", "en.toml")
    found = tomllib.loads(file.read_text(encoding="utf-8"))
    return frozenset(found["nouns"].split() + found["also"].split()), frozenset(
        found["attitude"].split()
    )


def tells(words: str) -> bool:
    """Tell whether an English cue names saying something, and not holding or wanting it.

    Example:
        >>> tells("called on"), tells("wanted"), tells("stance")
        (True, False, True)
    """
    more, attitudes = _attitudes()
    found = re.findall(r"[^\W\d_]+", words.lower())
    return any((w in lexicon("en") or w in more or is_act_word(w)) and w not in attitudes for w in found)  # fmt: skip


@cache
def lexicon(language: str) -> dict[str, str]:
    """Return the class of each cue form of a language."""
    folder = files("legation.statements").joinpath("lexicon")
    if language == "en":
        found = tomllib.loads(folder.joinpath("en.toml").read_text(encoding="utf-8"))
        return {form: kind for kind in ("quote", "that", "say") for form in found[kind].split()}
    found = tomllib.loads(folder.joinpath("others.toml").read_text(encoding="utf-8"))
    small = ("ends", "before", "pronouns")
    verbs = [forms for name, forms in found.get(language, {}).items() if name not in small]
    return dict.fromkeys(" ".join(verbs).split(), "quote")


def find_cues(words: str, language: str, quotes: list[Stretch]) -> list[Cue]:
    """Return the cues outside quotations, in order."""
    forms = lexicon(language)
    quoted = Cover(quotes)
    return [
        Cue(m.start(), m.end(), forms[m.group().lower()])
        for m in re.finditer(r"[^\W\d_]+", words)
        if m.group().lower() in forms
        and words[m.start() - 1 : m.start()] != "-"
        and not quoted.holds(m.start())
    ]


def clause_after(words: str, cue: Cue) -> Stretch | None:
    """What follows a cue up to the end of its sentence, without "that" and an outer addressee."""
    end = sentence_end(words, cue.end)
    lead = re.match(
        r"\s*(?:(?:to )?(?:reporters|journalists|lawmakers|[A-Z]\w+)\s+)?(?:in [^,]{3,60}? )?(?:that\s+)",
        words[cue.end : end],
    )
    start = cue.end + (
        lead.end() if lead else len(words[cue.end : end]) - len(words[cue.end : end].lstrip())
    )
    text = words[start:end].rstrip(" .")
    relay = re.search(r",\s+according to\b.*$|,\s+(?:he|she|they) (?:said|added)\b.*$", text)
    text = text[: relay.start()] if relay else text
    return (start, start + len(text)) if len(text.split()) >= 2 else None


_END = re.compile(r"[.!?]+[\"”»’]?(?=\s+[A-Z\"“„«‘\[]|\s*$)")
_SHORT = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Sgt|St|U\.S|U\.K|U\.N|No|Jr|Sr|[A-Z])$"
)


def sentence_end(words: str, start: int, last: int | None = None) -> int:
    """The end of the sentence that is running at `start`, at most `last`."""
    last = len(words) if last is None else min(last, len(words))
    for found in _END.finditer(words, start, last):
        # the longest of the short forms has three letters
        if not _SHORT.search(words[max(0, found.start() - 8) : found.start()]):
            return found.end()
    return last
