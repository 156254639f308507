r"""A voting game from a table: players, their votes of one or more kinds, and quotas in words.

Example:
    >>> votes = parse_players("player,votes,population\nA,3,60\nB,2,30\nC,1,10\n", "t.csv")
    >>> found = make_game(votes, ["votes=4", "members=2", "population=65%"])
    >>> [criterion.quota for criterion in found.rule[0]]
    [4, 2, 65]
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from legation.errors import TableError, UsageError
from legation.negotiation.power import Criterion, Game, blocking_alternative, share_quota
from legation.negotiation.raw import Field, split

PLAYER = ("player", "actor", "name", "member", "state")
MEMBERS = "members"


def parse_players(text: str, name: str) -> dict[str, dict[str, int]]:
    """Return votes by kind and player: every column but the player's own that holds numbers.

    Decimals of a column are scaled up together to whole numbers. A column `members` of ones is
    added. Errors: `TableError` tells every cell that is no number, or is below 0.
    """
    lines = split(text, name)
    (line, header), *rows = lines.rows
    lower = [title.lower() for title in header]
    at = next((lower.index(word) for word in PLAYER if word in lower), None)
    if at is None or len(header) < 2:
        expected = "player and votes"
        raise TableError(f"{name}, line {line}", found=f"the columns {', '.join(header)}", expected=expected)  # fmt: skip
    problems: list[TableError] = []
    columns: dict[str, dict[str, Fraction]] = {t: {} for k, t in enumerate(lower) if k != at and t}
    seen: set[str] = set()
    for number, row in rows:
        padded = row + [""] * (len(header) - len(row))
        player = padded[at]
        if not player or player in seen:
            place = Field(player, number, header[at])
            problems.append(place.wrong(name, "a player of another name"))
        seen.add(player)
        for k, title in enumerate(lower):
            if title in columns:
                place = Field(padded[k], number, header[k])
                columns[title][player] = _votes(place, name, problems)
    if not rows:
        problems.append(TableError(name, found="no player", expected="at least one"))
    if problems:
        raise TableError.of(name, problems)
    whole = {title: _whole(votes) for title, votes in columns.items()}
    return {MEMBERS: dict.fromkeys(seen_in_order(rows, at), 1)} | whole


def seen_in_order(rows: Sequence[tuple[int, list[str]]], at: int) -> list[str]:
    """Return the players in the order of the table."""
    return [row[at] for _, row in rows]


def _votes(place: Field, name: str, problems: list[TableError]) -> Fraction:
    try:
        value = Fraction(place.text)
    except (ValueError, ZeroDivisionError):
        value = Fraction(-1)
    if value < 0:
        problems.append(place.wrong(name, "a number, 0 or more"))
        return Fraction(0)
    return value


def _whole(votes: dict[str, Fraction]) -> dict[str, int]:
    scale = lcm(*(vote.denominator for vote in votes.values()))
    return {player: int(vote * scale) for player, vote in votes.items()}


def make_game(
    votes: dict[str, dict[str, int]], quotas: Sequence[str], *, block: int | None = None
) -> Game:
    """Return the game of these quotas, which must all be met.

    Args:
        votes: by kind and player; see `parse_players`.
        quotas: "62" (of the first kind but members), "votes=62", "members=55%" (rounded up).
        block: how many members it takes to block; where fewer are against, it passes anyway.

    Errors: `UsageError` for a kind or quota that cannot be.
    """
    players = tuple(votes[MEMBERS])
    first = next((kind for kind in votes if kind != MEMBERS), MEMBERS)
    if not quotas:
        raise UsageError("quota", found="none", expected="one or more, such as votes=62 or 55%")
    criteria = tuple(_criterion(written, first, votes) for written in quotas)
    rule = (criteria,)
    return Game(players, rule if block is None else (*rule, blocking_alternative(len(players), block)))  # fmt: skip


def _criterion(written: str, first: str, votes: dict[str, dict[str, int]]) -> Criterion:
    kind, _, quota = written.rpartition("=")
    kind = kind.strip().lower() or first
    if kind not in votes:
        raise UsageError("quota", found=repr(written), expected=f"one of {', '.join(votes)}")
    counts = tuple(votes[kind].values())
    try:
        share = Fraction(quota.strip().removesuffix("%").strip())
    except (ValueError, ZeroDivisionError) as error:
        raise UsageError("quota", found=repr(written), expected="a number or a share in %") from error  # fmt: skip
    if quota.strip().endswith("%"):
        return Criterion(counts, share_quota(share / 100, counts), kind)
    if share.denominator != 1:
        raise UsageError("quota", found=repr(written), expected="a whole number, or a share in %")
    return Criterion(counts, int(share), kind)
