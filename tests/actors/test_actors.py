from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.actors import as_of, name_speakers, resolve_actors
from legation.actors.cast import Cast
from legation.actors.scene import Figure, Scene
from legation.actors.spelling import fold, spelling_key
from legation.errors import UnknownError, UsageError
from legation.language import analyse
from legation.statements import read_statements
from legation.vocabulary import Block, BlockKind, Document, Origin, Resolution, Span, When


def document(words: str, day: str | None) -> Document:
    when = When(date.fromisoformat(day), date.fromisoformat(day)) if day else When()
    blocks = (Block(Span("d", 0, len(words)), BlockKind.TEXT, "given", 1.0),)
    return Document("d", words, Origin("s"), "given/1", blocks, published=when, language="en")


def cast(words: str, day: str | None) -> Cast:
    read = document(words, day)
    analysis = analyse(read)
    return resolve_actors(read, analysis, read_statements(read, analysis))


def meant(words: str, day: str | None, phrase: str, *, nth: int = 0) -> Resolution | None:
    """Return what the nth occurrence of a phrase means."""
    start = -1
    for _ in range(nth + 1):
        start = words.index(phrase, start + 1)
    return cast(words, day).of(Span("d", start, start + len(phrase)))


def actor(words: str, day: str | None, phrase: str, *, nth: int = 0) -> str | None:
    found = meant(words, day, phrase, nth=nth)
    return found.actor if found else None


def name(words: str, day: str | None, phrase: str, *, nth: int = 0) -> str | None:
    found = meant(words, day, phrase, nth=nth)
    return found.name if found else None


@pytest.mark.parametrize(
    "spellings",
    [
        "Lavrov Lawrow Лавров", "Zelensky Zelenskyy Zelenskiy Selenskyj Зеленський", "Saakashvili Saakaschwili სააკაშვილი",
        "Gorbachev Gorbatschow Горбачёв", "Yatsenyuk Jazenjuk Яценюк", "Nazarbayev Nasarbajew Назарбаев", "Tsipras Τσίπρας",
    ],
)  # fmt: skip
def test_spellings_of_one_name_share_a_key(spellings: str) -> None:
    assert len({spelling_key(word) for word in spellings.split()}) == 1


def test_names_that_differ_keep_apart() -> None:
    assert len({spelling_key(w) for w in "Medvedev Medvedchuk Sikorski Kaczynski Tusk Rice".split()}) == 6  # fmt: skip


@given(st.text(max_size=30))
def test_any_text_has_a_key_and_folding_is_stable(word: str) -> None:
    assert spelling_key(word) == spelling_key(word.strip()) or word != word.strip()


@pytest.mark.parametrize(
    ("words", "day", "phrase", "expected"),
    [
        ("Indian External Affairs Minister S. Jaishankar said talks would go on.", "2021-03-10", "Indian External Affairs Minister S. Jaishankar", ("foreign_minister:IND", "IND")),
        ("Angela Merkel, the German chancellor, told reporters that she would wait.", "2015-02-07", "Angela Merkel, the German chancellor", ("head_of_government:DEU", "DEU")),
        ("Turkey's foreign minister Ahmet Davutoglu said so.", "2011-06-01", "Turkey's foreign minister Ahmet Davutoglu", ("foreign_minister:TUR", "TUR")),
        ("UN Secretary-General Ban Ki-moon warned both sides.", "2012-05-01", "UN Secretary-General Ban Ki-moon", ("secretary_general:UN", "UN")),
        ("Wilma Okonkwo, Nigeria's ambassador to Kenya, said the road was open.", "2018-05-01", "Wilma Okonkwo", ("ambassador:NGA:KEN", "NGA")),
    ],
)  # fmt: skip
def test_office_and_state_of_a_titled_name(
    words: str, day: str, phrase: str, expected: tuple[str, str]
) -> None:
    found = meant(words, day, phrase)
    assert found is not None
    assert (found.office, found.on_behalf_of) == expected


def test_one_office_has_another_holder_on_another_day() -> None:
    words = "The French president said that he would not sign."
    assert name(words, "2010-05-01", "The French president") == "Nicolas Sarkozy"
    assert name(words, "2014-05-01", "The French president") == "François Hollande"
    assert name(words, "2014-05-01", "he") == "François Hollande"


