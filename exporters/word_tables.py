"""Tables, pictures and the 版记 as WordprocessingML.

Widths stand on `gridCol`, `tblW` and every `tcW`, because WPS reads one and Word the others. The 版记 is a text box at
the foot of the type area holding a one-column table: a floating table as wide as the text is not floated by
LibreOffice. The paragraph it is anchored to is as high as the box, so that text never runs behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import accumulate, pairwise
from math import ceil
from xml.sax.saxutils import quoteattr

from exporters import titles
from exporters.blocks import Align, Cell, Imprint, PageSetup, Photo, Picture, Table
from exporters.styles import (
    CELL_MARGIN_PT,
    EMU_PER_MM,
    IMPRINT_CLEAR_PT,
    IMPRINT_INNER_PT,
    IMPRINT_OUTER_PT,
    IMPRINT_ROW_PT,
    PHOTO_ABOVE_PT,
    PHOTO_BELOW_PT,
    PICTURE_GAP_MM,
    POINTS_PER_MM,
    STYLES,
    TABLE_RULE_PT,
    Look,
)
from exporters.word_base import twips, twips_of_mm
from exporters.word_text import plain

_EMU_PER_PT = 12700
# What must follow a table and may not show: a paragraph one point high.
END = (
    f'<w:p><w:pPr><w:pStyle w:val="{Look.BLANK.value}"/><w:snapToGrid w:val="0"/>'
    '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
)
_IMPRINT_SIZE = STYLES[Look.IMPRINT].size_pt
_IMPRINT_PITCH = STYLES[Look.IMPRINT].pitch_pt or _IMPRINT_SIZE


# Takes the image of a photo into the file; returns the name of its part and a number no other drawing has.
Embed = Callable[[Photo], tuple[str, int]]


def table(block: Table, embed: Embed | None = None) -> str:
    """Return the table as XML; a column's width is rounded so that the widths add up to the table's.

    Without `embed` its photos are left out.
    """
    widths = _widths([column.width_mm for column in block.columns])
    rows = [_row(_header(block), widths, block, embed, header=True)] if block.header else []
    rows += [
        _row(row, widths, block, embed, keep=block.keeps_row(place)) for place, row in enumerate(_with_merges(block))
    ]
    line = f'w:val="single" w:sz="{round(TABLE_RULE_PT * 8)}" w:space="0" w:color="000000"'
    rule = line if block.ruled else 'w:val="nil"'
    borders = "".join(f"<w:{side} {rule}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    return _table(widths, borders, CELL_MARGIN_PT, "".join(rows))


def _table(widths: list[int], borders: str, margin_pt: float, rows: str) -> str:
    margins = "".join(
        f'<w:{side} w:w="{twips(margin_pt)}" w:type="dxa"/>' for side in ("top", "left", "bottom", "right")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _widths(millimetres: list[float]) -> list[int]:
    edges = [0, *(twips_of_mm(edge) for edge in accumulate(millimetres))]
    return [end - start for start, end in pairwise(edges)]


def _header(block: Table) -> tuple[tuple[Cell, str], ...]:
    return tuple((Cell(text=column.label, strong=True, align=Align.CENTER), "") for column in block.columns)


def _with_merges(block: Table) -> Iterator[tuple[tuple[Cell, str], ...]]:
    """Yield the rows with each cell's part in a vertical merge: restart, continue or none."""
    for row, below in zip(block.rows, (*block.rows[1:], ()), strict=True):
        continued = {place for place, cell in _placed(below) if cell.merged}
        yield tuple((cell, _merge(cell, place in continued)) for place, cell in _placed(row))


def _merge(cell: Cell, continued: bool) -> str:
    if cell.merged:
        return "continue"
    return "restart" if continued else ""


def _placed(row: tuple[Cell, ...]) -> Iterator[tuple[int, Cell]]:
    place = 0
    for cell in row:
        yield place, cell
        place += cell.span


