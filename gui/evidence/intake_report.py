"""What is to be said of files after they came in: which were left out, are there already, are protected or broken.

The copying is told when it is done; how the files are is found out a few at a time by a quiet worker, so that a small
picture somebody waits for comes between. A report belongs to where the files were dropped: it goes when another measure
is opened, and is there again with its own until it is closed or the next one comes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.parts.buttons import IconButton
from gui.parts.labels import Rule, Small, Words
from gui.parts.layouts import empty
from gui.session import Session
from models.domain.finding import Finding, Level, by_level
from models.looking import Looking
from models.surveying import BATCH, Surveyed, as_findings, survey
from models.vault import TakenIn

MOST_NAMES = 3


def to_look_at(findings: Sequence[Finding]) -> int:
    """Return how many files somebody should look at; the others are only told of."""
    return sum(item.level is not Level.NOTE for item in findings)


class IntakeReport(QWidget):
    """The report, in its place above where files are dropped."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._reports: dict[object, Sequence[Finding]] = {}
        self._place: object = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 0)
        self._column.setSpacing(4)
        self.hide()

    def stand_at(self, place: object) -> None:
        """Show the report of what was dropped at a place, on a measure; nothing where there is none."""
        if place != self._place:
            self._place = place
            self._show(self._reports.get(place, ()))

    def keep(self, place: object, findings: Sequence[Finding]) -> bool:
        """Keep the report of a place, shown when the place is; returns whether it is in sight."""
        self._reports[place] = findings
        if place == self._place:
            self._show(findings)
        return place == self._place and self.isVisible()

    def _show(self, findings: Sequence[Finding]) -> None:
        """Show the files of one complaint on one line; nothing where nothing was found."""
        self._clear()
        if not findings:
            self.hide()
            return
        groups: dict[tuple[str, str], list[Finding]] = {}
        for item in by_level(findings):
            groups.setdefault((item.code, item.text), []).append(item)
        self.lines = [_line(group) for group in groups.values()]
        self._column.addWidget(Rule("line"))
        self._column.addLayout(self._head(to_look_at(findings)))
        for line in self.lines:
            words = Small(line, tone="ink")
            words.setWordWrap(True)
            # A long name of a file makes no page wider.
            words.setMinimumWidth(1)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._column.addWidget(words)
        self.show()

    def _head(self, count: int) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(Words(f"刚才的文件里有 {count} 个请看一下" if count else "刚才的文件都已处理"), 1)
        close = IconButton("close", "知道了")
        close.clicked.connect(lambda: self.keep(self._place, ()))
        head.addWidget(close)
        return head

    def _clear(self) -> None:
        self.lines = []
        empty(self._column)


class Survey:
    """Finds out how the files that came in are, a few at a time, and tells it all at once at the end."""

    def __init__(self, session: Session, told: Callable[[Sequence[Finding]], object]) -> None:
        self._session = session
        self._told = told

    def begin(self, taken: Sequence[TakenIn], known: Sequence[Finding]) -> None:
        """Survey the files; `known` is what is to be told of the intake anyway."""
        self._go_on([(item.sha256, item.name) for item in taken], list(known))

    def _go_on(self, left: list[tuple[str, str]], found: list[Finding]) -> None:
        if not left:
            self._told(found)
            return
        workspace = self._session.workspace
        vault, looking = workspace.vault, Looking.in_workspace(workspace.folder)

        def heard(surveyed: tuple[Surveyed, ...]) -> None:
            self._go_on(left[BATCH:], [*found, *as_findings(surveyed)])

        self._session.start(
            "正在检查收入的文件", lambda report: survey(vault, looking, left[:BATCH], report), heard, quiet=True
        )


def _line(group: Sequence[Finding]) -> str:
    names = "、".join(item.where for item in group[:MOST_NAMES])
    more = f"等 {len(group)} 个" if len(group) > MOST_NAMES else ""
    return f"▲ {group[0].text}：{names}{more}。{group[0].remedy}。"
