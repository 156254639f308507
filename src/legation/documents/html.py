"""HTML to text, by us, with offsets known by construction.

The page's elements become lines; scripts, styles, forms' insides and hidden elements are no
text. White space inside an element collapses to one space as on a screen; nothing is rewritten
afterwards. trafilatura votes on lines, it never supplies text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import lxml.html
from lxml import etree

from legation.documents.layout import Layout, Line
from legation.errors import EmptyError

SKIPPED = frozenset(
    "script style noscript template svg math head iframe object embed canvas select option textarea".split()
)
BREAKING = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre "
    "section summary table tbody td tfoot th thead title tr ul br button label".split()
)
DEEPEST = 1500
"""Elements inside one another that are kept; the parser ends at 2048."""
LARGEST_VOTE = 4_000_000
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][\w:-]*)[^<>]*>")
_SPACE = re.compile(r"[ \t\n\r\f\v]+")
_WORDS = re.compile(r"[a-z]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


class _Writer:
    """Collects text and lines while the tree is walked."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.size = 0
        self.lines: list[Line] = []
        self.start: int | None = None
        self.links = 0
        self.tag = ""
        self.hints = ""

    def write(self, words: str, *, linked: bool, tag: str, hints: str) -> None:
        collapsed = _SPACE.sub(" ", words)
        if self.start is None:
            collapsed = collapsed.lstrip(" ")
            if not collapsed.strip():
                return
            self.start, self.links, self.tag, self.hints = self.size, 0, tag, hints
        elif self.parts and self.parts[-1].endswith(" ") and collapsed.startswith(" "):
            collapsed = collapsed[1:]
        self.parts.append(collapsed)
        self.size += len(collapsed)
        self.links += len(collapsed) if linked else 0

    def end_line(self) -> None:
        if self.start is None:
            return
        whole = "".join(self.parts[self._first() :])
        end = self.size - (len(whole) - len(whole.rstrip()))
        self.lines.append(Line(self.start, end, self.tag, self.hints, self.links))
        self.parts.append("\n\n")
        self.size += 2
        self.start = None

    def _first(self) -> int:
        """Index of the first part of the open line."""
        size, index = self.size, len(self.parts)
        while index and size > (self.start or 0):
            index -= 1
            size -= len(self.parts[index])
        return index


def flatten_html(html: str) -> Layout:
    """Return a page's text with its lines, the facts of its head, and the dates it claims.

    Raises:
        EmptyError: if there is no element in it.
    """
    root = _parse(html)
    writer = _Writer()
    _walk(root, writer)
    writer.end_line()
    text = "".join(writer.parts)
    facts, dates = _metadata(root)
    voted = _vote(html, text, writer.lines)
    return Layout(text, voted, facts, dates)


def _parse(html: str) -> Any:  # noqa: ANN401 - lxml ships no types
    clean = html.replace("\x00", "\ufffd")
    # a declared encoding in a text that is decoded already makes lxml refuse it
    clean = re.sub(r"^\s*<\?xml[^>]*\?>", "", clean, count=1)
    try:
        parser = _parser()
        root = lxml.html.document_fromstring(clean, parser=parser)
        if any("depth" in str(entry.message).lower() for entry in parser.error_log):
            root = lxml.html.document_fromstring(_shallow(clean), parser=_parser())
    except (etree.ParserError, ValueError) as error:
        raise EmptyError(
            "the page", found="no element", expected="HTML with words in it"
        ) from error
    return root


def _parser() -> Any:  # noqa: ANN401 - lxml ships no types
    return lxml.html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)


def _shallow(html: str) -> str:
    """Leave out the tags that nest deeper than the parser goes: beyond, it drops the words too."""
    depth = 0

    def keep(found: re.Match[str]) -> str:
        nonlocal depth
        if found["name"].lower() in _VOID or found[0].endswith("/>"):
            return found[0]
        if found["close"]:
            depth -= depth > 0
            return found[0] if depth < DEEPEST else "\n"
        depth += 1
        return found[0] if depth <= DEEPEST else "\n"

    return _TAG.sub(keep, html)


def _walk(root: Any, writer: _Writer) -> None:  # noqa: ANN401 - lxml ships no types
    """Walk the tree without recursion: pages nest deeper than Python's stack."""
    stack: list[tuple[Any, str, bool, str, bool]] = [(root, "", False, "", False)]
    while stack:
        element, tag, linked, hints, leaving = stack.pop()
        name = element.tag if isinstance(element.tag, str) else ""
        breaks = name in BREAKING
        if leaving:
            if breaks:
                writer.end_line()
            if element.tail:
                writer.write(element.tail, linked=linked, tag=tag, hints=hints)
            continue
        if not name or name in SKIPPED or _is_hidden(element):
            if element.tail:
                writer.write(element.tail, linked=linked, tag=tag, hints=hints)
            continue
        inside_tag = name if breaks else tag
        inside_hints = _hints(element, hints, name)
        inside_linked = linked or name == "a"
        if breaks:
            writer.end_line()
        if element.text:
            writer.write(element.text, linked=inside_linked, tag=inside_tag, hints=inside_hints)
        stack.append((element, tag, linked, hints, True))
        stack.extend(
            (child, inside_tag, inside_linked, inside_hints, False) for child in reversed(element)
        )


