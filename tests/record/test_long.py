"""Documents too long to be read in full, from the file to the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from legation.api import Record
from legation.cli.app import app
from legation.language import analyse as module

LINE = (
    "The mayor of Tampere, Anna Lahti, said that the tram would reach the harbour in May. "
    '"We will not wait for the ministry," Lahti told the council. Norway bought two ferries. '
)


@pytest.fixture
def low(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setattr(sys.modules[module.__module__], "MOST_FULL", 2_000)


@pytest.mark.usefixtures("low")
def test_a_long_line_is_read_by_rules_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text(LINE * 30)
    (tmp_path / "short.txt").write_text(LINE * 2)
    runner = CliRunner()
    told = runner.invoke(
        app, ["add", str(tmp_path / "long.txt"), str(tmp_path / "short.txt"), "-r", str(tmp_path / "r")]
    )  # fmt: skip
    assert told.exit_code == 0
    assert "too long to be read in full" in told.stderr
    with Record.open(tmp_path / "r") as rec:
        levels = {row["path"].split("/")[-1]: row for row in rec.sql("select * from documents")}
        assert levels["long.txt"]["level"] == "long"
        assert levels["short.txt"]["level"] == "full"
        long = levels["long.txt"]["id"]
        said = list(rec.sql("select content, source from statements where document = ?", (long,)))
        assert any("We will not wait" in row["content"] for row in said)
        assert not list(rec.sql("select 1 from events where document = ?", (long,)))
        assert list(rec.sql("select 1 from mentions where document = ? and actor = 'NOR'", (long,)))
        assert rec.status()["languages"] == {"en: full": 1, "en: long": 1}
        assert rec.find("harbour").total > 30
        assert rec.verify().whole


@pytest.mark.usefixtures("low")
@pytest.mark.parametrize("sign", ["a", '"', "“", "(", "-", "."])
def test_one_sign_without_end_is_taken_as_it_is(tmp_path: Path, sign: str) -> None:
    (tmp_path / "odd.txt").write_text(sign * 50_000)
    (tmp_path / "good.txt").write_text(LINE)
    with Record.open(tmp_path / "r", create=True) as rec:
        added = rec.add(tmp_path / "odd.txt", tmp_path / "good.txt")
        assert (added.new, added.failures) == (2, [])
        assert added.built is not None
        assert (added.built.read, added.built.failures) == (2, [])
        assert rec.verify().whole
