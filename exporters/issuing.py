"""签发 of a paper: its code before it is written, its checks as for going out, its bytes in the vault.

`prepare_issue` reads on the main thread, `IssueJob.ready` builds in a worker; what it returns is recorded by the action
`issue_paper`. The code rests on dossier, form, sealed evidence and the chain as they stand when the paper is prepared.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from exporters.blocks import Document
from exporters.forms.sections import paper_findings
from exporters.paper_job import Job
from exporters.printed_lines import printed_lines
from exporters.produce import prepare
from exporters.recount import recount
from exporters.selection import Selection
from exporters.taken_back import findings_of
from models.assembly.issued import frozen_text
from models.domain.evidence import EvidenceId
from models.domain.finding import Finding, Level
from models.domain.issue_code import code_in, paper_code
from models.domain.issuing import ReadyPaper, VaultFile
from models.domain.paper_lines import ForeignPaper
from models.domain.taking_back import Comparison, compare
from models.dossiers import ClosureDossier, Produced
from models.errors import ExportError
from models.form_files import write_form
from models.intake.issued import read_back
from models.reporting import Report, unheard
from models.vault import TakenIn, Vault
from models.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """取回的签发稿: the file as the vault keeps it, what stands in it, how that differs, and the code it carries."""

    file: VaultFile
    foreign: ForeignPaper = field(repr=False)
    comparison: Comparison
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueJob:
    """A paper about to be issued; frozen values only. `head` is where the chain stood when the records were read."""

    job: Job
    code: str
    definition: str
    dossier: str
    head: str = ""

    def under(self, code: str) -> IssueJob:
        """Return the job under the code that a paper taken back carries already; without one under its own."""
        return replace(self, code=code, job=replace(self.job, code=code)) if code else self

    def document(self) -> Document:
        """Return the paper as blocks, with its code."""
        return self.job.document()

    def findings(self) -> tuple[Finding, ...]:
        """Return what has to be said of the paper before it goes out: unconfirmed and 记录已变 are STOPs here."""
        return self.job.about_form + paper_findings(self.job.form, self.job.dossier, issuing=True)

    def ready(self, vault: Vault, report: Report = unheard, *, back: TakenBack | None = None) -> ReadyPaper:
        """Build the paper and take it into the vault; with a STOP nothing is taken in. For a worker.

        `back` is the file that is signed in its place; what it says against the records may be a STOP too.
        The caller gives the file back to the vault (`Vault.give_back`) where the paper is not issued after all.
        """
        from exporters import word

        report(0, 3, "正在核对")
        read = self.job.photos(report)
        findings = self.findings() + read.findings + (self.told(self.compare(back.foreign)) if back else ())
        report(1, 3, "正在排版")
        document = self.job.document(read)
        content = word.to_bytes(document)
        report(2, 3, "正在收入保管库")
        own = VaultFile(name=self.job.name, sha256="", size=0)
        if not any(finding.level is Level.STOP for finding in findings):
            own = vault_file(vault.take_in_bytes(self.job.name, content))
            recount(document, vault.path_of(own.sha256))
        return ReadyPaper(
            paper=self.job.dossier.paper, form=self.job.form.key, code=self.code, definition=self.definition,
            dossier=self.dossier, own=own, file=back.file if back else None,
            code_on_file=back.code if back else "", numbers=_numbers_on(self.job), findings=findings,
        )

    def write(self, report: Report = unheard) -> Produced:
        """Write the paper with its code for editing in an office program; see `Job.run`."""
        return self.job.run(report)

    def take_back(self, path: Path, vault: Vault, report: Report = unheard) -> TakenBack:
        """Read a .docx that was edited in an office program, compare it and take it into the vault. For a worker.

        Raises ForeignFileError with the reason for a file that cannot be read; nothing is taken in then.
        """
        foreign = read_back(path, report)
        taken = vault.take_in(path, report)
        comparison = self.compare(foreign)
        return TakenBack(file=vault_file(taken), foreign=foreign, comparison=comparison, code=code_on(foreign))

    def told(self, comparison: Comparison) -> tuple[Finding, ...]:
        """Return what a paper taken back says against the records, each finding with the record it is about."""
        return findings_of(comparison, self.job.dossier)

    def compare(self, foreign: ForeignPaper) -> Comparison:
        """Return how a paper from outside differs from this one, its code and the signatures aside."""
        return compare(printed_lines(self.document()), foreign, names=known_names(self.job.dossier))


def prepare_issue(ws: Workspace, kind: str, selection: Selection, *, form: str | None = None) -> IssueJob:
    """Read what an issued paper needs and give it its code; the job it returns no longer sees the workspace."""
    job = prepare(ws, kind, selection, form=form)
    if job.kind.kind is not job.kind.form_kind:
        raise ExportError("签字表随意见一起签发", where=job.kind.label, remedy="请签发验收销号意见。")
    if job.form.is_sheet:
        raise ExportError("Excel 表格不签发", where=job.form.label, remedy="请换用 Word 样式再签发。")
    dossier, definition = frozen_text(job.dossier, job.form.key), write_form(job.form)
    head = ws.chain_head
    code = paper_code(dossier, definition, _sealing_text(job.dossier), head)
    return IssueJob(job=replace(job, code=code), code=code, definition=definition, dossier=dossier, head=head)


def _numbers_on(job: Job) -> tuple[tuple[EvidenceId, str], ...]:
    """Return the numbers of evidence a paper prints, those of each piece once."""
    pieces = (piece for item in job.dossier.measures for piece in item.evidence)
    numbers = {piece.evidence.id: piece.number for piece in pieces} if job.form.prints_numbers else {}
    return tuple(numbers.items())


def vault_file(taken: TakenIn) -> VaultFile:
    """Return what a record keeps of a file taken in."""
    return VaultFile(name=taken.name, sha256=taken.sha256, size=taken.size)


def code_on(foreign: ForeignPaper) -> str:
    """Return the code that stands on a paper from outside, empty where none does."""
    texts = (*foreign.boxes, *(line.text for line in foreign.lines), *foreign.around)
    return code_in("\n".join(texts)) or ""


def known_names(dossier: ClosureDossier) -> tuple[str, ...]:
    """Return the names a paper may hold that stand in the records: members, units, the issuer."""
    names = [text for member in dossier.members for text in (member.name, member.unit)]
    names += [*dossier.responsible_units, *dossier.joint_units, *dossier.known_units]
    names += [dossier.issuer.name] if dossier.issuer else []
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))


def _sealing_text(dossier: ClosureDossier) -> str:
    """Return the digests of the closure's sealings in order; without one the hashes of the evidence as it stands."""
    if dossier.sealings:
        return "\n".join(sealing.digest for sealing in dossier.sealings)
    hashes = {file.sha256 for item in dossier.measures for piece in item.evidence for file in piece.files}
    return "\n".join(sorted(hashes))
