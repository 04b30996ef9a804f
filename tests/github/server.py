# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""HTTP on loopback: bytes in, an answer out, and the ways in which an answer does not arrive."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.github.routing import Answer

Respond = Callable[[str, str, Mapping[str, str], bytes], Answer]


class Server:
    """A server on a free port of loopback that lets `respond(method, target, headers, body)` answer."""

    def __init__(self, respond: Respond) -> None:
        handler = type("Handler", (_Handler,), {"respond": staticmethod(respond)})
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_port}"
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        """Stop listening."""
        self._http.shutdown()
        self._http.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # one packet for head and body
    disable_nagle_algorithm = True
    respond: Respond

    def _serve(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        answer = self.respond(self.command, self.path, dict(self.headers), self.rfile.read(length))
        if answer.wire == "hung":
            self.connection.settimeout(30)
            self.rfile.read(1)  # returns when the caller hangs up
        if answer.wire in {"closed", "hung"}:
            self.close_connection = True
            return
        self._send(answer)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve

    def _send(self, answer: Answer) -> None:
        is_text = isinstance(answer.body, str)
        body = b"" if answer.body is None else (answer.body if is_text else json.dumps(answer.body)).encode()
        if answer.wire == "truncated":
            body = body[: max(len(body) // 2, 1)]
        self.send_response(answer.status)
        self.send_header("Content-Type", f"{'text/html' if is_text else 'application/json'}; charset=utf-8")
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the fake keeps its own list of calls."""
