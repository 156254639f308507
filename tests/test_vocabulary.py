from __future__ import annotations

from datetime import date

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from legation.vocabulary import Event, Span, Status, When, identify
from legation.vocabulary.plover import Auxiliary

DAYS = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))


@given(st.integers(-5, 20), st.integers(-5, 20))
def test_a_span_is_never_empty_reversed_or_before_the_text(start: int, end: int) -> None:
    if 0 <= start < end:
        assert len(Span("d", start, end).words("x" * 30)) == end - start
    else:
        with pytest.raises(ValueError, match="want 0 <= start < end"):
            Span("d", start, end)


@given(st.lists(st.integers(0, 30), min_size=4, max_size=4))
def test_overlap_is_a_shared_code_point(cuts: list[int]) -> None:
    first, second = (
        Span("d", cuts[0], cuts[0] + 1 + cuts[1]),
        Span("d", cuts[2], cuts[2] + 1 + cuts[3]),
    )
    shared = set(range(first.start, first.end)) & set(range(second.start, second.end))
    assert first.overlaps(second) == second.overlaps(first) == bool(shared)
    assert not first.overlaps(Span("other", first.start, first.end))


@given(DAYS, DAYS)
def test_intervals_are_valid_edtf_and_never_reversed(one: date, other: date) -> None:
    first, last = sorted((one, other))
    assert parse_edtf(When(first, last).edtf()) is not None
    if first != last:
        with pytest.raises(ValueError, match="before it begins"):
            When(last, first)


def test_unknown_is_not_a_date() -> None:
    assert not When().known
    assert When().days is None
    assert When().edtf() == ""


def test_ids_tell_parts_apart() -> None:
    assert identify("a", "bc") != identify("ab", "c")
    assert identify("a", None) != identify("a", "None")


@given(st.sets(st.sampled_from(list(Auxiliary))))
def test_a_status_is_the_first_mode_that_makes_an_event_less_than_real(
    modes: set[Auxiliary],
) -> None:
    status = Status.of(modes)
    if Auxiliary.NEGATED in modes:
        assert status is Status.NEGATED
    elif Auxiliary.ALLEGED in modes:
        assert status is Status.ALLEGED
    elif not modes - {Auxiliary.HISTORICAL}:
        assert status is Status.OCCURRED
    else:
        assert status in {Status.HYPOTHETICAL, Status.PLANNED, Status.ONGOING}


def test_an_event_has_words_and_a_type_that_exists() -> None:
    words = (Span("d", 5, 8),)
    actor = (Span("d", 0, 4),)
    event = Event("d", "AID", words, Status.OCCURRED, "test/1", actor=actor)
    assert (event.span.start, event.span.end) == (0, 8)
    assert event.id != Event("d", "AID", words, Status.OCCURRED, "test/1", recipient=actor).id
    with pytest.raises(ValueError, match="no type of PLOVER"):
        Event("d", "HELP", words, Status.OCCURRED, "test/1")
    with pytest.raises(ValueError, match="words that name it"):
        Event("d", "AID", (), Status.OCCURRED, "test/1")
