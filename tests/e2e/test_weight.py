# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a first visit to a record of the real site takes over the wire, compressed, with all that the page asks for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from laltro.world.data.support import HOME, read_schemas
from tests.e2e.conftest import Served
from tests.host import hosted
from tests.page_types import SHELL, addresses, translated

pytestmark = pytest.mark.browser

FOLDERS = [schema.folder for schema in read_schemas(HOME).values() if schema.folder]
MOST = 120_000


@pytest.fixture(scope="module")
def weigh(browser: Browser) -> Iterator:
    """Answers the bytes of a first visit by address: headers and bodies as they travelled, nothing in a cache."""
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    wire = context.new_cdp_session(page)
    taken: list[tuple[str, int]] = []
    urls: dict[str, str] = {}
    wire.on("Network.requestWillBeSent", lambda event: urls.update({event["requestId"]: event["request"]["url"]}))
    wire.on(
        "Network.loadingFinished", lambda event: taken.append((urls[event["requestId"]], event["encodedDataLength"]))
    )
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def of(url: str) -> dict[str, int]:
        taken.clear()
        page.goto(url, wait_until="networkidle")
        return {url: int(size) for url, size in taken}

    yield of
    context.close()


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_first_visit_to_a_record_is_light(weigh, under_a_path: str, door: Served, folder: str) -> None:
    for address in translated(addresses(door.site, f"{folder}/{SHELL}")[-1:]):  # the fullest
        sizes = weigh(f"{under_a_path}/{address}")
        assert sizes[f"{under_a_path}/{address}"] > 0
        assert sum(sizes.values()) <= MOST, sizes


def test_a_heavy_page_is_seen(weigh, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<link rel="stylesheet" href="heavy.css">', encoding="utf-8")
    (tmp_path / "heavy.css").write_text("".join(f"/* {number:x} */" for number in range(10**12, 10**12 + 99_999)))
    with hosted(tmp_path) as root:
        sizes = weigh(root)
    assert set(sizes) >= {root, f"{root}heavy.css"}
    assert sum(sizes.values()) > MOST
    assert sizes[f"{root}heavy.css"] < (tmp_path / "heavy.css").stat().st_size  # as it travels, compressed
