"""Find and read reference tables by what they hold, not by their names alone."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Row = dict[str, str]
Array = NDArray[np.float64]


def read(file: Path) -> list[Row]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return [
            {key.strip(): value.strip() for key, value in row.items()}
            for row in csv.DictReader(lines)
        ]


def header(file: Path) -> set[str]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return {name.strip() for name in next(csv.reader(lines), [])}


def having(folder: Path, *columns: str) -> Iterator[Path]:
    """Every table of the folder that has these columns."""
    for file in sorted(folder.glob("*.csv")):
        if set(columns) <= header(file):
            yield file


def beside(file: Path, ending: str, *columns: str) -> list[Path]:
    """Tables with these columns whose names begin like `file` up to its ending: toll_positions."""
    stem = file.stem.removesuffix(ending)
    return [
        other
        for other in having(file.parent, *columns)
        if other.stem.startswith(stem) and other != file
    ]


def half_unit(printed: str) -> float:
    """Half of the last printed digit: what rounding in print may hide."""
    exponent = Decimal(printed).as_tuple().exponent
    return 0.5 * 10.0 ** int(exponent) if isinstance(exponent, int) else 0.0


def beyond_print(value: float, printed: str) -> float:
    """How far a value is from a printed one, beyond the rounding of print."""
    return max(0.0, abs(value - float(printed)) - half_unit(printed) * (1 + 1e-9) - 1e-15)


def grid(rows: list[Row], across: str, value: str) -> tuple[list[str], list[str], Array]:
    """Return actors, the names across, and a table of one column; NaN where there is no row."""
    actors = list(dict.fromkeys(row["actor"] for row in rows))
    names = list(dict.fromkeys(row[across] for row in rows))
    table = np.full((len(actors), len(names)), np.nan)
    for row in rows:
        if row[value]:
            table[actors.index(row["actor"]), names.index(row[across])] = float(row[value])
    return actors, names, table


def whole(figures: list[str]) -> list[int]:
    """Figures as whole numbers: decimals are scaled up together."""
    fractions = [Fraction(figure or "0") for figure in figures]
    scale = 1
    for fraction in fractions:
        scale = scale * fraction.denominator // np.gcd(scale, fraction.denominator)
    return [int(fraction * int(scale)) for fraction in fractions]


def number_in(name: str) -> int | None:
    """The last number in a name: Pstn2 is 2."""
    found = re.findall(r"\d+", name)
    return int(found[-1]) if found else None
