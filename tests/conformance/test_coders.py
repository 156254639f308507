"""Every coder of ours keeps what a coder must; one that does not is found out."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from legation.errors import CoderError
from legation.statements import Coded, CoderSettings, StatementCoder, load_coder
from legation.statements.conformance import problems_of, sample
from legation.statements.endpoint import EndpointCoder
from legation.vocabulary import Analysis, Document, Span


@pytest.mark.parametrize("name", ["encoder", "rules"])
def test_ours_keep_the_contract(name: str) -> None:
    assert problems_of(load_coder(CoderSettings(name))) == []


def test_an_endpoint_keeps_it_whatever_it_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = {
        "statements": [
            {"source": "the minister", "cue": "told", "content": ["We will not sign", "unless the road is opened."]},
            {"source": "The envoy of Norway", "cue": "said", "content": ["the strait would stay open"]},
            {"source": "the editor", "cue": "said", "content": ["Subscribe now"]},
            {"source": 3, "cue": None, "content": "nothing of this stands there"},
        ]
    }  # fmt: skip
    content = json.dumps(answer)
    monkeypatch.setattr(
        "legation.statements.endpoint.post_json",
        lambda *_args, **_options: {"choices": [{"message": {"content": content}}]},
    )
    assert problems_of(EndpointCoder(url="http://localhost/v1", model="m")) == []


def test_a_pipeline_keeps_it() -> None:
    coder = load_coder(CoderSettings("spacy"))
    try:
        found = problems_of(coder)
    except CoderError as error:
        pytest.skip(f"no pipeline is installed here: {error.found}")
    assert found == []


class Careless:
    name = "careless"
    version = "1"

    def read(self, document: Document, analysis: Analysis) -> Coded:
        found = load_coder(CoderSettings("rules")).read(document, analysis).statements
        menu = Span("d", len(document.text) - 5, len(document.text))
        return Coded(
            tuple(replace(s, content=(menu,), confidence=1.5, method="x") for s in reversed(found))
        )


def test_a_coder_that_breaks_it_is_told_how() -> None:
    careless: StatementCoder = Careless()
    told = "\n".join(problems_of(careless))
    for words in ("does not begin with the name", "1.5", "main text"):
        assert words in told


def test_the_sample_has_a_menu() -> None:
    document, _ = sample("Ships may pass.")
    assert [block.main for block in document.blocks] == [True, False]


def test_the_coder_of_the_docs_keeps_it_and_reads() -> None:
    page = (Path(__file__).parents[2] / "docs" / "coders.md").read_text(encoding="utf-8")
    known: dict[str, Any] = {}
    for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL):
        exec(block, known)  # the page's own example
    known["test_it_keeps_what_a_coder_must"]()
    document, analysis = sample("NO SHIP MAY PASS THE STRAIT\n\nThe port was quiet.")
    (found,) = known["Shouting"]().read(document, analysis).statements
    assert found.content[0].words(document.text) == "NO SHIP MAY PASS THE STRAIT"
