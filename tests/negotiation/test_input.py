from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.errors import TableError
from legation.negotiation.read import parse_table, read_table
from legation.negotiation.table import Cell, CellOrigin, Issue, NegotiationTable, Stake
from legation.negotiation.tidy import read_issues
from legation.negotiation.write import Target, write_table

TIDY = """issue,actor,position,salience,capability,position_lo,position_hi,veto,group,origin,sentences
toll,A,20,0.8,1,10,30,,north,,
toll,B,90,0.4,2,,,yes,south,extracted,d1 [3-9): five words | d2 [1-4): two
ring,A,5,0.5,1,,,,north,assumed,
"""
ISSUES = "issue,lo,hi,status_quo,title\ntoll,0,100,0,The toll,none@0,full@100\nring,0,7,,,wide@7\n"
DECIDE = """#O;a table
#A;A;Actor A
#A;B;Actor B
#P;toll;The toll
#M;toll;0;none; but reviewed
#M;toll;50;half
#M;toll;200;double
#D;A;toll;57;0,5;1
#D;B;toll;150;0.25;2
"""
KTAB = """Case ,"words, and more",2,2,
Actor,Description,Power,Pstn1,Sal1,Pstn2,Sal2,
A, somebody, 10.5, 20, 60, 30, 40,
B, somebody, 4, 80, 55.5, 1.5, 0,
"""


def problems(text: str, **options: object) -> list[str]:
    with pytest.raises(TableError) as caught:
        parse_table(text, name="t.csv", **options)  # type: ignore[arg-type]  # options by name
    return [str(problem) for problem in caught.value.problems]


def test_a_tidy_table_with_its_issue_file(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TIDY, encoding="utf-8-sig")
    (tmp_path / "i.csv").write_text(ISSUES, encoding="utf-8")
    table = read_table(tmp_path / "t.csv", issues=tmp_path / "i.csv")
    assert table.actors == ("A", "B")
    assert table.issues[0] == Issue(
        "toll", 0.0, 100.0, 0.0, ((0.0, "none"), (100.0, "full")), "The toll"
    )
    assert table.issues[1].status_quo is None
    np.testing.assert_array_equal(table.positions, [[20.0, 5.0], [90.0, np.nan]])
    a, b, ring = table.stakes
    assert a.position == Cell(20.0, 10.0, 30.0)
    assert (a.group, a.veto, b.group, b.veto) == ("north", False, "south", True)
    assert b.position.sentences == ("d1 [3-9): five words", "d2 [1-4): two")
    assert b.salience.origin is CellOrigin.EXTRACTED
    assert ring.position.origin is CellOrigin.ASSUMED


def test_columns_in_any_order_case_delimiter_and_spelling() -> None:
    one = parse_table("issue,actor,position,salience,capability\ntoll,A,20,0.5,1\n")
    other = parse_table("\ufeffClout;SALIENCE;Stakeholder;Pstn;Issue\n1;0,5;A;20;toll\n")
    assert one.stakes == other.stakes


def test_each_figure_may_have_its_own_origin() -> None:
    text = "actor,position,salience,capability,salience_origin,position_origin,position_sentences\n"
    stake = parse_table(text + "A,1,1,1,assumed,extracted,d [1-5): said\n").stakes[0]
    assert stake.position.origin is CellOrigin.EXTRACTED
    assert stake.salience.origin is CellOrigin.ASSUMED
    assert stake.capability.origin is CellOrigin.ELICITED


def test_salience_of_a_hundred_is_found_and_said() -> None:
    table = parse_table("Actor,Influence,x,s\nA,1,20,50\nB,1,30,100\n")
    np.testing.assert_array_equal(table.salience, [[0.5], [1.0]])
    assert any("0–100" in note for note in table.notes)
    assert any("no scale is stated" in note for note in table.notes)


def test_salience_on_two_scales_is_refused_by_line() -> None:
    found = problems("actor,position,salience,capability\nA,1,80,1\nB,2,0.5,1\nC,3,70,1\n")
    assert len(found) == 1
    assert found[0].startswith("t.csv, line 3, column salience: found '0.5'; expected one scale")
    text = "actor,position,salience,capability\nA,1,80,1\nB,2,1,1\n"
    assert parse_table(text, salience=100.0).stakes[1].salience.value == 0.01


