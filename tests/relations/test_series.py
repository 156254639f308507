from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.errors import UsageError
from legation.relations import (
    EventRow,
    agreement,
    choose,
    find_breaks,
    network,
    pair_series,
    when_told,
)
from legation.relations.plot import figure
from legation.relations.series import count_open

Make = Callable[..., EventRow]


def test_a_pair_counts_both_directions_and_empty_months_are_zero_events(make: Make) -> None:
    rows = [
        make("RUS", "SANCTION", "GEO", "2006-10-03"),
        make("GEO", "CONSULT", "RUS", "2006-12-11"),
        make("RUS", "SANCTION", "MDA", "2006-10-03"),
    ]
    points = pair_series(rows, "geo", "RUS")
    assert [(p.start.month, p.cooperation, p.conflict, p.events) for p in points] == [
        (10, 0, 5.2, 1), (11, 0, 0, 0), (12, 2.1, 0, 1),
    ]  # fmt: skip
    assert points[0].ids == ("e0",)


def test_one_event_told_often_counts_once(make: Make) -> None:
    rows = [make("RUS", "ACCUSE", "USA", "2014-03-05") for _ in range(40)]
    assert [p.events for p in pair_series(rows, "USA", "RUS")] == [1]


@pytest.mark.parametrize("status", ["planned", "alleged", "negated"])
def test_what_did_not_happen_does_not_count(make: Make, status: str) -> None:
    rows = [make("RUS", "ASSAULT", "USA", "2014-03-05", status=status)]
    assert pair_series(rows, "USA", "RUS") == []
    assert network(rows) == []


def test_an_event_that_may_lie_in_two_months_counts_in_neither_but_in_its_year(make: Make) -> None:
    rows = [make("RUS", "AID", "CUB", "1962-08-20", latest=date(1962, 9, 10))]
    assert pair_series(rows, "RUS", "CUB") == []
    assert [p.events for p in pair_series(rows, "RUS", "CUB", by="year")] == [1]


def test_an_event_without_a_time_counts_when_it_was_told_if_that_is_asked(make: Make) -> None:
    dated = make("RUS", "AID", "CUB", "1962-08-20")
    undated = replace(make("RUS", "ACCUSE", "CUB", "1962-10-02"), earliest=None)
    ahead = replace(make("RUS", "AGREE", "CUB", "1962-10-02"), latest=None)
    rows = [dated, undated, ahead]
    assert [p.events for p in pair_series(rows, "RUS", "CUB")] == [1]
    points = pair_series(when_told(rows), "RUS", "CUB")
    assert [(p.start.month, p.events) for p in points] == [(8, 1), (9, 0), (10, 1)]


def test_goldstein_wins_over_the_types_weight(make: Make) -> None:
    row = make("RUS", "RETREAT", "GEO", "2008-10-08", goldstein=9.0)
    assert pair_series([row], "RUS", "GEO")[0].cooperation == 9


def test_a_statement_without_a_type_or_value_counts_nothing(make: Make) -> None:
    row = make("RUS", "CONSULT", "GEO", "2008-10-08", kind=None)
    assert pair_series([row], "RUS", "GEO") == []


def test_wrong_questions_are_refused(make: Make) -> None:
    with pytest.raises(UsageError, match="itself"):
        pair_series([], "Oslo", "oslo ")
    with pytest.raises(UsageError, match="not before"):
        pair_series([], "A", "B", after=date(2009, 1, 1), before=date(2008, 1, 1))
    with pytest.raises(UsageError, match="no such period"):
        pair_series([], "A", "B", by="week")
    with pytest.raises(UsageError, match="no such type"):
        list(choose([make("A", "AID", "B", "2009-01-01")], kind="HELP"))


def test_the_network_is_of_events_that_have_both_ends(make: Make) -> None:
    rows = [
        make("A", "AID", "B", "2009-01-01"), make("A", "ACCUSE", "B", "2009-01-02"),
        make("B", "AID", "A", "2009-01-01"), make("A", "AID", "A", "2009-01-01"),
        make("A", "AID", "B", "2009-01-01", recipient=None),
    ]  # fmt: skip
    ties = {(t.actor, t.recipient): (t.cooperation, t.conflict, t.events) for t in network(rows)}
    assert ties == {("A", "B"): (7.4, 2.0, 2), ("B", "A"): (7.4, 0, 1)}


