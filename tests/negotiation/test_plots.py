from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from legation.errors import UsageError
from legation.negotiation.cases import open_case
from legation.negotiation.exchange_rounds import run_exchange
from legation.negotiation.plot_network import plot_exchanges
from legation.negotiation.plots import Spec, plot_rounds, plot_scale, plot_tornado, save_plot


def drawn() -> dict[str, Spec]:
    allies, climate = open_case("nato-russia-2009").table, open_case("cop21-2015").table
    made = run_exchange(climate.scaled(100.0), climate.salience, climate.capability)[0]
    cars = open_case("scholz-2011").table
    rounds = [cars.positions[:, 0].tolist(), [5.0] * len(cars.actors)]
    figures, bands = {"mean": 0.4, "median": 0.5}, {"inputs": (0.1, 0.6), "past errors": (-0.4, 1.0)}  # fmt: skip
    return {
        "scale": plot_scale(allies, "nato-russia-cooperation", figures, bands),
        "rounds": plot_rounds(cars.issues[0], cars.actors, rounds, "a model"),
        "network": plot_exchanges(climate, made.deals),
        "tornado": plot_tornado(cars.issues[0], 7.0, [("A: position", 6.5, 7.2)]),
    }


def values(spec: object) -> list[dict[str, Any]]:
    if isinstance(spec, dict):
        own = spec.get("data", {}).get("values", []) if isinstance(spec.get("data"), dict) else []
        return [*own, *(row for part in spec.values() for row in values(part))]
    return [row for part in spec for row in values(part)] if isinstance(spec, list) else []


def test_the_two_bands_stay_apart_and_labels_and_origins_are_told() -> None:
    rows = values(drawn()["scale"])
    texts = {row.get("text") for row in rows}
    assert {"0.1 to 0.6", "-0.4 to 1"} <= texts
    assert "-1  no cooperation" in texts
    assert {row["origin"] for row in rows if "origin" in row} == {"extracted", "assumed"}
    assert any(row["row"] == "BEL, BGR, CAN and 22 more" for row in rows if "share" in row)
    assert sum(row["share"] for row in rows if "share" in row) == pytest.approx(1.0)


def test_lines_of_the_same_way_are_one_and_every_actor_is_named_or_counted() -> None:
    rows = values(drawn()["rounds"])
    assert {row["row"] for row in rows} == {
        "France, Italy, UK", "Belgium, Ireland, Greece", "Netherlands, Luxembourg, Germany, Denmark",
    }  # fmt: skip


def test_the_network_has_a_line_a_pair_and_names_the_largest_deals() -> None:
    rows = values(drawn()["network"])
    table = open_case("cop21-2015").table
    deals = run_exchange(table.scaled(100.0), table.salience, table.capability)[0].deals
    assert len([row for row in rows if "x2" in row]) == len({frozenset((d.i, d.j)) for d in deals})
    assert "1. China on differentiation, USA on mrv" in {row.get("row") for row in rows}


@pytest.mark.parametrize("ending", [".svg", ".png", ".html", ".json"])
def test_every_figure_renders(tmp_path: Path, ending: str) -> None:
    if ending != ".json":
        pytest.importorskip("vl_convert", reason="the extra [plots] is not installed")
    specs = drawn() if ending == ".json" else {"scale": drawn()["scale"]}
    for name, spec in specs.items():
        file = save_plot(spec, tmp_path / f"{name}{ending}")
        assert file.stat().st_size > 1000
        if ending == ".json":
            assert json.loads(file.read_text(encoding="utf-8")) == spec
        if ending == ".html":
            assert "<svg" in file.read_text(encoding="utf-8")


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"expected \.svg"):
        save_plot(drawn()["tornado"], tmp_path / "a.bmp")
