"""Words of a candidate as numbers of a table: what stands around the marked words, hashed.

They see what single states blur: which very words, in which order, on which side of whom. Training
and run time use this module alike. Example: `len(buckets(["Ghana", "condemned", "Togo"],
[(0, 1)], [(2, 3)], []))`.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence

BUCKETS = 1 << 14
Range = tuple[int, int]
_ACTOR, _RECIPIENT = "<a>", "<r>"


def buckets(
    words: Sequence[str],
    actor: Sequence[Range],
    recipient: Sequence[Range],
    told: Sequence[Range],
) -> list[int]:
    """Return the buckets of a candidate's features, each in [0, BUCKETS), sorted, none twice.

    Args:
        words: the sentence.
        actor: [first, last) words of the actors.
        recipient: of the recipients.
        told: of the words that tell the event.
    """
    names = features(words, actor, recipient, told)
    return sorted({zlib.crc32(name.encode()) % BUCKETS for name in names})


def features(
    words: Sequence[str],
    actor: Sequence[Range],
    recipient: Sequence[Range],
    told: Sequence[Range],
) -> Iterator[str]:
    """Yield the features by name: words and pairs with the roles masked, and where they stand."""
    low = _masked(words, actor, recipient)
    for word in low:
        yield word
        if len(word) > 5:
            yield f"{word[:5]}*"
    for before, after in zip(["^", *low], [*low, "$"], strict=True):
        yield f"{before} {after}"
    if _ACTOR in low and _RECIPIENT in low:
        first, second = sorted((low.index(_ACTOR), low.index(_RECIPIENT)))
        order = ">" if low[first] == _ACTOR else "<"
        for word in low[first + 1 : second]:
            yield f"{order} {word[:6]}"
    for start, end in told:
        for word in words[start:end]:
            yield f"! {word.lower()}"
            yield f"! {word.lower()[:5]}*"


def _masked(words: Sequence[str], actor: Sequence[Range], recipient: Sequence[Range]) -> list[str]:
    """Lower case, each marked stretch one word, figures alike."""
    role: dict[int, str] = {}
    for name, ranges in ((_RECIPIENT, recipient), (_ACTOR, actor)):
        for start, end in ranges:
            role.update(dict.fromkeys(range(start, end), name))
    out: list[str] = []
    for number, word in enumerate(words):
        name = role.get(number, "")
        if not name:
            out.append("#" if word[:1].isdigit() else word.lower())
        elif not out or out[-1] != name or role.get(number - 1) != name:
            out.append(name)
    return out
