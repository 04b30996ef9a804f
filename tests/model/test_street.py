# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Milanese addresses, however they are written."""

from __future__ import annotations

import pytest

from laltro.insight.likeness.street import read_street


@pytest.mark.parametrize(
    ("one", "other", "agreement"),
    [
        ("Via Ciceri Visconti 1", "VIA CICERI VISCONTI LAURA, 1", "door"),
        ("Via Laura Ciceri Visconti 1", "via Ciceri-Visconti n. 1", "door"),
        ("Corso Ventidue Marzo 59", "C.so XXII Marzo 59", "door"),
        ("Corso 22 Marzo, 59", "C.so XXII Marzo 59", "door"),
        ("Piazzale Cantore 10", "P.le Antonio Cantore, 10", "door"),
        ("Piazza Tina Modotti", "P.zza T. Modotti", "street"),
        ("Viale Molise 47", "V.le Molise 47", "door"),
        ("Via G.B. Piranesi 38", "Via Giovanni Battista Piranesi 38", "door"),
        ("Via S. Dionigi 77", "Via San Dionigi 77", "door"),
        ("Via Simone d'Orsenigo 18", "via S. D’Orsenigo, 18", "door"),
        ("Via Don Bosco 7", "Via Don Giovanni Bosco, 7", "door"),
        ("Via di Rudinì", "via di Rudini", "street"),
        ("Via Cuccagna 2/4", "Via Privata Cuccagna 4", "door"),
        ("Via Cuccagna 5/A", "Via Cuccagna 5 b", "door"),
        ("Via Lorenteggio 177", "Lorenteggio 177", "door"),
        ("Via Lorenteggio 177", "Via Lorentegio 177", "door"),
        ("Via Salomone", "Via Salomone 36", "street"),
        ("Via Colletta angolo via Sannio", "Via Pietro Colletta", "street"),
        ("Via Salomone 36", "Via Salomone 63", "number"),
        ("Via Molise 5", "Viale Molise 5", "other"),
        ("Piazza Ferrara 2", "Piazzale Ferrara 2", "other"),
        ("Via Monte Velino", "Via Monte Nevoso", "other"),
        ("Via San Paolo", "Via San Cristoforo", "other"),
        ("Via San Paolino", "Via San", "other"),
    ],
)
def test_whether_two_addresses_are_one(one: str, other: str, agreement: str) -> None:
    first, second = read_street(one), read_street(other)
    assert first is not None
    assert second is not None
    assert first.agreement(second) == agreement
    assert second.agreement(first) == agreement


@pytest.mark.parametrize("text", ["", "Via", "12", "n. 5", "…"])
def test_what_names_no_street(text: str) -> None:
    assert read_street(text) is None
