"""Real forms that are not shipped: each is a definition in TOML alone, with the heads of its paper in their order.

The sample's first task has the facts; a definition that asks for what no record holds would show a mark 〔缺：…〕.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from exporters.blocks import AnnexHead, Document, Heading, Para, Role, Table, dump, texts
from exporters.forms.build import build
from models.actions.tasks import set_external_numbers
from models.assembly import closure_dossier, closures_of
from models.assembly.by_number import task_numbered
from models.domain.closure import PaperKind
from models.dossiers import ClosureDossier
from models.form_files import check_form, read_form
from tests.builders import open_workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """样式案例: a definition, the heads of its paper, facts that stand in it, and what a check may remark of it."""

    place: str
    text: str
    heads: tuple[str, ...]
    facts: tuple[str, ...]
    remarks: tuple[str, ...] = ()


# 辽宁 2024: the notice a closure opinion is published with has no heads at all.
COVER = Form(
    place="辽宁公示说明",
    text='''
key = "own-cover"
kind = "public_notice"
label = "公示说明"
title = "{任务.标题}任务验收销号意见公开公示内容"
opening = "《{方案}》{任务.标题}任务已整改完成，{发文主体}出具了验收销号意见，现予公示（见附件）。"
tail = [
    "自发布之日起{公示.天数}内，任何单位、个人有异议，请与{公示.受理单位}联系。单位反映情况需加盖公章，个人反映情况需提供有效身份证明及联系电话、地址、邮政编码。",
    "监督电话：{公示.电话}",
    "邮寄地址：{公示.地址}",
    "附件：{任务.标题}任务验收销号意见",
]
''',
    heads=(), facts=("10个工作日", "监督电话：0000-0000000", "附件：深入学习贯彻习近平生态文明思想任务验收销号意见"),
    remarks=("form_no_heads",),
)

# 天津东丽 2025, 四平铁东 2019: a notice with its table behind it.
ANNEXED = Form(
    place="天津东丽公示和附表",
    text='''
key = "own-annexed"
kind = "public_notice"
label = "公示和附表"
title = "{督察}整改任务完成情况公示"
opening = "按照{依据}规定，现将整改任务完成情况予以公示，公示期为{公示.期限}。"
tail = ["对公示内容有异议的，请将证明材料发至{公示.邮箱}。"]

[[head]]
text = "公示内容"
content = "words"
words = "整改完成情况见附件。"

[[attachment]]
title = "整改任务完成情况表"
content = "table"
rows = "measures"
columns = [
    {content = "position", label = "序号", width = 14},
    {content = "words", label = "整改任务", width = 40, merges = true, words = "{反馈问题}"},
    {content = "words", label = "整改目标", width = 34, merges = true, words = "{整改目标}"},
    {content = "measure_text", label = "整改措施", width = 34},
    {content = "implementation", label = "完成情况", width = 34},
]
''',
    heads=("一、公示内容", "附件", "序号", "整改任务", "整改目标", "整改措施", "完成情况"),
    facts=("证明材料发至zhenggai@example.com", "[附件说明] 整改任务完成情况表"),
)

# 广州: the numbers the province's and the city's plan give one issue, side by side.
GUANGZHOU = Form(
    place="广州公示表",
    text='''
key = "own-guangzhou"
kind = "notice_table"
label = "公示表（省、市两级编号）"
title = "{督察}整改完成情况公示表"
numbering = ""

[[head]]
text = "整改情况"
content = "table"
rows = "measures"
columns = [
    {content = "words", label = "反馈问题", width = 50, merges = true, words = """
