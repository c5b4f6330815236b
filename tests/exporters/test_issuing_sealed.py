"""The seal on the evidence is part of every paper issued after it: of its code, of what it keeps, of its page."""

from __future__ import annotations

import json

import pytest

from exporters.issuing import IssueJob, prepare_issue
from exporters.produce import prepare
from exporters.registry import PAPERS
from exporters.selection import Selection
from models.actions.issuing import issue_paper
from models.actions.sealing import seal
from models.assembly.issued import frozen_paper, issued_differences
from models.closure_evidence import check_files, draft_seal, sealings_of
from models.domain.closure import ClosureId, IssuedPaper, PaperKind
from models.domain.finding import Level
from models.domain.issue_code import code_in, paper_code
from models.domain.sealing import Sealing
from models.errors import ExportError
from models.workspace import Workspace
from tests.exporters.records import SHENYANG, close_task, measures_of, state_all
from tests.sealing import attach


@pytest.fixture
def closure_id(ws: Workspace) -> ClosureId:
    """A closure ready for its opinion, with one piece of evidence."""
    closure_id = close_task(ws)
    add(ws, closure_id, "会议纪要")
    return closure_id


def add(ws: Workspace, closure_id: ClosureId, title: str) -> None:
    attach(ws, measures_of(ws, closure_id)[0], title)
    state_all(ws, closure_id)


def prepared(ws: Workspace, closure_id: ClosureId) -> IssueJob:
    return prepare_issue(ws, "closure_opinion", Selection(closure_id=closure_id), form=SHENYANG)


def sealed(ws: Workspace, closure_id: ClosureId) -> Sealing:
    seal(ws, draft=check_files(draft_seal(ws, closure_id), ws.vault))
    return sealings_of(ws, closure_id)[-1]


def mark_of(job: IssueJob) -> list[str]:
    (picture,) = next(section.blocks for section in job.document().sections if section.key == "issue_code")
    return str(picture.text).splitlines()


def told(job: IssueJob) -> list[tuple[Level, str]]:
    return [(item.level, item.code) for item in job.findings() if item.target and item.target.table == "sealings"]


def test_the_digests_of_the_sealings_enter_the_code_of_every_kind_of_paper_and_stand_on_its_page(
    ws: Workspace, closure_id: ClosureId
) -> None:
    digests = []
    for title in ("", "补充材料"):
        if title:
            add(ws, closure_id, title)
        digests.append(sealed(ws, closure_id).digest)
        for kind in PAPERS:
            job = prepare_issue(ws, kind.value, Selection(closure_id=closure_id))
            assert job.code == paper_code(job.dossier, job.definition, "\n".join(digests), ws.chain_head), kind
            code, seal_line = mark_of(job)
            assert code_in(code) == job.code and digests[-1][:12] in seal_line, kind


def test_a_signature_table_goes_out_with_the_opinion_and_bears_its_code(ws: Workspace, closure_id: ClosureId) -> None:
    sealing = sealed(ws, closure_id)
    with pytest.raises(ExportError, match="随意见一起签发"):
        prepare_issue(ws, PaperKind.SIGNATURE_TABLE.value, Selection(closure_id=closure_id))
    issue_paper(ws, ready=prepared(ws, closure_id).ready(ws.vault))
    (issued,) = ws.find(IssuedPaper)
    job = prepare(ws, PaperKind.SIGNATURE_TABLE.value, Selection(closure_id=closure_id))
    assert job.code == issued.code and job.dossier.sealings == (sealing,)


def test_the_page_names_the_day_and_the_digest_of_the_last_sealing(ws: Workspace, closure_id: ClosureId) -> None:
    assert len(mark_of(prepared(ws, closure_id))) == 1
    sealing = sealed(ws, closure_id)
    job = prepared(ws, closure_id)
    code, seal_line = mark_of(job)
    assert code_in(code) == job.code
    assert seal_line == f"佐证封卷 2025-11-22 校验码 {sealing.digest[:12]}"


def test_an_issued_paper_keeps_the_names_of_the_sealings_and_a_supplement_leaves_it_true(
    ws: Workspace, closure_id: ClosureId
) -> None:
    sealing = sealed(ws, closure_id)
    changes = issue_paper(ws, ready=prepared(ws, closure_id).ready(ws.vault))
    issued = ws.need(IssuedPaper, changes.new_id("issued_papers"))
    assert [item["digest"] for item in json.loads(issued.dossier)["sealings"]] == [sealing.digest]
    assert frozen_paper(issued).dossier.sealings == (sealing,)
    assert issued_differences(ws, issued) == ()


def test_a_paper_may_be_issued_without_a_seal_and_is_told_so(ws: Workspace, closure_id: ClosureId) -> None:
    job = prepared(ws, closure_id)
    assert told(job) == [(Level.NOTE, "not_sealed")]
    assert not job.ready(ws.vault).stops


def test_what_came_after_the_seal_is_told_until_it_is_sealed_too(ws: Workspace, closure_id: ClosureId) -> None:
    sealed(ws, closure_id)
    assert told(prepared(ws, closure_id)) == []
    add(ws, closure_id, "补充材料")
    job = prepared(ws, closure_id)
    assert told(job) == [(Level.WARN, "seal_outdated")]
    assert any("“补充材料”" in item.text for item in job.findings())
    sealed(ws, closure_id)
    assert told(prepared(ws, closure_id)) == []
