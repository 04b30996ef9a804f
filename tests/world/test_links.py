# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses are tried over real HTTP on loopback, and what was seen is kept."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from laltro.insight.trust.links import Silence
from laltro.world.web.links import answers, read_memory, silent, write_memory


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status = int(self.path.strip("/"))
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/404")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def url() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("status", "there"),
    [(200, True), (401, True), (403, True), (429, True), (404, False), (410, False), (500, False), (302, False)],
)
def test_an_address_answers(url: str, status: int, there: bool) -> None:
    assert answers(f"{url}/{status}") is there


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "https://", "http://[", "x"])
def test_nobody_answers(url: str) -> None:
    assert answers(url) is False


def test_one_site_is_asked_for_one_address_at_a_time() -> None:
    busy, most, lock = {"a.example": 0, "b.example": 0}, 0, threading.Lock()

    def slow(url: str) -> bool:
        nonlocal most
        site = url.split("/")[2]
        with lock:
            busy[site] += 1
            most = max(most, *busy.values())
        threading.Event().wait(0.005)
        with lock:
            busy[site] -= 1
        return not url.endswith("3")

    urls = [f"https://{site}/{number}" for site in busy for number in range(5)]
    assert silent(urls, slow) == {"https://a.example/3", "https://b.example/3"}
    assert most == 1


def test_memory_comes_back_as_it_was(tmp_path: Path) -> None:
    memory = {"https://esempio.example/": Silence(date(2026, 11, 1), date(2026, 11, 8), 3)}
    write_memory(tmp_path / "x.json", memory)
    assert read_memory(tmp_path / "x.json") == memory


@pytest.mark.parametrize("text", ["", "[]", "{", '{"a": 1}', '{"a": ["x", "y", 1]}', '{"a": ["2026-11-01"]}', "\x00"])
def test_a_memory_that_is_not_ours_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    assert read_memory(tmp_path / "x.json") == {}
    assert read_memory(tmp_path / "none.json") == {}
