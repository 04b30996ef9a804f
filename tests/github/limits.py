# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""GitHub's limits: so many requests an hour, and the secondary ones on what is written and on the rush of a minute."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from tests.github.faults import primary, secondary
from tests.github.people import Token
from tests.github.routing import Answer

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
# What makes a notification: GitHub counts it as content.
CONTENT = re.compile(r"/(?:issues|comments|pulls|reviews)$")


class Limits:
    """The limits and who used how much of them; set an attribute to try another limit.

    Documented by GitHub: 80 contents a minute and 500 an hour, 900 points a minute (1 to read, 5 to write).
    """

    def __init__(self) -> None:
        self.content_a_minute = 80
        self.content_an_hour = 500
        self.points_a_minute = 900
        self._windows: dict[str, tuple[datetime, int]] = {}
        self._content: dict[str, list[datetime]] = {}
        self._points: dict[str, list[tuple[datetime, int]]] = {}

    def hour(self, token: Token, now: datetime) -> tuple[int, int, int]:
        """Requests allowed in this hour, used of them, and when it ends (seconds since 1970)."""
        start, used = self._window(token, now)
        return token.hourly, used, int((start + HOUR).timestamp())

    def refusal(self, token: Token, method: str, path: str, now: datetime) -> Answer | None:
        """Count a request; GitHub's no where it is one too many."""
        start, used = self._window(token, now)
        if used >= token.hourly:
            return primary(start + HOUR)
        self._windows[token.text] = start, used + 1
        if self._rushed(token.user.login, 1 if method == "GET" else 5, now):
            return secondary(60)
        if method == "POST" and CONTENT.search(path) and self._wrote_too_much(token.user.login, now):
            return secondary(60)
        return None

    def _window(self, token: Token, now: datetime) -> tuple[datetime, int]:
        start, used = self._windows.get(token.text, (now, 0))
        return (start, used) if now < start + HOUR else (now, 0)

    def _rushed(self, login: str, points: int, now: datetime) -> bool:
        recent = [each for each in self._points.get(login, []) if each[0] > now - MINUTE]
        self._points[login] = [*recent, (now, points)]
        return sum(each[1] for each in recent) + points > self.points_a_minute

    def _wrote_too_much(self, login: str, now: datetime) -> bool:
        written = [moment for moment in self._content.get(login, []) if moment > now - HOUR]
        minute = sum(moment > now - MINUTE for moment in written)
        full = len(written) >= self.content_an_hour or minute >= self.content_a_minute
        self._content[login] = written if full else [*written, now]
        return full
