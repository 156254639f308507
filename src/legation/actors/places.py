"""Whether the name of a place means the place or who governs there.

"in Moscow", "a Kremlin meeting", "flew to Geneva": places. "Moscow insisted", "talks between
Moscow and Washington", "Moscow's envoy": actors. Words around it decide; where the sentence has
been parsed, its grammar does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from legation.actors.phrase import Phrase
from legation.actors.tokens import Token

PLACED = frozenset({"capital", "seat", "name", "short", "official", "metonym"})
_AT = frozenset("in at near inside outside around across throughout within".split())
_TRAVEL = frozenset(
    """visit visits visited visiting trip trips travel travels travelled traveled travelling flew flown fly flies flying flight
    go goes going gone come comes came coming arrive arrived arrives return returned returns returning moved moving drove road
    way leave leaves left leaving depart departs departed head heads headed heading bound journey tour mission voyage ambassador-at sent""".split()
)
_HAPPENS = frozenset(
    """meeting meetings summit summits talks conference conferences airport hotel visit speech ceremony declaration treaty accord
    accords agreement agreements protocol memorandum forum street square metro office suburb bureau airport embassy correspondent
    residents streets region district city downtown university zoo hotel dinner reception briefing press""".split()
)
_WITH = frozenset("with by against between among over about than like and".split())
_REACHED = frozenset(
    "left leaves leave leaving reached reaches reach visited visits visit visiting toured entered".split()
)
_LAND = frozenset(
    "capital border frontier coast territory soil airspace waters city town village".split()
)
"""What is a place after an adjective: "the Ethiopian capital"."""
_CITY = frozenset({"capital", "seat"})
_AMERICAN = frozenset(
    "governor atlanta savannah senator republican democrat voters county primary ballots runoff ga".split()
)


def is_place(tokens: Sequence[Token], phrase: Phrase, kinds: frozenset[str], relations: Mapping[int, str]) -> bool:  # fmt: skip
    """Tell whether a phrase that names a state, capital or seat means the place.

    `kinds` are those of its names; `relations` gives the grammatical relation of tokens by place.
    """
    if phrase.many or not kinds & PLACED:
        return kinds == {"adjective"} and _word_after(tokens, phrase) in _LAND
    before = [t.low for t in tokens[max(0, phrase.start - 6) : phrase.start]]
    last = before[-1] if before else ""
    after = _word_after(tokens, phrase)
    city = bool(kinds & _CITY)
    if after in _HAPPENS and (city or "metonym" in kinds):
        return True
    if last in _AT or (city and last in _REACHED):
        return True
    if last in ("from", "to", "for", "into", "via", "through", "of", "outside"):
        return _moves(before, last, city=city)
    if _is_dateline(tokens, phrase):
        return True
    relation = relations.get(tokens[phrase.end - 1].start, "")
    return relation.startswith("obl") and city and last not in _WITH


def _word_after(tokens: Sequence[Token], phrase: Phrase) -> str:
    return tokens[phrase.end].low if phrase.end < len(tokens) else ""


def goes_there(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the words before a name say that somebody is or goes there: "on to Benghazi"."""
    before = [t.low for t in tokens[max(0, at - 6) : at]]
    last = before[-1] if before else ""
    return last in _AT or (last in ("to", "from", "for") and bool(_TRAVEL & set(before)))


def _moves(before: list[str], last: str, *, city: bool) -> bool:
    """Tell whether "to X" or "from X" is about going there."""
    travels = bool(_TRAVEL & set(before))
    if last in ("into", "via", "through", "outside"):
        return True
    return travels if last in ("to", "from", "for") else city and bool({"city", "capital", "streets", "outskirts", "mayor", "town"} & set(before))  # fmt: skip


def _is_dateline(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Tell whether a sentence begins with a dateline: "MOSCOW, 4 December --", "Prague -- "."""
    if phrase.start > 0:
        return False
    rest = tokens[phrase.end : phrase.end + 8]
    dash = next((n for n, t in enumerate(rest) if t.text in "-–—" or t.text == "("), None)
    if dash is None:
        return False
    return (dash == 0 and len(rest) > 1 and (rest[0].text != "-" or rest[1].text == "-")) or all(t.capital or not t.text[0].isalpha() for t in rest[:dash])  # fmt: skip


def is_american_state(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether "Georgia" means the state of the USA: its places and offices stand beside it.

    Example:
        >>> from legation.actors.tokens import tokens_of
        >>> words = "Voters in Atlanta, Georgia, cast their ballots"
        >>> is_american_state(tokens_of(words, 0, len(words)), 4)
        True
    """
    if tokens[at].low != "georgia":
        return False
    near = {t.low for t in tokens[max(0, at - 12) : at + 12]}
    before = [t.low for t in tokens[max(0, at - 4) : at]]
    return bool(near & _AMERICAN) or before[-2:] == ["state", "of"]
