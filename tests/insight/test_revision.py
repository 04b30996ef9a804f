# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which fields make two texts of a record differ, and that what they held is not kept."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from laltro.insight.trust.revision import Revision, revised
from laltro.world.data.support import HOME, read_schemas

SERVICE = read_schemas(HOME)["service"]
NOW = datetime(2026, 9, 12, 10, tzinfo=UTC)
BEFORE = """\
id: esempio
status: published
name: Esempio
description: |-
  Una riga
  name: non è un campo
areas:
- parenting
channels:
  phones:
  - "+39020202"
translations:
  en:
    name: Example
"""


@pytest.mark.parametrize(
    ("old", "new", "fields"),
    [
        ("", "", ()),
        ("name: Esempio", "name: Altro", ("name",)),
        ("name: Esempio", 'name: "Esempio"', ()),
        ("name: Esempio", '"name":   Esempio  # nota', ()),
        ("name: Esempio\n", "", ("name",)),
        ("areas:\n- parenting", "areas: [parenting]", ()),
        ("areas:\n- parenting", "areas:\n- parenting\n- childcare", ("areas",)),
        ("  name: non è un campo", "  name: cambiato", ("description",)),
        ('  - "+39020202"', '  - "+39020203"', ("channels.phones",)),
        ('channels:\n  phones:\n  - "+39020202"\n', "", ("channels.phones",)),
        ("channels:\n", "channels:\n  email: a@example.org\n", ("channels.email",)),
        ("    name: Example", "    name: Sample", ("translations",)),
        ("name: Esempio", "name: Esempio\nsconosciuto: x", ()),
        ("status: published", "status: archived", ("status",)),
    ],
)
def test_the_fields_that_differ(old: str, new: str, fields: tuple[str, ...]) -> None:
    assert old in BEFORE
    assert revised(SERVICE, NOW, BEFORE, BEFORE.replace(old, new)).fields == fields


def test_fields_stand_in_the_schemas_order_and_their_order_in_the_file_counts_for_nothing() -> None:
    moved = "description: nuova\nname: Nuovo\nstatus: published\nid: esempio\n"
    cut = "id: esempio\nstatus: published\nname: Esempio\ndescription: vecchia\n"
    assert revised(SERVICE, NOW, cut, moved).fields == ("name", "description")


def test_of_the_new_text_only_the_state_is_kept() -> None:
    withdrawn = BEFORE.replace("status: published", "status: archived").replace("+39020202", "+39020203")
    assert revised(SERVICE, NOW, BEFORE, withdrawn) == Revision(NOW, ("status", "channels.phones"), "archived")


@pytest.mark.parametrize("broken", ["", "{", "name: [", "\ufffd\ufffd", "- a\n- b\n", "name: a\nname: b\n"])
def test_a_text_that_cannot_be_read_breaks_nothing(broken: str) -> None:
    for before, after in ((BEFORE, broken), (broken, BEFORE), (broken, broken)):
        assert revised(SERVICE, NOW, before, after).moment == NOW
