"""Legation: who said or did what to whom, cited.

Example:
    >>> import tempfile, legation
    >>> rec = legation.open(tempfile.mkdtemp(), create=True)
    >>> rec.status()["statements"]
    0
    >>> rec.close()
"""

from legation.actors import as_of
from legation.api import Record, open  # noqa: A004 - legation.open(...) reads as it should

__version__ = "0.1.0"
__all__ = ["Record", "__version__", "as_of", "open"]
