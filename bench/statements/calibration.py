"""Is a confidence of 0.8 right eight times in ten?"""

from __future__ import annotations

from bench.harness import Scores

BINS = 10


def calibration(sure: list[tuple[float, bool]]) -> Scores:
    """Return the expected calibration error over ten bins of equal size, and the mean confidence."""
    if not sure:
        return {"calibration_error": None}
    ordered = sorted(sure)
    error = 0.0
    for n in range(BINS):
        part = ordered[len(ordered) * n // BINS : len(ordered) * (n + 1) // BINS]
        if part:
            said = sum(value for value, _ in part) / len(part)
            true = sum(right for _, right in part) / len(part)
            error += abs(said - true) * len(part) / len(ordered)
    return {"calibration_error": error}
