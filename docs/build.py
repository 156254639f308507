"""Make the generated pages of docs/reference, or with --check tell which are out of date.

Each generator is a function that returns {path under docs/: text}. Add one to GENERATORS.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
GENERATORS: list[Callable[[], dict[str, str]]] = []


def main() -> None:
    """Write the pages, or compare them."""
    check = "--check" in sys.argv
    stale = []
    for generate in GENERATORS:
        for name, text in generate().items():
            file = ROOT / name
            current = file.read_text(encoding="utf-8") if file.exists() else None
            if current != text:
                stale.append(name)
                if not check:
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_text(text, encoding="utf-8")
    if check and stale:
        sys.exit(f"out of date: {', '.join(stale)}; run: make docs")


if __name__ == "__main__":
    main()
