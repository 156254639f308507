"""Golden readings: each case's text, the same text marked up for the eye, its rows as JSON lines.

A case is a folder with `text.txt` (paragraphs parted by blank lines) and `why.md`; this script
shows how what is read today differs from `marked.txt` and `rows.jsonl`, and writes them with
`--accept`. Marks: {source}, <cue>, [content]. Run it from the project's root: `make golden`.
"""

from __future__ import annotations

import argparse
import difflib
import json
import sys
from pathlib import Path

from legation.language import analyse
from legation.statements import CoderSettings, code_statements
from legation.vocabulary import Block, BlockKind, Document, Origin, Span, Statement

HERE = Path(__file__).resolve().parent
SIGNS = {"source": "{}", "cue": "<>", "content": "[]"}


def read_case(folder: Path) -> tuple[str, str]:
    """Return the marked-up text and the rows that the rules read from a case today."""
    text = (folder / "text.txt").read_text(encoding="utf-8").rstrip("\n")
    blocks, at = [], 0
    for words in text.split("\n\n"):
        blocks.append(Block(Span("d", at, at + len(words)), BlockKind.TEXT, "given", 1.0))
        at += len(words) + 2
    document = Document("d", text, Origin("s"), "given/1", tuple(blocks), language="en")
    found = code_statements(document, analyse(document), CoderSettings("rules")).statements
    rows = "".join(json.dumps(_row(text, s), ensure_ascii=False) + "\n" for s in found)
    return _marked(text, found), rows


def _row(text: str, statement: Statement) -> dict[str, object]:
    def place(span: Span | None) -> list[object] | None:
        return [span.start, span.end, span.words(text)] if span else None

    names = ("source", "cue", "relay", "addressee", "venue")
    return {
        **{name: place(getattr(statement, name)) for name in names},
        "content": [place(span) for span in statement.content],
        "manner": str(statement.manner),
        "act": statement.act,
        "hedging": list(statement.hedging),
    }


def _marked(text: str, found: tuple[Statement, ...]) -> str:
    signs: list[tuple[int, int, str]] = []
    for statement in found:
        parts = [("source", statement.source), ("cue", statement.cue)]
        for name, span in [*parts, *(("content", c) for c in statement.content)]:
            if span:
                signs += [(span.start, 1, SIGNS[name][0]), (span.end, 0, SIGNS[name][1])]
    result, last = "", 0
    for at, _, sign in sorted(set(signs)):
        result += text[last:at] + sign
        last = at
    return result + text[last:] + "\n"


def main() -> int:
    """Show the differences of all cases, or accept what is read today."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accept", action="store_true", help="write what is read today")
    accept = parser.parse_args().accept
    differing = 0
    for folder in sorted(p.parent for p in HERE.glob("*/text.txt")):
        for name, now in zip(("marked.txt", "rows.jsonl"), read_case(folder), strict=True):
            file = folder / name
            before = file.read_text(encoding="utf-8") if file.exists() else ""
            if now != before:
                differing += 1
                sys.stdout.writelines(
                    difflib.unified_diff(
                        before.splitlines(keepends=True), now.splitlines(keepends=True),
                        f"{folder.name}/{name} (golden)", f"{folder.name}/{name} (today)",
                    )
                )  # fmt: skip
                if accept:
                    file.write_text(now, encoding="utf-8", newline="\n")
    return 1 if differing and not accept else 0


if __name__ == "__main__":
    sys.exit(main())
