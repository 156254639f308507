from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.dating import date_document, find_times, parse_stated
from legation.dating.grammar import read_date
from legation.errors import UsageError
from legation.language import analyse
from legation.vocabulary import Block, BlockKind, Document, Origin, Span, When

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2030, 12, 31))


def document(text: str, **origin: object) -> Document:
    blocks, at = [], 0
    for words in text.split("\n"):
        if words:
            blocks.append(Block(Span("d", at, at + len(words)), BlockKind.TEXT, "given", 1.0))
        at += len(words) + 1
    return Document("d", text, Origin("s", **origin), "given/1", tuple(blocks))  # type: ignore[arg-type]


def published(text: str, **origin: object) -> str:
    return date_document(document(text, **origin)).published.edtf()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GENEVA, 19 November 1985 -- The two leaders met today.", "1985-11-19"),
        (
            "TOKYO, March 3, 2021 (Wire) -- The cabinet met today on the plan for the Games.",
            "2021-03-03",
        ),
        ("The talks were dull and nobody learned anything new from them.", ""),
        (
            "Resolution 1973 was adopted by 10 votes; some 2001 troops may march on 26+1 roads.",
            None,
        ),
    ],
)
def test_what_the_text_alone_tells(text: str, expected: str | None) -> None:
    found = published(text)
    assert found == expected if expected is not None else "/" in found or not found


@pytest.mark.parametrize(
    "opening",
    [
        "TUNIS, 7 October 2011 - Envoys", "TUNIS, October 7, 2011 (Wire) - Envoys", "Tunis, 7 October 2011. Envoys",
        "Tunis, 7 October 2011: Envoys", "SÃO PAULO, 7 October 2011 - Envoys", "TUNIS, Friday, 7 October 2011 - Envoys",
        "7 October 2011 Envoys", "October 7, 2011 - Envoys", "New Delhi, 7 October 2011 - Envoys",
    ],
)  # fmt: skip
def test_a_dateline_gives_the_day(opening: str) -> None:
    text = f"{opening} of nine countries failed on Friday to agree on the rules of fishing."
    assert published(text) == "2011-10-07"


@pytest.mark.parametrize(
    "text",
    [
        "Tunis, 7 October 2011, was the place and day of a long and fruitless meeting of envoys.",
        "Envoys met in Tunis, 7 October 2011 - the day of the vote - and failed to agree on fishing.",
        "Envoys who had met on 7 October 2011 — after years of talks — failed to agree on fishing.",
        "Tunis, 7 October 2011. Envoys met in the old palace.\nIn 2016 all of them were out of office.",
        "7 October 2011: Envoys meet in the old palace of Tunis to talk.\n9 March 2012: Talks break down for good.",
        "TUNIS, Monday, 7 October 2011 - Envoys of nine countries failed to agree on the rules of fishing.",
    ],
)  # fmt: skip
def test_a_day_in_a_sentence_a_history_or_a_chronicle_is_no_dateline(text: str) -> None:
    assert published(text) != "2011-10-07"


def test_a_weekday_with_its_day_fits_some_years_and_an_office_leaves_those_in_its_tenure() -> None:
    text = (
        "NATO Secretary-General Jens Stoltenberg said on Friday (24 February) that more was needed."
    )
    found = date_document(document(text)).published
    assert found.earliest == date(2017, 2, 24)
    assert found.latest is not None
    assert found.latest <= date(2023, 3, 9)
    alone = date_document(
        document("A spokesman said on Friday (24 February) that more was needed.")
    ).published
    assert alone.earliest is not None
    assert alone.earliest < date(2017, 1, 1)


def test_a_count_of_members_bounds_the_day() -> None:
    found = date_document(
        document("All 28 NATO members agreed on the plan, a spokesman said.")
    ).published
    assert found.earliest is not None
    assert found.latest is not None
    assert date(2009, 2, 1) <= found.earliest
    assert found.latest <= date(2017, 8, 1)


def test_metadata_is_believed_and_the_fetch_day_is_not() -> None:
    dates = (("html:published:json-ld", "2014-03-18"), ("warc:captured", "2021-05-05T00:00:00Z"))
    found = date_document(document("The minister spoke.", dates=dates))
    assert found.published.edtf() == "2014-03-18"
    assert found.captured.edtf() == "2021-05-05"
    only = date_document(document("The minister spoke.", dates=dates[1:]))
    assert only.published.earliest is None
    assert only.published.latest == date(2021, 5, 5)


def test_what_a_person_states_wins_and_the_rest_is_kept() -> None:
    found = date_document(
        document(
            "X, 1 May 2001 -- It rained.",
            stated="2010-04",
            dates=(("mail:published:date", "2 Jan 2002"),),
        )
    )
    assert found.published.edtf() == "2010-04-01/2010-04-30"
    assert any(not reason.kept for reason in found.published.reasons)
    with pytest.raises(UsageError, match="no date"):
        parse_stated("some day")


