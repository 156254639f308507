"""Nouns of saying with their doer: "Tirana's demand that …", "a pledge by Canada to …".

Read by the parse: the noun's possessor, or who stands after "by" or "from", is the source; the
clause or "for …" that hangs on the noun is the content. The encoder reads most of them itself;
these are those that it left. Example: `nominal_drafts(document, analysis, marks, drafts)`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from legation.statements.acts import is_act_noun
from legation.statements.conventions import content_piece, source_core
from legation.statements.draft import Draft, Stretch, span_of
from legation.statements.marks import Marks
from legation.statements.parsed import Parsed, parse_at
from legation.statements.stretches import Cover
from legation.vocabulary import Analysis, Document, Reason

_CLAUSES = ("acl", "ccomp", "xcomp")
_DOERS = frozenset("by from".split())
_FOR = frozenset("call calls demand demands appeal appeals plea request requests".split())
_NOBODY = frozenset("its whose which that this".split())
SCORE = 0.6


def nominal_drafts(document: Document, analysis: Analysis, marks: Marks, drafts: list[Draft]) -> list[Draft]:  # fmt: skip
    """Return the drafts of nouns of saying that no draft has for a cue; one that has gets its doer."""
    for named in drafts:
        if named.cue and not named.source and is_act_noun(document.text[slice(*named.cue)].lower()):
            named.source = _doer(document, analysis, named.cue)
    taken = Cover(draft.cue for draft in drafts if draft.cue)
    found = []
    for sentence, syntax in zip(analysis.sentences, analysis.syntax, strict=False):
        places = tuple((t.start, t.end) for t in sentence.tokens)
        words = tuple(document.text[a:b].lower() for a, b in places)
        parsed = Parsed(places, syntax.parts, syntax.heads, syntax.relations, words)
        for n, word in enumerate(words):
            if syntax.parts[n] == "NOUN" and is_act_noun(word) and not taken.meets(places[n]):
                draft = _one(document, marks, parsed, n)
                if draft:
                    found.append(draft)
    return found


def _doer(document: Document, analysis: Analysis, noun: Stretch) -> Stretch | None:
    """Return who does what a noun of saying names, by the parse."""
    parsed = parse_at(analysis, noun[0])
    at = parsed.at(noun[0]) if parsed else None
    if parsed is None or at is None:
        return None
    parsed = replace(parsed, lemmas=tuple(document.text[a:b].lower() for a, b in parsed.places))
    doer = next(_doers(parsed, at), None)
    found = source_core(document.text, _over(parsed, doer)) if doer else None
    return found if found and document.text[slice(*found)].lower() not in _NOBODY else None


def _one(document: Document, marks: Marks, parsed: Parsed, n: int) -> Draft | None:
    doer = next(_doers(parsed, n), None)
    content = next(_contents(parsed, n), None)
    if doer is None or content is None:
        return None
    source = source_core(document.text, _over(parsed, doer))
    piece = content_piece(marks, _over(parsed, content))
    cue = parsed.places[n]
    if marks.holding(cue) or document.text[slice(*source)].lower() in _NOBODY:
        return None
    reason = Reason("noun of saying", "its doer and its clause by the parse", span_of(document, cue))  # fmt: skip
    return Draft([piece], "nominal", source, cue, marks.manner([piece]), score=SCORE, reasons=[reason])  # fmt: skip


def _doers(parsed: Parsed, n: int) -> Iterator[list[int]]:
    """Yield the tokens of who says it."""
    for m in parsed.children(n):
        case = [k for k in parsed.children(m) if parsed.relations[k] == "case"]
        under = parsed.subtree(m, without=frozenset(("acl", "acl:relcl", "advcl"))) - set(case)
        if parsed.relations[m] == "nmod:poss" or (
            m > n
            and parsed.relations[m] == "nmod"
            and any(parsed.lemmas[k] in _DOERS for k in case)
        ):
            yield sorted(under)


def _contents(parsed: Parsed, n: int) -> Iterator[list[int]]:
    """Yield the tokens of what is said."""
    for m in parsed.children(n):
        if m < n:
            continue
        lead = {parsed.lemmas[k] for k in parsed.children(m) if k < m}
        clause = parsed.relations[m] in _CLAUSES and lead & {"to", "that"}
        asked = parsed.relations[m] == "nmod" and "for" in lead and parsed.lemmas[n] in _FOR
        if clause or asked:
            under = sorted(parsed.subtree(m))
            yield under[1:] if asked and parsed.lemmas[under[0]] == "for" else under


def _over(parsed: Parsed, tokens: list[int]) -> Stretch:
    return parsed.places[tokens[0]][0], parsed.places[tokens[-1]][1]
