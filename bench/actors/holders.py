"""Do the tenure tables name whom the extract names, and how often do they name anybody?"""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter, defaultdict
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path

from bench.actors.counts import months
from bench.harness import Scores
from legation.reference import countries, members_on, people, tenures
from legation.vocabulary import Tenure

HERE = Path(__file__).resolve().parent
OFFICES = {
    "head_of_state": "hos",
    "head_of_government": "hog",
    "foreign_minister": "fm",
    "defence_minister": "dm",
}
# beyond the Group of Twenty, NATO and OSCE: the Middle East and East Asia's main actors
OTHERS = frozenset("BHR EGY IRN IRQ ISR JOR KWT LBN OMN PSE QAT SAU SYR ARE YEM AFG PAK PRK TWN VNM".split())  # fmt: skip
LAST = date(2026, 10, 31)
Window = tuple[date, date, str]


def scope() -> list[str]:
    """Return the states of the issue: G20, NATO, OSCE (so the post-Soviet space), and OTHERS."""
    day = date(2025, 1, 1)
    states = {m for body in ("G20", "NATO", "OSCE") for m in members_on(body, day)} | OTHERS
    return sorted(state for state in states if state in countries())


def windows(rows: list[Tenure] | tuple[Tenure, ...]) -> dict[tuple[str, str], list[Window]]:
    """Return (from, to, holder) by (kind, state); an open end reaches to what is known."""
    found = defaultdict(list)
    for tenure in rows:
        kind, _, of = tenure.office.partition(":")
        end = tenure.until or tenure.known_until
        if kind in OFFICES and tenure.since and end:
            found[kind, of].append((tenure.since, min(end, LAST), tenure.holder))
    return found


def extract(file: Path) -> dict[tuple[str, str], list[Window]]:
    """Read the extract's rows of the four offices that have days."""
    found = defaultdict(list)
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            end = row["valid_to"] or row["known_until"]
            if row["office_class"] in OFFICES and len(row["valid_from"]) == len(end) == 10:
                since, until = date.fromisoformat(row["valid_from"]), date.fromisoformat(end)
                found[row["office_class"], row["entity"]].append((since, until, row["person"]))
    return found


def plain(name: str) -> list[str]:
    """Return a name's words without accents, hyphens and case, the long ones only."""
    folded = unicodedata.normalize("NFKD", name.translate({0x142: "l", 0xF8: "o", 0x131: "i", 0xDF: "ss", 0x111: "d"}))  # fmt: skip
    letters = "".join(sign for sign in folded if not unicodedata.combining(sign)).lower()
    words = "".join(sign if sign.isalnum() else " " for sign in letters).split()
    return [word for word in words if len(word) > 2] or words


PARTICLES = frozenset(
    "bin ibn bint abu abd abdul abdel von van der den del los las the general".split()
)


def same(one: str, other: str) -> bool:
    """Tell whether two writings may be one person: two words alike, or the last of both."""
    spelt = people().get(one)
    forms = (one, *(spelt.spellings if spelt else ()))
    return any(_alike(plain(form), plain(other)) for form in forms)


def _alike(one: list[str], other: list[str]) -> bool:
    mine, yours = ([w for w in words if w not in PARTICLES] for words in (one, other))
    shared = sum(any(_word(a, b) for b in yours) for a in mine)
    if not mine or not yours:
        return False
    return shared >= 2 or (
        shared == 1 and (min(len(mine), len(yours)) == 1 or _word(mine[-1], yours[-1]))
    )


def _word(a: str, b: str) -> bool:
    return a == b or (len(a) > 3 < len(b) and SequenceMatcher(None, a, b).ratio() >= 0.8)


def known_errors() -> dict[tuple[str, str, str], tuple[date, date]]:
    """Return where the extract is known to be wrong: (kind, state, person) and days."""
    found = {}
    with (HERE / "extract_errors.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            days = (date.fromisoformat(row["since"]), date.fromisoformat(row["until"]))
            found[row["kind"], row["of"], row["person"]] = days
    return found


def agreement_scores(data: Path | None, disagreed: Counter[tuple[str, ...]]) -> Scores:
    """Compare on the 15th of every month since 2000; `disagreed` gets what differs."""
    file = data / "reference" / "office_holders_extract.csv" if data else None
    if file is None or not file.exists():
        return {"agreement_months": None, "agreement_wrong": None}
    ours, theirs, errors = windows(tenures()), extract(file), known_errors()
    total = wrong = silent = listed = 0
    for key in sorted(theirs):
        if key[1] not in set(scope()):
            continue
        for day in (first.replace(day=15) for first in months(2000, 2026)):
            everybody = {h for a, b, h in theirs[key] if a <= day <= b}
            said = everybody - {
                p for (k, o, p), (a, b) in errors.items() if (k, o) == key and a <= day <= b
            }
            if not said:
                listed += bool(everybody)
                continue
            total += 1
            mine = {h for a, b, h in ours.get(key, ()) if a <= day <= b}
            if not mine:
                silent += 1
            elif not any(same(m, s) for m in mine for s in said):
                wrong += 1
                disagreed[(*key, " / ".join(sorted(mine)), " / ".join(sorted(said)))] += 1
    return {
        "agreement_months": total,
        "agreement_months_of_listed_errors": listed,
        "agreement_wrong": wrong / total if total else None,
        "agreement_answered": 1 - silent / total if total else None,
    }


def coverage(first: int, last: int) -> dict[str, dict[int, float]]:
    """Return, per office and year, the share of state-months in scope with a holder."""
    ours, found = windows(tenures()), {}
    for kind, short in OFFICES.items():
        by_year: dict[int, list[bool]] = defaultdict(list)
        for state in scope():
            since = countries()[state].since or date.min
            for day in (m.replace(day=15) for m in months(first, last)):
                if since <= day <= LAST:
                    held = any(a <= day <= b for a, b, _ in ours.get((kind, state), ()))
                    by_year[day.year].append(held)
        found[short] = {year: sum(held) / len(held) for year, held in by_year.items()}
    return found


def coverage_scores() -> Scores:
    """Return the share of state-months since 2000 with a holder, for each office."""
    scores: Scores = {}
    for office, by_year in coverage(2000, 2026).items():
        # the last year has ten months
        months_held = sum(share * (10 if year == 2026 else 12) for year, share in by_year.items())
        scores[f"answered_{office}"] = months_held / sum(10 if y == 2026 else 12 for y in by_year)
        print(f"  {office}", *(f"{y % 100:02}:{share:.2f}" for y, share in by_year.items()))
    for office, by_year in coverage(1990, 1999).items():
        scores[f"answered_{office}_1990s"] = sum(by_year.values()) / len(by_year)
    return scores
