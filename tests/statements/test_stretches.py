"""Indexed stretches answer as a look at every one would; a long line reads as its parts do."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from legation.statements.quotes import find_quotes
from legation.statements.rules import read_paragraph
from legation.statements.stretches import Cover, Quotes, last_end

stretches = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 8)).map(lambda s: (s[0], s[0] + s[1]))
)
texts = st.text("ab .,!\"“”‘’'-–:", max_size=700)


@given(stretches, st.integers(0, 50), st.integers(1, 8))
def test_a_cover_is_the_union(given_: list[tuple[int, int]], place: int, length: int) -> None:
    cover = Cover()
    for stretch in given_:
        cover.add(stretch)
    assert cover.holds(place) == any(a <= place < b for a, b in given_)
    other = (place, place + length)
    assert cover.meets(other) == any(a < other[1] and other[0] < b for a, b in given_)


@given(texts, st.integers(0, 700))
def test_quotations_are_found_as_by_looking_at_each(words: str, place: int) -> None:
    quotes = Quotes(find_quotes(words))
    every = quotes.all
    assert quotes.before(place) == next((q for q in reversed(every) if q[1] <= place), None)
    assert list(quotes.after(place)) == [q for q in every if q[0] >= place]
    ended = [q for _, kind in quotes.ended(place) for q in kind]
    assert ended == [q for q in reversed(every) if q[1] < place]
    assert quotes.within((place, place + 90)) == [
        q for q in every if place <= q[0] and q[1] <= place + 90
    ]


@given(texts, st.integers(0, 700))
def test_the_last_match_is_the_same_from_anywhere(words: str, end: int) -> None:
    pattern = re.compile(r"[\"“”:]|--|\s–\s|[.!?]\s")
    end = min(end, len(words))
    found = [m.end() for m in pattern.finditer(words[:end])]
    assert last_end(pattern, words, end) == (found[-1] if found else 0)


def test_a_long_line_reads_as_its_sentences_do() -> None:
    one = 'The envoy of Norway said: "We agree to the text, word after word." '
    alone = read_paragraph(one, "en")
    assert len(alone) == 1
    said = read_paragraph(one * 400, "en")
    assert [item.content for item in said] == [
        [(a + n * len(one), b + n * len(one)) for a, b in alone[0].content] for n in range(400)
    ]
    assert all(item.source and item.rule == alone[0].rule for item in said)
