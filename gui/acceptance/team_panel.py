"""The acceptance team on a page: the table, what is wrong with it in words, and what can be done with its rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from gui import suggest
from gui.acceptance.team_table import TeamTable
from gui.parts.buttons import LinkButton
from gui.parts.labels import Meta, SectionHead, Small
from gui.parts.layouts import empty
from gui.session import Session
from models.actions.closures import copy_team, remove_member, save_members
from models.assembly import members_of
from models.domain.checks.team import PLACE, team_findings
from models.domain.closure import ClosureId, Member
from models.domain.finding import Finding
from models.errors import AppError


class TeamPanel(QWidget):
    """Head, table and notices of the team of one closure."""

    def __init__(self, session: Session, printed: str = "") -> None:
        super().__init__()
        self.session = session
        self.closure_id = ClosureId("")
        ws = session.workspace
        self.table = TeamTable({
            "name": suggest.persons(ws), "unit": suggest.units(ws), "post": suggest.posts(ws),
            "phone": suggest.phones(ws),
        })
        self.copy = LinkButton("复制其他验收组", icon="copy")
        self.up = LinkButton("上移", icon="move-up")
        self.down = LinkButton("下移", icon="move-down")
        self.remove = LinkButton("删除这一行", icon="trash")
        self._count = Meta()
        self._printed = Meta(f"印在 {printed}" if printed else "")
        self._notices = QVBoxLayout()
        self._notices.setSpacing(2)
        self.notices: list[str] = []
        self._build()
        self._connect()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        for widget in (SectionHead("验收组"), self._count):
            head.addWidget(widget)
        head.addStretch(1)
        for link, tip in ((self.up, "Alt+↑"), (self.down, "Alt+↓"), (self.remove, "Delete"), (self.copy, "")):
            link.setToolTip(tip)
            head.addWidget(link)
        head.addSpacing(12)
        head.addWidget(self._printed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.table)
        column.addLayout(self._notices)

    def _connect(self) -> None:
        self.table.changed.connect(self._save)
        self.table.removed.connect(self._remove)
        self.copy.clicked.connect(self._offer_teams)
        self.remove.clicked.connect(self.table.remove_rows)
        self.up.clicked.connect(lambda: self.table.move_row(-1))
        self.down.clicked.connect(lambda: self.table.move_row(1))

    def show_closure(self, closure_id: ClosureId) -> None:
        """Show the team of a closure as it is saved."""
        self.closure_id = closure_id
        members = members_of(self.session.workspace, closure_id)
        self.table.show_team(closure_id, members)
        self._count.setText(f"{len(members)} 人" if members else "")
        self._show_notices(members)

    def show_problem(self, problem: AppError | str | None) -> None:
        """Say below the table what could not be saved."""
        if problem is not None:
            self._say([str(problem), *self.notices])

    def teams(self) -> list[tuple[ClosureId, str]]:
        """Return the teams that can be copied, newest first, each with its words."""
        found = self.session.workspace.look.recent_teams()
        return [
            (ClosureId(closure_id), f"任务 {number}" + (f" 第 {turn} 轮" if turn > 1 else "") + f"（{count} 人）")
            for closure_id, number, turn, count in found
            if closure_id != self.closure_id
        ]

    def copy_from(self, source_id: ClosureId) -> None:
        """Copy another closure's team behind the members that stand."""
        self.session.apply(lambda ws: copy_team(ws, source_id=source_id, closure_id=self.closure_id), source=self)

    # Own steps

    def _offer_teams(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for closure_id, words in self.teams():
            menu.addAction(words).triggered.connect(lambda _=False, source=closure_id: self.copy_from(source))
        if menu.isEmpty():
            menu.addAction("其他任务还没有验收组").setEnabled(False)
        menu.popup(self.copy.mapToGlobal(self.copy.rect().bottomLeft()))

    def _save(self, members: list[Member]) -> None:
        self.session.apply(lambda ws: save_members(ws, members=members), source=self)

    def _remove(self, members: list[Member]) -> None:
        for member in members:
            self.session.apply(lambda ws, member=member: remove_member(ws, member_id=member.id), source=self)

    def _show_notices(self, members: tuple[Member, ...]) -> None:
        """Say what the paper will be told of the team, a line a row; that nobody is in it yet is plain to see."""
        findings = list(team_findings(self.closure_id, members)) if members else []
        self.table.team.show_problems(
            {(item.target.id, item.target.field): f"{item.text}，{item.remedy}" for item in findings if item.target}
        )
        told: dict[str, list[Finding]] = {}
        for item in findings:
            told.setdefault(item.where.removeprefix(PLACE).strip() or PLACE, []).append(item)
        self._say([f"{where}：{_words(found)}" for where, found in told.items()])

    def _say(self, notices: list[str]) -> None:
        if notices == self.notices:
            return
        self.notices = notices
        empty(self._notices)
        for words in notices[:6]:
            self._notices.addWidget(Small(f"▲ {words}", tone="ink"))
        if len(notices) > 6:
            self._notices.addWidget(Small(f"另有 {len(notices) - 6} 处"))


def _words(found: Sequence[Finding]) -> str:
    """Return the complaints about one row; one alone says what to do as well."""
    return f"{found[0].text}，{found[0].remedy}" if len(found) == 1 else "；".join(item.text for item in found)
