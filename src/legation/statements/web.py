"""One POST of JSON to an endpoint of the user's, with limits on time and size.

Example: `post_json("http://localhost:8000/v1/chat/completions", {}, key=None, timeout=60,
most_bytes=4_000_000)`.
"""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.request
from typing import Any

from legation.errors import CoderError

PIECE = 65_536


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the key to another place: it is an error."""

    def redirect_request(self, *_: object, **__: object) -> None:
        """Follow nothing."""


def post_json(address: str, body: dict[str, Any], *, key: str | None, timeout: float, most_bytes: int) -> dict[str, Any]:  # fmt: skip
    """Return the JSON object that the endpoint answers with.

    Raises:
        CoderError: if it cannot be reached, takes longer than `timeout` seconds in all, answers
            with an error, with more than `most_bytes`, or with something else than an object.
    """
    if not address.startswith(("http://", "https://")):
        raise CoderError(address, found="no web address", expected="http://… or https://…")
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {key}"} if key else {})  # fmt: skip
    request = urllib.request.Request(address, json.dumps(body).encode(), headers)  # noqa: S310 - the scheme is checked above
    raw = _fetch(request, address, timeout, most_bytes)
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise CoderError(
            address, found="an answer that is not JSON", expected="a JSON object"
        ) from error
    if not isinstance(found, dict):
        raise CoderError(address, found=f"a JSON {type(found).__name__}", expected="a JSON object")
    return found


def _fetch(request: urllib.request.Request, address: str, timeout: float, most_bytes: int) -> bytes:
    deadline = time.monotonic() + timeout
    opener = urllib.request.build_opener(_NoRedirects)
    parts: list[bytes] = []
    size = 0
    try:
        with opener.open(request, timeout=timeout) as answer:
            while piece := answer.read1(PIECE):
                size += len(piece)
                if size > most_bytes:
                    raise _refuse(address, f"more than {most_bytes} bytes", "a shorter answer")
                if time.monotonic() > deadline:
                    late = f"no whole answer within {timeout:g} s"
                    raise _refuse(address, late, "an answer in time")
                parts.append(piece)
    except urllib.error.HTTPError as error:
        with error:
            raise _refuse(address, f"HTTP {error.code} {error.reason}", "HTTP 200") from error
    except TimeoutError as error:
        raise _refuse(
            address, f"no whole answer within {timeout:g} s", "an answer in time"
        ) from error
    except (OSError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", error)
        if isinstance(reason, TimeoutError):
            raise _refuse(address, f"no whole answer within {timeout:g} s", "an answer in time") from error  # fmt: skip
        raise _refuse(address, f"no answer ({reason})", "an endpoint that runs") from error
    return b"".join(parts)


def _refuse(address: str, found: str, expected: str) -> CoderError:
    do = "check the endpoint and [statements.endpoint] in legation.toml, then build again"
    return CoderError(address, found=found, expected=expected, do=do)