def _is_hidden(element: Any) -> bool:  # noqa: ANN401 - lxml ships no types
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(element.get("style") or ""))
    )


def _hints(element: Any, outer: str, name: str) -> str:  # noqa: ANN401 - lxml ships no types
    own = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}".lower()
    words = " ".join([*_WORDS.findall(own)[:8], *([name] if name in _TELLING else [])])
    return f"{outer} {words}".strip()[-300:] if words else outer


_TELLING = frozenset(
    "nav aside footer header article main figure figcaption form ul ol li table".split()
)


# --- what the head says --------------------------------------------------------------------

_FACTS = {
    "og:title": "title", "twitter:title": "title", "dc.title": "title",
    "author": "author", "article:author": "author", "dc.creator": "author",
    "og:site_name": "outlet", "application-name": "outlet", "dc.publisher": "outlet",
    "og:url": "url",
}  # fmt: skip
_DATES = frozenset(
    "article:published_time og:published_time date dc.date dc.date.issued dcterms.created "
    "dcterms.issued datepublished pubdate publishdate publish_date sailthru.date parsely-pub-date "
    "citation_publication_date citation_date article.published cxenseparse:recs:publishtime".split()
)
_CHANGED = frozenset(
    "article:modified_time og:updated_time last-modified datemodified dcterms.modified".split()
)


def _metadata(root: Any) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:  # noqa: ANN401 - lxml ships no types
    facts: dict[str, str] = {}
    dates: list[tuple[str, str]] = []
    for meta in root.iter("meta"):
        name = str(meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        value = " ".join((meta.get("content") or "").split())
        if not value:
            continue
        if (name in _FACTS and not value.startswith("http")) or name == "og:url":
            facts.setdefault(_FACTS[name], value)
        elif name in _DATES or name in _CHANGED:
            kind = "modified" if name in _CHANGED else "published"
            dates.append((f"html:{kind}:{name}", value[:64]))
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            facts.setdefault("url", str(link.get("href")))
    for found in _linked_data(root):
        _read_linked_data(found, facts, dates)
    dates.extend(_time_elements(root))
    title = root.find(".//title")
    if title is not None and (title.text or "").strip():
        facts.setdefault("title", " ".join(title.text.split()))
    facts["language"] = (root.get("lang") or "")[:2].lower()
    return {k: v for k, v in facts.items() if v}, tuple(dict.fromkeys(dates))


def _time_elements(root: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - lxml ships no types
    """Yield the page's own `time` elements that say they are of the publication."""
    for time in root.iter("time"):
        around = (
            f"{time.get('class') or ''} {time.get('itemprop') or ''} {time.get('pubdate')}".lower()
        )
        if (
            time.get("datetime")
            and re.search(r"publish|posted|entry-date|pubdate", around)
            and "updated" not in around
        ):
            yield "html:published:time", str(time.get("datetime"))[:64]


def _linked_data(root: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - lxml ships no types
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            found = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue  # a broken block says nothing; the rest of the page does
        queue = [found]
        while queue:
            item = queue.pop()
            if isinstance(item, list):
                queue.extend(item)
            elif isinstance(item, dict):
                yield item
                queue.extend(v for k, v in item.items() if k in ("@graph", "mainEntity"))


def _read_linked_data(
    found: dict[str, Any], facts: dict[str, str], dates: list[tuple[str, str]]
) -> None:
    kind = str(found.get("@type", ""))
    if not re.search(r"Article|Posting|Report|WebPage", kind):
        return
    if "Page" not in kind:
        for key, name in (("headline", "title"), ("url", "url")):
            if isinstance(found.get(key), str):
                facts.setdefault(name, " ".join(found[key].split()))
        for key, name in (("publisher", "outlet"), ("author", "author")):
            value = found.get(key)
            value = value[0] if isinstance(value, list) and value else value
            value = value.get("name") if isinstance(value, dict) else value
            if isinstance(value, str):
                facts.setdefault(name, value)
    for key, role in (("datePublished", "published"), ("dateModified", "modified")):
        if isinstance(found.get(key), str):
            dates.append((f"html:{role}:json-ld", found[key][:64]))


# --- trafilatura's vote ----------------------------------------------------------------------


def _vote(html: str, text: str, lines: list[Line]) -> tuple[Line, ...]:
    """Mark each line with whether trafilatura would keep it; unasked if it finds nothing."""
    import trafilatura

    if len(html) > LARGEST_VOTE:
        return tuple(lines)
    try:
        kept = trafilatura.extract(
            html, include_comments=False, favor_recall=True, include_tables=True
        )
    except Exception:  # noqa: BLE001 - a vote that fails is no vote; the page is read without it
        kept = None
    if not kept:
        return tuple(lines)
    known = _squeeze(kept)
    return tuple(
        Line(x.start, x.end, x.tag, x.hints, x.links, _squeeze(text[x.start : x.end]) in known)
        for x in lines
    )


def _squeeze(words: str) -> str:
    return re.sub(r"\W+", "", words).lower()
