"""Who speaks in a headline.

The encoder was taught on running text, where a speaker has a verb. In a headline he stands before
a colon, after a dash, or beside quoted words. Example: in "Fuel subsidy to end in June - minister"
the minister says it; in "UN chief 'appalled' by raid" the chief does.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from operator import itemgetter

from legation.reference import names
from legation.statements.conventions import content_piece, source_core
from legation.statements.draft import Draft, Stretch, overlap, span_of
from legation.statements.marks import Marks
from legation.statements.parsed import parse_at
from legation.statements.stretches import Cover
from legation.vocabulary import MAIN, Analysis, BlockKind, Document, Manner, MentionKind, Reason

MOST_WORDS = 20
_LEAD = re.compile(
    r"(?P<who>[^:\n]{2,60}?)(?: to (?P<to>[A-Z][^:\n]{1,40}))?(?P<cue>:)\s+(?P<said>\S[^\n]{7,})$"
)
_TAIL = re.compile(
    r"(?:(?:exclusive|breaking|update|live|video|analysis)\s*[:|]\s*)?"
    r"(?P<said>[^\n]{8,}?)\s*(?:\s[-–—]{1,2}|[–—]|:)\s+(?P<who>[^:\n–—]{2,60})$",
    re.IGNORECASE,
)  # fmt: skip
_BESIDE = re.compile(r"(?P<who>[^\"“”'‘’:\n]{2,60}?)\s+(?P<said>(?:['‘](?P<one>[^'’\n]+)['’]|[\"“](?P<two>[^\"”\n]+)[\"”])(?!\w)[^\n]*)$")  # fmt: skip
_DETERMINERS = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


@cache
def _speakers() -> frozenset[str]:
    file = files("legation.statements").joinpath("lexicon", "en.toml")
    return frozenset(tomllib.loads(file.read_text(encoding="utf-8"))["speakers"].split())


@cache
def _known() -> frozenset[str]:
    return frozenset(name.form for name in names() if name.language == "en")


@dataclass(frozen=True, slots=True)
class Speakers:
    """Finds what can speak: an office, a body, a state, or a person; `persons` are end: start."""

    text: str
    analysis: Analysis
    persons: dict[int, int]

    def at(self, stretch: Stretch) -> Stretch | None:
        """Return a phrase as a source if it can speak."""
        start, end = source_core(self.text, stretch)
        words = self.text[start:end]
        plain = _DETERMINERS.sub("", words, count=1)
        head = re.split(r" (?:of|for) ", plain)[0].split()[-1:]
        office = head and head[0].lower() in _speakers()
        if plain in _known() or (office and "VERB" not in _parts(self.analysis, (start, end))):
            return start, end
        named = self.persons.get(end, -1) >= start and all(w[:1].isupper() for w in words.split())
        return (start, end) if named else None


def headline_drafts(document: Document, analysis: Analysis, marks: Marks, drafts: list[Draft]) -> list[Draft]:  # fmt: skip
    """Return what is said in headlines that no draft has; the drafts there get whole sources."""
    if analysis.language != "en":
        return []
    read = Cover(draft.whole for draft in drafts)
    by_cue = sorted(((d.cue, d) for d in drafts if d.cue), key=itemgetter(0))
    persons = {m.span.end: m.span.start for m in analysis.mentions if m.kind is MentionKind.PERSON}
    speakers = Speakers(document.text, analysis, persons)
    found = []
    for start, end in _headlines(document):
        if not read.meets((start, end)):
            found += _read(document, analysis, marks, speakers, (start, end))
            continue
        lead = _LEAD.match(document.text, start, end)
        for n in range(bisect_left(by_cue, (start, 0), key=lambda c: c[0]), len(by_cue)):
            cue, draft = by_cue[n]
            if cue[0] >= end:
                break
            if lead and cue == lead.span("cue"):
                draft.source = speakers.at(lead.span("who")) or draft.source
            _said_last(marks, speakers, draft, end)
    return found


def _said_last(marks: Marks, speakers: Speakers, draft: Draft, end: int) -> None:  # fmt: skip
    """Read "…, say monitors" where the speaker was left out or taken for a part of what they say."""
    if (
        draft.source
        or draft.cue is None
        or draft.content[0][0] > draft.cue[0]
        or end <= draft.cue[1]
    ):
        return
    who = speakers.at((draft.cue[1], end))
    if who:
        draft.source = who
        draft.content = [piece for piece in draft.content if not overlap(piece, who)]
        draft.manner = marks.manner(draft.content)


def _headlines(document: Document) -> Iterator[Stretch]:
    for block in document.blocks:
        words = block.span.words(document.text)
        short = len(words.split()) <= MOST_WORDS and words.rstrip()[-1:] not in tuple(".!?…:")
        if block.kind is BlockKind.HEADING or (block.kind in MAIN and short):
            start = block.span.start + len(words) - len(words.lstrip(" \n\t*•–—-"))
            yield start, block.span.start + len(words.rstrip())


def _read(
    document: Document, analysis: Analysis, marks: Marks, speakers: Speakers, stretch: Stretch
) -> list[Draft]:
    """Return the one statement of a headline, or none."""
    for form, tells in ((_LEAD, _is_clause), (_TAIL, _is_clause), (_BESIDE, _is_said_of)):
        found = form.match(document.text, *stretch)
        source = found and speakers.at(found.span("who"))
        if not found or not source or not tells(analysis, marks, found):
            continue
        said = found.span("said")
        content = said if form is _BESIDE else content_piece(marks, said)
        manner = Manner.MIXED if form is _BESIDE else marks.manner([content])
        lead = form is _LEAD
        reason = Reason(
            "headline", "who speaks stands beside what is said", span_of(document, source)
        )
        return [
            Draft(
                [content], "headline", source, found.span("cue") if lead else None, manner,
                addressee=found.span("to") if lead and found["to"] else None, reasons=[reason],
            )
        ]  # fmt: skip
    return []


def _is_clause(analysis: Analysis, marks: Marks, found: re.Match[str]) -> bool:
    """Tell whether what is said is a clause or a quotation, and no question or label.

    A last word in capitals ("- Times Union") is an outlet's more often than a speaker's.
    """
    said = found.span("said")
    if found.re is _TAIL and found["who"].split()[-1].istitle() and found["who"] not in _known():
        return False
    if marks.touching(said):
        return True
    if _QUESTION.match(found["said"]) or len(found["said"].split()) < 3:
        return False
    to_do = re.search(r"\bto [a-z]+", found["said"]) and "VERB" in _parts(analysis, said)
    return bool(to_do) or _root(analysis, said) in _PREDICATES


_QUESTION = re.compile(r"(?:what|how|why|who|when|where|which) ", re.IGNORECASE)
_PREDICATES = frozenset("VERB AUX ADJ".split())


def _root(analysis: Analysis, said: Stretch) -> str:
    """Return the part of speech of the first word that hangs on none of a stretch."""
    parsed = parse_at(analysis, said[0])
    if parsed is None:
        return ""
    inside = [n for n, (a, b) in enumerate(parsed.places) if said[0] <= a and b <= said[1]]
    return next((parsed.parts[n] for n in inside if parsed.heads[n] not in inside), "")


def _is_said_of(analysis: Analysis, _marks: Marks, found: re.Match[str]) -> bool:
    """Tell whether quoted words tell how somebody is or what he does: "'appalled' by", no thing."""
    parts = _parts(analysis, found.span("one" if found["one"] else "two"))
    return bool(parts) and parts[0] in _PREDICATES | {"ADV"} and "NOUN" not in parts[:2]


def _parts(analysis: Analysis, stretch: Stretch) -> list[str]:
    parsed = parse_at(analysis, stretch[0])
    if parsed is None:
        return []
    return [
        parsed.parts[n]
        for n, (a, b) in enumerate(parsed.places)
        if stretch[0] <= a and b <= stretch[1] and parsed.parts[n] != "PUNCT"
    ]
