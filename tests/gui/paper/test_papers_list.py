"""The list of papers: every begun one, filtered and opened."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from exporters.registry import PAPERS
from gui.pages.papers import PapersPage
from gui.places import PaperPlace
from gui.session import Session
from models.actions.papers import save_paper
from models.assembly import paper_of
from models.domain.closure import Closure, Paper, PaperKind
from models.domain.plan import Task
from models.sample import delete_sample

# Nothing was begun of the photos to compare.
BEGUN = [kind.label for kind in PAPERS if kind is not PaperKind.PHOTO_PAIRS]


def begin(session: Session, number: str, kind: PaperKind) -> Paper:
    """Begin a paper of the task with this number."""
    ws = session.workspace
    closure = ws.find(Closure, task_id=next(task for task in ws.find(Task) if task.number == number).id)[0]
    session.apply(lambda at: save_paper(at, paper=paper_of(at, closure.id, kind)))
    return paper_of(ws, closure.id, kind)


def test_the_list_shows_every_begun_paper_with_number_issuer_and_date(qtbot: QtBot, session: Session) -> None:
    begin(session, "12-02", PaperKind.EVIDENCE_CATALOGUE)
    begin(session, "12-02", PaperKind.PUBLIC_NOTICE)
    papers = PapersPage(session)
    qtbot.addWidget(papers)
    papers.refresh(None)
    papers.show()
    model = papers.table.model()
    rows = [[model.index(row, place).data() for place in range(model.columnCount())]
            for row in range(model.rowCount())]
    assert [row[2] for row in rows if row[0] == "1"] == BEGUN
    assert [row[2] for row in rows if row[0] == "12-02"] == ["公示", "佐证材料目录"]
    assert "示环督改办〔2022〕18号" in rows[0] and "2022-09-30" in rows[0] and "沈阳七段式" in rows[0]
    qtbot.waitUntil(papers.standings.is_done)
    states = [model.index(row, model.columnCount() - 1).data() for row in range(model.rowCount())]
    assert states[0] == "✓ 可签发" and states[-2].startswith("▲ 缺 ") and states[-1] == "✓ 可导出"


def test_the_list_filters_and_opens(qtbot: QtBot, session: Session) -> None:
    notice = begin(session, "12-02", PaperKind.PUBLIC_NOTICE)
    papers = PapersPage(session)
    qtbot.addWidget(papers)
    with qtbot.waitActive(papers):
        papers.show()
    papers.refresh(None)
    papers.filter.setText("管网 公示")
    papers.filter._tell()
    assert papers.model.rowCount() == 1 and papers.head.hint.text() == f"{len(BEGUN) + 1} 份，列出 1 份"
    papers.table.choose(papers.model.id_at(0))
    papers.table.setFocus()
    with qtbot.waitSignal(session.wanted) as asked:
        qtbot.keyClick(papers.table, Qt.Key.Key_Return)
    assert asked.args == ["paper", PaperPlace(closure_id=notice.closure_id, kind=PaperKind.PUBLIC_NOTICE)]


def test_an_empty_list_says_where_papers_come_from(qtbot: QtBot, session: Session) -> None:
    delete_sample(session.workspace)
    papers = PapersPage(session)
    qtbot.addWidget(papers)
    papers.refresh(None)
    assert "任务" in papers.table.empty and papers.head.hint.text() == "0 份"
