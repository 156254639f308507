"""Every reference table found in the data, against what the models give for its inputs."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from bench.harness import Scores
from bench.negotiation.exchanges import score_exchanges
from bench.negotiation.files import Row, beside, beyond_print, grid, having, number_in, read, whole
from bench.negotiation.rules import read_rule
from legation.errors import LegationError
from legation.negotiation.challenge_rounds import ChallengeRun, run_challenge
from legation.negotiation.condorcet import Election, VictoryRule, elect, victories
from legation.negotiation.power import Game, voting_power
from legation.negotiation.spatial_turns import run_spatial

ELECTIONS: tuple[Election, ...] = ("conditional", "markov-uniform", "markov-incentive")


def worse(scores: Scores, name: str, value: float) -> None:
    """Keep the largest value seen for a score."""
    old = scores.get(name)
    scores[name] = value if old is None else max(old, value)


def score_tables(data: Path) -> Scores:
    folder = data / "negotiation"
    scores: Scores = {}
    if folder.is_dir():
        for scorer in (score_elections, score_challenges, score_spatial, score_power):
            scorer(folder, scores)
        score_exchanges(folder, scores)
    return scores


def score_elections(folder: Path, scores: Scores) -> None:
    for file in having(folder, "quantity", "i", "j", "value"):
        quantities: dict[str, list[Row]] = {}
        for row in read(file):
            quantities.setdefault(row["quantity"], []).append(row)
        count = 1 + max(int(row["i"]) for row in quantities["coalition"])
        strength = np.array([float(r["value"]) for r in quantities["coalition"]]).reshape(count, -1)
        rule: VictoryRule = "linear"
        for name, rows in quantities.items():
            if name.startswith("vprob_"):
                rule = name.removeprefix("vprob_")  # type: ignore[assignment] # named in the table
                won = victories(strength, rule=rule)
                for row in rows:
                    error = abs(won[int(row["i"]), int(row["j"])] - float(row["value"]))
                    worse(scores, "pce_error", error)
        for election in ELECTIONS:
            for row in quantities.get(election.replace("-", "_"), []):
                chance = elect(strength, election=election, victory=rule)[int(row["i"])]
                worse(scores, "pce_error", abs(chance - float(row["value"])))


def score_challenges(folder: Path, scores: Scores) -> None:
    for file in having(folder, "actor", "capability", "position", "salience"):
        if not file.stem.endswith("_actors") or "dimension" in read(file)[0]:
            continue
        rows = read(file)
        actors = [row["actor"] for row in rows]
        stakes = [
            [float(row[name]) for row in rows] for name in ("position", "salience", "capability")
        ]
        rounds = beside(file, "_actors", "round", "median", "mean", *actors)
        prints = beside(file, "_actors", "round", "median_printed", "mean_printed")
        views = beside(file, "_actors", "view_of", "against", "eu_view_challenges_other")
        wanted = [int(row["round"]) for other in (*rounds, *prints) for row in read(other)]
        if not wanted and not views:
            continue
        run = run_challenge(*stakes, reading="S11-figures", rounds=max([1, *wanted]))
        _compare_rounds(run, actors, (rounds, prints, views), scores)


def _compare_rounds(
    run: ChallengeRun,
    actors: list[str],
    files: tuple[list[Path], list[Path], list[Path]],
    scores: Scores,
) -> None:
    rounds, prints, views = files
    for row in (row for file in rounds for row in read(file)):
        state = run.rounds[int(row["round"])]
        figures = [state.median, state.mean, *state.positions]
        for name, figure in zip(["median", "mean", *actors], figures, strict=True):
            worse(scores, "challenge_trajectory_error", abs(figure - float(row[name])))
    for file in prints:
        off = 0
        for row in read(file):
            state = run.rounds[int(row["round"])]
            off += abs(state.median - float(row["median_printed"])) > 0.1
            worse(
                scores, "challenge_print_mean_error", abs(state.mean - float(row["mean_printed"]))
            )
        worse(scores, "challenge_print_medians_off", off)
    first = run.rounds[1]
    for row in (row for file in views for row in read(file)):
        view, other = actors.index(row["view_of"]), actors.index(row["against"])
        for figure, name in (
            (first.own[view][other], "eu_view_challenges_other"),
            (first.other[view][other], "eu_other_challenges_view"),
            (first.risk[view], "risk_exponent_of_view"),
        ):
            worse(scores, "challenge_expectation_error", abs(figure - float(row[name])))


def score_spatial(folder: Path, scores: Scores) -> None:
    for file in having(folder, "actor", "capability", "dimension", "position", "salience"):
        rows = read(file)
        actors, names, place = grid(rows, "dimension", "position")
        care, clout = (
            grid(rows, "dimension", "salience")[2],
            grid(rows, "dimension", "capability")[2],
        )
        positions = beside(file, "_actors", "actor", "dimension", "turn", "position")
        chances = beside(file, "_actors", "actor", "turn", "probability")
        risks = beside(file, "_actors", "actor", "risk")
        turns = [int(row["turn"]) for other in (*positions, *chances) for row in read(other)]
        if not turns:
            continue
        scale = 1.0 if np.nanmax(place) <= 1.0 and np.nanmax(care) <= 1.0 else 100.0
        run = run_spatial(
            place, care, clout[:, 0], scale=scale, turns=max(turns), stop_when_quiet=False
        )
        free = run_spatial(place, care, clout[:, 0], scale=scale)
        worse(scores, "spatial_turns_off", abs(len(free.turns) - 1 - max(turns)))
        for row in (row for other in positions for row in read(other)):
            at = _dimension(row["dimension"], names)
            figure = run.turns[int(row["turn"])].positions[actors.index(row["actor"])][at]
            worse(scores, "spatial_position_error", abs(figure - float(row["position"])))
        for row in (row for other in chances for row in read(other)):
            figure = run.turns[int(row["turn"])].chances[actors.index(row["actor"])]
            worse(scores, "spatial_chance_error", abs(figure - float(row["probability"])))
        for row in (row for other in risks for row in read(other)):
            figure = run.turns[0].risk[actors.index(row["actor"])]
            worse(scores, "spatial_risk_error", abs(figure - float(row["risk"])))


def _dimension(name: str, names: list[str]) -> int:
    """The place of a dimension: by its name, or counted from 1 as in Pstn1."""
    if name in names:
        return names.index(name)
    number = number_in(name)
    return 0 if number is None else number - 1


def score_power(folder: Path, scores: Scores) -> None:
    for file in having(folder, "game", "rule", "coleman_collectivity_A"):
        references = beside(file, "_games", "game", "player", "votes", "swings")
        players = [row for other in references for row in read(other)]
        for row in read(file):
            rows = [player for player in players if player["game"] == row["game"]]
            try:
                _score_game(row, rows, scores)
            except (LegationError, ValueError, IndexError) as error:
                print(f"{file.name}, {row['game']}: {error}", file=sys.stderr)
                worse(scores, "power_games_unread", 1)


FIGURES = (
    ("banzhaf", "penrose_banzhaf_absolute"),
    ("banzhaf_normalised", "banzhaf_normalised"),
    ("shapley_shubik", "shapley_shubik"),
    ("prevent", "coleman_prevent"),
    ("initiate", "coleman_initiate"),
)


def _score_game(row: Row, rows: list[Row], scores: Scores) -> None:
    columns = {
        "votes": whole([player["votes"] for player in rows]),
        "members": [1] * len(rows),
        "population": whole([player.get("population", "0") for player in rows]),
    }
    rule = read_rule(row["rule"], columns)
    power = voting_power(Game(tuple(player["player"] for player in rows), rule))
    scores["power_games"] = (scores.get("power_games") or 0) + 1
    worse(scores, "power_games_unread", 0)
    worse(
        scores,
        "power_error",
        beyond_print(power.collectivity, row["coleman_collectivity_A"]),
    )
    for at, player in enumerate(rows):
        swings = power.swings[at] if power.swings else -1
        worse(scores, "power_swings_off", abs(swings - int(player["swings"])))
        for name, column in FIGURES:
            if player.get(column):
                error = beyond_print(getattr(power, name)[at], player[column])
                worse(scores, "power_error", error)
