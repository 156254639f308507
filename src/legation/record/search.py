"""Full text over the record: words, phrases, AND by default, facets, snippets.

The index (tantivy, in `text/`) is derived: it follows the change log by a watermark, catches
up when it is asked, and can be deleted. One entry is one sentence of main text.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import tantivy

from legation.errors import UsageError
from legation.record.actors import actor_ids
from legation.record.select import SUPPORT, first_day, last_day
from legation.record.space import saying_full
from legation.record.store import Store
from legation.vocabulary import Span
from legation.vocabulary.placed import Placed

KINDS = ("sentence", "statement")
VERSION = 2
MOST_FACETS = 10_000
EARLIEST, LATEST = 1_01_01, 9999_12_31
"""Days as numbers; a document without a date has 0 and is in no interval."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is narrowed to; None leaves it open. Days are ISO text, both ends included."""

    speaker: str | None = None
    actor: str | None = None
    kind: str | None = None
    after: str | None = None
    before: str | None = None
    outlet: str | None = None
    document: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits and, if asked for, how many there are in all by facet."""

    total: int
    hits: tuple[dict[str, Any], ...]
    facets: dict[str, dict[str, int]]


class Search:
    """The full-text index of one record."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._index: tantivy.Index | None = None

    def find(
        self,
        query: str,
        filters: Filters | None = None,
        *,
        limit: int = 50,
        offset: int = 0,
        ranked: bool = False,
    ) -> Found:
        """Find sentences of main text; newest first, or best first if `ranked`.

        Words must all stand in the sentence; "a phrase" as it is; OR, NOT and brackets work.

        Raises:
            UsageError: if the query cannot be read; it points at the place.
        """
        index = self.catch_up()
        searcher = index.searcher()
        wanted = self._narrow(index, query, filters or Filters())
        field = None if ranked else "day"
        found = searcher.search(wanted, limit=max(1, limit), offset=offset, order_by_field=field)
        hits = []
        for _, address in found.hits[:limit]:
            stored = searcher.doc(address)
            hits.append(self._hit(str(stored.get_first("sentence"))))
        total = int(found.count or 0)  # type: ignore[attr-defined] # its stubs leave this out
        return Found(total, tuple(h for h in hits if h), {})

    def facets(self, query: str, filters: Filters | None = None) -> dict[str, dict[str, int]]:
        """Count the hits of a query by outlet, actor, speaker, kind and year."""
        index = self.catch_up()
        wanted = self._narrow(index, query, filters or Filters())
        terms = {
            name: {"terms": {"field": name, "size": MOST_FACETS}}
            for name in ("outlet", "actor", "speaker", "kind", "year")
        }
        counted = index.searcher().aggregate(wanted, terms)
        return {
            name: {str(b["key"]): int(b["doc_count"]) for b in found["buckets"] if str(b["key"])}
            for name, found in counted.items()
        }

    def _narrow(self, index: tantivy.Index, query: str, filters: Filters) -> tantivy.Query:
        wanted = _with_filters(index, _parse(index, query), filters)
        if filters.actor is None:
            return wanted
        terms = [
            (tantivy.Occur.Should, tantivy.Query.term_query(index.schema, "actor", actor))
            for actor in actor_ids(self.store, filters.actor)
        ]
        anyone = tantivy.Query.boolean_query(terms)
        return tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, wanted), (tantivy.Occur.Must, anyone)]
        )

    def _hit(self, sentence: str) -> dict[str, Any] | None:
        row = next(self.store.query(_HIT, (sentence,)), None)
        if row is None:
            return None
        inside = self.store.query(_STATEMENTS_IN, (row["document"], row["end"], row["start"]))
        return row | {"statements": list(inside)}

    # --- keeping up with the record ----------------------------------------------------------

    def catch_up(self) -> tantivy.Index:
        """Bring the index up to the record's last change and return it."""
        index = self._open()
        mark = self._mark()
        newest = self.store.one("select coalesce(max(seq), 0) from changes")
        if mark == newest:
            return index
        with saying_full(self.store.folder.root, "the full-text index"):
            return self._follow(index, mark, newest)

    def _follow(self, index: tantivy.Index, mark: int, newest: int) -> tantivy.Index:
        try:
            writer = index.writer(heap_size=64_000_000, num_threads=1)
        except ValueError:  # another process is catching up; what there is serves until it has
            return index
        changed = [
            row["document"]
            for row in self.store.query(
                "select distinct document from changes where seq > ?", (mark,)
            )
        ]
        for document in changed:
            if mark:
                writer.delete_documents("document", document)
            for entry in self._entries(document):
                writer.add_document(entry)
        writer.commit()
        writer.wait_merging_threads()
        self._set_mark(newest)
        index.reload()
        return index

    def _entries(self, document: str) -> Iterator[tantivy.Document]:
        facts = next(self.store.query(_FACTS, (document,)), None)
        if facts is None:
            return
        said = Placed(self.store.query(_SAID, (document, document)), _span_of)
        meant = Placed(self.store.query(_MEANT, (document,)), _span_of)
        for row in self.store.query(_SENTENCES, (document,)):
            inside = said.overlapping(_span_of(row))
            day = (facts["published_earliest"] or "").replace("-", "")
            yield tantivy.Document(
                sentence=row["id"],
                document=document,
                words=row["words"],
                kind=["sentence", *(["statement"] if inside else [])],
                speaker=sorted({s["name"] or s["source"] or "" for s in inside}),
                said_by=sorted({n for s in inside for n in (s["name"], s["source"]) if n}),
                actor=_actors_in(meant.overlapping(_span_of(row)), inside),
                outlet=facts["outlet"] or "",
                language=facts["language"] or "",
                year=day[:4] or "unknown",
                day=int(day or 0),
            )

    def _open(self) -> tantivy.Index:
        folder = self.store.folder.text
        if self._index is None:
            if self._mark() == 0:
                shutil.rmtree(folder, ignore_errors=True)
            with saying_full(self.store.folder.root, "the full-text index"):
                folder.mkdir(parents=True, exist_ok=True)
                self._index = tantivy.Index(_schema(), path=str(folder))
            self._index.register_tokenizer("words", _tokenizer())
        return self._index

    def _mark(self) -> int:
        try:
            kept = json.loads(
                (self.store.folder.text / "legation.json").read_text(encoding="utf-8")
            )
        except (OSError, ValueError):
            return 0
        return int(kept["seq"]) if kept.get("version") == VERSION else 0

    def _set_mark(self, seq: int) -> None:
        file = self.store.folder.text / "legation.json"
        temporary = file.with_suffix(".tmp")
        temporary.write_text(json.dumps({"version": VERSION, "seq": seq}), encoding="utf-8")
        temporary.replace(file)


