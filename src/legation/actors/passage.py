"""Of which state a passage speaks, for "the government", "parliament", "the president".

The states named in the paragraph before the words, the nearer the more; where it names none, the
paragraphs before and the place of writing. Two states with equal claim give no answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from legation.vocabulary import Reason, Resolution, Span

FADES = 0.6
"""What a mention weighs beside one a sentence later."""
CLEAR = 1.5
"""How many times the next state's weight the first must have."""
ASIDE = 0.7
"""What a state weighs that is named, but not as the subject or the place of what is told."""
WRITTEN = 0.2
"""What the place of writing weighs beside a state that the paragraph names."""
BACK = 12
"""Sentences back that a passage reaches where its own paragraph names no state."""


@dataclass(frozen=True, slots=True)
class _Named:
    state: str
    span: Span
    sentence: int
    block: int
    weight: float


@dataclass(slots=True)
class Passage:
    """The states named so far, and the place at hand: `sentence` and `block`."""

    sentence: int = 0
    block: int = 0
    named: list[_Named] = field(default_factory=list)
    written: _Named | None = None

    def begin(self, sentence: int, block: int) -> None:
        """Begin a sentence of a paragraph."""
        self.sentence, self.block = sentence, block
        self.named = [n for n in self.named if n.sentence >= sentence - BACK]

    def note(self, state: str, found: Resolution, *, subject: float, dateline: bool) -> None:
        """Note a state that was named, or for which somebody named acts."""
        weight = 1.0 if subject >= 1.0 or found.place else ASIDE
        named = _Named(state, found.span, self.sentence, self.block, weight)
        if dateline:
            self.written = named
        else:
            self.named.append(named)

    def state(self) -> tuple[str, Reason, float] | None:
        """Return the state spoken of here, why, and how sure; None if two may be meant."""
        here = [n for n in self.named if n.block == self.block]
        best = self._clearest(here or self.named)
        if best is None and (here or self.named):
            return None
        named = best or self.written
        if named is None:
            return None
        where = "this paragraph" if here else "what goes before" if best else "the place of writing"
        why = Reason("state of the passage", f"{named.state}: {where}", named.span)
        return named.state, why, 0.6 if here else 0.45

    def _clearest(self, named: Iterable[_Named]) -> _Named | None:
        """Return the last mention of the state that weighs clearly most."""
        weights: dict[str, float] = defaultdict(float)
        last: dict[str, _Named] = {}
        for one in named:
            weights[one.state] += one.weight * FADES ** (self.sentence - one.sentence)
            last[one.state] = one
        if self.written is not None and self.written.state in weights:
            weights[self.written.state] += WRITTEN
        ranked = sorted(weights, key=lambda state: -weights[state])
        if not ranked or (len(ranked) > 1 and weights[ranked[0]] < CLEAR * weights[ranked[1]]):
            return None
        return last[ranked[0]]