def test_two_people_of_one_surname_are_kept_apart() -> None:
    words = "Russian Foreign Minister Igor Ivanov met Defense Minister Sergei Ivanov. Sergei Ivanov said nothing. Igor Ivanov left."
    found = [r.name for r in cast(words, "2003-02-01").resolutions if r.name and "Ivanov" in r.name]
    assert found == ["Igor Ivanov", "Sergei Ivanov", "Sergei Ivanov", "Igor Ivanov"]


def test_a_surname_alone_needs_the_document_or_an_office() -> None:
    words = "Japanese Prime Minister Shinzo Abe landed at noon. Abe said the treaty was near."
    assert fold(name(words, "2018-11-14", "Abe", nth=1) or "") == "shinzo abe"
    assert actor("Smith said the treaty was near.", "2018-11-14", "Smith") != "Q9682"


def test_pronouns_follow_the_sex_and_the_quotation() -> None:
    words = 'German Chancellor Angela Merkel met French President Nicolas Sarkozy. "We agree," she said. He added: "It took a night."'
    assert name(words, "2010-05-10", "she") == "Angela Merkel"
    assert name(words, "2010-05-10", "He", nth=0) == "Nicolas Sarkozy"
    assert actor(words, "2010-05-10", "We") == "DEU"


def test_a_description_points_back_to_the_person_in_that_office() -> None:
    words = "Ana Duarte, Chile's envoy to the UN, arrived late. The Chilean envoy said the vote was lost. An Egyptian diplomat disagreed. The Egyptian diplomat left."
    assert name(words, "2016-09-01", "The Chilean envoy") == "Ana Duarte"
    assert actor(words, "2016-09-01", "An Egyptian diplomat") == "EGY:diplomat"
    assert actor(words, "2016-09-01", "The Egyptian diplomat") == "EGY:diplomat"


def test_an_unnamed_official_is_of_a_state_and_a_rank() -> None:
    found = meant("A senior Pakistani official said the border was shut.", "2011-12-01", "A senior Pakistani official")  # fmt: skip
    assert found is not None
    assert (found.actor, found.on_behalf_of) == ("PAK:senior_official", "PAK")


@pytest.mark.parametrize(
    ("words", "phrase", "place"),
    [
        ("Beijing rejected the ruling.", "Beijing", False),
        ("Ministers gathered in Beijing for the ceremony.", "Beijing", True),
        ("He spoke at a Kremlin meeting on Friday.", "Kremlin", True),
        ("The Kremlin denied the report.", "The Kremlin", False),
        ("The envoy flew to Ankara on Friday.", "Ankara", True),
        ("Talks between Ankara and Athens broke down.", "Athens", False),
        ("ANKARA, 4 May -- The minister spoke.", "ANKARA", True),
    ],
)
def test_a_capital_is_a_place_or_a_government(words: str, phrase: str, place: bool) -> None:
    found = meant(words, "2013-05-04", phrase)
    assert found is not None
    assert found.place is place


def test_common_words_are_no_states_and_persons_no_countries() -> None:
    words = "The family ate turkey on fine china. Michael Jordan, a lawyer, thanked Chad Miller."
    found = {r.actor for r in cast(words, "2005-11-24").resolutions}
    assert not found & {"TUR", "CHN", "JOR", "TCD"}
    assert actor("Voters in Atlanta, Georgia, chose a senator.", "2021-01-05", "Georgia") is None
    assert actor("Jordan and Turkey signed the accord.", "2005-11-24", "Jordan") == "JOR"


def test_members_are_those_of_the_day() -> None:
    words = "NATO met on Tuesday. The Allies agreed to wait."
    before, after = (meant(words, day, "The Allies") for day in ("2009-03-31", "2020-05-01"))
    assert before is not None
    assert after is not None
    assert (len(before.members), len(after.members)) == (26, 30)
    baltic = meant("The three Baltic states protested.", "2007-05-01", "The three Baltic states")
    assert baltic is not None
    assert baltic.members == ("EST", "LTU", "LVA")


