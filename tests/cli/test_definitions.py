"""`forms check` and `templates inspect`: an office's own definitions and templates, without a workspace."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.running import ROOT, Run, refused
from tests.exporters.template.samples import para, template


def test_a_definition_is_checked_without_a_workspace(run: Run, tmp_path: Path) -> None:
    shipped = (ROOT / "resources" / "forms" / "closure-opinion-1-shenyang.toml").read_text(encoding="utf-8")
    good, wrong = tmp_path / "好.toml", tmp_path / "坏.toml"
    good.write_text(shipped, encoding="utf-8")
    wrong.write_text(shipped.replace("{主送}", "{主松}").replace("width = 42", "width = 200"), encoding="utf-8")
    assert run("forms", "check", good, "--json").json == {"findings": []}
    said = run("forms", "check", wrong, "--json")
    assert said.code == 1
    assert [item["text"] for item in said.json["findings"]] == [
        "width 不能是“200”", "各栏合计 314 毫米，超过版心的 156 毫米", "不认识的空位 {主松}"]
    assert all(item["level"] == "STOP" and item["where"].startswith("坏.toml") for item in said.json["findings"])
    assert run("forms").code == 2
    (tmp_path / "空").mkdir()
    for path in (tmp_path / "没有.toml", tmp_path / "空"):
        said = run("forms", "check", path)
        assert (said.code, said.out) == (1, "") and said.err.startswith(path.name)


def test_every_definition_of_a_folder_is_checked_whatever_one_of_them_holds(run: Run, tmp_path: Path) -> None:
    shipped = (ROOT / "resources" / "forms" / "closure-opinion-1-shenyang.toml").read_text(encoding="utf-8")
    for name, content in (
        ("1.toml", shipped.encode()), ("2.toml", shipped.encode()), ("3.toml", "甲 = 1".encode("gb18030")),
        ("4.toml", shipped.replace("{主送}", "{主松}").encode()), ("别的.txt", b"x"),
    ):
        (tmp_path / name).write_bytes(content)
    said = run("forms", "check", tmp_path, "--json")
    assert said.code == 1
    assert [(item["level"], item["where"].split()[0], item["text"][:6]) for item in said.json["findings"]] == [
        ("WARN", "2.toml", "键“clos"), ("STOP", "3.toml", "文件不是 U"), ("STOP", "4.toml", "不认识的空位"),
        ("WARN", "4.toml", "键“clos")]
    assert run("forms", "check", ROOT / "resources" / "forms", "--json").json == {"findings": []}


def test_a_template_is_inspected_without_a_workspace(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "模板.docx"
    path.write_bytes(template(para("于{{验收时间}}验收")))
    said = run("templates", "inspect", path, "--json")
    assert said.code == 1
    first = said.json["findings"][0]
    assert (first["level"], first["code"], first["where"]) == ("STOP", "template_unknown_name", "第1段")
    assert "{{验收日期}}" in first["remedy"]
    path.write_bytes(template(para("于{{验收日期}}验收")))
    said = run("templates", "inspect", path, "--json")
    assert said.code == 0
    assert {item["level"] for item in said.json["findings"]} <= {"NOTE"}
    assert [item.name for item in tmp_path.iterdir()] == ["模板.docx"]
    refused(run("templates", "inspect", tmp_path / "没有.docx"), "没有.docx", "读不出来")


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 0)() == 0, reason="root and Windows may read every file")
def test_a_file_nobody_may_read_is_told_as_such_and_is_no_wrong_usage(run: Run, tmp_path: Path) -> None:
    (tmp_path / "密.docx").write_bytes(b"x")
    (tmp_path / "密.docx").chmod(0)
    refused(run("templates", "inspect", tmp_path / "密.docx"), "密.docx", "读不出来")
    refused(run("forms", "check", tmp_path / "密.docx"), "密.docx", "读不出")
