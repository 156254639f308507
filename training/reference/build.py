"""Make the dated tables that ship, from tables given: python training/reference/build.py --data DIR.

DIR is laid out like shared/reference. Rows written by hand are taken as they are; rows of
other origin only where their licence is CC0, one by one, after these checks: the class and the
state are in scope, the days are days and in order, the span is under 40 years, and no two
holders of one exclusive office overlap by more than 45 days (both are dropped then, since one
of them is wrong). The origin of every row is named in it.
"""

from __future__ import annotations

import argparse
import csv
import itertools
from collections import defaultdict
from datetime import date
from pathlib import Path

OUT = Path(__file__).resolve().parents[2] / "src" / "legation" / "reference" / "tables"
TENURES = (
    "holder",
    "kind",
    "of",
    "at",
    "title",
    "since",
    "until",
    "precision",
    "origin",
    "known_until",
)
EXCLUSIVE = {"head_of_state", "head_of_government", "foreign_minister", "defence_minister"}
TAKEN = EXCLUSIVE | {"international_post", "deputy_foreign_minister", "permrep_nato", "permrep_un", "vice_president", "security_adviser"}  # fmt: skip
MOST_OVERLAP = 45
MOST_YEARS = 40


def read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if len(written) == 10 else None
    except ValueError:
        return None


def hand_tenures(data: Path) -> list[dict[str, str]]:
    return [
        {
            "holder": row["person"], "kind": row["office_class"], "of": row["entity"], "at": "",
            "title": row["title"], "since": row["valid_from"], "until": row["valid_to"],
            "precision": "day", "origin": "hand", "known_until": "2026-01-01",
        }
        for row in read(data / "office_holders_hand.csv")
    ]  # fmt: skip


def checked_tenures(data: Path) -> list[dict[str, str]]:
    rows = []
    for row in read(data / "office_holders_extract.csv"):
        since, until = day(row["valid_from"]), day(row["valid_to"])
        if "CC0" not in row["licence"] or row["office_class"] not in TAKEN or since is None:
            continue
        if row["valid_to"] and (
            until is None or until < since or until.year - since.year > MOST_YEARS
        ):
            continue
        if not until and not row["known_until"]:
            continue
        rows.append({
            "holder": row["person"], "kind": row["office_class"], "of": row["entity"],
            "at": row["accredited_to"], "title": row["title"], "since": row["valid_from"],
            "until": row["valid_to"], "precision": row["from_precision"] or "day",
            "origin": origin(row),
            "known_until": row["known_until"],
        })  # fmt: skip
    return without_clashes(rows)


def origin(row: dict[str, str]) -> str:
    """Name where a row's facts are from, and whether its end is only that of the next holder."""
    found = f"Wikidata {row['person_qid']}" if row["person_qid"] else "CIA World Factbook"
    return f"{found}, end inferred" if row["end_inferred"] else found


def without_clashes(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Drop both of two holders of one exclusive office whose tenures overlap for long."""
    held = defaultdict(list)
    for row in rows:
        if row["kind"] in EXCLUSIVE:
            held[row["kind"], row["of"]].append(row)
    bad = set()
    for tenures in held.values():
        tenures.sort(key=lambda row: row["since"])
        for one, other in itertools.pairwise(tenures):
            end, start = day(one["until"]), day(other["since"])
            if (
                one["holder"] != other["holder"]
                and end
                and start
                and (end - start).days > MOST_OVERLAP
            ):
                bad |= {id(one), id(other)}
    return [row for row in rows if id(row) not in bad]


def merge(hand: list[dict[str, str]], taken: list[dict[str, str]]) -> list[dict[str, str]]:
    """Hand rows win: a taken row of the same state and class that meets one is left out."""
    own = defaultdict(list)
    for row in hand:
        own[row["kind"], row["of"]].append(row)
    kept = [
        row
        for row in taken
        if not any(
            row["since"] <= (other["until"] or "9999")
            and other["since"] <= (row["until"] or "9999")
            for other in own[row["kind"], row["of"]]
        )
    ]
    return sorted(hand + kept, key=lambda r: (r["of"], r["kind"], r["since"], r["holder"]))


def memberships(data: Path) -> list[dict[str, str]]:
    """Hand rows, what follows from them, and who was a UN member when."""
    return [
        {
            "member": row["member"], "organisation": row["org"], "role": row["status"],
            "since": row["valid_from"], "until": row["valid_to"], "precision": row["precision"],
            "origin": "hand" if row["source"] == "hand" else "derived from NATO" if "NATO" in row["source"] else "UN member states",
            "known_until": "2026-01-01",
        }
        for row in read(data / "memberships.csv")
        if row["source"] in ("hand", "derived from NATO") or row["org"] == "UN"
    ]  # fmt: skip


def write(name: str, rows: list[dict[str, str]]) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    with (OUT / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(name, len(rows), "rows")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    write("tenures", merge(hand_tenures(data), checked_tenures(data)))
    write("memberships", memberships(data))


if __name__ == "__main__":
    main()
