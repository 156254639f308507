"""Coders by name: settings, an endpoint that helps, lies, stalls and floods."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from legation.api import Record
from legation.errors import CoderError, UsageError
from legation.language import analyse
from legation.statements import Coded, CoderSettings, load_coder
from legation.vocabulary import Block, BlockKind, Document, Origin, Span

TEXT = 'The envoy of Norway said the strait would stay open. "Ships may pass," she added on Monday.'


def document() -> Document:
    block = Block(Span("d", 0, len(TEXT)), BlockKind.TEXT, "given", 1.0)
    return Document("d", TEXT, Origin("s"), "given/1", (block,), language="en")


@contextmanager
def endpoint(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            answer(self)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def reply(content: str, status: int = 200) -> Callable[[BaseHTTPRequestHandler], None]:
    body = json.dumps({"choices": [{"message": {"content": content}}]}).encode()

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return send


def code(url: str, **options: str) -> Coded:
    found = {"model": "m", "url": url, "timeout": "2", **options}
    coder = load_coder(CoderSettings("endpoint", tuple(sorted(found.items()))))
    return coder.read(document(), analyse(document()))


def items(*found: dict[str, Any]) -> str:
    return "Here you are: ```" + json.dumps({"statements": list(found)}) + "```"


def test_what_stands_in_the_text_counts_and_the_rest_is_dropped_and_told() -> None:
    answer = items(
        {"source": "she", "cue": "added", "content": ["Ships may pass"]},
        {"source": "The envoy of Norway", "cue": "said", "content": ["the strait will be mined"]},
        {"source": "The King", "cue": "said", "content": ["the strait would stay open"]},
    )
    with endpoint(reply(answer)) as url:
        coded = code(url)
    found = [[c.words(TEXT) for c in s.content] for s in coded.statements]
    assert found == [["the strait would stay open"], ["Ships may pass"]]
    assert coded.statements[0].source is None
    assert [note.says for note in coded.notes] == ["content: the strait will be mined", "source: The King"]  # fmt: skip


@pytest.mark.parametrize("content", ["no JSON here", '{"answers": []}', '{"statements": 3}', "[" * 5000])  # fmt: skip
def test_an_answer_that_is_no_list_of_statements_is_an_error(content: str) -> None:
    with endpoint(reply(content)) as url, pytest.raises(CoderError, match="no list of statements"):
        code(url)


def test_an_endpoint_that_fails_says_how() -> None:
    with endpoint(reply("", 503)) as url, pytest.raises(CoderError, match="HTTP 503"):
        code(url)
    with pytest.raises(CoderError, match="no answer"):
        code("http://127.0.0.1:9/v1")
    with pytest.raises(CoderError, match="no web address"):
        code("file:///etc/passwd")


def test_an_endpoint_that_stalls_or_drips_is_left() -> None:
    def stall(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(0.6)
        reply("")(handler)

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(8):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.1)

    for answer in (stall, drip):
        with endpoint(answer) as url, pytest.raises(CoderError, match=r"within 0\.3 s"):
            code(url, timeout="0.3")


def test_a_flood_is_cut_off() -> None:
    def flood(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            for _ in range(1600):
                handler.wfile.write(b"x" * 65_536)
        except OSError:
            return

    with endpoint(flood) as url, pytest.raises(CoderError, match="more than 1000000 bytes"):
        code(url, most_bytes="1000000")


def test_a_redirect_is_not_followed() -> None:
    def redirect(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("Location", "http://127.0.0.1:9/")
        handler.end_headers()

    with endpoint(redirect) as url, pytest.raises(CoderError, match="HTTP 302"):
        code(url)


def test_an_endpoint_without_an_address_says_what_to_set() -> None:
    with pytest.raises(CoderError, match=r"\[statements.endpoint\] url"):
        load_coder(CoderSettings("endpoint", (("model", "m"),))).read(document(), analyse(document()))  # fmt: skip


def test_a_pipeline_that_is_not_there_says_what_to_install() -> None:
    coder = load_coder(CoderSettings.parse("spacy:no_such_pipeline"))
    with pytest.raises(CoderError, match="no_such_pipeline"):
        coder.read(document(), analyse(document()))


def test_settings_name_a_coder_and_its_options() -> None:
    table = {"coder": "endpoint:m", "endpoint": {"url": "http://x/v1", "timeout": 5}}
    found = CoderSettings.read(table)
    assert found.options == (("model", "m"), ("timeout", "5"), ("url", "http://x/v1"))
    assert found.version != CoderSettings.read({"coder": "endpoint:other"}).version
    with pytest.raises(UsageError, match="one of encoder, endpoint, rules, spacy"):
        CoderSettings.parse("oracle")
    with pytest.raises(UsageError, match="options that it knows"):
        load_coder(CoderSettings("rules", (("depth", "3"),)))


def test_a_record_keeps_its_coder_and_reads_again_when_it_changes(record: Record) -> None:
    assert record.stale() == []
    record.choose_coder("rules")
    assert [row["why"] for row in record.stale()] == ["the stage code is newer"]
    record.build()
    methods = {row["method"] for row in record.sql("select method from statements")}
    assert methods == {CoderSettings("rules").version}
    assert 'coder = "rules"' in (record.folder / "legation.toml").read_text(encoding="utf-8")


def test_what_an_endpoint_made_up_is_counted_in_the_record(record: Record) -> None:
    answer = items({"source": "Nobody", "cue": "said", "content": ["it never was said"]})
    with endpoint(reply(answer)) as url:
        settings = record.folder / "legation.toml"
        settings.write_text(
            settings.read_text(encoding="utf-8")
            + f'\n[statements]\ncoder = "endpoint:m"\n[statements.endpoint]\nurl = "{url}"\n',
            encoding="utf-8",
        )
        built = record.build()
    assert built.left_out == 1
    assert record.status()["left out"] == 1
