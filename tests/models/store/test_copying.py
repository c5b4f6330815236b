"""What goes wrong with a disk while a workspace is copied, in words and by number."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from models.errors import StoreError
from models.store.copying import telling


def test_a_full_disk_is_known_by_its_number(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "small.db", isolation_level=None)) as con:
        con.execute("create table texts (text)")
        con.execute("pragma max_page_count = 2")
        with pytest.raises(StoreError, match="磁盘已满，没有复制") as told, telling("没有复制", tmp_path):
            con.execute("insert into texts values (zeroblob(100000))")
    assert "腾出空间" in told.value.remedy


def test_a_table_called_full_is_no_full_disk(tmp_path: Path) -> None:
    with (
        closing(sqlite3.connect(tmp_path / "small.db")) as con, pytest.raises(StoreError) as told,
        telling("没有复制", tmp_path),
    ):
        con.execute("select * from full_disk")
    assert "磁盘已满" not in told.value.text
