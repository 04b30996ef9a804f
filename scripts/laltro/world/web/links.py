"""Asks the web whether addresses answer, and keeps what it said in a file between two runs."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import requests

from laltro.insight.trust.links import Silence

# Sites asked at the same time, each for one address after the other; seconds in which an answer has to begin.
SITES, TIMEOUT = 8, 20
AGENT = "laltro-links (https://github.com/; one request a day and address)"
_GONE = frozenset({404, 410})


def answers(url: str, get: Callable[..., requests.Response] = requests.get) -> bool:
    """Whether an address is there, asked by `get`. One that only refuses robots (401, 403, 429) is."""
    try:
        with get(url, timeout=TIMEOUT, stream=True, headers={"User-Agent": AGENT}) as answer:
            return answer.status_code not in _GONE and answer.status_code < 500
    except (requests.RequestException, ValueError):
        return False


def silent(urls: Iterable[str], answers: Callable[[str], bool]) -> set[str]:
    """The addresses that do not answer."""
    sites: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        sites[urlsplit(url).netloc].append(url)
    with ThreadPoolExecutor(SITES) as pool:
        found = pool.map(lambda named: [url for url in named if not answers(url)], sites.values())
        return {url for named in found for url in named}


def read_memory(path: Path) -> dict[str, Silence]:
    """What the runs before saw; nothing where the file is not there, or is not ours: counting then begins anew."""
    try:
        known = json.loads(path.read_bytes())
        return {
            str(url): Silence(date.fromisoformat(since), date.fromisoformat(last), int(times))
            for url, (since, last, times) in known.items()
        }
    except (FileNotFoundError, ValueError, TypeError, AttributeError):
        return {}


def write_memory(path: Path, memory: Mapping[str, Silence]) -> None:
    """Keep what was seen."""
    rows = {url: [each.since.isoformat(), each.last.isoformat(), each.times] for url, each in memory.items()}
    path.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
