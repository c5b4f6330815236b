"""A look at a stored file is by its content, worked out once, and a hostile file only costs its preview."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.enum.text import WD_BREAK
from PIL import Image, ImageDraw

from models.actions.evidence import EvidenceInput, attach_evidence
from models.actions.trash import empty_trash, trash_evidence
from models.domain.evidence import Evidence, EvidenceId
from models.domain.partial_date import PartialDate
from models.domain.reading.evidence_facts import suggest
from models.looking import FileKind, Look, Looking, kind_of, tells_pages
from models.looking.readers import look
from models.workspace import Workspace
from tests.intake import hostile

TYPES = '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.x"/></Types>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture
def looking(tmp_path: Path) -> Looking:
    return Looking(tmp_path / "cache" / "looks")


def hash_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def look_at(looking: Looking, path: Path) -> Look:
    return looking.look(path, hash_of(path))


def photo(folder: Path, *, taken: str = "2022:09:28 10:11:12", turned: bool = False) -> Path:
    image = Image.new("RGB", (1600, 1200), "white")
    ImageDraw.Draw(image).rectangle((0, 0, 800, 1200), fill="red")
    exif = image.getexif()
    exif.get_ifd(0x8769)[0x9003] = taken
    if turned:
        exif[0x0112] = 6
    path = folder / "photo"
    image.save(path, "JPEG", exif=exif)
    return path


def minutes(folder: Path) -> Path:
    document = docx.Document()
    document.add_paragraph("县委常委会会议纪要")
    document.add_table(1, 1).cell(0, 0).text = "𬭊某某"
    path = folder / "minutes"
    document.save(str(path))
    return path


def ledger(folder: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.append(["整改任务", "01", 7])
    book.create_sheet("二").append(["第二张表"])
    path = folder / "ledger"
    book.save(path)
    return path


def scan(folder: Path, pages: int = 3) -> Path:
    sheets = [Image.new("RGB", (595, 842), "white") for _ in range(pages)]
    path = folder / "scan"
    sheets[0].save(path, "PDF", save_all=True, append_images=sheets[1:])
    return path


def word_with(folder: Path, document: str) -> Path:
    path = folder / "word"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("word/document.xml", document)
    return path


def test_a_photo_shows_upright_with_the_day_it_was_taken(looking: Looking, tmp_path: Path) -> None:
    look = look_at(looking, photo(tmp_path, turned=True))
    assert look.kind is FileKind.IMAGE
    assert look.taken_on == PartialDate(year=2022, month=9, day=28)
    assert look.thumbnail is not None
    with Image.open(look.thumbnail) as image:
        assert image.size == (240, 320)
        # Turned by a quarter: what was left is now above.
        assert image.getpixel((120, 40))[0] > 200 > 100 > image.getpixel((120, 40))[1]
        assert image.getpixel((120, 280))[1] > 200


@pytest.mark.parametrize("taken", ["0000:00:00 00:00:00", "2022:13:41 10:00:00", "gestern"], ids=str)
def test_a_camera_without_a_clock_gives_no_date(looking: Looking, tmp_path: Path, taken: str) -> None:
    look = look_at(looking, photo(tmp_path, taken=taken))
    assert look.taken_on is None
    assert look.problem == ""


def test_transparent_paper_is_white(looking: Looking, tmp_path: Path) -> None:
    path = tmp_path / "stamp"
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(path, "PNG")
    look = look_at(looking, path)
    assert look.thumbnail is not None
    with Image.open(look.thumbnail) as image:
        assert image.getpixel((20, 20)) == (255, 255, 255)


def test_a_pdf_shows_its_first_page_and_counts_the_others(looking: Looking, tmp_path: Path) -> None:
    look = look_at(looking, scan(tmp_path))
    assert (look.kind, look.pages) == (FileKind.PDF, 3)
    assert look.thumbnail is not None
    with Image.open(look.thumbnail) as image:
        assert image.height == 320


def test_the_text_of_a_document_includes_its_tables(looking: Looking, tmp_path: Path) -> None:
    look = look_at(looking, minutes(tmp_path))
    assert look.kind is FileKind.WORD
    assert look.text.split("\n") == ["县委常委会会议纪要", "𬭊某某"]


def test_the_first_page_of_a_document_ends_where_word_ended_it(tmp_path: Path) -> None:
    paper = docx.Document()
    paper.add_paragraph("示例县人民政府文件")
    paper.add_paragraph("示政发〔2021〕3号" + "正文" * 1500).add_run().add_break(WD_BREAK.PAGE)
    paper.add_paragraph("附件：示例县水利局文件")
    paper.save(str(tmp_path / "letter"))
    text = look(tmp_path / "letter", kind=FileKind.WORD, width=10, height=10)["text"]
    assert [len(page.split("\n")) for page in text.split("\f")] == [2, 2]
    found = suggest("来文.docx", text)
    assert found.issuing_body is not None and found.issuing_body.value == "示例县人民政府"
    for first in (paper.paragraphs[2], paper.paragraphs[0]):
        first.paragraph_format.page_break_before = True
    paper.save(str(tmp_path / "letter"))
    again = look(tmp_path / "letter", kind=FileKind.WORD, width=10, height=10)["text"]
    assert again.partition("\f")[0] == text.partition("\f")[0]


def test_the_cells_of_a_row_stand_in_one_line_and_their_paragraphs_under_each_other(tmp_path: Path) -> None:
    paper = docx.Document()
    table = paper.add_table(2, 2)
    for place, words in enumerate(("会议时间", "2021年7月8日", "验收意见", "合格。\n2021年7月9日")):
        table.cell(place // 2, place % 2).text = words
    paper.save(str(tmp_path / "单"))
    text = look(tmp_path / "单", kind="word", width=10, height=10)["text"]
    assert text.split("\n") == ["会议时间\t2021年7月8日", "验收意见\t合格。", "2021年7月9日"]


def test_the_text_of_a_workbook_includes_all_its_sheets(looking: Looking, tmp_path: Path) -> None:
    look = look_at(looking, ledger(tmp_path))
    assert look.kind is FileKind.SHEET
    assert look.text == "整改任务\t01\t7\f第二张表"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"], ids=str)
def test_a_text_is_read_in_the_encodings_offices_use(looking: Looking, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "text"
    path.write_bytes("第一行\r\n第二行 𬭊".encode(encoding))
    look = look_at(looking, path)
    assert look.kind is FileKind.TEXT
    assert look.text == "第一行\n第二行 𬭊"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"GIF89a", FileKind.IMAGE),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", FileKind.IMAGE),
        (b"\xef\xbb\xbf%PDF-1.7\n", FileKind.PDF),
        (OLE + "WordDocument".encode("utf-16-le"), FileKind.WORD),
        (OLE + bytes(3 << 20) + "Workbook".encode("utf-16-le"), FileKind.SHEET),
        (OLE, FileKind.OTHER),
        (b"PK\x03\x04 no zip", FileKind.OTHER),
        (b"\x00\x01\x02", FileKind.OTHER),
        (b"", FileKind.OTHER),
    ],
    ids=range(9),
)
def test_a_kind_is_told_by_content(tmp_path: Path, head: bytes, kind: FileKind) -> None:
    path = tmp_path / "照片.jpg"
    path.write_bytes(head)
    assert kind_of(path) is kind


def test_a_character_cut_in_two_by_the_first_block_is_still_text(tmp_path: Path) -> None:
    path = tmp_path / "text"
    for lead in range(4):
        path.write_bytes(b"x" * lead + ("改" * 3000).encode())
        assert kind_of(path) is FileKind.TEXT


def test_open_documents_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "open"
    for kind, mime in ((FileKind.WORD, "text"), (FileKind.SHEET, "spreadsheet"), (FileKind.OTHER, "graphics")):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{mime}")
        assert kind_of(path) is kind


def test_every_kind_has_a_name(tmp_path: Path) -> None:
    assert [kind.label for kind in FileKind] == ["图片", "PDF", "文档", "表格", "文本", "其他文件"]


def test_a_second_look_comes_from_the_cache_without_the_file(looking: Looking, tmp_path: Path) -> None:
    path = photo(tmp_path)
    sha256 = hash_of(path)
    assert looking.known(sha256) is None
    first = looking.look(path, sha256)
    path.unlink()
    assert looking.known(sha256) == first
    assert looking.look(path, sha256) == first


def test_the_cache_can_be_deleted_at_any_time(looking: Looking, tmp_path: Path) -> None:
    path = photo(tmp_path)
    first = look_at(looking, path)
    shutil.rmtree(looking.folder)
    assert look_at(looking, path) == first
    looking.forget(hash_of(path))
    assert looking.known(hash_of(path)) is None


def test_a_damaged_cache_is_worked_out_anew(looking: Looking, tmp_path: Path) -> None:
    path = photo(tmp_path)
    first = look_at(looking, path)
    for entry in looking.folder.rglob("*.json"):
        entry.write_text("{", encoding="utf-8")
    assert look_at(looking, path) == first
    assert first.thumbnail is not None
    first.thumbnail.unlink()
    assert look_at(looking, path) == first


def test_an_image_bomb_has_no_preview_and_says_why(looking: Looking, tmp_path: Path) -> None:
    path = tmp_path / "bomb"
    Image.new("1", (30_000, 30_000)).save(path, "PNG")
    look = look_at(looking, path)
    assert look.thumbnail is None
    assert "30000×30000" in look.problem
    assert looking.known(hash_of(path)) == look


def test_damaged_files_have_no_preview_and_say_why(looking: Looking, tmp_path: Path) -> None:
    whole = photo(tmp_path)
    for name, data in (("cut", whole.read_bytes()[:4000]), ("pdf", b"%PDF-1.4 nothing"), ("zip", b"PK\x03\x04 no zip")):
        path = tmp_path / name
        path.write_bytes(data)
        look = look_at(looking, path)
        assert look.thumbnail is None
        assert look.problem or look.kind is FileKind.OTHER


def test_an_entity_in_a_document_is_refused_and_nothing_fetched(looking: Looking, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    canary.write_text("canary seen", encoding="utf-8")
    path = word_with(
        tmp_path, f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{canary}">]><d xmlns:w="w"><w:p><w:t>&x;</w:t></w:p></d>'
    )
    look = look_at(looking, path)
    assert look.problem
    assert "canary seen" not in look.text


def test_the_second_copy_of_a_text_box_and_deleted_words_are_left_out(looking: Looking, tmp_path: Path) -> None:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    both = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    path = word_with(
        tmp_path,
        f'<w:document xmlns:w="{word}" xmlns:mc="{both}"><w:p><w:r><mc:AlternateContent>'
        "<mc:Choice><w:t>框内</w:t></mc:Choice><mc:Fallback><w:t>框内</w:t></mc:Fallback>"
        "</mc:AlternateContent></w:r><w:del><w:r><w:delText>删去</w:delText></w:r></w:del></w:p></w:document>",
    )
    assert look_at(looking, path).text == "框内"


def test_an_old_document_is_known_but_not_read(looking: Looking, tmp_path: Path) -> None:
    path = tmp_path / "old"
    path.write_bytes(hostile.old_document())
    assert look_at(looking, path) == Look(kind=FileKind.WORD)


def test_emptying_the_trash_takes_the_looks_of_its_files_along(ws: Workspace, tmp_path: Path) -> None:
    looking = Looking.in_workspace(ws.folder)
    shared, alone = (ws.vault.take_in(write_text(tmp_path, words)) for words in ("两份都用", "只有一份用"))
    kept, gone = (
        attach_evidence(ws, measure_id=None, pieces=[EvidenceInput(files=[(f.sha256, f.name, f.size) for f in files])])
        for files in ((shared,), (shared, alone))
    )
    for item in (shared, alone):
        looking.look(ws.vault.path_of(item.sha256), item.sha256)
    trash_evidence(ws, evidence_ids=[EvidenceId(gone.new_id("evidence"))])
    empty_trash(ws)
    assert looking.known(shared.sha256) is not None
    assert looking.known(alone.sha256) is None
    assert not [path for path in looking.folder.rglob("*") if alone.sha256 in path.name]
    assert ws.find(Evidence)[0].id == kept.new_id("evidence")


def saved_word(folder: Path, *, pages: str, characters: str) -> Path:
    """Write a .docx of eight characters with the facts an office program saves."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    facts = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    path = folder / "saved"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{word}"><w:p><w:r><w:t>县委常委会会议纪要'
                                              "</w:t></w:r></w:p></w:document>")
        archive.writestr("docProps/app.xml", f'<Properties xmlns="{facts}"><Pages>{pages}</Pages>'
                                             f"<Characters>{characters}</Characters></Properties>")
    return path


@pytest.mark.parametrize(
    ("pages", "characters", "known"),
    [("3", "9", 3), ("3", "12", 3), ("1", "0", None), ("1", "900", None), ("", "9", None)],
)
def test_the_pages_of_a_docx_are_those_it_was_saved_with_if_they_are_of_this_text(
    tmp_path: Path, pages: str, characters: str, known: int | None
) -> None:
    path = saved_word(tmp_path, pages=pages, characters=characters)
    assert tells_pages(path)
    assert look(path, kind=FileKind.WORD, width=10, height=10)["pages"] == known


def test_a_docx_without_the_facts_of_its_saving_tells_no_pages(tmp_path: Path) -> None:
    path = word_with(tmp_path, "<w/>")
    assert kind_of(path) is FileKind.WORD and not tells_pages(path)


def write_text(folder: Path, words: str) -> Path:
    path = folder / f"{words}.txt"
    path.write_text(words, encoding="utf-8")
    return path
