from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.errors import UsageError
from legation.negotiation.draws import make_sampler, triangle
from legation.negotiation.headline import error_bands
from legation.negotiation.seats import read_rule_words
from legation.negotiation.solve import Report, solve
from legation.negotiation.table import Cell, CellOrigin, Issue, NegotiationTable, Stake
from legation.negotiation.what_if import run_what_if
from legation.vocabulary import Format

LABELS = ((0.0, "no"), (50.0, "half"), (100.0, "all"))


def make_table(
    seed: int, actors: int = 6, *, issues: int = 2, band: bool = True
) -> NegotiationTable:
    draws = np.random.default_rng(seed)
    stakes = []
    for actor in range(actors):
        for issue in range(issues):
            at = float(draws.integers(0, 21) * 5)
            position = Cell(at, low=max(0.0, at - 8), high=min(100.0, at + 8))
            if not band:
                position = Cell(at)
            care = Cell(float(draws.uniform(0.2, 0.9)), sd=0.05 if band else None)
            stakes.append(Stake(f"A{actor}", f"i{issue}", position, care, Cell(1.0 + actor % 3)))
    scales = tuple(Issue(f"i{issue}", 0.0, 100.0, 30.0, LABELS) for issue in range(issues))
    return NegotiationTable(scales, tuple(stakes))


def test_every_report_holds_all_headline_models_their_spread_and_the_error_band() -> None:
    report = solve(make_table(1), what_if=["exchange", "spatial", "challenge:S11-figures"])
    for one in report.issues:
        assert list(one.figures) == [
            "mean",
            "median",
            "election (conditional)",
            "election (Markov incentive)",
        ]
        assert one.spread == pytest.approx(max(one.figures.values()) - min(one.figures.values()))
        assert [band.share for band in one.error_bands] == [0.5, 0.8, 0.9, 0.95]
        assert "not crises" in one.error_bands[0].source
        assert [chance.option.name for chance in one.chances] == ["no", "half", "all"]
        assert sum(chance.conditional for chance in one.chances) == pytest.approx(1.0)
        assert sum(chance.incentive for chance in one.chances) == pytest.approx(1.0)
        assert "'" in one.mean_place
    models = {found.model for found in report.what_ifs}
    assert models == {"exchange", "spatial", "challenge:S11-figures"}
    assert len(report.issues) == 2
    assert report.simulation is None


@given(st.integers(0, 500), st.floats(0.1, 20.0))
@settings(max_examples=15, deadline=None)
def test_neither_order_of_rows_nor_scale_of_capability_changes_the_headline(
    seed: int, factor: float
) -> None:
    table = make_table(seed, issues=1)
    moved = replace(
        table,
        stakes=tuple(
            replace(stake, capability=Cell(factor * stake.capability.value))
            for stake in reversed(table.stakes)
        ),
    )
    before, after = solve(table).issues[0], solve(moved).issues[0]
    for name, figure in before.figures.items():
        assert after.figures[name] == pytest.approx(figure, abs=1e-4)
    for one, other in zip(before.formats, after.formats, strict=True):
        assert one.core == other.core
        assert one.win_set == other.win_set


@given(st.integers(0, 500))
@settings(max_examples=10, deadline=None)
def test_unanimous_actors_stay_where_they_are_in_every_model(seed: int) -> None:
    table = make_table(seed)
    table = replace(
        table, stakes=tuple(replace(stake, position=Cell(35.0)) for stake in table.stakes)
    )
    models = ["exchange", "spatial", "challenge:S11-figures", "challenge:S11-printed"]
    report = solve(table, what_if=models)
    for one in report.issues:
        assert one.mean == pytest.approx(35.0)
        assert one.median == (35.0, 35.0)
    for found in report.what_ifs:
        assert found.mean == pytest.approx(35.0)
        assert found.median == pytest.approx(35.0)


def test_a_run_repeats_to_the_byte_for_a_seed_whatever_the_number_of_workers() -> None:
    table = make_table(4)
    runs = [
        repr(solve(table, draws=700, seed=9, common=0.3, workers=workers)) for workers in (1, 2, 5)
    ]
    assert runs[0] == runs[1] == runs[2]
    assert repr(solve(table, draws=700, seed=10, common=0.3)) != runs[0]
    few, many = (make_sampler(table, seed=9).draw(0, count) for count in (5, 300))
    np.testing.assert_array_equal(few.positions, many.positions[:5])


