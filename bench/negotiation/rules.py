"""Read a voting rule written in words: `q=255/345 votes, 14 members, 62% population`."""

from __future__ import annotations

import re
from fractions import Fraction
from math import ceil

from legation.negotiation.power import Criterion, blocking_alternative

UNITS = (
    ("population", r"pop|inhabitant|citizen|people"),
    ("members", r"member|state|countr|player|government"),
    ("votes", r"vote|weight|\bq\b"),
)
BLOCK = re.compile(r"block|oppos|against|\bno votes\b", re.IGNORECASE)
NUMBER = re.compile(r"(\d+(?:\.\d+)?)\s*(?:(%|per\s?cent)|/\s*(\d+(?:\.\d+)?))?", re.IGNORECASE)


def read_rule(text: str, columns: dict[str, list[int]]) -> tuple[tuple[Criterion, ...], ...]:
    """Return the alternatives of a rule; `columns` are votes, members and population by player.

    A clause about blocking ("at least 4 members to block", "fewer than 4 opposing") is an
    alternative of its own. A share is of the column's total, rounded up.
    """
    players = len(columns["members"])
    text = re.sub(r"(?<=\d)[,_](?=\d{3}(?!\d))", "", text)
    blocks, alternatives = [], []
    for either in re.split(r"\bOR\b|\|\|?", text, flags=re.IGNORECASE):
        criteria = []
        for clause in re.split(r"\bAND\b|&&?|[,;+]", _flat(either), flags=re.IGNORECASE):
            found = NUMBER.search(clause)
            if not found:
                continue
            if BLOCK.search(clause):
                more = re.search(r"more than|>(?!=)", clause, re.IGNORECASE)
                blocks.append(blocking_alternative(players, int(float(found[1])) + bool(more)))
                continue
            criteria.append(_criterion(clause, found, columns))
        if criteria:
            alternatives.append(tuple(criteria))
    return (*alternatives, *blocks)


def _flat(clause: str) -> str:
    """A bracket that lists weights (7x5,1x10) says nothing about quotas; others are kept."""
    return re.sub(r"\([^()]*\dx\d[^()]*\)", " ", clause).replace("(", " ").replace(")", " ")


def _criterion(clause: str, found: re.Match[str], columns: dict[str, list[int]]) -> Criterion:
    unit = next((name for name, words in UNITS if re.search(words, clause, re.IGNORECASE)), "votes")
    votes = columns[unit]
    number, total = Fraction(found[1]), sum(votes)
    if found[2]:
        quota = ceil(number / 100 * total)
    elif found[3] and Fraction(found[3]) != total:
        quota = ceil(number / Fraction(found[3]) * total)
    elif number < 1:
        quota = ceil(number * total)
    else:
        quota = ceil(number) + bool(re.search(r"more than|>(?!=)", clause, re.IGNORECASE))
    return Criterion(tuple(votes), quota, unit)
