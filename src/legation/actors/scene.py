"""Who has been mentioned so far in a document, and whom a later mention points back to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from legation.actors.directory import Holder
from legation.actors.roles import Role, office_of, word_set
from legation.actors.spelling import fold, spelling_key
from legation.vocabulary import Span

REACH = 6
"""Sentences that a pronoun looks back over."""
MOST = 400
"""Figures, and namings of bodies, that are remembered: a text that has since named so many
others calls nobody by a surname alone, and reading on costs no more the longer it gets."""


@dataclass(slots=True)
class Figure:
    """Somebody (or several) in one document: what it called them and where, last of all."""

    id: str
    name: str
    words: tuple[str, ...] = ()
    holder: Holder | None = None
    offices: list[str] = field(default_factory=list)
    of: str | None = None
    own: bool = False
    sex: str | None = None
    heads: set[str] = field(default_factory=set)
    named: bool = True
    many: bool = False
    last: Span | None = None
    sentence: int = 0
    subject: float = 0.0
    quoted: bool = False
    times: int = 0
    keys: frozenset[str] = frozenset()

    @property
    def states(self) -> set[str]:
        """Return the states and bodies that somebody serves or has served."""
        held = self.holder.tenures if self.holder else ()
        return {office_of(t.office).of for t in held} | ({self.of} if self.of else set())

    def fits(self, role: Role, of: str | None) -> bool:
        """Tell whether this figure may be called by a role, of a state or body if one is said."""
        if of is not None and of not in {self.of, *(office_of(o).of for o in self.offices)}:
            return False
        kinds = [office_of(office).kind for office in self.offices]
        return any(role.fits(kind) for kind in kinds)

    def never_held(self, role: Role) -> bool:
        """Tell whether a title cannot be this figure's: "President Clinton" is not the minister."""
        if not role.one or self.holder is None or self.offices:
            return False
        return not any(role.fits(office_of(t.office).kind) for t in self.holder.tenures)

    def is_called(self, words: tuple[str, ...]) -> bool:
        """Tell whether a surname, or a part of the name, means this figure."""
        if not self.words or not words:
            return False
        size = len(words)
        ends = (self.words[-size:], self.words[:size] if self._eastern() else ())
        if words in ends:
            return True
        return size == 1 and len(self.words) > 0 and spelling_key(words[0]) == spelling_key(self.words[-1])  # fmt: skip

    def set_keys(self) -> None:
        """Note the words of which a name that means this figure has one, first or last."""
        self.keys = frozenset((self.words[0], spelling_key(self.words[-1]))) if self.words else frozenset()  # fmt: skip

    def learn(self, said: frozenset[str], words: tuple[str, ...]) -> None:
        """Learn the sex from the words said of somebody, else from the given name."""
        if said & word_set("women"):
            self.sex = "woman"
        elif said & word_set("men"):
            self.sex = "man"
        elif self.sex is None and len(words) > 1:
            self.sex = "woman" if words[0] in word_set("her") else "man" if words[0] in word_set("his") else None  # fmt: skip

    def _eastern(self) -> bool:
        return len(self.words) > 1 and self.of in {"CHN", "KOR", "PRK", "TWN", "VNM", "UN"}


class Scene:
    """The figures of a document in order of their last mention, and the bodies named so far."""

    def __init__(self) -> None:
        self.figures: list[Figure] = []
        self.bodies: Counter[str] = Counter()
        self.last_bodies: list[tuple[str, Span, int]] = []

    def note(self, figure: Figure, span: Span, sentence: int, *, subject: float, quoted: bool) -> None:  # fmt: skip
        """Note a mention; the figure is now the latest."""
        for n in range(len(self.figures) - 1, -1, -1):
            if self.figures[n] is figure:
                del self.figures[n]
                break
        self.figures.append(figure)
        del self.figures[:-MOST]
        figure.set_keys()
        figure.subject = max(subject, figure.subject if figure.sentence == sentence else 0.0)
        figure.last, figure.sentence, figure.quoted = span, sentence, quoted
        figure.times += 1

    def note_body(self, actor: str, span: Span, sentence: int) -> None:
        """Note that a state or organisation was named."""
        self.bodies[actor] += 1
        self.last_bodies.append((actor, span, sentence))
        del self.last_bodies[:-MOST]

    def called(self, words: tuple[str, ...]) -> list[Figure]:
        """Return the figures that a name's words may mean, the latest first."""
        if not words:
            return []
        keys = (words[0], spelling_key(words[-1]))
        likely = (f for f in reversed(self.figures) if f.named and not f.keys.isdisjoint(keys))
        return [f for f in likely if f.is_called(words)]

    def whole(self, words: tuple[str, ...]) -> Figure | None:
        """Return the figure of just this whole name."""
        return next((f for f in reversed(self.figures) if f.words == words), None)

    def described(self, role: Role, head: str, of: str | None) -> Figure | None:
        """Return the latest figure that a description fits: by its office, else by the same words."""
        single = [f for f in reversed(self.figures) if not f.many]
        for figure in single:
            if head in figure.heads and (of is None or figure.of == of):
                return figure
            if figure.fits(role, of):
                return figure
        return None

    def pronoun(self, sex: str, sentence: int, *, quoted: bool, speaker: Figure | None, barred: Sequence[Figure] = ()) -> Figure | None:  # fmt: skip
        """Return whom "he" or "she" means: near, subject, of that sex, on the same side of the quotes."""
        best: tuple[float, Figure] | None = None
        for order, figure in enumerate(reversed(self.figures)):
            far = sentence - figure.sentence
            if figure.many or figure.sex not in (None, sex) or far > REACH:
                continue
            if (quoted and figure is speaker) or figure in barred:
                continue
            score = -1.0 * far - 0.15 * order + 0.05 * min(figure.times, 6)
            score += 1.0 * figure.subject + 0.4 * (figure.sex == sex)
            score -= 1.2 * (figure.quoted and not quoted)
            score -= 0.5 * (not figure.named and figure.sex is None)
            if best is None or score > best[0]:
                best = score, figure
        return best[1] if best else None

    def national(self, state: str, sentence: int) -> Figure | None:
        """Return the latest person named of a state: who acts for it, or held an office of it."""
        near = (f for f in reversed(self.figures) if f.named and not f.many and sentence - f.sentence <= REACH)  # fmt: skip
        return next((f for f in near if state in f.states), None)


def plain_words(name: str) -> tuple[str, ...]:
    """Return a name's words folded, without titles' full stops."""
    return tuple(fold(word) for word in name.replace("-", " ").split() if fold(word))
