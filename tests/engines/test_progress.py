"""A build tells how far it is, inside long documents too, and ends at once when it is asked to."""

from __future__ import annotations

from pathlib import Path

import pytest

from legation.api import Record
from legation.documents import Member, list_members
from legation.engines import Engine, Processes, Serial, plan, read_shard_file
from legation.pipeline import Task

SAID = "The governor said that the bridge over the Drina would be open again by spring."


def task(folder: Path, name: str, sentences: int) -> Task:
    file = folder / name
    file.write_text(f"Bridge {name}\n\n" + "\n\n".join([f"{n}. {SAID}" for n in range(sentences)]))
    (member,) = (m for m in list_members(file, path=name) if isinstance(m, Member))
    return Task(member.id, file, member.origin)


def test_a_long_document_is_told_in_rising_shares(tmp_path: Path) -> None:
    one = task(tmp_path, "a.txt", 60)
    told: list[tuple[str, float]] = []
    shards = plan([one], fingerprint="f")
    list(Serial().run(shards, tmp_path / "work", lambda document, share: told.append((document, share))))  # fmt: skip
    shares = [share for _, share in told]
    assert {document for document, _ in told} == {one.document}
    assert shares == sorted(shares)
    assert len({share for share in shares if 0.05 < share < 0.6}) > 5  # inside the encoder's stage
    assert 0.9 < shares[-1] <= 1.0


def test_documents_count_by_their_size(tmp_path: Path) -> None:
    task(tmp_path, "a.txt", 2)
    task(tmp_path, "b.txt", 80)
    told: list[tuple[str, int, int | None]] = []
    with Record.open(tmp_path / "r", create=True) as rec:
        rec.add(tmp_path / "a.txt", tmp_path / "b.txt", workers=1, watch=lambda *now: told.append(now))  # fmt: skip
    reading = [(far, whole) for what, far, whole in told if what.startswith("reading")]
    assert told[-1][0] == "reading 2/2"
    assert reading[-1][0] == reading[-1][1]
    assert {whole for _, whole in reading} == {reading[-1][1]}
    assert len({far for far, _ in reading}) > 10


@pytest.mark.parametrize("engine", [Serial(), Processes(2)], ids=lambda engine: engine.name)
def test_a_run_that_is_stopped_calls_nothing_failed(tmp_path: Path, engine: Engine) -> None:
    tasks = [task(tmp_path, f"{n}.txt", 4) for n in range(8)]
    shards = [shard for one in tasks for shard in plan([one], fingerprint="f")]
    run = engine.run(shards, tmp_path / "work")
    next(run)
    run.close()  # type: ignore[attr-defined]  # what Ctrl-C does to the generator
    by_name = {shard.name: shard for shard in shards}
    found = [
        read_shard_file(by_name[path.stem], path)
        for path in (tmp_path / "work").glob("*.jsonl")
        if path.stem in by_name
    ]
    assert found
    assert not [row for shard in found if shard for row in shard.rows.get("failures", ())]
    assert len(found) < len(shards)
