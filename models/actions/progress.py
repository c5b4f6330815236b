"""Progress 落实情况: a date, a sentence, figures.

The figures are read from the sentence, so that no number is typed twice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.actions.duties import delete_counts_of
from models.domain.evidence import EvidenceLink
from models.domain.figures import recognise, restate, states
from models.domain.ordering import place_behind
from models.domain.partial_date import When
from models.domain.plan import Figure, FigureId, Measure, MeasureId, Progress, ProgressId
from models.errors import InputError
from models.store.change import Change, Changes
from models.workspace import Workspace, new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressInput:
    """What is entered for one progress entry."""

    text: str
    done_on: When | None = None


def record_progress(ws: Workspace, *, measure_id: MeasureId, entry: ProgressInput) -> Changes:
    """Record what was done for a measure; the figures its sentence states become records."""
    measure = ws.need(Measure, measure_id)
    _require_text(measure, entry.text)
    record = Progress(
        id=ProgressId(new_id()), measure_id=measure_id, done_on=entry.done_on, text=entry.text.strip(),
        position=place_behind(ws.find(Progress, measure_id=measure_id)),
    )
    with ws.change(f"登记措施 {measure.number} 落实情况") as change:
        change.insert(record)
        change.insert_all(_figures(record))
    return change.result


def revise_progress(ws: Workspace, *, entry: Progress, step: str = "") -> Changes:
    """Change date or sentence of an entry; figures the new sentence no longer states go, new ones come.

    A figure that was added by hand because no sentence states it stays.
    """
    measure = ws.need(Measure, entry.measure_id)
    before = ws.need(Progress, entry.id)
    _require_text(measure, entry.text)
    standing = ws.find(Figure, progress_id=entry.id)
    with ws.change(f"修改措施 {measure.number} 落实情况", step=step) as change:
        change.put(entry)
        _reconcile(change, standing, before.text, entry)
    return change.result


def remove_progress(ws: Workspace, *, progress_id: ProgressId) -> Changes:
    """Remove an entry with its figures; evidence that hung on it stays with the measure."""
    entry = ws.need(Progress, progress_id)
    measure = ws.need(Measure, entry.measure_id)
    with ws.change(f"删除措施 {measure.number} 落实情况") as change:
        for link in ws.find(EvidenceLink, progress_id=progress_id):
            change.put(replace(link, progress_id=None))
        delete_entry(ws, change, entry)
    return change.result


def delete_entry(ws: Workspace, change: Change, entry: Progress) -> None:
    """Delete an entry with its figures and what it counted, within an open change."""
    for figure in ws.find(Figure, progress_id=entry.id):
        change.delete(figure)
    delete_counts_of(ws, change, entry.id, "progress_id")
    change.delete(entry)


def add_figure(ws: Workspace, *, progress_id: ProgressId, label: str, number: str, unit: str = "") -> Changes:
    """Add a figure the sentence does not state."""
    if not (label.strip() and number.strip()):
        raise InputError("名称和数字都要填写", where="数据", remedy="例如：县委常委会　7　次")
    standing = ws.find(Figure, progress_id=progress_id)
    with ws.change(f"登记数据：{label.strip()}") as change:
        change.insert(
            Figure(
                id=FigureId(new_id()), progress_id=progress_id, label=label.strip(), number=number.strip(),
                unit=unit.strip(), position=place_behind(standing),
            )
        )
    return change.result


def revise_figure(ws: Workspace, *, figure_id: FigureId, number: str) -> Changes:
    """Change a figure's number here and in every sentence of its measure that states it; statements turn 待核."""
    figure = ws.need(Figure, figure_id)
    entry = ws.need(Progress, figure.progress_id)
    number = number.strip()
    if not number:
        raise InputError("数字不能为空", where=f"数据：{figure.label}", remedy="请填写数字，或删除这条数据")

    def again(text: str) -> str:
        return restate(text, label=figure.label, number=figure.number, unit=figure.unit, new_number=number)

    with ws.change(f"修改数据：{figure.label}") as change:
        change.put(replace(figure, number=number))
        for item in ws.find(Progress, measure_id=entry.measure_id):
            change.put(replace(item, text=again(item.text)))
        for link in ws.find(EvidenceLink, measure_id=entry.measure_id):
            change.put(replace(link, proves=again(link.proves)))
    return change.result


def remove_figure(ws: Workspace, *, figure_id: FigureId) -> Changes:
    """Remove a figure; the sentence stays as it is."""
    figure = ws.need(Figure, figure_id)
    with ws.change(f"删除数据：{figure.label}") as change:
        change.delete(figure)
    return change.result


def _figures(entry: Progress) -> list[Figure]:
    return [
        Figure(
            id=FigureId(new_id()), progress_id=entry.id, label=reading.label, number=reading.number,
            unit=reading.unit, position=place,
        )
        for place, reading in enumerate(recognise(entry.text))
    ]


def _reconcile(change: Change, standing: list[Figure], old_text: str, entry: Progress) -> None:
    by_label = {figure.label: figure for figure in _figures(entry)}
    for figure in standing:
        again = by_label.pop(figure.label, None)
        if again is not None:
            change.put(replace(figure, number=again.number, unit=again.unit, position=again.position))
        elif _states(old_text, figure) and not _states(entry.text, figure):
            change.delete(figure)
    change.insert_all(by_label.values())


def _states(text: str, figure: Figure) -> bool:
    return states(text, label=figure.label, number=figure.number, unit=figure.unit)


def _require_text(measure: Measure, text: str) -> None:
    if not text.strip():
        raise InputError("还没有填写", where=f"措施 {measure.number} · 落实情况", remedy="请写一句做了什么、做了多少")
