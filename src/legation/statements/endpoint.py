"""Statements from a language model behind an OpenAI-compatible endpoint of the user's.

The model is asked for quotations; only those that stand word for word in the text count, at
their place in it, and the rest is dropped and noted. Nothing is sent unless a record's settings
or the environment name the endpoint. Example of settings, in a record's legation.toml::

    [statements]
    coder = "endpoint:some-model"
    [statements.endpoint]
    url = "http://localhost:8000/v1"

The key, if one is needed, is read from LEGATION_ENDPOINT_KEY and stored nowhere.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from typing import Any

from legation.errors import CoderError
from legation.statements.coder import Coded
from legation.statements.draft import Draft, Stretch, span_of
from legation.statements.finish import finish
from legation.statements.marks import Marks, find_marks, trim
from legation.statements.web import post_json
from legation.vocabulary import Analysis, Document, Reason

CHUNK = 12_000
"""Characters of main text that are sent at a time."""
NEAR = 600
"""A source or cue stands at most this far from its content."""
ASK = (
    "You mark who said what in a text. Answer with JSON only: "
    '{"statements": [{"source": "...", "cue": "...", "content": ["..."]}]}. '
    "Copy every value word for word from the text: source is who speaks as written, cue is the verb or "
    "noun of saying, content is what is said, in several pieces if it is interrupted, without outer "
    "quotation marks. Use null for a source or cue that the text does not give."
)


class EndpointCoder:
    """A language model of the user's; `url` up to and with "/v1", `timeout` in seconds."""

    name = "endpoint"
    version = "1"

    def __init__(self, *, url: str = "", model: str = "", timeout: str = "60", most_bytes: str = "4000000") -> None:  # fmt: skip
        self.url = url or os.environ.get("LEGATION_ENDPOINT_URL", "")
        self.model = model or os.environ.get("LEGATION_ENDPOINT_MODEL", "")
        self.timeout = _number("timeout", timeout)
        self.most_bytes = int(_number("most_bytes", most_bytes))

    def read(self, document: Document, analysis: Analysis) -> Coded:
        """Return the statements whose words stand in the text, and a note on each that do not.

        Raises:
            CoderError: if no endpoint is set, or it does not answer as it should.
        """
        del analysis
        self._check()
        marks = find_marks(document)
        drafts: list[Draft] = []
        notes: list[Reason] = []
        for chunk in _chunks(document):
            for item in self._ask(document.text[slice(*chunk)]):
                draft = _place(document, marks, chunk, item, notes)
                if draft:
                    drafts.append(draft)
        method = f"{self.name}/{self.version} {self.model}"
        return Coded(finish(document, marks, drafts, method), tuple(notes))

    def _check(self) -> None:
        if not (self.url and self.model):
            raise CoderError(
                "coder endpoint",
                found="no url" if not self.url else "no model",
                expected="an endpoint and a model",
                do="set [statements.endpoint] url and model in legation.toml, or LEGATION_ENDPOINT_URL and LEGATION_ENDPOINT_MODEL",
            )

    def _ask(self, words: str) -> list[dict[str, Any]]:
        body = {
            "model": self.model,
            "temperature": 0,
            "messages": [{"role": "system", "content": ASK}, {"role": "user", "content": words}],
        }
        address = f"{self.url.rstrip('/')}/chat/completions"
        answer = post_json(
            address, body, key=os.environ.get("LEGATION_ENDPOINT_KEY"), timeout=self.timeout,
            most_bytes=self.most_bytes,
        )  # fmt: skip
        try:
            content = answer["choices"][0]["message"]["content"]
            found = json.loads(content[content.index("{") : content.rindex("}") + 1])
            items = found["statements"]
            return [item for item in items if isinstance(item, dict)]
        except (
            KeyError,
            IndexError,
            TypeError,
            ValueError,
            AttributeError,
            RecursionError,
        ) as error:
            raise CoderError(
                address,
                found=f"an answer that is no list of statements ({type(error).__name__})",
                expected='{"statements": [...]} in choices[0].message.content',
                do="choose another model, or another coder: legation build --coder encoder",
            ) from error


def _number(name: str, given: str) -> float:
    try:
        value = float(given)
    except ValueError:
        value = 0.0
    if not 0 < value < 1e12:
        raise CoderError(
            f"[statements.endpoint] {name}", found=repr(given), expected="a number above 0"
        )
    return value


def _chunks(document: Document) -> Iterator[Stretch]:
    """Yield stretches of main text, whole paragraphs where they fit."""
    start: int | None = None
    end = 0
    for block in (b for b in document.blocks if b.main):
        if start is not None and block.span.end - start > CHUNK:
            yield start, end
            start = None
        for at in range(block.span.start, block.span.end - CHUNK, CHUNK):
            yield at, at + CHUNK
            start = at + CHUNK
        start = block.span.start if start is None else start
        end = block.span.end
    if start is not None and start < end:
        yield start, end


def _place(document: Document, marks: Marks, chunk: Stretch, item: dict[str, Any], notes: list[Reason]) -> Draft | None:  # fmt: skip
    """Find an item's words in the text; what is not there is noted and dropped."""
    given = item.get("content")
    pieces = [p for p in (given if isinstance(given, list) else [given]) if isinstance(p, str) and p.strip()]  # fmt: skip
    content: list[Stretch] = []
    for piece in pieces:
        place = _find(document.text, piece, content[-1][1] if content else chunk[0], chunk[1])
        if place is None:
            notes.append(_left_out("content", piece))
            return None
        content.append(place)
    if not content:
        return None
    draft = Draft(content, "endpoint", manner=marks.manner(content))
    for part in ("source", "cue"):
        words = item.get(part)
        if not (isinstance(words, str) and words.strip()):
            continue
        place = _nearest(document.text, words, content[0], chunk)
        if place is None:
            notes.append(_left_out(part, words))
        elif part == "source":
            draft.source = place
        else:
            draft.cue = place
    draft.reasons.append(Reason("endpoint", "its words stand in the text", span_of(document, content[0])))  # fmt: skip
    return draft


def _left_out(part: str, words: str) -> Reason:
    return Reason("not in the text", f"{part}: {' '.join(words.split())[:300]}", kept=False)


def _pattern(words: str) -> re.Pattern[str]:
    plain = words.strip().strip('"“”„«»').strip().rstrip(",")
    body = r"\s+".join(re.escape(word) for word in plain.split())
    edge = (r"(?<!\w)" if plain[:1].isalnum() else "", r"(?!\w)" if plain[-1:].isalnum() else "")
    return re.compile(f"{edge[0]}{body}{edge[1]}" if body else r"(?!)")


def _find(text: str, words: str, start: int, end: int) -> Stretch | None:
    found = _pattern(words[:CHUNK]).search(text, start, end)
    return trim(text, found.span()) if found and found.start() < found.end() else None


def _nearest(text: str, words: str, content: Stretch, chunk: Stretch) -> Stretch | None:
    low, high = max(chunk[0], content[0] - NEAR), min(chunk[1], content[1] + NEAR)
    places = [m.span() for m in _pattern(words[:NEAR]).finditer(text, low, high)]
    outside = [p for p in places if p[1] <= content[0] or p[0] >= content[1]] or places
    return min(outside, key=lambda p: min(abs(p[0] - content[1]), abs(content[0] - p[1])), default=None)  # fmt: skip
