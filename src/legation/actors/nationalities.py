"""Nationalities as nouns: "the Latvian" is one person, "Bosnian Serbs" are a people of no state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from legation.actors.directory import Directory, name_words
from legation.actors.phrase_words import DEFINITE
from legation.actors.tokens import Named, Token
from legation.reference.rows import Name

_SORTS = frozenset({"adjective", "people"})
_ONE = frozenset("the a an another one this that".split())


def one_person(tokens: Sequence[Token], named: Mapping[int, Named], at: int, tables: Directory) -> Named | None:  # fmt: skip
    """Return the nationality after an article that can be said of one person."""
    found = named.get(at + 1)
    if found is None or tokens[at].low not in _ONE:
        return None
    return found if any(_is_of_one(name, tables) for name in found.names) else None


def _is_of_one(name: Name, tables: Directory) -> bool:
    """Tell whether a form is said of one: "Dane" has "Danes" beside it, "Dutch" has not."""
    if name.kind not in _SORTS:
        return False
    *lead, last = name_words(name.form)
    if last.endswith(("man", "woman")):
        return True
    return any(n.kind == "people" and n.actor == name.actor for n in tables.forms.get((*lead, last + "s"), ()))  # fmt: skip


def a_people(tokens: Sequence[Token], named: Mapping[int, Named], at: int) -> Named | None:
    """Return the people within a state that is told of: "the Bosnian Serbs", "ethnic Russians"."""
    n = at + (tokens[at].low in DEFINITE)
    if n >= len(tokens):
        return None
    first = named.get(n)
    after = named.get(first.end if first else n + 1)
    if after is None or not (tokens[n].low == "ethnic" or (first and is_people(first, after))):
        return None
    many = tokens[after.end - 1].low.endswith("s") and any(x.kind == "people" for x in after.names)
    return after if many else None


def is_people(whose: Named, after: Named) -> bool:
    """Tell whether a people's name follows a state's at once: "Bosnian Serb", "Kosovo Albanian"."""
    if whose.end != after.start or not all(x.kind in _SORTS for x in after.names):
        return False
    if not all(x.kind in _SORTS | {"name"} for x in whose.names):
        return False
    return not {x.actor for x in whose.names} & {x.actor for x in after.names}


def sex_of_nationality(word: str) -> str | None:
    """Return the sex that a word in small letters tells.

    Example:
        >>> sex_of_nationality("frenchwoman"), sex_of_nationality("dutchman"), sex_of_nationality("german")
        ('woman', 'man', None)
    """
    if word.endswith("woman"):
        return "woman"
    return "man" if word.endswith(("shman", "chman")) else None


def states_before(tokens: Sequence[Token], named: Mapping[int, Named], at: int) -> list[Named]:
    """Return the adjectives that go with a phrase's own: "French, British" and German ones."""
    ends = {one.end: one for one in named.values() if all(x.kind in _SORTS for x in one.names)}
    found: list[Named] = []
    n = at - 1
    while n > 0 and n in ends and (tokens[n].low == "and" or (found and tokens[n].text == ",")):
        found.insert(0, ends[n])
        n = ends[n].start - 1
    return found