def _row(
    row: tuple[tuple[Cell, str], ...], widths: list[int], block: Table, embed: Embed | None, *, header: bool = False,
    keep: bool = False,
) -> str:
    parts = ["<w:cantSplit/>", f'<w:trHeight w:val="{twips_of_mm(block.row_mm)}" w:hRule="atLeast"/>']
    if header:
        parts.append("<w:tblHeader/>")
    cells, place = [], 0
    for cell, merge in row:
        width = sum(widths[place : place + cell.span])
        cells.append(_cell(cell, merge, width, cell.align or block.columns[place].align, embed, keep=keep))
        place += cell.span
    return f"<w:tr><w:trPr>{''.join(parts)}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(
    cell: Cell, merge: str, width: int, align: Align, embed: Embed | None, *, keep: bool = False
) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    chain = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    look = Look.CELL_LABEL if cell.strong else Look.CELL
    lines = [""] if cell.merged else cell.text.replace("\r\n", "\n").split("\n")
    properties = ("<w:keepNext/>" if keep else "") + f'<w:jc w:val="{align.value}"/>'
    content = "".join(plain(look, line, properties=properties) for line in lines)
    if embed is not None and cell.photo is not None and cell.photo.image:
        content = _photo(cell.photo, *embed(cell.photo), keep=keep) + content
    # The captions of two photos of different height stand on one line.
    upright = "center" if cell.photo is None else "bottom"
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{span}{chain}<w:vAlign w:val="{upright}"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def picture(block: Picture, relation: str, number: int, page: PageSetup) -> str:
    """Return a paragraph that holds the picture and its text side by side; `relation` names the image's part.

    The paragraph is as high as the picture: in a line of exact height a picture would be cut.
    """
    line = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:jc w:val="left"/>'
    image = f"<w:p><w:pPr>{line}</w:pPr><w:r>{_image(block, relation, number)}</w:r></w:p>"
    text = "".join(plain(Look.SMALL, part) for part in block.text.split("\n"))
    left_mm = block.width_mm + PICTURE_GAP_MM
    widths = _widths([left_mm, page.area_width_mm - left_mm])
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'
        for width, content in zip(widths, (image, text), strict=True)
    )
    inside = _table(widths, "", 0.0, f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
    size = _size(page.area_width_mm, (block.height_mm + PICTURE_GAP_MM) * POINTS_PER_MM)
    drawing = f'<wp:extent {size}/><wp:docPr id="{number + 1}" name="图文{number}"/>{_shape(inside, size)}'
    box = f'<wp:inline distT="0" distB="0" distL="0" distR="0">{drawing}</wp:inline>'
    return f"<w:p><w:pPr>{line}</w:pPr><w:r>{_drawing(box)}</w:r></w:p>"


def _photo(photo: Photo, relation: str, number: int, *, keep: bool) -> str:
    """Return the paragraph of a photo, a little apart from what stands above it; its row is never parted."""
    line = "<w:keepNext/>" if keep else ""
    line += f'<w:snapToGrid w:val="0"/><w:spacing w:before="{twips(PHOTO_ABOVE_PT)}" w:after="{twips(PHOTO_BELOW_PT)}"'
    line += ' w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>'
    return f"<w:p><w:pPr>{line}</w:pPr><w:r>{_image(photo, relation, number)}</w:r></w:p>"


def _image(block: Picture | Photo, relation: str, number: int) -> str:
    size = _size(block.width_mm, block.height_mm * POINTS_PER_MM)
    name = f'id="{number}" name="图{number}" descr={quoteattr(block.description)}'
    return (
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/><wp:docPr {name}/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


def imprint(block: Imprint, number: int, page: PageSetup) -> str:
    """Return the paragraph the 版记 is anchored to, as high as the 版记 and what is kept free above it."""
    rows = _imprint_rows(block, page)
    height = sum(points for points, _ in rows)
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{Look.BLANK.value}"/><w:snapToGrid w:val="0"/><w:spacing w:before="0"'
        f' w:after="0" w:line="{twips(height + IMPRINT_CLEAR_PT)}" w:lineRule="exact"/></w:pPr><w:r>'
        f"{_box(_imprint_table(block, rows, page), height, number, page)}</w:r></w:p>"
    )


def _imprint_rows(block: Imprint, page: PageSetup) -> list[tuple[float, str]]:
    """Return each row's height in points and its cells: 抄送, then the printing office with its date."""
    rows = []
    if block.copies_to:
        text = f"抄送：{block.copies_to.rstrip('。')}。"
        line = _imprint_characters(page.area_width_mm) - 2.0
        lines = 1 + ceil(max(titles.width(text) - line, 0) / (line - 4.0))
        indent = _imprint_indent(left=4.0, right=1.0, hanging=3.0)
        rows.append((_row_height(lines), _imprint_cell(text, page.area_width_mm, '<w:gridSpan w:val="2"/>', indent)))
    office_mm, date_mm = _imprint_columns(block, page)
    name = titles.lines(block.office, limit=int(_imprint_characters(office_mm) - 1.0)) or ("",)
    # The date stands beside the last line of the office's name.
    above = f'<w:spacing w:before="{twips((len(name) - 1) * _IMPRINT_PITCH)}"/>'
    office = _imprint_cell("\n".join(name), office_mm, "", _imprint_indent(left=1.0))
    right = f'{above}{_imprint_indent(right=1.0)}<w:jc w:val="right"/>'
    rows.append((_row_height(len(name)), office + _imprint_cell(_printed(block), date_mm, "", right)))
    return rows


def _printed(block: Imprint) -> str:
    return f"{block.date_text}印发"


def _imprint_characters(millimetres: float) -> float:
    return millimetres * POINTS_PER_MM / _IMPRINT_SIZE


def _imprint_columns(block: Imprint, page: PageSetup) -> tuple[float, float]:
    """Return the widths in millimetres of the office's and the date's cell; the date takes what it needs.

    Three characters more than its text, because LibreOffice sets gaps between Chinese and digits.
    """
    date_mm = (titles.width(_printed(block)) + 1.0 + 3.0) * _IMPRINT_SIZE / POINTS_PER_MM
    return page.area_width_mm - date_mm, date_mm


def _row_height(lines: int) -> float:
    return IMPRINT_ROW_PT + (lines - 1) * _IMPRINT_PITCH


def _imprint_indent(*, left: float = 0.0, right: float = 0.0, hanging: float = 0.0) -> str:
    values = {"left": left, "right": right, "hanging": hanging}
    places = "".join(f' w:{side}="{twips(value * _IMPRINT_SIZE)}"' for side, value in values.items())
    return f"<w:ind{places}/>"


def _imprint_cell(text: str, width_mm: float, span: str, properties: str) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{twips_of_mm(width_mm)}" w:type="dxa"/>{span}<w:vAlign w:val="center"/></w:tcPr>'
        f"{plain(Look.IMPRINT, text, properties=properties)}</w:tc>"
    )


