"""Words to what the encoder reads: word pieces, their case, spacing and quotation state.

The encoder's vocabulary is uncased, so the case of a word is a feature beside it. Whether a
space stands before a word tells an opening straight quotation mark from a closing one, and the
quotation state tells a window that begins inside a long quotation that it does. Training and
run time use this module alike. Example: `WordPieces(vocabulary).of_word("Kyiv's")`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

MOST_PIECES = 12
"""Pieces of one word that are read: the head of a web address is enough of it."""
LONGEST_RUN = 100
CASES = ("mark", "lower", "title", "upper", "mixed", "digit", "other", "initial")
UNKNOWN, CLOSE, APART = 0, 1, 2
"""Spacing of a word: not known, no space before it, a space (or line end) before it."""
OUTSIDE, INSIDE = 1, 2
"""Quotation state of a word (0: not known)."""
_OPENING = frozenset("“«„‟‹")
_CLOSING = frozenset("”»›")
_STRAIGHT = frozenset({'"', "``", "''", "＂"})


class WordPieces:
    """Greedy longest-match pieces of a word, in an uncased vocabulary with "##" continuations.

    Args:
        vocabulary: the pieces in the order of their numbers.
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._number = {piece: number for number, piece in enumerate(vocabulary)}
        self.unknown = self._number["[UNK]"]
        self.start = self._number["[CLS]"]
        self.end = self._number["[SEP]"]
        self.paragraph = self._number["[unused1]"]
        self._known: dict[str, tuple[int, ...]] = {}

    def of_word(self, word: str) -> tuple[int, ...]:
        """Return the numbers of a word's pieces; at least one, at most MOST_PIECES."""
        pieces = self._known.get(word)
        if pieces is None:
            found: list[int] = []
            for run in _runs(word[: 8 * MOST_PIECES]):
                found += self._of_run(run)
            pieces = tuple(found[:MOST_PIECES]) or (self.unknown,)
            if len(self._known) < 200_000:
                self._known[word] = pieces
        return pieces

    def _of_run(self, run: str) -> list[int]:
        if len(run) > LONGEST_RUN:
            return [self.unknown]
        pieces: list[int] = []
        start = 0
        while start < len(run):
            lead = "##" if start else ""
            end = len(run)
            while end > start and lead + run[start:end] not in self._number:
                end -= 1
            if end == start:
                return [self.unknown]
            pieces.append(self._number[lead + run[start:end]])
            start = end
        return pieces


def _runs(word: str) -> list[str]:
    """Lower case without accents, cut at punctuation and around ideographs."""
    runs: list[str] = []
    current = ""
    for sign in unicodedata.normalize("NFD", word.lower()):
        kind = unicodedata.category(sign)
        if kind == "Mn" or kind[0] == "C" or sign.isspace():
            continue
        if _is_mark(sign, kind) or "\u3400" <= sign <= "\u9fff":
            if current:
                runs.append(current)
            runs.append(sign)
            current = ""
        else:
            current += sign
    return [*runs, current] if current else runs


def _is_mark(sign: str, kind: str) -> bool:
    return kind[0] == "P" or (sign.isascii() and not sign.isalnum())


def case_of(word: str) -> int:
    """Return the index in CASES of a word's case.

    Example:
        >>> [CASES[case_of(word)] for word in ("Lavrov", "NATO", "said", "2009", "I", "McCain")]
        ['title', 'upper', 'lower', 'digit', 'initial', 'mixed']
    """
    if any(sign.isdigit() for sign in word):
        return 5
    letters = [sign for sign in word if sign.isalpha()]
    if not letters:
        return 6
    if word.islower():
        return 1
    if word.isupper():
        return 7 if len(letters) == 1 else 3
    if letters[0].isupper() and "".join(letters[1:]).islower():
        return 2
    return 4


def quote_states(
    words: Sequence[str], spacing: Sequence[int], paragraphs: Sequence[int]
) -> list[int]:
    """Return for each word whether it stands inside double quotation marks.

    A quotation that is left open at a paragraph's end goes on only if the next paragraph begins
    with an opening mark, as quotations over several paragraphs do; otherwise a forgotten mark
    would turn the rest of the document round. Marks themselves are outside.
    """
    states: list[int] = []
    inside = False
    for index, word in enumerate(words):
        if index and paragraphs[index] != paragraphs[index - 1]:
            inside = False
        if word in _OPENING:
            inside = True
        elif word in _CLOSING:
            inside = False
        elif word in _STRAIGHT:
            inside = _straight(inside, spacing, index)
        else:
            states.append(INSIDE if inside else OUTSIDE)
            continue
        states.append(OUTSIDE)
    return states


def _straight(inside: bool, spacing: Sequence[int], index: int) -> bool:
    """Return the state after a straight mark: its spacing decides, else it turns the state."""
    after = spacing[index + 1] if index + 1 < len(spacing) else APART
    if spacing[index] == APART and after == CLOSE:
        return True
    if spacing[index] == CLOSE and after == APART:
        return False
    return not inside
