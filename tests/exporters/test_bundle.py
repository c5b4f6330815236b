from __future__ import annotations

from pathlib import Path

import docx
import pytest

from exporters.bundle import LIST_NAME, BundleJob, prepare_all
from exporters.paper_job import PaperRefused
from exporters.produce import prepare
from exporters.registry import KINDS
from exporters.selection import Selection
from models.actions.papers import save_paper
from models.assembly import paper_of
from models.domain.closure import Closure, ClosureId, PaperKind
from models.domain.plan import Task
from models.errors import Cancelled, ExportError, InputError
from models.workspace import Workspace
from tests.exporters.records import close_task

# A task without pairs of photos has no paper of them.
OF_ALL = [kind for kind in KINDS if kind.kind is not PaperKind.PHOTO_PAIRS]


@pytest.fixture
def ws(sample_ws: Workspace) -> Workspace:
    """Give the sample, open."""
    return sample_ws


def half_done(ws: Workspace) -> Selection:
    """Return the task whose papers lack much."""
    return Selection(task="12-02")


def without_issuer(ws: Workspace, kind: PaperKind) -> ClosureId:
    """Take the day off one paper of task 1, so that it may not leave."""
    task = ws.find(Task, number="1")[0]
    closure = ws.find(Closure, task_id=task.id)[0]
    paper = paper_of(ws, closure.id, kind)
    save_paper(ws, paper=type(paper)(id=paper.id, closure_id=closure.id, kind=kind))
    return closure.id


def rows(path: Path) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in docx.Document(str(path)).tables[0].rows][1:]


def bundle(ws: Workspace, tmp_path: Path, selection: Selection | None = None, *, drafts: bool = False) -> BundleJob:
    return prepare_all(ws, selection or Selection(task="1"), folder=tmp_path / "出", drafts=drafts)


@pytest.fixture(autouse=True)
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "出"
    folder.mkdir()
    return folder


def test_drafts_make_the_folder_whole_and_the_list_names_every_paper(ws: Workspace, tmp_path: Path, out: Path) -> None:
    produced = bundle(ws, tmp_path, drafts=True).run()
    (folder,) = out.iterdir()
    assert folder.name == f"任务1-全部文书-{ws.now():%Y%m%d}" and produced.files[0] == folder / LIST_NAME
    assert sorted(path.name for path in folder.iterdir()) == sorted(path.name for path in produced.files)
    listed = rows(folder / LIST_NAME)
    assert [row[1] for row in listed] == [kind.label for kind in OF_ALL]
    assert [row[2] for row in listed] == [path.name for path in produced.files[1:]]
    for row in listed:
        assert ("草稿" in row[2]) == row[4].startswith("草稿，缺")


def test_without_drafts_what_lacks_is_left_out_and_named_in_the_list(ws: Workspace, tmp_path: Path, out: Path) -> None:
    without_issuer(ws, PaperKind.VERIFICATION_OPINION)
    produced = bundle(ws, tmp_path).run()
    listed = rows(produced.files[0])
    left = [row for row in listed if row[4].startswith("未导出")]
    assert "核查验收意见" in [row[1] for row in left] and {row[2] for row in left} == {"—"}
    written = [row[2] for row in listed if row[4] == "已导出"]
    assert written == [path.name for path in produced.files[1:]] and "草稿" not in "".join(written)
    text = "\n".join(item.text for item in docx.Document(str(produced.files[0])).paragraphs)
    line = next(line for line in text.split("\n") if line.startswith("核查验收意见："))
    assert "文书 · 发文主体：缺发文主体：还没有填写" in line
    assert any(item.where.startswith("核查验收意见 · ") for item in produced.findings)


def test_where_nothing_may_leave_nothing_is_written(ws: Workspace, tmp_path: Path, out: Path) -> None:
    job = bundle(ws, tmp_path, half_done(ws))
    lacking = BundleJob(jobs=job.jobs[:1], name=job.name, folder=job.folder, on=job.on)
    with pytest.raises(PaperRefused) as refused:
        lacking.run()
    assert refused.value.findings and list(out.iterdir()) == []


