"""Tables with a header: the tidy form, one row an actor and issue, and simple forms of others.

The tidy header, in any order: issue, actor, position, salience, capability; and where wanted
`<figure>_lo`, `<figure>_hi`, `<figure>_sd`, `<figure>_origin`, `<figure>_sentences` for each of
the three figures, origin, sentences (for the whole row, separated by |), veto, group,
status_quo_of, source. A table without an issue column is one issue; its columns may carry the
names that programs of the challenge model use.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

from legation.errors import TableError
from legation.negotiation.assemble import Draft
from legation.negotiation.raw import Field, Lines, RawStake, parse_number, split
from legation.negotiation.scale import Label
from legation.negotiation.table import Issue

ALIASES: dict[str, str] = {
    alias: name
    for name, aliases in {
        "actor": "actor name stakeholder player party",
        "issue": "issue dimension topic",
        "position": "position x pstn pos preference",
        "salience": "salience s sal",
        "capability": "capability c influence power clout resources",
        "veto": "veto",
        "group": "group bloc",
        "status_quo_of": "status_quo_of",
        "source": "source",
        "origin": "origin",
        "sentences": "sentences basis",
    }.items()
    for alias in aliases.split()
}
ENDINGS = {"lo": "lo", "low": "lo", "hi": "hi", "high": "hi", "sd": "sd", "origin": "origin", "sentences": "sentences"}  # fmt: skip
NEEDED = ("actor", "position", "salience", "capability")
ONE_ISSUE = "issue"


def canonical(header: str) -> str | None:
    """Return the canonical name of a column, or None for one that is not ours.

    >>> canonical("Clout"), canonical("Position_Low"), canonical("colour")
    ('capability', 'position_lo', None)
    """
    name = re.sub(r"[\s-]+", "_", header.strip().lower())
    if name in ALIASES:
        return ALIASES[name]
    figure, _, ending = name.rpartition("_")
    if ending in ENDINGS and ALIASES.get(figure) in {"position", "salience", "capability"}:
        return f"{ALIASES[figure]}_{ENDINGS[ending]}"
    return None


def read_named(lines: Lines, name: str, issues: tuple[Issue, ...] = ()) -> Draft:
    """Return what a table with a header says, not yet checked.

    Errors: `TableError` names the columns that are missing or there twice.
    """
    (line, header), *rows = lines.rows
    columns = [canonical(title) for title in header]
    lacking = [needed for needed in NEEDED if needed not in columns]
    twice = sorted({c for c in columns if c is not None and columns.count(c) > 1})
    if lacking or twice:
        where, found = f"{name}, line {line}", f"the columns {', '.join(filter(None, header))}"
        problem = f"also {', '.join(lacking)}" if lacking else f"{', '.join(twice)} once"
        raise TableError(where, found=found, expected=problem)
    draft = Draft(name, [], issues)
    idle = [title for title, column in zip(header, columns, strict=True) if title and not column]
    if idle:
        draft.notes.append(f"columns not read: {', '.join(idle)}")
    only = issues[0].id if len(issues) == 1 else ONE_ISSUE
    for number, row in rows:
        if len(row) > len(header) and any(row[len(header) :]):
            where = f"{name}, line {number}"
            found = f"{len(row)} fields"
            draft.problems.append(TableError(where, found=found, expected=f"{len(header)}"))
            continue
        padded = row + [""] * (len(header) - len(row))
        fields = {
            column: Field(text, number, title)
            for column, text, title in zip(columns, padded, header, strict=False)
            if column
        }
        draft.problems += [
            fields[key].wrong(name, f"an {key}")
            for key in ("actor", "issue")
            if key in fields and not fields[key].text
        ]
        issue = fields["issue"].text if "issue" in fields else only
        draft.raws.append(RawStake(number, fields["actor"].text, issue, fields))
    return draft


def read_issues(text: str, name: str) -> tuple[Issue, ...]:
    r"""Read an issue file: TOML with [[issue]] tables, or a CSV issue,lo,hi,status_quo,label@value….

    Errors: `TableError` tells every problem.

    >>> read_issues("issue,lo,hi,status_quo\ntoll,0,100,0,none@0,full@100\n", "i.csv")[0].labels
    ((0.0, 'none'), (100.0, 'full'))
    """
    if re.search(r"^\s*\[\[?issue", text, re.MULTILINE):
        try:
            return issues_of_toml(tomllib.loads(text), name)
        except tomllib.TOMLDecodeError as error:
            raise TableError(name, found=str(error), expected="TOML") from error
    (_, header), *rows = split(text, name).rows
    columns = [title.lower() for title in header]
    if not {"issue", "lo", "hi"} <= set(columns):
        expected = "issue, lo, hi, status_quo and labels"
        raise TableError(name, found=f"the columns {', '.join(header)}", expected=expected)
    tables = []
    for number, row in rows:
        plain = {c: text for c, text in zip(columns, row, strict=False) if text}
        known = ("issue", "lo", "hi", "status_quo", "title")
        labels = [t for at, t in enumerate(row) if t and (at >= len(columns) or columns[at] not in known)]  # fmt: skip
        tables.append({k: plain[k] for k in known if k in plain} | {"labels": labels, "line": number})  # fmt: skip
    return issues_of_toml({"issue": tables}, name)


def issues_of_toml(given: dict[str, Any], name: str) -> tuple[Issue, ...]:
    """Return the issues of parsed [[issue]] tables; labels are "text@value" or [value, text]."""
    problems: list[TableError] = []
    issues = []
    for at, table in enumerate(given.get("issue", []), 1):
        where = f"{name}, line {table['line']}" if "line" in table else f"{name}, issue {at}"
        ends = {key: parse_number(str(table.get(key, ""))) for key in ("lo", "hi", "status_quo")}
        issue = str(table.get("issue") or table.get("id") or "")
        low, high = ends["lo"], ends["hi"]
        problems += [
            TableError(
                f"{where}, column {key}", found=repr(table.get(key, "")), expected="a number"
            )
            for key, value in ends.items()
            if value is None and (key != "status_quo" or table.get(key) not in {None, ""})
        ]
        labels = [_label(written, where, problems) for written in table.get("labels", [])]
        if not issue:
            problems.append(TableError(where, found="no name", expected="issue"))
        if low is not None and high is not None:
            title = str(table["title"]) if table.get("title") else None
            kept = tuple(sorted(label for label in labels if label))
            issues.append(Issue(issue, low, high, ends["status_quo"], kept, title))
    if problems:
        raise TableError.of(name, problems)
    return tuple(issues)


def _label(written: Any, where: str, problems: list[TableError]) -> Label | None:  # noqa: ANN401 - parsed TOML
    if isinstance(written, list) and len(written) == 2:
        text, at = str(written[1]), str(written[0])
    else:
        text, _, at = str(written).rpartition("@")
    value = parse_number(at)
    if value is None or not text.strip():
        problems.append(TableError(where, found=repr(written), expected="label@value"))
        return None
    return value, text.strip()
