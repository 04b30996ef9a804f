"""`laltro import csv`: what becomes of every row of a collected spreadsheet, and that twice changes nothing."""

from __future__ import annotations

import csv
import json
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from laltro.cli import main
from laltro.intake.sheets.sheet import SheetRow
from laltro.world.sheets.sheet_import import RowOutcome, SheetImport
from tests.checkout import committed, git

EXAMPLES = Path(__file__).parent / "import"
MAPPING = EXAMPLES / "servizi.yaml"
HEAD = "Nome;Che cosa fa;Ente;Settori;Per chi;Zona;Telefono;Costo;Descrizione;Note"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    (folder / "organizations").mkdir(parents=True)
    text = "id: ente-di-prova\nstatus: published\nname: Ente di prova\norganization_type: nonprofit\n"
    (folder / "organizations/ente-di-prova.yaml").write_text(text, encoding="utf-8")
    committed(tmp_path)
    return folder


def desk(data: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["desk", *words, "--data", str(data)])


def keys(data: Path) -> list[str]:
    return [item["key"] for item in json.loads(desk(data, "list", "--json").stdout)]


def run(data: Path, file: Path, *options: str | Path, mapping: Path = MAPPING, form: str = "servizio") -> Result:
    words = ["--data", data, "--form", form, "--mapping", mapping, *options, file]
    return CliRunner().invoke(main, ["import", "csv", *map(str, words)])


def taken(data: Path, file: Path, *options: str | Path, **named: Any) -> dict[int, dict[str, Any]]:
    """The outcomes by row."""
    summary = json.loads(run(data, file, "--json", *options, **named).stdout)
    assert sum(summary["counts"].values()) == len(summary["outcomes"])
    return {outcome["row"]: outcome for outcome in summary["outcomes"]}


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    """Makes a spreadsheet of rows that differ from a good one in some cells."""

    def made(*rows: dict[str, str], name: str = "foglio.csv") -> Path:
        good = {"Nome": "Uno di prova", "Che cosa fa": "Aiuta.", "Ente": "Ente di prova", "Settori": "Lavoro"}
        good |= {"Per chi": "Genitori", "Zona": "Milano", "Telefono": "02 1234 5601"}
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, HEAD.split(";"), restval="", delimiter=";")
            writer.writeheader()
            writer.writerows([good | row for row in rows])
        return path

    return made


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    path = tmp_path / "servizi.csv"
    path.write_bytes((EXAMPLES / "servizi.csv").read_bytes())
    return path


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream, delimiter=";"))


def test_a_messy_spreadsheet_is_taken_row_by_row(data: Path, messy: Path) -> None:
    summary = json.loads(run(data, messy, "--json").stdout)
    assert (summary["encoding"], summary["delimiter"], summary["head"], summary["rows"]) == ("cp1252", ";", 3, 12)
    outcomes = {outcome["row"]: outcome for outcome in summary["outcomes"]}
    # rows 1 and 2 stand above the headings, row 5 is blank
    assert {row: outcome["outcome"] for row, outcome in outcomes.items()} == {
        **dict.fromkeys((4, 6, 7, 11, 14, 15), "proposed"),
        10: "waiting",  # the same as row 4
        **dict.fromkeys((8, 9, 12, 13), "rejected"),
        16: "rejected",
    }
    codes = {row: [problem["code"] for problem in outcome["problems"]] for row, outcome in outcomes.items()}
    assert codes[8] == ["option-unknown", "option-unknown"]
    assert codes[9] == ["personal-fiscal-code"]
    assert codes[12] == codes[13] == ["row-ragged"]
    assert codes[16] == ["contact-missing"]
    assert outcomes[10]["key"] == outcomes[4]["key"] == "local-1"
    assert outcomes[11]["twins"] == ["local-1"]
    assert len(keys(data)) == 6


def test_refused_rows_are_written_with_why_then_mended_and_taken(data: Path, messy: Path) -> None:
    ran = run(data, messy)
    assert ran.exit_code == 1
    rejected = messy.with_name("servizi.scartate.csv")
    assert "servizi.scartate.csv" in ran.stderr
    head, *rows = read(rejected)
    assert head[:2] == ["Problemi trovati", "Nome"]
    source = {cells[0]: cells for cells in csv.reader(messy.read_text("cp1252").splitlines(), delimiter=";") if cells}
    assert [cells[1:] for cells in rows] == [source[cells[1]] for cells in rows]
    assert [cells[1] for cells in rows] == [
        "Laboratorio sbagliato di prova",
        "Ascolto di prova",
        "Riga corta di prova",
        "Riga lunga di prova",
        "Senza contatti di prova",
    ]
    assert rows[0][0].startswith("In «Aree»")
    assert "Formazione" in rows[0][0]
    assert "In «Costo»" in rows[0][0]
    assert "RSSMRA" not in rows[1][0]
    text = rejected.read_text(encoding="utf-8-sig")
    text = (
        text.replace("Formazzione", "Formazione")
        .replace(";tanto;", ";gratis;")
        .replace(", codice RSSMRA80A01F205X", "")
    )
    rejected.write_text(text, encoding="utf-8")
    assert [outcome["outcome"] for outcome in taken(data, rejected).values()] == [
        *("proposed", "proposed", "rejected", "rejected", "rejected")
    ]
    assert len(read(rejected.with_name("servizi.scartate-2.csv"))) == 4
    assert len(keys(data)) == 8


