# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Apostrophes as print has them, and only where something is read."""

from __future__ import annotations

import pytest

from laltro.voice.typography import curved, curved_html


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("L'aiuto dell'altro, c'è", "L’aiuto dell’altro, c’è"),
        ("un po' di tempo e un po'", "un po’ di tempo e un po’"),
        ("l'8 maggio, people's", "l’8 maggio, people’s"),
        ("l’aiuto", "l’aiuto"),
        ("'parola' 5'3 '90 rock 'n'", "'parola' 5'3 '90 rock 'n'"),
    ],
)
def test_in_a_text(text: str, shown: str) -> None:
    assert curved(text) == shown


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>L'aiuto &amp; l&#39;altro</p>", "<p>L’aiuto &amp; l’altro</p>"),
        ('<a title="l\'altro" href="x">l\'altro</a>', '<a title="l\'altro" href="x">l’altro</a>'),
        (
            "<p>l'uno</p><form><label>l'altro</label></form> l'uno",
            "<p>l’uno</p><form><label>l'altro</label></form> l’uno",
        ),
        ("<script>a='l'b</script>l'una", "<script>a='l'b</script>l’una"),
        (
            "<pre>l'a</pre><code>l'a</code><textarea>l'a</textarea>",
            "<pre>l'a</pre><code>l'a</code><textarea>l'a</textarea>",
        ),
        ("<p>po' tardi</p>", "<p>po’ tardi</p>"),
    ],
)
def test_in_a_page(html: str, shown: str) -> None:
    assert curved_html(html) == shown
