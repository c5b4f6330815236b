"""What lies around the acceptance of the sample's first task: self-check, publicity, and a paper of each kind.

The days follow one another as in a real case: finished, checked by the county, accepted by the city on 28 September
2022, made public for ten working days after the holiday of October, in which 8 and 9 October were worked.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from models.actions.papers import save_paper
from models.actions.publicity import complete_closure, save_publicity, save_self_check
from models.assembly import paper_of, publicity_of, self_check_of
from models.domain.closure import Closure, ClosureId, PaperKind
from models.domain.directory import Issuer
from models.domain.partial_date import PartialDate
from models.domain.plan import Task
from models.sample import case
from models.workspace import Workspace

FINISHED = PartialDate(year=2021, month=12)
SELF_CHECKED = date(2022, 9, 15)
REPORTED = date(2022, 9, 20)
OPENS, CLOSES = date(2022, 10, 10), date(2022, 10, 21)
# Kind, day, the name under it where it is not the issuer's.
COUNTY_PAPERS = (
    (PaperKind.SELF_CHECK_REPORT, REPORTED, ""),
    (PaperKind.EVIDENCE_CATALOGUE, REPORTED, ""),
    (PaperKind.MAPPING_TABLE, REPORTED, ""),
    (PaperKind.PUBLIC_NOTICE, OPENS, case.SIGNERS),
    (PaperKind.NOTICE_TABLE, OPENS, case.SIGNERS),
)


def around_acceptance(ws: Workspace) -> None:
    """Enter what the first task's papers other than its opinion print."""
    closure_id = ws.find(Closure, task_id=ws.find(Task, number="1")[0].id)[0].id
    complete_closure(ws, closure_id=closure_id, completed_on=FINISHED)
    _check_oneself(ws, closure_id)
    _publish(ws, closure_id)
    issuers = {issuer.name: issuer for issuer in ws.find(Issuer)}
    for kind, day, signers in COUNTY_PAPERS:
        _paper(ws, closure_id, kind, issuers[case.COUNTY_OFFICE], day, signers)
    _paper(ws, closure_id, PaperKind.VERIFICATION_OPINION, issuers[case.CITY_OFFICE], date(2022, 9, 30), "")


def _check_oneself(ws: Workspace, closure_id: ClosureId) -> None:
    save_self_check(
        ws,
        self_check=replace(
            self_check_of(ws, closure_id), held_on=(PartialDate.of(SELF_CHECKED),),
            participants="中共示例县委办公室、中共示例县委宣传部、示例县发展和改革局", methods="查阅档案、现场查看",
            conclusion=case.SELF_CHECK,
        ),
    )


def _publish(ws: Workspace, closure_id: ClosureId) -> None:
    save_publicity(
        ws,
        publicity=replace(
            publicity_of(ws, closure_id), starts_on=PartialDate.of(OPENS), days=10, ends_on=PartialDate.of(CLOSES),
            medium=case.WEBSITE, receiving_office=case.COUNTY_OFFICE, contact="己某某", phone=case.PHONE,
            mobile=case.MOBILE, email=case.EMAIL, address=case.ADDRESS, result="公示期内没有收到异议。",
        ),
    )


def _paper(
    ws: Workspace, closure_id: ClosureId, kind: PaperKind, issuer: Issuer, day: date, signers: str
) -> None:
    paper = replace(
        paper_of(ws, closure_id, kind), issuer_id=issuer.id, dated_on=PartialDate.of(day), signers=signers,
        addressee=case.CITY_OFFICE if kind is PaperKind.SELF_CHECK_REPORT else "",
    )
    save_paper(ws, paper=paper)
