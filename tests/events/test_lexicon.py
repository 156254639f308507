"""The lexicon of deeds: every line can be read, every form leads back to its entry."""

from __future__ import annotations

import pytest

from legation.events.forms import noun_lemmas, verb_forms
from legation.events.lexicon import lexicon
from legation.vocabulary.plover import PLOVER


def test_the_lexicon_covers_every_type_widely() -> None:
    known = lexicon()
    assert known.size >= 900
    kinds = [f.kind for part in (known.verbs, known.nouns) for frames in part.values() for f in frames]  # fmt: skip
    assert all(kinds.count(kind) >= 30 for kind in PLOVER)


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("withdrew", "withdraw"), ("apologised", "apologise"), ("apologized", "apologise"),
        ("vetoes", "veto"), ("denying", "deny"), ("fought", "fight"), ("deplores", "deplore"),
        ("rebuffed", "rebuff"), ("expelling", "expel"), ("cancelled", "cancel"), ("canceled", "cancel"),
    ],
)  # fmt: skip
def test_a_form_leads_to_its_lemma(form: str, lemma: str) -> None:
    assert lemma in lexicon().verb_lemmas[form]


def test_every_lemma_is_among_its_own_forms() -> None:
    for lemma in lexicon().verbs:
        assert lemma in verb_forms(lemma)
    for noun in lexicon().nouns:
        assert noun in noun_lemmas(noun)
