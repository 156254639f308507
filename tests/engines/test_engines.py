from __future__ import annotations

from pathlib import Path

import pytest

from legation.documents import Member, list_members
from legation.engines import Engine, Processes, Serial, Shard, plan, read_shard_file
from legation.pipeline import STAGES, Task, fingerprints
from legation.vocabulary import Origin


def tasks(folder: Path, count: int) -> list[Task]:
    made = []
    for n in range(count):
        file = folder / f"{n}.txt"
        file.write_text(
            f"Report {n}\n\nThe minister said that point {n} of the treaty was agreed in Geneva.\n"
        )
        (member,) = (m for m in list_members(file, path=file.name) if isinstance(m, Member))
        made.append(Task(member.id, file, member.origin))
    return made


@pytest.mark.parametrize("engine", [Serial(), Processes(2)], ids=lambda engine: engine.name)
def test_every_engine_reads_every_document_once(tmp_path: Path, engine: Engine) -> None:
    wanted = tasks(tmp_path, 40)
    broken = Task("gone", tmp_path / "gone.txt", Origin("x", path="gone.txt"))
    shards = plan([*wanted, broken], fingerprint="f")
    by_name = {shard.name: shard for shard in shards}
    found = [
        read_shard_file(by_name[path.stem], path) for path in engine.run(shards, tmp_path / "work")
    ]
    read = [row["id"] for shard in found if shard for row in shard.rows.get("documents", ())]
    failed = [row["document"] for shard in found if shard for row in shard.rows.get("failures", ())]
    assert sorted(read) == sorted(task.document for task in wanted)
    assert failed == ["gone"]


def test_a_shard_file_that_was_broken_off_is_not_used(tmp_path: Path) -> None:
    shards = plan(tasks(tmp_path, 3), fingerprint="f")
    (path,) = Serial().run(shards, tmp_path / "work")
    assert read_shard_file(shards[0], path) is not None
    whole = path.read_text()
    path.write_text(whole[: len(whole) // 2])
    assert read_shard_file(shards[0], path) is None
    path.write_text("\n".join([*whole.splitlines()[1:], ""]))
    assert read_shard_file(shards[0], path) is None


def test_a_shard_survives_being_written_down(tmp_path: Path) -> None:
    (shard,) = plan(tasks(tmp_path, 2), fingerprint="f")
    assert Shard.from_json(shard.to_json()) == shard


def test_a_fingerprint_covers_the_stages_before_it() -> None:
    found = fingerprints()
    assert list(found) == [stage.name for stage in STAGES]
    assert len(set(found.values())) == len(found)
