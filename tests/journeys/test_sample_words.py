"""The words of the opinion of 2022, as they must stand: in the paper of a fresh sample, and in what the clerk types.

The golden file is the public paper, places replaced, stray blanks taken out and its two slips 签订了…签订 mended.
"""

from __future__ import annotations

from pathlib import Path

from exporters.produce import prepare
from exporters.selection import Selection
from models.assembly import closures_of
from models.assembly.by_number import task_numbered
from models.domain.wording import tidy
from models.workspace import Workspace
from tests.journeys import kangping
from tests.journeys.paper import HEADS, Paper

GOLDEN = Path(__file__).parents[1] / "golden" / "opinion-of-2022.txt"
SLIP, MENDED = "目标责任状签订", "目标责任状"


def test_the_sample_prints_the_opinion_of_2022_word_by_word(sample_ws: Workspace, tmp_path: Path) -> None:
    (closure,) = closures_of(sample_ws, task_numbered(sample_ws, "1").id)
    job = prepare(sample_ws, "closure_opinion", Selection(closure_id=closure.id), folder=tmp_path)
    (path,) = job.run(lambda *_: None).files
    assert opening_and_sections(Paper(path)) == golden()


def test_the_clerk_types_the_words_of_the_opinion_of_2022_with_its_slips() -> None:
    texts = (
        kangping.OPENING, kangping.PROBLEM, *kangping.MEASURES, *kangping.IMPLEMENTATION, f"整改目标：{kangping.GOAL}",
        kangping.COMPLETION, *kangping.PROOF, kangping.NEXT, kangping.CONCLUSION,
    )
    typed = [tidy(text).text for text in texts]
    assert sum(SLIP in text for text in typed) == 2
    wanted = [line.partition(". ")[2] or line for line in golden() if line not in HEADS]
    assert [text.replace(SLIP, MENDED) for text in typed] == wanted


def golden() -> list[str]:
    return GOLDEN.read_text("utf-8").splitlines()


def opening_and_sections(paper: Paper) -> list[str]:
    lines = paper.opening()
    for head, section in zip(HEADS, paper.sections(), strict=True):
        lines += [head, *section]
    return lines
