"""A new version of a file: the old one stays, and what was made from it goes on naming it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.actions import linking, papers
from models.actions.evidence import EvidenceInput
from models.actions.evidence_files import add_files, remove_file, replace_file
from models.actions.known_bytes import sift
from models.actions.trash import empty_trash, restore_evidence, trash_evidence
from models.assembly import paper_of
from models.assembly.closure import closure_dossier
from models.assembly.file_versions import older_versions
from models.assembly.issued import frozen_text
from models.domain.closure import IssuedPaper
from models.domain.evidence import Evidence, EvidenceId, EvidenceLink, StoredFile
from models.domain.plan import Task
from models.errors import InputError, UndoRefused
from models.workspace import Workspace
from tests.builders import add_task, closure_of, issue, measures_of
from tests.sealing import attach, seal_now


@pytest.fixture
def task(ws: Workspace) -> Task:
    return add_task(ws)


@pytest.fixture
def piece(ws: Workspace, task: Task) -> EvidenceId:
    """Give a piece of evidence with one file, linked to the first measure."""
    return attach(ws, measures_of(ws, task.id)[0], "会议纪要")[0]


def taken(ws: Workspace, words: str) -> tuple[str, str, int]:
    item = ws.vault.take_in_bytes(f"{words}.txt", words.encode())
    return item.sha256, item.name, item.size


def renew(ws: Workspace, piece: EvidenceId, words: str) -> StoredFile:
    replace_file(ws, file_id=ws.current_files(piece)[0].id, new=taken(ws, words))
    return ws.current_files(piece)[0]


def test_the_old_version_stays_and_names_the_new_one(ws: Workspace, piece: EvidenceId) -> None:
    (old,) = ws.current_files(piece)
    new = renew(ws, piece, "盖章的纪要")
    assert (new.version, new.position, new.superseded_by) == (2, old.position, None)
    assert ws.need(StoredFile, old.id).superseded_by == new.id
    assert ws.vault.path_of(old.sha256).is_file()
    assert [version.file.version for version in older_versions(ws, renew(ws, piece, "再盖章"))] == [2, 1]


def test_lists_count_and_show_the_current_files_only(ws: Workspace, piece: EvidenceId, task: Task) -> None:
    new = renew(ws, piece, "盖章的纪要")
    rowid = ws.look.evidence_rowid(piece) or 0
    row = ws.look.evidence_rows([rowid])[rowid]
    assert (row.files, row.name, row.sha256) == (1, new.name, new.sha256)
    dossier = closure_dossier(ws, closure_of(ws, task.id).id)
    assert [file.id for file in dossier.measures[0].evidence[0].files] == [new.id]


def test_bytes_of_an_old_version_stand_nowhere_any_more(ws: Workspace, piece: EvidenceId) -> None:
    (old,) = ws.current_files(piece)
    new = renew(ws, piece, "盖章的纪要")
    given = [EvidenceInput(files=[(file.sha256, file.name, file.size)]) for file in (old, new)]
    assert [found.standing for found in sift(ws, given).pieces] == [None, piece]
    assert ws.look.uses_of(old.sha256) == [] and ws.look.uses_of(new.sha256)


def test_the_same_bytes_and_a_version_that_gave_way_are_refused(ws: Workspace, piece: EvidenceId) -> None:
    (old,) = ws.current_files(piece)
    with pytest.raises(InputError, match="内容一样，没有换"):
        replace_file(ws, file_id=old.id, new=(old.sha256, "改了名.txt", old.size))
    renew(ws, piece, "盖章的纪要")
    with pytest.raises(InputError, match="已经换过新版本"):
        replace_file(ws, file_id=old.id, new=taken(ws, "又一份"))
    with pytest.raises(InputError, match="是旧版本，不能去掉"):
        remove_file(ws, file_id=old.id)


def test_taking_a_new_version_off_brings_back_the_one_before(ws: Workspace, piece: EvidenceId) -> None:
    (old,) = ws.current_files(piece)
    new = renew(ws, piece, "换错了")
    remove_file(ws, file_id=new.id)
    assert ws.current_files(piece) == [old]
    with pytest.raises(InputError, match="唯一的文件"):
        remove_file(ws, file_id=old.id)
    ws.undo()
    assert ws.current_files(piece) == [new]


def test_a_version_keeps_its_place_among_the_pages(ws: Workspace, piece: EvidenceId) -> None:
    add_files(ws, evidence_id=piece, files=[taken(ws, "第二页")])
    renew(ws, piece, "重扫的第一页")
    assert [file.name for file in ws.current_files(piece)] == ["重扫的第一页.txt", "第二页.txt"]


def issue_paper(ws: Workspace, task: Task) -> IssuedPaper:
    """Issue a paper that names the evidence of the task as it stands."""
    papers.save_paper(ws, paper=replace(paper_of(ws, closure_of(ws, task.id).id), signer="甲某某"))
    issued = issue(ws)
    issued = replace(issued, dossier=frozen_text(closure_dossier(ws, issued.closure_id), "own"))
    with ws.change("签发时的记录") as change:
        change.put(issued)
    return issued


def test_an_issued_paper_and_a_seal_name_the_version_they_used(ws: Workspace, piece: EvidenceId, task: Task) -> None:
    seal_now(ws, task)
    issue_paper(ws, task)
    (version,) = older_versions(ws, renew(ws, piece, "盖章的纪要"))
    assert version.told == "第1版　2025-11-22，仍保留；签发稿 ABCD-EFGH-2345、2025-11-22 封卷用的是这一版"


def test_what_an_issued_paper_names_is_not_deleted(ws: Workspace, piece: EvidenceId, task: Task) -> None:
    new = renew(ws, piece, "盖章的纪要")
    renewal = ws.history_of_rows({new.id})[0].sequence
    (other,) = attach(ws, measures_of(ws, task.id)[0], "待用的照片")
    linking.unlink_evidence(ws, link_id=ws.find(EvidenceLink, evidence_id=other)[0].id)
    issue_paper(ws, task)
    with pytest.raises(InputError, match="用在签发稿 ABCD-EFGH-2345 里，不能去掉"):
        remove_file(ws, file_id=new.id)
    with pytest.raises(UndoRefused, match="用在签发稿 ABCD-EFGH-2345 里，不能去掉"):
        ws.reverse(renewal)
    trash_evidence(ws, evidence_ids=[piece, other])
    empty_trash(ws)
    assert [item.id for item in ws.find(Evidence)] == [piece]
    assert ws.vault.path_of(new.sha256).exists()
    restore_evidence(ws, evidence_ids=[piece])
    assert ws.current_files(piece) == [new]


def test_a_piece_with_versions_leaves_the_trash_for_good(ws: Workspace, piece: EvidenceId) -> None:
    hashes = {file.sha256 for file in ws.current_files(piece)} | {renew(ws, piece, "盖章的纪要").sha256}
    trash_evidence(ws, evidence_ids=[piece])
    empty_trash(ws)
    assert ws.find(Evidence) == [] and ws.find(StoredFile) == []
    assert not any(ws.vault.path_of(sha256).exists() for sha256 in hashes)
