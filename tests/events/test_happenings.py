"""One deed told many times counts once, whoever tells it in whatever order."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.events.clusters import pair_scores, stories
from legation.events.happenings import Mention, _keys, cluster_mentions, same_deed, words_of

DAY = date(2009, 4, 1)
MET = Mention(
    "a", "d1", "d1", "CONSULT", actors=frozenset({"RUS"}), recipients=frozenset({"USA"}),
    earliest=DAY, latest=DAY, words=words_of("met in London"), told="met in London",
)  # fmt: skip
THREAT = replace(MET, id="t", kind="THREATEN", words=words_of("threatened a veto"))

PARTIES = st.frozensets(st.sampled_from(["RUS", "USA", "NATO", "GEO"]), max_size=2)


@st.composite
def some_mentions(draw: st.DrawFn) -> list[Mention]:
    """Draw mentions of few actors, days and words, some of them in copies."""
    made = []
    for number in range(draw(st.integers(0, 9))):
        start = draw(st.none() | st.integers(0, 70))
        length = draw(st.sampled_from([0, 0, 2, 40, 500]))
        first = None if start is None else DAY + timedelta(start)
        document = draw(st.sampled_from("pqrs"))
        words = draw(st.frozensets(st.sampled_from("met gas treaty veto border".split())))
        made.append(
            Mention(
                f"m{number}", document, document,
                draw(st.sampled_from(["CONSULT", "THREATEN", "REJECT", "ASSAULT"])),
                draw(st.sampled_from(["occurred", "planned", "alleged", "negated"])),
                draw(PARTIES), draw(PARTIES), draw(st.booleans()),
                first, None if first is None else first + timedelta(length), words,
                " ".join(sorted(words)),
            )
        )  # fmt: skip
    return made


def partition(mentions: list[Mention]) -> set[frozenset[str]]:
    return {frozenset(m.id for m in h.mentions) for h in cluster_mentions(mentions)}


@given(some_mentions(), st.randoms(use_true_random=False))
def test_each_mention_is_of_one_happening_whatever_the_order(
    mentions: list[Mention], chance: random.Random
) -> None:
    found = cluster_mentions(mentions)
    assert Counter(m.id for h in found for m in h.mentions) == Counter(m.id for m in mentions)
    assert len({h.id for h in found}) == len(found)
    shuffled = mentions.copy()
    chance.shuffle(shuffled)
    assert cluster_mentions(shuffled) == found


@given(some_mentions(), st.sampled_from("pqrs"))
def test_a_copy_adds_mentions_and_no_support(mentions: list[Mention], document: str) -> None:
    copies = [
        replace(m, id=f"copy-{m.id}", document="copy") for m in mentions if m.document == document
    ]
    support = {}
    for happening in cluster_mentions([*mentions, *copies]):
        own = frozenset(m.id for m in happening.mentions if m.document != "copy")
        assert own  # none of the copy's mentions is a deed of its own
        support[own] = happening.support
    assert support == {
        frozenset(m.id for m in h.mentions): h.support for h in cluster_mentions(mentions)
    }


@given(some_mentions(), st.sampled_from("pqrs"))
def test_without_a_document_the_rest_is_as_if_it_had_never_been(
    mentions: list[Mention], document: str
) -> None:
    rest = [m for m in mentions if m.document != document]
    assert partition(rest) == partition(sorted(rest, key=lambda m: m.id, reverse=True))
    support = sum(h.support for h in cluster_mentions(rest))
    assert support == len({(h.id, m.original) for h in cluster_mentions(rest) for m in h.mentions})


@given(some_mentions())
def test_mentions_of_one_happening_are_of_one_class_and_never_both_told_and_denied(
    mentions: list[Mention],
) -> None:
    for happening in cluster_mentions(mentions):
        assert len({m.quad for m in happening.mentions}) == 1
        assert len({m.status == "negated" for m in happening.mentions}) == 1


@given(some_mentions())
def test_whoever_can_be_one_deed_is_looked_up(mentions: list[Mention]) -> None:
    for one in mentions:
        for other in mentions:
            if same_deed(one, other):
                assert set(_keys(one)) & set(_keys(other, looked_up=True))


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (replace(MET, words=words_of("talks")), True),
        (replace(MET, actors=MET.recipients, recipients=MET.actors), True),  # who is host is chance
        (replace(MET, status="planned", latest=DAY + timedelta(5)), True),
        (replace(MET, earliest=DAY + timedelta(1), latest=DAY + timedelta(1)), False),
        (replace(MET, recipients=frozenset({"GEO"})), False),
        (replace(MET, status="negated"), False),
        (replace(MET, kind="ACCUSE"), False),
        (replace(MET, earliest=None, latest=None, words=words_of("talks on gas")), False),
    ],
)
def test_what_makes_two_mentions_one_deed(other: Mention, same: bool) -> None:
    assert (same_deed(MET, other) > 0) == (same_deed(other, MET) > 0) == same


def test_two_threats_of_one_day_are_two_unless_they_share_their_matter() -> None:
    assert same_deed(THREAT, replace(THREAT, words=words_of("warned of a veto")))
    assert not same_deed(THREAT, replace(THREAT, words=words_of("warned of tariffs")))


def test_a_year_joins_the_deed_within_it_and_no_two_days_through_it() -> None:
    year = replace(MET, id="y", earliest=date(2009, 1, 1), latest=date(2009, 12, 31))
    june = replace(MET, id="j", earliest=date(2009, 6, 1), latest=date(2009, 6, 1))
    found = partition([year, MET, june])
    assert len(found) == 2
    assert frozenset({"j"}) in found or frozenset({"a"}) in found


def test_a_copy_of_another_day_is_still_the_same_deed() -> None:
    later = replace(MET, id="c", document="d2", earliest=DAY + timedelta(1), latest=DAY + timedelta(1))  # fmt: skip
    assert [h.support for h in cluster_mentions([MET, later])] == [1]


def test_made_up_stories_are_told_apart() -> None:
    scores = pair_scores(stories())
    assert float(scores["happenings_pair_precision"] or 0) >= 0.95
    assert float(scores["happenings_pair_recall"] or 0) >= 0.9
