"""Files that are no templates, or would run or fetch something, are refused in words; nothing of them is filled."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from exporters.template.engine import fill, inspect
from exporters.word_base import packed
from models.errors import ForeignFileError
from tests.exporters.template.samples import names, para, relation, run, template

GOOD = template(para("{{验收日期}}"))
CODE = "<w:r><w:instrText>{}</w:instrText></w:r>"
FIELD = f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{CODE}{CODE}'


def with_part(name: str, content: bytes | str) -> bytes:
    return template(para("{{验收日期}}"), more={name: content})


def body(content: str, **more: str) -> bytes:
    return template(para("{{验收日期}}"), content, **more)  # type: ignore[arg-type]


def replaced(old: bytes, new: bytes, part: str = "word/document.xml") -> bytes:
    with zipfile.ZipFile(BytesIO(GOOD)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part]
    return packed(parts | {part: parts[part].replace(old, new, 1)})


def flagged() -> bytes:
    data = bytearray(GOOD)
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def twins() -> bytes:
    stream = BytesIO(GOOD)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("word/Document.xml", b"<x/>")
    return stream.getvalue()


MACRO_KIND = "application/vnd.ms-word.document.macroEnabled.main+xml"
DTD = b'<!DOCTYPE w:document [<!ENTITY a "b">]><w:document '
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "空的"),
    "too large": (lambda: b"PK\x03\x04" + bytes(31 << 20), "上限是 30 MB"),
    "old word": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧的 .doc"),
    "password": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "password of the zip": (flagged, "密码"),
    "text": (lambda: "{{验收日期}}".encode(), "不是 Word 文件"),
    "cut off": (lambda: GOOD[:-60], "可能已损坏"),
    "changed byte": (lambda: GOOD.replace(GOOD[200:202], b"\0\0", 1), "可能已损坏|不是 Word"),
    "other zip": (lambda: packed({"a.txt": b"x"}), "不是 Word 文件"),
    "workbook": (
        lambda: template(para("x"), kind="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
        "这是 Excel 工作簿，不是 Word 文件",
    ),
    "workbook with macros": (
        lambda: template(para("x"), kind="application/vnd.ms-excel.sheet.macroEnabled.main+xml"), "Excel 工作簿",
    ),
    "slides": (
        lambda: template(
            para("x"), kind="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
        ),
        "PowerPoint 演示文稿",
    ),
    "broken xml": (lambda: replaced(b"</w:p>", b"</w:q>"), "document.xml"),
    "strict": (
        lambda: replaced(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ),
        "严格",
    ),
    "bomb": (lambda: with_part("word/media/a.bin", bytes(50 << 20)), "展开后是原来的"),
    "much xml": (
        lambda: with_part("word/a.xml", b"<x>" + b"".join(b"%d," % n for n in range(5_000_000)) + b"</x>"),
        "文字和格式有",
    ),
    "many parts": (lambda: template(para("x"), more={f"word/{n}.bin": b"x" for n in range(2001)}), "个部件"),
    "twins": (twins, "可能已损坏"),
    "way out": (lambda: with_part("../x.bin", b"x"), "可能已损坏"),
    "document type": (lambda: replaced(b"<w:document ", DTD), "DTD"),
    "document type in utf-16": (
        lambda: with_part("word/a.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'.encode("utf-16")),
        "DTD",
    ),
    "document type in utf-7": (
        lambda: with_part("word/a.xml", b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x [ ]><x/>'),
        "DTD|可能已损坏",
    ),
    "macros by type": (lambda: template(para("{{验收日期}}"), kind=MACRO_KIND), "宏"),
    "macros by part": (lambda: with_part("word/vbaProject.bin", b"x"), "宏"),
    "macros by relation": (lambda: body("", relations=relation("vbaProject", "a.bin")), "宏"),
    "object": (lambda: body("", relations=relation("oleObject", "embeddings/a.bin")), "嵌有对象"),
    "embedded package": (lambda: body("", relations=relation("package", "embeddings/a.xlsx")), "嵌有对象"),
    "object element": (lambda: body("<w:p><w:r><w:object/></w:r></w:p>"), "嵌有对象"),
    "control": (lambda: body("", relations=relation("control", "a.xml")), "嵌有对象"),
    "other document": (lambda: body('<w:altChunk r:id="x"/>'), "别的文档"),
    "other document by relation": (lambda: body("", relations=relation("aFChunk", "a.html")), "别的文档"),
    "linked picture": (
        lambda: body("", relations=relation("image", "http://example.invalid/a.png", external=True)),
        "不在文件里的图片",
    ),
    "linked picture by address": (
        lambda: body(
            '<w:p><w:r><w:pict><v:shape><v:imagedata o:href="http://example.invalid/a"/></v:shape></w:pict></w:r></w:p>'
        ),
        "不在文件里的图片",
    ),
    "share": (lambda: body("", relations=relation("image", "\\\\server\\a.png")), "不在文件里的图片"),
    "attached template": (
        lambda: template(
            para("x"),
            more={
                "word/_rels/settings.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                + relation("attachedTemplate", "file:///C:/a.dotm", external=True)
                + "</Relationships>"
            },
        ),
        "另一个模板",
    ),
    "link": (
        lambda: body("", relations=relation("hyperlink", "https://example.invalid/", external=True)),
        "网址或邮箱",
    ),
    "link field": (lambda: body(para(FIELD.format(" HYPER", 'LINK "http://example.invalid"'))), "网址或邮箱"),
    "program field": (lambda: body(para(FIELD.format(" DDE", "AUTO c:\\\\x.exe"))), "DDEAUTO"),
    "loading field": (
        lambda: body(f'<w:p><w:fldSimple w:instr=" INCLUDETEXT a.docx ">{run("x")}</w:fldSimple></w:p>'),
        "INCLUDETEXT",
    ),
    "mail merge": (
        lambda: with_part(
            "word/settings.xml",
            '<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:mailMerge/></w:settings>',
        ),
        "邮件合并",
    ),
    "signed": (lambda: template(para("x"), package_relations=relation("origin", "_xmlsignatures/origin.sigs")), "签名"),
}


@pytest.mark.parametrize(("content", "words"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_is_not_let_in_is_refused_in_words(content: Callable[[], bytes], words: str) -> None:
    data = content()
    with pytest.raises(ForeignFileError, match=words) as refused:
        inspect(data, names(), where="意见.docx")
    assert refused.value.where == "意见.docx"
    assert refused.value.remedy
    with pytest.raises(ForeignFileError, match=words):
        fill(data, names(), title="试")


@pytest.mark.parametrize("where", ["~$意见.docx", ".~意见.docx"])
def test_what_an_office_program_keeps_beside_an_open_file_is_told_for_what_it_is(where: str) -> None:
    with pytest.raises(ForeignFileError, match="临时文件"):
        inspect(b"\x05" + bytes(161), names(), where=where)


@pytest.mark.parametrize("where", ["意见.docm", "意见.DOTM"])
def test_a_name_for_files_with_macros_is_refused_whatever_is_in_it(where: str) -> None:
    with pytest.raises(ForeignFileError, match="宏"):
        inspect(GOOD, names(), where=where)


def test_links_within_the_paper_are_let_in() -> None:
    content = body(para(FIELD.format(' HYPERLINK \\l "_Toc1" ', "")) + para(FIELD.format(" PAGE ", "")))
    assert fill(content, names(), title="试")


def test_the_template_itself_is_never_changed() -> None:
    before = bytes(GOOD)
    inspect(GOOD, names())
    fill(GOOD, names(), title="试")
    assert before == GOOD
