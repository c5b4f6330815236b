"""An opinion built and written against writing the parts of the very same file with lxml and zip."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from statistics import median
from time import perf_counter

from lxml import etree

from exporters.forms.build import build
from exporters.word import to_bytes
from models.assembly import closure_dossier, closures_of
from models.domain.plan import Task
from models.sample import make_sample
from tests.builders import REFERENCE, open_workspace


def measure(folder: Path, rounds: int) -> tuple[float, float, float]:
    """Return the median ratio of pairs, and the medians of ours and of the floor in seconds."""
    ws = open_workspace(folder)
    make_sample(ws)
    task = ws.find(Task, number="1")[0]
    dossier = closure_dossier(ws, closures_of(ws, task.id)[-1].id)
    ws.close()
    form = REFERENCE.form("closure-opinion-shenyang")
    parts = parts_of(to_bytes(build(form, dossier)))
    ours, floor = [], []
    for _ in range(rounds):
        start = perf_counter()
        to_bytes(build(form, dossier))
        ours.append(perf_counter() - start)
        start = perf_counter()
        written(parts)
        floor.append(perf_counter() - start)
    ratio = median(a / b for a, b in zip(ours, floor, strict=True))
    return ratio, median(ours), median(floor)


def parts_of(content: bytes) -> list[tuple[str, etree._Element | bytes]]:
    """Return the parts of a file, those of XML as trees."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(name, _tree(name, archive.read(name))) for name in archive.namelist()]


def _tree(name: str, data: bytes) -> etree._Element | bytes:
    return etree.fromstring(data) if name.endswith((".xml", ".rels")) else data


def written(parts: list[tuple[str, etree._Element | bytes]]) -> bytes:
    """Return a file of the parts: the least that any program must do."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts:
            data = part if isinstance(part, bytes) else etree.tostring(part, xml_declaration=True, encoding="UTF-8")
            archive.writestr(name, data)
    return stream.getvalue()
