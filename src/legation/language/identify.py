"""The language of a text: by its script where a script tells, else by character statistics.

Example:
    >>> identify_language("Генеральный секретарь НАТО заявил, что союз готов к переговорам.")
    'ru'
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache
from typing import Any

FEWEST_LETTERS = 30
SAMPLE = 4000
LANGUAGES = (
    "en", "ru", "uk", "be", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "sk", "hu", "ro", "bg",
    "sr", "hr", "sl", "mk", "sq", "el", "tr", "az", "kk", "ky", "lt", "lv", "et", "fi", "sv", "no", "da",
    "is", "ar", "fa", "ur", "ps", "he", "hi", "bn", "zh", "ja", "ko", "vi", "id", "ms", "th", "ka", "hy", "mn",
)  # fmt: skip
_SCRIPTS = {
    "GEORGIAN": "ka", "ARMENIAN": "hy", "GREEK": "el", "HEBREW": "he", "HANGUL": "ko", "THAI": "th",
    "HIRAGANA": "ja", "KATAKANA": "ja", "DEVANAGARI": "hi", "BENGALI": "bn", "CJK": "zh",
}  # fmt: skip


def identify_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the text's language; None if there are too few letters."""
    letters = [sign for sign in text[:SAMPLE] if sign.isalpha()]
    scripts = Counter(unicodedata.name(sign, "?").split(" ")[0].split("-")[0] for sign in letters)
    if not scripts:
        return None
    script, count = scripts.most_common(1)[0]
    if script == "CJK" and scripts["HIRAGANA"] + scripts["KATAKANA"] > 0.1 * count:
        script = "HIRAGANA"
    if script in _SCRIPTS and count > len(letters) / 2:
        return _SCRIPTS[script]
    if len(letters) < FEWEST_LETTERS:
        return None
    code, _ = _identifier().classify(text[:SAMPLE])
    return str(code)


@cache
def _identifier() -> Any:  # noqa: ANN401 - py3langid ships no types
    import py3langid

    py3langid.set_languages(list(LANGUAGES))
    return py3langid
