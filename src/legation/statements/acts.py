"""What a statement does (promises, demands, denies, …) and how it is hedged, with the words for it.

The cue decides where it names an act ("pledged"); else the content's own words do, and a plain
statement asserts. Hedging is what stands at the content's main predicate: negation, condition,
possibility, necessity, wish. Example: `read_act(text, cue, content, source)`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from legation.statements.draft import Stretch

NEUTRAL = "asserts"
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NOT = re.compile(r"\b(?:not|never|no longer|hardly)\b|n['’]t\b", re.IGNORECASE)
_CLAUSE = re.compile(
    r"(?:,|;|:|—|--|\b(?:that|which|who|because|although|while|since|but|when|so that)\b)"
)
_OPPOSITE = {"accepts": "rejects", "denies": "accepts", "promises": "refuses", "rejects": "accepts"}
_THREATS = re.compile(
    r"\b(?:will|would|shall|to|consequences|retaliat\w+|if|unless)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Act:
    """An act or a hedge: its name and the words that show it."""

    name: str
    words: Stretch


@cache
def _tables() -> tuple[
    dict[str, str], dict[str, str], list[tuple[str, re.Pattern[str]]], dict[str, re.Pattern[str]]
]:
    file = files("legation.statements").joinpath("lexicon", "acts.toml")
    found = tomllib.loads(file.read_text(encoding="utf-8"))
    verbs = {
        form: act
        for act, lemmas in found["verbs"].items()
        for lemma in lemmas.split()
        for form in inflect(lemma, found["irregular"])
    }
    nouns = {noun: act for act, words in found["nouns"].items() for noun in words.split()}
    content = [
        (act, re.compile(p.replace("SELF", "(?:SELF)"), re.IGNORECASE))
        for act, patterns in found["content"].items()
        for p in patterns
    ]
    hedges = {name: re.compile(p, re.IGNORECASE) for name, p in found["hedging"].items()}
    return verbs, nouns, content, hedges


def is_act_verb(word: str) -> bool:
    """Tell whether a word is a form of a verb that names an act.

    Example:
        >>> is_act_verb("condemns"), is_act_verb("walks")
        (True, False)
    """
    verbs = _tables()[0]
    return word in verbs or any(form.startswith(word + " ") for form in verbs)


def is_act_noun(word: str) -> bool:
    """Tell whether a noun names an act.

    Example:
        >>> is_act_noun("pledge"), is_act_noun("ship")
        (True, False)
    """
    return word in _tables()[1]


def is_act_word(word: str) -> bool:
    """Tell whether a word is a verb's form or a noun that names an act.

    Example:
        >>> is_act_word("pledge"), is_act_word("demands"), is_act_word("ship")
        (True, True, False)
    """
    return is_act_noun(word) or is_act_verb(word)


def inflect(lemma: str, irregular: dict[str, str]) -> Iterator[str]:
    """Yield the forms of a verb, its particle after a space.

    Example:
        >>> sorted(inflect("deny", {}))
        ['denied', 'denies', 'deny', 'denying']
    """
    if lemma in irregular:
        yield from (form.replace("_", " ") for form in (lemma, *irregular[lemma].split()))
        return
    verb, _, particle = lemma.partition("_")
    tail = f" {particle.replace('_', ' ')}" if particle else ""
    stem = verb.removesuffix("e")
    if re.search(r"[^aeiou]y$", verb):
        forms = (verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
    else:
        final = "es" if re.search(r"(?:s|x|z|ch|sh)$", verb) else "s"
        stem = stem + stem[-1] if verb in _DOUBLING else stem
        forms = (verb, verb + final, stem + "ed", stem + "ing")
    yield from (form + tail for form in forms)


_DOUBLING = frozenset("commit slam concur rebut rebel".split())


def read_act(text: str, cue: Stretch | None, content: list[Stretch], source: Stretch | None) -> Act:
    """Return the act of a statement and the words that show it."""
    before = text[max(0, cue[0] - 24) : cue[0]] if cue else ""
    refused = bool(_NOT.search(before.split(",")[-1]))
    named = _by_cue(text, cue) if cue else None
    if named and named.name == "threatens" and not _threatens(text, content):
        named = None
    if named and refused:
        opposite = _OPPOSITE.get(named.name)
        return Act(opposite, named.words) if opposite else Act(NEUTRAL, named.words)
    own = _by_content(text, content, source) if content else None
    shown = cue or (content[0] if content else (0, 1))
    return named or own or Act(NEUTRAL, shown)


def _threatens(text: str, content: list[Stretch]) -> bool:
    return any(_THREATS.search(text[a:b]) for a, b in content)


def _by_cue(text: str, cue: Stretch) -> Act | None:
    verbs, nouns, *_ = _tables()
    places = [(m.start(), m.end()) for m in _WORD.finditer(text, *cue)]
    # a particle may stand just after the cue: "called" + "for"
    tail = _WORD.match(text, cue[1] + 1)
    words = [text[a:b].lower() for a, b in places] + ([tail.group().lower()] if tail else [])
    for n, place in enumerate(places):
        pair = f"{words[n]} {words[n + 1]}" if n + 1 < len(words) else ""
        act = verbs.get(pair) or verbs.get(words[n]) or nouns.get(words[n])
        if act:
            return Act(act, place)
    return None


def _by_content(text: str, content: list[Stretch], source: Stretch | None) -> Act | None:
    *_, patterns, _ = _tables()
    start, end = content[0]
    whole = text[start : max(end, content[-1][1])] if len(content) > 1 else text[start:end]
    ours = re.sub(r"^[\"“„«'‘\s]+", "", whole)
    shift = start + len(whole) - len(ours)
    masked, removed = _mask_self(ours, text[slice(*source)] if source else "")
    for act, pattern in patterns:
        found = pattern.search(masked)
        if found:
            first = max(0, found.start() - removed if found.start() else 0)
            last = max(first + 1, first + len(masked[: found.end()].rstrip()) - removed - first)
            return Act(
                act, (shift + first, min(shift + last, end) if len(content) == 1 else shift + last)
            )
    return None


_SELF = re.compile(
    r"(?:i|we|he|she|they|it|(?:my|our|his|her|their|its) (?:country|government|side|party|nation|ministry|delegation))\b(?= |['’])",
    re.IGNORECASE,
)


def _mask_self(content: str, source: str) -> tuple[str, int]:
    """Put SELF for a subject that stands for the speaker; return how much longer it became."""
    names = [n for n in re.findall(r"[A-Z][\w-]+", source) if len(n) > 2]
    own = _SELF.match(content) or (
        re.match(rf"(?:the )?(?:{'|'.join(map(re.escape, names))})\b(?= )", content)
        if names
        else None
    )
    if not own:
        return content, 0
    return "SELF" + content[own.end() :], 4 - own.end()


def read_hedging(text: str, content: list[Stretch]) -> tuple[Act, ...]:
    """Return how the content is hedged, each kind once, with its first words."""
    *_, hedges = _tables()
    found: list[Act] = []
    for name, pattern in hedges.items():
        for start, end in content:
            edge = end if name == "conditional" else _first_clause(text, start, end)
            match = pattern.search(text, start, edge)
            if match and match.start() < match.end():
                found.append(Act(name, (match.start(), match.end())))
                break
    return tuple(found)


def _first_clause(text: str, start: int, end: int) -> int:
    """Return where the content's first clause of at least four words ends."""
    for mark in _CLAUSE.finditer(text, start, end):
        if len(text[start : mark.start()].split()) >= 4:
            return mark.start()
    return end
