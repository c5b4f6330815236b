"""The command line: what each verb prints and gives to scripts, its exit codes, and how it refuses."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import pytest

import main
from models import own_notes
from models.actions.holidays import save_holiday_notice
from models.actions.office_forms import copy_form
from models.actions.office_templates import add_template
from models.actions.tasks import TaskInput, add_task
from models.domain.closure import PaperKind
from models.domain.evidence import EvidenceLink
from models.domain.plan import Measure
from models.sample import make_sample
from tests.builders import NEXT_NOTICE, open_workspace, rows_digest
from tests.disks import fill_up, make_read_only, needs_mounts, small_disk
from tests.exporters.template.samples import para, template

ROOT = Path(main.__file__).parent
NOW = datetime(2025, 11, 22, 14, 32)


class Said:
    """What one run of the command line gave."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:
        assert self.out.count("\n") == 1
        return json.loads(self.out)


Run = Callable[..., Said]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process, with a clock that stands still."""

    def command(*words: object) -> Said:
        capsys.readouterr()
        code = main.main([str(word) for word in words], now=lambda: NOW, wait=0.0)
        said = Said(code, *capsys.readouterr())
        assert "Traceback" not in said.out + said.err
        assert said.err.count("\n") <= 1 and (said.err == "" or said.err.endswith("\n"))
        return said

    return command


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "ws"
    workspace = open_workspace(folder)
    make_sample(workspace)
    workspace.close()
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A copy of the sample workspace."""
    return Path(shutil.copytree(made, tmp_path / "ws"))


@pytest.fixture
def here(folder: Path, run: Run) -> Run:
    """Run a verb on the sample workspace."""
    return lambda *words: run("--workspace", folder, *words)


def refused(said: Said, *parts: str) -> None:
    """The verb refused: one Chinese line with these parts, nothing on stdout."""
    assert (said.code, said.out) == (1, "")
    assert said.err.count("\n") == 1
    for part in parts:
        assert part in said.err


def stored(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "vault").rglob("*") if path.is_file())


# demo, check, verify


def test_demo_makes_a_workspace_that_checks_and_verifies(run: Run, tmp_path: Path) -> None:
    said = run("demo", tmp_path / "示例", "--json")
    assert said.json == {"workspace": str(tmp_path / "示例")}
    assert run("check", "--task", "1", "--json").json == {"findings": []}
    said = run("verify", "--json")
    assert said.code == 0
    assert said.json["ok"] is True
    assert said.json["findings"] == []
    assert set(said.json) == {"ok", "checked", "findings"}
    assert all(said.json["checked"][name] > 20 for name in ("records", "files", "operations"))


