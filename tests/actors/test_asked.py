"""Asking as a stranger does: typing errors, titles, months and years, too early and too late."""

from __future__ import annotations

import pytest

from legation.actors import as_of
from legation.errors import UnknownError, UsageError


@pytest.mark.parametrize(
    ("name", "on", "expected"),
    [
        ("President Bush", "1990-05", "George H. W. Bush"),
        ("President Bush", "2003", "George W. Bush"),
        ("the French foreign minister", "2013-01-05", "Laurent Fabius"),
        ("King Abdullah II", "2005-02-01", "Abdullah II"),
        ("Joe Biden Jr.", "2021-05-01", "Joe Biden"),
        ("Merkel", "2010", "Angela Merkel"),
    ],
)
def test_a_title_or_a_surname_is_enough(name: str, on: str, expected: str) -> None:
    first = as_of(on).actor(name)[0]
    assert first.name == expected
    assert first.offices


def test_a_month_or_year_has_all_who_held_the_office_in_it() -> None:
    found = [one.name for one in as_of("2012").actor("the French foreign minister")]
    assert found == ["Alain Juppé", "Laurent Fabius"]


def test_a_year_in_which_members_changed_needs_a_day() -> None:
    assert len(as_of("2010").members("NATO")) == 28
    with pytest.raises(UnknownError, match="other members from 2009-04-01 on"):
        as_of("2009").members("NATO")
    with pytest.raises(UnknownError, match="expected a day"):
        as_of("2009").format("NRC")


def test_all_who_sit_in_the_council_are_its_members() -> None:
    assert len(as_of("2011-03").members("Security Council")) == 15
    assert len(as_of("2011-03").members("Security Council", role="elected")) == 10


@pytest.mark.parametrize(
    ("name", "suggested"),
    [("Putn", "Vladimir Putin"), ("Natto", "NATO"), ("Shevardnadse", "Eduard Shevardnadze")],
)
def test_a_typing_error_gets_a_suggestion(name: str, suggested: str) -> None:
    try:
        found = [one.name for one in as_of("1995-01-01").actor(name)]
    except UnknownError as error:
        found = [str(error)]
    assert suggested in " ".join(found)


def test_a_part_of_a_formats_name_suggests_the_whole() -> None:
    with pytest.raises(UnknownError, match="OSCE Minsk Group"):
        as_of("1999-01-01").format("Minsk")


def test_an_office_after_what_is_known_is_unknown_as_of() -> None:
    with pytest.raises(UnknownError, match="unknown as of 2060-01-01: known until"):
        as_of("2060-01-01").actor("the French president")


@pytest.mark.parametrize("day", ["2009-13-01", "soon", "", "01.04.2009"])
def test_what_is_no_day_month_or_year_is_told(day: str) -> None:
    with pytest.raises(UsageError, match="expected a day, month or year"):
        as_of(day)


def test_no_name_is_no_question() -> None:
    with pytest.raises(UsageError):
        as_of("2009-04-01").actor(" ")


@pytest.mark.parametrize(
    ("day", "note"),
    [("2001-06-01", "then called Federal Republic of Yugoslavia"), ("2005-06-01", "then called State Union of Serbia and Montenegro")],
)  # fmt: skip
def test_a_state_that_changed_its_name_is_told_by_that_of_the_day(day: str, note: str) -> None:
    assert [found.note for found in as_of(day).actor("SCG")] == [note]
    assert [found.note for found in as_of(day).actor("Norway")] == [""]
