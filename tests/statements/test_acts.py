from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.statements.acts import read_act, read_hedging


@pytest.mark.parametrize(
    ("source", "cue", "content", "act"),
    [
        ("Sweden", "pledged", "two more ships", "promises"),
        ("The ministry", "denies", "any part in the raid", "denies"),
        ("The envoy", "said", "the council must meet this week", "demands"),
        ("The envoy", "said", "we will never sign that paper", "refuses"),
        ("The envoy", "said", "we will send a ship", "promises"),
        ("Kenya", "said", "Kenya is ready to host the talks", "offers"),
        ("She", "warned", "that anyone who fires will face grave consequences", "threatens"),
        ("She", "warned", "that the road was wet", "asserts"),
        ("The minister", "said", "such a step would be unacceptable", "rejects"),
        ("The minister", "said", "the report was untrue", "denies"),
        ("The minister", "said", "the two sides met at noon", "asserts"),
        ("Peru", "accused", "Chile of a breach", "accuses"),
        ("Peru", "thanked", "the observers", "praises"),
        ("The chair", "said", '"I also want to thank the cooks"', "praises"),
        ("The envoy", "said", '"We therefore strongly condemn this raid"', "accuses"),
        ("The envoy", "said", '"I do not doubt their good will"', "asserts"),
        ("The envoy", "said", '"We won\'t sit down with them"', "refuses"),
        ("The envoy", "said", '"If the road opens, we\'ll send the trucks"', "promises"),
        ("The envoy", "said", '"They will regret it"', "threatens"),
        ("The Danish envoy", "said", "Denmark will never give up the island", "refuses"),
        ("Peru", "threatened", "to leave the league", "threatens"),
        ("Peru", "warned", "not to cross the line", "demands"),
        ("The judge", "suggested", "that the fire was an accident", "asserts"),
        ("The judge", "suggested", "a pause of two days", "offers"),
        ("The judge", "insisted", "that the files be opened", "demands"),
        ("The judge", "insisted", "that the files were old", "asserts"),
        ("The judge", "ruled out", "sending a ship", "refuses"),
        ("The judge", "ruled out", "a second vote", "rejects"),
        ("The judge", "called", "the map questionable", "doubts"),
    ],
)
def test_what_a_statement_does(source: str, cue: str, content: str, act: str) -> None:
    text = f"{source} {cue} {content}."
    at = len(source) + 1
    place = (at, at + len(cue))
    found = read_act(text, place, [(place[1] + 1, len(text) - 1)], (0, len(source)))
    assert found.name == act
    assert text[slice(*found.words)].strip()


def test_the_words_that_show_an_act_stand_in_the_untouched_text() -> None:
    text = "“But we won’t ever  go,” she said, “and I also\nwant to thank you.”"
    pieces = [(1, 22), (35, 63)]
    found = read_act(text, (29, 33), pieces, (25, 28))
    assert found.name == "refuses"
    assert text[slice(*found.words)] == "we won’t"
    later = read_act(text, (29, 33), pieces[1:], (25, 28))
    assert (later.name, text[slice(*later.words)]) == ("praises", "I also\nwant to thank")


@given(
    st.text("ab ,.'’“”\"\n!?;IWwenotil", min_size=1, max_size=80),
    st.integers(0, 40),
    st.integers(1, 40),
)
def test_any_content_gives_words_within_it(text: str, start: int, length: int) -> None:
    start = min(start, len(text) - 1)
    end = min(len(text), start + length)
    act = read_act(text, None, [(start, end)], None)
    assert start <= act.words[0] < act.words[1] <= end
    for hedge in read_hedging(text, [(start, end)]):
        assert start <= hedge.words[0] < hedge.words[1] <= end


def test_a_refusal_to_deny_is_no_denial() -> None:
    text = "The ministry did not deny that it had paid."
    assert read_act(text, (21, 25), [(31, 42)], (0, 12)).name == "accepts"


def test_hedges_stand_at_the_main_clause_and_name_their_words() -> None:
    text = "it may not join, unless those who never voted agree"
    found = {h.name: text[slice(*h.words)] for h in read_hedging(text, [(0, len(text))])}
    assert found == {"negated": "not", "conditional": "unless", "possible": "may"}
    inner = "the ships will sail, which nobody can stop"
    assert read_hedging(inner, [(0, len(inner))]) == ()


@pytest.mark.parametrize(
    ("text", "conditional"),
    [
        ("No ship will sail until the mines are cleared", True),
        ("The store will stay shut until the roof is mended", False),
        ("The store will stay shut until Friday", False),
        ("Should the talks fail, the union will return to court", True),
        ("Had the levee held, the town would be dry", True),
        ("Should the island hold a vote?", False),
        ("The ferry will sail, provided the wind drops", True),
        ("Norway provided the tents and the stoves", False),
        ("The loan is possible, subject to a vote in parliament", True),
        ("Traders are subject to a tax of two per cent", False),
        ("Nobody knew if the bridge would hold", False),
        ("It looked as if the dam had held", False),
        ("The union will vote even if the south stays away", False),
        ("We would be grateful if the bank could wait", False),
        ("The port will reopen only if the dredging is finished", True),
    ],
)
def test_a_condition_is_no_question_likeness_or_date(text: str, conditional: bool) -> None:
    found = {hedge.name for hedge in read_hedging(text, [(0, len(text))])}
    assert ("conditional" in found) == conditional


def test_what_stands_in_a_condition_hedges_no_main_clause() -> None:
    text = "The firm would shut the valves if the bill was not paid and could not be moved"
    assert {hedge.name for hedge in read_hedging(text, [(0, len(text))])} == {"conditional"}
