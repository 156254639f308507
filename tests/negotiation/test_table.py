from __future__ import annotations

import pickle

import numpy as np
import pytest

from legation.errors import TableError
from legation.negotiation.table import Cell, CellOrigin, Issue, NegotiationTable, Stake

TOLL = Issue("toll", 0.0, 100.0, status_quo=0.0, labels=((0.0, "none"), (100.0, "full")))


def stake(actor: str, position: float = 50.0, issue: str = "toll", **others: float) -> Stake:
    return Stake(
        actor, issue, Cell(position),
        Cell(others.get("salience", 0.5)), Cell(others.get("capability", 1.0)),
    )  # fmt: skip


def test_arrays_keep_the_order_of_actors_and_issues_and_absent_stays_absent() -> None:
    other = Issue("ring", -1.0, 1.0)
    table = NegotiationTable(
        (TOLL, other), (stake("B", 20.0), stake("A", 0.5, "ring"), stake("A", 80.0))
    )
    assert table.actors == ("B", "A")
    np.testing.assert_array_equal(table.positions, [[20.0, np.nan], [80.0, 0.5]])
    np.testing.assert_array_equal(table.scaled(100.0), [[20.0, np.nan], [80.0, 75.0]])
    assert np.isnan(table.weights[0, 1])
    assert [s.actor for s in table.on("toll")] == ["B", "A"]
    assert table.restrict("ring").actors == ("A",)


def test_all_problems_are_told_at_once() -> None:
    stakes = (
        stake("A", 120.0), stake("B", salience=0.0), stake("C", capability=-1.0),
        stake("D", float("nan")), stake("E"), stake("E"), stake("F", issue="tol"),
    )  # fmt: skip
    with pytest.raises(TableError) as caught:
        NegotiationTable((TOLL,), stakes)
    places = [problem.where for problem in caught.value.problems]
    assert places == [
        "A on toll: position", "B on toll: salience", "C on toll: capability",
        "D on toll: position", "E on toll", "F on tol",
    ]  # fmt: skip
    assert all(place in str(caught.value) for place in places)
    again = pickle.loads(pickle.dumps(caught.value))
    assert [problem.where for problem in again.problems] == places


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (Cell(50.0, low=60.0), "50 in a band from 60 to 50"),
        (Cell(50.0, sd=-1.0), "a standard deviation of -1"),
        (Cell(50.0, origin=CellOrigin.EXTRACTED), "no sentence"),
    ],
)
def test_a_cell_that_cannot_be_is_refused(cell: Cell, found: str) -> None:
    with pytest.raises(TableError, match=found):
        NegotiationTable((TOLL,), (Stake("A", "toll", cell, Cell(1.0), Cell(1.0)),))


def test_an_empty_table_and_an_issue_without_actors_are_refused() -> None:
    with pytest.raises(TableError, match="no issue"):
        NegotiationTable((), ())
    with pytest.raises(TableError, match="no actor with a stake"):
        NegotiationTable((TOLL, Issue("ring", 0.0, 1.0)), (stake("A"),))
    with pytest.raises(TableError, match="status quo at 7"):
        NegotiationTable((Issue("ring", 0.0, 1.0, status_quo=7.0),), (stake("A", 0.5, "ring"),))


def test_equal_tables_have_equal_digests_and_a_changed_cell_another() -> None:
    one, same = (NegotiationTable((TOLL,), (stake("A"), stake("B"))) for _ in range(2))
    other = NegotiationTable((TOLL,), (stake("A"), stake("B", 50.5)))
    assert one.digest == same.digest != other.digest
