"""Statements from a dependency parse: a verb of saying, its subject, its clause or quotation.

For pipelines that parse but know no roles: spaCy's by name, Russian with slovnet. Content is
the verb's clause (ccomp, in some parses parataxis or csubj), or, where the verb itself hangs on
what is said ("…, сказал он"), the rest of the sentence. Example: `parsed_drafts(document,
marks, parsed, "ru")`.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from legation.statements.conventions import content_piece, source_core
from legation.statements.cues import lexicon
from legation.statements.draft import Draft, Stretch, overlap, span_of
from legation.statements.marks import Marks, trim
from legation.vocabulary import Analysis, Document, Manner, Reason

CLAUSES = frozenset("ccomp xcomp csubj parataxis advcl".split())
SUBJECTS = frozenset("nsubj nsubj:pass sb csubj".split())
MODIFIERS = frozenset("acl acl:relcl relcl parataxis punct advcl discourse mark cc".split())
BLANK = " \n\t\r\u00a0,;:–—-"


@dataclass(frozen=True, slots=True)
class Parsed:
    """One sentence: places in the document's text, UPOS, heads (-1 a root), relations, lemmas."""

    places: tuple[Stretch, ...]
    parts: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    lemmas: tuple[str, ...]

    def at(self, place: int) -> int | None:
        """Return the token that starts at a place of the text."""
        return next((n for n, (start, _) in enumerate(self.places) if start == place), None)

    def children(self, n: int) -> list[int]:
        """Return the tokens that hang on token `n`."""
        return [m for m, head in enumerate(self.heads) if head == n]

    def subtree(self, n: int, *, without: frozenset[str] = frozenset()) -> set[int]:
        """Return token `n` and all under it, but for branches of some relations."""
        found, waiting = {n}, [n]
        while waiting:
            for m in self.children(waiting.pop()):
                if m not in found and self.relations[m] not in without:
                    found.add(m)
                    waiting.append(m)
        return found


def parse_at(analysis: Analysis, place: int) -> Parsed | None:
    """Return the parse of the sentence at a place of the text, without lemmas."""
    n = bisect_right(analysis.sentences, place, key=lambda s: s.span.start) - 1
    if not 0 <= n < len(analysis.syntax):
        return None
    tokens, syntax = analysis.sentences[n].tokens, analysis.syntax[n]
    places = tuple((token.start, token.end) for token in tokens)
    return Parsed(places, syntax.parts, syntax.heads, syntax.relations, ())


@cache
def speech_lemmas(language: str) -> dict[str, str]:
    """Return the verbs of saying of a language: lemma (or form) to act, "" where it names none."""
    file = files("legation.statements").joinpath("lexicon", "lemmas.toml")
    found = tomllib.loads(file.read_text(encoding="utf-8")).get(language, {})
    known = {lemma: act for act, words in found.items() for lemma in words.split()}
    known = {lemma: "" if act == "asserts" else act for lemma, act in known.items()}
    return known or dict.fromkeys(lexicon(language), "")


def parsed_drafts(document: Document, marks: Marks, parsed: Parsed, language: str | None) -> list[Draft]:  # fmt: skip
    """Return the drafts of one sentence."""
    known = speech_lemmas(language or "en")
    drafts: list[Draft] = []
    beside: list[Draft] = []
    for n, lemma in enumerate(parsed.lemmas):
        form = document.text[slice(*parsed.places[n])].lower()
        if not (lemma in known or form in known) or marks.holding(parsed.places[n]):
            continue
        if parsed.parts[n] not in ("VERB", "AUX", "ADJ", ""):
            continue
        act = known.get(lemma) or known.get(form) or None
        if act and any(parsed.lemmas[m] in _NOT for m in parsed.children(n)):
            act = OPPOSITE.get(act)
        draft = _one(document, marks, parsed, n, act, frozenset(known))
        if draft:
            draft.act = act
            (beside if parsed.relations[n].startswith("advcl") else drafts).append(draft)
    # "answering a question, he said": one statement, by its main verb
    drafts += [d for d in beside if not any(d.content == o.content for o in drafts)]
    drafts += _according(document, marks, parsed)
    return _nested(drafts)


