r"""Open a table of a negotiation, whatever program it was written for.

Example:
    >>> from legation.negotiation.read import parse_table
    >>> parse_table("Actor,Clout,Position,Salience\nA,1,20,50\nB,2,90,80\n").notes[0]
    'read as: header'
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from legation.errors import TableError, UsageError
from legation.negotiation.assemble import assemble
from legation.negotiation.peers import is_decide, is_ktab, read_decide, read_ktab
from legation.negotiation.raw import Lines, decode, split
from legation.negotiation.table import Issue, NegotiationTable
from legation.negotiation.tidy import read_issues, read_named

Form = Literal["header", "ktab", "decide"]
FORMS: tuple[Form, ...] = ("header", "ktab", "decide")


def read_table(
    path: str | Path,
    *,
    issues: str | Path | None = None,
    form: Form | None = None,
    salience: float | None = None,
) -> NegotiationTable:
    """Read a table from a file; the form is found out unless it is named.

    Args:
        path: the file.
        issues: an issue file: scales, status quo, labels.
        form: header (tidy, or one issue with a header), ktab or decide.
        salience: 1 or 100, what salience is stated of; found out unless it is named.

    Errors: `TableError` tells every problem with its line and column.
    """
    file = Path(path)
    stated = () if issues is None else read_issues(_text(Path(issues)), Path(issues).name)
    return parse_table(_text(file), name=file.name, issues=stated, form=form, salience=salience)


def parse_table(
    text: str,
    *,
    name: str = "table",
    issues: tuple[Issue, ...] = (),
    form: Form | None = None,
    salience: float | None = None,
) -> NegotiationTable:
    """Read a table from its text; see `read_table`."""
    if salience not in {None, 1.0, 100.0}:
        raise UsageError("salience", found=f"{salience:g}", expected="1 or 100")
    lines = split(text, name)
    form = form or detect(lines)
    if form == "ktab":
        draft = read_ktab(lines, name)
    elif form == "decide":
        draft = read_decide(lines, name)
    elif form == "header":
        draft = read_named(lines, name, issues)
    else:
        raise UsageError("form", found=repr(form), expected=", ".join(FORMS))
    draft.issues = issues or draft.issues
    draft.salience_top = salience or draft.salience_top
    draft.notes.insert(0, f"read as: {form}")
    return assemble(draft)


def detect(lines: Lines) -> Form:
    """Return the form that the first rows show."""
    if is_decide(lines):
        return "decide"
    if is_ktab(lines):
        return "ktab"
    return "header"


def _text(file: Path) -> str:
    try:
        return decode(file.read_bytes())
    except FileNotFoundError as error:
        raise TableError(str(file), found="no such file", expected="a table") from error
