"""Events from text: who did what to whom, and how really, in sentences written for this test."""

from __future__ import annotations

from datetime import date

import pytest

from legation.actors import name_speakers, resolve_actors
from legation.dating import find_times
from legation.events import ReadEvents, read_events
from legation.language import analyse
from legation.statements import read_statements
from legation.vocabulary import Block, BlockKind, Document, Event, Origin, Span, Status, When
from legation.vocabulary.plover import Auxiliary

SPRING = date(2009, 4, 1)


def document(text: str, day: date | None = SPRING) -> Document:
    blocks = (Block(Span("d", 0, len(text)), BlockKind.TEXT, "all", 1.0),)
    when = When(day, day) if day else When()
    return Document("d", text, Origin("s"), "given/1", blocks, published=when, language="en")


def read(text: str, day: date | None = SPRING) -> ReadEvents:
    doc = document(text, day)
    found = analyse(doc)
    found = type(found)(
        found.document, found.language, found.level, found.sentences, found.mentions,
        find_times(doc, found.sentences), found.syntax, found.roles,
    )  # fmt: skip
    said = read_statements(doc, found)
    cast = resolve_actors(doc, found, said)
    return read_events(doc, found, name_speakers(said, cast), cast)


def told(text: str) -> list[tuple[str, list[str], list[str]]]:
    return [
        (e.kind, [a.words(text) for a in e.actor], [r.words(text) for r in e.recipient])
        for e in read(text).events
    ]


def only(text: str, day: date | None = SPRING) -> Event:
    events = read(text, day).events
    assert len(events) == 1, [(e.kind, e.words[0].words(text)) for e in events]
    return events[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway recalled its ambassador from Tehran.", ("SANCTION", ["Norway"], ["Tehran"])),
        ("Kenya vowed to fight the rebels in Somalia.", ("THREATEN", ["Kenya"], ["the rebels in Somalia"])),
        ("Kenya pledged to fight corruption with Ghana.", ("AGREE", ["Kenya"], ["Ghana"])),
        ("Japan offered Nepal help with the dam.", ("AGREE", ["Japan"], ["Nepal"])),
        ("India threatened to veto the deal with Nepal.", ("THREATEN", ["India"], ["Nepal"])),
        ("The ambassador was expelled by Bolivia on Friday.", ("SANCTION", ["Bolivia"], ["The ambassador"])),
        ("The Danish parliament ratified the treaty with Iceland.", ("SUPPORT", ["The Danish parliament"], ["Iceland"])),
        ("Ethiopia accused Eritrea of shelling a border town.", ("ACCUSE", ["Ethiopia"], ["Eritrea"])),
        ("Chad sent troops to the border with Sudan.", ("MOBILIZE", ["Chad"], [])),
        ("Finland sent blankets to Nepal after the earthquake.", ("AID", ["Finland"], ["Nepal"])),
        ("Vietnam lifted its sanctions on Laos.", ("RETREAT", ["Vietnam"], ["Laos"])),
        ("Vietnam imposed sanctions on Laos.", ("SANCTION", ["Vietnam"], ["Laos"])),
        ("Kenya urged Somalia to hold elections.", ("REQUEST", ["Kenya"], ["Somalia"])),
        ("Students marched against the government on Friday.", ("PROTEST", ["Students"], ["the government"])),
        ("The rebels, who attacked the garrison at dawn, fled.", ("ASSAULT", ["The rebels"], ["the garrison"])),
        ("Russia's invasion of Georgia lasted five days.", ("ASSAULT", ["Russia"], ["Georgia"])),
        ("Peru turned down an offer from Chile.", ("REJECT", ["Peru"], ["Chile"])),
    ],
)  # fmt: skip
def test_actor_and_recipient_stand_where_the_frame_says(
    text: str, expected: tuple[str, list[str], list[str]]
) -> None:
    kind, actors, recipients = expected
    found = [(r if recipients else []) for k, a, r in told(text) if (k, a) == (kind, actors)]
    assert recipients in found, told(text)


def test_coordinated_actors_stand_apart_and_who_meet_do_so_mutually() -> None:
    text = "Spain and Morocco signed a fishing agreement in Rabat."
    event = only(text)
    assert event.reciprocal
    assert [a.words(text) for a in event.actor] == ["Spain", "Morocco"] == [r.words(text) for r in event.recipient]  # fmt: skip
    assert event.actors == ("ESP", "MAR")
    assert event.where is not None
    assert event.where.words(text) == "Rabat"


