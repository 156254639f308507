from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from legation.cli.app import app
from legation.errors import LegationError

TABLE = """issue,actor,position,salience,capability,position_lo,position_hi
toll,A,20,0.8,1,10,30
toll,B,90,0.4,2,80,100
toll,C,50,0.6,1,,
ring,A,80,0.3,1,,
ring,B,10,0.9,2,,
"""
ISSUES = "issue,lo,hi,status_quo\ntoll,0,100,0,none@0,half@50,full@100\nring,0,100,100\n"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["negotiate", *map(str, words)])


def told(*words: str | Path) -> list[dict[str, Any]]:
    result = run(*words, "--json") if words[0] != "convert" else run(*words)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def refused(*words: str | Path) -> str:
    result = run(*words)
    assert result.exit_code
    if isinstance(result.exception, LegationError):
        return str(result.exception)
    return result.output


@pytest.fixture
def table(tmp_path: Path) -> Path:
    (tmp_path / "issues.csv").write_text(ISSUES, encoding="utf-8")
    file = tmp_path / "table.csv"
    file.write_text(TABLE, encoding="utf-8")
    return file


def test_a_table_is_solved_with_both_bands_and_what_would_change_it(table: Path) -> None:
    (report,) = told(
        table, "--issues", table.parent / "issues.csv", "--draws", "50", "--what-if", "exchange"
    )
    toll = report["issues"][0]
    assert toll["mean"] == pytest.approx((0.8 * 20 + 0.8 * 90 + 0.6 * 50) / 2.2)
    assert toll["error_bands"][0]["source"].startswith("351 EU")
    assert report["simulation"]["draws"] == 50
    assert {w["model"] for w in report["what_ifs"]} == {"exchange"}
    assert report["sensitivity"][0]["median_turns"]
    words = run(table, "--issues", table.parent / "issues.csv", "--draws", "50", "--table").stdout
    for line in ("past errors of the mean", "What each format leaves open", "rests on assumed", "status quo 0 → 'none'", "→ between 'half' (50) and"):  # fmt: skip
        assert line in " ".join(words.split())


def test_the_same_seed_gives_the_same_bytes(table: Path) -> None:
    one, same, other = (run(table, "--draws", "20", "--seed", s, "--json").stdout for s in "112")
    assert one == same != other


def test_a_case_with_its_figure_and_a_format_of_the_day(tmp_path: Path) -> None:
    words = ("--case", "nato-russia-2009", "-i", "russia-membership", "--draws", "0")
    (report,) = told(*words, "--plot", tmp_path / "f.json")
    assert [f["name"] for f in report["issues"][0]["formats"]][:2] == ["26+1", "27 by consensus"]
    assert json.loads((tmp_path / "f.json").read_text(encoding="utf-8"))["vconcat"]
    assert "found 26+1" in refused(*words, "--format", "28+1")
    for figure in ("tornado", "challenge:S11-figures"):
        assert run(*words, "--plot", tmp_path / "g.json", "--figure", figure).exit_code == 0
    assert "at least two to trade" in refused(*words, "--plot", tmp_path / "g.json", "--figure", "network")  # fmt: skip


def test_a_sealed_forecast_is_checked_scored_and_never_overwritten(
    table: Path, tmp_path: Path
) -> None:
    sealed = tmp_path / "f.json"
    assert run(table, "--draws", "10", "--seal", sealed).exit_code == 0
    rows = told("score", sealed, "--outcome", "toll=40")
    assert {row["model"] for row in rows} >= {"mean", "median"}
    assert "exist" in refused(table, "--draws", "10", "--seal", sealed)
    sealed.write_text(
        sealed.read_text(encoding="utf-8").replace('"seed": 0', '"seed": 1'), encoding="utf-8"
    )
    result = run("score", sealed)
    assert result.exit_code == 1


