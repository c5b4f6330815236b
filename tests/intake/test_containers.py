"""What a file is comes from its content; what is wrong with it is one sentence with the word the clerk looks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.errors import ForeignFileError
from models.intake.gate.containers import Container, open_container
from models.isolation import weigh
from tests.intake import hostile


def made(folder: Path, file: str, make: hostile.Maker) -> Path:
    path = folder / file
    make(path)
    return path


@pytest.mark.parametrize("name", hostile.REFUSED)
def test_a_bad_file_is_refused_with_its_word_its_name_and_a_remedy(tmp_path: Path, name: str) -> None:
    file, make, word = hostile.REFUSED[name]
    path = made(tmp_path, file, make)
    with pytest.raises(ForeignFileError, match=word) as refused:
        weigh(path)
        open_container(path)
    assert file in str(refused.value)
    assert refused.value.remedy
    assert [entry.name for entry in tmp_path.iterdir()] == [file]


@pytest.mark.parametrize("name", hostile.TAKEN)
def test_a_file_that_reaches_out_is_taken_with_a_finding(tmp_path: Path, name: str) -> None:
    file, make, word = hostile.TAKEN[name]
    found = open_container(made(tmp_path, file, make)).findings
    assert [word in finding.text for finding in found] == [True]
    assert found[0].where == file
    assert found[0].remedy


@pytest.mark.parametrize(
    ("file", "data", "container"),
    [
        ("方案.docx", hostile.document_bytes(), Container.WORD),
        ("方案", hostile.document_bytes(), Container.WORD),
        ("台账.XLSX", hostile.workbook_bytes(), Container.WORKBOOK),
        ("台账.bak", hostile.workbook_bytes(), Container.WORKBOOK),
        ("台账.ods", hostile.open_sheet(), Container.OPEN_SHEET),
        ("台账.et", hostile.old_workbook(), Container.OLD_WORKBOOK),
        ("方案.wps", hostile.old_document(), Container.OLD_WORD),
        ("台账.csv", hostile.LEDGER.encode("gbk"), Container.TEXT),
    ],
    # The bytes of a zip tell when it was made: two workers would name them differently.
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_is_what_its_content_is(tmp_path: Path, file: str, data: bytes, container: Container) -> None:
    path = tmp_path / file
    path.write_bytes(data)
    opened = open_container(path)
    assert opened.container is container
    assert [finding.code for finding in opened.findings] == (["encoding"] if container is Container.TEXT else [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_table_is_read_in_every_encoding_chinese_offices_write(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "台账.csv"
    path.write_bytes(hostile.LEDGER.replace("\n", "\r\n").encode(encoding))
    opened = open_container(path)
    assert opened.text == hostile.LEDGER
    named = {"utf-8": [], "utf-8-sig": [], "gbk": ["GB18030"], "gb18030": ["GB18030"]}.get(encoding, ["UTF-16"])
    assert [name for finding in opened.findings for name in ("GB18030", "UTF-16") if name in finding.text] == named


def test_a_rare_name_is_no_reason_to_doubt_an_encoding(tmp_path: Path) -> None:
    path = tmp_path / "名单.txt"
    text = "联络员：甲𬭊、乙㛃、丙䶮、丁龘，联系电话见附件，请各责任单位按时报送整改进展情况。"
    path.write_bytes(text.encode("gb18030"))
    assert open_container(path).text == text
