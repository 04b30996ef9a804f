# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""A host of static pages as GitHub Pages is one: below a path, texts compressed, kept ten minutes, its own 404."""

from __future__ import annotations

import gzip
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

PATH = "/repo/"
PRESSED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".atom", ".ics", ".csv", ".geojson")


class Pages(http.server.SimpleHTTPRequestHandler):
    """Answers GET from `directory`, which stands for `/repo/`."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """The file, or the site's own page for what is not there; a folder without its slash is sent on."""
        path = unquote(urlsplit(self.path).path)
        file = Path(self.directory, path.removeprefix(PATH))
        if file.is_dir() and not path.endswith("/"):
            return self._answer(301, b"", {"Location": f"{path}/"})
        found = file / "index.html" if file.is_dir() else file
        if path.startswith(PATH) and found.is_file():
            return self._send(200, found)
        return self._send(404, Path(self.directory, "404.html"))

    def _send(self, status: int, file: Path) -> None:
        content, headers = file.read_bytes(), {"Content-Type": self.guess_type(file), "Cache-Control": "max-age=600"}
        if headers["Content-Type"].startswith("text/"):
            headers["Content-Type"] += "; charset=utf-8"
        if file.suffix in PRESSED and "gzip" in self.headers.get("Accept-Encoding", ""):
            content, headers["Content-Encoding"] = gzip.compress(content, 6), "gzip"
        self._answer(status, content, headers)

    def _answer(self, status: int, content: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Nothing: what the browser sees is told by the tests."""


@contextmanager
def hosted(site: Path) -> Iterator[str]:
    """The address of `site` on a loopback server, with a final slash, while the block lasts."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Pages, directory=str(site)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{PATH}"
    finally:
        server.shutdown()
        server.server_close()