def test_every_problem_of_a_file_is_told_with_line_and_column() -> None:
    text = (
        "issue,actor,Position,salience,Clout,position_lo,veto,origin\n"
        "toll,A,120,0.5,1,,,\n"
        "toll,B,nan,0.5,1,,,\n"
        "toll,C,50,0,1,,,\n"
        "toll,D,50,0.5,0,,,\n"
        "toll,E,,0.5,1,,,\n"
        "toll,F,50,half,1,,,\n"
        "toll,G,50,0.5,1,60,,\n"
        "toll,G,50,0.5,1,,,\n"
        "tol,H,50,0.5,1,,,\n"
        "toll,I,50,0.5,1,,maybe,\n"
        "toll,J,50,0.5,1,,,guessed\n"
        "toll,K,50,0.5,1,,,extracted\n"
        "toll,,50,0.5,1,,,\n"
        "toll,L,50,0.5,1,,,,9\n"
    )
    issues = read_issues("issue,lo,hi\ntoll,0,100\n", "i.csv")
    found = problems(text, issues=issues)
    wanted = [
        "line 2, column Position: found '120'", "line 3, column Position: found 'nan'",
        "line 4, column salience: found '0'", "line 5, column Clout: found '0'",
        "line 6, column Position: found an empty cell", "line 7, column salience: found 'half'",
        "line 8, column Position: found 50 in a band from 60",
        "line 9: found 'G' on 'toll' again, first on line 8",
        "line 10, column issue: found 'tol'", "line 11, column veto: found 'maybe'",
        "line 12, column origin: found 'guessed'", "line 13, column Position: found no sentence",
        "line 14, column actor: found an empty cell", "line 15: found 9 fields",
    ]  # fmt: skip
    for start in wanted:
        assert any(line.startswith(f"t.csv, {start}") for line in found), start


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "an empty file"),
        ("actor,position,salience,capability\n", "no row"),
        ("actor,position,power\nA,1,2\n", "expected also salience"),
        ("actor,position,salience,power,clout\nA,1,1,1,1\n", "expected capability once"),
        ("#P;toll\n#D;A;tol;5;0.5;1\n", "'tol'"),
        ("#P;toll\n#M;toll;high;x\n#D;A;toll;5;0.5;1\n", "column position of #M: found 'high'"),
        ("#A;A\n#P;toll\n", "no row"),
        (
            KTAB.replace("55.5, 1.5, 0", "55.5, 1.5, 105.91"),
            "line 4: found salience that sums to 161.41",
        ),
        (KTAB.replace('",2,2', '",7,3'), "2 actors and 2 dimensions; expected 7 and 3"),
        (KTAB.replace(", 80,", ", 180,"), "line 4, column Pstn1: found '180'"),
        (KTAB.replace("Pstn2,Sal2", "Pstn2"), "6 columns"),
    ],
)
def test_bad_files_are_told_apart(text: str, found: str) -> None:
    assert any(found in problem for problem in problems(text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("issue,lo\ntoll,0\n", "the columns issue, lo"),
        ("issue,lo,hi\ntoll,0,high\n", "column hi: found 'high'"),
        ("issue,lo,hi,status_quo\ntoll,0,1,,none\n", "'none'; expected label@value"),
        ('[[issue]]\nid = "toll"\nlo = 0\n', "column hi"),
        ("[[issue]]\nid = toll\n", "expected TOML"),
    ],
)
def test_bad_issue_files(text: str, found: str) -> None:
    with pytest.raises(TableError, match=found):
        read_issues(text, "i")


def test_issue_files_in_toml() -> None:
    text = '[[issue]]\nid = "toll"\nlo = 0\nhi = 10\nstatus_quo = 2\nlabels = ["none@0", [10, "all"]]\n'
    assert read_issues(text, "i") == (
        Issue("toll", 0.0, 10.0, 2.0, ((0.0, "none"), (10.0, "all"))),
    )


def test_the_status_quo_of_a_row() -> None:
    head = "actor,position,salience,capability,status_quo_of\n"
    assert parse_table(head + "A,20,1,1,yes\nB,30,1,1,\n").issues[0].status_quo == 20.0
    assert any("stated before, 20" in p for p in problems(head + "A,20,1,1,yes\nB,30,1,1,yes\n"))


