"""一问一档: a folder that is there as a whole or not at all, opens and is checked without this program."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import bagit
import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters import office, package
from exporters.package import TaskFileJob, prepare_task_file
from exporters.paper_job import PaperRefused
from exporters.selection import Selection
from exporters.task_file.bag import check_bag
from exporters.task_file.binder import bind
from exporters.task_file.names import Room
from exporters.task_file.page_counts import UNKNOWN, by_hand, page_ranges
from exporters.task_file.records import harmless
from models.actions import evidence as actions
from models.actions import linking
from models.actions.measures import add_measures
from models.assembly.task_file import task_file_dossier
from models.domain.closure import IssuedPaper
from models.domain.evidence import Evidence, EvidenceId, StoredFile
from models.domain.finding import Level
from models.domain.partial_date import PartialDate
from models.domain.plan import MeasureId, Task
from models.errors import Cancelled, ExportError, InputError
from models.vault import TakenIn
from models.workspace import Workspace
from tests.builders import add_task, fill, issue, measures_of, seal
from tests.disks import needs_mounts, small_disk

EMPTY_PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)


@pytest.fixture
def task(ws: Workspace) -> Task:
    return add_task(ws, "12-02", ("成立专班。", "完善管网。", "建立机制。"))


@pytest.fixture
def measures(ws: Workspace, task: Task) -> list[MeasureId]:
    return [measure.id for measure in measures_of(ws, task.id)]


def taken(ws: Workspace, name: str, content: bytes) -> TakenIn:
    return ws.vault.take_in_bytes(name, content)


def add(
    ws: Workspace, measure: MeasureId, title: str, *names: str, pages: str = "", content: bytes | None = None
) -> EvidenceId:
    files = [taken(ws, name, content or f"{title}{name}".encode()) for name in names or (f"{title}.txt",)]
    piece = actions.EvidenceInput(
        files=[(file.sha256, file.name, file.size) for file in files], title=title, pages=pages,
        dated_on=PartialDate(year=2025, month=3, day=5), folder="2025年/会议",
    )
    actions.attach_evidence(ws, pieces=(piece,), measure_id=measure, proves=f"证明{title}")
    return ws.find(Evidence, title=title)[0].id


def bag(ws: Workspace, out: Path, *, draft: bool = False) -> Path:
    prepare_task_file(ws, Selection(task="12-02"), path=out, draft=draft).run()
    return out


def payload(folder: Path) -> list[str]:
    data = folder / "data"
    return sorted(str(path.relative_to(data)) for path in data.rglob("*") if path.is_file())


def table(path: Path) -> list[list[str]]:
    with path.open("rb") as file:
        return [[cell.text for cell in row.cells] for row in docx.Document(file).tables[0].rows]


def rows(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def test_everything_lies_under_its_number_in_the_folder_of_its_measure(
    ws: Workspace, measures: list[MeasureId], tmp_path: Path
) -> None:
    minutes = add(ws, measures[0], "会议纪要", "DSC_0001.TXT")
    add(ws, measures[1], "现场照片", "一.txt", "二.txt")
    linking.link_evidence(ws, evidence_id=minutes, measure_id=measures[1], proves="又证明")
    folder = bag(ws, tmp_path / "档")
    assert [path for path in payload(folder) if not path.startswith("记录/")] == [
        "00 封面.docx", "01 卷内目录.docx",
        "措施1 成立专班/00 隔页.docx", "措施1 成立专班/12-02-1-01 会议纪要.txt",
        "措施2 完善管网/00 隔页.docx", "措施2 完善管网/12-02-2-01-1 现场照片.txt",
        "措施2 完善管网/12-02-2-01-2 现场照片.txt", "措施3 建立机制/00 隔页.docx",
    ]
    assert table(folder / "data/措施2 完善管网/00 隔页.docx")[1:] == [
        ["12-02-2-01", "现场照片", "证明现场照片", "本措施"],
        ["12-02-1-01", "会议纪要", "又证明", "见“措施1 成立专班”"],
    ]


def test_the_manifest_names_every_file_and_no_other_and_the_library_agrees(
    ws: Workspace, measures: list[MeasureId], tmp_path: Path
) -> None:
    add(ws, measures[0], "100%完成\n情况")
    folder = bag(ws, tmp_path / "档")
    lines = (folder / "manifest-sha256.txt").read_text(encoding="utf-8").splitlines()
    told = dict(reversed(line.split("  ", 1)) for line in lines)
    assert sorted(told) == sorted(f"data/{path}" for path in payload(folder))
    for path, digest in told.items():
        assert hashlib.sha256((folder / path).read_bytes()).hexdigest() == digest
    assert bagit.Bag(str(folder)).validate()


@pytest.mark.parametrize("harm", [
    lambda folder: next(folder.glob("data/措施*/*.txt")).unlink(),
    lambda folder: (folder / "data" / "多出来.txt").write_bytes(b"x"),
], ids=["a file short", "a file too many"])
def test_a_bag_that_is_not_whole_when_it_is_opened_again_is_refused(
    ws: Workspace, measures: list[MeasureId], tmp_path: Path, harm: Callable[[Path], object]
) -> None:
    add(ws, measures[0], "纪要")
    folder = bag(ws, tmp_path / "档")
    check_bag(folder)
    harm(folder)
    with pytest.raises(ExportError, match="写成的档案重新打开后不完整"):
        check_bag(folder)


def test_the_contents_tell_the_pages_that_are_known_and_say_which_are_not(
    ws: Workspace, measures: list[MeasureId], tmp_path: Path
) -> None:
    add(ws, measures[0], "照片", "照片.png", content=EMPTY_PICTURE)
    add(ws, measures[0], "纪要", "纪要.txt", pages="共3页")
    add(ws, measures[0], "清单", "清单.txt", pages="第2页")
    add(ws, measures[0], "报告", "报告.txt", pages="4")
    add(ws, measures[1], "方案", "方案.txt", pages="2页")
    folder = bag(ws, tmp_path / "档")
    listed = {row[2]: row[5] for row in table(folder / "data/01 卷内目录.docx")[1:]}
    assert listed == {"照片": "1", "纪要": "2—4", "清单": UNKNOWN, "报告": "共4页", "方案": "1—2"}
    facts = dict(table(folder / "data/00 封面.docx"))
    assert facts["佐证材料"] == "5 件，5 个文件，10 页（另有 1 件页数未知）"


def silent(count: int) -> bytes:
    """Make a .docx of so many pages that does not tell them: the facts of its saving are taken out."""
    paper, content = docx.Document(), io.BytesIO()
    for number in range(count):
        paper.add_paragraph(f"第{number + 1}页").paragraph_format.page_break_before = number > 0
    paper.save(content)
    kept = io.BytesIO()
    with ZipFile(content) as made, ZipFile(kept, "w") as archive:
        for name in made.namelist():
            if name != "docProps/app.xml":
                archive.writestr(name, made.read(name))
    return kept.getvalue()


@pytest.mark.skipif(office.find_program() is None, reason="no office program here")
def test_what_does_not_tell_its_pages_is_laid_out_once_and_the_contents_say_by_what(
    ws: Workspace, measures: list[MeasureId], tmp_path: Path
) -> None:
    add(ws, measures[0], "报告", "报告.docx", content=silent(3))
    add(ws, measures[0], "坏的", "坏的.docx", content=b"PK\x03\x04 cut")
    add(ws, measures[0], "清单", "清单.docx", pages="共9页", content=silent(2))
    folder = bag(ws, tmp_path / "档")
    listed = {row[2]: row[5] for row in table(folder / "data/01 卷内目录.docx")[1:]}
    assert listed == {"报告": "1—3", "坏的": UNKNOWN, "清单": "共9页"}
    notes = [para.text for para in docx.Document(str(folder / "data/01 卷内目录.docx")).paragraphs]
    assert any("由 LibreOffice 排版得出" in note for note in notes)
    kept = [path.read_text(encoding="ascii") for path in (ws.folder / "cache" / "looks").rglob("*.pages")]
    assert sorted(kept) == ["0", "3"]


def test_the_records_are_there_for_programs_and_for_excel(
    ws: Workspace, task: Task, measures: list[MeasureId], tmp_path: Path
) -> None:
    add(ws, measures[0], "=1+1", "原名.txt")
    folder = bag(ws, tmp_path / "档")
    told = json.loads((folder / "data/记录/记录.json").read_text(encoding="utf-8"))
    assert told["records"]["tasks"][0]["id"] == task.id and len(told["records"]["measures"]) == 3
    assert told["files"][0]["name"] == "原名.txt" and (folder / told["files"][0]["path"]).is_file()
    assert (folder / "data/记录/佐证材料.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    piece = rows(folder / "data/记录/佐证材料.csv")[1]
    assert (piece[:2], piece[-1]) == (["12-02-1-01\t", "'=1+1"], "2025年/会议")
    assert rows(folder / "data/记录/对应.csv")[1] == ["1", "12-02-1-01\t", "'=1+1", "证明=1+1", "", ""]
    assert rows(folder / "data/记录/文件.csv")[1][:2] == ["措施1 成立专班/12-02-1-01 =1+1.txt", "原名.txt"]


@given(st.text(max_size=12))
def test_no_text_of_a_table_is_a_formula(text: str) -> None:
    shown = harmless(text)
    assert not shown.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
    assert shown.strip("'\t") == text.strip("'\t") or shown[1:] == text


@pytest.mark.parametrize("code", ["1-1-01", "12-02", "007", "2025.10", "123456789012", "3/4", "1e5", "3月5日"])
def test_a_code_is_no_date_and_no_number_for_excel(code: str) -> None:
    assert harmless(code) == f"{code}\t" or code == "3月5日"


@given(st.lists(st.none() | st.integers(1, 50), max_size=12))
def test_page_ranges_follow_each_other_up_to_the_first_unknown_length(counts: list[int | None]) -> None:
    ranges = page_ranges(counts)
    known = counts[: counts.index(None)] if None in counts else counts
    expected = 1
    for count, told in zip(known, ranges, strict=False):
        first, _, last = told.partition("—")
        assert int(first) == expected and int(last or first) == expected + (count or 0) - 1
        expected += count or 0
    assert all(told == UNKNOWN if count is None else told == f"共{count}页"
               for count, told in list(zip(counts, ranges, strict=True))[len(known) :])


@pytest.mark.parametrize(
    ("written", "pages"), [("共3页", 3), ("3页", 3), ("第3页", None), ("", None), ("0", None), ("3-5", None)],
)
def test_a_count_by_hand_is_a_count_and_no_place(written: str, pages: int | None) -> None:
    assert by_hand(written) == pages


def test_issued_papers_with_their_scans_and_sealed_versions_are_bound(ws: Workspace, tmp_path: Path) -> None:
    task = fill(ws)
    for record in ws.find(StoredFile):
        kept = taken(ws, record.name, record.id.encode())
        with ws.change("入库") as change:
            change.put(replace(record, sha256=kept.sha256, size=kept.size))
    issued = issue(ws)
    signed, scan = taken(ws, "意见.docx", b"signed"), taken(ws, "扫描.PDF", b"scan")
    with ws.change("签发") as change:
        change.put(replace(
            ws.need(IssuedPaper, issued.id), file_sha256=signed.sha256, file_size=signed.size, scan_name=scan.name,
            scan_sha256=scan.sha256, scan_size=scan.size,
        ))
    seal(ws)
    old = ws.find(StoredFile)[0]
    newer = taken(ws, "会议纪要（新）.pdf", b"newer")
    with ws.change("新版") as change:
        fresh = replace(old, id=type(old.id)("new"), sha256=newer.sha256, size=newer.size, version=2)
        change.insert(fresh)
        change.put(replace(old, superseded_by=fresh.id))
    prepare_task_file(ws, Selection(task=task.number), path=tmp_path / "档").run()
    names = payload(tmp_path / "档")
    assert "签发文书/验收销号意见 ABCD-EFGH-2345.docx" in names
    assert "签发文书/验收销号意见 ABCD-EFGH-2345 签字扫描件.pdf" in names
    assert len([name for name in names if "第1版（已封卷）" in name]) == 1
    assert rows(tmp_path / "档/data/记录/封卷.csv")[1][0] == "封卷"


def lose(ws: Workspace, evidence_id: EvidenceId) -> None:
    file = ws.find(StoredFile, evidence_id=evidence_id)[0]
    ws.vault.path_of(file.sha256).unlink()


def test_a_lost_file_is_a_stop_and_a_draft_says_what_is_missing(
    ws: Workspace, measures: list[MeasureId], tmp_path: Path
) -> None:
    add(ws, measures[0], "还在")
    lose(ws, add(ws, measures[0], "不在"))
    with pytest.raises(PaperRefused) as refused:
        bag(ws, tmp_path / "档")
    (stop,) = (finding for finding in refused.value.findings if finding.level is Level.STOP)
    assert stop.where == "佐证 12-02-1-02“不在”" and not (tmp_path / "档").exists()
    folder = bag(ws, tmp_path / "档", draft=True)
    assert table(folder / "data/01 卷内目录.docx")[2][5] == "文件缺失"
    assert bagit.Bag(str(folder)).validate()


def test_every_altered_file_is_named_nothing_remains_and_a_draft_leaves_them_out(
    ws: Workspace, measures: list[MeasureId], tmp_path: Path
) -> None:
    add(ws, measures[0], "还在")
    for title in ("改过", "也改过"):
        file = ws.find(StoredFile, evidence_id=add(ws, measures[0], title))[0]
        path = ws.vault.path_of(file.sha256)
        path.chmod(0o600)
        path.write_bytes(bytes([path.read_bytes()[0] ^ 1]) + path.read_bytes()[1:])
    (tmp_path / "出").mkdir()
    with pytest.raises(PaperRefused) as refused:
        bag(ws, tmp_path / "出" / "档")
    assert [(item.code, item.where) for item in refused.value.findings if item.level is Level.STOP] == [
        ("file_altered", "佐证 12-02-1-02“改过”"), ("file_altered", "佐证 12-02-1-03“也改过”"),
    ]
    assert list((tmp_path / "出").iterdir()) == []
    folder = bag(ws, tmp_path / "档", draft=True)
    assert [row[5] for row in table(folder / "data/01 卷内目录.docx")[1:]] == [UNKNOWN, "文件缺失", "文件缺失"]
    assert bagit.Bag(str(folder)).validate()


def test_folders_of_ten_measures_stand_in_the_order_of_their_numbers(
    ws: Workspace, task: Task, measures: list[MeasureId]
) -> None:
    add_measures(ws, task_id=task.id, texts=[f"第{number}条。" for number in range(4, 11)])
    folders = list(bind(task_file_dossier(ws, task.id), Room()).folders.values())
    assert folders == sorted(folders) and folders[0] == "措施01 成立专班" and folders[9].startswith("措施10 ")


def cancelling(at: int) -> Callable[[int, int, str], None]:
    calls = 0

    def report(_done: int, _total: int, _text: str) -> None:
        nonlocal calls
        calls += 1
        if calls > at:
            raise Cancelled

    return report


@pytest.mark.parametrize("at", [0, 1, 3, 4])
def test_a_cancel_leaves_nothing(ws: Workspace, measures: list[MeasureId], tmp_path: Path, at: int) -> None:
    for place in range(2):
        add(ws, measures[0], f"材料{place}")
    (tmp_path / "出").mkdir()
    job = prepare_task_file(ws, Selection(task="12-02"), folder=tmp_path / "出")
    with pytest.raises(Cancelled):
        job.run(cancelling(at))
    assert list((tmp_path / "出").iterdir()) == []


@needs_mounts
def test_a_full_disk_leaves_nothing_and_is_said_before_anything_is_written(
    ws: Workspace, measures: list[MeasureId], tmp_path: Path
) -> None:
    add(ws, measures[0], "大文件", content=b"x" * (300 << 10))
    with small_disk(tmp_path / "盘", 256) as disk:
        with pytest.raises(ExportError, match="磁盘空间不够"):
            bag(ws, disk / "档")
        assert list(disk.iterdir()) == []


@needs_mounts
def test_a_disk_that_fills_up_on_the_way_leaves_nothing(
    ws: Workspace, measures: list[MeasureId], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(ws, measures[0], "小文件")
    monkeypatch.setattr(package, "BESIDE", 0)
    with small_disk(tmp_path / "盘", 48) as disk:
        with pytest.raises(ExportError, match="磁盘空间不够，没有写成"):
            bag(ws, disk / "档")
        assert list(disk.iterdir()) == []


def test_a_folder_that_holds_something_is_left_alone(
    ws: Workspace, measures: list[MeasureId], tmp_path: Path
) -> None:
    (tmp_path / "档").mkdir()
    (tmp_path / "档" / "别的.txt").write_text("别动")
    with pytest.raises(ExportError, match="已有东西"):
        bag(ws, tmp_path / "档")
    assert [path.name for path in (tmp_path / "档").iterdir()] == ["别的.txt"]


def test_there_is_no_public_copy(ws: Workspace, task: Task) -> None:
    with pytest.raises(InputError, match="不出公开版"):
        prepare_task_file(ws, Selection(task=task.number), public=True)


def test_it_goes_to_the_first_free_name_in_a_folder(ws: Workspace, task: Task, tmp_path: Path) -> None:
    jobs: list[TaskFileJob] = [
        prepare_task_file(ws, Selection(task=task.number), folder=tmp_path / "出") for _ in range(2)
    ]
    (tmp_path / "出").mkdir()
    folders = [job.run().files[0].parents[1].name for job in jobs]
    assert folders == [f"任务12-02-一问一档-{ws.now():%Y%m%d}", f"任务12-02-一问一档-{ws.now():%Y%m%d}（2）"]
