"""States, organisations, persons, and the words that stand for them.

Names of states in other languages are written in names.csv where they need a window or a note;
the plain ones come from CLDR through Babel at run time, so that no copy of them ships here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from babel import Locale

from legation.reference.files import first_day, last_day, rows
from legation.reference.rows import Country, Name, Organisation, Person


@cache
def countries() -> dict[str, Country]:
    """Return states and territories, now and in the past, by id.

    Example:
        >>> countries()["SUN"].until
        datetime.date(1991, 12, 25)
    """
    return {
        row["id"]: Country(
            row["id"], row["kind"], row["iso2"] or None, first_day(row["since"]),
            last_day(row["until"]), row["capital"] or None, row["wikidata"] or None, row["name"],
            row["note"], row["origin"], last_day(row["known_until"]),
        )
        for row in rows("countries")
    }  # fmt: skip


@cache
def organisations() -> dict[str, Organisation]:
    """Return organisations, organs, forums and groups by id.

    Example:
        >>> organisations()["NATO"].seat
        'Brussels'
    """
    return {
        row["id"]: Organisation(
            row["id"], row["name"], row["kind"], row["seat"] or None, first_day(row["founded"]),
            last_day(row["dissolved"]), row["rule"], row["successor"] or None,
            row["wikidata"] or None, row["note"], row["origin"], last_day(row["known_until"]),
        )
        for row in rows("organisations")
    }  # fmt: skip


LANGUAGES = ("en", "fr", "de", "ru", "uk", "pl", "es", "it", "tr", "zh", "ka", "ar")


@cache
def names() -> tuple[Name, ...]:
    """Return the words that stand for states, organisations and formats: ours, then CLDR's.

    Example:
        >>> sorted({n.actor for n in names() if n.form == "Kremlin" and n.language == "en"})
        ['RUS', 'SUN']
        >>> [n.actor for n in names() if n.form == "Росія"]
        ['RUS']
    """
    own = tuple(
        Name(
            row["actor"], row["form"], row["language"], row["kind"], first_day(row["since"]),
            last_day(row["until"]), row["reading"], bool(row["ambiguous"]), row["note"],
            row["origin"],
        )
        for row in rows("names")
    )  # fmt: skip
    written = {(name.actor, name.form, name.language) for name in own}
    return own + tuple(
        name for name in _territory_names() if (name.actor, name.form, name.language) not in written
    )


def _territory_names() -> Iterator[Name]:
    """Yield what CLDR calls each state and territory; "Myanmar (Burma)" gives the first word."""
    by_code = {country.iso2: country for country in countries().values() if country.iso2}
    for language in LANGUAGES:
        territories = Locale(language).territories
        for code, country in by_code.items():
            form = territories.get(code, "").replace("’", "'")
            plain = form.split(" (")[0]
            if plain and " - " not in plain and "SAR" not in plain:
                yield Name(
                    country.id, plain, language, "name", None, country.until, "",
                    ambiguous=False, note="", origin="CLDR",
                )  # fmt: skip


@cache
def people() -> dict[str, Person]:
    """Return what is known of office holders beyond their tenures, by name.

    Example:
        >>> "Сергей Лавров" in people()["Sergei Lavrov"].spellings
        True
    """
    return {
        row["name"]: Person(
            row["name"], row["wikidata"] or None, tuple(filter(None, row["spellings"].split("|")))
        )
        for row in rows("people")
    }
