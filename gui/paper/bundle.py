"""这个销号的全部文书, asked for in the window: looked through first, then asked about, then written beside the window.

What lacks something is told before anything is written; without drafts those papers are left out, and the list in the
folder names them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from exporters.bundle import HIDDEN, BundleJob, BundlePaper, prepare_all
from exporters.registry import ALL_PAPERS_LABEL
from exporters.selection import Selection
from gui import ask, opening
from gui.paper.folder import pick_folder
from gui.session import Session
from models.domain.closure import ClosureId
from models.dossiers import Produced

TITLE = f"正在导出{ALL_PAPERS_LABEL}"


def export_all(
    session: Session, parent: QWidget, closure_id: ClosureId, *, public: bool = False, elsewhere: bool = False
) -> None:
    """Write all papers of a closure, or their public copies, into one folder; `elsewhere` asks for another place."""
    folder = pick_folder(parent, elsewhere=elsewhere)
    if folder is None:
        return
    job = prepare_all(session.workspace, Selection(closure_id=closure_id), public=public, folder=folder)
    session.start("正在核对全部文书", job.papers, lambda papers: _decide(session, parent, job, papers))


def _decide(session: Session, parent: QWidget, job: BundleJob, papers: Sequence[BundlePaper]) -> None:
    lacking = [paper for paper in papers if paper.stops]
    if not lacking:
        _write(session, parent, job)
        return
    whole = len(papers) - len(lacking)
    lines = "\n".join(f"· {paper.job.kind.label}：缺 {len(paper.stops)} 处" for paper in lacking)
    ways = [f"{len(lacking)} 份也存为草稿", *([f"只导出不缺的 {whole} 份"] if whole else [])]
    text = f"{len(papers)} 份里有 {len(lacking)} 份还有须处理的地方。清单里会写明哪份缺什么：\n{lines}"
    answer = ask.choose(parent, ALL_PAPERS_LABEL, text, tuple(ways), cancel="回去处理")
    if answer is not None:
        _write(session, parent, replace(job, drafts=answer == 0))


def _write(session: Session, parent: QWidget, job: BundleJob) -> None:
    closure_id, public = job.jobs[0].dossier.closure_id, job.jobs[0].public
    other = ("换一个文件夹再导出", lambda: export_all(session, parent, closure_id, public=public, elsewhere=True))
    session.start(
        TITLE, job.run, lambda produced: _written(session, produced),
        failed=lambda error: session.show(error, None, other),
    )


def _written(session: Session, produced: Produced) -> None:
    listed, *papers = produced.files
    hidden = "，清单里写明隐去了什么" if any(finding.code in HIDDEN for finding in produced.findings) else ""
    session.tell(
        f"已导出 {len(papers)} 份文书和清单到“{listed.parent.name}”{hidden}",
        ("打开文件夹", lambda: opening.reveal_path(session, listed)),
        ("打开清单", lambda: opening.open_path(session, listed)),
    )
