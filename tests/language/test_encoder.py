from __future__ import annotations

import itertools
import shutil
import time
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.errors import ModelError
from legation.language import analyse, encoder, vectors
from legation.language.encoder import MODEL, WORDS, Encoder, sentence_states, shipped
from legation.language.labels import allowed, best_labels, spans
from legation.language.pieces import (
    APART,
    CASES,
    CLOSE,
    INSIDE,
    OUTSIDE,
    WordPieces,
    case_of,
    quote_states,
)
from legation.language.trees import best_heads
from legation.language.windows import WINDOW, Words, make_windows
from legation.language.words import words
from legation.vocabulary import Analysis, Block, BlockKind, Document, MentionKind, Origin, Span

TALKS = (
    "Foreign Minister Maria Kovacs said on Tuesday that Norland would not reopen the talks.",
    "“We have nothing to add,” she told reporters in Geneva, and accused the Eastern League of bad faith.",
)


def document(*paragraphs: str) -> Document:
    blocks, at = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(Span("d", at, at + len(paragraph)), BlockKind.TEXT, "given", 1.0))
        at += len(paragraph) + 2
    text = "\n\n".join(paragraphs)
    return Document("d", text, Origin("s"), "given/1", tuple(blocks), language="en")


def told(found: Analysis, text: str, role: str) -> list[str]:
    return [one.span.words(text) for one in found.roles if one.role == role]


@given(st.text(max_size=200))
def test_words_cover_every_sign_once_and_in_order(text: str) -> None:
    found = words(text, 7)
    assert all(a < b for a, b in found)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(found))
    covered = {n - 7 for a, b in found for n in range(a, b)}
    assert covered == {n for n, sign in enumerate(text) if not sign.isspace()}


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("They can't and won’t.", "They ca n't and wo n’t ."),
        ("Lavrov's aide cannot go.", "Lavrov 's aide can not go ."),
        ("The U.S. paid $1,500.50 (9/11).", "The U.S. paid $ 1,500.50 ( 9/11 ) ."),
        ("Mr. Ban wrote to a.b@un.org...", "Mr. Ban wrote to a.b@un.org ..."),
        ("NATO-Russia, “yes”!", "NATO - Russia , “ yes ” !"),
    ],
)
def test_words_are_cut_as_in_the_treebanks(text: str, want: str) -> None:
    assert " ".join(text[a:b] for a, b in words(text, 0)) == want


def test_pieces_take_the_longest_match_and_know_accents_and_marks() -> None:
    pieces = WordPieces(["[UNK]", "[CLS]", "[SEP]", "[unused1]", "la", "##vr", "##ov", "zu", "."])
    assert pieces.of_word("Lavrov") == (4, 5, 6)
    assert pieces.of_word("Zü.") == (7, 8)
    assert pieces.of_word("\u200b") == (pieces.unknown,)
    assert CASES[case_of("eU")] == "mixed"


def test_a_quotation_left_open_ends_with_its_paragraph_unless_the_next_opens_again() -> None:
    text = ["“", "a", "b", "“", "c", "”", "d"]
    assert quote_states(text, [APART] * 7, [0, 0, 1, 2, 2, 2, 2]) == [
        OUTSIDE, INSIDE, OUTSIDE, OUTSIDE, INSIDE, OUTSIDE, OUTSIDE,
    ]  # fmt: skip
    straight = ['"', "a", '"', "b"]
    assert quote_states(straight, [APART, CLOSE, CLOSE, APART], [0] * 4)[1::2] == [INSIDE, OUTSIDE]


