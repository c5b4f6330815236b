"""The vocabulary of papers: a form 文书样式 is ordered heads over records, and is data, not code.

Built-in forms are TOML under resources/forms, an office's own are rows that hold the same. A head names what it prints
by its `ContentKind`; running text names facts by slots such as {验收日期}. Slots are looked up, nothing is evaluated;
one that has no value is a STOP finding of that name, never a blank. Words in square brackets are printed only where
the slots inside have values: [会同{会同部门}] leaves an office that accepted alone with a whole sentence. Brackets may
offer several wordings parted by |: the first whose slots have values is printed, else the last, as in
[{牵头单位}牵头|{责任单位}].
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from models.domain.closure import AcceptanceResult, PaperKind
from models.domain.slots import RowSource, slots_in

# An office's own copy of such a form has a number behind its key.
_SHEET_KEY = re.compile(r"-sheet(?:-\d+)?$")
OPTIONAL = re.compile(r"\[([^\[\]]*)\]")


class ContentKind(StrEnum):
    """内容种类: what a head of a paper prints."""

    PROBLEM = "problem"
    GOAL = "goal"
    MEASURES = "measures"
    IMPLEMENTATION = "implementation"
    GOAL_COMPLETION = "goal_completion"
    EVIDENCE_MAPPING = "evidence_mapping"
    NEXT_STEPS = "next_steps"
    CONCLUSION = "conclusion"
    EACH_MEASURE = "each_measure"
    WORDS = "words"
    TABLE = "table"
    PHOTO_PAIRS = "photo_pairs"

    @property
    def label(self) -> str:
        return {
            "problem": "反馈问题",
            "goal": "整改目标",
            "measures": "整改措施",
            "implementation": "落实情况",
            "goal_completion": "目标完成情况",
            "evidence_mapping": "佐证对应",
            "next_steps": "下步要求",
            "conclusion": "验收结论",
            "each_measure": "逐条措施",
            "words": "一段文字",
            "table": "表格",
            "photo_pairs": "对比照片",
        }[self.value]

    @property
    def item_words(self) -> str:
        """Return what is printed of each measure, or under each photo; empty for a content of neither."""
        return {
            "measures": "{措施.内容}",
            "implementation": "{措施.落实情况}",
            "evidence_mapping": "{措施.对应说明}",
            "photo_pairs": "图{对比.序号}[：{对比.地点}]（{照片.前后}[，{照片.日期}摄]）",
        }.get(self.value, "")

    @property
    def is_by_measure(self) -> bool:
        """Return whether the content is printed once for each covered measure."""
        return self.item_families == ("措施",)

    @property
    def item_families(self) -> tuple[str, ...]:
        """Return the first words of the slots that hold for each item of the content only; none without items."""
        if self is ContentKind.PHOTO_PAIRS:
            return ("对比", "照片")
        return ("措施",) if self.item_words or self is ContentKind.EACH_MEASURE else ()

    @property
    def is_recorded(self) -> bool:
        """Return whether the section is printed from its records as it is, and nobody rewrites its words."""
        return self in (ContentKind.TABLE, ContentKind.PHOTO_PAIRS)


# The slots by which a head of free words tells the same as a head of that content.
_TOLD_BY_SLOT = {
    "反馈问题": ContentKind.PROBLEM,
    "整改目标": ContentKind.GOAL,
    "措施.内容": ContentKind.MEASURES,
    "措施.落实情况": ContentKind.IMPLEMENTATION,
    "措施.对应说明": ContentKind.EVIDENCE_MAPPING,
    "目标完成情况": ContentKind.GOAL_COMPLETION,
    "验收结论": ContentKind.CONCLUSION,
    "下步要求": ContentKind.NEXT_STEPS,
}


class Numbering(StrEnum):
    """编号: how heads, and the items of a head, are numbered; 一是 runs the items together in one paragraph."""

    NONE = ""
    FIRST = "一、"
    CHINESE = "（一）"
    ARABIC = "1."
    BRACKET = "（1）"
    CIRCLE = "①"
    ORDINAL = "一是"

    @property
    def label(self) -> str:
        return self.value or "不编号"


class Layout(StrEnum):
    """版式: heads one below the other, or as the rows of a table of two columns."""

    PROSE = "prose"
    TABLE = "table"

    @property
    def label(self) -> str:
        return {"prose": "分条文字", "table": "两栏表格"}[self.value]


class ColumnKind(StrEnum):
    """栏目: what a column of a table prints of each row; each belongs to one or more kinds of rows."""

    GROUP = "group"
    NAME = "name"
    UNIT = "unit"
    POST = "post"
    PHONE = "phone"
    SIGNATURE = "signature"
    POSITION = "position"
    MEASURE_NUMBER = "measure_number"
    MEASURE_TEXT = "measure_text"
    DEADLINE = "deadline"
    MEASURE_UNITS = "measure_units"
    IMPLEMENTATION = "implementation"
    PROOF = "proof"
    EVIDENCE_NUMBER = "evidence_number"
    TITLE = "title"
    KIND = "kind"
    DOCUMENT_NUMBER = "document_number"
    ISSUING_BODY = "issuing_body"
    DATE = "date"
    PAGES = "pages"
    FILES = "files"
    PROVES = "proves"
    PROOF_KIND = "proof_kind"
    MEASURES = "measures"
    NOTE = "note"
    WORDS = "words"

    @property
    def slot(self) -> str:
        """Return the row slot of the same meaning: 成员.姓名; empty for words, which may hold any."""
        return _SLOT_OF_COLUMN.get(self, "")

    @property
    def label(self) -> str:
        return self.slot or "一段文字"

    def is_of(self, rows: RowSource) -> bool:
        """Return whether rows of this kind have such a column."""
        source = self.slot.partition(".")[0]
        return not source or source in rows.families


_SLOT_OF_COLUMN = {
    ColumnKind.GROUP: "成员.组别",
    ColumnKind.NAME: "成员.姓名",
    ColumnKind.UNIT: "成员.单位",
    ColumnKind.POST: "成员.职务",
    ColumnKind.PHONE: "成员.电话",
    ColumnKind.SIGNATURE: "成员.签字",
    ColumnKind.POSITION: "行.序号",
    ColumnKind.MEASURE_NUMBER: "措施.编号",
    ColumnKind.MEASURE_TEXT: "措施.内容",
    ColumnKind.DEADLINE: "措施.时限",
    ColumnKind.MEASURE_UNITS: "措施.责任单位",
    ColumnKind.IMPLEMENTATION: "措施.落实情况",
    ColumnKind.PROOF: "措施.对应说明",
    ColumnKind.EVIDENCE_NUMBER: "佐证.编号",
    ColumnKind.TITLE: "佐证.名称",
    ColumnKind.KIND: "佐证.类别",
    ColumnKind.DOCUMENT_NUMBER: "佐证.文号",
    ColumnKind.ISSUING_BODY: "佐证.发文单位",
    ColumnKind.DATE: "佐证.日期",
    ColumnKind.PAGES: "佐证.页码",
    ColumnKind.FILES: "佐证.件数",
    ColumnKind.PROVES: "佐证.证明内容",
    ColumnKind.PROOF_KIND: "佐证.证明类别",
    ColumnKind.MEASURES: "佐证.对应措施",
    ColumnKind.NOTE: "佐证.备注",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    """表格一栏: head and width in millimetres; neighbours that say the same become one cell where it `merges`.

    `words` are those of a content `words`: slots of the closure and of the row may stand in them.
    """

    content: ColumnKind
    label: str
    width: float
    merges: bool = False
    words: str = ""

    @property
    def slots(self) -> tuple[str, ...]:
        """Return the names of the slots the column prints."""
        return slots_in(self.words) if self.content is ColumnKind.WORDS else (self.content.slot,)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTable:
    """表格: one row a member, measure, piece of evidence, or measure × evidence, under these columns."""

    rows: RowSource
    columns: tuple[TableColumn, ...]

    @property
    def is_signed(self) -> bool:
        """Return whether there is a column to sign in."""
        return any(column.content is ColumnKind.SIGNATURE for column in self.columns)

    @property
    def slots(self) -> tuple[str, ...]:
        """Return the names of the slots its columns print."""
        return tuple(name for column in self.columns for name in column.slots)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """部分: one head of a paper; `short` is its name in the list of sections, `key` names a person's edit of it.

    Its `text` may hold slots: {督察}反馈问题. `words` are those of a content `words`, or what is printed of each
    measure. An `inline` head stands on the line of its text where that is one paragraph. `results` gives a conclusion
    its wording for each result, where the acceptance has no wording of its own. `table` belongs to a content `table`.
    """

    text: str
    content: ContentKind
    key: str = ""
    short: str = ""
    numbering: Numbering = Numbering.NONE
    words: str = ""
    inline: bool = False
    results: tuple[tuple[AcceptanceResult, str], ...] = ()
    table: ListTable | None = None

    @property
    def name(self) -> str:
        """Return what the list of sections calls the head."""
        return self.short or self.text

    @property
    def section(self) -> str:
        """Return the key of its section, by which edits know it."""
        return self.key or self.content.value

    @property
    def item_words(self) -> str:
        """Return what is printed of each measure or under each photo; empty for a head of neither."""
        return (self.words if self.content.item_families else "") or self.content.item_words

    @property
    def row_slots(self) -> tuple[str, ...]:
        """Return the names of the slots printed of each measure or photo, or of each row of its table."""
        return self.table.slots if self.table is not None else slots_in(self.item_words)

    @property
    def says(self) -> frozenset[ContentKind]:
        """Return what the head tells, by its content or the slots in its words; nothing for a table of rows."""
        if self.content is ContentKind.TABLE:
            return frozenset()
        used = slots_in(self.words or self.content.item_words)
        return frozenset((self.content, *(kind for name, kind in _TOLD_BY_SLOT.items() if name in used)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """附件: a table on a page of its own, most often the signature table."""

    title: str
    table: ListTable

    @property
    def section(self) -> str:
        """Return the key of its section."""
        return "signature_table" if self.table.is_signed else f"attachment_{self.table.rows}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDefinition:
    """文书样式: title, addressee, opening, heads, tail, signature and attachments of one paper.

    `numbering` is that of the heads. `tail` are paragraphs after the heads, each left out where its slots lack words
    in square brackets only. `sign_off` is what stands over the date, empty for a paper nobody signs. In a table of two
    columns the heads take `label_width` millimetres.
    """

    key: str
    kind: PaperKind
    label: str
    title: str
    addressee: str = ""
    opening: str = ""
    layout: Layout = Layout.PROSE
    numbering: Numbering = Numbering.FIRST
    label_width: float = 30.0
    heads: tuple[Head, ...] = ()
    tail: tuple[str, ...] = ()
    sign_off: str = "{落款}"
    contact: str = ""
    attachments: tuple[Attachment, ...] = ()

    @property
    def is_sheet(self) -> bool:
        """Return whether the paper is an Excel sheet: a form of a list of evidence whose key ends in -sheet."""
        return self.kind.may_be_sheet and _SHEET_KEY.search(self.key) is not None

    @property
    def signature_table(self) -> Attachment | None:
        """Return the attachment members sign in, None for a form without one."""
        return next((item for item in self.attachments if item.table.is_signed), None)

    def running_texts(self) -> Iterator[tuple[str, str]]:
        """Yield place and text of everything in which slots may stand, but for what is printed of each measure."""
        yield from (("title", self.title), ("addressee", self.addressee), ("opening", self.opening))
        for head in self.heads:
            yield head.text, head.text
            if not head.content.item_families:
                yield head.text, head.words
            yield from ((head.text, text) for _, text in head.results)
        yield from (("tail", line) for line in self.tail)
        yield from (("sign_off", self.sign_off), ("contact", self.contact))

    @property
    def written_sections(self) -> dict[str, str]:
        """Return the sections whose words a person may rewrite, each key with the name of the section."""
        around = {
            "title": "标题" * bool(self.title), "addressee": "主送机关" * bool(self.addressee),
            "opening": "引言" * bool(self.opening), "tail": "文末" * bool(self.tail),
            "attachment_note": "附件说明" * bool(self.attachments), "sign_off": "落款" * bool(self.sign_off),
        }
        heads = {head.section: head.name for head in self.heads if not head.content.is_recorded}
        return {key: name for key, name in around.items() if name} | heads

    def prints(self, content: ContentKind) -> bool:
        """Return whether a head prints this content."""
        return any(head.content is content for head in self.heads)

    @property
    def prints_numbers(self) -> bool:
        """Return whether the numbers of evidence stand on the paper, which are fixed with it."""
        rows = (*(head.row_slots for head in self.heads), *(item.table.slots for item in self.attachments))
        return any(ColumnKind.EVIDENCE_NUMBER.slot in slots for slots in rows)

    def uses(self, *names: str) -> bool:
        """Return whether one of these slots stands in a running text."""
        used = {name for _, text in self.running_texts() for name in slots_in(text)}
        used.update(name for head in self.heads if head.table is not None for name in head.table.slots)
        return not used.isdisjoint(names)
