"""Who is named with which office: the writing lies inside the holder's tenure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from legation.dating.pieces import LAST, Evidence, Interval, Main, in_quotation, place
from legation.reference import tenures
from legation.vocabulary import Document

_OFFICE_WORDS = {
    "head_of_state": r"President|Emir|King|Queen",
    "head_of_government": r"Prime Minister|Premier|Chancellor|Taoiseach",
    "foreign_minister": r"Foreign (?:Minister|Secretary)|Minister (?:of|for) Foreign Affairs|Secretary of State|External Affairs Minister|Russian FM|FM",
    "defence_minister": r"Defen[cs]e (?:Minister|Secretary|Chief)|Minister of Defen[cs]e|Secretary of Defense",
    "deputy_foreign_minister": r"Deputy (?:\w+ )?(?:Foreign Minister|FM)|Deputy Minister of Foreign Affairs",
    "deputy_defence_minister": r"Deputy Defen[cs]e Minister",
    "secretary_general": r"Secretary[- ]General|NATO (?:chief|head)|U\.?N\.? (?:chief|head)",
    "permrep_nato": r"(?:ambassador|envoy|representative) to NATO|NATO (?:ambassador|envoy)",
    "permrep_un": r"(?:ambassador|envoy|representative) to the (?:U\.?N\.?|United Nations)",
    "vice_president": r"Vice[- ]President",
    "saceur": r"Supreme Allied Commander",
    "commission_president": r"Commission(?:'s|’s)? President|President of the (?:European )?Commission",
    "foreign_policy_chief": r"foreign policy chief|High Representative",
    "security_adviser": r"[Nn]ational [Ss]ecurity [Aa]dvis[eo]r",
}  # fmt: skip
_PAST_OFFICE = re.compile(
    r"\b(?:former|then|ex-|late|previous|first|ousted|predecessor|one-time|at the time)\W*(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)


@cache
def _holders() -> dict[str, list[tuple[str, str, date, date]]]:
    """Return tenures by surname: (whole name, kind, since, until)."""
    by_name: dict[str, list[tuple[str, str, date, date]]] = {}
    for tenure in tenures():
        until = tenure.until or tenure.known_until
        words = tenure.holder.replace(",", " ").split()
        if not tenure.since or not until or not words or not tenure.since <= until:
            continue
        open_end = LAST if tenure.until is None else until
        for surname in {
            words[-1],
            "".join(words[-2:-1]) if words[-1] in ("Jr", "Jr.") else words[-1],
        }:
            kind = tenure.office.split(":")[0]
            by_name.setdefault(_plain(surname), []).append(
                (tenure.holder, kind, tenure.since, open_end)
            )
    return by_name


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name.translate({0x142: "l", 0xF8: "o", 0x131: "i"}))
    return "".join(sign for sign in folded if not unicodedata.combining(sign)).lower()


_TITLES = "|".join(f"(?P<{kind}>{words})" for kind, words in _OFFICE_WORDS.items())
_NAME = r"(?P<name>(?:(?:[A-Z][\w.'’-]*|[a-z]{2,3}|al-\w+) ){0,3}[A-Z][\w'’-]{2,})"
_NAMED_AFTER = re.compile(
    rf"{_NAME}, (?P<title>(?:the )?(?:[A-Z][\w.'’-]+ |of |for |the ){{0,4}}?(?:{_TITLES}))\b"
)
_NAMED = re.compile(
    r"(?P<title>(?:[A-Z][\w.'’-]+ |of |for |the |to ){0,5}?(?:"
    + "|".join(f"(?P<{kind}>{words})" for kind, words in _OFFICE_WORDS.items())
    + r")(?: of (?:the )?[A-Z]\w+)?),? (?P<name>(?:(?:[A-Z][\w.'’-]*|[a-z]{2,3}|al-\w+) ){0,3}[A-Z][\w'’-]{2,})"
)


def office_evidence(document: Document, main: Main) -> Iterator[Evidence]:
    """A title with a name: the writing lies inside the holder's tenure; "former": after its start."""
    seen: set[tuple[str, str]] = set()
    holders = _holders()
    for offset, words in main:
        for found in (*_NAMED.finditer(words), *_NAMED_AFTER.finditer(words)):
            kind = next(k for k in _OFFICE_WORDS if found[k])
            for size in _name_sizes(found["name"]):
                windows = _windows(holders, kind, size)
                if windows:
                    break
            else:
                continue
            key = (kind, size)
            if key in seen:
                continue
            seen.add(key)
            past = _PAST_OFFICE.search(
                words[max(0, found.start() - 30) : found.start() + 1]
            ) or re.match(r"(?:Former|Then|Ex|Late)\b", found["title"])
            named = found.start("name") + len(size)
            after = re.match(r",[^,.]{0,40}\bat the time\b", words[named : named + 60])
            span = place(document, offset + found.start(), offset + found.end())
            low = min(start for start, _ in windows)
            asked = re.search(
                r"\b(?:an?|if|potential|possible|future|would-be)\s$",
                words[max(0, found.start() - 12) : found.start()],
            )
            if " " in size and not asked:
                yield Evidence(
                    "office held from", f"{size}: from {low}", ((low - SLACK, LAST),), 3, span
                )
            active = _ACTIVE.match(words[named : named + 90])
            if active and not asked and not (past or after or in_quotation(words, found.start())):
                near = tuple((start - SLACK, min(LAST, end + SLACK)) for start, end in windows)
                spoken = ", ".join(f"{a} to {b if b < LAST else 'open'}" for a, b in windows)
                yield Evidence(
                    "office window", f"{size}: {spoken}", near, 1.6 if " " in size else 0.4, span
                )


SLACK = timedelta(20)
_ACTIVE = re.compile(
    r"(?:,[^,]{3,50},)?\s+(?:\w+ly |today |also |has |have |had |is |was |had not |has not )?(?:decided|said|says|told|tells|announced|reiterated|warned|"
    r"called|urged|added|stressed|insisted|expressed|claimed|appeared|met|meets|speaking|will|plans?|arrived|"
    r"struck|rejected|accused|condemned|demanded|vowed|pledged|denied|welcomed|criticized|criticised|argued|declared|hopes?|wants?)\b"
)


def _name_sizes(name: str) -> Iterator[str]:
    """Yield the whole name and shorter beginnings: the pattern may run into the next word."""
    parts = name.split()
    for size in range(len(parts), 0, -1):
        yield " ".join(parts[:size])


def _windows(
    holders: dict[str, list[tuple[str, str, date, date]]], kind: str, name: str
) -> list[Interval]:
    """Return the tenures of holders who go by this name in this kind of office."""
    kinds = {kind} | (
        {"head_of_state", "international_post", "president"} if kind == "head_of_state" else set()
    )
    parts = [_plain(part.strip(".'’")) for part in name.split()]
    found = [
        (holder, start, end)
        for holder, office, start, end in holders.get(
            parts[-1].removesuffix("'s").removesuffix("’s"), []
        )
        if office in kinds
    ]
    if len(parts) > 1:
        found = [row for row in found if _given_fits(parts[0], row[0])]
    if len({_plain(row[0]) for row in found}) > 3:
        return []
    return [(start, end) for _, start, end in found]


def _given_fits(given: str, holder: str) -> bool:
    """Tell whether a given name may be the holder's: the same, an initial, or another spelling."""
    names = [_plain(part) for part in holder.split()[:-1]]
    return any(n[:3] == given[:3] or (len(given) <= 2 and n[:1] == given[:1]) for n in names)
