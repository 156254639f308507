"""Second verbs, relayed words, nouns of saying, running quotations, unlikely statements."""

from __future__ import annotations

from legation.language import analyse
from legation.statements import read_statements
from legation.statements.acts import read_act
from legation.statements.confidence import LEAST, likely
from legation.statements.conventions import content_piece, cue_core, source_core
from legation.statements.draft import Draft
from legation.statements.marks import find_marks
from legation.vocabulary import Manner, Span
from tests.statements.test_whole import document, with_roles


def shown(text: str, span: Span | None) -> str | None:
    return span.words(text) if span else None


def test_a_second_verb_of_saying_is_a_statement_of_its_own() -> None:
    found = document("Holm said the offer was fair, but added that the vote would be in May.")
    first, second = with_roles(
        found, ("Holm", "said", ["the offer was fair, but added that the vote would be in May"])
    )
    assert first.content[0].words(found.text) == "the offer was fair"
    assert second.content[0].words(found.text) == "the vote would be in May"
    assert (shown(found.text, second.cue), second.source) == ("added", first.source)


def test_what_the_speaker_says_others_added_stays_in_his_statement() -> None:
    words = "the envoy had warned the council and insisted that the vote be delayed"
    found = document(f"Holm said {words}.")
    made = [s for s in with_roles(found, ("Holm", "said", [words])) if s.nested_in is None]
    assert [s.content[0].words(found.text) for s in made] == [words]


def test_who_is_quoted_speaks_and_who_quotes_him_relays() -> None:
    found = document("Dagbladet quoted the deputy minister as saying that the tests went on.")
    (one,) = with_roles(
        found, ("Dagbladet", "quoted", ["the deputy minister as saying that the tests went on"])
    )
    assert shown(found.text, one.source) == "the deputy minister"
    assert shown(found.text, one.relay) == "Dagbladet"
    assert shown(found.text, one.cue) == "saying"
    assert one.content[0].words(found.text) == "the tests went on"


def test_a_noun_of_saying_with_its_doer_is_a_statement() -> None:
    found = document("Oslo has ignored Tirana's demand that visas be abolished.")
    made = read_statements(found, analyse(found))
    parts = [(shown(found.text, s.source), shown(found.text, s.cue)) for s in made]
    assert ("Tirana", "demand") in parts


def test_a_quotation_over_paragraphs_is_one_statement_in_pieces() -> None:
    found = document(
        'Mr Holm said: "The council has met four times this year.',
        '"It has decided nothing in any of these meetings, and nobody knows why.',
        '"That is why we shall stay away in June."', "The council met on Friday.",
    )  # fmt: skip
    made = [s for s in read_statements(found, analyse(found)) if shown(found.text, s.source) == "Mr Holm"]  # fmt: skip
    (one,) = made
    assert one.manner is Manner.DIRECT
    assert [c.words(found.text)[:8] for c in one.content] == ["The coun", "It has d", "That is "]


def test_an_unlikely_statement_is_left_out_with_what_stands_inside_it() -> None:
    text = "Oslo said so. Any party interested in peace wants it."
    sure = Draft([(10, 12)], "encoder", None, (5, 9), score=0.3)
    unsure = Draft([(35, 40)], "encoder", None, (24, 34), score=LEAST / 2)
    nested = Draft([(36, 40)], "nested", score=0.9, inside=unsure)
    assert likely(text, [sure, unsure, nested]) == [sure], "a word of saying is enough"


def test_cues_and_sources_keep_their_own_words() -> None:
    for text, core in (
        ("has continued to demand", "demand"), ("renewed its call for", "call for"),
        ("put it", "put"), ("said today", "said"), ("made it clear", "made it clear"),
    ):  # fmt: skip
        start, end = cue_core(text, (0, len(text)))
        assert text[start:end] == core
    for text, core in (
        ("Secretary Lund, in", "Secretary Lund"), ("Aas was among those", "Aas"),
        ("Tor Aas, head of Northwatch, a Bergen-based charity", "Tor Aas, head of Northwatch"),
        ("Ana Ruiz, 34, a nurse from Loja", "Ana Ruiz, 34, a nurse from Loja"),
        ("Minister Prado, who was in Quito on Monday", "Minister Prado"),
        ("farmers who lost their herds", "farmers who lost their herds"),
        ("A survey published Monday", "A survey published Monday"),
        ("The ministry on Monday", "The ministry"), ("Fiji Today", "Fiji Today"),
        ("Sosa, star of “The Tide,”", "Sosa, star of “The Tide,”"), ("Lund,” he", "Lund,” he"),
    ):  # fmt: skip
        start, end = source_core(text, (0, len(text)))
        assert text[start:end] == core


def test_a_source_is_a_whole_noun_phrase() -> None:
    for text, source, whole in (
        ("Fijian President Ratu Bose said the reef was shut.", "Fijian", "Fijian President Ratu Bose"),
        ("Ratu Bose, the envoy to Tonga, said the reef was shut.", "Ratu Bose", "Ratu Bose, the envoy to Tonga"),
        ("The envoy of the reef nations said it was shut.", "The envoy", "The envoy of the reef nations"),
    ):  # fmt: skip
        found = document(text)
        (one,) = with_roles(found, (source, "said", [text.split(" said ")[1][:-1]]))
        assert shown(text, one.source) == whole


