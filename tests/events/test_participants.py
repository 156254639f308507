"""Who takes part, by ids: sides of a pair, possessives and pronouns that are not the doer."""

from __future__ import annotations

import pytest

from tests.events.test_reading import read

Told = tuple[str, set[str], set[str]]


def who(text: str) -> list[Told]:
    return [(e.kind, set(e.actors), set(e.recipients)) for e in read(text).events]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru's envoy said the invasion of its territory by Ecuador would be answered.", ("ASSAULT", {"ECU"}, {"PER"})),
        ("The Kremlin said that Georgia's attack on its peacekeepers was a crime.", ("ASSAULT", {"GEO"}, {"RUS"})),
        ("Uganda said that Burundi had shelled its border posts.", ("ASSAULT", {"BDI"}, {"UGA"})),
        ("Canada suspended arms exports to Saudi Arabia, and Riyadh expelled its ambassador.", ("SANCTION", {"SAU"}, {"CAN"})),
        ("Tunisia signed an accord with Malta, and Algeria condemned it.", ("ACCUSE", {"DZA"}, {"TUN"})),
        ("The Austrian chancellor called his Hungarian counterpart and urged him to accept the plan.", ("REQUEST", {"AUT"}, {"HUN"})),
        ("“They have bombed our villages,” the Afghan minister said of Pakistan.", ("ASSAULT", {"PAK"}, {"AFG"})),
    ],
)  # fmt: skip
def test_its_and_him_are_another_than_the_doer(text: str, expected: Told) -> None:
    assert expected in who(text)


@pytest.mark.parametrize(
    ("text", "kind", "sides"),
    [
        ("The EU-Japan summit opened in Brussels on Monday.", "CONSULT", {"EU", "JPN"}),
        ("India-Pakistan talks resumed in Lahore after two years.", "CONSULT", {"IND", "PAK"}),
        ("Franco-German consultations take place in Toulouse today.", "CONSULT", {"FRA", "DEU"}),
        ("A meeting of the EU-Moldova Association Council was held in Luxembourg on Friday.", "CONSULT", {"EU", "MDA"}),
        ("The NATO-Georgia Commission met in Brussels on Wednesday.", "CONSULT", {"NATO", "GEO"}),
        ("South Korean and Japanese senior diplomats sat down for talks.", "CONSULT", {"KOR", "JPN"}),
        ("U.S. and Cuban officials met in Havana on Wednesday.", "CONSULT", {"USA", "CUB"}),
        ("Leaders of Nepal and Bhutan signed a trade accord in Thimphu.", "SUPPORT", {"NPL", "BTN"}),
        ("Egyptian and Sudanese ministers signed an agreement on the waters of the Nile.", "SUPPORT", {"EGY", "SDN"}),
    ],
)  # fmt: skip
def test_two_sides_act_on_one_another(text: str, kind: str, sides: set[str]) -> None:
    event = next(e for e in read(text).events if e.kind == kind)
    assert event.reciprocal
    assert set(event.actors) == set(event.recipients) == sides


def test_counterparts_of_two_states_are_both_met() -> None:
    text = "Latvia's president hosted her Estonian and Lithuanian counterparts in Riga."
    assert ("CONSULT", {"LVA"}, {"EST", "LTU"}) in who(text)


def test_not_by_leaves_one_out() -> None:
    text = "Kosovo was recognised by Malta but not by Spain."
    assert ("SUPPORT", {"MLT"}, {"XKX"}) in who(text)


def test_officials_from_several_states_are_those_states() -> None:
    text = "Oman's sultan held a meeting with top officials from Kenya, Uganda and Chad."
    assert ("CONSULT", {"OMN"}, {"KEN", "UGA", "TCD"}) in who(text)


def test_a_deed_at_home_stays_at_home_and_an_own_thing_is_no_recipient() -> None:
    assert ("COERCE", {"VNM"}, {"VNM"}) in who("Vietnamese police arrested two Vietnamese monks.")
    pledge = next(t for t in who("Norway pledged to expand its army.") if t[0] == "AGREE")
    assert pledge == ("AGREE", {"NOR"}, set())


def test_the_verb_ends_the_phrase_of_who_acts() -> None:
    text = "Ghana expelled three Togolese diplomats, and Togo froze its payments."
    assert ("SANCTION", {"GHA"}, {"TGO"}) in who(text)


def test_a_reading_by_context_says_why() -> None:
    text = "Uganda said that Burundi had shelled its border posts."
    event = next(e for e in read(text).events if e.kind == "ASSAULT")
    assert any(r.rule == "the other party" and "UGA" in r.says for r in event.reasons)


def test_its_deed_is_told_only_where_its_owner_is_known() -> None:
    assert ("ASSAULT", {"SOM"}, set()) in who(
        "Kenya criticised Somalia over its occupation of the island."
    )
    assert not [t for t in who("Its occupation of the island was long.") if t[0] == "ASSAULT"]
