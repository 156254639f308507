"""From fields as written to a checked table: numbers, scales, salience, origins.

All problems of a file are told in one error, each with its line, its column and its text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from legation.errors import TableError
from legation.negotiation.raw import Field, RawStake, parse_number
from legation.negotiation.table import (
    FIGURES,
    Cell,
    CellOrigin,
    Figure,
    Issue,
    NegotiationTable,
    Stake,
    of_stake,
)

YES = frozenset({"yes", "y", "true", "1", "x"})
NO = frozenset({"no", "n", "false", "0", ""})
BANDS = ("", "_lo", "_hi", "_sd")


@dataclass(slots=True)
class Draft:
    """A table in the making.

    Args:
        name: what errors name.
        raws: the stakes as written.
        issues: as stated; empty where nobody stated a scale.
        salience_top: 1 or 100 where the user said which; None to find out.
        notes: what was taken for granted.
        problems: what is wrong.
    """

    name: str
    raws: list[RawStake]
    issues: tuple[Issue, ...] = ()
    salience_top: float | None = None
    notes: list[str] = field(default_factory=list)
    problems: list[TableError] = field(default_factory=list)


def assemble(draft: Draft) -> NegotiationTable:
    """Return the table, or raise one `TableError` that tells every problem."""
    numbers = [_numbers(draft, raw) for raw in draft.raws]
    if not draft.raws:
        draft.problems.append(TableError(draft.name, found="no row", expected="at least one actor"))
    top = draft.salience_top or _find_salience_top(draft)
    issues = {issue.id: issue for issue in draft.issues or _guess_issues(draft, numbers)}
    issues = _with_status_quo(draft, numbers, issues)
    stakes = []
    seen: dict[tuple[str, str], int] = {}
    for raw, values in zip(draft.raws, numbers, strict=True):
        first = seen.setdefault((raw.actor, raw.issue), raw.line)
        if first != raw.line:
            where = f"{draft.name}, line {raw.line}"
            found = f"{raw.actor!r} on {raw.issue!r} again, first on line {first}"
            draft.problems.append(TableError(where, found=found, expected="each actor once"))
            continue
        if raw.issue not in issues:
            where = f"{draft.name}, line {raw.line}, column issue"
            expected = ", ".join(issues) or "an issue"
            draft.problems.append(TableError(where, found=repr(raw.issue), expected=expected))
            continue
        stake = _stake(draft, raw, values, top)
        if stake is not None:
            draft.problems += _located(draft, raw, of_stake(stake, issues[raw.issue]))
            stakes.append(stake)
    if draft.problems:
        raise TableError.of(draft.name, draft.problems)
    used = tuple(issue for issue in issues.values() if any(s.issue == issue.id for s in stakes))
    if len(used) < len(issues):
        idle = ", ".join(issue for issue in issues if all(s.issue != issue for s in stakes))
        draft.notes.append(f"issues without an actor are left out: {idle}")
    return NegotiationTable(used, tuple(stakes), name=draft.name, notes=tuple(draft.notes))


def _numbers(draft: Draft, raw: RawStake) -> dict[str, float]:
    """Return the numbers of a stake by canonical name; note what is missing or no number."""
    found = {}
    for figure in FIGURES:
        for band in BANDS:
            written = raw.fields.get(figure + band)
            if written is None or (band and written.missing):
                continue
            value = parse_number(written.text)
            if value is None:
                expected = "a number" if not written.missing else f"a {figure}"
                do = "leave the row out if the actor takes no part" if written.missing else ""
                draft.problems.append(written.wrong(draft.name, expected, do))
            else:
                found[figure + band] = value
    return found


def _find_salience_top(draft: Draft) -> float:
    """Return 1 or 100, which salience is stated of; note which, and what is of the other kind."""
    written = [
        (value, raw.fields["salience"])
        for raw in draft.raws
        if "salience" in raw.fields
        and (value := parse_number(raw.fields["salience"].text)) is not None
    ]
    if all(value <= 1.0 for value, _ in written):
        return 1.0
    largest = max(value for value, _ in written)
    small = [place for value, place in written if 0.0 < value <= 1.0]
    expected = f"one scale: 0–1, or 0–100 as others here (up to {largest:g})"
    do = "write all salience on one scale, or name it"
    draft.problems += [place.wrong(draft.name, expected, do) for place in small]
    draft.notes.append(f"salience is read as 0–100 (largest {largest:g}) and divided by 100")
    return 100.0


def _guess_issues(draft: Draft, numbers: Sequence[dict[str, float]]) -> list[Issue]:
    """Return issues with the scale their positions suggest, and say so."""
    places: dict[str, list[float]] = {}
    for raw, values in zip(draft.raws, numbers, strict=True):
        named = ("position", "position_lo", "position_hi")
        places.setdefault(raw.issue, []).extend(values[name] for name in named if name in values)
    everything = [value for values in places.values() for value in values] or [0.0]
    issues = []
    for issue, stated in places.items():
        low, high = _usual_scale(everything, stated or [0.0])
        issues.append(Issue(issue, low, high))
        draft.notes.append(f"no scale is stated for {issue!r}: taken as {low:g} to {high:g}")
    return issues


def _usual_scale(everything: Sequence[float], values: Sequence[float]) -> tuple[float, float]:
    for low, high in ((0.0, 1.0), (-1.0, 1.0)):
        if low <= min(everything) and max(everything) <= high:
            return low, high
    if min(values) >= 0.0 and max(values) <= 100.0:
        return 0.0, 100.0
    return min(0.0, *values), max(values) if max(values) > min(0.0, *values) else 1.0


def _with_status_quo(
    draft: Draft, numbers: Sequence[dict[str, float]], issues: dict[str, Issue]
) -> dict[str, Issue]:
    """Return the issues with the status quo that a row's status_quo_of states."""
    out = dict(issues)
    for raw, values in zip(draft.raws, numbers, strict=True):
        written = raw.fields.get("status_quo_of")
        if written is None or written.text.lower() in NO or "position" not in values:
            continue
        issue = out.get(raw.issue)
        if written.text.lower() not in YES and written.text != raw.issue:
            draft.problems.append(written.wrong(draft.name, f"{raw.issue!r}, yes, or nothing"))
        elif issue is not None and issue.status_quo not in {None, values["position"]}:
            expected = f"the status quo stated before, {issue.status_quo:g}"
            draft.problems.append(written.wrong(draft.name, expected))
        elif issue is not None:
            out[raw.issue] = replace(issue, status_quo=values["position"])
    return out


