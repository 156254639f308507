"""The shape of the code: short functions, files of one subject, everything documented."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "src" / "legation").rglob("*.py"))
LONGEST_FUNCTION = 60
P90_FUNCTION = 25
LONGEST_FILE = 400

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(file: Path) -> list[Function]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, Function)]


def length(function: Function) -> int:
    """Lines of the body without its docstring: documentation is never what makes it long."""
    body = function.body
    has_doc = ast.get_docstring(function) is not None
    first = body[1] if has_doc and len(body) > 1 else body[0]
    return (function.end_lineno or function.lineno) - first.lineno + 2


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(ROOT)))
def test_file_is_short_and_its_functions_fit_a_screen(file: Path) -> None:
    lines = len(file.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST_FILE, f"{file}: {lines} lines"
    long = [f"{f.name} ({length(f)})" for f in functions(file) if length(f) > LONGEST_FUNCTION]
    assert not long, f"{file}: {long}"


def test_nine_functions_in_ten_are_short() -> None:
    lengths = sorted(length(f) for file in SOURCES for f in functions(file))
    assert lengths[int(len(lengths) * 0.9)] <= P90_FUNCTION
