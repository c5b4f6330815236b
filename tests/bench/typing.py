"""A long paper read again after each key: what the window does at every pause of typing, beside what it does at first.

The paper answers 40 measures, each with five times the words of a real one; one section is being edited. Counted is the
processor's time of the thread, which says what the program does and not what else the PC does.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from statistics import median
from time import thread_time

from exporters.forms.sections import generated_sections
from models.domain.closure import SectionEdit, SectionEditId
from models.dossiers import ClosureDossier, MeasureDossier
from tests.exporters.combinations import measures, whole_dossier
from tests.exporters.records import SHENYANG, form_of

MEASURES = 40
LONGER = 5
SECTION = "evidence_mapping"


def measure(folder: Path, rounds: int) -> tuple[float, float, int]:
    """Return the seconds of a reading while typing (median) and of the first one, and the paper's characters."""
    dossier = whole_dossier(folder)
    dossier = replace(dossier, measures=tuple(_longer(item) for item in measures(dossier, MEASURES)))
    form, times = form_of(SHENYANG), []
    start = thread_time()
    sections = generated_sections(form, dossier)
    first = thread_time() - start
    text = next(section.text for section in sections if section.key == SECTION)
    for round_ in range(rounds):
        typed = _typed(dossier, f"{text}\n再写{'一' * round_}句。")
        start = thread_time()
        generated_sections(form, typed)
        times.append(thread_time() - start)
    return median(times), first, sum(len(line) for section in sections for line in section.lines)


def _longer(item: MeasureDossier) -> MeasureDossier:
    """Return the measure with statements so many times as long, no sentence of which stands twice."""

    def longer(text: str) -> str:
        return "".join(text.replace("示例县", f"示例县{'甲乙丙丁戊'[part]}村") for part in range(LONGER))

    return replace(
        item, implementation=replace(item.implementation, text=longer(item.implementation.text)),
        proof=replace(item.proof, text=longer(item.proof.text)),
    )


def _typed(dossier: ClosureDossier, text: str) -> ClosureDossier:
    edit = SectionEdit(
        id=SectionEditId("edit"), closure_id=dossier.closure_id, form=SHENYANG, section=SECTION,
        text=text, generated=text,
    )
    return replace(dossier, edits=(edit,))
