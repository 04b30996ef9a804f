# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""An address that a stranger sent is asked only where it is one of the public web, hop by hop. No test leaves here."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests

import laltro.world.web.url_probe
from laltro.world.web.url_probe import public, public_answers, reached

seen: list[str] = []


class Handler(BaseHTTPRequestHandler):
    """Answers with the status that the path names; `/to/<address>` sends there, `/slow` waits."""

    def do_GET(self) -> None:
        seen.append(self.path)
        if self.path == "/slow":
            time.sleep(2)
        away = self.path.removeprefix("/to/") if self.path.startswith("/to/") else ""
        self.send_response(302 if away else int(self.path.strip("/")) if self.path != "/slow" else 200)
        if away:
            self.send_header("Location", away)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    seen.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.fixture
def web(port: int, monkeypatch: pytest.MonkeyPatch) -> str:
    """A site that passes for a public one, `localhost`'s own name being taken for private."""
    monkeypatch.setattr(laltro.world.web.url_probe, "public", lambda host: host == "127.0.0.1")
    return f"http://127.0.0.1:{port}"


def resolves(monkeypatch: pytest.MonkeyPatch, *found: str) -> None:
    def getaddrinfo(host: str, *_: object, **__: object) -> list[tuple[object, ...]]:
        if not found:
            raise socket.gaierror
        return [(0, 0, 0, "", (address, 0)) for address in found]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


@pytest.mark.parametrize(
    ("addresses", "expected"),
    [
        (["93.184.215.14"], True),
        (["2606:2800:21f:cb07:6820:80da:af6b:8b2c"], True),
        ([], True),  # no such name: nothing is to be reached, and it does not answer
        (["127.0.0.1"], False),
        (["10.1.2.3"], False),
        (["172.16.0.1"], False),
        (["192.168.1.1"], False),
        (["169.254.169.254"], False),
        (["100.64.0.1"], False),
        (["0.0.0.0"], False),
        (["224.0.0.1"], False),
        (["::1"], False),
        (["fe80::1%eth0"], False),
        (["fd00::1"], False),
        (["::ffff:10.0.0.1"], False),
        (["2002:7f00:1::"], False),
        (["93.184.215.14", "10.0.0.1"], False),
    ],
)
def test_a_name_is_public_where_all_that_it_stands_for_is(
    addresses: list[str], expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolves(monkeypatch, *addresses)
    assert public("sito.example") is expected


@pytest.mark.parametrize(
    "host", ["93.184.215.14", "[2606:2800::1]", "2130706433", "localhost", "localhost.", "sito", ""]
)
def test_an_address_without_a_name_is_not_asked_for(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    resolves(monkeypatch, "93.184.215.14")
    assert public(host) is False


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "0x7f.0x1", "127.0.0.1.", "user@127.0.0.1"])
def test_what_is_not_public_is_sent_nothing(port: int, name: str) -> None:
    assert public_answers(f"http://{name}:{port}/200") is None
    assert seen == []


def test_a_public_address_is_asked_as_by_upkeep(web: str) -> None:
    assert [public_answers(f"{web}/{status}") for status in (200, 403, 404, 500)] == [True, True, False, False]


def test_a_redirect_is_followed_to_public_addresses_alone(web: str, port: int) -> None:
    assert public_answers(f"{web}/to/{web}/200") is True
    assert public_answers(f"{web}/to/http://localhost:{port}/404") is None
    assert public_answers(f"{web}/to/file:///etc/passwd") is False
    assert seen == [f"/to/{web}/200", "/200", f"/to/http://localhost:{port}/404", "/to/file:///etc/passwd"]


def test_all_together_take_no_longer_than_they_may(web: str) -> None:
    begun = time.monotonic()
    found = reached([f"{web}/200", f"{web}/slow", "http://localhost:1/"], patience=0.5)
    assert time.monotonic() - begun < 1.5
    assert found == {f"{web}/200": True, f"{web}/slow": False, "http://localhost:1/": None}
    assert reached([]) == {}


def test_a_defect_prints_nothing_of_an_address(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> requests.Response:
        raise RuntimeError("https://segreto.example")

    monkeypatch.setattr(laltro.world.web.url_probe, "public_answers", broken)
    assert reached(["https://segreto.example"]) == {"https://segreto.example": False}
    assert capfd.readouterr() == ("", "")
