from __future__ import annotations

import csv
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from dataclasses import fields
from pathlib import Path

import apsw
import duckdb
import pytest

from legation.api import Record
from legation.errors import (
    BusyError,
    DamagedError,
    FullError,
    NewerRecordError,
    NotARecordError,
    NotFoundError,
    UsageError,
)
from legation.record.folder import Folder
from legation.record.schema import VERSION, schema
from legation.record.store import Store
from legation.vocabulary import (
    Commitment,
    Contradiction,
    Event,
    Membership,
    Position,
    Shift,
    Stance,
    Statement,
    Tenure,
)


def test_a_document_becomes_a_cited_record_and_every_span_is_proven(record: Record) -> None:
    status = record.status()
    assert (status["documents"], status["to read"], status["failures"]) == (1, 0, [])
    assert status["published"] == "2009-12-04 to 2009-12-04"
    said = list(record.sql("select source, cue, manner from statements order by start"))
    assert {
        "source": "Russian Foreign Minister Sergei Lavrov",
        "cue": "said",
        "manner": "indirect",
    } in said
    assert record.verify().whole


def test_adding_again_changes_nothing(record: Record, article: Path) -> None:
    before = list(record.sql("select * from statements"))
    added = record.add(article)
    assert (added.new, added.known) == (0, 1)
    assert added.built is not None
    assert added.built.read == 0
    assert list(record.sql("select * from statements")) == before


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("texts", "text = replace(text, 'Brussels', 'Brussals')"),
        ("statements", "confidence = 0.123"),
        ("statements", "source = source || 'x'"),
        ("spans", '"start" = "start" + 1'),
        ("spans", "words = words || '.'"),
        ("sentences", "words = replace(words, 'a', 'b')"),
        ("documents", "published = '2010-01-01'"),
        ("blocks", "kind = 'text'"),
        ("reasons", "says = says || '!'"),
    ],
)
def test_a_changed_cell_is_found(record: Record, table: str, change: str) -> None:
    connection = apsw.Connection(str(record.folder / "legation.db"))
    connection.execute(f'update "{table}" set {change}')
    connection.close()
    findings = record.verify().findings
    assert any(finding.where.startswith(table) for finding in findings), findings


def test_a_changed_source_byte_is_found(record: Record) -> None:
    source = next(file for file in (record.folder / "sources").rglob("*") if file.is_file())
    source.write_bytes(source.read_bytes().replace(b"Brussels", b"Brussals", 1))
    found = [str(finding) for finding in record.verify().findings]
    assert any(line.startswith("sources/") for line in found)
    assert any("Brussals" in line.split("expected")[0] for line in found)
    assert any("in the changed source" in line for line in found)


def test_a_missing_source_is_found(record: Record) -> None:
    next(file for file in (record.folder / "sources").rglob("*") if file.is_file()).unlink()
    assert "no file" in str(record.verify().findings[0])


def test_a_broken_chain_of_corrections_is_found(record: Record) -> None:
    values = ("r", "f", "v", "me", "2026-01-01", "why", "0" * 64, "not the hash")
    record.store.connection.execute(
        'insert into corrections ("row", field, value, who, made, why, previous, hash) values (?,?,?,?,?,?,?,?)',
        values,
    )
    assert "broken chain" in str(record.verify().findings[0])
    with pytest.raises(apsw.ConstraintError, match="never changed"):
        record.store.connection.execute("update corrections set value = 'w'")


def test_removal_takes_all_that_rests_on_it_and_leaves_a_tombstone(record: Record) -> None:
    document = next(record.sql("select id from documents"))["id"]
    removed = record.remove(document[:8], why="a test")
    assert removed.rows["statements"] > 0
    for table in ("documents", "texts", "statements", "spans", "sentences", "reasons"):
        assert not list(record.sql(f'select 1 from "{table}"')), table
    assert next(record.sql("select why from tombstones"))["why"] == "a test"
    assert not [file for file in (record.folder / "sources").rglob("*") if file.is_file()]
    assert record.find("Brussels").total == 0
    assert record.verify().whole


def test_a_removed_document_stays_removed_until_it_is_asked_for(
    record: Record, article: Path
) -> None:
    document = next(record.sql("select id from documents"))["id"]
    record.remove(document, why="not ours to keep")
    added = record.add(article)
    assert (added.new, added.known, added.failures) == (0, 0, [])
    assert "not ours to keep" in str(added.passed_over[0])
    assert record.status()["documents"] == 0
    assert not [file for file in (record.folder / "sources").rglob("*") if file.is_file()]
    assert record.add(article, again=True).new == 1
    assert record.add(article).known == 1
    assert record.verify().whole


