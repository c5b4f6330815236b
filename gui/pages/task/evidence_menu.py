"""What can be done with a piece of evidence under a measure, as a menu: open, complete, use elsewhere, take away."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from gui import opening
from gui.evidence.adding import pick_more, pick_version
from gui.evidence.trashing import trash_one
from gui.parts.date_field import written
from gui.places import EVIDENCE, EvidencePlace
from gui.session import Session
from models.actions.linking import link_evidence, revise_link, unlink_evidence
from models.domain.evidence import Evidence, EvidenceLink, StoredFile
from models.domain.ordering import by_date
from models.domain.plan import Measure, Progress, ProgressId

MOST = 20
HEAD = 24


class EvidenceMenu(QMenu):
    """The menu of one link; it is made when it is asked for and gone when it closes."""

    def __init__(
        self, parent: QWidget, session: Session, link: EvidenceLink, item: Evidence, files: list[StoredFile]
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.link = link
        self.item = item
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add_files(files, parent)
        self.addSeparator()
        self.facts = self.addAction("修改名称、日期、页码")
        self.entries = QMenu("挂到落实情况", self)
        self.others = QMenu("也用于其他措施", self)
        for menu in (self.entries, self.others):
            self.addMenu(menu)
        self._add_entries()
        self._add_measures()
        self.addSeparator()
        self.addAction("取消与本措施的对应", lambda: session.apply(lambda ws: unlink_evidence(ws, link_id=link.id)))
        self.addAction("移到回收站", lambda: trash_one(session, item.id, parent))

    def _add_files(self, files: list[StoredFile], parent: QWidget) -> None:
        if files:
            place = EvidencePlace(self.item.id)
            self.addAction("在窗口里看", lambda: self.session.go(EVIDENCE, place))
        for file in files[:12]:
            words = "打开" if len(files) == 1 else f"打开 {file.name}"
            self.addAction(words, lambda file=file: opening.open_stored(self.session, file))
        if files:
            self.addAction("在文件夹中显示", lambda: opening.reveal_stored(self.session, files[0]))
            self.addAction("导出…", lambda: opening.export_stored(self.session, files, parent))
        self.addAction("添加文件…", lambda: pick_more(self.session, parent, self.item))
        if len(files) == 1:
            self.addAction("换成新版本…", lambda: pick_version(self.session, parent, files[0]))

    def _add_entries(self) -> None:
        """Offer the entries of the measure; the one it hangs on is ticked."""
        entries = by_date(self.session.workspace.find(Progress, measure_id=self.link.measure_id))
        for entry in entries[:MOST]:
            self._add_entry(f"{written(entry.done_on) or '未填日期'}　{_head(entry.text)}", entry.id)
        if entries:
            self.entries.addSeparator()
            self._add_entry("不挂在哪一条上", None)
        self.entries.setEnabled(bool(entries))

    def _add_entry(self, words: str, progress_id: ProgressId | None) -> None:
        action = self.entries.addAction(words, lambda: self._hang(progress_id))
        action.setCheckable(True)
        action.setChecked(self.link.progress_id == progress_id)

    def _add_measures(self) -> None:
        """Offer the other measures of the task; those it proves already are ticked and stay so."""
        ws = self.session.workspace
        task_id = ws.need(Measure, self.link.measure_id).task_id
        linked = {link.measure_id for link in ws.find(EvidenceLink, evidence_id=self.item.id)}
        others = [measure for measure in ws.find(Measure, task_id=task_id) if measure.id != self.link.measure_id]
        for measure in others:
            action = self.others.addAction(
                f"措施 {measure.number}　{measure.name}", lambda measure=measure: self._use_for(measure)
            )
            action.setCheckable(True)
            action.setChecked(measure.id in linked)
            action.setEnabled(measure.id not in linked)
        self.others.setEnabled(bool(others))

    def _hang(self, progress_id: ProgressId | None) -> None:
        link_id = self.link.id
        self.session.apply(
            lambda ws: revise_link(ws, link=replace(ws.need(EvidenceLink, link_id), progress_id=progress_id))
        )

    def _use_for(self, measure: Measure) -> None:
        item = self.item
        changes = self.session.apply(lambda ws: link_evidence(ws, evidence_id=item.id, measure_id=measure.id))
        if changes:
            self.session.tell(f"“{item.title}”也用于措施 {measure.number}，请到那里写一句它证明什么")


def _head(text: str) -> str:
    line = text.split("\n", 1)[0]
    return line if len(line) <= HEAD else line[: HEAD - 1] + "…"
