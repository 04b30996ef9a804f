# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a change tells in a pull request, and what it may not touch."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from laltro.intake.change.change import Change, Move
from laltro.intake.told.overview import MOST, overview
from laltro.intake.upkeep.scope import Touched, strays
from laltro.model.record import Record
from tests.intake.samples import real

HOSTILE = "<script>x</script> @org/team #17 [a](https://b.example) `c` | d\n## e"


def service(**values: Any) -> Record:
    found = real().catalogue.find("service", "battivacco")
    assert found is not None
    return dataclasses.replace(found, values={**found.values, **values})


def told(*moves: Move) -> str:
    return overview(Change(moves), real().catalogue, real().words["it"])


def test_a_changed_field_is_told_before_and_after() -> None:
    text = told(Move(service(summary="Prima"), service(summary="Dopo")))
    assert "cambiata" in text
    assert "<code>Prima</code> | <code>Dopo</code>" in text
    assert text.count("\n|") == 3  # the two lines of the head, and one field


def test_a_new_record_is_told_whole_and_one_that_is_gone_by_name() -> None:
    new, gone = told(Move(None, service())), told(Move(service(), None))
    assert "(battivacco), nuova" in new
    assert new.count("\n|") > 5
    assert "(battivacco), tolta" in gone
    assert "\n|" not in gone


def test_what_a_record_says_stays_text() -> None:
    text = told(Move(service(summary="x"), service(summary=HOSTILE, name=HOSTILE)))
    assert "<script" not in text
    for mark in ("@org", "#17", "](", "\n## e"):
        assert mark not in text
    assert all(line.count(" | ") == 2 for line in text.split("\n") if line.startswith("| "))


def test_a_change_of_nothing_and_of_very_much() -> None:
    assert "Nessuna scheda" in told()
    many = told(*[Move(service(), None)] * (MOST + 3))
    assert "altre 3 schede" in many
    assert len(many) < 1_000_000


@pytest.mark.parametrize(
    ("path", "mode", "proposal", "codes"),
    [
        ("data/services/a.yaml", "100644", True, []),
        ("data/services/a.yaml", "000000", True, []),
        ("data/services/a.yaml", "120000", False, ["mode"]),
        ("data/services/a.yaml", "160000", False, ["mode"]),
        ("data/services/a.yaml", "100755", True, ["mode"]),
        ("scripts/a.sh", "100755", False, []),
        ("scripts/a.sh", "100755", True, ["outside"]),
        (".github/workflows/a.yml", "100644", True, ["outside"]),
        ("data", "120000", True, ["outside"]),
        ("database/a.yaml", "100644", True, ["outside"]),
    ],
)
def test_what_a_change_may_touch(path: str, mode: str, proposal: bool, codes: list[str]) -> None:
    assert [code for code, _ in strays([Touched(path, mode)], proposal)] == codes