_HIT = """
select s.id, s.document, s."start", s."end", s.words, d.title, d.published, d.outlet, d.path, d.url
from sentences s join documents d on d.id = s.document where s.id = ?
"""
_STATEMENTS_IN = f"""
select s.id, s.source, s.cue, s.content, s.manner, s.speaker, a.name as speaker_name, s.on_behalf_of,
    {SUPPORT}
from statements s left join actors a on a.id = s.speaker
where s.document = ? and s."start" < ? and s."end" > ? order by s."start"
"""  # noqa: S608 - SQL of our own
_FACTS = "select outlet, language, published_earliest from documents where id = ?"
_SAID = """
select s.document, s."start", s."end", s.source, s.speaker, s.on_behalf_of, m.name
from statements s
left join (select actor, max(name) as name from mentions where document = ? group by actor) m
    on m.actor = s.speaker
where s.document = ? order by s.id
"""
_MEANT = 'select document, "start", "end", actor, on_behalf_of from mentions where document = ? and actor is not null and place = 0'
_SENTENCES = (
    'select id, document, words, "start", "end" from sentences where document = ? order by position'
)


def _span_of(row: dict[str, Any]) -> Span:
    return Span(row["document"], row["start"], row["end"])


def _actors_in(meant: list[dict[str, Any]], said: list[dict[str, Any]]) -> list[str]:
    """Return whom a sentence names, and who says it for whom."""
    found = [m["actor"] for m in meant] + [m["on_behalf_of"] for m in meant]
    found += [s["speaker"] for s in said] + [s["on_behalf_of"] for s in said]
    return sorted({actor for joined in found if joined for actor in joined.split(";")})


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("words", tokenizer_name="words")
    builder.add_text_field("said_by", tokenizer_name="words")
    for name in ("sentence", "document"):
        builder.add_text_field(name, stored=name == "sentence", tokenizer_name="raw")
    for name in ("kind", "actor", "speaker", "outlet", "language", "year"):
        builder.add_text_field(name, tokenizer_name="raw", fast=True)
    builder.add_integer_field("day", indexed=True, fast=True)
    return builder.build()


def _tokenizer() -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    return builder.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.ascii_fold()).build()


def _parse(index: tantivy.Index, query: str) -> tantivy.Query:
    if not query.strip():
        return tantivy.Query.all_query()
    try:
        return index.parse_query(query, ["words"], conjunction_by_default=True)
    except ValueError as error:
        raise UsageError(
            f"query {query!r}", found=str(error), expected='words, "a phrase", AND, OR, NOT, ( )',
            do="put words with : or other signs in quotation marks",
        ) from error  # fmt: skip


def _with_filters(index: tantivy.Index, query: tantivy.Query, filters: Filters) -> tantivy.Query:
    if filters.kind not in (None, *KINDS):
        raise UsageError(
            "kind", found=repr(filters.kind), expected=" or ".join(KINDS), do="leave it out for all"
        )
    must = [query]
    for name in ("kind", "outlet", "document", "language"):
        value = getattr(filters, name)
        if value is not None:
            must.append(tantivy.Query.term_query(index.schema, name, value))
    if filters.speaker is not None:
        name = '"' + filters.speaker.replace('"', " ") + '"'
        must.append(index.parse_query(name, ["said_by"]))
    if filters.after or filters.before:
        low = int(first_day(filters.after).replace("-", "")) if filters.after else EARLIEST
        high = int(last_day(filters.before).replace("-", "")) if filters.before else LATEST
        kind = tantivy.FieldType.Integer
        must.append(tantivy.Query.range_query(index.schema, "day", kind, low, high))
    if len(must) == 1:
        return query
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, part) for part in must])