def test_a_relative_pronoun_stands_for_the_noun_that_its_clause_hangs_on() -> None:
    for text, noun in (
        ("The strike drew the anger of the farmers who said it was a mistake.", "the farmers"),
        ("A trader from Oruro, who said it was a mistake, went home.", "A trader from Oruro"),
    ):
        found = document(text)
        (one,) = with_roles(found, ("who", "said", ["it was a mistake"]))
        assert shown(text, one.source) == noun


def test_what_another_says_before_does_not_deny_the_act() -> None:
    for text in (
        "'We will not sign': Peru rejects the deal",
        "Chile did not come, Peru rejects the deal",
    ):
        start = text.index("rejects")
        act = read_act(text, (start, start + 7), [(start + 8, len(text))], None)
        assert act.name == "rejects"


def test_the_reporters_gloss_of_a_quoted_word_is_no_content() -> None:
    found = document('Holm said he wanted "clarity" - a reference to the unsigned annex.')
    start = found.text.index("he wanted")
    piece = content_piece(find_marks(found), (start, len(found.text) - 1))
    assert found.text[slice(*piece)] == 'he wanted "clarity"'


def test_a_resolution_speaks_for_the_body_that_its_opening_names() -> None:
    found = document(
        "The General Assembly,", "Recalling its resolution on the strait of May 2004,",
        "1. Demands that all ships be released;", "2. Calls upon all parties to hold talks.",
    )  # fmt: skip
    made = read_statements(found, analyse(found))
    assert {shown(found.text, s.source) for s in made} == {"The General Assembly"}
    assert [shown(found.text, s.cue) for s in made] == ["Recalling", "Demands", "Calls upon"]


def test_a_content_runs_to_the_end_of_its_phrase() -> None:
    found = document("The Union welcomes the conduct of the elections in the north.")
    (one,) = with_roles(found, ("The Union", "welcomes", ["the conduct of"]))
    assert one.content[0].words(found.text) == "the conduct of the elections in the north"


def test_straight_single_marks_quote_and_apostrophes_do_not() -> None:
    quoted = document("'No deal without a vote', Lund tells parliament.")
    (one,) = with_roles(quoted, ("Lund", "tells", ["'No deal without a vote'"]))
    assert one.manner is Manner.DIRECT
    assert one.content[0].words(quoted.text) == "No deal without a vote"
    plain = document("The allies' plan and the workers' plan are one, Holm said.")
    assert not find_marks(plain).quotes


def test_a_bracket_or_a_bare_q_opens_a_turn() -> None:
    found = document(
        "PRESIDENT HOLM [through an interpreter]: We are glad to be here.",
        "Q Mr. President, will you sign?", "PRESIDENT HOLM: Not today.",
    )  # fmt: skip
    made = [s for s in read_statements(found, analyse(found)) if s.nested_in is None]
    assert [s.content[0].words(found.text)[:12] for s in made] == ["We are glad ", "Mr. Presiden", "Not today."]  # fmt: skip


def test_what_an_outlet_quotes_is_said_by_whom_it_names() -> None:
    words = '"We shall pay our share of the bridge," Ms Lund had said'
    found = document(f"{words} in Oslo, as quoted by Dagbladet.")
    (one,) = with_roles(found, ("Dagbladet", "as quoted", [words]))
    assert shown(found.text, one.source) == "Ms Lund"
    assert shown(found.text, one.relay) == "Dagbladet"
    assert one.content[0].words(found.text) == "We shall pay our share of the bridge"


def test_a_participle_after_a_quoted_word_says_something_more() -> None:
    words = 'the plan was "dead," adding that the envoys would go home'
    found = document(f"Holm said {words}.")
    made = [s for s in with_roles(found, ("Holm", "said", [words])) if s.nested_in is None]
    assert [shown(found.text, s.cue) for s in made] == ["said", "adding"]
    assert made[1].content[0].words(found.text) == "the envoys would go home"


def test_pieces_of_small_words_tell_nothing() -> None:
    found = document('What Holm called a "great step" was a small one.')
    (one,) = with_roles(found, ("Holm", "called", ["What", 'a "great step"']))
    assert [c.words(found.text) for c in one.content] == ['a "great step"']


def test_nobody_of_another_paragraph_speaks() -> None:
    found = document(
        "The council closed the mine.", "On Monday Minister Aziz said that work went on."
    )
    (one,) = with_roles(found, ("The council", "said", ["that work went on"]))
    assert shown(found.text, one.source) == "Minister Aziz"


def test_a_noun_of_saying_without_a_source_takes_its_doer() -> None:
    found = document("A request by Malta for more boats was heard in Rome.")
    (one,) = with_roles(found, (None, "request", ["more boats"]))
    assert shown(found.text, one.source) == "Malta"


def test_what_an_outlet_relays_tells_how_the_outlet_was_read() -> None:
    words = "Ms Lund said the bridge was shut"
    found = document(f"{words}, according to Dagbladet.")
    made = with_roles(found, ("Ms Lund", "said", ["the bridge was shut"]), ("Dagbladet", "according to", [words]))  # fmt: skip
    (one,) = made
    assert shown(found.text, one.relay) == "Dagbladet"
    told = {r.rule: r.span.words(found.text) for r in one.reasons if r.span}
    assert told["relayed content"] == words