def test_decide_files_keep_the_meaning_of_their_points() -> None:
    table = parse_table(DECIDE)
    issue = table.issues[0]
    assert (issue.low, issue.high, issue.title) == (0.0, 200.0, "The toll")
    assert issue.place(57.0) == "57 → between 'half' (50) and 'double' (200)"
    quoted = "\n".join("\t".join(f"'{part}'" for part in line.split(";")) for line in DECIDE.splitlines())  # fmt: skip
    assert parse_table(quoted).stakes == table.stakes


def test_ktab_files_leave_out_a_dimension_nobody_cares_about() -> None:
    table = parse_table(KTAB)
    np.testing.assert_allclose(table.salience, [[0.6, 0.4], [0.555, np.nan]])
    np.testing.assert_array_equal(table.capability[:, 0], [10.5, 4.0])


@st.composite
def tables(draw: st.DrawFn) -> NegotiationTable:
    actors, names = draw(st.integers(1, 5)), ("toll", "ring")[: draw(st.integers(1, 2))]
    number = st.floats(0.0, 1.0, allow_subnormal=False)
    weight = st.floats(0.01, 0.5, allow_subnormal=False)
    issues = tuple(Issue(name, -5.0, 45.0, None, ((-5.0, "low; or less"),)) for name in names)
    stakes = []
    for at in range(actors):
        power = draw(weight) * 20.0
        stakes += [
            Stake(
                f"A, {at}",
                name,
                Cell(min(45.0, -5.0 + 50.0 * draw(number))),
                Cell(draw(weight)),
                Cell(power),
            )
            for name in names
        ]
    return NegotiationTable(issues, tuple(stakes))


@given(tables(), st.sampled_from(["tidy", "decide", "ktab", "flat"]))
@settings(max_examples=60, deadline=None)
def test_what_is_written_reads_back(table: NegotiationTable, target: Target) -> None:
    if target == "flat":
        table = table.restrict("toll")
    stated = read_issues(write_table(table, "issues").text, "i")
    assert stated == table.issues
    given_issues = stated if target in {"tidy", "flat"} else ()
    again = parse_table(write_table(table, target).text, issues=given_issues, salience=None)
    assert again.actors == table.actors
    np.testing.assert_allclose(again.scaled(), table.scaled(), atol=1e-12)
    np.testing.assert_allclose(again.salience, table.salience, rtol=1e-12)
    np.testing.assert_array_equal(again.capability, table.capability)
    if target in {"tidy", "flat"}:
        assert again.stakes == table.stakes
    if target == "decide":
        assert again.issues == table.issues


def test_tidy_keeps_origins_bands_vetoes_and_groups() -> None:
    issues = read_issues(ISSUES, "i")
    table = parse_table(TIDY, issues=issues)
    again = parse_table(write_table(table).text, issues=issues)
    assert again.stakes == table.stakes


def test_exports_tell_what_they_leave_out_and_refuse_what_they_cannot_hold() -> None:
    table = parse_table(TIDY, issues=read_issues(ISSUES, "i"))
    lost = write_table(table, "ktab").lost
    assert {"bands", "vetoes", "groups", "labels of the scale", "origins and sentences"} <= set(lost)  # fmt: skip
    assert any(line.startswith("the size of salience (times 0.7692") for line in lost)
    with pytest.raises(TableError, match="2 issues"):
        write_table(table, "flat")
    head = "issue,actor,position,salience,capability\n"
    two = parse_table(head + "a,A,1,0.5,1\nb,A,1,0.5,2\n")
    with pytest.raises(TableError, match="one power an actor"):
        write_table(two, "ktab")


def test_published_tables_read_as_they_are() -> None:
    beside = Path(__file__).resolve().parents[3] / "shared"
    folder = Path(os.environ.get("LEGATION_SHARED", beside)) / "negotiation"
    if not folder.is_dir():
        pytest.skip("the shared data does not lie beside the project (or in LEGATION_SHARED)")
    shapes = {
        "cop21_3issues_positions": (15, 3),
        "emission1994_actors": (10, 1),
        "ktab_dummy3dim_actors": (7, 3),
        "toll_positions": (10, 6),
        "ww1_july1914_actors": (7, 1),
    }
    for name, shape in shapes.items():
        assert read_table(folder / f"{name}.csv").positions.shape == shape, name
