"""What plain text may hold, and when two names are one."""

from __future__ import annotations

import re
import unicodedata

# Control, format (bidirectional, zero-width, tag), surrogate, private-use, line- and paragraph-separator characters:
# they are invisible or change how a reader or a program sees the rest (https://www.unicode.org/reports/tr36/).
_REFUSED_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
# Alphabets whose letters look alike: a word that mixes them is a disguise, never a name.
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")
_WORD = re.compile(r"[^\W\d_]+")
_NAME_WORD = re.compile(r"[^\W_]+")
# Legal forms say what a body is, not which one.
_LEGAL_FORMS = {"aps", "ets", "odv", "onlus", "scs", "scsrl", "srl", "srls", "spa", "sas", "snc", "scarl", "coop"}
_LEGAL_FORMS |= {"cooperativa", "sociale", "societa"}


def refused_characters(text: str) -> list[str]:
    """The code points (`U+202E`) in `text` that plain text must not hold, each once, in order."""
    if text.replace("\n", "").isprintable():
        return []  # no printable character is of a refused category, and most texts hold no other
    found = (char for char in text if char != "\n" and unicodedata.category(char) in _REFUSED_CATEGORIES)
    return list(dict.fromkeys(f"U+{ord(char):04X}" for char in found))


def mixed_words(text: str) -> list[str]:
    """The code points of the letters outside the first alphabet of each word that mixes look-alike alphabets."""
    if text.isascii():
        return []
    foreign = [char for word in _WORD.findall(text) if not word.isascii() for char in _strangers(word)]
    return list(dict.fromkeys(f"U+{ord(char):04X}" for char in foreign))


def _strangers(word: str) -> list[str]:
    scripts = [next((name for name in _SCRIPTS if unicodedata.name(char, "").startswith(name)), "") for char in word]
    known = [name for name in scripts if name]
    if len(set(known)) < 2:
        return []
    usual = max(dict.fromkeys(known), key=known.count)
    return [char for char, name in zip(word, scripts, strict=True) if name and name != usual]


def plain_name(text: str) -> str:
    """A name for comparison: no case, accents, punctuation or legal forms (`La Cordata s.c.s.` is `la cordata`)."""
    words = _NAME_WORD.findall(unaccented(text).replace(".", ""))
    kept = [word for word in words if word not in _LEGAL_FORMS]
    return " ".join(kept or words)


def unaccented(text: str) -> str:
    """A text without case and accents (`Rudinì` is `rudini`)."""
    folded = text.casefold()
    if folded.isascii():
        return folded
    return "".join(char for char in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(char))
