"""Is the store fast enough, and does it keep what it was given? See README.md."""

from __future__ import annotations

import json
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import duckdb

from bench.harness import Scores, run
from bench.pages import page, sentence
from legation.api import Record
from legation.pipeline import fingerprints
from legation.record.lake import MOST_ROWS
from legation.vocabulary import identify

SENTENCES, FEW = 1_000_000, 20_000
LAKE_ROWS, LAKE_FEW = 10_000_000, 100_000
PER_DOCUMENT = 50
BATCH = 200


def rows(number: int, draw: random.Random) -> dict[str, list[dict[str, object]]]:
    """Return the rows of one generated document: sentences, every other one a statement."""
    document = identify("bench", number)
    day = f"{draw.randint(1995, 2020)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
    words = [sentence(draw) for _ in range(PER_DOCUMENT)]
    text = identify("text", number)
    whole = {
        "published": day,
        "published_earliest": day,
        "published_latest": day,
        "outlet": f"Paper {number % 40}",
    }
    made: dict[str, list[dict[str, object]]] = {
        "documents": [{"id": document, "source": "s", "member": "", "path": f"{number}.txt", "media_type": "text", "dates": "[]",
                       "given": "{}", "text": text, "reader": "bench/1", "language": "en", "level": "full", **whole}],
        "sentences": [], "statements": [],
    }  # fmt: skip
    for n, line in enumerate(words):
        place = {"document": document, "start": n * 200, "end": n * 200 + len(line)}
        made["sentences"].append(
            {"id": identify("s", number, n), "position": n, "block": 0, "words": line, **place}
        )
        if n % 2:
            made["statements"].append({
                "id": identify("st", number, n), "text": text, "source": line.split(" said")[0][:60], "content": line, "manner": "indirect",
                "cue": "said", "when": "", "method": "bench/1", **place,
            })  # fmt: skip
    return made


def fill(rec: Record, count: int) -> float:
    """Commit generated documents through the store; return statements a second."""
    draw = random.Random(7)
    current = fingerprints()
    began = time.perf_counter()
    store = rec.store
    for first in range(0, count // PER_DOCUMENT, BATCH):
        batch: dict[str, list[dict[str, object]]] = {}
        for number in range(first, min(first + BATCH, count // PER_DOCUMENT)):
            for table, found in rows(number, draw).items():
                batch.setdefault(table, []).extend(found)
        with store.transaction():
            for row in batch["documents"]:
                sql = "insert into documents (id, source, member, path, media_type, dates, given, added) values (?,?,?,?,?,?,?,?)"
                store.connection.execute(
                    sql, (row["id"], "s", "", row["path"], "text", "[]", "{}", "2026-01-01")
                )
        store.commit(batch, current)
    return count / (time.perf_counter() - began)


def clock(question: Callable[[], object], times: int = 7) -> float:
    """Return the median of some runs in milliseconds, the first left out."""
    question()
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        question()
        spent.append(time.perf_counter() - began)
    return median(spent) * 1000


def written(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def measure(data: Path | None, small: bool) -> Scores:
    del data  # the rows are generated
    count = FEW if small else SENTENCES
    with (
        tempfile.TemporaryDirectory() as scratch,
        Record.open(Path(scratch) / "r", create=True) as rec,
    ):
        speed = fill(rec, count)
        began = time.perf_counter()
        total = rec.find("treaty").total
        indexed = time.perf_counter() - began
        one = "select * from statements s join documents d on d.id = s.document where d.outlet = 'Paper 7' and d.published_earliest >= '2005' "
        page_sql = one + 'order by d.published_earliest desc, s.document, s."start" limit 50'
        scores: Scores = {
            "sentences": count,
            "sentences_committed_a_second": speed,
            "index_seconds": indexed,
            "hits": total,
            "text_query_ms": clock(lambda: rec.find('"ceasefire had failed" Polish', limit=50)),
            "text_common_word_ms": clock(lambda: rec.find("treaty", limit=50)),
            "facets_ms": clock(lambda: facets(rec)),
            "filtered_page_ms": clock(lambda: list(rec.sql(page_sql))),
        }
        rec.store.connection.execute("pragma wal_checkpoint(truncate)")
        before = written(rec.folder)
        file = Path(scratch) / "one.html"
        file.write_text(page(1), encoding="utf-8")
        began = time.perf_counter()
        rec.add(file, workers=1)
        scores["add_one_seconds"] = time.perf_counter() - began
        scores["add_one_mb"] = (written(rec.folder) - before) / 1e6
        return scores | lake_scores(rec, LAKE_FEW if small else LAKE_ROWS)


def lake_scores(rec: Record, count: int) -> Scores:
    """Count generated statements by actor, issue and month, and one actor's by month."""
    rec.count(["month"])  # the record's own segments; the generated ones stand beside them
    manifest = rec.folder / "lake" / "legation.json"
    kept = json.loads(manifest.read_text(encoding="utf-8"))
    with duckdb.connect() as connection:
        connection.execute("select setseed(0.7)")
        for number in range(0, count, MOST_ROWS):
            rows = min(MOST_ROWS, count - number)
            name = f"generated-{number}.parquet"
            connection.execute(
                f"copy (select md5((i // 20 + {number})::varchar) as document, "
                "'Actor ' || (200 * random() * random())::integer as actor, 'issue-' || (random() * 20)::integer as issue, "
                "'indirect' as manner, 'Paper ' || (random() * 40)::integer as outlet, "
                "(1995 * 12 + random() * 320)::integer as month, (random() < 0.1)::tinyint as copied, null::double as stance "
                f"from range({rows}) t(i)) to '{rec.folder / 'lake' / name}' (format parquet, compression zstd)"
            )
            kept["segments"].append({"name": name, "rows": rows})
    manifest.write_text(json.dumps(kept), encoding="utf-8")
    return {
        "lake_rows": count,
        "group_by_ms": clock(lambda: rec.count(["actor", "issue", "month"], limit=1000), times=3),
        "one_actor_by_month_ms": clock(lambda: rec.count(["month"], actor="Actor 7"), times=3),
    }


def facets(rec: Record) -> object:
    from legation.record.search import Search

    return Search(rec.store).facets("treaty")


if __name__ == "__main__":
    run("store", measure)
