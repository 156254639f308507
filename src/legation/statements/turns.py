"""Transcripts, questions and answers, and texts in which an institution itself speaks.

In a transcript a speaker tag at the start of a paragraph ("SECRETARY KERRY:", "Q:") opens a
turn that lasts to the next tag; each paragraph of it is a statement of that speaker. In a
communiqué or declaration the institution is the source of what its text says ("We reaffirm …").
Example: `turn_drafts(document, analysis, drafts)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from legation.statements.acts import is_act_verb
from legation.statements.conventions import content_piece
from legation.statements.draft import Draft, Stretch, overlap, span_of
from legation.statements.marks import Marks, find_marks, trim
from legation.statements.stretches import Cover
from legation.vocabulary import MAIN, Analysis, Block, BlockKind, Document, Manner, Reason

FEWEST_TAGS = 2
FEWEST_OWN = 3
SHARE_OWN = 0.25
HEAD = 1500
_NAME = r"(?:[^\W\d_a-zа-яё][\w.'’-]*)"
_TAG = re.compile(
    rf"\s*[\"“]?(?P<who>(?:Q|A|QUESTION|ANSWER|Question|Answer|MODERATOR|В|О|Вопрос|Ответ)"
    rf"|(?:{_NAME}(?: (?:of|the|de|von|al|for|and|и) )? ?){{1,7}}(?:[(\[][^()\[\]\n]{{2,60}}[)\]]|, [^:\n]{{2,50}}?)?)\s?(?P<end>[:：]|(?<=Q)\.|(?<=\bQ)(?=\s+[A-Z]))(?=\s|$)"
)
_NOT_A_TAG = re.compile(
    r"(?:note|update|updated|source|sources|photo|image|video|read more|related|see also|correction|warning|editor.*|"
    r"watch|listen|subject|from|to|date|re|cc|tags?|topics?|keywords?|contact|by|published|conclusion|background)$",
    re.IGNORECASE,
)
_GENRE = re.compile(
    r"\b(?:communiqu[eé]|joint (?:press )?statement|declaration|resolution|press release|"
    r"(?:statement|declaration|remarks) (?:by|of|from|issued)|final document|conclusions)\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"(?:\(?\d{1,3}[.)]\s+|[•*–—-]\s+)?(?P<who>We|The "
    r"(?:(?:two|three|four|five|six|seven|High|Contracting|Federal|European|Security|General|Foreign|Permanent|North Atlantic|heads|Heads) ){0,3}"
    r"(?:Parties|parties|sides|Sides|Ministers|ministers|leaders|Leaders|Heads of (?:State|Delegation|Government)(?: (?:and|or) (?:Heads of )?Government)?"
    r"|Council|Assembly|Commission|Committee|Government|"
    r"Ministry|Allies|Presidents|Participants|participants|Conference|Union|Member States|Secretariat|delegations))\b"
)
_ADVERB = r"(?:(?:also|further|strongly|firmly|once again|again|therefore|hereby|fully|deeply|jointly|unanimously|\w+ly) )*"
_PERFORMS = re.compile(
    rf"\s+{_ADVERB}(?P<cue>(?:have |has |will |remain |remains )?[a-z]+)\b(?: (?P<particle>on|for|to)\b)?"
)
_OTHER = frozenset(
    "reaffirm reaffirms reaffirmed note notes noted recall recalls recalled stress stresses stressed emphasise emphasises emphasize "
    "emphasizes emphasized underline underlines underlined express expresses expressed declare declares declared affirm affirms affirmed "
    "believe believes believed recognise recognises recognize recognizes reiterate reiterates reiterated regret regrets regretted decide "
    "decides decided consider considers considered state states stated remain remains resolve resolves resolved underscore underscores "
    "confirm confirms confirmed exchanged discussed discuss look deplore deplores encourage encourages encouraged acknowledge intend intends".split()
)  # fmt: skip


def turn_drafts(document: Document, analysis: Analysis, drafts: list[Draft]) -> list[Draft]:
    """Return a transcript's turns, or an institution's own statements; none in other texts.

    What was read inside a turn stands inside that turn's statement from then on.
    """
    turns = list(_turns(document))
    if not turns:
        marks = find_marks(document)
        own = list(_own_voice(document, analysis, drafts))
        whole = [d for d in drafts if d.source]
        clauses = list(_resolution(document, marks, Cover(d.cue for d in whole if d.cue)))
        held = Cover(d.cue for d in clauses if d.cue)
        drafts[:] = [d for d in drafts if d.source or not d.cue or not held.meets(d.cue)]
        return own + clauses
    tags = Cover(turn.source for turn in turns if turn.source)
    for draft in [d for d in drafts if d.cue and _is_tag(document, tags, d)]:
        drafts.remove(draft)
    for draft in drafts:
        draft.inside = draft.inside or next(
            (t for t in turns if any(overlap(p, c) for p in draft.content for c in t.content)), None
        )
    return turns


def _is_tag(document: Document, tags: Cover, draft: Draft) -> bool:
    """Tell whether a statement is only the turn once more: its source and colon are the tag."""
    assert draft.cue is not None
    signs = not any(sign.isalpha() for sign in document.text[slice(*draft.cue)])
    if signs and tags.meets((draft.cue[0] - 2, draft.cue[0])):
        return True
    if not draft.source or not tags.meets(draft.source):
        return False
    colon = document.text.find(":", *draft.source)
    if colon > 0 and draft.source[1] - colon > 2:
        draft.source = trim(document.text, (colon + 1, draft.source[1]))
        return False
    return signs


def _turns(document: Document) -> Iterator[Draft]:
    blocks = [b for b in document.blocks if b.kind in (BlockKind.TEXT, BlockKind.HEADING)]
    tags = [_tag(document, block) for block in blocks]
    if sum(tag is not None for tag in tags) < FEWEST_TAGS or not _alternate(document, tags):
        return
    source: Stretch | None = None
    for block, tag in zip(blocks, tags, strict=True):
        start = block.span.start
        if tag:
            source, start = tag
        elif block.kind is BlockKind.HEADING:
            source = None
        content = (start, block.span.end)
        if source is None or not document.text[slice(*content)].strip():
            continue
        reason = Reason("turn", "a speaker's tag opens the turn", span_of(document, source))
        yield Draft([trim(document.text, content)], "turn", source, None, Manner.DIRECT, score=0.9, reasons=[reason])  # fmt: skip


def _tag(document: Document, block: Block) -> tuple[Stretch, int] | None:
    """Return the speaker that a paragraph's tag names, and where the turn's words begin."""
    found = _TAG.match(document.text, block.span.start, block.span.end)
    if not found or _NOT_A_TAG.match(found["who"].strip()):
        return None
    return trim(document.text, found.span("who")), found.end("end")


def _alternate(document: Document, tags: list[tuple[Stretch, int] | None]) -> bool:
    """Tell whether tags are a transcript's: at least two in all that open with words after them."""
    names = [document.text[slice(*tag[0])] for tag in tags if tag]
    share = len(names) / max(1, len(tags))
    return len(names) > len(set(names)) or share >= 0.5 or any(n in ("Q", "QUESTION", "Question") for n in names)  # fmt: skip


