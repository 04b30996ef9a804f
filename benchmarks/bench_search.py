# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The search as a phone has it: what it loads, how long a choice takes on a slow processor, and what it finds."""

from __future__ import annotations

import csv
import gzip
import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from bench_build import LALTRO
from measure import Figure, Report, Timing, spawned
from playwright.sync_api import CDPSession, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = Path(__file__).with_name("questions.csv")
CHROMIUM = "/usr/bin/chromium"
# Processors of old phones, against this one.
SLOWER = 4
# The first results of a question that count.
FIRST = 5
PACKED = (".html", ".css", ".js", ".json", ".svg")
# From a choice to the sentence that says how many results there are, in milliseconds.
CHOOSE = """selector => new Promise((resolve) => {
  const start = performance.now();
  const count = document.querySelector("[data-count]");
  new MutationObserver((_, watcher) => {
    watcher.disconnect();
    requestAnimationFrame(() => resolve(performance.now() - start));
  }).observe(count, { childList: true, characterData: true, subtree: true });
  document.querySelector(selector).click();
})"""
ASK = """async ([root, questions]) => {
  const { ask } = await import(new URL("assets/search.js", root).href);
  const answers = [];
  for (const question of questions) answers.push(await ask(question));
  return answers;
}"""


def bench(generated: Path, real: Path, work: Path, runs: int) -> Report:
    """Two sites: of the generated records, for bytes and milliseconds, and of the real ones, for what is found."""
    many, own = (_site(data, work / name) for data, name in ((generated, "many"), (real, "own")))
    report = Report(f"Search: as a phone has it, processor {SLOWER} times slower")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        with _served(many) as root:
            _weigh(report, lambda: browser.new_page(), root, runs)
        with _served(own) as root:
            report.remarks += _found(browser.new_page(), root)
        browser.close()
    return report


def _site(data: Path, site: Path) -> Path:
    spawned([*LALTRO, "build", "--data", str(data), "--site", str(site)])
    return site


class _Packing(http.server.SimpleHTTPRequestHandler):
    """Sends texts packed, as hosts of pages do."""

    def do_GET(self) -> None:  # the name is the library's
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if path.is_dir() else path
        if file.suffix not in PACKED or not file.is_file():
            super().do_GET()
            return
        body = gzip.compress(file.read_bytes(), mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: the report speaks."""


@contextmanager
def _served(site: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Packing, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def _weigh(report: Report, fresh: Callable[[], Page], root: str, runs: int) -> None:
    """Bytes until something filtered, then with words; milliseconds from a choice to its results."""
    page = fresh()
    client = page.context.new_cdp_session(page)
    received = _listen(client)
    page.goto(f"{root}cerca/?area=childcare", wait_until="networkidle")
    filtered = sum(received)
    page.goto(f"{root}cerca/?q=doposcuola", wait_until="networkidle")
    page.wait_for_selector("[data-results]:not([aria-busy]) a")
    report.remarks.append(
        f"over the wire until filtered results: {filtered:,} bytes; with words: {sum(received):,} bytes"
    )
    client.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    for name, address, selector in (
        ("a filter", "cerca/", "[name=area][value=childcare]"),
        ("a filter on words", "cerca/?q=lavoro", "[name=municipio][value=municipio-6]"),
    ):
        taken = [Timing(_choose(page, f"{root}{address}", selector)) for _ in range(runs)]
        report.figures.append(Figure(name, taken, unit="ms", note="goal ≤ 200 ms"))


def _listen(client: CDPSession) -> list[int]:
    """The lengths of everything that comes over the network from now on, headers too."""
    received: list[int] = []
    client.send("Network.enable")
    client.on("Network.loadingFinished", lambda event: received.append(int(event["encodedDataLength"])))
    return received


def _choose(page: Page, address: str, selector: str) -> float:
    page.goto(address, wait_until="networkidle")
    page.wait_for_selector("[data-results]:not([aria-busy]) a")
    return float(page.evaluate(CHOOSE, selector))


def _found(page: Page, root: str) -> Iterator[str]:
    """How many questions have a right answer among the first results."""
    with QUESTIONS.open(encoding="utf-8", newline="") as stream:
        asked = list(csv.DictReader(stream))
    page.goto(f"{root}cerca/")
    answers = page.evaluate(ASK, [root, [row["question"] for row in asked]])
    for use in ("tune", "held_out"):
        right = [_is_right(row, answer) for row, answer in zip(asked, answers, strict=True) if row["use"] == use]
        yield f"known items ({use}): {sum(right)} of {len(right)} in the first {FIRST}"


def _is_right(row: dict[str, str], answer: list[Any]) -> bool:
    first = {str(href).removeprefix("../").rstrip("/") for href in answer[:FIRST]}
    return bool(first & set(row["expected"].split("|")))
