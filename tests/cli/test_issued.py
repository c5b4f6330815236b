"""What the command line says of a paper that was signed: found by its code, checked against the records, verified."""

from __future__ import annotations

import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from exporters.issuing import prepare_issue
from exporters.selection import Selection
from models.actions.closures import save_members
from models.actions.issuing import issue_paper
from models.domain.closure import IssuedPaper, Member
from models.domain.issue_code import grouped
from tests.builders import open_workspace
from tests.cli.running import Run, refused

Verb = Callable[..., tuple[int, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """The sample with the opinion of task 1 signed, closed again."""

    folder: Path
    issued: IssuedPaper

    def file(self) -> Path:
        """Return where the vault keeps the signed file."""
        (path,) = (self.folder / "vault" / "store").glob(f"*/{self.issued.file_sha256}*")
        return path


@pytest.fixture(scope="module")
def made(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Signed:
    folder = Path(shutil.copytree(sample_folder, tmp_path_factory.mktemp("signed") / "ws"))
    ws = open_workspace(folder)
    changes = issue_paper(ws, ready=prepare_issue(ws, "closure_opinion", Selection(task="1")).ready(ws.vault))
    issued = ws.need(IssuedPaper, changes.new_id("issued_papers"))
    ws.close()
    return Signed(folder=folder, issued=issued)


@pytest.fixture
def signed(made: Signed, tmp_path: Path) -> Signed:
    return replace(made, folder=Path(shutil.copytree(made.folder, tmp_path / "ws")))


@pytest.fixture
def here(signed: Signed, run: Run) -> Verb:
    """Run a verb on the workspace; gives its exit code and what it prints as JSON."""

    def verb(*words: object) -> tuple[int, Any]:
        said = run("--workspace", signed.folder, *words, "--json")
        return said.code, said.json

    return verb


def test_a_workspace_with_a_signed_paper_verifies(here: Verb, signed: Signed) -> None:
    code, said = here("verify")
    assert (code, said["ok"], said["findings"]) == (0, True, [])


def test_verify_names_the_signed_file_whose_bytes_changed(here: Verb, signed: Signed) -> None:
    path = signed.file()
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    code, said = here("verify")
    assert (code, said["ok"]) == (1, False)
    (finding,) = said["findings"]
    assert (finding["level"], finding["code"]) == ("STOP", "file_altered")
    assert finding["where"] == f"签发稿 {grouped(signed.issued.code)}" and signed.issued.file_name in finding["text"]


def test_verify_and_check_name_the_signed_file_that_is_gone(here: Verb, signed: Signed) -> None:
    path = signed.file()
    path.chmod(0o600)
    path.unlink()
    for verb in (("verify",), ("check", "--task", "1")):
        code, said = here(*verb)
        assert code == 1 and [item["code"] for item in said["findings"]] == ["file_missing"]


def test_verify_names_the_field_of_what_was_frozen_that_somebody_changed(here: Verb, signed: Signed) -> None:
    with closing(sqlite3.connect(signed.folder / "store.db")) as con:
        con.execute("update issued_papers set definition = replace(definition, '整改', '改')")
        con.commit()
    code, said = here("verify")
    assert code == 1
    assert any("definition" in item["where"] and "签发稿" in item["where"] for item in said["findings"])


def test_check_tells_where_the_records_left_what_was_signed(here: Verb, signed: Signed) -> None:
    assert here("check", "--task", "1") == (0, {"findings": []})
    ws = open_workspace(signed.folder)
    member = ws.find(Member, closure_id=signed.issued.closure_id, name="甲某某")[0]
    save_members(ws, members=[replace(member, post="主任")])
    ws.close()
    code, said = here("check", "--task", "1")
    (finding,) = said["findings"]
    assert (code, finding["level"], finding["code"]) == (0, "WARN", "issued_differs")
    assert "验收组 · 甲某某 · 职务" in finding["text"] and grouped(signed.issued.code) in finding["where"]


def as_misread(code: str) -> str:
    """Write a code as somebody reads it from a poor copy."""
    return grouped(code).translate(str.maketrans("OIB", "018"))


@pytest.mark.parametrize("typed", [str, str.lower, grouped, lambda code: f"签发编号 {grouped(code)}", as_misread])
def test_search_finds_a_signed_paper_by_the_code_typed_from_its_page(
    typed: Callable[[str], str], here: Verb, signed: Signed
) -> None:
    code, said = here("search", typed(signed.issued.code))
    assert code == 0 and [hit["kind"] for hit in said["hits"]] == ["paper"]
    assert grouped(signed.issued.code) in said["hits"][0]["text"]


def test_export_gives_out_the_file_that_was_signed_whatever_the_records_say_now(
    here: Verb, signed: Signed, tmp_path: Path
) -> None:
    ws = open_workspace(signed.folder)
    member = ws.find(Member, closure_id=signed.issued.closure_id, name="甲某某")[0]
    save_members(ws, members=[replace(member, name="癸某某")])
    ws.close()
    code, said = here("export", "closure_opinion", "--task", "1", "--out", tmp_path / "意见.docx")
    assert code == 0 and [item["code"] for item in said["findings"]] == ["issued"]
    assert (tmp_path / "意见.docx").read_bytes() == signed.file().read_bytes()
    code, said = here("export", "closure_opinion", "--task", "1", "--public", "--out", tmp_path / "公开.docx")
    text = words_of(tmp_path / "公开.docx")
    assert code == 0 and "甲某某" in text and "癸某某" not in text and "13800000001" not in text
    assert grouped(signed.issued.code) not in text
    here("export", "signature_table", "--task", "1", "--out", tmp_path / "签字表.docx")
    assert grouped(signed.issued.code) in words_of(tmp_path / "签字表.docx")


def test_export_in_another_form_follows_the_records(here: Verb, signed: Signed, tmp_path: Path) -> None:
    code, said = here(
        "export", "closure_opinion", "--task", "1", "--form", "closure-opinion-liaoning", "--out", tmp_path / "别.docx"
    )
    assert code == 0 and "issued" not in [item["code"] for item in said["findings"]]
    assert grouped(signed.issued.code) not in words_of(tmp_path / "别.docx")


def test_the_folder_of_all_papers_holds_the_file_that_was_signed(here: Verb, signed: Signed, tmp_path: Path) -> None:
    here("export", "all_papers", "--task", "1", "--draft", "--out", tmp_path / "全部")
    assert signed.file().read_bytes() in [path.read_bytes() for path in (tmp_path / "全部").glob("*.docx")]


def test_an_altered_signed_file_is_not_given_out(run: Run, signed: Signed, tmp_path: Path) -> None:
    path = signed.file()
    path.chmod(0o600)
    path.write_bytes(path.read_bytes() + b"x")
    export = ("export", "closure_opinion", "--task", "1", "--out", tmp_path / "意见.docx")
    refused(run("--workspace", signed.folder, *export), "已不是签发时的内容")
    assert not (tmp_path / "意见.docx").exists()


def words_of(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("word/document.xml").decode()
