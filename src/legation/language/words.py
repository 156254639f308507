"""Words of a sentence as Universal Dependencies cuts them, with exact spans.

Clitics stand alone ("is" "n't", "Lavrov" "'s"), marks stand alone, hyphens cut words, while
abbreviations, numbers and web addresses stay whole. Example: `words("He didn't.", 0)`.
"""

from __future__ import annotations

import regex

Piece = tuple[int, int]
_ABBREVIATION = (
    r"(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Gov|Sen|Rep|Pres|Amb|Hon|Rev|St|Jr|Sr|Inc|Corp|Co|Ltd|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|No|vs|etc|approx|est|cf|al|pp|Art)\."
)
_WORD = regex.compile(
    rf"""
    https?://\S*[\w/] | www\.\S*[\w/] | [\w.+-]+@[\w-]+(?:\.[\w-]+)+  # addresses
    | (?:\p{{L}}\.){{2,}}                                        # U.S., a.m.
    | \b{_ABBREVIATION}
    | \b\p{{Lu}}\.(?=\s*\p{{Lu}}\p{{Ll}})                         # an initial before a name
    | \d+(?:[.,:/]\d+)*(?:\p{{L}}+)?                              # 1,500  9/11  31st  1990s
    | n['’]t\b(?<=\p{{L}}n['’]t)
    | ['’](?:s|re|ve|ll|d|m)\b(?<=[\p{{L}}\d]['’](?:s|re|ve|ll|d|m))
    | can(?=not\b)
    | \p{{L}}[\p{{L}}\p{{M}}\d]*?(?=n['’]t\b)
    | \p{{L}}[\p{{L}}\p{{M}}\d]*(?:['’](?!(?:s|re|ve|ll|d|m)\b)\p{{L}}[\p{{L}}\p{{M}}]*)?
    | \.{{2,}} | -{{2,}} | _+ | ([!?])[!?]* | `` | '' | ["“”‘’«»()\[\]] | ([^\w\s])\2*
    | \S
    """,
    regex.VERBOSE,
)


def words(text: str, offset: int) -> list[Piece]:
    """Return [start, end) of each word, shifted by `offset`; every non-space sign is in one.

    Example:
        >>> [("He didn't say 'no' to the U.S."[a:b]) for a, b in words("He didn't say 'no' to the U.S.", 0)]
        ['He', 'did', "n't", 'say', "'", 'no', "'", 'to', 'the', 'U.S.']
    """
    return [
        (offset + found.start(), offset + found.end())
        for found in _WORD.finditer(text)
        if not found.group().isspace()  # separators of files, which regex takes for signs
    ]
