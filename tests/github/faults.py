# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""What goes wrong at GitHub, on order: before a request took effect, or after it did."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tests.github.routing import Answer

When = Literal["before", "after"]

UNICORN = "<!DOCTYPE html>\n<html><head><title>Unicorn! &middot; GitHub</title></head><body>502</body></html>"
SERVER_ERROR = Answer(500, {"message": "Server Error"})
BAD_GATEWAY = Answer(502, UNICORN)
UNAVAILABLE = Answer(503, {"message": "Service unavailable"})
GATEWAY_TIMEOUT = Answer(504, {"message": "We couldn't respond to your request in time."})
HTML = Answer(200, UNICORN)
UNAUTHORIZED = Answer(401, {"message": "Bad credentials", "documentation_url": ""})
CONFLICT = Answer(409, {"message": "Conflict", "documentation_url": ""})
TRUNCATED = Answer(wire="truncated")  # the true answer, cut in the middle
CLOSED = Answer(wire="closed")  # the connection ends without an answer
HUNG = Answer(wire="hung")  # no answer until the caller gives up


def secondary(retry_after: int | None = None, status: int = 403) -> Answer:
    """The secondary limit (403, or 429), with the seconds to wait or without."""
    message = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    return Answer(status, {"message": message, "documentation_url": ""}, headers)


def primary(reset: datetime, status: int = 403) -> Answer:
    """The hour's limit (403, or 429), which begins anew at `reset`."""
    headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(reset.timestamp()))}
    return Answer(status, {"message": "API rate limit exceeded for this account.", "documentation_url": ""}, headers)


@dataclass
class Fault:
    """One planned fault: the `nth` matching request (1 is the next) and the `times - 1` after it."""

    method: str
    pattern: re.Pattern[str]
    answer: Answer
    when: When
    nth: int
    times: int
    seen: int = 0

    def strikes(self, method: str, path: str) -> bool:
        """Whether it strikes this request, which is counted."""
        if self.method not in (method, "*") or not self.pattern.search(path):
            return False
        self.seen += 1
        return self.nth <= self.seen < self.nth + self.times

    @property
    def spent(self) -> bool:
        """Whether it struck as often as planned."""
        return self.seen >= self.nth + self.times - 1

    def __str__(self) -> str:
        return f"{self.when} {self.method} {self.pattern.pattern}: {self.answer.status} {self.answer.wire}"
