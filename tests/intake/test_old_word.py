"""Old .doc files: turned into .docx where LibreOffice is there, refused with the remedy where it is not."""

from __future__ import annotations

import subprocess
from pathlib import Path

import docx
import pytest

from models.domain.drafts.source import Paragraph
from models.errors import Cancelled, ForeignFileError
from models.intake.words.documents import read_docx
from models.intake.words.old_word import as_docx, to_be_checked
from models.libreoffice import find_libreoffice
from models.looking import Pages
from tests.intake import hostile

needs_libreoffice = pytest.mark.skipif(find_libreoffice() is None, reason="LibreOffice is not installed")


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tmp_path = tmp_path_factory.mktemp("old")
    paper = docx.Document()
    for text in ("一、污水直排。", "责任单位：示例县住建局"):
        paper.add_paragraph(text)
    paper.save(str(tmp_path / "方案.docx"))
    subprocess.run(
        [str(find_libreoffice()), f"-env:UserInstallation={(tmp_path / 'first').as_uri()}", "--headless",
         "--convert-to", "doc", "--outdir", str(tmp_path), str(tmp_path / "方案.docx")],
        check=True, capture_output=True, timeout=120,
    )
    return tmp_path / "方案.doc"


@needs_libreoffice
def test_an_old_document_is_read_through_libreoffice(old: Path, tmp_path: Path) -> None:
    made = as_docx(old, tmp_path / "work")
    assert [block.text for block in read_docx(made).blocks if isinstance(block, Paragraph)] == [
        "一、污水直排。", "责任单位：示例县住建局"
    ]
    assert "核对" in to_be_checked(old).remedy


@needs_libreoffice
def test_the_text_of_an_old_document_is_looked_at_in_the_window(old: Path, tmp_path: Path) -> None:
    # In the vault no file has an ending.
    kept = old.with_name("0" * 64)
    kept.write_bytes(old.read_bytes())
    page = Pages(tmp_path).page(kept, kept.name, 1, 400)
    assert page.blocks == ("一、污水直排。", "责任单位：示例县住建局")
    assert Pages(tmp_path).page(Path("gone"), kept.name, 1, 400) == page


@needs_libreoffice
def test_a_cancel_stops_the_conversion(old: Path, tmp_path: Path) -> None:
    def stop(done: int, total: int, text: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        as_docx(old, tmp_path / "work", stop)
    assert not (tmp_path / "work" / "out").exists()


def test_without_libreoffice_the_remedy_is_to_save_as_docx(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("models.libreoffice._PLACES", ())
    with pytest.raises(ForeignFileError, match=r"格式.*另存为 \.docx"):
        as_docx(tmp_path / "方案.doc", tmp_path / "work")
    (tmp_path / "kept").write_bytes(hostile.old_document(0))
    with pytest.raises(ForeignFileError, match=r"没有 LibreOffice.*按 Enter .*另存为"):
        Pages(tmp_path).page(tmp_path / "kept", "kept", 1, 400)
