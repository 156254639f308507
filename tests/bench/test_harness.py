"""A bench asked for JSON prints one JSON object, whatever it tells on its way."""

from __future__ import annotations

import json
import sys

import pytest

from bench import harness


def test_what_a_bench_tells_on_its_way_is_not_in_its_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def measure(*_: object) -> harness.Scores:
        sys.stdout.write("half way\n")
        return {"share": 0.5}

    monkeypatch.setattr(sys, "argv", ["bench", "--json"])
    monkeypatch.setattr(harness, "read_floors", lambda *_, **__: {"share": {"at_least": 0.4}})
    with pytest.raises(SystemExit) as ended:
        harness.run("some", measure)
    told = capsys.readouterr()
    assert json.loads(told.out)["scores"] == {"share": 0.5}
    assert told.err == "half way\n"
    assert not ended.value.code