def test_an_encoding_that_does_not_fit_changes_nothing(record: Record, tmp_path: Path) -> None:
    file = tmp_path / "fr.txt"
    said = "Le ministre a déclaré mercredi à Genève que le traité serait signé."
    file.write_bytes(said.encode("cp1252"))
    record.add(file)
    before = list(record.sql("select * from documents order by id"))
    with pytest.raises(UsageError, match="Python knows"):
        record.add(file, encoding="nosuch")
    assert "not utf-8" in str(record.add(file, encoding="utf-8").failures[0])
    assert list(record.sql("select * from documents order by id")) == before
    assert record.status()["failures"]
    added = record.add(file)
    assert (added.known, added.failures) == (1, [])
    status = record.status()
    assert (status["failures"], status["to read"]) == ([], 0)
    assert status["encodings"] == {"cp1252": 1, "utf-8": 1}


def test_what_is_odd_about_an_encoding_is_shown(record: Record, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    words = "<p>Le ministre a déclaré à Genève que le traité serait signé.</p>"
    page.write_bytes(f'<head><meta charset="utf-8"></head><body>{words}</body>'.encode("cp1252"))
    record.add(page)
    row = next(record.sql("select id from documents where media_type = 'html'"))
    reasons = {r["rule"]: r["says"] for r in record.show(row["id"]).reasons}
    assert reasons["encoding"] == "declares utf-8, but its bytes are cp1252"
    assert record.status()["odd encodings"] == 1


def test_support_counts_independent_documents_and_copies_once(
    record: Record, article: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_text(article.read_text(encoding="utf-8") + "\nCopyright: the agency.\n")
    other = tmp_path / "other.txt"
    other.write_text(
        "The council looks back\n\n"
        "PARIS, 6 December 2009 -- A meeting of last week is still talked of in both capitals.\n\n"
        "“We have agreed to look again at how the council works”, the alliance's spokesman said then. "
        "Nothing else was new, and the diplomats who were there went home early.\n",
        encoding="utf-8",
    )
    record.add(copy, other)
    assert record.status()["copies"] == 1
    sql = "select content, v.support, v.documents from statements join support v on statement = id"
    told = {row["content"][:15]: (row["support"], row["documents"]) for row in record.sql(sql)}
    assert told["We have agreed "] == (2, 3)
    assert {counts for words, counts in told.items() if words != "We have agreed "} <= {
        (1, 2),
        (1, 1),
    }
    said = next(record.sql("select id, document from statements where content like 'We have agr%'"))
    assert record.show(said["id"]).row["support"] == 2
    hits = record.find('"look again"').hits
    assert {s["support"] for hit in hits for s in hit["statements"]} == {2}
    assert "support" in record.statements().schema.names


def test_search_finds_words_phrases_and_speakers(record: Record) -> None:
    assert record.find("legally treaty").total == 1
    assert record.find('"binding treaty"').total == 1
    assert record.find('"treaty binding"').total == 0
    assert record.find("treaty OR spokesman").total == 2
    assert record.find("", speaker="Lavrov", kind="statement").total == 1
    assert record.find("Brussels", after="2009-12-05").total == 0
    assert record.find("Brussels", before="2009-12-04", limit=1).total > 1
    with pytest.raises(UsageError, match="query"):
        record.find('"open')


def test_the_index_can_be_deleted_and_follows_a_rebuild(record: Record) -> None:
    import shutil

    expected = record.find("Brussels").total
    shutil.rmtree(record.folder / "text")
    with Record.open(record.folder) as again:
        assert again.find("Brussels").total == expected


def test_show_takes_a_unique_beginning(record: Record) -> None:
    row = next(record.sql("select id, content from statements"))
    shown = record.show(row["id"][:10])
    assert shown.row["content"] == row["content"]
    assert row["content"][:20] in shown.words
    with pytest.raises(NotFoundError, match="no row"):
        record.show("zzzz")


def test_exports_hold_exactly_the_rows(record: Record, tmp_path: Path) -> None:
    count = len(list(record.sql("select 1 from statements")))
    assert record.export("statements", tmp_path / "s.csv") == count
    with (tmp_path / "s.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == count
    assert record.export("statements", tmp_path / "s.parquet") == count
    assert duckdb.connect().execute(
        f"select count(*) from '{tmp_path / 's.parquet'}'"
    ).fetchall() == [(count,)]
    query = "select source from statements where manner = 'direct'"
    record.export(query, tmp_path / "s.jsonl")
    lines = (tmp_path / "s.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == list(record.sql(query))
    with pytest.raises(UsageError, match="no such table"):
        record.export("nonsense", tmp_path / "n.csv")


def test_tables_are_arrow(record: Record) -> None:
    said = record.statements(speaker="Lavrov")
    assert said.num_rows == 1
    assert duckdb.connect().execute("select source from said").fetchall() == [
        ("Russian Foreign Minister Sergei Lavrov",)
    ]


def test_the_difference_of_two_records_names_what_changed(record: Record, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(
        "Talks go on\n\nThe minister said that the talks would go on for another week in Geneva.\n"
    )
    with Record.open(tmp_path / "newer", create=True) as newer:
        newer.add(tmp_path / "article.txt", other)
        found = {d.table: d for d in record.diff(newer)}
    assert len(found["documents"].added) == 1
    assert not found["documents"].removed
    assert not found["documents"].changed
    assert len(found["statements"].added) == 1


def test_versions_of_one_article_under_one_url_are_linked(tmp_path: Path) -> None:
    page = '<html><head><meta property="og:url" content="https://a.example/1"></head><body><p>{}</p></body></html>'
    meta = tmp_path / "meta.csv"
    meta.write_text("file,url\none.html,https://a.example/1\ntwo.html,https://a.example/1\n")
    with Record.open(tmp_path / "r", create=True) as rec:
        for name in ("one", "two"):
            file = tmp_path / f"{name}.html"
            file.write_text(
                page.format(f"The minister said {name} things about the treaty in Geneva today.")
            )
            rec.add(file, meta=meta)
        rows = list(
            rec.sql("select id, replaces from documents order by added, replaces is not null")
        )
    assert rows[0]["replaces"] is None
    assert rows[1]["replaces"] == rows[0]["id"]


# --- folders that are none, newer ones, older ones -------------------------------------------


def test_a_folder_with_other_things_is_no_record(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.doc").write_text("x")
    with pytest.raises(NotARecordError, match="other things"):
        Record.open(tmp_path / "letters", create=True)
    with pytest.raises(NotARecordError, match=r"legation\.toml"):
        Record.open(tmp_path / "letters")
    assert (tmp_path / "letters" / "a.doc").read_text() == "x"


@pytest.mark.parametrize(
    "query",
    [
        "select 1 as one; drop table statements",
        "select 1; update statements set content = 'forged'",
        "with x as (select 1) delete from statements",
        "select nosuch from statements",
        "select 1 from (select 1",
    ],
)
def test_a_query_of_ones_own_can_only_read(record: Record, tmp_path: Path, query: str) -> None:
    before = list(record.sql("select * from statements"))
    with pytest.raises(UsageError, match="one select"):
        record.export(query, tmp_path / "out.csv")
    with pytest.raises(UsageError, match="one select"):
        list(record.sql(query))
    assert list(record.sql("select * from statements")) == before
    assert not (tmp_path / "out.csv").exists()


def test_a_record_that_lost_its_database_is_no_empty_record(record: Record) -> None:
    record.close()
    for file in record.folder.glob("legation.db*"):
        file.unlink()
    with pytest.raises(DamagedError, match="no database"):
        Record.open(record.folder)
    assert not (record.folder / "legation.db").exists()


def test_days_months_and_years_narrow_a_search_and_wrong_ones_are_said(record: Record) -> None:
    def hits(**bounds: str) -> int:
        return record.find("Brussels", **bounds).total

    every = hits()
    assert every > 0
    assert hits(after="2009") == hits(after="2009-12", before="2009") == every
    assert hits(after="2010") == hits(before="2009-11") == 0
    with pytest.raises(UsageError, match="sentence or statement"):
        record.find("Brussels", kind="sermon")
    for wrong in ("garbage", "2009-13-45", "9999"):
        with pytest.raises(UsageError, match="no date"):
            hits(after=wrong)


def test_a_newer_record_is_left_alone(record: Record) -> None:
    record.close()
    settings = record.folder / "legation.toml"
    settings.write_text(settings.read_text().replace(f"schema = {VERSION}", "schema = 99"))
    with pytest.raises(NewerRecordError, match="upgrade Legation"):
        Record.open(record.folder)


def test_a_database_that_is_none_is_said(record: Record) -> None:
    record.close()
    for file in record.folder.glob("legation.db*"):
        file.unlink()
    (record.folder / "legation.db").write_bytes(b"not a database at all" * 100)
    with pytest.raises(DamagedError, match="SQLite"):
        Record.open(record.folder)


def test_a_full_disk_loses_nothing(record: Record, tmp_path: Path) -> None:
    pages = record.store.connection.pragma("page_count")
    before = list(record.sql("select id from statements"))
    record.store.connection.pragma("max_page_count", pages)
    more = tmp_path / "more.txt"
    more.write_text(
        "Title of it\n\n"
        + "\n\n".join(
            f"The minister said that point {n} of the treaty was agreed." for n in range(400)
        )
    )
    with pytest.raises(FullError, match="free some space"):
        record.add(more)
    assert list(record.sql("select id from statements")) == before
    record.store.connection.pragma("max_page_count", 1 << 30)
    assert record.verify().whole


FULL = """
import resource, sys
from legation.cli.app import main
resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
sys.argv[0] = "legation"
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file sizes are of POSIX systems")
def test_reading_goes_on_where_nothing_can_be_written(record: Record, tmp_path: Path) -> None:
    record.find("Brussels")  # makes the index
    record.close()

    def ask(*words: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-c", FULL, *words, "-r", str(record.folder)]
        return subprocess.run(command, capture_output=True, check=False, env=os.environ)

    for words in (["status"], ["find", "Brussels"], ["export", "statements"], ["verify"]):
        done = ask(*words)
        assert done.returncode == 0, (words, done.stderr)
    for form in ("csv", "parquet"):
        done = ask("export", "statements", "--to", str(tmp_path / f"out.{form}"))
        assert done.returncode == 1
        assert b"no space left" in done.stderr, done.stderr
        assert len(done.stderr.splitlines()) == 1
        assert not list(tmp_path.glob(f"out.{form}*"))
    with Record.open(record.folder) as again:
        assert again.verify().whole


# --- several processes -----------------------------------------------------------------------


def _hold(folder: str, held: str) -> None:
    with Folder(Path(folder)).writing():
        Path(held).touch()
        time.sleep(1.0)


def test_a_second_writer_waits_then_goes_on(record: Record, tmp_path: Path) -> None:
    held = tmp_path / "held"
    other = multiprocessing.get_context("spawn").Process(
        target=_hold, args=(str(record.folder), str(held))
    )
    other.start()
    while not held.exists():
        time.sleep(0.01)
    with pytest.raises(BusyError, match=str(other.pid)), record.store.folder.writing(patience=0.1):
        pass
    with record.store.folder.writing(patience=30):
        assert other.exitcode is None or other.exitcode == 0
    other.join()


WRITER = """
import sys
from pathlib import Path
from legation.api import Record
folder, inbox = Path(sys.argv[1]), Path(sys.argv[2])
with Record.open(folder, create=True) as rec:
    for n in range(400):
        file = inbox / f"{n}.txt"
        file.write_text(f"Report {n}\\n\\nThe minister said that point {n} of the treaty was agreed in Geneva.\\n")
        rec.add(file)
        print(n, flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9 is of POSIX systems")
def test_a_killed_writer_loses_nothing_that_was_committed(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for _ in range(3):
        command = [sys.executable, "-c", WRITER, str(tmp_path / "r"), str(inbox)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ)
        assert process.stdout is not None
        done = 0
        while done < 4:
            done = int(process.stdout.readline()) + 1
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        with Record.open(tmp_path / "r") as rec:
            status = rec.status()
            assert status["documents"] >= done
            assert len(list(rec.sql("select 1 from texts"))) >= done
            rec.build()
            assert rec.verify().whole


def test_readers_see_whole_documents_while_one_is_written(record: Record, tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(record.folder), str(tmp_path)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=os.environ)
    try:
        deadline = time.monotonic() + 3
        while time.monotonic() < deadline:
            with Store.open(record.folder) as reader:
                half = reader.one(
                    "select count(*) from documents d where d.text is not null and not exists "
                    "(select 1 from sentences s where s.document = d.id)"
                )
                assert half == 0
    finally:
        process.kill()
        process.wait()


# --- the schema ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("noun", "table"),
    [
        (Statement, "statements"), (Event, "events"), (Tenure, "tenures"), (Membership, "memberships"),
        (Stance, "stances"), (Position, "positions"), (Shift, "shifts"), (Contradiction, "contradictions"),
        (Commitment, "commitments"),
    ],
)  # fmt: skip
def test_every_field_of_a_noun_has_its_column(noun: type, table: str) -> None:
    columns = set(schema().columns[table])
    wanted = {f.name for f in fields(noun)} - {"reasons"}
    assert wanted <= columns, wanted - columns
