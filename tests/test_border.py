# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The border between the product and this city: whose words are whose, and where the code says which city it is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from laltro.model.document import Tree
from laltro.world.data.support import HOME, PACKAGE, languages

# The city, the name of its catalogue, the districts that it is about.
CITY = re.compile(r"Milan|Sei L.Altro|Municip\w+ [46]\b|Corvetto|Barona")
# The link to the city's own portal of services has a field of its own in the schema.
PORTAL = re.compile(r"fields\.service\.wemi_url\.")
# What no module may say but the one that says which city it is.
TERRITORIES = re.compile(r"milano|Milano|municipio-\d|nil-\d+")
WHERE = "model/city.py"


def leaves(tree: Tree, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a tree, by its dotted path."""
    if isinstance(tree, dict):
        for key, part in tree.items():
            yield from leaves(part, f"{path}.{key}" if path else key)
    else:
        yield path, str(tree)


def words(folder: Path) -> dict[str, str]:
    """The words of a language, by their dotted path."""
    found: dict[str, str] = {}
    for file in sorted(folder.glob("*.yaml")):
        found |= leaves(yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader))
    return found


def of_the_city(said: dict[str, str]) -> list[str]:
    """The paths of words that speak of this city."""
    return [path for path, text in said.items() if CITY.search(text) and not PORTAL.match(path)]


def territories(source: str) -> list[str]:
    """The territories that a module names in a text of its own."""
    texts = (node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
    return [text for text in texts if isinstance(text, str) and TERRITORIES.fullmatch(text)]


@pytest.mark.parametrize("lang", languages(HOME))
def test_the_products_words_name_no_city(lang: str) -> None:
    assert of_the_city(words(PACKAGE / "words" / lang)) == []


@pytest.mark.parametrize("text", ["Tutta Milano", "Milano Sei L’Altro: dove manca", "Fuori dai Municipi 4 e 6."])
def test_a_word_that_names_the_city_is_found(text: str) -> None:
    assert of_the_city({"site.list.city": text}) == ["site.list.city"]


@pytest.mark.parametrize("lang", languages(HOME))
def test_the_product_is_complete_without_the_citys_words(lang: str) -> None:
    own, product = words(HOME / "words" / lang), words(PACKAGE / "words" / lang)
    assert set(own) <= set(product)
    for path, text in own.items():
        assert set(re.findall(r"\{\w+\}", product[path])) == set(re.findall(r"\{\w+\}", text)), path
        assert text != product[path], path


def test_one_module_says_which_city_it_is() -> None:
    modules = {path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
    assert {name: found for name, source in modules.items() if (found := territories(source)) and name != WHERE} == {}
    assert territories(modules[WHERE]) == ["milano", "municipio-4", "municipio-6", "Milano"]


def test_a_territory_in_another_module_is_found() -> None:
    assert territories('HOME = ("municipio-4", f"nil-{number}")') == ["municipio-4"]
