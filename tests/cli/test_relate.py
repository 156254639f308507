from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from legation.api import Record
from legation.record.schema import schema


def legation(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "legation", *map(str, words)]
    return subprocess.run(command, capture_output=True, check=False, text=True)


@pytest.fixture
def folder(record: Record) -> Path:
    """A record with events as a reader of events would leave them."""
    document = record.store.one("select id from documents")
    sql = schema().insert("events")
    record.store.connection.execute("delete from events")
    deeds = [("CONSULT", "occurred", 5.0), ("SANCTION", "occurred", 9.0), ("AID", "planned", 9.0)]
    for month in range(1, 13):
        for kind, status, _ in deeds:
            day = f"2009-{month:02}-03"
            row = {
                "id": f"{kind}{month}", "document": document, "text": "t", "start": month, "end": month + 1,
                "span": "words", "kind": kind, "actors": "RUS", "recipients": "GEO", "status": status,
                "when": day, "earliest": day, "latest": day, "method": "test",
            }  # fmt: skip
            if kind != "SANCTION" or month > 6:
                record.store.connection.execute(sql, schema().values("events", row))
    record.close()
    return record.folder


def test_a_record_without_events_says_so_and_invents_nothing(record: Record) -> None:
    folder = record.folder
    record.store.connection.execute("delete from events")
    record.close()
    for words in (("events",), ("relations",), ("relations", "RUS", "GEO", "--breaks")):
        done = legation(*words, "-r", folder)
        assert (done.returncode, done.stdout) == (1, ""), done.stderr
        assert "no events" in done.stderr


def test_events_are_filtered_listed_and_taken_out(folder: Path, tmp_path: Path) -> None:
    done = legation("events", "-r", folder, "--kind", "SANCTION", "--after", "2009-09-01")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["earliest"] for row in rows] == [f"2009-{m:02}-03" for m in (9, 10, 11, 12)]
    assert {(row["weight"], row["quad"]) for row in rows} == {(-5.2, "material conflict")}
    out = legation("events", "-r", folder, "--to", tmp_path / "x.tsv", "--as", "icews")
    assert "18 events written" in out.stderr
    assert "12 left out" in out.stderr
    beside = legation(
        "relations", "RUS", "GEO", "-r", folder, "--beside", tmp_path / "x.tsv", "--form", "icews"
    )
    assert "x: 18 events also in the record, 0 only there, 0 only in the record" in beside.stderr


def test_a_pairs_series_its_break_network_and_plot(folder: Path, tmp_path: Path) -> None:
    done = legation("relations", "GEO", "RUS", "-r", folder)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [round(row["net"], 1) for row in rows] == [2.1] * 6 + [-3.1] * 6
    found = json.loads(legation("relations", "GEO", "RUS", "-r", folder, "--breaks").stdout)
    assert (found["at"], found["low"], found["high"]) == ("2009-07-01",) * 3
    assert legation("relations", "-r", folder, "--network", tmp_path / "n.gexf").returncode == 0
    assert "<gexf" in (tmp_path / "n.gexf").read_text()
    plot = ("events", "-r", folder, "--actor", "RUS", "--recipient", "GEO", "--plot")
    assert legation(*plot, tmp_path / "p.svg").returncode == 0
    assert (tmp_path / "p.svg").read_text().startswith("<svg")


def test_actors_have_names_and_each_mention_can_be_listed(folder: Path) -> None:
    for name in ("RUS", "rus", "Russia"):
        done = legation(
            "events", "-r", folder, "--actor", name, "--kind", "sanction", "--after", "2009-09"
        )
        rows = [json.loads(line) for line in done.stdout.splitlines()]
        assert [row["when"] for row in rows] == [f"2009-{m:02}-03" for m in (9, 10, 11, 12)]
    assert legation("events", "-r", folder, "--actor", "Nowhereland").returncode != 0
    with Record.open(folder) as rec:
        rec.store.connection.execute("update events set happening = 'one' where kind = 'SANCTION'")
        once = rec.events(recipient="Georgia", kind="SANCTION")
        assert [(row.mentions, row.support) for row in once] == [(6, 1)]
        assert len(rec.events(kind="SANCTION", mentions=True)) == 6


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("relations", "RUS", "rus"), "itself"),
        (("relations", "RUS"), "two, or none"),
        (("relations", "--after", "2010-01-01", "--before", "2009-01-01"), "not before"),
        (("relations", "--plot", "x.png"), "two actors"),
        (("events", "--kind", "HELP"), "no such type"),
        (("events", "--status", "done"), "no such status"),
        (("relations", "Russia", "RUS"), "itself"),
        (("events", "--after", "soon"), "2009-04-01"),
        (("events", "--plot", "x.png"), "--actor and --recipient"),
        (("relations", "RUS", "GEO", "--plot", "x.gif"), ".json or .svg or .png"),
    ],
)
def test_senseless_questions_are_refused(folder: Path, words: tuple[str, ...], says: str) -> None:
    done = legation(*words, "-r", folder)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
