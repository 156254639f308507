"""Commands of a negotiation: solve a table, list cases, convert tables, voting power, backtest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from legation.cli.options import JsonOption
from legation.cli.output import FINDINGS, emit, is_terminal, note, say

if TYPE_CHECKING:
    from legation.negotiation.table import NegotiationTable


class SolveFirst(TyperGroup):
    """A group whose first word may be left out: it is then `solve`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - click's Context, which newer typers ship themselves
        """Put `solve` before what names no command of the group."""
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["solve", *args]
        rest: list[str] = super().parse_args(ctx, args)
        return rest


group = typer.Typer(
    cls=SolveFirst,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
TableArgument = Annotated[
    Path | None, typer.Argument(help="A table: tidy CSV, or a file of KTAB, Decide and others.")
]
IssuesOption = Annotated[
    Path | None, typer.Option("--issues", help="Issue file: scales, status quo, labels.")
]
CaseOption = Annotated[str | None, typer.Option("--case", help="A published case, by name.")]
SalienceOption = Annotated[
    float | None, typer.Option("--salience", help="1 or 100, what salience is stated of.")
]
SeedOption = Annotated[int, typer.Option(min=0, help="Seed of the draws.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this file to the command line."""
    from legation.cli import negotiate_tables

    negotiate_tables.register(group)
    app.add_typer(group, name="negotiate", rich_help_panel="Negotiate", help=HELP)


HELP = """What a negotiation would yield: legation negotiate TABLE.csv.

\b
Examples:
  legation negotiate table.csv --issues issues.csv --draws 1000
  legation negotiate --case nato-russia-2009 --plot out.svg
  legation negotiate cases
"""


@group.command()
def solve(
    table: TableArgument = None,
    case: CaseOption = None,
    record: Annotated[
        Path | None, typer.Option("--record", "-r", help="Positions of this record.")
    ] = None,
    issue: Annotated[
        list[str] | None, typer.Option("--issue", "-i", help="Only this issue; may be repeated.")
    ] = None,
    issues: IssuesOption = None,
    as_of: Annotated[str | None, typer.Option(help="The day, with --record: 2009-12-04.")] = None,
    format: Annotated[  # noqa: A002 - the word of the vocabulary
        str | None,
        typer.Option("--format", help="Who sits at the table, as of the day: 26+1, 27, nrc."),
    ] = None,
    rule: Annotated[
        str | None, typer.Option(help="consensus, majority or a share such as 55 %.")
    ] = None,
    what_if: Annotated[
        list[str] | None,
        typer.Option(help="Also a dynamic model: exchange, spatial, challenge:READING."),
    ] = None,
    draws: Annotated[int, typer.Option(min=0, help="Draws of the uncertain inputs.")] = 1000,
    seed: SeedOption = 0,
    salience: SalienceOption = None,
    plot: Annotated[Path | None, typer.Option(help="Write a figure: .svg .png .html .json")] = None,
    figure: Annotated[
        str, typer.Option(help="scale, tornado, network, spatial or challenge:READING.")
    ] = "scale",
    seal: Annotated[
        Path | None, typer.Option(help="Write a sealed forecast to this new file.")
    ] = None,
    as_json: JsonOption = None,
) -> None:
    r"""Solve a table: all headline models with both bands, formats, and what would change them.

    The word `solve` may be left out.

    \b
    Examples:
      legation negotiate table.csv --issues issues.csv
      legation negotiate --case cop21-2015 --what-if exchange --plot deals.svg --figure network
      legation negotiate --case scholz-2011 --what-if challenge:S11-figures
      legation negotiate --record nato-russia -i order --as-of 2009-12-04 --format 28+1
      legation negotiate table.csv --seal forecast.json
    """
    from dataclasses import asdict

    from legation.cli.negotiate_text import tell_issue, tell_report
    from legation.negotiation.sensitivity import find_sensitivity
    from legation.negotiation.solve import solve as solve_table

    chosen = choose_table(
        table, case, record=record, issue=issue, issues=issues, as_of=as_of, format_=format,
        salience=salience, rule=rule,
    )  # fmt: skip
    report = solve_table(chosen, rule=rule, what_if=what_if or (), draws=draws, seed=seed)
    changes = [find_sensitivity(chosen, one.id, rule=rule) for one in chosen.issues]
    if plot is not None:
        _plot(chosen, plot, figure, report)
    if seal is not None:
        _seal(chosen, seal, (rule, tuple(what_if or ()), draws, seed))
    if as_json or (as_json is None and not is_terminal()):
        emit([asdict(report) | {"sensitivity": [asdict(one) for one in changes]}], [], as_json=True)
        return
    for one in changes:
        tell_issue(chosen, report, one)
    tell_report(report)


def choose_table(
    table: Path | None,
    case: str | None,
    *,
    record: Path | None = None,
    issue: list[str] | None = None,
    issues: Path | None = None,
    as_of: str | None = None,
    format_: str | None = None,
    salience: float | None = None,
    rule: str | None = None,
) -> NegotiationTable:
    """Return the table that the options name: a file, a case, or the positions of a record.

    Raises:
        UsageError: if they name none or several.
    """
    from dataclasses import replace
    from datetime import date

    from legation.errors import UsageError
    from legation.negotiation.cases import open_case
    from legation.negotiation.read import read_table
    from legation.negotiation.seating import find_format

    given = [source for source in (table, case, record) if source is not None]
    if len(given) != 1:
        found = "none" if not given else "several"
        expected = "one of a file, --case or --record"
        raise UsageError("table", found=found, expected=expected)
    try:
        day = date.fromisoformat(as_of) if as_of else None
    except ValueError as error:
        raise UsageError("--as-of", found=repr(as_of), expected="a day: 2009-12-04") from error
    if record is not None:
        return _from_record(record, issue, issues, day, format_, rule)
    chosen = (
        read_table(table, issues=issues, salience=salience)
        if table
        else open_case(case or "").table
    )
    if issue:
        chosen = chosen.restrict(*issue)
    if format_:
        day = day or chosen.as_of
        if day is None:
            raise UsageError("--format", found="no day", expected="--as-of with it")
        chosen = replace(chosen, as_of=day, format=find_format(format_, day, rule=rule))
    return chosen


def _from_record(
    record: Path,
    issue: list[str] | None,
    issues: Path | None,
    day: object,
    format_: str | None,
    rule: str | None,
) -> NegotiationTable:
    from datetime import date

    from legation.api import Record
    from legation.errors import UsageError
    from legation.negotiation.raw import decode
    from legation.negotiation.tidy import read_issues

    stated = read_issues(decode(issues.read_bytes()), issues.name) if issues else ()
    known = {one.id: one for one in stated}
    names = issue or list(known)
    if not names or not isinstance(day, date):
        raise UsageError("--record", found="no issue or day", expected="--issue and --as-of")
    with Record.open(record) as rec:
        wanted = tuple(known.get(name, name) for name in names)
        return rec.table(wanted, as_of=day, format=format_, rule=rule)


def _plot(table: NegotiationTable, file: Path, figure: str, report: object) -> None:
    from legation.negotiation.figures import draw
    from legation.negotiation.plots import save_plot
    from legation.negotiation.solve import Report

    assert isinstance(report, Report)
    single = len(table.issues) == 1 or figure == "network"
    for issue in table.issues[: 1 if single else None]:
        name = file if single else file.with_stem(f"{file.stem}-{issue.id}")
        note(f"wrote {save_plot(draw(table, issue.id, figure, report=report), name)}")


def _seal(
    table: NegotiationTable, file: Path, given: tuple[str | None, tuple[str, ...], int, int]
) -> None:
    from datetime import UTC, datetime

    from legation.negotiation.forecast import Settings, seal

    rule, what_if, draws, seed = given
    settings = Settings(rule=rule, what_if=what_if, draws=draws, seed=seed)
    sealed = seal(table, file, made=datetime.now(UTC).date(), settings=settings)
    note(f"sealed {file}: inputs {sealed.digest[:12]}, seal {sealed.seal[:12]}")


@group.command()
def score(
    forecast: Annotated[Path, typer.Argument(help="A sealed forecast.")],
    outcome: Annotated[
        list[str] | None, typer.Option("--outcome", "-o", help="What happened: ISSUE=VALUE.")
    ] = None,
    as_json: JsonOption = None,
) -> None:
    r"""Check a sealed forecast; with --outcome, tell how far off each model was.

    \b
    Examples:
      legation negotiate score forecast.json
      legation negotiate score forecast.json --outcome toll=40
    """
    from dataclasses import asdict

    from legation.errors import UsageError
    from legation.negotiation.forecast import open_forecast, score_forecast, verify_forecast
    from legation.negotiation.raw import parse_number

    findings = verify_forecast(forecast)
    for finding in findings:
        note(f"{finding.kind}: {finding.detail}")
    if findings:
        raise typer.Exit(FINDINGS)
    note("the seal holds, and running it again gives the same result")
    happened = {}
    for written in outcome or []:
        issue, _, text = written.rpartition("=")
        value = parse_number(text)
        if value is None or not issue:
            raise UsageError("--outcome", found=repr(written), expected="ISSUE=VALUE")
        happened[issue] = value
    if happened:
        rows = [asdict(one) for one in score_forecast(open_forecast(forecast), happened)]
        emit(rows, ["issue", "model", "value", "outcome", "error"], as_json=as_json)


@group.command()
def backtest(
    outcomes: Annotated[Path, typer.Argument(help="CSV: table,issue,outcome[,issues].")],
    reading: Annotated[
        str | None, typer.Option(help="Score the challenge model in this reading, too.")
    ] = None,
    as_json: JsonOption = None,
) -> None:
    r"""Score every headline model, beside baselines, on tables whose outcomes are known.

    \b
    Example:
      legation negotiate backtest outcomes.csv --reading S11-figures
    """
    from dataclasses import asdict

    from legation.negotiation.backtest import backtest as run_backtest
    from legation.negotiation.outcomes import read_outcomes

    found = run_backtest(read_outcomes(outcomes), reading=reading)
    columns = [
        "model",
        "issues",
        "error",
        "within_5",
        "within_10",
        "worse",
        "worse_low",
        "worse_high",
    ]
    emit([asdict(one) for one in found.models], columns, as_json=as_json)
    if is_terminal():
        say("errors on scales of 100; `worse`: than the mean, with its 95 % interval")
