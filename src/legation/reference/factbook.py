"""A country's page of the CIA World Factbook as JSON: heads, ambassadors, nationality."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from legation.errors import TableError
from legation.reference.actors import countries, names
from legation.reference.imported import Imported
from legation.reference.own import Numbered, Row

_SINCE = re.compile(r"(?P<who>[^;()]+?) \((?:[\w ]+ )?since (?P<when>[^);,]+)[^)]*\)")
_RANKS = "Acting|Interim|Federal|Supreme|Transitional|Vice|Prime|Crown|Grand|Governor|General|First|State|Executive|Transition"
_POSTS = (
    "President|Minister|Premier|Chancellor|King|Queen|Emperor|Emir|Amir|Sultan|Duke|Prince|Princess|"
    "Leader|Ambassador|Taoiseach|Pope|Chairman|Chairperson|Chairwoman|Captains? Regent|Governor General|"
    r"Charg[eé] d['’]Affaires"
)
_OF = r"(?: of (?:the )?(?:Swiss |Transitional |Military |Sovereignty )?(?:[A-Z][a-z]+)(?: of (?:the )?[A-Z][a-z]+)?(?= ))?"
_TITLED = re.compile(rf"^(?P<title>(?:(?:{_RANKS}) )*(?:{_POSTS}){_OF}) (?P<name>.+)$")
NOBODY = re.compile(r"^(?:none|NA|vacant|\(?vacant\)?)\b|^[\w ]+ \(vacant\)$", re.IGNORECASE)


def read_factbook(page: dict[str, Any], file: str, imported: Imported) -> None:
    """Read one country's page: who heads state and government, ambassadors, nationality.

    Raises:
        TableError: if the page's country is none that is known.
    """
    government = page["Government"]
    state = _state(government, file)
    posts = (
        ("Executive branch", "chief of state", "head_of_state", state, ""),
        ("Executive branch", "head of government", "head_of_government", state, ""),
        ("Diplomatic representation in the US", "chief of mission", "ambassador", state, "USA"),
        ("Diplomatic representation from the US", "chief of mission", "ambassador", "USA", state),
    )
    for part, entry, kind, of, at in posts:
        said = _said(government, part, entry)
        where = f"{file}, Government / {part} / {entry}"
        found = _SINCE.search(said)
        if found:
            row = _post(found, kind, of, at) | {"known_until": imported.known_until}
            imported.add("tenures", [Numbered(row, where)])
        elif said and not NOBODY.search(said):
            imported.problems.append(TableError(where, found=f'"{said[:60]}"', expected='a name and "(since DAY)"'))  # fmt: skip
    nationality = page.get("People and Society", {}).get("Nationality", {})
    for entry, kind in (("noun", "people"), ("adjective", "adjective")):
        for form in _forms(nationality.get(entry, {}).get("text", "")):
            row = {"actor": state, "form": form, "language": "en", "kind": kind, "origin": "CIA World Factbook"}  # fmt: skip
            imported.add("actors", [Numbered(row, f"{file}, Nationality / {entry}")])


def _state(government: dict[str, Any], file: str) -> str:
    said = [
        _said(government, "Country name", f"conventional {form} form") for form in ("short", "long")
    ]
    tried = [s for name in said if name and name != "none" for s in (name, name.split(" (")[0], name.removeprefix("The "))]  # fmt: skip
    for name in tried:
        for known in names():
            if known.form == name and known.actor in countries():
                return known.actor
    raise TableError(f"{file}, Government / Country name", found=f'"{" / ".join(said)}"', expected="the name of a state that is known")  # fmt: skip


def _said(government: dict[str, Any], part: str, entry: str) -> str:
    found = government.get(part, {}).get(entry, {})
    text = html.unescape(found.get("text", "") if isinstance(found, dict) else "")
    return re.sub(r"<[^>]+>|\s+", " ", text).strip()


def _post(found: re.Match[str], kind: str, of: str, at: str) -> Row:
    who = found["who"].strip(" ,")
    titled = _TITLED.match(who)
    *first, last = (titled["name"] if titled else who).split()
    numbered = first and re.fullmatch(r"[IVX]+", last)
    name = " ".join([*map(_name_word, first), last if numbered else _name_word(last)])
    since, precision = _written_day(found["when"])
    title = titled["title"] if titled else ""
    kind = "supreme_leader" if title == "Supreme Leader" else kind
    return {"holder": name, "kind": kind, "of": of, "at": at, "title": title, "since": since, "until": "", "precision": precision, "origin": "CIA World Factbook"}  # fmt: skip


def _name_word(word: str) -> str:
    """Write a word in capitals as a name is written: "RASMUSSEN", "AL-SHARAA", "O'BRIEN"."""
    return "-".join(
        re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), part) if part.isupper() else part
        for part in word.split("-")
    )


def _written_day(written: str) -> tuple[str, str]:
    """Read "14 March 2013", "March 2013" or "2013"; anything else is no day."""
    for shape, size, precision in (("%d %B %Y", 10, "day"), ("%B %Y", 7, "month"), ("%Y", 4, "year")):  # fmt: skip
        try:
            found = datetime.strptime(written.strip(), shape).replace(tzinfo=UTC).date()
        except ValueError:
            continue
        return found.isoformat()[:size], precision
    return "", "day"


def _forms(written: str) -> Iterator[str]:
    """Yield the forms of a nationality: "Russian(s)" gives Russian and Russians."""
    for part in re.split(r",| or |;", written):
        word = re.sub(r"\((?!s\))[^)]*\)", "", part).strip()
        if word and word[0].isupper():
            yield word.replace("(s)", "")
            if word.endswith("(s)"):
                yield word.replace("(s)", "s")
