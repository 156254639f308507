"""The command line's entry point: assembles the commands, each in a file of its own."""

from __future__ import annotations

import typer

app = typer.Typer(no_args_is_help=True, help="A cited record of who said or did what to whom.")


@app.callback()
def _root() -> None:
    """A cited record of who said or did what to whom."""


def main() -> None:
    """Run the command line."""
    app()
