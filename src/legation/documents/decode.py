"""Bytes to text: byte-order mark, what is declared, strict UTF-8, then a guess that is said.

Example:
    >>> decode("Żółć".encode("cp1250"), "a.txt", "cp1250")
    ('Żółć', 'cp1250')
"""

from __future__ import annotations

import codecs
import re

from legation.errors import EncodingError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9._-]{2,40})""")
SAMPLE = 200_000
MOST_CONTROLS = 0.02
_TAKE_AS = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252"}
"""What pages that declare these really hold, as the web's own standard has it."""


def decode(
    content: bytes, where: str, encoding: str | None, *, declared_in_head: bool = False
) -> tuple[str, str]:
    """Return the text of some bytes and the encoding that was used.

    Every code point stays as it is, null bytes too; only a byte-order mark is taken off.

    Raises:
        EncodingError: if they are no text, or not in the encoding given.
    """
    if encoding:
        return _strictly(content, encoding, where), encoding
    for mark, name in _BOMS:
        if content.startswith(mark):
            return _strictly(content, name, where), name
    _refuse_binary(content, where)
    found = _DECLARED.search(content[:4096]) if declared_in_head else None
    declared = found[1].decode("ascii").lower() if found else None
    for name in filter(None, ("utf-8", _TAKE_AS.get(declared or "", declared))):
        try:
            return content.decode(name), name
        except (UnicodeDecodeError, LookupError):
            continue
    return _guess(content, where)


def _strictly(content: bytes, encoding: str, where: str) -> str:
    try:
        return content.decode(encoding)
    except LookupError as error:
        raise EncodingError(
            where, found=f"encoding {encoding!r}", expected="an encoding that Python knows",
            do="such as utf-8, cp1251, iso-8859-2",
        ) from error  # fmt: skip
    except UnicodeDecodeError as error:
        raise EncodingError(
            f"{where}, byte {error.start}", found=f"bytes that are not {encoding}", expected=encoding,
            do="name another with --encoding, or leave it out to have it found",
        ) from error  # fmt: skip


def _refuse_binary(content: bytes, where: str) -> None:
    """Refuse bytes with more control signs than any text has; null bytes here and there may be."""
    sample = content[:SAMPLE]
    controls = sum(
        sample.count(bytes([sign])) for sign in (*range(9), *range(14, 27), *range(28, 32))
    )
    if controls > MOST_CONTROLS * len(sample) and controls > 4:
        raise EncodingError(
            where, found=f"binary data ({controls} control bytes in {len(sample)})", expected="text",
            do="if it is text in an unusual encoding, name it with --encoding (such as utf-16-le)",
        )  # fmt: skip


def _guess(content: bytes, where: str) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    best = from_bytes(content[:SAMPLE]).best()
    for name in filter(None, (best.encoding if best else None, "cp1252")):
        try:
            return content.decode(name), name
        except (UnicodeDecodeError, LookupError):
            continue
    raise EncodingError(
        where, found="bytes in no encoding that can be told", expected="text",
        do="name the encoding with --encoding",
    )  # fmt: skip
