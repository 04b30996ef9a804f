"""Reading the data folder: in the order of the names, with garbage collection off meanwhile and on again after it."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest

from laltro.world.data import files
from laltro.world.data.files import read_catalogue


def written(data: Path, folder: str, *names: str) -> Path:
    (data / folder).mkdir(parents=True, exist_ok=True)
    for name in names:
        (data / folder / name).write_text("name: Esempio di prova\n", encoding="utf-8")
    return data


def test_records_are_read_by_kind_and_name(tmp_path: Path) -> None:
    written(written(tmp_path, "services", "b.yaml", "a-1.yaml", "a.yaml"), "labs", "z.yaml")
    catalogue = read_catalogue(tmp_path)
    assert list(catalogue.records) == [("lab", "z"), ("service", "a-1"), ("service", "a"), ("service", "b")]
    assert catalogue.records["service", "a"].path == str(tmp_path / "services" / "a.yaml")
    assert catalogue.refused == ()


def test_only_plain_files_of_the_folder_itself_are_records(tmp_path: Path) -> None:
    written(tmp_path, "services", "a.yaml", ".yaml", "B.yaml", f"{'x' * 65}.yaml", "fifo.txt")
    (tmp_path / "services" / "cartella.yaml").mkdir()
    (tmp_path / "services" / "rimando.yaml").symlink_to(tmp_path / "services" / "a.yaml")
    os.mkfifo(tmp_path / "services" / "tubo.yaml")
    catalogue = read_catalogue(tmp_path)
    assert list(catalogue.records) == [("service", "a")]
    refused = [(problem.code, Path(problem.path).name) for problem in catalogue.refused]
    assert refused == [
        ("unexpected-file", name)
        for name in sorted(entry.name for entry in os.scandir(tmp_path / "services"))
        if name != "a.yaml"
    ]


def test_names_that_collide_are_told_once_each(tmp_path: Path) -> None:
    written(tmp_path, "services", "a.yaml", "A.yaml", ".yaml", ".YAML")
    refused = read_catalogue(tmp_path).refused
    assert [Path(item.path).name for item in refused if item.code == "id-collision"] == ["a.yaml"]


def test_a_folder_that_is_a_link_or_a_file_holds_no_records(tmp_path: Path) -> None:
    elsewhere = written(tmp_path / "altrove", "services", "a.yaml")
    data = tmp_path / "data"
    data.mkdir()
    (data / "services").symlink_to(elsewhere / "services")
    (data / "labs").write_text("", encoding="utf-8")
    catalogue = read_catalogue(data)
    assert catalogue.records == {}
    assert {Path(problem.path).name for problem in catalogue.refused} == {"services", "labs"}


def test_garbage_is_collected_again_after_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, "services", "a.yaml")
    seen = []

    def broken(*args: object) -> None:
        seen.append(gc.isenabled())
        raise OSError("rotto")

    read_catalogue(tmp_path)
    assert gc.isenabled()
    monkeypatch.setattr(files, "read_record", broken)
    with pytest.raises(OSError, match="rotto"):
        read_catalogue(tmp_path)
    assert gc.isenabled()
    assert seen == [False]
