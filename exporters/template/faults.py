"""Inspecting a Word template: what is wrong with its tags, where, and how it is put right.

A STOP is what cannot be filled as the office meant it: a name nobody knows, a tag spelled nearly right or left open, a
section among other words, a column outside a table. A WARN is filled, but Word may change it later, or is not filled
because it stands where no running text is. Names that are not used, or used more than once, are NOTEs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from lxml import etree

from exporters.template.file import Package, Story, W
from exporters.template.names import TemplateNames, listed, tag_of
from exporters.template.places import Places, is_second_copy
from exporters.template.tags import BRACED, OTHER, Line, Tag, deleted_text, line_of, tags_in
from models.domain.finding import Finding, Level

WHOLE = "整个模板"
MOST_TOLD = 200

_MOST_PLACES = 6
_LEFT_OPEN = re.compile(r"[{｛]{2,}[^\ufffc]{0,12}")
_LEFT_CLOSED = re.compile(r"[^\ufffc]{0,12}[}｝]{2,}")
# With which the loops and conditions of other programs begin: {{#措施}}, {{/措施}}.
_OF_STATEMENTS = "#/^%"
_BLANKS = re.compile(r"[\s\u200b\ufeff]+")
_OPEN = re.compile(r"[{｛]\s*[{｛]")
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_TRACKED = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
# Attributes that a reader sees or hears.
_SEEN = {"string": "艺术字", "descr": "图片的替代文字", "alt": "图片的替代文字"}
_OTHER_PARTS = {"comments": "批注", "charts": "图表", "diagrams": "SmartArt 图形", "drawings": "图表"}


def faults(package: Package, names: TemplateNames) -> tuple[Finding, ...]:
    """Return what is to be said about a template, in the order in which it stands."""
    found: list[Finding] = []
    uses: dict[str, list[str]] = {}
    places = Places(package)
    for story in package.stories:
        found += _of_story(story, places, names, uses)
        # The copy that Word keeps of a text box is filled too; usually it says the same.
        told = {(entry.code, entry.text) for entry in found}
        copy = _of_story(story, places, names, {}, second=True)
        found += [entry for entry in copy if entry.level is Level.STOP and (entry.code, entry.text) not in told]
        found += _unreachable(story, places)
    found += _unreachable_parts(package)
    found += _left_over(package)
    if not uses and not found:
        remedy = "请把要填写的地方写成 {{名称}}，名称从名称表里复制"
        found.append(_finding(Level.STOP, "template_without_names", WHOLE, "没有一处要填写的名称", remedy))
    return (*_first(found), *_repeated(uses), *_unused(uses, names))


def _first(found: list[Finding]) -> list[Finding]:
    """Return as many findings as a person reads, and how many more there are."""
    rest = found[MOST_TOLD:]
    if not rest:
        return found
    level = Level.STOP if any(entry.level is Level.STOP for entry in rest) else Level.WARN
    text = f"还有 {len(rest)} 处没有列出"
    more = _finding(level, "template_more", WHOLE, text, "请先改好前面的，再检查一次")
    return [*found[:MOST_TOLD], more]


def used_names(package: Package) -> frozenset[str]:
    """Return the names of all rightly spelled tags of the template."""
    paragraphs = (p for story in package.stories for p in story.root.iter(f"{W}p"))
    return frozenset(tag.name for p in paragraphs for tag in tags_in(line_of(p).text))


def _of_story(
    story: Story, places: Places, names: TemplateNames, uses: dict[str, list[str]], *, second: bool = False
) -> Iterator[Finding]:
    fields = _in_fields(story.root)
    sources: dict[etree._Element, str] = {}
    for paragraph in story.root.iter(f"{W}p"):
        if is_second_copy(paragraph) is not second:
            continue
        line = line_of(paragraph)
        deleted = deleted_text(paragraph)
        if not _OPEN.search(deleted) and not any(sign in line.text for sign in "{}｛｝"):
            continue
        where = places.of(paragraph, story)
        yield from _spelling(line.text, where, names)
        for tag in tags_in(line.text):
            uses.setdefault(tag.name, []).append(where)
            yield from _of_tag(tag, line, where, names)
            yield from _of_row(tag, paragraph, where, names, sources)
            yield from _of_surroundings(tag, line, where, fields)
        for tag in tags_in(deleted):
            text = f"{tag_of(tag.name)} 在修订删去的文字里，不会填写"
            yield _finding(Level.WARN, "template_deleted", where, text, "请接受或拒绝这处修订")


def _spelling(text: str, where: str, names: TemplateNames) -> Iterator[Finding]:
    """Yield what looks like a tag and is none."""
    right = {(tag.start, tag.end) for tag in tags_in(text)}
    for match in BRACED.finditer(text):
        if match.span() not in right:
            yield from _misspelled(match, where, names)
    rest = BRACED.sub(OTHER, text)
    for match in _LEFT_OPEN.finditer(rest):
        said = f"“{match[0]}”没有写完，缺后面的 }}}}"
        yield _finding(Level.STOP, "template_unclosed", where, said, "请写完整：{{名称}}，中间不要换行")
    for match in _LEFT_CLOSED.finditer(rest):
        said = f"“{match[0]}”缺前面的 {{{{"
        yield _finding(Level.STOP, "template_unclosed", where, said, "请写完整：{{名称}}，中间不要换行")


def _misspelled(match: re.Match[str], where: str, names: TemplateNames) -> Iterator[Finding]:
    inside = match[2].strip()
    if inside.startswith(("%", "#")) or inside.endswith(("%", "#")):
        yield _statement(match[0], where)
        return
    name = _BLANKS.sub("", match[2])
    known = name in set(names)
    if not known and min(len(match[1]), len(match[3])) < 2:
        if len(match[1]) + len(match[3]) > 2:
            text = f"“{match[0]}”两边的括号不成对"
            yield _finding(Level.STOP, "template_spelling", where, text, "请写成 {{名称}}，两边各两个半角花括号")
        return
    near = name if known else names.nearest(name)
    remedy = f"请改成 {tag_of(near)}" if near else "请写成 {{名称}}，名称从名称表里复制"
    text = f"“{match[0]}”写法不对：两边各两个半角花括号，中间不留空格"
    yield _finding(Level.STOP, "template_spelling", where, text, remedy)


def _statement(said: str, where: str) -> Finding:
    remedy = "请删去；表格里写着 {{措施.内容}} 这类名称的行会自动逐行重复"
    return _finding(Level.STOP, "template_statement", where, f"“{said}”是语句，这里只填名称，不执行语句", remedy)


def _of_tag(tag: Tag, line: Line, where: str, names: TemplateNames) -> Iterator[Finding]:
    if tag.name[0] in _OF_STATEMENTS:
        yield _statement(tag_of(tag.name), where)
    elif tag.name in names.rows:
        columns = listed(names.rows[tag.name].columns)
        text, remedy = f"{tag_of(tag.name)} 要写明是哪一栏", f"可用的有：{columns}"
        yield _finding(Level.STOP, "template_unknown_name", where, text, remedy)
    elif tag.name not in set(names):
        near = names.nearest(tag.name)
        remedy = f"最接近的是 {tag_of(near)}；" if near else ""
        text = f"没有“{tag.name}”这个名称"
        yield _finding(Level.STOP, "template_unknown_name", where, text, f"{remedy}请从名称表里复制名称")
    elif tag.name in names.sections and line.text.strip() != tag_of(tag.name):
        text = f"{tag_of(tag.name)} 是整段内容，同一段里不能有别的文字"
        yield _finding(Level.STOP, "template_section_place", where, text, "请让它单独成一段")


def _of_row(
    tag: Tag, paragraph: etree._Element, where: str, names: TemplateNames, sources: dict[etree._Element, str]
) -> Iterator[Finding]:
    """Yield the faults of a column tag; `sources` keeps the source of each row met so far."""
    source = names.source_of(tag.name)
    if not source:
        return
    row = next(paragraph.iterancestors(f"{W}tr"), None)
    if row is None:
        text = f"{tag_of(tag.name)} 逐行重复，要写在表格里"
        yield _finding(Level.STOP, "template_row_place", where, text, "请把它移到表格的一行里")
        return
    is_new = row not in sources
    other = sources.setdefault(row, source)
    if other != source:
        text = f"同一行里既有“{other}”又有“{source}”，不知道按哪一个重复"
        yield _finding(Level.STOP, "template_row_mixed", where, text, "请分成两行，每行只用一种")
    if is_new and _is_nested(row, sources):
        text = f"{tag_of(tag.name)}：会重复的一行里还套着另一个会重复的表格"
        yield _finding(Level.STOP, "template_row_mixed", where, text, "请把小表格移到外面")


def _is_nested(row: etree._Element, sources: dict[etree._Element, str]) -> bool:
    around = any(outer in sources for outer in row.iterancestors(f"{W}tr"))
    return around or any(inner in sources for inner in row.iterdescendants(f"{W}tr"))


def _of_surroundings(tag: Tag, line: Line, where: str, fields: set[etree._Element]) -> Iterator[Finding]:
    pieces = [piece.element for piece in line.within(tag)]
    if fields.intersection(pieces):
        remedy = "请选中它，按 Ctrl+Shift+F9 变成普通文字"
        text = f"{tag_of(tag.name)} 在域的结果里，更新域时填好的内容会被冲掉"
        yield _finding(Level.WARN, "template_field", where, text, remedy)
    if next(pieces[0].iterancestors(f"{W}sdt"), None) is not None:
        text = f"{tag_of(tag.name)} 在内容控件里，填好后可能仍按提示文字显示"
        yield _finding(Level.WARN, "template_control", where, text, "请右键删除内容控件，只留下文字")


def _in_fields(root: etree._Element) -> set[etree._Element]:
    """Return the pieces of text that Word calculates: between a field's separator and its end."""
    found: set[etree._Element] = set()
    stack: list[str] = []
    for node in root.iter(f"{W}fldChar", f"{W}t"):
        kind = node.get(f"{W}fldCharType")
        if kind == "begin":
            stack.append(kind)
        elif kind == "separate" and stack:
            stack[-1] = kind
        elif kind == "end" and stack:
            stack.pop()
        elif kind is None and "separate" in stack:
            found.add(node)
    return found.union(piece for field in root.iter(f"{W}fldSimple") for piece in field.iter(f"{W}t"))


