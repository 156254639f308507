"""Several together, bodies as "it", organs without a state, nationalities as nouns."""

from __future__ import annotations

import pytest

from tests.actors.test_reference_back import cast, meant


@pytest.mark.parametrize(
    ("words", "phrase", "expected"),
    [
        ("Chile and Bolivia said they would reopen the border.", "they", "CHL;BOL"),
        ("Chile and Bolivia signed a truce. The two countries will trade again.", "The two countries", "CHL;BOL"),
        ("Oman met Qatar in May. Kenya sent a letter. Chile and Bolivia met. A week passed. Rain fell. It was cold. Both sides were glad.", "Both sides", "CHL;BOL"),
        ("Chile said it would wait.", "it", "CHL"),
        ("Before it joined the bloc, Croatia had asked for a delay.", "it", "HRV"),
        ("Chile's foreign ministry said on Monday that it had no comment.", "it", "CHL"),
        ("In their statement, Chile and Bolivia asked for help.", "their", "CHL;BOL"),
    ],
)  # fmt: skip
def test_bodies_that_pronouns_and_numbers_mean(words: str, phrase: str, expected: str) -> None:
    assert meant(words, "2012-03-02", phrase).actor == expected


def test_persons_named_together_are_they() -> None:
    words = "Angela Merkel and Donald Tusk met in Gdansk. They agreed on a plan. The two leaders dined together."
    both = meant(words, "2011-03-02", "They")
    assert (len(both.members), both.on_behalf_of) == (2, "DEU;POL")
    assert meant(words, "2011-03-02", "The two leaders").actor == both.actor


@pytest.mark.parametrize(
    "words",
    [
        "Chile said it was clear that talks had failed.",
        "Chile denied it.",
        "Chile complained. It rained all day.",
        "Chile said it seemed that talks had failed.",
        "Farmers met Chile's president. They sang.",
    ],
)
def test_what_is_nobody_is_no_actor(words: str) -> None:
    found = [r for r in cast(words, "2012-03-02").resolutions if r.kind.value == "pronoun"]
    assert found == []


@pytest.mark.parametrize(
    ("words", "phrase", "expected"),
    [
        ("In Nairobi, the government said the road was open.", "the government", "KEN"),
        ("NAIROBI, 3 May -- Rain fell all night. Police closed the road.", "Police", "KEN"),
        ("Kenya's president flew home. The army stayed in its barracks.", "The army", "KEN"),
        ("Kenyan Foreign Minister Raila Kimani resigned. Her ministry said no more.", "Her ministry", "KEN"),
        ("The Kenyan Foreign Ministry called. Uganda waited. The ministry said no more.", "The ministry", "KEN"),
    ],
)  # fmt: skip
def test_an_organ_without_a_state_is_of_the_state_spoken_of(words: str, phrase: str, expected: str) -> None:  # fmt: skip
    found = meant(words, "2012-03-02", phrase)
    assert (found.actor, found.on_behalf_of) == (expected, expected)
    assert found.confidence < 0.9


def test_two_states_with_equal_claim_leave_an_organ_open() -> None:
    words = "Kenya met Uganda. The government said the road was open."
    start = words.index("The government")
    assert not [r for r in cast(words, "2012-03-02").resolutions if r.span.start == start]


def test_the_opposition_speaks_for_no_government() -> None:
    found = meant("In Nairobi, the opposition said the vote was unfair.", "2012-03-02", "the opposition")  # fmt: skip
    assert (found.actor, found.on_behalf_of) == ("KEN:opposition", None)


def test_an_office_alone_is_of_the_state_spoken_of() -> None:
    words = "Tokyo was calm. Japan's ships stayed away. The prime minister spoke at noon."
    assert meant(words, "2014-03-02", "The prime minister").office == "head_of_government:JPN"


@pytest.mark.parametrize(
    ("words", "phrase", "expected"),
    [
        ("Carl Bildt flew to Minsk. The Swede said little.", "The Swede", "Carl Bildt"),
        ("EU foreign policy chief Javier Solana met Carl Bildt. The Spaniard spoke first.", "The Spaniard", "Javier Solana"),
    ],
)  # fmt: skip
def test_a_nationality_is_who_of_that_state_was_named(words: str, phrase: str, expected: str) -> None:  # fmt: skip
    assert meant(words, "2009-03-02", phrase).name == expected


def test_a_nationality_of_nobody_named_is_somebody_of_that_state() -> None:
    found = meant("A Dane was hurt in Minsk.", "2012-03-02", "A Dane")
    assert (found.actor, found.on_behalf_of) == ("DNK:person", None)
    ship = [r.actor for r in cast("The Danish ship left.", "2012-03-02").resolutions]
    assert ship == ["DNK"]


@pytest.mark.parametrize("people", ["The Bosnian Serbs", "Ethnic Russians", "Kosovo Albanians"])
def test_a_people_within_a_state_speaks_for_no_state(people: str) -> None:
    found = meant(f"{people} rejected the plan.", "1995-03-02", people)
    assert found.on_behalf_of is None
    assert (found.actor or "").startswith("org-")


def test_rebels_do_not_speak_for_their_state() -> None:
    found = meant("Malian rebels said they held the town.", "2012-03-02", "Malian rebels")
    assert (found.actor, found.on_behalf_of) == ("MLI:rebels", None)


def test_a_body_that_no_table_has_is_told_by_the_encoder() -> None:
    words = "Caritas said the road was mined. It asked for help."
    assert meant(words, "2012-03-02", "Caritas").actor == "org-caritas"
    assert meant(words, "2012-03-02", "It").actor == "org-caritas"


def test_adjectives_before_several_go_with_them_all() -> None:
    words = "French, British and German ministers met in Geneva. They agreed on a plan."
    they = meant(words, "2012-03-02", "They")
    assert (they.on_behalf_of, len(they.members)) == ("FRA;GBR;DEU", 3)


def test_the_two_are_persons_before_they_are_states() -> None:
    words = "Guido Westerwelle met Egypt's foreign minister. The two discussed the case. Both called it painful."
    two = meant(words, "2012-03-02", "The two")
    assert (len(two.members), two.on_behalf_of) == (2, "DEU;EGY")
    assert meant(words, "2012-03-02", "Both").actor == two.actor
    assert not [r for r in cast("Both envoys and generals came.", "2012-03-02").resolutions if ";" in (r.actor or "")]  # fmt: skip


def test_whoever_holds_an_office_unknown_to_the_tables_is_he_all_the_same() -> None:
    words = "Kenya's foreign minister flew home. He said nothing."
    assert meant(words, "2012-03-02", "Kenya's foreign minister").actor is None
    assert meant(words, "2012-03-02", "He").on_behalf_of == "KEN"


def test_its_own_noun_is_not_in_the_way_of_its_owner() -> None:
    words = "Tokyo said its planes had been chased."
    assert meant(words, "2012-03-02", "its").actor == "JPN"


@pytest.mark.parametrize(
    ("source", "expected"),
    [("Chile, Bolivia and the EU", "CHL;BOL;EU"), ("NATO and Russia", "NATO;RUS"), ("Norway, which borders Russia", "NOR")],
)  # fmt: skip
def test_states_that_speak_as_one_are_all_the_speaker(source: str, expected: str) -> None:
    assert meant(f"{source} said talks would go on.", "2012-03-02", source).actor == expected
