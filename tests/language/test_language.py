from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from legation.language import analyse, identify_language
from legation.language.sentences import split_block
from legation.vocabulary import Block, BlockKind, Document, Origin, Span


def document(*paragraphs: str) -> Document:
    text = "\n\n".join(paragraphs)
    blocks, at = [], 0
    for words in paragraphs:
        blocks.append(Block(Span("d", at, at + len(words)), BlockKind.TEXT, "given", 1.0))
        at += len(words) + 2
    return Document("d", text, Origin("s"), "given/1", tuple(blocks))


@given(st.text(max_size=300))
def test_tokens_cover_every_sign_once_and_in_order(words: str) -> None:
    tokens = [token for sentence in split_block(words, 0) for token in sentence]
    assert all(a < b for a, b in tokens)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(tokens))
    covered = {n for a, b in tokens for n in range(a, b)}
    assert {n for n, sign in enumerate(words) if not sign.isspace()} <= covered


def test_sentences_of_messy_prose() -> None:
    words = 'He called it a "true partnership."1 However, Mr. Putin and the U.S. disagreed. “No,” he said.'
    text = document(words)
    found = [sentence.span.words(words) for sentence in analyse(text).sentences]
    assert found == [
        'He called it a "true partnership."1',
        "However, Mr. Putin and the U.S. disagreed.",
        "“No,” he said.",
    ]


def test_a_paragraph_of_a_hundred_thousand_words_ends() -> None:
    words = "word " * 100_000
    assert sum(len(sentence) for sentence in split_block(words, 0)) == 100_000


def test_languages_are_told_and_too_little_is_not_guessed() -> None:
    assert (
        identify_language(
            "Der Minister sagte gestern in Berlin, dass die Verhandlungen weitergehen."
        )
        == "de"
    )
    assert identify_language("საგარეო საქმეთა მინისტრმა განაცხადა") == "ka"
    assert (
        identify_language("Генеральный секретарь заявил, что переговоры продолжатся в среду.")
        == "ru"
    )
    assert identify_language("1234 !!") is None
    assert identify_language("Read Also:") is None


def test_only_main_text_is_analysed() -> None:
    text = "Menu here\n\nThe treaty was signed in Vienna by both of the ministers."
    blocks = (
        Block(Span("d", 0, 9), BlockKind.NAVIGATION, "given", 0.0),
        Block(Span("d", 11, len(text)), BlockKind.TEXT, "given", 1.0),
    )
    found = analyse(Document("d", text, Origin("s"), "given/1", blocks))
    assert [sentence.span.start for sentence in found.sentences] == [11]
    assert found.level == "full"
