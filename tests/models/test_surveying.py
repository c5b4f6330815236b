"""Right after files came in those that are protected or broken are named; whole ones never are."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from models.errors import Cancelled, Flaw
from models.looking import Looking
from models.surveying import BATCH, as_findings, survey
from models.vault import Vault
from tests.intake import hostile


def picture(form: str) -> bytes:
    stream = io.BytesIO()
    Image.effect_noise((400, 300), 60).convert("RGB").save(stream, form)
    return stream.getvalue()


def locked_pdf() -> bytes:
    """Return a PDF whose key no empty password opens."""
    marks = f"/O <{'41' * 32}> /U <{'42' * 32}> /P -4"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>", f"<< /Filter /Standard /V 1 /R 2 {marks} >>",
    )
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    ends = f"xref\n0 5\n0000000000 65535 f \n{table}trailer\n<< /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [<41><41>] >>\n"
    return body + ends.encode() + f"startxref\n{len(body)}\n%%EOF\n".encode()


def archive() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("照片/1.txt", "x" * 500)
    return stream.getvalue()


FILES: dict[str, tuple[Callable[[], bytes], Flaw | None]] = {
    "方案.docx": (hostile.document_bytes, None),
    "台账.xlsx": (hostile.workbook_bytes, None),
    "旧.xls": (hostile.old_workbook, None),
    "照片.jpg": (lambda: picture("JPEG"), None),
    "扫描.pdf": (lambda: picture("PDF"), None),
    "材料.zip": (archive, None),
    "说明.txt": (lambda: "说明".encode(), None),
    "录像.mp4": (lambda: b"\0\0\0\x20ftypisom" + bytes(900), None),
    "加密.docx": (hostile.encrypted_package, Flaw.PROTECTED),
    "加密.xls": (hostile.locked_old_workbook, Flaw.PROTECTED),
    "加密.doc": (lambda: hostile.old_document(0x0100), Flaw.PROTECTED),
    "加密.ods": (hostile.locked_open_sheet, Flaw.PROTECTED),
    "加密.zip": (hostile.zip_with_password, Flaw.PROTECTED),
    "加密.pdf": (locked_pdf, Flaw.PROTECTED),
    "半截.docx": (hostile.cut_off, Flaw.BROKEN),
    "半截.zip": (lambda: archive()[:-30], Flaw.BROKEN),
    "半截.jpg": (lambda: picture("JPEG")[:9000], Flaw.BROKEN),
    "半截.png": (lambda: picture("PNG")[:9000], Flaw.BROKEN),
    "坏.pdf": (lambda: b"%PDF-1.4 nothing", Flaw.BROKEN),
    "坏.xlsx": (hostile.spoilt_deflate, Flaw.BROKEN),
    "不是.pdf": (lambda: b"no PDF here.", Flaw.MISNAMED),
    "不是.jpg": (lambda: b"\0\0\0\x20ftypheic" + bytes(900), Flaw.MISNAMED),
    "不是.docx": (lambda: picture("PDF"), Flaw.MISNAMED),
    "网页.xls": (lambda: b"<html><table></table></html>", None),
}


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "vault")


def test_every_fault_is_named_and_no_whole_file_is(vault: Vault, tmp_path: Path) -> None:
    looking = Looking(tmp_path / "looks")
    taken = [vault.take_in_bytes(name, make()) for name, (make, _) in FILES.items()]
    found = survey(vault, looking, [(item.sha256, item.name) for item in taken])
    assert {item.name: item.flaw for item in found} == {name: flaw for name, (_, flaw) in FILES.items()}
    assert len(FILES) > BATCH
    findings = {finding.where: finding for finding in as_findings(found)}
    assert set(findings) == {name for name, (_, flaw) in FILES.items() if flaw}
    assert "密码" in findings["加密.pdf"].text and "损坏" in findings["半截.jpg"].text
    assert all(finding.remedy for finding in findings.values())
    photo = next(item for item in taken if item.name == "照片.jpg")
    known = looking.known(photo.sha256)
    assert known is not None and known.thumbnail is not None


def test_what_was_surveyed_is_known_the_second_time_without_its_file(vault: Vault, tmp_path: Path) -> None:
    looking = Looking(tmp_path / "looks")
    taken = vault.take_in_bytes("加密.docx", hostile.encrypted_package())
    files = [(taken.sha256, taken.name)]
    # Whoever looks first, the card beside the list or the survey.
    looking.look(vault.path_of(taken.sha256), taken.sha256)
    first = survey(vault, looking, files)
    vault.discard(taken.sha256)
    assert survey(vault, looking, files) == first
    assert first[0].flaw is Flaw.PROTECTED


def test_a_survey_can_be_stopped(vault: Vault, tmp_path: Path) -> None:
    taken = vault.take_in_bytes("说明.txt", b"text")

    def stop(*_: object) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        survey(vault, Looking(tmp_path / "looks"), [(taken.sha256, taken.name)], stop)
