# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The benchmarks' own machinery, without measuring anything."""

import importlib
import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from laltro.check.rules import check
from laltro.model.diagnostic import errors
from laltro.model.record import canonical
from laltro.world.data.files import read_catalogue

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"
SERVICES = 20


@pytest.fixture
def benchmark(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """`benchmarks/run.py`, imported as `make bench` runs it: its folder first on the path."""
    monkeypatch.setattr(sys, "path", [str(BENCHMARKS), *sys.path])
    return importlib.import_module("run")


def test_generator_writes_the_same_bytes_for_the_same_seed(benchmark: ModuleType, tmp_path: Path) -> None:
    one, same, other = (_texts(benchmark, tmp_path / name, seed) for name, seed in (("1", 7), ("2", 7), ("3", 8)))
    assert one == same
    assert one != other
    assert sum(path.startswith("services/") for path in one) == SERVICES
    assert b"Servizio di prova 00007" in one["services/service-di-prova-00007.yaml"]


def _texts(benchmark: ModuleType, folder: Path, seed: int) -> dict[str, bytes]:
    benchmark.generate(SERVICES, seed, folder)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.yaml")}


def test_generated_catalogue_is_canonical_and_has_no_errors(benchmark: ModuleType, tmp_path: Path) -> None:
    benchmark.generate(SERVICES, 1, tmp_path)
    catalogue = read_catalogue(tmp_path)
    assert errors(check(catalogue, date(2026, 1, 15))) == []
    for record in catalogue.records.values():
        assert Path(record.path).read_text(encoding="utf-8") == canonical(catalogue.schema(record), record.values)


def test_generator_refuses_a_folder_with_something_in_it(benchmark: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep", encoding="utf-8")
    with pytest.raises(FileExistsError):
        benchmark.generate(1, 1, tmp_path)


def test_table_shows_medians_noise_and_whether_a_goal_is_met(benchmark: ModuleType) -> None:
    measure = importlib.import_module("measure")
    ours = [measure.Timing(1.0, 0.5), measure.Timing(9.0, 0.5), measure.Timing(2.0, 0.5)]
    theirs = [measure.Timing(2.0, 1.0), measure.Timing(2.0, 1.0), measure.Timing(1.0, 1.0)]
    report = measure.Report("Fake", [measure.Figure("ours", ours, "a note"), measure.Figure("once", ours[:1])])
    report.figures.append(measure.Figure("a page", [measure.Timing(0.5)], unit="ms", per=0.001))
    report.ratios = [measure.ratio("a / b", ours, theirs, 1.0), measure.ratio("c / d", ours, theirs, 2.0)]
    report.remarks.append("a remark")
    assert benchmark.table(report).splitlines() == [
        "Fake",
        "----",
        "           median    min–max  processor  runs",
        "ours       2.00 s  1.00–9.00      0.500     3  a note",
        "once       1.00 s                 0.500     1",
        "a page  500.00 ms                           1",
        "a / b      2.00 ×  0.50–4.50      0.500     3  goal ≤ 1 ×: NOT MET",
        "c / d      2.00 ×  0.50–4.50      0.500     3  goal ≤ 2 ×: met",
        "· a remark",
    ]


def test_runs_alternate_and_every_quotient_is_of_one_pair(benchmark: ModuleType) -> None:
    measure = importlib.import_module("measure")
    order: list[str] = []

    def run(side: str, seconds: float) -> object:
        order.append(side)
        return measure.Timing(seconds * len(order), 1.0)

    mine, others = measure.alternated(lambda: run("A", 1.0), lambda: run("B", 0.5), 3)
    assert order == ["A", "B", "A", "B", "A", "B"]
    assert measure.ratio("", mine, others, 1.0).values == [1 / 1, 3 / 2, 5 / 3]


def test_process_that_fails_is_no_measurement(benchmark: ModuleType) -> None:
    measure = importlib.import_module("measure")
    with pytest.raises(measure.Failed, match="because"):
        measure.spawned([sys.executable, "-c", "raise SystemExit('because')"])
    timing, said = measure.spawned([sys.executable, "-c", "print('done')"])
    assert said == "done\n"
    assert timing.wall > 0


def test_what_is_derived_is_measured_once_and_put_back_as_it_was(benchmark: ModuleType) -> None:
    insight = importlib.import_module("bench_insight")
    meter = insight.Meter()
    before = {(owner, name): value for owner, name, value in insight._ways_in()}
    for owner, name, value in list(insight._measured(meter)):
        assert vars(owner)[name] is not value
        setattr(owner, name, value)
    assert {(owner, name): value for owner, name, value in insight._ways_in()} == before
    names = {getattr(owner, "__name__", "").rpartition(".")[2] + f".{name}" for owner, name in before}
    assert {"story.thread", "assurance.lapsed", "MatchesByRecord.of", "MatchesByRecord.board"} <= names

    inner = meter.timed(lambda: (yield 1))
    outer = meter.timed(lambda: list(inner()))
    assert outer() == [1]
    assert len(meter.seconds) == 1
    assert list(inner()) == [1]
