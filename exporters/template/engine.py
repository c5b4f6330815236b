"""The office's own Word templates: inspected when they are added, filled when a paper is written.

Three slots, all spelled {{名称}}: a word in running text, headers, footers, footnotes, text boxes and tables; a section
alone in its paragraph; a table row that is repeated over measures, evidence or members. Names are looked up and nothing
is evaluated: what the records hold is text, also when it looks like a tag. A file from outside is inspected by
`inspect_file`, in a child process; `fill` is for bytes that have passed it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from exporters.blocks import texts
from exporters.template.faults import faults, used_names
from exporters.template.file import LIMITS, Package, open_package, reopened, written
from exporters.template.fill import fill_package
from exporters.template.names import TemplateNames, vocabulary, with_samples
from exporters.template.recount import recount
from exporters.word_text import refuse_text
from models import isolation
from models.domain.finding import Finding, Level
from models.errors import ExportError
from models.reporting import Report, unheard

TITLE_PROPERTY_LIMIT = 255

_READER = "exporters.template.engine.read"
_TEMPLATE = "模板"


def inspect_file(path: Path, names: TemplateNames, *, report: Report = unheard) -> tuple[Finding, ...]:
    """Return the findings of a template from outside, read in a child process with sample values.

    Raises ForeignFileError for what is no Word file, broken, too large, or holds what is not let in; `report` is
    called with seconds gone and allowed, and may raise Cancelled.
    """
    found = isolation.run(_READER, path, limits=LIMITS, options=vocabulary(names), report=report)
    return tuple(Finding(**{**entry, "level": Level(entry["level"])}) for entry in found)


def read(path: Path, *, words: list[str], sections: list[str], rows: dict[str, Any]) -> list[dict[str, str]]:
    """Return the findings of a template as plain data; runs only in the child of `models.isolation`."""
    names = with_samples({"words": words, "sections": sections, "rows": rows})
    found = inspect(path.read_bytes(), names, where=path.name)
    return [
        {"level": entry.level.value, "code": entry.code, "where": entry.where, "text": entry.text}
        | {"remedy": entry.remedy}
        for entry in found
    ]


def inspect(content: bytes, names: TemplateNames, *, where: str = _TEMPLATE) -> tuple[Finding, ...]:
    """Return what is to be said about a template; without a STOP it has been filled once with the values given.

    Raises ForeignFileError with `where` for a file that is not let in.
    """
    package = open_package(content, where)
    found = faults(package, names)
    if not _stops(found):
        fill(content, names, title=where)
    return found


def fill(content: bytes, names: TemplateNames, *, title: str) -> bytes:
    """Return the template filled, as the bytes of a .docx; equal templates and values give equal bytes.

    Lacking values print as 〔缺：名称〕. Raises ForeignFileError for a file that is not let in, ExportError where the
    template has a STOP, a value holds a character no Word file can hold, or the result is not whole.
    """
    package = open_package(content, _TEMPLATE)
    _refuse_faults(faults(package, names))
    _refuse_unprintable(package, names, title)
    fill_package(package, names)
    # Word shows no more of this property.
    result = written(package, title[:TITLE_PROPERTY_LIMIT])
    recount(open_package(content, _TEMPLATE), reopened(result), names)
    return result


def refuse_incomplete(content: bytes, names: TemplateNames, path: Path) -> None:
    """Raise ExportError if the file at `path` is not the whole filled template; for `saving.save`."""
    recount(open_package(content, _TEMPLATE), reopened(path.read_bytes()), names)


def used_in(content: bytes) -> frozenset[str]:
    """Return the names a template uses; raises ForeignFileError for a file that is not let in."""
    return used_names(open_package(content, _TEMPLATE))


def _stops(found: tuple[Finding, ...]) -> list[Finding]:
    return [finding for finding in found if finding.level is Level.STOP]


def _refuse_faults(found: tuple[Finding, ...]) -> None:
    stops = _stops(found)
    if not stops:
        return
    more = f"（模板共有 {len(stops)} 处须改）" if len(stops) > 1 else ""
    raise ExportError(f"{stops[0].text}{more}", where=f"模板 {stops[0].where}", remedy=f"{stops[0].remedy}。")


def _refuse_unprintable(package: Package, names: TemplateNames, title: str) -> None:
    used = used_names(package)
    for name, text in names.words.items():
        if name in used:
            refuse_text(text, f"“{name}”")
    for name, blocks in names.sections.items():
        for text in (text for block in blocks for text in texts(block)) if name in used else ():
            refuse_text(text, f"“{name}”")
    for source in names.rows.values():
        for number, row in enumerate(source.rows, 1):
            for name in used.intersection(row):
                refuse_text(row[name], f"“{name}”第{number}行")
    refuse_text(title, "文件标题")
