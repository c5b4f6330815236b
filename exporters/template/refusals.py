"""What is not let in with a Word template, each told with its remedy.

The zip is weighed by its own numbers before; here are its first bytes, the names in it, and what its XML would run or
fetch: macros, objects, other documents, pictures and links that lie elsewhere, fields that load, document types.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping

from lxml import etree

from models.errors import ExportError, ForeignFileError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_SAVE_AS_DOCX = "请用 WPS 或 Word 打开，另存为 .docx 再添加。"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_MOST_XML = 32 << 20
# Words in the content type of a file that is no Word document.
_OTHER_PROGRAMS = (
    ("spreadsheetml", "Excel 工作簿"), ("ms-excel", "Excel 工作簿"),
    ("presentationml", "PowerPoint 演示文稿"), ("ms-powerpoint", "PowerPoint 演示文稿"),
)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

_OBJECT = "模板里嵌有对象（如 Excel 表、安装包），不收", "请删去嵌入的对象，或把它改成普通表格、图片，再添加。"
_OTHER_FILE = "模板里嵌有别的文档，不收", "请打开模板，把那部分内容复制成普通文字，另存为 .docx 再添加。"
_MAIL_MERGE = "模板连着邮件合并的数据源，不收", "请在“邮件”里改回普通文档，另存为 .docx 再添加。"
_RELATION_KINDS = {
    "vbaProject": ("模板里有宏（会自动运行的程序），不收", _SAVE_AS_DOCX),
    "wordVbaData": ("模板里有宏（会自动运行的程序），不收", _SAVE_AS_DOCX),
    "oleObject": _OBJECT,
    "package": _OBJECT,
    "control": _OBJECT,
    "activeXControlBinary": _OBJECT,
    "aFChunk": _OTHER_FILE,
    "subDocument": _OTHER_FILE,
    "frame": _OTHER_FILE,
    "mailMergeSource": _MAIL_MERGE,
    "mailMergeHeaderSource": _MAIL_MERGE,
    "origin": ("模板带数字签名，填写后签名会失效，不收", "请打开模板，删去签名，另存为 .docx 再添加。"),
}
_EXTERNAL = {
    "hyperlink": ("网址或邮箱链接", "请在模板里选中它，右键取消超链接，再添加。"),
    "attachedTemplate": ("另一个模板", "请在“开发工具—文档模板”里改回 Normal，另存为 .docx 再添加。"),
    "image": ("不在文件里的图片", "请删去它，重新插入图片（不要选“链接到文件”），再添加。"),
}
_ANOTHER = "别处的文件", "请删去指向别处的内容，另存为 .docx 再添加。"
_ELEMENTS = {
    f"{_W}object": _OBJECT,
    f"{_W}control": _OBJECT,
    f"{_W}altChunk": _OTHER_FILE,
    f"{_W}subDoc": _OTHER_FILE,
    f"{_W}mailMerge": _MAIL_MERGE,
}
_LOADING_FIELD = re.compile(
    r"^\s*(?:DDE|DDEAUTO|LINK|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|DATABASE|RD|EMBED|MACROBUTTON)\b", re.IGNORECASE
)
_LINK_FIELD = re.compile(r"^\s*HYPERLINK\s+(?!\\l)", re.IGNORECASE)
_ELSEWHERE = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]+://|file:|mailto:|\\\\|[a-z]:\\)", re.IGNORECASE)
_POINTING = {"href", "src", "althref"}


def refuse_by_first_bytes(content: bytes, most: int, where: str) -> None:
    """Refuse what is empty, too large, an old .doc, a document with a password, or no zip at all."""
    if where.startswith(("~$", ".~")):
        text, remedy = "这是 Word、WPS 打开文件时留的临时文件", "请选名称前面没有 ~ 的那个文件。"
        raise ForeignFileError(text, where=where, remedy=remedy)
    # Word opens no other file under these names either.
    if where.lower().endswith((".docm", ".dotm")):
        raise _refused(_RELATION_KINDS["vbaProject"], where)
    if not content:
        raise ForeignFileError("文件是空的（0 字节）", where=where, remedy="请核对来源，重新导出一份。")
    if len(content) > most:
        text = f"文件有 {len(content) >> 20} MB，上限是 {most >> 20} MB"
        raise ForeignFileError(text, where=where, remedy="请压缩模板里的图片，另存一份再试。")
    if content.startswith(_OLE) and _ENCRYPTED in content:
        raise ForeignFileError("文件有密码", where=where, remedy="请去掉密码另存一份，再试一次。")
    if content.startswith(_OLE):
        raise ForeignFileError("这是旧的 .doc、.wps 格式，不能作模板", where=where, remedy=_SAVE_AS_DOCX)
    if not content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        raise no_word_file(where)


def refuse_entries(entries: Iterable[zipfile.ZipInfo], where: str) -> None:
    """Refuse a zip with two parts of one name, names that lead out of it, or a way of packing Word does not write."""
    seen = set()
    for entry in entries:
        name = entry.filename.casefold()
        leads_out = name.startswith(("/", "~")) or "\\" in name or ":" in name or ".." in name.split("/")
        if name in seen or leads_out or entry.compress_type not in _METHODS:
            raise damaged(where)
        seen.add(name)


def refuse_much_text(size: int, where: str) -> None:
    """Refuse more XML than a template has; parsed, it takes many times the memory."""
    if size > _MOST_XML:
        text = f"模板里的文字和格式有 {size >> 20} MB，上限是 {_MOST_XML >> 20} MB"
        raise ForeignFileError(text, where=where, remedy="请新建一份文档，只复制模板要用的内容。")


def refuse_document_type(part: bytes, where: str) -> None:
    """Refuse XML that declares a document type or entities, before a parser sees it."""
    text = part
    if part.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = part.decode("utf-16", errors="replace").encode()
    if _DOCTYPE.search(text):
        raise document_type(where)


def refuse_main_type(kind: str, known: tuple[str, ...], where: str) -> None:
    """Refuse a body that is not that of a .docx or .dotx."""
    other = next((program for word, program in _OTHER_PROGRAMS if word in kind.lower()), "")
    if other:
        remedy = "请选 Word 文件（.docx）；要用其中的表格，请复制到 Word 里。"
        raise ForeignFileError(f"这是 {other}，不是 Word 文件", where=where, remedy=remedy)
    if "macroenabled" in kind.lower():
        raise _refused(_RELATION_KINDS["vbaProject"], where)
    if kind not in known:
        raise no_word_file(where)


def refuse_hostile(parts: Mapping[str, bytes], trees: Mapping[str, etree._Element], where: str) -> None:
    """Refuse what would run or reach out of the file; raises ForeignFileError."""
    if any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in parts):
        raise _refused(_RELATION_KINDS["vbaProject"], where)
    for name, root in trees.items():
        if name.endswith(".rels"):
            _refuse_relations(root, where)
        else:
            _refuse_elements(root, where)
            _refuse_fields(root, where)


def _refuse_relations(root: etree._Element, where: str) -> None:
    for entry in root.iter(f"{_RELATIONS}Relationship"):
        kind = entry.get("Type", "").rpartition("/")[2]
        if kind in _RELATION_KINDS:
            raise _refused(_RELATION_KINDS[kind], where)
        if entry.get("TargetMode") == "External" or _ELSEWHERE.match(entry.get("Target", "")):
            raise _external(kind, where)


def _refuse_elements(root: etree._Element, where: str) -> None:
    for element in root.iter(etree.Element):
        if element.tag in _ELEMENTS:
            raise _refused(_ELEMENTS[element.tag], where)
        for name, value in element.attrib.items():
            if name.rpartition("}")[2] in _POINTING and _ELSEWHERE.match(value):
                raise _external("image", where)


def _refuse_fields(root: etree._Element, where: str) -> None:
    codes = [str(field.get(f"{_W}instr")) for field in root.iter(f"{_W}fldSimple")]
    for paragraph in root.iter(f"{_W}p"):
        # A code may be split over runs; a paragraph may hold several, each after its own beginning.
        pieces = [_code(node) for node in paragraph.iter(f"{_W}fldChar", f"{_W}instrText")]
        codes += "".join(pieces).split("\0")
    for code in codes:
        if _LOADING_FIELD.match(code):
            text, remedy = "模板里有会取外部内容的域", "请在模板里选中它，按 Ctrl+Shift+F9 变成普通文字，再添加。"
            raise ForeignFileError(f"{text}（{code.split()[0]}），不收", where=where, remedy=remedy)
        if _LINK_FIELD.match(code):
            raise _external("hyperlink", where)


def _code(node: etree._Element) -> str:
    return (node.text or "") if node.tag == f"{_W}instrText" else "\0"


def _refused(words: tuple[str, str], where: str) -> ForeignFileError:
    return ForeignFileError(words[0], where=where, remedy=words[1])


def _external(kind: str, where: str) -> ForeignFileError:
    what, remedy = _EXTERNAL.get(kind, _ANOTHER)
    return ForeignFileError(f"模板连着{what}，不收", where=where, remedy=remedy)


def no_word_file(where: str) -> ForeignFileError:
    """Return the error for a file of another kind."""
    return ForeignFileError("这不是 Word 文件（.docx、.dotx）", where=where, remedy=_SAVE_AS_DOCX)


def strict(where: str) -> ForeignFileError:
    """Return the error for the other spelling of OOXML, which few programs of an office read."""
    remedy = "请另存为普通的“Word 文档（.docx）”再添加。"
    return ForeignFileError("这是“严格 Open XML”格式，读不了", where=where, remedy=remedy)


def damaged(where: str, part: str = "") -> ForeignFileError:
    """Return the error for a zip or XML that cannot be read."""
    remedy = "请用 WPS 或 Word 打开看看，另存一份再试。"
    return ForeignFileError(f"文件读不出来{part}，可能已损坏", where=where, remedy=remedy)


def document_type(where: str) -> ForeignFileError:
    """Return the error for XML with a document type."""
    remedy = "这不是 WPS 或 Word 写的；请用它们打开，另存为 .docx 再添加。"
    return ForeignFileError("文件里夹有实体定义（DTD），不收", where=where, remedy=remedy)


def lost(what: str) -> ExportError:
    """Return the error for a filled file that is not whole when it is opened again."""
    remedy = "请再导出一次；还不行时请把模板交给维护人员。"
    return ExportError(f"填好的文件重新打开后{what}，没有保存", remedy=remedy)
