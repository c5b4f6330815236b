"""设置 · 备份与校验: the automatic backups, 备份到U盘…, the check of everything, and how to restore.

Both copy the store aside between the events of the window and do the long part in a worker, with progress and 取消; one
works on meanwhile. What a check finds is listed with its place and remedy; nothing is repaired by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSettings, QStandardPaths
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gui import ask, opening
from gui.parts.buttons import Button, LinkButton, MainButton
from gui.parts.cells import EDGE
from gui.parts.labels import Meta, Running, SectionHead
from gui.parts.said import Said
from gui.parts.tables import PageModel, Table
from gui.session import Session
from gui.settings.backup_rows import BACKUP_COLUMNS, backup_cells, free_folder, moment_words
from models.checking import Verification, verify_snapshot
from models.domain.finding import Finding
from models.domain.sizes import size_words
from models.errors import Cancelled
from models.workspace import Changes, Workspace

if TYPE_CHECKING:
    from models.workspace import Backup, Restored

WIDEST = 900
FOLDER_KEY = "backup/folder"
LISTED = 200
KINDS = "备份文件 (*.zip)"
AUTOMATIC = "关闭程序时，如果有改动就自动备份，保留最近十份。它们在这台电脑上，防不了电脑坏掉或丢失。"
TO_STICK = "记录、佐证和回收站写成一个文件，写完逐个核对。请定期做一次，和电脑分开保管。"
CHECKING = "逐条核对记录、操作链和每个佐证文件的内容，别的程序改过、删过的都会列出来。可以边校验边工作。"
RESTORING = "选中上面的一份备份，或用备份文件，恢复到一个新文件夹。现在的数据不动，看过没有问题再改用恢复出来的。"


class BackupPanel(QWidget):
    """Backups, the check and restoring, one section each."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._backups: dict[str, Backup] = {}
        self.model = PageModel(BACKUP_COLUMNS, lambda _order, _filter: list(self._backups), self._rows)
        self.table = Table(self.model, whole=True, insets=(10, 10), empty="还没有自动备份，关闭程序时做第一份。")
        self.stick = MainButton("备份到U盘…", icon="backup")
        self.stick_said = Said()
        self.verify = Button("开始校验", icon="check")
        self.verify_said = Said()
        self.findings = Running()
        self.restore = Button("恢复选中的备份", icon="restore")
        self.restore_file = LinkButton("从备份文件恢复…")
        self.folder = LinkButton("打开备份文件夹", icon="folder-open")
        self._column = QVBoxLayout()
        self._build()
        self._connect()

    # Build

    def _build(self) -> None:
        inside = QWidget()
        inside.setMaximumWidth(WIDEST)
        inside.setLayout(self._column)
        self._column.setContentsMargins(EDGE, 16, EDGE, 24)
        self._column.setSpacing(8)
        self._section("备份到U盘", TO_STICK, _line(self.stick, self.stick_said))
        self._section("自动备份", AUTOMATIC, self.table, _line(self.folder))
        self._section("校验", CHECKING, _line(self.verify, self.verify_said), self.findings)
        self._section("恢复", RESTORING, _line(self.restore, self.restore_file))
        self._column.addStretch(1)
        self.findings.hide()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _section(self, head: str, hint: str, *parts: QWidget) -> None:
        words = Meta(hint)
        words.setWordWrap(True)
        for part in (SectionHead(head), words, *parts):
            self._column.addWidget(part)
        self._column.addSpacing(20)

    def _connect(self) -> None:
        self.stick.clicked.connect(self._back_up)
        self.verify.clicked.connect(self._verify)
        self.restore.clicked.connect(self._restore_chosen)
        self.restore_file.clicked.connect(self._restore_file)
        self.folder.clicked.connect(lambda: opening.open_path(self.session, self.session.workspace.folder / "backups"))

    def refresh(self, changes: Changes | None) -> None:
        """Look which backups there are; only asked for, not with every change."""
        if changes is not None:
            return
        self._backups = {str(backup.path): backup for backup in self.session.workspace.backups()}
        self.model.load()
        if self.table.chosen_id() is None:
            self.table.choose(self.model.id_at(0))
        self.restore.allow("" if self._backups else "还没有自动备份")

    # Backing up

    def _back_up(self) -> None:
        now = self.session.now()
        proposal = _last_folder() / f"整改销号备份-{now:%Y%m%d-%H%M}.zip"
        target = ask.save_as(self, "备份到U盘", proposal, KINDS)
        if target is None:
            return
        target = opening.free_path(target if target.suffix else target.with_suffix(".zip"))
        QSettings().setValue(FOLDER_KEY, str(target.parent))
        self.stick.allow("正在备份")
        self.stick_said.show_words("正在备份，进度在窗口底部。")
        job = self.session.start_on_copy(
            "正在备份", lambda copy, report: copy.write(target, report),
            lambda written: self._backed_up(written, now), failed=lambda error: self.stick_said.show_error(error),
        )
        job.failed.connect(lambda error: self._ended(self.stick, self.stick_said, error))

    def _backed_up(self, written: Any, at: datetime) -> None:
        self.stick.allow()
        text = f"已备份并核对：{written.path}（{size_words(written.size)}，佐证文件 {written.files} 个）。"
        if written.missing:
            text += f"有 {len(written.missing)} 个佐证文件不见或损坏，没有备份到。请做一次校验。"
        if written.findings:
            text += f"记录有 {len(written.findings)} 处被改动或损坏，备份里也是这样。请做一次校验。"
        self.stick_said.show_words(text, good=not written.missing and not written.findings)
        self.session.backed_up.emit(at)

    # Checking

    def _verify(self) -> None:
        self.verify.allow("正在校验")
        self.findings.hide()
        self.verify_said.show_words("正在校验，进度在窗口底部。")
        job = self.session.start_on_copy(
            "正在校验", verify_snapshot, self._verified,
            failed=lambda error: self.verify_said.show_error(error),
        )
        job.failed.connect(lambda error: self._ended(self.verify, self.verify_said, error))

    def _verified(self, result: Verification) -> None:
        self.verify.allow()
        counts = f"记录 {result.records} 条、佐证文件 {result.files} 个、操作 {result.operations} 条"
        count = len(result.findings)
        at = moment_words(self.session.now(), self.session.now())
        text = f"{at} 校验完毕：{counts}，" + ("全部完好。" if not count else f"发现 {count} 处问题。")
        self.verify_said.show_words(text, good=result.ok)
        self._show_findings(result.findings)

    def _show_findings(self, findings: Sequence[Finding]) -> None:
        lines = [f"▲ {item.where}：{item.text}。{item.remedy}。" for item in findings[:LISTED]]
        if len(findings) > LISTED:
            lines.append(f"另有 {len(findings) - LISTED} 处，先处理上面的再校验一次。")
        self.findings.set_text("\n".join(lines))
        self.findings.setVisible(bool(findings))

    # Restoring

    def _restore_chosen(self) -> None:
        chosen = self._backups.get(str(self.table.chosen_id()))
        if chosen is not None:
            self._restore(chosen.path)

    def _restore_file(self) -> None:
        for path in ask.pick_files(self, "从哪个备份文件恢复", KINDS)[:1]:
            self._restore(path)

    def _restore(self, backup: Path) -> None:
        target = free_folder(self.session.workspace.folder, self.session.now())
        self.session.start(
            "正在恢复", lambda report: Workspace.restore(backup, target, report), self._restored
        )

    def _restored(self, restored: Restored) -> None:
        missing = f"，另有 {len(restored.missing)} 个在备份时就不见了" if restored.missing else ""
        altered = f"记录有 {len(restored.findings)} 处在备份时就被改动或损坏。" if restored.findings else ""
        text = f"已恢复到 {restored.folder}（佐证文件 {restored.files} 个{missing}）。{altered}"
        text += "点右上角的单位名称可以打开它。"
        self.session.tell(text, ("打开文件夹", lambda: opening.open_path(self.session, restored.folder)))

    # Own steps

    def _ended(self, button: Button, said: Said, error: Exception) -> None:
        """Let the button be used again; that it was cancelled is told in the strip."""
        button.allow()
        if isinstance(error, Cancelled):
            said.show_words("")

    def _rows(self, ids: Sequence[object]) -> list[tuple[object, ...]]:
        return [backup_cells(self._backups[str(path)], self.session.now()) for path in ids]


def _line(*parts: QWidget) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    for part in parts:
        row.addWidget(part, 1 if isinstance(part, Said) else 0)
    if not isinstance(parts[-1], Said):
        row.addStretch(1)
    return line


def _last_folder() -> Path:
    """Return where a backup was written last, else the desktop."""
    kept = Path(str(QSettings().value(FOLDER_KEY, "")))
    desktop = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DesktopLocation)
    return kept if kept.is_absolute() and kept.is_dir() else Path(desktop)
