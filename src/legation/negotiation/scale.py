"""Labelled points of a scale, and where a value lies among them."""

from __future__ import annotations

from collections.abc import Sequence

Label = tuple[float, str]
"""A point of a scale, in the issue's unit, and what it means."""
SAME_POINT = 1e-9
"""A value closer than this share of the labels' range to a labelled point is at it."""


def tell_place(value: float, labels: Sequence[Label]) -> str:
    """Return where `value` lies among labelled points, in words.

    >>> tell_place(20.0, [(20.0, "reference to WIM"), (60.0, "a new mechanism")])
    "20 → 'reference to WIM'"
    >>> tell_place(57.0, [(20.0, "reference to WIM"), (60.0, "a new mechanism")])
    "57 → between 'reference to WIM' (20) and 'a new mechanism' (60)"
    >>> tell_place(70.0, [(20.0, "reference to WIM"), (60.0, "a new mechanism")])
    "70 → above 'a new mechanism' (60)"
    >>> tell_place(70.0, [])
    '70'
    """
    shown = f"{value:.4g}"
    if not labels:
        return shown
    points = sorted(labels)
    near = SAME_POINT * max(1.0, points[-1][0] - points[0][0])
    below = [point for point in points if point[0] <= value + near]
    above = [point for point in points if point[0] > value + near]
    if below and abs(below[-1][0] - value) <= near:
        return f"{shown} → {below[-1][1]!r}"
    ends = [f"{text!r} ({at:g})" for at, text in (below[-1:] + above[:1])]
    if len(ends) == 2:
        return f"{shown} → between {ends[0]} and {ends[1]}"
    return f"{shown} → {'above' if below else 'below'} {ends[0]}"
