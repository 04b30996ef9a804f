"""The words a person reads, one tree a language, from `words/<lang>/`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from laltro.model.document import Tree
from laltro.model.locale import language_name

# The language of the records and of the root of the site. The others are those that have a `words/<lang>/`.
FIRST = "it"


# A word of a sentence and the value that is filled in right after it.
_BEFORE = re.compile(r"\b(\w+) \{(\w+)\}")


class MissingText(KeyError):
    """A sentence that `words/` lacks; the argument names the file and the key."""


@dataclass(frozen=True, slots=True)
class Strings:
    """All texts of one language; a key is a dotted path such as `fields.service.name.label`."""

    lang: str
    tree: Mapping[str, Tree]

    @property
    def locale(self) -> str:
        """CLDR's name for how these texts write numbers and dates (`en-GB`)."""
        return self.find("site.locale") or self.lang

    def find(self, key: str) -> str | None:
        """The text at `key`, or None."""
        node = self._node(key)
        return node if isinstance(node, str) else None

    def branch(self, key: str) -> dict[str, Tree]:
        """The subtree at `key`; empty where there is none."""
        node = self._node(key)
        return node if isinstance(node, dict) else {}

    def _node(self, key: str) -> Tree | None:
        node: Tree | None = dict(self.tree)
        for part in key.split("."):
            node = node.get(part) if isinstance(node, dict) else None
        return node

    def text(self, key: str, /, **params: str) -> str:
        """The text at `key` with `{name}` filled from `params`, and the word before it as the language contracts it.

        Raises MissingText for an unknown key: a defect of the repository, never shown to a reader.
        """
        found = self.find(key)
        if found is None:
            raise MissingText(f"words/{self.lang}: {key}")
        return self._contracted(found, params).format_map(params) if params else found

    def _contracted(self, text: str, params: Mapping[str, str]) -> str:
        """A text whose words before a value are as `site.contractions` says: `il {date}` may become `l’{date}`."""
        rules = self.branch("site.contractions")
        return _BEFORE.sub(lambda met: _joined(met, rules, params), text) if rules else text


def _joined(met: re.Match[str], rules: Mapping[str, Tree], params: Mapping[str, str]) -> str:
    """A word and the place to fill after it, by the first rule for a value that begins so and for that word."""
    for begins, words in rules.items():
        if isinstance(words, dict) and met[1] in words and re.match(begins, str(params.get(met[2], ""))):
            return f"{words[met[1]]}{{{met[2]}}}"
    return met[0]


@dataclass(frozen=True, slots=True)
class NotingStrings(Strings):
    """Texts that note the keys they lack, in `missed`, and go on with an empty text: to tell all of them at once."""

    missed: list[str] = field(default_factory=list)

    def text(self, key: str, /, **params: str) -> str:
        """The text at `key`, empty where there is none."""
        try:
            return Strings.text(self, key, **params)
        except MissingText:
            self.missed.append(key)
            return ""


def words_of(strings: Strings, kind: str, path: str) -> str | None:
    """The key of a field's words: those of its kind, else those of all kinds; None where it has no label."""
    keys = (f"fields.{branch}.{path}" for branch in (kind, "common"))
    return next((key for key in keys if strings.find(f"{key}.label") is not None), None)


def label(strings: Strings, kind: str, path: str) -> str | None:
    """The label of a field at a dotted path inside the record (`translations.en.name` too); None where it has none."""
    first, *rest = path.split(".")
    key = words_of(strings, kind, path)
    if first != "translations" or not rest:
        return strings.text(f"{key}.label") if key else None
    language, *part = rest
    if not part:
        return strings.text(f"{key}.label") if key else language_name(language, strings.locale) or language
    field, named = (label(strings, kind, each) for each in (".".join(part), f"translations.{language}"))
    return strings.text("site.data.translated", field=field, language=named or language) if field else None
