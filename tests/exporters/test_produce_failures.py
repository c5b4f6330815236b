"""What a disk can refuse, on real folders: a sentence with place and remedy, and nothing half written."""

from __future__ import annotations

import shutil
import subprocess
import sys
import textwrap
import zipfile
from pathlib import Path

import pytest

from exporters.blocks import Document, Para, Section, Table
from exporters.recount import recount
from exporters.saving import free_name, save
from exporters.word import to_bytes
from models.errors import ExportError
from tests.exporters.papers import opinion

ROOT = Path(__file__).resolve().parents[2]


def unchecked(path: Path) -> None:
    """Take the file as it is."""


def own_mounts() -> bool:
    """Return whether this computer lets a test mount disks of its own."""
    if shutil.which("unshare") is None:
        return False
    tried = subprocess.run(
        ["unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, check=False
    )
    return tried.returncode == 0


def on_a_disk(mount: str, folder: Path, script: str) -> str:
    """Run a script with `mount` done first, seen by the script alone; return what it prints."""
    program = textwrap.dedent(script).strip()
    command = f'{mount} && exec "$0" -c "$1" "$2"'
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", command, sys.executable, program, str(folder)],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


SAVE = """
    import os, sys
    from pathlib import Path
    from exporters.saving import save
    from models.errors import ExportError
    folder = Path(sys.argv[1])
    try:
        print(save(bytes(300_000), folder / "意见.docx", replace={replace}, check=lambda path: None, wait_s=0.3))
    except ExportError as error:
        print(error)
    print(sorted(os.listdir(folder)))
"""


@pytest.mark.skipif(not own_mounts(), reason="needs the right to mount a small disk")
@pytest.mark.parametrize("replace", [True, False])
def test_a_full_disk_is_told_and_left_empty(tmp_path: Path, replace: bool) -> None:
    said = on_a_disk(f"mount -t tmpfs -o size=64k tmpfs '{tmp_path}'", tmp_path, SAVE.format(replace=replace))
    assert said.splitlines() == [f"{tmp_path}/意见.docx：磁盘空间不够，没有写成。请清理磁盘，或换一个盘保存。", "[]"]


@pytest.mark.skipif(not own_mounts(), reason="needs the right to mount a small disk")
@pytest.mark.parametrize("replace", [True, False])
def test_a_read_only_folder_is_told(tmp_path: Path, replace: bool) -> None:
    said = on_a_disk(f"mount -t tmpfs -o ro tmpfs '{tmp_path}'", tmp_path, SAVE.format(replace=replace))
    assert said.splitlines()[0] == (
        f"{tmp_path}/意见.docx：这个文件夹是只读的，没有写成。请换一个可写的文件夹保存。")


@pytest.mark.skipif(not own_mounts(), reason="needs the right to mount a small disk")
def test_a_target_that_cannot_be_replaced_is_named_with_a_free_name(tmp_path: Path) -> None:
    # A file something is mounted on cannot be replaced, as one that is open on Windows.
    (tmp_path / "意见.docx").write_bytes(b"open elsewhere")
    (tmp_path / "意见（2）.docx").write_bytes(b"another")
    mount = f"mount --bind '{tmp_path}/意见（2）.docx' '{tmp_path}/意见.docx'"
    said = on_a_disk(mount, tmp_path, SAVE.format(replace=True))
    assert said.splitlines() == [
        f"{tmp_path}：“意见.docx”正被别的程序打开，换不了。请先在 WPS 或 Word 里关闭它，或另存为“意见（3）.docx”。",
        "['意见.docx', '意见（2）.docx']",
    ]
    assert (tmp_path / "意见.docx").read_bytes() == b"open elsewhere"


@pytest.mark.parametrize("replace", [True, False])
@pytest.mark.parametrize(
    ("below", "said"),
    [
        ("没有/意见.docx", "这个文件夹不存在，没有写成"),
        ("文件/意见.docx", "路径中间有一段不是文件夹，没有写成"),
        ("长" * 100 + ".docx", "文件名太长，没有写成"),
    ],
)
def test_a_wrong_path_is_told(tmp_path: Path, below: str, said: str, replace: bool) -> None:
    (tmp_path / "文件").write_bytes(b"")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(ExportError) as told:
        save(b"x", tmp_path / below, replace=replace, check=unchecked)
    assert (told.value.text, told.value.where) == (said, str(tmp_path / below))
    assert told.value.remedy
    assert sorted(tmp_path.iterdir()) == before


def test_a_folder_of_that_name_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "意见.docx").mkdir()
    with pytest.raises(ExportError, match="这个名字已是一个文件夹"):
        save(b"x", tmp_path / "意见.docx", replace=True, check=unchecked)
    assert save(b"x", tmp_path / "意见.docx", replace=False, check=unchecked).name == "意见（2）.docx"


