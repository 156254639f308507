"""Statements from a spaCy pipeline, by name: `spacy:en_core_web_trf`.

Needs spaCy and the pipeline installed beside Legation. The pipeline's parse finds verbs of
saying with a subject and a clause (ccomp, parataxis or a quotation); its tokens are mapped to
the untouched text by their offsets. Example: `legation build --coder spacy:en_core_web_sm`.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from legation.errors import CoderError
from legation.statements.coder import Coded
from legation.statements.finish import finish
from legation.statements.marks import find_marks
from legation.statements.parsed import Parsed, parsed_drafts
from legation.vocabulary import Analysis, Document


class SpacyCoder:
    """A spaCy pipeline that parses; `pipeline` is a package name or a folder."""

    name = "spacy"
    version = "1"

    def __init__(self, *, pipeline: str = "en_core_web_sm") -> None:
        self.pipeline = pipeline
        self._loaded: Any = None

    def read(self, document: Document, analysis: Analysis) -> Coded:
        """Return the statements that the pipeline's parse shows.

        Raises:
            CoderError: if spaCy or the pipeline is not installed, or it has no parser.
        """
        nlp = self._load()
        marks = find_marks(document)
        drafts = []
        for whole in analysis.sentences:  # of main text, without datelines
            for sentence in nlp(whole.span.words(document.text)).sents:
                drafts += parsed_drafts(document, marks, _parsed(sentence, whole.span.start), analysis.language)  # fmt: skip
        method = f"{self.name}/{self.version} {self.pipeline}"
        return Coded(finish(document, marks, drafts, method))

    def _load(self) -> Any:  # noqa: ANN401 - spaCy is not a dependency
        if self._loaded is None:
            try:
                self._loaded = import_module("spacy").load(self.pipeline)
            except (ImportError, OSError) as error:
                raise CoderError(
                    f"coder spacy:{self.pipeline}",
                    found=str(error).splitlines()[0],
                    expected="spaCy and this pipeline, installed",
                    do=f"pip install spacy and the pipeline {self.pipeline}, or choose --coder encoder",
                ) from error
            if not self._loaded.has_pipe("parser"):
                raise CoderError(
                    f"coder spacy:{self.pipeline}",
                    found=f"the parts {', '.join(self._loaded.pipe_names) or 'none'}",
                    expected="a pipeline with a parser",
                )
        return self._loaded


def _parsed(sentence: Any, offset: int) -> Parsed:  # noqa: ANN401 - a spaCy Span
    tokens = [t for t in sentence if not t.is_space]
    place = {t.i: n for n, t in enumerate(tokens)}
    return Parsed(
        tuple((offset + t.idx, offset + t.idx + len(t.text)) for t in tokens),
        tuple(t.pos_ for t in tokens),
        tuple(-1 if t.head.i == t.i else place.get(t.head.i, -1) for t in tokens),
        tuple(t.dep_.lower() for t in tokens),
        tuple((t.lemma_ or t.text).lower() for t in tokens),
    )
