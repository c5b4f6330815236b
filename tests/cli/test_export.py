"""`export`: exactly the path asked for, by form or template, or nothing and the reason."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import closing
from pathlib import Path

import docx
import pytest

from exporters.registry import TASK_FILE
from models.actions.office_forms import copy_form
from models.actions.office_templates import add_template
from models.domain.closure import PaperKind
from tests.builders import open_workspace, rows_digest
from tests.cli.running import Run, refused
from tests.exporters.template.samples import para, template


def test_export_list_needs_no_workspace(run: Run) -> None:
    kinds = {item["key"]: item for item in run("export", "--list", "--json").json["kinds"]}
    assert kinds["closure_opinion"]["label"] == "验收销号意见"
    first = kinds["closure_opinion"]["forms"][0]
    assert first == {"key": "closure-opinion-shenyang", "label": "验收销号意见（沈阳七段式）"}
    assert kinds["signature_table"]["forms"] == []


def test_every_kind_and_form_that_is_listed_is_written_to_one_file_without_a_gap(here: Run, tmp_path: Path) -> None:
    listed = [
        (kind["key"], form) for kind in here("export", "--list", "--json").json["kinds"]
        for form in [["--form", item["key"]] for item in kind["forms"]] or [[]] if kind["key"] != TASK_FILE
    ]
    assert len(listed) > 20
    for number, (kind, form) in enumerate(listed):
        is_sheet = kind == "ledger" or any(word.endswith("-sheet") for word in form)
        out = tmp_path / f"{number}{'.xlsx' if is_sheet else '.docx'}"
        task = "18" if kind == "photo_pairs" else "1"
        said = here("export", kind, "--task", task, *form, "--out", out, "--json")
        assert (said.code, said.json) == (0, {"files": [str(out)], "findings": []}), form
        assert out.is_file()


def test_a_name_of_another_kind_of_file_is_refused_and_what_lay_there_stays(here: Run, tmp_path: Path) -> None:
    out = tmp_path / "目录.docx"
    out.write_text("原来的", encoding="utf-8")
    sheet = ("--form", "evidence-catalogue-sheet")
    said = here("export", "evidence_catalogue", "--task", "1", *sheet, "--out", out)
    refused(said, "这样的佐证材料目录是 Excel 文件，文件名要以 .xlsx 结尾", "目录.xlsx")
    refused(here("export", "ledger", "--out", tmp_path / "台账.doc"), "Excel", ".xlsx")
    refused(here("export", "closure_opinion", "--task", "1", "--out", tmp_path / "意见.xlsx"), "Word", "意见.docx")
    assert out.read_text(encoding="utf-8") == "原来的"


def test_the_folder_of_all_papers_is_told_to_people_and_is_no_kind_for_scripts(run: Run) -> None:
    assert "all_papers　这个销号的全部文书（写到一个文件夹）" in run("export", "--list").out
    assert "all_papers" not in [item["key"] for item in run("export", "--list", "--json").json["kinds"]]


def test_export_list_names_the_forms_of_the_office_of_a_named_workspace(run: Run, here: Run, folder: Path) -> None:
    with closing(open_workspace(folder)) as ws:
        own = ws.reference.form("public-notice-anhui")
        assert own is not None
        copy_form(ws, form=own)
    shipped, known = (
        {item["key"]: [form["label"] for form in item["forms"]] for item in listed("export", "--list", "--json").json[
            "kinds"]}
        for listed in (run, here)
    )
    (added,) = set(known["public_notice"]) - set(shipped["public_notice"])
    assert "安徽六段式" in added and known["notice_table"] == shipped["notice_table"]
    assert added in here("export", "--list").out and added not in run("export", "--list").out


@pytest.mark.parametrize("form", ["closure-opinion-shenyang", "closure-opinion-liaoning"])
def test_export_writes_exactly_the_path(here: Run, tmp_path: Path, form: str) -> None:
    target = tmp_path / "意见.wps"
    said = here("export", "closure_opinion", "--task", "1", "--form", form, "--out", target, "--json")
    assert (said.code, said.json["files"]) == (0, [str(target)])
    with target.open("rb") as file:
        text = "\n".join(paragraph.text for paragraph in docx.Document(file).paragraphs)
    assert "签订了生态环境保护目标责任状" in text
    assert "〔缺" not in text


def test_export_with_gaps_writes_nothing_and_says_what_is_missing(here: Run, tmp_path: Path) -> None:
    target = tmp_path / "意见.docx"
    said = here("export", "closure_opinion", "--task", "12-02", "--out", target, "--json")
    assert (said.code, said.json["files"]) == (1, [])
    assert "STOP" in {item["level"] for item in said.json["findings"]}
    assert "没有导出" in said.err
    assert not target.exists()


def test_export_of_a_draft_marks_the_gaps(here: Run, tmp_path: Path) -> None:
    target = tmp_path / "意见.docx"
    said = here("export", "closure_opinion", "--task", "12-02", "--draft", "--out", target, "--json")
    assert (said.code, said.json["files"]) == (0, [str(target)])
    assert said.json["findings"]
    with target.open("rb") as file:
        assert "〔缺：验收日期〕" in "\n".join(paragraph.text for paragraph in docx.Document(file).paragraphs)


def test_export_fills_a_template_of_the_office(here: Run, tmp_path: Path) -> None:
    path = tmp_path / "模板.docx"
    path.write_bytes(template(para("{{任务.称谓}}整改任务"), para("{{整段.反馈问题}}")))
    out = tmp_path / "意见.docx"
    said = here("export", "closure_opinion", "--task", "1", "--template", path, "--out", out, "--json")
    assert (said.code, said.json) == (0, {"files": [str(out)], "findings": []})
    assert docx.Document(str(out)).paragraphs[0].text == "第1项整改任务"


def test_export_fills_a_template_kept_in_the_settings_by_its_name(
    here: Run, folder: Path, tmp_path: Path
) -> None:
    path, out = tmp_path / "县意见.docx", tmp_path / "意见.docx"
    path.write_bytes(template(para("{{任务.称谓}}整改任务")))
    with closing(open_workspace(folder)) as ws:
        add_template(ws, kind=PaperKind.CLOSURE_OPINION, taken=ws.vault.take_in(path))
    said = here("export", "closure_opinion", "--task", "1", "--template", "县意见", "--out", out, "--json")
    assert (said.code, said.json["files"]) == (0, [str(out)])
    assert docx.Document(str(out)).paragraphs[0].text == "第1项整改任务"
    wrong = here("export", "public_notice", "--task", "1", "--template", "县意见", "--out", out)
    refused(wrong, "县意见", "没有这个文件，也没有这个名称的模板")


def test_export_refuses_what_it_does_not_know(here: Run, tmp_path: Path) -> None:
    out = tmp_path / "x.docx"
    refused(here("export", "nothing", "--task", "1", "--out", out), "nothing", "closure_opinion")
    refused(here("export", "closure_opinion", "--task", "99", "--out", out), "99")
    refused(here("export", "closure_opinion", "--task", "1", "--form", "x", "--out", out), "“x”", "shenyang")
    refused(here("export", "closure_opinion", "--task", "1", "--out", tmp_path / "没有" / "x.docx"), "没有")
    assert here("export", "closure_opinion", "--task", "1").code == 2
    assert here("export").code == 2
    assert not out.exists()


@pytest.mark.parametrize("name", ["store.db", "vault/x.docx", "../other/../ws/workspace.lock", "backups/x.docx"])
def test_export_never_takes_the_place_of_the_records(here: Run, folder: Path, name: str) -> None:
    (folder.parent / "other").mkdir()
    before, lock = rows_digest(folder / "store.db"), (folder / "workspace.lock").read_bytes()
    for verb in (["export", "closure_opinion", "--task", "1", "--out"], ["backup"]):
        refused(here(*verb, folder / name), "工作区自己", "别的文件夹")
    assert rows_digest(folder / "store.db") == before
    assert (folder / "workspace.lock").read_bytes() == lock
    assert not (folder / "vault" / "x.docx").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among its files")
@pytest.mark.parametrize("verb", [["export", "closure_opinion", "--task", "1", "--out"], ["backup"]])
def test_a_device_or_pipe_keeps_its_place(here: Run, tmp_path: Path, verb: list[str]) -> None:
    os.mkfifo(tmp_path / "pipe")
    refused(here(*verb, tmp_path / "pipe"), "不是普通文件", "请换一个文件名")
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def test_a_file_that_was_made_read_only_is_kept(here: Run, tmp_path: Path) -> None:
    kept = tmp_path / "定稿.docx"
    kept.write_bytes(b"signed")
    kept.chmod(stat.S_IREAD)
    refused(here("export", "closure_opinion", "--task", "1", "--out", kept), "定稿.docx", "只读", "换一个文件名")
    kept.chmod(stat.S_IREAD | stat.S_IWRITE)
    assert kept.read_bytes() == b"signed" and list(tmp_path.glob(".*")) == []


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own on Windows")
def test_export_follows_a_link(here: Run, tmp_path: Path) -> None:
    (tmp_path / "真.docx").write_bytes(b"old")
    (tmp_path / "link.docx").symlink_to(tmp_path / "真.docx")
    assert here("export", "signature_table", "--task", "1", "--out", tmp_path / "link.docx").code == 0
    assert (tmp_path / "link.docx").is_symlink()
    assert (tmp_path / "真.docx").read_bytes().startswith(b"PK")