def test_labels_never_begin_inside() -> None:
    labels = ["O", "B-X", "I-X", "B-Y", "I-Y"]
    logs = np.log(np.array([[0.1, 0.1, 0.7, 0.05, 0.05], [0.1, 0.1, 0.1, 0.1, 0.6]], np.float32))
    path = [labels[one] for one in best_labels(logs, allowed(labels))]
    assert spans(path) in ([("X", 0, 1)], [("Y", 0, 2)], [("X", 0, 1), ("Y", 1, 2)])


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 4), st.integers(0, 10**6))
def test_heads_make_the_best_tree(size: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(size, size)).astype(np.float32) * 2
    logs = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)

    def weight(heads: tuple[int, ...]) -> float:
        return float(sum(logs[word, head] for word, head in enumerate(heads)))

    def is_tree(heads: tuple[int, ...]) -> bool:
        roots = [word for word in range(size) if heads[word] == word]
        reached = set(roots)
        for _ in range(size):
            reached |= {word for word in range(size) if heads[word] in reached}
        return len(roots) == 1 and len(reached) == size

    found = tuple(best_heads(scores))
    assert is_tree(found)
    ways = filter(is_tree, itertools.product(range(size), repeat=size))
    assert weight(found) >= max(map(weight, ways)) - 1e-3


