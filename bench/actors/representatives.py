"""How often do the tables name an envoy, a deputy, an adviser or the head of an organisation?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from bench.actors.counts import months
from bench.actors.holders import LAST, Window, scope
from bench.harness import Scores
from legation.reference import countries, members_on, tenures

OUTSIDE = {"permrep_nato": ("RUS", "UKR", "GEO"), "permrep_eu": ("USA", "RUS", "UKR", "GBR", "TUR")}
"""Who has a mission at a body without being a member."""
HEADS = {
    "secretary_general": "NATO UN OSCE COE CSTO SCO ASEAN LAS GCC OIC OAS OECD OPEC COMMONWEALTH",
    "director_general": "IAEA OPCW WTO WHO UNESCO",
    "commission_president": "EU",
    "commission_chair": "AU EAEU",
    "council_president": "EU",
    "foreign_policy_chief": "EU",
    "chairperson_in_office": "OSCE",
    "executive_secretary": "CIS CTBTO",
    "managing_director": "IMF",
    "high_commissioner": "UNHCR HCNM",
    "president": "WB UNGA ICJ ICRC EP PACE",
    "prosecutor": "ICC",
}
"""The offices that lead an organisation, and of which."""
SINCE = {
    "OPCW": 1998, "AU": 2003, "EAEU": 2015, "SCO": 2004, "CSTO": 2003, "WTO": 1996, "ICC": 2004,
    "EU": 2010, "CTBTO": 1998, "HCNM": 1993, "OSCE": 1994, "CIS": 1993,
}  # fmt: skip
"""The first whole year in which the office was filled, where that is after 1990."""
STATE_OFFICES = ("permrep_un", "permrep_nato", "permrep_eu")


def held() -> dict[tuple[str, str], list[Window]]:
    """Return (from, to, holder) by (kind, of), of every office in the tables."""
    found = defaultdict(list)
    for tenure in tenures():
        kind, _, of = tenure.office.partition(":")
        end = tenure.until or tenure.known_until
        if tenure.since and end:
            found[kind, of].append((tenure.since, min(end, LAST), tenure.holder))
    return found


def seated(kind: str, day: date) -> Iterable[str]:
    """Return the states that had a mission of this kind on a day."""
    if kind == "permrep_un":
        return [s for s in scope() if (countries()[s].since or date.min) <= day]
    body = kind.removeprefix("permrep_").upper()
    return [*members_on(body, day), *OUTSIDE[kind]]


def representative_scores() -> Scores:
    """Return the share of state-months since 2000 (NATO: 2005) with a representative named."""
    windows, scores = held(), Scores()
    for kind in STATE_OFFICES:
        by_year: dict[int, list[bool]] = defaultdict(list)
        for day in (
            m.replace(day=15) for m in months(2005 if kind == "permrep_nato" else 2000, 2025)
        ):
            for state in seated(kind, day):
                named = any(a <= day <= b for a, b, _ in windows.get((kind, state), ()))
                by_year[day.year].append(named)
        _told(kind, by_year)
        everything = [named for year in by_year.values() for named in year]
        scores[f"answered_{kind}"] = sum(everything) / len(everything)
    return scores | _head_scores(windows)


def _head_scores(windows: dict[tuple[str, str], list[Window]]) -> Scores:
    by_year: dict[int, list[bool]] = defaultdict(list)
    for kind, bodies in HEADS.items():
        for body in bodies.split():
            for day in (m.replace(day=15) for m in months(SINCE.get(body, 1990), 2025)):
                named = any(a <= day <= b for a, b, _ in windows.get((kind, body), ()))
                by_year[day.year].append(named)
    _told("heads of organisations", by_year)
    everything = [named for year in by_year.values() for named in year]
    return {"answered_heads_of_organisations": sum(everything) / len(everything)}


def _told(name: str, by_year: dict[int, list[bool]]) -> None:
    shares = (f"{y % 100:02}:{sum(n) / len(n):.2f}" for y, n in sorted(by_year.items()))
    print(f"  {name}", *shares)