def _nested(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts; one that stands whole in another's content is nested in it.

    One whose verb stands there but not the rest of it is no statement.
    """
    kept = []
    for draft in drafts:
        holders = [o for o in drafts if o is not draft and any(draft.cue and overlap(draft.cue, p) for p in o.content)]  # fmt: skip
        if holders:
            outer = min(holders, key=lambda o: o.whole[1] - o.whole[0])
            if not (draft.source and _stands_in(draft, outer)):
                continue
            draft.inside = outer
        kept.append(draft)
    return [d for d in kept if d.inside is None or d.inside in kept]


def _stands_in(draft: Draft, outer: Draft) -> bool:
    low, high = min(a for a, _ in outer.content), max(b for _, b in outer.content)
    return low <= draft.whole[0] and draft.whole[1] <= high


_NOT = frozenset({"не"})
OPPOSITE = {"accepts": "rejects", "denies": "accepts", "promises": "refuses", "rejects": "accepts"}
ACCORDING = frozenset("словам данным мнению информации сообщению оценке утверждению".split())


def _according(document: Document, marks: Marks, parsed: Parsed) -> list[Draft]:
    """Return what is said in the words of somebody ("по словам X, …")."""
    found = []
    for n in range(1, len(parsed.places)):
        words = [document.text[slice(*parsed.places[m])].lower() for m in (n - 1, n)]
        under = parsed.subtree(n) - {n, n - 1}
        after = sorted(m for m in under if m > n and parsed.parts[m] != "PUNCT")
        if (
            words[0] in _OWN
            and n > 1
            and document.text[slice(*parsed.places[n - 2])].lower() == "по"
        ):
            found += _in_his_words(document, marks, parsed, n) if words[1] in ACCORDING else []
        if words[0] != "по" or words[1] not in ACCORDING or not after:
            continue
        source = source_core(document.text, (parsed.places[after[0]][0], parsed.places[after[-1]][1]))  # fmt: skip
        rest = set(range(len(parsed.places))) - set(range(n - 1, after[-1] + 1))
        pieces = _pieces(document, parsed, rest, n)
        cue = parsed.places[n - 1][0], parsed.places[n][1]
        if pieces:
            reason = Reason("parse", "in the words of somebody", span_of(document, cue))
            found.append(Draft([content_piece(marks, p) for p in pieces], "parse", source, cue, marks.manner(pieces), score=0.75, reasons=[reason]))  # fmt: skip
    return found


_OWN = frozenset("его её ее их".split())


def _in_his_words(document: Document, marks: Marks, parsed: Parsed, n: int) -> list[Draft]:
    """Return what is said "in his words": the pronoun is the source."""
    rest = set(range(len(parsed.places))) - {n - 2, n - 1, n}
    pieces = _pieces(document, parsed, rest, n)
    cue = parsed.places[n - 2][0], parsed.places[n][1]
    reason = Reason("parse", "in his, her or their words", span_of(document, cue))
    if not pieces:
        return []
    return [Draft([content_piece(marks, p) for p in pieces], "parse", parsed.places[n - 1], cue, marks.manner(pieces), score=0.75, reasons=[reason])]  # fmt: skip


def _one(document: Document, marks: Marks, parsed: Parsed, n: int, act: str | None, known: frozenset[str]) -> Draft | None:  # fmt: skip
    source = subject_of(document, parsed, n) or _unmarked(document, parsed, n)
    content = _content(parsed, n, known) or (_object(parsed, n) if act and source else set())
    pieces = _pieces(document, parsed, content, n) if content else []
    if not pieces:
        pieces = _quoted(marks, parsed, n)
    if not pieces or (source is None and not any(marks.touching(p) for p in pieces)):
        return None
    manner = marks.manner(pieces)
    score = 0.75 if manner is Manner.INDIRECT else 0.85
    reason = Reason("parse", "the clause and the subject of a verb of saying", span_of(document, parsed.places[n]))  # fmt: skip
    return Draft(
        [content_piece(marks, p) for p in pieces], "parse", source, parsed.places[n], manner,
        score=score, reasons=[reason],
    )  # fmt: skip


def subject_of(document: Document, parsed: Parsed, n: int) -> Stretch | None:
    """Return the verb's subject; one that it is joined to may lend its own."""
    for verb in (n, parsed.heads[n] if parsed.relations[n] in ("conj", "advcl") else -1):
        if verb < 0:
            continue
        for m in parsed.children(verb):
            if parsed.relations[m] in SUBJECTS and parsed.relations[m] != "csubj":
                found = sorted(parsed.subtree(m, without=frozenset(MODIFIERS - {"punct"})))
                return source_core(document.text, (parsed.places[found[0]][0], parsed.places[found[-1]][1]))  # fmt: skip
    return None


def _unmarked(document: Document, parsed: Parsed, n: int) -> Stretch | None:
    """Return who speaks where the parse shows no subject: "reports RIA", "in the Kremlin they denied"."""
    children = parsed.children(n)
    for m in children:
        kind = parsed.relations[m].split(":")[0]
        named = parsed.parts[m] == "PROPN"
        plain = document.text[slice(*parsed.places[m])].lower() == parsed.lemmas[m]
        if named and plain and m == n + 1 and kind in ("obj", "iobj") and parsed.relations[n].startswith("parataxis"):  # fmt: skip
            found = sorted(parsed.subtree(m, without=MODIFIERS))
            return parsed.places[found[0]][0], parsed.places[found[-1]][1]
        within = [k for k in parsed.children(m) if parsed.relations[k] == "case"]
        if named and m < n and kind == "obl" and [parsed.lemmas[k] for k in within] == ["в"]:
            return parsed.places[m][0], parsed.places[max(parsed.subtree(m))][1]
    return None


def _content(parsed: Parsed, n: int, known: frozenset[str]) -> set[int]:
    """Return the tokens of what is said; a verb of saying put in after it is none of it."""
    clauses = [
        m
        for m in parsed.children(n)
        if (kind := parsed.relations[m].split(":")[0]) in CLAUSES
        and not (kind == "parataxis" and m > n and parsed.lemmas[m] in known and not _follows_colon(parsed, n, m))
    ]  # fmt: skip
    best = sorted(clauses, key=lambda m: (parsed.relations[m] != "ccomp", parsed.relations[m] == "advcl", m))  # fmt: skip
    own = [m for m in best if parsed.relations[m] != "advcl"]
    if own:
        return parsed.subtree(own[0])
    head = parsed.heads[n]
    if head >= 0 and parsed.relations[n].split(":")[0] == "parataxis":
        return parsed.subtree(head) - parsed.subtree(n)
    roots = [m for m, h in enumerate(parsed.heads) if h < 0 and m != n]
    if head < 0 and roots and parsed.parts[roots[0]] in ("VERB", "ADJ", "AUX"):
        return parsed.subtree(roots[0]) - parsed.subtree(n)
    return set()


def _follows_colon(parsed: Parsed, n: int, m: int) -> bool:
    return any(parsed.lemmas[k] == ":" for k in range(n + 1, m))


def _object(parsed: Parsed, n: int) -> set[int]:
    """Return the objects of a verb that names an act: "accused Moscow of a breach"."""
    found: set[int] = set()
    for m in parsed.children(n):
        if m > n and parsed.relations[m].split(":")[0] in ("obj", "iobj", "obl", "dobj"):
            found |= parsed.subtree(m)
    return found


def _pieces(document: Document, parsed: Parsed, tokens: set[int], n: int) -> list[Stretch]:  # fmt: skip
    """Join the tokens to stretches, cut where the verb and its own words stand between."""
    own = {n, *(m for m in parsed.children(n) if m not in tokens)}
    groups: list[list[int]] = []
    for m in sorted(tokens):
        if groups and not any(
            k in own and parsed.parts[k] != "PUNCT" for k in range(groups[-1][-1], m)
        ):
            groups[-1].append(m)
        else:
            groups.append([m])
    found = [(parsed.places[g[0]][0], parsed.places[g[-1]][1]) for g in groups]
    found = [trim(document.text, p, BLANK) for p in found]
    found = [_without_that(document.text, p) for p in found]
    return [p for p in found if sum(c.isalpha() for c in document.text[slice(*p)]) >= 3 and not overlap(p, parsed.places[n])]  # fmt: skip


def _without_that(text: str, piece: Stretch) -> Stretch:
    for word in ("что ", "that ", "dass ", "que ", "że ", "що "):
        if text[slice(*piece)].lower().startswith(word):
            return trim(text, (piece[0] + len(word), piece[1]), BLANK)
    return piece


def _quoted(marks: Marks, parsed: Parsed, n: int) -> list[Stretch]:
    """Return the quotations of the sentence that do not hold the verb."""
    whole = parsed.places[0][0], parsed.places[-1][1]
    found = [q for q in marks.touching(whole) if not overlap(q, parsed.places[n])]
    return [q for q in found if len(marks.text[slice(*q)].split()) >= 4]