def test_windows_own_every_word_once_and_fit() -> None:
    count = 3000
    texts = ["word"] * count
    many = Words(
        texts, [APART] * count, [n // 300 for n in range(count)], [n // 23 for n in range(count)]
    )
    long = replace(many, sentences=[0] * count)
    for made in (make_windows(many, shipped().pieces), make_windows(long, shipped().pieces)):
        assert [n for w in made for n in range(w.own_start, w.own_end)] == list(range(count))
        assert all(w.pieces.shape[1] <= WINDOW for w in made)
        assert all(w.start <= w.own_start for w in made)


def test_it_reads_who_said_what() -> None:
    given_ = document(*TALKS)
    found = analyse(given_)
    assert found.level == "full"
    text = given_.text
    assert any("Kovacs" in one for one in told(found, text, "source"))
    assert "said" in told(found, text, "cue")
    assert any("nothing to add" in one for one in told(found, text, "content"))
    persons = [m.span.words(text) for m in found.mentions if m.kind is MentionKind.PERSON]
    places = [m.span.words(text) for m in found.mentions if m.kind is MentionKind.PLACE]
    assert "Maria Kovacs" in persons
    assert "Geneva" in places
    linked = [one for one in found.roles if one.cue is not None]
    assert linked
    assert all(found.roles[one.cue].role == "cue" for one in linked if one.cue is not None)


def test_every_sentence_has_one_tree() -> None:
    found = analyse(document(*TALKS, "Oslo. 4 May."))
    assert len(found.syntax) == len(found.sentences)
    for sentence, syntax in zip(found.sentences, found.syntax, strict=True):
        size = len(sentence.tokens)
        assert len(syntax.parts) == len(syntax.heads) == len(syntax.relations) == size
        assert [head for head in syntax.heads if head < 0] == [-1]
        assert syntax.relations[syntax.heads.index(-1)] == "root"
        assert all(-1 <= head < size for head in syntax.heads)


def test_subject_and_verb_of_a_plain_sentence() -> None:
    found = analyse(document("The ministers signed the agreement in Geneva."))
    syntax = found.syntax[0]
    assert syntax.parts[:3] == ("DET", "NOUN", "VERB")
    assert syntax.heads[:3] == (1, 2, -1)
    assert syntax.relations[:3] == ("det", "nsubj", "root")


def test_the_same_whatever_is_read_beside_it_and_with_any_number_of_threads() -> None:
    once = Encoder(threads=1)
    twice = Encoder(threads=2)
    for text in (TALKS, TALKS[::-1], ("A short one.",)):
        assert analyse(document(*text), once) == analyse(document(*text), twice)
    alone = vectors([TALKS[0]])
    assert np.array_equal(alone[0], vectors([TALKS[1], TALKS[0], "Snow."])[1])


def test_states_at_the_fork_are_one_a_piece_and_leave_the_vectors_as_they_are() -> None:
    pieces = [one for word in TALKS[0].split() for one in shipped().pieces.of_word(word)]
    states = sentence_states(pieces)
    assert states.shape == (len(pieces), 384)
    assert np.array_equal(states, sentence_states(pieces))
    assert not np.allclose(states.mean(axis=0), vectors([TALKS[0]])[0], atol=0.1)


@pytest.mark.parametrize(
    "text",
    [
        " ".join(["the envoy of the island said that"] * 430) + ".",
        "MINISTER SAYS TALKS ARE OVER. ENVOY DENIES IT.",
        '“““ said” he «no’ " " " he said',
        "1 2 3 4 5. 6 7 8!",
        "a" * 5000,
    ],
    ids=["3000 words", "capitals", "marks", "figures", "one word"],
)
def test_odd_sentences_are_read_whole(text: str) -> None:
    found = analyse(document(text))
    covered = {n for s in found.sentences for t in s.tokens for n in range(t.start, t.end)}
    assert covered == {n for n, sign in enumerate(text) if not sign.isspace()}
    assert [len(s.tokens) for s in found.sentences] == [len(s.heads) for s in found.syntax]


def test_a_paragraph_of_ten_thousand_words_takes_seconds() -> None:
    text = "The minister said that the talks would go on in Geneva . " * 830
    before = time.process_time()
    found = analyse(document(text.strip()))
    assert sum(len(s.tokens) for s in found.sentences) == 12 * 830
    assert time.process_time() - before < 60


def test_no_letters_and_another_language_are_not_guessed_at() -> None:
    figures = replace(document("123 456. 78!"), language=None)
    assert (analyse(figures).level, analyse(figures).roles) == ("none", ())
    finnish = replace(
        document("Ulkoministeri sanoi, että neuvottelut jatkuvat maanantaina."), language="fi"
    )
    assert (analyse(finnish).level, analyse(finnish).syntax) == ("none", ())


def test_a_missing_or_damaged_model_is_named_with_its_hash(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"no file.*install legation again"):
        Encoder(tmp_path / "encoder.onnx")
    copy = tmp_path / "encoder.onnx"
    copy.write_bytes(MODEL.read_bytes()[:-1] + b"x")
    shutil.copy(MODEL.with_suffix(".sha256"), tmp_path)
    with pytest.raises(ModelError, match=r"found sha256 \w{64}; expected sha256 \w{64}"):
        Encoder(copy)


def test_a_damaged_table_of_word_pieces_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / WORDS.name
    table.write_bytes(WORDS.read_bytes()[:-1])
    shutil.copy(WORDS.with_suffix(".sha256"), tmp_path)
    monkeypatch.setattr(encoder, "WORDS", table)
    monkeypatch.setattr(encoder, "word_table", cache(encoder.word_table.__wrapped__))
    with pytest.raises(ModelError, match=r"words\.npy.*found sha256 \w{64}"):
        encoder.vectors(["Talks failed."])


def test_near_sentences_have_near_vectors() -> None:
    near = vectors(
        [
            "The envoys agreed on a ceasefire.",
            "The negotiators accepted a truce.",
            "Bananas are yellow.",
        ]
    )
    assert near.shape == (3, 384)
    assert near.dtype == np.float32
    assert np.allclose(np.linalg.norm(near, axis=1), 1, atol=1e-5)
    assert near[0] @ near[1] > near[0] @ near[2] + 0.2
    assert not vectors([" "]).any()


def test_a_text_longer_than_is_read_at_once_is_read_as_its_parts_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    long = document(
        " ".join(f"Minister Anna Berg said on point {n} that Oslo had signed." for n in range(40))
    )
    whole = analyse(long)
    monkeypatch.setattr("legation.language.windows.MOST_WORDS", 60)
    parted = analyse(long)
    assert parted.sentences == whole.sentences
    sizes = [len(sentence.tokens) for sentence in whole.sentences]
    assert [len(s.heads) for s in parted.syntax] == sizes
    assert all(
        head < size for s, size in zip(parted.syntax, sizes, strict=True) for head in s.heads
    )
    people = {m.span for m in whole.mentions if m.kind is MentionKind.PERSON}
    assert {m.span for m in parted.mentions if m.kind is MentionKind.PERSON} == people
    cues = {n for n, role in enumerate(parted.roles) if role.role == "cue"}
    assert all(role.cue is None or role.cue in cues for role in parted.roles)
