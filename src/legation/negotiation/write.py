"""Write a table: tidy, as an issue file, or for other programs. What those cannot hold is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from legation.errors import TableError, UsageError
from legation.negotiation.raw import join_rows, show_number
from legation.negotiation.spatial_turns import fit_salience
from legation.negotiation.table import FIGURES, Cell, CellOrigin, NegotiationTable, Stake

Target = Literal["tidy", "issues", "flat", "ktab", "decide"]
TARGETS: tuple[Target, ...] = ("tidy", "issues", "flat", "ktab", "decide")
TOP = 100.0


@dataclass(frozen=True, slots=True)
class Written:
    """A table as text, and what of it the form could not hold."""

    text: str
    lost: tuple[str, ...] = ()


def write_table(table: NegotiationTable, target: Target = "tidy") -> Written:
    """Return a table in a form: tidy, issues (its issue file), flat, ktab or decide.

    Errors: `TableError` where the form cannot hold the table at all; `UsageError` for another form.
    """
    if target not in _WRITERS:
        raise UsageError("form", found=repr(target), expected=", ".join(_WRITERS))
    return _WRITERS[target](table)


def _tidy(table: NegotiationTable) -> Written:
    """All columns that say something, each cell's origin and sentences included."""
    rows = [_fields(stake) for stake in table.stakes]
    used = {name for row in rows for name, text in row.items() if text}
    header = [name for name in rows[0] if name in used]
    return Written(join_rows([header, *([row[name] for name in header] for row in rows)]))


def _fields(stake: Stake) -> dict[str, str]:
    row = {"issue": stake.issue, "actor": stake.actor}
    cells = [(figure, stake.cell(figure)) for figure in FIGURES]
    row |= {figure: show_number(cell.value) for figure, cell in cells}
    for figure, cell in cells:
        row |= {f"{figure}_{end}": text for end, text in _band(cell).items()}
    row["veto"] = "yes" if stake.veto else ""
    row["group"] = stake.group or ""
    row["status_quo_of"] = stake.status_quo_of or ""
    row["source"] = stake.source or ""
    for figure, cell in cells:
        plain = cell.origin is CellOrigin.ELICITED
        row[f"{figure}_origin"] = "" if plain else str(cell.origin)
        row[f"{figure}_sentences"] = " | ".join(cell.sentences)
    return row


def _band(cell: Cell) -> dict[str, str]:
    ends = {"lo": cell.low, "hi": cell.high, "sd": cell.sd}
    return {end: "" if value is None else show_number(value) for end, value in ends.items()}


def _issues(table: NegotiationTable) -> Written:
    rows = [["issue", "lo", "hi", "status_quo", "title"]]
    for issue in table.issues:
        quo = "" if issue.status_quo is None else show_number(issue.status_quo)
        labels = [f"{text}@{show_number(at)}" for at, text in issue.labels]
        ends = [show_number(issue.low), show_number(issue.high)]
        rows.append([issue.id, *ends, quo, issue.title or "", *labels])
    return Written(join_rows(rows))


def _lost(table: NegotiationTable, *, labels: bool = True) -> tuple[str, ...]:
    """What the forms of other programs leave out of this table."""
    stakes = table.stakes
    cells = [stake.cell(figure) for stake in stakes for figure in FIGURES]
    kinds = {
        "bands": any(c.low is not None or c.high is not None or c.sd is not None for c in cells),
        "origins and sentences": any(c.origin is not CellOrigin.ELICITED for c in cells),
        "vetoes": any(stake.veto for stake in stakes),
        "groups": any(stake.group for stake in stakes),
        "sources": any(stake.source for stake in stakes),
        "status quo": any(issue.status_quo is not None for issue in table.issues),
        "labels of the scale": labels and any(issue.labels for issue in table.issues),
    }
    return tuple(kind for kind, there in kinds.items() if there)


def _flat(table: NegotiationTable) -> Written:
    if len(table.issues) != 1:
        found = f"{len(table.issues)} issues"
        raise TableError(table.name, found=found, expected="one", do="choose one with --issue")
    rows = [["Actor", "Capability", "Position", "Salience"]]
    for stake in table.stakes:
        figures = (stake.capability, stake.position, stake.salience)
        rows.append([stake.actor, *(show_number(cell.value) for cell in figures)])
    return Written(join_rows(rows), (*_lost(table), "the issue's name and scale"))


def _ktab(table: NegotiationTable) -> Written:
    """Positions of 100 on each scale; salience of 100, by one factor for all where it sums above."""
    clout = {stake.actor: stake.capability.value for stake in table.stakes}
    for stake in table.stakes:
        if stake.capability.value != clout[stake.actor]:
            where = f"{stake.actor} on {stake.issue}: capability"
            found = f"{stake.capability.value:g}, and {clout[stake.actor]:g} elsewhere"
            raise TableError(where, found=found, expected="one power an actor, as KTAB has it")
    cares = [[0.0] * len(table.issues) for _ in table.actors]
    places = [[0.0] * len(table.issues) for _ in table.actors]
    for stake in table.stakes:
        row, column = table.actors.index(stake.actor), table.issues.index(table.issue(stake.issue))
        cares[row][column] = stake.salience.value * TOP
        issue = table.issues[column]
        places[row][column] = (stake.position.value - issue.low) / issue.span * TOP
    fitted, factor = fit_salience(cares, scale=TOP)
    header = ["Actor", "Description", "Power"]
    header += [title for issue in table.issues for title in (issue.id, f"Sal {issue.id}")]
    rows = [[table.name, "", str(len(clout)), str(len(table.issues))], header]
    for row, (actor, power) in enumerate(clout.items()):
        pairs = zip(places[row], fitted[row].tolist(), strict=True)
        rows.append([actor, "", show_number(power), *(show_number(float(f"{v:.14g}")) for pair in pairs for v in pair)])  # fmt: skip
    scales = any((issue.low, issue.high) != (0.0, TOP) for issue in table.issues)
    lost = [*_lost(table), *(["the issues' own units"] if scales else [])]
    if factor < 1.0:
        lost.append(f"the size of salience (times {factor:.4g}, to sum to at most 100)")
    return Written(join_rows(rows), tuple(lost))


def _decide(table: NegotiationTable) -> Written:
    rows = [["#O", table.name]]
    rows += [["#A", actor, actor] for actor in table.actors]
    rows += [["#P", issue.id, issue.title or issue.id] for issue in table.issues]
    for issue in table.issues:
        named = dict(issue.labels)
        points = sorted({issue.low, issue.high, *named})
        rows += [["#M", issue.id, show_number(at), named.get(at, "")] for at in points]
    for stake in table.stakes:
        figures = (stake.position, stake.salience, stake.capability)
        rows.append(["#D", stake.actor, stake.issue, *(show_number(c.value) for c in figures)])
    return Written(join_rows(rows, ";"), _lost(table, labels=False))


_WRITERS: dict[str, Callable[[NegotiationTable], Written]] = {
    "tidy": _tidy,
    "issues": _issues,
    "flat": _flat,
    "ktab": _ktab,
    "decide": _decide,
}
