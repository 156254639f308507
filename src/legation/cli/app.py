"""The command line's entry point: the commands, each in a file of its own, and its errors."""

from __future__ import annotations

import errno
import inspect
import os
import sys
from typing import Annotated

import typer

from legation.cli import actors, ask, bring, build, demo, negotiate, prove, relate
from legation.cli.output import DONE, FINDINGS, INTERRUPTED, USAGE, note

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done; 1 done with findings, or some inputs failed; 2 wrong use.",
)
for module in (demo, build, bring, ask, actors, negotiate, prove, relate):
    module.register(app)


def _keep_lines_of_examples(under: typer.Typer) -> None:
    """Docstrings are raw, so their mark of kept lines is two signs; the help wants the one."""
    for command in under.registered_commands:
        if command.callback is not None and command.help is None:
            command.help = inspect.getdoc(command.callback)
        if command.help:
            command.help = command.help.replace("\\b\n", "\b\n")
    for group in under.registered_groups:
        if group.typer_instance is not None:
            _keep_lines_of_examples(group.typer_instance)


_keep_lines_of_examples(app)


def _version(wanted: bool) -> None:
    if wanted:
        from legation import __version__

        typer.echo(f"legation {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """A cited record of who said or did what to whom, from your own documents.

    Start with: legation demo. Then: legation add FOLDER --record my-record
    """


def main() -> None:
    """Run the command line; every failure is one line on standard error and an exit code."""
    from legation.errors import LegationError, UsageError

    try:
        app()
    except SystemExit as ended:
        _end(ended)
    except UsageError as error:
        _fail(str(error), USAGE)
    except LegationError as error:
        _fail(str(error), FINDINGS)
    except KeyboardInterrupt:
        _fail(_STOPPED, INTERRUPTED)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            _fail(f"{error.filename or 'the disk'}: found no space left; free some and repeat; what was committed is kept", FINDINGS)  # fmt: skip
        _fail(f"{error.filename or 'the system'}: found {error.strerror or error}", FINDINGS)
    except Exception as error:  # a defect of ours is told in one line too
        if os.environ.get("LEGATION_DEBUG"):
            raise
        _fail(
            f"a defect: {type(error).__name__}: {error}; please report it, with LEGATION_DEBUG=1 for the place",
            FINDINGS,
        )


_STOPPED = "interrupted; what was committed is kept, the same command goes on from there"


def _end(ended: SystemExit) -> None:
    """End as typer says; it turns Ctrl-C and a closed pipe into exit codes without a word."""
    if ended.code == INTERRUPTED:
        _fail(_STOPPED, INTERRUPTED)
    closed = type(sys.stdout).__name__ == "PacifyFlushWrapper"  # how typer marks a closed pipe
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        closed = True
    if closed:
        # the reader of the pipe has what it wanted; keep Python from complaining at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(DONE)
    raise ended


def _fail(line: str, code: int) -> None:
    note(f"legation: {line}")
    sys.exit(code)
