"""Files come into the vault whole or not at all, once, unchanged, and every fault is told in words."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from models import reporting
from models.disk import CHUNK
from models.errors import Cancelled, VaultError
from models.vault import FileState, Vault

TWO_BLOCKS = b"x" * (2 << 20)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "vault")


def file_with(folder: Path, data: bytes, name: str = "会议纪要.docx") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def left_over(vault: Vault) -> list[Path]:
    return [path for path in vault.folder.rglob("*") if path.is_file() and path.name != "taken.txt"]


def damage(vault: Vault, sha256: str, data: bytes) -> None:
    path = vault.path_of(sha256)
    path.chmod(0o600)
    path.write_bytes(data)


def test_a_file_lies_under_the_hash_of_its_bytes_and_cannot_be_written(vault: Vault, tmp_path: Path) -> None:
    taken = vault.take_in(file_with(tmp_path, b"minutes"))
    assert taken.sha256 == hashlib.sha256(b"minutes").hexdigest()
    assert (taken.name, taken.size, taken.stored) == ("会议纪要.docx", 7, True)
    path = vault.path_of(taken.sha256)
    assert path == vault.folder / "store" / taken.sha256[:2] / taken.sha256
    assert path.read_bytes() == b"minutes"
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert left_over(vault) == [path]


def test_the_same_bytes_are_stored_once_whatever_they_are_called(vault: Vault, tmp_path: Path) -> None:
    first = vault.take_in(file_with(tmp_path, b"minutes"))
    again = vault.take_in(file_with(tmp_path, b"minutes", "纪要（副本）.docx"))
    assert (again.sha256, again.stored, again.name) == (first.sha256, False, "纪要（副本）.docx")
    assert len(left_over(vault)) == 1


def test_bytes_that_were_never_a_file_come_in_under_the_name_given(vault: Vault) -> None:
    taken = vault.take_in_bytes("截图.png", b"\x89PNG\r\n\x1a\n")
    assert (taken.name, taken.size, taken.stored) == ("截图.png", 8, True)
    assert vault.verify(taken.sha256) is FileState.INTACT


def test_good_bytes_replace_damaged_ones_of_the_same_hash(vault: Vault, tmp_path: Path) -> None:
    taken = vault.take_in(file_with(tmp_path, b"minutes"))
    damage(vault, taken.sha256, b"minutez")
    assert vault.take_in(file_with(tmp_path, b"minutes")).stored
    assert vault.verify(taken.sha256) is FileState.INTACT


def test_progress_is_reported_in_bytes(vault: Vault, tmp_path: Path) -> None:
    heard: list[tuple[int, int, str]] = []
    vault.take_in(file_with(tmp_path, TWO_BLOCKS, "a.pdf"), lambda *told: heard.append(told))
    assert heard == [(1 << 20, 2 << 20, "a.pdf"), (2 << 20, 2 << 20, "a.pdf")]


def test_cancelling_leaves_nothing(vault: Vault, tmp_path: Path) -> None:
    def cancel(done: int, total: int, text: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        vault.take_in(file_with(tmp_path, TWO_BLOCKS), cancel)
    assert left_over(vault) == []


def grow(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"more")


def shrink(path: Path) -> None:
    os.truncate(path, 1 << 20)


def replace_by_another(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(b"y" * (2 << 20))
    os.utime(other, ns=(1, 1))
    other.replace(path)


def rewrite_in_place(path: Path) -> None:
    path.write_bytes(b"y" * (2 << 20))
    os.utime(path, ns=(1, 1))


@pytest.mark.parametrize("change", [grow, shrink, replace_by_another, rewrite_in_place], ids=lambda f: f.__name__)
def test_a_file_that_changes_while_it_is_copied_is_not_taken_in(
    vault: Vault, tmp_path: Path, change: Callable[[Path], None]
) -> None:
    path = file_with(tmp_path, TWO_BLOCKS)

    def meddle(done: int, total: int, text: str) -> None:
        if done == 1 << 20:
            change(path)

    with pytest.raises(VaultError, match="被改动") as refused:
        vault.take_in(path, meddle)
    assert refused.value.where == "会议纪要.docx"
    assert refused.value.remedy
    assert left_over(vault) == []


def test_a_file_that_vanishes_while_it_is_copied_is_not_taken_in(vault: Vault, tmp_path: Path) -> None:
    path = file_with(tmp_path, TWO_BLOCKS)
    with pytest.raises(VaultError, match="找不到"):
        vault.take_in(path, lambda done, total, text: path.unlink(missing_ok=True))
    assert left_over(vault) == []


def test_a_file_that_is_not_there_is_refused_in_words(vault: Vault, tmp_path: Path) -> None:
    with pytest.raises(VaultError, match="找不到") as refused:
        vault.take_in(tmp_path / "没有.docx")
    assert refused.value.where == "没有.docx"


def test_a_folder_and_a_pipe_are_no_files(vault: Vault, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (tmp_path, pipe):
        with pytest.raises(VaultError, match="不是文件"):
            vault.take_in(path)


def test_an_empty_file_is_refused(vault: Vault, tmp_path: Path) -> None:
    with pytest.raises(VaultError, match="空的"):
        vault.take_in(file_with(tmp_path, b""))


@pytest.fixture
def open_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder everybody may enter: the tests' own belongs to root where root runs them."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    for path in folder.rglob("*"):
        path.chmod(0o700)
    shutil.rmtree(folder)


@contextmanager
def without_root() -> Iterator[None]:
    """Give up the rights of root for a moment: root may read and write everything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_an_unreadable_file_is_refused_in_words(vault: Vault, open_folder: Path) -> None:
    path = file_with(open_folder, b"secret")
    path.chmod(0)
    with without_root(), pytest.raises(VaultError, match="没有读这个文件的权限") as refused:
        vault.take_in(path)
    assert refused.value.remedy


