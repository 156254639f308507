"""Whatever the text: every span lies inside it, and reading it again gives the same events."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.events.test_reading import read

NAMES = ["Peru", "the Czech government", "NATO", "Ambassador Lund", "they", "“rebels”", "the UN’s envoy"]  # fmt: skip
DEEDS = ["attacked", "will not sign", "was expelled by", "and", "talks with", "'s invasion of", "agreed to free", ", who met", "reportedly"]  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(NAMES + DEEDS), st.text(max_size=6)), max_size=14)


@settings(max_examples=40)
@given(TEXTS)
def test_spans_lie_inside_the_text_and_a_second_reading_is_the_same(pieces: list[str]) -> None:
    text = " ".join(pieces)
    if not text.strip():
        return
    first = read(text)
    for event in first.events:
        parts = (*event.words, *event.actor, *event.recipient, *(c.span for c in event.cues))
        for span in (*parts, *filter(None, (event.issue, event.where))):
            assert 0 <= span.start < span.end <= len(text)
            assert span.words(text).strip()
    assert [e.id for e in read(text).events] == [e.id for e in first.events]
