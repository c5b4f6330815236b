"""What the system says reaches the clerk in Chinese, and what is flushed or dropped is."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from models.disk import drop, hash_of, said
from models.errors import StoreError
from models.store.copying import telling


@pytest.mark.parametrize("number", [errno.EIO, errno.EACCES, errno.ENOSPC, errno.EBUSY, errno.EPIPE, errno.EINVAL])
def test_no_error_of_the_system_is_told_in_english(number: int) -> None:
    text = said(OSError(number, os.strerror(number)))
    assert text
    assert not any("a" <= char.casefold() <= "z" for char in text)


def test_an_error_without_words_of_ours_keeps_its_number(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=f"没有恢复（系统错误 {errno.EPIPE}）") as told, telling("没有恢复", tmp_path):
        raise OSError(errno.EPIPE, "Broken pipe")
    assert "Broken" not in str(told.value)


def test_a_read_only_file_is_dropped_and_a_missing_one_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "甲"
    path.write_bytes(b"abc")
    assert hash_of(path) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    path.chmod(0o400)
    drop(path)
    drop(path)
    assert not path.exists()
