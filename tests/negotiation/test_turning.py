from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.negotiation.formats import Bloc, MeetingFormat, meet, plenary
from legation.negotiation.mean import weighted_mean
from legation.negotiation.median import median_interval
from legation.negotiation.sensitivity import (
    find_sensitivity,
    find_slopes,
    find_tornado,
    without_actors,
    without_sentences,
)
from legation.negotiation.table import FIGURES, Cell, CellOrigin, Issue, NegotiationTable, Stake
from legation.negotiation.turning import Turn, turn_gridlock, turn_median, turn_option

Stakes = tuple[np.ndarray, np.ndarray, np.ndarray]
Test = Callable[..., np.ndarray]
STEPS = 4000


@st.composite
def stakes(draw: st.DrawFn) -> Stakes:
    actors = draw(st.integers(2, 6))
    seed = np.random.default_rng(draw(st.integers(0, 100_000)))
    return (
        seed.uniform(2, 98, actors).round(1),
        seed.uniform(0.1, 0.9, actors).round(2),
        seed.uniform(1, 4, actors).round(1),
    )


def changed(given_stakes: Stakes, actor: int, at: int, values: np.ndarray) -> list[np.ndarray]:
    """Return all stakes [values, actors] with one input of one actor at each of these values."""
    parts = [np.repeat(part[None], len(values), axis=0) for part in given_stakes]
    parts[at][:, actor] = values
    return parts


def check_by_grid(given_stakes: Stakes, turns: tuple[Turn, ...], test: Test) -> None:
    """Each turn is where a fine grid first sees it; an input without a turn has none on it."""
    found = {(turn.actor, turn.figure): turn for turn in turns}
    ends = {"position": (0.0, 100.0), "salience": (0.001, 1.0), "capability": (0.004, 60.0)}
    for actor, at in product(range(len(given_stakes[0])), range(3)):
        low, high = ends[FIGURES[at]]
        now = float(given_stakes[at][actor])
        grid = np.append(np.linspace(low, high, STEPS), now)
        turned = test(*changed(given_stakes, actor, at, grid))
        seen = float(np.abs(grid - now)[turned].min()) if turned.any() else np.inf
        turn = found.get((actor, FIGURES[at]))
        step = 2.0 * (high - low) / STEPS
        if turn is None:
            assert now + seen >= high - step or now - seen <= low + step
            continue
        assert abs(turn.at - now) <= seen + 1e-9
        if low + step < turn.at < high - step:
            check_beyond(given_stakes, (actor, at), turn, test)


def check_beyond(given_stakes: Stakes, cell: tuple[int, int], turn: Turn, test: Test) -> None:
    """Just short of the value nothing has turned; just beyond it, it has."""
    way = np.sign(turn.at - turn.now)
    values = turn.at + 1e-6 * np.array([-1.0, 1.0]) * (way or 1.0)
    short, beyond = test(*changed(given_stakes, *cell, values))
    if way:
        assert beyond
        assert not short
    else:
        assert beyond or short


@given(stakes())
@settings(max_examples=12, deadline=None)
def test_the_smallest_change_that_moves_the_median_is_exact(given_stakes: Stakes) -> None:
    before = median_interval(given_stakes[0], given_stakes[1] * given_stakes[2])

    def moved(place: np.ndarray, care: np.ndarray, clout: np.ndarray) -> np.ndarray:
        after = median_interval(place, care * clout)
        return np.asarray((after.low != before.low) | (after.high != before.high))

    check_by_grid(given_stakes, turn_median(*given_stakes, low=0.0, high=100.0), moved)


@given(stakes(), st.sampled_from([20.0, 50.0, 70.0]), st.sampled_from(["mean", "median"]))
@settings(max_examples=12, deadline=None)
def test_the_smallest_change_that_passes_an_option_is_exact(
    given_stakes: Stakes, option: float, model: str
) -> None:
    def outcome(place: np.ndarray, care: np.ndarray, clout: np.ndarray) -> np.ndarray:
        if model == "mean":
            return weighted_mean(place, care * clout)
        return median_interval(place, care * clout).scalar()

    side = np.sign(float(outcome(*given_stakes)) - option)

    def passed(*parts: np.ndarray) -> np.ndarray:
        return np.asarray(np.sign(outcome(*parts) - option) != side)

    turns = turn_option(*given_stakes, low=0.0, high=100.0, option=option, model=model)
    check_by_grid(given_stakes, turns, passed)


