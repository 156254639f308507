from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.errors import UsageError
from legation.negotiation.exchange import Array, ExchangeOptions
from legation.negotiation.exchange_rounds import run_exchange

OPTIONS = [ExchangeOptions(), ExchangeOptions(overshoot=True)]


def table(seed: int, actors: int, issues: int) -> tuple[Array, Array, Array]:
    draws = np.random.default_rng(seed)
    return (
        draws.uniform(0, 100, (actors, issues)),
        draws.uniform(0.1, 1, (actors, issues)),
        draws.uniform(0.1, 1, actors),
    )


@given(st.integers(0, 9999), st.integers(2, 7), st.integers(2, 5), st.sampled_from(OPTIONS))
@settings(max_examples=50, deadline=None)
def test_both_gain_the_same_on_the_scale_and_in_one_direction(
    seed: int, actors: int, issues: int, options: ExchangeOptions
) -> None:
    place, care, clout = table(seed, actors, issues)
    made = run_exchange(place, care, clout, options=options)[0]
    weights = clout[:, None] * care
    outcomes = np.array(made.before)
    np.testing.assert_allclose(outcomes, (weights * place).sum(axis=0) / weights.sum(axis=0))
    direction = np.zeros(place.shape)
    last = np.inf
    for deal in made.deals:
        after = outcomes.copy()
        after[deal.q] += (
            weights[deal.i, deal.q] / weights[:, deal.q].sum() * (deal.i_after - deal.i_before)
        )
        after[deal.p] += (
            weights[deal.j, deal.p] / weights[:, deal.p].sum() * (deal.j_after - deal.j_before)
        )
        change = np.abs(after - outcomes)
        gain_i = care[deal.i, deal.p] * change[deal.p] - care[deal.i, deal.q] * change[deal.q]
        gain_j = care[deal.j, deal.q] * change[deal.q] - care[deal.j, deal.p] * change[deal.p]
        assert gain_i == pytest.approx(deal.gain, abs=1e-9)
        assert gain_j == pytest.approx(deal.gain, abs=1e-9)
        assert 0.0 < deal.gain <= last + 1e-9
        for actor, issue, start, end in (
            (deal.i, deal.q, deal.i_before, deal.i_after),
            (deal.j, deal.p, deal.j_before, deal.j_after),
        ):
            assert 0.0 <= end <= 100.0
            assert direction[actor, issue] in (0.0, np.sign(end - start))
            direction[actor, issue] = np.sign(end - start)
        outcomes, last = after, deal.gain
    np.testing.assert_allclose(made.after, outcomes, atol=1e-8)


@given(st.integers(0, 9999), st.integers(2, 6), st.integers(2, 4))
@settings(max_examples=30, deadline=None)
def test_order_of_actors_and_scale_of_capability_do_not_matter(
    seed: int, actors: int, issues: int
) -> None:
    place, care, clout = table(seed, actors, issues)
    one = run_exchange(place, care, clout)[0]
    other = run_exchange(place[::-1], care[::-1], 5.0 * clout[::-1])[0]
    np.testing.assert_allclose(other.voting[::-1], one.voting, atol=1e-7)
    assert len(one.deals) == len(other.deals)


def test_a_mirrored_scale_mirrors_the_outcome() -> None:
    place, care, clout = table(11, 6, 3)
    one, other = (run_exchange(p, care, clout)[0] for p in (place, 100.0 - place))
    np.testing.assert_allclose(100.0 - np.array(other.after), one.after, atol=1e-8)


def test_unanimous_actors_have_nothing_to_trade() -> None:
    place, care, clout = table(1, 5, 3)
    place[:] = 40.0
    assert run_exchange(place, care, clout, rounds=4)[-1].deals == ()


def test_absent_actors_and_salience_zero_take_no_part_and_nothing_divides_by_zero() -> None:
    place, care, clout = table(2, 6, 3)
    care[0, 1] = 0.0
    place[1, 2] = np.nan
    without = place.copy()
    without[0, 1] = np.nan
    one, other = (run_exchange(p, care, clout)[0] for p in (place, without))
    assert one.deals == other.deals
    assert np.isnan(one.following[1, 2])
    traded = {(d.i, d.q) for d in one.deals} | {(d.j, d.p) for d in one.deals}
    assert not traded & {(0, 1), (1, 2)}


def test_ties_are_counted_and_fall_to_the_first_actor() -> None:
    place = [[0.0, 100.0], [0.0, 100.0], [100.0, 0.0], [100.0, 0.0]]
    care = [[0.9, 0.3], [0.9, 0.3], [0.3, 0.9], [0.3, 0.9]]
    first = run_exchange(place, care, [1.0] * 4)[0].deals[0]
    assert (first.i, first.j, first.ties) == (0, 2, 3)


def test_externalities_of_the_two_are_their_gain_and_others_may_lose() -> None:
    made = run_exchange(*table(5, 6, 3))[0]
    assert made.deals
    for deal in made.deals[:1]:
        assert deal.externalities[deal.i] == pytest.approx(deal.gain)
        assert deal.externalities[deal.j] == pytest.approx(deal.gain)
    assert any(loss < 0.0 for deal in made.deals for loss in deal.externalities)


def test_the_overshoot_rule_keeps_the_outcome_before_the_position_demanded() -> None:
    place = [[40.0, 100.0], [0.0, 0.0], [0.0, 100.0]]
    care = [[0.9, 0.2], [0.2, 0.9], [0.2, 0.2]]
    free = run_exchange(place, care, [1.0, 9.0, 0.5])[0]
    kept = run_exchange(place, care, [1.0, 9.0, 0.5], options=OPTIONS[1])[0]
    assert len(free.deals) == 1 == len(kept.deals)
    assert kept.deals[0].gain <= free.deals[0].gain
    assert max(kept.after[0], kept.before[0]) <= 40.0 + 1e-9


def test_the_next_round_starts_between_declared_and_voted() -> None:
    made = run_exchange(*table(8, 6, 3), rounds=3)
    assert len(made) > 1
    np.testing.assert_array_equal(made[1].positions, made[0].following)
    low = np.minimum(made[0].positions, made[0].voting) - 1e-9
    high = np.maximum(made[0].positions, made[0].voting) + 1e-9
    assert ((low <= made[0].following) & (made[0].following <= high)).all()


def test_inputs_are_not_changed() -> None:
    given_table = table(1, 5, 3)
    copies = [part.copy() for part in given_table]
    run_exchange(*given_table, rounds=2)
    for now, then in zip(given_table, copies, strict=True):
        np.testing.assert_array_equal(now, then)


@pytest.mark.parametrize(
    ("part", "value", "where"),
    [
        (0, 120.0, "actor 1, issue 0: position"),
        (1, 60.0, "actor 1, issue 0: salience"),
        (2, 0.0, "actor 1, issue 0: capability"),
    ],
)
def test_a_figure_that_cannot_be_is_named(part: int, value: float, where: str) -> None:
    given_table = table(1, 4, 2)
    given_table[part][(1, 0) if part < 2 else 1] = value
    with pytest.raises(UsageError, match=where):
        run_exchange(*given_table)