def test_a_read_only_folder_is_told_in_words(open_folder: Path) -> None:
    vault = Vault(open_folder / "vault")
    vault.folder.mkdir(mode=0o555)
    path = file_with(open_folder, b"minutes")
    path.chmod(0o644)
    with without_root(), pytest.raises(VaultError, match="不能写入") as refused:
        vault.take_in(path)
    assert refused.value.remedy
    assert left_over(vault) == []


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.ENOSPC, "磁盘满了"),
        (errno.EROFS, "不能写入"),
        (errno.EACCES, "不能写入"),
        (errno.EIO, "磁盘读写出错"),
        (errno.EOWNERDEAD, f"系统错误 {errno.EOWNERDEAD}"),
    ],
    ids=lambda value: str(value),
)
@pytest.mark.parametrize("call", ["fsync", "replace"], ids=str)
def test_a_fault_of_the_disk_is_told_and_leaves_nothing(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, said: str, call: str
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise OSError(code, os.strerror(code))

    path = file_with(tmp_path, b"minutes")
    with monkeypatch.context() as patch:
        patch.setattr(os, call, fail)
        with pytest.raises(VaultError, match=said) as refused:
            vault.take_in(path)
    assert refused.value.remedy
    assert not refused.value.text.isascii()
    assert left_over(vault) == []
    assert vault.take_in(path).stored


def test_a_name_of_255_bytes_comes_in_and_goes_out(vault: Vault, tmp_path: Path) -> None:
    name = "长" * 83 + ".docx"
    taken = vault.take_in(file_with(tmp_path, b"minutes", name + "x"))
    assert taken.name == name + "x"
    copy = vault.open_copy(taken.sha256, name, tmp_path / "open")
    assert copy.name.startswith("长" * 60)
    assert copy.suffix == ".docx"
    assert copy.read_bytes() == b"minutes"


def test_a_name_in_bytes_of_another_system_becomes_text(vault: Vault, tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/" + "纪要.txt".encode("gb18030")
    with open(raw, "wb") as file:  # noqa: PTH123 - pathlib takes no bytes
        file.write(b"minutes")
    assert vault.take_in(Path(os.fsdecode(raw))).name == "纪要.txt"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("佐证.exe", b"anything"),
        ("佐证.docx.LNK", b"anything"),
        ("佐证.js", b"anything"),
        ("佐证.bat. ", b"anything"),
        ("佐证.docx", b"MZ" + bytes(58) + (0x80).to_bytes(4, "little") + bytes(64) + b"PE\0\0"),
        ("佐证.docx", b"\x4c\x00\x00\x00\x01\x14\x02\x00rest"),
        ("佐证.pdf", b"\x7fELF" + bytes(60)),
        ("佐证.txt", b"#!/bin/sh\nrm -rf /"),
    ],
    ids=range(8),
)
def test_programs_are_refused_by_ending_and_by_content(vault: Vault, tmp_path: Path, name: str, data: bytes) -> None:
    with pytest.raises(VaultError, match="不收程序") as refused:
        vault.take_in(file_with(tmp_path, data, name))
    assert "佐证" in refused.value.where
    with pytest.raises(VaultError, match="不收程序"):
        vault.take_in_bytes(name, data)
    assert left_over(vault) == []


