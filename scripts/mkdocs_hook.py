"""Completes a plain `mkdocs build` or `mkdocs serve`: records, lists, English, search. Thin on purpose."""

import os
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from laltro.world.build.builder import STAND_ASIDE, SiteFaults
from laltro.world.build.environment import today
from laltro.world.build.site import finish, sentences
from laltro.world.data.support import HOME


def on_post_build(config: MkDocsConfig) -> None:
    """After the Italian pages are built; `laltro build` does the same by itself and asks the hook to stand aside."""
    if os.environ.get(STAND_ASIDE):
        return
    data = Path(os.environ.get("LALTRO_DATA") or HOME)
    try:
        finish(Path(config.site_dir), data, today(), site_url=config.site_url or "", strict=config.strict)
    except SiteFaults as problem:
        raise PluginError("\n".join(sentences(problem, data))) from problem
