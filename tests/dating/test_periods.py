"""Months, seasons, quarters, parts of years, stretches, and what counts from another time."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.dating import find_times
from legation.language import analyse
from legation.vocabulary import Block, BlockKind, Document, Origin, Span, When

SEEN = date(2009, 4, 1)  # a Wednesday


def times(words: str, seen: date | None = SEEN) -> list[tuple[str, str]]:
    blocks = (Block(Span("d", 0, len(words)), BlockKind.TEXT, "given", 1.0),)
    written = When(seen, seen) if seen else When()
    made = Document("d", words, Origin("s"), "given/1", blocks)
    made = replace(made, published=written)
    found = find_times(made, analyse(made).sentences)
    return [(time.span.words(words), time.when.edtf()) for time in found]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Mali signed it in May 2007.", "2007-05-01/2007-05-31"), ("Peru closed the port in March.", "2009-03-01/2009-03-31"),
        ("Oman freed them last March.", "2009-03-01/2009-03-31"), ("Chad will vote in October.", "2009-10-01/2009-10-31"),
        ("Talks began in early March.", "2009-03-01/2009-03-11"), ("They met in late December 2008.", "2008-12-21/2008-12-31"),
        ("Ahead of the summit, on March 10, envoys met.", "2009-03-10"), ("Envoys must leave by Friday.", "2009-04-03"),
        ("Troops must leave by October.", "2009-10-01/2009-10-31"), ("By June the siege had ended.", "2008-06-01/2008-06-30"),
        ("The spring of 2008 was calm.", "2008-03-01/2008-05-31"), ("The winter of 2008-09 was cold.", "2008-12-01/2009-02-28"),
        ("The first quarter of 2010 was bad.", "2010-01-01/2010-03-31"), ("It opened in mid-2007.", "2007-05-02/2007-09-01"),
        ("It fell between 1994 and 1996.", "1994-01-01/1996-12-31"), ("The war of 1998-99 was short.", "1998-01-01/1999-12-31"),
        ("Nepal voted in March's referendum.", "2009-03-01/2009-03-31"), ("From January to June 2008 exports fell.", "2008-01-01/2008-06-30"),
        ("Fiji talked to Tonga over the weekend.", "2009-03-28/2009-03-29"), ("Shots rang out overnight.", "2009-03-31/2009-04-01"),
        ("Over the past three years trade grew.", "2005-10-02/2009-04-01"), ("A decade ago it was signed.", "1994-04-02/2004-04-01"),
    ],
)  # fmt: skip
def test_a_period_is_the_days_that_its_words_say(words: str, expected: str) -> None:
    assert [when for _, when in times(words)] == [expected]


def test_later_counts_from_what_was_told_and_not_from_the_writing() -> None:
    told = times("He was held on 3 May 1999 and freed two days later. The next day he flew home.")
    assert told[1:] == [("two days later", "1999-05-05"), ("The next day", "1999-05-06")]
    assert times("The union split in June 2004. The following year it was refounded.")[1][1] == (
        "2005-01-01/2005-12-31"
    )


def test_later_than_nothing_told_is_unknown() -> None:
    assert times("Two days later he resigned.") == [("Two days later", "")]
    assert times("It began in 1999. Prices rose. Nobody cared. A week later it ended.")[-1][1] == ""


@pytest.mark.parametrize("words", ["The plan was rejected by May.", "Critics of May may march on.", "It may last, and they march this way."])  # fmt: skip
def test_a_person_and_a_verb_are_no_months(words: str) -> None:
    assert not times(words)


def test_a_month_without_a_year_needs_to_know_when_it_was_written() -> None:
    assert times("Peru closed the port in March.", None) == [("March", "")]
    assert times("Peru closed the port in March 2008.", None) == [
        ("March 2008", "2008-03-01/2008-03-31")
    ]


@given(st.integers(1950, 2049), st.integers(1, 12), st.sampled_from(["%B %d", "%b %d", "%B of %d"]))
def test_every_month_with_its_year_is_found_whole(year: int, month: int, form: str) -> None:
    words = form.replace("%B", calendar.month_name[month]).replace(
        "%b", calendar.month_abbr[month]
    ) % (year,)
    last = calendar.monthrange(year, month)[1]
    when = f"{year}-{month:02}-01/{year}-{month:02}-{last:02}"
    assert times(f"Envoys met in {words} again.") == [(words, when)]


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)), st.integers(1, 12))
def test_a_bare_month_in_the_past_tense_has_begun_and_is_within_a_year(
    seen: date, month: int
) -> None:
    ((_, when),) = times(f"Envoys met there in {calendar.month_name[month]}.", seen)
    begun = date.fromisoformat(when.split("/")[0])
    assert begun <= seen
    assert (seen - begun).days < 366
