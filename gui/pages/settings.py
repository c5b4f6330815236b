"""设置: the office, the issuers it drafts for, its units and persons, its backups, what was done, and this PC.

What lies behind a tab is imported when it is opened first; together they would hold the window up.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gui import suggest
from gui.page import Page
from gui.parts.completer_field import CompleterField
from gui.parts.fields import LineField, TextField, TickField
from gui.parts.keys import bind
from gui.parts.tables import Column
from gui.parts.tabs import Tabs
from gui.places import FORMS, HISTORY, FormPlace
from gui.session import Session
from gui.settings.record_list import Kind, RecordList
from models.actions import directory
from models.domain.directory import Issuer, IssuerId, Person, PersonId, Unit, UnitId
from models.workspace import Changes, Workspace, new_id

UNITS = Kind(
    cls=Unit, table="units", name="单位",
    columns=(
        Column(key="name", title="全称", width=280, grows=True), Column(key="short_name", title="简称", width=120),
    ),
    begin=lambda: Unit(id=UnitId(new_id()), name=""),
    save=lambda ws, unit: directory.save_unit(ws, unit=unit),
    remove=lambda ws, unit: directory.remove_unit(ws, unit_id=unit.id),
    empty="还没有单位。录入任务时写到的单位会自己进来。",
)
PERSONS = Kind(
    cls=Person, table="persons", name="人员",
    columns=(
        Column(key="name", title="姓名", width=80), Column(key="unit", title="单位", width=200, grows=True),
        Column(key="post", title="职务", width=140),
    ),
    begin=lambda: Person(id=PersonId(new_id()), name=""),
    save=lambda ws, person: directory.save_person(ws, person=person),
    remove=lambda ws, person: directory.remove_person(ws, person_id=person.id),
    empty="还没有人员。录入验收组时写到的人会自己进来。",
)
ISSUERS = Kind(
    cls=Issuer, table="issuers", name="发文主体",
    columns=(
        Column(key="name", title="名称", width=280, grows=True),
        Column(key="document_word", title="机关代字", width=110),
    ),
    begin=lambda: Issuer(id=IssuerId(new_id()), name=""),
    save=lambda ws, issuer: directory.save_issuer(ws, issuer=issuer),
    remove=lambda ws, issuer: directory.remove_issuer(ws, issuer=issuer),
    empty="还没有发文主体。请先建本单位，常替市里起草的再建一个。",
)


class SettingsPage(Page):
    """The page of settings, one tab a subject."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.head.title.setText("设置")
        self.tabs = Tabs()
        for key, label, make in (
            ("office", "本单位", lambda: _office(session)),
            ("issuers", "发文主体", lambda: RecordList(session, ISSUERS, _issuer_fields(session.workspace))),
            ("units", "单位", lambda: RecordList(session, UNITS, _unit_fields())),
            ("persons", "人员", lambda: RecordList(session, PERSONS, _person_fields(session.workspace))),
            (FORMS, "文书样式", lambda: _forms(session)),
            ("templates", "Word 模板", lambda: _templates(session)),
            ("holidays", "放假安排", lambda: _holidays(session)),
            ("backup", "备份与校验", lambda: _backup(session)),
            (HISTORY, "记录", lambda: _history(session)),
            ("machine", "本机", lambda: _machine(session)),
        ):
            self.tabs.add(key, label, make)
        self.tabs.opened.connect(lambda _: self.refresh(None))
        self.tabs.opened.connect(lambda _: self.turned.emit())
        self.column.addWidget(self.tabs, 1)
        # On the page, because the keyboard may be on the tabs.
        bind(self, ("Ctrl+N", lambda: self._on_list(RecordList.begin)), ("F2", lambda: self._on_list(RecordList.edit)),
             ("Ctrl+F", self._to_filter))

    def prepare(self) -> Iterator[None]:
        """Build what is much behind a tab, part by part, and show it out of sight."""
        if not self.tabs.open_key():
            self.tabs.open("office")
            yield
            # Gives the tabs their room on a page that is not seen.
            self.tabs.bar.grab()
            yield
        for key, building in _BUILDING.items():
            if self.tabs.is_made(key):
                continue
            panel = yield from building(self.session)
            if self.tabs.is_made(key):
                panel.deleteLater()
                continue
            self.tabs.hold(key, panel)
            yield
            if not panel.isVisible():
                panel.resize(self.tabs.stack.size())
                yield from panel.rehearse()
                yield

    def refresh(self, changes: Changes | None) -> None:
        for panel in self.tabs.made():
            panel.refresh(changes)  # type: ignore[attr-defined]

    def go_to(self, place: object) -> None:
        if isinstance(place, FormPlace):
            self.tabs.open(FORMS)
            self.tabs.stack.currentWidget().show_form(place.form_id, place.field)  # type: ignore[attr-defined]
        elif isinstance(place, str):
            self.tabs.open(place)
        elif not self.tabs.open_key():
            self.tabs.open("office")

    def place(self) -> object:
        return self.tabs.open_key()

    def topic(self) -> str:
        key = self.tabs.open_key()
        return f"settings-{key}" if key in (FORMS, "templates", "holidays", "backup", HISTORY) else ""

    def leave(self) -> bool:
        # Saving one field may show a problem in another: a phone number without its name.
        return super().leave() and not self.open_fields()

    def first_focus(self) -> QWidget:
        shown = self.tabs.stack.currentWidget()
        return shown.first_focus() if self.tabs.open_key() in (FORMS, "templates", HISTORY) else self.tabs.bar

    def _to_filter(self) -> None:
        shown = self.tabs.stack.currentWidget()
        if isinstance(shown, RecordList) or self.tabs.open_key() in ("templates", HISTORY):
            shown.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_list(self, do: Callable[[RecordList], object]) -> None:
        shown = self.tabs.stack.currentWidget()
        if isinstance(shown, RecordList):
            do(shown)


