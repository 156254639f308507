"""Whether words stand for somebody or only tell of a noun after them.

"The rebel left", "the Dane left"; but "the rebel council", "the Danish ship".
"""

from __future__ import annotations

from collections.abc import Sequence

from legation.actors.grammar import Grammar
from legation.actors.phrase import Phrase
from legation.actors.phrase_words import STOP
from legation.actors.phrases import PhraseReader
from legation.actors.tokens import Token

_CLOSING = '.,;:?!)"”'


def is_modifier(phrase: Phrase, tokens: Sequence[Token], grammar: Grammar) -> bool:
    """Tell whether an organ or a rebel only tells of a noun: "the rebel council", "the army base"."""
    role = phrase.role
    if role is None or not (role.home or role.rank == "rebel") or phrase.end >= len(tokens):
        return False
    relation = grammar.relation(tokens[phrase.end - 1].start)
    return relation in ("compound", "amod") and tokens[phrase.end].text[0].isalnum()


def ends_there(phrase: Phrase, reader: PhraseReader, grammar: Grammar) -> bool:
    """Tell whether no noun follows a nationality, so that it is one itself.

    Before "and" that is so if a person's name comes next: "the Dane and French envoy Ann Lee".
    """
    after = reader.tokens[phrase.end] if phrase.end < len(reader.tokens) else None
    if after is None or after.text in _CLOSING:
        return True
    if after.low == "and" and phrase.end + 1 < len(reader.tokens):
        other = reader.read(phrase.end + 1)
        return other is not None and other.name is not None
    return after.low in STOP or grammar.stands_alone(reader.tokens[phrase.end - 1].start)
