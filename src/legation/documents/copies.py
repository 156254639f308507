"""Copies of one text: signatures that can be stored, and clusters of near copies.

Shared five-word shingles of a sample find candidates; the share of the shorter one's shingles that
stand in the longer one decides. A signature holds both, so that clustering needs no texts.

Example:
    >>> text = " ".join(f"word{n}" for n in range(80))
    >>> cluster_copies({"a": copy_signature(text), "b": copy_signature("Wire. " + text)})
    [['a', 'b']]
"""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

SHINGLE = 5
KEPT = 256
CONTAINED = 0.5
_WORD = re.compile(r"\w+")

Hashes = NDArray[np.uint64]


def copy_signature(text: str) -> bytes:
    """Return a signature of a text: its KEPT smallest shingle hashes and how many it has.

    The smallest hashes are a sample that two texts draw alike, so overlap and containment can
    be told from signatures alone (Broder 1997, "On the resemblance and containment of
    documents"). Empty for a text under SHINGLE words.
    """
    words = _WORD.findall(text.lower())
    shingles = {" ".join(words[n : n + SHINGLE]) for n in range(len(words) - SHINGLE + 1)}
    hashes = sorted(
        int.from_bytes(blake2b(shingle.encode(), digest_size=8).digest(), "little")
        for shingle in shingles
    )
    if not hashes:
        return b""
    return struct.pack(f"<I{min(KEPT, len(hashes))}Q", len(hashes), *hashes[:KEPT])


def cluster_copies(signatures: Mapping[str, bytes]) -> list[list[str]]:
    """Return the clusters of two or more texts of which one is mostly contained in another."""
    samples = {key: _sample(signature) for key, signature in signatures.items() if signature}
    parent = {key: key for key in samples}

    def root(key: str) -> str:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for one, other in _candidates(samples):
        if root(one) != root(other) and _containment(samples[one], samples[other]) >= CONTAINED:
            parent[max(root(one), root(other))] = min(root(one), root(other))
    clusters: dict[str, list[str]] = {}
    for key in sorted(samples):
        clusters.setdefault(root(key), []).append(key)
    return [cluster for cluster in clusters.values() if len(cluster) > 1]


Sample = tuple[int, Hashes]


def _sample(signature: bytes) -> Sample:
    return struct.unpack_from("<I", signature)[0], np.frombuffer(signature, "<u8", offset=4)


MOST_SHARING = 50
"""A shingle in more texts than this is a phrase of the genre, not a sign of copying."""


def _candidates(samples: Mapping[str, Sample]) -> set[tuple[str, str]]:
    """Return pairs that share at least three of their sampled shingles."""
    holders: dict[int, list[str]] = {}
    for key, (_, hashes) in samples.items():
        for value in hashes[: KEPT // 2].tolist():
            holders.setdefault(value, []).append(key)
    shared: dict[tuple[str, str], int] = {}
    for keys in holders.values():
        if 2 <= len(keys) <= MOST_SHARING:
            for n, one in enumerate(keys):
                for other in keys[n + 1 :]:
                    shared[one, other] = shared.get((one, other), 0) + 1
    return {pair for pair, count in shared.items() if count >= 3}


def _containment(one: Sample, other: Sample) -> float:
    """Estimate the share of the smaller text's shingles that stand in the larger.

    Both samples are the smallest hashes, so below the lower of their two largest values each
    is complete, and the overlap there is an unbiased view of the whole.
    """
    (count, few), (other_count, many) = sorted((one, other), key=lambda sample: sample[0])
    whole = [s[0] <= KEPT for s in ((count, few), (other_count, many))]
    bounds = [h[-1] for h, all_ in zip((few, many), whole, strict=True) if not all_]
    bound = min(bounds) if bounds else np.uint64(0xFFFFFFFFFFFFFFFF)
    seen = few[few <= bound]
    return float(np.isin(seen, many).sum() / len(seen)) if len(seen) else 0.0
