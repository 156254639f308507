"""The Protocol of statement coders, how one is chosen, and what it gives back.

A coder is found by name in the entry point group `legation.coders`: `encoder` (the default;
falls back to rules where the encoder read nothing), `rules`, `spacy` and `endpoint` are built
in. Which one a record uses, and with what options, is a CoderSettings.

Example:
    >>> load_coder(CoderSettings("rules")).name
    'rules'
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any, Protocol

from legation.errors import UsageError
from legation.vocabulary import Analysis, Document, Reason, Statement, identify

GROUP = "legation.coders"
BUILT_IN = {
    "encoder": "legation.statements.encoded:EncoderCoder",
    "rules": "legation.statements.rules:RuleCoder",
    "spacy": "legation.statements.spacy_coder:SpacyCoder",
    "endpoint": "legation.statements.endpoint:EndpointCoder",
}
MAIN_OPTION = {"spacy": "pipeline", "endpoint": "model"}
"""The option that NAME:VALUE sets."""
ENVIRONMENT = "LEGATION_CODER"


@dataclass(frozen=True, slots=True)
class Coded:
    """The statements of one document in text order, and notes on what was left out and why."""

    statements: tuple[Statement, ...]
    notes: tuple[Reason, ...] = ()


class StatementCoder(Protocol):
    """Reads the statements of one document. Found by the entry point group `legation.coders`."""

    name: str
    version: str

    def read(self, document: Document, analysis: Analysis) -> Coded:
        """Return the statements in text order, with spans of the untouched text."""
        ...


@dataclass(frozen=True, slots=True)
class CoderSettings:
    """Which coder, and its options as text: (name, value) pairs in order of their names."""

    name: str = "encoder"
    options: tuple[tuple[str, str], ...] = ()

    @staticmethod
    def parse(given: str) -> CoderSettings:
        """Read NAME or NAME:VALUE, such as "rules" or "spacy:en_core_web_sm".

        Raises:
            UsageError: if no coder has this name, or it takes no value.
        """
        name, _, value = given.strip().partition(":")
        _factory(name)
        if value and name not in MAIN_OPTION:
            raise UsageError(f"coder {given!r}", found=f"a value for {name}", expected=name)
        return CoderSettings(name, ((MAIN_OPTION[name], value),) if value else ())

    @staticmethod
    def read(table: Mapping[str, Any]) -> CoderSettings:
        """Read the [statements] table of a record's settings, else LEGATION_CODER, else default.

        Raises:
            UsageError: if no coder has the name that stands there.
        """
        given = table.get("coder") or os.environ.get(ENVIRONMENT) or "encoder"
        chosen = CoderSettings.parse(str(given))
        own = table.get(chosen.name)
        options = {k: str(v) for k, v in own.items()} if isinstance(own, Mapping) else {}
        return CoderSettings(chosen.name, tuple(sorted((options | dict(chosen.options)).items())))

    @property
    def version(self) -> str:
        """Name, version and options together: what makes a reading stale when it changes."""
        options = f"+{identify(*self.options)[:8]}" if self.options else ""
        return f"{self.name}/{_factory(self.name).version}{options}"


def _factory(name: str) -> Any:  # noqa: ANN401 - a class that another distribution may bring
    if name in BUILT_IN:
        module, _, attribute = BUILT_IN[name].partition(":")
        return getattr(import_module(module), attribute)
    for point in entry_points(group=GROUP, name=name):
        return point.load()
    known = sorted({*BUILT_IN, *(p.name for p in entry_points(group=GROUP))})
    raise UsageError(
        f"coder {name!r}", found="no coder of this name", expected=f"one of {', '.join(known)}",
        do="a coder of your own registers itself in the entry point group legation.coders",
    )  # fmt: skip


@cache
def load_coder(settings: CoderSettings) -> StatementCoder:
    """Return the coder that the settings name, made once a process.

    Raises:
        UsageError: if there is no such coder, or it has no such option.
    """
    factory: Callable[..., StatementCoder] = _factory(settings.name)
    try:
        return factory(**dict(settings.options))
    except TypeError as error:
        raise UsageError(
            f"coder {settings.name!r}", found=str(error), expected="options that it knows",
            do=f"see [statements.{settings.name}] in legation.toml",
        ) from error  # fmt: skip


def code_statements(document: Document, analysis: Analysis, settings: CoderSettings) -> Coded:
    """Read the statements of a document with the coder that the settings name."""
    return load_coder(settings).read(document, analysis)


def read_statements(document: Document, analysis: Analysis) -> tuple[Statement, ...]:
    """Read the statements of a document with the default coder."""
    return code_statements(document, analysis, CoderSettings()).statements
