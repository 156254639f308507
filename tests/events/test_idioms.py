"""Idioms of approval, blame, refusal and the like; what an event is about; each deed once."""

from __future__ import annotations

import pytest

from tests.events.test_reading import only, read

IDIOMS = [
    ("SUPPORT", "NATO ambassadors gave the green light to the training mission in Iraq."),
    ("SUPPORT", "The Kenyan president heaped praise on Ethiopia for its mediation."),
    ("SUPPORT", "Algeria struck a conciliatory note with Morocco on Friday."),
    ("SUPPORT", "Lisbon came to the defence of Maputo."),
    ("SUPPORT", "The senate in Manila signed off on the pact with Tokyo."),
    ("SUPPORT", "Greece and North Macedonia mended fences."),
    ("ACCUSE", "Uganda drew criticism from Washington."),
    ("ACCUSE", "Lima took a swipe at Caracas."),
    ("ACCUSE", "The Hungarian premier railed at Brussels."),
    ("REJECT", "Wellington slammed the door on a deal with the miners."),
    ("REJECT", "Oman turned its back on the plan."),
    ("REJECT", "The Polish foreign minister hit back at Berlin."),
    ("REJECT", "Belgrade vowed to ignore the ruling."),
    ("REJECT", "The spokesman pushed back against the report by Ankara."),
    ("REQUEST", "Washington leaned on Seoul to open its market."),
    ("REQUEST", "Ghana piled pressure on Togo to hold elections."),
    ("REQUEST", "Taiwan lobbied for a seat in the assembly."),
    ("REQUEST", "Ukraine wants security guarantees from Berlin."),
    ("REQUEST", "The Thai premier insisted that Cambodia remove its soldiers."),
    ("AGREE", "Ottawa held out an olive branch to Delhi."),
    ("AGREE", "Dakar and Nouakchott ironed out their differences over the gas field."),
    ("THREATEN", "Turkey put Cyprus on notice."),
    ("THREATEN", "Moscow vowed retaliation against Vilnius."),
    ("CONSULT", "Rwandan envoys attended a meeting of the bloc in Luanda."),
    ("CONSULT", "African leaders huddled over the debt in Accra."),
    ("SANCTION", "The United States put tariffs on steel makers in China."),
    ("ASSAULT", "Saudi Arabia began air strikes against the Houthis."),
    ("ASSAULT", "The coalition resumed its bombing of Mosul."),
    ("MOBILIZE", "France expanded its mission in Niger."),
    ("REQUEST", "Kosovo has applied to join the Council of Europe."),
    ("REJECT", "Norway has never wanted to join the European Union."),
    ("REJECT", "Algeria has no intention of recognising the council."),
    ("REJECT", "Myanmar said it would stay away from the ASEAN summit."),
    ("ACCUSE", "Vietnam is angry about the rig in its waters."),
    ("SANCTION", "Armenia withdrew its recognition of the border."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text"), IDIOMS)
def test_an_idiom_tells_the_deed_that_it_stands_for(kind: str, text: str) -> None:
    assert [event.kind for event in read(text).events] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "The minister declined to comment on Iraq.",
        "Kenyan officials insisted that the road was open.",
        "The threat from Somalia is real.",
        "They hold banners in Paris.",
        "The Herero genocide is taught in Windhoek.",
    ],
)
def test_words_of_deeds_in_descriptions_are_none(text: str) -> None:
    assert read(text).events == ()


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Nepal asked Delhi for fuel.", "assist"),
        ("Seoul demanded the release of two sailors from Tehran.", "yield"),
        ("Belize rejected new talks with Guatemala.", "meet"),
        ("Zambia urged Harare to reform its election law.", "change"),
        ("Algeria threatened Madrid with a gas embargo.", "restrict"),
        ("Eritrea threatened to bomb the port of Djibouti.", "violence"),
    ],
)
def test_what_is_asked_refused_or_threatened_gives_the_mode(text: str, mode: str) -> None:
    assert only(text).mode == mode


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("Norway recalled its ambassador from Tehran.", "diplomatic"),
        ("Rwanda asked Kampala for a loan.", "economic"),
        ("Fiji sent vaccines to Tuvalu.", "disease"),
        ("Uruguay condemned the hacking of its ministry by Iran.", "cyber"),
    ],
)
def test_the_words_of_a_deed_show_what_it_is_about(text: str, context: str) -> None:
    assert context in only(text).context


def test_a_deployment_is_not_called_military_again() -> None:
    assert only("Chad sent troops to the border with Sudan.").context == ()


def test_a_deed_told_twice_in_a_sentence_is_one_and_the_reason_is_kept() -> None:
    text = "Ghana criticised Togo, denouncing the closure of the border."
    found = read(text)
    assert [event.kind for event in found.events] == ["ACCUSE"]
    assert found.events[0].recipients == ("TGO",)
    assert any(reason.rule == "once" for reason in found.rejected)


def test_like_deeds_towards_others_stand_apart() -> None:
    text = "Ghana criticised Togo and denounced Mali."
    assert [event.recipients for event in read(text).events] == [("TGO",), ("MLI",)]