def test_a_state_that_did_not_exist_is_said_so() -> None:
    found = meant("South Sudan sent a delegation.", "2005-05-01", "South Sudan")
    assert found is not None
    assert any("did not exist" in reason.says for reason in found.reasons)


def test_past_the_tables_the_holder_is_unknown_not_stale() -> None:
    found = meant("The French president said no.", "2041-05-01", "The French president")
    assert found is not None
    assert found.actor is None
    assert found.known_until is not None
    assert found.on_behalf_of == "FRA"


def test_an_undated_text_gives_no_holder_of_an_office() -> None:
    found = meant("The French president said no.", None, "The French president")
    assert found is None or not (found.actor or "").startswith("Q")


def test_speakers_of_statements_are_named() -> None:
    words = '"We will not sign," Norwegian Foreign Minister Jonas Gahr Støre said in Oslo. He said that Norway wanted peace.'
    read = document(words, "2010-03-01")
    analysis = analyse(read)
    said = read_statements(read, analysis)
    named = name_speakers(said, resolve_actors(read, analysis, said))
    assert {s.on_behalf_of for s in named} == {"NOR"}
    assert all(s.reasons for s in named)


@given(st.text(alphabet=st.sampled_from("AaBb Mr.,'’\"“”-he the of Moscow NATO minister"), max_size=120))  # fmt: skip
def test_any_text_is_read_and_spans_lie_in_it(words: str) -> None:
    found = cast(words or "a", "2009-04-01")
    assert all(0 <= r.span.start < r.span.end <= len(words) for r in found.resolutions)


def test_as_of_answers_and_tells_how() -> None:
    day = as_of("2009-04-01")
    assert len(day.members("NATO")) == 28
    assert day.format("NATO-Russia Council").labels == ("29", "28+1")
    (lavrov,) = day.actor("Сергей Лавров")
    assert lavrov.offices[0].office == "foreign_minister:RUS"
    assert lavrov.matched
    assert day.actor("the Kremlin")[0].id == "RUS"
    assert as_of("1990-04-01").actor("the Kremlin")[0].id == "SUN"
    assert as_of("2009-04-01").actor("Soviet Union")[0].note == "did not exist on 2009-04-01"


def test_as_of_refuses_with_a_suggestion() -> None:
    with pytest.raises(UnknownError, match="did you mean"):
        as_of("2009-04-01").actor("Georgea")
    with pytest.raises(UnknownError, match="did not sit"):
        as_of("1995-04-01").format("NATO-Russia Council")
    with pytest.raises(UnknownError, match="did not exist"):
        as_of("1985-04-01").members("CSTO")
    with pytest.raises(UsageError, match="a day, month or year"):
        as_of("April 2009")


def test_persons_who_only_own_what_speaks_are_no_speakers() -> None:
    words = "Sanna Marin's and Erna Solberg's offices said that the ferry would sail on Sunday."
    found = meant(words, "2020-05-01", "Sanna Marin's and Erna Solberg's offices")
    assert found is None or found.actor not in ("person:sanna-marin", "person:erna-solberg")
    whole = cast(words, "2020-05-01")
    assert name_speakers(read_statements(document(words, None), analyse(document(words, None))), whole)  # fmt: skip


def test_a_surname_is_known_after_many_others_and_memory_stays_level() -> None:
    scene = Scene()
    first = Figure("a", "Ada Brandt", ("ada", "brandt"))
    scene.note(first, Span("d", 0, 10), 0, subject=0.0, quoted=False)
    for n in range(200):
        other = Figure(f"p{n}", f"Ola Nord{n}", ("ola", f"nord{n}"))
        scene.note(other, Span("d", n * 20 + 20, n * 20 + 30), n + 1, subject=0.0, quoted=False)
    assert scene.called(("brandt",)) == [first]
    for n in range(5_000):
        other = Figure(f"q{n}", f"Ola Sund{n}", ("ola", f"sund{n}"))
        scene.note(other, Span("d", n * 20 + 9_000, n * 20 + 9_010), n, subject=0.0, quoted=False)
    assert len(scene.figures) < 1_000
    assert scene.called(("sund4999",))
