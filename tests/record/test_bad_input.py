"""Input that no reader expects, from the file to the proven record."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from legation.api import Record
from legation.errors import UsageError

SAID = "The minister said that the treaty would be signed in Geneva."


def rows(record: Record, sql: str) -> list[dict[str, Any]]:
    return list(record.sql(sql))


@pytest.mark.parametrize(
    "words",
    [
        "Le ministre e\u0301tait a\u0300 l'aise avec son the\u0301 froid.",
        "\u202bהשר אמר שהשיחות יימשכו\u202c, an aide to the delegation wrote down.",
        "He sent \U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1f3\U0001f1f4 \u2764\ufe0f to the delegation.",
        "A null \x00 byte and a replacement \ufffd sign and a wide \uff21 letter.",
        "Line\u2028separator, tab\tstop, no\u00a0break, soft\u00adhyphen, zero\u200bwidth.",
    ],
    ids=["combining", "right to left", "emoji", "null byte", "separators"],
)
def test_odd_signs_move_no_span(tmp_path: Path, words: str) -> None:
    file = tmp_path / "odd.txt"
    file.write_bytes(f"{words} {SAID} {words}\n\n{SAID} {words}\n".encode())
    with Record.open(tmp_path / "r", create=True) as rec:
        added = rec.add(file)
        assert not added.failures
        (text,) = rows(rec, "select text from texts")
        assert text["text"] == file.read_bytes().decode()
        for span in rows(rec, 'select "start", "end", words from spans'):
            assert text["text"][span["start"] : span["end"]] == span["words"]
        assert rec.verify().whole
        assert rec.export("statements", tmp_path / "out.jsonl") == len(
            rows(rec, "select 1 from statements")
        )
    for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines():
        json.loads(line)


@pytest.mark.parametrize(
    "day",
    ["0 May 0000", "1 January 0", "31 February 2009", "12 May 9999", "99 June 12345", "2009-13-45"],
)
def test_days_that_are_none_give_no_date(tmp_path: Path, day: str) -> None:
    page = f'<html><head><meta name="date" content="{day}"></head><body><p>ROME, {day} -- {SAID} It ends on {day}.</p></body></html>'
    for name, content in (("a.txt", f"ROME, {day} -- {SAID}\n"), ("a.html", page)):
        (tmp_path / name).write_text(content, encoding="utf-8")
    with Record.open(tmp_path / "r", create=True) as rec:
        added = rec.add(tmp_path / "a.txt", tmp_path / "a.html")
        assert (added.new, added.failures) == (2, [])
        for row in rows(rec, "select published_earliest, published_latest from documents"):
            assert row["published_earliest"] is None or str(row["published_earliest"])[:4] not in ("0000", "9999")  # fmt: skip
            assert row["published_latest"] is None or str(row["published_latest"])[:4] not in ("0000", "9999")  # fmt: skip
        assert rec.verify().whole


@pytest.mark.parametrize("day", ["0000-01-01", "9999-99-99", "2009-02-31", "soon"])
def test_a_day_of_publication_that_is_none_is_refused(tmp_path: Path, day: str) -> None:
    (tmp_path / "a.txt").write_text(SAID)
    with Record.open(tmp_path / "r", create=True) as rec:
        with pytest.raises(UsageError, match="no date"):
            rec.add(tmp_path / "a.txt", published=day)
        assert rec.status()["documents"] == 0


def test_scripts_and_broken_nesting_give_the_words_a_reader_sees(tmp_path: Path) -> None:
    page = (
        "<html><head><script>var secret = '<p>never shown</p>';</script></head><body>"
        "<div><table><tr><td><p>TUNIS, 7 October 2011 -- Talks went on.<p>"
        + SAID
        + "</div></b></td>"
        "<script>document.write('<p>The spokesman said that nothing shown was hidden.</p>')</script>"
        "<p>The delegations go home on Friday, officials said.<i></p></body>"
    )
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    with Record.open(tmp_path / "r", create=True) as rec:
        rec.add(tmp_path / "a.html")
        (text,) = rows(rec, "select text from texts")
        assert SAID in str(text["text"])
        assert "secret" not in str(text["text"])
        assert "spokesman" not in str(text["text"])
        assert rows(rec, "select 1 from statements where content like '%treaty would be signed%'")
        assert rec.verify().whole


def test_a_new_record_that_several_open_at_once_is_one_record(tmp_path: Path) -> None:
    for number in range(40):
        begin = threading.Barrier(4)

        def opened(root: Path, begin: threading.Barrier = begin) -> int:
            begin.wait()
            with Record.open(root, create=True) as rec:
                return int(rec.status()["documents"])

        with ThreadPoolExecutor(4) as pool:
            assert list(pool.map(opened, [tmp_path / str(number)] * 4)) == [0] * 4


def test_two_processes_that_add_at_once_both_end_and_nothing_is_lost(tmp_path: Path) -> None:
    running = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        for n in range(6):
            (folder / f"{n}.txt").write_text(
                f"Report {name} {n}\n\n{SAID} It was report {name} {n}.\n"
            )
        command = [sys.executable, "-m", "legation", "add", str(folder), "-r", str(tmp_path / "r")]
        running.append(subprocess.Popen(command, stderr=subprocess.PIPE, env=os.environ))
    for process in running:
        told = process.communicate()[1]
        assert process.returncode == 0, told
    with Record.open(tmp_path / "r") as rec:
        status = rec.status()
        assert (status["documents"], status["to read"], status["failures"]) == (12, 0, [])
        assert rec.verify().whole