（省方案：{任务.外部编号}；市方案：{任务.称谓}）
{反馈问题}"""},
    {content = "words", label = "问题来源", width = 22, merges = true, words = "{督察}"},
    {content = "words", label = "整改目标", width = 40, merges = true, words = "{整改目标}[（{整改时限}）]"},
    {content = "words", label = "整改完成情况", width = 44, words = "{措施.序号}．{措施.落实情况}"},
]
''',
    heads=("反馈问题", "问题来源", "整改目标", "整改完成情况"),
    facts=(
        "（省方案：省序号28；市方案：第1项）", "责任感。（2021年底前，长期坚持）", "| 1．2021年3月",
        "〃 | 〃 | 〃 | 2．2021年，",
    ),
)

# 海南、西藏: the same two columns with whatever rows a county has.
OWN_ROWS = Form(
    place="两栏公示表",
    text='''
key = "own-rows"
kind = "notice_table"
label = "两栏公示表"
title = "整改情况公示表"
layout = "table"
numbering = ""

[[head]]
text = "问题来源"
content = "words"
words = "{督察}（{任务.称谓}）"

[[head]]
text = "反馈问题"
content = "problem"

[[head]]
text = "配合单位"
content = "words"
key = "supporting"
words = "{配合单位}"

[[head]]
text = "整改进展"
content = "implementation"
numbering = "①"
''',
    heads=("项目", "内容", "问题来源", "反馈问题", "配合单位", "整改进展"),
    facts=("第二轮中央生态环境保护督察（第1项）", "①2021年3月", "④示例县2021年"),
)

# Signature tables differ from county to county.
SIGNED = Form(
    place="签字表三栏",
    text='''
key = "own-signed"
kind = "closure_opinion"
label = "三段意见"
title = "{任务.称谓}整改任务验收意见"

[[head]]
text = "验收情况"
content = "implementation"
numbering = "（1）"

[[head]]
text = "验收结论"
content = "conclusion"

[[head]]
text = "下步要求"
content = "next_steps"

[[attachment]]
title = "验收人员签字表"
content = "signature_table"
columns = [
    {content = "position", label = "序号", width = 16},
    {content = "name", label = "姓名", width = 30},
    {content = "words", label = "单位及职务", width = 80, words = "{成员.单位}{成员.职务}"},
    {content = "signature", label = "签字", width = 30},
]
''',
    heads=("一、验收情况", "二、验收结论", "三、下步要求", "附件", "序号", "姓名", "单位及职务", "签字"),
    facts=("2 | 乙某某 | 示例市生态环境局处长 |", "（4）示例县2021年"),
)

FORMS = (COVER, ANNEXED, GUANGZHOU, OWN_ROWS, SIGNED)


@pytest.fixture(scope="module")
def sample(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClosureDossier]:
    """Give the dossier of the sample's first task, which the province knows by another number."""
    folder = tmp_path_factory.mktemp("data") / "示例"
    shutil.copytree(sample_folder, folder)
    workspace = open_workspace(folder)
    task = task_numbered(workspace, "1")
    set_external_numbers(workspace, task_id=task.id, numbers=[("省序号", "28")])
    yield closure_dossier(workspace, closures_of(workspace, task.id)[0].id, PaperKind.PUBLIC_NOTICE)
    workspace.close()


def heads_of(document: Document) -> list[str]:
    """Return the heads as they stand on the paper: of the text, of tables, and beside the rows of two columns."""
    found: list[str] = []
    for block in document.blocks():
        if isinstance(block, Heading) and block.level == 1:
            found.append(block.text)
        if isinstance(block, AnnexHead):
            found.append(block.mark)
        if isinstance(block, Table):
            found += [column.label for column in block.columns]
            found += [row[0].text for row in block.rows if row[0].strong and not row[0].merged]
    return [head.replace("\n", "") for head in found]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.place)
def test_a_form_that_is_not_shipped_is_a_definition_alone(sample: ClosureDossier, form: Form) -> None:
    document = build(read_form(form.text, where=form.place), sample)
    assert heads_of(document) == list(form.heads)
    whole = dump(document)
    assert [fact for fact in form.facts if fact not in whole] == []
    assert "〔缺" not in whole
    assert any(isinstance(block, Para) and block.role is Role.TITLE and texts(block) for block in document.blocks())


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.place)
def test_the_check_has_nothing_else_to_say_of_it(form: Form) -> None:
    assert tuple(item.code for item in check_form(form.text, form.place)) == form.remarks