@given(stakes(), st.booleans(), st.sampled_from(["mean", "median"]))
@settings(max_examples=12, deadline=None)
def test_the_smallest_change_that_empties_or_opens_the_win_set_is_exact(
    given_stakes: Stakes, blocs: bool, point: str
) -> None:
    actors = len(given_stakes[0])
    chosen = plenary("all", actors, rule="majority")
    if blocs:
        bloc = Bloc("b", tuple(range(actors - 1)), point=point)  # type: ignore[arg-type]  # one of two
        chosen = MeetingFormat("two", (bloc, Bloc("o", (actors - 1,))))
    start = 50.0

    def stuck(place: np.ndarray, weight: np.ndarray) -> np.ndarray:
        """By hand: two blocs are stuck with z between them; a majority is with z at its median."""
        if not blocs:
            sides = np.sign(place - start)
            most = np.maximum((sides > 0).sum(-1), (sides < 0).sum(-1))
            return np.asarray(most <= actors / 2)
        mine, heavy, other = place[..., :-1], weight[..., :-1], place[..., -1]
        middle = median_interval(mine, heavy).scalar()
        at = middle if point == "median" and actors > 2 else weighted_mean(mine, heavy)
        return np.asarray((at - start) * (other - start) <= 0.0)

    now = bool(stuck(given_stakes[0], given_stakes[1] * given_stakes[2]))
    before = meet(given_stakes[0], given_stakes[1] * given_stakes[2], chosen, status_quo=start)
    assert before.gridlock is now

    def turned(place: np.ndarray, care: np.ndarray, clout: np.ndarray) -> np.ndarray:
        return np.asarray(stuck(place, care * clout) != now)

    turns = turn_gridlock(*given_stakes, low=0.0, high=100.0, status_quo=start, chosen=chosen)
    check_by_grid(given_stakes, tuple(t for t in turns if t.actor is not None), turned)


def test_the_status_quo_itself_may_be_what_opens_the_win_set() -> None:
    turns = turn_gridlock(
        [20.0, 60.0],
        [0.5, 0.5],
        [1.0, 1.0],
        low=0.0,
        high=100.0,
        status_quo=30.0,
        chosen=plenary("2", 2),
    )
    assert turns[0] == Turn("the win set opens (2)", None, "status quo", 30.0, 20.0, 0.1)


def make_table() -> NegotiationTable:
    said = CellOrigin.EXTRACTED
    rows = [
        Stake("A", "i", Cell(10.0, low=0.0, high=30.0), Cell(0.5), Cell(1.0)),
        Stake("B", "i", Cell(60.0, origin=said, sentences=("s1", "s2")), Cell(0.5), Cell(1.0)),
        Stake("C", "i", Cell(90.0, origin=said, sentences=("s3",)), Cell(0.5), Cell(1.0)),
    ]
    labels = ((0.0, "no"), (50.0, "half"), (100.0, "all"))
    return NegotiationTable((Issue("i", 0.0, 100.0, 20.0, labels),), tuple(rows))


def test_removal_of_each_actor_is_the_table_without_it() -> None:
    gone = {one.actor: one for one in without_actors(make_table(), "i")}
    assert gone["A"].mean == 75.0
    assert gone["B"].mean == 50.0
    assert gone["C"].median == 35.0
    alone = replace(make_table(), stakes=make_table().stakes[:1])
    assert without_actors(alone, "i")[0].mean is None


def test_removal_of_each_sentence_takes_away_what_rests_on_it() -> None:
    table = make_table()
    known = {
        one.sentence: one
        for one in without_sentences(table, "i", readings={"s1": 40.0, "s2": 80.0})
    }
    assert known["s1"].mean == pytest.approx((10.0 + 80.0 + 90.0) / 3)
    assert known["s2"].mean == pytest.approx((10.0 + 40.0 + 90.0) / 3)
    assert known["s3"].mean == 35.0
    assert "C has no position left" in known["s3"].note
    unknown = {one.sentence: one for one in without_sentences(table, "i")}
    assert unknown["s1"].mean is None
    assert "not known" in unknown["s1"].note
    assert unknown["s3"].mean == 35.0


def test_a_tornado_swings_stated_bands_and_says_where_none_is_stated() -> None:
    bars = find_tornado(make_table(), "i", readings={"s1": 40.0, "s2": 80.0})
    by_cell = {(bar.actor, bar.figure): bar for bar in bars}
    first = by_cell["A", "position"]
    assert (first.low, first.high, first.stated) == (0.0, 30.0, True)
    assert first.at_low[0] == pytest.approx(50.0)
    assert first.at_high[0] == pytest.approx(60.0)
    assert by_cell["B", "position"].stated is True
    assert by_cell["C", "position"].stated is False
    widths = [bar.width() for bar in bars]
    assert widths == sorted(widths, reverse=True)


def test_the_account_of_an_issue_has_every_part() -> None:
    found = find_sensitivity(make_table(), "i")
    assert [slope.by_position for slope in found.slopes] == pytest.approx([1 / 3] * 3)
    assert found.slopes == find_slopes(make_table(), "i")
    assert len(found.gridlock_turns) == 2
    below, above = found.option_turns
    assert below[0].target == "the mean passes 50"
    assert above == ()  # no single input takes a mean to the end of the scale
    assert {gone.sentence for gone in found.without_sentences} == {"s1", "s2", "s3"}