def test_twice_changes_nothing(data: Path, messy: Path) -> None:
    run(data, messy)
    before = git(data, "for-each-ref")
    outcomes = taken(data, messy)
    assert {outcome["outcome"] for outcome in outcomes.values()} == {"waiting", "rejected"}
    assert git(data, "for-each-ref") == before
    assert desk(data, "accept", "local-1", "local-2").exit_code == 0
    assert desk(data, "reject", "local-3", "--reason", "no").exit_code == 0
    before = git(data, "for-each-ref")
    outcomes = taken(data, messy)
    assert [outcomes[row]["outcome"] for row in (4, 6, 7, 10)] == ["decided"] * 4
    assert git(data, "for-each-ref") == before


def test_what_the_catalogue_says_already_is_not_proposed(data: Path, sheet: Callable[..., Path]) -> None:
    run(data, sheet({}))
    desk(data, "accept", "local-1")
    for ref in git(data, "for-each-ref", "--format=%(refname)", "refs/laltro").split():
        git(data, "update-ref", "-d", ref)  # a clone knows nothing of what was decided here
    [outcome] = taken(data, sheet({})).values()
    assert (outcome["outcome"], keys(data)) == ("present", [])
    [outcome] = taken(data, sheet({"Che cosa fa": "Altro."})).values()
    assert (outcome["outcome"], outcome["twins"]) == ("proposed", ["uno-di-prova"])


def test_a_row_that_changes_nothing_of_its_record_is_there_already(
    data: Path, sheet: Callable[..., Path], tmp_path: Path
) -> None:
    run(data, sheet({}))
    desk(data, "accept", "local-1")
    mapping = tmp_path / "colonne.yaml"
    text = "columns:\n  Nome: record\n  Che cosa fa: summary\nconstant:\n  consent: 'yes'\n"
    mapping.write_text(text, encoding="utf-8")
    assert [item["outcome"] for item in taken(data, sheet({}), mapping=mapping).values()] == ["present"]
    found = taken(data, sheet({"Che cosa fa": "Altro."}, {"Che cosa fa": "Altro ancora."}), mapping=mapping)
    assert [item["outcome"] for item in found.values()] == ["proposed", "rejected"]
    assert [problem["code"] for problem in found[3]["problems"]] == ["row-waits"]
    assert "local-2" in found[3]["problems"][0]["messages"]["it"]


def test_rows_of_one_name_get_ids_of_their_own_and_can_all_be_accepted(data: Path, sheet: Callable[..., Path]) -> None:
    found = taken(data, sheet({}, {"Telefono": "02 1234 5602"}, {"Telefono": "02 1234 5603"}))
    assert [item["twins"] for item in found.values()] == [[], ["local-1"], ["local-1"]]
    assert desk(data, "accept", "local-3", "local-1", "local-2").exit_code == 0
    names = [path.name for path in sorted((data / "services").iterdir())]
    assert names == ["uno-di-prova-2.yaml", "uno-di-prova-3.yaml", "uno-di-prova.yaml"]


def test_an_organisation_that_two_rows_describe_is_made_once(
    data: Path, sheet: Callable[..., Path], tmp_path: Path
) -> None:
    mapping = tmp_path / "colonne.yaml"
    text = MAPPING.read_text(encoding="utf-8").replace("[Descrizione, Note]", "[Descrizione]")
    text = text.replace("columns:", "columns:\n  Note: organization_description")
    mapping.write_text(text + "  organization_type: nonprofit\n", encoding="utf-8")
    new = {"Ente": "Associazione nuova di prova", "Note": "Aiuta chi cerca casa."}
    file = sheet({**new}, {**new, "Nome": "Due di prova"})
    found = taken(data, file, mapping=mapping)
    assert [item["outcome"] for item in found.values()] == ["proposed", "rejected"]
    assert [problem["code"] for problem in found[3]["problems"]] == ["row-waits"]
    desk(data, "accept", "local-1")
    found = taken(data, file, mapping=mapping)
    assert [item["outcome"] for item in found.values()] == ["decided", "proposed"]
    assert desk(data, "accept", "local-2").exit_code == 0
    assert len(list((data / "organizations").iterdir())) == 2


def test_a_formula_is_text(data: Path, sheet: Callable[..., Path]) -> None:
    run(data, sheet({"Nome": "=1+1", "Che cosa fa": "@SUM(A1)"}))
    [key] = keys(data)
    desk(data, "accept", key)
    text = (data / "services/1-1.yaml").read_text(encoding="utf-8")
    assert "name: =1+1\n" in text.replace('"', "")
    assert "@SUM(A1)" in text


