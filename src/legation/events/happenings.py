"""One deed told many times: mentions clustered into happenings.

Takes Mentions, plain rows of what events say; gives clusters, each one happening. A pure function:
the order of the mentions does not matter, and a copy of a document joins what its original tells.

Two mentions tell of one deed if their types, participants and days agree and, the less surely these
do, the more words they share: `same_deed` is the whole rule. Mentions with the narrowest days come
first and found a happening; later ones join the happening that they fit best. What is only
supposed, and what is denied, is never joined with what is told as real.

Example:
    >>> day = date(2009, 4, 1)
    >>> told = Mention("a", "d1", "d1", "CONSULT", earliest=day, latest=day,
    ...     actors=frozenset({"RUS"}), recipients=frozenset({"USA"}), words=frozenset({"met"}))
    >>> again = replace(told, id="b", document="d2", original="d2", words=frozenset({"talks"}))
    >>> [h.support for h in cluster_mentions([again, told])]
    [2]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from legation.vocabulary import identify
from legation.vocabulary.plover import PLOVER, Quad

VERBAL = frozenset(
    {"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"}
)  # fmt: skip
"""Acts of the tongue, of which a pair can do several on one day: their matter must agree."""
MUTUAL = frozenset({"CONSULT", "COOPERATE"})
"""Who is named first is chance."""
APART = {"negated": "negated", "hypothetical": "hypothetical"}
TIGHT, NEAR, WIDE = 3, 31, 400
"""Days that the wider of two intervals may have."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_EMPTY = frozenset(
    "the and that with for from has had have been was were will would its his her their this which "
    "who into over about after before between not but than them they also more said".split()
)


@dataclass(frozen=True, slots=True)
class Mention:
    """An event as one document tells it.

    `original` is the document that `document` is a copy of, or itself. `actors` and `recipients`
    are ids, or words of those that no table knows; `words` those of deed, issue and place, in
    lower case (see `words_of`). `told` is the whole stretch, by which a copy finds its original's.
    """

    id: str
    document: str
    original: str
    kind: str
    status: str = "occurred"
    actors: frozenset[str] = frozenset()
    recipients: frozenset[str] = frozenset()
    reciprocal: bool = False
    earliest: date | None = None
    latest: date | None = None
    words: frozenset[str] = frozenset()
    told: str = ""

    @property
    def days(self) -> int | None:
        """How many days its time spans; None if it is open."""
        if self.earliest is None or self.latest is None:
            return None
        return (self.latest - self.earliest).days + 1

    @property
    def first_day(self) -> date:
        """The first day on which it can lie."""
        return self.earliest or date.min

    @property
    def last_day(self) -> date:
        """The last day on which it can lie."""
        return self.latest or date.max

    @property
    def quad(self) -> Quad:
        """The quad class of its type."""
        return PLOVER[self.kind].quad

    @property
    def participants(self) -> frozenset[str]:
        """All who take part."""
        return self.actors | self.recipients


@dataclass(frozen=True, slots=True)
class Happening:
    """One deed and its mentions, sorted by id; `support` counts independent documents."""

    mentions: tuple[Mention, ...]

    @property
    def id(self) -> str:
        """An id that stays while the mention with the smallest id does."""
        return identify("happening", self.mentions[0].id)

    @property
    def support(self) -> int:
        """How many documents tell it, copies of one counted once."""
        return len({mention.original for mention in self.mentions})


def words_of(*texts: str | None) -> frozenset[str]:
    """Return the words of some texts that can tell two deeds apart.

    Example:
        >>> sorted(words_of("signed", "the gas treaty", None))
        ['gas', 'signed', 'treaty']
    """
    found = {word for text in texts if text for word in _WORD.findall(text.casefold())}
    return frozenset(found - _EMPTY)


def cluster_mentions(mentions: Iterable[Mention]) -> list[Happening]:
    """Return the happenings that the mentions tell of, sorted by id."""
    given = sorted(mentions, key=_rank)
    own = [mention for mention in given if mention.document == mention.original]
    copied = [mention for mention in given if mention.document != mention.original]
    table = _Table()
    places = {_text_key(mention): table.place(mention) for mention in own}
    for mention in copied:
        key = _text_key(mention)
        if key in places:
            table.join(mention, places[key])
        else:
            places[key] = table.place(mention)
    made = (tuple(sorted(told, key=lambda m: m.id)) for told in table.mentions)
    return sorted(map(Happening, made), key=lambda happening: happening.id)


def same_deed(one: Mention, other: Mention) -> float:
    """Return how surely two mentions tell of one deed; 0: they do not."""
    if APART.get(one.status) != APART.get(other.status) or one.quad is not other.quad:
        return 0.0
    apart = _days_apart(one, other)
    met = 0.0 if apart is None else _participation(one, other)
    if apart is None or not met:
        return 0.0
    shared, like = _shared(one, other)
    score = met + like + 1 / (1 + apart)
    if one.kind != other.kind:
        return score if met == 2 and apart <= TIGHT and shared >= 2 and like >= 0.5 else 0.0
    if apart <= NEAR:
        needed = (one.kind in VERBAL) + (met < 1) + (apart > TIGHT)
        return score if shared >= needed else 0.0
    if apart <= WIDE:
        return score if met >= 1 and shared >= 1 + (one.kind in VERBAL) else 0.0
    return score if met == 2 and shared >= 2 and like >= 0.5 else 0.0


