# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every sentence of the words files is said somewhere. That they are the same in every language is tested elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from laltro.model.document import Tree
from laltro.model.strings import FIRST, Strings
from laltro.world.data.support import ROOT, read_strings
from tests.words_in_use import Sources, counted, leaves, sources, unused

# Nothing in the sources is called so.
INVENTED = "ornitorinco"


@pytest.fixture(scope="module")
def italian() -> Strings:
    return read_strings(ROOT / "data")[FIRST]


@pytest.fixture(scope="module")
def ours() -> Sources:
    return sources()


def with_key(tree: Mapping[str, Tree], key: str) -> dict[str, Tree]:
    """The words with one more sentence."""
    first, _, rest = key.partition(".")
    below = tree.get(first, {})
    assert isinstance(below, dict) if rest else first not in tree
    return {**tree, first: with_key(below, rest) if rest and isinstance(below, dict) else "Una frase."}


def with_one_in_every_branch(tree: Mapping[str, Tree]) -> dict[str, Tree]:
    """The words with one more sentence beside all others, wherever there are any."""
    deeper = {
        key: with_one_in_every_branch(part) if isinstance(part, dict) and not counted(part) else part
        for key, part in tree.items()
    }
    return {**deeper, INVENTED: "Una frase."}


def test_every_sentence_is_said_somewhere(italian: Strings, ours: Sources) -> None:
    assert unused(italian, ours) == []


def test_a_sentence_that_nothing_says_is_found_in_any_branch(italian: Strings, ours: Sources) -> None:
    spoilt = Strings(FIRST, with_one_in_every_branch(italian.tree))
    added = [key for key in leaves(dict(spoilt.tree)) if key.endswith(INVENTED)]
    assert len(added) > 200
    assert unused(spoilt, ours) == added


# Each ends in a name that the sources know, but as the name of something else.
DEAD = (
    *("site.list.by_area", "site.list.city", "site.list.districts", "site.list.tag_historic", "site.hours.notes"),
    *("site.record.sources", "site.changes.heading", "site.value.on_days", "options.days_short.mon", "kinds.lab.label"),
    *("forms.common.consent.help", "fields.service.name.options.active", "fields.lab.costs.label"),
)  # fmt: skip


def test_a_sentence_that_nothing_says_any_more_is_found(italian: Strings, ours: Sources) -> None:
    tree = dict(italian.tree)
    for key in DEAD:
        tree = with_key(tree, key)
    assert sorted(unused(Strings(FIRST, tree), ours)) == sorted(DEAD)


def said(sources: Sources, *keys: str) -> list[str]:
    return [key for key in keys if sources.name(key) or sources.read_below(key)]


def made() -> Iterator[tuple[str, Sources, list[str]]]:
    """What sources name of `a.one`, `a.two` and `a.three`, for every way to name a sentence."""
    for how, modules, names in (
        ("as it stands", {"voice/x.py": 't("a.one")'}, ["a.one"]),
        ("in what only explains", {"voice/x.py": '"""a.one"""\n'}, []),
        ("by a choice", {"voice/x.py": "t(f\"a.{'one' if x else 'two'}\")"}, ["a.one", "a.two"]),
        ("by a name", {"voice/x.py": 'x = "one"\nt(f"a.{x}")'}, ["a.one"]),
        ("by a sum", {"voice/x.py": 'x = "one"\nt("a." + x)'}, ["a.one"]),
        ("by two patterns", {"voice/x.py": 'x = "o"\nkey = f"a.{x}"\nt(f"{key}ne")'}, ["a.one"]),
        ("by an unknown name", {"voice/x.py": 't(f"a.{x}")'}, []),
        (
            "from below",
            {"voice/x.py": 'from laltro.model.y import C\nt(f"a.{x}")', "model/y.py": 'C = "one"'},
            ["a.one"],
        ),
        ("from elsewhere", {"voice/x.py": 't(f"a.{x}")', "model/y.py": 'C = "one"'}, []),
        (
            "by who calls",
            {"voice/x.py": 't(f"a.{x}")', "cli/y.py": 'from laltro.voice.x import f\nf("one")\ng = "two"'},
            ["a.one"],
        ),
        ("by a branch", {"voice/x.py": 'd = branch("a")\nw.branch("a")["one"]\ny = "two"'}, ["a.one", "a.two"]),
    ):
        found = Sources()
        for module, source in modules.items():
            found.python(module, source)
        yield how, found, names


@pytest.mark.parametrize(("how", "found", "names"), [pytest.param(*case, id=case[0]) for case in made()])
def test_the_ways_to_name_a_sentence(how: str, found: Sources, names: list[str]) -> None:
    assert said(found, "a.one", "a.two", "a.three") == names


def test_templates_pages_scripts_and_schemas_name_sentences() -> None:
    found = Sources()
    found.template('{{ t("a.one") }}{{ t("b." ~ name) }}{{ "two" }}{{ "b.text" }}')
    found.page("<p>@@c.one@@</p>")
    found.python("publish/x.py", 'w.branch("say")\nt(f"kinds.{kind}")')
    found.script("tell(say.none); fill(say.many, 2); more.less;")
    found.table("kind: lab")
    keys = ("a.one", "b.two", "b.three", "c.one", "c.two", "say.none", "say.less", "kinds.lab", "kinds.pub")
    assert said(found, *keys) == ["a.one", "b.two", "c.one", "say.none", "kinds.lab"]
