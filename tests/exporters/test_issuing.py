"""签发: what was signed stays what was signed, is found again by its code, and says where the records moved on."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from exporters.check import check
from exporters.forms.build import build
from exporters.issuing import IssueJob, prepare_issue
from exporters.paper_job import PaperRefused
from exporters.selection import Selection
from exporters.standing import standing_of
from exporters.word import to_bytes
from models.actions.closures import save_members
from models.actions.evidence import EvidenceInput, attach_evidence
from models.actions.issuing import attach_scan, issue_paper
from models.actions.papers import adopt_sections, edit_section, restore_section, save_paper, write_statement
from models.actions.rounds import discard_closure, open_next_round
from models.actions.tasks import remove_task, revise_task
from models.actions.trash import empty_trash, trash_evidence
from models.assembly import closures_of, paper_of
from models.assembly.issued import frozen_paper, issued_by_code, issued_differences, issued_of
from models.checking import verify_folder, verify_workspace
from models.domain.closure import ClosureId, IssuedPaper, Member, PaperKind, StatementKind
from models.domain.evidence import Evidence
from models.domain.finding import Level
from models.domain.issue_code import grouped, read_code
from models.domain.issuing import ReadyPaper, VaultFile
from models.domain.plan import Task
from models.errors import InputError, UndoRefused, VaultError
from models.sample import delete_sample, make_sample
from models.workspace import Workspace
from tests.builders import Clock, open_workspace
from tests.exporters.records import COMPLETION, SHENYANG, close_task, form_of, measures_of


@pytest.fixture
def closure_id(ws: Workspace) -> ClosureId:
    return close_task(ws)


def prepared(ws: Workspace, closure_id: ClosureId) -> IssueJob:
    return prepare_issue(ws, "closure_opinion", Selection(closure_id=closure_id), form=SHENYANG)


def ready(ws: Workspace, closure_id: ClosureId) -> ReadyPaper:
    return prepared(ws, closure_id).ready(ws.vault)


def issued(ws: Workspace, closure_id: ClosureId) -> IssuedPaper:
    changes = issue_paper(ws, ready=ready(ws, closure_id))
    return ws.need(IssuedPaper, changes.new_id("issued_papers"))


def scanned(ws: Workspace, data: bytes = b"%PDF-1.7 scan") -> VaultFile:
    taken = ws.vault.take_in_bytes("签字页.pdf", data)
    return VaultFile(name=taken.name, sha256=taken.sha256, size=taken.size)


def text_of(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("word/document.xml").decode()


def test_an_issued_paper_keeps_its_file_its_records_and_its_code(ws: Workspace, closure_id: ClosureId) -> None:
    paper = issued(ws, closure_id)
    assert paper.code == read_code(paper.code)
    assert grouped(paper.code) in text_of(ws.vault.path_of(paper.file_sha256))
    assert (paper.own_sha256, paper.own_name) == (paper.file_sha256, paper.file_name)
    assert paper.own_size == ws.vault.path_of(paper.own_sha256).stat().st_size
    assert (paper.issued_by, paper.issued_at) == (ws.actor, ws.now())
    assert "甲某某" in paper.dossier and "七段式" in paper.definition
    assert verify_workspace(ws).ok


def test_the_code_is_known_before_and_differs_when_the_records_or_the_chain_do(
    ws: Workspace, closure_id: ClosureId
) -> None:
    first = prepared(ws, closure_id)
    assert prepared(ws, closure_id).code == first.code
    write_statement(
        ws, closure_id=closure_id, measure_id=measures_of(ws, closure_id)[0].id, kind=StatementKind.PROOF, text="改。"
    )
    second = prepared(ws, closure_id)
    ws.undo()
    assert len({first.code, second.code, prepared(ws, closure_id).code}) == 3


def test_a_paper_is_issued_once_and_not_undone(ws: Workspace, closure_id: ClosureId) -> None:
    issued(ws, closure_id)
    with pytest.raises(InputError, match="已签发") as refused:
        issue_paper(ws, ready=ready(ws, closure_id))
    assert "再验一轮" in refused.value.remedy
    with pytest.raises(UndoRefused, match="不能撤销"):
        ws.undo()


def test_a_paper_with_a_stop_is_neither_taken_in_nor_issued(ws: Workspace, closure_id: ClosureId) -> None:
    save_paper(ws, paper=replace(paper_of(ws, closure_id), dated_on=None))
    before = set(ws.vault.stored())
    paper = ready(ws, closure_id)
    assert paper.stops and paper.own.sha256 == ""
    assert set(ws.vault.stored()) == before
    with pytest.raises(InputError, match="不能签发"):
        issue_paper(ws, ready=paper)
    with pytest.raises(PaperRefused):
        prepared(ws, closure_id).write()


def test_an_unconfirmed_statement_keeps_a_paper_from_being_issued(ws: Workspace, closure_id: ClosureId) -> None:
    measure = measures_of(ws, closure_id)[0]
    write_statement(ws, closure_id=closure_id, measure_id=measure.id, kind=StatementKind.PROOF, text="改写的说明。")
    assert "statement_unconfirmed" in [finding.code for finding in ready(ws, closure_id).stops]


def test_a_file_the_vault_has_not_is_refused(ws: Workspace, closure_id: ClosureId) -> None:
    lost = replace(ready(ws, closure_id), own=VaultFile(name="意见.docx", sha256="0" * 64, size=5))
    with pytest.raises(VaultError, match="没有签发"):
        issue_paper(ws, ready=lost)


def test_an_issued_paper_says_where_the_records_moved_on(ws: Workspace, closure_id: ClosureId) -> None:
    paper = issued(ws, closure_id)
    assert issued_differences(ws, paper) == ()
    assert "issued_differs" not in [finding.code for finding in check(ws)]
    leader = ws.find(Member, closure_id=closure_id, name="甲某某")[0]
    save_members(ws, members=[replace(leader, post="主任")])
    (difference,) = issued_differences(ws, paper)
    assert (difference.place, difference.before, difference.after) == (
        "验收组 · 甲某某 · 职务", "副主任（副局级）", "主任",
    )
    (finding,) = (finding for finding in check(ws) if finding.code == "issued_differs")
    assert finding.level is Level.WARN
    assert "验收组 · 甲某某 · 职务" in finding.text and grouped(paper.code) in finding.where
    assert finding.where.startswith("任务 1")
    ws.undo()
    assert issued_differences(ws, paper) == ()


def test_an_issued_paper_can_neither_be_edited_nor_lose_its_edits(ws: Workspace, closure_id: ClosureId) -> None:
    paper = issued(ws, closure_id)
    standing = paper_of(ws, closure_id)
    at = {"closure_id": closure_id, "form": SHENYANG}
    writes: list[Callable[[], object]] = [
        lambda: save_paper(ws, paper=replace(standing, copies_to="示例市委办公室")),
        lambda: edit_section(ws, section="goal", text="改。", generated="原。", **at),
        lambda: adopt_sections(ws, sections={"goal": ("改。", "原。")}, **at),
        lambda: restore_section(ws, section="goal", **at),
    ]
    for write in writes:
        with pytest.raises(InputError, match="已签发") as refused:
            write()
        assert grouped(paper.code) in str(refused.value) and "再验一轮" in refused.value.remedy
    assert paper_of(ws, closure_id) == standing and issued_differences(ws, paper) == ()


def test_an_edit_taken_back_after_issue_is_a_difference_and_one_of_another_form_is_none(
    ws: Workspace, closure_id: ClosureId
) -> None:
    before = edit_section(
        ws, closure_id=closure_id, form=SHENYANG, section="goal", text="改。", generated=COMPLETION
    ).sequence
    paper = issued(ws, closure_id)
    edit_section(ws, closure_id=closure_id, form="another", section="goal", text="改。", generated="原。")
    assert issued_differences(ws, paper) == ()
    assert before is not None
    ws.reverse(before)
    assert [item.place for item in issued_differences(ws, paper)] == ["改写的部分 · 整改目标"]


def test_the_file_that_is_kept_is_the_paper_byte_for_byte(ws: Workspace, closure_id: ClosureId) -> None:
    job = prepared(ws, closure_id)
    written = to_bytes(job.document())
    changes = issue_paper(ws, ready=job.ready(ws.vault))
    paper = ws.need(IssuedPaper, changes.new_id("issued_papers"))
    kept = ws.vault.path_of(paper.file_sha256).read_bytes()
    assert kept == written
    assert hashlib.sha256(kept).hexdigest() == paper.file_sha256 == paper.own_sha256
    save_members(ws, members=[replace(ws.find(Member, closure_id=closure_id)[0], post="主任")])
    assert ws.vault.path_of(paper.file_sha256).read_bytes() == written


def test_the_form_and_the_records_are_read_back_as_they_were(ws: Workspace, closure_id: ClosureId) -> None:
    paper = issued(ws, closure_id)
    leader = ws.find(Member, closure_id=closure_id, name="甲某某")[0]
    save_members(ws, members=[replace(leader, name="癸某某")])
    frozen = frozen_paper(ws.need(IssuedPaper, paper.id))
    assert frozen.form == form_of(SHENYANG)
    assert frozen.dossier.members[0].name == "甲某某"
    assert to_bytes(build(frozen.form, frozen.dossier, code=paper.code)) == ws.vault.path_of(
        paper.file_sha256
    ).read_bytes()


def test_the_standing_of_a_paper_tells_that_the_records_moved_on_and_came_back(
    ws: Workspace, closure_id: ClosureId
) -> None:
    def standing() -> str:
        return standing_of(ws, closure_id, PaperKind.CLOSURE_OPINION).label

    assert standing() == "可签发"
    issued(ws, closure_id)
    assert standing() == "已签发"
    leader = ws.find(Member, closure_id=closure_id, name="甲某某")[0]
    save_members(ws, members=[replace(leader, post="主任")])
    assert standing() == "与签发稿不一致"
    save_members(ws, members=[leader])
    assert standing() == "已签发"


def test_a_new_round_starts_new_papers_and_leaves_the_old(ws: Workspace, closure_id: ClosureId) -> None:
    paper = issued(ws, closure_id)
    task_id = ws.find(Task)[0].id
    open_next_round(ws, closure_id=closure_id)
    second = closures_of(ws, task_id)[1]
    assert second.round == 2
    assert paper_of(ws, second.id).id != paper.paper_id
    assert issued_of(ws, second.id) == [] and issued_of(ws, closure_id) == [paper]
    assert issued_differences(ws, paper) == ()
    with pytest.raises(InputError, match="已经签发"):
        discard_closure(ws, closure_id=closure_id)
    with pytest.raises(InputError, match="已签发的文书"):
        remove_task(ws, task_id=task_id)
    assert issued_of(ws, closure_id) == [paper]


def test_what_an_earlier_round_signed_need_not_agree_with_the_records_of_the_next(
    ws: Workspace, closure_id: ClosureId
) -> None:
    paper = issued(ws, closure_id)
    open_next_round(ws, closure_id=closure_id)
    task = ws.find(Task)[0]
    revise_task(ws, task=replace(task, problem="另行反馈。"))
    assert [item.place for item in issued_differences(ws, paper)] == ["整改任务 · 反馈问题"]
    assert standing_of(ws, closure_id, PaperKind.CLOSURE_OPINION).label == "已签发"
    assert "issued_differs" not in [finding.code for finding in check(ws)]
    assert issued_of(ws, closure_id) == [paper] and verify_workspace(ws).ok


def test_the_scan_is_attached_and_found_by_the_code_however_it_is_typed(
    ws: Workspace, closure_id: ClosureId
) -> None:
    paper = issued(ws, closure_id)
    found = issued_by_code(ws, f" {grouped(paper.code).lower()} ")
    assert found == paper
    assert issued_by_code(ws, "ABCD-EFGH-IJK2") is None and issued_by_code(ws, "没有") is None
    attach_scan(ws, issued_id=paper.id, scan=scanned(ws))
    assert ws.need(IssuedPaper, paper.id).scan_name == "签字页.pdf"
    ws.undo()
    assert ws.need(IssuedPaper, paper.id).scan_name == ""


def test_a_sample_one_tried_to_sign_can_still_be_deleted(tmp_path: Path, clock: Clock) -> None:
    ws = open_workspace(tmp_path / "sample", clock)
    make_sample(ws)
    for task in ws.find(Task)[:2]:
        for closure in closures_of(ws, task.id):
            paper = prepare_issue(ws, "closure_opinion", Selection(closure_id=closure.id)).ready(ws.vault)
            if not paper.stops:
                issue_paper(ws, ready=paper)
    assert ws.find(IssuedPaper)
    delete_sample(ws)
    assert ws.find(IssuedPaper) == [] == ws.find(Task)
    assert verify_workspace(ws).ok
    ws.close()


def test_the_search_finds_an_issued_paper_by_its_code(ws: Workspace, closure_id: ClosureId) -> None:
    paper = issued(ws, closure_id)
    for typed in (paper.code, grouped(paper.code), grouped(paper.code).lower(), paper.code[:6]):
        assert [(hit.kind, hit.id) for hit in ws.look.search(typed)] == [("paper", paper.paper_id)]
    assert ws.look.search(paper.code[:1] + "%") == []


# Taken back from an office program


def edited(job: IssueJob, old: str, new: str, path: Path) -> Path:
    """Write the paper for editing and change its words, as somebody does in WPS."""
    (written,) = job.write().files
    with zipfile.ZipFile(written) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body = parts["word/document.xml"].decode()
    assert old in body
    parts["word/document.xml"] = body.replace(old, new).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def test_a_paper_edited_outside_is_issued_with_both_files_and_the_code_on_it(
    ws: Workspace, closure_id: ClosureId, tmp_path: Path
) -> None:
    before = prepared(ws, closure_id)
    path = edited(before, "及时解决突出", "及时研究解决突出", tmp_path / "WPS改.docx")
    save_paper(ws, paper=replace(paper_of(ws, closure_id), copies_to="示例市委办公室"))
    now = prepared(ws, closure_id)
    back = now.take_back(path, ws.vault)
    assert back.code == before.code != now.code
    assert {change.section for change in back.comparison.sections} == {"measures", "implementation"}
    assert [change.section for change in back.comparison.boxes] == ["imprint"]
    changes = issue_paper(ws, ready=now.ready(ws.vault, back=back))
    paper = ws.need(IssuedPaper, changes.new_id("issued_papers"))
    assert (paper.code, paper.file_name) == (before.code, "WPS改.docx")
    assert paper.own_sha256 != paper.file_sha256
    assert "及时研究解决突出" in text_of(ws.vault.path_of(paper.file_sha256))
    assert verify_workspace(ws).files == 2


def test_a_file_with_the_code_of_another_paper_is_refused(ws: Workspace, tmp_path: Path) -> None:
    first = close_task(ws)
    save_paper(ws, paper=replace(paper_of(ws, first), document_sequence=17))
    second = close_task(ws, number="2")
    paper = issued(ws, first)
    with pytest.raises(InputError, match="另一份签发稿"):
        issue_paper(ws, ready=replace(ready(ws, second), code_on_file=paper.code))


# Kept like evidence


def test_a_lost_scan_and_an_altered_paper_are_named_by_the_check(ws: Workspace, closure_id: ClosureId) -> None:
    paper = issued(ws, closure_id)
    attach_scan(ws, issued_id=paper.id, scan=scanned(ws))
    scan = ws.vault.path_of(ws.need(IssuedPaper, paper.id).scan_sha256)
    scan.chmod(0o600)
    scan.unlink()
    own = ws.vault.path_of(paper.own_sha256)
    own.chmod(0o600)
    own.write_bytes(own.read_bytes()[:-1] + b"x")
    found = {finding.code: finding for finding in verify_workspace(ws).findings}
    assert set(found) == {"file_missing", "file_altered"}
    assert found["file_missing"].where == f"签发稿 {grouped(paper.code)}"
    assert "签字页.pdf" in found["file_missing"].text


def test_words_changed_in_what_was_frozen_are_named(tmp_path: Path, clock: Clock) -> None:
    ws = open_workspace(tmp_path / "own", clock)
    paper = issued(ws, close_task(ws))
    ws.close()
    with sqlite3.connect(tmp_path / "own" / "store.db") as con:
        con.execute("update issued_papers set dossier = replace(dossier, '甲某某', '癸某某')")
    con.close()
    found = verify_folder(tmp_path / "own", at=datetime(2025, 11, 23)).findings
    assert [finding.level for finding in found] == [Level.STOP]
    assert found[0].target is not None and found[0].target.id == paper.id


def test_issued_files_are_backed_up_and_restored(ws: Workspace, closure_id: ClosureId, tmp_path: Path) -> None:
    paper = issued(ws, closure_id)
    attach_scan(ws, issued_id=paper.id, scan=scanned(ws))
    written = ws.snapshot().write(tmp_path / "备份.zip")
    assert written is not None
    shutil.rmtree(ws.folder / "vault" / "store")
    Workspace.restore(tmp_path / "备份.zip", tmp_path / "restored")
    assert verify_folder(tmp_path / "restored", at=datetime(2025, 11, 23)).ok


def test_an_emptied_trash_and_a_new_start_leave_what_was_issued(tmp_path: Path, clock: Clock) -> None:
    folder = tmp_path / "own"
    ws = open_workspace(folder, clock)
    paper = issued(ws, close_task(ws))
    scan = scanned(ws)
    attach_scan(ws, issued_id=paper.id, scan=scan)
    piece = EvidenceInput(files=[(scan.sha256, scan.name, scan.size)], title="签字页")
    attach_evidence(ws, pieces=[piece], measure_id=None)
    trash_evidence(ws, evidence_ids=[item.id for item in ws.find(Evidence)])
    empty_trash(ws)
    ws.close()
    again = open_workspace(folder, clock)
    assert verify_workspace(again).ok
    assert set(again.vault.stored()) == {paper.own_sha256, scan.sha256}
    again.close()


def test_a_scan_taken_off_comes_back_with_its_undo_after_a_new_start(tmp_path: Path, clock: Clock) -> None:
    folder = tmp_path / "own"
    ws = open_workspace(folder, clock)
    paper = issued(ws, close_task(ws))
    attach_scan(ws, issued_id=paper.id, scan=scanned(ws))
    sequence = attach_scan(ws, issued_id=paper.id, scan=scanned(ws, b"%PDF-1.7 better")).sequence
    ws.close()
    again = open_workspace(folder, clock)
    assert sequence is not None
    again.reverse(sequence)
    assert verify_workspace(again).ok
    assert again.need(IssuedPaper, paper.id).scan_sha256 in set(again.vault.stored())
    again.close()
