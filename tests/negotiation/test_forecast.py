from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from legation.errors import DamagedError, TableError, UsageError
from legation.negotiation.backtest import Case, backtest, read_cases
from legation.negotiation.forecast import (
    Settings,
    open_forecast,
    plain,
    score_forecast,
    seal,
    table_of,
    verify_forecast,
)
from legation.negotiation.table import Cell, CellOrigin, Issue, NegotiationTable, Stake
from legation.vocabulary import Format

DAY = date(2026, 1, 2)


@pytest.fixture
def table() -> NegotiationTable:
    said = Cell(20.0, low=10.0, high=40.0, origin=CellOrigin.EXTRACTED, sentences=("s1", "s2"))
    return NegotiationTable(
        (Issue("toll", 0.0, 100.0, 30.0, ((0.0, "no"), (100.0, "all"))),),
        (
            Stake("A", "toll", said, Cell(0.8, sd=0.1), Cell(1.0)),
            Stake("B", "toll", Cell(90.0), Cell(0.4), Cell(2.0), veto=True),
        ),
        as_of=DAY,
        format=Format("two", None, (("A",), ("B",)), "consensus"),
    )


def test_a_sealed_forecast_opens_repeats_and_scores(
    table: NegotiationTable, tmp_path: Path
) -> None:
    file = tmp_path / "toll.forecast.json"
    settings = Settings(draws=50, seed=4, what_if=("challenge:S11-figures",))
    made = seal(table, file, made=DAY, settings=settings)
    assert made == open_forecast(file)
    assert made.table == table
    assert made.digest == table.digest
    assert made.made == DAY
    assert verify_forecast(file) == ()
    errors = {error.model: error for error in score_forecast(made, {"toll": 60.0})}
    assert errors["mean"].error == pytest.approx(abs(errors["mean"].value - 60.0))
    assert dict(errors["mean"].inside)[0.5] is True
    assert errors["median"].inside == ()
    with pytest.raises(TableError, match="no issue 'other'"):
        score_forecast(made, {"other": 1.0})
    with pytest.raises(TableError, match="does not exist yet"):
        seal(table, file, made=DAY)


def test_a_changed_byte_breaks_the_seal(table: NegotiationTable, tmp_path: Path) -> None:
    file = tmp_path / "f.json"
    seal(table, file, made=DAY, settings=Settings(draws=0))
    file.write_text(file.read_text(encoding="utf-8").replace('"high": 40.0', '"high": 41.0'))
    assert [finding.kind for finding in verify_forecast(file)] == ["seal"]
    with pytest.raises(DamagedError, match="not the one sealed"):
        open_forecast(file)


def test_another_result_under_a_good_seal_is_found(table: NegotiationTable, tmp_path: Path) -> None:
    from legation.negotiation import forecast

    file = tmp_path / "f.json"
    seal(table, file, made=DAY, settings=Settings(draws=0))
    content = json.loads(file.read_text(encoding="utf-8"))
    content["report"]["issues"][0]["mean"] = 1.0
    content["inputs_hash"] = "0"
    content["version"] = "0.0.1"
    content["seal"] = forecast._hash(content)
    file.write_text(json.dumps(content))
    kinds = [finding.kind for finding in verify_forecast(file)]
    assert kinds == ["inputs", "result", "version"]


def test_a_table_comes_back_from_plain_data(table: NegotiationTable) -> None:
    assert table_of(plain(table)) == table
    bare = replace(table, format=None, as_of=None)
    assert table_of(plain(bare)) == bare


@pytest.mark.parametrize("text", ["{", "[]", '{"kind": "else"}'])
def test_what_is_no_forecast_is_refused(text: str, tmp_path: Path) -> None:
    file = tmp_path / "f.json"
    file.write_text(text)
    with pytest.raises(TableError):
        open_forecast(file)
    with pytest.raises(TableError, match="no such file"):
        verify_forecast(tmp_path / "absent.json")


def test_a_backtest_scores_every_model_beside_baselines(table: NegotiationTable) -> None:
    low = replace(
        table, format=None, stakes=tuple(replace(s, position=Cell(10.0)) for s in table.stakes)
    )
    cases = [Case("one", table, {"toll": 55.0}), Case("two", low, {"toll": 10.0})]
    found = backtest(cases, reading="S11-figures")
    scores = {score.model: score for score in found.models}
    assert scores["mean"].error == pytest.approx((abs(55.0 - 55.0) + 0.0) / 2)
    assert scores["mean"].within_5 == 1.0
    assert scores["constant"].error == pytest.approx(45.0)
    assert scores["status quo"].error == pytest.approx((25.0 + 20.0) / 2)
    assert scores["middle of the scale"].error == pytest.approx((5.0 + 40.0) / 2)
    assert scores["median"].worse == pytest.approx(scores["median"].error)
    assert "challenge:S11-figures" in scores
    assert found.models[0].error == min(score.error for score in found.models)
    with pytest.raises(UsageError, match="at least two"):
        backtest(cases[:1])
    with pytest.raises(TableError, match="outcome of toll"):
        backtest([*cases, Case("off", table, {"toll": 400.0})])


TIDY = "issue,actor,position,salience,capability{more}\n{rows}"


def test_cases_are_read_from_a_folder_and_from_one_file(tmp_path: Path) -> None:
    rows = "i,A,10,0.5,1\ni,B,90,0.8,1\nj,A,0,0.5,1\nj,B,100,0.9,2\n"
    (tmp_path / "x.csv").write_text(TIDY.format(more="", rows=rows))
    (tmp_path / "x.outcomes.csv").write_text("issue,outcome\ni,40\nj,70\n")
    cases = read_cases(tmp_path)
    assert [(case.name, dict(case.outcomes)) for case in cases] == [("x", {"i": 40.0, "j": 70.0})]
    assert len(backtest(cases).issues) == 2

    flat = "".join(
        f"{case},{row},{outcome}\n"
        for case, outcome in (("p", 30), ("q", 60))
        for row in ("i,A,10,0.5,1", "i,B,90,0.8,1")
    )
    one = tmp_path / "all.csv"
    one.write_text("case,issue,actor,position,salience,capability,outcome\n" + flat)
    assert [(case.name, dict(case.outcomes)) for case in read_cases(one)] == [
        ("p", {"i": 30.0}),
        ("q", {"i": 60.0}),
    ]


@pytest.mark.parametrize(
    ("outcomes", "message"),
    [
        ("issue,outcome\ni,much\n", "line 2, column outcome"),
        ("issue,outcome\nk,4\n", "no issue 'k'"),
        ("topic,outcome\ni,4\n", "expected issue and outcome"),
    ],
)
def test_outcomes_that_cannot_be_are_named(tmp_path: Path, outcomes: str, message: str) -> None:
    (tmp_path / "x.csv").write_text(TIDY.format(more="", rows="i,A,10,0.5,1\ni,B,90,0.8,1\n"))
    (tmp_path / "x.outcomes.csv").write_text(outcomes)
    with pytest.raises(TableError, match=message):
        read_cases(tmp_path)


def test_a_folder_without_cases_and_a_file_without_outcomes_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="no case"):
        read_cases(tmp_path)
    file = tmp_path / "x.csv"
    file.write_text("a,b\n1,2\n")
    with pytest.raises(TableError, match="columns issue and outcome"):
        read_cases(file)
