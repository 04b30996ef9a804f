# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every diagnostic has one failing example; `examples/_passing` has a record of each kind and none."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from laltro.check.report import as_github, as_json, as_text
from laltro.check.rules import check
from laltro.check.tabular import CODES
from laltro.model.diagnostic import Diagnostic
from laltro.world.data.files import read_catalogue
from laltro.world.data.support import PACKAGE, ROOT, read_strings

EXAMPLES = Path(__file__).parent / "examples"
TODAY = date(2026, 11, 22)
SOURCES = ROOT / "scripts" / "laltro"
WORDS = read_strings(ROOT / "data")

# The code of a folder in examples/, and where it is found: file, line, field.
PLACES: dict[str, tuple[str, int, str]] = {
    "age-range": ("services/esempio.yaml", 5, "maximum_age_months"),
    "answered-without-service": ("shared_needs/esempio-bisogno.yaml", 4, "state"),
    "character": ("organizations/esempio-ente.yaml", 4, "description"),
    "closed-lab-without-outcome": ("labs/esempio-lab.yaml", 4, "phase"),
    "confidential-place": ("places/esempio.yaml", 5, "address"),
    "contact-missing": ("services/esempio.yaml", 1, "channels"),
    "csv-cell": ("vocabularies/areas.csv", 3, ""),
    "csv-missing": ("vocabularies/areas.csv", 0, ""),
    "csv-row": ("vocabularies/areas.csv", 3, ""),
    "csv-syntax": ("vocabularies/areas.csv", 3, ""),
    "date": ("organizations/esempio-ente.yaml", 4, "assured_date"),
    "decided-elsewhere": ("outcomes/esempio-esito.yaml", 5, "decided_in"),
    "duplicate-item": ("services/esempio.yaml", 6, "areas.1"),
    "duplicate-record": ("organizations/esempio-gemello.yaml", 1, ""),
    "email": ("organizations/esempio-ente.yaml", 4, "email"),
    "end-before-start": ("labs/esempio-lab.yaml", 5, "ends"),
    "expected": ("organizations/esempio-ente.yaml", 1, "description"),
    "hours-incomplete": ("services/esempio.yaml", 5, "schedules.0"),
    "id-not-file-name": ("services/esempio.yaml", 1, "id"),
    "id-reserved": ("services/index.yaml", 1, "id"),
    "lab-service-without-outcome": ("services/esempio.yaml", 4, "origin"),
    "match-of-another-offer": ("contributions/esempio-contributo.yaml", 8, "match"),
    "meeting-outside-lab": ("meetings/esempio-incontro.yaml", 5, "starts_at"),
    "mixed-alphabet": ("organizations/esempio-ente.yaml", 3, "name"),
    "not-an-option": ("services/esempio.yaml", 4, "cost_type"),
    "offer-expired": ("offers/esempio-offerta.yaml", 6, "state"),
    "offer-without-end": ("offers/esempio-offerta.yaml", 5, "state"),
    "one-of-missing": ("services/esempio.yaml", 1, "organization"),
    "organization-not-listed": ("services/esempio.yaml", 4, "organization_name"),
    "outcome-before-lab": ("outcomes/esempio-esito.yaml", 5, "date"),
    "outcome-without-service": ("outcomes/esempio-esito.yaml", 1, "service"),
    "outside-municipi": ("places/esempio.yaml", 1, ""),
    "partial-date": ("offers/esempio-offerta.yaml", 5, "valid_to"),
    "partial-datetime": ("meetings/esempio-incontro.yaml", 5, "starts_at"),
    "pattern": ("services/esempio.yaml", 5, "languages.0"),
    "phone": ("organizations/esempio-ente.yaml", 5, "phones.0"),
    "place-territory": ("places/esempio.yaml", 7, "municipio"),
    "place-without-municipio": ("places/esempio-senza-municipio.yaml", 1, "municipio"),
    "stray-file": ("esempio.yaml", 0, ""),
    "point-incomplete": ("places/esempio.yaml", 1, "longitude"),
    "provider-not-of-offer": ("contributions/esempio-contributo.yaml", 4, "provider"),
    "reason-missing": ("shared_needs/esempio-bisogno.yaml", 1, "reason"),
    "reference-missing": ("services/esempio.yaml", 4, "organization"),
    "required": ("services/esempio.yaml", 1, "name"),
    "resource-path": ("vocabularies/datapackage.yaml", 1, ""),
    "tax-code": ("organizations/esempio-ente.yaml", 4, "tax_code"),
    "too-large": ("services/esempio.yaml", 4, "maximum_age_months"),
    "too-long": ("services/esempio.yaml", 4, "summary"),
    "too-small": ("services/esempio.yaml", 4, "minimum_age_months"),
    "type": ("services/esempio.yaml", 4, "areas"),
    "unit-not-of-type": ("contributions/esempio-contributo.yaml", 9, "unit"),
    "unknown-field": ("services/esempio.yaml", 4, "nmae"),
    "unknown-field-name": ("services/esempio.yaml", 5, "inferred.0"),
    "unknown-folder": ("esempi", 0, ""),
    "url-http": ("organizations/esempio-ente.yaml", 4, "website"),
    "url-unsafe": ("organizations/esempio-ente.yaml", 4, "website"),
    "yaml-anchor": ("services/esempio.yaml", 4, ""),
    "yaml-duplicate-key": ("services/esempio.yaml", 4, ""),
    "yaml-not-a-mapping": ("services/esempio.yaml", 1, ""),
    "yaml-second-document": ("services/esempio.yaml", 4, ""),
    "yaml-syntax": ("services/esempio.yaml", 4, ""),
    "yaml-tag": ("services/esempio.yaml", 4, ""),
    "yaml-too-deep": ("services/esempio.yaml", 24, ""),
}


