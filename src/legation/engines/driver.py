"""Drive a build: what is stale, which engine reads it, what is committed, what follows.

The driver alone commits. A shard's file is committed in one transaction and then deleted; one
that an interrupted run left behind is found by its name and committed without reading again.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from legation.actors import own_version
from legation.documents import cluster_copies
from legation.engines.local import choose_engine
from legation.engines.progress import Progress, Watch
from legation.engines.reports import Built
from legation.engines.shards import Shard, ShardFile, plan, read_shard_file
from legation.errors import LegationError
from legation.pipeline import STAGES, Task, fingerprints
from legation.record import Store, origin_of
from legation.record.actors import note_reference
from legation.record.happenings import note_happenings
from legation.vocabulary import identify


def _current(store: Store) -> dict[str, str]:
    return fingerprints(store.folder.coder(), own_version(store.folder.root))


def stale_documents(store: Store) -> list[dict[str, Any]]:
    """Return the rows of documents that a build must read, each with `why`."""
    rows = []
    current = _current(store)
    noted: dict[str, dict[str, str]] = {}
    for entry in store.query("select document, stage, version from ledger"):
        noted.setdefault(entry["document"], {})[entry["stage"]] = entry["version"]
    for row in store.query("select * from documents order by added, id"):
        old = noted.get(row["id"], {})
        changed = next((stage for stage, v in current.items() if old.get(stage) != v), None)
        if changed:
            why = f"the stage {changed} is newer" if old else "not read yet"
            rows.append(row | {"why": why})
    return rows


def build_stale(store: Store, *, workers: int | None = None, watch: Watch | None = None) -> Built:
    """Read every stale document, commit shard by shard, then cluster copies."""
    built = Built()
    coder, folder = store.folder.coder(), store.folder.root.resolve()
    tables = folder if own_version(folder) else None
    current = _current(store)
    stale = stale_documents(store)
    tasks = [
        Task(row["id"], store.folder.source(row["source"]), origin_of(row), coder, tables)
        for row in stale
    ]
    shards = plan(tasks, fingerprint=identify(*current.values()))
    progress = Progress(tasks, watch)
    for shard in _read_shards(shards, store.folder.work, workers, progress):
        store.commit(shard.rows, current)
        shard.path.unlink(missing_ok=True)
        _count(shard, built)
        progress.finish(shard.documents)
    if tasks:
        shutil.rmtree(store.folder.work, ignore_errors=True)
        mark_copies(store)
        note_reference(store)
    if tasks or store.one("select count(*) from events where happening is null"):
        note_happenings(store)
    return built


def _read_shards(
    shards: list[Shard], work: Path, workers: int | None, progress: Progress
) -> Iterator[ShardFile]:
    """Yield each shard's file: those an earlier run left first, then those read now."""
    left = []
    for shard in shards:
        found = read_shard_file(shard, work / f"{shard.name}.jsonl")
        if found:
            yield found
        else:
            left.append(shard)
    by_name = {shard.name: shard for shard in left}
    engine = choose_engine(sum(len(shard.tasks) for shard in left), workers)
    for path in engine.run(left, work, progress.tell):
        # a shard that killed its worker comes back as one file a document, under other names
        shard = by_name.get(path.stem) or Shard(path.stem, ())
        found = read_shard_file(shard, path)
        if found:
            yield found


def _count(shard: ShardFile, built: Built) -> None:
    failed = shard.rows.get("failures", ())
    built.read += len(shard.rows.get("documents", ()))
    built.statements += len(shard.rows.get("statements", ()))
    built.failures.extend(
        LegationError(row["where"], found=row["found"], expected=row["expected"], do=row["do"])
        for row in failed
    )
    for stage, spent in shard.seconds.items():
        built.seconds[stage] = built.seconds.get(stage, 0.0) + spent
    for row in shard.rows.get("documents", ()):
        kind = (row["language"] or "unknown", row["level"])
        built.levels[kind] = built.levels.get(kind, 0) + 1
    built.left_out += sum(r["row"].startswith("statements:") for r in shard.rows.get("reasons", ()))


def mark_copies(store: Store) -> None:
    """Cluster exact and near copies; the earliest published, else first added, is the original."""
    signed = {
        row["document"]: row["signature"]
        for row in store.query("select document, signature from signatures")
    }
    order = {
        row["id"]: (row["published_earliest"] or "9999", row["added"], row["id"])
        for row in store.query("select id, published_earliest, added from documents")
    }
    copies: dict[str, str | None] = dict.fromkeys(signed)
    for cluster in cluster_copies(signed):
        original, *others = sorted(cluster, key=lambda document: order[document])
        copies.update(dict.fromkeys(others, original))
    known = {row["id"]: row["copy_of"] for row in store.query("select id, copy_of from documents")}
    store.set_copies({d: of for d, of in copies.items() if known.get(d) != of})


def remove_document(store: Store, document: str, *, why: str | None, now: str) -> dict[str, int]:
    """Remove a document; copies of it are told apart again, and so is what they tell.

    Returns how many rows of each table went.
    """
    copies = store.one("select count(*) from documents where copy_of = ?", (document,))
    counts = store.remove(document, why=why, now=now)
    if copies:
        mark_copies(store)
    if copies or counts["events"]:
        note_happenings(store)
    return counts


def describe(store: Store) -> dict[str, Any]:
    """Return counts, versions, what is still to be read, and failures with their reasons."""

    def count(table: str, where: str = "") -> int:
        return int(store.one(f'select count(*) from "{table}" {where}'))  # noqa: S608 - names of our own schema

    first, last = (
        store.one(f"select {f}(published_earliest) from documents")  # noqa: S608 - min or max
        for f in ("min", "max")
    )
    return {
        "record": str(store.folder.root),
        "documents": count("documents"),
        "copies": count("documents", "where copy_of is not null"),
        "undated": count("documents", "where text is not null and published is null"),
        "published": f"{first} to {last}" if first else None,
        "encodings": {
            row["encoding"]: row["documents"]
            for row in store.query(
                "select encoding, count(*) as documents from documents where encoding is not null "
                "group by encoding order by documents desc, encoding"
            )
        },
        "languages": {
            f"{row['language'] or 'unknown'}: {row['level']}": row["documents"]
            for row in store.query(
                "select language, level, count(*) as documents from documents where level is not null "
                "group by language, level order by documents desc, language"
            )
        },
        "odd encodings": count("reasons", """where "row" like 'read:%' and rule = 'encoding'"""),
        "sentences": count("sentences"),
        "statements": count("statements"),
        "removed": count("tombstones"),
        "to read": len(stale_documents(store)),
        "coder": store.folder.coder().version,
        "left out": count("reasons", """where "row" like 'statements:%' and kept = 0"""),
        "versions": {stage.name: stage.version for stage in STAGES},
        "failures": list(store.query("select * from failures order by path")),
    }
