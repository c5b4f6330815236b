"""Foreign files are weighed, then read in a child that may die without harm; every refusal is in words."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from models.errors import Cancelled, ForeignFileError
from models.isolation import DEFAULT, READERS, Limits, child_main, run, weigh

LOOK = "models.looking.readers.look"
TEXT = {"kind": "text", "width": 64, "height": 64}
PICTURE = {"kind": "image", "width": 64, "height": 64}


def text_file(folder: Path, text: str = "会议纪要") -> Path:
    path = folder / "纪要.txt"
    path.write_text(text, encoding="utf-8")
    return path


def zip_with(folder: Path, parts: dict[str, bytes]) -> Path:
    path = folder / "材料.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def picture_of(folder: Path, width: int, height: int) -> Path:
    path = folder / "照片.png"
    Image.new("RGB", (width, height), "green").save(path)
    return path


def test_plain_data_comes_back_from_the_child(tmp_path: Path) -> None:
    assert run(LOOK, text_file(tmp_path), options=TEXT)["text"] == "会议纪要"


def test_what_a_reader_refuses_is_told_with_its_words(tmp_path: Path) -> None:
    path = tmp_path / "照片.png"
    Image.new("1", (20_000, 20_000)).save(path)
    with pytest.raises(ForeignFileError, match="20000×20000") as refused:
        run(LOOK, path, options=PICTURE)
    assert refused.value.where == "照片.png"


def test_a_child_that_fails_is_a_damaged_file_and_its_last_words_are_kept(tmp_path: Path) -> None:
    path = picture_of(tmp_path, 300, 300)
    with pytest.raises(ForeignFileError, match="可能已损坏") as refused:
        run(LOOK, path, options={"kind": "image"})
    assert refused.value.remedy
    assert "Traceback" in str(refused.value.__cause__)


def test_a_reader_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    path = picture_of(tmp_path, 8000, 8000)
    with pytest.raises(ForeignFileError, match="没有读完，内容过大，超过上限") as refused:
        run(LOOK, path, options=PICTURE, limits=Limits(seconds=0.001))
    assert refused.value.remedy


@pytest.mark.skipif(sys.platform == "win32", reason="no memory limit there")
def test_a_reader_that_takes_too_much_memory_is_stopped(tmp_path: Path) -> None:
    path = picture_of(tmp_path, 8000, 8000)
    with pytest.raises(ForeignFileError, match=r"过大，超过上限.*内存") as refused:
        run(LOOK, path, options=PICTURE, limits=Limits(memory=150 << 20))
    assert refused.value.remedy


def test_the_clerk_can_stop_the_reading(tmp_path: Path) -> None:
    def stop(gone: int, allowed: int, name: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        run(LOOK, picture_of(tmp_path, 8000, 8000), options=PICTURE, report=stop)


def test_several_workers_can_read_at_once(tmp_path: Path) -> None:
    path, texts = text_file(tmp_path), []
    workers = [threading.Thread(target=lambda: texts.append(run(LOOK, path, options=TEXT)["text"])) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert texts == ["会议纪要"] * 3


@pytest.mark.parametrize("reader", ["os.system", "models.vault.Vault", "", "models.looking.readers"], ids=repr)
def test_only_the_readers_of_the_list_run(tmp_path: Path, reader: str) -> None:
    assert reader not in READERS
    with pytest.raises(ValueError, match="not a reader"):
        run(reader, text_file(tmp_path))
    with pytest.raises(ValueError, match="not a reader"):
        child_main([reader, str(text_file(tmp_path)), str(tmp_path / "result.json")])


def test_the_child_starts_without_qt(tmp_path: Path) -> None:
    result = tmp_path / "result.json"
    order: dict[str, Any] = {"options": TEXT, "memory": DEFAULT.memory, "seconds": 5}
    (tmp_path / "order.json").write_text(json.dumps(order), encoding="utf-8")
    root = Path(__file__).resolve().parents[2]
    code = (
        "import sys, runpy\n"
        f"sys.argv = ['main.py', '--isolated-reader', {LOOK!r}, {str(text_file(tmp_path))!r}, {str(result)!r}]\n"
        "try:\n"
        f"    runpy.run_path({str(root / 'main.py')!r}, run_name='__main__')\n"
        "except SystemExit as end:\n"
        "    assert not end.code, end.code\n"
        "heavy = ('PySide6', 'gui', 'exporters', 'models.store')\n"
        "assert not [name for name in sys.modules if name.startswith(heavy)]\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True, timeout=60)
    assert json.loads(result.read_text(encoding="utf-8"))["data"]["text"] == "会议纪要"


def test_a_bomb_is_known_by_the_numbers_of_its_zip(tmp_path: Path) -> None:
    path = zip_with(tmp_path, {"word/document.xml": bytes(50 << 20)})
    with pytest.raises(ForeignFileError, match="过大，超过上限：展开后是原来的") as refused:
        weigh(path)
    assert refused.value.where == "材料.docx"
    assert refused.value.remedy


def test_a_child_that_does_not_start_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "台账.csv"
    path.write_text("编号", encoding="utf-8")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "没有这个程序"))
    with pytest.raises(ForeignFileError, match="没有启动起来"):
        run(LOOK, path, options={})


def test_a_folder_is_told_from_a_file(tmp_path: Path) -> None:
    with pytest.raises(ForeignFileError, match="文件夹"):
        weigh(tmp_path)


def test_a_zip_that_unfolds_too_far_or_has_too_many_parts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ForeignFileError, match="展开后有"):
        weigh(zip_with(tmp_path, {"a": bytes(3 << 20)}), Limits(unpacked=2 << 20))
    with pytest.raises(ForeignFileError, match="6 个部件"):
        weigh(zip_with(tmp_path, {str(n): b"x" for n in range(6)}), Limits(entries=5))


def test_a_bomb_is_refused_before_a_child_is_started(tmp_path: Path) -> None:
    path = zip_with(tmp_path, {"word/document.xml": bytes(50 << 20)})
    with pytest.raises(ForeignFileError, match="展开后是原来的"):
        run(LOOK, path, options={"kind": "word", "width": 64, "height": 64})


def test_an_ordinary_document_is_light_enough(tmp_path: Path) -> None:
    weigh(zip_with(tmp_path, {"word/document.xml": b"<w:t>text</w:t>" * 1000}))
    weigh(text_file(tmp_path))


@pytest.mark.parametrize("kept", [10, 40, 90], ids=str)
def test_a_zip_cut_off_is_damaged(tmp_path: Path, kept: int) -> None:
    path = zip_with(tmp_path, {"word/document.xml": b"<w:t>text</w:t>"})
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(ForeignFileError, match="可能已损坏"):
        weigh(path)


def test_a_zip_with_a_password_is_told(tmp_path: Path) -> None:
    path = zip_with(tmp_path, {"word/document.xml": b"text"})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(ForeignFileError, match="加密"):
        weigh(path)


def test_an_empty_a_missing_and_a_large_file_are_told_apart(tmp_path: Path) -> None:
    empty = tmp_path / "空.txt"
    empty.touch()
    with pytest.raises(ForeignFileError, match=r"空的.*损坏"):
        weigh(empty)
    with pytest.raises(ForeignFileError, match="读不出来"):
        weigh(tmp_path / "没有.txt")
    with pytest.raises(ForeignFileError, match="上限是 1 MB"):
        weigh(text_file(tmp_path, "x" * (2 << 20)), Limits(file_size=1 << 20))


@pytest.mark.skipif(sys.platform == "win32", reason="the rights of a file are those of POSIX here")
def test_a_file_another_program_keeps_to_itself_is_told_as_such(tmp_path: Path) -> None:
    path = text_file(tmp_path)
    path.chmod(0)
    user = os.geteuid()
    # Nothing is closed to root.
    os.seteuid(user or 65534)
    try:
        with pytest.raises(ForeignFileError, match="别的程序里打开着") as refused:
            weigh(path)
    finally:
        os.seteuid(user)
    assert refused.value.where == "纪要.txt"


def test_nothing_is_left_in_the_folder_for_temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import tempfile

    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    run(LOOK, text_file(tmp_path), options=TEXT)
    with pytest.raises(ForeignFileError):
        run(LOOK, picture_of(tmp_path, 8000, 8000), options=PICTURE, limits=Limits(seconds=0.001))
    assert list(folder.iterdir()) == []


def test_a_zip_with_an_endless_list_of_parts_is_refused_before_the_list_is_read(tmp_path: Path) -> None:
    path = zip_with(tmp_path, {"word/document.xml": b"text"})
    data = bytearray(path.read_bytes())
    data[-10:-6] = (40 << 20).to_bytes(4, "little")
    path.write_bytes(data)
    with pytest.raises(ForeignFileError, match=r"过大，超过上限.*目录"):
        weigh(path)