# What git, or an archive, or somebody's file system would not carry safely.
Maker = Callable[[Path], object]
RECORD = b"id: esempio\nstatus: published\nname: Esempio\n"


def bytes_of(name: str, data: bytes) -> Maker:
    return lambda folder: (folder / name).write_bytes(data)


def twins(first: str, second: str) -> Maker:
    def make(folder: Path) -> None:
        for name in (first, second):
            (folder / name).write_bytes(RECORD)
        if len(list(folder.iterdir())) < 2:
            pytest.skip("this file system takes the two names for one")

    return make


def link(name: str, target: str) -> Maker:
    return lambda folder: os.symlink(target, folder / name)


def linked_folder(folder: Path) -> None:
    folder.rmdir()
    os.symlink(EXAMPLES / "_passing" / "services", folder)


def file_for_folder(folder: Path) -> None:
    folder.rmdir()
    folder.write_bytes(RECORD)


def remote_descriptor(text: str) -> Maker:
    return lambda folder: (folder.parent / "datapackage.yaml").write_text(text, encoding="utf-8")


# Each is made in the folder `services` of an empty data folder: name, code, path (from the data folder), line.
MADE: dict[str, tuple[str, str, int, Maker]] = {
    "BOM": ("encoding", "services/esempio.yaml", 1, bytes_of("esempio.yaml", b"\xef\xbb\xbf" + RECORD)),
    "UTF-16": ("encoding", "services/esempio.yaml", 1, bytes_of("esempio.yaml", RECORD.decode().encode("utf-16"))),
    "UTF-32": ("encoding", "services/esempio.yaml", 1, bytes_of("esempio.yaml", RECORD.decode().encode("utf-32"))),
    "Latin-1": ("encoding", "services/esempio.yaml", 4, bytes_of("esempio.yaml", RECORD + b"summary: citt\xe0\n")),
    "NUL": ("encoding", "services/esempio.yaml", 4, bytes_of("esempio.yaml", RECORD + b"summary: a\x00b\n")),
    "symlink": ("unexpected-file", "services/esempio.yaml", 0, link("esempio.yaml", "../altrove.yaml")),
    "symlink to a real record": (
        "unexpected-file",
        "services/esempio.yaml",
        0,
        link("esempio.yaml", str(EXAMPLES / "_passing" / "services" / "esempio.yaml")),
    ),
    "symlink loop": ("unexpected-file", "services/esempio.yaml", 0, link("esempio.yaml", "esempio.yaml")),
    "linked folder": ("unexpected-file", "services", 0, linked_folder),
    "file for a folder": ("unexpected-file", "services", 0, file_for_folder),
    "folder": ("unexpected-file", "services/esempio.yaml", 0, lambda folder: (folder / "esempio.yaml").mkdir()),
    "pipe": ("unexpected-file", "services/esempio.yaml", 0, lambda folder: os.mkfifo(folder / "esempio.yaml")),
    "capitals": ("unexpected-file", "services/Esempio.yaml", 0, bytes_of("Esempio.yaml", RECORD)),
    "other ending": ("unexpected-file", "services/esempio.yml", 0, bytes_of("esempio.yml", RECORD)),
    "hidden": ("unexpected-file", "services/.esempio.yaml", 0, bytes_of(".esempio.yaml", RECORD)),
    "percent": ("unexpected-file", "services/%2e%2e.yaml", 0, bytes_of("%2e%2e.yaml", RECORD)),
    "backslash": ("unexpected-file", "services/..\\x.yaml", 0, bytes_of("..\\x.yaml", RECORD)),
    "65 characters": ("unexpected-file", f"services/{'a' * 65}.yaml", 0, bytes_of(f"{'a' * 65}.yaml", RECORD)),
    "line break": ("unexpected-file", "services/a\\n::warning::b.yaml", 0, bytes_of("a\n::warning::b.yaml", RECORD)),
    "terminal code": ("unexpected-file", "services/\\x1b[31m.yaml", 0, bytes_of("\x1b[31m.yaml", RECORD)),
    "bytes, not text": (
        "unexpected-file",
        "services/\\udcff.yaml",
        0,
        lambda folder: Path(os.fsdecode(os.fsencode(folder) + b"/\xff.yaml")).write_bytes(RECORD),
    ),
    "other case": ("id-collision", "services/esempio.yaml", 1, twins("Esempio.yaml", "esempio.yaml")),
    "NFC and NFD": ("id-collision", "services/citt\xe0.yaml", 1, twins("citt\xe0.yaml", "citta\u0300.yaml")),
    "zero width": ("id-collision", "services/esem\\u200bpio.yaml", 1, twins("esempio.yaml", "esem\u200bpio.yaml")),
    "resource elsewhere": ("resource-path", "datapackage.yaml", 2, remote_descriptor("resources:\n- path: ../x.csv\n")),
    "resource on the net": (
        "resource-path",
        "datapackage.yaml",
        3,
        remote_descriptor("resources:\n- path: a.csv\n- path: [a.csv, https://esempio.it/x.csv]\n"),
    ),
    "schema on the net": (
        "resource-path",
        "datapackage.yaml",
        1,
        remote_descriptor("resources: [{path: a.csv, schema: 'https://esempio.it/x.json'}]\n"),
    ),
}