def test_what_is_promised_or_asked_is_the_issue_and_no_deed_of_its_own() -> None:
    text = "Ukraine agreed to withdraw its troops from Belarus."
    event = only(text)
    assert (event.kind, event.issue is not None and event.issue.words(text)) == (
        "AGREE", "withdraw its troops from Belarus",
    )  # fmt: skip
    rejected = read(text).rejected
    assert any("only the content" in reason.says and not reason.kept for reason in rejected)


@pytest.mark.parametrize(
    ("text", "mode", "cue", "status"),
    [
        ("Turkey will sign the accord with Armenia.", Auxiliary.FUTURE, "will", Status.PLANNED),
        ("Turkey did not sign the accord.", Auxiliary.NEGATED, "not", Status.NEGATED),
        ("If Turkey signs the accord, Greece will be glad.", Auxiliary.HYPOTHETICAL, "If", Status.HYPOTHETICAL),
        ("Turkish jets are bombing villages in Iraq.", Auxiliary.ONGOING, "are", Status.ONGOING),
        ("Turkish jets allegedly bombed villages in Iraq.", Auxiliary.ALLEGED, "allegedly", Status.ALLEGED),
        ("Iran began withdrawing its troops from Syria.", Auxiliary.ONGOING, "began", Status.ONGOING),
        ("Turkey attacked Cyprus in 1974.", Auxiliary.HISTORICAL, "1974", Status.OCCURRED),
        ("Sweden plans to expel three Belarusian diplomats.", Auxiliary.FUTURE, "plans", Status.PLANNED),
    ],
)  # fmt: skip
def test_a_mode_is_shown_by_its_word(text: str, mode: Auxiliary, cue: str, status: Status) -> None:
    event = read(text).events[0]
    shown = [c.span.words(text) for c in event.cues if c.mode is mode]
    assert any(cue in words for words in shown), event.cues
    assert event.status is status


def test_a_time_of_the_sentence_dates_the_deed_and_without_one_the_publication_bounds_it() -> None:
    dated = only("Turkey attacked Cyprus in 1974.")
    assert (dated.when.earliest, dated.when.latest) == (date(1974, 1, 1), date(1974, 12, 31))
    assert dated.when.reasons
    bare = only("Norway recalled its ambassador from Tehran.")
    assert (bare.when.earliest, bare.when.latest) == (None, SPRING)
    assert not only("Norway recalled its ambassador from Tehran.", None).when.known


def test_what_somebody_says_another_did_is_alleged_and_linked_to_the_statement() -> None:
    text = "Georgian officials said that Russian soldiers had burned two villages near Gori."
    event = next(e for e in read(text).events if e.kind == "ASSAULT")
    assert event.statement is not None
    assert event.status is Status.ALLEGED


@pytest.mark.parametrize(
    "text",
    [
        "The minister said the economy was in good shape.",
        "The strait is forty kilometres wide at its narrowest point.",
        "Small states often reject what great powers propose.",
        "Two soldiers were killed near the village.",
        "The treaty has nineteen articles and two annexes.",
    ],
)
def test_no_deed_no_event(text: str) -> None:
    assert told(text) == []


def test_a_passive_without_a_doer_is_kept_among_the_rejected() -> None:
    rejected = read("Two soldiers were killed near the village.").rejected
    assert [(r.says, r.kept) for r in rejected] == [("ASSAULT: no doer", False)]


def test_nothing_is_read_from_a_caption() -> None:
    text = "Norway recalled its ambassador from Tehran."
    doc = Document(
        "d", text, Origin("s"), "given/1",
        (Block(Span("d", 0, len(text)), BlockKind.CAPTION, "picture", 1.0),), language="en",
    )  # fmt: skip
    found = analyse(doc)
    assert read_events(doc, found, (), resolve_actors(doc, found, ())).events == ()


def test_a_deed_that_does_something_is_one_deed_with_its_doer() -> None:
    event = only("The attack carried out by Mali killed ten people in Niger.")
    assert (event.kind, event.actors) == ("ASSAULT", ("MLI",))


def test_an_agreement_that_is_signed_is_told_by_the_signing() -> None:
    assert only("Three agreements signed by Chad and Niger today cover trade.").kind == "SUPPORT"
    assert [kind for kind, _, _ in told("Bolivia backed Chile's plan rejected by Peru.")] == [
        "SUPPORT",
        "REJECT",
    ]
