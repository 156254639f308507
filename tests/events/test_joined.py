"""Rules and event heads together: what is judged none goes, with its probability; nothing else moves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

import numpy as np
import pytest

from legation.events.joined import judge_events, judge_shipped
from legation.events.matching import candidates
from legation.events.model import EventModel
from legation.events.read import read_sentences
from legation.events.tagged import Sighting, add_tagged
from legation.language import analyse
from legation.vocabulary import Event
from legation.vocabulary.plover import PLOVER
from tests.events.test_reading import document, read

KINDS = ("none", *PLOVER)


@dataclass
class Judge:
    """A judge that says what it is told to."""

    says: dict[str, float]
    version: str = "told/1"
    kinds: tuple[str, ...] = KINDS
    asked: list[object] = field(default_factory=list)

    def judge(self, _: object, cases: list[object]) -> np.ndarray:
        self.asked += cases
        return np.array([[self.says.get(kind, 0.0) for kind in KINDS] for _ in cases])


def judged(text: str, says: dict[str, float]) -> tuple[tuple[Event, ...], list[str]]:
    doc = document(text)
    found = judge_events(doc, analyse(doc), read(text).events, cast("EventModel", Judge(says)))
    return found.events, [reason.says for reason in found.rejected]


def test_the_judge_turns_down_and_says_by_how_much() -> None:
    events, rejected = judged("Norway recalled its ambassador from Tehran.", {"none": 0.97})
    assert events == ()
    assert rejected == ["SANCTION: no event by 0.97"]


def test_the_lexicons_type_stands_and_the_judge_only_says_how_sure_it_is() -> None:
    text = "Norway recalled its ambassador from Tehran."
    (weak,), _ = judged(text, {"SANCTION": 0.3, "REQUEST": 0.5, "none": 0.2})
    (doubted,), _ = judged(text, {"SANCTION": 0.001, "REQUEST": 0.99, "none": 0.009})
    assert weak.kind == doubted.kind == "SANCTION"
    assert doubted.mode == "withdraw"
    assert weak.confidence is not None
    assert doubted.confidence is not None
    assert 0 < doubted.confidence < weak.confidence < 1


def test_without_a_model_the_rules_stand_alone() -> None:
    doc = document("Norway recalled its ambassador from Tehran.")
    events = read(doc.text).events
    assert judge_events(doc, analyse(doc), events, None).events == events


def test_what_only_the_heads_saw_becomes_a_candidate_and_a_missing_recipient_is_filled() -> None:
    text = "Peru complained, and Chile frobbed Bolivia."
    tree = read_sentences(document(text), analyse(document(text)))[0]
    found = candidates(tree)
    seen = Sighting((range(4, 5),), (range(6, 7),), ((range(5, 6), "ASSAULT"),))
    add_tagged(tree, found, seen)
    told = [(one.frame.kind, one.actors, one.recipients) for one in found]
    assert ("ASSAULT", [4], [6]) in told
    first = next(one for one in found if one.frame.kind == "ACCUSE")
    assert first.recipients == []
    add_tagged(tree, [first], Sighting((range(1),), (range(4, 5),)))
    assert first.recipients == [4]


@pytest.mark.usefixtures("caplog")
def test_a_missing_model_is_none() -> None:
    model = judge_shipped()
    assert model is None or model.kinds == KINDS