def test_demo_refuses_a_folder_that_holds_something(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text("mine", encoding="utf-8")
    refused(run("demo", tmp_path), "不是空的", "请换一个新的或空的文件夹")
    assert [path.name for path in tmp_path.iterdir()] == ["own.txt"]


def test_demo_refuses_a_place_where_no_folder_can_be(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    refused(run("demo", tmp_path / "file" / "ws"), "file", "文件夹")
    refused(run("demo", tmp_path / "file"), "file", "文件夹")


def test_check_names_each_gap_with_place_and_remedy(here: Run) -> None:
    said = here("check", "--json")
    assert said.code == 1
    assert all(set(item) == {"level", "code", "where", "text", "remedy"} for item in said.json["findings"])
    assert {
        "level": "STOP", "code": "no_evidence", "where": "任务 12-02 措施 3", "text": "没有佐证", "remedy": "添加佐证",
    } in said.json["findings"]
    assert "须处理　任务 12-02 措施 3：没有佐证。添加佐证。\n" in here("check").out


def test_check_of_a_finished_task_finds_nothing(here: Run) -> None:
    said = here("check", "--task", "1")
    assert (said.code, said.out, said.err) == (0, "没有发现问题。\n", "")


def test_check_finds_a_task_by_another_levels_number(here: Run) -> None:
    assert "任务 18" in here("check", "--task", "364(35-11)").out


def test_check_names_a_file_that_is_gone(here: Run, folder: Path) -> None:
    for path in list((folder / "vault" / "store").glob("*/*")):
        path.unlink()
    said = here("check", "--task", "1", "--json")
    assert said.code == 1
    assert {item["code"] for item in said.json["findings"]} == {"file_missing"}


def test_verify_names_altered_fields_and_files(here: Run, folder: Path) -> None:
    with closing(sqlite3.connect(folder / "store.db")) as con:
        con.execute("update measures set text = '别的措施' where number = '2'")
        con.commit()
    path = next((folder / "vault" / "store").glob("*/*"))
    path.chmod(0o600)
    path.write_bytes(b"altered")
    said = here("verify", "--json")
    assert said.code == 1
    assert said.json["ok"] is False
    assert {item["code"] for item in said.json["findings"]} == {"field_altered", "file_altered"}
    assert any("measures" in item["where"] and "text" in item["where"] for item in said.json["findings"])


# attach


def test_attach_takes_files_in_and_links_them(here: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "纪要.txt").write_text("一", encoding="utf-8")
    (tmp_path / "照片.txt").write_text("二", encoding="utf-8")
    before = here("verify", "--json").json["checked"]
    files = (tmp_path / "纪要.txt", tmp_path / "照片.txt")
    said = here("attach", *files, "--task", "12-02", "--measure", "3", "--proves", "已排查", "--json")
    assert said.code == 0
    assert [set(item) for item in said.json["evidence"]] == [{"id", "sha256", "stored"}] * 2
    assert all(item["stored"] is True for item in said.json["evidence"])
    after = here("verify", "--json").json["checked"]
    assert (after["files"] - before["files"], after["operations"] - before["operations"]) == (2, 1)
    workspace = open_workspace(folder)
    for item in said.json["evidence"]:
        (link,) = workspace.find(EvidenceLink, evidence_id=item["id"])
        assert link.proves == "已排查"
        assert workspace.need(Measure, link.measure_id).number == "3"
        assert workspace.vault.path_of(item["sha256"]).is_file()
    workspace.close()


def test_attach_says_where_the_vault_had_the_bytes(here: Run, tmp_path: Path) -> None:
    (tmp_path / "纪要.txt").write_text("一", encoding="utf-8")
    first = here("attach", tmp_path / "纪要.txt", "--task", "18", "--measure", "3", "--json").json
    again = here("attach", tmp_path / "纪要.txt", "--task", "18", "--measure", "2", "--json").json
    assert [first["evidence"][0]["stored"], again["evidence"][0]["stored"]] == [True, False]
    assert first["evidence"][0]["sha256"] == again["evidence"][0]["sha256"]


def test_attach_without_a_measure_links_to_every_measure_in_one_step(here: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "纪要.txt").write_text("一", encoding="utf-8")
    said = here("attach", tmp_path / "纪要.txt", "--task", "18", "--json")
    workspace = open_workspace(folder)
    assert len(workspace.find(EvidenceLink, evidence_id=said.json["evidence"][0]["id"])) == 3
    assert workspace.operations(workspace.history())[workspace.last_sequence].label == "添加佐证：纪要"
    workspace.close()


def test_attach_takes_all_files_or_none(here: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "纪要.txt").write_text("一", encoding="utf-8")
    before, files = rows_digest(folder / "store.db"), stored(folder)
    refused(here("attach", tmp_path / "纪要.txt", tmp_path / "没有.txt", "--task", "18"), "没有.txt", "找不到")
    assert rows_digest(folder / "store.db") == before
    assert stored(folder) == files


def test_attach_refuses_an_unknown_task_or_measure_before_it_copies(here: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "纪要.txt").write_text("一", encoding="utf-8")
    files = stored(folder)
    refused(here("attach", tmp_path / "纪要.txt", "--task", "99"), "没有编号为“99”的任务")
    refused(here("attach", tmp_path / "纪要.txt", "--task", "1", "--measure", "9"), "没有措施“9”", "1、2、3、4")
    assert stored(folder) == files


def test_attach_refuses_empty_files_and_programs(here: Run, tmp_path: Path) -> None:
    (tmp_path / "空.pdf").write_bytes(b"")
    (tmp_path / "a.exe").write_bytes(b"MZ" + b"\0" * 100)
    refused(here("attach", tmp_path / "空.pdf", "--task", "18"), "空.pdf", "0 字节")
    refused(here("attach", tmp_path / "a.exe", "--task", "18"), "a.exe", "程序")


# forms


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


# export


def test_export_list_needs_no_workspace(run: Run) -> None:
    kinds = {item["key"]: item for item in run("export", "--list", "--json").json["kinds"]}
    assert kinds["closure_opinion"]["label"] == "验收销号意见"
    first = kinds["closure_opinion"]["forms"][0]
    assert first == {"key": "closure-opinion-shenyang", "label": "验收销号意见（沈阳七段式）"}
    assert kinds["signature_table"]["forms"] == []


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


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own on Windows")
def test_export_follows_a_link(here: Run, tmp_path: Path) -> None:
    (tmp_path / "真.docx").write_bytes(b"old")
    (tmp_path / "link.docx").symlink_to(tmp_path / "真.docx")
    assert here("export", "signature_table", "--task", "1", "--out", tmp_path / "link.docx").code == 0
    assert (tmp_path / "link.docx").is_symlink()
    assert (tmp_path / "真.docx").read_bytes().startswith(b"PK")


# backup, restore, search


def test_backup_and_restore_give_the_same_workspace(here: Run, run: Run, folder: Path, tmp_path: Path) -> None:
    said = here("backup", tmp_path / "备份.zip", "--json")
    assert said.code == 0
    assert said.json["file"] == str(tmp_path / "备份.zip")
    said = run("restore", tmp_path / "备份.zip", tmp_path / "恢复", "--json")
    assert (said.code, said.json["workspace"], said.json["findings"]) == (0, str(tmp_path / "恢复"), [])
    assert rows_digest(tmp_path / "恢复" / "store.db") == rows_digest(folder / "store.db")
    assert run("--workspace", tmp_path / "恢复", "verify").code == 0


def test_restore_takes_an_automatic_backup_too(run: Run, folder: Path, tmp_path: Path) -> None:
    (manifest,) = (folder / "backups").glob("*.json")
    assert run("restore", manifest, tmp_path / "恢复").code == 0
    assert run("--workspace", tmp_path / "恢复", "check", "--task", "1").code == 0


def test_backup_and_restore_refuse_in_words(here: Run, run: Run, folder: Path, tmp_path: Path) -> None:
    refused(here("backup", tmp_path / "没有" / "b.zip"), "没有这个文件夹")
    refused(run("restore", tmp_path / "没有.zip", tmp_path / "r"), "没有这个备份文件")
    (tmp_path / "x.zip").write_bytes(b"PK")
    refused(run("restore", tmp_path / "x.zip", tmp_path / "r"), "不是完整的备份文件")
    here("backup", tmp_path / "b.zip")
    refused(run("restore", tmp_path / "b.zip", folder), "新的或空的文件夹")


def test_backup_says_which_evidence_it_could_not_take(here: Run, folder: Path, tmp_path: Path) -> None:
    next((folder / "vault" / "store").glob("*/*")).unlink()
    said = here("backup", tmp_path / "b.zip")
    assert said.code == 1
    assert "1 个佐证文件已缺失或损坏" in said.out


def test_search_finds_words_of_one_character(here: Run) -> None:
    hits = here("search", "管网", "--json").json["hits"]
    assert all(set(hit) == {"kind", "id", "title", "text"} for hit in hits)
    assert {"task", "measure", "progress", "evidence"} == {hit["kind"] for hit in hits}
    assert here("search", "砂", "--json").json["hits"]
    assert here("search", "没有的词%", "--json").json == {"hits": []}


# workdays


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("count", "2025-09-29", "2025-10-11"), {"days": 5}),
        (("count", "20250929", "2025年9月30日"), {"days": 2}),
        (("end", "2025-09-29", "10"), {"date": "2025-10-17"}),
    ],
)
def test_workdays_follow_the_notices(run: Run, words: tuple[str, ...], answer: dict[str, object]) -> None:
    assert run("workdays", *words, "--json").json == answer


