from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
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


def test_an_unknown_encoding_is_wrong_use_and_makes_nothing(tmp_path: Path, article: Path) -> None:
    done = legation("add", article, "-r", tmp_path / "r", "--encoding", "nosuch")
    assert done.returncode == 2
    assert b"an encoding that Python knows" in done.stderr
    assert not (tmp_path / "r").exists()


def test_many_failures_alike_are_one_line(tmp_path: Path, article: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_bytes(article.read_bytes())
    for n in range(60):
        (folder / f"{n}.txt").write_bytes(b"")
    done = legation("add", folder, "-r", tmp_path / "r", "--no-build")
    assert done.returncode == 1
    lines = done.stderr.decode().splitlines()
    assert len(lines) < 6
    assert "59 more like it" in lines[-1]
    assert not [line for line in lines if line.rstrip().endswith(";")]


def test_a_closed_pipe_ends_quietly(tmp_path: Path, article: Path) -> None:
    legation("add", article, "-r", tmp_path / "r")
    many = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 100000) select i from n"
    command = [sys.executable, "-m", "legation", "export", many, "-r", str(tmp_path / "r")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    told = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), told) == (0, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="SIGINT is of POSIX systems")
def test_ctrl_c_says_what_is_kept_and_how_to_go_on(tmp_path: Path, article: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(30):
        (folder / f"{n}.txt").write_text(article.read_text() + f"\n\nPoint {n} was agreed.\n")
    command = [sys.executable, "-m", "legation", "add", str(folder), "-r", str(tmp_path / "r")]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    while not list((tmp_path / "r").glob("sources/*/*")):
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    told = process.communicate()[1].decode().splitlines()
    assert process.returncode == 130
    assert [line for line in told if "what was committed is kept" in line] == told[-1:]
    assert legation("add", folder, "-r", tmp_path / "r", "-q").returncode == 0
    assert json.loads(legation("status", "-r", tmp_path / "r").stdout)["documents"] == 30


def test_the_demo_tells_dates_and_statements(tmp_path: Path) -> None:
    done = legation("demo", tmp_path / "demo")
    assert done.returncode == 0, done.stderr
    out = done.stdout.decode()
    assert "NATO and Russia sign Founding Act in Paris" in out
    assert "1997-05-27" in out
    assert "0 findings" in done.stderr.decode()
