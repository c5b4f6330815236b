"""Both forms of the opinion as people read them, and what holds for every paper whatever its records."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from exporters.blocks import Heading, Para, RedHead, Role, SignOff, Table, dump, texts
from exporters.forms.build import build, build_signature_table
from exporters.forms.sections import generated_sections, paper_findings
from models.assembly import closure_dossier
from models.domain.closure import AcceptanceResult, MemberRole
from models.domain.finding import Level
from models.dossiers import ClosureDossier
from models.workspace import Workspace
from tests.exporters.papers import MEASURES, OFFICE, PROGRESS, PROOF
from tests.exporters.records import (
    COMPLETION,
    GOAL,
    LIAONING,
    SHENYANG,
    TEAM,
    close_task,
    form_of,
    with_acceptance,
    with_paper,
)

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
HEADS = (
    "督察指出的问题", "责任单位采取的工作举措", "整改任务整改措施的落实情况", "整改任务整改目标完成情况",
    "佐证材料与整改措施对应情况", "下步工作要求", "验收结论",
)


@pytest.fixture
def dossier(ws: Workspace) -> ClosureDossier:
    """Give the dossier of a task that is ready to be signed."""
    return closure_dossier(ws, close_task(ws))


def lines(dossier: ClosureDossier, key: str, form: str = SHENYANG) -> list[str]:
    """Return what a section prints, its head left out."""
    section = next(section for section in build(form_of(form), dossier).sections if section.key == key)
    return [text for block in section.blocks for text in texts(block)][1:]


@pytest.mark.parametrize("form", [SHENYANG, LIAONING])
def test_the_paper_reads_as_the_golden_copy(dossier: ClosureDossier, form: str) -> None:
    assert dump(build(form_of(form), dossier)) == (GOLDEN / f"{form}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", [SHENYANG, LIAONING])
def test_a_complete_case_has_nothing_to_find(dossier: ClosureDossier, form: str) -> None:
    assert paper_findings(form_of(form), dossier) == ()
    assert [item.code for item in paper_findings(form_of(form), dossier, issuing=True)] == ["not_sealed"]


def test_the_seven_heads_stand_in_order(dossier: ClosureDossier) -> None:
    heads = [block.text for block in build(form_of(SHENYANG), dossier).blocks()
             if isinstance(block, Heading) and block.level == 1]
    assert heads == [f"{number}、{text}" for number, text in zip("一二三四五六七", HEADS, strict=True)]


def test_two_three_and_five_answer_each_measure_under_its_number(dossier: ClosureDossier) -> None:
    for key, said in (("measures", MEASURES), ("implementation", PROGRESS), ("evidence_mapping", PROOF)):
        assert lines(dossier, key) == [f"{number}. {text}" for number, text in enumerate(said, 1)]


def test_each_statement_stands_in_one_place_only(dossier: ClosureDossier) -> None:
    whole = "\n".join(text for block in build(form_of(SHENYANG), dossier).blocks() for text in texts(block))
    assert [whole.count(text) for text in (*MEASURES, *PROGRESS, *PROOF)] == [1] * 12


def test_measures_keep_their_own_numbers_where_some_are_not_covered(dossier: ClosureDossier) -> None:
    part = replace(dossier, measures=(dossier.measures[0], dossier.measures[2]))
    for key in ("measures", "implementation", "evidence_mapping"):
        assert [line.split(" ")[0] for line in lines(part, key)] == ["1.", "3."]
    assert [line[:3] for line in lines(part, "implementation", LIAONING)] == ["（一）", "（三）"]


@pytest.mark.parametrize(
    ("number", "printed"), [("3", "3. "), ("三", "3. "), ("（2）", "2. "), ("01", "01. "), ("12-01-1", "12-01-1. ")]
)
def test_a_measures_number_prints_as_it_is_counted(dossier: ClosureDossier, number: str, printed: str) -> None:
    first = dossier.measures[0]
    one = replace(dossier, measures=(replace(first, measure=replace(first.measure, number=number)),))
    assert lines(one, "measures")[0] == printed + MEASURES[0]


def test_a_number_pasted_with_the_measure_is_not_printed_twice(dossier: ClosureDossier) -> None:
    first = dossier.measures[0]
    one = replace(dossier, measures=(replace(first, measure=replace(first.measure, text="1.完善管网。")),))
    assert lines(one, "measures") == ["1. 完善管网。"]


def test_further_lines_of_a_statement_are_paragraphs_of_their_own(dossier: ClosureDossier) -> None:
    first = dossier.measures[0]
    said = replace(first.implementation, text="完成以下工作：\n（1）建成管网12公里；\n\n（2）整治排口3处。")
    one = replace(dossier, measures=(replace(first, implementation=said),))
    assert lines(one, "implementation") == ["1. 完成以下工作：", "（1）建成管网12公里；", "（2）整治排口3处。"]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("开展了两项工作：\n1.清理一户。\n2.建档一户。", ["2. 开展了两项工作：", "（1）清理一户。", "（2）建档一户。"]),
        ("1.清理一户。\n2.建档一户。", ["2. （1）清理一户。", "（2）建档一户。"]),
        ("2.如下：\n（一）清理。\n1.甲。\n2.乙。\n（二）建档。",
         ["2. 如下：", "（1）清理。", "①甲。", "②乙。", "（2）建档。"]),
        ("如下：\n（1）甲。\n（2）乙。", ["2. 如下：", "（1）甲。", "（2）乙。"]),
        ("如下：\n1.清理一户。", ["2. 如下：", "（1）清理一户。"]),
        ("年初部署。\n二、三季度各检查1次。", ["2. 年初部署。", "二、三季度各检查1次。"]),
        ("共用水\n3.5万吨。\n2022.3起停产。", ["2. 共用水", "3.5万吨。", "2022.3起停产。"]),
    ],
    ids=range(7),
)
def test_a_list_in_a_statement_stands_a_level_below_its_measure(
    dossier: ClosureDossier, typed: str, printed: list[str]
) -> None:
    second = dossier.measures[1]
    stated = replace(second, implementation=replace(second.implementation, text=typed))
    assert lines(replace(dossier, measures=(stated,)), "implementation") == printed


def test_a_list_under_a_named_measure_stands_a_level_below_its_name(dossier: ClosureDossier) -> None:
    second = dossier.measures[1]
    stated = replace(second, implementation=replace(second.implementation, text="如下：\n（一）甲。\n（二）乙。"))
    assert lines(replace(dossier, measures=(stated,)), "implementation", LIAONING) == [
        "（二）定期研究部署生态环境保护工作。如下：", "1. 甲。", "2. 乙。",
    ]


def test_four_prints_the_goal_and_then_its_completion(dossier: ClosureDossier) -> None:
    assert lines(dossier, "goal_completion") == [f"整改目标：{GOAL}", COMPLETION]


@pytest.mark.parametrize(
    ("result", "says"),
    [(AcceptanceResult.PASSED, "，通过验收。"), (AcceptanceResult.FAILED, "，未通过验收。"),
     (AcceptanceResult.AFTER_CORRECTION, "，须按要求继续整改后再次验收。")],
)
def test_the_conclusion_says_the_result(dossier: ClosureDossier, result: AcceptanceResult, says: str) -> None:
    drafted = with_acceptance(dossier, result=result)
    (line,) = lines(drafted, "conclusion")
    assert line.endswith(says)
    assert "《示例市中央生态环境保护督察整改方案》第1项" in line
    assert "result_contradicts_conclusion" not in {item.code for item in paper_findings(form_of(SHENYANG), drafted)}


def test_a_conclusion_that_was_written_is_printed_as_written(dossier: ClosureDossier) -> None:
    written = with_acceptance(dossier, conclusion="经验收组合议，一致同意通过验收。")
    assert lines(written, "conclusion") == ["经验收组合议，一致同意通过验收。"]


def test_the_provincial_form_names_each_measure_before_what_was_done(dossier: ClosureDossier) -> None:
    printed = lines(dossier, "implementation", LIAONING)
    assert printed[0] == f"（一）深入学习贯彻习近平生态文明思想。{PROGRESS[0]}"
    assert printed[3].startswith("（四）严格落实“党政同责、一岗双责”和“三管三必须”。")


@pytest.mark.parametrize(
    ("post", "printed"),
    [
        ("处长", "处长"),
        ("四级主任科员", "四级主任科员"),
        ("副主任（副局级）", "副主任\n（副局级）"),
        ("高级工程师（正高级）", "高级工程师\n（正高级）"),
        ("党组成员、副局长", "党组成员、\n副局长"),
        ("局长、党组书记（正处级）", "局长、党组书记（正处级）"),
        ("综合行政执法支队支队长", "综合行政执法支队支队长"),
        ("（副局级）", "（副局级）"),
    ],
)
def test_a_post_too_long_for_a_line_is_parted_where_one_reads_it(
    dossier: ClosureDossier, post: str, printed: str
) -> None:
    (member, *others) = dossier.members
    members = (replace(member, post=post), *others)
    document = build(form_of(SHENYANG), replace(dossier, members=members))
    (table,) = (block for block in document.blocks() if isinstance(block, Table))
    assert table.rows[0][3].text == printed


def test_groups_of_the_signature_table_share_a_cell(dossier: ClosureDossier) -> None:
    document = build_signature_table(form_of(SHENYANG), dossier)
    (table,) = [block for block in document.blocks() if isinstance(block, Table)]
    assert [row[0].text if not row[0].merged else "〃" for row in table.rows] == ["组长", "副组长", "〃", "成员", "〃"]
    printed = [tuple(cell.text.replace("\n", "") for cell in row[1:]) for row in table.rows]
    assert printed == [(*member[1:], "") for member in TEAM]
    assert sum(column.width_mm for column in table.columns) == 156


def test_without_a_red_head_there_is_no_imprint_either(dossier: ClosureDossier) -> None:
    document = build(form_of(SHENYANG), with_paper(dossier, has_red_head=False))
    assert {section.key for section in document.sections}.isdisjoint({"red_head", "imprint"})
    assert document.sections[0].key == "title"


def test_line_ends_set_by_hand_decide_while_the_words_are_the_same(dossier: ClosureDossier) -> None:
    title = build(form_of(SHENYANG), dossier).title
    by_hand = title.replace("关于", "\n关于", 1).replace("》第", "》\n第", 1)
    red = with_paper(dossier, title_lines=by_hand, head_lines="示例市督察整改\n工作领导小组办公室")
    blocks = list(build(form_of(SHENYANG), red).blocks())
    assert blocks[1] == Para(text=by_hand, role=Role.TITLE)
    assert isinstance(blocks[0], RedHead)
    assert blocks[0].lines == ("示例市督察整改", "工作领导小组办公室")
    other = with_paper(dossier, title_lines="示例市关于别的事的\n验收销号意见")
    assert list(build(form_of(SHENYANG), other).blocks())[1] == Para(text=title, role=Role.TITLE)
    assert "title_lines_differ" in {item.code for item in paper_findings(form_of(SHENYANG), other)}


def test_a_place_without_stamp_is_signed_without_one(dossier: ClosureDossier) -> None:
    signed = [block for block in build(form_of(SHENYANG), with_paper(dossier, is_sealed=False)).blocks()
              if isinstance(block, SignOff)]
    assert signed == [SignOff(name=OFFICE, date_text="2022年10月8日", sealed=False)]


def test_a_public_copy_masks_private_numbers_and_tells_where(dossier: ClosureDossier) -> None:
    document = build(form_of(SHENYANG), dossier, public=True)
    whole = "\n".join(text for block in document.blocks() for text in texts(block))
    assert not re.search(r"1\d{10}", whole)
    assert whole.count("138****000") == len(TEAM) + 1


def test_an_empty_case_has_a_mark_for_every_gap_and_no_blank(ws: Workspace, dossier: ClosureDossier) -> None:
    empty = replace(
        dossier, issuer=None, contact=None, members=(), instruments=(), joint_units=(), measures=(),
        responsible_units=(), task=replace(dossier.task, problem="", goal=""), plan=replace(dossier.plan, title=""),
    )
    empty = with_paper(empty, addressee="", dated_on=None, document_sequence=None, copies_to="")
    empty = with_acceptance(empty, held_on=(), result=None, goal_completion="", next_requirements="", contact_id=None)
    for key in (SHENYANG, LIAONING):
        document = build(form_of(key), empty)
        for section in document.sections:
            said = [text for block in section.blocks for text in texts(block)]
            assert "〔缺：" in "".join(said) or section.key in {"attachment_note", "title"}, section
        stops = [item for item in paper_findings(form_of(key), empty) if item.level is Level.STOP]
        assert all(item.target is not None and item.where and item.remedy for item in stops)
        assert all("〔缺：" not in item.text for item in stops)
        sections = generated_sections(form_of(key), empty)
        assert {section.state.label for section in sections if section.findings} == {"缺"}


def test_members_are_listed_leader_first(dossier: ClosureDossier) -> None:
    assert [member.role for member in dossier.members][:2] == [MemberRole.LEADER, MemberRole.DEPUTY]
