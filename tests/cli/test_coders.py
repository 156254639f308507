"""What a person sees when a coder or a model fails, or makes things up."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

Answer = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def endpoint(answer: Answer) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            with suppress(OSError):
                answer(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def send(handler: BaseHTTPRequestHandler, body: bytes) -> None:
    handler.send_response(200)
    handler.end_headers()
    handler.wfile.write(body)


def lies(handler: BaseHTTPRequestHandler) -> None:
    said = {"source": "The King", "cue": "said", "content": ["all ships must leave the port"]}
    true = {"source": "the alliance's spokesman", "cue": "said", "content": ["We have agreed"]}
    content = json.dumps({"statements": [said, true]})
    send(handler, json.dumps({"choices": [{"message": {"content": content}}]}).encode())


def floods(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(1600):  # 100 MB
        handler.wfile.write(b"x" * 65_536)


def stalls(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(0.8)
    send(handler, b"{}")


def is_no_json(handler: BaseHTTPRequestHandler) -> None:
    send(handler, b"<html>502</html>")


def legation(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "legation", *map(str, words)]
    return subprocess.run(command, capture_output=True, check=False, text=True)


def add(folder: Path, article: Path, url: str) -> subprocess.CompletedProcess[str]:
    legation("init", folder)
    settings = folder / "legation.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8")
        + f'\n[statements]\ncoder = "endpoint:m"\n[statements.endpoint]\nurl = "{url}"\ntimeout = 0.4\n',
        encoding="utf-8",
    )
    return legation("add", article, "-r", folder, "-q")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (stalls, "no whole answer within 0.4 s"),
        (floods, "more than 4000000 bytes"),
        (is_no_json, "an answer that is not JSON"),
    ],
)
def test_an_endpoint_that_fails_is_one_line(
    tmp_path: Path, article: Path, answer: Answer, words: str
) -> None:
    with endpoint(answer) as url:
        done = add(tmp_path / "r", article, url)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    (line,) = [line for line in done.stderr.splitlines() if line.strip().startswith("failed")]
    assert words in line
    assert "[statements.endpoint]" in line or "expected" in line


def test_what_an_endpoint_makes_up_is_told_by_add_and_status(tmp_path: Path, article: Path) -> None:
    with endpoint(lies) as url:
        done = add(tmp_path / "r", article, url)
    assert done.returncode == 0, done.stderr
    assert "1 statements" in done.stderr
    assert "left out: 1 quotations that do not stand in their text" in done.stderr
    status = json.loads(legation("status", "-r", tmp_path / "r").stdout)
    assert status["left out"] == 1


@pytest.mark.parametrize("content", [b"not a model", None])
def test_a_damaged_or_missing_model_names_its_hash_and_what_to_do(
    tmp_path: Path, article: Path, content: bytes | None
) -> None:
    model = tmp_path / "encoder.onnx"
    (tmp_path / "encoder.sha256").write_text("ab" * 32, encoding="ascii")
    if content:
        model.write_bytes(content)
    code = (
        "import sys; from pathlib import Path; import legation.language.encoder as encoder; "
        f"encoder.MODEL = Path({str(model)!r}); sys.argv[1:] = {['add', str(article), '-r', str(tmp_path / 'r'), '-q']!r}; "
        "from legation.cli.app import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "encoder.onnx" in done.stderr
    assert "install legation again" in done.stderr
    assert ("ab" * 32 in done.stderr) == bool(content)


def test_the_level_of_each_language_is_told(tmp_path: Path) -> None:
    (tmp_path / "de.txt").write_text(
        "BERLIN, 3. Mai 2010. „Wir warten auf eine Antwort der Nachbarn“, sagte Ministerin Anna Roth am Freitag.",
        encoding="utf-8",
    )
    (tmp_path / "zh.txt").write_text("外交部长星期五表示,我们准备恢复对话。", encoding="utf-8")
    done = legation("add", tmp_path / "de.txt", tmp_path / "zh.txt", "-r", tmp_path / "r", "-q")
    assert "language de: 1 documents, only quotation marks" in done.stderr
    assert "language zh: 1 documents, only names of the tables" in done.stderr
    row = json.loads(legation("export", "documents", "-r", tmp_path / "r").stdout.splitlines()[0])
    shown = legation("show", row["id"][:12], "-r", tmp_path / "r", "--table").stdout
    assert f"{row['language']}: level {row['level']}" in shown
    status = json.loads(legation("status", "-r", tmp_path / "r").stdout)
    assert status["languages"] == {"de: quotes": 1, "zh: none": 1}