def test_a_second_folder_takes_the_next_free_name(ws: Workspace, tmp_path: Path, out: Path) -> None:
    first, second = (bundle(ws, tmp_path, drafts=True).run() for _ in range(2))
    assert first.files[0].parent != second.files[0].parent
    assert second.files[0].parent.name.endswith("（2）") and len(list(out.iterdir())) == 2


@pytest.mark.parametrize("step", range(3, 18, 3))
def test_a_cancel_leaves_nothing(ws: Workspace, tmp_path: Path, out: Path, step: int) -> None:
    heard: list[tuple[int, int, str]] = []

    def report(done: int, total: int, text: str) -> None:
        heard.append((done, total, text))
        if len(heard) == step:
            raise Cancelled("已取消")

    with pytest.raises(Cancelled):
        bundle(ws, tmp_path, drafts=True).run(report)
    assert list(out.iterdir()) == []


def test_progress_tells_every_paper_and_never_goes_back(ws: Workspace, tmp_path: Path) -> None:
    heard: list[tuple[int, int, str]] = []
    bundle(ws, tmp_path, drafts=True).run(lambda *said: heard.append(said))
    done = [item[0] for item in heard]
    assert done == sorted(done) and {item[1] for item in heard} == {2 * len(OF_ALL)}
    assert {f"正在写{kind.label}" for kind in OF_ALL} <= {item[2] for item in heard}


def test_a_folder_that_holds_something_is_not_written_into(ws: Workspace, tmp_path: Path, out: Path) -> None:
    wanted = out / "送审"
    wanted.mkdir()
    produced = prepare_all(ws, Selection(task="1"), path=wanted, drafts=True).run()
    assert {path.parent for path in produced.files} == {wanted}
    with pytest.raises(ExportError, match="已有东西"):
        prepare_all(ws, Selection(task="1"), path=wanted, drafts=True).run()
    assert len(list(wanted.iterdir())) == len(produced.files) and list(out.iterdir()) == [wanted]
    with pytest.raises(InputError):
        prepare_all(ws, Selection(task="1"), path=ws.folder / "vault" / "x")


def test_public_copies_hide_numbers_and_the_column_to_sign_in(ws: Workspace, tmp_path: Path) -> None:
    produced = prepare_all(ws, Selection(task="1"), folder=tmp_path / "出", public=True, drafts=True).run()
    assert "公开版" in produced.files[0].parent.name
    for path in produced.files[1:]:
        paper = docx.Document(str(path))
        words = [item.text for item in paper.paragraphs]
        words += [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
        assert "公开版" in path.name and "验收人员签字" not in words
        assert "1380000" not in "".join((*words, paper.core_properties.title))
        assert (paper.core_properties.author, paper.core_properties.last_modified_by) == ("", "")
    assert {"masked", "left_out"} <= {item.code for item in produced.findings}
    told = [item.text for item in docx.Document(str(produced.files[0])).paragraphs]
    assert "公开版隐去的内容" in told and "还缺什么" not in told
    assert "验收组成员签字表：签字表隐去5个手机号码的中间几位；签字表不印签字栏。" in told


def test_a_number_in_the_name_of_a_task_stands_in_no_name_of_a_public_file(ws: Workspace, tmp_path: Path) -> None:
    close_task(ws, number="13800000001", sequence=19)
    task = Selection(task="13800000001")
    made = prepare(ws, "public_notice", task, folder=tmp_path, public=True, draft=True).run()
    produced = prepare_all(ws, task, folder=tmp_path, public=True, drafts=True).run()
    names = [made.files[0].name, produced.files[0].parent.name, *(path.name for path in produced.files)]
    told = docx.Document(str(produced.files[0]))
    names += [item.text for item in told.paragraphs]
    names += [cell.text for table in told.tables for row in table.rows for cell in row.cells]
    assert [name for name in names if "13800000001" in name] == []
    assert any("138_0001" in name for name in names)


def test_a_task_with_pairs_of_photos_has_their_paper_too(ws: Workspace, tmp_path: Path) -> None:
    jobs = bundle(ws, tmp_path, Selection(task="18")).jobs
    assert [job.kind.kind for job in jobs][-1] is PaperKind.PHOTO_PAIRS
