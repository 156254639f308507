from __future__ import annotations

import pytest

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
    ],
)
def test_what_a_statement_does(source: str, cue: str, content: str, act: str) -> None:
    text = f"{source} {cue} {content}."
    at = len(source) + 1
    place = (at, at + len(cue))
    found = read_act(text, place, [(place[1] + 1, len(text) - 1)], (0, len(source)))
    assert found.name == act
    assert text[slice(*found.words)].strip()


def test_a_refusal_to_deny_is_no_denial() -> None:
    text = "The ministry did not deny that it had paid."
    assert read_act(text, (21, 25), [(31, 42)], (0, 12)).name == "accepts"


def test_hedges_stand_at_the_main_clause_and_name_their_words() -> None:
    text = "it may not join, unless those who never voted agree"
    found = {h.name: text[slice(*h.words)] for h in read_hedging(text, [(0, len(text))])}
    assert found == {"negated": "not", "conditional": "unless", "possible": "may"}
    inner = "the ships will sail, which nobody can stop"
    assert read_hedging(inner, [(0, len(inner))]) == ()