def _days_apart(one: Mention, other: Mention) -> int | None:
    """Return the days of the wider interval, beyond WIDE if either is open; None: they are apart."""
    if one.first_day > other.last_day or other.first_day > one.last_day:
        return None
    return max(one.days or WIDE + 1, other.days or WIDE + 1)


def _participation(one: Mention, other: Mention) -> float:
    """Return 2 if the same take part alike, 1 if some do on both sides, .5 if one side is not told."""
    if one.reciprocal or other.reciprocal or one.kind in MUTUAL:
        less, more = sorted((one.participants, other.participants), key=len)
        if not less or not less <= more:
            return 0.0
        return 2.0 if less == more else 1.0 if len(less) > 1 else 0.5
    if not one.actors & other.actors:
        return 0.0
    if one.actors == other.actors and one.recipients == other.recipients:
        return 2.0 if one.recipients else 1.0
    if one.recipients & other.recipients:
        return 1.0
    return 0.0 if one.recipients and other.recipients else 0.5


def _shared(one: Mention, other: Mention) -> tuple[int, float]:
    """Return how many words they share, and the share of the fewer ones."""
    less, more = sorted((one.words, other.words), key=len)
    count = sum(any(_alike(word, candidate) for candidate in more) for word in less)
    return count, count / len(less) if less else 0.0


def _alike(one: str, other: str) -> bool:
    """Tell whether two words are forms of one: "invaded", "invasion"."""
    if one == other:
        return True
    same = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))  # fmt: skip
    return same >= 4 and same * 2 >= max(len(one), len(other))


def _rank(mention: Mention) -> tuple[object, ...]:
    """Order by what a mention says, narrow days first; its own id decides only between equals."""
    return (
        mention.days or 10**6, mention.earliest or date.max, mention.latest or date.max,
        mention.kind, sorted(mention.actors), sorted(mention.recipients), sorted(mention.words),
        mention.told, mention.original, mention.document, mention.id,
    )  # fmt: skip


def _text_key(mention: Mention) -> tuple[str, str, str]:
    return mention.original, mention.kind, " ".join(mention.told.casefold().split())


class _Table:
    """Happenings as they grow, found by who takes part and when."""

    def __init__(self) -> None:
        self.mentions: list[list[Mention]] = []
        self._first: list[Mention] = []  # with the days on which all mentions agree
        self._by_key: dict[tuple[object, ...], list[int]] = {}

    def place(self, mention: Mention) -> int:
        """Put a mention where it fits best, or found a happening; return which."""
        scores = {n: same_deed(self._first[n], mention) for n in set(self._candidates(mention))}
        best = max(scores, key=lambda n: (scores[n], -n), default=None)
        if best is None or scores[best] <= 0:
            best = len(self._first)
            self.mentions.append([])
            self._first.append(mention)
            for key in _keys(mention):
                self._by_key.setdefault(key, []).append(best)
        self.join(mention, best)
        return best

    def join(self, mention: Mention, number: int) -> None:
        """Add a mention; the days of the happening shrink to what all agree on."""
        self.mentions[number].append(mention)
        first = self._first[number]
        if first.days and mention.days and _days_apart(first, mention) is not None:
            later = max(first.first_day, mention.first_day)
            sooner = min(first.last_day, mention.last_day)
            self._first[number] = replace(first, earliest=later, latest=sooner)

    def _candidates(self, mention: Mention) -> Iterator[int]:
        """Yield all to which `same_deed` can join it."""
        for key in _keys(mention, looked_up=True):
            yield from self._by_key.get(key, ())


def _keys(mention: Mention, *, looked_up: bool = False) -> Iterator[tuple[object, ...]]:
    """Yield the keys under which a happening is kept, or those under which a mention looks for one.

    Of two mentions that can be one deed, one keeps what the other looks up: a pair that takes part
    and a month; where one of them lacks the other side, one party; all parties where the days are
    open, or where the types differ.
    """
    kind, parties = mention.kind, mention.participants
    yield "all", kind, parties
    if mention.earliest is None or mention.latest is None or (mention.days or 0) > WIDE:
        return
    first, last = (day.year * 12 + day.month for day in (mention.earliest, mention.latest))
    is_lacking = not mention.recipients or len(parties) < 2
    pairs = [frozenset(pair) for pair in combinations(sorted(parties), 2)]
    for month in range(first, last + 1):
        yield from (("pair", kind, pair, month) for pair in pairs)
        if looked_up or is_lacking:
            yield from (("lacking", kind, party, month) for party in parties)
        if is_lacking or not looked_up:
            yield from (("any", kind, party, month) for party in parties)
        if last - first <= 1:
            yield "tight", mention.quad, parties, month
