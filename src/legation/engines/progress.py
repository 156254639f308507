"""How far a build is: documents weighed by their size, those being read by their share.

Takes what engines tell of single documents; calls a watch with ("reading 3/40", how far, of how
much), in bytes of input, so that the time left of one long document among short ones is right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from threading import Lock

from legation.pipeline import Task

Watch = Callable[[str, int, int | None], None]
EACH = 2_000
"""Bytes that a document's own beginning and end are worth."""


class Progress:
    """Adds up what is done of some tasks; engines may tell it from several threads."""

    def __init__(self, tasks: Sequence[Task], watch: Watch | None) -> None:
        inside = Counter(task.source for task in tasks)
        sizes = {file: file.stat().st_size if file.exists() else 0 for file in inside}
        self._weights = {t.document: EACH + sizes[t.source] // inside[t.source] for t in tasks}
        self._total = sum(self._weights.values())
        self._shares: dict[str, float] = {}
        self._done = 0
        self._watch = watch
        self._lock = Lock()

    def tell(self, document: str, share: float) -> None:
        """Note that a share of a document is read."""
        with self._lock:
            self._shares[document] = share
            self._say()

    def finish(self, documents: Iterable[str]) -> None:
        """Note that documents are read and committed, or have failed."""
        with self._lock:
            for document in documents:
                self._done += 1
                self._shares[document] = 1.0
            self._say()

    def _say(self) -> None:
        if self._watch:
            far = sum(self._weights.get(d, 0) * share for d, share in self._shares.items())
            count = f"{self._done}/{len(self._weights)}"
            self._watch(f"reading {count}", int(far), self._total)
