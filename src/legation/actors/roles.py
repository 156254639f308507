"""What people are called by their office: the words of roles.toml and what they can mean.

Example:
    >>> find_role("deputy foreign minister").kinds
    ('deputy_foreign_minister',)
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from legation.vocabulary import Office


@dataclass(frozen=True, slots=True)
class Role:
    """A word for an office. `kinds`: the kinds of office it can mean; "*" is any.

    `rank` names somebody unnamed; `one` says that an actor has one holder at a time; `own` that
    such a person speaks for himself; `body` that the words mean the actor's organs, no person;
    `home` that "the" alone before them is enough where the passage speaks of one state.
    """

    rank: str
    kinds: tuple[str, ...]
    one: bool = False
    own: bool = False
    body: bool = False
    home: bool = False

    def fits(self, kind: str) -> bool:
        """Tell whether somebody in an office of `kind` may be called this."""
        return "*" in self.kinds or kind in self.kinds or kind == self.rank


@cache
def _words() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in _file()["words"].items()}


@cache
def _file() -> dict[str, Any]:
    text = files("legation.actors").joinpath("roles.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def word_set(name: str) -> frozenset[str]:
    """Return a set of words of roles.toml: women, men, honorifics, many, former."""
    return _words()[name]


@cache
def roles() -> dict[str, Role]:
    """Return the roles by their forms in small letters."""
    found: dict[str, Role] = {}
    for row in _file()["role"]:
        marks = (bool(row.get(mark)) for mark in ("one", "own", "body", "home"))
        role = Role(row["rank"], tuple(row["kinds"]), *marks)
        found.update(dict.fromkeys(row["forms"], role))
    return found


@cache
def first_words() -> frozenset[str]:
    """Return the words that a role's form can begin with, singular and plural."""
    first = {form.split()[0] for form in roles()}
    return frozenset(first | {f"{word}s" for word in first} | {f"{word.removesuffix('man')}men" for word in first})  # fmt: skip


def find_role(form: str) -> Role | None:
    """Return the role that a form in the singular or plural names, in small letters."""
    known = roles()
    return known.get(form) or (known.get(singular(form)) if form.endswith("s") else None)


def singular(form: str) -> str:
    """Return the singular of a role's form.

    Example:
        >>> singular("foreign ministers"), singular("authorities")
        ('foreign minister', 'authorities')
    """
    if form in roles():
        return form
    if form.endswith("men"):
        return form[:-3] + "man"
    return form.removesuffix("s")


LONGEST_FORM = 6
"""Words in the longest form."""


def office_of(written: str) -> Office:
    """Return the office that "kind:of" or "kind:of:at" names.

    Example:
        >>> office_of("foreign_minister:RUS").of
        'RUS'
    """
    kind, of, *at = written.split(":")
    return Office(written, kind, of, at[0] if at else None)


SEATED = {"NATO": "permrep_nato", "UN": "permrep_un", "EU": "permrep_eu", "OSCE": "permrep_osce"}
"""The kind of office of a state's representative at a body."""
GATHERED = frozenset({"ministers", "ambassadors", "leaders", "presidents", "premiers"})
"""Ranks in the plural that mean one from each member."""


STATE_OFFICES = frozenset(
    {"head_of_state", "head_of_government", "foreign_minister", "defence_minister"}
)
"""Kinds of office of states: "the prime minister" alone is that of the state spoken of."""
HOME_RANKS = frozenset({"lawmaker", "minister", "officer", "adviser"})
"""Ranks of people who, with no state said, are those of whoever meets or tells them."""
STATE_RANKS = HOME_RANKS | frozenset(
    """crown_prince vice_president deputy_prime_minister deputy_foreign_minister deputy_defence_minister security_adviser
    governor""".split()
)
"""Ranks of people who, with a name and no state said, are of the state that the passage speaks of."""
