"""`export all_papers`: every paper of a closure in one new folder, with the list of them and of what was left out."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from tests.cli.running import Run, refused


def test_export_all_papers_fills_a_new_folder_and_lists_them(here: Run, tmp_path: Path) -> None:
    out = tmp_path / "送审"
    said = here("export", "all_papers", "--task", "1", "--out", out, "--json")
    assert (said.code, said.err) == (0, "")
    assert said.json["files"][0] == str(out / "文书清单.docx")
    assert sorted(said.json["files"]) == sorted(str(path) for path in out.iterdir()) and len(said.json["files"]) == 9
    refused(here("export", "all_papers", "--task", "1", "--out", out), "已有东西")
    assert len(list(out.iterdir())) == 9
    said = here("export", "all_papers", "--task", "1", "--form", "closure-opinion-shenyang", "--out", tmp_path / "x")
    assert said.code == 2 and not (tmp_path / "x").exists()


def test_export_all_papers_says_what_had_to_be_left_out(here: Run, tmp_path: Path) -> None:
    said = here("export", "all_papers", "--task", "12-02", "--out", tmp_path / "送审", "--json")
    assert said.code == 1 and "STOP" in {item["level"] for item in said.json["findings"]}
    assert not any("草稿" in name for name in said.json["files"])
    said = here("export", "all_papers", "--task", "12-02", "--draft", "--out", tmp_path / "草稿", "--json")
    assert said.code == 0 and len(said.json["files"]) == 9


def test_public_copies_of_all_papers_hide_numbers_and_signatures(here: Run, tmp_path: Path) -> None:
    out = tmp_path / "公开"
    said = here("export", "all_papers", "--task", "1", "--public", "--out", out, "--json")
    assert said.code == 0 and {"masked", "left_out"} == {item["code"] for item in said.json["findings"]}
    for path in out.iterdir():
        with zipfile.ZipFile(path) as package:
            whole = "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))
        assert "1380000" not in whole and "验收人员签字" not in whole
        assert not re.search(r"<dc:creator>[^<]|<cp:lastModifiedBy>[^<]|<Company>[^<]|<Manager>[^<]", whole)
