"""Which encoding bytes without a declaration are in: by letter statistics, then by what reads well.

A detector counts letters; on a page of English with two accents it has little to count. So its
answer is held against the encoding most such pages are in, by how many signs stand where no
writer puts them.

Example:
    >>> guess_encoding("Le ministre a été reçu à l’Élysée, où il s’est tu.".encode("cp1252")).encoding
    'cp1252'
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import islice

SAMPLE = 200_000
USUAL = "cp1252"
TAKE_AS = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252",
    "iso-8859-15": "cp1252", "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874",
    "shift_jis": "cp932", "euc-kr": "cp949", "gb2312": "gb18030", "gbk": "gb18030",
    "iso-8859-8-i": "iso-8859-8",
}  # fmt: skip
"""What pages that declare these really hold, as the web's own standard has it."""
FEW = 0.01
"""A smaller share of letters outside ASCII than any language but English writes."""
MOST_ODD = 0.25
MOST_SIGNS = 5000
_TYPOGRAPHIC = frozenset("‘’‚“”„«»‹›–—…•·§©®™°€£¿¡№\u00a0\u00ad\u200e\u200f")


@dataclass(frozen=True, slots=True)
class Guess:
    """An encoding in which the bytes are whole text, and the share of odd signs outside ASCII."""

    encoding: str
    text: str
    odd: float


def guess_encoding(content: bytes) -> Guess | None:
    """Return the encoding in which the bytes read best; None if they read well in none."""
    import cchardet

    sample = content[:SAMPLE]
    named = str(cchardet.detect(sample)["encoding"] or "").lower()
    named = named.replace("windows-", "cp").replace("ibm", "cp")  # as Python writes them
    # the detector knows one Cyrillic KOI8; where they differ, the letters are Ukrainian
    names = [named, "koi8-u"] if named == "koi8-r" else [named]
    found = [g for name in [*names, USUAL] if (g := _read(content, TAKE_AS.get(name, name)))]
    if not found or min(g.odd for g in found) > MOST_ODD:
        found += [g for g in [_second_opinion(content, sample)] if g]
    if not found:
        return None
    best = min(found, key=lambda g: g.odd)
    usual = next((g for g in found if g.encoding == USUAL), None)
    if usual and usual.odd <= best.odd and (usual.text == best.text or _few(usual.text)):
        best = usual
    return best if best.odd <= MOST_ODD else None


def _read(content: bytes, name: str) -> Guess | None:
    try:
        text = content.decode(name)
    except (UnicodeError, LookupError):
        return None
    return Guess(name, text, _odd(text[:SAMPLE]))


def _second_opinion(content: bytes, sample: bytes) -> Guess | None:
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return _read(content, best.encoding) if best else None


def _few(text: str) -> bool:
    """Tell whether hardly any letter of a text lies outside ASCII."""
    sample = text[:SAMPLE]
    letters = sum(map(str.isalpha, sample))
    outside = sum(sign.isalpha() and not sign.isascii() for sign in sample)
    return outside < FEW * letters


def _odd(text: str) -> float:
    """Return which share of the signs outside ASCII stand where no writer puts them."""
    latin = sum(sign.isascii() and sign.isalpha() for sign in text)
    outside = [n for n, sign in enumerate(text) if not sign.isascii()]
    mostly_latin = latin > len(outside)
    places = list(islice(outside, MOST_SIGNS))
    odd = sum(_is_odd(text, place, latin=mostly_latin) for place in places)
    return odd / len(places) if places else 0.0


def _is_odd(text: str, place: int, *, latin: bool) -> bool:
    sign = text[place]
    if sign in _TYPOGRAPHIC:
        return False
    if not sign.isalpha():
        return not unicodedata.category(sign).startswith("M")
    if latin and not unicodedata.name(sign, "").startswith("LATIN"):
        return True
    before = text[place - 1] if place else " "
    return sign.isupper() and before.islower()