def test_agreement_matches_one_to_one_within_days(make: Make) -> None:
    own = [make("A", "AID", "B", "2009-01-01"), make("A", "AID", "C", "2009-01-01")]
    theirs = [
        make("a", "AID", "B", "2009-01-03", origin="x"), make("A", "AID", "B", "2009-01-04", origin="x"),
    ]  # fmt: skip
    found = agreement(own, theirs)
    assert (found.both, found.only_first, found.only_second) == (1, 1, 1)
    assert agreement([], []).share is None


def test_a_clear_break_is_found_with_an_interval_around_it() -> None:
    rng = np.random.default_rng(5)
    values = np.concatenate([rng.normal(0, 1, 40), rng.normal(-4, 1, 30), rng.normal(1, 1, 30)])
    found = find_breaks(list(values))
    assert [abs(b.at - at) <= 2 for b, at in zip(found, (40, 70), strict=True)] == [True, True]
    assert all(b.low <= b.at <= b.high and b.p < 0.01 for b in found)
    assert found == find_breaks(list(values))


def test_intervals_hold_the_true_break_nine_times_in_ten_and_noise_breaks_seldom() -> None:
    rng = np.random.default_rng(11)
    held = trials = wrong = 0
    for _ in range(60):
        values = np.concatenate([rng.normal(0, 1, 30), rng.normal(1.6, 1, 30)])
        found = find_breaks(list(values))
        trials += len(found) == 1
        held += len(found) == 1 and found[0].low <= 30 <= found[0].high
        wrong += bool(find_breaks(list(rng.normal(0, 1, 60))))
    assert trials >= 40
    assert held / trials >= 0.8
    assert wrong <= 9


def test_swings_of_a_series_that_resembles_its_neighbours_are_seldom_breaks() -> None:
    rng = np.random.default_rng(2)
    swings = (np.convolve(rng.normal(0, 1, 72), [1, 0.5, 0.25], "valid") for _ in range(40))
    assert sum(bool(find_breaks(list(values))) for values in swings) <= 4


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(-50, 50), max_size=40))
def test_breaks_are_in_order_and_inside(values: list[float]) -> None:
    found = find_breaks(values)
    assert [b.at for b in found] == sorted({b.at for b in found})
    assert all(0 < b.low <= b.at <= b.high < len(values) and 0 < b.p <= 1 for b in found)


def test_short_and_flat_series_have_no_breaks() -> None:
    assert find_breaks([]) == find_breaks([1, 9, 1]) == find_breaks([2.0] * 50) == []


def test_one_deed_in_years_of_silence_is_no_change_of_level() -> None:
    values, counts = [0.0] * 60 + [-5.2], [0] * 60 + [1]
    assert not find_breaks(values, counts=counts)
    many = [0.0, 1.0] * 12 + [9.0, 8.0] * 12
    assert find_breaks(many, counts=[1] * 48) == find_breaks(many)


def test_events_of_open_days_are_counted_apart(make: Make) -> None:
    rows = [
        make("RUS", "CONSULT", "USA", "2009-04-01"),
        make("RUS", "CONSULT", "USA", "2009-04-01", earliest=None),
        make("RUS", "AID", "USA", "2009-04-01", earliest=None, status="planned"),
        make("RUS", "AID", "FRA", "2009-04-01", earliest=None),
    ]
    assert len(pair_series(rows, "RUS", "USA")) == 1
    assert count_open(rows, "USA", "rus") == 1


def test_a_long_series_is_drawn_with_dots_and_a_short_one_with_a_line(make: Make) -> None:
    for last, mark in (("2009-06-01", "line"), ("2019-06-01", "point")):
        rows = [make("RUS", "AID", "USA", day) for day in ("2009-01-01", last)]
        layers = figure(pair_series(rows, "RUS", "USA"), "a pair")["layer"]
        assert layers[1]["mark"]["type"] == mark