def _stake(draft: Draft, raw: RawStake, values: dict[str, float], top: float) -> Stake | None:
    """Return the stake, or None when a figure is missing (already told)."""
    cells: dict[Figure, Cell] = {}
    for figure in FIGURES:
        if figure not in values:
            return None
        unit = top if figure == "salience" else 1.0
        value, low, high, sd = (
            values[figure + band] / unit if figure + band in values else None for band in BANDS
        )
        assert value is not None
        origin, sentences = _origin(draft, raw, figure)
        cells[figure] = Cell(value, low, high, sd, origin, sentences)
    texts = {name: written.text for name, written in raw.fields.items()}
    quo = texts.get("status_quo_of", "")
    return Stake(
        raw.actor,
        raw.issue,
        **cells,
        veto=_flag(draft, raw.fields.get("veto")),
        group=texts.get("group") or None,
        status_quo_of=None if quo.lower() in NO else raw.issue,
        source=texts.get("source") or None,
    )


def _origin(draft: Draft, raw: RawStake, figure: Figure) -> tuple[CellOrigin, tuple[str, ...]]:
    written = raw.fields.get(f"{figure}_origin") or raw.fields.get("origin")
    if written is None or written.missing:
        return CellOrigin.ELICITED, ()
    try:
        origin = CellOrigin(written.text.lower())
    except ValueError:
        draft.problems.append(written.wrong(draft.name, ", ".join(CellOrigin)))
        return CellOrigin.ELICITED, ()
    quoted = raw.fields.get(f"{figure}_sentences") or raw.fields.get("sentences")
    if origin is not CellOrigin.EXTRACTED or quoted is None:
        return origin, ()
    return origin, tuple(part.strip() for part in quoted.text.split("|") if part.strip())


def _flag(draft: Draft, written: Field | None) -> bool:
    if written is None or written.text.lower() in NO:
        return False
    if written.text.lower() not in YES:
        draft.problems.append(written.wrong(draft.name, "yes or no"))
    return True


def _located(draft: Draft, raw: RawStake, problems: list[TableError]) -> list[TableError]:
    """Give errors of a stake's figures the line, column and text of the cell."""
    out = []
    for problem in problems:
        written = raw.fields.get(problem.where.rpartition(": ")[2])
        line = f"{draft.name}, line {raw.line}"
        if written is None:
            where, found = line, problem.found
        else:
            where = f"{line}, column {written.column}"
            single = " " not in problem.found
            found = repr(written.text) if single else problem.found
        out.append(TableError(where, found=found, expected=problem.expected, do=problem.do))
    return out
