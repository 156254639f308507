"""Statements that are deeds by being made: a demand, refusal, charge … of a state or body."""

from __future__ import annotations

import pytest

from tests.events.test_reading import read

MADE = [
    ("Colombian foreign minister Maria Holguin said Venezuela should reopen the crossing at Cucuta.", "REQUEST", "Venezuela"),
    ("Egyptian President Abdel Fattah el-Sisi told parliament that Ethiopia must share its data on the dam.", "REQUEST", "Ethiopia"),
    ("Cambodia said that Thai troops had to leave the temple grounds.", "REQUEST", "Thai troops"),
    ("Indonesia's foreign minister said all parties needed to show restraint in the strait.", "REQUEST", "all parties"),
    ('"It is time for Eritrea to open its prisons to inspectors," Norwegian Foreign Minister Espen Barth Eide said.', "REQUEST", "Eritrea"),
    ("Vietnam wants Laos to publish its plans for the river, the foreign ministry in Hanoi said.", "REQUEST", "Laos"),
    ("Chilean President Michelle Bachelet told reporters that her country was ready for talks with Bolivia.", "AGREE", "Bolivia"),
    ("Turkish Prime Minister Ahmet Davutoglu said Ankara remained open to trade with Armenia.", "AGREE", "Armenia"),
    ("Indian officials said the door was open to Nepal.", "AGREE", "Nepal"),
    ("Serbian Prime Minister Ivica Dacic said that recognition of Kosovo was out of the question.", "REJECT", "Kosovo"),
    ("\"There can be no talks with Somalia before the ruling,\" Kenya's foreign ministry said.", "REJECT", "Somalia"),
    ("Spain said it was too early to discuss the future of Gibraltar.", "REJECT", "Gibraltar"),
    ("Peruvian President Ollanta Humala said his country would not accept a new line at sea.", "REJECT", None),
    ("Burundi said Rwanda had turned out to be an unreliable neighbour.", "ACCUSE", "Rwanda"),
    ("Malian Foreign Minister Abdoulaye Diop said France had sided with the rebels.", "ACCUSE", "France"),
    ('"This is hypocrisy on the part of Greece," Turkish Foreign Minister Mevlut Cavusoglu said.', "ACCUSE", "the part of Greece"),
    ("Indonesian President Susilo Bambang Yudhoyono said Australia had failed to inform Jakarta.", "ACCUSE", "Australia"),
    ("South Sudan complained that Sudan had kept the oil fees.", "ACCUSE", "Sudan"),
    ("China said any visit by Taiwan's president would have serious consequences.", "THREATEN", "Taiwan"),
    ("Armenia would respond to any attack by Azerbaijan, President Serzh Sargsyan said.", "THREATEN", "Azerbaijan"),
    ("Brazilian President Dilma Rousseff said that the visit opened a new chapter with Cuba.", "SUPPORT", "Cuba"),
    ('"Ghana is an important partner," German Chancellor Angela Merkel said in Accra.', "SUPPORT", "Ghana"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "recipient"), MADE)
def test_a_statement_of_a_state_or_body_is_the_deed_that_it_makes(
    text: str, kind: str, recipient: str | None
) -> None:
    found = read(text).events
    assert [event.kind for event in found] == [kind], found
    assert [r.words(text) for r in found[0].recipient] == ([recipient] if recipient else [])


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan President Uhuru Kenyatta said the economy had grown by five per cent.",
        "Finland said the talks would be held in Helsinki in May.",
        "The Danish government should have a new leader, the newspaper wrote.",
        "Mongolian President Tsakhia Elbegdorj said his country had three million people.",
        "Zambian farmers said prices must rise.",
        "Tunisia should leave the pact, a fellow at the Institute for Peace Studies said.",
        "The New Zealand prime minister said her government must find new money.",
    ],
)
def test_a_mere_statement_is_no_deed(text: str) -> None:
    assert read(text).events == ()


def test_what_is_only_asked_or_refused_is_no_deed_of_its_own_and_the_reason_is_kept() -> None:
    text = "Turkish Prime Minister Ahmet Davutoglu said Ankara remained open to trade with Armenia."
    found = read(text)
    assert [event.kind for event in found.events] == ["AGREE"]
    assert any(reason.says.startswith("COOPERATE: only told in") for reason in found.rejected)


def test_the_ministry_that_was_named_before_speaks_for_its_state() -> None:
    text = (
        "The Bulgarian foreign ministry summoned the envoy of Skopje on Friday. "
        "Skopje should open its archives, the ministry said."
    )
    assert ("REQUEST", ("MKD",)) in [(event.kind, event.recipients) for event in read(text).events]


@pytest.mark.parametrize(
    "text",
    [
        "Latvia keeps a depot in Riga in order to send help to Ukraine.",
        "The envoy from Oman was glad if they met again.",
    ],
)
def test_a_purpose_or_a_condition_of_nobody_named_is_no_deed(text: str) -> None:
    assert read(text).events == ()
