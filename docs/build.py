"""Make the generated pages of docs/reference, or with --check tell which are out of date.

Each generator is a function that returns {path under docs/: text}. Add one to GENERATORS.
"""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def cli_reference() -> dict[str, str]:
    """Every command with its help, as the program prints it."""
    os.environ.update(COLUMNS="100", NO_COLOR="1", TERM="dumb")
    from typer.main import get_command
    from typer.testing import CliRunner

    from legation.cli.app import app

    runner = CliRunner()
    group = get_command(app)
    names: list[tuple[str, ...]] = []
    for name, command in group.commands.items():  # type: ignore[attr-defined]  # the command is a group
        names += [(name,), *((name, inner) for inner in getattr(command, "commands", {}))]
    pages = [runner.invoke(app, ["--help"]).output]
    pages += [
        f"## legation {' '.join(n)}\n\n{runner.invoke(app, [*n, '--help']).output}" for n in names
    ]
    body = "\n".join(re.sub(r"[ \t]+$", "", page, flags=re.MULTILINE) for page in pages)
    text = "# The command line\nMade by `make docs`; not edited by hand.\n\n```text\n" + body
    return {
        "reference/cli.md": re.sub(
            r"\n## (legation \S+(?: \S+)?)\n\n", r"\n```\n\n## \1\n```text\n", text
        ).rstrip()
        + "\n```\n"
    }


def tours() -> dict[str, str]:
    """Pages with outputs: whatever stands after "$ legation …" in a block is what it prints."""
    os.environ.update(COLUMNS="100", NO_COLOR="1", TERM="dumb")
    from typer.testing import CliRunner

    from legation.cli.app import app

    def told(found: re.Match[str]) -> str:
        output = CliRunner().invoke(app, [*shlex.split(found[1]), "--table"]).stdout
        lines = (line.rstrip() for line in output.strip("\n").splitlines())
        return "```text\n$ legation " + found[1] + "\n" + "\n".join(lines) + "\n```"

    pages = {}
    for file in sorted(ROOT.glob("*.md")):
        text = file.read_text(encoding="utf-8")
        made = re.sub(r"```text\n\$ legation (.+)\n(?:(?!```).*\n)*```", told, text)
        if made != text or "$ legation" in text:
            pages[file.name] = made
    return pages


def schema_reference() -> dict[str, str]:
    """Every table and column of the record, from the one place where they are written."""
    from legation.record.schema import read_sql

    sql = read_sql("schema").strip()
    return {
        "reference/schema.md": "# The record's tables\nMade by `make docs` from `record/sql/schema.sql`; not edited by hand.\n\n"
        f"```sql\n{sql}\n```\n"
    }


GENERATORS: list[Callable[[], dict[str, str]]] = [cli_reference, schema_reference, tours]


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
