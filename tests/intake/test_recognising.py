"""Which kind a paper is, and which plan it names, from its title and its heads."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.domain.drafts.draft import SourceKind
from models.domain.drafts.source import Block
from models.intake.gate.containers import open_container
from models.intake.plan_titles import plan_title
from models.intake.recognising import kind_of
from models.intake.words.documents import blocks_of, read_docx
from tests.intake.corpus import BUILDERS

TASK = "{n}、渗滤液外溢。\n责任单位：示例县\n整改目标：完成整治。\n整改时限：2025年底前\n整改措施：\n1.建成收集池。\n"
PLAN = "示例县督察反馈意见整改方案\n" + TASK.format(n="一") + TASK.format(n="二")
NOTICE = "示例县第三项整改任务完成情况公示\n" + TASK.format(n="一") + "整改完成情况：已建成。\n监督电话：0100-0000000"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (PLAN, SourceKind.PLAN),
        (NOTICE, SourceKind.NOTICE),
        (NOTICE.replace("公示", "的说明"), SourceKind.NOTICE),
        (PLAN.replace("整改方案", "整改方案（公示稿）"), SourceKind.PLAN),
        (TASK.format(n="一"), SourceKind.PLAN),
        ("编号\t反馈问题\t责任单位\n1\t渗滤液外溢。\t示例县\n2\t管网不完善。\t示例县", SourceKind.LEDGER),
    ],
    ids=["plan", "notice", "notice by what was done", "plan for publicity", "one task", "cells"],
)
def test_a_paper_is_known_by_its_title_and_its_heads(text: str, kind: SourceKind) -> None:
    assert kind_of(blocks_of(text), "材料.txt") is kind


@pytest.mark.parametrize("name", [name for name in BUILDERS if name.endswith((".docx", ".txt"))])
def test_every_document_of_the_corpus_is_known(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    BUILDERS[name](path)
    blocks = read_docx(path).blocks if name.endswith(".docx") else blocks_of(open_container(path).text)
    assert kind_of(blocks, "材料.docx").value == name.partition("-")[0]


@pytest.mark.parametrize(
    ("text", "kind", "file", "title"),
    [
        (PLAN, SourceKind.PLAN, "1.docx", "示例县督察反馈意见整改方案"),
        ("示例县督察\n反馈意见整改方案\n（2024年）\n", SourceKind.PLAN, "1.docx", "示例县督察反馈意见整改方案"),
        ("按照《示例县 督察整改方案》要求，现予公示。", SourceKind.NOTICE, "1.docx", "示例县督察整改方案"),
        ("按照《示例县矿山生态修复方案》要求，现予公示。", SourceKind.NOTICE, "1.docx", ""),
        ("编号\t反馈问题", SourceKind.LEDGER, "附件1：示例县整改方案（公开稿）.xlsx", "示例县整改方案"),
        ("编号\t反馈问题", SourceKind.LEDGER, "台账.xlsx", ""),
    ],
    ids=["title", "title in two lines", "named", "another plan", "file", "none"],
)
def test_the_plan_is_that_of_the_title_the_text_or_the_file(
    text: str, kind: SourceKind, file: str, title: str
) -> None:
    blocks: tuple[Block, ...] = blocks_of(text)
    assert plan_title(blocks, kind, file) == title
