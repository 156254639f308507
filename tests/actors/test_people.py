"""One person is one id, and one id is one person: over the whole table that ships."""

from __future__ import annotations

from collections import defaultdict
from difflib import SequenceMatcher
from itertools import combinations

import pytest

from legation.actors.directory import EASTERN, Holder, directory
from legation.actors.roles import office_of
from legation.actors.spelling import fold, spelling_key

PARTICLES = frozenset("de del della di da do dos du la le van von der den ter al el ul bin ibn bint abu abdul jr sr".split())  # fmt: skip
# pairs that look alike and are known to be two people
TWO_PEOPLE = {
    frozenset(pair)
    for pair in (
        ("Nikolay Nenchev", "Nikolay Denkov"),
        ("Luis Alberto Lacalle", "Luis Alberto Lacalle Pou"),
        ("Ali Bagheri Kani", "Ali Khamenei"),
        ("Mihai Popov", "Mihai Popșoi"),
        ("Abdoulaye Idrissa Maïga", "Abdoulaye Maïga"),
        ("Filip Ivanović", "Filip Vujanovic"),
        ("Kim Yong-il", "Kim Jong-il"),
        ("Idriss Déby", "Mahamat Idriss Déby"),
        ("George H. W. Bush", "George W. Bush"),
        ("Mohammad Bahr al-Ulloum", "Mohammed Hussein Bahr al-Uloom"),
        ("Milan Milanović", "Milan Milutinović"),
        ("Thomas Nides", "Thomas Niles"),
        ("Kim Sook", "Kim Suk-soo"),
        ("Park In-kook", "Park Jin"),
        ("John Kerry", "John Kirby"),
        ("Władysław Bartoszewski", "Władysław Teofil Bartoszewski"),
        ("Antonio Martino", "Antonio Martins da Cruz"),
        ("Anna Karin Eneström", "Karin Enström"),
        # rulers of one house, told apart by father and grandfather
        ("Khalifa bin Hamad Al Thani", "Hamad bin Khalifa Al Thani"),
        ("Abdullah bin Khalifa Al Thani", "Abdallah bin Nasir bin Khalifa Al Thani"),
        ("Sabah Al-Ahmad Al-Jaber Al-Sabah", "Jaber Al-Ahmad Al-Sabah"),
        ("Nawaf al-Ahmad al-Jabir al-Sabah", "Jaber Al-Ahmad Al-Sabah"),
        ("Jabir Al-mubarak al-Hamad al-Sabah", "Jaber Al-Ahmad Al-Sabah"),
        ("Ahmad Nasser Al-Mohammad Al-Sabah", "Nasser Al-Mohammed Al-Sabah"),
        ("Ahmad Nawaf Al-Ahmad Al-Sabah", "Nawaf al-Ahmad al-Jabir al-Sabah"),
    )
}
# one person in the service of two states: a union and its successor, two crowns on one head, an
# international office in another state
OF_TWO_STATES = {
    "Eduard Shevardnadze", "Jozef Moravčík", "Václav Havel", "Boris Tadić",
    "Zoran Stanković", "Nebojša Kaluđerović", "Vitaly Churkin", "Yuli Vorontsov",
    "Ivan Silayev", "Carl Bildt", "Carlos Westendorp", "Robert Kocharyan", "Mirko Šarović",
    "Milorad Dodik", "Željka Cvijanović", "Stjepan Mesić", "Masoud Barzani", "Janez Drnovšek",
    "Milan Milutinović", "Vuk Drašković", "Slobodan Milošević", "Vojislav Koštunica",
    "Elizabeth II", "Charles III", "François Mitterrand", "Jacques Chirac", "Nicolas Sarkozy",
    "Emmanuel Macron",
}  # fmt: skip


def words(name: str) -> list[str]:
    plain = fold(name.replace("-", " ")).split()
    return [spelling_key(word) for word in plain if word not in PARTICLES and len(word) > 1]


def near(one: str, other: str) -> bool:
    long = min(len(one), len(other)) >= 3
    return one == other or (long and SequenceMatcher(None, one, other).ratio() >= 0.8)


def alike(one: list[str], other: list[str], *, strict: bool) -> bool:
    """Tell whether every word of the shorter name is near one of the longer."""
    short, long = sorted((one, list(other)), key=len)
    rest = list(long)
    for word in short:
        twin = next((w for w in rest if (word == w if strict else near(word, w))), None)
        if twin is None:
            return False
        rest.remove(twin)
    return len(short) > 1


def states(holder: Holder) -> set[str]:
    return {office_of(tenure.office).of for tenure in holder.tenures}


def test_no_person_has_two_ids() -> None:
    by_state: dict[str, list[Holder]] = defaultdict(list)
    for holder in directory().holders.values():
        for state in states(holder):
            by_state[state].append(holder)
    suspicious = {
        frozenset((one.name, other.name))
        for state, holders in by_state.items()
        for one, other in combinations(holders, 2)
        if any(
            alike(words(a), words(b), strict=state in EASTERN)
            for a in one.names
            for b in other.names
        )
    }
    assert suspicious - TWO_PEOPLE == set()


def test_no_id_is_two_people() -> None:
    countries = directory().countries
    of_two = {h.name for h in directory().holders.values() if len(states(h) & set(countries)) > 1}
    assert of_two - OF_TWO_STATES == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("George H. W. Bush", "George W. Bush"),
        ("Albert II", "Albert II of Monaco"),
        ("Sergei Ivanov", "Igor Ivanov"),
    ],
)
def test_two_people_of_one_name_stay_two(one: str, other: str) -> None:
    ids = {holder.name: holder.id for holder in directory().holders.values()}
    assert ids[one] != ids[other]


def test_a_number_tells_rulers_of_one_name_apart() -> None:
    found = {holder.name for holder, _ in directory().match("Albert II")}
    assert found == {"Albert II", "Albert II of Monaco"}
    assert {holder.name for holder, _ in directory().match("Charles III")} == {"Charles III"}
    assert directory().match("Charles IV") == ()
