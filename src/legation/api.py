"""The public face of a record: open it, add documents, build, ask, prove.

Example:
    >>> import tempfile
    >>> with Record.open(tempfile.mkdtemp(), create=True) as rec:
    ...     rec.status()["documents"]
    0
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, overload

from legation.engines.reports import Added, Built, Removed
from legation.errors import UsageError
from legation.record.store import Store

if TYPE_CHECKING:
    from arro3.core import Table

    from legation.actors import AsOf
    from legation.negotiation.table import Issue, NegotiationTable
    from legation.record.diff import Difference
    from legation.record.search import Found
    from legation.record.show import Shown
    from legation.record.verify import Verified
    from legation.record.why import Why
    from legation.relations import EventRow

Watch = Callable[[str, int, int | None], None]


def open(folder: str | Path, *, create: bool = False) -> Record:  # noqa: A001 - reads as legation.open(...)
    """Open the record in `folder`; with `create`, make it if it is not there.

    Raises:
        NotARecordError: if the folder is no record.
        NewerRecordError: if a newer Legation wrote it.
    """
    return Record.open(folder, create=create)


class Record:
    """A record on disk. Readers see whole documents only; one process writes at a time."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @classmethod
    def open(cls, folder: str | Path, *, create: bool = False) -> Record:
        """See `legation.open`."""
        return cls(Store.open(Path(folder), create=create))

    def close(self) -> None:
        """Close the record."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def folder(self) -> Path:
        """The record's folder."""
        return self.store.folder.root

    # --- make ------------------------------------------------------------------------------

    def add(
        self,
        *paths: str | Path,
        meta: str | Path | None = None,
        published: str | None = None,
        encoding: str | None = None,
        column: str | None = None,
        again: bool = False,
        build: bool = True,
        workers: int | None = None,
        watch: Watch | None = None,
    ) -> Added:
        """Copy documents into the record and read them (`build=False`: only copy).

        Args:
            paths: files, folders (with all in them), or "-" for standard input.
            meta: a CSV of facts about the files; see `legation.documents.read_metadata_table`.
            published: when all of these were published (2009-04-01, 2009-04, 2009, or an
                interval 2009-04-01/2009-04-03); wins over what the texts say.
            encoding: read text in this encoding; text that is not in it is refused.
            column: the text column of CSV and JSON lines.
            again: bring back documents that were removed; else they stay so.
            build: whether to read them now.
            workers: processes; None for one a core.
            watch: called with (what is done, how far, of how much): ("adding 12", 12, None),
                then ("reading 3/40", …), where single long documents go on in between.
        """
        from legation.engines.intake import Intake

        with self.store.folder.writing():
            intake = Intake(
                self.store, meta=meta, published=published, encoding=encoding, column=column,
                again=again,
            )  # fmt: skip
            added = intake.take(paths, now=_now(), watch=watch)
            if build:
                added.built = self._build(workers=workers, watch=watch)
        return added

    def build(
        self, *, failed: bool = False, workers: int | None = None, watch: Watch | None = None
    ) -> Built:
        """Read what is new, and again what a changed document, rule or model made stale.

        `failed`: also what could not be read before.
        """
        with self.store.folder.writing():
            if failed:
                self.store.ask_again()
            return self._build(workers=workers, watch=watch)

    def _build(self, *, workers: int | None, watch: Watch | None) -> Built:
        from legation.engines.driver import build_stale

        return build_stale(self.store, workers=workers, watch=watch)

    def choose_coder(self, coder: str) -> None:
        """Say what reads statements from the next build on: a coder's NAME or NAME:VALUE.

        Raises:
            UsageError: if there is no such coder.
        """
        with self.store.folder.writing():
            self.store.folder.set_coder(coder)

    def stale(self) -> list[dict[str, Any]]:
        """Return the documents that a build would read, each with why."""
        from legation.engines.driver import stale_documents

        return [{k: row[k] for k in ("id", "path", "why")} for row in stale_documents(self.store)]

    def remove(self, document: str, *, why: str | None = None) -> Removed:
        """Remove a document and all that rests on it; a tombstone says so.

        Raises:
            NotFoundError: if no document's id, or more than one, begins with `document`.
        """
        from legation.engines.driver import remove_document

        with self.store.folder.writing():
            whole = self.store.resolve_id("documents", document)
            path = self.store.one("select path from documents where id = ?", (whole,))
            return Removed(whole, path, remove_document(self.store, whole, why=why, now=_now()))

    # --- ask -------------------------------------------------------------------------------

    def status(self) -> dict[str, Any]:
        """Return counts, what failed and why, and the versions in use."""
        from legation.engines.driver import describe

        return describe(self.store)

    def clear_failures(self) -> int:
        """Forget the failures of inputs that never came in; return how many there were.

        Those of documents in the record stay until they are read (`build(failed=True)`) or removed.
        """
        with self.store.folder.writing():
            return self.store.forget_inputs()

    def documents(self) -> Table:
        """Return the documents as an Arrow table."""
        return self.table("documents")

    def statements(
        self,
        *,
        speaker: str | None = None,
        actor: str | None = None,
        manner: str | None = None,
        after: str | None = None,
        before: str | None = None,
        document: str | None = None,
        distinct: bool = False,
    ) -> Table:
        """Return statements as an Arrow table, with their document's date, outlet and title.

        Args:
            speaker: words of the speaker's name, as the source wrote it or as resolved.
            actor: a state, organisation or person, by id or name: who says it, or for whom.
            manner: "direct", "mixed" or "indirect".
            after: ISO day; published on it or later. `before`: on it or earlier.
            before: see `after`.
            document: a document's id.
            distinct: leave out statements that stand in copies of another document.
        """
        from legation.record.export import arrow_table
        from legation.record.select import select_statements

        sql, parameters = select_statements(
            speaker=speaker, actors=self.actor_ids(actor) if actor else None, manner=manner, after=after, before=before, document=document,
            distinct=distinct,
        )  # fmt: skip
        return arrow_table(self.store, sql, parameters)

    def events(
        self,
        *,
        actor: str | None = None,
        recipient: str | None = None,
        kind: str | None = None,
        statuses: Sequence[str] = (),
        after: str | None = None,
        before: str | None = None,
        mentions: bool = False,
    ) -> list[EventRow]:
        """Return who did what to whom, each event once, however often it is told.

        Args:
            actor: who did it, by id or name. `recipient`: to whom.
            recipient: see `actor`.
            kind: a PLOVER type, such as "SANCTION".
            statuses: such as "occurred" or "planned"; none: all.
            after: a day, month or year. `before`: another; days that are unknown fit neither.
            before: see `after`.
            mentions: each mention by itself.

        Example: `rec.events(actor="Russia", kind="SANCTION", after="2009-03")`. Series of a pair,
        breaks and networks are made of these rows by `legation.relations`.
        """
        from legation.record.select import first_day, last_day
        from legation.relations import choose, own_events

        ends = [first_day(after) if after else None, last_day(before) if before else None]
        first, last = (date.fromisoformat(end) if end else None for end in ends)
        rows = choose(
            own_events(self.store, mentions=mentions),
            actor=self.actor_ids(actor) if actor else None,
            recipient=self.actor_ids(recipient) if recipient else None,
            kind=kind, statuses=statuses, after=first, before=last,
        )  # fmt: skip
        return list(rows)

    def actor_ids(self, name: str) -> list[str]:
        """Return the ids that a name means in this record: as given, by the tables, as written."""
        from legation.record.actors import actor_ids

        return actor_ids(self.store, name)

    def as_of(self, on: str) -> AsOf:
        """Return the answers of this record's tables about a day.

        Example: `rec.as_of("2009-04-01").members("NATO")`.
        """
        from legation.actors import AsOf, directory_of

        return AsOf(on, tables=directory_of(self.folder))

    @overload
    def table(self, name: str, /) -> Table: ...
    @overload
    def table(
        self,
        name: list[str] | tuple[str | Issue, ...],
        /,
        *,
        as_of: str | date,
        format: str | None = None,
        rule: str | None = None,
    ) -> NegotiationTable: ...
    def table(
        self,
        name: str | list[str] | tuple[str | Issue, ...],
        /,
        *,
        as_of: str | date | None = None,
        format: str | None = None,  # noqa: A002 - the word of the vocabulary
        rule: str | None = None,
    ) -> Table | NegotiationTable:
        """Return a table of the record as Arrow; or, of issues, the table of a negotiation.

        Args:
            name: a table of the record ("statements"), or issues, to negotiate over.
            as_of: the day of the negotiation, needed with issues.
            format: who sits at the table: "26+1", "27", "nrc-29"; see `find_format`.
            rule: how they decide, where the format does not say.
        """
        from legation.record.export import arrow_table, select_table

        if isinstance(name, str):
            return arrow_table(self.store, select_table(name))
        from legation.negotiation.from_record import table_from_record

        day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
        if day is None:
            raise UsageError("as_of", found="none", expected="the day of the negotiation")
        return table_from_record(self.store, name, as_of=day, format=format, rule=rule)

    def sql(self, query: str, parameters: Sequence[Any] = ()) -> Iterator[dict[str, Any]]:
        """Yield the rows of a query in SQL over the record's tables (see docs/reference/schema.md)."""
        with self.store.asked(query) as store:
            yield from store.query(query, parameters)

    def find(self, query: str, **options: Any) -> Found:  # noqa: ANN401 - those of Search.find and Filters
        """Find sentences and the statements in them; see `legation.record.search`."""
        from legation.record.search import Filters, Search

        paging = {k: options.pop(k) for k in ("limit", "offset", "ranked") if k in options}
        return Search(self.store).find(query, Filters(**options), **paging)

    def count(
        self,
        by: Sequence[str],
        *,
        after: str | None = None,
        before: str | None = None,
        actor: str | None = None,
        issue: str | None = None,
        distinct: bool = True,
        limit: int | None = None,
    ) -> Table:
        """Count statements by actor, issue, manner, outlet, month or year; an Arrow table.

        Most first. Those in copies of another document are left out unless `distinct` is false;
        `limit` keeps the groups with the most.

        Raises:
            UsageError: if `by` names something else, or a month is none.
        """
        from legation.record.lake import Lake

        return Lake(self.store).count(
            by, after=after, before=before, actor=actor, issue=issue, distinct=distinct, limit=limit
        )

    def show(self, given: str, *, context: int = 200) -> Shown:
        """Return one row with its words in context; a unique beginning of its id will do."""
        from legation.record.show import show

        return show(self.store, given, context=context)

    def why(self, given: str, *, context: int = 200) -> Why:
        """Return one row with the grounds of its parts, and what was considered and not kept."""
        from legation.record.why import why

        return why(self.store, given, context=context)

    # --- prove and take out ------------------------------------------------------------------

    def verify(self, *, watch: Watch | None = None) -> Verified:
        """Re-read every span of every row from the original bytes."""
        from legation.record.verify import verify

        return verify(self.store, watch=watch)

    def export(self, what: str, target: str | Path, *, form: str | None = None) -> int:
        """Write a table, or the rows of a `select`, to a file; return how many rows there were."""
        from legation.record.export import export_rows, query_for

        path, sql = Path(target), query_for(what)
        with self.store.asked(sql) as store:
            return export_rows(store, sql, path, form or path.suffix.lstrip("."))

    def diff(self, newer: Record) -> list[Difference]:
        """Compare this record with a newer one, by content ids."""
        from legation.record.diff import compare

        return compare(self.store, newer.store)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