def _unreachable(story: Story, places: Places) -> Iterator[Finding]:
    for element in story.root.iter(etree.Element):
        seen = [_SEEN[name] for name, value in element.attrib.items() if name in _SEEN and _OPEN.search(value)]
        if element.tag == f"{_MATH}oMath" and _OPEN.search("".join(element.itertext(f"{_MATH}t"))):
            seen.append("公式")
        if element.tag == f"{W}instrText" and _OPEN.search(element.text or ""):
            seen.append("域代码")
        if seen and not is_second_copy(element):
            paragraph = next(element.iterancestors(f"{W}p"), None)
            place = WHOLE if paragraph is None else places.of(paragraph, story)
            yield _not_filled(f"{place} · {seen[0]}")


def _unreachable_parts(package: Package) -> Iterator[Finding]:
    stories = {story.part for story in package.stories}
    for part, root in package.trees.items():
        if part in stories or not part.startswith("word/") or "glossary" in part:
            continue
        kind = next((label for key, label in _OTHER_PARTS.items() if key in part), "文件里的其他部件")
        if _OPEN.search("".join(root.itertext())):
            yield _not_filled(kind)


def _not_filled(where: str) -> Finding:
    remedy = "请把它移到正文、表格、页眉页脚或文本框里"
    return _finding(Level.WARN, "template_unreachable", where, "这里的名称不会填写", remedy)