@pytest.mark.parametrize("name", ["台账.xlsm", "照片.jpg", "录像.mp4", "材料.zip", "MZ.txt"], ids=str)
def test_documents_pictures_and_archives_are_taken_in(vault: Vault, tmp_path: Path, name: str) -> None:
    data = b"MZ is how this text begins, and it is longer than sixty-four bytes, you see."
    assert vault.take_in(file_with(tmp_path, data, name)).stored


def test_a_copy_to_open_is_read_only_under_its_own_name_and_used_again(vault: Vault, tmp_path: Path) -> None:
    taken = vault.take_in(file_with(tmp_path, b"minutes"))
    copy = vault.open_copy(taken.sha256, taken.name, tmp_path / "open")
    assert copy.name == "会议纪要.docx"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o400
    before = copy.stat().st_ino
    assert vault.open_copy(taken.sha256, taken.name, tmp_path / "open") == copy
    assert copy.stat().st_ino == before


def test_a_copy_another_program_changed_is_made_anew(vault: Vault, tmp_path: Path) -> None:
    taken = vault.take_in(file_with(tmp_path, b"minutes"))
    copy = vault.open_copy(taken.sha256, taken.name, tmp_path / "open")
    copy.chmod(0o600)
    copy.write_bytes(b"changed")
    assert vault.open_copy(taken.sha256, taken.name, tmp_path / "open").read_bytes() == b"minutes"


def test_a_damaged_or_missing_file_is_never_given_out(vault: Vault, tmp_path: Path) -> None:
    taken = vault.take_in(file_with(tmp_path, b"minutes"))
    damage(vault, taken.sha256, b"minutez")
    with pytest.raises(VaultError, match="不一样"):
        vault.open_copy(taken.sha256, taken.name, tmp_path / "open")
    vault.discard(taken.sha256)
    with pytest.raises(VaultError, match="不见了"):
        vault.give_out(taken.sha256, tmp_path / "out.docx")
    assert not (tmp_path / "out.docx").exists()
    assert list((tmp_path / "open").rglob("*.*")) == []


def test_giving_out_never_overwrites(vault: Vault, tmp_path: Path) -> None:
    taken = vault.take_in(file_with(tmp_path, b"minutes"))
    there = file_with(tmp_path, b"mine", "out.docx")
    with pytest.raises(VaultError, match="已经存在"):
        vault.give_out(taken.sha256, there)
    assert there.read_bytes() == b"mine"


def test_each_way_a_stored_file_can_suffer_is_told_apart(vault: Vault, tmp_path: Path) -> None:
    taken = vault.take_in(file_with(tmp_path, b"minutes"))
    assert vault.check_size(taken.sha256, 7) is FileState.INTACT
    assert vault.check_size(taken.sha256, 8) is FileState.ALTERED
    damage(vault, taken.sha256, b"minutez")
    assert vault.check_size(taken.sha256, 7) is FileState.INTACT
    assert vault.verify(taken.sha256) is FileState.ALTERED
    vault.discard(taken.sha256)
    assert vault.verify(taken.sha256) is FileState.MISSING
    assert vault.check_size(taken.sha256, 7) is FileState.MISSING
    vault.path_of(taken.sha256).mkdir()
    assert vault.verify(taken.sha256) is FileState.UNREADABLE
    assert all(not state.label.isascii() for state in FileState)


def test_stored_files_are_named_by_their_hash(vault: Vault, tmp_path: Path) -> None:
    hashes = [vault.take_in(file_with(tmp_path, content)).sha256 for content in (b"one", b"another")]
    assert list(vault.stored()) == sorted(hashes)


def test_recovery_removes_what_an_interrupted_copy_left_and_nothing_else(vault: Vault, tmp_path: Path) -> None:
    assert vault.clean_staging() == 0
    kept = vault.take_in(file_with(tmp_path, b"kept")).sha256
    (vault.folder / "staging" / "half.part").write_bytes(b"half")
    assert vault.clean_staging() == 1
    assert left_over(vault) == [vault.path_of(kept)]


