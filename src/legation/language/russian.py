"""Russian with the models that the package natasha carries: sentences, grammar, names, lemmas.

Needs the extra `legation[ru]`. natasha itself is never imported (its morphology rests on an
abandoned package that breaks on current setuptools): its model files are read by slovnet and
navec, lemmas come from pymorphy3. Example: `is_available()`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from legation.vocabulary import (
    Document,
    Mention,
    MentionKind,
    Sentence,
    Span,
    Syntax,
)

NEEDS = ("navec", "slovnet", "razdel", "natasha", "pymorphy3")
MOST_WORDS = 200
"""A longer sentence is not parsed: its tokens stand without grammar."""
_KINDS = {"PER": MentionKind.PERSON, "ORG": MentionKind.ORGANISATION, "LOC": MentionKind.PLACE}
_PUNCTUATION = "PUNCT"


def is_available() -> bool:
    """Tell whether the extra `legation[ru]` is installed."""
    return all(find_spec(name) is not None for name in NEEDS)


def read_russian(document: Document) -> tuple[tuple[Sentence, ...], tuple[Syntax, ...], tuple[Mention, ...]]:  # fmt: skip
    """Return the sentences of the main text, the grammar of each, and the names."""
    sentences: list[Sentence] = []
    mentions: list[Mention] = []
    for number, block in enumerate(document.blocks):
        if block.main:
            sentences += _sentences(document, block.span, number)
            mentions += _names(document, block.span)
    syntax = tuple(_parse(document, sentence) for sentence in sentences)
    return tuple(sentences), syntax, tuple(mentions)


def lemma(word: str) -> str:
    """Return the dictionary form of a Russian word in lower case."""
    return _lemma(word.lower())


@cache
def _lemma(word: str) -> str:
    return str(_morphology().parse(word)[0].normal_form)


def nominative(word: str) -> str:
    """Return a name's word in the nominative: itself if that may be one, else its first form."""
    parses = _morphology().parse(word)
    if any("nomn" in p.tag and {"Surn", "Name", "Patr"} & set(p.tag.grammemes) for p in parses):
        return word
    named = next((p for p in parses if {"Surn", "Name", "Patr"} & set(p.tag.grammemes)), None)
    form = named.inflect({"nomn"}) if named else None
    return str(form.word).capitalize() if form else word


def dictionary_forms(word: str) -> tuple[str, ...]:
    """Return the word itself and the first forms that it may be a case of."""
    return tuple(dict.fromkeys([word.lower(), *(str(p.normal_form) for p in _morphology().parse(word))]))  # fmt: skip


def is_animate(word: str) -> bool:
    """Tell whether a noun is one of living beings: "посол" is, "посольство" is not."""
    return "anim" in _morphology().parse(word)[0].tag


def sex_of(name: Sequence[str]) -> str | None:
    """Return "man" or "woman" where the words of a name tell, else None."""
    for word in name:
        tags = [p.tag for p in _morphology().parse(word) if "Name" in p.tag or "Surn" in p.tag]
        sexes = {tag.gender for tag in tags if "nomn" in tag} or {tag.gender for tag in tags}
        if sexes in ({"masc"}, {"femn"}):
            return "man" if sexes == {"masc"} else "woman"
    return None


def _sentences(document: Document, block: Span, number: int) -> list[Sentence]:
    import razdel

    words = block.words(document.text)
    found = []
    for sentence in razdel.sentenize(words):
        tokens = tuple(
            Span(document.id, block.start + sentence.start + t.start, block.start + sentence.start + t.stop)
            for t in razdel.tokenize(sentence.text)
        )  # fmt: skip
        if tokens:
            whole = Span(document.id, tokens[0].start, tokens[-1].end)
            found.append(Sentence(whole, tokens, number))
    return found


def _parse(document: Document, sentence: Sentence) -> Syntax:
    count = len(sentence.tokens)
    words = [token.words(document.text) for token in sentence.tokens]
    if not 0 < count <= MOST_WORDS:
        return Syntax(("X",) * count, (-1,) * count, ("dep",) * count)
    tree = next(_models()["syntax"].map([words]))
    tags = next(_models()["morph"].map([words]))
    heads = tuple(int(token.head_id) - 1 for token in tree.tokens)
    return Syntax(
        tuple(str(token.pos) for token in tags.tokens),
        tuple(head if head != n else -1 for n, head in enumerate(heads)),
        tuple(str(token.rel) for token in tree.tokens),
    )


def _names(document: Document, block: Span) -> list[Mention]:
    markup = _models()["ner"](block.words(document.text))
    return [
        Mention(Span(document.id, block.start + span.start, block.start + span.stop), _KINDS[span.type])
        for span in markup.spans
        if span.type in _KINDS and span.stop > span.start
    ]  # fmt: skip


@cache
def _models() -> dict[str, Any]:
    from navec import Navec
    from slovnet import NER, Morph
    from slovnet import Syntax as SyntaxModel

    spec = find_spec("natasha")
    assert spec is not None
    assert spec.origin is not None
    data = Path(spec.origin).parent / "data"
    vectors = Navec.load(str(data / "emb" / "navec_news_v1_1B_250K_300d_100q.tar"))
    files = {"syntax": SyntaxModel, "morph": Morph, "ner": NER}
    found = {}
    for name, model in files.items():
        found[name] = model.load(str(data / "model" / f"slovnet_{name}_news_v1.tar"), batch_size=4)
        found[name].navec(vectors)
    return found


@cache
def _morphology() -> Any:  # noqa: ANN401 - pymorphy3 ships no types
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")
