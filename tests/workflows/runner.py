# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Workflows for real: nektos act runs a job on this machine, in a copy of the repository, against the fake GitHub.

What act leaves out, and `test_rules` reads from the files instead: activity types, permissions, concurrency, and what
the actions of others do (`actions/checkout` is skipped, the rest are stubs).
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from laltro.world.data.support import ROOT
from tests.github.branches import push
from tests.github.stage import NAME, Stage
from tests.github.test_command_line import checked_out

BIN = Path(sys.executable).parent
COPIED = ("Makefile", "pyproject.toml", "requirements.txt")
STUB = """name: stub
description: stands for an action of others
runs:
  using: composite
  steps: [{run: 'true', shell: sh}]
"""
# Stands for a checkout: the folder of the stage, copied.
CHECKOUT = STUB.replace("true", 'cp -a "$FOLDER/." .')
# Stands for the App's action: what it answers.
APP = """name: stub
description: stands for the App's own
outputs:
  token: {value: app-token}
  app-slug: {value: esempio}
runs:
  using: composite
  steps: [{run: 'true', shell: sh}]
"""
STUBS = {"checkout": CHECKOUT, "create-github-app-token": APP}
STUBS |= dict.fromkeys(("setup-python", "upload-pages-artifact", "deploy-pages"), STUB)


@dataclass(frozen=True)
class Ran:
    """A finished run: its exit status and everything that it logged."""

    status: int
    log: str

    @property
    def skipped(self) -> bool:
        """Whether no step ran, since the job's own condition said no."""
        return self.status == 0 and "⭐" not in self.log


class Runner:
    """Runs `.github/workflows/<workflow>.yml` in the folder of a stage, as GitHub would after an event."""

    def __init__(self, stage: Stage, top: Path, workflow: str = "intake") -> None:
        self.stage, self.workflow = stage, workflow
        self.folder, self.home = top / "repository", top / "home"
        self.folder.mkdir()
        names = (*COPIED, f".github/workflows/{workflow}.yml")
        files = {name: (ROOT / name).read_text(encoding="utf-8") for name in names}
        push(stage.repo, "main", {**files, ".gitignore": ".venv/\n"}, "Begin", stage.fake.user("anna"))
        checked_out(stage, self.folder)
        git = ["git", "remote", "add", "origin", f"https://github.com/{NAME}"]  # where act reads the repository's name
        subprocess.run(git, cwd=self.folder, check=True)
        self._environment()
        self._stubs()

    def _environment(self) -> None:
        """What `make setup` would make, made: it finds nothing to do, and touches nothing of this machine's own."""
        bin = self.folder / ".venv" / "bin"
        bin.mkdir(parents=True)
        for name in ("python", "laltro"):
            (bin / name).symlink_to(BIN / name)
        for stamp in ("requirements", "laltro"):
            (self.folder / ".venv" / f".stamp-{stamp}").touch()

    def _stubs(self) -> None:
        for name, text in STUBS.items():
            (self.home / name).mkdir(parents=True)
            (self.home / name / "action.yml").write_text(text, encoding="utf-8")

    def as_app(self) -> str:
        """Let the App's action answer with a token of an App that is installed; the name of its account."""
        app = self.stage.fake.app("esempio")
        token = self.stage.fake.app_token(app, None, self.stage.fake.clock.now.replace(year=2099))
        (self.home / "create-github-app-token" / "action.yml").write_text(APP.replace("app-token", token.text))
        return f"{app.slug}[bot]"

    def run(self, name: str, event: Mapping[str, Any], variables: Mapping[str, str] | None = None) -> Ran:
        """One run of the workflow after an event (`issues`) with this content."""
        path = self.home / "event.json"
        path.write_text(json.dumps(event), encoding="utf-8")
        ran = subprocess.run(
            [str(BIN / "act"), name, "--eventpath", str(path), *self._words(variables or {})],
            cwd=self.folder,
            env={"HOME": str(self.home), "PATH": f"{os.environ['PATH']}", "LC_ALL": "C.UTF-8"},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        return Ran(ran.returncode, ran.stdout + ran.stderr)

    def _words(self, variables: Mapping[str, str]) -> list[str]:
        text = (self.folder / ".github/workflows" / f"{self.workflow}.yml").read_text(encoding="utf-8")
        refs = {each: self.home / each.split("/")[1].split("@")[0] for each in re.findall(r"uses: (\S+@\S+)", text)}
        words = ["--workflows", f".github/workflows/{self.workflow}.yml", "--platform", "ubuntu-24.04=-self-hosted"]
        words += ["--no-cache-server", "--action-offline-mode", "--action-cache-path", str(self.home / "cache")]
        words += ["--container-daemon-socket", "-", "--secret", f"GITHUB_TOKEN={self.stage.token}"]
        words += ["--env", f"GITHUB_API_URL={self.stage.fake.url}", "--env", f"FOLDER={self.folder}"]
        words += [f"--var={name}={value}" for name, value in variables.items()]
        return [*words, *(f"--local-repository={ref}={path}" for ref, path in refs.items() if path.is_dir())]
