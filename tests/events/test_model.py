from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.errors import ModelError
from legation.events.features import BUCKETS, buckets, features
from legation.events.marks import MARKS
from legation.events.model import (
    LONGEST,
    MOST_PIECES,
    Candidate,
    EventModel,
    Range,
    Scores,
    _segments,
)
from legation.language.encoder import MODEL, Floats, shipped
from legation.language.labels import allowed
from legation.language.windows import Words

KINDS = ("none", "ACCUSE", "AID")
LABELS = ("O", "B-actor", "I-actor", "B-recipient", "I-recipient", "B-both", "I-both")
TEXT = "Ghana and Togo sharply condemned Mali . Oslo sent food to Chad .".split()


def scores(labels: list[str], told: dict[int, tuple[int, float]]) -> Scores:
    """Return scores that are sure of these labels, and say so much of these words."""
    chance = np.tile(np.array([1.0, 0.0, 0.0], np.float32), (len(TEXT), 1))
    for word, (kind, sure) in told.items():
        chance[word, 0], chance[word, kind] = 1 - sure, sure
    roles = np.full((len(TEXT), len(LABELS)), -9.0, np.float32)
    roles[np.arange(len(TEXT)), [LABELS.index(label) for label in labels]] = -0.1
    return Scores(
        KINDS, LABELS, chance, roles, roles, allowed(LABELS), ((0, 7), (7, 13)),
    )  # fmt: skip


def test_participants_are_spans_that_no_sentence_end_runs_through() -> None:
    labels = "B-actor O B-actor O O B-recipient O B-actor O O O B-recipient I-recipient".split()
    found = scores(labels, {}).participants()
    assert [(one.kind, one.start, one.end) for one in found] == [
        ("actor", 0, 1),
        ("actor", 2, 3),
        ("recipient", 5, 6),
        ("actor", 7, 8),
        ("recipient", 11, 13),
    ]
    assert all(one.confidence == pytest.approx(np.exp(-0.1)) for one in found)


def test_neighbouring_words_of_one_type_tell_one_event() -> None:
    found = scores(["O"] * 13, {3: (1, 0.6), 4: (1, 0.9), 8: (2, 0.7), 9: (1, 0.4)}).telling()
    assert [(one.kind, one.start, one.end) for one in found] == [("ACCUSE", 3, 5), ("AID", 8, 9)]
    assert found[0].confidence == pytest.approx(0.9)


@given(st.lists(st.integers(1, 400), max_size=6), st.data())
def test_segments_cover_every_word_once_and_cross_no_sentence(
    sizes: list[int], data: st.DataObject
) -> None:
    sentences = [number for number, size in enumerate(sizes) for _ in range(size)]
    count = data.draw(st.integers(1, 12))
    found = list(_segments(sentences, [count] * len(sentences)))
    assert [word for start, end in found for word in range(start, end)] == list(range(sum(sizes)))
    for start, end in found:
        assert len(set(sentences[start:end])) == 1
        assert end - start <= LONGEST
        assert (end - start) * count <= MOST_PIECES


@given(
    st.lists(st.text("abcd1", min_size=1, max_size=8), min_size=1, max_size=12),
    st.data(),
)
def test_buckets_are_in_range_and_the_same_for_other_names(
    words: list[str], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(words) - 1))
    other = [*words[:place], "Elsewhere", *words[place + 1 :]]
    mark = [(place, place + 1)]
    found = buckets(words, mark, [], [])
    assert all(0 <= one < BUCKETS for one in found)
    assert found == buckets(other, mark, [], [])


def test_features_tell_who_stands_before_whom() -> None:
    words = "Ghana condemned Togo".split()
    one = set(features(words, [(0, 1)], [(2, 3)], [(1, 2)]))
    other = set(features(words, [(2, 3)], [(0, 1)], [(1, 2)]))
    assert {"> condem", "<a> condemned", "! condemned"} <= one
    assert "> condem" not in other
    assert "< condem" in other


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"events\.onnx: found no file; expected the event heads"):
        EventModel(tmp_path / "events.onnx")


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    for name in ("encoder.onnx", "encoder.sha256"):
        shutil.copy(MODEL.with_name(name), tmp_path / name.replace("encoder", "events"))
    file = tmp_path / "events.onnx"
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(ModelError, match=r"found sha256 .* expected sha256 .* install legation"):
        EventModel(file)