def test_draws_follow_their_cells_and_stay_on_the_scale() -> None:
    cells = (
        Cell(20.0, low=0.0, high=50.0),
        Cell(97.0, sd=20.0),
        Cell(40.0),
        Cell(50.0, origin=CellOrigin.EXTRACTED, sentences=("a", "b", "c")),
    )
    table = NegotiationTable(
        (Issue("i", 0.0, 100.0),),
        tuple(
            Stake(name, "i", cell, Cell(0.5), Cell(1.0))
            for name, cell in zip("wxyz", cells, strict=True)
        ),
    )
    readings = {"a": 30.0, "b": 50.0, "c": 70.0}
    drawn = make_sampler(table, seed=1, readings=readings).draw(0, 6000).positions[:, :, 0]
    assert drawn[:, 0].mean() == pytest.approx(70.0 / 3.0, abs=0.5)
    assert drawn.min() >= 0.0
    assert drawn.max() <= 100.0
    assert drawn[:, 1].std() < 20.0
    assert (drawn[:, 2] == 40.0).all()
    spread = np.std([30.0, 50.0, 70.0]) / np.sqrt(3.0)
    assert drawn[:, 3].std() == pytest.approx(spread, rel=0.05)
    assert len(make_sampler(table, seed=1).plans) == 2
    shares = np.linspace(0.01, 0.99, 9)
    at = triangle(shares, 0.0, 20.0, 50.0)
    below = np.where(at < 20.0, at**2 / 1000.0, 1.0 - (50.0 - at) ** 2 / 1500.0)
    np.testing.assert_allclose(below, shares)


def test_a_common_shock_widens_the_mean_of_one_actors_issues() -> None:
    table = make_table(7, actors=2)
    apart = make_sampler(table, seed=3).draw(0, 3000).positions
    together = make_sampler(table, seed=3, common=0.9).draw(0, 3000).positions

    def correlation(drawn: np.ndarray) -> float:
        return float(np.corrcoef(drawn[:, 0, 0], drawn[:, 0, 1])[0, 1])

    assert abs(correlation(apart)) < 0.1
    assert correlation(together) > 0.7


def test_the_two_bands_stay_apart_and_stability_is_a_share_of_draws() -> None:
    report = solve(make_table(2), draws=400, seed=5)
    assert report.simulation is not None
    for one, drawn in zip(report.issues, report.simulation.issues, strict=True):
        wide = one.error_bands[1].high - one.error_bands[1].low
        cut = dict(drawn.bands[0].quantiles)
        assert cut[0.9] - cut[0.1] < wide
        assert sum(drawn.bands[0].histogram) == pytest.approx(1.0)
        assert 0.0 <= drawn.same_pivot <= 1.0
        assert sum(option.leads for option in drawn.options) == pytest.approx(1.0)
        assert sum(option.chance for option in drawn.options) == pytest.approx(1.0)
        assert {format_.format for format_ in drawn.formats} == {f.name for f in one.formats}
        for format_ in drawn.formats:
            assert format_.same_gridlock is not None
            assert 0.0 <= format_.same_gridlock <= 1.0


def test_without_bands_every_draw_is_the_table_itself() -> None:
    report = solve(make_table(2, band=False), draws=20, seed=5)
    assert report.simulation is not None
    assert report.simulation.cells == 0
    for one, drawn in zip(report.issues, report.simulation.issues, strict=True):
        assert one.unbanded == 1.0
        assert drawn.same_pivot == 1.0
        assert {value for _, value in drawn.bands[0].quantiles} == {one.mean}


def test_the_share_of_weight_that_is_assumed_is_told() -> None:
    table = make_table(3, actors=2, issues=1)
    first, second = table.stakes
    assumed = replace(first, salience=replace(first.salience, origin=CellOrigin.ASSUMED))
    mixed = replace(table, stakes=(assumed, second))
    share = assumed.weight / (assumed.weight + second.weight)
    assert solve(mixed).issues[0].assumed == pytest.approx(share)
    assert solve(table).issues[0].assumed == 0.0


def names(report: Report) -> list[str]:
    return [one.name for one in report.issues[0].formats]


