"""A pair's cooperation and conflict over time as one Vega-Lite figure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from legation.errors import UsageError
from legation.relations.breaks import Break
from legation.relations.series import Point

FORMS = (".json", ".svg", ".png")
INK = "#222222"
DOT: dict[str, Any] = {"type": "point", "size": 16, "filled": True}
LINE: dict[str, Any] = {
    "type": "line", "strokeWidth": 1.5, "strokeJoin": "round", "point": {"size": 12, "color": INK},
}  # fmt: skip
FEW_STEPS = 24
MOST_STEPS = 72
"""In a longer series the net is a dot where there are events: a line would hide the bars."""
COLOURS = {"cooperation": "#2b6ca3", "conflict": "#c0504d"}


def figure(points: Sequence[Point], title: str, breaks: Sequence[Break] = ()) -> dict[str, Any]:
    """Return the Vega-Lite specification: bars up and down from zero, net line, breaks dashed.

    Raises:
        UsageError: if there is nothing to draw.
    """
    if not points:
        raise UsageError(title, found="no events", expected="at least one", do="widen the period")
    bars = [
        {"period": point.start.isoformat(), "side": side, "weight": sign * getattr(point, side), "events": point.events}
        for point in points
        for side, sign in (("cooperation", 1), ("conflict", -1))
    ]  # fmt: skip
    is_long = len(points) > MOST_STEPS
    net = [
        {"period": point.start.isoformat(), "net": point.net}
        for point in points
        if point.events or not is_long
    ]
    rules = [
        {"period": points[found.at].start.isoformat(), "first": points[found.low].start.isoformat(), "last": points[found.high].start.isoformat()}
        for found in breaks
    ]  # fmt: skip
    when: dict[str, Any] = {"field": "period", "type": "temporal", "title": None}
    if len(points) <= FEW_STEPS:  # the default would leave the year out
        when["axis"] = {"format": "%b %Y"}
    weight = {"field": "weight", "type": "quantitative", "title": "sum of event weights"}
    colour = {
        "field": "side", "type": "nominal", "title": None,
        "scale": {"domain": list(COLOURS), "range": list(COLOURS.values())},
        "legend": {"orient": "top"},
    }  # fmt: skip
    mark = (DOT if is_long else LINE) | {"color": INK, "opacity": 1}
    layers: list[dict[str, Any]] = [
        {
            "data": {"values": bars},
            "mark": {"type": "bar", "width": max(2, min(24, 500 // len(points)))},
            "encoding": {"x": when, "y": weight, "color": colour},
        },
        {
            "data": {"values": net},
            "mark": mark,
            "encoding": {"x": when, "y": {"field": "net", "type": "quantitative"}},
        },
    ]  # fmt: skip
    if rules:
        shade = {"x": {"field": "first", "type": "temporal"}, "x2": {"field": "last"}}
        layers += [
            {"data": {"values": rules}, "mark": {"type": "rect", "color": "#888888", "opacity": 0.15}, "encoding": shade},
            {"data": {"values": rules}, "mark": {"type": "rule", "strokeDash": [4, 4], "color": "#444444"}, "encoding": {"x": when}},
        ]  # fmt: skip
    subtitle = f"{'dots' if is_long else 'line'}: cooperation less conflict"
    if rules:
        subtitle += "; dashed: a change of level, shaded: its 90 % interval"
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": {"text": title, "subtitle": subtitle},
        "width": 640,
        "height": 280,
        "layer": layers,
        "config": {"axis": {"grid": True, "gridOpacity": 0.4}, "view": {"stroke": None}},
    }  # fmt: skip


def write_figure(specification: dict[str, Any], target: Path) -> None:
    """Write a figure: .json (the specification), .svg or .png (extra `plots`).

    Raises:
        UsageError: for another ending, or if the extra is not installed.
    """
    if target.suffix not in FORMS:
        raise UsageError(
            str(target), found=f"ending {target.suffix!r}", expected=" or ".join(FORMS)
        )
    if target.suffix == ".json":
        target.write_text(json.dumps(specification, indent=1), encoding="utf-8")
        return
    try:
        import vl_convert
    except ImportError:
        raise UsageError(
            str(target), found="no vl-convert-python", do="pip install 'legation[plots]', or name a .json file"
        ) from None  # fmt: skip
    if target.suffix == ".svg":
        target.write_text(vl_convert.vegalite_to_svg(specification), encoding="utf-8")
    else:
        target.write_bytes(vl_convert.vegalite_to_png(specification, scale=2))
