"""What failed is shown as long as it is of use to somebody, and can be tried again or forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from legation import pipeline
from legation.api import Record
from legation.cli.app import app
from legation.errors import UnreadableError

SAID = "The envoy said that the ferry between Tallinn and Turku would run again."


def test_a_name_that_is_no_file_is_told_but_not_kept(tmp_path: Path) -> None:
    with Record.open(tmp_path / "r", create=True) as rec:
        assert "no such file" in str(rec.add(tmp_path / "gone.txt").failures[0])
        assert rec.status()["failures"] == []


def test_a_broken_file_that_went_away_is_forgotten_with_its_folder(tmp_path: Path) -> None:
    inbox, other = tmp_path / "in", tmp_path / "other"
    for folder in (inbox, other):
        folder.mkdir()
        (folder / "empty.txt").write_text("")
    with Record.open(tmp_path / "r", create=True) as rec:
        rec.add(inbox, other)
        assert len(rec.status()["failures"]) == 2
        (inbox / "empty.txt").unlink()
        (inbox / "whole.txt").write_text(SAID)
        rec.add(inbox)
        (left,) = rec.status()["failures"]
        assert left["path"] == str(other / "empty.txt")


def test_status_can_clear_what_never_came_in(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "whole.txt").write_text(SAID)
    record, runner = str(tmp_path / "r"), CliRunner()
    added = runner.invoke(app, ["add", str(tmp_path / "empty.txt"), str(tmp_path / "whole.txt"), "-r", record])  # fmt: skip
    assert added.exit_code == 1
    assert runner.invoke(app, ["status", "-r", record]).exit_code == 1
    cleared = runner.invoke(app, ["status", "-r", record, "--clear"])
    assert cleared.exit_code == 0
    assert "1 failures of inputs forgotten" in cleared.stderr
    assert runner.invoke(app, ["status", "-r", record]).exit_code == 0


def test_a_document_that_failed_is_read_when_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise UnreadableError("a.txt", found="a bad day", expected="a good one")

    (tmp_path / "a.txt").write_text(SAID)
    with Record.open(tmp_path / "r", create=True) as rec:
        with monkeypatch.context() as patched:
            patched.setattr(pipeline, "read_document", broken)
            rec.add(tmp_path / "a.txt")
        assert len(rec.status()["failures"]) == 1
        assert rec.clear_failures() == 0  # it is of a document in the record
        assert rec.build().read == 0
        assert rec.build(failed=True).read == 1
        assert rec.status()["failures"] == []
