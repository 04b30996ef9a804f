"""What the commands on filled forms and on proposals share."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from laltro.cli.product import say
from laltro.model.forms.form import Form
from laltro.world.local.desk import Desk
from laltro.world.local.local_forge import ForgeError

form_option = click.option("--form", "stem", required=True, help="Il modulo, per esempio servizio. / The form.")


def known_form(desk: Desk, stem: str) -> Form:
    """The form of a stem; an unknown one is wrong use, told with those that are known."""
    if stem not in desk.forms:
        raise click.BadParameter(f"{stem!r}: {', '.join(sorted(desk.forms))}", param_hint="--form")
    return desk.forms[stem]


def tells_forge_errors(command: Callable[..., Any]) -> Callable[..., Any]:
    """Turn what the forge cannot do into a sentence and exit status 3 (1 where the data are the reason)."""

    @wraps(command)
    def told_command(data: Path, **options: Any) -> Any:
        try:
            return command(data=data, **options)
        except ForgeError as problem:
            sys.exit(tell(data, problem))

    return told_command


def tell(data: Path, problem: ForgeError) -> int:
    """Say what the forge cannot do; answers the exit status."""
    say(data, f"desk.{problem.code}", **problem.params)
    return 3 if problem.code in ("no_git", "git_failed") else 1