def test_a_file_the_check_refuses_gets_no_name(tmp_path: Path) -> None:
    def refuse(path: Path) -> None:
        assert path.read_bytes() == b"new"
        raise ExportError("少了一段")

    (tmp_path / "意见.docx").write_bytes(b"old")
    with pytest.raises(ExportError, match="少了一段"):
        save(b"new", tmp_path / "意见.docx", replace=True, check=refuse)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("意见.docx", b"old")]


def test_free_names_count_up(tmp_path: Path) -> None:
    assert free_name(tmp_path / "意见.docx").name == "意见.docx"
    for name in ("意见.docx", "意见（2）.docx"):
        (tmp_path / name).write_bytes(b"")
    assert free_name(tmp_path / "意见.docx").name == "意见（3）.docx"


def rewritten(path: Path, content: bytes, old: str, new: str) -> Path:
    """Write the .docx with one piece of its document changed."""
    path.write_bytes(content)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts["word/document.xml"].decode()
    assert old in text
    parts["word/document.xml"] = text.replace(old, new).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return path


def test_a_whole_paper_passes_the_recount(tmp_path: Path) -> None:
    path = tmp_path / "意见.docx"
    path.write_bytes(to_bytes(opinion(members=3)))
    recount(opinion(members=3), path)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("丙某某", "", "缺了“验收组成员签字表”里的文字"),
        ("<w:tbl>", "<w:gone>", "打不开"),
        ("通过验收", "通过", "缺了“验收结论”里的文字"),
    ],
)
def test_a_paper_that_lost_something_is_found_out(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = rewritten(tmp_path / "意见.docx", to_bytes(opinion(members=3)), old, new)
    with pytest.raises(ExportError, match=said):
        recount(opinion(members=3), path)


def test_a_paper_with_another_count_of_tables_or_paragraphs_is_found_out(tmp_path: Path) -> None:
    path = tmp_path / "意见.docx"
    path.write_bytes(to_bytes(opinion(members=3)))
    whole = opinion(members=3)
    tables = tuple(block for block in whole.blocks() if isinstance(block, Table))
    more = Document(title=whole.title, sections=(*whole.sections, Section(key="x", heading="另表", blocks=tables)))
    with pytest.raises(ExportError, match="有1张表，应有2张"):
        recount(more, path)
    again = tuple(Para(text="通过验收") for _ in range(99))
    longer = Document(title=whole.title, sections=(*whole.sections, Section(key="y", heading="另段", blocks=again)))
    with pytest.raises(ExportError, match="段，应有"):
        recount(longer, path)


def test_a_file_with_a_flipped_bit_is_found_out(tmp_path: Path) -> None:
    content = bytearray(to_bytes(opinion(members=3)))
    content[len(content) // 3] ^= 1
    path = tmp_path / "意见.docx"
    path.write_bytes(bytes(content))
    with pytest.raises(ExportError, match="写成的文件重新打开后"):
        recount(opinion(members=3), path)
