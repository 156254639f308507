"""Progress with time left, on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SECONDS_SEEN = 600.0
"""The time left is told from how far this long took: stages of one document go at unlike speeds."""
Watch = Callable[[str, int, int | None], None]


@contextmanager
def watching(*, quiet: bool) -> Iterator[Watch | None]:
    """Give a function to call with (what is done, how far, of how much).

    The first word of what is done names the line that shows it.

    On a terminal it draws a bar with the time left; in a pipe or log it stays silent.
    """
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TaskID,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    with Progress(
        *columns, console=console, transient=True, speed_estimate_period=SECONDS_SEEN
    ) as progress:
        tasks: dict[str, TaskID] = {}

        def watch(what: str, done: int, total: int | None) -> None:
            name = what.split(maxsplit=1)[0]
            if name not in tasks:
                tasks[name] = progress.add_task(what, total=total)
            progress.update(tasks[name], description=what, completed=done, total=total)

        yield watch