def _office(session: Session) -> QWidget:
    from gui.settings.office_panel import OfficePanel

    return OfficePanel(session)


def _forms(session: Session) -> QWidget:
    from gui.forms.panel import FormsPanel

    return FormsPanel(session)


def _building_issuers(session: Session) -> Generator[None, None, RecordList]:
    fields = _issuer_fields(session.workspace)
    yield
    return RecordList(session, ISSUERS, fields)


def _building_forms(session: Session) -> Generator[None, None, QWidget]:
    from gui.forms.panel import building

    return (yield from building(session))


def _building_templates(session: Session) -> Generator[None, None, QWidget]:
    from gui.settings.template_panel import building

    return (yield from building(session))


def _holidays(session: Session) -> QWidget:
    from gui.settings.holidays_panel import HolidaysPanel

    return HolidaysPanel(session)


def _templates(session: Session) -> QWidget:
    from gui.settings.template_panel import TemplatePanel

    return TemplatePanel(session)


def _backup(session: Session) -> QWidget:
    from gui.settings.backup_panel import BackupPanel

    return BackupPanel(session)


def _history(session: Session) -> QWidget:
    from gui.settings.history_panel import HistoryPanel

    return HistoryPanel(session)


def _machine(session: Session) -> QWidget:
    from gui.settings.machine_panel import MachinePanel

    return MachinePanel(session)


def _unit_fields() -> list[tuple[str, LineField, int]]:
    return [
        ("name", LineField("全称", printed="各类文书", required=True), 0),
        ("short_name", LineField("简称", placeholder="列表里显示，如 住建局"), 1),
        ("aliases", LineField("别称", placeholder="导入的文件里的其他写法，用、分开"), 0),
    ]


def _person_fields(ws: Workspace) -> list[tuple[str, LineField, int]]:
    return [
        ("name", LineField("姓名", required=True), 1),
        ("phone", LineField("联系电话", printed="签字表"), 1),
        ("unit", CompleterField("单位", suggest.units(ws), printed="签字表"), 0),
        ("post", CompleterField("职务（职称）", suggest.posts(ws), printed="签字表"), 1),
    ]


def _issuer_fields(ws: Workspace) -> list[tuple[str, LineField | TextField | TickField, int]]:
    units = suggest.units(ws)
    return [
        ("name", CompleterField("名称", units, printed="标题、落款", required=True), 0),
        ("head_lines", TextField("发文机关标志", placeholder="红头；要分两行就按回车，不填就用名称", printed="红头",
                                 lines=(2, 3)), 0),
        ("self_reference", LineField("自称", placeholder="我办", printed="引言"), 1),
        ("document_word", LineField("机关代字", placeholder="如 示督改办", printed="发文字号"), 1),
        ("addressee", CompleterField("主送机关", units, placeholder="写意见时自动带出", printed="主送"), 0),
        ("leading_group", CompleterField("领导小组", units), 0),
        ("printing_office", CompleterField("印发机关", units, printed="版记"), 0),
        ("is_own", TickField("这是本单位"), 0),
    ]


_BUILDING = {"issuers": _building_issuers, FORMS: _building_forms, "templates": _building_templates}