def diagnose(data: Path) -> list[Diagnostic]:
    found = check(read_catalogue(data), TODAY)
    for problem in found:  # every one of them can be told
        assert as_json(problem, WORDS)["message"]
        assert "\n    " in as_text(problem, WORDS)
        assert "\n" not in as_github(problem, WORDS)
    return found


def places(data: Path, found: list[Diagnostic], code: str) -> list[tuple[str, int, str]]:
    return [
        (problem.path.removeprefix(f"{data}/"), problem.line, problem.field)
        for problem in found
        if problem.code == code
    ]


def codes() -> set[str]:
    """The codes of `words/it/diagnostics.yaml` that a catalogue can have; those of submissions are tested elsewhere."""
    text = (PACKAGE / "words/it/diagnostics.yaml").read_text(encoding="utf-8")
    branch = re.split(r"(?m)^\S.*$|^  # submissions$", f"\n{text}".partition("\ndiagnostics:\n")[2])[0]
    return set(re.findall(r"(?m)^  ([a-z-]+):", branch))


@pytest.mark.parametrize("code", sorted(PLACES))
def test_the_example_fails_where_it_should(code: str) -> None:
    data = EXAMPLES / code
    assert PLACES[code] in places(data, diagnose(data), code)


@pytest.mark.parametrize("case", sorted(MADE))
def test_what_git_cannot_carry_fails_too(case: str, tmp_path: Path) -> None:
    code, path, line, make = MADE[case]
    (tmp_path / "services").mkdir()
    make(tmp_path / "services")
    assert (path, line) in [place[:2] for place in places(tmp_path, diagnose(tmp_path), code)]


def test_every_code_has_an_example() -> None:
    folders = {folder.name for folder in EXAMPLES.iterdir()} - {"_passing"}
    assert folders == set(PLACES)
    assert folders | {case[0] for case in MADE.values()} == codes()


def test_the_passing_example_has_every_kind_and_no_problem() -> None:
    catalogue = read_catalogue(EXAMPLES / "_passing")
    assert {record.kind for record in catalogue.records.values()} == set(catalogue.schemas)
    assert diagnose(EXAMPLES / "_passing") == []


def test_every_code_in_the_source_has_a_sentence_in_both_languages() -> None:
    made = re.compile(
        r"""(?:\bproblem|Diagnostic|\brefuse)\(\s*"([a-z]+(?:-[a-z]+)*)"|"([a-z-]+)", "(?:error|warning)"$""", re.M
    )
    texts = [path.read_text(encoding="utf-8") for path in sorted(SOURCES.rglob("*.py"))]
    used = {first or second for text in texts for first, second in made.findall(text)} | set(CODES.values())
    assert {"unknown-field", "encoding", "yaml-tag", "url-unsafe"} < used
    for lang, strings in WORDS.items():
        assert sorted(code for code in used if strings.find(f"diagnostics.{code}") is None) == [], lang


def test_both_languages_have_the_same_codes_and_the_same_places_to_fill() -> None:
    italian, english = (strings.branch("diagnostics") for strings in WORDS.values())
    assert list(italian) == list(english)
    for code, sentence in italian.items():
        assert set(re.findall(r"{\w+}", str(sentence))) == set(re.findall(r"{\w+}", str(english[code]))), code


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("id,order\nuno,1\ndue,x\n", [("csv-cell", 3)]),
        ("id,order\nuno,1,2\ndue,x\n", [("csv-row", 2), ("csv-cell", 3)]),
        ("id,order\n\ndue,x\n", [("csv-row", 2), ("csv-cell", 3)]),
        ('id,order\nuno,"1\n"\ndue,x\n', [("csv-cell", 4)]),
        ("order,id\n1,uno\n", []),
        ("id,order\r\nuno,1\r\n", []),
        ("id\nuno\n", [("csv-cell", 2)]),
        ("", []),
    ],
)
def test_a_csv_problem_is_told_by_its_line(text: str, found: list[tuple[str, int]], tmp_path: Path) -> None:
    folder = tmp_path / "vocabularies"
    shutil.copytree(EXAMPLES / "csv-cell" / "vocabularies", folder)
    (folder / "areas.csv").write_text(text, encoding="utf-8", newline="")
    assert [(problem.code, problem.line) for problem in diagnose(tmp_path)] == found