def test_another_model_in_its_place_is_refused(tmp_path: Path) -> None:
    for name in ("encoder.onnx", "encoder.sha256"):
        shutil.copy(MODEL.with_name(name), tmp_path / name.replace("encoder", "events"))
    with pytest.raises(ModelError, match="no model of events"):
        EventModel(tmp_path / "events.onnx")


@pytest.fixture(scope="module")
def model() -> EventModel:
    return EventModel()


def unmarked(text: Words) -> Floats:
    return np.zeros((len(text.texts), len(MARKS)), np.float32)


def words(*sentences: str) -> Words:
    texts = [sentence.split() for sentence in sentences]
    flat = [word for sentence in texts for word in sentence]
    numbers = [n for n, sentence in enumerate(texts) for _ in sentence]
    return Words(flat, [2] * len(flat), [0] * len(flat), numbers)


@pytest.mark.parametrize(
    ("text", "actor", "told", "recipient", "want"),
    [
        ("Norland rejected the offer of the Eastern League .", (0, 1), (1, 2), (5, 8), "REJECT"),
        ("The envoys of Norland met the president in Geneva .", (0, 4), (4, 5), (5, 7), "CONSULT"),
        ("Rebels shelled the port on Monday , killing five .", (0, 1), (1, 2), (2, 4), "ASSAULT"),
        ("Police arrested forty monks in the capital .", (0, 1), (1, 2), (2, 4), "COERCE"),
        ("The bank lent the island 40 million dollars .", (0, 2), (2, 3), (3, 5), "AID"),
    ],
)
def test_plain_deeds_are_judged_right_with_and_without_their_words(
    model: EventModel, text: str, actor: Range, told: Range, recipient: Range, want: str
) -> None:
    given_words = words(text)
    for candidate in (
        Candidate((told,), (actor,), (recipient,)),
        Candidate((), (actor,), (recipient,)),
        Candidate((told,), (actor,)),
    ):
        chances = model.judge(given_words, [candidate])[0]
        assert model.kinds[int(chances.argmax())] == want
        assert chances.sum() == pytest.approx(1, abs=1e-5)


def test_a_candidate_is_judged_by_its_own_sentence_alone(model: EventModel) -> None:
    first, second = "Oslo sent food to Chad .", "Rebels shelled the port ."
    alone = model.judge(words(second), [Candidate(((1, 2),), ((0, 1),), ((2, 4),))])
    both = words(first, second)
    other = Candidate(((1, 2),), ((0, 1),), ((4, 5),))
    mine = Candidate(((7, 8),), ((6, 7),), ((8, 10), (0, 1)))
    together = model.judge(both, [other, mine, Candidate()])
    assert np.array_equal(together[1], alone[0])
    assert together[2].tolist() == [1.0, *[0.0] * 16]


def test_a_document_is_read_word_by_word_and_always_the_same(model: EventModel) -> None:
    text = words("Norland condemned the Eastern League .", "Its envoys met reporters in Geneva .")
    read = model.read(text, shipped(), unmarked(text))
    assert read.told.shape == (13, 17)
    assert read.roles.shape == read.main.shape == (13, 7)
    assert read.told.sum(axis=1) == pytest.approx(np.ones(13), abs=1e-5)
    again = model.read(text, shipped(), unmarked(text))
    assert np.array_equal(read.told, again.told)
    assert 1 in [one.start for one in read.telling()]
    assert ("actor", 0, 1) in [(p.kind, p.start, p.end) for p in read.participants()]


def test_nothing_and_endless_sentences_are_read(model: EventModel) -> None:
    assert model.read(words(), shipped(), unmarked(words())).participants() == []
    assert model.judge(words(), []).shape == (0, 17)
    endless = words(" ".join(["Norland condemned the League and"] * 300))
    assert len(model.read(endless, shipped(), unmarked(endless)).told) == 1500
    assert model.judge(endless, [Candidate(((1496, 1497),), ((1495, 1496),))]).shape == (1, 17)
