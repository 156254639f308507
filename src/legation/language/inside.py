"""Roles inside what is said: each content is read once more as a text of its own.

The encoder gives a word one role, so in "She said that Oslo had promised to help" the promise is
hidden in her content. Read alone, "Oslo had promised to help" shows it. Example:
`read_inside(words, read_words(words, encoder).roles, encoder)`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from legation.language.encoder import Encoder
from legation.language.reader import Role, read_words
from legation.language.windows import Words

FEWEST = 8
"""Words of a content that can hold a statement of its own."""
_LEADS = frozenset("that \" “ „ « '' `` ‘ '".split())


def read_inside(words: Words, roles: Sequence[Role], encoder: Encoder) -> list[Role]:
    """Return the roles inside contents, in words of the document; no link leaves its content."""
    contents = list(_contents(words, roles))
    if not contents:
        return []
    inner = Words([], [], [], [])
    origin: list[int] = []
    starts: list[int] = []
    for number, (start, end) in enumerate(contents):
        starts.append(len(origin))
        origin += range(start, end)
        inner.texts.extend(words.texts[start:end])
        inner.spacing.extend(words.spacing[start:end])
        inner.paragraphs.extend([number] * (end - start))
        first = inner.sentences[-1] + 1 if inner.sentences else 0
        inner.sentences.extend(first + n - words.sentences[start] for n in words.sentences[start:end])  # fmt: skip
    found = []
    for role in read_words(inner, encoder).roles:
        home = bisect_right(starts, role.start)
        if home != bisect_right(starts, role.end - 1):
            continue
        cues = tuple((origin[cue], sure) for cue, sure in role.cues if bisect_right(starts, cue) == home)  # fmt: skip
        found.append(Role(role.kind, origin[role.start], origin[role.end - 1] + 1, role.confidence, cues))  # fmt: skip
    return found


def _contents(words: Words, roles: Sequence[Role]) -> Iterator[tuple[int, int]]:
    """Yield the contents that are long enough, without the words that lead them in."""
    for role in roles:
        start, end = role.start, role.end
        if role.kind != "content":
            continue
        while start < end and words.texts[start].lower() in _LEADS:
            start += 1
        if end - start >= FEWEST:
            yield start, end
