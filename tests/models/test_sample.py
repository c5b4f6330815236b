"""The sample: a task without a gap, real files, faithful words, and one step that takes it all away again."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from PIL import Image

from exporters.check import check
from models.actions.linking import link_evidence
from models.assembly import check_task, closure_dossier, closures_of
from models.assembly.by_number import measures_numbered, task_numbered
from models.checking import verify_workspace
from models.domain.directory import Issuer, Unit
from models.domain.evidence import Evidence, StoredFile
from models.domain.finding import Level
from models.domain.plan import Figure, Plan, Progress, Task
from models.domain.settings import IS_SAMPLE, OFFICE_NAME
from models.errors import Cancelled, InputError
from models.sample import delete_sample, make_sample
from models.workspace import Workspace
from tests.builders import add_task, open_workspace, rows_digest


@pytest.fixture
def sample(ws: Workspace) -> Workspace:
    make_sample(ws)
    return ws


def file_bytes(ws: Workspace, ending: str) -> Iterator[bytes]:
    for file in ws.find(StoredFile):
        if file.name.endswith(ending):
            yield ws.vault.path_of(file.sha256).read_bytes()


def test_the_first_task_has_nothing_to_complain_of(sample: Workspace) -> None:
    task = task_numbered(sample, "1")
    assert check(sample, task.id) == []
    assert [plan.title for plan in sample.find(Plan)] == ["示例市中央生态环境保护督察整改方案"]
    assert [measure.number for measure in measures_numbered(sample, "1", None)] == ["1", "2", "3", "4"]


def test_the_other_two_tasks_are_half_done(sample: Workspace) -> None:
    findings = [finding for finding in check(sample) if finding.level is Level.STOP]
    assert {finding.where.split()[1] for finding in findings} == {"12-02", "18"}
    assert task_numbered(sample, "364(35-11)").number == "18"
    assert task_numbered(sample, "省序号28").number == "12-02"


def test_records_and_files_verify(sample: Workspace) -> None:
    result = verify_workspace(sample)
    assert result.ok
    assert result.findings == ()
    assert result.files == len({file.sha256 for file in sample.find(StoredFile)}) >= 20


def test_statements_are_confirmed_and_say_what_the_records_give(sample: Workspace) -> None:
    dossier = closure_dossier(sample, closures_of(sample, task_numbered(sample, "1").id)[0].id)
    for number, measure in enumerate(dossier.measures, start=1):
        assert measure.implementation.state.label == measure.proof.state.label == "已确认"
        assert measure.implementation.text == measure.implementation.draft
        assert len({piece.link.proves for piece in measure.evidence}) == len(measure.evidence)
        assert measure.proof.text.endswith(f"与整改措施{number}相对应。")
    assert "签订了生态环境保护目标责任状" in dossier.measures[3].implementation.text
    assert dossier.measures[3].implementation.text.count("签订") == dossier.measures[3].proof.text.count("签订") == 1


def test_figures_are_records(sample: Workspace) -> None:
    entries = {entry.id for entry in sample.find(Progress, measure_id=measures_numbered(sample, "1", "2")[0].id)}
    figures = {(item.label, item.number, item.unit) for item in sample.find(Figure) if item.progress_id in entries}
    assert figures == {("县委常委会", "7", "次"), ("县政府常务会", "7", "次")}


def test_a_county_and_a_city_issue_papers(sample: Workspace) -> None:
    issuers = sample.find(Issuer)
    assert [issuer.name[:3] for issuer in issuers] == ["示例县", "示例市"]
    assert [issuer.is_own for issuer in issuers] == [True, False]


def test_documents_workbooks_and_scans_are_what_their_names_say(sample: Workspace) -> None:
    for content in file_bytes(sample, ".docx"):
        assert "<w:t" in zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    for content in file_bytes(sample, ".xlsx"):
        assert openpyxl.load_workbook(io.BytesIO(content)).active["A1"].value == "序号"
    for content in file_bytes(sample, ".pdf"):
        with pypdfium2.PdfDocument(content) as document:
            assert len(document) in (1, 2)


def test_photos_are_dated_as_their_records(sample: Workspace) -> None:
    for file in sample.find(StoredFile):
        if file.name.endswith(".jpg"):
            with Image.open(sample.vault.path_of(file.sha256)) as picture:
                exif = picture.getexif().get_ifd(0x8769)
            dated_on = sample.need(Evidence, file.evidence_id).dated_on
            assert dated_on is not None
            assert exif[0x9003][:10].replace(":", "-") == dated_on.iso


def test_only_placeholders_stand_for_persons_and_places(sample: Workspace) -> None:
    text = (sample.folder / "store.db").read_bytes().decode("utf-8", errors="ignore")
    phones = set(re.findall(r"(?<![0-9a-f])1[3-9]\d{9}(?![0-9a-f])", text))
    assert phones == {f"1380000000{number}" for number in range(1, 8)}
    assert not re.search(r"康平|沈阳|辽宁", text)


def test_the_same_sample_has_the_same_files(sample: Workspace, tmp_path: Path) -> None:
    other = open_workspace(tmp_path / "other")
    make_sample(other)
    assert sorted(other.vault.stored()) == sorted(sample.vault.stored())
    other.close()


def test_a_workspace_with_tasks_is_not_filled(ws: Workspace) -> None:
    add_task(ws)
    before = rows_digest(ws.folder / "store.db")
    with pytest.raises(InputError, match="已有任务"):
        make_sample(ws)
    assert rows_digest(ws.folder / "store.db") == before


def test_making_can_be_cancelled_between_steps(ws: Workspace) -> None:
    def report(done: int, total: int, text: str) -> None:
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        make_sample(ws, report=report)
    assert verify_workspace(ws).ok


def test_deleting_leaves_nothing_of_it_and_is_one_step(sample: Workspace) -> None:
    before = rows_digest(sample.folder / "store.db")
    changes = delete_sample(sample)
    assert sample.next_undo is not None
    assert (sample.next_undo.label, changes.label) == ("删除示例数据", "删除示例数据")
    left = [cls for cls in (Task, Plan, Evidence, StoredFile, Issuer, Unit) if sample.find(cls)]
    assert left == []
    assert sample.setting(IS_SAMPLE) == ""
    assert sample.setting(OFFICE_NAME) == "示例县整改办"
    assert verify_workspace(sample).ok
    sample.undo()
    assert rows_digest(sample.folder / "store.db") == before
    assert verify_workspace(sample).ok


def test_deleting_keeps_what_the_clerk_added(sample: Workspace) -> None:
    own = add_task(sample, "20")
    delete_sample(sample)
    assert [task.number for task in sample.find(Task)] == ["20"]
    assert check_task(sample, own.id)
    assert [unit.name for unit in sample.find(Unit)] == ["示例县"]
    assert verify_workspace(sample).ok


def test_deleting_keeps_evidence_used_for_a_task_of_ones_own(sample: Workspace) -> None:
    own = add_task(sample, "20")
    item = sample.find(Evidence)[0]
    link_evidence(sample, evidence_id=item.id, measure_id=measures_numbered(sample, own.number, "1")[0].id)
    delete_sample(sample)
    assert [left.id for left in sample.find(Evidence)] == [item.id]
    assert verify_workspace(sample).ok


def test_without_a_sample_there_is_nothing_to_delete(ws: Workspace) -> None:
    with pytest.raises(InputError, match="没有示例数据"):
        delete_sample(ws)


def test_a_later_sitting_can_delete_the_sample(tmp_path: Path) -> None:
    first = open_workspace(tmp_path / "示例")
    make_sample(first)
    first.close()
    later = open_workspace(tmp_path / "示例")
    delete_sample(later)
    assert later.find(Task) == []
    later.close()
