"""Word templates as an office makes them, built from raw XML, and the names they may use."""

from __future__ import annotations

import zipfile
from io import BytesIO

from lxml import etree

from exporters.blocks import Heading, Para
from exporters.template.names import RowSource, TemplateNames
from exporters.word_base import packed

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": W[1:-1],
        "r": _REL,
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    }.items()
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

MEASURES = (
    {"措施.序号": "1", "措施.内容": "关停取水井", "措施.单位": "水利局"},
    {"措施.序号": "2", "措施.内容": "平整土地", "措施.单位": "水利局"},
    {"措施.序号": "3", "措施.内容": "补种苗木", "措施.单位": "林业局"},
)


def names(**words: str) -> TemplateNames:
    """Return names of all three kinds; `words` replace or add words."""
    return TemplateNames(
        words={"验收日期": "2022年9月28日", "责任单位": "示例县水利局", "销号对象": "", "任务.编号": "12"} | words,
        sections={
            "落实情况": (
                Heading(level=1, text="一、措施落实情况"),
                Para(text="已关停取水井3眼。"),
                Para(text="已平整土地。"),
            ),
            "下步工作": (),
        },
        rows={
            "措施": RowSource(
                columns=("措施.序号", "措施.内容", "措施.单位", "措施.时限"),
                groups=frozenset({"措施.单位"}),
                rows=MEASURES,
            ),
            "成员": RowSource(columns=("成员.姓名", "成员.职务"), rows=()),
        },
    )


def run(text: str, properties: str = "") -> str:
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def para(*texts: str, properties: str = "") -> str:
    """Return a paragraph; what begins with < stands as it is, else as a run of its own."""
    look = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{look}{''.join(text if text.startswith('<') else run(text) for text in texts)}</w:p>"


def cell(*contents: str, properties: str = "") -> str:
    content = "".join(text if text.startswith("<") else para(text) for text in contents)
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'


def table(*rows: tuple[str, ...]) -> str:
    """Return a table; a cell's text becomes a paragraph of its own."""
    grid = '<w:gridCol w:w="2000"/>' * max(len(row) for row in rows)
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    written = "".join(
        f"<w:tr>{''.join(text if text.startswith('<w:tc>') else cell(text) for text in row)}</w:tr>" for row in rows
    )
    look = f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>"
    return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{written}</w:tbl>"


def text_box(*paragraphs: str) -> str:
    """Return the paragraph of a text box with the copy that Word keeps for older programs."""
    inside = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        '<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="3600000" cy="900000"/>'
        '<wp:docPr id="1" name="文本框"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="3600000" cy="900000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:ln w="6350"><a:solidFill><a:srgbClr val="000000"/>'
        f"</a:solidFill></a:ln></wps:spPr><wps:txbx>{inside}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>"
        "</a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f'<v:shape style="width:283pt;height:71pt"><v:textbox>{inside}</v:textbox></v:shape></w:pict></mc:Fallback>'
        "</mc:AlternateContent></w:r></w:p>"
    )


def template(
    *body: str,
    header: str = "",
    footnote: str = "",
    kind: str = MAIN,
    more: dict[str, str | bytes] | None = None,
    relations: str = "",
    package_relations: str = "",
) -> bytes:
    """Return a .docx of these paragraphs and tables; `more` adds or replaces parts, `relations` those of the body."""
    sides = '<w:headerReference w:type="default" r:id="rId1"/>' if header else ""
    ends = {"header": header, "footnotes": footnote}
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _types(kind),
        "_rels/.rels": _relations(f'<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="word/document.xml"/>'
            f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties"'
            f' Target="docProps/core.xml"/><Relationship Id="rId3" Type="{_REL}/extended-properties"'
            f' Target="docProps/app.xml"/>{package_relations}'),
        "docProps/core.xml": _core(),
        "docProps/app.xml": f'<Properties xmlns="{_REL[:-14]}/extended-properties"><Company>示例公司</Company>'
            "<Pages>1</Pages></Properties>",
        "word/document.xml": f"<w:document {_SPACES}><w:body>{''.join(body)}<w:sectPr>{sides}"
            '<w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>',
        "word/_rels/document.xml.rels": _relations("".join(
            f'<Relationship Id="rId{number}" Type="{_REL}/{name}" Target="{name}.xml"/>'
            for number, (name, text) in enumerate(ends.items(), 1) if text) + relations),
    }  # fmt: skip
    if header:
        parts["word/header.xml"] = f"<w:hdr {_SPACES}>{header}</w:hdr>"
    if footnote:
        note = f'<w:footnote w:id="1">{footnote}</w:footnote>'
        parts["word/footnotes.xml"] = (
            f'<w:footnotes {_SPACES}><w:footnote w:id="-1" w:type="separator"/>{note}</w:footnotes>'
        )
    parts |= more or {}
    return packed({n: c if isinstance(c, bytes) else (_HEAD + c).encode() for n, c in parts.items()})


def _types(kind: str) -> str:
    known = {
        "word/document.xml": kind,
        "word/header.xml": f"{_TYPE}.header+xml",
        "word/footnotes.xml": f"{_TYPE}.footnotes+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    named = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in known.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{named}</Types>'
    )


def _relations(entries: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def _core() -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:creator>甲某某</dc:creator><cp:lastModifiedBy>乙某某</cp:lastModifiedBy></cp:coreProperties>"
    )


def relation(kind: str, target: str, *, external: bool = False) -> str:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="x{kind}" Type="{_REL}/{kind}" Target="{target}"{mode}/>'


def part(content: bytes, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))


def texts(element: etree._Element) -> list[str]:
    """Return the text of every paragraph, a line feed for each w:br, text boxes apart."""
    return [_text(paragraph) for paragraph in element.iter(f"{W}p")]


def _text(paragraph: etree._Element) -> str:
    signs = {f"{W}br": "\n", f"{W}tab": "\t"}
    found = []
    for node in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab"):
        if next(node.iterancestors(f"{W}p")) is paragraph:
            found.append(signs.get(node.tag) or node.text or "")
    return "".join(found)


def grid(element: etree._Element) -> list[list[str]]:
    """Return the texts of the first table's cells, 〃 for one that continues the one above."""
    rows = element.find(f".//{W}tbl").findall(f"{W}tr")
    return [[_cell(entry) for entry in row.findall(f"{W}tc")] for row in rows]


def _cell(entry: etree._Element) -> str:
    merge = entry.find(f"{W}tcPr/{W}vMerge")
    continued = merge is not None and merge.get(f"{W}val") == "continue"
    assert entry.find(f"{W}p") is not None
    return "〃" if continued else "\n".join(texts(entry))