@pytest.mark.parametrize(
    "written", ["0000-00-00", "9999-99-99", "2009-13-45", "31 February 2009", "nonsense", ""]
)
def test_impossible_dates_are_no_dates(written: str) -> None:
    assert read_date(written) is None
    assert published("The minister spoke.", dates=(("html:published:x", written),)) == ""


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2009-04-01T10:00:00Z", ("2009-04-01", "2009-04-01")), ("Wed, 01 Apr 2009 10:00:00 +0200", ("2009-04-01", "2009-04-01")),
        ("April 1st, 2009", ("2009-04-01", "2009-04-01")), ("1 апреля 2009", ("2009-04-01", "2009-04-01")),
        ("1. April 2009", ("2009-04-01", "2009-04-01")), ("01.04.2009", ("2009-04-01", "2009-04-01")),
        ("03/04/2009", ("2009-03-04", "2009-04-03")), ("2009", ("2009-01-01", "2009-12-31")),
        ("D:20090401120000", ("2009-04-01", "2009-04-01")), ("1er avril 2009", ("2009-04-01", "2009-04-01")),
    ],
)  # fmt: skip
def test_dates_as_they_are_written(written: str, expected: tuple[str, str]) -> None:
    found = read_date(written)
    assert found is not None
    assert tuple(map(str, found)) == expected


@given(DAYS)
def test_every_written_day_is_read_back(day: date) -> None:
    for written in (
        day.isoformat(),
        f"{day.day} {day:%B} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%b} {day.year}",
    ):
        assert read_date(written) == (day, day)


SEEN = date(2009, 4, 1)  # a Wednesday


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("He spoke today in Rome.", "2009-04-01"), ("He spoke yesterday.", "2009-03-31"), ("They meet tomorrow.", "2009-04-02"),
        ("He spoke on Tuesday (31 March) by telephone.", "2009-03-31"), ("He said so on Monday.", "2009-03-30"),
        ("The leaders on Saturday are set to meet.", "2009-04-04"), ("The summit of 20-21 May 2012 was short.", "2012-05-20/2012-05-21"),
        ("It began in August-September last year.", "2008-08-01/2008-09-30"), ("It happened earlier this week.", "2009-03-30/2009-04-01"),
        ("Talks of the 1990s failed.", "1990-01-01/1999-12-31"), ("It was signed in 1949.", "1949-01-01/1949-12-31"),
        ("They met on December 3 in Rome.", "2008-12-03"), ("It was over a year ago.", "2007-10-02/2008-09-30"),
        ("They met last week.", "2009-03-23/2009-03-29"), ("The vote in March 2008 was close.", "2008-03-01/2008-03-31"),
    ],
)  # fmt: skip
def test_expressions_as_seen_from_the_publication(words: str, expected: str) -> None:
    from dataclasses import replace

    dated = replace(document(words), published=When(SEEN, SEEN))
    found = find_times(dated, analyse(dated).sentences)
    assert [time.when.edtf() for time in found] == [expected]


@pytest.mark.parametrize(
    "words",
    [
        "Resolution 1973 was adopted.",
        "In the form of 26+1.",
        "They may come.",
        "It costs €15.",
        "Troops march on.",
    ],
)
def test_what_looks_like_a_date_and_is_none(words: str) -> None:
    dated = document(words)
    assert not find_times(dated, analyse(dated).sentences)


@given(DAYS, st.integers(0, 40))
def test_an_interval_as_publication_widens_what_is_told_from_it(day: date, width: int) -> None:
    from dataclasses import replace

    words = "He said so on Monday and again yesterday."
    narrow = replace(document(words), published=When(day, day))
    wide = replace(document(words), published=When(day, day + timedelta(width)))
    for one, other in zip(
        find_times(narrow, analyse(narrow).sentences),
        find_times(wide, analyse(wide).sentences),
        strict=True,
    ):
        assert other.when.earliest is not None
        assert other.when.latest is not None
        assert one.when.earliest is not None
        assert other.when.earliest <= one.when.earliest <= other.when.latest


def test_nothing_is_told_from_an_unknown_publication() -> None:
    undated = document("He said so on Monday.")
    assert [time.when.known for time in find_times(undated, analyse(undated).sentences)] == [False]


def test_a_text_of_many_reports_is_dated_by_its_beginning_and_end() -> None:
    dull = "The council spoke of roads and of bridges for a long time. "
    middle = "SOFIA, 2 June 2031 -- On Friday (2 May 2014) the road was opened. " * 100
    text = f"OSLO, 3 May 2011 -- The talks went on today. {dull * 6000}{middle}{dull * 6000}"
    assert published(text) == "2011-05-03"
