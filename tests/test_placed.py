from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from legation.vocabulary import Span
from legation.vocabulary.placed import Placed

spans = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(
    lambda pair: Span("d", pair[0], pair[0] + pair[1])
)


@given(st.lists(spans, max_size=20), st.lists(spans, max_size=5), spans)
def test_what_is_found_by_place_is_what_a_look_at_each_finds(
    first: list[Span], later: list[Span], asked: Span
) -> None:
    placed = Placed(first, lambda span: span)
    for span in later:
        placed.add(span)
    every = [*first, *later]
    assert placed.overlapping(asked) == [span for span in every if span.overlaps(asked)]
    assert placed.inside(asked) == [span for span in every if asked.contains(span)]
    assert placed.holding(asked) == [span for span in every if span.contains(asked)]
