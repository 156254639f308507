"""Bytes to text: byte-order mark, what is declared, strict UTF-8, then a guess that is said.

Example:
    >>> decode("Żółć".encode("cp1250"), "a.txt", "cp1250")
    Decoded(text='Żółć', encoding='cp1250', note='')
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from legation.documents.guess import TAKE_AS, guess_encoding
from legation.errors import EncodingError, UsageError

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
_OFF_BY_FEW = 0.1
"""UTF-8 with at most this share of broken signs is UTF-8 that was damaged, not something else."""
_FEWEST_LETTERS = 5
"""Letters a broken sign, above which a text is still worth reading."""


class Decoded(NamedTuple):
    """The text of some bytes, the encoding that was used, and what is odd about it ("": nothing)."""

    text: str
    encoding: str
    note: str = ""


def known_encoding(name: str | None) -> str | None:
    """Return the name if Python knows it as an encoding of text.

    Raises:
        UsageError: if not.
    """
    if name is not None:
        try:
            "".encode(name)
        except (LookupError, UnicodeError, ValueError) as error:
            raise UsageError(
                "encoding", found=repr(name), expected="an encoding that Python knows",
                do="such as utf-8, cp1251, iso-8859-2",
            ) from error  # fmt: skip
    return name


def decode(
    content: bytes,
    where: str,
    encoding: str | None,
    *,
    declared: str | None = None,
    declared_in_head: bool = False,
) -> Decoded:
    """Return the text of some bytes and the encoding that was used.

    Every code point stays as it is, null bytes too; only a byte-order mark is taken off.

    Args:
        content: the bytes.
        where: the name under which an error tells of them.
        encoding: the one to use, whatever they look like.
        declared: what their carrier says of them (an HTTP header); believed if it can be.
        declared_in_head: whether the first 4096 bytes may declare one, as HTML and XML do.

    Raises:
        EncodingError: if they are no text, or not in the encoding given.
    """
    if encoding:
        return Decoded(_strictly(content, encoding, where), encoding)
    for mark, name in _BOMS:
        if content.startswith(mark):
            return Decoded(_strictly(content, name, where), name)
    _refuse_binary(content, where)
    found = _DECLARED.search(content[:4096]) if declared_in_head else None
    said = [d.lower() for d in (declared, found[1].decode("ascii") if found else None) if d]
    names = ["utf-8", *(TAKE_AS.get(name, name) for name in said)]
    done = _first(content, names) or _damaged(content) or _guess(content, where)
    for name in said:
        note = _contradiction(name, done)
        if note:
            return done._replace(note="; ".join(filter(None, (note, done.note))))
    return done


def check_encoding(chunks: Iterable[bytes], encoding: str, where: str) -> Iterator[bytes]:
    """Hand on the chunks of a text, and see that they are in an encoding.

    Raises:
        EncodingError: at the first byte that is not.
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    passed = 0
    for chunk in chunks:
        _decode_chunk(decoder, chunk, passed, encoding, where)
        passed += len(chunk)
        yield chunk
    _decode_chunk(decoder, b"", passed, encoding, where, final=True)


def _decode_chunk(
    decoder: codecs.IncrementalDecoder,
    chunk: bytes,
    passed: int,
    encoding: str,
    where: str,
    *,
    final: bool = False,
) -> None:
    try:
        decoder.decode(chunk, final=final)
    except UnicodeError as error:
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
        raise _not_in(encoding, where, passed + start) from error


def _not_in(encoding: str, where: str, byte: int) -> EncodingError:
    return EncodingError(
        where, found=f"bytes that are not {encoding} (the first at byte {byte})", expected=encoding,
        do="name another with --encoding, or leave it out to have it found",
    )  # fmt: skip


def _strictly(content: bytes, encoding: str, where: str) -> str:
    try:
        return content.decode(encoding)
    except LookupError as error:
        raise EncodingError(
            where, found=f"encoding {encoding!r}", expected="an encoding that Python knows",
            do="such as utf-8, cp1251, iso-8859-2",
        ) from error  # fmt: skip
    except UnicodeError as error:
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
        raise _not_in(encoding, where, start) from error


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


def _first(content: bytes, names: Iterable[str]) -> Decoded | None:
    """Return the text in the first of these encodings in which the bytes are whole."""
    for name in names:
        try:
            return Decoded(content.decode(name), name)
        except (UnicodeError, LookupError):
            continue
    return None


def _damaged(content: bytes) -> Decoded | None:
    """Return the text of UTF-8 with a few broken signs, each replaced by U+FFFD and counted."""
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd") - content.count("\ufffd".encode())
    whole = sum(1 for sign in text if sign > "\x7f") - text.count("\ufffd")
    if broken > _OFF_BY_FEW * (whole + broken):
        return None
    return Decoded(text, "utf-8", _replaced(broken))


def _guess(content: bytes, where: str) -> Decoded:
    found = guess_encoding(content)
    if found:
        return Decoded(found.text, found.encoding)
    text = content.decode("utf-8", "replace")
    ascii_letters = sum(sign.isascii() and sign.isalpha() for sign in text)
    broken = text.count("\ufffd")
    if ascii_letters > _FEWEST_LETTERS * broken:
        return Decoded(text, "utf-8", _replaced(broken))
    raise EncodingError(
        where, found="bytes in no encoding that can be told", expected="text",
        do="name the encoding with --encoding",
    )  # fmt: skip


def _replaced(broken: int) -> str:
    return f"{broken} broken {'sign' if broken == 1 else 'signs'} replaced by U+FFFD"


def _contradiction(said: str, done: Decoded) -> str:
    """Tell that a declared encoding is not the one that was used, where that makes a difference."""
    try:
        meant = {codecs.lookup(name).name for name in (said, TAKE_AS.get(said, said))}
    except LookupError:
        return f"declares {said!r}, which is no encoding; read as {done.encoding}"
    if codecs.lookup(done.encoding).name in meant or done.text.isascii():
        return ""
    return f"declares {said}, but its bytes are {done.encoding}"