def test_a_dry_run_only_decides(data: Path, messy: Path) -> None:
    before = git(data, "for-each-ref")
    outcomes = taken(data, messy, "--dry-run")
    assert {outcome["outcome"] for outcome in outcomes.values()} == {"proposed", "waiting", "rejected"}
    assert git(data, "for-each-ref") == before
    assert [path.name for path in messy.parent.glob("*.csv")] == ["servizi.csv"]


def test_a_good_spreadsheet_leaves_no_file_and_status_0(data: Path, sheet: Callable[..., Path]) -> None:
    ran = run(data, sheet({}))
    assert (ran.exit_code, "Proposte nuove: 1" in ran.stdout) == (0, True)
    assert not list(data.parent.glob("*.scartate*"))


def test_the_file_of_refused_rows_may_be_named_but_not_the_source(data: Path, messy: Path, tmp_path: Path) -> None:
    assert run(data, messy, "--rejected", tmp_path / "altro.csv").exit_code == 1
    assert (tmp_path / "altro.csv").is_file()
    assert not messy.with_name("servizi.scartate.csv").exists()
    before = messy.read_bytes()
    assert run(data, messy, "--rejected", messy).exit_code == 2
    assert messy.read_bytes() == before


@pytest.mark.parametrize(
    ("mapping", "content", "status", "told"),
    [
        ("columns:\n  Nome: nome\nconstant: {consent: 'yes'}\n", HEAD, 1, "colonne.yaml:2 error mapping-field"),
        ("columns:\n  Nome: name\n", HEAD, 1, "colonne.yaml:1 error mapping-consent"),
        ("a: [\n", HEAD, 1, "error yaml-syntax"),
        (None, "Nome;Ente\n", 1, "foglio.csv error sheet-headings"),
        (None, f"{HEAD}\n\0", 1, "foglio.csv:2 error sheet-nul"),
        (None, f"{HEAD};Nome\n", 1, "foglio.csv:1 error sheet-heading-twice"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_with_its_line(
    data: Path, tmp_path: Path, mapping: str | None, content: str, status: int, told: str
) -> None:
    columns = MAPPING if mapping is None else tmp_path / "colonne.yaml"
    if mapping is not None:
        columns.write_text(mapping, encoding="utf-8")
    file = tmp_path / "foglio.csv"
    file.write_text(content, encoding="utf-8")
    ran = run(data, file, mapping=columns)
    assert (ran.exit_code, type(ran.exception)) == (status, SystemExit)
    assert told in ran.stdout
    assert keys(data) == []


def test_wrong_use_is_status_2_and_no_repository_status_3(data: Path, messy: Path, tmp_path: Path) -> None:
    assert run(data, messy, form="servizzio").exit_code == 2
    assert run(data, tmp_path / "manca.csv").exit_code == 2
    assert run(data, messy, mapping=tmp_path / "manca.yaml").exit_code == 2
    alone = tmp_path / "alone"
    alone.mkdir()
    git(tmp_path, "update-ref", "-d", "HEAD")
    assert run(alone, messy).exit_code == 3


def test_ctrl_c_stops_between_rows_and_what_is_done_stays(
    data: Path, sheet: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    take = SheetImport.take

    def interrupted(self: SheetImport, row: SheetRow) -> RowOutcome:
        if row.number == 4:
            signal.raise_signal(signal.SIGINT)
        return take(self, row)

    rows = [{"Nome": f"Servizio {number} di prova"} for number in range(6)]
    file = sheet(*rows[:2], {"Nome": ""}, *rows[2:])
    before = signal.getsignal(signal.SIGINT)
    with monkeypatch.context() as patch:
        patch.setattr(SheetImport, "take", interrupted)
        ran = run(data, file)
    assert ran.exit_code == 130
    assert "3 righe su 7" in ran.stderr
    assert signal.getsignal(signal.SIGINT) is before
    assert keys(data) == ["local-1", "local-2"]
    assert len(read(file.with_name("foglio.scartate.csv"))) == 2
    assert [item["outcome"] for item in taken(data, file).values()] == [
        *("waiting", "waiting", "rejected", "proposed", "proposed", "proposed", "proposed")
    ]


def test_batches_are_kept_as_they_fill(data: Path, sheet: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("laltro.world.sheets.sheet_import.BATCH", 2)
    take = SheetImport.take

    def failing(self: SheetImport, row: SheetRow) -> RowOutcome:
        if row.number == 5:
            raise RuntimeError
        return take(self, row)

    monkeypatch.setattr(SheetImport, "take", failing)
    ran = run(data, sheet(*[{"Nome": f"Servizio {number} di prova"} for number in range(5)]))
    assert isinstance(ran.exception, RuntimeError)
    assert keys(data) == ["local-1", "local-2", "local-3"]  # a full batch, and what was in the queue


def test_progress_is_told_in_lines_where_there_is_no_terminal(
    data: Path, sheet: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("laltro.cli.sheet.EVERY", 2)
    ran = run(data, sheet(*[{"Nome": f"Servizio {number} di prova"} for number in range(3)]))
    assert "Righe fatte: 2 su 3" in ran.stderr
    assert "%" not in ran.stderr
