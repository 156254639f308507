"""The lexicon of deeds: verbs, nouns and adjectives with the places of actor, recipient, issue.

One file a type in `lexicon/`, written from the PLOVER codebook and the language. A line is one
entry; its words and places:

    deploy/send R=@troops to>P      lemmas with "/"; a role for the object, of a class of nouns
    walk +out of!=@talks            a particle; a place that must be there, with a class, no role
    ask R! inf>I for>I @obj         "!" must, ">" may; R recipient (W: one who can act), I issue, X either
    ^=@police                       the class of the subject

Places are prepositions, "obj" (unnamed), "iobj", "inf" (to-infinitive), "that" (clause), "ing",
"comp" (complement) and "poss". Example: `lexicon().verbs["sign"]`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from legation.errors import ModelError
from legation.events.forms import noun_lemmas, verb_forms
from legation.vocabulary.plover import CONTEXTS, PLOVER

FLAGS = frozenset("rec obj patient joint neg refuses warn swap goods deontic none victim".split())
_SLOT = re.compile(
    r"(?:(?P<place>[a-z]+)(?P<sign>[>!]))?(?P<role>AR|A|R|I|W|X|P|-)?(?P<must>!)?(?:=(?P<classes>[@\w,-]+))?"
)


@dataclass(frozen=True, slots=True)
class Slot:
    """A place beside a deed: which one, the role it gives (None: part of the words), its nouns."""

    place: str
    role: str | None
    needed: bool
    nouns: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """One entry: a lemma with its type, mode and places. `entry` is the line as written."""

    lemma: str
    part: str
    kind: str
    mode: str | None
    context: str | None
    slots: tuple[Slot, ...]
    particles: frozenset[str]
    subject: frozenset[str] | None
    flags: frozenset[str]
    entry: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All entries by lemma; `verb_lemmas` leads from a form to the lemmas it can be of."""

    verbs: dict[str, tuple[Frame, ...]]
    nouns: dict[str, tuple[Frame, ...]]
    adjectives: dict[str, tuple[Frame, ...]]
    verb_lemmas: dict[str, tuple[str, ...]]
    classes: dict[str, frozenset[str]]
    groups: dict[str, dict[str, frozenset[str]]]

    def noun_frames(self, form: str) -> tuple[Frame, ...]:
        """Return the entries of a noun by its form."""
        return tuple(f for lemma in noun_lemmas(form) for f in self.nouns.get(lemma, ()))

    def group(self, file: str, name: str) -> frozenset[str]:
        """Return a list of words, such as ("cues", "future")."""
        return self.groups[file][name]

    @property
    def size(self) -> int:
        """The number of entries: lemmas with their places."""
        parts = (self.verbs, self.nouns, self.adjectives)
        return sum(len(frames) for part in parts for frames in part.values())


@cache
def lexicon() -> Lexicon:
    """Return the lexicon that ships.

    Raises:
        ModelError: if a line of it cannot be read, naming the file and the line.
    """
    classes = {name: frozenset(words.split()) for name, words in _file("classes")["nouns"].items()}
    found: dict[str, dict[str, list[Frame]]] = {"verbs": {}, "nouns": {}, "adjectives": {}}
    for kind in PLOVER:
        table = _file(kind.lower())
        for part, frames in found.items():
            for mode, lines in table.get(part, {}).items():
                for frame in _frames(kind, part, mode, lines, classes):
                    frames.setdefault(frame.lemma, []).append(frame)
    verbs = found["verbs"]
    groups = {name: _groups(name) for name in ("cues", "agents", "control", "contexts", "manner")}
    helpers = {lemma for words in groups["control"].values() for lemma in words}
    lemmas: dict[str, list[str]] = {}
    for lemma in sorted({*verbs, *helpers}):
        for form in verb_forms(lemma):
            lemmas.setdefault(form, []).append(lemma)
    frozen = {part: {k: tuple(v) for k, v in frames.items()} for part, frames in found.items()}
    return Lexicon(
        **frozen, verb_lemmas={k: tuple(v) for k, v in lemmas.items()}, classes=classes,
        groups=groups,
    )  # fmt: skip


@cache
def is_known(word: str) -> bool:
    """Tell whether a word is a form of any entry, or of any noun that entries name."""
    known = lexicon()
    nouns = (*known.classes.values(), known.nouns)
    return word in known.verb_lemmas or any(
        lemma in words for lemma in noun_lemmas(word) for words in nouns
    )


def _file(name: str) -> dict[str, Any]:
    file = files("legation.events").joinpath("lexicon", f"{name}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _groups(name: str) -> dict[str, frozenset[str]]:
    return {group: frozenset(words.split()) for group, words in _file(name)["words"].items()}


def _frames(
    kind: str, part: str, mode: str, lines: str, classes: dict[str, frozenset[str]]
) -> Iterator[Frame]:
    if mode not in ("plain", *PLOVER[kind].modes, *CONTEXTS):
        raise ModelError(f"lexicon {kind}", found=f"mode {mode}", expected=str(PLOVER[kind].modes))
    for line in lines.strip().splitlines():
        if line.strip():
            yield from _line(kind, part, mode, line.split(), classes)


def _line(
    kind: str, part: str, mode: str, words: list[str], classes: dict[str, frozenset[str]]
) -> Iterator[Frame]:
    context = mode if mode in CONTEXTS and mode not in PLOVER[kind].modes else None
    entry = " ".join(words)
    slots, particles, flags, subject = [], set(), set(), None
    for word in words[1:]:
        if word.startswith("+"):
            particles.add(word[1:])
        elif word.startswith("@") and word[1:] in FLAGS:
            flags.add(word[1:])
        elif word.startswith("^="):
            subject = _nouns(word[2:], classes, entry)
        elif word.startswith(":") and word[1:] in CONTEXTS:
            context = word[1:]
        else:
            slots.append(_slot(word, classes, entry))
    for lemma in words[0].split("/"):
        yield Frame(
            lemma, part, kind, mode if mode in PLOVER[kind].modes else None, context, _joined(slots), frozenset(particles), subject,
            frozenset(flags), entry,
        )  # fmt: skip


def _slot(word: str, classes: dict[str, frozenset[str]], entry: str) -> Slot:
    found = _SLOT.fullmatch(word)
    if found is None or not word:
        raise ModelError(f"lexicon, {entry!r}", found=repr(word), expected="a place, as to>R")
    nouns = _nouns(found["classes"], classes, entry) if found["classes"] else None
    needed = (
        found["sign"] == "!" or bool(found["must"]) or (nouns is not None and not found["sign"])
    )
    role = found["role"]
    return Slot(found["place"] or "obj", None if role == "-" else role, needed, nouns)


def _joined(slots: list[Slot]) -> tuple[Slot, ...]:
    """Join a role and a class that are both said of the object."""
    own = [slot for slot in slots if slot.place == "obj"]
    if len(own) < 2:
        return tuple(slots)
    role = next((slot.role for slot in own if slot.role), None)
    nouns = next((slot.nouns for slot in own if slot.nouns), None)
    joint = Slot("obj", role, any(slot.needed for slot in own), nouns)
    return (joint, *(slot for slot in slots if slot.place != "obj"))


def _nouns(names: str, classes: dict[str, frozenset[str]], entry: str) -> frozenset[str]:
    found: set[str] = set()
    for name in names.split(","):
        if name.startswith("@"):
            if name[1:] not in classes:
                raise ModelError(f"lexicon, {entry!r}", found=name, expected="a class that exists")
            found |= classes[name[1:]]
        else:
            found.add(name)
    return frozenset(found)