def test_a_year_without_a_notice_is_counted_by_weekends_and_told(run: Run) -> None:
    said = run("workdays", "count", "2031-10-01", "2031-10-03", "--json")
    assert said.json == {"days": 3}
    assert "2031 年的放假安排还没有收录" in said.err


def test_a_workspace_that_is_named_adds_the_notices_of_its_office(run: Run, folder: Path) -> None:
    words = ("workdays", "end", "2027-09-26", "7", "--json")
    assert "2027 年的放假安排还没有收录" in run(*words).err
    workspace = open_workspace(folder)
    save_holiday_notice(workspace, text=NEXT_NOTICE)
    workspace.close()
    said = run("--workspace", folder, *words)
    assert (said.json, said.err) == ({"date": "2027-10-09"}, "")


# Usage, errors, the workspace


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["nothing"], "没有“nothing”这个命令"),
        (["check", "--nothing"], "不认识的选项 --nothing"),
        (["check", "--task"], "选项 --task"),
        (["demo"], "缺少 文件夹"),
        (["attach", "a"], "缺少 --task"),
        (["search", "a", "b", "c"], "多出了“b c”"),
        (["search", " "], "词 是空的"),
        (["check", "--json=1"], "选项 --json"),
        (["export"], "export --list"),
        (["templates"], "inspect"),
        (["search", "\udcff"], "UTF-8"),
        (["workdays"], "命令"),
        (["workdays", "end", "2025-10-09", "x"], "天数 的值不对"),
        (["workdays", "count", "2025-13-01", "2025-10-09"], "没有 13 月"),
        (["workdays", "count", "2025-10", "2025-10-09"], "不是完整的日期"),
        (["workdays", "count", "昨日之日", "2025-10-09"], "不成日期"),
    ],
)
def test_wrong_usage_is_one_chinese_line(run: Run, words: list[str], part: str) -> None:
    said = run(*words)
    assert (said.code, said.out) == (2, "")
    assert part in said.err
    assert said.err.endswith("用法见 --help。\n")


