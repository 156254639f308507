"""How far a long piece of work is, said from inside it to whoever listens.

The layers are pure functions; what takes long in them beats as it goes on, and a beat that nobody
listens to is nothing. A part of the work is a stretch of [0, 1) of the whole.

Example:
    >>> heard: list[float] = []
    >>> with listening(heard.append), part(0.5, 1.0):
    ...     beat(1, 2)
    >>> heard
    [0.75]
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Tell = Callable[[float], None]
_tell: ContextVar[Tell | None] = ContextVar("tell", default=None)
_part: ContextVar[tuple[float, float]] = ContextVar("part", default=(0.0, 1.0))


@contextmanager
def listening(tell: Tell | None) -> Iterator[None]:
    """Call `tell` with the share of the whole that is done at every beat inside."""
    told, here = _tell.set(tell), _part.set((0.0, 1.0))
    try:
        yield
    finally:
        _tell.reset(told)
        _part.reset(here)


@contextmanager
def part(start: float, end: float) -> Iterator[None]:
    """Take what beats inside for the stretch from `start` to `end` of the part around it."""
    low, high = _part.get()
    here = _part.set((low + (high - low) * start, low + (high - low) * end))
    try:
        yield
    finally:
        _part.reset(here)


def beat(done: int, of: int) -> None:
    """Say that `done` of `of` pieces of the part at hand are done."""
    tell = _tell.get()
    if tell is not None:
        low, high = _part.get()
        tell(low + (high - low) * done / max(1, of))