def test_what_no_record_came_to_name_is_dropped_and_nothing_else(vault: Vault, tmp_path: Path) -> None:
    before = vault.take_in(file_with(tmp_path, b"named before")).sha256
    asked: list[set[str]] = []

    def named(hashes: Collection[str]) -> set[str]:
        asked.append(set(hashes))
        return {before}

    assert vault.drop_unnamed(named) == 0
    kept, left = (vault.take_in(file_with(tmp_path, data)).sha256 for data in (b"named", b"left"))
    assert not vault.take_in(file_with(tmp_path, b"named before")).stored
    assert vault.drop_unnamed(lambda hashes: (named(hashes), {kept})[1]) == 1
    assert asked == [{before}, {kept, left}]
    assert list(vault.stored()) == sorted([before, kept])
    assert vault.drop_unnamed(named) == 0 and len(asked) == 2


def test_discarding_twice_is_no_fault(vault: Vault, tmp_path: Path) -> None:
    sha256 = vault.take_in(file_with(tmp_path, b"old")).sha256
    vault.discard(sha256)
    vault.discard(sha256)
    assert list(vault.stored()) == []


@pytest.mark.parametrize("wrong", ["", "../../etc/passwd", "A" * 64, "0" * 63], ids=repr)
def test_only_a_hash_is_a_place_in_the_vault(vault: Vault, wrong: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        vault.path_of(wrong)


def test_workers_can_take_in_the_same_bytes_at_once(vault: Vault, tmp_path: Path) -> None:
    paths = [file_with(tmp_path, b"same" * 300_000, f"{n}.pdf") for n in range(8)]
    with ThreadPoolExecutor(4) as pool:
        taken = list(pool.map(vault.take_in, paths))
    assert len({facts.sha256 for facts in taken}) == 1
    assert any(facts.stored for facts in taken)
    assert left_over(vault) == [vault.path_of(taken[0].sha256)]
    assert vault.verify(taken[0].sha256) is FileState.INTACT


# Several files together


def test_several_files_come_in_together_the_same_bytes_once(vault: Vault, tmp_path: Path) -> None:
    contents = {"a.txt": b"one", "b.txt": b"two", "c.txt": b"one"}
    paths = [file_with(tmp_path, data, name) for name, data in contents.items()]
    taken = vault.take_in_all(paths)
    assert [(item.name, item.stored) for item in taken] == [("a.txt", True), ("b.txt", True), ("c.txt", False)]
    assert [vault.verify(item.sha256) for item in taken] == [FileState.INTACT] * 3
    assert list(vault.stored()) == sorted({item.sha256 for item in taken})
    assert list((vault.folder / "staging").iterdir()) == []


def test_of_several_files_one_that_is_refused_leaves_nothing_of_any(vault: Vault, tmp_path: Path) -> None:
    before = vault.take_in(file_with(tmp_path, b"there before"))
    paths = [file_with(tmp_path, str(number).encode(), f"{number}.txt") for number in range(100)]
    paths += [file_with(tmp_path, b"there before"), file_with(tmp_path, b"MZ", "a.exe")]
    with pytest.raises(VaultError, match="程序"):
        vault.take_in_all(paths)
    assert list(vault.stored()) == [before.sha256]
    assert list((vault.folder / "staging").iterdir()) == []


def test_of_several_files_each_is_counted_when_it_is_through(vault: Vault, tmp_path: Path) -> None:
    heard: list[tuple[int, int, str]] = []
    paths = [file_with(tmp_path, str(number).encode(), f"{number}.txt") for number in range(70)]
    vault.take_in_all(paths, lambda *told: heard.append(told))
    assert {total for _, total, _ in heard} == {70}
    assert {name for _, _, name in heard} == {path.name for path in paths} | {""}
    assert heard[-1] == (70, 70, "") and max(done for done, _, _ in heard[:-1]) < 70


def test_of_large_files_the_bytes_are_counted_while_they_are_copied(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting, "LARGE", CHUNK)
    heard: list[tuple[int, int, str]] = []
    sizes = (3 * CHUNK, 2 * CHUNK)
    paths = [file_with(tmp_path, bytes([size % 251]) * size, f"{size}.mp4") for size in sizes]
    vault.take_in_all(paths, lambda *told: heard.append(told))
    assert {total for _, total, _ in heard} == {sum(sizes)}
    assert len({done for done, _, _ in heard}) > len(paths)
    assert heard[-1] == (sum(sizes), sum(sizes), "")
