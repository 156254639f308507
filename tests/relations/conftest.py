from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import count
from typing import Any

import pytest

from legation.relations import EventRow

Make = Callable[..., EventRow]


@pytest.fixture
def make() -> Make:
    number = count()

    def made(actor: str, kind: str, recipient: str, day: str, /, **more: Any) -> EventRow:  # noqa: ANN401 - the row's own fields
        when = date.fromisoformat(day)
        parts: dict[str, Any] = {
            "id": f"e{next(number)}",
            "origin": "own",
            "earliest": when,
            "latest": when,
        }
        return EventRow(**(parts | {"actor": actor, "kind": kind, "recipient": recipient} | more))

    return made
