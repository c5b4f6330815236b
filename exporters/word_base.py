"""The empty paper every export starts from: `python -m exporters.word_base` writes `resources/base.docx`.

Page, grid, styles and page numbers come from `styles` and `blocks`, so the file is never edited by hand; a test
compares it with what this module makes. It names no theme fonts and carries no author. What Word and LibreOffice make
of the settings: the grid holds lines only, because LibreOffice gives a character two cells where Word narrows the
grid; 28 characters come from setting each 0.25 points closer. Exact line spacing does not depend on the height of the
font that is really there. Indents are never zeroed by `…Chars="0"`, which Word takes for "not set".
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

from exporters.blocks import FontSet, PageSetup
from exporters.styles import (
    CHARACTER_PT,
    FOOTER_BELOW_MM,
    STYLES,
    TWIPS_PER_MM,
    TWIPS_PER_POINT,
    Face,
    Look,
    Style,
    font_name,
)

BASE = Path(__file__).parents[1] / "resources" / "base.docx"
EPOCH = (1980, 1, 1, 0, 0, 0)

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"

# Under these names the fonts are asked for where the first name is not installed.
_OTHER_NAMES = {"仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体", "方正小标宋简体": "方正小标宋_GBK"}


def base_document() -> bytes:
    """Return the bytes of the empty paper; the same for ever."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _package_relations(),
        "docProps/core.xml": _core_properties(),
        "word/document.xml": _document(PageSetup()),
        "word/styles.xml": _styles(PageSetup()),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _font_table(),
        "word/footer1.xml": _footer("right"),
        "word/footer2.xml": _footer("left"),
        "word/_rels/document.xml.rels": _document_relations(),
    }
    return packed({name: (_HEAD + text).encode() for name, text in parts.items()})


