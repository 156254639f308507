"""The diplomatic-prose test set: its spans, its counts, and that no training file has seen it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from bench.events.diplomatic import AUXILIARY, Sentence, read_line, sentences, unmark
from legation.vocabulary.plover import PLOVER

ROOT = Path(__file__).resolve().parents[2]
TRAINING = ROOT / "training" / "events"
ROWS = sentences()
EVENTS = [event for row in ROWS for event in row.events]
HEADER = ["news", "africa", "2000-01-01"]
NEAR = 0.5


def six_grams(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[start : start + 6]) for start in range(max(1, len(words) - 5))}


def test_every_span_is_whole_words_of_its_sentence() -> None:
    for row in ROWS:
        for event in row.events:
            roles = (event.words, event.actor, event.recipient, event.issue, event.when)
            spans = [span for role in (*roles, event.where) for span in role]
            for start, end in spans + [cue.span for cue in event.cues]:
                words = row.text[start:end]
                assert words, row.text
                assert words == words.strip(), (row.text, words)
                assert not row.text[max(0, start - 1) : start].isalnum(), (row.text, words)
                assert not row.text[end : end + 1].isalnum(), (row.text, words)


def test_bare_text_is_clean_and_no_sentence_stands_twice() -> None:
    assert len({row.text for row in ROWS}) == len(ROWS)
    for row in ROWS:
        assert not re.search(r"[{}|]|\s\s|\s[.,;:]", row.text), row.text
        assert row.text[-1] in '.?!”"', row.text


def test_the_set_is_as_large_and_as_varied_as_its_readme_says() -> None:
    assert len(ROWS) >= 420
    assert sum(not row.events for row in ROWS) >= 110
    assert sum(len(row.events) > 1 for row in ROWS) >= 60
    kinds = Counter(event.kind for event in EVENTS)
    assert set(kinds) == set(PLOVER)
    assert min(kinds.values()) >= 15
    shown = Counter(mode for event in EVENTS for mode in {cue.mode for cue in event.cues})
    assert set(shown) == set(AUXILIARY.values())
    assert min(shown.values()) >= 20
    assert sum(event.nominal for event in EVENTS) >= 60
    assert sum(event.passive for event in EVENTS) >= 40
    assert sum(event.reciprocal for event in EVENTS) >= 20
    assert sum(bool(event.issue) and not event.recipient for event in EVENTS) >= 40


def test_every_event_has_words_and_an_actor() -> None:
    assert all(event.words and event.actor for event in EVENTS)


@pytest.mark.parametrize(
    "line",
    [
        "{A Kenya} {E met} envoys. ||",  # marks without an event
        "{A Kenya} {E met} envoys.",  # no tail
        "{A Kenya {E met} envoys. || CONSULT",  # a brace left open
        "{A Kenya} {E met} envoys. || MEET",  # no such type
        "{A Kenya} {E met} envoys. || CONSULT.riot",  # a mode of another type
        "{A Kenya} met envoys. || CONSULT",  # no words
        "{X Kenya} {E met} envoys. || CONSULT",  # no such role
    ],
)
def test_a_line_whose_marks_and_events_differ_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_line(line, "dp-000", HEADER)


def test_nested_marks_and_shared_labels_keep_their_offsets() -> None:
    text, marks = unmark("{A1 Chad} {E1 refused} {I1 {R1,A2 Niger}'s {E2 plea}}.")
    assert text == "Chad refused Niger's plea."
    assert {label: text[slice(*mark.span)] for mark in marks for label in mark.labels} == {
        "A1": "Chad",
        "E1": "refused",
        "I1": "Niger's plea",
        "R1": "Niger",
        "A2": "Niger",
        "E2": "plea",
    }


def training_texts() -> list[str]:
    files = [
        file for kind in ("txt", "jsonl", "json", "tsv") for file in TRAINING.rglob("*." + kind)
    ]
    marks = re.compile(r"\|[^|\[\]]*\]|[\[\]]")
    return [
        marks.sub("", line)
        for file in files
        for line in file.read_text(encoding="utf-8").splitlines()
    ]


def near_copies(rows: list[Sentence], texts: list[str]) -> list[tuple[str, str]]:
    """Rows of which at least half the 6-grams stand in one training line."""
    home: dict[tuple[str, ...], set[int]] = {}
    for number, text in enumerate(texts):
        for gram in six_grams(text):
            home.setdefault(gram, set()).add(number)
    found = []
    for row in rows:
        grams = six_grams(row.text)
        shared = Counter(number for gram in grams for number in home.get(gram, ()))
        found += [(row.text, texts[n]) for n, many in shared.items() if many >= NEAR * len(grams)]
    return found


def test_no_sentence_or_near_copy_stands_in_the_training_text() -> None:
    texts = training_texts()
    if not texts:
        pytest.skip("training/events has no sentences yet")
    assert not near_copies(ROWS, texts)


def test_a_near_copy_is_found_behind_training_marks() -> None:
    row = next(row for row in ROWS if len(six_grams(row.text)) > 6)
    copied = row.text.split()
    copied[0] = "[Elsewhere|A]"
    marked = re.sub(r"\|[^|\[\]]*\]|[\[\]]", "", " ".join(copied))
    assert near_copies([row], [marked])


def test_no_training_code_reads_the_set() -> None:
    for file in (ROOT / "training").rglob("*.py"):
        assert "diplomatic" not in file.read_text(encoding="utf-8"), file
