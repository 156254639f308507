# Every target does its own set-up on a machine that has Python >= 3.11.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: setup demo test check bench golden docs format clean

$(VENV)/.core: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -e .
	touch $@

$(VENV)/.dev: $(VENV)/.core
	$(BIN)/python -m pip install --quiet -e '.[dev,plots,ru]'
	touch $@

setup: $(VENV)/.dev          ## install the project and its tools

demo: $(VENV)/.core          ## build a record from the shipped documents and print its digest
	$(BIN)/legation demo

test: $(VENV)/.dev           ## all tests and doctests
	$(BIN)/python -m pytest

check: $(VENV)/.dev          ## format, lint, types, layers, tests, docs, smoke floors
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest
	$(BIN)/python docs/build.py --check
	$(BIN)/python -m bench --smoke

bench: $(VENV)/.dev          ## every benchmark in full (long)
	$(BIN)/python -m bench

golden: $(VENV)/.dev         ## show how the goldens differ; accept with: python tests/golden/run.py --accept
	$(BIN)/python tests/golden/run.py

docs: $(VENV)/.dev           ## regenerate the generated pages
	$(BIN)/python docs/build.py

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
