from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


def legation(
    *words: str | Path, stdin: bytes = b"", cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "legation", *map(str, words)]
    return subprocess.run(
        command, input=stdin, capture_output=True, check=False, cwd=cwd, env=os.environ
    )


def test_the_whole_path_by_commands(tmp_path: Path, article: Path) -> None:
    record = tmp_path / "r"
    added = legation("add", article, "--record", record)
    assert added.returncode == 0, added.stderr
    assert b"1 new" in added.stderr
    status = json.loads(legation("status", "-r", record).stdout)
    assert status["documents"] == 1
    hits = [
        json.loads(line) for line in legation("find", "Brussels", "-r", record).stdout.splitlines()
    ]
    assert hits
    assert all("brussels" in hit["words"].lower() for hit in hits)
    said = json.loads(legation("export", "statements", "-r", record).stdout.splitlines()[0])
    shown = json.loads(legation("show", said["id"][:12], "-r", record).stdout)
    assert shown["row"]["id"] == said["id"]
    assert "why" not in shown
    why = json.loads(legation("show", said["id"], "--why", "-r", record).stdout)["why"]
    assert why["how it was read"]
    short = legation("show", said["id"], "-r", record, "--table").stdout.decode()
    long = legation("show", said["id"], "--why", "-r", record, "--table").stdout.decode()
    assert "--why" in short
    assert "how it was read\n" in long
    assert "how it was read\n" not in short
    assert "Council meets in Brussels" in legation("cite", said["id"], "-r", record).stdout.decode()
    assert legation("verify", "-r", record).returncode == 0
    assert legation("diff", record, record).returncode == 0
    assert legation("build", "-r", record).returncode == 0
    assert legation("status", cwd=record).returncode == 0


def test_standard_input_is_a_document(tmp_path: Path, article: Path) -> None:
    done = legation(
        "add", "-", "-r", tmp_path / "r", "--published", "2010-05", stdin=article.read_bytes()
    )
    assert done.returncode == 0, done.stderr
    row = json.loads(legation("export", "documents", "-r", tmp_path / "r").stdout)
    assert row["published"] == "2010-05-01/2010-05-31"


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("status", "-r", "nowhere"), 1, b"expected a record"),
        (("status",), 2, b"--record"),
        (("add", "missing.txt", "-r", "r"), 1, b"no such file"),
        (("add", "a.txt", "-r", "r", "--published", "soon"), 2, b"no date"),
        (("find", "open", "-r", "r"), 1, b"legation init FOLDER"),
        (("nonsense",), 2, b"nonsense"),
    ],
)
def test_wrong_use_is_one_clear_line(
    tmp_path: Path, words: tuple[str, ...], code: int, says: bytes
) -> None:
    done = legation(*words, cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert says in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_bad_document_never_stops_the_others(tmp_path: Path, article: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_bytes(article.read_bytes())
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 50)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 nothing more")
    done = legation("add", folder, "-r", tmp_path / "r")
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    status = json.loads(legation("status", "-r", tmp_path / "r").stdout)
    failed = {Path(row["path"]).name: row["found"] for row in status["failures"]}
    assert failed.keys() == {"empty.txt", "binary.txt", "broken.pdf"}
    assert status["statements"] > 0


def test_the_demo_tells_dates_and_statements(tmp_path: Path) -> None:
    done = legation("demo", tmp_path / "demo")
    assert done.returncode == 0, done.stderr
    out = done.stdout.decode()
    assert "NATO and Russia sign Founding Act in Paris" in out
    assert "1997-05-27" in out
    assert "0 findings" in done.stderr.decode()
