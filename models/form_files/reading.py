"""Reading a form definition, as it stands in a TOML file of the resources, of an office, or in its records.

Unknown heads, keys, contents and slots are refused by name, with the head they stand in and the remedy; nothing is
guessed, and one look names all of them. Files written before a form had several kinds of tables are read alike: a
signature table is the table of the members.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from models.domain.closure import AcceptanceResult, PaperKind
from models.domain.finding import Finding, Level
from models.domain.form import (
    OPTIONAL,
    Attachment,
    ColumnKind,
    ContentKind,
    FormDefinition,
    Head,
    Layout,
    ListTable,
    Numbering,
    TableColumn,
)
from models.domain.slots import ROW_SLOTS, SLOT_BY_NAME, RowSource, slots_in
from models.errors import ReferenceDataError
from models.form_files.broken import broken_at
from models.form_files.values import LARGEST_WIDTH, Faults, Spot, Values

AREA_WIDTH = LARGEST_WIDTH
SIGNATURE_TABLE = "signature_table"
# What parts of a form are called where a fault is told.
NAMES = {
    "title": "标题", "addressee": "主送", "opening": "引言", "tail": "文末", "sign_off": "落款", "contact": "联系人",
    "text": "标题", "words": "文字", "results": "结论", "label": "名称",
}
# More than any paper has; a file with thousands of them is something else, and no window could show them.
MOST_HEADS, MOST_ATTACHMENTS, MOST_COLUMNS = 100, 20, 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """读法: what a text gives as a form, faults and all; `form` is None where the form would not say what it says."""

    form: FormDefinition | None
    findings: tuple[Finding, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Return whether papers can be printed by it."""
        return self.form is not None and not any(item.level is Level.STOP for item in self.findings)


def read_form(text: str, *, where: str) -> FormDefinition:
    """Read a form definition; raises ReferenceDataError naming head, key and remedy of the first fault."""
    return _sound(look_through(text, where=where))


def form_of(data: Mapping[str, Any], *, where: str) -> FormDefinition:
    """Return the form that plain data defines; raises ReferenceDataError naming head, key and remedy."""
    return _sound(_reading(data, where))


# Lists, pages and checks ask for the same few definitions again and again.
@lru_cache(maxsize=256)
def look_through(text: str, *, where: str = "") -> Reading:
    """Read a form definition and return every fault in it; the form is given as far as it can hold them."""
    try:
        return _reading(tomllib.loads(text), where)
    # An endless row of brackets ends in the one, a number of ten thousand digits in the other.
    except (ValueError, RecursionError) as error:
        return Reading(form=None, findings=tuple(broken_at(text, error, where).found))


def _sound(reading: Reading) -> FormDefinition:
    if reading.form is None or not reading.is_sound:
        first = reading.findings[0]
        raise ReferenceDataError(first.text, where=first.where, remedy=first.remedy)
    return reading.form


def _reading(data: Mapping[str, Any], where: str) -> Reading:
    faults = Faults()
    values = Values(data, Spot(words=where), faults)
    heads = tuple(_head(item, where) for item in values.tables("head", most=MOST_HEADS))
    attachments = tuple(_attachment(item) for item in values.tables("attachment", "附件", most=MOST_ATTACHMENTS))
    form = FormDefinition(
        key=values.need("key"), kind=values.choice(PaperKind, "kind"), label=values.need("label"),
        title=values.need("title"), addressee=values.text("addressee"), opening=values.text("opening"),
        layout=values.choice(Layout, "layout", Layout.PROSE),
        numbering=values.choice(Numbering, "numbering", Numbering.FIRST),
        label_width=values.width("label_width", 30.0), heads=heads, tail=values.texts("tail"),
        sign_off=values.text("sign_off", "{落款}"), contact=values.text("contact"), attachments=attachments,
    )
    values.end()
    _find_twins(form, values.spot, faults)
    _look_at_words(form, values.spot, faults)
    return Reading(form=form if faults.is_whole else None, findings=tuple(faults.found))


def _head(values: Values, where: str) -> Head:
    place = int(values.spot.way.rpartition("/")[2]) + 1
    values.named(f"{where} 第{place}个部分".strip())
    text = values.need("text")
    values.named(f"{values.spot.words}“{text}”" if text else values.spot.words)
    content = values.choice(ContentKind, "content")
    has_table = values.has("rows") or values.has("columns")
    head = Head(
        text=text, content=content, key=values.text("key"), short=values.text("short"),
        numbering=values.choice(Numbering, "numbering", Numbering.NONE), words=values.text("words"),
        inline=values.flag("inline"), results=values.pairs("results", AcceptanceResult),
        table=_table(values) if content is ContentKind.TABLE or has_table else None,
    )
    values.end()
    _find_idle(head, values)
    return head


def _find_idle(head: Head, values: Values) -> None:
    """Find what stands in a head and would never be printed, and what its content cannot do without."""
    content, spot, add = head.content, values.spot, values.faults.add
    if head.results and content is not ContentKind.CONCLUSION:
        add(spot.at("results"), "results 只能写在 conclusion 里", "请移到写验收结论的部分")
    if head.table is not None and content is not ContentKind.TABLE:
        add(spot.at("content"), "rows 和 columns 只能写在 table 里", "请把 content 改成 table")
    if head.words and not (content is ContentKind.WORDS or content.item_families):
        add(spot.at("words"), f"words 不能写在 {content} 里", "请删去 words，或把 content 改成 words")
    if not head.words and content in (ContentKind.WORDS, ContentKind.EACH_MEASURE):
        add(spot.at("words"), "缺 words", '请写上 words = "…"')


