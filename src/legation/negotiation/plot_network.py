"""The network of exchanges as Vega-Lite: who trades with whom, and the deals by gain."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin

from legation.negotiation.exchange_rounds import Deal
from legation.negotiation.plots import BLUE, GREY, ROW, WIDTH, Spec, _page, _rows
from legation.negotiation.table import NegotiationTable

MOST_DEALS = 12
SIZE = 430


def plot_exchanges(table: NegotiationTable, deals: Sequence[Deal]) -> Spec:
    """Return the actors on a circle, a line for each pair that trades, and the largest deals.

    A line is as wide as the gain of the pair, over all its deals. Only actors with a deal are
    drawn; the bars below name what each gives.
    """
    traders = [at for at in range(len(table.actors)) if any(at in (d.i, d.j) for d in deals)]
    turn = {at: 2 * pi * place / max(1, len(traders)) for place, at in enumerate(traders)}
    nodes = [{"x": sin(a), "y": cos(a), "actor": table.actors[at]} for at, a in turn.items()]
    gains: dict[tuple[int, int], float] = {}
    for deal in deals:
        pair = (min(deal.i, deal.j), max(deal.i, deal.j))
        gains[pair] = gains.get(pair, 0.0) + deal.gain
    links = [
        {"x": sin(turn[i]), "y": cos(turn[i]), "x2": sin(turn[j]), "y2": cos(turn[j]), "gain": gain}
        for (i, j), gain in gains.items()
    ]
    body = {"vconcat": [_circle(nodes, links), _bars(table, deals)], "spacing": 10}
    return _page("Exchanges that would pay both: a what-if", body)


def _circle(nodes: list[dict[str, object]], links: list[dict[str, float]]) -> Spec:
    scale = {"domain": [-1.2, 1.2], "nice": False}
    x = {"field": "x", "type": "quantitative", "scale": scale, "axis": None}
    y = {"field": "y", "type": "quantitative", "scale": scale, "axis": None}
    width = {"field": "gain", "type": "quantitative", "title": "gain of each", "scale": {"range": [0.7, 7], "zero": True}}  # fmt: skip
    layers: list[Spec] = [
        {
            "data": {"values": links}, "mark": {"type": "rule", "color": GREY, "opacity": 0.6},
            "encoding": {"x": x, "y": y, "x2": {"field": "x2"}, "y2": {"field": "y2"}, "strokeWidth": width},
        },
        {"data": {"values": nodes}, "mark": {"type": "circle", "size": 110, "color": BLUE, "opacity": 1}, "encoding": {"x": x, "y": y}},
    ]  # fmt: skip
    for align, shift, keep in (("left", 9, 1), ("center", 0, 0), ("right", -9, -1)):
        side = [node for node in nodes if _side(node) == keep]
        above = [node for node in side if float(str(node["y"])) >= 0]
        for some, drop in ((above, -12), ([n for n in side if n not in above], 12)):
            text = {"type": "text", "align": align, "dx": shift, "dy": drop if not keep else 0, "fontSize": 12}  # fmt: skip
            layers.append({"data": {"values": some}, "mark": text, "encoding": {"x": x, "y": y, "text": {"field": "actor"}}})  # fmt: skip
    return {"width": WIDTH, "height": SIZE, "layer": layers}


def _side(node: dict[str, object]) -> int:
    """On which side of its point a name has room: right 1, left -1, above or below 0."""
    x = float(str(node["x"]))
    return 0 if abs(x) < 0.12 else (1 if x > 0 else -1)


def _bars(table: NegotiationTable, deals: Sequence[Deal]) -> Spec:
    actors, issues = table.actors, [issue.id for issue in table.issues]
    largest = sorted(deals, key=lambda deal: -deal.gain)[:MOST_DEALS]
    values = [
        {"row": f"{number}. {actors[d.i]} on {issues[d.q]}, {actors[d.j]} on {issues[d.p]}", "gain": d.gain}
        for number, d in enumerate(largest, 1)
    ]  # fmt: skip
    y = _rows([str(value["row"]) for value in values])
    y["axis"] |= {"labelLimit": 400}
    x = {"field": "gain", "type": "quantitative", "axis": {"title": "gain of each of the two"}}
    title = f"the {len(values)} largest of {len(deals)} deals: who gives way on what"
    return {
        "width": 260, "height": ROW * max(1, len(values)), "data": {"values": values},
        "title": {"text": title, "fontSize": 11, "fontWeight": "normal", "color": GREY, "anchor": "start", "frame": "group"},
        "mark": {"type": "bar", "color": BLUE, "height": 11}, "encoding": {"x": x, "y": y},
    }  # fmt: skip
