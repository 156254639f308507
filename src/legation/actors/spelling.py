"""One key for the spellings of a name: romanised by rule, then folded to what they share.

"Lavrov", "Lawrow" and "Лавров" have one key; so have "Zelensky", "Zelenskyy" and "Selenskyj".
The key is for matching only: names stay as the source wrote them.

Example:
    >>> spelling_key("Saakashvili") == spelling_key("Saakaschwili") == spelling_key("Саакашвили")
    True
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CYRILLIC = dict(
    zip(
        "абвгґдеєёжзиіїйклмнопрстуўфхцчшщъыьэюя",
        "a b v g g d e e e zh z i i i i k l m n o p r s t u u f kh ts ch sh shch . y . e yu ya".split(),
        strict=True,
    )
) | {"ђ": "dj", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz", "ә": "a", "қ": "k", "ң": "n", "ө": "o", "ү": "u", "ұ": "u", "һ": "h", "ғ": "g"}  # fmt: skip
_GEORGIAN = dict(
    zip(
        "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
        "a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch kh j h".split(),
        strict=True,
    )
)
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        "a v g d e z i th i k l m n x o p r s s t y f ch ps o".split(),
        strict=True,
    )
)
_LETTERS = {
    **_CYRILLIC, **_GEORGIAN, **_GREEK,
    "ł": "l", "ø": "o", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ə": "a",
    "’": "", "'": "", "‘": "", "ʼ": "", "`": "", ".": "",
}  # fmt: skip
_TABLE = str.maketrans({letter: "" if said == "." else said for letter, said in _LETTERS.items()})
_RULES = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (r"schtsch|shtch|chtch|shch|szcz|stsch", "sk"),
        (r"dsch|dzh", "j"),
        (r"dj", "d"),
        (r"(?<!t)sch", "sh"),
        (r"tsch|tch|cz|ch|kh|ck|q(?=u)|q", "k"),
        (r"sh|sz|zh|ts|tz|cs", "s"),
        (r"ph", "f"), (r"th", "t"), (r"gh", "g"), (r"gu(?=[ei])", "g"), (r"x", "ks"),
        (r"c(?=[eiy])", "s"), (r"c", "k"), (r"z", "s"), (r"w", "v"), (r"f+\b", "v"),
        (r"oo", "u"), (r"(?<=[aeiouyklmnrstvdgbp])h", ""),
        (r"(?<=[bdgkptv])er\b", "r"),
    )
)  # fmt: skip
_VOWELS = re.compile(r"[aeiouyj]+")
_DOUBLED = re.compile(r"(.)\1+")
_CASE_ENDING = re.compile(r"(?<=[ое]в|[иы]н|ск)(?:а|у|е|ым|ом|ого|ому|им|ий|ой)$")


def fold(words: str) -> str:
    """Return words in small plain Latin letters, romanised where they are in another script.

    Example:
        >>> fold("Radosław Sikorski"), fold("Грушко")
        ('radoslaw sikorski', 'grushko')
    """
    if words.isascii():
        return words.lower().replace("'", "").replace(".", "").replace("`", "")
    # composed first: й and ё are letters of their own, not и and е with a mark
    mapped = unicodedata.normalize("NFC", words).lower().translate(_TABLE)
    apart = unicodedata.normalize("NFKD", mapped).translate(_TABLE)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


@lru_cache(maxsize=100_000)
def spelling_key(word: str) -> str:
    """Return the key that the spellings of one name share.

    Vowel runs become the vowel that transliterations keep, sibilants become "s", and the ways
    to write a Slavic "v", "ch" and "sh" in English, French, German and Polish become one.
    """
    plain = fold(word)
    for pattern, said in _RULES:
        plain = pattern.sub(said, plain)
    plain = _VOWELS.sub(_vowel, plain)
    plain = _DOUBLED.sub(r"\1", plain)
    return re.sub(r"(?<=[ks])ov$", "iv", plain)


def _vowel(run: re.Match[str]) -> str:
    letters = run[0]
    if "u" in letters:
        return "u"
    if "o" in letters:
        return "o"
    if "a" in letters and not re.search(r"a[eiyj]", letters):
        return "a"
    return "i"


def is_spelling(one: str, other: str) -> bool:
    """Tell whether two given names may be one: same key, an initial, or one letter apart.

    Example:
        >>> is_spelling("S.", "Sergei"), is_spelling("Dmitry", "Dimitri"), is_spelling("Igor", "Sergei")
        (True, True, False)
    """
    a, b = fold(one), fold(other)
    if not a or not b:
        return False
    if a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]):
        return True
    a, b = spelling_key(one), spelling_key(other)
    return a == b or (min(len(a), len(b)) >= 4 and _one_apart(a, b))


def _one_apart(a: str, b: str) -> bool:
    """Tell whether one letter put in, left out or changed makes one word of the other."""
    if abs(len(a) - len(b)) > 1:
        return False
    n = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return n > 0 and (a[n + 1 :] == b[n:] or a[n:] == b[n + 1 :] or a[n + 1 :] == b[n + 1 :])


def base_form(word: str) -> str:
    """Return a Cyrillic surname without its case ending; other words as they are.

    Example:
        >>> base_form("Лавровым"), base_form("Lavrov")
        ('Лавров', 'Lavrov')
    """
    return _CASE_ENDING.sub("", word)
