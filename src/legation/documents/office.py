"""Readers of PDF, Word and mail: text and lines by their libraries."""

from __future__ import annotations

import io
import re
import zipfile
from email import message_from_bytes, policy
from typing import Any

from legation.documents.entries import check_size, limit_bytes
from legation.documents.html import flatten_html
from legation.documents.layout import Layout, Line, plain_lines
from legation.errors import EmptyError, EncryptedError, TooLargeError, UnreadableError
from legation.vocabulary import Origin

FEWEST_LETTERS = 20
PARTS_AT_MOST = 4
"""How often the limit of one document the parts of a Word file, pictures too, may be in all."""


def read_pdf(content: bytes, origin: Origin) -> Layout:
    """Return a PDF's text page by page, its lines joined to paragraphs.

    Raises:
        EncryptedError: if it needs a password.
        EmptyError: if its pages are pictures.
        UnreadableError: if it is broken.
    """
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise EncryptedError(
                origin.path, found="a PDF with a password", expected="one without",
                do="take the password off and add it again",
            ) from error  # fmt: skip
        raise UnreadableError(
            origin.path, found=f"a broken PDF ({error})", expected="a whole one"
        ) from error
    try:
        pages = [_page_text(page) for page in pdf]
        facts = pdf.get_metadata_dict(skip_empty=True)
        count = len(pdf)
    finally:
        pdf.close()
    text = "\n\f".join(pages)
    if sum(sign.isalpha() for sign in text) < FEWEST_LETTERS:
        raise EmptyError(
            origin.path, found=f"{count} pages without text (scanned pictures?)", expected="words",
            do="run text recognition on it first",
        )  # fmt: skip
    dates = [
        (f"pdf:{name}", facts[key])
        for key, name in (("CreationDate", "created"), ("ModDate", "modified"))
        if facts.get(key)
    ]
    named = {"title": facts.get("Title", ""), "author": facts.get("Author", "")}
    return Layout(
        text, _pdf_lines(text, pages), {k: v for k, v in named.items() if v}, tuple(dates)
    )


def _page_text(page: Any) -> str:  # noqa: ANN401 - pypdfium2 ships no types
    # text that overflows a line is put on the next by a carriage return; U+FFFE marks a soft
    # hyphen at a line's end
    words = page.get_textpage().get_text_range().replace("\r\n", "\n").replace("\r", "\n")
    return str(words).replace("\ufffe", "-")


def _pdf_lines(text: str, pages: list[str]) -> tuple[Line, ...]:
    """Return paragraphs, and lines that repeat at the edges of pages apart, marked as furniture."""
    heads: dict[str, int] = {}
    for page in pages:
        lines = [line.strip() for line in page.split("\n") if line.strip()]
        for edge in {_running(line) for line in (*lines[:2], *lines[-2:])}:
            heads[edge] = heads.get(edge, 0) + 1
    repeated = {edge for edge, count in heads.items() if count >= 2 and count > len(pages) / 2}
    result: list[Line] = []
    for found in plain_lines(text):
        words = text[found.start : found.end]
        if _running(words) in repeated:
            result.append(Line(found.start, found.end, "furniture", "running head"))
        else:
            result.append(found)
    return tuple(result)


def _running(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def read_docx(content: bytes, origin: Origin) -> Layout:
    """Return a Word file's paragraphs and table cells in order.

    Raises:
        TooLargeError: if its parts are over the limits.
        UnreadableError: if it is broken, or no Word file.
    """
    import docx
    from docx.table import Table

    _check_parts(content, origin.path)
    try:
        document = docx.Document(io.BytesIO(content))
    except (KeyError, ValueError, zipfile.BadZipFile, SyntaxError, OSError) as error:
        raise UnreadableError(
            origin.path, found=f"a broken Word file ({error})", expected="a whole one"
        ) from error
    parts: list[str] = []
    lines: list[Line] = []
    size = 0
    for item in document.iter_inner_content():
        cells = _cells(item) if isinstance(item, Table) else [(item.text, _style(item))]
        for words, tag in cells:
            if words.strip():
                start = size + len(words) - len(words.lstrip())
                lines.append(Line(start, size + len(words.rstrip()), tag))
            parts.append(words + "\n\n")
            size += len(words) + 2
    core = document.core_properties
    facts = {"title": core.title or "", "author": core.author or ""}
    dates = [("docx:created", core.created.isoformat())] if core.created else []
    if core.modified:
        dates.append(("docx:modified", core.modified.isoformat()))
    return Layout("".join(parts), tuple(lines), {k: v for k, v in facts.items() if v}, tuple(dates))


def _check_parts(content: bytes, where: str) -> None:
    """Refuse a Word file whose parts, all of which are read at once, would fill the memory.

    The sizes are those that the archive declares; reading ends where the declared size does.
    """
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UnreadableError(
            where, found=f"a broken Word file ({error})", expected="a whole one"
        ) from error
    total = 0
    for part in parts:
        total += part.file_size
        check_size(part.file_size, part.compress_size, f"{where}!/{part.filename}", most=limit_bytes())  # fmt: skip
    if total > PARTS_AT_MOST * limit_bytes():
        raise TooLargeError(
            where, found=f"{total / 1e6:.0f} MB in its parts",
            expected=f"at most {PARTS_AT_MOST * limit_bytes() / 1e6:.0f} MB",
            do="save its text alone, or set LEGATION_MAX_MB higher",
        )  # fmt: skip


def _style(paragraph: Any) -> str:  # noqa: ANN401 - python-docx ships no types
    name = (paragraph.style.name or "").lower() if paragraph.style is not None else ""
    return "h2" if name.startswith("heading") else "h1" if name == "title" else ""


def _cells(table: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - python-docx ships no types
    seen: set[int] = set()
    cells = []
    for row in table.rows:
        for cell in row.cells:
            if id(cell._tc) not in seen:  # noqa: SLF001 - a merged cell comes once for each column
                seen.add(id(cell._tc))  # noqa: SLF001 - as above
                cells.append((cell.text, ""))
    return cells


def read_mail(content: bytes, origin: Origin) -> Layout:
    """Return a message's plain body, or its HTML body flattened; headers become facts.

    Raises:
        EmptyError: if it has no body to read.
    """
    message: Any = message_from_bytes(content, policy=policy.default)
    facts = {"title": _header(message, "subject"), "author": _header(message, "from")}
    day = _header(message, "date")
    dates = (("mail:published:date", day),) if day else ()
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        raise EmptyError(origin.path, found="a message without a body", expected="words")
    try:
        words = body.get_content()
    except (LookupError, UnicodeError):
        words = body.get_payload(decode=True).decode("cp1252", "replace")
    found = {k: v for k, v in facts.items() if v}
    if body.get_content_subtype() == "html":
        page = flatten_html(words)
        return Layout(page.text, page.lines, page.facts | found, dates)
    return Layout(words, _mail_lines(words), found, dates)


def _header(message: Any, name: str) -> str:  # noqa: ANN401 - the email package is typed loosely
    try:
        return " ".join(str(message.get(name, "") or "").split())
    except (ValueError, IndexError, AttributeError):  # headers that its parser trips over
        return ""


def _mail_lines(words: str) -> tuple[Line, ...]:
    """Mark quoted replies and what follows the signature's dashes as furniture."""
    signature = re.search(r"^-- ?$", words, re.MULTILINE)
    end = signature.start() if signature else len(words)
    result = []
    for line in plain_lines(words):
        quoted = words[line.start] == ">" or line.start >= end
        result.append(Line(line.start, line.end, "furniture", "mail") if quoted else line)
    return tuple(result)
