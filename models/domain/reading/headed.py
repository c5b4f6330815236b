"""Heads and what stands under them: paragraphs with labels and tables of two columns, in any order and in any manner.

A head stands on its own line (二、整改目标) or before its text (整改目标：…；责任单位：…), numbered, bracketed or bare;
after it a colon, a full stop, a blank or nothing. Which words are heads is decided by `fields`; longer ones that end in
such a word (中央环境保护督察反馈意见整改任务) are heads where they stand as heads do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from models.domain.drafts.fields import JOINED, WORDINGS, SourceField, field_of, plain_wording
from models.domain.drafts.source import Block, Grid, Paragraph
from models.domain.reading.marks import Mark, read_mark
from models.domain.reading.side_by_side import running_on, turned

_BY_LENGTH = sorted({word for words in WORDINGS.values() for word in words}, key=len, reverse=True)
_LONG = [word for word in _BY_LENGTH if len(word) >= 4]
# 整改目标——… sets the label before a dash.
_COLON = r"(?:[:：]|[—–]{2}|--)"
# The words before a colon: short, and no sentence.
_BEFORE_COLON = re.compile(rf"[【\[〔]?(?P<word>[^:：，。；;！？—\n]{{1,28}}?)[】\]〕]?\s*{_COLON}\s*")
# 拆除旱厕（责任单位：…）: the label belongs to a bracket that is still open.
_LEFT_OPEN = re.compile(r".[（(【\[〔][^）)】\]〕]*$")
_BRACKETED = re.compile(r"[【\[〔](?P<word>[^】\]〕]{2,20})[】\]〕]\s*[:：]?\s*")
_SPACED = re.compile(rf"(?P<word>{'|'.join(_LONG)})(?:[ \t\u3000]+|[。.．])(?=\S)")
_SPACED_JOINED = re.compile(rf"(?P<word>{JOINED})[ \t\u3000]+(?=\S)")
_STOPPED = re.compile(r"(?P<word>[^，。；;：:、\s]{2,16})[。.．\s]\s*(?=\S)")
_INSIDE = re.compile(
    rf"(?:(?<=[；;。，,）)\]】])|(?<=\s))\s*(?:[一二三四五六七八九十]{{1,2}}、|[（(][一二三四五六七八九十\d]{{1,2}}[)）]|\d[.．、])?"
    rf"[【\[]?(?P<word>{JOINED})[】\]]?\s*{_COLON}\s*"
)
# 问题（一）： is a number, though 问题： would be a head.
_BRACKETED_NUMBER = re.compile(r"[（(][^（()）]+[)）]")
_TAIL = re.compile(r"(?:如下|为|是)$")
_LEAD = re.compile(r"^(?:(?:主要|具体|拟采取的?|采取的?|本项|该项|该问题|主要的)(?=.{4}))+")
_OWN_LINE = 30
# Words that are heads also with more before them; 存在问题 or 验收标准 end many a sentence.
_ENDING = re.compile(r"整改|反馈|督察|责任单位|责任主体|(?:落实|完成|进展)情况|成效|举措|时限")
_ENDINGS = tuple((word, found) for word in _LONG if (found := field_of(word)) and _ENDING.search(word))
_DOES = re.compile(
    r"制定|印发|开展|完善|落实(?!情况)|加强|推进|建立|明确|细化|压实|强化|严格|抓好|加快|实施(?!主体)|健全|确保|按照|对照|督促"
    r"|公开|研究|组织|做好|倒排|狠抓|聚焦|夯实|优化|坚持|推动|提升|把握|突出|\d"
)
_OF_TASKS = frozenset({SourceField.PROBLEM, SourceField.TITLE, SourceField.GOAL})
_WATCHING = frozenset({SourceField.SUPERVISING, SourceField.ACCEPTANCE})
_TIMES = frozenset({SourceField.DEADLINE, SourceField.MEASURE_DEADLINE})
_COMBINED = re.compile(r"[及和与、/]")
# Heads of what follows a task's text in a notice or a plan: known, but nothing to take over.
_OTHER = re.compile(
    r"公示(?:时间|期限|期|时限|网址|方式|范围|内容|单位)?|(?:受理|监督|举报|投诉|反馈)(?:部门|单位|电话|地址|邮箱|渠道|方式|机关)"
    r".*|联系(?:地址|方式)?|联系(?:部门|单位)|(?:电子)?邮箱|电子邮件|(?:邮寄|通讯|通信|办公)地址|地址|邮政编码|邮编|固定电话"
    r"|手机号码?|核查(?:情况|结论|意见)|(?:整改)?销号意见|验收(?:情况|结论|意见|时间|结果|组意见)|自查(?:情况|结论)|(?:整改|实际)完成时间"
    r"|附件\d*|发布时间|发表时间|发文日期|来源|日期|注|抄送|主送|报送|下一步(?:工作)?(?:打算|计划|安排|要求)?|佐证材料.*"
    r"|存在的?困难.*|验收依据|整改依据|问题来源|责任追究情况?|所属领域|问题类型|类型|类别|所属区域|行政区域"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """栏目: a head with what stands behind it on its line; a known one that tells nothing to take over is OTHER."""

    field: SourceField
    wording: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """行: one line of a paper; `lead` is what stands before its first head, `heads` the heads on it.

    `table` counts the two-column tables of the paper, 0 outside them; `level` is that of a heading.
    """

    text: str
    place: str
    level: int = 0
    mark: Mark | None = None
    lead: str = ""
    heads: tuple[Head, ...] = ()
    table: int = 0
    words: str = field(default="", compare=False)

    @property
    def begins_with_head(self) -> bool:
        """Return whether the line begins with a head, after its number at most."""
        return bool(self.heads) and not self.lead


def lines_of(blocks: Sequence[Block]) -> tuple[Line, ...]:
    """Return the lines of paragraphs and of two-column tables; other tables are left out."""
    found: list[Line] = []
    tables = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            whole = (part.strip() for part in block.text.split("\n") if part.strip())
            for at, text in enumerate(task for part in whole for task in running_on(part, _fields_on)):
                found.append(line_of(text, block.place, 0 if at else block.level))
        elif is_headed_table(block):
            for grid in turned(block, head_field) or (block,):
                tables += 1
                found += _rows_of(grid, tables)
        elif found and is_below_measures(found[-1]) and (columns := measure_columns(block)):
            found += _measures_of(block, columns)
    return tuple(found)


def _fields_on(text: str) -> list[SourceField]:
    return [head.field for head in line_of(text, "").heads]


def row_grids(blocks: Sequence[Block]) -> tuple[Grid, ...]:
    """Return the tables that are not read as lines: those with a row a task, and those that tell of none."""
    found: list[Grid] = []
    before: Block | None = None
    for block in blocks:
        if isinstance(block, Grid) and not is_headed_table(block):
            last = line_of(before.text.splitlines()[-1], "") if isinstance(before, Paragraph) else None
            if not (last and is_below_measures(last) and measure_columns(block)):
                found.append(block)
        before = block
    return tuple(found)


def line_of(text: str, place: str, level: int = 0) -> Line:
    """Return a line with its number and its heads told apart from its words."""
    mark, rest = read_mark(text)
    text = text if mark else rest or text
    lead, heads = read_heads(rest, is_head_place=mark is not None or level > 0)
    if mark is not None and not heads:
        # 任务名称 or 问题清单 may look like a number of its own.
        whole_lead, whole = read_heads(text)
        if whole and not whole_lead and not _BRACKETED_NUMBER.search(text[: len(text) - len(rest)]):
            return Line(text=text, place=place, level=level, heads=tuple(whole), words=text)
    return Line(text=text, place=place, level=level, mark=mark, lead=lead, heads=tuple(heads), words=rest)


def read_heads(text: str, *, is_head_place: bool = False) -> tuple[str, list[Head]]:
    """Return what stands before the first head of a line, and its heads; `is_head_place` says it is numbered."""
    first = _first_head(text, is_head_place)
    inner = [
        (match.start(), match.end(), found, match["word"]) for match in _outside_brackets(text)
        if (found := field_of(match["word"])) and match.start() >= first[1]
    ]
    spans = ([(0, first[1], first[0], first[2])] if first[0] else []) + inner
    if not spans:
        return text, []
    ends = [start for start, *_ in spans[1:]] + [len(text)]
    heads = [
        Head(field=found, wording=word, text=text[end:until].strip(" \t\u3000；;"))
        for (_, end, found, word), until in zip(spans, ends, strict=True)
    ]
    return text[: spans[0][0]].strip(), heads


def head_field(wording: str, *, is_head_place: bool = False) -> SourceField | None:
    """Return the field a head means, OTHER for a known one with nothing to take over, None where it is no head."""
    plain = plain_wording(wording)
    if not plain:
        return None
    if _OTHER.fullmatch(plain):
        return SourceField.OTHER
    if plain.endswith("编号") and len(plain) <= 12:
        return field_of(plain) or SourceField.NUMBER
    bare = _LEAD.sub("", _TAIL.sub("", plain))
    found = field_of(plain) or field_of(bare)
    if found:
        return found
    parts = [field_of(part) for part in _COMBINED.split(re.sub(r"\s", "", wording)) if part]
    if len(parts) > 1 and parts[0]:
        # 整改措施及落实情况 tells what was done.
        return SourceField.IMPLEMENTATION if parts[-1] is SourceField.IMPLEMENTATION else parts[0]
    if not is_head_place or len(plain) > _OWN_LINE or wording.rstrip().endswith("。"):
        return None
    return next(
        (found for word, found in _ENDINGS if bare.endswith(word) and not _DOES.search(bare[: -len(word)])), None
    )


def _first_head(text: str, is_head_place: bool) -> tuple[SourceField | None, int, str]:
    """Return the head a line begins with and where its text begins."""
    if (match := _BEFORE_COLON.match(text)) and not _LEFT_OPEN.search(match["word"]):
        found = head_field(match["word"], is_head_place=is_head_place or len(text) == match.end())
        if found:
            return found, match.end(), match["word"]
    if match := _BRACKETED.match(text):
        found = head_field(match["word"])
        if found:
            return found, match.end(), match["word"]
    bare = text.rstrip("。.:： ")
    if len(bare) <= _OWN_LINE and not re.search(r"[，。；;！？]", bare):
        found = head_field(bare, is_head_place=is_head_place and not text.endswith("。"))
        if found:
            return found, len(text), bare
    match = _SPACED.match(text) or _SPACED_JOINED.match(text)
    if match and (found := field_of(match["word"])):
        return found, match.end(), match["word"]
    if is_head_place and (match := _STOPPED.match(text)) and (found := head_field(match["word"])):
        return found, match.end(), match["word"]
    return None, 0, ""


def _outside_brackets(text: str) -> Iterator[re.Match[str]]:
    """Yield the heads inside a line that stand in no brackets."""
    depth = at = 0
    for match in _INSIDE.finditer(text):
        between = text[at : match.start()]
        depth += sum(map(between.count, "（(")) - sum(map(between.count, "）)"))
        at = match.start()
        if not depth:
            yield match


# Tables


def is_below_measures(line: Line) -> bool:
    """Return whether a line is 整改措施： with nothing behind it, so that a table below it holds the measures."""
    return bool(line.heads) and line.heads[-1].field is SourceField.MEASURES and not line.heads[-1].text


def measure_columns(grid: Grid) -> dict[int, SourceField]:
    """Return the columns of a table of measures alone, empty where the table tells of tasks or of other things."""
    if len(grid.rows) < 2:
        return {}
    fields = {column: found for column, text in enumerate(grid.rows[0]) if (found := head_field(text))}
    if SourceField.MEASURES not in fields.values() or not set(fields.values()).isdisjoint(_OF_TASKS):
        return {}
    return fields


def _measures_of(grid: Grid, columns: dict[int, SourceField]) -> Iterator[Line]:
    """Yield each row of a table of measures as a line: 1.清淤。（责任单位：…；完成时限：…）, then who watches all."""
    watching = {column for column, found in columns.items() if found in _WATCHING and _is_the_same(grid, column)}
    yield from _measure_lines(grid, {column: found for column, found in columns.items() if column not in watching})
    for column in sorted(watching):
        yield line_of(f"{grid.rows[0][column]}：{grid.text(1, column)}", grid.place(1))


def _is_the_same(grid: Grid, column: int) -> bool:
    return len({grid.text(row, column).strip() for row in range(1, len(grid.rows))} - {""}) == 1


def _measure_lines(grid: Grid, columns: dict[int, SourceField]) -> Iterator[Line]:
    measures = next(column for column, found in columns.items() if found is SourceField.MEASURES)
    for row in range(1, len(grid.rows)):
        text = " ".join(grid.text(row, measures).split())
        said = "；".join(
            f"{grid.rows[0][column]}：{grid.text(row, column)}" for column, found in columns.items()
            if (found.role or found in _TIMES) and grid.text(row, column).strip()
        )
        if text:
            mark, rest = read_mark(text)
            numbered = text if mark else f"{row}.{'' if not text[0].isdigit() else ' '}{text}"
            line = line_of(numbered + (f"（{said}）" if said else ""), grid.place(row))
            yield Line(text=line.text, place=line.place, mark=line.mark, lead=rest, words=line.words)


def is_headed_table(grid: Grid) -> bool:
    """Return whether a table has its heads beside their texts: 责任单位 | 示例县, not a row of heads over columns."""
    # First, because a ledger of thousands of rows is told by its header.
    if any(_is_row_of_heads(_cells(grid, row)) for row in range(min(3, len(grid.rows)))):
        return False
    rows = [_cells(grid, row) for row in range(len(grid.rows))]
    beside = [row for row in rows if len(row) >= 2 and _head_beside(row)]
    fields = {_head_beside(row) for row in beside} - {SourceField.OTHER, None}
    return len(fields) >= 2 and 2 * len(beside) >= len([row for row in rows if len(row) >= 2])


def _is_row_of_heads(cells: Sequence[str]) -> bool:
    return sum(head_field(text) is not None for text in cells) > max(2, len(cells) // 2)


def _head_beside(cells: Sequence[str]) -> SourceField | None:
    return (head_field(cells[1]) if len(cells) > 2 else None) or head_field(cells[0])


def _cells(grid: Grid, row: int) -> list[str]:
    """Return the texts of a row, a merged cell once."""
    found: list[str] = []
    before: tuple[int, int] | None = None
    for column in range(grid.width):
        at = grid.covered.get((row, column), (row, column))
        if at != before:
            found.append(grid.rows[at[0]][at[1]])
        before = at
    return found


def _rows_of(grid: Grid, table: int) -> Iterator[Line]:
    """Yield the rows of a table with heads beside their texts; further lines of a cell are lines of their own."""
    before: tuple[SourceField, str] | None = None
    for row in range(len(grid.rows)):
        place = grid.place(row)
        cells = _cells(grid, row)
        if len([text for text in cells if text.strip()]) <= 1:
            text = "".join(cells).strip()
            if text:
                yield from _titles(text, place, table)
            continue
        for head, text in _pairs(cells[1:] if _is_group(grid, row, cells) else cells):
            wording, found = (head, head_field(head, is_head_place=True)) if head else ("", None)
            if found is None and before:
                wording, found = before[1], before[0]
                text = text if not head else f"{head} {text}"
                yield from (
                    Line(text=part, place=place, lead=part, words=part, table=table) for part in _parts(text))
                continue
            before = (found or SourceField.OTHER, wording)
            parts = _parts(text)
            first = Head(field=before[0], wording=wording, text=parts[0] if parts else "")
            yield Line(text=f"{wording}：{first.text}", place=place, heads=(first,), words=first.text, table=table)
            for part in parts[1:]:
                mark, rest = read_mark(part)
                yield Line(text=part, place=place, mark=mark, lead=rest, words=rest, table=table)


def _is_group(grid: Grid, row: int, cells: Sequence[str]) -> bool:
    """Return whether the first cell of a row names a group of heads: merged down, or no head before one."""
    if len(cells) < 3 or not head_field(cells[1]):
        return False
    first = grid.covered.get((row, 0), (row, 0))
    return grid.spans.get(first, (1, 1))[0] > 1 or not head_field(cells[0])


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n") if part.strip()]


def _titles(text: str, place: str, table: int) -> Iterator[Line]:
    for part in _parts(text):
        mark, rest = read_mark(part)
        lead, heads = read_heads(rest, is_head_place=True)
        yield Line(text=part, place=place, mark=mark, lead=lead, heads=tuple(heads), words=rest, table=table)


def _pairs(cells: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield heads with their texts: every second cell is a head where those are, else the first is one for all."""
    if len(cells) % 2 == 0 and all(head_field(head) for head in cells[::2] if head.strip()):
        yield from zip(cells[::2], cells[1::2], strict=True)
    else:
        yield cells[0].strip(), "\n".join(text for text in cells[1:] if text.strip())
