"""What a file gave: rows by table, and the errors of what was left out."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from legation.errors import TableError
from legation.reference.own import Numbered, Row, check, resolve_aliases

KINDS = {
    "spokesperson": r"spokes(?:person|man|woman)|press secretary",
    "deputy_secretary_general": r"deputy secretary[- ]general",
    "deputy_foreign_minister": r"(?:deputy|vice).*(?:foreign|external)|deputy secretary of state$",
    "deputy_defence_minister": r"(?:deputy|vice).*defen[cs]e",
    "deputy_prime_minister": r"(?:deputy|vice)[- ](?:prime minister|premier|chancellor)",
    "foreign_minister": r"foreign (?:affairs )?(?:minister|secretary)|external affairs|"
    r"(?:minister|secretary of state) (?:of|for) (?:foreign|external)|secretary of state(?:$| of the united states)",
    "defence_minister": r"defen[cs]e (?:minister|secretary)|(?:minister|secretary)(?: of state)? (?:of|for) (?:national )?defen[cs]e",
    "permrep_nato": r"(?:representative|ambassador).* to (?:the )?(?:nato|north atlantic)",
    "permrep_un": r"(?:representative|ambassador).* to the united nations(?!.*\b(?:geneva|vienna|nairobi|agencies|organi[sz]ations)\b)",
    "permrep_eu": r"(?:representative|ambassador).* to the european union",
    "permrep_osce": r"(?:representative|ambassador).* to the (?:osce|organi[sz]ation for security)",
    "security_adviser": r"national security advis[eo]r|secretary of the (?:supreme )?(?:national )?security (?:and defen[cs]e )?council",
    "vice_president": r"vice[- ]president",
    "head_of_government": r"prime minister|chancellor|premier|head of government|taoiseach|"
    r"president of the (?:government|council of ministers)|chair\w* of the council of ministers",
    "supreme_leader": r"supreme leader",
    "head_of_state": r"president|monarch|king\b|queen|emperor|emir|sultan|grand duke|head of state|pope",
    "director_general": r"director[- ]general",
    "secretary_general": r"secretary[- ]general",
}  # fmt: skip
"""The kinds of office and the words of an English title that mean them; the first that fits wins."""
OTHER = re.compile(
    r"\b(?:shadow|former|designate|nominee|first lady|deputy head|chief of staff|"
    r"(?:president|speaker|leader|secretary[- ]general|director[- ]general|spokes\w+) of (?:the )?(?:\w+ ){0,3}?"
    r"(?:senate|chamber|parliament|assembly|bundestag|bundesrat|diet|duma|rada|sejm|seimas|riigikogu|court|tribunal|bank|party|"
    r"university|academy|association|society|club|regional council|city|province|state council))\b"
)
"""Titles that hold the words of an office of a state but are another."""


@dataclass(slots=True)
class Imported:
    """What a file gave: rows by table, and the errors of what was left out."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    problems: list[TableError] = field(default_factory=list)
    known_until: str = ""

    def add(self, table: str, found: list[Numbered]) -> None:
        """Check rows and keep those that can be right."""
        kept, problems = check(table, found)
        if table == "actors":
            kept, more = resolve_aliases(kept)
            problems += more
        self.rows[table] += [numbered.row for numbered in kept]
        self.problems += problems


def office_kind(title: str) -> str | None:
    """Return the kind of an office by its English title; None where the words do not tell.

    Example:
        >>> office_kind("Minister of Foreign Affairs of Norway"), office_kind("harbour master")
        ('foreign_minister', None)
        >>> office_kind("Deputy Prime Minister"), office_kind("President of the Senate")
        ('deputy_prime_minister', None)
    """
    said = title.lower()
    if OTHER.search(said):
        return None
    return next((kind for kind, words in KINDS.items() if re.search(words, said)), None)
