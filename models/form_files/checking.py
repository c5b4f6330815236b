"""Everything there is to say of a definition: its faults, and what is allowed but is hardly meant.

A fault is a STOP, because no paper can be printed by such a form. What is odd is a WARN: a form may leave its
conclusion or its signature out, but then mostly somebody has forgotten them.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from models.domain.closure import AcceptanceResult, PaperKind
from models.domain.finding import Finding, Level
from models.domain.form import OPTIONAL, ColumnKind, ContentKind, FormDefinition, Layout, ListTable
from models.domain.slots import slots_in
from models.errors import ForeignFileError
from models.form_files.outside import form_files_in, read_form_file
from models.form_files.reading import NAMES, Reading, look_through
from models.form_files.values import Faults, Spot

NARROWEST_SIGNATURE = 18.0
NARROWEST_TABLE = 120.0
_CONCLUDES = (PaperKind.CLOSURE_OPINION, PaperKind.VERIFICATION_OPINION)
_SIGNED = (
    *_CONCLUDES, PaperKind.PUBLIC_NOTICE, PaperKind.NOTICE_TABLE, PaperKind.SELF_CHECK_REPORT,
)


def check_form(text: str, where: str) -> list[Finding]:
    """Return every fault of a definition (STOP) and everything odd about it (WARN), each with head, key and remedy."""
    return list(judged(look_through(text, where=where), where).findings)


def check_form_files(path: Path) -> list[Finding]:
    """Return what is to be said of a definition file, or of every one in a folder; one that cannot be read is a STOP.

    Two files of a folder with the same key are told too: the second would be given another on its import. Raises
    ForeignFileError where a single file cannot be read, or a folder has none.
    """
    if not path.is_dir():
        return check_form(read_form_file(path), path.name)
    found: list[Finding] = []
    first_of: dict[str, str] = {}
    for file in form_files_in(path):
        try:
            text = read_form_file(file)
        except ForeignFileError as error:
            found.append(Finding(
                level=Level.STOP, code="form_file", where=error.where, text=error.text, remedy=error.remedy))
            continue
        found += check_form(text, file.name)
        form = look_through(text).form
        if form is not None and (first := first_of.setdefault(form.key, file.name)) != file.name:
            found.append(_same_key(form.key, file.name, first))
    return found


def _same_key(key: str, name: str, first: str) -> Finding:
    return Finding(
        level=Level.WARN, code="form_key_twice", where=f"{name} key", remedy="请改掉其中一个",
        text=f"键“{key}”与 {first} 的一样，导入时会另取一个")


def judged(reading: Reading, where: str = "") -> Reading:
    """Return a reading with what is odd about its form."""
    if reading.form is None:
        return reading
    odd = _Odd(reading.form, where)
    odd.look()
    return Reading(form=reading.form, findings=(*reading.findings, *odd.faults.found))


class _Odd:
    """The odd things about one form."""

    def __init__(self, form: FormDefinition, where: str) -> None:
        self.form = form
        self.spot = Spot(words=where)
        self.faults = Faults()

    def look(self) -> None:
        """Look at every part of the form."""
        self._look_at_frame()
        self._look_at_heads()
        self._look_at_brackets()
        for place, item in enumerate(self.form.attachments):
            spot = self.spot.at(f"attachment/{place}", f"附件{place + 1}“{item.title}”")
            self._look_at_table(item.table, spot)

    def _add(self, way: str, code: str, text: str, remedy: str, words: str = "") -> None:
        self.faults.add(self.spot.at(way, words), text, remedy, code=code, level=Level.WARN)

    def _look_at_frame(self) -> None:
        form, kind = self.form, self.form.kind
        if kind is PaperKind.SIGNATURE_TABLE:
            text, remedy = "签字表不单独设样式，用的是验收销号意见的样式", "请把 kind 改成 closure_opinion"
            self._add("kind", "form_kind", text, remedy)
        if not form.heads:
            self._add("head", "form_no_heads", "一个部分也没有，只有标题和落款", "请加上各个部分")
        if kind in _CONCLUDES and not form.prints(ContentKind.CONCLUSION) and not form.uses("验收结论"):
            text = f"{kind.label}里没有验收结论"
            self._add("head", "form_no_conclusion", text, "请加一个内容为“验收结论”的部分")
        if kind is PaperKind.CLOSURE_OPINION and form.signature_table is None:
            self._add("attachment", "form_no_signature_table", "没有验收组成员签字表", "请加一个附件，栏目里有“签字”")
        if kind in _SIGNED and not form.sign_off.strip():
            self._add("sign_off", "form_no_sign_off", f"{kind.label}没有落款", "请在落款里插入 {落款}")
        for name, count in Counter(slots_in(form.title)).items():
            if count > 1:
                text = f"标题里 {{{name}}} 出现了 {count} 次"
                self._add("title", "form_title_repeats", text, "请核对标题", NAMES["title"])

    def _look_at_heads(self) -> None:
        names = Counter(head.text for head in self.form.heads if head.text)
        for place, head in enumerate(self.form.heads):
            way, words = f"head/{place}", f"第{place + 1}个部分“{head.text}”"
            if names[head.text] > 1:
                self._add(f"{way}/text", "form_heads_alike", "有两个部分的标题一样", "请改掉其中一个", words)
            if head.text.rstrip() != head.text or head.text.endswith(("：", "。", "，", "、", "；", ":", ".")):
                self._add(f"{way}/text", "form_head_ends", "标题末尾有标点或空格", "标点由程序加，请删去", words)
            lacking = [item.label for item in AcceptanceResult if item not in dict(head.results)]
            if head.results and lacking:
                text = f"结论没有写“{'”“'.join(lacking)}”时的话"
                self._add(f"{way}/results", "form_results", text, "请补上，或由验收结论填写", words)
            if head.table is not None:
                self._look_at_table(head.table, self.spot.at(way, words))

    def _look_at_table(self, table: ListTable, spot: Spot) -> None:
        width = sum(column.width for column in table.columns)
        if table.columns and width < NARROWEST_TABLE and self.form.layout is Layout.PROSE:
            text = f"各栏合计只有 {width:g} 毫米，比版心窄得多"
            self.faults.add(
                spot.at("columns"), text, "请加宽几栏，版心宽 156 毫米", code="form_narrow_table", level=Level.WARN)
        for place, column in enumerate(table.columns):
            inside = spot.at(f"columns/{place}", f"第{place + 1}栏")
            if column.content is ColumnKind.SIGNATURE and column.width < NARROWEST_SIGNATURE:
                text = f"签字栏只有 {column.width:g} 毫米，不够签名"
                remedy = f"请留出 {NARROWEST_SIGNATURE:g} 毫米以上"
                self.faults.add(inside.at("width"), text, remedy, code="form_narrow_signature", level=Level.WARN)
            alike = [(item.content, item.words) for item in table.columns]
            if alike.index((column.content, column.words)) != place:
                text = f"“{column.words or column.content.label}”排了两栏"
                self.faults.add(inside, text, "请核对栏目", code="form_column_twice", level=Level.WARN)

    def _look_at_brackets(self) -> None:
        """Square brackets without a slot inside are no condition: what they hold is always printed."""
        texts = [(way, NAMES[way], getattr(self.form, way)) for way in ("title", "opening", "sign_off", "contact")]
        texts += [(f"tail/{place}", f"{NAMES['tail']}第{place + 1}段", line)
                  for place, line in enumerate(self.form.tail)]
        texts += [(f"head/{place}/words", f"第{place + 1}个部分“{head.text}”", head.words)
                  for place, head in enumerate(self.form.heads)]
        for way, words, text in texts:
            for found in OPTIONAL.finditer(text):
                if not slots_in(found[1]):
                    said = f"[{found[1]}] 里没有空位，总会印出来"
                    self._add(way, "form_idle_brackets", said, "请删去方括号，或写进一个空位", words)