def test_formats_come_from_groups_from_the_table_and_from_everyone_alone() -> None:
    table = make_table(5, actors=4, issues=1)
    assert names(solve(table)) == ["4 by consensus", "4 by majority"]
    grouped = replace(
        table,
        stakes=tuple(
            replace(stake, group="allies" if at < 3 else None)
            for at, stake in enumerate(table.stakes)
        ),
    )
    assert names(solve(grouped)) == ["3+1", "4 by consensus", "4 by majority"]
    council = Format("council", None, (("A0", "A1", "A2"), ("A3",)), "consensus of all as equals")
    seated = solve(replace(table, format=council), rule="2/3")
    assert names(seated) == ["council", "4 by 0.6667 of votes"]
    assert seated.issues[0].formats[0].blocs[0].name == "A0 and 2 more"
    short = replace(table, format=replace(council, parties=(("A0", "A1"),)))
    with pytest.raises(UsageError, match="no seat for A2, A3"):
        solve(short)
    vague = solve(replace(table, format=replace(council, rule="consultation")))
    assert "taken as consensus" in names(vague)[0]


def test_a_veto_in_the_table_binds_the_plenary() -> None:
    table = make_table(5, actors=5, issues=1)
    free = solve(table, rule="majority").issues[0].formats[0]
    bound = (
        solve(
            replace(table, stakes=(replace(table.stakes[0], veto=True), *table.stakes[1:])),
            rule="majority",
        )
        .issues[0]
        .formats[0]
    )
    assert free.core is not None
    assert bound.core is not None
    assert bound.core[0] <= free.core[0]
    assert bound.core[1] >= free.core[1]
    assert bound.binding == ("A0", "A0")


def test_without_labels_the_positions_held_stand_for_election() -> None:
    table = make_table(6, actors=3, issues=1)
    bare = replace(table, issues=(replace(table.issues[0], labels=()),))
    held = sorted({stake.position.value for stake in table.stakes})
    chances = solve(bare).issues[0].chances
    assert [chance.option.value for chance in chances] == held
    assert chances[0].option.name.startswith("position of ")


def test_error_bands_stay_on_the_scale_and_grow() -> None:
    bands = error_bands(2.0, Issue("i", 0.0, 10.0))
    assert (bands[0].low, bands[0].high) == pytest.approx((0.25, 3.75))
    assert bands[-1].low == 0.0
    assert all(one.high <= other.high for one, other in pairwise(bands))


def test_absent_actors_take_no_part_and_the_spatial_model_says_whom_it_left_out() -> None:
    table = make_table(8, actors=4)
    partial = replace(table, stakes=table.stakes[:-1])
    report = solve(partial, what_if=["spatial", "exchange"], draws=50, seed=1)
    assert report.issues[1].formats[0].name == "3 by consensus"
    notes = {found.note for found in report.what_ifs if found.model == "spatial"}
    assert any("1 actors without a stake" in note for note in notes)
    assert report.what_ifs[-1].positions[-1] is None


def test_what_cannot_be_is_named() -> None:
    table = make_table(1, issues=1)
    for call, message in (
        (lambda: solve(table, what_if=["exchange"]), "one issue"),
        (lambda: solve(table, what_if=["challenge"]), "'challenge'"),
        (lambda: solve(table, draws=1), "found 1"),
        (lambda: solve(table, draws=5, workers=0), "workers"),
        (lambda: solve(table, draws=5, seed=-1), "seed"),
        (lambda: solve(table, draws=5, common=2.0), "common"),
        (lambda: solve(table, rule="by lot"), "'by lot'"),
        (lambda: read_rule_words("0"), "'0'"),
    ):
        with pytest.raises(UsageError, match=message):
            call()


def test_the_challenge_model_is_never_run_without_a_reading() -> None:
    with pytest.raises(UsageError, match="challenge:S11-figures"):
        run_what_if(make_table(1), "challenge:")


def test_a_thousand_actors_are_solved_or_refused_with_the_size_that_can_be_done() -> None:
    draws = np.random.default_rng(0)
    stakes = tuple(
        Stake(f"A{at}", "i", Cell(float(draws.uniform(0, 100))), Cell(0.5), Cell(1.0))
        for at in range(1000)
    )
    labelled = NegotiationTable((Issue("i", 0.0, 100.0, 30.0, LABELS),), stakes)
    assert solve(labelled, draws=2).issues[0].mean == pytest.approx(50.0, abs=3.0)
    for model in ("challenge:S11-figures", "spatial"):
        with pytest.raises(UsageError, match="found 1000; expected at most 200"):
            run_what_if(labelled, model)
    bare = replace(labelled, issues=(Issue("i", 0.0, 100.0),), stakes=stakes[:210])
    with pytest.raises(UsageError, match="label the points"):
        solve(bare, draws=2)
