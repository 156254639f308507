"""Legation: who said or did what to whom, cited.

Example:
    >>> import tempfile, legation
    >>> rec = legation.open(tempfile.mkdtemp(), create=True)
    >>> rec.status()["statements"]
    0
    >>> rec.close()
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from legation.actors import as_of
    from legation.api import Record, open  # noqa: A004 - legation.open(...) reads as it should

__version__ = "0.1.0"
__all__ = ["Record", "__version__", "as_of", "open"]
_HOMES = {"Record": "legation.api", "open": "legation.api", "as_of": "legation.actors"}


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for, so that `legation --help` answers at once."""
    if name not in _HOMES:
        raise AttributeError(f"module 'legation' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