def _left_over(package: Package) -> Iterator[Finding]:
    """Yield what an office forgets in its template and would print or hand out with every paper."""
    if any(story.root.find(f".//{tag}") is not None for story in package.stories for tag in _TRACKED):
        remedy = "请在“审阅”里接受或拒绝所有修订"
        yield _finding(Level.WARN, "template_tracked", WHOLE, "有没处理的修订，会留在每份文书里", remedy)
    if any(story.root.find(f".//{W}commentReference") is not None for story in package.stories):
        text = "有批注，会留在每份文书里"
        yield _finding(Level.WARN, "template_comment", "批注", text, "请在“审阅”里删除所有批注")


def _repeated(uses: dict[str, list[str]]) -> Iterator[Finding]:
    for name, places in uses.items():
        if len(places) > 1:
            text = f"{tag_of(name)} 用了 {len(places)} 次"
            where = _joined([place for place, _ in groupby(places)])
            yield _finding(Level.NOTE, "template_repeated", where, text, "每处都会填写；多写的请删去")


def _joined(places: list[str]) -> str:
    return "、".join(places[:_MOST_PLACES]) + (f"等 {len(places)} 处" if len(places) > _MOST_PLACES else "")


def _unused(uses: dict[str, list[str]], names: TemplateNames) -> Iterator[Finding]:
    unused = [name for name in names if name not in uses]
    if unused:
        text = f"没有用到的名称：{listed(unused)}"
        yield _finding(Level.NOTE, "template_unused", WHOLE, text, "需要的请从名称表里复制到模板里")


def _finding(level: Level, code: str, where: str, text: str, remedy: str) -> Finding:
    return Finding(level=level, code=code, where=where, text=text, remedy=remedy)
