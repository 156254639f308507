"""Commands around tables: published cases, conversion, voting power."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from legation.cli.negotiate import (
    CaseOption,
    IssuesOption,
    SalienceOption,
    SeedOption,
    TableArgument,
    choose_table,
)
from legation.cli.options import JsonOption
from legation.cli.output import FINDINGS, emit, note, say

if TYPE_CHECKING:
    from legation.negotiation.power import Game


def register(group: typer.Typer) -> None:
    """Add the commands of this file to the group."""
    group.command()(cases)
    group.command()(convert)
    group.command()(power)


def cases(
    check: Annotated[
        bool, typer.Option("--check", help="Run their solvers and compare with what is published.")
    ] = False,
    as_json: JsonOption = None,
) -> None:
    r"""List the published cases; with --check, compare every solver with their numbers.

    \b
    Examples:
      legation negotiate cases
      legation negotiate cases --check
    """
    from dataclasses import asdict

    from legation.negotiation.cases import list_cases, open_case
    from legation.negotiation.check import check_case

    found = [open_case(name) for name in list_cases()]
    if not check:
        rows = [{"name": c.name, "title": c.title, "source": c.source, "page": c.page, "departures": c.departures} for c in found]  # fmt: skip
        emit(rows, ["name", "title", "source"], as_json=as_json)
        return
    checks = [one for case in found for one in check_case(case)]
    columns = ["case", "solver", "quantity", "error", "tolerance", "right"]
    emit([asdict(one) | {"right": one.right} for one in checks], columns, as_json=as_json)
    if not all(one.right for one in checks):
        raise typer.Exit(FINDINGS)


def convert(
    table: TableArgument = None,
    case: CaseOption = None,
    to: Annotated[
        str, typer.Option(help="tidy, issues (the issue file), flat, ktab, decide.")
    ] = "tidy",
    issues: IssuesOption = None,
    issue: Annotated[
        list[str] | None, typer.Option("--issue", "-i", help="Only this issue.")
    ] = None,
    salience: SalienceOption = None,
) -> None:
    r"""Read a table in any known form and write it in another; say what that cannot hold.

    \b
    Examples:
      legation negotiate convert CoP21.csv > tidy.csv
      legation negotiate convert --case cop21-2015 --to issues > issues.csv
      legation negotiate convert tidy.csv --issues issues.csv --to ktab > smp.csv
    """
    from legation.errors import UsageError
    from legation.negotiation.write import TARGETS, write_table

    chosen = choose_table(table, case, issues=issues, issue=issue, salience=salience)
    target = next((known for known in TARGETS if known == to), None)
    if target is None:
        raise UsageError("--to", found=repr(to), expected=", ".join(TARGETS))
    written = write_table(chosen, target)
    for line in chosen.notes:
        note(line)
    if written.lost:
        note(f"left out: {', '.join(written.lost)}")
    say(written.text.rstrip("\n"))


def power(
    table: Annotated[
        Path | None, typer.Argument(help="CSV: player and one or more columns of votes.")
    ] = None,
    case: CaseOption = None,
    quota: Annotated[
        list[str] | None,
        typer.Option("--quota", "-q", help="62, votes=62, members=55%, …; all must be met."),
    ] = None,
    block: Annotated[
        int | None, typer.Option(min=1, help="Members it takes to block; fewer against: it passes.")
    ] = None,
    samples: Annotated[
        int, typer.Option(min=0, help="Sample in place of exact counting; for large games.")
    ] = 0,
    seed: SeedOption = 0,
    as_json: JsonOption = None,
) -> None:
    r"""Voting power of every player: Penrose-Banzhaf, Shapley-Shubik, Coleman; exact.

    \b
    Examples:
      legation negotiate power council.csv --quota 62
      legation negotiate power council.csv -q members=55% -q population=65% --block 4
      legation negotiate power --case un-security-council
    """
    from legation.negotiation.power import voting_power
    from legation.negotiation.power_sampling import sample_power

    played = _game(table, case, quota or [], block)
    found = sample_power(played, samples=samples, seed=seed) if samples else voting_power(played)
    columns = ("banzhaf", "banzhaf_normalised", "shapley_shubik", "prevent", "initiate")
    rows = [
        {"player": player} | {name: getattr(found, name)[at] for name in columns}
        for at, player in enumerate(found.players)
    ]
    emit(rows, ["player", *columns], as_json=as_json)
    note(f"power of the collectivity to act {found.collectivity:.6g}; method: {found.method}")


def _game(table: Path | None, case: str | None, quota: list[str], block: int | None) -> Game:
    from legation.errors import TableError, UsageError
    from legation.negotiation.cases import open_case
    from legation.negotiation.power_table import make_game, parse_players
    from legation.negotiation.raw import decode

    if (table is None) == (case is None):
        raise UsageError("game", found="none or two", expected="a file or --case")
    if table is None:
        found = open_case(case or "").game
        if found is None:
            raise UsageError(f"case {case}", found="no voting game", expected="one")
        return found
    if not table.is_file():
        raise TableError(str(table), found="no such file", expected="a table of players")
    return make_game(parse_players(decode(table.read_bytes()), table.name), quota, block=block)
