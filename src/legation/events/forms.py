"""Forms of English verbs and nouns, made from lemmas, so that a lexicon of lemmas finds words.

Both spellings are made ("recognise", "recognize"; "cancelled", "canceled"): a form that nobody
writes does no harm. Example: `sorted(verb_forms("deny"))`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

_VOWEL = "aeiou"
_SHORT = re.compile(r"[^aeiou]+[aeiou][bdfglmnprt]")
"""Verbs of one short syllable, which double their last letter always."""


@cache
def _irregular() -> dict[str, tuple[str, ...]]:
    file = files("legation.events").joinpath("lexicon", "irregular.toml")
    found = tomllib.loads(file.read_text(encoding="utf-8"))
    return {lemma: tuple(forms.split()) for lemma, forms in found["verbs"].items()}


@cache
def participles() -> frozenset[str]:
    """Return the irregular past participles."""
    return frozenset(forms[-1] for forms in _irregular().values() if forms)


def verb_forms(lemma: str) -> set[str]:
    """Return every form of a verb, in both spellings.

    Example:
        >>> sorted(verb_forms("deny"))
        ['denied', 'denies', 'deny', 'denying']
        >>> "planned" in verb_forms("plan"), "held" in verb_forms("hold")
        (True, True)
    """
    made = {lemma}
    for spelling in _spellings(lemma):
        made |= {spelling, *_past(spelling), *_present(spelling)}
    return made


def _spellings(lemma: str) -> Iterator[str]:
    yield lemma
    for one, other in (("ise", "ize"), ("yse", "yze"), ("our", "or")):
        if lemma.endswith(one) and len(lemma) > len(one) + 2:
            yield lemma.removesuffix(one) + other


def _past(lemma: str) -> set[str]:
    before, _, last = lemma.rpartition("-")
    known = _irregular().get(last)
    prefix = f"{before}-" if before else ""
    if known is not None:
        return {prefix + form for form in known}
    if re.search(rf"[^{_VOWEL}]y$", lemma):
        return {lemma[:-1] + "ied"}
    if lemma.endswith("e"):
        return {lemma + "d"}
    if _SHORT.fullmatch(lemma):  # "rapped", not "raped"
        return _doubled(lemma, "ed")
    return {lemma + "ed", *(_doubled(lemma, "ed"))}


def _present(lemma: str) -> set[str]:
    stem = lemma[:-1] if re.search(r"[^eo]e$", lemma) else lemma
    stem = lemma[:-2] + "y" if lemma.endswith("ie") else stem
    third = lemma[:-1] + "ies" if re.search(rf"[^{_VOWEL}]y$", lemma) else lemma + "s"
    third = lemma + "es" if re.search(r"(?:s|x|z|ch|sh|o)$", lemma) else third
    if _SHORT.fullmatch(lemma):
        return {third, *_doubled(lemma, "ing")}
    return {third, stem + "ing", *_doubled(lemma, "ing")}


def _doubled(lemma: str, ending: str) -> set[str]:
    if re.search(rf"[^{_VOWEL}][{_VOWEL}][bdfglmnprt]$", lemma):
        return {lemma + lemma[-1] + ending}
    return set()


@cache
def noun_lemmas(form: str) -> tuple[str, ...]:
    """Return what a noun's form can be a form of, itself first.

    Example:
        >>> noun_lemmas("embassies")
        ('embassies', 'embassie', 'embassy')
        >>> noun_lemmas("policemen")[-1]
        'policeman'
    """
    found = [form]
    if form.endswith("s") and not form.endswith("ss") and len(form) > 3:
        found.append(form[:-1])
        if form.endswith("ies"):
            found.append(form[:-3] + "y")
        elif form.endswith("es"):
            found.append(form[:-2])
        if form.endswith("ves"):
            found.append(form[:-3] + "f")
    if form.endswith("men"):
        found.append(form[:-2] + "an")
    if form == "people":
        found.append("person")
    if "maneuver" in form:
        found.append(form.replace("maneuver", "manoeuvre").rstrip("s"))
    return tuple(found)
