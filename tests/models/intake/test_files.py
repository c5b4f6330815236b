"""Files come in all together or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from models.actions import evidence
from models.domain.evidence import Evidence, StoredFile
from models.errors import Cancelled, InputError, VaultError
from models.intake.files import expand, take_in_files
from models.workspace import Workspace
from tests.builders import add_task, measures_of


def make_files(folder: Path, count: int) -> list[Path]:
    folder.mkdir(exist_ok=True)
    paths = [folder / f"照片{number}.txt" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_text(f"第{number}张", encoding="utf-8")
    return paths


def test_a_cancel_after_100_of_500_leaves_no_row_and_no_file(ws: Workspace, tmp_path: Path) -> None:
    paths = make_files(tmp_path / "files", 500)
    before = ws.last_sequence

    def report(done: int, total: int, name: str) -> None:
        if done >= 100:
            raise Cancelled()

    with pytest.raises(Cancelled):
        take_in_files(ws.vault, paths, report)
    assert list(ws.vault.stored()) == []
    assert list((ws.vault.folder / "staging").iterdir()) == []
    assert ws.last_sequence == before
    assert ws.find(Evidence) == ws.find(StoredFile) == []


def test_a_cancel_keeps_the_bytes_other_evidence_uses(ws: Workspace, tmp_path: Path) -> None:
    paths = make_files(tmp_path / "files", 3)
    first = take_in_files(ws.vault, paths[:1], lambda *_: None)

    def report(done: int, total: int, name: str) -> None:
        if done >= 2:
            raise Cancelled()

    with pytest.raises(Cancelled):
        take_in_files(ws.vault, paths, report)
    assert list(ws.vault.stored()) == [first[0].sha256]


def test_one_bad_file_leaves_the_others_out_too(ws: Workspace, tmp_path: Path) -> None:
    paths = [*make_files(tmp_path / "files", 2), tmp_path / "不存在.pdf"]
    with pytest.raises(VaultError, match="找不到这个文件") as refused:
        take_in_files(ws.vault, paths, lambda *_: None)
    assert "这次的 3 个文件都还没有收入" in str(refused.value)
    assert list(ws.vault.stored()) == []


def test_a_folder_gives_its_files_in_natural_order_and_names_its_litter(tmp_path: Path) -> None:
    folder = tmp_path / "佐证"
    (folder / "附图").mkdir(parents=True)
    for name in ("10会议.txt", "2会议（2）.txt", "2会议.txt", "Thumbs.db", "~$2会议.docx", "附图/1.txt"):
        (folder / name).write_text("x", encoding="utf-8")
    listed = expand([folder])
    assert [(file.path.name, file.folder) for file in listed.files] == [
        ("2会议.txt", "佐证"), ("2会议（2）.txt", "佐证"), ("10会议.txt", "佐证"), ("1.txt", "佐证/附图"),
    ]
    assert [(item.where, item.code) for item in listed.left_out] == [("Thumbs.db、~$2会议.docx", "file_litter")]


def test_a_file_by_itself_has_no_folder_and_files_stand_as_they_were_given(tmp_path: Path) -> None:
    second, first = make_files(tmp_path / "files", 2)
    assert [(file.path, file.folder) for file in expand([first, second]).files] == [(first, ""), (second, "")]


def test_what_cannot_be_taken_in_is_left_out_and_named_unless_it_is_all(tmp_path: Path) -> None:
    good, bad, other = make_files(tmp_path / "files", 3)
    bad.write_bytes(b"")
    (tmp_path / "files" / "安装.exe").write_bytes(b"MZ")
    (tmp_path / "files" / "移走了.pdf").symlink_to(tmp_path / "gone")
    os.mkfifo(tmp_path / "files" / "管道.pdf")
    listed = expand([tmp_path / "files"])
    assert [file.path for file in listed.files] == [good, other]
    assert {item.where: item.text.partition("：")[0] for item in listed.left_out} == {
        bad.name: "文件是空的（0 字节），没有收入", "安装.exe": "不收程序和脚本",
        "移走了.pdf": "找不到这个文件，没有收入", "管道.pdf": "这不是文件，没有收入",
    }
    assert expand([bad]).left_out == () and len(expand([bad]).files) == 1


def test_a_folder_that_may_not_be_read_is_refused_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(VaultError, match="权限") as refused:
        expand([tmp_path])
    assert refused.value.where == tmp_path.name


def test_an_empty_folder_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="里面没有文件"):
        expand([tmp_path])


def test_the_same_bytes_are_stored_once_and_their_uses_are_told(ws: Workspace, tmp_path: Path) -> None:
    task = add_task(ws)
    paths = make_files(tmp_path / "files", 1)
    for measure in measures_of(ws, task.id):
        taken = take_in_files(ws.vault, paths, lambda *_: None)[0]
        piece = evidence.EvidenceInput(files=((taken.sha256, taken.name, taken.size),), title="会议纪要")
        evidence.attach_evidence(ws, pieces=(piece,), measure_id=measure.id)
    assert len(list(ws.vault.stored())) == 1
    assert ws.look.uses_of(taken.sha256) == [("会议纪要", "1", "1"), ("会议纪要", "1", "2")]
    assert not taken.stored
