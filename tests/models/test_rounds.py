"""Closures by task, unit, site and measure: begun, begun again, discarded, and named as their subjects are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from exporters.forms.slots import fill, resolve
from models.actions import closures, directory, measures, papers, rounds, tasks
from models.assembly import closure_dossier, closures_of, paper_of
from models.domain.closure import Closure, ClosureSubject, Member
from models.domain.directory import Unit
from models.domain.plan import SubItem, SubItemId, SubItemKind, Task, UnitRole
from models.errors import InputError
from models.workspace import Changes, Workspace, new_id
from tests.builders import add_task, closure_of, measures_of, member


def opened(ws: Workspace, changes: Changes) -> Closure:
    return ws.need(Closure, changes.new_id("closures"))


def site(ws: Workspace, task: Task, name: str = "河东泵站", kind: SubItemKind = SubItemKind.SITE) -> SubItem:
    item = SubItem(id=SubItemId(new_id()), task_id=task.id, kind=kind, name=name)
    tasks.save_sub_item(ws, item=item)
    return item


def subject(ws: Workspace, closure: Closure) -> str:
    return resolve("销号对象", closure_dossier(ws, closure.id))


def test_a_site_a_measure_and_a_unit_are_closed_by_themselves(ws: Workspace) -> None:
    task = add_task(ws)
    pump, sludge = site(ws, task), site(ws, task, "问题五", SubItemKind.SUB_PROBLEM)
    second = measures_of(ws, task.id)[1]
    of_site = opened(ws, rounds.open_closure(ws, task_id=task.id, sub_item_id=pump.id))
    of_problem = opened(ws, rounds.open_closure(ws, task_id=task.id, sub_item_id=sludge.id))
    of_measure = opened(ws, rounds.open_closure(ws, task_id=task.id, measure_id=second.id))
    of_unit = opened(ws, rounds.open_closure(ws, task_id=task.id, unit="示例镇"))
    kinds = [closure.subject_kind for closure in (of_site, of_problem, of_measure, of_unit)]
    assert kinds == [
        ClosureSubject.SITE, ClosureSubject.SITE, ClosureSubject.MEASURE, ClosureSubject.TASK_UNIT,
    ]
    assert [of_site.sub_item_id, of_problem.sub_item_id] == [pump.id, sludge.id]
    assert [subject(ws, item) for item in (of_site, of_problem, of_measure)] == ["河东泵站", "问题五", "第2条整改措施"]
    assert [item.measure.id for item in closure_dossier(ws, of_measure.id).measures] == [second.id]
    assert closure_dossier(ws, of_unit.id).responsible_units == ("示例镇",)
    assert resolve("责任单位", closure_dossier(ws, of_unit.id)) == "示例镇"


def test_the_share_of_a_unit_covers_its_own_measures_and_those_of_no_unit(ws: Workspace) -> None:
    task = add_task(ws, texts=("甲。", "乙。", "丙。"))
    first, second, third = measures_of(ws, task.id)
    measures.set_measure_units(ws, measure_id=first.id, names=("示例镇",))
    measures.set_measure_units(ws, measure_id=second.id, names=("示例乡",))
    covered = closure_dossier(ws, opened(ws, rounds.open_closure(ws, task_id=task.id, unit="示例镇")).id).measures
    assert [item.measure.id for item in covered] == [first.id, third.id]


def test_the_next_round_is_about_the_same(ws: Workspace) -> None:
    task = add_task(ws)
    pump = site(ws, task)
    first = opened(ws, rounds.open_closure(ws, task_id=task.id, sub_item_id=pump.id))
    rounds.set_closure_units(ws, closure_id=first.id, names=("示例镇",))
    rounds.cover_measures(ws, closure_id=first.id, measure_ids=(measures_of(ws, task.id)[1].id,))
    again = opened(ws, rounds.open_next_round(ws, closure_id=first.id))
    assert (again.round, again.subject, again.sub_item_id) == (2, "河东泵站", pump.id)
    dossier = closure_dossier(ws, again.id)
    assert dossier.responsible_units == ("示例镇",)
    assert [item.measure.number for item in dossier.measures] == ["2"]


def test_a_closure_takes_the_new_name_of_its_subject(ws: Workspace) -> None:
    task = add_task(ws)
    pump, first = site(ws, task), measures_of(ws, task.id)[0]
    of_site = opened(ws, rounds.open_closure(ws, task_id=task.id, sub_item_id=pump.id))
    of_measure = opened(ws, rounds.open_closure(ws, task_id=task.id, measure_id=first.id))
    of_unit = opened(ws, rounds.open_closure(ws, task_id=task.id, unit="示例镇"))
    tasks.save_sub_item(ws, item=replace(pump, name="河西泵站"))
    measures.revise_measure(ws, measure=replace(first, number="12 - 01"))
    directory.save_unit(ws, unit=replace(ws.find(Unit, name="示例镇")[0], name="示例镇人民政府"))
    names = [ws.need(Closure, item.id).subject for item in (of_site, of_measure, of_unit)]
    assert names == ["河西泵站", "整改措施12-01", "示例镇人民政府"]


def test_what_has_a_closure_of_its_own_is_not_removed(ws: Workspace) -> None:
    task = add_task(ws)
    pump, first = site(ws, task), measures_of(ws, task.id)[0]
    rounds.open_closure(ws, task_id=task.id, sub_item_id=pump.id)
    rounds.open_closure(ws, task_id=task.id, measure_id=first.id)
    with pytest.raises(InputError, match=r"点位：河东泵站：它有单独的销号“第 1 轮 · 河东泵站”，不能删除"):
        tasks.remove_sub_item(ws, item_id=pump.id)
    with pytest.raises(InputError, match="“第 1 轮 · 第1条整改措施”这次销号只覆盖这条措施"):
        measures.remove_measure(ws, measure_id=first.id)
    tasks.remove_task(ws, task_id=task.id)
    assert ws.find(Closure) == []


def test_two_sites_of_a_task_have_two_names(ws: Workspace) -> None:
    task = add_task(ws)
    site(ws, task)
    with pytest.raises(InputError, match="本任务已有“河东泵站”"):
        site(ws, task, kind=SubItemKind.SUB_PROBLEM)


def test_a_closure_begun_by_mistake_goes_with_all_that_was_entered_for_it(ws: Workspace) -> None:
    task = add_task(ws)
    first = closure_of(ws, task.id)
    second = opened(ws, rounds.open_closure(ws, task_id=task.id))
    closures.save_members(ws, members=(member(second),))
    rounds.discard_closure(ws, closure_id=second.id)
    assert closures_of(ws, task.id) == [first]
    assert ws.find(Member) == []
    assert ws.next_undo is not None and ws.next_undo.label == "删除任务 1 的销号：第 2 轮 · 整个任务"


def test_the_last_closure_and_a_numbered_one_are_not_discarded(ws: Workspace) -> None:
    task = add_task(ws)
    first = closure_of(ws, task.id)
    with pytest.raises(InputError, match="一项任务至少留一次销号"):
        rounds.discard_closure(ws, closure_id=first.id)
    rounds.open_closure(ws, task_id=task.id)
    paper = replace(paper_of(ws, first.id), document_word="示督改办", document_year=2025, document_sequence=6)
    papers.save_paper(ws, paper=paper)
    with pytest.raises(InputError, match="已编号 示督改办〔2025〕6号，不能删除"):
        rounds.discard_closure(ws, closure_id=first.id)
    papers.save_paper(ws, paper=replace(paper, document_sequence=None))
    rounds.discard_closure(ws, closure_id=first.id)
    assert len(ws.find(Closure)) == 1


def test_the_conclusion_speaks_of_what_is_closed(ws: Workspace) -> None:
    task = add_task(ws)
    tasks.set_task_units(ws, task_id=task.id, role=UnitRole.RESPONSIBLE, names=("示例县",))
    closure = opened(ws, rounds.open_closure(ws, task_id=task.id, sub_item_id=site(ws, task).id))
    form = ws.reference.form("closure-opinion-shenyang")
    passed = dict(next(head.results for head in form.heads if head.results))
    texts = {fill(text, closure_dossier(ws, closure.id)).text for text in passed.values()}
    assert all("第1项中所承担的整改任务（河东泵站）" in text for text in texts) and len(texts) == 3