def _table(values: Values) -> ListTable:
    rows = values.choice(RowSource, "rows")
    return _columns(values, rows)


def _columns(values: Values, rows: RowSource) -> ListTable:
    items = values.tables("columns", "第", most=MOST_COLUMNS)
    if not items:
        values.faults.add(values.spot.at("columns"), "缺 columns", "请写上表格的各栏")
    table = ListTable(rows=rows, columns=tuple(_column(item, rows) for item in items))
    width = sum(column.width for column in table.columns)
    if width > AREA_WIDTH + 0.05:
        text = f"各栏合计 {width:g} 毫米，超过版心的 {AREA_WIDTH:g} 毫米"
        values.faults.add(values.spot.at("columns"), text, "请减小几栏的宽（width）")
    return table


def _column(values: Values, rows: RowSource) -> TableColumn:
    values.named(f"{values.spot.words}栏")
    kind = values.choice(ColumnKind, "content")
    if not kind.is_of(rows):
        others = "、".join(f"“{item}”" for item in ColumnKind if item.is_of(rows))
        values.faults.add(
            values.spot.at("content"), f"{rows.label}的表格没有“{kind}”这一栏", f"可用的有：{others}"
        )
    column = TableColumn(
        content=kind, label=values.need("label"), width=values.width("width"),
        merges=values.flag("merges", default=kind is ColumnKind.GROUP), words=values.text("words"),
    )
    values.end()
    _find_idle_words(column, values)
    return column


def _find_idle_words(column: TableColumn, values: Values) -> None:
    is_words = column.content is ColumnKind.WORDS
    if column.words and not is_words:
        text = f"words 不能写在 {column.content} 这一栏里"
        values.faults.add(values.spot.at("words"), text, "请删去 words，或把 content 改成 words")
    if is_words and not column.words:
        values.faults.add(values.spot.at("words"), "缺 words", '请写上 words = "…"')


def _attachment(values: Values) -> Attachment:
    content = values.text("content", "table")
    if content not in (SIGNATURE_TABLE, "table"):
        values.faults.lose(
            values.spot.at("content"), f"附件的 content 不认识“{content}”", "可用的有：“signature_table”、“table”"
        )
    title = values.need("title")
    members = RowSource.MEMBERS if content == SIGNATURE_TABLE else None
    attachment = Attachment(title=title, table=_columns(values, values.choice(RowSource, "rows", members)))
    values.end()
    return attachment


def _find_twins(form: FormDefinition, spot: Spot, faults: Faults) -> None:
    """Find sections with the same key: an edit of the one would be an edit of the other."""
    sections = [(f"head/{place}", head.section) for place, head in enumerate(form.heads)]
    sections += [(f"attachment/{place}", item.section) for place, item in enumerate(form.attachments)]
    counts = Counter(section for _, section in sections)
    told: set[str] = set()
    for way, section in sections:
        if counts[section] > 1 and section in told:
            faults.add(spot.at(f"{way}/key"), f"有两个部分都叫 {section}", '请给其中一个写上自己的 key = "…"')
        told.add(section)


def _look_at_words(form: FormDefinition, spot: Spot, faults: Faults) -> None:
    for key in ("title", "addressee", "opening", "sign_off", "contact"):
        _look_at(getattr(form, key), spot.at(key, NAMES[key]), faults)
    for place, line in enumerate(form.tail):
        _look_at(line, spot.at(f"tail/{place}", f"{NAMES['tail']}第{place + 1}段"), faults)
    for place, head in enumerate(form.heads):
        inside = spot.at(f"head/{place}", f"第{place + 1}个部分“{head.text}”")
        more = tuple(name for name in ROW_SLOTS if name.partition(".")[0] in head.content.item_families)
        _look_at(head.text, inside.at("text"), faults)
        _look_at(head.words, inside.at("words"), faults, more)
        for result, text in head.results:
            _look_at(text, inside.at(f"results/{result}", f"“{result.label}”时"), faults)
        _look_at_columns(head.table, inside, faults)
    for place, item in enumerate(form.attachments):
        _look_at_columns(item.table, spot.at(f"attachment/{place}", f"附件“{item.title}”"), faults)


def _look_at_columns(table: ListTable | None, spot: Spot, faults: Faults) -> None:
    if table is None:
        return
    of_row = tuple(name for name in ROW_SLOTS if name.partition(".")[0] in table.rows.families)
    for place, column in enumerate(table.columns):
        _look_at(column.words, spot.at(f"columns/{place}/words", f"第{place + 1}栏"), faults, of_row)


def _look_at(text: str, spot: Spot, faults: Faults, more: tuple[str, ...] = ()) -> None:
    """Find slots nobody knows and square brackets that are open."""
    for name in dict.fromkeys(slots_in(text)):
        if name not in SLOT_BY_NAME and name not in more:
            near = get_close_matches(name, (*more, *SLOT_BY_NAME), n=3, cutoff=0.4)
            remedy = f"最接近的是：{'、'.join(f'{{{item}}}' for item in near)}" if near else "请从“插入空位”里选一个"
            faults.add(spot, f"不认识的空位 {{{name}}}", remedy, code="form_slot")
    rest = OPTIONAL.sub("", text)
    if "[" in rest or "]" in rest:
        remedy = "可省去的话请写在一对 [ ] 里，括号里不再套括号"
        faults.add(spot, f"方括号不成对：{text}", remedy, code="form_brackets")
