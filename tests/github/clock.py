# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The time on the fake's wall: it moves only by requests and by those who sleep on it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class Clock:
    """A moment in UTC; `tick` seconds pass with every request, and `slept` lists the seconds of every `sleep`."""

    def __init__(self, now: datetime | None = None, tick: float = 1) -> None:
        self.now = now or datetime.now(UTC).replace(microsecond=0)
        self.tick = tick
        self.slept: list[float] = []

    def __call__(self) -> datetime:
        """The moment it is: what to hand to code that asks for the time."""
        return self.now

    def pass_request(self) -> None:
        """Let the time of one request pass."""
        self.now += timedelta(seconds=self.tick)

    def sleep(self, seconds: float) -> None:
        """Let `seconds` pass at once: what to hand to code that waits."""
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)

    def stamp(self) -> str:
        """The moment as GitHub writes it."""
        return stamp(self.now)


def stamp(moment: datetime) -> str:
    """A moment as GitHub writes it (2026-11-22T08:00:00Z)."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
