# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""How dates that belong together are said."""

from __future__ import annotations

import pytest

from laltro.model.strings import Strings
from laltro.voice.words import Words


@pytest.mark.parametrize(
    ("start", "end", "italian", "english"),
    [
        ("2017", "", "dal 2017", "from 2017"),
        ("2026-09", "", "da settembre 2026", "from September 2026"),
        ("", "2026-09", "fino a settembre 2026", "until September 2026"),
        ("2026-09", "2027-06-08", "da settembre 2026 all’8 giugno 2027", "from September 2026 to 8 June 2027"),
        (
            "2026-11-11",
            "2026-11-12",
            "dall’11 novembre 2026 al 12 novembre 2026",
            "from 11 November 2026 to 12 November 2026",
        ),
        ("2026-11-08", "2026-12", "dall’8 novembre 2026 a dicembre 2026", "from 8 November 2026 to December 2026"),
        ("", "2026-11-11", "fino all’11 novembre 2026", "until 11 November 2026"),
        ("2026-11-08", "2026-11-08", "8 novembre 2026", "8 November 2026"),
        ("", "", "", ""),
    ],
)
def test_a_period(strings: dict[str, Strings], start: str, end: str, italian: str, english: str) -> None:
    assert [Words(strings[lang]).period(start, end) for lang in ("it", "en")] == [italian, english]
