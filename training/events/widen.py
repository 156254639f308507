"""Widen the marked sentences by program, where the label surely follows.

Names are swapped within their class (states, capitals, adjectives of states) everywhere in the
sentence at once; a past tense right after its actor becomes future, hypothetical, negated or
alleged, with its cue; a plain `actor verb recipient` becomes passive. Seeded; made at training
time, never stored.

Example:
    >>> from training.events.markup import parse_line
    >>> made = widen([parse_line("[Ghana|A] [condemned|ACCUSE] [Togo|R].")], want=20, seed=1)
    >>> all(m.words == s.text[m.start:m.end] for s in made for e in s.events for m in (e.told,))
    True
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from training.events.markup import Mark, MarkedEvent, MarkedSentence
from training.events.words import CAPITALS, DEMONYMS, IRREGULAR, PAST_TO_BASE, STATES

Edit = tuple[int, int, str]
BASES = PAST_TO_BASE | IRREGULAR
AUXILIARIES = (
    ("future", "will", "{cue} {base}"),
    ("hypothetical", "may", "{cue} {base}"),
    ("negated", "did not", "{cue} {base}"),
    ("negated", "never", "{cue} {past}"),
    ("alleged", "allegedly", "{cue} {past}"),
    ("alleged", "reportedly", "{cue} {past}"),
)
_CLASSES = (STATES, CAPITALS, DEMONYMS)
_WORD = re.compile(r"[^\W\d_]+")
_LONGER = re.compile(  # names that are part of a longer one
    r"(?:South|North|New|West|East|Equatorial|Port|Gulf of|Sea of|Congress of) ([^\W\d_]+)|([^\W\d_]+)-[^\W\d_]"
)
_JOINED = re.compile(r"[;:]|\b(?:and|but|while|when|after|before|until|as|if|had|than|for which)\b")


def widen(
    sentences: Sequence[MarkedSentence], *, want: int, seed: int, tries: int = 20
) -> list[MarkedSentence]:
    """Return at least `want` sentences where that can be done: the given ones, then variants.

    Args:
        sentences: those written by hand; sentences without an event stay as they are.
        want: how many in all; fewer come back when `tries` rounds make no new ones.
        seed: the same seed gives the same sentences.
        tries: rounds over all sentences at most.
    """
    rng = random.Random(seed)
    made = list(sentences)
    seen = {sentence.text for sentence in sentences}
    for _ in range(tries):
        for sentence in sentences:
            variant = vary(sentence, rng) if sentence.events else sentence
            if variant.text not in seen:
                seen.add(variant.text)
                made.append(variant)
        if len(made) >= want:
            break
    return made


def vary(sentence: MarkedSentence, rng: random.Random) -> MarkedSentence:
    """Return a variant: at most one change of tense or voice, then names swapped."""
    changes = [*_retold(sentence), *_passive(sentence)]
    if changes and rng.random() < 0.5:
        sentence = rng.choice(changes)
    return swap_names(sentence, rng)


def swap_names(sentence: MarkedSentence, rng: random.Random) -> MarkedSentence:
    """Replace each name of a state, capital or adjective by another of its class, everywhere.

    Two names never become one, and a name of the sentence never comes back for another.
    """
    words = {match.group() for match in _WORD.finditer(sentence.text)}
    fixed = {name for found in _LONGER.finditer(sentence.text) for name in found.groups() if name}
    new: dict[str, str] = {}
    for names in _CLASSES:
        for word in sorted(words.intersection(names)):
            if word in new or word in fixed:
                continue
            free = [name for name in names if name not in words and name not in new.values()]
            new[word] = rng.choice(free)
    edits: list[Edit] = []
    for match in _WORD.finditer(sentence.text):
        if match.group() in new:
            edits.append((match.start(), match.end(), new[match.group()]))
            edits += _article(sentence.text, match.start(), new[match.group()])
    return apply(sentence, sorted(edits))


def _article(text: str, start: int, name: str) -> list[Edit]:
    before = re.search(r"\b([Aa])n? $", text[:start])
    if before is None:
        return []
    an = name[0] in "AEIO" or name == "Ulaanbaatar"
    return [(before.start(), start - 1, before.group(1) + ("n" if an else ""))]


def apply(sentence: MarkedSentence, edits: Sequence[Edit]) -> MarkedSentence:
    """Change stretches of a sentence and move all marks with them.

    Args:
        sentence: the sentence.
        edits: (start, end, words), in order, apart from one another, none across a mark's border.
    """
    text = sentence.text
    for start, end, words in reversed(edits):
        text = text[:start] + words + text[end:]

    def moved(mark: Mark) -> Mark:
        start = mark.start + sum(len(w) - (e - s) for s, e, w in edits if e <= mark.start)
        end = mark.end + sum(len(w) - (e - s) for s, e, w in edits if s < mark.end)
        return Mark(start, end, text[start:end])

    def carried(event: MarkedEvent) -> MarkedEvent:
        return replace(
            event,
            told=moved(event.told),
            roles={role: tuple(map(moved, marks)) for role, marks in event.roles.items()},
            cues={status: tuple(map(moved, marks)) for status, marks in event.cues.items()},
        )

    return MarkedSentence(text, tuple(map(carried, sentence.events)), sentence.where)


def _plain(sentence: MarkedSentence) -> tuple[MarkedEvent, Mark, str] | None:
    """Return event, actor and verb of a sentence with one event, told in one simple clause."""
    if len(sentence.events) != 1:
        return None
    event = sentence.events[0]
    actors = event.roles.get("A", ()) + event.roles.get("AR", ())
    near = [mark for mark in actors if mark.end + 1 == event.told.start]
    past = event.told.words.split()[0]
    is_simple = not _JOINED.search(sentence.text[event.told.start :])
    if event.cues or not near or past not in BASES or not is_simple or event.kind == "PROTEST":
        return None
    return event, near[0], past


def _retold(sentence: MarkedSentence) -> Iterator[MarkedSentence]:
    found = _plain(sentence)
    if found is None:
        return
    event, _, past = found
    start = event.told.start
    has_time = "T" in event.roles or bool(re.search(r"\d{4}|\b(?:ago|last|first)\b", sentence.text))
    for status, cue, pattern in AUXILIARIES:
        if has_time and status in {"future", "hypothetical"}:
            continue
        words = pattern.format(cue=cue, base=BASES[past], past=past)
        told = words.removeprefix(f"{cue} ")
        changed = apply(sentence, [(start, start, f"{cue} "), (start, start + len(past), told)])
        mark = Mark(start, start + len(cue), cue)
        retold = replace(changed.events[0], cues={status: (mark,)})
        yield replace(changed, events=(retold,))


def _passive(sentence: MarkedSentence) -> Iterator[MarkedSentence]:
    found = _plain(sentence)
    if found is None:
        return
    event, actor, past = found
    recipients = event.roles.get("R", ())
    if past not in PAST_TO_BASE or event.told.words != past or len(recipients) != 1:
        return
    recipient = recipients[0]
    is_whole = actor.start == 0 and recipient.start == event.told.end + 1
    if not is_whole or recipient.words not in STATES + CAPITALS or "AR" in event.roles:
        return
    if sentence.text[recipient.end : recipient.end + 2] == "'s":
        return
    doer = _inside(actor.words)
    head = f"{recipient.words} was {past} by {doer}"
    rest = sentence.text[recipient.end :]
    text = head + rest
    shift = len(head) - recipient.end
    verb = len(recipient.words) + len(" was ")

    def moved(mark: Mark) -> Mark:
        return Mark(mark.start + shift, mark.end + shift, mark.words)

    roles = {
        role: tuple(moved(mark) for mark in marks if mark.start >= recipient.end)
        for role, marks in event.roles.items()
    }
    roles["R"] = (Mark(0, len(recipient.words), recipient.words),)
    roles["A"] = (Mark(len(head) - len(doer), len(head), doer),)
    told = Mark(verb, verb + len(past), past)
    kept = {role: marks for role, marks in roles.items() if marks}
    yield replace(sentence, text=text, events=(replace(event, told=told, roles=kept),))


def _inside(words: str) -> str:
    """Return a noun phrase as it stands inside a sentence: its article in lower case."""
    return re.sub(r"^(The|A|An|Some|Several|Two|Three)\b", lambda m: m.group().lower(), words)