def _imprint_table(block: Imprint, rows: list[tuple[float, str]], page: PageSetup) -> str:
    outer, inner = round(IMPRINT_OUTER_PT * 8), round(IMPRINT_INNER_PT * 8)
    rule = 'w:val="single" w:space="0" w:color="000000"'
    borders = (
        f'<w:top {rule} w:sz="{outer}"/><w:left w:val="nil"/><w:bottom {rule} w:sz="{outer}"/><w:right w:val="nil"/>'
        f'<w:insideH {rule} w:sz="{inner}"/><w:insideV w:val="nil"/>'
    )
    body = "".join(
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{twips(height)}" w:hRule="exact"/></w:trPr>{cells}</w:tr>'
        for height, cells in rows
    )
    return _table(_widths(list(_imprint_columns(block, page))), borders, 0, body)


def _box(content: str, height_pt: float, number: int, page: PageSetup) -> str:
    """Return a text box as wide as the type area, standing on its lower edge."""
    size = _size(page.area_width_mm, height_pt)
    return _drawing(
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0"'
        ' locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>'
        f'<wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{number}" name="版记"/>{_shape(content, size)}</wp:anchor>'
    )


def _size(width_mm: float, height_pt: float) -> str:
    return f'cx="{round(width_mm * EMU_PER_MM)}" cy="{round(height_pt * _EMU_PER_PT)}"'


def _drawing(content: str) -> str:
    choice = f'<mc:Choice Requires="wps"><w:drawing>{content}</w:drawing></mc:Choice>'
    return f"<mc:AlternateContent>{choice}</mc:AlternateContent>"


def _shape(content: str, size: str) -> str:
    return (
        "<wp:cNvGraphicFramePr/><a:graphic>"
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f'<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{content}{END}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"><a:noAutofit/></wps:bodyPr>'
        "</wps:wsp></a:graphicData></a:graphic>"
    )