def packed(parts: dict[str, bytes]) -> bytes:
    """Return a zip of the parts in their order, with the same bytes whenever and wherever it is made."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, content)
    return stream.getvalue()


def twips(points: float) -> int:
    """Return points in the twentieths of a point that Word counts in."""
    return round(points * TWIPS_PER_POINT)


def twips_of_mm(millimetres: float) -> int:
    """Return millimetres in twentieths of a point."""
    return round(millimetres * TWIPS_PER_MM)


def _content_types() -> str:
    overrides = {
        "/word/document.xml": f"{_TYPE}.document.main+xml",
        "/word/styles.xml": f"{_TYPE}.styles+xml",
        "/word/settings.xml": f"{_TYPE}.settings+xml",
        "/word/fontTable.xml": f"{_TYPE}.fontTable+xml",
        "/word/footer1.xml": f"{_TYPE}.footer+xml",
        "/word/footer2.xml": f"{_TYPE}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    named = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in overrides.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{named}</Types>'
    )


def _relations(entries: tuple[tuple[str, str], ...]) -> str:
    found = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(entries, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{found}</Relationships>'


def _package_relations() -> str:
    return _relations(
        (
            (f"{_REL}/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        )
    )


def _document_relations() -> str:
    return _relations(
        (
            (f"{_REL}/styles", "styles.xml"),
            (f"{_REL}/settings", "settings.xml"),
            (f"{_REL}/fontTable", "fontTable.xml"),
            (f"{_REL}/footer", "footer1.xml"),
            (f"{_REL}/footer", "footer2.xml"),
        )
    )


def _core_properties() -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title></dc:title></cp:coreProperties>'
    )


def _document(page: PageSetup) -> str:
    return (
        f"<w:document {_W} {_R}><w:body><w:sectPr>"
        '<w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>'
        f'<w:pgSz w:w="{twips_of_mm(page.width_mm)}" w:h="{twips_of_mm(page.height_mm)}"/>'
        f"{page_margins(page)}"
        f'<w:pgNumType w:start="1"/><w:docGrid w:type="lines" w:linePitch="{twips(page.pitch_pt)}"/>'
        "</w:sectPr></w:body></w:document>"
    )


def page_margins(page: PageSetup) -> str:
    """Return the margins element; the page number keeps its distance to the type area whatever the margins."""
    footer = page.bottom_mm - FOOTER_BELOW_MM
    return (
        f'<w:pgMar w:top="{twips_of_mm(page.top_mm)}" w:right="{twips_of_mm(page.right_mm)}"'
        f' w:bottom="{twips_of_mm(page.bottom_mm)}" w:left="{twips_of_mm(page.left_mm)}"'
        f' w:header="851" w:footer="{twips_of_mm(footer)}" w:gutter="0"/>'
    )


def _settings() -> str:
    return (
        f'<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        "<w:compat><w:doNotExpandShiftReturn/><w:useFELayout/>"
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _font_table() -> str:
    names = dict.fromkeys(font_name(face, font_set) for face in Face for font_set in FontSet)
    return f"<w:fonts {_W}>{''.join(_font(name) for name in names)}</w:fonts>"


def _font(name: str) -> str:
    other = _OTHER_NAMES.get(name)
    alternative = f'<w:altName w:val="{other}"/>' if other else ""
    return f'<w:font w:name="{name}">{alternative}<w:charset w:val="86"/></w:font>'


def _styles(page: PageSetup) -> str:
    looks = "".join(_style(look, style, page) for look, style in STYLES.items())
    return (
        f'<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>{_fonts(Face.FANGSONG)}<w:sz w:val="32"/>'
        '<w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault/></w:docDefaults>{_normal(page)}{_normal_table()}{looks}</w:styles>"
    )


def _fonts(face: Face) -> str:
    return rfonts(font_name(face, FontSet.GB2312))


def rfonts(name: str) -> str:
    """Return the element that sets Chinese and Western characters alike in the named font."""
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}" w:hint="eastAsia"/>'


def _normal(page: PageSetup) -> str:
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/>'
        f'<w:autoSpaceDN w:val="0"/><w:adjustRightInd w:val="0"/>{_line(page.pitch_pt)}<w:jc w:val="both"/></w:pPr>'
        f'<w:rPr>{_fonts(Face.FANGSONG)}<w:spacing w:val="-5"/><w:kern w:val="0"/><w:sz w:val="32"/>'
        '<w:szCs w:val="32"/></w:rPr></w:style>'
    )


def _line(pitch_pt: float) -> str:
    return f'<w:spacing w:before="0" w:after="0" w:line="{twips(pitch_pt)}" w:lineRule="exact"/>'


def _normal_table() -> str:
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="57" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )


def _style(look: Look, style: Style, page: PageSetup) -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{look.value}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{_paragraph_properties(style, page)}</w:pPr>'
        f"<w:rPr>{_run_properties(style)}</w:rPr></w:style>"
    )


def _paragraph_properties(style: Style, page: PageSetup) -> str:
    parts = ["<w:keepNext/>"] if style.keep_next else []
    if not style.on_grid:
        parts.append('<w:snapToGrid w:val="0"/>')
    if not style.on_grid or style.pitch_pt is not None:
        parts.append(_line(style.pitch_pt or page.pitch_pt))
    if style.first:
        parts.append(f'<w:ind w:firstLineChars="{round(style.first * 100)}" w:firstLine="{characters(style.first)}"/>')
    parts.append(f'<w:jc w:val="{style.setting.value}"/>')
    if style.level is not None:
        parts.append(f'<w:outlineLvl w:val="{style.level - 1}"/>')
    return "".join(parts)


def characters(count: float) -> int:
    """Return the width of so many characters of a full line in twentieths of a point."""
    return twips(count * CHARACTER_PT)


def _run_properties(style: Style) -> str:
    color = f'<w:color w:val="{style.color}"/>' if style.color else ""
    size = round(style.size_pt * 2)
    return (
        f'{_fonts(style.face)}{color}<w:spacing w:val="{twips(style.spacing_pt)}"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    )


def _footer(side: str) -> str:
    """7.5: the number stands one character in from the outer edge, between two dashes."""
    field = "".join(
        f"<w:r>{content}</w:r>"
        for content in (
            '<w:t xml:space="preserve">— </w:t>',
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            '<w:t xml:space="preserve"> —</w:t>',
        )
    )
    return (
        f'<w:ftr {_W} {_R}><w:p><w:pPr><w:pStyle w:val="{Look.PAGE_NUMBER.value}"/>'
        f'<w:ind w:{side}Chars="100" w:{side}="280"/><w:jc w:val="{side}"/></w:pPr>{field}</w:p></w:ftr>'
    )


if __name__ == "__main__":
    BASE.write_bytes(base_document())
