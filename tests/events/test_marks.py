from __future__ import annotations

from legation.events.marks import MARKS, marks
from legation.events.read import deeds, read_sentences
from legation.language import analyse
from tests.events.test_reading import document


def marked(text: str) -> dict[str, set[str]]:
    """Return the marks of each word of one sentence."""
    doc = document(text)
    tree = read_sentences(doc, analyse(doc))[0]
    shown = marks(tree, deeds(tree))
    words = [token.words(text) for token in tree.tokens]
    return {
        word: {MARKS[n] for n in row.nonzero()[0]} for word, row in zip(words, shown, strict=True)
    }


def test_rules_mark_who_did_what_to_whom() -> None:
    found = marked("Norway expelled three Malian diplomats on Friday .")
    assert {"actor first", "nsubj", "place", "begins a phrase", "ends a phrase"} <= found["Norway"]
    assert {"tells", "SANCTION", "VERB"} <= found["expelled"]
    assert "recipient first" in found["three"]
    assert {"recipient in", "obj", "under what tells"} <= found["diplomats"]
    assert not {one for one in found["Friday"] if one.startswith(("actor", "recipient", "tells"))}


def test_what_is_only_asked_is_marked_apart_from_what_is_done() -> None:
    found = marked("Ghana urged Togo to release the sailors .")
    assert {"tells", "REQUEST"} <= found["urged"]
    assert "tells, turned down" in found["release"]
    assert "tells" not in found["release"]
    assert "issue in" in found["sailors"]
