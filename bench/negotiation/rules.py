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
            if BLOCK.search(clause):
                blocks += _blocks(clause, players)
            else:
                criteria += _criteria(clause, columns, first=not criteria)
        if criteria:
            alternatives.append(tuple(criteria))
    return (*alternatives, *blocks)


def _blocks(clause: str, players: int) -> list[tuple[Criterion, ...]]:
    """How many it takes to block: "at least 4", "fewer than 4 opposing", "at most 3 against"."""
    found = NUMBER.search(clause)
    if not found:
        return []
    more = re.search(r"more than|at most|up to|<=|≤|>(?!=)", clause, re.IGNORECASE)
    return [blocking_alternative(players, int(float(found[1])) + bool(more))]


def _criteria(clause: str, columns: dict[str, list[int]], *, first: bool) -> list[Criterion]:
    """Each number with the unit that its own words name, before an = or >= or else after it."""
    numbers = list(NUMBER.finditer(clause))
    criteria = []
    for at, found in enumerate(numbers):
        before = clause[numbers[at - 1].end() if at else 0 : found.start()]
        after = clause[found.end() : numbers[at + 1].start() if at + 1 < len(numbers) else None]
        told = re.search(r"[=<>≥:]\s*$", before)
        unit = (_unit(before) if told else None) or _unit(after) or _unit(before)
        if unit is None and (at or not first):
            continue  # a figure in brackets beside the one that counts
        criteria.append(_criterion(before, found, unit or "votes", columns))
    return criteria


def _unit(words: str) -> str | None:
    return next((name for name, of in UNITS if re.search(of, words, re.IGNORECASE)), None)


def _flat(clause: str) -> str:
    """A bracket that lists weights (7x5,1x10) says nothing about quotas; others are clauses."""
    return re.sub(r"[()]", ",", re.sub(r"\([^()]*\dx\d[^()]*\)", " ", clause))


def _criterion(
    before: str, found: re.Match[str], unit: str, columns: dict[str, list[int]]
) -> Criterion:
    votes = columns[unit]
    number, total = Fraction(found[1]), sum(votes)
    if found[2]:
        quota = ceil(number / 100 * total)
    elif found[3] and Fraction(found[3]) != total:
        quota = ceil(number / Fraction(found[3]) * total)
    elif number < 1:
        quota = ceil(number * total)
    else:
        quota = ceil(number) + bool(re.search(r"more than|>(?!=)", before, re.IGNORECASE))
    return Criterion(tuple(votes), quota, unit)
