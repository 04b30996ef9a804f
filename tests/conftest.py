# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every test may use."""

import shutil
from typing import Any

import pytest

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the system's Chromium where there is one, else the one that Playwright installed."""
    launch_args = {**browser_type_launch_args, "args": list(CHROMIUM_ARGS)}
    executable = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if executable:
        launch_args["executable_path"] = executable
    return launch_args
