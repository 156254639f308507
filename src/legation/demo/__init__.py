"""The documents that ship with the package: dispatches on NATO and Russia, in our own words.

Takes nothing; gives their folder. Example: `with demo_files() as folder: ...`
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path


@contextmanager
def demo_files() -> Iterator[Path]:
    """Give the folder of the documents, also from a zipped package."""
    with as_file(files("legation.demo").joinpath("documents")) as folder:
        yield folder
