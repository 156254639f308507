"""The golden readings stand as they were accepted."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
CASES = sorted(p.parent for p in HERE.glob("*/text.txt"))


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_case(folder: Path) -> None:
    spec = importlib.util.spec_from_file_location("golden_run", HERE / "run.py")
    assert spec
    assert spec.loader
    run = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(run)
    marked, rows = run.read_case(folder)
    assert marked == (folder / "marked.txt").read_text(encoding="utf-8")
    assert rows == (folder / "rows.jsonl").read_text(encoding="utf-8")
