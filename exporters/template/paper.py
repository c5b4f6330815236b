"""A paper by an office's own template: looked at in a child process, filled from the dossier, counted again.

The template is looked at before every paper, because the file may have changed and names may have gone. What it says
wrongly is told with what the records lack; a template with a STOP prints nothing, not even a draft.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from exporters.forms.build import SIGNED, left_out
from exporters.template.engine import fill, inspect_file, refuse_incomplete, used_in
from exporters.template.lacks import lacks
from exporters.template.names import TemplateNames, tag_of
from exporters.template.of_dossier import SIGNATURES, TITLE, Template, masked_names, names_of, unsigned_annexes
from exporters.template.own_numbers import without_own_numbers
from models.domain.finding import Finding, Level
from models.domain.form import FormDefinition
from models.dossiers import ClosureDossier
from models.errors import ExportError
from models.reporting import Report, unheard

_ABOUT_THE_TEMPLATE_ONLY = ("template_unused", "template_repeated")


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledPaper:
    """A template looked at with the values of one closure; `faults` are the template's own, the others the paper's."""

    template: bytes
    names: TemplateNames
    title: str
    faults: tuple[Finding, ...]
    findings: tuple[Finding, ...]

    def content(self) -> bytes:
        """Return the bytes of the filled .docx; raises ExportError where the template has a STOP."""
        return fill(self.template, self.names, title=self.title)

    def refuse_incomplete(self, path: Path) -> None:
        """Raise ExportError if the file at `path` is not the whole paper."""
        refuse_incomplete(self.template, self.names, path)


def filled_paper(
    template: Template, form: FormDefinition, dossier: ClosureDossier, *, public: bool, code: str,
    report: Report = unheard,
) -> FilledPaper:
    """Look at the template and gather what it prints. For a worker.

    Raises ForeignFileError for a file that is not let in; `report` may raise Cancelled.
    """
    tables = unsigned_annexes(template.tables) if public else template.tables
    names = names_of(dossier, form, tables, code=code)
    found = inspect_file(template.path, names, report=report)
    content = _bytes_of(template.path)
    stopped = any(item.level is Level.STOP for item in found)
    used = frozenset() if stopped else used_in(content)
    findings = lacks(used, names, form, dossier, template.tables)
    if public:
        names, masked = masked_names(names)
        findings += tuple(_masked(tag_of(name), kinds) for name, kinds in masked.items() if name in used)
        content, own = without_own_numbers(content, template.label) if not stopped else (content, ())
        findings += (_masked(f"模板“{template.label}”的文字", own),) if own else ()
        findings += (left_out(SIGNED),) if SIGNATURES in used else ()
    faults = tuple(
        replace(item, where=f"模板“{template.label}” · {item.where}")
        for item in found if item.code not in _ABOUT_THE_TEMPLATE_ONLY
    )
    return FilledPaper(template=content, names=names, title=names.words[TITLE], faults=faults, findings=findings)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ExportError("模板读不出来", where=path.name, remedy="请检查它是否还在、能否打开。") from error


def _masked(place: str, kinds: tuple[str, ...]) -> Finding:
    counts = "、".join(f"{kinds.count(kind)}个{kind}" for kind in dict.fromkeys(kinds))
    return Finding(
        level=Level.NOTE, code="masked", where=f"公开版 · {place}", text=f"隐去{counts}的中间几位",
        remedy="核对公开版",
    )
