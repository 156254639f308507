"""Read the files of other programs: KTAB's spatial model and the exchange model (Decide)."""

from __future__ import annotations

from legation.errors import TableError
from legation.negotiation.assemble import Draft
from legation.negotiation.raw import Field, Lines, RawStake, parse_number
from legation.negotiation.scale import Label
from legation.negotiation.table import Issue

TOP = 100.0
"""Both programs state positions from 0 to 100."""


def is_ktab(lines: Lines) -> bool:
    """Whether the second row is KTAB's header: actor, description, power, pairs of columns."""
    if len(lines.rows) < 2:
        return False
    second = [text.lower() for text in lines.rows[1][1][:3]]
    return second in (["actor", "description", "power"], ["actor", "descripton", "power"])


def is_decide(lines: Lines) -> bool:
    """Whether the rows are marked #A, #P, #M and #D."""
    return any(_bare(row[0]) in {"#A", "#P", "#D"} for _, row in lines.rows)


def read_ktab(lines: Lines, name: str) -> Draft:
    """Return what a KTAB file says: two header rows, then power and a pair of columns a dimension.

    Salience is of 100 and sums to at most 100 an actor; a dimension on which it is 0 is left out.
    """
    (_, title), (second, header), *rows = lines.rows
    header = [text for text in header if text]
    pairs = [(at, header[at]) for at in range(3, len(header) - 1, 2)]
    if not pairs or len(header) % 2 == 0:
        where, found = f"{name}, line {second}", f"{len(header)} columns"
        expected = "actor, description, power and a position and salience for each dimension"
        raise TableError(where, found=found, expected=expected)
    issues = tuple(Issue(dimension, 0.0, TOP) for _, dimension in pairs)
    draft = Draft(name, [], issues, salience_top=TOP)
    draft.notes.append("positions and salience are of 100 (KTAB)")
    for line, row in rows:
        padded = row + [""] * (len(header) - len(row))
        total = 0.0
        for at, dimension in pairs:
            fields = {
                key: Field(padded[place], line, header[place])
                for key, place in (("capability", 2), ("position", at), ("salience", at + 1))
            }
            care = parse_number(padded[at + 1])
            total += care or 0.0
            if care != 0.0:
                draft.raws.append(RawStake(line, padded[0], dimension, fields))
        if total > TOP * (1 + 1e-9):
            found, expected = f"salience that sums to {total:g}", f"at most {TOP:g} for an actor"
            draft.problems.append(
                TableError(f"{name}, line {line}", found=found, expected=expected)
            )
    stated = [int(text) for text in title[2:4] if text.isdigit()]
    if len(stated) == 2 and stated != [len(rows), len(pairs)]:
        found = f"{len(rows)} actors and {len(pairs)} dimensions"
        expected = f"{stated[0]} and {stated[1]}, as line {lines.rows[0][0]} says"
        draft.problems.append(TableError(name, found=found, expected=expected))
    return draft


def _bare(text: str) -> str:
    """A field without the quotation marks that some of these files put around it."""
    return text.strip().strip("'\"").strip()


def read_decide(lines: Lines, name: str) -> Draft:
    """Return what a Decide file says: #A actors, #P issues, #M meanings of points, #D figures.

    An issue's scale reaches from its first to its last #M point; other rows are comments.
    """
    titles: dict[str, str] = {}
    points: dict[str, list[Label]] = {}
    actors: set[str] = set()
    draft = Draft(name, [])
    figures: list[tuple[int, list[str]]] = []
    for line, row in lines.rows:
        kind, *parts = [_bare(part) for part in row]
        parts += [""] * (5 - len(parts))
        if kind == "#A":
            actors.add(parts[0])
        elif kind == "#P":
            titles[parts[0]] = parts[1] or parts[0]
        elif kind == "#M":
            value = parse_number(parts[1])
            if value is None:
                place = Field(parts[1], line, "position of #M")
                draft.problems.append(place.wrong(name, "a number"))
            else:
                points.setdefault(parts[0], []).append((value, parts[2]))
        elif kind == "#D":
            figures.append((line, parts))
    draft.issues = tuple(
        _issue(issue, title, points.get(issue, []), draft) for issue, title in titles.items()
    )
    for line, parts in figures:
        columns = zip(("position", "salience", "capability"), parts[2:5], strict=True)
        fields = {key: Field(text, line, f"{key} of #D") for key, text in columns}
        draft.raws.append(RawStake(line, parts[0], parts[1], fields))
    undeclared = sorted({raw.actor for raw in draft.raws} - actors)
    if undeclared:
        draft.notes.append(f"actors with figures but without an #A row: {', '.join(undeclared)}")
    return draft


def _issue(issue: str, title: str, points: list[Label], draft: Draft) -> Issue:
    places = [value for value, _ in points]
    low, high = (min(places), max(places)) if len(set(places)) > 1 else (0.0, TOP)
    if len(set(places)) < 2:
        draft.notes.append(f"no scale is stated for {issue!r}: taken as {low:g} to {high:g}")
    labels = tuple(sorted(point for point in points if point[1]))
    return Issue(issue, low, high, None, labels, title if title != issue else None)
