"""Figures of a negotiation as Vega-Lite: one specification serves page, notebook and print.

Each function takes plain values and gives a specification with its data inside. `save_plot` writes
one as SVG, PNG or HTML (with the extra `[plots]`), or as JSON (with nothing).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from legation.errors import UsageError
from legation.negotiation.table import Issue, NegotiationTable, Stake

Spec = dict[str, Any]
WIDTH = 560
ROW = 20
LETTER = 5.6
"""About the width of a letter, in pixels."""
NAMED = 3
"""How many actors are named where several share a row; the rest are counted."""
BLUE, ORANGE, GREY = "#0072b2", "#d55e00", "#8c8c8c"
PALETTE = [BLUE, ORANGE, "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#6b4c9a", "#5c5c5c"]
FORMS = (".svg", ".png", ".html", ".json")


def name_all(actors: Sequence[str]) -> str:
    """Return names in few words.

    >>> name_all(["A", "B", "C", "D", "E"])
    'A, B, C and 2 more'
    """
    if len(actors) <= NAMED + 1:
        return ", ".join(actors)
    return f"{', '.join(actors[:NAMED])} and {len(actors) - NAMED} more"


def plot_scale(
    table: NegotiationTable,
    issue: str,
    figures: Mapping[str, float],
    bands: Mapping[str, tuple[float, float]],
) -> Spec:
    """Return positions and outcome of one issue on its scale.

    Args:
        table: the table.
        issue: the issue's id.
        figures: the point figures of the headline models by name, in the issue's unit.
        bands: bands by name, each as its ends; they stay apart and are never merged.
    """
    about = table.issue(issue)
    panels = [_labels_panel(about)] if about.labels else []
    panels.append(_positions_panel(about, table.on(issue)))
    panels.append(_outcome_panel(about, figures, bands))
    return _page(about.title or about.id, {"vconcat": panels, "spacing": 6})


def _axis(about: Issue, *, title: str | None = None, labels: bool = False) -> Spec:
    """Return the x channel, the same in every panel."""
    marks = sorted({about.low, about.high, *(at for at, _ in about.labels)})
    axis: Spec = {"grid": True, "title": title, "labels": labels, "ticks": labels}
    if about.labels:
        axis["values"] = marks
    scale = {"domain": [about.low, about.high], "nice": False, "zero": False}
    return {"field": "x", "type": "quantitative", "scale": scale, "axis": axis}


def _rows(names: Sequence[str], title: str | None = None) -> Spec:
    """Return the y channel of one row a name, in the order given, no name cut."""
    axis = {"title": title, "labelLimit": 260, "labelPadding": 12, "domain": False, "ticks": False}
    return {"field": "row", "type": "nominal", "sort": list(names), "axis": axis}


def _labels_panel(about: Issue) -> Spec:
    """Labelled points, one a row, so that long words never overlap; text to the side with room."""
    y = _rows([text for _, text in about.labels]) | {"axis": None}
    encoding = {"x": _axis(about), "y": y, "tooltip": {"field": "row"}}
    layers: list[Spec] = []
    for align, shift in (("left", 7), ("right", -7)):
        values = [
            {"x": at, "row": text, "text": _beside(about, at, text)}
            for at, text in about.labels
            if (at <= (about.low + about.high) / 2.0) == (align == "left")
        ]
        tick = {"type": "tick", "color": GREY, "thickness": 2}
        words = {"type": "text", "align": align, "dx": shift}
        layers.append({"data": {"values": values}, "mark": tick, "encoding": encoding})
        shown = encoding | {"text": {"field": "text"}}
        layers.append({"data": {"values": values}, "mark": words, "encoding": shown})
    height = ROW * len(about.labels)
    return {"width": WIDTH, "height": height, "layer": layers, "title": _small("the scale")}


def _beside(about: Issue, at: float, text: str) -> str:
    """Return a label with its value, cut to the room on its side of the point."""
    share = (at - about.low) / about.span
    room = int(max(share, 1.0 - share) * WIDTH / LETTER) - 6
    short = text if len(text) <= room else text[: room - 1] + "…"
    return f"{at:g}  {short}" if share <= 0.5 else f"{short}  {at:g}"


def _small(text: str) -> Spec:
    return {
        "text": text,
        "fontSize": 11,
        "fontWeight": "normal",
        "color": GREY,
        "anchor": "start",
        "frame": "group",
    }


def _positions_panel(about: Issue, stakes: Sequence[Stake]) -> Spec:
    together: dict[tuple[Any, ...], list[Stake]] = {}
    for stake in sorted(stakes, key=lambda s: (s.position.value, s.group or "", s.actor)):
        cell = stake.position
        together.setdefault((cell.value, cell.low, cell.high, cell.origin, stake.group), []).append(stake)  # fmt: skip
    total = sum(stake.weight for stake in stakes)
    values = []
    for (place, low, high, origin, _), same in together.items():
        share = sum(stake.weight for stake in same) / total
        row = name_all([stake.actor for stake in same])
        values.append({
            "row": row, "x": place, "low": place if low is None else low,
            "high": place if high is None else high, "share": share, "origin": str(origin),
        })  # fmt: skip
    y = _rows([value["row"] for value in values])
    kinds = ["elicited", "extracted", "assumed"]
    color = {
        "field": "origin", "title": "position",
        "scale": {"domain": kinds, "range": [BLUE, "#009e73", ORANGE]},
    }  # fmt: skip
    size = {
        "field": "share", "title": "share of weight", "type": "quantitative",
        "scale": {"range": [20, 300], "domain": [0, 1]},
        "legend": {"format": ".0%", "values": [0.05, 0.25, 1]},
    }  # fmt: skip
    x = _axis(about)
    rule = {"x": x | {"field": "low"}, "x2": {"field": "high"}, "y": y, "color": color}
    return {
        "width": WIDTH, "height": ROW * len(values), "data": {"values": values},
        "title": _small("positions, with their stated bands"),
        "layer": [
            {"mark": {"type": "rule", "strokeWidth": 2, "opacity": 0.6}, "encoding": rule},
            {"mark": {"type": "circle", "opacity": 1}, "encoding": {"x": x, "y": y, "color": color, "size": size}},
        ],
    }  # fmt: skip


def _outcome_panel(
    about: Issue, figures: Mapping[str, float], bands: Mapping[str, tuple[float, float]]
) -> Spec:
    """Point figures and, on rows of their own, the bands, each with its numbers beside it."""
    middle = (about.low + about.high) / 2.0
    room = 0.08 * about.span  # half of what the numbers of a band need
    points = [{"row": name, "x": value, "text": f"{value:.4g}"} for name, value in figures.items()]
    spans = [
        {"row": name, "x": low, "high": high, "at": min(max((low + high) / 2, about.low + room), about.high - room), "text": f"{low:.4g} to {high:.4g}"}
        for name, (low, high) in bands.items()
    ]  # fmt: skip
    y = _rows([*figures, *bands])
    x = _axis(about, title=about.title or about.id, labels=True)
    layers: list[Spec] = [
        {"data": {"values": spans}, "mark": {"type": "bar", "height": 9, "color": GREY, "opacity": 0.45}, "encoding": {"x": x, "x2": {"field": "high"}, "y": y}},
        {"data": {"values": spans}, "mark": {"type": "text", "baseline": "middle", "fontSize": 10}, "encoding": {"x": x | {"field": "at"}, "y": y, "text": {"field": "text"}}},
        {"data": {"values": points}, "mark": {"type": "point", "shape": "diamond", "filled": True, "size": 90, "color": "#222222"}, "encoding": {"x": x, "y": y}},
    ]  # fmt: skip
    for side, align, shift in (("<=", "left", 9), (">", "right", -9)):
        near = [p for p in points if (p["x"] <= middle) == (side == "<=")]  # type: ignore[operator]  # x is a number
        layers.append({"data": {"values": near}, "mark": {"type": "text", "align": align, "dx": shift}, "encoding": {"x": x, "y": y, "text": {"field": "text"}}})  # fmt: skip
    height = ROW * (len(points) + len(spans))
    return {"width": WIDTH, "height": height, "layer": layers, "title": _small("outcome")}


def plot_rounds(
    about: Issue, actors: Sequence[str], rounds: Sequence[Sequence[float]], label: str
) -> Spec:
    """Return positions round by round as lines; actors who go the same way share one line.

    Args:
        about: the issue.
        actors: their names.
        rounds: [rounds][actors], in the issue's unit, the first being the input.
        label: which model, and in which reading.
    """
    paths: dict[tuple[float, ...], list[str]] = {}
    for at, actor in enumerate(actors):
        paths.setdefault(tuple(round(state[at], 6) for state in rounds), []).append(actor)
    lines = sorted(paths.items(), key=lambda item: -item[0][-1])
    names = [name_all(same) for _, same in lines]
    values = [
        {"round": number, "x": place, "row": name}
        for (path, _), name in zip(lines, names, strict=True)
        for number, place in enumerate(path)
    ]
    dashes = [[1, 0]] * len(PALETTE) + [[6, 3]] * len(PALETTE) + [[2, 2]] * len(names)
    legend = {"title": "actors, top line first", "labelLimit": 240, "symbolType": "stroke", "symbolSize": 300}  # fmt: skip
    color = {"field": "row", "sort": names, "legend": legend, "scale": {"domain": names, "range": [PALETTE[k % len(PALETTE)] for k in range(len(names))]}}  # fmt: skip
    dash = {"field": "row", "sort": names, "legend": legend, "scale": {"domain": names, "range": dashes[: len(names)]}}  # fmt: skip
    y = _axis(about, labels=True)
    encoding = {
        "x": {"field": "round", "type": "quantitative", "axis": {"title": "round", "tickMinStep": 1, "format": "d"}},
        "y": y, "color": color, "strokeDash": dash,
    }  # fmt: skip
    mark = {"type": "line", "point": {"size": 25}, "strokeWidth": 2}
    body = {"width": WIDTH, "height": 320, "data": {"values": values}, "mark": mark, "encoding": encoding}  # fmt: skip
    return _page(f"{label}: a what-if", body, about.title or about.id)


def plot_tornado(
    about: Issue, base: float, swings: Sequence[tuple[str, float, float]], *, model: str = "mean"
) -> Spec:
    """Return what each uncertain input does to a figure, the widest first.

    Args:
        about: the issue.
        base: the figure with every input as it stands.
        swings: (what is changed, the figure with it low, the figure with it high).
        model: which figure.
    """
    ordered = sorted(swings, key=lambda swing: -abs(swing[2] - swing[1]))[:20]
    values = [
        {"row": name, "from": base, "x": value, "input": side}
        for name, low, high in ordered
        for side, value in (("low", low), ("high", high))
    ]
    ends = [base, *(value for _, low, high in ordered for value in (low, high))]
    margin = 0.05 * ((max(ends) - min(ends)) or about.span)
    domain = [max(about.low, min(ends) - margin), min(about.high, max(ends) + margin)]
    scale = {"domain": domain, "zero": False, "nice": False}
    axis = {"title": f"{model} of {about.title or about.id}", "tickCount": 6}
    x = {"field": "x", "type": "quantitative", "scale": scale, "axis": axis}
    color = {"field": "input", "title": "input at its", "scale": {"domain": ["low", "high"], "range": [BLUE, ORANGE]}}  # fmt: skip
    y = _rows([name for name, _, _ in ordered])
    layers = [
        {"data": {"values": values}, "mark": {"type": "bar", "height": 11}, "encoding": {"x": x | {"field": "from"}, "x2": {"field": "x"}, "y": y, "color": color}},
        {"data": {"values": [{"x": base}]}, "mark": {"type": "rule", "color": "#222222"}, "encoding": {"x": x}},
    ]  # fmt: skip
    body = {"width": WIDTH, "height": max(ROW * len(ordered), ROW), "layer": layers}
    return _page(f"What one input does to the {model} ({base:.4g})", body)


def _page(title: str, body: Spec, below: str = "") -> Spec:
    """Return a whole specification: title, a line below it, the body and the shared style."""
    config = {
        "font": "sans-serif", "view": {"stroke": None},
        "axis": {"gridColor": "#e6e6e6", "titleFontWeight": "normal", "labelFontSize": 11, "titleFontSize": 11},
        "legend": {"titleFontWeight": "normal", "labelFontSize": 11, "titleFontSize": 11},
        "title": {"fontSize": 14, "anchor": "start"}, "concat": {"spacing": 8},
    }  # fmt: skip
    head = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": {"text": title, "subtitle": below},
    }
    return head | body | {"background": "white", "padding": 12, "config": config}


def save_plot(spec: Spec, path: str | Path) -> Path:
    """Write a specification as .svg, .png, .html or .json, as the name ends.

    Errors: `UsageError` for another ending, or where the extra [plots] is not installed.
    """
    file = Path(path)
    if file.suffix not in FORMS:
        raise UsageError(str(file), found=repr(file.suffix), expected=" ".join(FORMS))
    if file.suffix == ".json":
        file.write_text(json.dumps(spec, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return file
    try:
        import vl_convert
    except ImportError as error:
        do = "pip install 'legation[plots]', or write .json"
        raise UsageError(str(file), found="no vl-convert", expected="it", do=do) from error
    if file.suffix == ".png":
        file.write_bytes(vl_convert.vegalite_to_png(spec, scale=2))
        return file
    drawn = vl_convert.vegalite_to_svg(spec)
    file.write_text(drawn if file.suffix == ".svg" else _html(spec, drawn), encoding="utf-8")
    return file


def _html(spec: Spec, drawn: str) -> str:
    """Return a page with the figure drawn and its specification beside it; it runs no script."""
    told = json.dumps(spec, ensure_ascii=False).replace("</", "<\\/")
    return (
        '<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>Legation</title>\n'
        f'<body>{drawn}\n<script type="application/vnd.vegalite.v5+json">{told}</script></body></html>\n'
    )
