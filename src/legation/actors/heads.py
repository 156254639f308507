"""Whether words stand for somebody or only tell of a noun after them.

"The rebel left", "the Dane left"; but "the rebel council", "the Danish ship".
"""

from __future__ import annotations

from collections.abc import Sequence

from legation.actors.grammar import Grammar
from legation.actors.phrase_words import STOP
from legation.actors.phrases import Phrase
from legation.actors.tokens import Token

_CLOSING = '.,;:?!)"”'


def is_modifier(phrase: Phrase, tokens: Sequence[Token], grammar: Grammar) -> bool:
    """Tell whether an organ or a rebel only tells of a noun: "the rebel council", "the army base"."""
    role = phrase.role
    if role is None or not (role.home or role.rank == "rebel") or phrase.end >= len(tokens):
        return False
    relation = grammar.relation(tokens[phrase.end - 1].start)
    return relation in ("compound", "amod") and tokens[phrase.end].text[0].isalnum()


def ends_there(phrase: Phrase, tokens: Sequence[Token], grammar: Grammar) -> bool:
    """Tell whether no noun follows a nationality, so that it is one itself."""
    after = tokens[phrase.end] if phrase.end < len(tokens) else None
    if after is None or after.low in STOP or after.text in _CLOSING:
        return True
    return grammar.stands_alone(tokens[phrase.end - 1].start)
