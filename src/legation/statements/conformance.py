"""What every coder must keep, checked: for whoever writes one, in their own tests.

Example:
    >>> from legation.statements import CoderSettings, load_coder
    >>> problems_of(load_coder(CoderSettings("rules")))
    []
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from legation.language import analyse
from legation.statements.coder import Coded, StatementCoder
from legation.vocabulary import Analysis, Block, BlockKind, Document, Origin, Span, Statement

TEXTS = (
    'The envoy of Norway said the strait would stay open. "Ships may pass," she added on Monday.',
    "“We will not sign,” the minister told reporters, “unless the road is opened.”\n\nHe left.",
    "The bridge is long.",
    "— “ ” …",
    "",
)
"""Texts that are read: speech, a broken quotation, no speech, no letters, nothing."""
SHARE = "Subscribe now, the editor said."
"""A paragraph that stands beside the main text and must not be read."""


def problems_of(coder: StatementCoder, texts: Sequence[str] = TEXTS) -> list[str]:
    """Return one line for each thing that a coder does not keep; none is as it should be.

    A coder must return statements of the given document only, in text order, with spans of words
    in main text; `method` begins with its name; a confidence is a probability or None; a nested
    statement names another one of the document; the same text gives the same answer again.
    """
    problems = [
        f"{part} is {getattr(coder, part, None)!r}, expected text"
        for part in ("name", "version")
        if not isinstance(getattr(coder, part, None), str) or not getattr(coder, part)
    ]
    for number, text in enumerate(texts):
        document, analysis = sample(text)
        coded = coder.read(document, analysis)
        if not isinstance(coded, Coded):
            problems.append(f"text {number}: read gave {type(coded).__name__}, expected Coded")
            continue
        problems += [f"text {number}: {line}" for line in _problems(coder, document, coded)]
        if coder.read(document, analysis) != coded:
            problems.append(f"text {number}: a second reading differs from the first")
    return problems


def sample(text: str) -> tuple[Document, Analysis]:
    """Return a document of `text` in English, each paragraph main text, and a menu after it."""
    blocks, at = [], 0
    for words in text.split("\n\n") if text else ():
        span = Span("d", at, at + len(words))
        blocks.append(Block(span, BlockKind.TEXT, "given", 1.0))
        at += len(words) + 2
    whole = f"{text}\n\n{SHARE}"
    menu = Span("d", len(text) + 2, len(whole))
    blocks.append(Block(menu, BlockKind.NAVIGATION, "given", 1.0))
    document = Document("d", whole, Origin("s"), "given/1", tuple(blocks), language="en")
    return document, analyse(document)


def _problems(coder: StatementCoder, document: Document, coded: Coded) -> Iterator[str]:
    ids = {statement.id for statement in coded.statements}
    starts = [_first(statement) for statement in coded.statements]
    if starts != sorted(starts):
        yield "the statements are not in text order"
    for statement in coded.statements:
        if statement.document != document.id:
            yield f"a statement of the document {statement.document!r}, not of {document.id!r}"
        if not statement.content:
            yield "a statement without content"
        if not statement.method.startswith(coder.name):
            yield f"the method {statement.method!r} does not begin with the name {coder.name!r}"
        sure = statement.confidence
        if sure is not None and not 0 <= sure <= 1:
            yield f"a confidence of {sure}, expected a probability or None"
        if statement.nested_in is not None and statement.nested_in not in ids - {statement.id}:
            yield f"nested in {statement.nested_in!r}, which is no other statement of the document"
        yield from _span_problems(document, statement)


def _span_problems(document: Document, statement: Statement) -> Iterator[str]:
    main = [block.span for block in document.blocks if block.main]
    others = (statement.source, statement.cue, statement.relay, statement.addressee)
    for span in (*statement.content, *(s for s in (*others, statement.venue) if s)):
        words = document.text[span.start : span.end]
        if span.end > len(document.text) or not words.strip():
            yield f"[{span.start}, {span.end}) holds no words of the text"
        elif not any(block.start <= span.start and span.end <= block.end for block in main):
            yield f"{words!r} at {span.start} does not stand in one paragraph of main text"


def _first(statement: Statement) -> int:
    spans = (*statement.content, *(s for s in (statement.source, statement.cue) if s))
    return min((span.start for span in spans), default=0)
