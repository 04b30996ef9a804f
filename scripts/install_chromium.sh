#!/bin/sh
# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
#
# Makes sure that the browser tests find a Chromium: one on PATH, or Playwright's own.
# Only in CI, and only as root, does it install one; elsewhere it names the command.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
python=$root/.venv/bin/python

for name in chromium chromium-browser google-chrome; do
	if command -v "$name" >/dev/null 2>&1; then
		exit 0
	fi
done

if [ -x "$python" ] && "$python" - 2>/dev/null <<'PYTHON'; then
import pathlib
import sys

from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    sys.exit(not pathlib.Path(playwright.chromium.executable_path).exists())
PYTHON
	exit 0
fi

if [ -n "${CI:-}" ] && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
	echo "Installing Chromium for the browser tests (apt-get)."
	export DEBIAN_FRONTEND=noninteractive
	apt-get update -qq
	apt-get install -y -qq --no-install-recommends chromium
	exit 0
fi

echo "The browser tests need Chromium, and none was found. Install it with one command:" >&2
if command -v apt-get >/dev/null 2>&1; then
	echo "    sudo apt-get install chromium" >&2
else
	echo "    .venv/bin/playwright install chromium" >&2
fi
exit 1