VERBS = ("demo", "attach", "check", "verify", "export", "backup", "restore", "search")


@pytest.mark.parametrize("verb", ["", *VERBS, "workdays", "workdays count", "workdays end"])
def test_help_is_chinese(run: Run, verb: str) -> None:
    said = run(*verb.split(), "--help")
    assert said.code == 0
    assert said.out.startswith("用法：")
    assert not any(word in said.out for word in ("Usage", "Options", "Commands", "Show this", "required", "OPTIONS"))


def test_help_stands_in_columns_as_wide_as_the_characters(run: Run) -> None:
    lines = run("export", "--help").out.splitlines()
    rows = [line for line in lines[lines.index("选项：") + 1 :] if line]
    begins = [line.index(re.split(r"  +", line.strip())[1]) for line in rows]
    columns = {
        sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line[:at])
        for line, at in zip(rows, begins, strict=True)
    }
    assert len(columns) == 1


@pytest.mark.parametrize("verb", [*VERBS, "workdays count", "workdays end"])
def test_every_verb_takes_json(run: Run, verb: str) -> None:
    assert "--json" in run(*verb.split(), "--help").out


def test_without_a_workspace_a_verb_says_how_to_name_one(run: Run) -> None:
    refused(run("check"), "--workspace", "demo")


def test_the_last_workspace_is_taken_again(run: Run, folder: Path, tmp_path: Path) -> None:
    run("--workspace", folder, "verify")
    assert run("check", "--task", "1").code == 0
    run("demo", tmp_path / "second")
    assert run("--workspace", folder, "search", "管网").code == 0
    shutil.rmtree(folder)
    refused(run("check"), "没有工作区", str(folder))


def test_a_folder_without_a_workspace_is_not_filled(run: Run, tmp_path: Path) -> None:
    refused(run("--workspace", tmp_path / "typo", "verify"), "没有工作区", "typo")
    refused(run("--workspace", tmp_path, "verify"), "没有工作区")
    assert not (tmp_path / "typo").exists()


def test_the_same_number_in_two_plans_is_told(run: Run, here: Run, folder: Path) -> None:
    workspace = open_workspace(folder)
    add_task(workspace, plan_id=None, plan_title="示例市另一方案", task=TaskInput(number="1", problem="另一个问题"))
    workspace.close()
    refused(here("check", "--task", "1"), "《示例市另一方案》", "《示例市中央生态环境保护督察整改方案》")


