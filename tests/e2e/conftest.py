"""The real thing for the browser: a copy of the data in a repository of its own, built, and served by the door."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.host import hosted

ROOT = Path(__file__).parents[2]
LALTRO = [str(Path(sys.executable).with_name("laltro"))]
# Generous: a busy machine with two cores builds the whole site in far less.
PATIENCE = 180


@dataclass(frozen=True)
class Served:
    """A door that is open: its address, and the folder (a git repository) it stands on."""

    url: str
    top: Path
    site: Path

    def laltro(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the tool in the door's repository."""
        return subprocess.run([*LALTRO, *words], cwd=self.top, capture_output=True, text=True, check=False)


def repository(top: Path, data: Path) -> None:
    """A git repository with a copy of the data."""
    shutil.copytree(data, top / "data")
    for words in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=e", "-c", "user.email=e@e", "commit", "-qm", "start"],
    ):
        subprocess.run(["git", *words], cwd=top, check=True)


def free_port() -> int:
    """A loopback port that nobody has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Until the door answers; a process that ended tells why."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text()
        try:
            with urlopen(url):
                return
        except (URLError, ConnectionError):
            time.sleep(0.2)
    raise AssertionError("laltro serve did not answer")


@pytest.fixture(scope="session")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """`laltro serve` on the real records."""
    top = tmp_path_factory.mktemp("door")
    repository(top, ROOT / "data")
    port = free_port()
    log = top.with_name("door.log")
    with log.open("wb") as said:
        process = subprocess.Popen([*LALTRO, "serve", "--port", str(port)], cwd=top, stderr=said, stdout=said)
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(f"{url}/", process, log)
        yield Served(url, top, top / "site")
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="session")
def under_a_path(door: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same built site on a host of static pages, below a path, as it is before anybody sends a form."""
    copy = tmp_path_factory.mktemp("pages") / "site"
    shutil.copytree(door.site, copy)
    with hosted(copy) as address:
        yield address.rstrip("/")
