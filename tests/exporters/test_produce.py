"""From the workspace to a file: what it is called, what refuses it, and that it is the whole paper."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Thread
from zipfile import ZipFile

import docx
import pytest

from exporters.blocks import texts
from exporters.check import check
from exporters.paper_job import Job, PaperRefused
from exporters.produce import prepare
from exporters.selection import Selection
from models.actions.closures import remove_member, save_acceptance
from models.actions.directory import change_setting
from models.actions.evidence import EvidenceInput, attach_evidence
from models.actions.papers import save_paper
from models.actions.rounds import open_closure
from models.actions.tasks import TaskInput, add_task, set_external_numbers
from models.assembly import acceptance_of, check_task, paper_of
from models.domain.closure import Closure, ClosureId, Member, PaperKind
from models.domain.finding import Finding, Level
from models.domain.plan import Plan, Task
from models.domain.settings import DEFAULT_FORM
from models.dossiers import Produced
from models.errors import Cancelled, ExportError, InputError
from models.workspace import Workspace
from tests.builders import FILE
from tests.exporters.records import LIAONING, SHENYANG, close_task

NAME = "任务1-验收销号意见-20221008"


@pytest.fixture
def closure_id(ws: Workspace) -> ClosureId:
    """Give the closure of a task that is ready to be signed."""
    return close_task(ws)


def job(ws: Workspace, folder: Path, **more: object) -> Job:
    return prepare(ws, "closure_opinion", Selection(task="1"), folder=folder, **more)  # type: ignore[arg-type]


def written(path: Path) -> str:
    """Return all the text of a Word file, as python-docx reads it back."""
    paper = docx.Document(str(path))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in paper.paragraphs), *cells])


def forget_the_day(ws: Workspace, closure_id: ClosureId) -> None:
    save_acceptance(ws, acceptance=replace(acceptance_of(ws, closure_id), held_on=()))


def test_the_file_is_named_after_task_kind_and_date_and_is_whole(
    ws: Workspace, closure_id: ClosureId, tmp_path: Path
) -> None:
    wanted = job(ws, tmp_path)
    produced = wanted.run()
    assert produced.files == (tmp_path / f"{NAME}.docx",)
    assert produced.findings == ()
    assert produced.sha256 == hashlib.sha256(produced.files[0].read_bytes()).hexdigest()
    read = "".join(written(produced.files[0]).split())
    for block in wanted.document().blocks():
        if type(block).__name__ not in {"Imprint"}:
            assert all("".join(text.split()) in read for text in texts(block)), block
    assert [entry.name for entry in tmp_path.iterdir() if entry.is_file()] == [f"{NAME}.docx"]


def test_a_second_save_takes_another_name(ws: Workspace, closure_id: ClosureId, tmp_path: Path) -> None:
    first = job(ws, tmp_path).run().files[0]
    first.write_bytes(b"what the clerk changed by hand")
    assert [job(ws, tmp_path).run().files[0].name for _ in range(2)] == [f"{NAME}（2）.docx", f"{NAME}（3）.docx"]
    assert first.read_bytes() == b"what the clerk changed by hand"


def test_a_path_that_was_asked_for_is_written_exactly(ws: Workspace, closure_id: ClosureId, tmp_path: Path) -> None:
    path = tmp_path / "意见.wps"
    path.write_text("old", encoding="utf-8")
    for _ in range(2):
        assert job(ws, tmp_path, path=path).run().files == (path,)
    with ZipFile(path) as archive:
        assert archive.testzip() is None


def test_the_job_no_longer_needs_the_workspace(ws: Workspace, closure_id: ClosureId, tmp_path: Path) -> None:
    # The store would refuse this thread.
    ready, made = job(ws, tmp_path), list[Produced]()
    worker = Thread(target=lambda: made.append(ready.run()))
    worker.start()
    worker.join()
    assert made[0].files[0].is_file()


def test_a_paper_with_gaps_is_refused_and_nothing_is_written(
    ws: Workspace, closure_id: ClosureId, tmp_path: Path
) -> None:
    forget_the_day(ws, closure_id)
    with pytest.raises(PaperRefused, match="还有 1 处须处理，没有导出") as refused:
        job(ws, tmp_path / "new").run()
    assert [(item.level, item.where) for item in refused.value.findings] == [(Level.STOP, "验收 · 验收日期")]
    assert not (tmp_path / "new").exists()


def test_a_draft_says_so_in_its_name_and_marks_the_gap(ws: Workspace, closure_id: ClosureId, tmp_path: Path) -> None:
    forget_the_day(ws, closure_id)
    produced = job(ws, tmp_path, draft=True).run()
    assert produced.files[0].name == f"{NAME}-草稿.docx"
    assert [item.code for item in produced.findings] == ["missing_slot"]
    paragraphs = docx.Document(str(produced.files[0])).paragraphs
    marked = [run.text for paragraph in paragraphs for run in paragraph.runs if run.font.highlight_color is not None]
    assert marked == ["〔缺：验收日期〕"]


def test_what_only_waits_for_a_person_may_be_saved(ws: Workspace, closure_id: ClosureId, tmp_path: Path) -> None:
    save_paper(ws, paper=replace(paper_of(ws, closure_id), secrecy="内部"))
    produced = job(ws, tmp_path).run()
    assert [(item.level, item.code) for item in produced.findings] == [(Level.WARN, "secrecy_marked")]


def test_a_public_copy_tells_what_it_masked(ws: Workspace, closure_id: ClosureId, tmp_path: Path) -> None:
    produced = job(ws, tmp_path, public=True).run()
    assert produced.files[0].name == "任务1-验收销号意见-公开版-20221008.docx"
    assert [(item.level, item.where, item.text) for item in produced.findings] == [
        (Level.NOTE, "公开版 · 落款", "隐去1个手机号码的中间几位"),
        (Level.NOTE, "公开版 · 签字表", "隐去5个手机号码的中间几位"),
        (Level.NOTE, "公开版 · 签字表", "不印签字栏"),
    ]
    assert "验收人员签字" not in written(produced.files[0])
    assert "13800000001" not in written(produced.files[0])
    assert "138****0001" in written(produced.files[0])


def test_the_signature_table_comes_alone(ws: Workspace, closure_id: ClosureId, tmp_path: Path) -> None:
    table = prepare(ws, "signature_table", Selection(closure_id=closure_id), folder=tmp_path).run()
    assert table.files[0].name == "任务1-验收组成员签字表-20221008.docx"
    paper = docx.Document(str(table.files[0]))
    assert [paragraph.text for paragraph in paper.paragraphs if paragraph.text] == ["验收组成员签字表"]
    assert len(paper.tables[0].rows) == 6


def test_the_table_is_not_kept_back_by_what_lacks_elsewhere(
    ws: Workspace, closure_id: ClosureId, tmp_path: Path
) -> None:
    forget_the_day(ws, closure_id)
    assert prepare(ws, "signature_table", Selection(task="1"), folder=tmp_path).run().findings == ()


def test_cancelling_leaves_nothing(ws: Workspace, closure_id: ClosureId, tmp_path: Path) -> None:
    def stop(done: int, total: int, text: str) -> None:
        if done == total - 1:
            raise Cancelled()

    with pytest.raises(Cancelled):
        job(ws, tmp_path, path=tmp_path / "意见.docx").run(stop)
    assert [entry.name for entry in tmp_path.iterdir() if entry.is_file()] == []


def test_the_form_is_the_one_asked_for_else_the_papers_else_the_offices(ws: Workspace, closure_id: ClosureId) -> None:
    def chosen(form: str | None = None) -> str:
        return prepare(ws, "closure_opinion", Selection(task="1"), form=form).form.key

    assert chosen() == SHENYANG
    change_setting(ws, key=DEFAULT_FORM, value=LIAONING)
    assert chosen() == LIAONING
    save_paper(ws, paper=replace(paper_of(ws, closure_id), form=SHENYANG))
    assert (chosen(), chosen(LIAONING)) == (SHENYANG, LIAONING)
    with pytest.raises(ExportError, match="验收销号意见没有叫“七段”的样式"):
        chosen("七段")


def test_without_a_folder_the_paper_goes_into_the_workspace(ws: Workspace, closure_id: ClosureId) -> None:
    produced = prepare(ws, "closure_opinion", Selection(task="1")).run()
    assert produced.files == (ws.folder / "文书" / f"{NAME}.docx",)


def test_the_newest_round_is_exported(ws: Workspace, closure_id: ClosureId) -> None:
    task = ws.find(Task)[0]
    open_closure(ws, task_id=task.id)
    assert prepare(ws, "closure_opinion", Selection(task="1")).dossier.closure.round == 2


def test_of_a_task_closed_in_parts_none_is_guessed(ws: Workspace, closure_id: ClosureId) -> None:
    plan = ws.find(Plan)[0]
    add_task(ws, plan_id=plan.id, task=TaskInput(number="3", problem="甲"))
    task = ws.find(Task, number="3")[0]
    for subject in ("甲局", "乙局"):
        part = open_closure(ws, task_id=task.id, unit=subject)
        if subject == "甲局":
            assert prepare(ws, "closure_opinion", Selection(task="3")).dossier.closure_id == part.new_id("closures")
    with pytest.raises(InputError, match="任务 3：这个任务分开销号（甲局、乙局），不知道要导出哪一份"):
        prepare(ws, "closure_opinion", Selection(task="3"))


def test_a_whole_task_that_was_written_for_is_exported_before_its_parts(ws: Workspace, closure_id: ClosureId) -> None:
    task = ws.find(Task)[0]
    open_closure(ws, task_id=task.id, unit="甲局")
    assert prepare(ws, "closure_opinion", Selection(task="1")).dossier.closure_id == closure_id


@pytest.mark.parametrize("typed", ["１", "364（35－11）", "国家反馈364(35-11)"])
def test_a_task_is_exported_by_any_of_its_numbers(ws: Workspace, closure_id: ClosureId, typed: str) -> None:
    set_external_numbers(ws, task_id=ws.find(Task)[0].id, numbers=(("国家反馈", "364(35-11)"),))
    assert prepare(ws, "closure_opinion", Selection(task=typed)).dossier.closure_id == closure_id


def test_no_task_is_guessed(ws: Workspace, closure_id: ClosureId) -> None:
    plan = ws.find(Plan)[0]
    add_task(ws, plan_id=plan.id, task=TaskInput(number="2", problem="甲"))
    add_task(ws, plan_id=None, plan_title="另一方案", task=TaskInput(number="1", problem="乙"))
    for selection, said in (
        (Selection(task="9"), "任务 9：没有这个任务"),
        (Selection(), "请写明任务编号，现有：1、2"),
        (Selection(task="1"), "有好几个方案都有这个编号"),
    ):
        with pytest.raises(InputError, match=said):
            prepare(ws, "closure_opinion", selection)
    chosen = prepare(ws, "closure_opinion", Selection(task="1", plan="《另一方案》"))
    assert chosen.dossier.plan.title == "另一方案"


def test_a_paper_without_a_day_of_its_own_is_named_after_today(ws: Workspace, closure_id: ClosureId) -> None:
    save_paper(ws, paper=replace(paper_of(ws, closure_id), dated_on=None))
    named = prepare(ws, "closure_opinion", Selection(task="1"), draft=True).name
    assert named == f"任务1-验收销号意见-{ws.now().date():%Y%m%d}-草稿.docx"
    assert ws.now().date() == date(2025, 11, 22)


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("12-01", "任务12-01-验收销号意见-20221008.docx"),
        ('A&B <科技> "1"/2\\3:*?|', "任务A&B _科技_ _1_2_3_-验收销号意见-20221008.docx"),
        ("364(35-11)", "任务364(35-11)-验收销号意见-20221008.docx"),
        ("𬭊😀", "任务𬭊😀-验收销号意见-20221008.docx"),
    ],
)
def test_the_name_fits_a_windows_disk(ws: Workspace, tmp_path: Path, number: str, name: str) -> None:
    close_task(ws, number=number)
    ready = prepare(ws, "closure_opinion", Selection(task=number), folder=tmp_path)
    assert ready.name == name
    assert ready.run().files[0].is_file()


def test_a_very_long_number_still_gives_a_name_that_can_be_written(ws: Workspace, tmp_path: Path) -> None:
    close_task(ws, number="号" * 5000)
    produced = prepare(ws, "closure_opinion", Selection(task="号" * 5000), folder=tmp_path).run()
    assert len(produced.files[0].name.encode()) <= 220
    assert produced.files[0].name.endswith("-20221008.docx")


@pytest.mark.parametrize("odd", ["𬭊某某😀", "A&B <科技> 公司", "=1+1", "{方案}[甲]{{乙}}", "〔缺〕%s", "甲" * 50_000])
def test_odd_text_is_printed_as_it_was_typed(
    ws: Workspace, closure_id: ClosureId, tmp_path: Path, odd: str
) -> None:
    ready = job(ws, tmp_path)
    members = (replace(ready.dossier.members[0], name=odd), *ready.dossier.members[1:])
    task = replace(ready.dossier.task, problem=odd, goal=odd)
    acceptance = replace(ready.dossier.acceptance, goal_completion=odd, next_requirements=odd)
    strange = replace(ready, dossier=replace(ready.dossier, members=members, task=task, acceptance=acceptance))
    read = written(strange.run().files[0])
    assert read.count(odd) == 5


def test_a_sign_no_word_file_can_hold_is_told_and_nothing_is_written(
    ws: Workspace, closure_id: ClosureId, tmp_path: Path
) -> None:
    ready = job(ws, tmp_path / "here")
    (tmp_path / "here").mkdir()
    broken = replace(ready, dossier=replace(ready.dossier, task=replace(ready.dossier.task, problem="甲\x01乙")))
    with pytest.raises(ExportError, match=r"U\+0001"):
        broken.run()
    assert list((tmp_path / "here").iterdir()) == []


def test_a_preview_leaves_no_folder_of_papers(ws: Workspace, closure_id: ClosureId) -> None:
    assert prepare(ws, "closure_opinion", Selection(task="1"), draft=True).document().title
    assert not (ws.folder / "文书").exists()


def beyond_records(ws: Workspace) -> list[Finding]:
    """Return what `check` says beside what the records of the tasks lack."""
    of_records = [finding for task in ws.find(Task) for finding in check_task(ws, task.id)]
    return [finding for finding in check(ws) if finding not in of_records]


def unknown(ws: Workspace, closure_id: ClosureId) -> None:
    save_paper(ws, paper=replace(paper_of(ws, closure_id), form="closure-opinion-newer"))


def test_a_form_nobody_knows_is_not_passed_over_in_silence(
    ws: Workspace, closure_id: ClosureId, tmp_path: Path
) -> None:
    unknown(ws, closure_id)
    with pytest.raises(PaperRefused) as refused:
        job(ws, tmp_path).run()
    (finding,) = refused.value.findings
    assert finding.text == "本程序没有“closure-opinion-newer”样式，现在按“验收销号意见（沈阳七段式）”排"
    assert (finding.level, finding.code) == (Level.STOP, "unknown_form")
    assert [item.code for item in beyond_records(ws)] == ["unknown_form"]
    assert job(ws, tmp_path, form=LIAONING).findings() == ()
    assert job(ws, tmp_path, draft=True).run().findings == (finding,)


def test_an_office_default_nobody_knows_is_named_once_for_all_papers(ws: Workspace, closure_id: ClosureId) -> None:
    save_paper(ws, paper=replace(paper_of(ws, closure_id), form=""))
    change_setting(ws, key=DEFAULT_FORM, value="closure-opinion-newer")
    (finding,) = beyond_records(ws)
    assert finding.where == "设置 · 默认意见样式"
    assert "closure-opinion-newer" in finding.text


def test_check_says_what_the_paper_is_told_once_the_acceptance_has_begun(ws: Workspace, closure_id: ClosureId) -> None:
    for member in ws.find(Member, closure_id=closure_id)[:-1]:
        remove_member(ws, member_id=member.id)
    told = beyond_records(ws)
    assert {item.code for item in told} >= {"no_leader"}
    assert {item.text for item in told} == {item.text for item in job(ws, ws.folder).findings()}
    assert all(item.where.startswith("任务 1") for item in told)


def test_before_the_acceptance_nobody_is_asked_for_a_team(ws: Workspace) -> None:
    task_id = add_task(
        ws, plan_id=None, plan_title="方案", task=TaskInput(number="7", problem="问题。", measures=("一。",))
    ).new_id("tasks")
    task = ws.need(Task, task_id)
    assert check(ws, task.id) == check_task(ws, task.id)


def test_check_reads_every_kind_of_paper_that_was_begun(ws: Workspace, closure_id: ClosureId) -> None:
    task_id = ws.need(Closure, closure_id).task_id
    before = check(ws, task_id)
    save_paper(ws, paper=paper_of(ws, closure_id, PaperKind.PUBLIC_NOTICE))
    told = [finding for finding in check(ws, task_id) if finding not in before]
    assert {finding.target.table for finding in told if finding.target and finding.code == "missing_slot"} >= {
        "publicities", "papers"
    }
    assert all(finding.where.startswith("任务 1") for finding in told)


def test_nothing_is_said_twice_of_records_and_paper(ws: Workspace) -> None:
    task_id = add_task(
        ws, plan_id=None, plan_title="方案", task=TaskInput(number="7", problem="问题。", measures=("一。", "二。"))
    ).new_id("tasks")
    task = ws.need(Task, task_id)
    closure = ws.find(Closure, task_id=task.id)[0]
    save_acceptance(ws, acceptance=replace(acceptance_of(ws, closure.id), goal_completion="目标已完成。"))
    told = check(ws, task.id)
    assert len({(item.target, item.text) for item in told}) == len(told)
    assert sum("落实情况" in item.text and "措施 1" in item.where for item in told) == 2
    assert {"no_members", "missing_slot", "statement_missing"} <= {item.code for item in told}


def test_the_check_of_everything_looks_at_unused_evidence_too(ws: Workspace, closure_id: ClosureId) -> None:
    attach_evidence(ws, pieces=(EvidenceInput(files=(FILE,), title="没用上"),), measure_id=None)
    assert [(item.code, item.where) for item in beyond_records(ws)] == [("file_missing", "佐证 · 未用")]
    assert "file_missing" not in {item.code for item in check(ws, ws.find(Task)[0].id)}
