"""Whom a deed concerns where its own sentence names nobody: what the text around it tells."""

from __future__ import annotations

import pytest

from tests.events.test_participants import Told, who
from tests.events.test_reading import read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Spain accused Morocco of piracy. Morocco rejected the accusation.", ("REJECT", {"MAR"}, {"ESP"})),
        ("Cuba asked the United States to end the embargo. Washington refused.", ("REJECT", {"USA"}, {"CUB"})),
        ("Belarus accused Latvia of plotting a coup. Latvia dismissed the claim.", ("REJECT", {"LVA"}, {"BLR"})),
        ("Thailand withdrew its troops from the temple. Cambodia welcomed the withdrawal.", ("SUPPORT", {"KHM"}, {"THA"})),
        ("Iran threatened to close the strait if the United States attacked it.", ("THREATEN", {"IRN"}, {"USA"})),
        ("Bolivia and Chile quarrelled again. La Paz accused its neighbour of arming rebels.", ("ACCUSE", {"BOL"}, {"CHL"})),
        ("Norway's parliament rejected membership in OPEC.", ("REJECT", {"NOR"}, {"OPEC"})),
        ("India and China agreed to leave the lake. The two sides also agreed to hold talks.", ("AGREE", {"IND", "CHN"}, {"IND", "CHN"})),
        ("Brazil's foreign ministry said a ship had been seized. The ministry summoned the Bolivian ambassador.", ("REQUEST", {"BRA"}, {"BOL"})),
        ("After two days of talks with Uzbek officials, the Kazakh minister said a pipeline would be built.", ("CONSULT", {"KAZ"}, {"UZB"})),
        ("OPEC ministers declined to offer Angola and Gabon a larger share.", ("REJECT", {"OPEC"}, {"AGO", "GAB"})),
        ("Zambia rejected a plan drawn up by Malawi, Angola and Botswana.", ("REJECT", {"ZMB"}, {"MWI", "AGO", "BWA"})),
        ("The EU ministers meet in Madrid, where they are expected to invite Serbia.", ("REQUEST", {"EU"}, {"SRB"})),
    ],
)  # fmt: skip
def test_the_text_around_names_the_other_party(text: str, expected: Told) -> None:
    assert expected in who(text)


def test_nothing_is_added_where_several_are_as_likely() -> None:
    text = "Peru, Chile and Ecuador sent envoys. Bolivia's government refused."
    assert ("REJECT", {"BOL"}, set()) in who(text)


def test_who_is_named_without_an_id_is_not_replaced() -> None:
    text = "Peru and Chile held talks. Peru accused local smugglers of murder."
    assert ("ACCUSE", {"PER"}, set()) in who(text)


def test_what_is_taken_from_around_has_its_reason_and_is_less_sure() -> None:
    sure = next(e for e in read("Laos rejected Thailand's offer.").events if e.kind == "REJECT")
    text = "Thailand offered Laos a loan. Laos rejected the offer."
    event = next(e for e in read(text).events if e.kind == "REJECT")
    assert event.recipients == ("THA",)
    assert any(r.rule == "answers" and r.span for r in event.reasons)
    assert (event.confidence or 1.0) < (sure.confidence or 0.0)


def test_a_deed_told_twice_has_one_victim() -> None:
    text = (
        "Libya's invasion of Chad began in May. Egypt and Sudan said the Libyan invasion was wrong."
    )
    invasions = [t for t in who(text) if t[0] == "ASSAULT"]
    assert invasions == [("ASSAULT", {"LBY"}, {"TCD"})] * len(invasions)


def test_the_place_before_an_attack_is_no_doer() -> None:
    assert not [t for t in who("The Lagos bombing shocked Ghana.") if t[1] == {"NGA"}]
    assert ("ASSAULT", {"USA"}, {"LBY"}) in who("The US attack on Libya was condemned by Egypt.")


def test_the_member_states_are_those_of_the_body_named_last() -> None:
    text = "The African Union met. ECOWAS froze its ties with Mali. Bamako's envoy slammed the member states."
    assert ("ACCUSE", {"MLI"}, {"ECOWAS:members"}) in who(text)


def test_reporters_who_listen_are_no_recipients() -> None:
    text = "Cuba's minister told reporters in Havana that American sanctions were a crime."
    assert not [t for t in who(text) if t[1] == t[2] == {"CUB"}]