@pytest.mark.parametrize("verb", [["check"], ["verify"], ["search", "管"], ["backup", "b.zip"]])
@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda path: path.write_bytes(b"not a database" * 100), "已损坏"),
        (lambda path: path.write_bytes(path.read_bytes()[:5000]), "已损坏"),
    ],
    ids=["no database", "cut off"],
)
def test_a_damaged_store_is_told_and_not_touched(
    here: Run, folder: Path, damage: Callable[[Path], int], said: str, verb: list[str], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    damage(folder / "store.db")
    before = (folder / "store.db").read_bytes()
    answer = here(*verb)
    assert answer.code == 1
    assert said in answer.err + answer.out
    assert (folder / "store.db").read_bytes() == before


def test_a_damaged_page_in_the_middle_never_ends_in_a_traceback(here: Run, folder: Path) -> None:
    content = bytearray((folder / "store.db").read_bytes())
    for page in range(2, len(content) // 4096, 3):
        content[page * 4096 : page * 4096 + 100] = b"\xff" * 100
    (folder / "store.db").write_bytes(content)
    for verb in (["check"], ["verify"], ["search", "管"]):
        said = here(*verb)
        assert said.code == 1
        assert "损坏" in said.err + said.out


@pytest.fixture
def spoil(folder: Path) -> Callable[..., None]:
    """Let another program do something to the store."""

    def run_sql(*statements: str) -> None:
        with closing(sqlite3.connect(folder / "store.db")) as con:
            for statement in statements:
                con.execute(statement)
            con.commit()

    return run_sql


def test_bytes_that_are_no_text_are_named_by_verify_and_told_by_every_other_verb(
    here: Run, run: Run, spoil: Callable[..., None], tmp_path: Path, home: Path
) -> None:
    spoil("update tasks set problem = cast(x'e4bd' as text) where number = '1'")
    said = here("verify", "--json")
    assert said.code == 1
    assert [(item["code"], item["where"]) for item in said.json["findings"]] == [
        ("field_altered", "整改任务（tasks） “1” 的 problem")
    ]
    paper = ("export", "signature_table", "--task", "1", "--out", tmp_path / "a.docx")
    for verb in (("check",), ("search", "管"), paper):
        refused(here(*verb), "数据库 tasks：整改任务（tasks）“1”的 problem 里有文字已损坏", "verify", "备份")
    said = here("backup", tmp_path / "b.zip")
    assert said.code == 1
    assert "注意：记录有 1 处被改动或损坏，备份里也是这样。" in said.out and "problem" in said.out
    said = run("restore", tmp_path / "b.zip", tmp_path / "恢复")
    assert said.code == 1
    assert "已恢复" in said.out and "problem" in said.out
    assert not list(home.rglob("errors.log"))


@pytest.mark.parametrize("table", ["tasks", "chain", "operations", "stored_files", "_sqlite_migrations"])
def test_a_lost_table_is_named_by_verify_and_told_by_every_other_verb(
    here: Run, spoil: Callable[..., None], tmp_path: Path, table: str, home: Path
) -> None:
    spoil(f"drop table {table}")
    said = here("verify")
    assert said.code == 1
    assert table in said.out and "整张表不见了" in said.out
    paper = ("export", "signature_table", "--task", "1", "--out", tmp_path / "a.docx")
    for verb in (("check",), ("search", "管"), paper, ("backup", tmp_path / "b.zip")):
        refused(here(*verb), f"数据库里少了表 {table}", "请从最近的备份恢复")
    assert not (tmp_path / "b.zip").exists() and not list(home.rglob("errors.log"))


def test_verify_writes_nothing(here: Run, folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and "lock" not in path.name}
    assert here("verify").code == 0
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and "lock" not in path.name}
    assert after == before


def test_data_of_a_newer_program_is_refused_and_not_touched(here: Run, folder: Path) -> None:
    with closing(sqlite3.connect(folder / "store.db")) as con:
        con.execute("pragma user_version = 99")
    before = (folder / "store.db").read_bytes()
    refused(here("verify"), "更新的版本", "请安装新版程序")
    assert (folder / "store.db").read_bytes() == before


HOLD = """
import sys, time
from datetime import datetime
from pathlib import Path
from models.reference import Reference
from models.workspace import Workspace
ws = Workspace.open(Path(sys.argv[1]), reference=Reference(), actor="乙某某", now=lambda: datetime(2025, 11, 22, 9, 5))
print("held", flush=True)
sys.stdin.read()
ws.close()
"""


@pytest.fixture
def holder(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the workspace until its input is closed."""
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None and child.stdin is not None
    assert child.stdout.readline() == "held\n"
    yield child
    child.stdin.close()
    child.wait(10)
    child.stdout.close()


def test_a_held_workspace_is_told_with_holder_and_time(holder: subprocess.Popen[str], here: Run) -> None:
    refused(here("verify"), "正由", "2025-11-22 09:05", "请先关闭那个窗口")


def test_a_verb_waits_for_the_other_to_end(
    holder: subprocess.Popen[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert holder.stdin is not None
    holder.stdin.close()
    assert main.main(["--workspace", str(folder), "check", "--task", "1"], now=lambda: NOW, wait=10.0) == 0


# Disks


@needs_mounts
def test_a_read_only_workspace_is_told(made: Path, run: Run, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 4000) as disk:
        shutil.copytree(made, disk / "ws")
        make_read_only(disk)
        for verb in (["check"], ["verify"], ["search", "管"], ["backup", tmp_path / "b.zip"]):
            refused(run("--workspace", disk / "ws", *verb), "只读", "请换一个可写的文件夹")
        refused(run("demo", disk / "new"), "只读")


@needs_mounts
def test_a_full_disk_lets_one_look_and_refuses_to_half_write(made: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "纪要.txt").write_text("一", encoding="utf-8")
    with small_disk(tmp_path / "disk", 4000) as disk:
        folder = Path(shutil.copytree(made, disk / "ws"))
        before = stored(folder)
        filler = fill_up(disk)
        assert run("--workspace", folder, "check", "--task", "1").code == 0
        assert run("--workspace", folder, "search", "管网").code == 0
        refused(run("--workspace", folder, "attach", tmp_path / "纪要.txt", "--task", "18"), "磁盘", "腾出空间")
        assert run("--workspace", folder, "backup", tmp_path / "b.zip").code == 0
        refused(run("demo", disk / "new"), "磁盘")
        out = disk / "意见.docx"
        refused(run("--workspace", folder, "export", "closure_opinion", "--task", "1", "--out", out), "磁盘")
        filler.unlink()
        assert [path.name for path in disk.iterdir()] == ["ws"]
        assert stored(folder) == before
        assert run("--workspace", folder, "verify").code == 0


# As a program


def program(*words: object, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "main.py"), *map(str, words)]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


def test_the_program_prints_utf_8_whatever_the_console_speaks(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "gbk")
    done = program("--workspace", folder, "search", "管网")
    assert (done.returncode, done.stderr) == (0, "")
    assert "河东污水处理厂" in done.stdout


def test_the_program_exits_with_the_codes_scripts_count_on(folder: Path, tmp_path: Path) -> None:
    assert program("--workspace", folder, "check", "--task", "1", folder=tmp_path).returncode == 0
    assert program("--workspace", folder, "check").returncode == 1
    assert program("nothing").returncode == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
def test_an_answer_that_cannot_be_written_is_told(folder: Path) -> None:
    command = [sys.executable, str(ROOT / "main.py"), "--workspace", str(folder), "search", "管网"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (1, "标准输出：结果没有写完整（磁盘满了）。请换一个地方存放输出\n")
    assert stored_errors() == []


@pytest.mark.parametrize("words", [["search", "管网"], ["search", "管网", "--json"], ["--help"], ["export", "--list"]])
def test_a_reader_that_has_gone_is_no_error_of_the_work(folder: Path, words: list[str]) -> None:
    command = [sys.executable, str(ROOT / "main.py"), "--workspace", str(folder), *words]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1 if "--help" in words else 0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of Unix closes a stream")
def test_without_stdout_or_stderr_a_verb_still_gives_its_code(folder: Path) -> None:
    command = f'"{sys.executable}" "{ROOT / "main.py"}" --workspace "{folder}"'
    for closed, code in (("verify >&-", 0), ("verify >&- 2>&-", 0), ("check --json 2>&-", 1), ("nothing 2>&-", 2)):
        done = subprocess.run(["sh", "-c", f"{command} {closed}"], capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == code
        assert done.stderr == "" and (not done.stdout or done.stdout.startswith("{"))


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is one of Unix")
@pytest.mark.parametrize("verb", ["attach {big} --task 18", "backup {out}", "demo {out}"])
def test_a_file_size_that_is_not_allowed_leaves_nothing(folder: Path, tmp_path: Path, verb: str) -> None:
    (tmp_path / "big.bin").write_bytes(os.urandom(2_000_000))
    before, files = rows_digest(folder / "store.db"), stored(folder)
    verb = verb.format(big=tmp_path / "big.bin", out=tmp_path / "out")
    line = f'ulimit -f 200; "{sys.executable}" "{ROOT / "main.py"}" --workspace "{folder}" {verb}'
    done = subprocess.run(["sh", "-c", line], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert not (tmp_path / "out").exists()
    assert (rows_digest(folder / "store.db"), stored(folder)) == (before, files)
    assert stored_errors() == []


NAMES = ["长" * 85, " 空 格 ", "a'b\"c", "换\n行", "-dash", "𬭊😀"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such names")
def test_odd_file_names_go_in_and_come_out(here: Run, run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for place, name in enumerate(NAMES):
        (tmp_path / "in" / name).write_text(str(place), encoding="utf-8")
    said = here("attach", tmp_path / "in", "--task", "18", "--measure", "3", "--json")
    assert len(said.json["evidence"]) == len(NAMES)
    for place, name in enumerate(NAMES):
        assert here("export", "signature_table", "--task", "1", "--out", tmp_path / name, "--json").json["files"] == [
            str(tmp_path / name)]
        assert here("backup", tmp_path / f"{place}.zip").code == 0
    assert run("restore", tmp_path / "0.zip", tmp_path / "back" / NAMES[3]).code == 0
    assert here("verify").code == 0


def test_the_console_may_speak_anything(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("LC_ALL", "C"), ("PYTHONUTF8", "0"), ("PYTHONCOERCECLOCALE", "0")):
        monkeypatch.setenv(name, value)
    done = program("--workspace", folder, "check", "--task", "1")
    assert (done.returncode, done.stdout) == (0, "没有发现问题。\n")


def test_without_a_home_the_work_is_done_all_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(folder / "store.db" / "nowhere"))
    done = program("--workspace", folder, "check", "--task", "1")
    assert (done.returncode, done.stdout) == (0, "没有发现问题。\n")
    assert "没有记下最近用的工作区" in done.stderr and done.stderr.count("\n") == 1


def stored_errors() -> list[str]:
    """Return the mistakes of the program that were noted in the home of this test."""
    log = own_notes.error_log()
    return log.read_text(encoding="utf-8").splitlines() if log.exists() else []


CRASH = """
import runpy, sys
import models.reference
models.reference.Reference.holidays = property(lambda self: 1 // 0)
sys.argv = ["main.py", "workdays", "count", "2025-10-09", "2025-10-10"]
runpy.run_path("main.py", run_name="__main__")
"""


def test_a_mistake_of_the_program_is_one_line_and_a_log_of_places(home: Path) -> None:
    done = subprocess.run([sys.executable, "-c", CRASH], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert (done.stdout, done.stderr.count("\n")) == ("", 1)
    assert "程序内部出错" in done.stderr
    log = Path(done.stderr.strip().rpartition("：")[2])
    assert log.is_relative_to(home)
    text = log.read_text(encoding="utf-8")
    assert "ZeroDivisionError" in text
    assert "main.py:" in text


def test_the_isolated_reader_is_reached_before_click(tmp_path: Path) -> None:
    script = (
        "import sys, runpy; sys.argv = ['main.py', '--isolated-reader', 'x', 'y', 'z']\n"
        "try: runpy.run_path('main.py', run_name='__main__')\n"
        "except ValueError as error: print(error)\n"
        "print([name for name in ('click', 'PySide6', 'sqlite3', 'models.workspace') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.stdout.splitlines() == ["x is not a reader of this program", "[]"]
