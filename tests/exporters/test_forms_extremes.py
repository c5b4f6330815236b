"""Both forms in their extremes: a red head or none, stamped or not, 1 and 30 members, 3 and 40 measures, 1 and 4 lines.

What must stand together, follow one another and be counted is looked for in what is set and in the written file; where
it stands on the page is measured by the rendered tests.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from exporters.blocks import Heading, Imprint, Table
from exporters.forms.build import build
from exporters.recount import recount
from exporters.styles import Look
from exporters.typeset import Item, Paragraph, typeset
from exporters.word import to_bytes
from models.domain.closure import SectionEdit, SectionEditId
from models.dossiers import ClosureDossier
from tests.exporters.combinations import measures, team, whole_dossier
from tests.exporters.records import LIAONING, SHENYANG, form_of

SHORT = "关于第1项整改任务的验收销号意见"
LONG_TASK = (
    "深入学习贯彻习近平生态文明思想和坚决遏制“两高”项目盲目发展以及定期研究部署生态环境保护工作"
    "并严格落实生态环境保护责任"
)
COMBINATIONS = list(product((SHENYANG, LIAONING), (True, False), (True, False), (1, 30), (3, 40), (1, 4)))


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> ClosureDossier:
    """Give the dossier of a task that is ready to be signed, made once: a dossier is frozen."""
    return whole_dossier(tmp_path_factory.mktemp("extremes") / "ws")


def extreme(
    dossier: ClosureDossier, form: str, red: bool, sealed: bool, members: int, count: int, lines: int
) -> ClosureDossier:
    """Return the dossier with a paper of this kind."""
    made = replace(
        dossier, members=team(dossier, members), measures=measures(dossier, count),
        paper=replace(dossier.paper, has_red_head=red, is_sealed=sealed),
    )
    if form == LIAONING:
        return replace(made, task=replace(made.task, title="定期研究生态环境" if lines == 1 else LONG_TASK))
    edit = SectionEdit(
        id=SectionEditId("edit"), closure_id=made.closure_id, form=form, section="title", text=SHORT, generated=""
    )
    return replace(made, edits=(edit,)) if lines == 1 else made


def looks(items: tuple[Item, ...]) -> list[Look | None]:
    return [item.look if isinstance(item, Paragraph) else None for item in items]


@pytest.mark.parametrize(("form", "red", "sealed", "members", "count", "lines"), COMBINATIONS)
def test_an_extreme_paper_is_whole(
    dossier: ClosureDossier, tmp_path: Path, form: str, red: bool, sealed: bool, members: int, count: int, lines: int
) -> None:
    document = build(form_of(form), extreme(dossier, form, red, sealed, members, count, lines))
    items = typeset(document)
    kinds = looks(items)
    title = items[kinds.index(Look.TITLE)]
    assert isinstance(title, Paragraph) and len(title.text.split("\n")) == lines
    date = kinds.index(Look.DATE)
    body = max(place for place in range(date) if kinds[place] in (Look.BODY, Look.HEADING_3, Look.HEADING_4))
    assert all(isinstance(item, Paragraph) and item.keep_next for item in items[body:date])
    assert kinds[kinds.index(Look.SIGNATURE) - 2 :][:2].count(Look.BLANK) == (2 if sealed else 1)
    assert isinstance(items[-1], Imprint) == red
    heads = [block.text[0] for block in document.blocks() if isinstance(block, Heading) and block.level == 1]
    assert "".join(heads) == "一二三四五六七"[: len(heads)]
    (table,) = (block for block in document.blocks() if isinstance(block, Table))
    assert (len(table.rows), table.row_mm) == (members, 14.0)
    assert sum(column.width_mm for column in table.columns) == document.page.area_width_mm
    (tmp_path / "paper.docx").write_bytes(to_bytes(document))
    recount(document, tmp_path / "paper.docx")


@pytest.mark.parametrize(("form", "count"), list(product((SHENYANG, LIAONING), (3, 40))))
def test_every_measure_is_answered_under_its_number(dossier: ClosureDossier, form: str, count: int) -> None:
    document = build(form_of(form), extreme(dossier, form, True, True, 5, count, 4))
    answered = [
        [mark[0] for block in section.blocks if isinstance(block, Heading) and block.level > 1
         and (mark := re.match(r"\d+\.|（[一二三四五六七八九十]+）", block.text))]
        for section in document.sections if section.key == "implementation"
    ]
    assert len(answered[0]) == len(set(answered[0])) == count
