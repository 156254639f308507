"""Which formats a table of stakes is read under: as stated, by its groups, and everyone alone."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np

from legation.errors import UsageError
from legation.negotiation.formats import Bloc, MeetingFormat, Point
from legation.negotiation.table import NegotiationTable
from legation.vocabulary import Format


def read_rule_words(text: str) -> str:
    """Return the rule that the words of a format name: consensus, majority or a share.

    >>> read_rule_words("unanimity"), read_rule_words("55 %"), read_rule_words("simple majority")
    ('consensus', '0.55', 'majority')
    """
    words = text.strip().lower()
    share = re.search(r"(\d+(?:\.\d+)?)\s*(%|per\s?cent)", words)
    if share:
        return f"{float(share[1]) / 100.0:.10g}"
    fraction = re.search(r"(\d+)\s*/\s*(\d+)", words)
    if fraction and int(fraction[2]):
        return f"{int(fraction[1]) / int(fraction[2]):.17g}"
    if re.fullmatch(r"0?\.\d+|1(\.0+)?", words):
        return words
    if re.search(r"consensus|unanim|silence", words):
        return "consensus"
    if re.search(r"two[- ]thirds", words):
        return f"{2 / 3:.17g}"
    if "majority" in words:
        return "majority"
    expected = "consensus, unanimity, majority, two thirds, or a share such as 55 %"
    raise UsageError("rule of the format", found=repr(text), expected=expected)


def formats_of(
    table: NegotiationTable, column: int, *, rule: str | None = None, point: Point = "mean"
) -> tuple[MeetingFormat, ...]:
    """Return the formats to compare on one issue (by its place).

    The table's own format where it has one; its groups as blocs where stakes name groups of more
    than one, and the format none; and everyone alone, by consensus and by majority (or under `rule` alone). Names are
    counts: "26+1" and "27". Actors without a stake on the issue stay in, and take no part.
    """
    actors = table.actors
    here = ~np.isnan(table.positions[:, column])
    vetoes = veto_players(table, column)
    words = [read_rule_words(rule)] if rule else ["consensus", "majority"]
    made = []
    if table.format is not None:
        made.append(_stated(table.format, actors))
    groups = {stake.actor: stake.group for stake in table.stakes if stake.group}
    parts: dict[str, list[int]] = {}
    for place, actor in enumerate(actors):
        parts.setdefault(f"group:{groups[actor]}" if actor in groups else actor, []).append(place)
    stated = table.format is not None and any(len(party) > 1 for party in table.format.parties)
    if not stated and any(len(part) > 1 for part in parts.values()) and len(parts) > 1:
        blocs = tuple(
            Bloc(name.removeprefix("group:"), tuple(part), point=point)
            for name, part in parts.items()
        )
        name = _sizes(int(here[part].sum()) for part in parts.values())
        made.append(MeetingFormat(name, blocs, words[0]))
    alone = tuple(Bloc(actor, (place,)) for place, actor in enumerate(actors))
    made += [
        MeetingFormat(f"{int(here.sum())} by {_say(word)}", alone, word, vetoes) for word in words
    ]
    return tuple(made)


def _sizes(sizes: Iterable[int]) -> str:
    """Return the sizes of blocs in words: 26+1; more than two alone are counted: 20+10×1."""
    counted = sorted((size for size in sizes if size), reverse=True)
    alone = counted.count(1)
    if alone > 2:
        return "+".join([*(str(size) for size in counted if size > 1), f"{alone}×1"])
    return "+".join(map(str, counted))


def veto_players(table: NegotiationTable, column: int) -> tuple[str, ...]:
    """Return the actors whose stake on this issue carries a veto."""
    issue = table.issues[column].id
    return tuple(stake.actor for stake in table.stakes if stake.issue == issue and stake.veto)


def _say(word: str) -> str:
    return word if word.isalpha() else f"{float(word):.4g} of votes"


def _stated(given: Format, actors: tuple[str, ...]) -> MeetingFormat:
    """Return a format of the record over the actors of a table, each of whom must have a seat."""
    places = {actor: place for place, actor in enumerate(actors)}
    blocs = []
    for party in given.parties:
        members = tuple(places[member] for member in party if member in places)
        if members:
            name = (
                party[0] if len(party) == 1 else f"{actors[members[0]]} and {len(party) - 1} more"
            )
            blocs.append(Bloc(name, members))
    seated = {member for bloc in blocs for member in bloc.members}
    missing = [actor for actor, place in places.items() if place not in seated]
    if missing:
        raise UsageError(
            f"format {given.name}",
            found=f"no seat for {', '.join(missing)}",
            expected="every actor of the table in a party",
            do="leave them out of the table, or name another format",
        )
    try:
        rule, name = read_rule_words(given.rule), given.name
    except UsageError:
        rule, name = "consensus", f"{given.name} ({given.rule!r} taken as consensus)"
    return MeetingFormat(name, tuple(blocs), rule)
