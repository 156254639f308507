"""Is the publication date right? See README.md."""

from __future__ import annotations

import gzip
import json
import re
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median

from bench.gold import gold_documents
from bench.harness import Scores, run
from legation.dating import date_document
from legation.dating.grammar import read_date
from legation.documents import list_members, read_document
from legation.vocabulary import Block, BlockKind, Document, Origin, Span, When


def gold_scores(data: Path | None) -> Scores:
    """Count the documents whose interval the accept line allows.

    That is one inside the accepted days, or one that contains the truth and is no wider than
    the line says.
    """
    right, decoys, total = 0, 0, 0
    for gold, file in gold_documents(data):
        member = next(iter(list_members(file, path=file.name)))
        published = date_document(read_document(file, member.origin)).published
        total += 1
        fits = accepted(gold["date"], published)
        right += fits
        wrong = [d for d in gold["date"].get("decoys", []) if is_decoy(d["date"], published)]
        decoys += bool(wrong)
        print(f"  {gold['file']}: {published.edtf() or 'unknown'} {'right' if fits else 'WRONG'}")
    return (
        {"gold_documents": total, "gold_right": right / total, "gold_decoys": decoys}
        if total
        else {}
    )


def accepted(gold: dict[str, object], found: When) -> bool:
    if found.earliest is None or found.latest is None:
        return False
    low, high = (date.fromisoformat(str(gold[k])) for k in ("earliest", "latest"))
    inside = re.search(r"inside \[(\S+), (\S+)\]", str(gold["accept"]))
    a, b = (date.fromisoformat(d) for d in inside.groups()) if inside else (low, high)
    if a <= found.earliest and found.latest <= b:
        return found.earliest <= high and low <= found.latest
    widest = re.search(r"at most (\d+) days", str(gold["accept"]))
    days = found.days or 10**6
    return (
        bool(widest) and days <= int(widest[1]) and found.earliest <= low and high <= found.latest
    )


def is_decoy(decoy: str, found: When) -> bool:
    days = read_date(decoy)
    return bool(days) and found.earliest is not None and (found.earliest, found.latest) == days


def articles(data: Path, *, small: bool) -> Iterator[tuple[str, date]]:
    for file in sorted((data / "data" / "attribution").glob("*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            seen = set()
            for number, line in enumerate(lines):
                row = json.loads(line)
                if row["doc"] in seen or (small and number > 60):
                    continue
                seen.add(row["doc"])
                yield row["text"], date.fromisoformat(row["date"])


def newswire_scores(data: Path | None, *, small: bool) -> Scores:
    """Articles of known date, their metadata withheld: only main text is given."""
    if data is None or not (data / "data" / "attribution").is_dir():
        return {}
    total = known = contains = days = wrong_days = years = 0
    widths = []
    began = time.process_time()
    for text, truth in articles(data, small=small):
        total += 1
        block = Block(Span("d", 0, len(text)), BlockKind.TEXT, "given", 1.0)
        document = Document("d", text, Origin("s"), "given/1", (block,))
        found = date_document(document).published
        known += found.known
        low, high = found.earliest or date.min, found.latest or date.max
        inside = low <= truth <= high
        contains += inside
        if found.days is not None:
            widths.append(found.days)
            years += 1
        if found.days == 1:
            days += 1
            wrong_days += not inside
        if not inside:
            print(
                "  missed:", truth, found.edtf(), [r.says[:70] for r in found.reasons if r.kept][:4]
            )
    if not total:
        return {}
    return {
        "articles": total,
        "articles_contained": contains / total,
        "articles_with_an_interval": known / total,
        "articles_closed_interval": years / total,
        "articles_wrong_day": wrong_days / total,
        "articles_day_answers": days,
        "articles_median_width_days": median(widths) if widths else None,
        "articles_a_second": total / (time.process_time() - began),
    }


def measure(data: Path | None, small: bool) -> Scores:
    return gold_scores(data) | newswire_scores(data, small=small)


if __name__ == "__main__":
    run("dating", measure)
