"""Every form that is shipped prints the sample's first task: without a gap, as the golden copy, public copies too."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from exporters.blocks import dump
from exporters.check import check
from exporters.produce import prepare
from exporters.registry import catalogue
from exporters.selection import Selection
from models.assembly.by_number import task_numbered
from models.domain.closure import PaperKind
from models.domain.finding import Level
from models.reference import Reference
from models.workspace import Workspace
from tests.builders import open_workspace

GOLDEN = Path(__file__).resolve().parent.parent / "golden" / "forms"
_PAPERS = {kind.value for kind in PaperKind}
FORMS = [
    (kind["key"], form["key"]) for kind in catalogue(Reference().forms_of) if kind["key"] in _PAPERS
    for form in kind["forms"]
]
LISTED = [*FORMS, (PaperKind.SIGNATURE_TABLE.value, None)]
# What domain experts name these papers by; a form that is taken away or renamed has to be taken away here.
SHIPPED = {
    "closure_opinion": ["shenyang", "liaoning"],
    "public_notice": [
        "anhui", "heilongjiang", "jiangsu", "hunan", "chengcheng", "puyang", "jingzhou", "dawa", "liaocheng",
        "hoboksar", "yongzhou", "xinfeng",
    ],
    "notice_table": ["tibet", "hainan", "baoji"],
    "self_check_report": ["cangyuan"],
    "verification_opinion": ["jiangsu"],
    "evidence_catalogue": ["", "sheet"],
    "mapping_table": ["", "sheet"],
    "photo_pairs": [""],
}
# The task of the sample that has photos; every other paper is of the task that is ready.
TASKS = {"photo_pairs": "18"}
# Those that name the person responsible, with a telephone.
NAMING = ("notice-table-tibet", "notice-table-hainan")


@pytest.fixture(scope="module")
def sample(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Give the sample workspace; nothing here changes it."""
    folder = tmp_path_factory.mktemp("sample") / "示例"
    shutil.copytree(sample_folder, folder)
    workspace = open_workspace(folder)
    yield workspace
    workspace.close()


def test_the_forms_of_each_kind_are_listed_with_the_usual_one_first() -> None:
    listed: dict[str, list[str]] = {}
    for kind, key in FORMS:
        listed.setdefault(kind, []).append(key)
    assert listed == {
        kind: ["-".join(part for part in (kind.replace("_", "-"), name) if part) for name in names]
        for kind, names in SHIPPED.items()
    }


def test_forms_are_told_apart_by_their_labels() -> None:
    labels = [form.label for form in Reference().forms]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize(("kind", "form"), LISTED)
@pytest.mark.parametrize("public", [False, True])
def test_each_writes_one_whole_file_of_the_sample(
    sample: Workspace, tmp_path: Path, kind: str, form: str | None, public: bool
) -> None:
    target = tmp_path / ("文书.xlsx" if form is not None and form.endswith("-sheet") else "文书.docx")
    job = prepare(sample, kind, Selection(task=TASKS.get(kind, "1")), form=form, public=public, path=target)
    produced = job.run()
    assert produced.files == (target,)
    assert [item for item in produced.findings if item.level is not Level.NOTE] == []
    with ZipFile(target) as archive:
        text = archive.read("xl/sharedStrings.xml" if job.form.is_sheet else "word/document.xml").decode()
    assert "〔缺" not in text
    assert ("13800000006" in text) is (not public and form in NAMING)


@pytest.mark.parametrize(("kind", "form"), LISTED)
def test_each_reads_as_its_golden_copy(sample: Workspace, kind: str, form: str | None) -> None:
    document = prepare(sample, kind, Selection(task=TASKS.get(kind, "1")), form=form).document()
    assert dump(document) == (GOLDEN / f"{form or kind}.txt").read_text(encoding="utf-8")


def test_the_records_have_nothing_to_complain_of(sample: Workspace) -> None:
    assert check(sample, task_numbered(sample, "1").id) == []