def test_backtests_read_files_and_cases(table: Path) -> None:
    outcomes = table.parent / "outcomes.csv"
    outcomes.write_text(
        "table,issue,outcome,issues\ntable.csv,toll,40,issues.csv\ntable.csv,ring,30,issues.csv\nscholz-2011,delay,8.833,\n",
        encoding="utf-8",
    )
    rows = told("backtest", outcomes)
    assert max(row["issues"] for row in rows) == 3
    outcomes.write_text("table,issue,outcome\ntable.csv,toll,high\n", encoding="utf-8")
    assert "line 2, column outcome: found 'high'" in refused("backtest", outcomes)


def test_cases_are_listed_and_checked() -> None:
    assert "scholz-2011" in {row["name"] for row in told("cases")}
    assert all(row["right"] for row in told("cases", "--check"))


def test_tables_are_converted(table: Path) -> None:
    result = run("convert", table, "--to", "ktab")
    assert result.exit_code == 0
    assert "Actor,Description,Power,toll,Sal toll,ring,Sal ring" in result.stdout
    assert "expected tidy" in refused("convert", table, "--to", "excel")


def test_voting_power_of_a_file_and_of_a_case(tmp_path: Path) -> None:
    votes = tmp_path / "votes.csv"
    votes.write_text("player,votes,population\nA,4,59.5\nB,3,30.5\nC,2,10\n", encoding="utf-8")
    rows = told("power", votes, "-q", "votes=6", "-q", "population=65%")
    assert [row["banzhaf"] for row in rows] == pytest.approx([0.75, 0.25, 0.25])
    assert "to the total, 9" in refused("power", votes, "-q", "50")
    assert "one of members, votes" in refused("power", votes, "-q", "seats=2")
    assert "quota" in refused("power", votes)
    assert sum(r["shapley_shubik"] for r in told("power", "--case", "eec-1958")) == pytest.approx(1)
    votes.write_text("player,votes\nA,4\nA,3\nB,few\n", encoding="utf-8")
    message = refused("power", votes, "-q", "5")
    assert "line 3, column player: found 'A'" in message
    assert "line 4, column votes: found 'few'" in message
    votes.write_text(
        "player,votes,other\n" + "".join(f"P{n},1,2\n" for n in range(60)), encoding="utf-8"
    )
    assert "sampl" in refused("power", votes, "-q", "31", "-q", "other=61")
    assert len(told("power", votes, "-q", "31", "--samples", "100")) == 60


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("--draws", "1"), "expected one of a file"),
        (("--case", "eec-1958"), "a voting game"),
        (("--case", "nobody-1900"), "expected cop21-2015"),
        (("no-such.csv",), "no such file"),
        (("--case", "scholz-2011", "--as-of", "yesterday"), "a day: 2009-12-04"),
        (("--case", "scholz-2011", "--format", "27"), "--as-of"),
        (("--case", "scholz-2011", "--what-if", "oracle"), "challenge:S11-figures"),
        (("--case", "scholz-2011", "--plot", "a.bmp"), r".svg"),
    ],
)  # fmt: skip
def test_wrong_use_is_told(words: tuple[str, ...], found: str) -> None:
    assert found in refused(*words)


def test_positions_of_a_record_are_solved(tmp_path: Path) -> None:
    from legation.api import Record

    with Record.open(tmp_path / "r", create=True) as rec, rec.store.folder.writing():
        for key, actor, value in (("p1", "RUS", -0.5), ("p2", "NATO", 0.8)):
            list(rec.store.query(
                "insert into positions values (?, ?, 'order', '2009-12-04', '2009-12-04', '2009-12-04', ?, ?, ?, '[\"s1\"]', 0.9, 'test')",
                (key, actor, value, value - 0.1, value + 0.1),
            ))  # fmt: skip
    words = ("--record", tmp_path / "r", "-i", "order", "--as-of", "2009-12-04", "--draws", "0")
    (report,) = told(*words, "--format", "28+1")
    assert report["issues"][0]["assumed"] == 1.0
    assert report["issues"][0]["formats"][0]["name"] == "28+1"
    assert "none in this record" in refused(*words[:2], "-i", "toll", "--as-of", "2009-12-04")