_OPENS = re.compile(
    r"\s*(?P<who>The [A-Z][\w ]{3,60}|[A-Z][\w ]{3,40} (?:Council|Assembly|Committee|Conference)),\s*$"
)
_CLAUSE = re.compile(
    r"\s*(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s+)?(?:(?:Also|Further|Strongly|Once again|Again) )?(?P<cue>[A-Z]?[a-z]+(?:ing|s))\b"
    r"(?: (?P<particle>upon|on|for|to|of)\b)?(?= \S)"
)


def _resolution(document: Document, marks: Marks, cues: Cover) -> Iterator[Draft]:
    """Yield the paragraphs of a resolution, each a clause of the body that its opening names."""
    text, source = document.text, None
    for block in document.blocks:
        if block.kind not in MAIN:
            continue
        opened = _OPENS.fullmatch(text, block.span.start, block.span.end)
        if opened:
            source = opened.span("who")
            continue
        found = _CLAUSE.match(text, block.span.start, block.span.end) if source else None
        word = found["cue"].lower() if found else ""
        base = word.removesuffix("ing") if word.endswith("ing") else word.removesuffix("s")
        if not found or not any(w in _OTHER or is_act_verb(w) for w in (word, base, base + "e")):
            continue
        cue = found.start("cue"), found.end("particle") if found["particle"] not in (None, "to") else found.end("cue")  # fmt: skip
        piece = content_piece(marks, (cue[1], block.span.end))
        if not cues.meets(cue):
            reason = Reason("own voice", "a clause of the body that the resolution's opening names", span_of(document, source))  # fmt: skip
            yield Draft([piece], "own voice", source, cue, marks.manner([piece]), score=0.85, reasons=[reason])  # fmt: skip


def _own_voice(document: Document, analysis: Analysis, drafts: list[Draft]) -> Iterator[Draft]:
    """Yield what an institution says in its own text."""
    text = document.text
    head = f"{document.title or ''} {text[:HEAD]}"
    spans = [(s.span.start, s.span.end) for s in analysis.sentences]
    own = [m for a, b in spans if (m := _OWN.match(text, a, b))]
    if (
        analysis.language != "en"
        or not _GENRE.search(head)
        or len(own) < max(FEWEST_OWN, SHARE_OWN * len(spans))
    ):
        return
    marks = find_marks(document)
    ends = dict(reversed(spans))
    cues = Cover(draft.cue for draft in drafts if draft.cue)
    for found in own:
        end = ends[found.start()]
        does = _PERFORMS.match(text, found.end("who"), end)
        if not does or not (
            does["cue"].split()[-1] in _OTHER or is_act_verb(does["cue"].split()[-1])
        ):
            continue
        cue = does.span("cue")
        start = does.end("particle") if does["particle"] in ("on", "for") else cue[1]
        cue = (cue[0], start)
        if start >= end - 1 or cues.meets(cue):
            continue
        piece = content_piece(marks, (start, end))
        reason = Reason("own voice", "the institution speaks in its own text", span_of(document, found.span("who")))  # fmt: skip
        yield Draft([piece], "own voice", found.span("who"), cue, marks.manner([piece]), score=0.85, reasons=[reason])  # fmt: skip
